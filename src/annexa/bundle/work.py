"""One package in a work folder: what it holds so far, its documents looked into, and the files beside the bundle."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf

from annexa.bundle.changed import SourceChanged
from annexa.bundle.parts import Fronts, Parts
from annexa.documents.kinds import is_never_sent
from annexa.documents.sniff import ending
from annexa.model.manifest import FileKind
from annexa.model.words import Advance, step
from annexa.pdf import washed
from annexa.pdf.placed import Merged
from annexa.pdf.source import Attachment, Source, SourceRefused
from annexa.pdf.taken_out import in_words
from annexa.pdf.washed import open_washed
from annexa.pdf.washing import naming, wash
from annexa.plan import safe_names
from annexa.plan.planned import Plan, PlannedDocument
from annexa.plan.records import BuiltFile
from annexa.tools import typst
from annexa.tools.files import sha256_of, write_whole

SIGNED = "digital signatures"
TAKEN = ".taken"
"""Where washed copies lie that were made for this package alone."""


@dataclass(slots=True, kw_only=True)
class Work:
    """What a package holds so far."""

    folder: Path
    advance: Advance
    parts: Parts | None = None
    """Files of the bundle that this one replaces; None where it replaces none."""
    files: list[BuiltFile] = field(default_factory=list)
    beside: dict[str, list[str]] = field(default_factory=dict)
    """Files beside the bundle by a document's key."""
    notes: dict[str, list[str]] = field(default_factory=dict)
    """Sentences by a document's key."""
    is_confirmed: bool = True
    """Whether veraPDF, where it is installed, confirmed what the volumes claim so far."""
    taken: dict[str, set[str]] = field(default_factory=dict)
    """Names in use, by folder."""
    merged: Merged | None = None
    """What was merged last. A volume has so many objects that letting go of it takes a third of a second: whoever can
    have others work on its file meanwhile says when."""

    def entry(self, path: str, kind: FileKind, *, sha256: str = "", **more: object) -> BuiltFile:
        """What is noted of a file that is written; `sha256` where that is known."""
        full = self.folder / path
        digest, size = sha256 or sha256_of(full), full.stat().st_size
        return BuiltFile(path=path, kind=kind, sha256=digest, size=size, **more)  # type: ignore[arg-type]

    def add(self, path: str, kind: FileKind, *, sha256: str = "", **more: object) -> BuiltFile:
        """Enters a file that is written, as `entry` says it."""
        self.files.append(self.entry(path, kind, sha256=sha256, **more))
        return self.files[-1]

    @property
    def fronts(self) -> Fronts | None:
        """What is known of our own pages without setting them."""
        return self.parts.fronts if self.parts else None

    def washed(self, document: PlannedDocument) -> Path | None:
        """The document's washed copy; one that came without is washed here and now. Raises SourceRefused."""
        rendering = document.rendering
        if rendering.pdf is None or rendering.washed is not None:
            return rendering.washed
        copy = self.folder / TAKEN / document.key.replace("/", "-")
        if not washed.beside(copy, "about").exists():
            copy.parent.mkdir(exist_ok=True)
            with naming(describe(document)):
                wash(rendering.pdf, copy, is_ours=rendering.pdf != document.source)
        return copy

    def let_go(self) -> None:
        """Removes the copies, which are no part of the package."""
        shutil.rmtree(self.folder / TAKEN, ignore_errors=True)

    def name(self, folder: str, name: str) -> str:
        """A path in the folder that no other file has, small and capital letters alike."""
        return f"{folder}/{safe_names.distinct(name, self.taken.setdefault(folder, set()))}"


def refuse_changed(document: PlannedDocument, sha256: str) -> None:
    """Raises SourceChanged where a document's bytes are not those that were checked and converted."""
    if sha256 != document.sha256:
        raise SourceChanged(
            f"{describe(document)}: {document.name} was changed while the bundle was built",
            remedy="Close it in other programs, let it be copied to the end, and build the bundle again.",
        )


@contextmanager
def refusing_changed(document: PlannedDocument) -> Iterator[None]:
    """A document that is gone was changed as well. Raises SourceChanged."""
    try:
        yield
    except FileNotFoundError:
        refuse_changed(document, "")


def refuse_any_changed(plan: Plan) -> None:
    """Raises SourceChanged for the first document whose file is not the one that was checked.

    The last question before a bundle takes its place: what it holds was checked whatever happened to the file, but
    a bundle that is behind its library the moment it stands there would be sent as if it were the newest.
    """
    for document in plan.documents:
        refuse_if_changed(document)


def refuse_if_changed(document: PlannedDocument) -> None:
    """Raises SourceChanged where a document's file is not the one that was checked."""
    if document.source is not None and document.sha256:
        with refusing_changed(document):
            refuse_changed(document, sha256_of(document.source))


