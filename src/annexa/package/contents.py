"""What goes into a package: a small frozen record, filled from a finished bundle, that needs nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from annexa.model.words import day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """One finished PDF of the bundle."""

    path: Path
    number: int
    """From 1."""
    pages: int
    first: str
    """Label of its first page."""
    last: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of an item, and where it stands in the bundle."""

    key: str
    """Unique in the bundle, such as "3.4/2"."""
    title: str
    dated: date
    kind: str
    status: str
    name: str
    """Its own file name; empty for a document that is only a link."""
    sha256: str
    """Of its own bytes; empty for a document that is only a link."""
    first: str
    """Label of its first page."""
    last: str
    pages: int
    volume: int
    position: int
    """Of its first page in the volume's file, from 1."""
    native: Path | None = None
    """The file itself, where it goes into the package."""
    beside: tuple[Path, ...] = ()
    """Files that were attached to it."""
    superseded: str = ""
    """One sentence where its pages are in the bundle and no longer hold: what replaced it, or that it was withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Evidence that is not there, and the page of the bundle that explains why."""

    title: str
    """Of the document, or that there is nothing to submit."""
    follows: date | None
    page: str
    """Label of the page."""
    volume: int
    position: int
    """Of the page in the volume's file, from 1."""

    @property
    def in_words(self) -> str:
        """Such as "Annual report, to follow by 1 February 2027"."""
        return f"{self.title}, to follow by {day_in_words(self.follows)}" if self.follows else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A document of another item that answers this one too."""

    title: str
    where: str
    """Which item holds it, and which of its pages answer, in words."""
    page: str
    """Label of the page on which the answer begins; empty where another submission holds it."""
    volume: int
    """0 where another submission holds it."""
    position: int
    """Of that page in the volume's file, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item and its documents, in the order of the bundle."""

    id: str
    number: str
    """As printed in the list, or empty."""
    title: str
    group: str
    documents: tuple[Document, ...]
    first: str = ""
    """Number of the page that the index names for it: its divider, where it has one."""
    explained: tuple[Explained, ...] = ()
    also: tuple[Answer, ...] = ()
    """Documents of other items that answer it too."""
    pdf: Path | None = None
    """The item's documents as a PDF of their own."""

    @property
    def heading(self) -> str:
        """Number and title, as in "3.4 Destinations"."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """What the checks said when the bundle was built."""

    documents: int = 0
    """Documents checked."""
    errors: int = 0
    warnings: int = 0
    waived: tuple[tuple[str, str, str], ...] = ()
    """Findings accepted: document, rule, until when."""
    standards: tuple[tuple[str, bool], ...] = ()
    """Published standards that the finished bundle was judged by, and whether it met each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageInput:
    """All that a package holds and says."""

    area: str
    partnership: str
    submission: str
    """Its id, such as "day-2"."""
    title: str
    """The submission in words."""
    package: Literal["shared", "child-level"]
    commit: str
    """The commit that the evidence was built from; empty where it is not in version control."""
    dated: date
    """The package's date: given, never the clock."""
    sender: str
    """The role that sends it, in words."""
    volumes: tuple[Volume, ...]
    items: tuple[Item, ...]
    separate: tuple[str, ...] = ()
    """Lines that say what is handed in apart from this package, such as "Child-level data"."""
    checks: Checks = Checks()
    edition: str = ""
    """Which list of requirements it answers, where a newer one is known."""
    sign_off: tuple[str, ...] = ()
    """Sentences that say who has signed off what is sent, or who sends it without."""
    draft: bool = False
    build: dict[str, Any] = field(default_factory=dict)
    """The bundle's own manifest: versions and settings it was made with."""
    rebuild: str = ""
    """The command that builds the bundle anew."""
    built: Mapping[Path, str] = field(default_factory=dict)
    """The SHA-256 of each file that the bundle was built with, by its place."""

    @property
    def pages(self) -> int:
        """Of all volumes."""
        return sum(volume.pages for volume in self.volumes)

    @property
    def documents(self) -> tuple[Document, ...]:
        """Of all items, in order."""
        return tuple(document for item in self.items for document in item.documents)

    @property
    def superseded(self) -> int:
        """How many documents have pages in the bundle that no longer hold."""
        return sum(bool(document.superseded) for document in self.documents)

    @property
    def name(self) -> str:
        """What the package's folder and zip are called, without a word that says who is in it."""
        draft = "DRAFT " if self.draft else ""
        kind = " child-level" if self.package == "child-level" else ""
        return f"{draft}{self.area} {self.submission}{kind}"
