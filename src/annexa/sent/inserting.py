"""Pages put into a bundle that was sent: the volumes written, and what stands in them afterwards.

The same for what changed since and for answers to requests: sheets with their labels go in, and behind the index a note
that says what was done.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annexa.bundle import lists
from annexa.bundle import work as working
from annexa.bundle.work import Work
from annexa.bundle.writing import INDEX
from annexa.load.manifest import read_manifest
from annexa.load.sent import PENDING
from annexa.model.errors import UsageError
from annexa.model.manifest import MANIFEST
from annexa.model.sent import Frozen, SentDocument, SentFile
from annexa.model.words import pages_in_words, step
from annexa.plan.folders import FolderName
from annexa.plan.planned import Plan, PlannedDocument
from annexa.plan.records import Built, BuiltDocument, StructureIssue
from annexa.sent import freeze, reissue, standing
from annexa.sent.changenote import NOTE
from annexa.sent.reissue import Reissue, Sheet, Volume, labels_of
from annexa.sent.suffixes import letters, plain, suffix, suffix_number, suffix_order
from annexa.sent.supplement import Insertion, SupplementPlan
from annexa.tools.files import write_whole
from annexa.tools.leftovers import temporary_folder


def newest_files(record: Frozen) -> list[SentFile]:
    """The volumes as inspectors hold them: those of the bundle, or those that insertions put in their place."""
    files = {file.volume: file for file in record.files}
    for supplement in record.supplements:
        if supplement.inserted == "yes":
            files.update({file.volume: file for file in supplement.files})
    return [files[volume] for volume in sorted(files)]


def pages_of(document: PlannedDocument) -> int:
    """The pages that a document takes. Raises UsageError for one that has none by its kind, such as a film."""
    if document.rendering.pdf is None:
        raise UsageError(
            f"“{document.title}” has no pages of its own, so it cannot be inserted",
            remedy="Build a supplement instead: leave --insert out.",
        )
    return document.rendering.pages


def sheets(documents: Mapping[str, PlannedDocument], insertions: Sequence[Insertion]) -> Iterator[Sheet]:
    """The documents to insert, with their numbers; `documents` by key, each with pages."""
    for each in insertions:
        document = documents[each.document.key]
        rendering = document.rendering
        assert rendering.pdf is not None  # noqa: S101  pages_of has looked
        yield Sheet(
            key=document.key,
            title=f"Inserted: {document.title}",
            pdf=rendering.washed or rendering.pdf,
            is_washed=rendering.washed is not None,
            labels=each.labels,
            joins=each.joins,
            files=document.known_as,
        )


def targets(record: Frozen, whole: Plan, plan: SupplementPlan) -> dict[str, tuple[str, str]]:
    """What the bundle holds already and still holds good, for links; a name that two documents share is left out."""
    there = freeze.standing(record)
    found: dict[str, tuple[str, str]] = {}
    documents = {document.key: document for document in whole.documents}
    names = Counter(document.name.casefold() for document in whole.documents)
    for place, key in plan.unchanged.items():
        name = documents[key].name.casefold()
        if place in there and name and names[name] == 1:
            found[name] = (there[place].first, documents[key].title)
    return found


def places_in_words(insertions: Sequence[Insertion]) -> dict[str, str]:
    """Which pages each document has, in words, by its key."""
    words = {each.document.key: (each.labels[0], each.labels[-1]) for each in insertions}
    return {
        key: f"{'page' if first == last else 'pages'} {pages_in_words(first, last)}"
        for key, (first, last) in words.items()
    }


def _note_sheet(base: Path, labels: Sequence[str], note: Path) -> Sheet:
    """The change note, behind the last page of the index."""
    from pypdf import PdfReader

    reader = PdfReader(base)
    tops = [mark for mark in reader.outline if not isinstance(mark, list)]
    places = [reader.get_destination_page_number(mark) or 0 for mark in tops]
    index = next((place for place, mark in enumerate(tops) if str(mark.title).startswith(INDEX)), None)
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


def write_volumes(
    work: Work, record: Frozen, sheets: Sequence[Sheet], common: Reissue, note: bytes, bases: Mapping[int, Path]
) -> list[Volume]:
    """Writes every volume and enters it; a link of an inserted document may lead back into its own volume.

    `note` is the PDF that stands behind the index, `bases` are the volumes as inspectors hold them, by number.
    """
    made: list[Volume] = []
    with temporary_folder("note") as inside:
        path = Path(inside) / "change-note.pdf"
        path.write_bytes(note)
        for file in newest_files(record):
            base = bases[file.volume]
            labels = labels_of(base)
            numbers = {plain(label) for label in labels}
            here = [sheet for sheet in sheets if plain(sheet.labels[0]) in numbers]
            first = ""
            if file.volume == 1:
                here.insert(0, _note_sheet(base, labels, path))
                first = here[0].labels[0] if all(map(str.isdecimal, labels)) else ""  # the cover says it by now
            work.advance(step("Inserting pages", len(made) + 1, len(bases)))
            made.append(reissue.write(work.folder, file, base, labels, here, common, note=first))
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


def dividers(kept: Path, record: Frozen) -> dict[str, int]:
    """The page of each item's divider in the bundle that was sent, where what was sent is kept whole."""
    folder = kept / str(FolderName(submission=record.submission, package=record.package))
    if not (folder / MANIFEST).is_file():
        return {}
    return {each.item: each.divider for each in read_manifest(folder).documents if each.divider}


def sent_documents(
    record: Frozen, planned: Mapping[str, PlannedDocument], insertions: Sequence[Insertion], made: Sequence[Volume]
) -> Iterator[SentDocument]:
    """What is inserted, as the record of the submission will hold it; `planned` by key."""
    where = {label: volume.file.volume for volume in made for label in volume.labels}
    for each in insertions:
        document = planned[each.document.key]
        yield SentDocument(
            key=document.key,
            item=document.item,
            title=freeze.WITHHELD if record.package == "child-level" else document.title,
            file=each.document.file,
            version=each.document.version,
            kind=document.kind,
            dated=document.dated,
            first=each.labels[0],
            last=each.labels[-1],
            pages=len(each.labels),
            volume=where[each.labels[0]],
        )


def issues(plan: Plan, made: Sequence[Volume], documents: Sequence[BuiltDocument]) -> Iterator[StructureIssue]:
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


def written(
    work: Work,
    shown: Plan,
    rows: Sequence[BuiltDocument],
    made: Sequence[Volume],
    *,
    folder: Path,
    title: str,
    total: int,
    engines: Mapping[str, str],
    record: str,
) -> Built:
    """What was built, with manifest and index written beside it, and the `record` that the submission's will say."""
    built = Built(
        plan=shown,
        folder=folder,
        title=title,
        total=total,
        files=tuple(work.files),
        documents=tuple(rows),
        issues=tuple(issues(shown, made, rows)),
        engines={**working.engines(), **engines},
    )
    write_whole(work.folder / "index.csv", lists.index_csv(built))
    write_whole(work.folder / MANIFEST, lists.manifest_json(built))
    write_whole(work.folder / PENDING, record)
    return built
