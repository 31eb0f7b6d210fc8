"""Cells that nobody can see in Excel, and cells that everybody can."""

from collections.abc import Callable

import pytest

from annexa.documents import Facts
from annexa.documents.facts import HiddenKind

Xlsx = Callable[..., Facts]

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
THEME = (
    f'<a:theme xmlns:a="{A}"><a:themeElements><a:clrScheme name="Office"><a:dk1><a:sysClr val="windowText" lastClr="000000"/>'
    '</a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="1F497D"/></a:dk2><a:lt2>'
    '<a:srgbClr val="EEECE1"/></a:lt2><a:accent1><a:srgbClr val="4F81BD"/></a:accent1></a:clrScheme></a:themeElements></a:theme>'
)


def cell(value: str = "Secret", ref: str = "A5") -> str:
    is_number = value.lstrip("-").replace(".", "").isdigit()
    inside = f"<v>{value}</v>" if is_number else f"<is><t>{value}</t></is>"
    return f'<c r="{ref}" s="1" t="{"n" if is_number else "inlineStr"}">{inside}</c>'


def rows(inside: str = "", attributes: str = "", before: str = "", after: str = "", number: int = 5) -> str:
    row = f'<row r="{number}" {attributes}>{inside or cell()}</row>'
    first = '<row r="1" ht="15" customHeight="1"><c r="A1" t="inlineStr"><is><t>Heading</t></is></c></row>'
    return f"{before}<sheetData>{first}{row}</sheetData>{after}"


def style(font: str = "", fill: str = "", code: str = "") -> str:
    """Style 1 of a workbook: the insides of its font and fill, and its number format."""
    return (
        f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        f"<fonts><font/><font>{font}</font></fonts><fills><fill/><fill>{fill}</fill></fills>"
        f'<cellXfs><xf/><xf numFmtId="{164 if code else 0}" fontId="1" fillId="1"/></cellXfs>'
    )


def ink(**attributes: str) -> str:
    return "<color " + " ".join(f'{name}="{value}"' for name, value in attributes.items()) + "/>"


def solid(**attributes: str) -> str:
    colour = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f'<patternFill patternType="solid"><fgColor {colour}/></patternFill>'


WHITE = ink(rgb="FFFFFFFF")

HIDDEN = {
    "white on white": style(WHITE),
    "white of the theme": style(ink(theme="0")),
    "nearly white by its tint": style(ink(theme="0", tint="-0.04")),
    "white of the palette": style(ink(indexed="9")),
    "white on a white fill": style(WHITE, solid(theme="0")),
    "yellow on yellow": style(ink(rgb="FFFFFF00"), solid(rgb="FFFFFF00")),
    "a format that shows nothing": style(code=";;;"),
    "a format of spaces": style(code=" ; ; ; "),
    "a format of empty quotation marks": style(code="&quot;&quot;;&quot;&quot;;&quot;&quot;;&quot;&quot;"),
    "one point": style('<sz val="1"/>'),
}
BLACKENED = {
    "black on black": style("", solid(rgb="FF000000")),
    "black of the theme on black": style(ink(theme="1"), solid(theme="1")),
    "nearly black": style(ink(rgb="FF000000"), solid(rgb="FF1A1A1A")),
}
READABLE = {
    "black on white": style(ink(rgb="FF000000")),
    "white on a blue heading": style(WHITE, solid(rgb="FF1F497D")),
    "white on the theme's blue": style(WHITE, solid(theme="4")),
    "white on a pattern": style(WHITE, '<patternFill patternType="gray125"/>'),
    "white on a gradient": style(WHITE, "<gradientFill/>"),
    "grey": style(ink(rgb="FFD9D9D9")),
    "the theme's grey": style(ink(theme="0", tint="-0.15")),
    "a format without zeros": style(code="0;-0;;@"),
    "a format with words": style(code="&quot;yes&quot;;&quot;no&quot;;;@"),
    "a format with a semicolon in words": style(code="&quot;;;;&quot;@"),
    "automatic": style(ink(auto="1"), '<patternFill patternType="none"/>'),
    "six points": style('<sz val="6"/>'),
    "black on grey": style(ink(rgb="FF000000"), solid(rgb="FF808080")),
}


