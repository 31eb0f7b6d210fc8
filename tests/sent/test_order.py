"""Where an inserted Part goes among the elements of a structure tree: where the fewest are read too early or too late."""

from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from annexa.pdf.order import _put, _split

PLACES = st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=12)


def wrong(firsts: list[int | None], split: int, place: int) -> int:
    """How many elements stand on the wrong side of a split."""
    before, after = firsts[:split], firsts[split:]
    return sum(first >= place for first in before if first is not None) + sum(
        first < place for first in after if first is not None
    )


@given(PLACES, st.integers(0, 10))
def test_no_other_split_leaves_fewer_elements_on_the_wrong_side(firsts: list[int | None], place: int) -> None:
    found = _split(firsts, place)
    assert wrong(firsts, found, place) == min(wrong(firsts, split, place) for split in range(len(firsts) + 1))


@given(st.lists(st.integers(0, 9), max_size=12).map(sorted), st.integers(0, 10))
def test_among_elements_in_order_it_is_behind_the_last_one_before_the_place(firsts: list[int], place: int) -> None:
    assert _split(firsts, place) == sum(first < place for first in firsts)


def element(pdf: Pdf, kind: str, *kids: Dictionary, page: Dictionary | None = None, title: str = "") -> Dictionary:
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), K=Array(list(kids)), T=title))
    for kid in kids:
        kid["/P"] = made
    if page is not None:
        made["/Pg"] = page
    return made


def titles(parent: Dictionary) -> list[str]:
    return [str(kid.T) for kid in parent.K]  # type: ignore[attr-defined]


def test_inside_a_document_the_part_goes_between_its_paragraphs() -> None:
    """A document that goes on behind the place is entered; a table that runs over the place is read to its end."""
    pdf = Pdf.new()
    for _ in range(5):
        pdf.add_blank_page()
    pages = [page.obj for page in pdf.pages]
    position = {page.objgen: place for place, page in enumerate(pages)}
    rows = [element(pdf, "TR", page=pages[1]), element(pdf, "TR", page=pages[3])]
    section = element(
        pdf,
        "Sect",
        element(pdf, "P", page=pages[0], title="one"),
        element(pdf, "Table", *rows, title="table"),
        element(pdf, "P", page=pages[4], title="two"),
        title="section",
    )
    document = element(pdf, "Document", element(pdf, "Part", section, title="part"))
    new = element(pdf, "Part", element(pdf, "P", page=pages[2]), title="new")
    _put(new, document, 2, position, joins=False)
    assert titles(document) == ["part"]
    assert titles(section) == ["one", "table", "new", "two"]
    assert section == new.P


def test_a_note_that_stands_out_of_order_does_not_draw_the_part_behind_it() -> None:
    pdf = Pdf.new()
    for _ in range(4):
        pdf.add_blank_page()
    pages = [page.obj for page in pdf.pages]
    position = {page.objgen: place for place, page in enumerate(pages)}
    kids = [
        element(pdf, "P", page=pages[place], title=title)
        for title, place in (("one", 0), ("three", 2), ("four", 3), ("link of one", 0))
    ]
    document = element(pdf, "Document", *kids)
    _put(element(pdf, "Part", element(pdf, "P", page=pages[1]), title="new"), document, 1, position, joins=False)
    assert titles(document) == ["one", "new", "three", "four", "link of one"]
