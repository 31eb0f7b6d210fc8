"""What the private copy says otherwise than the file, so that LibreOffice shows it: looked at as XML, without LibreOffice."""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from tests.convert.parts import (
    NAMES,
    OFFICE,
    book,
    paragraph,
    picture,
    png,
    related,
    slide,
    text_shape,
    with_modern_chart,
    with_object,
)
from tests.convert.parts import word as word_file

from annexa.convert.settle import settle
from annexa.convert.settle.formulas import write_out
from annexa.convert.settle.modern_charts import draw_as_bars
from annexa.convert.settle.pictures import spell_out
from annexa.convert.settle.previews import show_previews
from annexa.convert.settle.roomy import give_room
from annexa.convert.settle.word_art import set_plain
from annexa.documents.dingbats import shown
from annexa.documents.formula_text import in_a_line
from annexa.documents.reader import read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize(
    ("omml", "line"),
    [
        ("<m:r><m:t>x=a+b</m:t></m:r>", "x=a+b"),
        ("<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>", "(a+b)/2"),
        ("<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>", "x^2"),
        ("<m:sSub><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sub><m:r><m:t>i-1</m:t></m:r></m:sub></m:sSub>", "x_(i-1)"),
        ("<m:rad><m:deg/><m:e><m:r><m:t>y</m:t></m:r></m:e></m:rad>", "√y"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub>'
            "<m:sup><m:r><m:t>n</m:t></m:r></m:sup><m:e><m:r><m:t>k</m:t></m:r></m:e></m:nary>",
            "∑_(i=1)^n k",
        ),
        ("<m:d><m:e><m:r><m:t>a</m:t></m:r></m:e><m:e><m:r><m:t>b</m:t></m:r></m:e></m:d>", "(a|b)"),
        (
            '<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e><m:r><m:t>a</m:t></m:r></m:e></m:d>',
            "[a]",
        ),
        ("<m:func><m:fName><m:r><m:t>sin</m:t></m:r></m:fName><m:e><m:r><m:t>x</m:t></m:r></m:e></m:func>", "sin x"),
    ],
)
def test_a_formula_is_written_in_a_line_as_people_type_it(omml, line):
    assert in_a_line(etree.fromstring(f"<m:oMath {NAMES}>{omml}</m:oMath>")) == line


def test_a_formula_that_has_a_shape_for_itself_stays_one(tmp_path):
    one = "<a14:m><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></a14:m>"
    alone = slide(tmp_path / "alone.pptx", text_shape(f"<a:p>{one}</a:p>"))
    assert write_out(alone, "pptx") == ()
    between = slide(tmp_path / "between.pptx", text_shape(f"<a:p><a:r><a:t>so </a:t></a:r>{one}</a:p>"))
    assert write_out(between, "pptx")
    assert ">x=1</a:t>" in part(between, "ppt/slides/slide1.xml")


@pytest.mark.parametrize(
    ("fonts", "text", "look"),
    [
        ('<a:latin typeface="Wingdings"/>', "ü", "✓"),
        ('<a:sym typeface="Wingdings"/>', "\uf0fc", "✓"),
        ('<a:sym typeface="Wingdings"/>', "à", "→"),
        ('<a:sym typeface="Wingdings"/>', "à la carte", "à la carte"),
        ('<a:latin typeface="Webdings"/>', "a", "✔"),
        ('<a:latin typeface="Symbol"/>', "b", "β"),
        ('<a:latin typeface="Arial"/>', "ü", "ü"),
    ],
)
def test_a_sign_on_a_slide_is_read_and_printed_as_what_it_looks_like(tmp_path, fonts, text, look):
    runs = f"<a:p><a:r><a:rPr>{fonts}</a:rPr><a:t>{text}</a:t></a:r></a:p>"
    file = slide(tmp_path / "a.pptx", text_shape(runs))
    assert [block.text for block in read(file).blocks][1:] == [look]
    spell_out(file, "pptx")
    assert f">{look}</a:t>" in part(file, "ppt/slides/slide1.xml")


@pytest.mark.parametrize(
    ("font", "text", "look"),
    [
        ("Wingdings", "ü", "✓"),
        ("Wingdings 2", "O", "✗"),
        ("Webdings", "r", "✖"),
        ("Symbol", "\uf0b3", "≥"),
        ("Symbol", "a+b", "α+β"),
        ("Wingdings", "no such word", "no such word"),
        ("Arial", "ü", "ü"),
    ],
)
@pytest.mark.parametrize("kind", ["inline", "shared", "formula", "run"])
def test_a_sign_in_a_cell_is_read_and_printed_as_what_it_looks_like(tmp_path, font, text, look, kind):
    file = book(tmp_path / "a.xlsx", (text, font), ("second", "Arial"), (text, "Arial"))
    _held_otherwise(file, kind, font, text)
    second = f"yes {look}" if kind == "run" else "second"
    assert [block.text for block in read(file).blocks] == [look, second, text]
    spell_out(file, "xlsx")
    assert [cell.value for cell in openpyxl.load_workbook(file, data_only=True).active["A"]] == [look, second, text]


