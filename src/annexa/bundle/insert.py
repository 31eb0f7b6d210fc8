"""A bundle that was sent, with pages inserted: 57A and 57B behind 57, and every number that was quoted where it was.

The pages that were sent stay as they are, the old version of a replaced document too. What is new goes behind it under
the number of the page before it and a letter; stamp and page label say the same, so that nobody is led astray by a
reader that counts pages.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from annexa.bundle import freeze, merge, names, save
from annexa.bundle import plan as planning
from annexa.bundle.freeze import Frozen, SentDocument, SentFile, suffix, suffix_order
from annexa.bundle.plan import Package, Plan, PlannedDocument, Rendering
from annexa.bundle.sanitise import clean
from annexa.bundle.sending import NOTE, PENDING, change_note, frozen_record, supplement_folder
from annexa.bundle.source import open_source
from annexa.bundle.supplement import (
    Insertion,
    SupplementPlan,
    current_of,
    plan_insertions,
    plan_supplement,
    record_supplement,
)
from annexa.model.errors import AnnexaError, ExitCode, UsageError
from annexa.model.framework import Framework
from annexa.model.library import Library
from annexa.tools.files import replace_folder, sha256_of, work_folder, write_whole

WITH = " – with insertions"


class InsertionUnfit(AnnexaError):
    """A bundle with insertions does not pass its own verification."""

    exit_code = ExitCode.FINDINGS


@dataclass(frozen=True, slots=True, kw_only=True)
class Inserted:
    """A bundle with insertions that was built."""

    folder: Path
    files: tuple[Path, ...]
    """One for each volume that changed."""
    changes: SupplementPlan
    insertions: tuple[Insertion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A document to insert: its PDF and the numbers of its pages."""

    key: str
    title: str
    pdf: Path
    labels: tuple[str, ...]


def build_insertions(
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
) -> Inserted | None:
    """Builds the bundle that was sent with what changed since inserted, into `out`/<submission>-supplement-<n>.

    The files that were sent must still lie below `out`. Returns None where nothing changed. Raises UsageError where
    they do not, or where a document has no pages to insert; InsertionUnfit where the result does not verify.
    """
    record = frozen_record(library.root, framework, submission, package)
    wanted = framework.submission(submission)
    assert wanted is not None  # noqa: S101  frozen_record has looked
    whole = planning.make(library, framework, wanted, renderings, digests, package=package)
    changes = plan_supplement(record, current_of(whole.documents, secret=package == "child-level"))
    if not changes.changes:
        return None
    documents = {document.key: document for document in whole.documents}
    pages = {each.key: _pages_of(documents[each.key]) for each in changes.documents}
    insertions = plan_insertions(record, changes, pages)
    final = out / supplement_folder(submission, package, changes.number)
    with tempfile.TemporaryDirectory(prefix="annexa-note-") as inside, work_folder(final) as folder:
        note = Path(inside) / "change-note.pdf"
        note.write_bytes(change_note(record, changes, whole, inserted=_places(insertions)))
        sheets = [_sheet(documents[each.document.key], each) for each in insertions]
        files = [
            _write_volume(folder, out, whole, file, sheets, note if file.volume == 1 else None, record)
            for file in newest_files(record)
        ]
        made = tuple(file for file in files if file is not None)
        newer = record_supplement(
            record, changes, _sent(insertions, record, package), made, sent=sent, commit=commit, inserted=True
        )
        write_whole(folder / PENDING, freeze.HEAD + freeze.as_yaml(newer))
        _verify(folder, made, library)
        replace_folder(folder, final)
    return Inserted(
        folder=final, files=tuple(final / file.name for file in made), changes=changes, insertions=insertions
    )


def newest_files(record: Frozen) -> list[SentFile]:
    """The volumes as inspectors hold them: those of the bundle, or those that insertions put in their place."""
    files = {file.volume: file for file in record.files}
    for supplement in record.supplements:
        if supplement.inserted == "yes":
            files.update({file.volume: file for file in supplement.files})
    return [files[volume] for volume in sorted(files)]


def _places(insertions: Sequence[Insertion]) -> dict[str, str]:
    """Which pages each document has, in words, by its key."""
    return {
        each.document.key: (
            f"page {each.labels[0]}" if len(each.labels) == 1 else f"pages {each.labels[0]} to {each.labels[-1]}"
        )
        for each in insertions
    }


