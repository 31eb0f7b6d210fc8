"""A bundle that was sent, with pages inserted: 57A and 57B behind 57, and every number that was quoted where it was.

The pages that were sent stay as they are, the old version of a replaced document too. What is new goes behind it under
the number of the page before it and a letter; stamp and page label say the same, so that nobody is led astray by a
reader that counts pages. What is built is whole: every volume, the items, the manifest and the index, ready to pack.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annexa.bundle import edition, freeze, lists, standing, volumes
from annexa.bundle import work as working
from annexa.bundle.changenote import change_note
from annexa.bundle.edition import WITH, Edition, Sheet, Volume, labels_of
from annexa.bundle.folders import FolderName
from annexa.bundle.intact import MANIFEST
from annexa.bundle.keep import find_sent
from annexa.bundle.package.gather import read_manifest
from annexa.bundle.planned import Plan, PlannedDocument
from annexa.bundle.records import Built, BuiltDocument, StructureIssue
from annexa.bundle.refusal import refuse_incomplete, refuse_unproved
from annexa.bundle.sending import NOTE, Changed, Supplemented, SupplementInput, changed_since
from annexa.bundle.suffixes import letters, plain, suffix, suffix_number, suffix_order
from annexa.bundle.supplement import Insertion, plan_insertions, record_supplement
from annexa.bundle.work import Work
from annexa.load.sent import PENDING
from annexa.model.errors import UsageError
from annexa.model.sent import Frozen, SentDocument, SentFile
from annexa.model.words import pages_in_words
from annexa.tools.files import replace_folder, work_folder, write_whole
from annexa.tools.leftovers import temporary_folder


def build_insertions(given: SupplementInput) -> Supplemented | None:
    """Builds the bundle that was sent with what changed since inserted, into `out`/<submission>-supplement-<n>.

    The files that were sent must lie below `kept`, or still below `out`. Returns None where nothing changed. Raises
    FindingsRefused where pages of a document are missing or are not what it says, UsageError where the files are not
    there or a document has no pages to insert, and what the finishers raise.
    """
    changed = changed_since(given)
    if changed is None:
        return None
    refuse_incomplete([changed.whole], supplement=True)
    refuse_unproved([changed.whole], supplement=True)
    insertions = _insertions(changed)
    bases = {file.volume: find_sent((given.kept, given.out), file) for file in newest_files(changed.record)}
    final = given.folder(changed.plan.number)
    with work_folder(final) as folder:
        work = Work(folder=folder, progress=given.progress)
        whole, surveyed = working.survey(work, changed.whole)
        working.carry_natives(work, whole, surveyed)
        made = _write_volumes(work, changed, insertions, bases)
        volumes.write_items(work, whole, surveyed)
        work.let_go()
        built = _built(work, given, changed, insertions, made, final)
        for finish in given.finishers:
            finish(folder, built)
        replace_folder(folder, final)
    return Supplemented(built=built, changes=changed.plan)


def newest_files(record: Frozen) -> list[SentFile]:
    """The volumes as inspectors hold them: those of the bundle, or those that insertions put in their place."""
    files = {file.volume: file for file in record.files}
    for supplement in record.supplements:
        if supplement.inserted == "yes":
            files.update({file.volume: file for file in supplement.files})
    return [files[volume] for volume in sorted(files)]


# -- what goes in -----------------------------------------------------------------------------------------


def _insertions(changed: Changed) -> tuple[Insertion, ...]:
    documents = {document.key: document for document in changed.whole.documents}
    pages = {each.key: _pages_of(documents[each.key]) for each in changed.plan.documents}
    return plan_insertions(changed.record, changed.plan, pages)


def _pages_of(document: PlannedDocument) -> int:
    if document.rendering.pdf is None:
        raise UsageError(
            f"“{document.title}” has no pages of its own, so it cannot be inserted",
            remedy="Build a supplement instead: leave --insert out.",
        )
    return document.rendering.pages


def _sheets(whole: Plan, insertions: Sequence[Insertion]) -> Iterator[Sheet]:
    documents = {document.key: document for document in whole.documents}
    for each in insertions:
        document = documents[each.document.key]
        assert document.rendering.pdf is not None  # noqa: S101  _pages_of has looked
        yield Sheet(
            key=document.key,
            title=f"Inserted: {document.title}",
            pdf=document.rendering.pdf,
            labels=each.labels,
            joins=each.joins,
            files=document.known_as,
        )


def _note_sheet(base: Path, labels: Sequence[str], note: Path) -> Sheet:
    """The change note, behind the last page of the index."""
    from pypdf import PdfReader

    reader = PdfReader(base)
    tops = [mark for mark in reader.outline if not isinstance(mark, list)]
    places = [reader.get_destination_page_number(mark) or 0 for mark in tops]
    index = next((place for place, mark in enumerate(tops) if str(mark.title).startswith("Index")), None)
    later = [place for place in places if index is not None and place > places[index]]
    number = plain(labels[min(later) - 1]) if later else labels[0]
    used = max(suffix_number(letters(label)) for label in labels if plain(label) == number)
    count = len(PdfReader(note).pages)
    return Sheet(
        key=f"{NOTE}/1",
        title="Inserted: change note",
        pdf=note,
        labels=tuple(f"{number}{suffix(used + step)}" for step in range(1, count + 1)),
    )


def _places(insertions: Sequence[Insertion]) -> dict[str, str]:
    """Which pages each document has, in words, by its key."""
    words = {each.document.key: (each.labels[0], each.labels[-1]) for each in insertions}
    return {
        key: f"{'page' if first == last else 'pages'} {pages_in_words(first, last)}"
        for key, (first, last) in words.items()
    }


def _targets(changed: Changed) -> dict[str, tuple[str, str]]:
    """What the bundle holds already and still holds good, for links; a name that two documents share is left out."""
    there = freeze.standing(changed.record)
    found: dict[str, tuple[str, str]] = {}
    documents = {document.key: document for document in changed.whole.documents}
    names = Counter(document.name.casefold() for document in changed.whole.documents)
    for place, key in changed.plan.unchanged.items():
        name = documents[key].name.casefold()
        if place in there and name and names[name] == 1:
            found[name] = (there[place].first, documents[key].title)
    return found


def _write_volumes(
    work: Work, changed: Changed, insertions: Sequence[Insertion], bases: Mapping[int, Path]
) -> list[Volume]:
    """Writes every volume and enters it; a link of an inserted document may lead back into its own volume."""
    record, whole = changed.record, changed.whole
    common = Edition(
        number=changed.plan.number,
        language=whole.language,
        dated=whole.as_at,
        total=record.pages,
        targets=_targets(changed),
    )
    sheets = list(_sheets(whole, insertions))
    made: list[Volume] = []
    with temporary_folder("note") as inside:
        note = Path(inside) / "change-note.pdf"
        note.write_bytes(change_note(record, changed.plan, whole, inserted=_places(insertions)))
        for file in newest_files(record):
            base = bases[file.volume]
            labels = labels_of(base)
            numbers = {plain(label) for label in labels}
            here = [sheet for sheet in sheets if plain(sheet.labels[0]) in numbers]
            first = ""
            if file.volume == 1:
                here.insert(0, _note_sheet(base, labels, note))
                first = here[0].labels[0] if all(map(str.isdecimal, labels)) else ""  # the cover says it by now
            work.progress("Inserting pages", len(made), len(bases))
            made.append(edition.write(work.folder, file, base, labels, here, common, note=first))
    for volume in made:
        _enter(work, volume)
    return made


def _enter(work: Work, volume: Volume) -> None:
    """Enters a volume that is written, and what could not be kept in it."""
    work.add(
        volume.file.name,
        "bundle",
        pages=len(volume.labels),
        first=int(volume.file.first),
        last=standing.number_of(volume.labels[-1]),
        volume=volume.file.volume,
        accessible=volume.accessible,
    )
    for key, notes in volume.notes.items():
        work.notes.setdefault(key, []).extend(notes)


# -- what it is -------------------------------------------------------------------------------------------


def _built(
    work: Work,
    given: SupplementInput,
    changed: Changed,
    insertions: Sequence[Insertion],
    made: Sequence[Volume],
    final: Path,
) -> Built:
    """The record of what was built, with manifest, index and what the submission's record will say written beside."""
    record = record_supplement(
        changed.record,
        changed.plan,
        _sent(changed, insertions, made),
        [volume.file for volume in made],
        sent=given.sent,
        commit=given.commit,
        inserted=True,
    )
    documents = standing.documents_of(
        changed.whole,
        record,
        changed.plan,
        {volume.file.volume: volume.labels for volume in made},
        notes=work.notes,
        beside=work.beside,
        dividers=_dividers(given),
    )
    plan = standing.plan_of(changed.whole, given.framework, record, changed.plan)
    built = Built(
        plan=plan,
        folder=final,
        title=f"{plan.area}: {plan.title}{WITH} {changed.plan.number}",
        total=changed.record.pages,
        files=tuple(work.files),
        documents=tuple(documents),
        issues=tuple(_issues(plan, made, documents)),
        engines={**working.engines(), **given.engines},
    )
    write_whole(work.folder / "index.csv", lists.index_csv(built))
    write_whole(work.folder / "manifest.json", lists.manifest_json(built))
    write_whole(work.folder / PENDING, freeze.HEAD + freeze.as_yaml(record))
    return built


