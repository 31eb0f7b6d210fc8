"""Words of Word documents that nobody can see on paper, and words that everybody can."""

from collections.abc import Callable

import pytest

from annexa.documents import Facts
from annexa.documents.facts import HiddenKind

Docx = Callable[..., Facts]

WORDS = "<w:t>Secret name</w:t>"


def run(properties: str, words: str = WORDS) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{words}</w:r>"


def paragraph(properties: str, inside: str = run("")) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def table(cell: str = "", inside: str = run(""), *, row: str = "", whole: str = "") -> str:
    return (
        f"<w:tbl><w:tblPr>{whole}</w:tblPr><w:tr><w:trPr>{row}</w:trPr><w:tc><w:tcPr>{cell}</w:tcPr>"
        f"<w:p>{inside}</w:p></w:tc></w:tr></w:tbl>"
    )


def shade(fill: str, pattern: str = "clear", ink: str = "auto") -> str:
    return f'<w:shd w:val="{pattern}" w:color="{ink}" w:fill="{fill}"/>'


def colour(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def highlight(value: str) -> str:
    return f'<w:highlight w:val="{value}"/>'


WHITE = run(colour("FFFFFF"))
BLACK = run(colour("000000"))

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Ghost"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Band"><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr>'
    '<w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Label"><w:rPr><w:shd w:val="clear" w:fill="000000"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Blackened"><w:rPr><w:color w:val="000000"/>'
    '<w:shd w:val="clear" w:fill="000000"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:tblPr/></w:style>'
    '<w:style w:type="table" w:styleId="Dark"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="000000"/>'
    "</w:tcPr></w:tblStylePr></w:style>"
    '<w:style w:type="table" w:styleId="Darker"><w:basedOn w:val="Dark"/></w:style>'
)

