"""OpenDocument texts, sheets and presentations."""

from collections.abc import Callable

import pytest

from annexa.documents import Facts, ReadFault
from annexa.documents.facts import ActiveKind, BlockKind, HiddenKind, LinkOrigin

Odf = Callable[..., Facts]
INFO = "<office:change-info><dc:creator>Lead</dc:creator><dc:date>2026-10-01T09:00:00</dc:date></office:change-info>"
REGIONS = {
    "insertion": f"<text:insertion>{INFO}</text:insertion>",
    "deletion": f"<text:deletion>{INFO}<text:p>old words</text:p></text:deletion>",
    "formatting change": f"<text:format-change>{INFO}</text:format-change>",
}


@pytest.mark.parametrize(("kind", "region"), REGIONS.items())
def test_changed_regions(odf: Odf, kind: str, region: str) -> None:
    body = (
        f'<text:tracked-changes><text:changed-region text:id="c1">{region}</text:changed-region></text:tracked-changes>'
        '<text:p>a</text:p><text:p>b <text:change-start text:change-id="c1"/>new<text:change-end text:change-id="c1"/></text:p>'
    )
    facts = odf(body)
    (change,) = facts.revisions
    assert (change.kind, change.author, str(change.place)) == (kind, "Lead", "paragraph 2")
    assert change.excerpt == ("old words" if kind == "deletion" else "new")
    assert facts.text == "a\nb new"


def test_changes_in_headers(odf: Odf) -> None:
    region = f'<text:tracked-changes><text:changed-region text:id="c"><text:insertion>{INFO}</text:insertion></text:changed-region></text:tracked-changes>'
    styles = f"<office:master-styles><style:master-page><style:header>{region}<text:p>Head</text:p></style:header></style:master-page></office:master-styles>"
    facts = odf("<text:p>a</text:p>", styles=styles)
    assert [one.place.part for one in facts.revisions] == ["header or footer"]
    assert [(b.text, b.kind) for b in facts.blocks] == [("a", BlockKind.PARAGRAPH), ("Head", BlockKind.HEADER)]


def test_changes_of_sheets(odf: Odf) -> None:
    changes = f"<table:tracked-changes><table:cell-content-change>{INFO}</table:cell-content-change><table:insertion>{INFO}</table:insertion></table:tracked-changes>"
    facts = odf(changes + '<table:table table:name="S"/>', kind="spreadsheet")
    assert [one.kind for one in facts.revisions] == ["cell change", "insertion"]


def test_comments_everywhere(odf: Odf) -> None:
    note = "<office:annotation><dc:creator>Lead</dc:creator><dc:date>2026-10-01</dc:date><text:p>Why?</text:p></office:annotation>"
    assert [(c.author, c.text, str(c.place)) for c in odf(f"<text:p>a{note}</text:p>").comments] == [
        ("Lead", "Why?", "paragraph 1")
    ]
    sheet = f'<table:table table:name="S"><table:table-row><table:table-cell>{note}<text:p>1</text:p></table:table-cell></table:table-row></table:table>'
    assert [str(c.place) for c in odf(sheet, kind="spreadsheet").comments] == ["sheet S, cell A1"]
    slide = f'<draw:page draw:name="p">{note}</draw:page>'
    assert [c.place.slide for c in odf(slide, kind="presentation").comments] == [1]
    header = f"<office:master-styles><style:master-page><style:footer><text:p>x{note}</text:p></style:footer></style:master-page></office:master-styles>"
    assert [c.place.part for c in odf("<text:p/>", styles=header).comments] == ["footer"]


def test_what_each_stretch_is(odf: Odf) -> None:
    styles = '<style:style style:name="P9" style:family="paragraph" style:parent-style-name="Title"/>'
    body = (
        '<text:p text:style-name="P9">Name</text:p><text:h text:outline-level="2">Part</text:h>'
        "<text:list><text:list-item><text:p>point</text:p></text:list-item></text:list>"
        "<text:table-of-content><text:index-body><text:p>Part 1</text:p></text:index-body></text:table-of-content>"
        '<text:p>Text<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>note</text:p></text:note-body></text:note></text:p>"
    )
    assert [(b.text, b.kind, b.level) for b in odf(body, automatic=styles).blocks] == [
        ("Name", BlockKind.TITLE, None),
        ("Part", BlockKind.HEADING, 2),
        ("point", BlockKind.LIST_ITEM, None),
        ("Part 1", BlockKind.TABLE_OF_CONTENTS, None),
        ("note", BlockKind.NOTE, None),
        ("Text", BlockKind.PARAGRAPH, None),
    ]


