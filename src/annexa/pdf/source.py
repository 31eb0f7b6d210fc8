"""A PDF opened for merging. It is changed in memory only; the file on disk stays as it was signed off."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec
import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf

from annexa.model.errors import AnnexaError, ExitCode
from annexa.pdf.bookmark import Bookmark
from annexa.pdf.tags.graft import Found
from annexa.tools.memory import wants_memory
from annexa.tools.pdf_work import TOO_MUCH_MEMORY


class SourceRefused(AnnexaError):
    """A PDF cannot be merged; the message says why."""

    exit_code = ExitCode.FINDINGS


class TooMuchMemory(SourceRefused):
    """It takes more than one PDF may take, or what others left of it."""


AGAIN = "Export it again from the program it came from."


@contextmanager
def refusing(title: str) -> Iterator[None]:
    """Whatever a library or we stumble over in one PDF is that PDF's refusal, and nobody else's. Raises SourceRefused.

    A disk that is full or cannot be read is no fault of the PDF: such errors, and our own, pass through.
    """
    try:
        yield
    except (AnnexaError, OSError):
        raise
    except Exception as error:
        if wants_memory(error):
            raise TooMuchMemory(
                f"{title}: the PDF {TOO_MUCH_MEMORY}", remedy=f"{AGAIN} Or print it to a new PDF."
            ) from None
        raise SourceRefused(
            f"{title}: the PDF is built in a way that cannot be merged ({type(error).__name__})",
            remedy=f"{AGAIN} Or print it to a new PDF.",
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that was embedded in a source and is carried beside the bundle instead."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A link that leads out of its own PDF: to be resolved when every page of the bundle has its number."""

    page: int
    """Index of the page in its source, from 0."""
    position: int
    """Index of the annotation on that page, from 0."""
    target: str
    """What the link said: a relative path, a file URL, or `annexa:` and a key."""
    destination: bytes | int | None = None
    """A named destination or a page index in the target file, where the link said one."""


Adopted = Literal["", "empty", "P", "Figure"]
"""As what a page is tagged as a whole; empty where it has tags of its own."""
Said = tuple[str, str, bool]
"""Kind and words of what only a page's author can mend, and whether it breaks PDF/UA."""


class Look(msgspec.Struct, frozen=True, array_like=True):
    """What a page is like, as far as stamping it and giving it a place in the structure tree need it."""

    open_states: int
    """Graphics states saved and never restored."""
    fills: bool
    """Whether it draws pictures, shadings or filled areas: what may lie under a stamp."""
    adopt: Adopted
    found: tuple[Said, ...]


@dataclass(slots=True)
class Source:
    """An open PDF and what was found and changed while it was made fit to merge."""

    pdf: Pdf
    prefix: str
    """Unique in one merge: put before names of destinations and IDs of elements."""
    title: str
    """For descriptions and messages."""
    trusted: bool = False
    """Made by us in this run: its `annexa:` links are followed."""
    doubt: str | None = None
    """Why PDF/UA-1 cannot be claimed with it, as words that follow "it"; None where nobody has looked yet."""
    pages: list[Dictionary] = field(default_factory=list)
    page_index: dict[tuple[int, int], int] = field(default_factory=dict)
    """Index of a page by the object's number and generation."""
    tagged: bool = False
    attachments: list[Attachment] = field(default_factory=list)
    removed: Counter[str] = field(default_factory=Counter)
    """How many of what was taken out, by its name in plain words."""
    notes: list[str] = field(default_factory=list)
    """Sentences for the divider page."""
    jumps: list[Jump] = field(default_factory=list)
    base: str = ""
    """What its addresses without a beginning count from; empty where it names none."""
    destinations: frozenset[bytes] = frozenset()
    """Names of its named destinations that lead to a page."""
    annotations: list[tuple[int, int, Object]] = field(default_factory=list)
    """Page index, position and object of those that may stay."""
    loose_annotations: list[tuple[int, int]] = field(default_factory=list)
    """Page index and position of annotations that the structure tree does not hold."""
    parent_base: int = 0
    """What was added to its StructParent numbers."""
    again: str = ""
    """What was put before its prefix, where another source of the merge has the same."""
    looks: list[Look] | None = None
    """One a page; None where nobody has looked yet."""
    found: list[Found] = field(default_factory=list)
    """What is wrong with its tags."""
    bookmarks: list[Bookmark] | None = None
    """Its own; None where they were not read yet."""

    def release(self) -> None:
        """Lets go of everything read from the file. Pages copied from it can still be saved: qpdf keeps the file open.

        What was noted about it stays. Half the memory of a merge would otherwise be originals of copies.
        """
        self.pages = []
        self.page_index = {}
        self.annotations = []
        self.pdf = Pdf.new()

    def close(self) -> None:
        """Closes the file; pages copied from it cannot be saved afterwards."""
        self.pdf.close()


def open_source(
    path: Path | Any, *, prefix: str, title: str, trusted: bool = False, doubt: str | None = None
) -> Source:
    """Opens a PDF for merging; `path` may be a file-like object. Raises SourceRefused.

    `doubt`: what is known of its claim to be PDF/UA-1; where that is None, cleaning looks.
    """
    try:
        pdf = pikepdf.open(path, inherit_page_attributes=True)  # a copied page has no nodes above it
        pages = [page.obj for page in pdf.pages]
    except pikepdf.PasswordError:
        raise SourceRefused(
            f"{title}: the PDF needs a password to be opened", remedy="Save it without a password and try again."
        ) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise SourceRefused(f"{title}: the PDF is damaged and cannot be read", remedy=AGAIN) from error
    if not pages:
        pdf.close()
        raise SourceRefused(f"{title}: the PDF has no pages", remedy=AGAIN)
    source = Source(pdf, prefix, title, trusted, doubt, pages)
    source.page_index = {page.objgen: index for index, page in enumerate(pages)}
    if pdf.is_encrypted:
        source.notes.append("The original restricts copying or printing; the copy in this bundle does not.")
    source.tagged = _has_tags(pdf)
    return source


def _has_tags(pdf: Pdf) -> bool:
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return False
    return isinstance(root.get("/K"), Array | Dictionary) and isinstance(root.get("/ParentTree"), Dictionary)


def page_of(source: Source, target: object) -> int | None:
    """Index of the page that the first element of a destination names, or None."""
    if isinstance(target, Dictionary):
        return source.page_index.get(target.objgen)
    if isinstance(target, int) and 0 <= target < len(source.pages):
        return target  # a page number in place of a page: against the standard, and seen
    return None


def as_list(value: object) -> list[Object]:
    """The elements of an array, or the value alone, or nothing."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]  # type: ignore[list-item]