def _pages_of(document: PlannedDocument) -> int:
    if document.rendering.pdf is None:
        raise UsageError(
            f"“{document.title}” has no pages of its own, so it cannot be inserted",
            remedy="Build a supplement instead: leave --insert out.",
        )
    return document.rendering.pages


def _sheet(document: PlannedDocument, insertion: Insertion) -> Sheet:
    assert document.rendering.pdf is not None  # noqa: S101  _pages_of has looked
    return Sheet(
        key=document.key,
        title=f"Inserted: {document.title}",
        pdf=document.rendering.pdf,
        labels=insertion.labels,
    )


def _sent(insertions: Sequence[Insertion], record: Frozen, package: Package) -> Iterator[SentDocument]:
    volumes = {file.volume: int(file.first) for file in record.files}
    for each in insertions:
        number = suffix_order(each.labels[0])[0]
        yield SentDocument(
            key=each.document.key,
            item=each.document.item,
            title=freeze.WITHHELD if package == "child-level" else each.document.title,
            file=each.document.file,
            version=each.document.version,
            first=each.labels[0],
            last=each.labels[-1],
            pages=len(each.labels),
            volume=max((v for v, first in volumes.items() if first <= number), default=1),
        )


# -- one volume -------------------------------------------------------------------------------------------


def _write_volume(
    folder: Path,
    out: Path,
    whole: Plan,
    file: SentFile,
    sheets: Sequence[Sheet],
    note: Path | None,
    record: Frozen,
) -> SentFile | None:
    """Writes one volume with what goes into it; None where nothing does."""
    base = _find(out, file)
    labels = labels_of(base)
    plain = {suffix_order(label)[0] for label in labels}
    here = [sheet for sheet in sheets if suffix_order(sheet.labels[0])[0] in plain]
    if note is not None:
        here.insert(0, _note_sheet(base, labels, note))
    if not here:
        return None
    number = len(record.supplements) + 1
    sent_title = _title_of(base)
    title = f"{sent_title}{WITH} {number}"
    merged = merge.merge(
        _leaves(base, here),
        title=title,
        language=whole.language,
        numbering=merge.Numbering(first=int(file.first), total=record.pages),
    )
    every = [*labels, *(label for sheet in here for label in sheet.labels)]
    order = sorted(range(len(every)), key=lambda index: suffix_order(every[index]))
    arrange(merged.pdf, [page for leaf in merged.leaves for page in leaf.pages], every, order)
    is_accessible = not any(issue.breaks for issue in merged.issues) and _claims(base)
    save.describe(
        merged.pdf,
        save.About(title=title, language=whole.language, dated=whole.as_at, is_accessible=is_accessible),
    )
    name = names.safe_name(sent_title.replace(":", " -"), suffix=f"{WITH} {number}.pdf")
    save.save(merged.pdf, folder / name)
    return SentFile(name=name, sha256=sha256_of(folder / name), pages=len(every), first=file.first, volume=file.volume)


def _leaves(base: Path, sheets: Sequence[Sheet]) -> Iterator[merge.Leaf]:
    source = open_source(base, prefix="sent.", title="The bundle as it was sent")
    clean(source)
    yield merge.Leaf(source=source, title="The bundle as it was sent", sent=True)
    for place, sheet in enumerate(sheets, start=1):
        source = open_source(sheet.pdf, prefix=f"inserted{place}.{sheet.labels[0]}.", title=sheet.title)
        clean(source)
        yield merge.Leaf(source=source, title=sheet.title, names=sheet.labels, describe=sheet.title, key=sheet.key)


def _find(out: Path, file: SentFile) -> Path:
    """The file that was sent, wherever it lies below build/bundles, by its bytes. Raises UsageError."""
    for path in sorted(out.glob("*/*.pdf")):
        if path.name == file.name and sha256_of(path) == file.sha256:
            return path
    raise UsageError(
        f"“{file.name}” does not lie below {out.name} as it was sent, so nothing can be inserted into it",
        remedy="Put back the file that was sent, or leave --insert out: a supplement does not need it.",
    )