def test_white_space(odf: Odf) -> None:
    assert odf('<text:p>a  b<text:s text:c="2"/>c<text:tab/>d<text:line-break/>e</text:p>').text == "a b  c\td\ne"


def test_links(odf: Odf) -> None:
    body = (
        '<text:p><text:bookmark text:name="here"/><text:a xlink:href="https://example.org/a">report</text:a> '
        '<text:a xlink:href="#here">jump</text:a> <text:a xlink:href="#gone">jump</text:a> '
        '<text:bookmark-ref text:ref-name="gone">Error: Reference source not found</text:bookmark-ref></text:p>'
        '<text:p><draw:a xlink:href="https://example.org/b"><draw:frame/></draw:a> see www.example.org</text:p>'
    )
    assert [(x.target, x.text, x.origin, x.resolved) for x in odf(body).links] == [
        ("https://example.org/a", "report", LinkOrigin.ATTRIBUTE, True),
        ("here", "jump", LinkOrigin.INTERNAL, True),
        ("gone", "jump", LinkOrigin.INTERNAL, False),
        ("gone", "Error: Reference source not found", LinkOrigin.INTERNAL, False),
        ("https://example.org/b", "", LinkOrigin.ATTRIBUTE, True),
        ("www.example.org", "www.example.org", LinkOrigin.TEXT, True),
    ]


def test_links_in_formulas(odf: Odf) -> None:
    cell = '<table:table-cell table:formula=\'of:=HYPERLINK("https://example.org/a";"x")\'><text:p>x</text:p></table:table-cell>'
    facts = odf(
        f'<table:table table:name="S"><table:table-row>{cell}</table:table-row></table:table>', kind="spreadsheet"
    )
    assert [(x.target, x.origin) for x in facts.links] == [("https://example.org/a", LinkOrigin.FORMULA)]


def test_hidden_text_sections_sheets_rows_and_slides(odf: Odf) -> None:
    ghost = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    facts = odf(
        '<text:p>seen<text:span text:style-name="T1">secret</text:span></text:p>'
        '<text:section text:name="S" text:display="none"><text:p>section</text:p></text:section>',
        automatic=ghost,
    )
    assert facts.text == "seen"
    assert [one.excerpt for one in facts.hidden] == ["secret", "section"]
    table = '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'
    row = '<table:table-row table:visibility="collapse"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>'
    columns = '<table:table-column table:visibility="collapse"/>'
    facts = odf(
        f'<table:table table:name="S" table:style-name="ta1">{columns}{row}</table:table>',
        kind="spreadsheet",
        automatic=table,
    )
    assert [(one.kind, one.name) for one in facts.hidden] == [
        (HiddenKind.SHEET, "S"),
        (HiddenKind.ROW, "1:1"),
        (HiddenKind.COLUMN, "A:A"),
    ]
    page = '<style:style style:name="dp" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    facts = odf('<draw:page draw:style-name="dp"/>', kind="presentation", automatic=page)
    assert [one.kind for one in facts.hidden] == [HiddenKind.SLIDE]


@pytest.mark.parametrize(
    ("place", "is_beside"),
    [
        ('svg:x="29cm" svg:y="1cm" svg:width="5cm" svg:height="1cm"', True),
        ('svg:x="-5.1cm" svg:y="1cm" svg:width="5cm" svg:height="1cm"', True),
        ('svg:x="1cm" svg:y="9in" svg:width="5cm" svg:height="1cm"', True),
        ('svg:x="27cm" svg:y="1cm" svg:width="5cm" svg:height="1cm"', False),
        ('svg:x="29cm" svg:y="1cm" svg:width="5cm" svg:height="1cm" draw:transform="rotate (1)"', False),
        ('svg:x="far" svg:y="1cm"', False),
        ("", False),
    ],
)
def test_words_beside_a_slide_are_hidden(odf: Odf, place: str, is_beside: bool) -> None:
    page = '<style:page-layout><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout>'
    body = (
        f"<draw:page><draw:frame {place}><draw:text-box><text:p>words</text:p></draw:text-box></draw:frame></draw:page>"
    )
    facts = odf(body, kind="presentation", automatic=page)
    assert [one.how for one in facts.hidden] == (["beside the slide"] if is_beside else [])


