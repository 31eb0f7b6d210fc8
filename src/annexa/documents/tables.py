"""The cells of long lists, and nothing else: workbooks (.xlsx, .ods) and .csv read row by row, with little memory.

`annexa.documents.reader` gives all that a document holds; for a list of 20,000 children that takes several times as
long, and more cells than it keeps. A cell's text is the same in both.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from annexa.documents import faults, markup
from annexa.documents.archive import Archive
from annexa.documents.cells import number
from annexa.documents.columns import column_name, column_number
from annexa.documents.excel.formats import Shown, Style, as_number, as_shown, cell_styles
from annexa.documents.excel.names import S, plain
from annexa.documents.excel.rich import rich_text
from annexa.documents.excel.strings import shared_strings
from annexa.documents.limits import Limits
from annexa.documents.odf.names import OFFICE, TABLE, TEXT
from annexa.documents.ooxml import Package, R
from annexa.documents.xlsx_plain import read_plain

Sheets = dict[str | None, dict[int, dict[str, str]]]
"""Cells with text, by sheet (None in a .csv), row number and column letters."""

ENDINGS: Final = (".xlsx", ".xlsm", ".ods", ".csv")
_VALUE, _INLINE = f"{S}v", f"{S}is"
_TABLE, _ROW, _PARAGRAPH = f"{TABLE}table", f"{TABLE}table-row", f"{TEXT}p"
_TEXTS: Final = ("inlineStr", "s")
"""Types of cells that hold text, of their own or shared: without a formula, their one child is what they hold."""
_MOST_CELLS: Final = 4_000_000
"""Cells that are kept: 190,000 rows of 21 columns."""
_MOST_COLUMNS: Final = 200
_FIRST_LINES: Final = 30
"""Lines of a .csv by which it is told what parts its columns."""


def read(path: Path, *, limits: Limits = Limits()) -> Sheets:  # noqa: B008 - frozen
    """Every sheet of a list. Raises Unreadable where the file is damaged, locked, too large or no list at all."""
    ending = path.suffix.lower()
    try:
        if ending not in ENDINGS:
            raise faults.no_list(ending)
        if path.stat().st_size > limits.file_bytes:
            raise faults.too_large(f"it has {path.stat().st_size // 1_000_000:,} MB")
        if ending == ".csv":
            return {None: _bounded(_csv(path.read_bytes()))}
        archive = Archive(path, limits)
        try:
            found = _ods(archive) if ending == ".ods" else _xlsx(Package(archive))
            return {name: _bounded(rows) for name, rows in found}
        finally:
            archive.close()
    except OSError as error:
        raise faults.corrupt(f"it cannot be opened: {error.strerror or error}") from error
    except (etree.XMLSyntaxError, UnicodeError, csv.Error) as error:
        raise faults.corrupt("it is damaged or was not copied whole") from error


Rows = Iterator[tuple[int, dict[str, str]]]


def _bounded(rows: Rows) -> dict[int, dict[str, str]]:
    kept: dict[int, dict[str, str]] = {}
    cells = 0
    for row, texts in rows:
        cells += len(texts)
        if cells > _MOST_CELLS:
            raise faults.too_large(f"one of its sheets has more than {_MOST_CELLS:,} cells")
        if texts:
            kept[row] = texts
    return kept


# -- .xlsx ------------------------------------------------------------------------------------------------


def _xlsx(package: Package) -> Iterator[tuple[str, Rows]]:
    if package.format not in ("xlsx", "xlsm", "xltx", "xltm"):
        raise faults.corrupt("it is not an Excel workbook of today's format")
    root = package.root(package.main)
    settings = root.find(f"{S}workbookPr")
    epoch_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    strings, is_whole = shared_strings(package)
    if not is_whole:
        raise faults.too_large("its cells share more text than is read")
    styles = next((part for part in package.related(package.main, "styles") if part in package.archive), None)
    shown = cell_styles(package.root(styles)) if styles else []
    for node in root.iter(f"{S}sheet"):
        rel = package.relationships(package.main).get(node.get(f"{R}id") or "")
        if rel is None or rel.external or rel.type != "worksheet":
            continue
        data = package.read(rel.target)
        if data is None:
            raise faults.corrupt("one of its sheets is missing in the file")
        yield node.get("name") or "", _sheet(data, strings, shown, epoch_1904)


def _sheet(data: bytes, strings: list[str], shown: list[Style], epoch_1904: bool) -> Rows:
    at = 0
    cells = _Cells(strings, shown, epoch_1904)
    rows = read_plain(data, cells.shown, plain)
    if rows is not None:
        yield from rows.items()
        return
    text_of = cells.text
    for row in markup.elements(data, f"{S}row"):
        at = number(row.get("r")) or at + 1
        texts: dict[str, str] = {}
        letters = ""
        for cell in row:
            ref = cell.get("r")
            letters = ref.rstrip("0123456789") if ref else column_name(column_number(letters) + 1)
            text = text_of(cell).strip()
            if text:
                texts[letters] = text
        yield at, texts


class _Cells:
    """The texts of cells, as they are shown."""

    def __init__(self, strings: list[str], shown: list[Style], epoch_1904: bool) -> None:
        self._strings, self._epoch_1904 = strings, epoch_1904
        self._shown = {str(index): each for index, each in enumerate(shown) if each is not Shown.NUMBER}
        self._dates: dict[tuple[str, Style], str] = {}

    def text(self, cell: markup.Element) -> str:
        """That of one cell; empty where it has none."""
        kind = cell.get("t")
        value = ""
        if len(cell) == 1 and kind in _TEXTS:  # to ask each element for its name takes longer than to read it
            if kind == "inlineStr":
                return rich_text(cell[0])
            value = cell[0].text or ""
        else:
            for child in cell:
                if child.tag == _VALUE:
                    value = child.text or ""
                elif child.tag == _INLINE:
                    return rich_text(child)
        return self.shown(kind or "", cell.get("s") or "", value)

    def shown(self, kind: str, style: str, value: str) -> str:
        """The text of a cell, of its type, its style and its value as written."""
        if kind == "s":
            index = number(value)
            return self._strings[index] if index is not None and 0 <= index < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind not in ("", "n") or not value:
            return plain(value)
        shown = self._shown.get(style)
        if shown is None:
            return as_number(value)
        known = self._dates.get((value, shown))
        if known is None:
            known = self._dates[(value, shown)] = as_shown(value, shown, self._epoch_1904)
        return known


# -- .ods -------------------------------------------------------------------------------------------------


def _ods(archive: Archive) -> Iterator[tuple[str, Rows]]:
    data = archive.read("content.xml")
    if data is None:
        raise faults.corrupt("it is not an OpenDocument spreadsheet")
    events = markup.tables(data, _TABLE, _ROW)
    for event, table in events:
        if event == "start" and table.tag == _TABLE:
            yield table.get(f"{TABLE}name") or "", _ods_rows(events)


def _ods_rows(events: Iterator[tuple[str, markup.Element]]) -> Rows:
    """The rows of the table that has begun, those of tables in its cells included."""
    at, depth = 0, 1
    for event, row in events:
        if row.tag == _TABLE:
            depth += 1 if event == "start" else -1
            if not depth:
                return
        if event == "start" or row.tag == _TABLE:
            continue
        texts: dict[str, str] = {}
        column = 0
        for cell in row:
            again = number(cell.get(f"{TABLE}number-columns-repeated")) or 1
            text = _ods_text(cell)
            for place in range(column + 1, min(column + again, _MOST_COLUMNS) + 1) if text else ():
                texts[column_name(place)] = text
            column += again
        repeats = number(row.get(f"{TABLE}number-rows-repeated")) or 1
        for place in range(at + 1, at + repeats + 1) if texts else ():
            yield place, texts
        at += repeats


def _ods_text(cell: markup.Element) -> str:
    date = cell.get(f"{OFFICE}date-value")
    if date:
        return date
    paragraphs = [
        (markup.whole_text(each) if len(each) else each.text or "") for each in cell if each.tag == _PARAGRAPH
    ]
    return "\n".join(paragraphs).strip()


# -- .csv -------------------------------------------------------------------------------------------------


def _csv(data: bytes) -> Rows:
    text = _decoded(data)
    separator = _separator(text)
    for at, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
        filled = {column_name(place): cell.strip() for place, cell in enumerate(cells[:_MOST_COLUMNS], start=1)}
        yield at, {letters: cell for letters, cell in filled.items() if cell}


def _separator(text: str) -> str:
    """The one that parts most of the first lines: a title above the headings may hold any other."""
    lines = text[:8192].splitlines()[:_FIRST_LINES]
    return max(",;\t", key=lambda each: (sum(line.count(each) > 1 for line in lines), text[:4096].count(each)))


def _decoded(data: bytes) -> str:
    """What Excel and databases write: UTF-8, UTF-16 with or without its mark, or the code page of Western Windows."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    if b"\0" in data[:64]:  # no other encoding has it
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
