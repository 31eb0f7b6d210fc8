"""After a submission was sent: freezing it, and building the supplements that follow."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from annexa import bundle as bundles
from annexa.bundle import freeze, frontmatter
from annexa.bundle import plan as planning
from annexa.bundle.freeze import Frozen
from annexa.bundle.package.gather import read_manifest
from annexa.bundle.package.words import count, in_words
from annexa.bundle.plan import Package, Plan, PlannedDocument, PlannedItem, Rendering
from annexa.bundle.records import Built
from annexa.bundle.supplement import (
    Change,
    SupplementPlan,
    current_of,
    plan_supplement,
    record_supplement,
)
from annexa.bundle.work import Progress, silent
from annexa.model.errors import UsageError
from annexa.model.framework import Framework
from annexa.model.library import Library
from annexa.tools import typst
from annexa.tools.files import replace_folder, sha256_of, work_folder, write_whole

NOTE = "change-note"
PENDING = "sent.yaml"
"""In a supplement's folder: what the record of the submission will say once the supplement is sent."""
TEMPLATE = Path(__file__).with_name("changenote.typ")
APART = (
    "Page numbers of the bundle stay as they are: this supplement is numbered from 1, and a page of the bundle that is"
    " replaced here can still be found under its number."
)
INSERTED = (
    "Every page that was sent stays where it was, under the number that it had. New pages stand behind the ones that"
    " they replace or follow, and carry a letter: 57A stands behind 57."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplemented:
    """A supplement that was built."""

    built: Built
    changes: SupplementPlan


def freeze_built(folder: Path, root: Path, *, sent: date, commit: str = "", seal: str = "") -> Path:
    """Records that the bundle in `folder` was sent; returns the record's path, which is to be committed.

    The files are kept in `folder`-sent besides, where a new build does not replace them. Freezing the same bundle
    again changes nothing. Raises UsageError for a draft, for files that are not those of the manifest, and where
    another bundle was frozen before.
    """
    manifest = read_manifest(folder)
    for file in manifest["files"]:
        if file["kind"] == "bundle" and sha256_of(folder / file["path"]) != file["sha256"]:
            raise UsageError(f"{file['path']} has changed since it was built", remedy="Build the bundle again.")
    path = freeze.path_of(root, manifest["submission"], manifest["package"])
    before = freeze.read(path)
    record = freeze.freeze(manifest, sent=sent, commit=commit, seal=seal)
    if before is None or before.files != record.files:
        freeze.write(path, record, before=before)
    _keep(folder, record)
    return path


def _keep(folder: Path, record: Frozen) -> None:
    """Copies the files that were sent to a folder of their own: insertions need them."""
    final = folder.with_name(f"{folder.name}-sent")
    with work_folder(final) as work:
        for file in record.files:
            shutil.copyfile(folder / file.name, work / file.name)
        replace_folder(work, final)


def build_supplement(
    library: Library,
    framework: Framework,
    submission: str,
    *,
    renderings: Mapping[Path, Rendering],
    digests: Mapping[Path, str],
    out: Path,
    sent: date,
    package: Package = "shared",
    commit: str = "",
    engines: Mapping[str, str] | None = None,
    finishers: Sequence[bundles.Finisher] = (),
    progress: Progress = silent,
) -> Supplemented | None:
    """Builds what changed since the submission was sent into `out`/<submission>-supplement-<n>, numbered from 1.

    Returns None where nothing changed. The record on disk is left to `freeze_supplement`, once it is sent.
    Raises UsageError where the submission is unknown or was not frozen, and what `bundles.build_plan` raises.
    """
    record = frozen_record(library.root, framework, submission, package)
    wanted = framework.submission(submission)
    assert wanted is not None  # noqa: S101  frozen_record has looked
    whole = planning.make(library, framework, wanted, renderings, digests, package=package)
    changes = plan_supplement(record, current_of(whole.documents, secret=package == "child-level"))
    if not changes.changes:
        return None

    def remember(folder: Path, built: Built) -> None:
        manifest = read_manifest(folder)
        documents = [each for each in freeze.sent_documents(manifest) if each.item != NOTE]
        files = freeze.sent_files(manifest)
        newer = record_supplement(record, changes, documents, files, sent=sent, commit=commit)
        write_whole(folder / PENDING, freeze.HEAD + freeze.as_yaml(newer))

    with tempfile.TemporaryDirectory(prefix="annexa-note-") as folder:
        note = Path(folder) / "change-note.pdf"
        note.write_bytes(change_note(record, changes, whole))
        plan = supplement_plan(whole, changes, note)
        final = out / supplement_folder(submission, package, changes.number)
        built = bundles.build_plan(plan, final, engines=engines, finishers=(remember, *finishers), progress=progress)
    return Supplemented(built=built, changes=changes)


def frozen_record(root: Path, framework: Framework, submission: str, package: Package) -> Frozen:
    """What was sent for a submission. Raises UsageError where it is unknown or was not frozen."""
    if framework.submission(submission) is None:
        raise UsageError(f"There is no submission “{submission}”", remedy="annexa requirements lists them.")
    record = freeze.read(freeze.path_of(root, submission, package))
    if record is None:
        raise UsageError(
            f"{submission} was not frozen yet, so there is nothing to supplement",
            remedy=f"Record what was sent first: annexa bundle {submission} --freeze",
        )
    return record


def supplement_folder(submission: str, package: Package, number: int) -> str:
    """The name of a supplement's folder below build/bundles."""
    return "-".join([submission, *(["child-level"] if package == "child-level" else []), f"supplement-{number}"])


def freeze_supplement(folder: Path, root: Path) -> Path:
    """Records that the supplement in `folder` was sent; returns the record's path, which is to be committed.

    Freezing it again changes nothing. Raises UsageError where it is no supplement, or its files have changed.
    """
    pending = freeze.read(folder / PENDING)
    if pending is None:
        raise UsageError(f"{folder.name} is no supplement", remedy="Build it first with --supplement.")
    for file in pending.supplements[-1].files:
        if sha256_of(folder / file.name) != file.sha256:
            raise UsageError(f"{file.name} has changed since it was built", remedy="Build the supplement again.")
    path = freeze.path_of(root, pending.submission, pending.package)
    before = freeze.read(path)
    if before is None or not freeze.extends(before, pending):
        freeze.write(path, pending, before=before)
    return path


# -- the plan ---------------------------------------------------------------------------------------------


def supplement_plan(whole: Plan, changes: SupplementPlan, note: Path) -> Plan:
    """The bundle's plan cut down to what is added and replaced, with the change note before it."""
    sentences = {change.now.key: change.sentence for change in changes.changes if change.now is not None}
    items = tuple(kept for item in whole.items if (kept := _only_changed(item, sentences)).documents)
    title = f"{whole.title}: supplement {changes.number}"
    first = _note_item(whole, changes, note)
    return replace(
        whole,
        title=title,
        volumes=((first, *items),),
        mentioned=(),
        order=(NOTE, *(item.id for item in items)),
    )


def _only_changed(item: PlannedItem, sentences: Mapping[str, str]) -> PlannedItem:
    kept = tuple(
        replace(
            document, rendering=replace(document.rendering, notes=(sentences[document.key], *document.rendering.notes))
        )
        for document in item.documents
        if document.key in sentences
    )
    return replace(item, documents=kept, elsewhere=0)


def _note_item(whole: Plan, changes: SupplementPlan, note: Path) -> PlannedItem:
    from pypdf import PdfReader

    document = PlannedDocument(
        key=f"{NOTE}/1",
        item=NOTE,
        title="Change note",
        kind="other",
        dated=whole.as_at,
        status="final",
        name="change-note.pdf",
        file="",
        source=None,
        sha256="",
        rendering=Rendering(
            pdf=note, pages=len(PdfReader(note).pages), size=note.stat().st_size, engine=f"typst {typst.version()}"
        ),
    )
    return PlannedItem(
        id=NOTE,
        number="",
        title="What has changed",
        group="Changes",
        asks="",
        summary=f"{_counts(changes)} since the bundle was sent.",
        folder="",
        documents=(document,),
    )


def _counts(changes: SupplementPlan) -> str:
    kinds = [change.kind for change in changes.changes]
    words = [
        f"{count(kinds.count(kind), 'document')} {kind}" for kind in ("added", "replaced", "withdrawn") if kind in kinds
    ]
    return ", ".join(words)


# -- the change note --------------------------------------------------------------------------------------


def change_note(
    record: Frozen, changes: SupplementPlan, whole: Plan, *, inserted: Mapping[str, str] | None = None
) -> bytes:
    """The change note as tagged PDF. `inserted` says which pages each document has, by its key. Raises ToolFailed."""
    language, _, region = whole.language.partition("-")
    data = {
        "title": f"What has changed: supplement {changes.number}",
        "language": language.lower(),
        "region": region.upper() or None,
        "lead": [
            f"The bundle “{record.title}” was sent on {in_words(record.sent)}. {_counts(changes)} since then.",
            INSERTED if inserted is not None else APART,
        ],
        "groups": [
            group for kind in ("added", "replaced", "withdrawn") if (group := _group(kind, changes, whole, inserted))
        ],
    }
    return typst.compile_pdf(TEMPLATE, frontmatter.displayable(data), fonts=frontmatter.FONTS)


def _group(
    kind: str, changes: SupplementPlan, whole: Plan, inserted: Mapping[str, str] | None
) -> dict[str, Any] | None:
    rows = [_row(change, whole, inserted) for change in changes.changes if change.kind == kind]
    headings = {"added": "Where", "replaced": "Replaces", "withdrawn": "No longer holds"}
    return {"title": kind.capitalize(), "heading": headings[kind], "rows": rows} if rows else None


def _row(change: Change, whole: Plan, inserted: Mapping[str, str] | None) -> dict[str, str]:
    numbers = {item.id: item.number or item.title for item in whole.items}
    here = inserted.get(change.now.key, "") if inserted is not None and change.now else ""
    where = change.replaces or here or "in this supplement"
    if change.replaces and here:
        where = f"{change.replaces}, by {here}"
    title = change.title if change.title != freeze.WITHHELD else "A document of child-level material"
    return {
        "item": numbers.get(change.item, change.item),
        "title": title,
        "pages": where[:1].upper() + where[1:],
    }