def hidden(facts: Facts) -> list[tuple[HiddenKind, str]]:
    return [(one.kind, one.excerpt) for one in facts.hidden]


def book(xlsx: Xlsx, sheet: str, styles: str = "", **more: object) -> Facts:
    return xlsx(
        sheet, styles=styles or style(), book_rels={"t": ("theme", "theme/theme1.xml")},
        extra={"xl/theme/theme1.xml": THEME, **more.pop("extra", {})}, **more,
    )  # fmt: skip


@pytest.mark.parametrize("styles", HIDDEN.values(), ids=HIDDEN)
def test_cells_that_show_nothing(xlsx: Xlsx, styles: str) -> None:
    facts = book(xlsx, rows(), styles)
    assert hidden(facts) == [(HiddenKind.TEXT, "Secret")]
    assert (facts.hidden[0].place.cell, bool(facts.hidden[0].how)) == ("A5", True)


@pytest.mark.parametrize("styles", BLACKENED.values(), ids=BLACKENED)
def test_cells_that_were_blackened(xlsx: Xlsx, styles: str) -> None:
    assert hidden(book(xlsx, rows(), styles)) == [(HiddenKind.COVERED_TEXT, "Secret")]


@pytest.mark.parametrize("styles", READABLE.values(), ids=READABLE)
def test_cells_that_everybody_reads(xlsx: Xlsx, styles: str) -> None:
    assert hidden(book(xlsx, rows(), styles)) == []


@pytest.mark.parametrize(
    ("code", "value", "is_hidden"),
    [
        (";;;", "12", True),
        (";;", "12", True),
        (";;", "Secret", False),
        ("0;;", "-3", True),
        ("0;;", "3", False),
        ("0;-0;;@", "0", True),
        ("0;-0;;@", "7", False),
        ("[White]0", "7", True),
        ("[White]0", "Secret", False),
        ("[Red]0", "7", False),
    ],
)
def test_a_format_hides_some_values_only(xlsx: Xlsx, code: str, value: str, is_hidden: bool) -> None:
    assert bool(hidden(book(xlsx, rows(cell(value)), style(code=code)))) == is_hidden


def test_cells_that_follow_each_other_are_one_passage(xlsx: Xlsx) -> None:
    inside = cell("one") + cell("two", "B5") + cell("three", "C5")
    (one,) = book(xlsx, rows(inside), style(WHITE)).hidden
    assert (one.excerpt, one.place.cell) == ("one; two; three", "A5")


def test_tables_and_conditional_formats_colour_cells_in_their_own_way(xlsx: Xlsx) -> None:
    table = '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ref="A5:B9" displayName="T"/>'
    facts = book(
        xlsx, rows(), style(WHITE), sheet_rels={"r1": ("table", "../tables/t.xml")}, extra={"xl/tables/t.xml": table}
    )
    assert hidden(facts) == []
    assert hidden(book(xlsx, rows(after='<conditionalFormatting sqref="A4:C6"/>'), style(WHITE))) == []
    assert hidden(book(xlsx, rows(after='<conditionalFormatting sqref="A4:C6"/>'), style(code=";;;"))) != []


@pytest.mark.parametrize(
    ("attributes", "before", "is_hidden"),
    [
        ('hidden="1"', "", True),
        ('ht="0.1" customHeight="1"', "", True),
        ('ht="0" customHeight="1"', "", True),
        ("", '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>', False),
        ('ht="15" customHeight="1"', '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>', False),
        ('ht="3" customHeight="1"', "", False),
        ("", '<sheetFormatPr defaultRowHeight="15"/>', False),
    ],
)
def test_rows_without_height(xlsx: Xlsx, attributes: str, before: str, is_hidden: bool) -> None:
    found = [(one.kind, one.name, one.excerpt) for one in book(xlsx, rows("", attributes, before)).hidden]
    assert found == ([(HiddenKind.ROW, "5:5", "Secret")] if is_hidden else [])


