"""Words of slides that nobody can see, and words that everybody can."""

from collections.abc import Callable

import pytest

from annexa.documents import Facts
from annexa.documents.facts import HiddenKind

Pptx = Callable[..., Facts]

MASTER = (
    '<p:sldMaster SPACES><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg><p:spTree/></p:cSld>'
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"/></p:sldMaster>'
)
LAYOUT = (
    "<p:sldLayout SPACES><p:cSld><p:spTree>{}<p:sp><p:nvSpPr><p:cNvPr id='9' name='Body'/><p:nvPr><p:ph type='body' idx='1'/>"
    "</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x='100' y='100'/><a:ext cx='400' cy='100'/></a:xfrm></p:spPr></p:sp>"
    "</p:spTree></p:cSld></p:sldLayout>"
)
THEME = (
    '<a:theme SPACES><a:themeElements><a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="1F497D"/></a:dk2></a:clrScheme>'
    "</a:themeElements></a:theme>"
)


def fill(colour: str = "000000", inside: str = "") -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}">{inside}</a:srgbClr></a:solidFill>'


def shape(
    words: str = "", box: tuple[int, int, int, int] | None = (100, 100, 400, 100), filled: str = "", run: str = "",
    *, id: int = 2, properties: str = "", placeholder: str = "",
) -> str:  # fmt: skip
    """A shape at left, top with a width and height; a slide is 1000 by 600."""
    left, top, width, height = box or (0, 0, 0, 0)
    frame = f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>' if box else ""
    text = f"<p:txBody><a:p><a:r>{run}<a:t>{words}</a:t></a:r></a:p></p:txBody>" if words else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="s" {properties}/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{frame}{filled}</p:spPr>{text}</p:sp>"
    )


def colour(value: str, scheme: bool = False) -> str:
    name = "schemeClr" if scheme else "srgbClr"
    return f'<a:rPr><a:solidFill><a:{name} val="{value}"/></a:solidFill></a:rPr>'


TEXT = shape("Secret", filled="<a:noFill/>")
WHITE = shape("Secret", run=colour("FFFFFF"))
BOX = shape(filled=fill(), id=3)
PICTURE = (
    '<p:pic><p:nvPicPr><p:cNvPr id="3" name="p" descr="x"/></p:nvPicPr><p:spPr><a:xfrm><a:off x="90" y="90"/>'
    '<a:ext cx="500" cy="200"/></a:xfrm></p:spPr></p:pic>'
)


def group(inside: str, *, off: int = 0, scale: int = 1) -> str:
    """A group that moves its insides by `off` and makes them larger."""
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="8" name="g"/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="{off}" y="{off}"/>'
        f'<a:ext cx="{1000 * scale}" cy="{600 * scale}"/><a:chOff x="0" y="0"/><a:chExt cx="1000" cy="600"/></a:xfrm>'
        f"</p:grpSpPr>{inside}</p:grpSp>"
    )


COVERED = {
    "a black box": TEXT + BOX,
    "a white box": TEXT + shape(filled=fill("FFFFFF"), id=3),
    "a box that is a little larger": TEXT + shape(box=(80, 90, 450, 130), filled=fill("3366AA"), id=3),
    "a picture": TEXT + PICTURE,
    "a box with a label": TEXT + shape("[removed]", filled=fill(), id=3),
    "a bar over one line of many": shape("Secret", (100, 100, 400, 300))
    + shape(box=(120, 150, 200, 70), filled=fill(), id=3),
    "a filled style": TEXT
    + '<p:sp><p:nvSpPr><p:cNvPr id="3" name="r"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="90" y="90"/><a:ext cx="500" cy="150"/>'
    '</a:xfrm></p:spPr><p:style><a:fillRef idx="1"/></p:style></p:sp>',
    "a box in a group": TEXT + group(shape(box=(0, 0, 450, 200), filled=fill(), id=3), off=80),
    "a box in a group that makes it larger": TEXT + group(shape(box=(20, 20, 250, 150), filled=fill(), id=3), scale=2),
    "text and box in one group": group(TEXT + BOX, off=30),
    "a placeholder whose place the layout tells": shape("Secret", None, placeholder='<p:ph type="body" idx="1"/>')
    + BOX,
    "black words on the black highlighter": shape(
        "Secret", run='<a:rPr><a:highlight><a:srgbClr val="000000"/></a:highlight></a:rPr>'
    ),
    "black words on a black shape": shape("Secret", filled=fill("000000"), run=colour("000000")),
}
HIDDEN = {
    "right of the slide": shape("Secret", (1200, 100, 100, 50)),
    "left of the slide": shape("Secret", (-300, 100, 200, 50)),
    "above the slide": shape("Secret", (100, -200, 200, 50)),
    "below the slide": shape("Secret", (100, 700, 200, 50)),
    "a group beside the slide": group(TEXT, off=2000),
    "one point": shape("Secret", run='<a:rPr sz="100"/>'),
    "white on the white slide": WHITE,
    "white of the theme": shape("Secret", run=colour("bg1", scheme=True)),
    "white on a white shape": shape("Secret", filled=fill("FFFFFF"), run=colour("FFFFFF")),
    "yellow on yellow": shape("Secret", filled=fill("FFFF00"), run=colour("FFFF00")),
}
READABLE = {
    "a text box": TEXT,
    "a box below the text": BOX + WHITE,
    "a picture below the text": PICTURE + WHITE,
    "words on a dark shape": shape("Secret", filled=fill("1F3864"), run=colour("FFFFFF")),
    "a box beside": TEXT + shape(box=(600, 100, 200, 100), filled=fill(), id=3),
    "a frame around": TEXT + shape(filled="<a:noFill/>", id=3),
    "a see-through box": TEXT + shape(filled=fill("FFFF00", '<a:alpha val="40000"/>'), id=3),
    "a box that is switched off": TEXT + shape(filled=fill(), id=3, properties='hidden="1"'),
    "a corner of a picture": TEXT + PICTURE.replace('x="90" y="90"', 'x="450" y="170"'),
    "a grey bar that touches": TEXT + shape(box=(90, 190, 420, 30), filled=fill("888888"), id=3),
    "a part beyond the edge": shape("Secret", (900, 100, 300, 50)),
    "white without a place of its own": shape("Secret", None, run=colour("FFFFFF"), filled=fill("1F3864")),
    "grey": shape("Secret", run=colour("BFBFBF")),
    "white on a gradient": shape("Secret", filled="<a:gradFill/>", run=colour("FFFFFF")),
    "six points": shape("Secret", run='<a:rPr sz="600"/>'),
}


