"""Fields that change by themselves keep what the file last showed: today's formats. The old ones: test_settle_old.py.

Long because each of today's formats has its own way to hold a field.
"""

import shutil
import zipfile
from pathlib import Path

import pytest

from annexa.convert.settle import NOTES, settle
from annexa.convert.settle import archive as archive_
from annexa.convert.settle.change import Change
from annexa.convert.sheets.merges import merges

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
T = (
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
DCTERMS = 'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
LEFT_OUT = (NOTES[Change.LEFT_OUT],)


def field(instruction: str, result: str = "<w:r><w:t>saved</w:t></w:r>", separated: bool = True) -> str:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    middle = sign.format("separate") + result if separated else ""
    return f"{sign.format('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{middle}{sign.format('end')}"


CORE = f"<x {DCTERMS}><dcterms:modified>2026-10-01T09:30:00Z</dcterms:modified></x>"
"""Properties of a file that was last saved then."""


def settled(
    folder: Path, format_: str, part: str, content: str, *, core: str = "<x/>", notes: tuple[str, ...] = ()
) -> str:
    """The part after freezing a file that holds it, its properties, and one other part."""
    file = folder / f"file.{format_}"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "first", zipfile.ZIP_STORED)
        archive.writestr(part, content)
        archive.writestr("docProps/core.xml", core)
        archive.writestr("other.bin", b"\0\1\2" * 1000, zipfile.ZIP_DEFLATED)
    assert settle(file, format_) == notes
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["mimetype", part, "docProps/core.xml", "other.bin"]
        assert archive.read("other.bin") == b"\0\1\2" * 1000
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        return archive.read(part).decode()


@pytest.mark.parametrize("instruction", [" DATE \\@ &quot;d MMMM yyyy&quot; ", "time", "FILENAME \\p", " UserName "])
def test_a_field_of_today_becomes_what_it_last_showed(tmp_path, instruction):
    text = settled(tmp_path, "docx", "word/header1.xml", f"<w:hdr {W}><w:p>{field(instruction)}</w:p></w:hdr>")
    assert "saved" in text
    assert "fldChar" not in text
    assert "instrText" not in text


@pytest.mark.parametrize(
    "instruction", ["PAGE", "NUMPAGES", "SECTIONPAGES", "REF date", "TOC \\o", "HYPERLINK", "SUBJECTIVE", "QUOTE 1"]
)
def test_other_fields_are_left_to_libreoffice(tmp_path, instruction):
    before = f"<w:hdr {W}><w:p>{field(instruction)}</w:p><!-- DATE --></w:hdr>"
    assert settled(tmp_path, "docx", "word/header1.xml", before) == before


@pytest.mark.parametrize(
    "instruction",
    [
        *(
            "SAVEDATE \\@ &quot;d MMMM yyyy&quot;",
            " printdate ",
            "CREATEDATE",
            "SUBJECT",
            "TITLE",
            "AUTHOR",
            "KEYWORDS",
        ),
        *("COMMENTS", "LASTSAVEDBY", "REVNUM", "EDITTIME", "NUMWORDS", "NUMCHARS", "FILENAME", "FILESIZE", "TEMPLATE"),
        *(
            "DOCPROPERTY Ref",
            "INFO Title",
            "INFO NumWords",
            "SEQ Table \\* ARABIC",
            "IF 1 = 1 a b",
            "= 3 + 4",
            "=SUM(ABOVE)",
        ),
        *("MERGEFIELD Name", "MERGEREC", "DOCVARIABLE a", "INCLUDETEXT a.doc", "FILLIN a"),
    ],
)
def test_what_tells_of_the_file_stays_as_word_last_showed_it(tmp_path, instruction):
    text = settled(tmp_path, "docx", "word/footer1.xml", f"<w:ftr {W}><w:p>{field(instruction)}</w:p></w:ftr>")
    assert "saved" in text
    assert "fldChar" not in text
    simple = f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>saved</w:t></w:r></w:fldSimple>'
    text = settled(tmp_path, "docx", "word/document.xml", f"<w:document {W}><w:p>{simple}</w:p></w:document>")
    assert "saved" in text
    assert "fldSimple" not in text


@pytest.mark.parametrize("instruction", ["SUBJECT", "NUMWORDS"])
def test_what_tells_of_the_file_and_never_showed_anything_is_left_to_libreoffice(tmp_path, instruction):
    before = f"<w:document {W}><w:p>{field(instruction, '')}</w:p></w:document>"
    assert settled(tmp_path, "docx", "word/document.xml", before) == before


def test_the_number_of_pages_is_word_s_in_the_text_and_libreoffice_s_in_a_header(tmp_path):
    text = settled(
        tmp_path, "docx", "word/document.xml", f"<w:document {W}><w:p>{field('NUMPAGES')}</w:p></w:document>"
    )
    assert "fldChar" not in text