def _dividers(given: SupplementInput) -> dict[str, int]:
    """The page of each item's divider in the bundle that was sent, where what was sent is kept whole."""
    kept = given.kept / str(FolderName(submission=given.submission, package=given.package))
    if not (kept / MANIFEST).is_file():
        return {}
    return {row["item"]: row["divider"] for row in read_manifest(kept)["documents"] if row["divider"]}


def _sent(changed: Changed, insertions: Sequence[Insertion], made: Sequence[Volume]) -> Iterator[SentDocument]:
    """What is inserted, as the record of the submission will hold it."""
    planned = {document.key: document for document in changed.whole.documents}
    where = {label: volume.file.volume for volume in made for label in volume.labels}
    for each in insertions:
        document = planned[each.document.key]
        yield SentDocument(
            key=document.key,
            item=document.item,
            title=freeze.WITHHELD if changed.record.package == "child-level" else document.title,
            file=each.document.file,
            version=each.document.version,
            kind=document.kind,
            dated=document.dated,
            first=each.labels[0],
            last=each.labels[-1],
            pages=len(each.labels),
            volume=where[each.labels[0]],
        )


def _issues(plan: Plan, made: Sequence[Volume], documents: Sequence[BuiltDocument]) -> Iterator[StructureIssue]:
    """What only authors can mend, by the document whose page it is about."""
    starts = [(suffix_order(str(each.first)), suffix_order(str(each.last)), each.planned) for each in documents]
    for label, issue in (pair for volume in made for pair in volume.issues):
        here = suffix_order(label)
        document = next((planned for first, last, planned in starts if first <= here <= last), None)
        where = working.describe(document) if document else plan.title
        yield StructureIssue(
            kind=issue.kind,
            item=document.item if document else "",
            document=document.key if document else "",
            page=standing.number_of(label),
            message=f"{where}: page {label} {issue.message}",
            breaks=issue.breaks,
        )
