"""Words that run off their slide come back onto it; what was put beside it stays there."""

import re
from functools import partial

import pytest
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches

from annexa.convert import Converted, Job, convert
from annexa.documents.reader import read
from annexa.proof.pages import shown
from annexa.proof.record import Proof
from annexa.proof.verdict import compared
from annexa.tools.bridge.slides import NOTE
from annexa.tools.files import sha256_of

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

LINE = (
    "Officers of the council and of the health board meet each month and look at every plan that is late, at why it is "
    "late, and at what the family was told about it in the meantime by their caseworker and by the school of the child."
)
GROWS, STAYS = MSO_AUTO_SIZE.SHAPE_TO_FIT_TEXT, MSO_AUTO_SIZE.NONE
TOP, MIDDLE, BOTTOM = MSO_ANCHOR.TOP, MSO_ANCHOR.MIDDLE, MSO_ANCHOR.BOTTOM
LEFT, CENTRE, RIGHT = PP_ALIGN.LEFT, PP_ALIGN.CENTER, PP_ALIGN.RIGHT
WIDE = {f"{size.name} {adjust.name}": (size, adjust) for size in (GROWS, STAYS) for adjust in (LEFT, CENTRE, RIGHT)}
"""One line that is wider than the slide, in boxes that do not wrap it."""
LINES = [f"Line {number} of the list" for number in range(25)]
TALL = {f"{size.name} {anchor.name}": (size, anchor) for size in (GROWS, STAYS) for anchor in (TOP, MIDDLE, BOTTOM)}
"""Twenty-five short lines in a box that has room for five."""


def box(left, top, width, height, *rest, size=GROWS, adjust=LEFT, anchor=TOP, wrap=False):
    """A text box; places are in inches of a slide of ten by seven and a half."""
    *lines, slide = rest
    frame = slide.shapes.add_textbox(*map(Inches, (left, top, width, height))).text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = wrap, size, anchor
    frame.text = "\n".join(lines)
    for paragraph in frame.paragraphs:
        paragraph.alignment = adjust


def table(rows, columns, slide, *, width=8.0, height=1.0):
    cells = slide.shapes.add_table(rows, columns, *map(Inches, (1, 1, width, height))).table
    for row in range(rows):
        for column in range(columns):
            cells.cell(row, column).text = f"place{row}x{column}"


SHAPES = {
    **{
        f"wide {name}": partial(box, 1, 1, 8, 0.5, LINE, size=size, adjust=adjust)
        for name, (size, adjust) in WIDE.items()
    },
    **{
        f"tall {name}": partial(box, 1, 3, 3, 1.5, *LINES, size=size, anchor=anchor)
        for name, (size, anchor) in TALL.items()
    },
    "from the last line": partial(box, 1, 7, 3, 0.4, *LINES[:18]),
    "at the right edge": partial(box, 8.5, 1, 0.5, 0.5, LINE, size=STAYS),
    "at the left edge": partial(box, 0.1, 1, 0.5, 0.5, LINE, size=STAYS, adjust=RIGHT),
}
TABLES = {
    "of many rows": partial(table, 22, 4),
    "of high rows": partial(table, 12, 4, height=9.0),
    "of wide columns": partial(table, 5, 4, width=14.0),
}
OTHERS = {
    "beside": partial(box, -9, 1, 8, 0.5, "Words that were put beside the slide", wrap=True),
    "too long": partial(table, 60, 4),
    "fits": partial(table, 5, 4),
}


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> dict[str, Converted]:
    """A presentation of one slide for each shape, and what became of it."""
    folder = tmp_path_factory.mktemp("edges")
    jobs = []
    for name, add in (SHAPES | TABLES | OTHERS).items():
        presentation = Presentation()
        add(presentation.slides.add_slide(presentation.slide_layouts[6]))
        presentation.save(str(path := folder / f"{name}.pptx"))
        jobs.append(Job(source=path, sha256=sha256_of(path), format="pptx"))
    return {each.job.source.stem: each for each in convert(jobs, cache_dir=folder / "cache", workers=2)}


def proof_of(made: Converted) -> Proof:
    return compared(read(made.job.source), shown(made.pdf))


@pytest.mark.parametrize(
    ("name", "kind"), [*((name, "text box") for name in SHAPES), *((name, "table") for name in TABLES)]
)
def test_words_come_back_onto_their_slide(done, name, kind):
    assert done[name].notes == (f"{NOTE} (1 {kind})",)
    proof = proof_of(done[name])
    assert proof.words
    assert proof.is_sound


def test_what_was_put_beside_the_slide_stays_there(done):
    assert done["beside"].notes == ()
    assert shown(done["beside"].pdf).pages == ([],)
    assert proof_of(done["beside"]).is_sound


def test_a_table_for_which_small_letters_are_not_enough_is_left_and_named(done):
    assert done["too long"].notes == ()
    proof = proof_of(done["too long"])
    assert re.fullmatch(r"A(1[5-9]|2\d)", proof.missing[0].place.cell)  # as high as the rows of this LibreOffice are
    assert done["fits"].notes == ()
