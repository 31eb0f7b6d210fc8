"""index.csv and manifest.json: the bundle as data, sorted and stable."""

import csv
import io
from typing import Any

from annexa.model.manifest import (
    FORMAT,
    Counted,
    Manifest,
    ManifestAnswer,
    ManifestDocument,
    ManifestFile,
    ManifestGap,
    ManifestIssue,
    ManifestLimits,
    ManifestMention,
    PageNumber,
    ProofCounts,
    written,
)
from annexa.plan.planned import PlannedItem, PlannedPointer, Rendering
from annexa.plan.records import Built, BuiltDocument, BuiltFile, BuiltGap
from annexa.plan.signing import recorded

COLUMNS = (
    "item",
    "title of item",
    "document",
    "dated",
    "status",
    "kind",
    "volume",
    "page from",
    "page to",
    "source",
    "sha-256 of source",
    "beside the bundle",
)
ELSEWHERE = {
    "missing": "missing",
    "child-level": "handed in separately: child-level material",
    "supplement": "handed in separately: in a supplement",
}


def index_csv(built: Built) -> str:
    """One row a document, in the order of the bundle, then what is only mentioned. Comma-separated, CRLF, UTF-8.

    It starts with the mark by which Excel knows UTF-8: without it dashes and accents are read as something else.
    """
    stream = io.StringIO()
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for item in built.plan.items:
        rows = [_columns(document) for document in built.documents if document.planned.item == item.id]
        rows += [_gap_columns(gap) for gap in built.gaps if gap.planned.item == item.id]
        rows += [_pointer_columns(pointer, built) for pointer in item.pointers]
        for row in rows:
            writer.writerow([_cell(value) for value in (item.number or item.id, item.title, *row)])
    for each in built.plan.mentioned:
        row = (each.number or each.id, each.title, ELSEWHERE[each.why], *[""] * 9)
        writer.writerow([_cell(value) for value in row])
    return stream.getvalue()


def _columns(document: BuiltDocument) -> tuple[Any, ...]:
    planned = document.planned
    there = not planned.rendering.fault
    return (
        planned.title,
        planned.dated.isoformat(),
        _status(document),
        planned.kind,
        document.volume if there else "",
        document.first if there else "",
        document.last if there else "",
        planned.file,
        planned.sha256,
        "; ".join(document.beside),
    )


def _gap_columns(gap: BuiltGap) -> tuple[Any, ...]:
    return (gap.planned.title, "", "explained", "", gap.volume, gap.page, gap.page, "", "", "")


def _pointer_columns(pointer: PlannedPointer, built: Built) -> tuple[Any, ...]:
    """A document that stands in another item, with the page on which the answer begins."""
    there = next((each for each in built.documents if each.planned.key == pointer.key), None)
    page = _page(pointer, there) if there else ""
    return (
        pointer.title,
        pointer.dated.isoformat(),
        pointer.in_short,
        "",
        there.volume if there else "",
        page,
        "",
        "",
        "",
        "",
    )


def _page(pointer: PlannedPointer, there: BuiltDocument) -> PageNumber:
    """The page on which the answer begins; what was inserted has letters, which are not counted."""
    return there.first + pointer.page - 1 if isinstance(there.first, int) else there.first


def _pointer(item: PlannedItem, pointer: PlannedPointer, built: Built) -> ManifestAnswer:
    there = next((each for each in built.documents if each.planned.key == pointer.key), None)
    return ManifestAnswer(
        item=item.id,
        document=pointer.key,
        title=pointer.title,
        owner=pointer.owner,
        where=pointer.in_short,
        pages=pointer.pages,
        note=pointer.note,
        submission=pointer.submission,
        volume=there.volume if there else None,
        page=_page(pointer, there) if there else None,
    )


def _status(document: BuiltDocument) -> str:
    """ "missing" or "failed", in a draft, of what ought to have pages."""
    return document.planned.rendering.fault or document.planned.status


def _cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def manifest_json(built: Built) -> str:
    """Everything that the package is made of. Two builds over equal inputs give equal text."""
    return written(manifest_of(built))


def manifest_of(built: Built) -> Manifest:
    """The record of a built bundle, as `annexa.load.manifest.read_manifest` gives it back."""
    plan = built.plan
    return Manifest(
        format=FORMAT,
        title=built.title,
        area=plan.area,
        partnership=plan.partnership,
        framework=plan.framework,
        submission=plan.submission,
        package=plan.package,
        draft=plan.draft,
        notification=plan.notification,
        as_at=plan.as_at,
        language=plan.language,
        pages=built.total,
        requests=tuple(plan.requests),
        limits=ManifestLimits(megabytes=plan.limits.megabytes, pages=plan.limits.pages),
        engines=dict(sorted(built.engines.items())),
        files=tuple(_file(file) for file in sorted(built.files, key=lambda file: file.path)),
        documents=tuple(_document(document) for document in built.documents),
        explained=tuple(_gap(gap) for gap in built.gaps),
        also=tuple(_pointer(item, pointer, built) for item in plan.items for pointer in item.pointers),
        sign_off=recorded(plan.sign_offs),
        mentioned=tuple(ManifestMention(item=each.id, title=each.title, why=each.why) for each in plan.mentioned),
        accessibility=tuple(
            ManifestIssue(item=each.item, document=each.document, page=each.page, kind=each.kind, message=each.message)
            for each in built.issues
        ),
    )


def _file(file: BuiltFile) -> ManifestFile:
    return ManifestFile(
        path=file.path,
        kind=file.kind,
        sha256=file.sha256,
        bytes=file.size,
        pages=file.pages,
        first_page=file.first,
        last_page=file.last,
        volume=file.volume,
        item=file.item,
        document=file.document,
        pdf_ua=file.accessible,
    )


def _gap(gap: BuiltGap) -> ManifestGap:
    planned = gap.planned
    return ManifestGap(
        key=planned.key,
        item=planned.item,
        title=planned.title,
        reason=planned.reason,
        by=planned.by,
        on=planned.on,
        follows=planned.follows,
        volume=gap.volume,
        page=gap.page,
        divider=gap.divider,
    )


def _document(document: BuiltDocument) -> ManifestDocument:
    planned = document.planned
    return ManifestDocument(
        key=planned.key,
        item=planned.item,
        title=planned.title,
        kind=planned.kind,
        dated=planned.dated,
        status=_status(document),
        source=planned.file,
        sha256=planned.sha256,
        engine=planned.rendering.engine,
        volume=document.volume,
        page_from=document.first,
        page_to=document.last,
        pages=document.pages,
        position=document.position,
        divider=document.divider,
        beside=document.beside,
        notes=document.notes,
        proof=_proof(planned.rendering),
    )


def _proof(rendering: Rendering) -> ProofCounts | None:
    """In numbers and places: no words of a document, for a manifest goes with the bundle."""
    proof = rendering.proof
    if proof is None:
        return None
    return ProofCounts(
        words=proof.words,
        found=proof.found,
        missing=len(proof.missing),
        let_out=len(proof.let_out),
        shapeless=len(proof.shapeless),
        counted=tuple(Counted(what=each.what, source=each.source, pages=each.pages) for each in proof.counted),
        errors=tuple(rendering.unproved),
        unproved=proof.unproved,
        partial=proof.partial,
    )
