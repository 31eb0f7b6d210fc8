"""A small bundle that passes everything, and a way to break one thing in it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    Fit,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from tests import in_process
from tests.typeset import typeset

DOCUMENTS = (
    ("3.4 Destinations after leaving school", "14 September 2026", 2),
    ("4.1 Care services", "2 October 2026", 1),
    ("5.1 Health system overview", "3 October 2026", 3),
)

TYPST = """
#set document(title: "Day 5 evidence bundle", date: none)
#set text(lang: "en", region: "GB", font: "Libertinus Serif", size: 11pt)
#set page(width: 595pt, height: 842pt, margin: 72pt, footer: align(right, context counter(page).display()))
#let rows = {rows}
= Index
#table(columns: (1fr, auto, 40pt), stroke: none, table.header([Document], [Dated], [Page]),
  ..rows.map(row => (
    link(label(row.at(0)), row.at(1)), row.at(2),
    link(label(row.at(0)), context str(counter(page).at(label(row.at(0))).first())))).flatten())
{extra}
{documents}
"""


def bundle_source(documents: tuple[tuple[str, str, int], ...] = DOCUMENTS, *, body: str = "", extra: str = "") -> str:
    rows = ", ".join(f'("d{n}", "{title}", "{dated}")' for n, (title, dated, _) in enumerate(documents))
    parts = []
    for n, (title, _, pages) in enumerate(documents):
        filler = body or f"Text of {title}. #lorem(60)"
        parts.append(f"#pagebreak()\n= {title} <d{n}>\n{filler}")
        parts.extend(f"#pagebreak()\nPage {page} of {title} goes on. #lorem(40)" for page in range(2, pages + 1))
    return TYPST.replace("{rows}", f"({rows},)").replace("{documents}", "\n".join(parts)).replace("{extra}", extra)


def starts(documents: tuple[tuple[str, str, int], ...] = DOCUMENTS) -> list[int]:
    """The position of each document's first page, the index being page 1."""
    out, position = [], 2
    for _, _, pages in documents:
        out.append(position)
        position += pages
    return out


def page_labels(*ranges: tuple[int, dict[str, Any]]) -> DictionaryObject:
    """A /PageLabels tree: (first page from 0, entries such as {"/S": "/D", "/St": 1, "/P": "A-"})."""
    flat = ArrayObject()
    for start, entries in ranges:
        rule = DictionaryObject()
        for key, value in entries.items():
            made: Any = NumberObject(value) if isinstance(value, int) else None
            rule[NameObject(key)] = made or (NameObject(value) if value.startswith("/") else TextStringObject(value))
        flat.extend([NumberObject(start), rule])
    return DictionaryObject({NameObject("/Nums"): flat})


def open_at(writer: PdfWriter, zoom: float | None = 1.0) -> None:
    page = writer.pages[0].indirect_reference
    view = (
        [page, NameObject("/XYZ"), FloatObject(0), FloatObject(842), FloatObject(zoom)]
        if zoom
        else [page, NameObject("/Fit")]
    )
    writer.root_object[NameObject("/OpenAction")] = ArrayObject(view)


def finished(source: bytes, change: Callable[[PdfWriter], None] | None = None, *, documents: Any = DOCUMENTS) -> bytes:
    """The PDF with labels, bookmarks and opening view, and then one change."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(source)))
    root = writer.root_object
    root.pop("/Outlines", None)
    root[NameObject("/PageLabels")] = page_labels((0, {"/S": "/D"}))
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    open_at(writer)
    writer.add_outline_item(title="Index (page 1)", page_number=0, fit=Fit.xyz())
    for (title, _, _), start in zip(documents, starts(documents), strict=True):
        writer.add_outline_item(title=f"{title} (page {start})", page_number=start - 1, fit=Fit.xyz())
    if change is not None:
        change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def plain() -> bytes:
    """The bundle as typst makes it, tagged."""
    return typeset(bundle_source())


@pytest.fixture
def make(plain: bytes, tmp_path: Path) -> Callable[..., Path]:
    """Writes a bundle: `make(change)` changes the good one, `make(source=…)` takes another typst source."""

    def make(
        change: Callable[[PdfWriter], None] | None = None, *, source: str | None = None, documents: Any = DOCUMENTS
    ) -> Path:
        path = tmp_path / "bundle.pdf"
        path.write_bytes(finished(typeset(source) if source else plain, change, documents=documents))
        return path

    return make


@pytest.fixture(autouse=True)
def helpers_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads in this process, which is quicker; tests that ask for `own_processes` read as the product does."""
    if "own_processes" not in request.fixturenames:
        in_process.verification(monkeypatch)
