"""What the two readers of a finished PDF report: facts, no opinions.

The structure reader (pypdf) and the sight reader (pdfium) each run in a process of their own and write these
records as lines of JSON, so that a reader that hangs or crashes loses nothing of what was already seen.
"""

from typing import NamedTuple

import msgspec


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all facts."""


class Box(NamedTuple):
    """A rectangle in points. On a page as a reader sees it: from the bottom left corner, turned and cropped."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Of its height."""
        return (self.bottom + self.top) / 2

    def normal(self) -> "Box":
        """The same rectangle with its corners in order."""
        left, right = sorted((self.left, self.right))
        bottom, top = sorted((self.bottom, self.top))
        return Box(left, bottom, right, top)


def as_seen(box: Box, page: Box, rotate: int) -> Box:
    """A rectangle of user space, as it stands on the page that a reader sees.

    `page` is the visible box in user space; `rotate` is the page's /Rotate: 0, 90, 180 or 270, clockwise.
    """
    left, bottom, right, top = (
        box.left - page.left,
        box.bottom - page.bottom,
        box.right - page.left,
        box.top - page.bottom,
    )
    width, height = page.width, page.height
    match rotate % 360:
        case 90:
            return Box(bottom, width - right, top, width - left).normal()
        case 180:
            return Box(width - right, height - top, width - left, height - bottom).normal()
        case 270:
            return Box(height - top, left, height - bottom, right).normal()
        case _:
            return Box(left, bottom, right, top).normal()


class Word(Fact, frozen=True):
    """A piece of text and where it stands on the page as seen."""

    text: str
    box: Box


class Picture(Fact, frozen=True):
    """A raster image on a page."""

    pixels: int
    """Width times height."""
    dpi: float
    """Pixels to the inch as placed, the larger of the two directions."""
    share: float
    """Of the visible page that it covers, 0 to 1."""


class Seen(Fact, frozen=True):
    """A page as pdfium sees it; `position` counts from 1."""

    position: int
    width: float
    height: float
    """Of the visible page, turned as a reader sees it, in points."""
    letters: int
    """Characters that are not space."""
    margin: tuple[Word, ...] = ()
    """Text that stands within a tenth of the page from its edges."""
    words: tuple[Word, ...] = ()
    """Every word; only of pages near the beginning that hold links."""
    unmapped: float = 0.0
    """Share of the sampled characters that do not say which letter they are."""
    directions: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Sampled characters that read to the right, upwards, upside down, and downwards."""
    pictures: tuple[Picture, ...] = ()
    digest: str = ""
    """Of the page's words, numbers in the margin left out; where there are none, of its pictures and shapes."""
    fault: str = ""
    """Why the page could not be read."""


class Target(Fact, frozen=True):
    """Where a link or bookmark lands."""

    position: int | None = None
    """The page, from 1; None where it does not exist."""
    zoom: str = ""
    """Empty where the reader's zoom stays; else "100%", "fit" …"""


class Jump(Fact, frozen=True):
    """A link inside the document."""

    box: Box
    target: Target


class Laid(Fact, frozen=True):
    """A page as the file's structure describes it; `position` counts from 1."""

    position: int
    unit: float = 1.0
    """/UserUnit: how many points one unit is."""
    in_tree: bool | None = None
    """Whether the structure tree reaches the page; None where the file has no tree."""
    jumps: tuple[Jump, ...] = ()
    dead: tuple[str, ...] = ()
    """Links with an address that no reader can follow."""
    pictures: str = ""
    """Digest of the raw bytes of the page's pictures."""


class Bookmark(Fact, frozen=True):
    """One entry of the outline, in order."""

    title: str
    depth: int
    """0 at the top."""
    target: Target


class Active(Fact, frozen=True):
    """Something that runs, submits or reaches outside."""

    kind: str
    """In plain words, such as "JavaScript"."""
    position: int | None = None
    """The page, from 1, where it belongs to one."""
    detail: str = ""


class Attached(Fact, frozen=True):
    """A file inside the file."""

    name: str
    executable: bool = False


class Author(Fact, frozen=True):
    """A name left in the file."""

    name: str
    where: str


class Structure(Fact, frozen=True):
    """What the structure reader finds for the whole file."""

    pages: int = 0
    labels: tuple[str, ...] = ()
    """Page labels as a reader shows them, one a page."""
    labelled: bool = False
    """Whether the file sets page labels at all."""
    title: str = ""
    shows_title: bool = False
    language: str = ""
    tagged: bool = False
    ua: bool = False
    """Whether it says that it is PDF/UA."""
    encrypted: bool = False
    opening: Target | None = None
    bookmarks: tuple[Bookmark, ...] = ()
    active: tuple[Active, ...] = ()
    attached: tuple[Attached, ...] = ()
    authors: tuple[Author, ...] = ()
    loose_fonts: tuple[tuple[str, int], ...] = ()
    """Fonts that are not embedded, each with the first page that uses it."""


class Drawn(Fact, frozen=True):
    """A digest of all that each page draws, in order; an empty one for a page of which nothing is said."""

    pages: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    """The words of our stamp on each page, of which its digest knows only how long they are; empty on other pages."""


class Reading(Fact, frozen=True):
    """Everything both readers found."""

    bytes: int
    sha256: str
    structure: Structure
    laid: tuple[Laid, ...] = ()
    seen: tuple[Seen, ...] = ()
    incomplete: tuple[str, ...] = ()
    """Why something could not be read: one plain sentence each."""

    def label(self, position: int) -> str:
        """The page label of a page, counted from 1; its position where there is none."""
        labels = self.structure.labels
        return labels[position - 1] if 0 < position <= len(labels) else str(position)
