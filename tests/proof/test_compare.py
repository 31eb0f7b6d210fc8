"""A document's words against those of its pages, both made by hand."""

import pytest

from annexa.documents.facts import (
    Block,
    BlockKind,
    Carried,
    CarriedKind,
    Comment,
    Facts,
    Hidden,
    HiddenKind,
    Picture,
    ReadFault,
    ReadFaultKind,
    Revision,
)
from annexa.model.findings import Place
from annexa.proof.pages import Shown
from annexa.proof.verdict import compared
from annexa.proof.words import words

PARAGRAPHS = (
    "Every school in the area has a named person who answers for places.",
    "Places for September were offered to all who asked for one in time.",
    "Places for January were offered to eleven who asked for one late.",
)


def facts(*texts: str, **more: object) -> Facts:
    blocks = tuple(Block(text=text, place=Place(paragraph=number)) for number, text in enumerate(texts, 1))
    return Facts(format="docx", blocks=blocks, **more)  # type: ignore[arg-type]


def cells(**texts: str) -> tuple[Block, ...]:
    return tuple(
        Block(text=text, place=Place(sheet="Data", cell=cell), kind=BlockKind.CELL) for cell, text in texts.items()
    )


def page(*texts: str, **more: object) -> Shown:
    return Shown(pages=tuple(words(text) for text in texts), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("A well-known report", "A well-\x02\r\nknown report"),
        ("The effi\u00adcient office", "The e\ufb03cient o\ufb03ce"),
        ("Café at 10–12 o’clock", "Cafe\u0301 at 10-12 o'clock"),
        ("co-operation", "cooper\ufffe\r\nation"),
        ("Governance arrangements", "Gover nance arrange ments"),
        ("مدرسة", "ة س ر د م"),
        ("学校名单", "学校\r\n名单"),
        ("Ａ１ ２", "A1 2"),
    ],
)
def test_words_are_found_however_lines_and_fonts_part_them(source, shown):
    proof = compared(facts(source), page(f"Page 1 {shown} Footer"))
    assert (proof.found, proof.missing, proof.errors) == (proof.words, (), ())


@pytest.mark.parametrize("lost", range(3))
def test_a_paragraph_that_is_not_on_the_pages_is_named_with_its_place(lost):
    left = [text for number, text in enumerate(PARAGRAPHS) if number != lost]
    proof = compared(facts(*PARAGRAPHS), page("Header of it", *left))
    assert len(proof.errors) == 1
    assert proof.missing[0].place == Place(paragraph=lost + 1)
    assert sum(each.count for each in proof.missing) == proof.words - proof.found


def test_one_of_two_equal_paragraphs_is_missed():
    twice = facts(*PARAGRAPHS, PARAGRAPHS[0])
    assert compared(twice, page(*PARAGRAPHS)).errors
    assert not compared(twice, page(*PARAGRAPHS, PARAGRAPHS[0])).errors


def test_words_that_stand_elsewhere_on_the_pages_do_not_make_up_for_a_sentence():
    other = "day a last place the child on left was no without"
    lost = "No child was left without a place on the last day."
    assert compared(facts(PARAGRAPHS[0], lost), page(PARAGRAPHS[0], other)).errors


@pytest.mark.parametrize(
    ("gone", "errors"),
    [
        ("a named person", 1),
        ("school in the", 1),
        ("named", 0),
        ("school", 0),
        ("in", 0),
    ],
)
def test_words_that_are_lost_side_by_side_are_an_error_however_long_the_document(gone, errors):
    long = [f"{PARAGRAPHS[1]} Paragraph {number} of the paper." for number in range(40)]
    proof = compared(facts(PARAGRAPHS[0], *long), page(PARAGRAPHS[0].replace(f" {gone} ", " "), *long))
    assert proof.share > 0.99
    assert proof.missing
    assert len(proof.errors) == errors


def test_a_paragraph_over_two_pages_with_a_header_between_is_whole():
    proof = compared(
        facts(*PARAGRAPHS),
        page(PARAGRAPHS[0] + " Places for Sep", f"Head 2 tember{PARAGRAPHS[1][20:]} {PARAGRAPHS[2]}"),
    )
    assert proof.errors == ()


def test_a_header_need_not_be_on_the_pages():
    head = Block(text="Only on even pages of it", place=Place(part="header"), kind=BlockKind.HEADER)
    assert compared(Facts(format="docx", blocks=(head,)), page("Anything")).errors == ()


HIDDEN = [
    ("hidden sheet Data", Hidden(kind=HiddenKind.SHEET, place=Place(sheet="Data"), name="Data")),
    ("hidden rows 2:3", Hidden(kind=HiddenKind.ROW, place=Place(sheet="Data"), name="2:3")),
    ("hidden columns B:C", Hidden(kind=HiddenKind.COLUMN, place=Place(sheet="Data"), name="B:C")),
    ("hidden text", Hidden(kind=HiddenKind.TEXT, place=Place(sheet="Data", cell="B2"), excerpt="Maple Quill")),
]


