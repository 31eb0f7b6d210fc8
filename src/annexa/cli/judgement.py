"""What a judgement of a finished PDF says on a terminal, and which profiles there are."""

from typing import TYPE_CHECKING

import click

from annexa.model.errors import ExitCode
from annexa.model.words import count

if TYPE_CHECKING:
    from annexa.model.profile import Profile
    from annexa.verify import Outcome, Verification

SHOWN = 8
"""Places shown of one requirement; --json has them all."""
MARKS = {
    "pass": ("pass", "green"),
    "fail": ("FAIL", "red"),
    "not-applicable": ("n/a ", "bright_black"),
    "not-judged": ("????", "red"),
}


def say_profiles(known: "tuple[Profile, ...]", as_json: bool) -> int:
    """Every profile with what it rests on."""
    if as_json:
        click.echo("[" + ",\n".join(each.model_dump_json(indent=2) for each in known) + "]")
        return ExitCode.OK
    for each in known:
        source = each.sources[0]
        click.echo(f"{click.style(each.id, bold=True)}  {each.title}")
        click.echo(f"    {source.title} ({source.publisher}, {source.dated}); {len(each.requirements)} requirements")
    return ExitCode.OK


def say(found: "list[Verification]", by: "tuple[Profile, ...]", as_json: bool, quiet: bool) -> int:
    """The judgements; the exit code tells whether everything that must hold does."""
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    elif not quiet:
        profiles = {each.id: each for each in by}
        for each in found:
            click.echo("\n".join(_lines(each, profiles[each.profile])))
    return ExitCode.OK if all(each.passed for each in found) else ExitCode.FINDINGS


def _lines(verification: "Verification", profile: "Profile") -> list[str]:
    source = profile.sources[0]
    lines = [
        click.style(verification.file, bold=True),
        f"{count(verification.pages, 'page')}, judged by: {profile.title} ({source.publisher}, {source.dated})",
        *([verification.not_for] if verification.not_for else []),
        *([profile.note] if profile.note else []),
        *([verification.limits] if verification.limits else []),
        "",
    ]
    for outcome in verification.outcomes:
        lines += _outcome_lines(outcome)
    if profile.not_judged:
        lines += ["", "Not judged:", *(f"  - {each}" for each in profile.not_judged)]
    return [*lines, "", _summary(verification), ""]


def _outcome_lines(outcome: "Outcome") -> list[str]:
    mark, colour = MARKS[outcome.status]
    if outcome.status == "fail" and outcome.weight == "should":
        mark, colour = "warn", "yellow"
    lines = [f"{click.style(mark, fg=colour)}  {outcome.asks}"]
    if outcome.note and outcome.status != "pass":
        lines.append(f"      {outcome.note}")
    lines += [f"      {spot}" for spot in outcome.spots[:SHOWN]]
    if len(outcome.spots) > SHOWN:
        lines.append(f"      … and {len(outcome.spots) - SHOWN} more; --json lists them all")
    return lines


def _summary(verification: "Verification") -> str:
    from annexa.model.words import count

    if verification.failed:
        return click.style(f"Fails {count(len(verification.failed), 'requirement')}.", fg="red", bold=True)
    if verification.undecided:
        number = count(len(verification.undecided), "requirement")
        return click.style(f"Cannot say: {number} could not be judged here.", fg="red", bold=True)
    if verification.not_for:
        return click.style("This standard does not apply to such a file; what it asks besides is met.", fg="yellow")
    if verification.warned:
        better = count(len(verification.warned), "thing")
        return click.style(f"Passes; {better} could be better.", fg="yellow", bold=True)
    return click.style("Passes.", fg="green", bold=True)
