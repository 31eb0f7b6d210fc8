"""One worksheet: cells, links, hidden rows and columns, headers and footers."""

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from annexa.documents import dingbats, faults, markup
from annexa.documents.cells import looks_like_header, number
from annexa.documents.columns import column_name, column_number
from annexa.documents.excel import validation
from annexa.documents.excel.formats import Shown, as_shown
from annexa.documents.excel.looks import PLAIN
from annexa.documents.excel.names import S, plain
from annexa.documents.excel.rich import rich_text
from annexa.documents.excel.sight import (
    Range,
    Unseen,
    in_ranges,
    is_low,
    is_narrow,
    merged_into_sight,
    ranges,
    tables_of,
)
from annexa.documents.facts import BlockKind, HiddenKind, LinkOrigin
from annexa.documents.formulas import changes_daily, hyperlinks_in, moved
from annexa.documents.gather import CELL_TEXT
from annexa.documents.markup import Element
from annexa.documents.ooxml import R, add_link
from annexa.model.findings import Place

if TYPE_CHECKING:
    from annexa.documents.excel.reader import Workbook

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
_PRINTED_DAY = re.compile(r"&(?:&|(D))")
_FIELD_CODE = re.compile(r'&(?:"[^"]*"|[LCR]|[0-9]{1,3}|K[0-9A-F+-]{6}|[A-Z])')
_NAMES = (
    "row", "col", "hyperlink", "pane", "autoFilter", "headerFooter", "tablePart", "sheetProtection", "sheetFormatPr",
    "conditionalFormatting", "mergeCell",
)  # fmt: skip
_FIRST = 5
"""Texts of a column that are kept to say what a hidden one holds."""
_TAGS = (*(f"{S}{name}" for name in _NAMES), *validation.TAGS)