@pytest.mark.parametrize(("what", "hidden"), HIDDEN)
def test_what_a_workbook_hides_is_found_on_the_pages(what, hidden):
    workbook = Facts(
        format="xlsx",
        blocks=(*cells(B2="Maple Quill"), Block(text="Area", place=Place(sheet="Front", cell="A1"))),
        hidden=(hidden,),
    )
    out = compared(workbook, page("Area Maple Quill"))
    assert out.let_out[0].what.startswith(what)
    assert out.errors
    sound = compared(workbook, page("Area"))
    assert (sound.let_out, sound.missing, sound.errors) == ((), (), ())


@pytest.mark.parametrize(
    ("cells_of", "is_let_out"),
    [("Back!$B$1:$B$2", False), ("'Back'!$B$2", False), ("Back!$C$1:$C$9", True), ("Other!$B$2", True)],
)
def test_what_a_chart_draws_of_a_hidden_sheet_is_shown(cells_of, is_let_out):
    block = Block(text="Maple Quill", place=Place(sheet="Back", cell="B2"), kind=BlockKind.CELL)
    sheet = Hidden(kind=HiddenKind.SHEET, place=Place(sheet="Back"), name="Back")
    drawn = Carried(kind=CarriedKind.CHART, text=cells_of, place=Place(sheet="Front"), label="cells")
    book = Facts(format="xlsx", blocks=(block,), hidden=(sheet,), carried=(drawn,))
    assert bool(compared(book, page("Maple Quill")).let_out) is is_let_out


@pytest.mark.parametrize(
    "more",
    [
        {"revisions": (Revision(kind="deletion", place=Place(paragraph=1), excerpt="Maple Quill"),)},
        {"comments": (Comment(place=Place(paragraph=1), text="ask Maple Quill"),)},
        {"hidden": (Hidden(kind=HiddenKind.SPEAKER_NOTES, place=Place(slide=1), excerpt="say Maple Quill"),)},
        {"hidden": (Hidden(kind=HiddenKind.ROW, place=Place(cell="A2"), excerpt="Maple Quill", name="2"),)},
    ],
)
def test_what_a_text_hides_is_found_on_the_pages_also_where_it_runs_into_other_words(more):
    assert compared(facts(*PARAGRAPHS, **more), page(*PARAGRAPHS)).is_sound
    hidden = next(iter(more.values()))[0]
    said = getattr(hidden, "excerpt", "") or hidden.text
    assert compared(facts(*PARAGRAPHS, **more), page(*PARAGRAPHS, f"x{said}y")).let_out


@pytest.mark.parametrize("kind", [HiddenKind.COVERED_TEXT, HiddenKind.TEXT])
def test_words_that_are_covered_in_the_middle_of_a_paragraph_are_let_out(kind):
    covered = Hidden(kind=kind, place=Place(paragraph=1), excerpt="Maple Quill", how="blackened")
    said = facts("Name: Maple Quill decided.", *PARAGRAPHS, hidden=(covered,))
    (out,) = compared(said, page("Name: Maple Quill decided.", *PARAGRAPHS)).let_out
    assert out.place.paragraph == 1
    assert compared(said, page("Name: decided.", *PARAGRAPHS)).is_sound
    twice = facts("Name: Maple Quill decided.", "Maple Quill said so.", hidden=(covered,))
    assert compared(twice, page("Name: decided.", "Maple Quill said so.")).is_sound


def test_hidden_words_that_are_visible_too_are_no_loss():
    deleted = Revision(kind="deletion", place=Place(paragraph=1), excerpt="offered to all who asked")
    assert compared(facts(*PARAGRAPHS, revisions=(deleted,)), page(*PARAGRAPHS)).let_out == ()


def test_page_numbers_and_list_marks_are_not_taken_for_hidden_figures():
    deleted = Revision(kind="deletion", place=Place(paragraph=1), excerpt="12")
    assert compared(facts(*PARAGRAPHS, revisions=(deleted,)), page("1. 2) Page 12", *PARAGRAPHS)).let_out == ()


def test_letters_without_a_shape_and_pictures_that_are_gone_are_errors():
    picture = Picture(place=Place(paragraph=1))
    assert compared(facts("Text"), page("Text", shapeless=("中",))).errors
    assert compared(facts("Text", pictures=(picture,)), page("Text")).errors
    assert not compared(facts("Text", pictures=(picture,)), page("Text", pictures=1)).errors


def test_what_could_not_be_read_is_not_proved():
    fault = ReadFault(kind=ReadFaultKind.CORRUPT, message="It is damaged.", remedy="Mend it.")
    assert not compared(fault, page("Text")).is_sound
    assert not compared(facts("Text"), "Its PDF could not be read").is_sound
