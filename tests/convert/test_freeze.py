"""Fields that change by themselves keep what the file last showed."""

import shutil
import zipfile
from pathlib import Path

import pytest

from annexa.convert.freeze import freeze

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
T = (
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
)


def field(instruction: str, result: str = "<w:r><w:t>saved</w:t></w:r>", separated: bool = True) -> str:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    middle = sign.format("separate") + result if separated else ""
    return f"{sign.format('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{middle}{sign.format('end')}"


def frozen(folder: Path, format_: str, part: str, content: str) -> str:
    """The part after freezing a file that holds it, and one other part."""
    file = folder / f"file.{format_}"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "first", zipfile.ZIP_STORED)
        archive.writestr(part, content)
        archive.writestr("other.bin", b"\0\1\2" * 1000, zipfile.ZIP_DEFLATED)
    freeze(file, format_)
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["mimetype", part, "other.bin"]
        assert archive.read("other.bin") == b"\0\1\2" * 1000
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        return archive.read(part).decode()


@pytest.mark.parametrize("instruction", [" DATE \\@ &quot;d MMMM yyyy&quot; ", "time", "FILENAME \\p", " UserName "])
def test_a_field_of_today_becomes_what_it_last_showed(tmp_path, instruction):
    text = frozen(tmp_path, "docx", "word/header1.xml", f"<w:hdr {W}><w:p>{field(instruction)}</w:p></w:hdr>")
    assert "saved" in text
    assert "fldChar" not in text
    assert "instrText" not in text


@pytest.mark.parametrize(
    "instruction", ["PAGE", "NUMPAGES", "REF date", "SAVEDATE", "FILENAME", "TOC \\o", "HYPERLINK"]
)
def test_other_fields_are_left_to_libreoffice(tmp_path, instruction):
    before = f"<w:hdr {W}><w:p>{field(instruction)}</w:p><!-- DATE --></w:hdr>"
    assert frozen(tmp_path, "docx", "word/header1.xml", before) == before


def test_a_simple_field_and_strict_files_too(tmp_path):
    simple = '<w:fldSimple w:instr="DATE"><w:r><w:t>saved</w:t></w:r></w:fldSimple><w:r><w:t> after</w:t></w:r>'
    text = frozen(tmp_path, "docx", "word/document.xml", f"<w:document {STRICT}><w:p>{simple}</w:p></w:document>")
    assert "fldSimple" not in text
    assert text.index("saved") < text.index(" after")


@pytest.mark.parametrize("result", ["", "<w:r><w:t/></w:r>"])
def test_a_field_that_never_showed_anything_is_left(tmp_path, result):
    before = f"<w:document {W}><w:p>{field('DATE', result)}</w:p></w:document>"
    assert frozen(tmp_path, "docx", "word/document.xml", before) == before


def test_a_date_inside_another_fields_condition_is_left(tmp_path):
    outer = field(f'IF </w:instrText></w:r>{field("DATE")}<w:r><w:instrText> = "x"')
    text = frozen(tmp_path, "docx", "word/document.xml", f"<w:document {W}><w:p>{outer}</w:p></w:document>")
    assert "DATE" in text


def test_a_date_inside_another_fields_result_is_frozen(tmp_path):
    outer = field("QUOTE", field("DATE"))
    text = frozen(tmp_path, "docx", "word/document.xml", f"<w:document {W}><w:p>{outer}</w:p></w:document>")
    assert "DATE" not in text
    assert "QUOTE" in text
    assert text.count("fldChar ") == 3


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<c><f>TODAY()</f><v>46000</v></c>", "<c><v>46000</v></c>"),
        ("<c><f>DATEDIF(B2,today( ),&quot;y&quot;)</f><v>7</v></c>", "<c><v>7</v></c>"),
        ("<c><f>TODAY()</f></c>", "<c><f>TODAY()</f></c>"),
        ("<c><f>SUM(A1:A2)</f><v>3</v></c>", "<c><f>SUM(A1:A2)</f><v>3</v></c>"),
        ("<c><f>NOWHERE(1)</f><v>3</v></c>", "<c><f>NOWHERE(1)</f><v>3</v></c>"),
        (
            '<c><f t="shared" si="0" ref="A1:A2">NOW()</f><v>1</v></c><c><f t="shared" si="0"/><v>2</v></c>'
            '<c><f t="shared" si="1"/><v>3</v></c>',
            '<c><v>1</v></c><c><v>2</v></c><c><f t="shared" si="1"/><v>3</v></c>',
        ),
    ],
)
def test_cells_of_today_keep_their_value(tmp_path, cell, expected):
    text = frozen(tmp_path, "xlsx", "xl/worksheets/sheet1.xml", f"<worksheet {S}>{cell}</worksheet>")
    assert expected in text


@pytest.mark.parametrize(
    ("header", "expected"),
    [("&amp;LDate &amp;D&amp;RPage &amp;P", "&amp;LDate &amp;RPage &amp;P"), ("R&amp;&amp;D", "R&amp;&amp;D")],
)
def test_a_page_header_does_not_tell_the_day_of_conversion(tmp_path, header, expected):
    sheet = f"<worksheet {S}><headerFooter><oddHeader>{header}</oddHeader></headerFooter></worksheet>"
    assert f"<oddHeader>{expected}</oddHeader>" in frozen(tmp_path, "xlsx", "xl/worksheets/sheet1.xml", sheet)


def test_a_slides_date_becomes_plain_text(tmp_path):
    run = '<a:p><a:fld id="{1}" type="datetime1"><a:rPr lang="en-GB"/><a:pPr/><a:t>01/02/2026</a:t></a:fld></a:p>'
    text = frozen(tmp_path, "pptx", "ppt/slides/slide1.xml", f"<a:x {A}>{run}</a:x>")
    assert '<a:r><a:rPr lang="en-GB"/><a:t>01/02/2026</a:t></a:r>' in text


def test_open_document_fields_and_cells_are_fixed(tmp_path):
    body = (
        f'<x {T}><text:date>saved</text:date><table:table-cell table:formula="of:=TODAY()" office:value-type="date"/>'
        '<table:table-cell table:formula="of:=SUM([.A1])" office:value-type="float"/></x>'
    )
    text = frozen(tmp_path, "odt", "content.xml", body)
    assert 'text:fixed="true"' in text
    assert "TODAY" not in text
    assert "SUM" in text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 rubbish", b"no archive"])
def test_what_is_no_archive_is_left_alone(tmp_path, content):
    file = tmp_path / "file.docx"
    file.write_bytes(content)
    assert not freeze(file, "docx")
    assert file.read_bytes() == content


def test_broken_xml_is_left_for_libreoffice_to_judge(tmp_path):
    assert frozen(tmp_path, "docx", "word/document.xml", "<w:DATE") == "<w:DATE"


def test_no_entity_is_resolved(tmp_path):
    (tmp_path / "secret").write_text("SECRET")
    entity = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    body = f"{entity}<w:document {W}><w:p>{field('DATE')}<w:r><w:t>&e;</w:t></w:r></w:p></w:document>"
    assert "SECRET" not in frozen(tmp_path, "docx", "word/document.xml", body)


def test_other_formats_are_not_touched(tmp_path):
    shutil.copy(__file__, tmp_path / "file.doc")
    assert not freeze(tmp_path / "file.doc", "doc")
