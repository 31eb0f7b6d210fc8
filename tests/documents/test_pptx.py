"""Presentations: slides, notes, comments, links."""

from collections.abc import Callable

import pytest

from annexa.documents import Facts
from annexa.documents.facts import ActiveKind, BlockKind, CarriedKind, HiddenKind, LinkOrigin

Pptx = Callable[..., Facts]


def shape(text: str, placeholder: str = "", *, inside: str = "", properties: str = "") -> str:
    ph = f'<p:nvPr><p:ph type="{placeholder}"/></p:nvPr>' if placeholder else "<p:nvPr/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="Box">{properties}</p:cNvPr>{ph}</p:nvSpPr><p:txBody><a:p><a:r>'
        f"<a:rPr>{inside}</a:rPr><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def test_text_with_its_kind_and_slide(pptx: Pptx) -> None:
    facts = pptx(
        shape("Our offer", "ctrTitle") + shape("2026", "subTitle"),
        shape("What changed", "title") + shape("More places", "body") + shape("Aside") + shape("Council", "ftr"),
    )
    assert facts.pages == 2
    assert [(b.text, b.kind, b.level, b.place.slide) for b in facts.blocks] == [
        ("Our offer", BlockKind.TITLE, None, 1),
        ("2026", BlockKind.PARAGRAPH, None, 1),
        ("What changed", BlockKind.HEADING, 1, 2),
        ("More places", BlockKind.LIST_ITEM, None, 2),
        ("Aside", BlockKind.TEXT_BOX, None, 2),
        ("Council", BlockKind.FOOTER, None, 2),
    ]


def test_groups_are_opened(pptx: Pptx) -> None:
    assert pptx(f"<p:grpSp><p:grpSp>{shape('deep')}</p:grpSp></p:grpSp>").text == "deep"


def test_links_of_words_and_of_shapes(pptx: Pptx) -> None:
    words = shape("report", inside='<a:hlinkClick r:id="a"/>')
    button = shape("press", properties='<a:hlinkClick r:id="b"/>')
    jump = shape("next", inside='<a:hlinkClick r:id="c" action="ppaction://hlinksldjump"/>')
    facts = pptx(
        words + button + jump,
        shape("second"),
        slide_rels={
            "a": ("hyperlink", "https://example.org/a"),
            "b": ("hyperlink", "https://example.org/b"),
            "c": ("slide", "slide2.xml"),
        },
    )
    assert [(link.target, link.text, link.origin) for link in facts.links] == [
        ("https://example.org/a", "report", LinkOrigin.RELATIONSHIP),
        ("https://example.org/b", "Box", LinkOrigin.RELATIONSHIP),
        ("ppt/slides/slide2.xml", "next", LinkOrigin.INTERNAL),
    ]
    assert all(link.resolved for link in facts.links)


def test_a_jump_to_a_slide_that_is_gone(pptx: Pptx) -> None:
    jump = shape("next", inside='<a:hlinkClick r:id="c" action="ppaction://hlinksldjump"/>')
    facts = pptx(jump, slide_rels={"c": ("slide", "slide9.xml")})
    assert [link.resolved for link in facts.links] == [False]


def test_buttons_that_run_something(pptx: Pptx) -> None:
    macro = shape("go", properties='<a:hlinkClick r:id="" action="ppaction://macro?name=Go"/>')
    program = shape("run", properties='<a:hlinkClick r:id="x" action="ppaction://program"/>')
    facts = pptx(macro + program, slide_rels={"x": ("hyperlink", "file:///C:/a.exe")})
    assert {(one.kind, one.name or one.target) for one in facts.active} == {
        (ActiveKind.MACRO, "Go"),
        (ActiveKind.LAUNCH, "Box"),
    }


def test_speaker_notes_are_hidden_and_read(pptx: Pptx) -> None:
    notes = f"<p:notes SPACES><p:cSld><p:spTree>{shape('Mention the tribunal', 'body')}{shape('3', 'sldNum')}</p:spTree></p:cSld></p:notes>"
    facts = pptx(
        shape("Words", "title"),
        slide_rels={"n": ("notesSlide", "../notesSlides/notesSlide1.xml")},
        extra={"ppt/notesSlides/notesSlide1.xml": notes},
    )
    assert facts.blocks[-1].kind is BlockKind.SPEAKER_NOTES
    assert str(facts.blocks[-1].place) == "slide 1, notes"
    assert [(one.kind, one.excerpt) for one in facts.hidden] == [(HiddenKind.SPEAKER_NOTES, "Mention the tribunal")]


def test_links_in_notes(pptx: Pptx) -> None:
    inside = '<a:hlinkClick r:id="h"/>'
    notes = f"<p:notes SPACES><p:cSld><p:spTree>{shape('see', 'body', inside=inside)}</p:spTree></p:cSld></p:notes>"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="h" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="https://example.org/n" TargetMode="External"/></Relationships>'
    )
    facts = pptx(
        shape("Words"),
        slide_rels={"n": ("notesSlide", "../notesSlides/n1.xml")},
        extra={"ppt/notesSlides/n1.xml": notes, "ppt/notesSlides/_rels/n1.xml.rels": rels},
    )
    assert [(link.target, str(link.place)) for link in facts.links] == [("https://example.org/n", "slide 1, notes")]


def test_hidden_slides(pptx: Pptx) -> None:
    facts = pptx(shape("Not for them"), attributes='show="0"')
    assert [(one.kind, one.excerpt) for one in facts.hidden] == [(HiddenKind.SLIDE, "Not for them")]
    assert facts.text == "Not for them"


