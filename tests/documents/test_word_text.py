"""The text of Word documents: what each stretch is, and where it stands."""

from collections.abc import Callable

import pytest

from annexa.documents import Facts
from annexa.documents.facts import BlockKind, HiddenKind

Docx = Callable[..., Facts]

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:rPr><w:sz w:val="56"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House head"/><w:basedOn w:val="Outlined"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Base"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="x"/><w:basedOn w:val="Outlined"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="LB"><w:name w:val="List Bullet"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="V1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="n"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>'
)  # fmt: skip


def paragraph(text: str, style: str = "", properties: str = "") -> str:
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("style", "properties", "kind", "level"),
    [
        ("", "", BlockKind.PARAGRAPH, None),
        ("berschrift2", "", BlockKind.HEADING, 2),
        ("House", "", BlockKind.HEADING, 1),
        ("Body", "", BlockKind.PARAGRAPH, None),
        ("Loop", "", BlockKind.PARAGRAPH, None),
        ("Missing", "", BlockKind.PARAGRAPH, None),
        ("", '<w:outlineLvl w:val="2"/>', BlockKind.HEADING, 3),
        ("berschrift2", '<w:outlineLvl w:val="9"/>', BlockKind.PARAGRAPH, None),
        ("Titel", "", BlockKind.TITLE, None),
        ("Cap", "", BlockKind.CAPTION, None),
        ("LB", "", BlockKind.LIST_ITEM, None),
        ("Numbered", "", BlockKind.LIST_ITEM, None),
        ("Numbered", '<w:numPr><w:numId w:val="0"/></w:numPr>', BlockKind.PARAGRAPH, None),
        ("", '<w:numPr><w:numId w:val="7"/></w:numPr>', BlockKind.LIST_ITEM, None),
        ("V1", "", BlockKind.TABLE_OF_CONTENTS, None),
    ],
)
def test_styles_say_what_a_paragraph_is(
    docx: Docx, style: str, properties: str, kind: BlockKind, level: int | None
) -> None:
    (block,) = docx(paragraph("Words", style, properties), styles=STYLES).blocks
    assert (block.kind, block.level) == (kind, level)


def test_size_and_weight_of_the_first_words(docx: Docx) -> None:
    body = paragraph("A title", "Titel") + (
        '<w:p><w:r><w:rPr><w:b/><w:sz w:val="30"/></w:rPr><w:t>Bold</w:t></w:r><w:r><w:t>plain</w:t></w:r></w:p>'
    )
    title, bold = docx(body + paragraph("Plain"), styles=STYLES).blocks[:2]
    assert (title.size, title.bold) == (28.0, False)
    assert (bold.size, bold.bold) == (15.0, True)


def test_the_language_comes_from_the_styles(docx: Docx) -> None:
    assert docx("<w:p/>", styles=STYLES).properties.language == "en-GB"


def test_stories_are_read_in_order_with_their_kind(docx: Docx) -> None:
    facts = docx(
        paragraph("Body"),
        footer=paragraph("Page 1"),
        header=paragraph("Head"),
        footnotes=f'<w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("A note")}</w:footnote>',
    )
    assert [(block.text, block.kind) for block in facts.blocks] == [
        ("Body", BlockKind.PARAGRAPH),
        ("Head", BlockKind.HEADER),
        ("Page 1", BlockKind.FOOTER),
        ("A note", BlockKind.NOTE),
    ]


def test_a_table_keeps_its_cells_and_its_header(docx: Docx) -> None:
    def row(*texts: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(f'<w:tc>{paragraph(t)}</w:tc>' for t in texts)}</w:tr>"

    table = f"<w:tbl>{row('Action', 'Who', properties='<w:tblHeader/>')}{row('Write', 'Lead')}</w:tbl>"
    facts = docx(paragraph("Before") + table)
    (found,) = facts.tables
    assert (found.rows, found.columns, found.header_row) == (2, 2, True)
    assert found.header == ("Action", "Who")
    assert found.cells[1] == ("Write", "Lead")
    cell = facts.blocks[-1]
    assert (cell.text, cell.kind) == ("Lead", BlockKind.CELL)
    assert str(cell.place) == "cell B2, table 1, paragraph 5"
    assert not docx(f"<w:tbl>{row('a', 'b')}</w:tbl>").tables[0].header_row


