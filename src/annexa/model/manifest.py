"""manifest.json: a built bundle as data, written once beside its files and read by all that packs, sends and judges it.

Records that a program writes and reads again, so msgspec's: quick, and strict about types when they are read. What a
later version adds to one is passed over.
"""

from datetime import date
from typing import Annotated, Final, Literal

import msgspec

from annexa.model.errors import UsageError

MANIFEST: Final = "manifest.json"
FORMAT: Final = 2
"""Bundles with another one were built by another version of annexa."""

PageNumber = int | str
"""As it is stamped: a number, or "57A" for a page that was inserted behind 57."""
FileKind = Literal["bundle", "item", "native", "attachment", "list"]
PackageKind = Literal["shared", "child-level"]


class ManifestLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What one file could hold at most when it was built."""

    megabytes: Annotated[int, msgspec.Meta(ge=1)]
    pages: Annotated[int, msgspec.Meta(ge=1)]


class ManifestFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a package. Page numbers count from 1; None where a file has none."""

    path: str
    """POSIX, relative to the bundle's folder."""
    kind: FileKind
    sha256: str
    bytes: int
    pages: int | None
    first_page: int | None
    last_page: PageNumber | None
    volume: int | None
    item: str | None
    document: str | None
    """Key of the document that it comes from."""
    pdf_ua: bool | None
    """Whether it says that it is PDF/UA-1."""


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """Things of one kind in a document and on its pages, such as pictures."""

    what: str
    source: int
    pages: int


class ProofCounts(msgspec.Struct, frozen=True, kw_only=True):
    """What was proved of a document's pages, in numbers and places: a manifest goes with the bundle."""

    words: int
    found: int
    missing: int
    let_out: int
    shapeless: int
    counted: tuple[Counted, ...] = ()
    errors: tuple[str, ...]
    unproved: str
    partial: str


class ManifestDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document stands; a slip sheet counts as its page."""

    key: str
    item: str
    title: str
    kind: str
    dated: date
    status: str
    """Of the document, or "missing" or "failed" in a draft, or "replaced" or "withdrawn" among insertions."""
    source: str
    """Its path in the library; empty for a link."""
    sha256: str
    engine: str
    volume: int
    page_from: PageNumber
    page_to: PageNumber
    pages: int
    position: int
    """Of its first page in the volume's file, from 1."""
    divider: int | None
    beside: tuple[str, ...]
    notes: tuple[str, ...]
    proof: ProofCounts | None = None


class ManifestGap(msgspec.Struct, frozen=True, kw_only=True):
    """A page that explains why there is nothing to submit."""

    key: str
    item: str
    title: str
    reason: str
    by: str
    on: date
    follows: date | None
    volume: int
    page: PageNumber
    divider: int


class ManifestAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A document of another item that answers a requirement too."""

    item: str
    document: str
    title: str
    owner: str
    where: str
    pages: str
    note: str
    submission: str
    volume: int | None
    page: PageNumber | None


class OpenStage(msgspec.Struct, frozen=True, kw_only=True):
    """A stage of sign-off that an item has not passed, and the roles that it waits for."""

    item: str
    stage: str
    waits_for: tuple[str, ...]


class SentWithout(msgspec.Struct, frozen=True, kw_only=True):
    """Who answers for sending without sign-off, and why."""

    role: str
    reason: str


class SignOff(msgspec.Struct, frozen=True, kw_only=True):
    """What a bundle says of its sign-offs: `answers` for one that answers requests, else `stages` and what is open."""

    answers: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    open: tuple[OpenStage, ...] = ()
    children: tuple[str, ...] = ()
    """Of the children who are tracked, a sentence each where their register is not as it should be; counts alone."""
    without: SentWithout | None = None


class ManifestMention(msgspec.Struct, frozen=True, kw_only=True):
    """An item that the index names although it is not in the bundle."""

    item: str
    title: str
    why: str


class ManifestIssue(msgspec.Struct, frozen=True, kw_only=True):
    """Something that keeps a bundle from being fully accessible."""

    item: str
    document: str
    page: PageNumber
    kind: str
    message: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a built bundle is made of."""

    format: int
    title: str
    area: str
    partnership: str
    framework: str
    submission: str
    package: PackageKind
    draft: bool
    notification: date | None
    as_at: date
    language: str
    pages: int
    requests: tuple[int, ...] = ()
    """Numbers of the requests that it answers."""
    limits: ManifestLimits
    engines: dict[str, str]
    files: tuple[ManifestFile, ...]
    documents: tuple[ManifestDocument, ...]
    explained: tuple[ManifestGap, ...] = ()
    also: tuple[ManifestAnswer, ...] = ()
    sign_off: SignOff | None = None
    mentioned: tuple[ManifestMention, ...]
    accessibility: tuple[ManifestIssue, ...]

    @property
    def volumes(self) -> tuple[ManifestFile, ...]:
        """The bundle's own files, in order."""
        return tuple(file for file in self.files if file.kind == "bundle")

    @property
    def is_child_level(self) -> bool:
        return self.package == "child-level"


class _Format(msgspec.Struct, frozen=True, kw_only=True):
    format: object = None


def written(manifest: Manifest) -> str:
    """As it stands in the file: sorted and indented, the same for equal records."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2).decode() + "\n"


def parsed(data: bytes, name: str) -> Manifest:
    """The manifest in a file called `name`. Raises UsageError where it is none, or another version's."""
    try:
        is_known = msgspec.json.decode(data, type=_Format).format == FORMAT
        if is_known:
            return msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{name} cannot be read", remedy="Build the bundle again.") from error
    raise UsageError(f"{name} was written by another version of annexa", remedy="Build the bundle again.")