@pytest.mark.parametrize(
    ("body", "seen", "hidden"),
    [
        ('<text:p><text:hidden-paragraph text:is-hidden="true"/>words</text:p>', "", ["words"]),
        ('<text:p><text:hidden-paragraph text:is-hidden="false"/>words</text:p>', "words", []),
        ('<text:p>a<text:hidden-text text:is-hidden="true" text:string-value="words"/></text:p>', "a", ["words"]),
        ('<text:p>a<text:hidden-text text:is-hidden="false">words</text:hidden-text></text:p>', "awords", []),
        ('<table:table><table:table-row table:visibility="collapse"><table:table-cell><text:p>words</text:p>'
         "</table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>b</text:p></table:table-cell>"
         "</table:table-row></table:table>", "b", ["words"]),
    ],
)  # fmt: skip
def test_what_fields_and_rows_hide(odf: Odf, body: str, seen: str, hidden: list[str]) -> None:
    facts = odf(body)
    assert facts.text == seen
    assert [one.excerpt for one in facts.hidden] == hidden


@pytest.mark.parametrize(
    ("mark", "seen"),
    [("", True), ('draw:display="always"', True), ('draw:display="screen"', True), ('draw:display="none"', False)],
)
@pytest.mark.parametrize("shape", ["custom-shape", "g", "frame"])
def test_shapes_that_are_switched_off(odf: Odf, shape: str, mark: str, seen: bool) -> None:
    words = "<text:p>In a box</text:p>"
    inner = {
        "custom-shape": words,
        "g": f"<draw:custom-shape>{words}</draw:custom-shape>",
        "frame": f"<draw:text-box>{words}</draw:text-box>",
    }[shape]
    facts = odf(
        f'<draw:page><draw:{shape} draw:name="B" {mark}>{inner}</draw:{shape}></draw:page>', kind="presentation"
    )
    assert ("In a box" in facts.text) is seen
    assert [(one.kind, one.name, one.excerpt) for one in facts.hidden] == (
        [] if seen else [(HiddenKind.OBJECT, "B", "In a box")]
    )


def test_speaker_notes(odf: Odf) -> None:
    frame = "<draw:frame><draw:text-box><text:p>Mention it</text:p></draw:text-box></draw:frame>"
    facts = odf(f"<draw:page><presentation:notes>{frame}</presentation:notes></draw:page>", kind="presentation")
    assert [(b.text, b.kind) for b in facts.blocks] == [("Mention it", BlockKind.SPEAKER_NOTES)]
    assert [one.kind for one in facts.hidden] == [HiddenKind.SPEAKER_NOTES]


def test_pictures_tables_and_linked_parts(odf: Odf) -> None:
    frame = '<draw:frame draw:name="F"><draw:image xlink:href="{}"/>{}</draw:frame>'
    body = (
        f"<text:p>{frame.format('Pictures/a.png', '<svg:desc>A chart</svg:desc>')}{frame.format('https://example.org/a.png', '')}"
        '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>'
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Who</text:p></table:table-cell>"
        "<table:table-cell><text:p>When</text:p></table:table-cell></table:table-row></table:table-header-rows></table:table>"
    )
    facts = odf(body)
    assert [one.alt for one in facts.pictures] == ["A chart", None, None]
    assert [(one.kind, one.target or one.name) for one in facts.active] == [
        (ActiveKind.LINKED_IMAGE, "https://example.org/a.png"),
        (ActiveKind.EMBEDDED_OBJECT, "Object 1"),
    ]
    assert [(table.header_row, table.header) for table in facts.tables] == [(True, ("Who", "When"))]


def test_macros_and_tracking(odf: Odf) -> None:
    settings = '<office:document-settings SPACES><config:config-item config:name="TrackChanges">true</config:config-item></office:document-settings>'
    facts = odf("<text:p/>", extra={"Basic/Standard/Module1.xml": "<x/>", "settings.xml": settings})
    assert [one.kind for one in facts.active] == [ActiveKind.MACRO]
    assert facts.tracking_on


def test_properties(odf: Odf) -> None:
    meta = (
        "<office:document-meta SPACES><office:meta><dc:title>Destinations</dc:title><meta:initial-creator>Lead"
        "</meta:initial-creator><dc:creator>Other</dc:creator><meta:keyword>a</meta:keyword><meta:keyword>b</meta:keyword>"
        "</office:meta></office:document-meta>"
    )
    found = odf("<text:p/>", extra={"meta.xml": meta}).properties
    assert (found.title, found.author, found.last_modified_by, found.keywords) == (
        "Destinations",
        "Lead",
        "Other",
        "a, b",
    )


def test_encrypted(fault_of: Callable[[str, bytes], ReadFault], raw_odf: Callable[..., bytes]) -> None:
    manifest = '<m:manifest xmlns:m="x"><m:encryption-data/></m:manifest>'
    data = raw_odf("<text:p/>", extra={"META-INF/manifest.xml": manifest})
    assert fault_of("a.odt", data).kind == "password"
