"""Sheets that are written as nearly all are, read without a tree: the same texts, and None for any other."""

import pytest

from annexa.documents import tables
from annexa.documents.excel.formats import Shown
from annexa.documents.xlsx_plain import read_plain

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = '<?xml version="1.0" encoding="UTF-8"?>\r\n<worksheet xmlns="{}"><cols/><sheetData>{}</sheetData></worksheet>'
STRINGS = ["First", "a & b", ""]


def both(sheet: str, monkeypatch: pytest.MonkeyPatch) -> tuple[bool, dict[int, dict[str, str]]]:
    """Whether a sheet is plain, and its texts, which are the same by either way."""
    data = sheet.encode()

    def read() -> dict[int, dict[str, str]]:
        return tables._bounded(tables._sheet(data, STRINGS, [Shown.NUMBER, Shown.DATE], False))

    found = read()
    is_plain = read_plain(data, lambda *_: "", str) is not None
    monkeypatch.setattr(tables, "read_plain", lambda *_: None)
    assert read() == found
    return is_plain, found


PLAIN = [
    ('<c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c>', {"A": "First", "C": "a & b"}),
    ('<c r="A1" s="1"><v>42491</v></c><c r="AB1" s="1" t="n"><v>42491.5</v></c>', {"A": "2016-05-01", "AB": "2016-05-01 12:00"}),
    ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> x &#8211; &#x41;&lt;y&amp;lt; </t></is></c>', {"A": "x – A<y&lt;"}),
    ('<c r="A1"><f>SUM(B1:B2)</f><v>0.061699999999999998</v></c><c r="B1" t="e"><f/><v>#N/A</v></c>', {"A": "0.0617", "B": "#N/A"}),
    ('<c r="A1" t="b"><v>1</v></c><c r="B1"/><c r="C1" s="1"></c><c r="D1" t="str"><v>x</v></c>', {"A": "TRUE", "D": "x"}),
    ('<c r="A1" t="s"><v>99</v></c><c r="B1" t="s"><v>-1</v></c>', {}),
]  # fmt: skip
OTHER = [
    '<c t="s" r="A1"><v>0</v></c>', "<c><v>1</v></c>", '<c r="A1" cm="1"><v>1</v></c>', '<c r="A1"><!-- x --><v>1</v></c>',
    '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', '<c r="A1"><v>1</v><extLst><ext/></extLst></c>',
    '<c r="A1" t="str"><v><![CDATA[x]]></v></c>', '<c r="A1" t="str"><v>a\r\nb</v></c>', "<c r='A1'><v>1</v></c>",
]  # fmt: skip


@pytest.mark.parametrize(("cells", "texts"), PLAIN)
def test_what_is_plain_reads_alike(cells: str, texts: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = SHEET.format(MAIN, f'<row r="4" spans="1:5" ht="15">{cells}</row><row/><row r="9"/>')
    assert both(sheet, monkeypatch) == (True, {4: texts} if texts else {})


@pytest.mark.parametrize("cells", OTHER)
def test_what_is_not_plain_is_left_to_the_tree(cells: str, monkeypatch: pytest.MonkeyPatch) -> None:
    is_plain, texts = both(SHEET.format(MAIN, f"<row>{cells}</row>"), monkeypatch)
    assert not is_plain and list(texts) == [1]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("xmlns=", "xmlns:x="),
        ("UTF-8", "windows-1252"),
        ("<cols/>", f'<cols xmlns:x="{MAIN}"/>'),
        ("<?xml", "<!DOCTYPE worksheet []><?xml"),
        ("</sheetData>", "</sheetdata>"),
    ],
)
def test_a_sheet_of_another_spelling_or_a_broken_one_is_not_plain(was: str, becomes: str) -> None:
    sheet = SHEET.format(MAIN, '<row r="1"><c r="A1"><v>1</v></c></row>')
    assert read_plain(sheet.encode(), lambda *_: "1", str) == {1: {"A": "1"}}
    assert read_plain(sheet.replace(was, becomes).encode(), lambda *_: "1", str) is None
