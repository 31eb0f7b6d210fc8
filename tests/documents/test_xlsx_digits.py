"""Numbers that a cell shows with digits or noughts of its format: the text is what the cell shows, in both readers."""

from html import escape
from pathlib import Path

import pytest
from tests.documents.conftest import xlsx_bytes

from annexa.documents import Facts, read, tables
from annexa.documents.excel.digits import digits


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        (r"\1\.0#", "4", "1.04"),  # a numbered list whose point is written by the format
        (r"\1\.0#", "10", "1.10"),
        (r"\1\.0#", "123", "1.123"),
        ('"CASE-"0000', "12", "CASE-0012"),
        ("0000000", "4567", "0004567"),
        ("00", "7", "07"),
        ("000 000 0000", "9434765919", "943 476 5919"),
        ("000-0000", "-5551234", "-555-1234"),
        ("(###) ###-####", "5551234", "() 555-1234"),
        ("0#### ######", "1632960123", "01632 960123"),
        ('"2025/"00', "6.4", "2025/06"),
        ("[Red]0000", "12", "0012"),
        ("0000;-0000", "12", "0012"),
    ],
)
def test_the_digits_that_a_format_writes_are_shown(tmp_path: Path, code: str, value: str, shown: str) -> None:
    assert digits(code).of(value) == shown
    styles = f'<numFmts><numFmt numFmtId="170" formatCode="{escape(code)}"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>'
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        xlsx_bytes(f'<sheetData><row r="1"><c r="A1" s="0"><v>{value}</v></c></row></sheetData>', styles=styles)
    )
    facts = read(path)
    assert isinstance(facts, Facts)
    assert facts.text == shown
    assert [row for sheet in tables.read(path).values() for row in sheet.values()] == [{"A": shown}]


@pytest.mark.parametrize(
    "code",
    [
        "General", "0", "#,##0", "0.00", "0%", "0.00E+00", "# ?/?", "@", "yyyy-mm-dd", "hh:mm", '0" kg"', '"Q"0', "0.0,",
        "#,##0;(#,##0)", "[<=9]0000;00", '"Yes"', ";;;", "", '"open', "[$-809]dd/mm/yy", "[$£-809]#,##0", "\\",
    ],
)  # fmt: skip
def test_what_shows_the_number_itself_is_left_to_it(code: str) -> None:
    assert digits(code) is None


@pytest.mark.parametrize("value", ["-4", "0", "1e30", "NaN", "Infinity", "words", "", "9" * 40])
def test_what_the_format_says_nothing_of_stays_as_it_is(value: str) -> None:
    assert digits("0000;;").of(value) == value
