"""index.html, manifest.json and the receipt of a package, as text."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annexa.model.words import count, day_in_words, pages_in_words, size_in_words
from annexa.package.bag import Digest
from annexa.package.contents import Document, Item, PackageInput
from annexa.package.layout import Placed

TEMPLATES = Path(__file__).parent / "templates"
FORMAT = 1


@cache
def _environment() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=jinja2.select_autoescape(enabled_extensions=("html.jinja",), default=False),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(in_words=day_in_words, size=size_in_words, address=address)
    environment.globals.update(count=count, pages_in_words=pages_in_words)
    return environment


def address(path: str) -> str:
    """A path as a relative link, whatever signs it holds."""
    return quote(path, safe="/")


def index_html(package: PackageInput, placed: Placed, digests: dict[str, Digest]) -> str:
    """The page to open first: works from a folder, without a network and without scripts."""
    return str(
        _environment()
        .get_template("index.html.jinja")
        .render(
            package=package,
            placed=placed,
            groups=list(_groups(package)),
            digests=digests,
            rows=_rows(package, placed),
            links={volume.number: path for volume, path in placed.volumes},
        )
    )


def receipt(package: PackageInput, placed: Placed, digests: dict[str, Digest]) -> str:
    """What is sent, in plain English, to paste into an email."""
    return str(_environment().get_template("receipt.txt.jinja").render(package=package, placed=placed, digests=digests))


def seals(*, seal: str, zip_name: str, zip_sha256: str) -> str:
    """The lines that only the receipt beside a package can hold: they are about the package as a whole."""
    return str(
        _environment().get_template("seals.txt.jinja").render(seal=seal, zip_name=zip_name, zip_sha256=zip_sha256)
    )


def sealed_receipt(package: PackageInput, pages: int, documents: int) -> str:
    """What stands outside an encrypted package: nothing that says who or what is in it."""
    return str(
        _environment().get_template("sealed.txt.jinja").render(package=package, pages=pages, documents=documents)
    )


def _groups(package: PackageInput) -> Iterator[tuple[str, list[Item]]]:
    """Items by the heading they stand under, in order."""
    groups: dict[str, list[Item]] = {}
    for item in package.items:
        groups.setdefault(item.group, []).append(item)
    yield from groups.items()


def _rows(package: PackageInput, placed: Placed) -> dict[str, dict[str, Any]]:
    """What the page shows of each document, by its key."""
    volumes = {volume.number: path for volume, path in placed.volumes}
    return {document.key: _row(document, placed, volumes) for document in package.documents}


def _row(document: Document, placed: Placed, volumes: dict[int, str]) -> dict[str, Any]:
    path = volumes.get(document.volume, "")
    return {
        "link": f"{address(path)}#page={document.position}" if path else "",
        "native": placed.natives.get(document.key, ""),
        "beside": placed.beside.get(document.key, ()),
    }


def manifest(package: PackageInput, placed: Placed, digests: dict[str, Digest]) -> str:
    """Everything in the package, as data: sorted, stable, two spaces deep."""
    record = {
        "format": FORMAT,
        "area": package.area,
        "partnership": package.partnership,
        "submission": package.submission,
        "title": package.title,
        "package": package.package,
        "draft": package.draft,
        "dated": package.dated.isoformat(),
        "commit": package.commit,
        "sender": package.sender,
        "pages": package.pages,
        "volumes": [
            {
                "path": path,
                "volume": v.number,
                "pages": v.pages,
                "first": v.first,
                "last": v.last,
                **_digest(path, digests),
            }
            for v, path in placed.volumes
        ],
        "items": [_item(item, placed, digests) for item in package.items],
        "separate": list(package.separate),
        "renamed": [{"document": key, "from": before, "to": now} for key, before, now in placed.renamed],
        "checks": {
            "documents": package.checks.documents,
            "errors": package.checks.errors,
            "warnings": package.checks.warnings,
            "waived": [list(row) for row in package.checks.waived],
            "standards": dict(package.checks.standards),
        },
        "build": package.build,
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _item(item: Item, placed: Placed, digests: dict[str, Digest]) -> dict[str, Any]:
    pdf = placed.items.get(item.id, "")
    return {
        "id": item.id,
        "title": item.title,
        "group": item.group,
        "pdf": pdf,
        **_digest(pdf, digests),
        "documents": [
            {
                "key": document.key,
                "title": document.title,
                "dated": document.dated.isoformat(),
                "kind": document.kind,
                "status": document.status,
                "superseded": document.superseded,
                "name": document.name,
                "sha256": document.sha256,
                "original": placed.natives.get(document.key, ""),
                "attached": list(placed.beside.get(document.key, ())),
                "volume": document.volume,
                "first": document.first,
                "last": document.last,
                "pages": document.pages,
            }
            for document in item.documents
        ],
        "explained": [
            {
                "title": gap.title,
                "follows": gap.follows.isoformat() if gap.follows else None,
                "page": gap.page,
                "volume": gap.volume,
            }
            for gap in item.explained
        ],
        "also": [
            {"title": each.title, "where": each.where, "page": each.page, "volume": each.volume} for each in item.also
        ],
    }


def _digest(path: str, digests: dict[str, Digest]) -> dict[str, Any]:
    digest = digests.get(path)
    return {"sha256": digest.sha256, "bytes": digest.size} if digest else {}
