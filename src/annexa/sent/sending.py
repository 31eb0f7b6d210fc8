"""What changed since a submission was sent, built as a supplement of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from annexa import bundle as bundles
from annexa.bundle.refusal import refuse_incomplete, refuse_unproved
from annexa.load.manifest import read_manifest
from annexa.load.sent import PENDING, path_of, read
from annexa.model.bundle_files import PACKAGE
from annexa.model.errors import UsageError
from annexa.model.framework import Framework
from annexa.model.library import Library
from annexa.model.sent import Frozen
from annexa.model.words import Advance, silent
from annexa.plan import arrange as planning
from annexa.plan.folders import FolderName
from annexa.plan.planned import Package, Plan, PlannedDocument, PlannedItem, Rendering
from annexa.plan.records import Built
from annexa.plan.signing import NOT_ASKED, SignOffs
from annexa.sent import freeze
from annexa.sent.changenote import NOTE, change_note, counts
from annexa.sent.supplement import SupplementPlan, changes_sent, current_of, plan_supplement
from annexa.tools import typst
from annexa.tools.files import write_whole
from annexa.tools.leftovers import temporary_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementInput:
    """What a supplement is built from, and where to: the same whether it stands alone or goes into the bundle."""

    library: Library
    framework: Framework
    submission: str
    package: Package = "shared"
    renderings: Mapping[Path, Rendering]
    digests: Mapping[Path, str]
    out: Path
    """The folder of bundles: build/bundles."""
    kept: Path
    """The folder in which what was sent is kept."""
    sent: date
    """The day on which it will be sent, as far as is known: recording it says when it was."""
    appended: bool = False
    """Whether its pages are numbered on from the last that was sent, and not from 1."""
    commit: str = ""
    sign_offs: SignOffs = NOT_ASKED
    """How the items of the submission stand in their sign-off."""
    engines: Mapping[str, str] = field(default_factory=dict)
    finishers: Sequence[bundles.Finisher] = ()
    advance: Advance = silent

    @property
    def is_secret(self) -> bool:
        """Whether the record may hold neither titles nor names."""
        return self.package == "child-level"

    def folder(self, number: int) -> Path:
        """Where the supplement with that number is built."""
        return self.out / str(FolderName(submission=self.submission, package=self.package, supplement=number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What has changed since a submission was sent."""

    record: Frozen
    whole: Plan
    """The bundle as it would be built now."""
    plan: SupplementPlan

    @property
    def items(self) -> frozenset[str]:
        """The items of which something is sent."""
        return frozenset(change.now.item for change in self.plan.changes if change.now is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplemented:
    """A supplement that was built, or the bundle that was sent with insertions."""

    built: Built
    changes: SupplementPlan

    @property
    def files(self) -> tuple[Path, ...]:
        """Its volumes."""
        return tuple(self.built.folder / file.path for file in self.built.bundles())


def changed_since(given: SupplementInput) -> Changed | None:
    """What has changed since the submission was sent; None where nothing has.

    Raises UsageError where the submission is unknown or was not frozen, and where the supplement that is to be built
    was packed: if it was sent, its numbers may have been quoted, and building it anew would give them to other pages.
    """
    record = frozen_record(given.library.root, given.framework, given.submission, given.package)
    wanted = given.framework.submission(given.submission)
    assert wanted is not None  # noqa: S101  frozen_record has looked
    whole = planning.make(
        given.library, given.framework, wanted, given.renderings, given.digests, package=given.package
    )
    others = [each.id for each in given.framework.submissions if each.id != given.submission]
    records = (read(path_of(given.library.root, each, given.package)) for each in others)
    current = current_of(whole.documents, secret=given.is_secret)
    plan = plan_supplement(record, current, [each for each in records if each is not None])
    if not plan.changes:
        return None
    refuse_packed(given.folder(plan.number), given.submission)
    changed = Changed(record=record, whole=whole, plan=plan)
    return replace(changed, whole=replace(whole, sign_offs=given.sign_offs.of(changed.items)))


def refuse_packed(folder: Path, submission: str) -> None:
    """Raises UsageError where a built supplement was packed: if it was sent, its numbers may have been quoted."""
    if (folder / PACKAGE).is_dir():
        raise UsageError(
            f"{folder.name} was packed and may have been sent, so it is not built anew",
            remedy=f"If it was sent, record that: annexa bundle {submission} --supplement --freeze. If not, delete"
            f" its folder “{PACKAGE}” and build again.",
        )


def frozen_record(root: Path, framework: Framework, submission: str, package: Package) -> Frozen:
    """What was sent for a submission. Raises UsageError where it is unknown or was not frozen."""
    if framework.submission(submission) is None:
        raise UsageError(f"There is no submission “{submission}”", remedy="annexa requirements lists them.")
    record = read(path_of(root, submission, package))
    if record is None:
        raise UsageError(
            f"{submission} was not frozen yet, so there is nothing to supplement",
            remedy=f"Record what was sent first: annexa bundle {submission} --freeze",
        )
    return record


# -- building ---------------------------------------------------------------------------------------------


def build_supplement(given: SupplementInput) -> Supplemented | None:
    """Builds what changed since the submission was sent into `out`/<submission>-supplement-<n>, a file of its own.

    Returns None where nothing changed. The record on disk is left to `freeze_supplement`, once it is sent.
    Raises UsageError where the submission is unknown or was not frozen, and what `bundles.build_plan` raises.
    """
    changed = changed_since(given)
    if changed is None:
        return None

    def remember(folder: Path, built: Built) -> None:
        manifest = read_manifest(folder)
        documents = [each for each in freeze.sent_documents(manifest) if each.item != NOTE]
        files = freeze.sent_files(manifest)
        newer = freeze.with_supplement(
            changed.record,
            documents,
            files,
            sent=given.sent,
            commit=given.commit,
            numbering="appended" if given.appended else "apart",
            changes=changes_sent(changed.plan, secret=given.is_secret),
        )
        write_whole(folder / PENDING, freeze.HEAD + freeze.as_yaml(newer))

    with temporary_folder("note") as folder:
        note = Path(folder) / "change-note.pdf"
        first = freeze.last_number(changed.record) + 1 if given.appended else 1
        note.write_bytes(change_note(changed.record, changed.plan, changed.whole, first=first))
        plan = replace(supplement_plan(changed.whole, changed.plan, note), first=first)
        refuse_incomplete([plan], supplement=True)
        refuse_unproved([plan], supplement=True)
        built = bundles.build_plan(
            plan,
            given.folder(changed.plan.number),
            engines=given.engines,
            finishers=(remember, *given.finishers),
            advance=given.advance,
        )
    return Supplemented(built=built, changes=changed.plan)


def supplement_plan(whole: Plan, changes: SupplementPlan, note: Path) -> Plan:
    """The bundle's plan cut down to what is added and replaced, with the change note before it."""
    sentences = {change.now.key: change.sentence for change in changes.changes if change.now is not None}
    items = tuple(kept for item in whole.items if (kept := _only_changed(item, sentences)).documents)
    title = f"{whole.title}: supplement {changes.number}"
    first = _note_item(whole, changes, note)
    return replace(
        whole,
        title=title,
        volumes=tuple(planning.split((first, *items), whole.limits)),
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
    return replace(item, documents=kept, gaps=(), elsewhere=0)


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
        summary=f"{counts(changes)} since the bundle was sent.",
        folder="",
        documents=(document,),
    )
