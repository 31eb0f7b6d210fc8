"""What a merge made: the leaves where they stand in the bundle, and the bundle in memory, not yet saved."""

from dataclasses import dataclass, field
from typing import NamedTuple

from pikepdf import Dictionary, Pdf

from annexa.pdf.bookmark import Bookmark
from annexa.pdf.source import Jump
from annexa.pdf.tags.graft import Issue


class Point(NamedTuple):
    """A page of a document of another item."""

    title: str
    key: str
    """Of the document."""
    page: int
    """Index in the document."""


@dataclass(slots=True, kw_only=True)
class Placed:
    """A leaf in the bundle; the source that it came from may be gone."""

    title: str
    depth: int
    key: str
    files: tuple[str, ...]
    trusted: bool
    prefix: str
    destinations: frozenset[bytes]
    first: int
    """Number of its first page."""
    pages: list[Dictionary]
    """In the bundle."""
    jumps: list[tuple[Dictionary, Jump]]
    """Links that lead out of its PDF, with the annotation in the bundle."""
    bookmarks: list[Bookmark] = field(default_factory=list)
    names: tuple[str, ...] = ()
    """What its pages are called in place of their count."""
    points: tuple[Point, ...] = ()
    sent: bool = False


@dataclass(slots=True, kw_only=True)
class Merged:
    """A bundle in memory, not yet saved."""

    pdf: Pdf
    leaves: list[Placed]
    issues: list[Issue]
    notes: dict[int, list[str]]
    """What could not be kept, by the index of a leaf."""

    @property
    def length(self) -> int:
        """Pages."""
        return sum(len(leaf.pages) for leaf in self.leaves)