@pytest.mark.parametrize(("name", "stays"), [("here", True), ("gone", False)])
def test_a_reference_stays_text_where_its_mark_is_gone(tmp_path, name, stays):
    fields = field(f"REF {name}") + field(f"PAGEREF {name}")
    body = f'<w:p><w:bookmarkStart w:id="1" w:name="here"/>{fields}</w:p>'
    text = settled(tmp_path, "docx", "word/document.xml", f"<w:document {W}>{body}</w:document>")
    assert (text.count("saved"), "REF" in text) == (2, stays)
    reference = f'<text:bookmark-ref text:ref-name="{name}">saved</text:bookmark-ref>'
    content = f'<x {T}><text:bookmark text:name="here"/>{reference}</x>'
    text = settled(tmp_path, "odt", "content.xml", content)
    assert ("saved" in text, "bookmark-ref" in text) == (True, stays)


def test_a_simple_field_and_strict_files_too(tmp_path):
    simple = '<w:fldSimple w:instr="DATE"><w:r><w:t>saved</w:t></w:r></w:fldSimple><w:r><w:t> after</w:t></w:r>'
    text = settled(tmp_path, "docx", "word/document.xml", f"<w:document {STRICT}><w:p>{simple}</w:p></w:document>")
    assert "fldSimple" not in text
    assert text.index("saved") < text.index(" after")


@pytest.mark.parametrize("result", ["", "<w:r><w:t/></w:r>"])
def test_a_field_that_never_showed_anything_is_left_out_and_noted(tmp_path, result):
    before = f"<w:document {W}><w:p>{field('DATE', result)}</w:p></w:document>"
    text = settled(tmp_path, "docx", "word/document.xml", before, notes=LEFT_OUT)
    assert "DATE" not in text
    assert "fldChar" not in text


def test_what_depends_on_a_date_in_its_condition_keeps_its_own_result(tmp_path):
    outer = field(
        f'IF </w:instrText></w:r>{field("DATE", "<w:r><w:t>1/1/2026</w:t></w:r>")}<w:r><w:instrText> = "x"',
        "<w:r><w:t>on time</w:t></w:r>",
    )
    text = settled(tmp_path, "docx", "word/document.xml", f"<w:document {W}><w:p>{outer}</w:p></w:document>")
    assert "on time" in text
    assert "IF" not in text
    assert "1/1/2026" not in text


def test_a_date_inside_another_fields_result_is_frozen(tmp_path):
    outer = field("QUOTE", field("DATE"))
    text = settled(tmp_path, "docx", "word/document.xml", f"<w:document {W}><w:p>{outer}</w:p></w:document>")
    assert "DATE" not in text
    assert "QUOTE" in text
    assert text.count("fldChar ") == 3


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<c><f>TODAY()</f><v>46000</v></c>", "<c><v>46000</v></c>"),
        ("<c><f>DATEDIF(B2,today( ),&quot;y&quot;)</f><v>7</v></c>", "<c><v>7</v></c>"),
        ("<c><f>SUM(A1:A2)</f><v>3</v></c>", "<c><v>3</v></c>"),
        ("<c><f>NOWHERE(1)</f><v>3</v></c>", "<c><v>3</v></c>"),
        ("<c><f>SUM(A1:A2)</f></c>", "<c><f>SUM(A1:A2)</f></c>"),
        ('<c t="str"><f>A1&amp;A2</f><v/></c>', '<c t="str"><v/></c>'),
        ('<c t="inlineStr"><f>A1</f><is><t>x</t></is></c>', '<c t="inlineStr"><is><t>x</t></is></c>'),
        ('<c t="inlineStr"><f>A1</f><v>x</v></c>', '<c t="str"><v>x</v></c>'),
        ('<c t="b"><f>A1=2</f><v>0</v></c>', '<c t="b"><v>0</v></c>'),
        ('<c><f t="array" ref="A1:B1">B1:C1*2</f><v>6</v></c>', "<c><v>6</v></c>"),
        (
            '<c t="str"><f>HYPERLINK("https://a.example","a")</f><v>a</v></c>',
            '<c t="str"><f>HYPERLINK("https://a.example","a")</f><v>a</v></c>',
        ),
        (
            '<c><f t="shared" si="0" ref="A1:A3">B1</f><v>1</v></c><c><f t="shared" si="0"/></c>'
            '<c><f t="shared" si="0"/><v>3</v></c>',
            '<c><f t="shared" si="0" ref="A1:A3">B1</f><v>1</v></c><c><f t="shared" si="0"/></c><c><v>3</v></c>',
        ),
        (
            '<c><f t="shared" si="0" ref="A1:A2">NOW()</f><v>1</v></c><c><f t="shared" si="0"/><v>2</v></c>'
            '<c><f t="shared" si="1"/><v>3</v></c>',
            "<c><v>1</v></c><c><v>2</v></c><c><v>3</v></c>",
        ),
    ],
)
def test_cells_keep_their_value_and_those_without_one_are_reckoned(tmp_path, cell, expected):
    text = settled(tmp_path, "xlsx", "xl/worksheets/sheet1.xml", f"<worksheet {S}>{cell}</worksheet>")
    assert expected in text


