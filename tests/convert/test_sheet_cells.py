"""Cells that do not fit, comments that lie on cells, and what a workbook's pages say of themselves."""

import openpyxl
import pypdfium2
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.utils.datetime import to_excel

from annexa.convert import Converted, Job, convert
from annexa.tools import libreoffice
from annexa.tools.bridge.fit import BEYOND
from annexa.tools.bridge.letters import width_of
from annexa.tools.files import sha256_of

LONG = "These words run on into the next cell, which is not empty, and end with THIS"


@pytest.mark.parametrize(("narrow", "wide"), [("iiii", "mmmm"), ("lower", "UPPER"), ("ab", "中文"), ("a\nb", "a b c")])
def test_letters_have_widths_of_their_own(narrow, wide):
    assert 0 < width_of(narrow, 10) < width_of(wide, 10)
    assert width_of(wide, 20) == 2 * width_of(wide, 10)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Converted:
    """One workbook with a sheet for each kind."""
    if libreoffice.find_soffice() is None or libreoffice.find_python(libreoffice.find_soffice()) is None:
        pytest.skip("LibreOffice with python3-uno is not installed")
    folder = tmp_path_factory.mktemp("cells")
    book = openpyxl.Workbook()
    cut = book.active
    cut.title = "Cut"
    cut.append([LONG, "beside"])
    cut.append(["x", 1])
    low = book.create_sheet("Low")
    low.append([" ".join([LONG] * 3)])
    low["A1"].alignment = Alignment(wrap_text=True, vertical="top")
    low.row_dimensions[1].height = 15
    figures = book.create_sheet("Figures")
    figures["A1"] = 46_000
    figures["A1"].number_format = "dddd d mmmm yyyy"
    figures["A2"] = to_excel(__import__("datetime").date(2026, 10, 1))
    figures["A2"].number_format = "yyyy-mm-dd"
    figures["B1"] = "beside"
    figures.column_dimensions["A"].width = 4
    own = book.create_sheet("Own")
    own["A1"] = "This sheet has a footer"
    own.oddFooter.left.text = "Kept by the author"
    fits = book.create_sheet("Fits")
    fits.append(["short", "words", 12])
    fits["A1"].comment = Comment("Nobody outside reads this", "lead")
    spill = book.create_sheet("Spill")
    spill["A1"], spill["H1"] = f"{LONG} " * 4 + "LAST1", "beside"
    spill["A2"], spill["B2"] = "word " * 900 + "LAST2", "beside"
    spill["A2"].alignment = Alignment(wrap_text=True)
    spill["A3"], spill["C3"] = "free to run over", "beside"
    wrapped = book.create_sheet("Wrapped")
    wrapped["A1"], wrapped["B1"] = "Head", "Other"
    wrapped["A2"], wrapped["B2"] = "word " * 900 + "LAST3", "beside"
    wrapped["A2"].alignment = Alignment(wrap_text=True)
    endless = book.create_sheet("Endless")
    endless["A1"], endless["B1"] = "word " * 4000, "beside"
    endless["A1"].alignment = Alignment(wrap_text=True)
    many = book.create_sheet("Many")
    for number in range(60):
        many.append([number, f"{LONG}{number}", "beside"])
    codes = book.create_sheet("Codes")
    for number in range(60):
        codes.append([f"WARDROOM{number:05}", "beside"])
    codes.append(["UNBROKEN" * 30, "beside"])
    short = book.create_sheet("Short")
    kept = book.create_sheet("Kept")
    full, two = book.create_sheet("Full"), book.create_sheet("Two")
    for number in range(60):
        short.append([846, f"support outcome meeting{number}", "beside"])
        kept.append([f"chosen outcome meeting{number}", "beside"])
        kept.cell(number + 1, 1).alignment = Alignment(wrap_text=True)
        full.append([f"narrow outcome{column} meeting{number}" for column in range(16)])
        two.append([f"narrow outcome{column} meeting{number}" for column in range(10)])
    path = folder / "figures for all.xlsx"
    book.save(path)
    job = Job(source=path, sha256=sha256_of(path), format="xlsx", item="Item 3.4")
    return convert([job], cache_dir=folder / "cache")[0]


def page(result: Converted, number: int) -> str:
    with pypdfium2.PdfDocument(result.pdf) as document:
        return str(document[number].get_textpage().get_text_range())


@pytest.mark.libreoffice
def test_text_that_runs_into_a_neighbour_is_wrapped_and_that_is_said(printed: Converted) -> None:
    assert "THIS" in page(printed, 0)
    assert "sheet Cut: text that would be cut off is shown (1 cell wrapped, 1 row higher)" in printed.notes


@pytest.mark.libreoffice
def test_a_row_that_is_too_low_becomes_high_enough_and_that_is_said(printed: Converted) -> None:
    assert page(printed, 1).count("THIS") == 3
    assert "sheet Low: text that would be cut off is shown (1 row higher)" in printed.notes


