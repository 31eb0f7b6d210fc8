"""Figures of workbooks: kept one way, shown another."""

from collections import Counter

import pytest
from tests.proof.test_compare import cells, page

from annexa.documents.facts import Facts
from annexa.model.findings import Place
from annexa.proof.numbers import figures_in, take_figure
from annexa.proof.pages import Shown
from annexa.proof.verdict import compared
from annexa.proof.words import words


def is_shown(kept: str, text: str) -> bool:
    return take_figure(kept, Counter(words(text)), Counter(figures_in(text)))


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("15000", "15,000"),
        ("15000", "£15,000.00"),
        ("1234567.891", "1,234,567.89"),
        ("99.99000000001", "99.99000000001"),
        ("7168.95420416", "7168.95420416"),
        ("2.35619449019234", "2.3561944902"),
        ("0.3445", "34.4%"),
        ("0.3445", "34.5%"),
        ("0.0017636684303351", "0.2%"),
        ("12", "1200%"),
        ("100000000000", "1E+11"),
        ("0.000123456789", "1.23E-04"),
        ("1250000", "£1.3m"),
        ("10210.2", "10.2K"),
        ("-70000", "(70,000)"),
        ("1E-08", "-"),
        ("0", "–"),
        ("0.25", "1/4"),
        ("50.25", "50 1/4"),
        ("-50.25", "-201/4"),
        ("0.3333333333", "1/3"),
        ("0.375", "3/8"),
        ("2.71828", "2 5/7"),
        ("3.14159", "3 14/99"),
        ("0.52", "1/2"),
        ("0.5", "50/100"),
        ("2012-08-08 22:59", "8 August 2012"),
        ("162.5", "162.500000000000000"),
        ("0.66666666666666663", "0.666666666666667"),
        ("-4369465978.79372", "-4369465978.793730000000000"),
        ("2026-05-04", "04/05/26"),
        ("2026-05-04 14:30", "2:30 PM"),
    ],
)
def test_a_figure_is_found_as_formats_show_it(kept, shown):
    assert is_shown(kept, f"Total {shown} in all")


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("15000", "15,001"),
        ("15000", "15 and 000"),
        ("0.3445", "36%"),
        ("25", "25,000"),
        ("7", "77"),
        ("0.25", "1/3"),
        ("50.25", "51 1/4"),
        ("0.25", "1/4/2026"),
    ],
)
def test_another_figure_is_not_taken_for_it(kept, shown):
    assert not is_shown(kept, shown)


def test_each_figure_on_the_pages_is_taken_once():
    table = Facts(format="xlsx", blocks=cells(A1="15000", A2="25", A3="15000", A4="6000"))
    text = "15,000 25 15,000 6,000"
    assert compared(table, Shown(pages=(words(text),), figures=tuple(figures_in(text)))).found == 4
    once = "15,000 25 6,000"
    proof = compared(table, Shown(pages=(words(once),), figures=tuple(figures_in(once))))
    assert (proof.found, len(proof.missing)) == (3, 1)


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        (("0.1555", "0.1552"), "15.6% 15.5%"),
        (("0.1555", "0.1552"), "15.5% 15.5%"),
        (("0.1555", "0.1561"), "15.6% 15.6%"),
        (("0.1555", "0.1561"), "15.5% 15.6%"),
        (("2.65", "2.64"), "2.7 2.6"),
        (("1250.5", "1250.1"), "1,251 1,250"),
    ],
)
def test_a_figure_just_between_two_leaves_the_other_its_own(kept, text):
    table = Facts(format="xlsx", blocks=cells(A1=kept[0], A2=kept[1]))
    assert compared(table, Shown(pages=(words(text),), figures=(*figures_in(text),))).missing == ()


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        ({"A1": "0630996510285"}, "06309965 10285"),
        ({"A1": "2012-08-08 22:59"}, "2012-08-08T22:59"),
        ({"A1": "12", "B1": "345", "C1": "678"}, "12345678"),
        ({f"A{number}": f"{number}" for number in range(1, 10)}, "123456789"),
        ({"A1": "5", "B1": "Send the list to all"}, "5Send the list to all"),
    ],
)
def test_figures_that_the_pages_part_or_run_together_are_found(kept, text):
    proof = compared(
        Facts(format="xlsx", blocks=cells(**kept)), Shown(pages=(words(text),), figures=(*figures_in(text),))
    )
    assert proof.found == proof.words


@pytest.mark.parametrize("text", ["12345679", "1234", "987654321", ""])
def test_single_digits_that_are_not_there_are_missing(text):
    kept = {f"A{number}": f"{number}" for number in range(1, 10)}
    proof = compared(
        Facts(format="xlsx", blocks=cells(**kept)), Shown(pages=(words(text),), figures=(*figures_in(text),))
    )
    assert len(proof.missing) == 9


def test_a_cell_in_a_hidden_row_that_is_merged_with_others_is_seen():
    from annexa.documents.facts import Hidden, HiddenKind

    row = Hidden(kind=HiddenKind.ROW, place=Place(sheet="Data"), name="2:2", excerpt="Maple")
    seen = (Place(sheet="Data", cell="A2"),)
    book = Facts(format="xlsx", blocks=cells(A2="Quillfeather", B2="Maple"), hidden=(row,), seen_cells=seen)
    assert compared(book, page("Quillfeather")).is_sound
    assert compared(book, page("Quillfeather Maple")).let_out
    assert compared(book, page("Something")).missing
