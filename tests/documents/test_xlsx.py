"""Workbooks: cells, links, comments, and what is hidden.

Long because it goes through all that a workbook can hold.
"""

from collections.abc import Callable

import pytest

from annexa.documents import Facts
from annexa.documents.facts import ActiveKind, BlockKind, HiddenKind, LinkOrigin

Xlsx = Callable[..., Facts]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def inline(ref: str, text: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


def data(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


def row(number: int, *cells: str, attributes: str = "") -> str:
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


def test_cells_of_every_kind(xlsx: Xlsx) -> None:
    cells = (
        '<c r="A1" t="s"><v>0</v></c>',
        inline("B1", "inline"),
        '<c r="C1"><v>0.10000000000000001</v></c>',
        '<c r="D1" t="b"><v>1</v></c>',
        '<c r="E1" t="str"><f>A1&amp;"x"</f><v>worked out</v></c>',
        '<c r="F1" s="1"><v>46279</v></c>',
        '<c r="G1" t="e"><v>#REF!</v></c>',
        "<c><v>7</v></c>",
    )
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    facts = xlsx(data(row(1, *cells)), strings=("shared",), styles=styles)
    assert [(b.place.cell, b.text) for b in facts.blocks] == [
        ("A1", "shared"),
        ("B1", "inline"),
        ("C1", "0.1"),
        ("D1", "TRUE"),
        ("E1", "worked out"),
        ("F1", "2026-09-14"),
        ("G1", "#REF!"),
        ("H1", "7"),
    ]
    assert str(facts.blocks[0].place) == "sheet Summary, cell A1"
    assert facts.pages == 1


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Northbrook_x000D_\nSouthmere", "Northbrook\nSouthmere"),
        ("a_x0009_b", "a\tb"),
        ("_x005F_x000D_", "_x000D_"),
        ("caf_x00E9_", "café"),
        ("_xD800_ and _x0000_", " and "),
        ("max_x_y", "max_x_y"),
    ],
)
def test_characters_that_are_written_as_codes_are_shown(xlsx: Xlsx, written: str, shown: str) -> None:
    cells = ('<c r="A1" t="s"><v>0</v></c>', inline("B1", written), f'<c r="C1" t="str"><v>{written}</v></c>')
    facts = xlsx(data(row(1, *cells)), strings=(written,))
    assert {block.text.strip() for block in facts.blocks} == {shown.strip()}


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("dd/mm/yyyy", "2026-09-14"),
        ('"day "0', "46279"),
        ("[Red]0.00", "46279"),
        ("mmm yy", "Sep 2026"),
        ("mmmm yyyy;@", "Sep 2026"),
        ("yyyy", "2026"),
        ("[$-809]d mmm yy", "2026-09-14"),
        ("General", "46279"),
        ("#,##0", "46279"),
    ],
)
def test_number_formats_that_are_dates(xlsx: Xlsx, code: str, shown: str) -> None:
    escaped = code.replace('"', "&quot;")
    styles = (
        f'<numFmts><numFmt numFmtId="170" formatCode="{escaped}"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>'
    )
    assert xlsx(data(row(1, '<c r="A1" s="0"><v>46279</v></c>')), styles=styles).text == shown


def test_a_sheet_is_a_table(xlsx: Xlsx) -> None:
    rows = row(1, inline("A1", "School"), inline("B1", "Pupils")) + row(
        2, inline("A2", "North"), '<c r="B2"><v>12</v></c>'
    )
    (table,) = xlsx(data(rows)).tables
    assert (table.rows, table.columns, table.header_row) == (2, 2, True)
    assert table.cells == (("School", "Pupils"), ("North", "12"))
    bare = row(1, '<c r="A1"><v>1</v></c>', '<c r="B1"><v>2</v></c>') + row(2, '<c r="A2"><v>1</v></c>')
    assert not xlsx(data(bare)).tables[0].header_row
    frozen = '<sheetViews><sheetView><pane ySplit="1" state="frozen"/></sheetView></sheetViews>'
    assert xlsx(frozen + data(bare)).tables[0].header_row


@pytest.mark.parametrize(
    ("state", "kind"),
    [('state="hidden"', HiddenKind.SHEET), ('state="veryHidden"', HiddenKind.VERY_HIDDEN_SHEET)],
)
def test_hidden_sheets_are_named_and_still_read(xlsx: Xlsx, state: str, kind: HiddenKind) -> None:
    facts = xlsx(data(row(1, inline("A1", "names"))), state=state)
    assert [(one.kind, one.name) for one in facts.hidden] == [(kind, "Summary")]
    assert facts.text == "names"


