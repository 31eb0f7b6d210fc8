"""`annexa request`: what inspectors ask for besides, from the note of it to the answer that is sent."""

import click

from annexa.cli.request import looks, steps, supplement


@click.group("request", invoke_without_command=False)
def command() -> None:
    """Takes each request for additional evidence through its nine steps; none can be skipped.

    ‘open’ notes it (steps 1 to 4), then come ‘assign’, ‘assess’, ‘answer’, ‘sign-off’ and ‘send’. Each request is a
    file in evidence/requests/. ‘list’ and ‘annexa status’ say whose turn it is and since when, overdue ones first. A
    step is corrected by taking it once more with --again.

    \b
    annexa request open --asked "Minutes of the panel, autumn 2026" --inspector "Ofsted inspector, education" \\
        --through lano
    annexa request assign 1 --to education-accountable-lead --by lano
    annexa request assess 1 --available yes --by education-accountable-lead
    annexa request answer 1 --document evidence/3.4-destinations/destinations.docx --by education-accountable-lead
    annexa request sign-off 1 --by education-accountable-lead
    annexa request send 1 --by lano
    annexa request list
    """


for each in (
    steps.open_,
    steps.assign,
    steps.assess,
    steps.answer,
    steps.sign_off,
    steps.send,
    looks.list_,
    looks.show,
    looks.mail,
    supplement.bundle,
):
    command.add_command(each)
