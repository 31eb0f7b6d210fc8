"""`annexa rules`: what is checked, by group."""

import json
from typing import TYPE_CHECKING

import click

from annexa.cli.options import as_json
from annexa.model.errors import ExitCode

if TYPE_CHECKING:
    from annexa.cli.console import Console

NARROW = 80
"""Columns below which a table is no longer read."""


@click.command("rules")
@as_json
def command(as_json: bool) -> int:
    """Lists every rule: its name, how much it weighs, what it finds, and whether a finding can be waived.

    \b
    annexa rules
    annexa rules --json
    """
    from annexa.rules import GROUPS, RULES
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
        for name, rule in ((name, RULES[name]) for name in rules)
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _table(rows)
    return ExitCode.OK


def _table(rows: list[dict[str, object]]) -> None:
    from rich.table import Table

    from annexa.cli.console import Console

    console = Console()
    if console.width < NARROW:
        _stacked(rows, console)
        return
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
    console.print(_end(rows), highlight=False)


def _stacked(rows: list[dict[str, object]], console: "Console") -> None:
    """What a rule finds stands below its name, where there is no room beside it."""
    from rich.padding import Padding

    group = None
    for row in rows:
        if row["group"] != group:
            group = row["group"]
            console.print(f"\n[bold cyan]{group}[/]")
        fixed = "" if row["waivable"] else ", [bold]cannot be waived[/]"
        console.print(f"{row['rule']}: {_LEVELS[str(row['level'])]}{fixed}", highlight=False)
        console.print(Padding(str(row["finds"]), (0, 0, 0, 2)), highlight=False)
    console.print(_end(rows), highlight=False)


def _end(rows: list[dict[str, object]]) -> str:
    return f"\n{len(rows)} rules. ‘annexa explain RULE’ says how to put a finding right."


_LEVELS = {"error": "[red]error[/]", "warning": "[yellow]warning[/]", "info": "[blue]info[/]"}
