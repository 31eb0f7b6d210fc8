"""Shared ways to yield faults: name a few, count the rest, and quote only what may be quoted."""

from collections.abc import Iterator, Sequence

from annexa.rules.base import DocumentSubject, Fault

SHOWN = 10
"""Faults of one rule in one document that are named one by one, so that a long list does not bury other findings."""


def first_few(faults: Sequence[Fault], things: str) -> Iterator[Fault]:
    """The first SHOWN faults, then one that counts the rest; `things` is the plural, such as "comments"."""
    yield from faults[:SHOWN]
    if len(faults) > SHOWN:
        rest = faults[SHOWN]
        yield Fault(
            message=f"{len(faults) - SHOWN} more, making {len(faults)} {things}",
            place=rest.place,
            level=rest.level,
        )


def shorten(text: str, limit: int = 80) -> str:
    """The text on one line, cut at a word with an ellipsis when it is longer than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def quoted(subject: DocumentSubject, text: str, *, otherwise: str) -> str:
    """The text in quotation marks, or `otherwise` where the document's text must not appear in any report."""
    return otherwise if subject.is_sensitive else f"“{shorten(text)}”"


def count(number: int, singular: str, plural: str = "") -> str:
    """ "1 row", "3 rows"."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