@pytest.mark.parametrize(
    ("cell", "core", "expected", "notes"),
    [
        ("<c><f>TODAY()-1</f><v/></c>", CORE, '<c t="str"><v/></c>', LEFT_OUT),
        ('<c r="A1" s="3"><f>NOW( )</f></c>', CORE, '<c r="A1" s="3" t="str"><v/></c>', LEFT_OUT),
        ("<c><f>RAND()</f></c>", CORE, '<c t="str"><v/></c>', LEFT_OUT),
        ("<c><f>TODAY()</f></c>", "<x/>", '<c t="str"><v/></c>', LEFT_OUT),
        ("<c><f>TODAY()</f></c><c><f>A1*2</f><v>4</v></c>", CORE, '<c t="str"><v/></c>', LEFT_OUT),
        ("<c><f>TODAY()</f></c><c><f>A1*2</f></c>", CORE, '<c t="e"><v>#N/A</v></c><c><f>A1*2</f></c>', LEFT_OUT),
    ],
)
def test_a_cell_of_today_without_a_value_is_a_gap_with_a_note(tmp_path, cell, core, expected, notes):
    sheet = f"<worksheet {S}>{cell}</worksheet>"
    assert expected in settled(tmp_path, "xlsx", "xl/worksheets/sheet1.xml", sheet, core=core, notes=notes)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            '<cfRule type="expression"><formula>A1&lt;TODAY()</formula></cfRule>',
            "<formula>A1&lt;DATE(2026,10,1)</formula>",
        ),
        (
            '<cfRule type="timePeriod" timePeriod="today"><formula>FLOOR(A1,1)=TODAY()</formula></cfRule>',
            '<cfRule type="expression"><formula>FLOOR(A1,1)=DATE(2026,10,1)</formula></cfRule>',
        ),
        ('<cfRule type="expression"><formula>A1&gt;7</formula></cfRule>', "<formula>A1&gt;7</formula>"),
    ],
)
def test_conditional_formats_compare_with_the_day_of_saving(tmp_path, rule, expected):
    sheet = f"<worksheet {S}><conditionalFormatting>{rule}</conditionalFormatting></worksheet>"
    assert expected in settled(tmp_path, "xlsx", "xl/worksheets/sheet1.xml", sheet, core=CORE)


def test_a_conditional_format_goes_where_nobody_knows_when_the_file_was_saved(tmp_path):
    rule = '<cfRule type="timePeriod" timePeriod="lastWeek"/>'
    sheet = f"<worksheet {S}><conditionalFormatting>{rule}</conditionalFormatting><a/></worksheet>"
    text = settled(tmp_path, "xlsx", "xl/worksheets/sheet1.xml", sheet, notes=LEFT_OUT)
    assert "conditionalFormatting" not in text


def test_a_name_for_today_means_the_day_of_saving(tmp_path):
    book = f"<workbook {S}><definedNames><definedName>TODAY()</definedName></definedNames></workbook>"
    assert ">DATE(2026,10,1)<" in settled(tmp_path, "xlsx", "xl/workbook.xml", book, core=CORE)


@pytest.mark.parametrize(
    ("header", "expected", "notes"),
    [
        ("&amp;LDate &amp;D&amp;RPage &amp;P", "&amp;LDate &amp;RPage &amp;P", LEFT_OUT),
        ("R&amp;&amp;D", "R&amp;&amp;D", ()),
    ],
)
def test_a_page_header_does_not_tell_the_day_of_conversion(tmp_path, header, expected, notes):
    sheet = f"<worksheet {S}><headerFooter><oddHeader>{header}</oddHeader></headerFooter></worksheet>"
    text = settled(tmp_path, "xlsx", "xl/worksheets/sheet1.xml", sheet, notes=notes)
    assert f"<oddHeader>{expected}</oddHeader>" in text


def test_a_slides_date_becomes_plain_text(tmp_path):
    run = '<a:p><a:fld id="{1}" type="datetime1"><a:rPr lang="en-GB"/><a:pPr/><a:t>01/02/2026</a:t></a:fld></a:p>'
    text = settled(tmp_path, "pptx", "ppt/slides/slide1.xml", f"<a:x {A}>{run}</a:x>")
    assert '<a:r><a:rPr lang="en-GB"/><a:t>01/02/2026</a:t></a:r>' in text