@pytest.mark.parametrize(
    ("before", "names"),
    [
        ('<cols><col min="1" max="1" width="0.1" customWidth="1"/></cols>', ["A:A"]),
        ('<cols><col min="1" max="1" width="0" customWidth="1"/></cols>', ["A:A"]),
        ('<sheetFormatPr defaultColWidth="0"/><cols><col min="2" max="2" width="9"/></cols>', ["A:A"]),
        ('<cols><col min="1" max="1" width="1" customWidth="1"/></cols>', []),
    ],
)
def test_columns_without_width(xlsx: Xlsx, before: str, names: list[str]) -> None:
    assert [one.name for one in book(xlsx, rows("", "", before)).hidden if one.kind is HiddenKind.COLUMN] == names


def test_a_hidden_sheet_with_nothing_on_it_is_told_from_one_with_content(xlsx: Xlsx) -> None:
    assert [one.is_empty for one in book(xlsx, "<sheetData/>", state='state="hidden"').hidden] == [True]
    assert [one.is_empty for one in book(xlsx, rows(), state='state="veryHidden"').hidden] == [False]


def anchored(what: str, *, start: tuple[int, int] = (0, 3), end: tuple[int, int] = (3, 6)) -> str:
    corners = "".join(
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
        for name, (column, row) in (("from", start), ("to", end))
    )
    spaces = f'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="{A}"'
    return f"<xdr:wsDr {spaces}><xdr:twoCellAnchor>{corners}{what}</xdr:twoCellAnchor></xdr:wsDr>"


FILL = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'


def shape(fill: str = FILL, properties: str = "") -> str:
    return f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="R" {properties}/></xdr:nvSpPr><xdr:spPr>{fill}</xdr:spPr></xdr:sp>'


PICTURE = '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="P"/></xdr:nvPicPr></xdr:pic>'
CHART = '<xdr:graphicFrame><xdr:cNvPr id="2" name="C"/></xdr:graphicFrame>'


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        (anchored(shape()), [(HiddenKind.COVERED_TEXT, "Secret")]),
        (anchored(PICTURE), [(HiddenKind.COVERED_TEXT, "Secret")]),
        (anchored(CHART), [(HiddenKind.TEXT, "Secret")]),
        (anchored(shape("<a:noFill/>")), []),
        (anchored(shape(FILL.replace("/></a:s", '><a:alpha val="40000"/></a:srgbClr></a:s'))), []),
        (anchored(shape(properties='hidden="1"')), []),
        (anchored(shape(), start=(2, 8), end=(5, 12)), []),
        (anchored(shape(), start=(1, 3), end=(3, 6)), []),
    ],
    ids=["a shape", "a picture", "a chart", "a frame", "see-through", "switched off", "elsewhere", "beside"],
)
def test_cells_below_a_drawing(xlsx: Xlsx, drawing: str, expected: list[tuple[HiddenKind, str]]) -> None:
    facts = book(xlsx, rows(), sheet_rels={"d": ("drawing", "../drawings/d.xml")}, extra={"xl/drawings/d.xml": drawing})
    assert [(one.kind, one.excerpt) for one in facts.hidden if one.kind is not HiddenKind.OBJECT] == expected


@pytest.mark.parametrize(
    ("merged", "hides"),
    [("A5:A6", False), ("A5:B6", False), ("A5:B5", True), ("", True)],
)
def test_a_hidden_row_whose_only_text_is_merged_into_sight_hides_nothing(xlsx: Xlsx, merged: str, hides: bool) -> None:
    after = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    facts = book(xlsx, rows("", 'hidden="1"', "", after=after))
    assert bool(facts.hidden) is hides
    assert [place.cell for place in facts.seen_cells] == ([] if hides else ["A5"])
