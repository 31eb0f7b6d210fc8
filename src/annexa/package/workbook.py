"""index.xlsx: the index as a table to sort and filter. No cell is ever taken for a formula; the bytes never change."""

import io
import re
from datetime import date
from typing import Any, Final

from annexa.package.archive import repacked
from annexa.package.contents import PackageInput
from annexa.package.layout import Placed
from annexa.package.render import address
from annexa.tools.cells import write_cell

COLUMNS: Final = (
    ("Item", 10),
    ("Title of item", 34),
    ("Document", 46),
    ("Dated", 13),
    ("Kind", 20),
    ("Status", 9),
    ("Volume", 9),
    ("Page from", 11),
    ("Page to", 10),
    ("Original", 40),
    ("SHA-256 of the original", 68),
)
_STAMP: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def index_xlsx(package: PackageInput, placed: Placed) -> bytes:
    """The workbook's bytes; equal for equal input, at any time."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  a new workbook has one
    sheet.title = "Index"
    book.properties.creator = ""
    book.properties.title = f"{package.area}: {package.title}"
    for place, (heading, width) in enumerate(COLUMNS, start=1):
        write_cell(sheet.cell(1, place), heading)
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
    row = 2
    for values, link in _rows(package, placed):
        for place, value in enumerate(values, start=1):
            write_cell(sheet.cell(row, place), value)
        if link:
            cell = sheet.cell(row, 10)
            cell.hyperlink = link
            cell.style = "Hyperlink"
            cell.quotePrefix = True
        row += 1
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(row - 1, 1)}"
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue(), package.dated)


def _rows(package: PackageInput, placed: Placed) -> Any:
    for item in package.items:
        for document in item.documents:
            native = placed.natives.get(document.key, "")
            values = (
                item.number or item.id,
                item.title,
                document.title,
                document.dated,
                document.kind.replace("-", " "),
                document.status,
                document.volume,
                _as_number(document.first),
                _as_number(document.last),
                native,
                document.sha256,
            )
            yield values, address(native) if native else ""
        for gap in item.explained:
            page = _as_number(gap.page)
            yield (
                (item.number or item.id, item.title, gap.in_words, "", "", "explained", gap.volume, page, page, "", ""),
                "",
            )
        for answer in item.also:
            page = _as_number(answer.page)
            words = f"{answer.title} ({answer.where})"
            yield (
                (item.number or item.id, item.title, words, "", "", "", answer.volume or "", page, page, "", ""),
                "",
            )
    for line in package.separate:
        yield ("", "", line, *[""] * 8), ""


def _as_number(label: str) -> int | str:
    return int(label) if label.isdecimal() and len(label) < 9 else label


def _timeless(data: bytes, day: date) -> bytes:
    """The workbook without the moment of its making."""
    import zipfile

    stamp = f"{day.isoformat()}T12:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml")
    return repacked(data, day, {"docProps/core.xml": _STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", core)})