def test_hidden_rows_and_columns_that_hold_something(xlsx: Xlsx) -> None:
    sheet = '<cols><col min="3" max="4" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>' + data(
        row(1, inline("A1", "a"), inline("C1", "c")),
        row(2, inline("A2", "b"), attributes='hidden="1"'),
        row(3, inline("A3", "d"), attributes='hidden="1"'),
        row(5, attributes='hidden="1"'),
    )
    facts = xlsx(sheet)
    assert [(one.kind, one.name, one.excerpt) for one in facts.hidden] == [
        (HiddenKind.COLUMN, "C:D", "c"),
        (HiddenKind.ROW, "2:3", "b; d"),
    ]


def test_links_by_relationship_and_jump(xlsx: Xlsx) -> None:
    sheet = data(row(1, inline("A1", "report"))) + (
        '<hyperlinks><hyperlink ref="A1" r:id="h"/><hyperlink ref="A2" location="Summary!B2" display="see"/>'
        '<hyperlink ref="A3" location="\'Gone sheet\'!B2"/><hyperlink ref="A4" location="region"/></hyperlinks>'
    )
    facts = xlsx(
        sheet,
        sheet_rels={"h": ("hyperlink", "https://example.org/a")},
        workbook='<definedNames><definedName name="Region">Summary!A1</definedName></definedNames>',
    )
    assert [(link.target, link.text, link.origin, link.resolved) for link in facts.links] == [
        ("https://example.org/a", "report", LinkOrigin.RELATIONSHIP, True),
        ("Summary!B2", "see", LinkOrigin.INTERNAL, True),
        ("'Gone sheet'!B2", "", LinkOrigin.INTERNAL, False),
        ("region", "", LinkOrigin.INTERNAL, True),
    ]


@pytest.mark.parametrize(
    ("formula", "targets"),
    [
        ('HYPERLINK("https://example.org/a","Report")', ["https://example.org/a"]),
        ('IF(B1=1,HYPERLINK("https://example.org/a"),HYPERLINK("https://example.org/b","x"))',
         ["https://example.org/a", "https://example.org/b"]),
        ('hyperlink( "https://example.org/"&amp;"a" )', ["https://example.org/a"]),
        ('HYPERLINK("https://example.org/"&amp;A1)', ["https://example.org/part"]),
        ('HYPERLINK("https://example.org/say""so""")', ['https://example.org/say"so"']),
        ('HYPERLINK(VLOOKUP(A1,B:C,2),"x")', ["=VLOOKUP(A1,B:C,2)"]),
        ('HYPERLINK("#Summary!A1","top")', ["Summary!A1"]),
        ('SUM(A1:A2)', []),
    ],
)  # fmt: skip
def test_links_in_formulas(xlsx: Xlsx, formula: str, targets: list[str]) -> None:
    sheet = data(row(1, inline("A1", "part"), f'<c r="B1" t="str"><f>{formula}</f><v>shown</v></c>'))
    facts = xlsx(sheet)
    assert [link.target for link in facts.links] == targets
    assert all(link.text for link in facts.links)


def test_links_in_plain_cells(xlsx: Xlsx) -> None:
    facts = xlsx(data(row(1, '<c r="A1" t="s"><v>0</v></c>')), strings=("see https://example.org/a",))
    assert [(link.target, link.origin) for link in facts.links] == [("https://example.org/a", LinkOrigin.TEXT)]


def test_links_of_shapes(xlsx: Xlsx) -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><xdr:oneCellAnchor><xdr:sp>'
        '<xdr:nvSpPr><xdr:cNvPr id="1" name="Button"><a:hlinkClick r:id="h"/></xdr:cNvPr></xdr:nvSpPr><xdr:txBody>'
        "<a:p><a:r><a:t>Press</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:oneCellAnchor></xdr:wsDr>"
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="h" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="https://example.org/a" TargetMode="External"/></Relationships>'
    )
    facts = xlsx(
        data(),
        sheet_rels={"d": ("drawing", "../drawings/drawing1.xml")},
        extra={"xl/drawings/drawing1.xml": drawing, "xl/drawings/_rels/drawing1.xml.rels": rels},
    )
    assert [(link.target, link.place.sheet) for link in facts.links] == [("https://example.org/a", "Summary")]
    assert facts.text == "Press"


NOTE = f'<comments {MAIN}><authors><author>Lead</author><author>tc={{1}}</author></authors><commentList>' \
    '<comment ref="B2" authorId="0"><text><t>Check</t></text></comment>' \
    '<comment ref="C3" authorId="1"><text><t>[Threaded comment]</t></text></comment></commentList></comments>'  # fmt: skip
THREAD = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="C3" dT="2026-10-01T09:00:00" personId="{P}" id="{1}" done="1"><text>Why?</text>'
    "</threadedComment></ThreadedComments>"
)
PERSONS = (
    '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<person displayName="Other lead" id="{P}"/></personList>'
)