def test_a_slides_date_that_never_showed_anything_is_left_out(tmp_path):
    run = '<a:p><a:fld id="{1}" type="datetime1"><a:t/></a:fld></a:p>'
    assert "<a:p/>" in settled(tmp_path, "pptx", "ppt/slides/slide1.xml", f"<a:x {A}>{run}</a:x>", notes=LEFT_OUT)


def test_open_document_fields_and_cells_keep_what_they_showed(tmp_path):
    body = (
        f'<x {T}><text:author-name>A role</text:author-name>, <text:date text:date-value="2026-10-01">saved\n </text:date> after<table:table-cell table:formula="of:=TODAY()" office:value-type="date"/>'
        '<table:table-cell table:formula="of:=SUM([.A1])" office:value-type="float"/>'
        '<table:table-cell table:formula="of:=MAX([.A1])"/></x>'
    )
    text = settled(tmp_path, "odt", "content.xml", body)
    assert "<text:span>A role</text:span>, <text:span>saved</text:span> after" in text
    assert "TODAY" not in text
    assert "SUM" not in text
    assert "MAX" in text, "it has no value"


@pytest.mark.parametrize(
    "name",
    [
        "modification-date",
        "print-date",
        "subject",
        "word-count",
        "editing-cycles",
        "title",
        "variable-get",
        "placeholder",
    ],
)
def test_what_tells_of_an_open_document_stays_as_it_last_showed_it(tmp_path, name):
    content = f"<x {T}><text:{name}>saved</text:{name}><text:{name}/><text:page-count>3</text:page-count></x>"
    text = settled(tmp_path, "odt", "content.xml", content)
    assert "<text:span>saved</text:span>" in text
    assert f"<text:{name}/>" in text
    assert "<text:page-count>3" in text


def test_footers_and_conditions_of_open_documents(tmp_path):
    body = (
        f'<x {T}><presentation:date-time-decl presentation:source="current-date"/>'
        '<presentation:date-time-decl presentation:source="fixed">kept</presentation:date-time-decl>'
        '<calcext:condition calcext:value="formula-is([.A1]&lt;TODAY())"/><calcext:date-is calcext:date="today"/></x>'
    )
    core = CORE.replace("dcterms:modified", "dc:date")
    file = tmp_path / "file.odp"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", body)
        archive.writestr("meta.xml", core)
    assert settle(file, "odp") == LEFT_OUT
    with zipfile.ZipFile(file) as archive:
        text = archive.read("content.xml").decode()
    assert "current-date" not in text
    assert "kept" in text
    assert "formula-is([.A1]&lt;DATE(2026;10;1))" in text
    assert "date-is" not in text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 rubbish", b"no archive"])
def test_what_is_no_archive_is_left_alone(tmp_path, content):
    file = tmp_path / "file.docx"
    file.write_bytes(content)
    assert settle(file, "docx") == (NOTES[Change.NOT_REACHED],)
    assert file.read_bytes() == content


def test_broken_xml_is_left_for_libreoffice_to_judge(tmp_path):
    assert settled(tmp_path, "docx", "word/document.xml", "<w:DATE") == "<w:DATE"


@pytest.mark.parametrize(("format_", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")])
def test_a_part_that_cannot_be_unpacked_is_left_for_libreoffice_to_judge(tmp_path, format_, part):
    file = tmp_path / f"file.{format_}"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, "<x>DATE TODAY</x>" * 50)
        at = archive.getinfo(part).header_offset + 30 + len(part)
    content = bytearray(file.read_bytes())
    content[at : at + 12] = b"\xff" * 12
    file.write_bytes(content)
    assert merges(file, format_) == {}
    if format_ == "docx":
        assert settle(file, format_) == (NOTES[Change.NOT_REACHED],)
    assert file.read_bytes() == content


def test_a_part_that_is_too_large_is_said_not_to_be_looked_into(tmp_path, monkeypatch):
    monkeypatch.setattr(archive_, "LARGEST_PART", 10)
    before = f"<w:document {W}><w:p>{field('DATE')}</w:p></w:document>"
    notes = (NOTES[Change.NOT_REACHED],)
    assert settled(tmp_path, "docx", "word/document.xml", before, notes=notes) == before


def test_no_entity_is_resolved(tmp_path):
    (tmp_path / "secret").write_text("SECRET")
    entity = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    body = f"{entity}<w:document {W}><w:p>{field('DATE')}<w:r><w:t>&e;</w:t></w:r></w:p></w:document>"
    assert "SECRET" not in settled(tmp_path, "docx", "word/document.xml", body)


def test_formats_that_nothing_is_known_of_are_not_touched_and_said_to_be(tmp_path):
    shutil.copy(__file__, tmp_path / "file.xlsb")
    assert settle(tmp_path / "file.xlsb", "xlsb") == (NOTES[Change.NOT_REACHED],)
    assert (tmp_path / "file.xlsb").read_bytes() == Path(__file__).read_bytes()
