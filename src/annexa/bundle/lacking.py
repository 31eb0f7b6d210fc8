"""What a draft does not hold though it should: said on the console, on the cover and in the index."""

from collections.abc import Iterator
from dataclasses import dataclass

from annexa.model.words import within
from annexa.plan.planned import Plan, PlannedItem, discreet

SHOWN = 12
"""Lines on a cover or a console; the index has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A requirement without evidence, or a document without its pages."""

    item: str
    """The requirement's id."""
    heading: str
    """Its number and title."""
    document: str
    """The document's title; empty where there is nothing at all."""
    reason: str
    """A sentence without a full stop."""

    def __str__(self) -> str:
        """ "3.2 Attendance: no item yet", "3.4 Destinations, “Annual report”: the file is not in its folder"."""
        return f"{self.heading}{f', “{self.document}”' if self.document else ''}: {self.reason}"


def lacking(plan: Plan, *, in_messages: bool = False) -> tuple[Lack, ...]:
    """Everything that is missing or was not converted, in the order of the index; only a draft lacks anything.

    `in_messages`: documents of a child-level package by their numbers, for what many people see.
    """
    return tuple(sorted(_lacking(plan, in_messages), key=lambda lack: plan.order.index(lack.item)))


def first_lines(plan: Plan, *, in_messages: bool = False) -> list[str]:
    """A line for each of the first, and how many more there are; `in_messages` as for `lacking`."""
    found = [str(lack) for lack in lacking(plan, in_messages=in_messages)]
    more = [f"and {len(found) - SHOWN} more: see the index"] if len(found) > SHOWN else []
    return [*found[:SHOWN], *more]


def _lacking(plan: Plan, in_messages: bool) -> Iterator[Lack]:
    for each in plan.mentioned:
        if each.why == "missing":
            heading = f"{each.number} {each.title}".strip()
            yield Lack(item=each.id, heading=heading, document="", reason=each.reason)
    for item in plan.items:
        if item.left_out:
            yield Lack(item=item.id, heading=item.heading, document="", reason=left_out(item))
        for document in item.documents:
            if document.rendering.fault:
                reason = document.rendering.reason.rstrip(".")
                reason = within(reason)
                title = document.called(plan.package).strip("“”") if in_messages else document.title
                said = discreet(reason, plan.package) if in_messages else reason
                yield Lack(item=item.id, heading=item.heading, document=title, reason=said)


def left_out(item: PlannedItem) -> str:
    """Words for documents of which no more is known than that they were meant: without their names, which may be those
    of child-level files."""
    documents = "one document, whose entry" if item.left_out == 1 else f"{item.left_out} documents, whose entries"
    return f"{documents} in item.yaml cannot be read"
