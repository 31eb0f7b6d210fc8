"""How two lists of requirements differ, in words and as JSON."""

from collections.abc import Iterable, Iterator

import click
import msgspec

from annexa.inspection.calendar import clock
from annexa.inspection.comparison import Difference
from annexa.model.framework import Framework, Moment, Requirement
from annexa.model.words import count


def told(differences: Iterable[Difference], old: Framework, new: Framework) -> Iterator[str]:
    """What differs, requirement by requirement, and how many do."""
    found = list(differences)
    yield click.style(f"{old.title} → {new.title}", bold=True)
    for each in found:
        yield from _told(each, old, new)
    changed = sum(bool(each.kinds) for each in found)
    verb = "differs" if changed == 1 else "differ"
    yield f"{count(changed, 'requirement')} {verb}; {len(found) - changed} as before."


def _told(each: Difference, old: Framework, new: Framework) -> Iterator[str]:
    if each.new is None and each.old is not None:
        yield f"  {each.old.heading}: no longer asked for"
    elif each.old is None and each.new is not None:
        yield f"  {each.new.heading}: new, due {_when(each.new.due)}"
    elif each.old is not None and each.new is not None and each.kinds:
        yield f"  {each.new.heading}: {', '.join(_kinds(each.old, each.new, each, old, new))}"
        if "reworded" in each.kinds:
            yield from _wording(each.old, each.new)


def _kinds(was: Requirement, now: Requirement, each: Difference, old: Framework, new: Framework) -> Iterator[str]:
    if "renumbered" in each.kinds:
        yield f"was {was.id}"
    if "reworded" in each.kinds:
        yield "reworded"
    if "moved" in each.kinds:
        yield f"handed in with {_title(new, now)}, not with {_title(old, was)}"
    if "deadline" in each.kinds:
        changed = was.due != now.due
        yield f"due {_when(now.due)}, not {_when(was.due)}" if changed else "other deadlines inside the partnership"


def _wording(was: Requirement, now: Requirement) -> Iterator[str]:
    for field in ("title", "asks"):
        before, after = getattr(was, field), getattr(now, field)
        if before != after:
            yield f"      − {before.strip()}"
            yield f"      + {after.strip()}"
    for sign, parts, others in (("−", was.parts, now.parts), ("+", now.parts, was.parts)):
        yield from (f"      {sign} part: {' '.join(part.split())}" for part in parts if part not in others)


def _title(framework: Framework, requirement: Requirement) -> str:
    submission = framework.submission(requirement.submission)
    return f"‘{submission.title}’" if submission else requirement.submission


def _when(moment: Moment) -> str:
    return f"day {moment.day}, {clock(moment.time)}"


def as_records(differences: Iterable[Difference]) -> str:
    """The same for other programs: each requirement with its old and new id and how it differs."""
    records = [
        {
            "old": each.old.id if each.old else None,
            "new": each.new.id if each.new else None,
            "title": (each.new or each.old).title,  # type: ignore[union-attr]
            "kinds": list(each.kinds),
        }
        for each in differences
    ]
    return msgspec.json.format(msgspec.json.encode(records)).decode()
