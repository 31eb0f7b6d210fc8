"""How large merged cells are, read from each format of workbook."""

import struct
import zipfile

import openpyxl
import pytest

from annexa.convert.sheets.merges import merges

from .compound import compound, record


def test_of_xlsx(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Places & “more”"
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("AA2:AB4")
    book.create_sheet("without")
    book.create_sheet("third").merge_cells("A1:A2")
    book.save(tmp_path / "a.xlsx")
    expected = {"Places & “more”": {(3, 1), (2, 3)}, "third": {(1, 2)}}
    assert merges(tmp_path / "a.xlsx", "xlsx") == expected


def test_of_open_document(tmp_path):
    cell = '<table:table-cell table:number-columns-spanned="{}" table:number-rows-spanned="{}"><text:p>x</text:p>'
    content = (
        f'<table:table table:name="One &amp; two" table:style-name="s">{cell.format(2, 3)}{cell.format(1, 1)}</table:table>'
        f'<table:table table:name="Plain">{cell.format(1, 1)}<table:table-cell/></table:table>'
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("content.xml", content)
    assert merges(tmp_path / "a.ods", "ods") == {"One & two": {(2, 3)}}


def test_of_xls(tmp_path):
    start = record(0x0809, bytes(16))
    name = record(0x85, struct.pack("<IHBB", 0, 0, 5, 1) + "Plätze".encode("utf-16-le"))
    at = len(start + name + record(0x0A, b""))
    name = record(0x85, struct.pack("<IHBB", at, 0, 5, 1) + "Plätze".encode("utf-16-le"))
    merged = record(0xE5, struct.pack("<H8H", 2, 0, 0, 0, 4, 1, 2, 0, 0))
    compound(tmp_path / "a.xls", Workbook=start + name + record(0x0A, b"") + record(0x0809, bytes(16)) + merged)
    assert merges(tmp_path / "a.xls", "xls") == {"Plätze": {(5, 1), (1, 2)}}


@pytest.mark.parametrize("format_", ["xlsx", "ods", "xls", "csv"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a,b"])
def test_what_cannot_be_read_has_none(tmp_path, content, format_):
    (tmp_path / "a").write_bytes(content)
    assert merges(tmp_path / "a", format_) == {}
