"""What a build made, as frozen records: for the summary, for the manifest, and for whoever finishes the package."""

from dataclasses import dataclass
from pathlib import Path

from annexa.model.manifest import FileKind, PageNumber
from annexa.plan.planned import Plan, PlannedDocument, PlannedGap


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltFile:
    """One file of a package. Page numbers count from 1; None where a file has none."""

    path: str
    """POSIX, relative to the package's folder."""
    kind: FileKind
    sha256: str
    size: int
    """Bytes."""
    pages: int | None = None
    first: int | None = None
    """Number on its first page."""
    last: PageNumber | None = None
    volume: int | None = None
    item: str | None = None
    document: str | None = None
    """Key of the document that it comes from."""
    accessible: bool | None = None
    """Whether it says that it is PDF/UA-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltDocument:
    """Where a document stands in the bundle; a slip sheet counts as its page."""

    planned: PlannedDocument
    volume: int
    first: PageNumber
    last: PageNumber
    pages: int
    position: int
    """Of its first page in the volume's file, from 1."""
    divider: int | None
    """Page number of its item's divider; None for an item that was inserted, which has none."""
    notes: tuple[str, ...]
    """What was taken out or could not be kept, as on the divider."""
    beside: tuple[str, ...]
    """Files beside the bundle, POSIX, relative to the package's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltGap:
    """Where the page stands that explains a known gap."""

    planned: PlannedGap
    volume: int
    page: PageNumber
    divider: int
    """Page number of its item's divider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureIssue:
    """Something that keeps a bundle from being fully accessible, and that only the document's author can mend."""

    kind: str
    item: str
    document: str
    """Key of the document."""
    page: PageNumber
    """In the bundle."""
    message: str
    """One sentence: where, and what."""
    breaks: bool
    """Whether the bundle cannot say that it is PDF/UA-1 because of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A finished package. Paths in `files` are relative to the folder, which a finisher sees before the swap."""

    plan: Plan
    folder: Path
    """Where the package lies when everything is done; absolute."""
    title: str
    total: int
    """The last page number of all volumes."""
    files: tuple[BuiltFile, ...]
    documents: tuple[BuiltDocument, ...]
    issues: tuple[StructureIssue, ...]
    gaps: tuple[BuiltGap, ...] = ()
    engines: dict[str, str]
    """Versions that the bytes depend on, by the program's name."""
    is_left: bool = False
    """Whether an earlier build made it and it was left as it is, since nothing that it depends on has changed."""

    def bundles(self) -> tuple[BuiltFile, ...]:
        """The volumes, in order."""
        return tuple(file for file in self.files if file.kind == "bundle")

    @property
    def accessible(self) -> bool:
        """Whether every volume says that it is PDF/UA-1."""
        return all(file.accessible for file in self.bundles())
