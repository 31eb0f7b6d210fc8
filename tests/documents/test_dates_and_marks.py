"""Dates that are another one each day, highlighted words, and the file's own status."""

from collections.abc import Callable

import pytest

from annexa.documents import Facts, read
from annexa.documents.facts import Facts as Read

Make = Callable[..., Facts]


def changing(facts: Facts) -> list[tuple[str, str]]:
    return [(str(one.place), one.text) for one in facts.changing_dates]


def complex_field(instruction: str, result: str, lock: str = "") -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"{}/></w:r>'
    return (
        f"{mark.format('begin', lock)}<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f"{mark.format('separate', '')}<w:r><w:t>{result}</w:t></w:r>{mark.format('end', '')}"
    )


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        (complex_field(' DATE \\@ "d MMMM yyyy" ', "1 May 2026"), ["1 May 2026"]),
        (complex_field(' time \\@ "d/M/yy" ', "1/5/26"), ["1/5/26"]),
        ('<w:fldSimple w:instr=" DATE "><w:r><w:t>01/05/2026</w:t></w:r></w:fldSimple>', ["01/05/2026"]),
        (complex_field(" DATE ", "1 May 2026", ' w:fldLock="1"'), []),
        ('<w:fldSimple w:instr=" DATE " w:fldLock="true"><w:r><w:t>1 May</w:t></w:r></w:fldSimple>', []),
        (complex_field(" SAVEDATE ", "1 May 2026"), []),
        (complex_field(" CREATEDATE ", "1 May 2026"), []),
        (complex_field(" REF Date ", "1 May 2026"), []),
        ("<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent><w:r><w:t>1 May</w:t></w:r></w:sdtContent></w:sdt>", []),
    ],
)
def test_date_fields_of_word(docx: Make, field: str, shown: list[str]) -> None:
    assert changing(docx(f"<w:p/><w:p>{field}</w:p>")) == [("paragraph 2", text) for text in shown]
    assert changing(docx("<w:p/>", footer=f"<w:p>{field}</w:p>", rels={})) == [
        ("footer, paragraph 1", text) for text in shown
    ]


def test_date_fields_of_rich_text(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("rtf") / "a.rtf"
    path.write_bytes(rb"{\rtf1 {\field{\*\fldinst DATE }{\fldrslt 1 May 2026}}\par}")
    facts = read(path)
    assert isinstance(facts, Read)
    assert [one.text for one in facts.changing_dates] == ["1 May 2026"]


@pytest.mark.parametrize(
    ("formula", "changes"),
    [
        ("TODAY()", True),
        ('"Report run: "&amp;TEXT(NOW(),"dd/mm/yyyy")', True),
        ("today( )-1", True),
        ('"see TODAY()"', False),
        ("MYTODAY()", False),
        ("DATE(2026,5,1)", False),
        ("Sheet2!A1", False),
    ],
)
def test_formulas_that_give_the_day(xlsx: Make, odf: Make, formula: str, changes: bool) -> None:
    cell = f'<sheetData><row r="1"><c r="A1" t="str"><f>{formula}</f><v>1 May 2026</v></c></row></sheetData>'
    wanted = [("sheet Summary, cell A1", "1 May 2026")] if changes else []
    assert changing(xlsx(cell)) == wanted
    quoted = formula.replace('"', "&quot;")
    table = (
        f'<table:table table:name="Summary"><table:table-row><table:table-cell table:formula="of:={quoted}">'
        "<text:p>1 May 2026</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert changing(odf(table, kind="spreadsheet")) == wanted


def test_the_printed_day_in_a_footer(xlsx: Make) -> None:
    sheet = "<sheetData/><headerFooter><oddFooter>&amp;LPage &amp;P&amp;R{}</oddFooter></headerFooter>"
    assert changing(xlsx(sheet.format("&amp;D"))) == [("sheet Summary, footer", "")]
    assert changing(xlsx(sheet.format("R&amp;&amp;D"))) == []


@pytest.mark.parametrize(("kind", "changes"), [("datetime1", True), ("datetimeFigureOut", True), ("slidenum", False)])
def test_date_fields_of_slides(pptx: Make, kind: str, changes: bool) -> None:
    shape = (
        '<p:sp><p:nvSpPr><p:cNvPr id="1" name="Date"/><p:nvPr><p:ph type="dt"/></p:nvPr></p:nvSpPr><p:txBody><a:p>'
        f'<a:fld id="x" type="{kind}"><a:rPr/><a:t>01/05/2026</a:t></a:fld></a:p></p:txBody></p:sp>'
    )
    assert changing(pptx(shape)) == ([("slide 1", "01/05/2026")] if changes else [])


@pytest.mark.parametrize(("fixed", "changes"), [("", True), ('text:fixed="false"', True), ('text:fixed="true"', False)])
def test_date_fields_of_opendocument(odf: Make, fixed: str, changes: bool) -> None:
    facts = odf(f"<text:p>On <text:date {fixed}>1 May 2026</text:date></text:p>")
    assert facts.text == "On 1 May 2026"
    assert changing(facts) == ([("paragraph 1", "1 May 2026")] if changes else [])


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


YELLOW = '<w:highlight w:val="yellow"/>'


def test_highlighted_words_are_one_passage_where_nothing_stands_between(docx: Make) -> None:
    body = run("Approved by ") + run("[the ", YELLOW) + run("director]", YELLOW) + run(" on ") + run("[day]", YELLOW)
    assert [(str(one.place), one.text) for one in docx(f"<w:p>{body}</w:p>").marked] == [
        ("paragraph 1", "[the director]"),
        ("paragraph 1", "[day]"),
    ]


@pytest.mark.parametrize(
    ("look", "marked"),
    [
        (YELLOW, True),
        ('<w:shd w:val="clear" w:fill="ffff00"/>', True),
        ('<w:highlight w:val="none"/>', False),
        ('<w:highlight w:val="lightGray"/>', False),
        ('<w:shd w:val="clear" w:fill="D9D9D9"/>', False),
        (f"{YELLOW}<w:vanish/>", False),
    ],
)
def test_which_colours_mark(docx: Make, look: str, marked: bool) -> None:
    assert bool(docx(f"<w:p>{run('[name]', look)}</w:p>").marked) is marked


def test_the_status_of_a_file(docx: Make) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
        "<cp:contentStatus>Draft</cp:contentStatus></cp:coreProperties>"
    )
    assert docx("<w:p/>", extra={"docProps/core.xml": core}).properties.status == "Draft"
    assert docx("<w:p/>").properties.status == ""