def labels_of(path: Path) -> list[str]:
    """The page labels of a PDF, one a page."""
    from pypdf import PdfReader

    return [str(label) for label in PdfReader(path).page_labels]


def _title_of(path: Path) -> str:
    with pikepdf.open(path) as pdf:
        title = str(pdf.docinfo.get("/Title", path.stem))
    return title.partition(WITH)[0]


def _claims(path: Path) -> bool:
    """Whether the bundle that was sent says that it is PDF/UA: what is put into it cannot make it better."""
    with pikepdf.open(path) as pdf:
        return b"pdfuaid:part" in pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else False


def _note_sheet(base: Path, labels: Sequence[str], note: Path) -> Sheet:
    """The change note, behind the last page of the index."""
    from pypdf import PdfReader

    reader = PdfReader(base)
    tops = [mark for mark in reader.outline if not isinstance(mark, list)]
    places = [reader.get_destination_page_number(mark) or 0 for mark in tops]
    index = next((place for place, mark in enumerate(tops) if str(mark.title).startswith("Index")), None)
    later = [place for place in places if index is not None and place > places[index]]
    plain = str(suffix_order(labels[min(later) - 1])[0]) if later else labels[0]
    used = max(suffix_order(label)[1] for label in labels if str(suffix_order(label)[0]) == plain)
    count = len(PdfReader(note).pages)
    return Sheet(
        key=f"{NOTE}/1",
        title="Inserted: change note",
        pdf=note,
        labels=tuple(f"{plain}{suffix(used + step)}" for step in range(1, count + 1)),
    )


# -- order ------------------------------------------------------------------------------------------------


def arrange(pdf: Pdf, pages: Sequence[Dictionary], labels: Sequence[str], order: Sequence[int]) -> None:
    """Puts pages, page labels and bookmarks of a merged PDF into an order, given as indexes into `pages`."""
    tree = pdf.Root.Pages
    for page in pages:
        page["/Parent"] = tree
    tree["/Kids"] = Array([pages[index] for index in order])
    tree["/Count"] = len(order)
    pdf.Root["/PageLabels"] = Dictionary(Nums=Array(_label_rules([labels[index] for index in order])))
    position = {pages[index].objgen: place for place, index in enumerate(order)}
    _sort_bookmarks(pdf, position)


def _label_rules(labels: Sequence[str]) -> list[object]:
    """Ranges of page labels: plain numbers count, a page with a letter is its own range."""
    rules: list[object] = []
    expected = ""
    for place, label in enumerate(labels):
        if label.isdecimal():
            if label != expected:
                rules += [place, Dictionary(S=Name.D, St=int(label))]
            expected = str(int(label) + 1)
        else:
            rules += [place, Dictionary(P=String(label))]
            expected = ""
    return rules


def _sort_bookmarks(pdf: Pdf, position: Mapping[tuple[int, int], int]) -> None:
    """The bookmarks at the top, in the order of their pages."""
    root = pdf.Root.Outlines
    nodes: list[Dictionary] = []
    node = root.get("/First")
    while isinstance(node, Dictionary):
        nodes.append(node)
        node = node.get("/Next")
    nodes.sort(key=lambda node: position.get(node.Dest[0].objgen, 0))
    for place, node in enumerate(nodes):
        for key, neighbour in (("/Prev", place - 1), ("/Next", place + 1)):
            if 0 <= neighbour < len(nodes):
                node[key] = nodes[neighbour]
            elif key in node:
                del node[key]
    root["/First"], root["/Last"] = nodes[0], nodes[-1]


def _verify(folder: Path, files: Sequence[SentFile], library: Library) -> None:
    """Reads every volume again. Raises InsertionUnfit."""
    from annexa.bundle.verify import verify

    limits = {"file-size": float(library.meta.limits.megabytes), "page-count": float(library.meta.limits.pages)}
    for file in files:
        found = verify(folder / file.name, first=int(file.first), limits=limits)
        if not found.passed:
            words = "\n  ".join(str(spot) for outcome in found.failed for spot in outcome.spots[:4])
            raise InsertionUnfit(
                f"The bundle with its insertions does not pass its own verification:\n  {words}",
                remedy="Build a supplement instead: leave --insert out.",
            )