def _held_otherwise(path: Path, kind: str, font: str, text: str) -> None:
    """Writes the first cell of a workbook as the value of a formula or a shared text, or the second as runs."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet, relations, types = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    first = re.search('<c r="A1".*?</c>', parts[sheet])[0]
    run = f'<is><r><t xml:space="preserve">yes </t></r><r><rPr><rFont val="{font}"/></rPr><t>{text}</t></r></is>'
    if kind == "formula":
        parts[sheet] = parts[sheet].replace(first, f'<c r="A1" s="1" t="str"><f>CHAR(1)</f><v>{text}</v></c>')
    elif kind == "run":
        parts[sheet] = parts[sheet].replace("<is><t>second</t></is>", run)
    elif kind == "shared":
        parts[sheet] = parts[sheet].replace(first, '<c r="A1" s="1" t="s"><v>0</v></c>')
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
        link = f'<Relationship Id="rs" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        parts[relations] = parts[relations].replace("</Relationships>", f"{link}</Relationships>")
        content = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{content}"/>'
        parts[types] = parts[types].replace("</Types>", f"{part}</Types>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_letters_that_are_no_signs_stay_letters():
    assert shown("naïve – text", "Symbol") == "naïve – text"


@pytest.mark.parametrize(("height", "rule"), [(400, "atLeast"), (61, "atLeast"), (60, "exact"), (1, "exact")])
def test_rows_may_grow_but_not_those_that_show_nothing(tmp_path, height, rule):
    row = (
        f'<w:tbl><w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr><w:tc>{paragraph("a")}</w:tc></w:tr>'
        f'</w:tbl><w:p><w:pPr><w:framePr w:h="{height}" w:hRule="exact"/></w:pPr></w:p>'
    )
    file = word_file(tmp_path / "a.docx", row)
    give_room(file, "docx")
    assert part(file, "word/document.xml").count(f'w:hRule="{rule}"') == 2


@pytest.mark.parametrize(
    ("preview", "program", "stays"),
    [(png(), "Excel.Sheet.12", False), (png(), "Equation.3", True), (b"\x89PNG", "Excel.Sheet.12", True)],
)
def test_an_object_becomes_its_picture_where_that_is_sound(tmp_path, preview, program, stays):
    file = with_object(tmp_path / "a.docx", preview, program)
    show_previews(file, "docx")
    assert ("OLEObject" in part(file, "word/document.xml")) is stays
    assert "imagedata" in part(file, "word/document.xml")


def test_a_modern_chart_becomes_bars_of_its_figures_unless_word_keeps_a_picture_of_it(tmp_path):
    file = with_modern_chart(tmp_path / "a.docx")
    (note,) = draw_as_bars(file, "docx")
    assert "waterfall" in note
    chart = etree.fromstring(part(file, "word/charts/chartEx1.xml").encode())
    values = [node.text for node in chart.iter("{*}v")]
    assert values == ["Places", "Northbrook", "Southmere", "Eastholt", "120", "80", "45"]
    assert '/chart"' in part(file, "word/_rels/document.xml.rels")
    assert "AlternateContent" not in part(file, "word/document.xml")
    pictured = with_modern_chart(tmp_path / "b.docx", picture())
    before = pictured.read_bytes()
    assert draw_as_bars(pictured, "docx") == ()
    assert pictured.read_bytes() == before


@pytest.mark.parametrize(
    ("requires", "shown_words"), [("wps", "chosen"), ("wps un", "other"), ("un", "other"), ("", "chosen")]
)
def test_of_alternatives_the_first_that_office_knows_is_read(tmp_path, requires, shown_words):
    choice = f'<mc:Choice Requires="{requires}"><w:r><w:t>chosen</w:t></w:r></mc:Choice>'
    other = "<mc:Fallback><w:r><w:t>other</w:t></w:r></mc:Fallback>"
    file = word_file(tmp_path / "a.docx", f"<w:p><mc:AlternateContent>{choice}{other}</mc:AlternateContent></w:p>")
    assert [block.text for block in read(file).blocks] == [shown_words]


def _settled(sheet: str, path: str = "xl/worksheets/sheet1.xml", *, folder: Path) -> str:
    with zipfile.ZipFile(folder / "a.xlsx", "w") as archive:
        archive.writestr(path, sheet)
    settle(folder / "a.xlsx", "xlsx")
    return part(folder / "a.xlsx", path)


@pytest.mark.parametrize(
    ("formula", "stays"),
    [
        ("_xlfn.XLOOKUP(A2,B:B,C:C)", False),
        ("_xlfn._xlws.FILTER(A2:A9,B2:B9)", False),
        ("[1]Other!A1*2", False),
        ("SUM(A2:A9)", False),
        ("INDEX(Table1[Total],2)", False),
        ("Rates[[#This Row],[Sent]]/2", False),
        ("HYPERLINK(A2)", True),
        ("HYPERLINK([1]Other!A1)", False),
    ],
)
def test_values_that_libreoffice_cannot_work_out_stay_as_saved(tmp_path, formula, stays):
    cell = f'<c r="A1" t="str"><f>{formula}</f><v>Saved</v></c>'
    text = _settled(
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>', folder=tmp_path
    )
    assert ("<f>" in text) is stays
    assert "<v>Saved</v>" in text


@pytest.mark.parametrize(
    ("height", "hidden"), [('ht="0.5"', True), ('ht="0"', True), ('ht="15"', False), ('ht="1.75"', False), ("", False)]
)
def test_a_row_that_is_too_low_to_show_anything_is_hidden(tmp_path, height, hidden):
    row = f'<row r="1" {height} customHeight="1"><c r="A1"><v>1</v></c></row>'
    text = _settled(f'<worksheet xmlns="{MAIN}"><sheetData>{row}</sheetData></worksheet>', folder=tmp_path)
    assert ('hidden="1"' in text) is hidden


@pytest.mark.parametrize(("kind", "value"), [("e", "#VALUE!"), ("n", "12"), ("b", "1")])
def test_errors_and_values_stay_those_that_were_saved(tmp_path, kind, value):
    cell = f'<c r="A1" t="{kind}"><f>VALUE(B1)</f><v>{value}</v></c>'
    also = '<c r="B1" t="e"><v>#N/A</v></c>'
    text = _settled(
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cell}{also}</row></sheetData></worksheet>', folder=tmp_path
    )
    assert "<f>" not in text
    assert f"<v>{value}</v>" in text


@pytest.mark.parametrize("mode", ['calcMode="manual"', 'calcMode="autoNoTable"', 'calcMode="auto"', ""])
def test_a_workbook_that_is_reckoned_by_hand_is_reckoned_as_others_are(tmp_path, mode):
    text = _settled(
        f'<workbook xmlns="{MAIN}"><calcPr {mode} calcId="1"/></workbook>', "xl/workbook.xml", folder=tmp_path
    )
    assert not re.findall('calcMode="(?!auto")', text)
    assert 'calcId="1"' in text


def test_rows_without_a_number_get_one_and_pivot_tables_are_not_laid_out_anew(tmp_path):
    rows = '<row><c><v>1</v></c></row><row hidden="1"/><row r="9"/><row/>'
    text = _settled(f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>', folder=tmp_path)
    assert re.findall('<row[^>]* r="(\\d+)"', text) == ["1", "2", "9", "10"]
    links = related({"r1": (f"{OFFICE}/pivotTable", "../p.xml"), "r2": (f"{OFFICE}/drawing", "../d.xml")})
    assert re.findall('Id="(..)"', _settled(links, "xl/worksheets/_rels/sheet1.xml.rels", folder=tmp_path)) == ["r2"]


@pytest.mark.parametrize(("name", "stays"), [("q", False), ("PowerPlusWaterMarkObject3", True)])
def test_old_word_art_becomes_a_text_box_but_a_watermark_stays(tmp_path, name, stays):
    shape = (
        f'<w:p><w:r><w:pict><v:shape id="{name}" type="#_x0000_t136" style="width:300pt;height:40pt">'
        '<v:textpath style="font-size:20pt" string="Said"/></v:shape></w:pict></w:r></w:p>'
    )
    file = word_file(tmp_path / "a.docx", shape)
    assert bool(set_plain(file, "docx")) is not stays
    assert ("textpath" in part(file, "word/document.xml")) is stays
    assert ('<w:sz w:val="40"/>' in part(file, "word/document.xml")) is not stays


@pytest.mark.parametrize(("body", "words"), [('<w:altChunk r:id="rc"/>', "Chunk"), ("", "")])
def test_a_chunk_that_the_text_does_not_name_is_not_shown(tmp_path, body, words):
    chunk = {"word/a.html": b"<html><body><p>Chunk</p></body></html>"}
    file = word_file(tmp_path / "a.docx", body, {"rc": (f"{OFFICE}/aFChunk", "a.html")}, chunk)
    assert read(file).text == words