@pytest.mark.libreoffice
def test_figures_and_days_are_never_shown_as_signs(printed: Converted) -> None:
    assert "#" not in page(printed, 2)
    assert "2026-10-01" in page(printed, 2)
    assert "sheet Figures: 1 column widened, because a figure did not fit" in printed.notes


@pytest.mark.libreoffice
def test_each_page_says_item_file_and_sheet_unless_its_author_had_it_say_something(printed: Converted) -> None:
    assert page(printed, 0).startswith("Item 3.4 · figures for all.xlsx · Cut")
    assert "Kept by the author" in page(printed, 3)
    assert "Item 3.4" not in page(printed, 3)


@pytest.mark.libreoffice
def test_what_fits_stays_as_it_is_and_comments_stay_off_the_cells(printed: Converted) -> None:
    assert not [note for note in printed.notes if note.startswith("sheet Fits")]
    assert "Nobody outside" not in page(printed, 4)


@pytest.mark.libreoffice
def test_text_runs_over_empty_cells_as_far_as_there_is_room(printed: Converted) -> None:
    with pypdfium2.PdfDocument(printed.pdf) as document:
        pages = [str(one.get_textpage().get_text_range()) for one in document]
    words = "".join(words for words in pages if "xlsx · Spill" in words)
    assert "LAST1" in words
    assert "LAST2" in words
    assert "sheet Spill: 1 column widened for long texts" in printed.notes


@pytest.mark.libreoffice
def test_a_wrapped_text_is_given_room_on_one_page_and_where_there_is_none_that_is_said(printed: Converted) -> None:
    with pypdfium2.PdfDocument(printed.pdf) as document:
        pages = [str(one.get_textpage().get_text_range()) for one in document]
    (words,) = (words for words in pages if "LAST3" in words)
    assert words.count("word") == 900
    beyond = [note for note in printed.notes if BEYOND in note]
    assert [note.split(":")[0] for note in beyond] == ["sheet Endless"]


@pytest.mark.libreoffice
def test_a_column_full_of_texts_is_wrapped_and_wide_enough_to_be_read(printed: Converted) -> None:
    with pypdfium2.PdfDocument(printed.pdf) as document:
        pages = [str(document[number].get_textpage().get_text_range()) for number in range(6, len(document))]
    many = [words for words in pages if "xlsx · Many" in words]
    assert len(many) <= 6  # ten texts or more on a page
    words = "".join(many)
    assert all(f"THIS{number}" in words.replace("\r\n", "") for number in (0, 30, 59))


def of_sheet(result: Converted, name: str) -> str:
    with pypdfium2.PdfDocument(result.pdf) as document:
        pages = [str(each.get_textpage().get_text_range()) for each in document]
    return "".join(words for words in pages if f"xlsx · {name}" in words)


@pytest.mark.libreoffice
def test_short_texts_stay_on_one_line_where_the_page_has_room(printed: Converted) -> None:
    words = of_sheet(printed, "Short")
    assert all(f"support outcome meeting{number} beside" in words for number in range(60))
    assert "sheet Short: 1 column widened, so that short texts stay on one line" in printed.notes


@pytest.mark.libreoffice
def test_where_there_is_no_room_for_one_line_short_texts_take_two(printed: Converted) -> None:
    words = of_sheet(printed, "Two")
    assert words.count("narrow outcome") >= 600  # and the first row again on each page
    assert "sheet Two: 10 columns widened, so that short texts take no more than two lines" in printed.notes


@pytest.mark.libreoffice
def test_a_column_that_its_author_wrapped_and_a_sheet_without_room_stay_as_wide_as_they_are(printed: Converted) -> None:
    assert "chosen outcome meeting59 beside" not in of_sheet(printed, "Kept")
    assert "narrow outcome0" not in of_sheet(printed, "Full")
    assert not [
        note for note in printed.notes if "short texts" in note and note.startswith(("sheet Kept", "sheet Full"))
    ]


@pytest.mark.libreoffice
def test_words_stand_apart_from_the_figures_before_them(printed: Converted) -> None:
    with pypdfium2.PdfDocument(printed.pdf) as document:
        (first, *_) = (text for each in document if "xlsx · Short" in (text := each.get_textpage()).get_text_range())
        at = first.get_text_range().index("846")
        figure, word = (first.get_charbox(at + step) for step in (2, 4))
    assert word[0] - figure[2] > 5  # points


@pytest.mark.libreoffice
def test_no_word_is_broken_unless_it_is_wider_than_any_column_should_be(printed: Converted) -> None:
    with pypdfium2.PdfDocument(printed.pdf) as document:
        words = "".join(str(each.get_textpage().get_text_range()) for each in document)
    assert all(f"WARDROOM{number:05}" in words for number in range(60))
    assert "UNBROKEN" * 30 in words.replace("\r\n", "")