BLACKENED = {
    "black highlighter": paragraph("", run(highlight("black"))),
    "black words and black highlighter": paragraph("", run(colour("000000") + highlight("black"))),
    "black highlighter over navy words": paragraph("", run(colour("1F3864") + highlight("black"))),
    "black shading": paragraph("", run(shade("000000"))),
    "nearly black shading": paragraph("", run(shade("1A1A1A"))),
    "black shading as a pattern": paragraph("", run(shade("auto", "solid", "000000"))),
    "nine tenths black": paragraph("", run(colour("000000") + shade("auto", "pct90", "000000"))),
    "black words on a black paragraph": paragraph(shade("000000"), BLACK),
    "black words in a black cell": table(shade("000000"), BLACK),
    "black words in a black table": table(whole=shade("000000"), inside=BLACK),
    "navy words on navy": paragraph("", run(colour("000030") + shade("00002A"))),
    "a style that blackens": paragraph("", run('<w:rStyle w:val="Blackened"/>')),
    "in a content control": f"<w:p><w:sdt><w:sdtContent>{run(highlight('black'))}</w:sdtContent></w:sdt></w:p>",
    "in a link": f'<w:p><w:hyperlink w:anchor="a">{run(highlight("black"))}</w:hyperlink></w:p>',
}
HIDDEN = {
    "white": paragraph("", WHITE),
    "nearly white": paragraph("", run(colour("F7F7F7"))),
    "a white style": paragraph('<w:pStyle w:val="Ghost"/>'),
    "white in a table without colour": table(inside=WHITE, whole='<w:tblStyle w:val="Grid"/>'),
    "white in a white cell": table(shade("FFFFFF"), WHITE),
    "yellow on the yellow highlighter": paragraph("", run(colour("FFFF00") + highlight("yellow"))),
    "white on a white highlighter in a dark cell": table(shade("000000"), run(colour("FFFFFF") + highlight("white"))),
    "one point": paragraph("", run('<w:sz w:val="2"/>')),
    "squeezed": paragraph("", run('<w:w w:val="1"/>')),
    "without ink": paragraph("", run("<w14:textFill><w14:noFill/></w14:textFill>")),
    "in a line without height": paragraph('<w:spacing w:line="20" w:lineRule="exact"/>'),
    "in a row without height": table(row='<w:trHeight w:val="10" w:hRule="exact"/>'),
    "hidden": paragraph("", run("<w:vanish/>")),
}
READABLE = {
    "black on white": paragraph("", BLACK),
    "automatic on a black paragraph, which Word shows white": paragraph(shade("000000")),
    "automatic in a black cell": table(shade("000000")),
    "white on a navy paragraph": paragraph(shade("1F3864"), WHITE),
    "white in a dark cell": table(shade("1F3864"), WHITE),
    "white on black highlighter": paragraph("", run(colour("FFFFFF") + highlight("black"))),
    "red on black highlighter": paragraph("", run(colour("C00000") + highlight("black"))),
    "white on red shading": paragraph("", run(colour("FFFFFF") + shade("C00000"))),
    "a heading with a band of its own": paragraph('<w:pStyle w:val="Band"/>'),
    "white heading of a table style": table(inside=WHITE, whole='<w:tblStyle w:val="Dark"/>'),
    "white heading of a style that it inherits": table(inside=WHITE, whole='<w:tblStyle w:val="Darker"/>'),
    "black on dark green highlighter": paragraph("", run(highlight("darkGreen"))),
    "black on dark grey": paragraph("", run(colour("000000") + shade("5A5A5A"))),
    "yellow highlighter": paragraph("", run(highlight("yellow"))),
    "a label in a style of its own": paragraph("", run('<w:rStyle w:val="Label"/>')),
    "pale grey": paragraph("", run(colour("BFBFBF"))),
    "six points": paragraph("", run('<w:sz w:val="12"/>')),
    "a scale of nothing, which Word takes for 100": paragraph("", run('<w:w w:val="0"/>')),
    "an exact line": paragraph('<w:spacing w:line="240" w:lineRule="exact"/>'),
    "an exact row": table(row='<w:trHeight w:val="400" w:hRule="exact"/>'),
    "a row at least one point high": table(row='<w:trHeight w:val="20"/>'),
    "a blank line of one point": paragraph("", run('<w:sz w:val="2"/>', "<w:t> </w:t>")),
    "a row that is not hidden": table(row='<w:hidden w:val="0"/>'),
    "white in a picture's text box": "<w:p><w:r><w:drawing><wp:inline><wps:txbx><w:txbxContent>"
    f"<w:p>{WHITE}</w:p></w:txbxContent></wps:txbx></wp:inline></w:drawing></w:r></w:p>",
    "white over a picture behind the text": '<w:p><w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r></w:p>'
    + paragraph("", WHITE),
}


def found(facts: Facts, kind: HiddenKind) -> list[str]:
    return [one.excerpt for one in facts.hidden if one.kind is kind]


@pytest.mark.parametrize("body", BLACKENED.values(), ids=BLACKENED)
def test_blackened_words_can_still_be_copied(docx: Docx, body: str) -> None:
    facts = docx(body, styles=STYLES)
    assert found(facts, HiddenKind.COVERED_TEXT) == ["Secret name"]
    assert facts.text == "Secret name"


@pytest.mark.parametrize("body", HIDDEN.values(), ids=HIDDEN)
def test_hidden_words(docx: Docx, body: str) -> None:
    assert found(docx(body, styles=STYLES), HiddenKind.TEXT) == ["Secret name"]


@pytest.mark.parametrize("body", READABLE.values(), ids=READABLE)
def test_words_that_everybody_reads(docx: Docx, body: str) -> None:
    assert docx(body, styles=STYLES).hidden == ()


