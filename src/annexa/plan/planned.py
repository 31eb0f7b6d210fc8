"""A plan as frozen records: what a bundle holds, in which order, in which volume, and what became of each document."""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Literal

from annexa.model.library import BundleLimits, LinkExplained
from annexa.model.words import day_in_words
from annexa.plan.signing import NOT_ASKED, SignOffs
from annexa.proof.record import Proof

Package = Literal["shared", "child-level"]
"""shared: for every inspector. child-level: child-level and tracked-children material, a bundle of its own."""

_QUOTED: Final = re.compile(r"“[^”]*”|‘[^’]*’")
MEGABYTE = 1_000_000
ANSWERS = "Answers to requests"
"""The group of the requests in an index."""
NOTHING = "Nothing to submit"
"""What stands in a document's place where an item has none and says why."""


def in_messages(title: str, key: str, package: Package) -> str:
    """What a document, or what stands in its place, is called in messages: many people see them."""
    return f"“{title}”" if package == "shared" or title == NOTHING else f"document {key.rpartition('/')[2]}"


def discreet(words: str, package: Package) -> str:
    """A sentence about a document; of one in a child-level package it quotes nothing."""
    return words if package == "shared" else _QUOTED.sub("“…”", words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What became of one document: the PDF to merge, or why there is none."""

    pdf: Path | None
    pages: int = 0
    """Pages of `pdf`."""
    size: int = 0
    """Bytes of `pdf`."""
    engine: str = ""
    """What made it, with its version; empty where the document is a PDF itself."""
    carry: bool = False
    """Whether the document itself goes beside the bundle too: a workbook, a file that has no pages."""
    notes: tuple[str, ...] = ()
    """Sentences for the divider page."""
    told: tuple[tuple[str, str], ...] = ()
    """Of a file that goes beside the bundle as it is: what its slip sheet says of it, such as how long it runs."""
    reason: str = ""
    """One sentence: why there is no PDF. Set where `pdf` is None, but for a link."""
    fault: Literal["", "missing", "failed"] = ""
    """Whether the PDF ought to be there: the file is not, or its conversion failed. Empty for what has no pages by its
    kind, which goes beside the bundle as it is."""
    remedy: str = ""
    """One sentence: what to do about the fault."""
    washed: Path | None = None
    """The copy of `pdf` to merge, without an ending (`annexa.pdf.washed`); None where nobody has washed it yet."""
    proof: Proof | None = None
    """Whether `pdf` shows all that the document says and nothing that it hides; None where there is no PDF."""

    @property
    def unproved(self) -> tuple[str, ...]:
        """What of the proof stops a bundle, a sentence each: not what the pages lose of a document that goes along."""
        if self.proof is None:
            return ()
        return tuple(error for error in self.proof.errors if not (self.carry and error in self.proof.lost))


UNREAD = "cannot be searched or read aloud."
"""Ends the note about scanned pages whose text was not recognised."""
UNCONVERTED = Rendering(pdf=None, fault="failed", reason="The document was not converted to PDF.")

NOT_HERE = Rendering(
    pdf=None,
    fault="missing",
    reason="The file is not in the secure folder of this machine.",
    remedy="Build where the secure folder is; library.yaml says its place, and annexa check whether the file is there.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDocument:
    """One document of an item, ready to merge or to be announced on a slip sheet."""

    key: str
    """Unique in the plan: "3.4/2" is the second document listed in the metadata of item 3.4."""
    item: str
    title: str
    kind: str
    dated: date
    status: str
    name: str
    """The file's own name, which links in other documents may use."""
    file: str
    """POSIX path relative to the project folder, or `secure:` and the path below the secure folder."""
    source: Path | None
    """Absolute; None for a document that is only a link."""
    sha256: str
    """Of the source; empty where there is none."""
    rendering: Rendering
    link: LinkExplained | None = None
    transcript: str | None = None
    """Of a recording: the key of the document that holds what is said in it, or "" for none; None for all else."""

    def called(self, package: Package) -> str:
        """What it is called in messages: by title, in a child-level package by its number in its item."""
        return in_messages(self.title, self.key, package)

    @property
    def known_as(self) -> tuple[str, ...]:
        """Its path below evidence/, of which links in other documents write the end; nothing where it has no file."""
        return (self.file.removeprefix("evidence/"),) if self.file else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedGap:
    """Evidence that is not there, which a page of its own explains."""

    key: str
    """Unique in the plan: "3.4/2" for the second document of item 3.4, "3.4/gap" where there is nothing at all."""
    item: str
    title: str
    """Of the document, or NOTHING."""
    reason: str
    by: str
    """The role, in words."""
    on: date
    follows: date | None

    @property
    def in_short(self) -> str:
        """When it follows, beside its title; empty where there is nothing and never will be."""
        if self.follows is not None:
            return f"To follow by {day_in_words(self.follows)}"
        return "" if self.title == NOTHING else "To follow"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPointer:
    """A document of another item that answers this one too: it is bundled there, once."""

    key: str
    """Of the document in this plan; empty where another submission holds it."""
    title: str
    dated: date
    status: str
    owner: str
    """Number and title of the item that holds it."""
    page: int
    """The first of its pages that answers, from 1."""
    last: int
    """The last of them; 0 for the whole document."""
    pages: str
    """Which of its pages answer, in words; empty for the whole document."""
    note: str
    submission: str
    """The title of the other submission that holds it; empty where it is in this plan."""

    @property
    def in_short(self) -> str:
        """Where it stands: "Part of 1.3 Self-evaluation, pages 4 to 9 of the document: the joint plan"."""
        where = f"Handed in with {self.submission}, as part of" if self.submission else "Part of"
        pages = f", {self.pages} of the document" if self.pages else ""
        return f"{where} {self.owner}{pages}{f': {self.note}' if self.note else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """An item with the documents that this package holds."""

    id: str
    number: str
    """As printed in the list, or empty."""
    title: str
    group: str
    asks: str
    summary: str
    folder: str
    """POSIX path relative to the project folder."""
    documents: tuple[PlannedDocument, ...]
    gaps: tuple[PlannedGap, ...] = ()
    """Known gaps; their pages stand behind the documents."""
    pointers: tuple[PlannedPointer, ...] = ()
    """Documents of other items that answer it too."""
    elsewhere: int = 0
    """Documents of the item that are in the other package."""
    left_out: int = 0
    """Documents that item.yaml names and whose entries there have errors; of a draft alone."""

    @property
    def heading(self) -> str:
        """Number and title, as in "3.4 Destinations"."""
        return f"{self.number} {self.title}".strip()

    @property
    def pages(self) -> int:
        """Pages of its documents, dividers apart."""
        return sum(document.rendering.pages for document in self.documents)

    @property
    def size(self) -> int:
        """Bytes of its documents' PDFs."""
        return sum(document.rendering.size for document in self.documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """A requirement that has a row in the index and no pages in this package."""

    id: str
    number: str
    title: str
    group: str
    why: Literal["missing", "child-level", "supplement"]
    """supplement: inspectors hold it in a supplement, which a bundle with later insertions does not take in."""
    reason: str = ""
    """Why it is missing, in words that follow a colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A submission's bundle. Items stand in the order of the framework, documents in the order of their metadata."""

    submission: str
    title: str
    framework: str
    area: str
    partnership: str
    language: str
    package: Package
    draft: bool
    notification: date | None
    due: str
    """When the submission is due, in words."""
    as_at: date
    """The newest date that the metadata of the submission states: the date of both bundles, whenever they are built."""
    volumes: tuple[tuple[PlannedItem, ...], ...]
    mentioned: tuple[Mentioned, ...]
    order: tuple[str, ...]
    """Ids of the items and of what is only mentioned, in the order of the index."""
    limits: BundleLimits
    """What one file may hold."""
    first: int = 1
    """Number of its first page: of one that is appended, the next after the last that was sent."""
    requests: tuple[int, ...] = ()
    """Numbers of the requests that it answers, whose items are called request-3; none where it holds items."""
    sign_offs: SignOffs = NOT_ASKED
    """How its items stood in their sign-off when it was planned."""

    @property
    def items(self) -> tuple[PlannedItem, ...]:
        """All items, volume after volume."""
        return tuple(item for volume in self.volumes for item in volume)

    @property
    def documents(self) -> tuple[PlannedDocument, ...]:
        """All documents, in the order of the bundle."""
        return tuple(document for item in self.items for document in item.documents)

    @property
    def there(self) -> tuple[PlannedDocument, ...]:
        """The documents but for those of a draft that are missing or were not converted."""
        return tuple(document for document in self.documents if not document.rendering.fault)

    @property
    def gaps(self) -> tuple[PlannedGap, ...]:
        """All known gaps, in the order of the bundle."""
        return tuple(gap for item in self.items for gap in item.gaps)

    def only(self, item: str) -> "Plan":
        """The same plan with one item and nothing else, numbered from 1; without volumes where it does not hold it."""
        kept = tuple(each for each in self.items if each.id == item)
        return replace(self, volumes=(kept,) if kept else (), mentioned=(), order=(item,) if kept else (), first=1)