@dataclass(slots=True)
class _Sheet:
    book: "Workbook"
    part: str
    name: str
    rows: list[list[str]] = field(default_factory=list)
    row_count: int = 0
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: list[tuple[int, list[tuple[int, str]]]] = field(default_factory=list)
    """Those with texts, each with its column."""
    low_rows: set[int] = field(default_factory=set)
    """All that are hidden."""
    filled_columns: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    """A column's first texts, each with its row."""
    merges: list[Range] = field(default_factory=list)
    has_header: bool = False
    used: set[str] = field(default_factory=set)
    shown: dict[str, str] = field(default_factory=dict)
    """Text of each cell, to find the words of a link and the value of a reference; bounded."""
    formulas: list[tuple[str, str, str]] = field(default_factory=list)
    last_row: int = 0
    unseen: Unseen = field(default_factory=Unseen)
    rows_are_hidden: bool = False
    """Rows that say nothing of their height are not shown."""
    columns_are_hidden: bool = False
    named_columns: list[tuple[int, int]] = field(default_factory=list)
    """Columns that say how wide they are."""
    shared: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Formulas that Excel writes once for many cells: the first cell and the formula, by number."""


def read_sheet(book: "Workbook", part: str, name: str) -> tuple[set[str], dict[str, str]]:
    """Reads a worksheet; the ids of the hyperlink relationships that it uses, and the text of its cells."""
    sheet = _Sheet(book, part, name)
    data = book.package.read(part) or b""
    stream = io.BytesIO(markup.transitional(data))
    events = etree.iterparse(
        stream, events=("end",), tag=_TAGS, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for _, node in events:
            _element(sheet, node)
            if book.found.is_full():  # what lies beyond costs time and is not kept
                break
    except (etree.XMLSyntaxError, ValueError) as error:
        raise faults.corrupt(f"its sheet {name} is damaged") from error
    _finish(sheet)
    return sheet.used, sheet.shown


def _element(sheet: _Sheet, node: Element) -> None:
    name = markup.local(node)
    if name == "row":
        _row(sheet, node)
        node.clear()
        while node.getprevious() is not None:  # rows read so far need no memory any more
            parent = node.getparent()
            if parent is None:
                break
            del parent[0]
    elif name == "col":
        first, last = number(node.get("min")), number(node.get("max"))
        if first and last:
            sheet.named_columns.append((first, last))
            if node.get("hidden") in ("1", "true") or is_narrow(node.get("width")):
                sheet.hidden_columns.append((first, last))
    elif name == "sheetFormatPr":
        # with zeroHeight, Excel hides the rows that the file does not have at all
        flat = node.get("defaultRowHeight") == "0" and node.get("zeroHeight") not in ("1", "true")
        sheet.rows_are_hidden, sheet.columns_are_hidden = flat, is_narrow(node.get("defaultColWidth"))
    elif name == "conditionalFormatting":
        sheet.unseen.coloured.extend(ranges(node.get("sqref") or ""))
    elif name == "mergeCell":
        sheet.merges.extend(ranges(node.get("ref") or ""))
    elif name == "hyperlink":
        _hyperlink(sheet, node)
    elif name == "pane":
        sheet.has_header |= node.get("state", "") in ("frozen", "frozenSplit") and node.get("ySplit", "0") != "0"
    elif name in ("autoFilter", "tablePart"):
        sheet.has_header = True
    elif name == "headerFooter":
        _header_footer(sheet, node)
    elif name == "dataValidation":
        validation.add(node, sheet.name, sheet.book.found)


def _row(sheet: _Sheet, node: Element) -> None:
    row_number = number(node.get("r")) or sheet.last_row + 1
    sheet.last_row = row_number
    hidden = node.get("hidden") in ("1", "true") or is_low(node)
    hidden |= sheet.rows_are_hidden and node.get("ht") is None
    if hidden:
        sheet.low_rows.add(row_number)
    texts: list[str] = []
    placed: list[tuple[int, str]] = []
    column = 0
    limits, looks = sheet.book.found.limits, sheet.book.looks
    for cell in node.iterchildren(f"{S}c"):
        column, ref = _position(cell.get("r"), column + 1, row_number)
        text = _cell(sheet, cell, ref)
        if not text:
            continue
        style = number(cell.get("s")) or 0
        if 0 <= style < len(looks) and looks[style] is not PLAIN:
            look, is_number = looks[style], cell.get("t", "n") == "n"
            value = cell.findtext(f"{S}v") or "" if is_number else text
            if (cause := look.cause(value, is_number)) and not hidden:
                sheet.unseen.cells.append((row_number, column, text, cause, look.is_colour))
        if len(sheet.rows) < limits.table_rows and column <= limits.table_columns:
            texts.extend([""] * (column - len(texts) - 1))
            texts.append(text)
            placed.append((column, text))
        first = sheet.filled_columns.setdefault(column, [])
        if len(first) < _FIRST:
            first.append((row_number, text))
    filled = any(texts)
    if filled:
        sheet.row_count += 1
        if len(sheet.rows) < limits.table_rows:
            sheet.rows.append(texts)
    if hidden and filled:
        sheet.hidden_rows.append((row_number, placed))


def _position(ref: str | None, column: int, row: int) -> tuple[int, str]:
    match = _CELL.match(ref) if ref else None
    if match is None:
        return column, f"{column_name(column)}{row}"
    return column_number(match.group(1)), ref or ""


def _cell(sheet: _Sheet, cell: Element, ref: str) -> str:
    book, kind = sheet.book, cell.get("t")
    value, formula, text = "", None, ""
    for child in cell:
        tag = child.tag
        if tag == f"{S}v":
            value = child.text or ""
        elif tag == f"{S}f":
            formula = _formula(sheet, child, ref)
        elif tag == f"{S}is":
            text = rich_text(child)
    written = True
    if kind == "s":
        index = number(value)
        text = book.strings[index] if index is not None and 0 <= index < len(book.strings) else ""
    elif kind == "b":
        text = "TRUE" if value == "1" else "FALSE"
    elif kind in (None, "n") and value:
        style = number(cell.get("s")) or 0
        shown = book.styles[style] if 0 <= style < len(book.styles) else Shown.NUMBER
        text, written = as_shown(value, shown, book.epoch_1904), False
    else:
        text = text or plain(value)
    text = text[:CELL_TEXT]
    if written and (font := _sign_font(book, cell)):
        text = dingbats.shown(text, font)
    if formula and "HYPERLINK" in formula.upper():
        sheet.formulas.append((ref, formula, text))
    if changes_daily(formula):
        book.found.changing_date(Place(sheet=sheet.name, cell=ref), text)
    if text:
        place = Place(sheet=sheet.name, cell=ref)
        book.found.block(text, place, BlockKind.CELL, addresses=written)
        if len(sheet.shown) < 100_000:
            sheet.shown[ref] = text
    return text


def _sign_font(book: "Workbook", cell: Element) -> str:
    """The font of a cell that has signs in the place of letters; empty for any other."""
    style = number(cell.get("s")) or 0
    return book.fonts[style] if 0 <= style < len(book.fonts) else ""


def _formula(sheet: _Sheet, node: Element, ref: str) -> str | None:
    """The formula of a cell; one that is shared is written out for this cell."""
    number_ = node.get("si")
    if node.get("t") != "shared" or number_ is None:
        return node.text
    if node.text:
        if "HYPERLINK" in node.text.upper() or changes_daily(node.text):
            sheet.shared[number_] = ref, node.text
        return node.text
    first = sheet.shared.get(number_)
    return moved(first[1], first[0], ref) if first else None


def _hyperlink(sheet: _Sheet, node: Element) -> None:
    ref = (node.get("ref") or "").split(":")[0]
    place = Place(sheet=sheet.name, cell=ref or None)
    text = sheet.shown.get(ref, "") or node.get("display") or ""
    location = node.get("location") or ""
    rel = sheet.book.package.relationships(sheet.part).get(node.get(f"{R}id") or "")
    if rel is not None:
        sheet.used.add(rel.id)
        target = f"{rel.target}#{location}" if location and "#" not in rel.target else rel.target
        add_link(sheet.book.found, target, place, LinkOrigin.RELATIONSHIP, text)
    elif location:
        sheet.book.found.link(location.lstrip("#"), place, LinkOrigin.INTERNAL, text)


def _header_footer(sheet: _Sheet, node: Element) -> None:
    for child in node:
        name = markup.local(child)
        kind = BlockKind.HEADER if name.endswith("Header") else BlockKind.FOOTER
        words = re.sub(r"\s+", " ", _FIELD_CODE.sub(" ", child.text or ""))
        place = Place(sheet=sheet.name, part=str(kind))
        sheet.book.found.block(words, place, kind)
        if any(match[1] for match in _PRINTED_DAY.finditer(child.text or "")):
            sheet.book.found.changing_date(place)


def _finish(sheet: _Sheet) -> None:
    found, place = sheet.book.found, Place(sheet=sheet.name)
    for ref, formula, text in sheet.formulas:
        for target, words in hyperlinks_in(formula, sheet.shown):
            add_link(found, target, Place(sheet=sheet.name, cell=ref), LinkOrigin.FORMULA, words or text)
    if sheet.columns_are_hidden:
        sheet.hidden_columns += [
            (column, column)
            for column in sorted(sheet.filled_columns)
            if not any(first <= column <= last for first, last in sheet.named_columns)
        ]
    package = sheet.book.package
    tables = tables_of(package.side(target, found) for target in package.related(sheet.part, "table"))
    sheet.unseen.finish(sheet.name, tables, found)
    seen = merged_into_sight(sheet.merges, sheet.low_rows, sheet.hidden_columns)
    for row, column in sorted(seen):
        found.seen_cells.append(Place(sheet=sheet.name, cell=f"{column_name(column)}{row}"))
    for first, last in sheet.hidden_columns:
        firsts = (
            next((text for row, text in texts if (row, column) not in seen), "")
            for column, texts in sorted(sheet.filled_columns.items())
            if first <= column <= last
        )
        if texts := [text for text in firsts if text]:
            name = f"{column_name(first)}:{column_name(last)}"
            found.hide(HiddenKind.COLUMN, place, name=name, text="; ".join(texts))
    rows = [
        (row, words)
        for row, placed in sheet.hidden_rows
        if (words := " ".join(text for column, text in placed if (row, column) not in seen))
    ]
    for start, end, words in in_ranges(rows):
        found.hide(HiddenKind.ROW, place, name=f"{start}:{end}", text=words)
    header = sheet.has_header or sheet.name in sheet.book.titles or looks_like_header(sheet.rows)
    found.table(place, sheet.rows, header_row=header, total_rows=sheet.row_count)