LEGACY = '<p:cmLst SPACES><p:cm authorId="0" dt="2026-10-01T09:00:00"><p:text>Old way</p:text></p:cm></p:cmLst>'
AUTHORS = '<p:cmAuthorLst SPACES><p:cmAuthor id="0" name="Lead"/></p:cmAuthorLst>'
MODERN = (
    '<p188:cmLst SPACES xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"><p188:cm authorId="{1}" '
    'created="2026-10-01T09:00:00" status="resolved"><p188:replyLst><p188:reply authorId="{1}"><p188:txBody><a:p><a:r>'
    "<a:t>Reply</a:t></a:r></a:p></p188:txBody></p188:reply></p188:replyLst><p188:txBody><a:p><a:r><a:t>New way</a:t>"
    "</a:r></a:p></p188:txBody></p188:cm></p188:cmLst>"
)


def test_legacy_comments(pptx: Pptx) -> None:
    facts = pptx(
        shape("a"),
        slide_rels={"c": ("comments", "../comments/comment1.xml")},
        book_rels={"a": ("commentAuthors", "commentAuthors.xml")},
        extra={"ppt/comments/comment1.xml": LEGACY, "ppt/commentAuthors.xml": AUTHORS},
    )
    assert [(c.author, c.text, c.place.slide) for c in facts.comments] == [("Lead", "Old way", 1)]


def test_modern_comments_and_replies(pptx: Pptx) -> None:
    facts = pptx(
        shape("a"),
        slide_rels={"c": ("comments", "../comments/modernComment_1.xml")},
        extra={"ppt/comments/modernComment_1.xml": MODERN},
    )
    assert [(c.text, c.resolved) for c in facts.comments] == [("New way", True), ("Reply", False)]


def test_comments_that_no_slide_leads_to(pptx: Pptx) -> None:
    kind = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
    facts = pptx(shape("a"), extra={"ppt/comments/c.xml": LEGACY}, types={"ppt/comments/c.xml": kind})
    assert [c.text for c in facts.comments] == ["Old way"]


def test_tables(pptx: Pptx) -> None:
    def cell(text: str) -> str:
        return f"<a:tc><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    rows = f"<a:tr>{cell('Who')}{cell('When')}</a:tr><a:tr>{cell('Lead')}{cell('May')}</a:tr>"
    frame = f'<p:graphicFrame><a:tbl><a:tblPr firstRow="1"/>{rows}</a:tbl></p:graphicFrame>'
    (table,) = pptx(frame).tables
    assert (table.header_row, table.cells) == (True, (("Who", "When"), ("Lead", "May")))


def test_pictures_need_a_description(pptx: Pptx) -> None:
    def picture(attributes: str) -> str:
        return f'<p:pic><p:nvPicPr><p:cNvPr id="2" name="Photo" {attributes}/></p:nvPicPr></p:pic>'

    facts = pptx(picture("") + picture('descr="Children at a table"'))
    assert [one.alt for one in facts.pictures] == [None, "Children at a table"]


def test_words_stamped_by_the_master_are_a_watermark(pptx: Pptx) -> None:
    master = f"<p:sldMaster SPACES><p:cSld><p:spTree>{shape('DRAFT')}</p:spTree></p:cSld></p:sldMaster>"
    layout = "<p:sldLayout SPACES><p:cSld><p:spTree/></p:cSld></p:sldLayout>"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="m" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideMaster" '
        'Target="../slideMasters/m.xml"/></Relationships>'
    )
    facts = pptx(
        shape("a"),
        slide_rels={"l": ("slideLayout", "../slideLayouts/l.xml")},
        extra={
            "ppt/slideLayouts/l.xml": layout,
            "ppt/slideLayouts/_rels/l.xml.rels": rels,
            "ppt/slideMasters/m.xml": master,
        },
    )
    assert facts.watermarks == ("DRAFT",)


def test_shapes_that_are_switched_off(pptx: Pptx) -> None:
    hidden = shape("Not for them").replace('name="Box"', 'name="Box" hidden="1"')
    facts = pptx(shape("For them") + hidden)
    assert facts.text == "For them"
    assert [(one.kind, one.name, one.excerpt) for one in facts.hidden] == [(HiddenKind.OBJECT, "Box", "Not for them")]


@pytest.mark.parametrize(("mark", "words"), [('hidden="1"', ["For them"]), ('hidden="0"', ["For them", "In a group"])])
def test_a_group_is_hidden_with_all_that_is_in_it(pptx: Pptx, mark: str, words: list[str]) -> None:
    own = f'<p:nvGrpSpPr><p:cNvPr id="9" name="Group" {mark}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    facts = pptx(shape("For them") + f"<p:grpSp>{own}{shape('In a group')}</p:grpSp>")
    assert [block.text for block in facts.blocks] == words
    assert [one.excerpt for one in facts.hidden] == ["In a group"][len(words) - 1 :]


def test_the_description_of_a_text_box_is_read(pptx: Pptx) -> None:
    box = '<p:sp><p:nvSpPr><p:cNvPr id="9" name="Box" descr="Seen on a visit"/><p:nvPr/></p:nvSpPr></p:sp>'
    facts = pptx(box)
    assert [(one.kind, one.text) for one in facts.carried] == [(CarriedKind.DESCRIPTION, "Seen on a visit")]
    assert facts.pictures == ()
