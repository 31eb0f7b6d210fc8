"""What the reading of a Word document keeps in mind."""

from collections.abc import Callable
from dataclasses import dataclass, field

from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element
from annexa.documents.word.styles import Styles
from annexa.documents.word_names import W
from annexa.model.findings import Place

DEEPEST = 60
"""Nested tables, controls and text boxes beyond this depth are not read; Word itself stops at 30 or so."""
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
"""What holds text that is not part of the document any more."""


@dataclass(slots=True)
class Paragraph:
    """What is known of the paragraph being read; facts that need its place wait until it ends."""

    number: int
    page: int | None
    pieces: list[str] = field(default_factory=list)
    size: float | None = None
    bold: bool = False
    pending: list[Callable[[Place], None]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    caption: bool = False
    marked: list[tuple[int, int]] = field(default_factory=list)
    """Which pieces are highlighted: the first, and the one after the last."""

    def mark(self, start: int) -> None:
        """The pieces from `start` on are highlighted; what goes on without a gap is one passage."""
        if self.marked and self.marked[-1][1] == start:
            start = self.marked.pop()[0]
        self.marked.append((start, len(self.pieces)))

    @property
    def text(self) -> str:
        return "".join(self.pieces)


@dataclass(slots=True)
class Shared:
    """What all stories of a document share."""

    found: Gatherer
    styles: Styles
    bookmarks: set[str]
    places: dict[Element, Place] = field(default_factory=dict)
    """Where each paragraph stands, by its element."""
    comment_places: dict[str, Place] = field(default_factory=dict)
    is_backed: bool = False
    """Something may stand behind the words of any page, and its colour is not known."""
    tables: int = 0
    rendered_breaks: bool = False
    """Word noted where its pages broke; explicit breaks are then not counted as well."""
    any_breaks: bool = False


def is_deleted(node: Element, top: Element) -> bool:
    """Whether what is inside `top` is no part of the document any more."""
    parent = node.getparent()
    while parent is not None and parent is not top:
        if parent.tag in DELETED:
            return True
        parent = parent.getparent()
    return False