def test_a_table_of_one_cell_is_layout(docx: Docx) -> None:
    facts = docx(f"<w:tbl><w:tr><w:tc>{paragraph('Framed')}</w:tc></w:tr></w:tbl>")
    assert facts.tables == ()
    assert facts.text == "Framed"


def test_nested_tables_and_controls_lose_nothing(docx: Docx) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('deep')}</w:tc><w:tc>{paragraph('down')}</w:tc></w:tr></w:tbl>"
    outer = f"<w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>{inner}</w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
    assert docx(f"<w:tbl>{outer}</w:tbl>").text == "deep\ndown"


def test_text_boxes_are_read_once(docx: Docx) -> None:
    content = f"<w:txbxContent>{paragraph('Boxed')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Around</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor>"
        f"<wps:txbx>{content}</wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [(b.text, b.kind) for b in docx(body).blocks] == [
        ("Around", BlockKind.PARAGRAPH),
        ("Boxed", BlockKind.TEXT_BOX),
    ]


def test_a_contents_field_marks_its_lines(docx: Docx) -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>First 1</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>Second 2</w:t></w:r></w:p><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    blocks = docx(body + paragraph("Text")).blocks
    assert [block.kind for block in blocks] == [BlockKind.TABLE_OF_CONTENTS] * 2 + [BlockKind.PARAGRAPH]


def test_a_sequence_field_makes_a_caption(docx: Docx) -> None:
    body = '<w:p><w:r><w:t>Figure </w:t></w:r><w:fldSimple w:instr=" SEQ Figure "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    (block,) = docx(body).blocks
    assert (block.text, block.kind) == ("Figure 1", BlockKind.CAPTION)


def test_pages_follow_the_breaks_that_word_noted(docx: Docx) -> None:
    body = (
        paragraph("One")
        + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Two</w:t></w:r></w:p>"
    )
    assert [(b.text, b.near_page) for b in docx(body).blocks] == [("One", 1), ("Two", 2)]


def test_pages_follow_explicit_breaks_where_word_noted_none(docx: Docx) -> None:
    body = (
        paragraph("One")
        + '<w:p><w:r><w:br w:type="page"/><w:t>Two</w:t></w:r></w:p>'
        + paragraph("Three", properties="<w:pageBreakBefore/>")
    )
    assert [b.near_page for b in docx(body).blocks] == [1, 2, 3]


def test_without_breaks_no_page_is_claimed(docx: Docx) -> None:
    assert [b.place.page for b in docx(paragraph("One")).blocks] == [None]


@pytest.mark.parametrize(
    "run",
    [
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>",
        '<w:r><w:rPr><w:rStyle w:val="Ghost"/></w:rPr><w:t>secret</w:t></w:r>',
    ],
)
def test_hidden_text_is_no_text(docx: Docx, run: str) -> None:
    facts = docx(f"<w:p><w:r><w:t>seen</w:t></w:r>{run}</w:p>", styles=STYLES)
    assert facts.text == "seen"
    (hidden,) = facts.hidden
    assert (hidden.kind, hidden.excerpt, str(hidden.place)) == (HiddenKind.TEXT, "secret", "paragraph 1")


def test_a_run_may_show_what_its_style_hides(docx: Docx) -> None:
    run = '<w:r><w:rPr><w:rStyle w:val="Ghost"/><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r>'
    facts = docx(f"<w:p>{run}</w:p>", styles=STYLES)
    assert (facts.text, facts.hidden) == ("seen", ())


def test_special_characters(docx: Docx) -> None:
    run = '<w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:br/><w:sym w:char="F0B7"/>'
    assert docx(f"<w:p><w:r>{run}</w:r></w:p>").text == "a\tb-c\n•"


def test_control_characters_do_not_come_through(docx: Docx) -> None:
    assert docx("<w:p><w:r><w:t>a\x7fb</w:t></w:r></w:p>").text == "ab"


def test_charts_and_diagrams_have_words_too(docx: Docx) -> None:
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    part = f"<x {a}><a:p><a:r><a:t>Destinations by year</a:t></a:r></a:p></x>"
    facts = docx("<w:p/>", rels={"c": ("chart", "charts/chart1.xml")}, extra={"word/charts/chart1.xml": part})
    assert [(b.text, b.place.part) for b in facts.blocks] == [("Destinations by year", "chart")]


def test_what_word_hides_itself_is_no_secret(docx: Docx) -> None:
    assert docx("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Top of Form</w:t></w:r></w:p>").hidden == ()
