"""A bookmark of a PDF, by the index of the page that it leads to."""

from dataclasses import dataclass, field
from decimal import Decimal

Place = tuple[Decimal | int | None, Decimal | int | None]
"""The left and the top edge of what is shown of a page, in the page's units; None for "as it is"."""


@dataclass(slots=True)
class Bookmark:
    """One entry, with the index of its page in its own PDF or in the bundle."""

    title: str
    page: int
    place: Place | None = None
    """None for the page's top."""
    kids: list["Bookmark"] = field(default_factory=list)
    label: str = ""
    """The page's label in its source, where that is no plain count from 1."""