def found(pptx: Pptx, slide: str, *, layout: str = "", after: str = "") -> list[tuple[HiddenKind, str]]:
    facts = presentation(pptx, slide, layout=layout, after=after)
    return [(one.kind, one.excerpt) for one in facts.hidden if one.kind is not HiddenKind.OBJECT]


def presentation(pptx: Pptx, slide: str, *, layout: str = "", after: str = "") -> Facts:
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"

    def leads(kind: str, target: str) -> str:
        return f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rels}/{kind}" Target="{target}"/></Relationships>'

    extra = {
        "ppt/slideLayouts/l.xml": LAYOUT.format(layout),
        "ppt/slideLayouts/_rels/l.xml.rels": leads("slideMaster", "../slideMasters/m.xml"),
        "ppt/slideMasters/m.xml": MASTER,
        "ppt/slideMasters/_rels/m.xml.rels": leads("theme", "../theme/t.xml"),
        "ppt/theme/t.xml": THEME,
        "ppt/presentation.xml": '<p:presentation SPACES><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst>'
        '<p:sldSz cx="1000" cy="600"/></p:presentation>',
    }
    return pptx(slide + after, slide_rels={"l": ("slideLayout", "../slideLayouts/l.xml")}, extra=extra)


@pytest.mark.parametrize("slide", COVERED.values(), ids=COVERED)
def test_words_that_something_covers(pptx: Pptx, slide: str) -> None:
    assert found(pptx, slide) == [(HiddenKind.COVERED_TEXT, "Secret")]


@pytest.mark.parametrize("slide", HIDDEN.values(), ids=HIDDEN)
def test_hidden_words(pptx: Pptx, slide: str) -> None:
    assert found(pptx, slide) == [(HiddenKind.TEXT, "Secret")]


@pytest.mark.parametrize("slide", READABLE.values(), ids=READABLE)
def test_words_that_everybody_reads(pptx: Pptx, slide: str) -> None:
    assert found(pptx, slide) == []


def test_white_words_over_what_the_layout_draws_can_be_read(pptx: Pptx) -> None:
    band = shape(box=(0, 0, 1000, 300), filled=fill("1F3864"), id=7)
    assert found(pptx, WHITE, layout=band) == []
    assert found(pptx, WHITE, layout=shape(box=(0, 500, 1000, 100), filled=fill("1F3864"), id=7)) != []


def test_what_an_animation_moves_covers_nothing(pptx: Pptx) -> None:
    target = '<p:timing><p:spTgt spid="{}"/></p:timing>'
    assert found(pptx, TEXT + BOX, after=target.format(3)) == []
    assert found(pptx, TEXT + BOX, after=target.format(77)) != []


def test_it_says_how(pptx: Pptx) -> None:
    hows = [presentation(pptx, slide).hidden[0].how for slide in (TEXT + BOX, TEXT + PICTURE, HIDDEN["one point"])]
    assert hows == ["under a drawn shape", "under a picture", "in type too small to read"]
    assert presentation(pptx, TEXT + BOX).hidden[0].place.slide == 1
