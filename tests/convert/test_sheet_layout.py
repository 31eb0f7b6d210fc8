"""How sheets are laid on paper: the arithmetic alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexa.tools.bridge.fit import A3, A4, Plan, Sheet, count_slices, fitting_titles, plan

FLOOR = 60
COLUMN = 2000
MARGINS = 4000


def sheet(columns: int, *, width: int = COLUMN, height: int = 20000, across: int = 0, down: int = 0, scale: int = 100):
    """A sheet of equal columns whose author left the page as it is: A4 upright, 20 mm margins."""
    return Sheet(
        columns=[width] * columns,
        height=height,
        title_columns=width,
        rest=MARGINS,
        author_width=21000,
        author_height=25700,
        author_scale=scale,
        author_pages=(across, down),
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (sheet(0), Plan()),
        (sheet(8), Plan()),  # 160 mm on 170 mm
        (sheet(10), Plan(fit_width=True)),  # 200 mm: 85 %, still upright
        (sheet(11), Plan(paper=A4, fit_width=True)),
        (sheet(21), Plan(paper=A4, fit_width=True)),  # 420 mm on 257 mm: 61 %
        (sheet(22), Plan(paper=A3, fit_width=True)),
        (sheet(31), Plan(paper=A3, fit_width=True)),  # 620 mm on 380 mm: 61 %
        (sheet(32), Plan(paper=A3, scale=100, slices=2)),
        (sheet(14, across=1), Plan()),  # the author's own fit gives 61 %
        (sheet(15, across=1), Plan(paper=A4, fit_width=True)),
        (sheet(2, height=200000, across=1, down=1), Plan(fit_width=True)),  # 13 % high: only the width is kept
        (sheet(2, scale=40), Plan(fit_width=True)),
    ],
)
def test_the_first_legible_way_is_chosen(given, expected):
    chosen = plan(given, FLOOR)
    if expected.slices > 1:
        assert (chosen.paper, chosen.slices) == (expected.paper, expected.slices)
        assert FLOOR <= chosen.scale <= 100
    else:
        assert chosen == expected


columns = st.lists(st.integers(0, 20000), min_size=1, max_size=300)


@given(columns, st.integers(0, 10000))
def test_whatever_the_sheet_no_scale_is_below_the_floor(widths, title):
    measured = sheet(1)._replace(columns=widths, title_columns=title)
    chosen = plan(measured, FLOOR)
    if chosen.scale is not None:
        assert FLOOR <= chosen.scale <= 100
        room = (A3[0] - MARGINS) * 100 // chosen.scale
        assert count_slices(widths, title, room) == chosen.slices
    elif chosen.paper is not None:
        assert (chosen.paper[0] - MARGINS) * 100 >= sum(widths) * FLOOR


@given(columns, st.integers(0, 5000), st.integers(20001, 60000))
def test_slices_hold_every_column_and_nothing_twice(widths, title, room):
    count = count_slices(widths, title, room)
    assert 1 <= count <= len(widths)
    assert count * room >= sum(widths)


@pytest.mark.parametrize(("widths", "room", "fits"), [([10], 30, 1), ([10, 10], 30, 1), ([11], 30, 0), ([], 30, 0)])
def test_titles_take_at_most_a_third_of_the_page(widths, room, fits):
    assert fitting_titles(widths, room) == fits


@pytest.mark.parametrize(
    ("columns", "highest", "expected"),
    [
        (8, 25_700, Plan()),
        (8, 25_800, Plan(scale=99)),  # on the author's own upright page
        (8, 42_800, Plan(scale=60)),
        (8, 44_000, Plan(beyond=True)),
        (10, 30_000, Plan(fit_width=True)),
        (10, 31_000, Plan(scale=82)),
        (14, 18_500, Plan(paper=A4, fit_width=True)),  # 91 %
        (14, 18_700, Plan(paper=A4, scale=90)),
        (14, 30_000, Plan(paper=A3, scale=85)),
        (32, 25_700, Plan(paper=A3, scale=100, slices=2)),
        (32, 26_500, Plan(paper=A3, scale=96, slices=2)),
        (32, 44_000, Plan(paper=A3, scale=100, slices=2, beyond=True)),
    ],
)
def test_a_row_is_no_higher_than_its_page_as_long_as_it_can_be_read(columns, highest, expected):
    assert plan(sheet(columns)._replace(highest=highest, rest_down=4000), FLOOR) == expected
