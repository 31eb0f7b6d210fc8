"""`annexa rules`: what is checked, by group."""

import json

import click

from annexa.cli.options import as_json
from annexa.model.errors import ExitCode


@click.command("rules")
@as_json
def command(as_json: bool) -> int:
    """Lists every rule: its name, how much it weighs, what it finds, and whether a finding can be waived.

    \b
    annexa rules
    annexa rules --json
    """
    from annexa.rules import GROUPS
    from annexa.rules.base import is_waivable
    from annexa.rules.page import page_of

    rows = [
        {
            "group": group,
            "rule": name,
            "level": str(rule.LEVEL),
            "about": rule.ABOUT,
            "finds": page_of(rule).title,
            "waivable": is_waivable(rule),
        }
        for group, rules in GROUPS.items()
        for name, rule in rules.items()
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _table(rows)
    return ExitCode.OK


def _table(rows: list[dict[str, object]]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for heading in ("Rule", "Level", "What it finds", "Waivable"):
        table.add_column(heading, no_wrap=heading == "Rule", max_width=72 if heading == "What it finds" else None)
    group = None
    for row in rows:
        if row["group"] != group:
            group = row["group"]
            table.add_section()
            table.add_row("", "", "", "")
            table.add_row(f"[bold cyan]{group}[/]", "", "", "")
        table.add_row(
            f"{row['rule']}",
            _LEVELS[str(row["level"])],
            str(row["finds"]).rstrip("."),
            "yes" if row["waivable"] else "[bold]no[/]",
        )
    console.print(table)
    console.print(f"\n{len(rows)} rules. ‘annexa explain RULE’ says how to put a finding right.", highlight=False)


_LEVELS = {"error": "[red]error[/]", "warning": "[yellow]warning[/]", "info": "[blue]info[/]"}