def test_notes_and_threaded_comments(xlsx: Xlsx) -> None:
    facts = xlsx(
        data(),
        sheet_rels={"c": ("comments", "../comments1.xml"), "t": ("threadedComment", "../threadedComments/t1.xml")},
        book_rels={"p": ("person", "persons/person.xml")},
        extra={"xl/comments1.xml": NOTE, "xl/threadedComments/t1.xml": THREAD, "xl/persons/person.xml": PERSONS},
    )
    assert [(c.author, c.text, c.place.cell, c.resolved) for c in facts.comments] == [
        ("Lead", "Check", "B2", False),
        ("Other lead", "Why?", "C3", True),
    ]


def test_comments_that_no_sheet_leads_to(xlsx: Xlsx) -> None:
    facts = xlsx(data(), extra={"xl/comments7.xml": NOTE}, types={"xl/comments7.xml": f"{SHEET_TYPE}.comments+xml"})
    assert [comment.text for comment in facts.comments] == ["Check"]


def test_revision_logs_of_a_shared_workbook(xlsx: Xlsx) -> None:
    log = f'<revisions {MAIN}><rcc rId="1" sId="1"><nc r="B2" t="inlineStr"><is><t>new</t></is></nc></rcc><rrc rId="2" ref="A1:A3"/></revisions>'
    facts = xlsx(data(), extra={"xl/revisions/revisionLog1.xml": log})
    assert [(one.kind, one.excerpt, one.place.cell) for one in facts.revisions] == [
        ("cell change", "new", "B2"),
        ("row or column change", "", "A1:A3"),
    ]


def test_active_parts(xlsx: Xlsx) -> None:
    link = f'<externalLink {MAIN}><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    facts = xlsx(
        data(),
        book_rels={"c": ("connections", "connections.xml")},
        extra={
            "xl/vbaProject.bin": b"x",
            "xl/connections.xml": "<connections/>",
            "xl/externalLinks/externalLink1.xml": link,
        },
    )
    assert {(one.kind, one.target) for one in facts.active} == {
        (ActiveKind.MACRO, ""),
        (ActiveKind.EXTERNAL_DATA, ""),
        (ActiveKind.EXTERNAL_DATA, "cmd|/c calc"),
    }


def test_headers_and_footers_lose_their_codes(xlsx: Xlsx) -> None:
    footer = '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12DRAFT&amp;R&amp;D</oddHeader><oddFooter>&amp;CPage &amp;P</oddFooter></headerFooter>'
    facts = xlsx(data() + footer)
    assert [(b.text, b.kind) for b in facts.blocks] == [("DRAFT", BlockKind.HEADER), ("Page", BlockKind.FOOTER)]


def test_a_formula_written_once_for_many_cells(xlsx: Xlsx) -> None:
    rows = (
        row(
            1,
            inline("A1", "one"),
            '<c r="B1" t="str"><f t="shared" ref="B1:B3" si="0">HYPERLINK("https://example.org/A1/"&amp;A1)</f><v>x</v></c>',
        ),
        row(2, inline("A2", "two"), '<c r="B2" t="str"><f t="shared" si="0"/><v>x</v></c>'),
        row(3, inline("A3", "three"), '<c r="B3" t="str"><f t="shared" si="0"/><v>x</v></c>'),
    )
    assert [(link.place.cell, link.target) for link in xlsx(data(*rows)).links] == [
        ("B1", "https://example.org/A1/one"),
        ("B2", "https://example.org/A1/two"),
        ("B3", "https://example.org/A1/three"),
    ]


@pytest.mark.parametrize(
    ("source", "state", "kept"),
    [
        ('<worksheetSource ref="A1:B9" sheet="Summary"/>', "", []),
        (
            '<worksheetSource ref="A1:B9" sheet="Summary"/>',
            'state="hidden"',
            ["hidden sheet", "cached data of a pivot table"],
        ),
        ('<worksheetSource ref="A1:B9" sheet="Children"/>', "", ["cached data of a pivot table"]),
        ('<worksheetSource ref="A1:B9" sheet="Summary" r:id="x"/>', "", ["cached data of a pivot table"]),
    ],
)
def test_rows_that_a_pivot_table_keeps(xlsx: Xlsx, source: str, state: str, kept: list[str]) -> None:
    r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    cache = (
        f'<pivotCacheDefinition {MAIN} {r}><cacheSource type="worksheet">{source}</cacheSource><cacheFields><cacheField>'
        '<sharedItems><s v="A name"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>'
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotCacheRecords" Target="r1.xml"/></Relationships>'
    )
    facts = xlsx(
        data(),
        state=state,
        book_rels={"p": ("pivotCacheDefinition", "pivotCache/d1.xml")},
        extra={"xl/pivotCache/d1.xml": cache, "xl/pivotCache/_rels/d1.xml.rels": rels, "xl/pivotCache/r1.xml": "<x/>"},
    )
    assert [one.kind for one in facts.hidden] == kept
    assert all(one.excerpt == "A name" for one in facts.hidden if one.kind is HiddenKind.CACHED_DATA)