def engines() -> dict[str, str]:
    """Versions of what writes the bytes of a bundle."""
    return {"typst": typst.version(), "pikepdf": pikepdf.__version__, "qpdf": pikepdf.__libqpdf_version__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """What was found in a document's PDF when it was washed."""

    pages: int
    notes: tuple[str, ...]
    signed: bool
    digest: str
    """Of the washed copy and of all that is known of it."""
    targets: tuple[str, ...]
    """What its links out of it say."""


def survey(work: Work, plan: Plan) -> tuple[Plan, dict[str, Surveyed]]:
    """Looks into the PDF of every document and carries what is attached to it.

    One whose bytes are not those that were checked raises SourceChanged, one that cannot be merged SourceRefused; in a
    draft, the plan that is returned has a slip sheet with the reason in its place.
    """
    found: dict[str, Surveyed] = {}
    refused: dict[str, str] = {}
    documents = plan.documents
    for done, document in enumerate(documents):
        work.advance(step("Reading documents", done + 1, len(documents), document.key))
        refuse_if_changed(document)
        try:
            copy = work.washed(document)
        except SourceRefused as error:
            if not plan.draft:
                raise
            refused[document.key] = f"{error.message}. {error.remedy}"
            continue
        if copy is not None:
            found[document.key] = _surveyed(copy)
            carry_attachments(work, document, washed.attached(copy))
    return _with_slips(plan, refused), found


def _surveyed(copy: Path) -> Surveyed:
    about = washed.about(copy)
    removed = [
        f"Taken out: {in_words(what, number)}." for what, number in sorted(about.removed.items()) if what != SIGNED
    ]
    return Surveyed(
        pages=about.pages,
        notes=(*about.notes, *removed),
        signed=SIGNED in about.removed,
        digest=washed.digest(copy),
        targets=tuple(jump.target for jump in about.jumps),
    )


def open_document(work: Work, document: PlannedDocument) -> Source:
    """The document's washed copy, ready to be merged. Raises SourceRefused."""
    copy = work.washed(document)
    if copy is None:
        raise ValueError(f"{document.key} has no pages")
    return open_washed(copy, title=describe(document))


def _with_slips(plan: Plan, refused: Mapping[str, str]) -> Plan:
    def changed(document: PlannedDocument) -> PlannedDocument:
        if document.key not in refused:
            return document
        slip = replace(document.rendering, pdf=None, pages=0, reason=refused[document.key], fault="failed")
        return replace(document, rendering=slip)

    if not refused:
        return plan
    volumes = tuple(
        tuple(replace(item, documents=tuple(map(changed, item.documents))) for item in volume)
        for volume in plan.volumes
    )
    return replace(plan, volumes=volumes)


def describe(document: PlannedDocument) -> str:
    """Title and item, as in "“Destinations”, item 3.4"."""
    return f"“{document.title}”, item {document.item}"


# ---------------------------------------------------------------------------------------------- files beside it


def carry_natives(work: Work, plan: Plan, surveyed: Mapping[str, Surveyed]) -> None:
    """Copies what goes beside the bundle, and notes it: workbooks, files without pages, signed originals."""
    for document in plan.documents:
        seen = surveyed.get(document.key)
        notes = work.notes.setdefault(document.key, [])
        notes[:0] = [*document.rendering.notes, *(seen.notes if seen else ())]
        is_signed = seen is not None and seen.signed
        is_alone = document.rendering.carry or is_signed or (seen is None and not _stays(document))
        if document.source and is_alone and document.source.is_file():
            path = work.name("natives", safe_names.safe_file(f"{document.item} {document.name}"))
            with refusing_changed(document):
                content = document.source.read_bytes()
            refuse_changed(document, hashlib.sha256(content).hexdigest())
            write_whole(work.folder / path, content, lasts=False)  # the folder is waited for when it is whole
            work.add(path, "native", item=document.item, document=document.key)
            work.beside.setdefault(document.key, []).append(path)
            notes.append(f"The original is beside this bundle: {path}")


def _stays(document: PlannedDocument) -> bool:
    """Whether it is of a kind that is handed in in no way, not even with a draft."""
    return document.source is not None and is_never_sent(ending(document.source))


def carry_attachments(work: Work, document: PlannedDocument, attached: Iterable[Attachment]) -> None:
    """Copies the files that were embedded in a document's PDF, and notes them."""
    for attachment in attached:
        path = work.name("natives", safe_names.safe_file(f"{document.item} {attachment.name}"))
        write_whole(work.folder / path, attachment.content, lasts=False)
        work.add(path, "attachment", item=document.item, document=document.key)
        work.beside.setdefault(document.key, []).append(path)
        work.notes.setdefault(document.key, []).append(f"A file attached to the original is beside this bundle: {path}")
