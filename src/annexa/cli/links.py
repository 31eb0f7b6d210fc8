"""`annexa links`: opens every link and says which ones an inspector cannot open."""

from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from annexa.cli import options
from annexa.cli.progress import progress
from annexa.model.errors import ExitCode, ToolFailed
from annexa.model.findings import Level
from annexa.model.text import one_line
from annexa.model.words import count

if TYPE_CHECKING:
    from annexa.check.links import LinkVerdict, Survey
    from annexa.links.online import Outcome

_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.INFO: "cyan"}


@click.command("links")
@options.paths
@click.option("--strict", is_flag=True, help="Call a link dead after one failed run, not after two some hours apart.")
@click.option("--offline", is_flag=True, help="Judge the addresses alone; ask no server.")
@click.option(
    "--deadline",
    type=click.FloatRange(1, 86_400),
    default=600,
    show_default=True,
    metavar="SECONDS",
    help="End the whole run after so long; links not reached are warnings.",
)
@click.option(
    "--max-age",
    type=click.FloatRange(0, 365),
    default=7,
    show_default=True,
    metavar="DAYS",
    help="Do not ask again for pages that opened so recently; 0 asks for all.",
)
@click.option("--all", "show_all", is_flag=True, help="Also list the links that are fine.")
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path | str, ...],
    strict: bool,
    offline: bool,
    deadline: float,
    max_age: float,
    show_all: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Opens every link of the documents and says which ones an inspector cannot open.

    Only public web servers are asked, two requests a host at a time. A link counts as dead when it fails in two runs
    at least three hours apart; until then it is a warning. Exit code 1 means links at error level.

    \b
    annexa links
    annexa links evidence/3.4-destinations
    annexa links --strict --deadline 120
    annexa links --offline --json
    """
    from annexa.check.links import survey

    loaded = options.loaded_of(ctx)
    options.library_of(loaded)
    cache = loaded.root / "build" / "cache"
    found = survey(loaded, as_of=options.day_of(None, loaded), cache=cache, only=options.items_in(loaded, paths))
    outcome = None
    if not offline:
        outcome = _ask(found, cache, strict=strict, max_age=max_age, deadline=deadline, quiet=quiet or as_json)
        found = found.with_answers(outcome.answers)
    if as_json:
        click.echo(_json(found, outcome))
    elif not quiet:
        _show(found, show_all)
        _summary(found)
    if outcome is not None and outcome.unreachable:
        raise ToolFailed(
            "no web server at all could be reached",
            remedy="Check that this computer reaches the internet without a proxy; nothing was remembered of this run.",
        )
    return ExitCode.FINDINGS if any(_weight(link) is Level.ERROR for link in found.links) else ExitCode.OK


def _ask(found: "Survey", cache: Path, *, strict: bool, max_age: float, deadline: float, quiet: bool) -> "Outcome":
    from annexa.links.online import ask

    addresses = found.addresses
    with progress("Asking", quiet=quiet, total=len(addresses)) as advance:
        return ask(
            addresses,
            cache=cache,
            strict=strict,
            max_age_days=max_age,
            deadline=deadline,
            advance=lambda address: advance(urlsplit(address).hostname or ""),
        )


def _weight(link: "LinkVerdict") -> Level | None:
    """How much a link weighs in the end: nothing once it is waived."""
    return None if link.waived_until else link.level


def _show(found: "Survey", show_all: bool) -> None:
    shown = [link for link in found.links if show_all or link.level is not None]
    for (item, file, title), links in groupby(shown, key=lambda link: (link.item, link.file, link.title)):
        click.secho(f"{item} {one_line(title)}", bold=True, nl=False)
        click.echo(f"  {one_line(file)}")
        for link in links:
            _show_link(link)


def _show_link(link: "LinkVerdict") -> None:
    level = _weight(link)
    word = "waived" if link.waived_until else level.value if level else "fine"
    place = f"{link.place}: " if str(link.place) else ""
    colour = _COLOURS.get(level) if level else "green"
    click.echo("  " + click.style(f"{word:8}", fg=colour) + one_line(f"{place}{link.message}"))
    if level is not None and link.remedy:
        click.echo(f"          {one_line(link.remedy)}.")


def _summary(found: "Survey") -> None:
    links = found.links
    levels = Counter(_weight(link) for link in links)
    asked = {link.row.judged.address for link in links if link.answer is not None}
    remembered = sum(1 for a in {x.answer.address: x.answer for x in links if x.answer}.values() if a.remembered)
    words = [f"{count(len(links), 'link')} in {count(found.documents, 'document')}"]
    words.append(f"{count(levels[Level.ERROR], 'error')}, {count(levels[Level.WARNING], 'warning')}")
    if asked:
        earlier = f", {remembered} of them in an earlier run" if remembered else ""
        words.append(f"{count(len(asked), 'address', 'addresses')} asked for{earlier}")
    withheld = sum(link.is_withheld for link in links)
    if withheld:
        words.append(f"{count(withheld, 'link')} of child-level documents not followed")
    if found.unread:
        words.append(f"{count(len(found.unread), 'document')} could not be read")
    click.echo("; ".join(words) + ".")


def _json(found: "Survey", outcome: "Outcome | None") -> str:
    import msgspec

    listed: dict[str, Any] = {
        "documents": found.documents,
        "unread": found.unread,
        "asked": outcome is not None,
        "unreachable": outcome is not None and outcome.unreachable,
        "links": [_record(link) for link in found.links],
    }
    return msgspec.json.format(msgspec.json.encode(listed)).decode()


def _record(link: "LinkVerdict") -> dict[str, Any]:
    return {
        "item": link.item,
        "file": link.file,
        "place": str(link.place),
        "address": link.address,
        "verdict": link.verdict,
        "level": _weight(link),
        "message": link.message,
        "remedy": link.remedy,
        "final": link.answer.final if link.answer and link.address else "",
        "remembered": bool(link.answer and link.answer.remembered),
        "waived_until": link.waived_until,
    }
