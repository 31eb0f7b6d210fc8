"""`annexa explain`: the page of one rule."""

import json
from typing import Any

import click

from annexa.cli import names
from annexa.cli.options import as_json
from annexa.model.errors import ExitCode


@click.command("explain")
@click.argument("rule", type=names.Rule())
@as_json
def command(rule: str, as_json: bool) -> int:
    """Explains a rule: why it matters, when it fails, and how to put it right in the program at hand.

    \b
    annexa explain tracked-changes
    """
    from annexa.rules import GROUPS

    name = names.rule_of(rule)
    group = next(heading for heading, rules in GROUPS.items() if name in rules)
    if as_json:
        click.echo(json.dumps(_as_data(name, group), ensure_ascii=False, indent=2))
    else:
        _show(name, group)
    return ExitCode.OK


def _as_data(name: str, group: str) -> dict[str, Any]:
    from dataclasses import asdict

    from annexa.rules import RULES
    from annexa.rules.base import is_waivable
    from annexa.rules.page import page_of

    rule = RULES[name]
    return {"group": group, "level": str(rule.LEVEL), "waivable": is_waivable(rule), **asdict(page_of(rule))}


def _show(name: str, group: str) -> None:
    from rich.markup import escape
    from rich.padding import Padding

    from annexa.cli.console import Console
    from annexa.rules import RULES
    from annexa.rules.base import is_waivable
    from annexa.rules.page import page_of

    rule, console = RULES[name], Console(highlight=False)
    page = page_of(rule)
    width = min(console.width, 100)
    colour = {"error": "red", "warning": "yellow", "info": "blue"}[str(rule.LEVEL)]
    waivable = "can be waived" if is_waivable(rule) else "cannot be waived"
    console.print(f"[bold]{name}[/]  [{colour}]{rule.LEVEL}[/]  [dim]{group}, {waivable}[/]", width=width)
    console.print(f"\n{escape(page.title)}\n", width=width)
    for heading, text in (("Why it matters", page.why), ("Fails when", page.fails_when)):
        console.print(f"[bold]{heading}[/]", width=width)
        console.print(Padding(escape(text), (0, 0, 1, 2)), width=width)
    console.print("[bold]To put right[/]", width=width)
    console.print(
        _grid([(f"[cyan]{program}[/]", escape(words)) for program, words in page.remedies.items()], 13), width=width
    )
    console.print()
    console.print(
        _grid([("[green]Passes[/]", escape(page.passes)), ("[red]Fails[/]", escape(page.fails))], 8), width=width
    )


def _grid(rows: list[tuple[str, str]], first: int) -> Any:
    """Two columns without lines; the first so many characters wide."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=first)
    grid.add_column()
    for row in rows:
        grid.add_row(*row)
    return grid