def test_a_hidden_row_is_no_part_of_the_text(docx: Docx) -> None:
    rows = "".join(
        f"<w:tr><w:trPr>{properties}</w:trPr><w:tc><w:p>{run('', f'<w:t>{words}</w:t>')}</w:p></w:tc></w:tr>"
        for words, properties in (("Head", "<w:tblHeader/>"), ("Secret", "<w:hidden/>"), ("Open", ""))
    )
    facts = docx(f"<w:tbl>{rows}</w:tbl>")
    assert [(one.kind, one.excerpt, one.name) for one in facts.hidden] == [(HiddenKind.ROW, "Secret", "2")]
    assert facts.tables[0].cells == (("Head",), ("Open",))


@pytest.mark.parametrize(
    ("named", "own", "is_hidden"),
    [
        ("Hides", "", True),
        ("Hides", '<w:rStyle w:val="AlsoHides"/>', False),
        ("Plain", '<w:rStyle w:val="AlsoHides"/>', True),
        ("Hides", '<w:rStyle w:val="Shows"/>', True),
        ("Hides", '<w:rStyle w:val="AlsoHides"/><w:vanish/>', True),
        ("Hides", '<w:vanish w:val="0"/>', False),
    ],
)
def test_two_styles_that_hide_cancel_each_other_out(docx: Docx, named: str, own: str, is_hidden: bool) -> None:
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:rPr>{vanish}</w:rPr></w:style>'
        for kind, name, vanish in (
            ("paragraph", "Hides", "<w:vanish/>"),
            ("paragraph", "Plain", ""),
            ("character", "AlsoHides", "<w:vanish/>"),
            ("character", "Shows", '<w:vanish w:val="0"/>'),
        )
    )
    facts = docx(paragraph(f'<w:pStyle w:val="{named}"/>', run(own)), styles=styles)
    assert bool(facts.hidden) == is_hidden
    assert facts.text == ("" if is_hidden else "Secret name")


def shape(
    *, top: int = 0, left: int = 0, width: int = 200, height: int = 20, fill: str = "000000", anchor: str = "",
    wrap: str = "wrapNone", frame: str = "paragraph", words: str = "", alpha: int = 100,
) -> str:  # fmt: skip
    """A rectangle hung on its paragraph; lengths in points."""
    filled = f'<a:solidFill><a:srgbClr val="{fill}"><a:alpha val="{alpha}000"/></a:srgbClr></a:solidFill>'
    box = f"<wps:txbx><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    return (
        f"<w:r><w:drawing><wp:anchor {anchor}>"
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{left * 12700}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="{frame}"><wp:posOffset>{top * 12700}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width * 12700}" cy="{height * 12700}"/><wp:{wrap}/><wp:docPr id="1" name="Rectangle 1" descr="x"/>'
        f"<wps:wsp><wps:spPr>{filled if fill else '<a:noFill/>'}</wps:spPr>{box if words else ''}</wps:wsp>"
        "</wp:anchor></w:drawing></w:r>"
    )


LINE = "<w:r><w:t>The child is called Jo Bloggs and lives with an aunt</w:t></w:r>"
OLD = (
    '<w:r><w:pict><v:rect style="position:absolute;margin-left:20pt;margin-top:1pt;width:2in;height:14pt;z-index:5" '
    'fillcolor="black"/></w:pict></w:r>'
)


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{LINE}{shape()}</w:p>",
        f"<w:p>{LINE}{shape(fill='FFFFFF', left=80, width=60)}</w:p>",
        f"<w:p>{LINE}{shape(words='[removed]')}</w:p>",
        f"<w:p>{LINE}{OLD}</w:p>",
        f"<w:p>{shape(top=20)}</w:p><w:p>{LINE}</w:p>",
        f"<w:p>{LINE}</w:p><w:p>{shape(top=-22)}</w:p>",
    ],
    ids=["black", "white, on the name", "with a label", "of an older Word", "from the line above", "from below"],
)
def test_a_shape_drawn_over_words(docx: Docx, body: str) -> None:
    facts = docx(body)
    assert [(one.kind, one.how) for one in facts.hidden] == [(HiddenKind.COVERED_TEXT, "under a drawn shape")]
    assert "Jo Bloggs" in facts.hidden[0].excerpt


