"""Links of Word documents: every place where they hide."""

from collections.abc import Callable

import pytest

from annexa.documents import Facts
from annexa.documents.facts import ActiveKind, LinkOrigin

Docx = Callable[..., Facts]
URL = "https://example.org/report?a=1&b=2"
MARK = '<w:bookmarkStart w:id="0" w:name="_Toc1"/><w:bookmarkEnd w:id="0"/>'


def field(*instruction: str, result: str = "shown") -> str:
    """A complex field; each piece of its instruction in a run of its own."""
    pieces = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in instruction)
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{pieces}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def p(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def links(facts: Facts) -> list[tuple[str, str, LinkOrigin]]:
    return [(link.target, link.text, link.origin) for link in facts.links]


def test_relationship(docx: Docx) -> None:
    body = '<w:p><w:hyperlink r:id="h"><w:r><w:t>the report</w:t></w:r></w:hyperlink></w:p>'
    facts = docx(body, rels={"h": ("hyperlink", URL)})
    assert links(facts) == [(URL, "the report", LinkOrigin.RELATIONSHIP)]
    assert str(facts.links[0].place) == "paragraph 1"


def test_relationship_with_an_anchor(docx: Docx) -> None:
    body = '<w:p><w:hyperlink r:id="h" w:anchor="part2"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    assert docx(body, rels={"h": ("hyperlink", "https://example.org")}).links[0].target == "https://example.org#part2"


def test_field_split_across_runs(docx: Docx) -> None:
    facts = docx(p(field(" HYPER", "LINK &quot;https://exam", "ple.org/a&quot; ")))
    assert links(facts) == [("https://example.org/a", "shown", LinkOrigin.FIELD)]


def test_field_with_an_anchor_and_a_tip(docx: Docx) -> None:
    facts = docx(p(field("HYPERLINK &quot;https://example.org&quot; \\l &quot;part 2&quot; \\o &quot;tip&quot;")))
    assert facts.links[0].target == "https://example.org#part 2"


def test_field_with_a_shared_folder(docx: Docx) -> None:
    facts = docx(p(field("HYPERLINK &quot;" + "\\\\\\\\server\\\\share\\\\a.docx" + "&quot;")))
    assert facts.links[0].target == "\\\\server\\share\\a.docx"


def test_field_over_several_paragraphs(docx: Docx) -> None:
    whole = field("HYPERLINK &quot;https://example.org/a&quot;", result="one")
    first, last = whole.split("<w:r><w:t>one</w:t></w:r>")
    facts = docx(f"<w:p>{first}<w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r>{last}</w:p>")
    assert links(facts) == [("https://example.org/a", "onetwo", LinkOrigin.FIELD)]


def test_field_inside_a_field(docx: Docx) -> None:
    inner = field("REF base", result="https://example.org/")
    whole = field("HYPERLINK &quot;", "MIDDLE", "a&quot;")
    body = whole.replace("<w:r><w:instrText>MIDDLE</w:instrText></w:r>", inner)
    facts = docx(f'<w:p><w:bookmarkStart w:id="1" w:name="base"/>{body}</w:p>')
    assert ("https://example.org/a", "shown", LinkOrigin.FIELD) in links(facts)


def test_field_that_never_ends(docx: Docx) -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.org"</w:instrText></w:r></w:p>'
    assert [link.target for link in docx(body).links] == ["https://example.org"]


def test_simple_field(docx: Docx) -> None:
    body = "<w:p><w:fldSimple w:instr='HYPERLINK \"https://example.org\"'><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>"
    assert links(docx(body)) == [("https://example.org", "x", LinkOrigin.FIELD)]


def test_linked_picture_field(docx: Docx) -> None:
    facts = docx(p(field("INCLUDEPICTURE &quot;https://example.org/a.png&quot; \\d", result="")))
    assert [link.target for link in facts.links] == ["https://example.org/a.png"]
    assert [(a.kind, a.target) for a in facts.active] == [(ActiveKind.LINKED_IMAGE, "https://example.org/a.png")]


@pytest.mark.parametrize(
    ("instruction", "kind", "target"),
    [
        ("INCLUDETEXT &quot;C:\\\\a.docx&quot;", ActiveKind.LINKED_OBJECT, "C:\\a.docx"),
        ("LINK Excel.Sheet.12 &quot;S:\\\\a.xlsx&quot; Sheet1!R1C1", ActiveKind.LINKED_OBJECT, "S:\\a.xlsx"),
        ("DDEAUTO excel &quot;S:\\\\a.xlsx&quot;", ActiveKind.EXTERNAL_DATA, "S:\\a.xlsx"),
    ],
)
def test_linked_parts(docx: Docx, instruction: str, kind: ActiveKind, target: str) -> None:
    facts = docx(p(field(instruction)))
    assert [(a.kind, a.target) for a in facts.active] == [(kind, target)]


def test_text_box_header_footer_and_notes(docx: Docx) -> None:
    simple = "<w:p><w:fldSimple w:instr='HYPERLINK \"https://example.org/{}\"'/></w:p>"
    box = f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{simple.format('box')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    facts = docx(
        box,
        header=simple.format("header"),
        footer=simple.format("footer"),
        footnotes=f'<w:footnote w:id="1">{simple.format("note")}</w:footnote>',
        endnotes=f'<w:endnote w:id="1">{simple.format("end")}</w:endnote>',
    )
    found = {link.target.rpartition("/")[2]: link.place.part for link in facts.links}
    assert found == {"box": None, "header": "header", "footer": "footer", "note": "footnote", "end": "endnote"}


def test_relationships_of_other_parts(docx: Docx, raw_zip: Callable[..., bytes]) -> None:
    header_rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="h" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="https://example.org/h" TargetMode="External"/></Relationships>'
    )
    facts = docx(
        "<w:p/>",
        header='<w:p><w:hyperlink r:id="h"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>',
        extra={"word/_rels/header.xml.rels": header_rels},
    )
    assert [(link.target, link.place.part) for link in facts.links] == [("https://example.org/h", "header")]


def test_shape_with_a_link(docx: Docx) -> None:
    body = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Logo" descr="Logo"><a:hlinkClick r:id="h"/></wp:docPr>'
        '</wp:inline></w:drawing></w:r><w:r><w:pict><v:shape href="https://example.org/vml"/></w:pict></w:r></w:p>'
    )
    facts = docx(body, rels={"h": ("hyperlink", URL)})
    assert {(link.target, link.origin) for link in facts.links} == {
        (URL, LinkOrigin.RELATIONSHIP),
        ("https://example.org/vml", LinkOrigin.ATTRIBUTE),
    }


