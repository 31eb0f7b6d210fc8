"""index.csv and manifest.json: the bundle as data, sorted and stable."""

import csv
import io
import json
from typing import Any

from annexa.bundle.records import Built, BuiltDocument

MANIFEST_FORMAT = 2
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
    items = {item.id: item for item in built.plan.items}
    for document in built.documents:
        item = items[document.planned.item]
        writer.writerow([_cell(value) for value in (item.number or item.id, item.title, *_columns(document))])
    for each in built.plan.mentioned:
        row = (each.number or each.id, each.title, ELSEWHERE[each.why], *[""] * 9)
        writer.writerow([_cell(value) for value in row])
    return stream.getvalue()


def _columns(document: BuiltDocument) -> tuple[Any, ...]:
    planned = document.planned
    return (
        planned.title,
        planned.dated.isoformat(),
        planned.status,
        planned.kind,
        document.volume,
        document.first,
        document.last,
        planned.file,
        planned.sha256,
        "; ".join(document.beside),
    )


def _cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def manifest_json(built: Built) -> str:
    """Everything that the package is made of. Two builds over equal inputs give equal text."""
    plan = built.plan
    record = {
        "format": MANIFEST_FORMAT,
        "title": built.title,
        "area": plan.area,
        "partnership": plan.partnership,
        "framework": plan.framework,
        "submission": plan.submission,
        "package": plan.package,
        "draft": plan.draft,
        "notification": plan.notification.isoformat() if plan.notification else None,
        "as_at": plan.as_at.isoformat(),
        "language": plan.language,
        "pages": built.total,
        "limits": {"megabytes": plan.limits.megabytes, "pages": plan.limits.pages},
        "engines": dict(sorted(built.engines.items())),
        "files": [
            {
                "path": file.path,
                "kind": file.kind,
                "sha256": file.sha256,
                "bytes": file.size,
                "pages": file.pages,
                "first_page": file.first,
                "last_page": file.last,
                "volume": file.volume,
                "item": file.item,
                "document": file.document,
                "pdf_ua": file.accessible,
            }
            for file in sorted(built.files, key=lambda file: file.path)
        ],
        "documents": [_document(document) for document in built.documents],
        "mentioned": [{"item": each.id, "title": each.title, "why": each.why} for each in plan.mentioned],
        "accessibility": [
            {
                "item": issue.item,
                "document": issue.document,
                "page": issue.page,
                "kind": issue.kind,
                "message": issue.message,
            }
            for issue in built.issues
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _document(document: BuiltDocument) -> dict[str, Any]:
    planned = document.planned
    return {
        "key": planned.key,
        "item": planned.item,
        "title": planned.title,
        "kind": planned.kind,
        "dated": planned.dated.isoformat(),
        "status": planned.status,
        "source": planned.file,
        "sha256": planned.sha256,
        "engine": planned.rendering.engine,
        "volume": document.volume,
        "page_from": document.first,
        "page_to": document.last,
        "pages": document.pages,
        "position": document.position,
        "divider": document.divider,
        "beside": list(document.beside),
        "notes": list(document.notes),
    }