@pytest.mark.parametrize(
    "drawn",
    [
        shape(anchor='behindDoc="1"'),
        shape(wrap="wrapSquare"),
        shape(fill=""),
        shape(alpha=40),
        shape(height=3),
        shape(left=400),
        shape(top=60),
        shape(frame="page"),
        shape(words="A quotation that stands in a box"),
        OLD.replace("z-index:5", "z-index:-5"),
        OLD.replace('fillcolor="black"', 'filled="f"'),
    ],
    ids=["behind", "the text goes round", "a frame", "see-through", "a rule", "beside", "below", "by the page",
         "a text box", "behind, of an older Word", "a frame, of an older Word"],
)  # fmt: skip
def test_a_shape_that_covers_nothing(docx: Docx, drawn: str) -> None:
    assert docx(f"<w:p>{LINE}{drawn}</w:p>").hidden == ()


@pytest.mark.parametrize(
    "around",
    [
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
        '<w:smartTag w:element="place">{}</w:smartTag>',
        '<w:smartTag w:element="place"><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:smartTag>',
        '<w:customXml w:element="x">{}</w:customXml>',
        '<w:fldSimple w:instr="REF a">{}</w:fldSimple>',
    ],
)
def test_a_tracked_deletion_is_found_whatever_stands_around_it(docx: Docx, around: str) -> None:
    deleted = '<w:del w:id="1" w:author="Lead"><w:r><w:delText>Jo Bloggs</w:delText></w:r></w:del>'
    facts = docx(f"<w:p><w:r><w:t>Now: </w:t></w:r>{around.format(deleted)}</w:p>")
    assert [(one.kind, one.excerpt, one.place.paragraph) for one in facts.revisions] == [("deletion", "Jo Bloggs", 1)]
    assert facts.text == "Now:"


TABLES = (
    '<w:style w:type="table" w:styleId="Whole"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Child"><w:basedOn w:val="Whole"/></w:style>'
    '<w:style w:type="table" w:styleId="First"><w:tblStylePr w:type="firstRow"><w:rPr><w:vanish/></w:rPr>'
    '</w:tblStylePr></w:style><w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("style", "look", "paragraph_style", "seen"),
    [
        ("Whole", "", "", []),
        ("Child", "", "", []),
        ("Whole", "", "P", ["one", "two"]),
        ("First", 'w:firstRow="1"', "", ["two"]),
        ("First", 'w:val="04A0"', "", ["two"]),
        ("First", 'w:firstRow="0" w:val="04A0"', "", ["one", "two"]),
        ("First", 'w:val="0400"', "", ["one", "two"]),
        ("Unknown", "", "", ["one", "two"]),
    ],
)
def test_words_that_the_style_of_a_table_hides(docx: Docx, style, look, paragraph_style, seen) -> None:
    named = f'<w:pPr><w:pStyle w:val="{paragraph_style}"/></w:pPr>' if paragraph_style else ""
    rows = "".join(f"<w:tr><w:tc><w:p>{named}<w:r><w:t>{t}</w:t></w:r></w:p></w:tc></w:tr>" for t in ("one", "two"))
    body = f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblLook {look}/></w:tblPr>{rows}</w:tbl>'
    facts = docx(body, styles=TABLES)
    assert [block.text for block in facts.blocks] == seen
    assert found(facts, HiddenKind.TEXT) == [text for text in ("one", "two") if text not in seen]


@pytest.mark.parametrize("by", ["<w:rPr><w:vanish/></w:rPr>", ""])
def test_a_box_in_hidden_text_is_hidden(docx: Docx, by: str) -> None:
    style = "" if by else '<w:pPr><w:pStyle w:val="P"/></w:pPr>'
    box = "<w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict>"
    facts = docx(f"<w:p>{style}<w:r>{by}{box}</w:r></w:p>", styles=TABLES)
    assert not facts.blocks
    assert [hidden.excerpt for hidden in facts.hidden] == ["In the box"]