def test_a_relationship_that_nothing_names_is_left_over_from_a_link_that_was_deleted(docx: Docx) -> None:
    assert docx("<w:p/>", rels={"h": ("hyperlink", URL)}).links == ()


def test_an_address_in_a_place_that_no_reader_knows_is_still_there(docx: Docx) -> None:
    (link,) = docx('<w:p><w:unheard r:of="h"/></w:p>', rels={"h": ("hyperlink", URL)}).links
    assert (link.target, link.place.part) == (URL, "not shown in the text")


def test_plain_text(docx: Docx) -> None:
    body = "<w:p><w:r><w:t>See https://example.org/a, or www.example.org.</w:t></w:r></w:p>"
    assert links(docx(body)) == [
        ("https://example.org/a", "https://example.org/a", LinkOrigin.TEXT),
        ("www.example.org", "www.example.org", LinkOrigin.TEXT),
    ]


def test_plain_text_that_is_clickable_counts_once(docx: Docx) -> None:
    body = '<w:p><w:hyperlink r:id="h"><w:r><w:t>www.example.org</w:t></w:r></w:hyperlink></w:p>'
    assert [link.origin for link in docx(body, rels={"h": ("hyperlink", "http://www.example.org/")}).links] == [
        LinkOrigin.RELATIONSHIP
    ]


@pytest.mark.parametrize(
    ("inside", "target", "resolved"),
    [
        ('<w:hyperlink w:anchor="_Toc1"><w:r><w:t>x</w:t></w:r></w:hyperlink>', "_Toc1", True),
        ('<w:hyperlink w:anchor="gone"><w:r><w:t>x</w:t></w:r></w:hyperlink>', "gone", False),
        (field("REF _toc1 \\h"), "_toc1", True),
        (field("REF _Ref9 \\h", result="Error! Reference source not found."), "_Ref9", False),
        (field("PAGEREF _Toc9 \\h"), "_Toc9", False),
        (field("NOTEREF _Toc1"), "_Toc1", True),
        (field("HYPERLINK \\l &quot;_Toc1&quot;"), "_Toc1", True),
        (field("HYPERLINK \\l &quot;gone&quot;"), "gone", False),
        ('<w:hyperlink w:anchor="_top"><w:r><w:t>x</w:t></w:r></w:hyperlink>', "_top", True),
    ],
)
def test_jumps_inside_the_document(docx: Docx, inside: str, target: str, resolved: bool) -> None:
    (link,) = docx(f"<w:p>{MARK}{inside}</w:p>").links
    assert (link.target, link.origin, link.resolved) == (target, LinkOrigin.INTERNAL, resolved)


def test_deleted_links_are_gone(docx: Docx) -> None:
    gone = field("HYPERLINK &quot;https://example.org&quot;").replace("instrText", "delInstrText")
    assert docx(f'<w:p><w:del w:id="1">{gone}</w:del></w:p>').links == ()


def test_a_thousand_links_are_all_there(docx: Docx) -> None:
    body = "".join(f"<w:p><w:fldSimple w:instr='HYPERLINK \"https://example.org/{n}\"'/></w:p>" for n in range(1000))
    assert len({link.target for link in docx(body).links}) == 1000


def test_a_very_long_address_is_kept_whole(docx: Docx) -> None:
    url = "https://example.org/" + "a" * 20_000
    assert docx(f"<w:p><w:fldSimple w:instr='HYPERLINK \"{url}\"'/></w:p>").links[0].target == url
