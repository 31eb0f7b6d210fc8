"""Tags of printed sheets: what a screen reader gets to hear, and that nothing seen changes.

Long because the pages that it draws are told to it by one small language.
"""

import io
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from annexa.convert import convert
from annexa.convert.normalise import normalised, saved
from annexa.convert.sheets import tags
from annexa.convert.sheets.drawn import Font
from annexa.convert.sheets.stream import NotUnderstood, scan
from annexa.tools import libreoffice

WIDTH, HEIGHT = 400, 300


def text(x: float, y: float, words: str, *, bold: bool = False) -> str:
    """A text object as Calc writes it."""
    return f"q 0 0 0 rg\nBT\n{x} {y} Td /F{2 if bold else 1} 10 Tf({words})Tj\nET\nQ\n"


def wrapped(mcid: int, x: float, y: float, *lines: str) -> str:
    """A wrapped cell: Calc tags it as a paragraph."""
    inside = "".join(text(x, y - 12 * number, line) for number, line in enumerate(lines))
    return f"/P<</MCID {mcid}>>BDC\n{inside}EMC\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"q 0.5 w {x0} {y0} m {x1} {y1} l S Q\n"


def ruled(xs: Iterable[float], ys: Iterable[float]) -> str:
    """A full grid of rules."""
    xs, ys = list(xs), list(ys)
    return "".join(rule(x, ys[0], x, ys[-1]) for x in xs) + "".join(rule(xs[0], y, xs[-1], y) for y in ys)


def printed(*pages: str) -> Pdf:
    """A PDF with these contents, without a structure tree."""
    document = pikepdf.new()
    fonts = Dictionary(
        F1=document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)),
        F2=document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"))),
    )
    for content in pages:
        page = document.add_blank_page(page_size=(WIDTH, HEIGHT))
        page.obj.Resources = Dictionary(Font=fonts)
        page.obj.Contents = document.make_stream(content.encode())
    return document


def outline(document: Pdf, *first_pages: int) -> None:
    """A bookmark for each sheet, as Calc writes them."""
    with document.open_outline() as bookmarks:
        for number, first in enumerate(first_pages, 1):
            bookmarks.root.append(pikepdf.OutlineItem(f"Sheet {number}", first))


def heard(document: Pdf) -> list[Any]:
    """What the tree tells, by section: a paragraph as words, a table as rows of cells, headings with a #.

    A merged cell is followed by < to its right and by ^ below.
    """
    words = [_marked(page) for page in document.pages]
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}

    def said(element: Any) -> str:
        kids = element.get("/K", Array())
        parts = []
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                parts.append(words[numbers[element.Pg.objgen]][kid])
            elif kid.get("/Type") == Name.OBJR:
                parts.append(f"<{kid.Obj.A.URI}>")
            else:
                parts.append(said(kid))
        return " ".join(parts)

    def told(element: Any) -> Any:
        if Name.Table == element.S:
            rows = [row for part in element.K for row in ([part] if part.S == Name.TR else part.K)]
            return _spread(
                [[(("#" if cell.S == Name.TH else "") + said(cell), *_span(cell)) for cell in r.K] for r in rows]
            )
        return f"[{element.Alt}]" if Name.Figure == element.S else said(element)

    return [told(block) for section in document.Root.StructTreeRoot.K[0].K for block in section.K]


def _span(cell: Any) -> tuple[int, int]:
    """Columns and rows."""
    attributes = cell.get("/A", {})
    return int(attributes.get("/ColSpan", 1)), int(attributes.get("/RowSpan", 1))


def _spread(rows: list[list[tuple[str, int, int]]]) -> list[list[str]]:
    """A table with every place told. Fails where it is not regular: a place that is told twice or never."""
    told: dict[tuple[int, int], str] = {}
    for row, cells in enumerate(rows):
        column = 0
        for words, wide, high in cells:
            while (row, column) in told:
                column += 1
            for down in range(high):
                for across in range(wide):
                    assert (row + down, column + across) not in told
                    told[row + down, column + across] = "^" if down else "<" if across else words
    width = 1 + max((column for _, column in told), default=0)
    return [[told[row, column] for column in range(width)] for row in range(len(rows))]


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """Words by MCID; those of artifacts count as -1. Fails where anything painted is in neither."""
    found: dict[int, str] = {}
    stack: list[int] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            own = operands[1].get("/MCID", -1) if name == "BDC" else -1
            stack.append(int(own))
        elif name == "EMC":
            stack.pop()
        elif name in ("Tj", "S", "f", "f*", "Do"):
            assert len(stack) == 1, f"{name} is in {len(stack)} marked contents"
            if name == "Tj":
                found[stack[-1]] = f"{found.get(stack[-1], '')} {operands[0]}".strip()
    assert not stack
    return found


def pictures(document: Pdf) -> list[bytes]:
    stream = io.BytesIO()
    document.save(stream)
    with pypdfium2.PdfDocument(stream.getvalue()) as rendered:
        return [bytes(page.render(scale=2).buffer) for page in rendered]


TITLE = text(20, 280, "A title that runs over every column of the table below it", bold=True)
HEADINGS = text(22, 252, "Name", bold=True) + text(122, 252, "Places", bold=True) + text(222, 252, "Note", bold=True)
GRID = ruled((20, 120, 220, 320), (200, 220, 240, 265))
CELLS = text(22, 224, "North") + text(140, 224, "12") + text(22, 204, "South") + text(222, 204, "closed")


def test_a_ruled_grid_is_a_regular_table_with_headings_after_its_title():
    document = printed(GRID + TITLE + HEADINGS + CELLS)
    assert tags.tag(document, "book.xlsx") == ()
    assert heard(document) == [
        "A title that runs over every column of the table below it",
        [["#Name", "#Places", "#Note"], ["North", "12", ""], ["South", "", "closed"]],
    ]


def test_cells_drawn_in_any_order_are_read_row_by_row():
    cells = [text(222, 204, "closed"), text(22, 224, "North"), text(22, 204, "South"), text(140, 224, "12")]
    document = printed(GRID + "".join(cells) + HEADINGS)
    tags.tag(document, "book.xlsx")
    assert heard(document) == [[["#Name", "#Places", "#Note"], ["North", "12", ""], ["South", "", "closed"]]]


def test_lines_of_a_wrapped_cell_are_one_cell():
    grid = ruled((20, 120, 220), (180, 220, 240))
    words = text(22, 224, "Name") + text(122, 224, "Note") + text(22, 184, "North")
    document = printed(grid + words + wrapped(0, 122, 208, "open to", "all") + wrapped(1, 122, 184, "again"))
    tags.tag(document, "book.xlsx")
    assert heard(document) == [[["Name", "Note"], ["North", "open to all again"]]]


def test_without_rules_columns_are_what_rows_have_in_common():
    rows = "".join(text(22, 240 - 14 * n, f"Name {n}") + text(150, 240 - 14 * n, f"{n}") for n in range(4))
    document = printed(TITLE + rows)
    tags.tag(document, "book.xlsx")
    assert heard(document)[0].startswith("A title")
    assert heard(document)[1] == [[f"Name {n}", f"{n}"] for n in range(4)]


def test_what_is_no_table_stays_lines_in_their_order():
    document = printed(text(20, 100, "third") + text(20, 200, "first") + text(300, 150, "second"))
    tags.tag(document, "book.xlsx")
    assert heard(document) == ["first", "second", "third"]


def test_a_wrapped_text_higher_than_its_row_does_not_join_rows():
    rows = "".join(text(22, 240 - 13 * n, f"Name {n}") + text(150, 240 - 13 * n, f"{n}") for n in range(4))
    document = printed(rows + wrapped(0, 222, 239, "two", "lines"))  # its last line is that of row 1
    tags.tag(document, "book.xlsx")
    assert [row[:2] for row in heard(document)[0]] == [[f"Name {n}", f"{n}"] for n in range(4)]


def test_a_row_repeated_on_the_next_page_is_a_heading_though_not_bold():
    top = text(22, 252, "Name") + text(122, 252, "Places")
    first = top + text(22, 238, "North") + text(122, 238, "1") + text(22, 224, "East") + text(122, 224, "2")
    second = top + text(22, 238, "South") + text(122, 238, "3") + text(22, 224, "West") + text(122, 224, "4")
    document = printed(first, second)
    outline(document, 0)
    tags.tag(document, "book.xlsx")
    assert [table[0] for table in heard(document)] == [["#Name", "#Places"]] * 2
    (section,) = document.Root.StructTreeRoot.K[0].K
    assert section.T == "Sheet 1"


def test_page_header_and_footer_are_not_read():
    def band(first: int, low: float, words: str) -> str:
        parts = [f"/P<</MCID {first}>>BDC\nq 20 {low} 360 14 re W* n\n{text(22, low + 3, words)}EMC\n"]
        parts += [f"/P<</MCID {first + n}>>BDC\nq 0 g\nBT\nET\nQ\nEMC\n" for n in (1, 2)]
        return "".join(parts) + "Q\n"

    document = printed(band(0, 280, "Header") + band(3, 5, "Page 1") + GRID + HEADINGS + CELLS)
    tags.tag(document, "book.xlsx")
    assert "Header" not in str(heard(document))
    assert _marked(document.pages[0])[-1] == "Header Page 1"
    content = document.pages[0].Contents.read_bytes()
    assert content.count(b"/Subtype/Header") == content.count(b"/Subtype/Footer") == 1


def test_a_link_is_an_element_with_its_annotation():
    document = printed(GRID + HEADINGS + CELLS)
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([20, 200, 60, 216]),
        A=Dictionary(S=Name.URI, URI="https://example.org/south"),
    )
    document.pages[0].obj.Annots = Array([note])
    tags.tag(document, "book.xlsx")
    assert heard(document)[0][2] == ["South <https://example.org/south>", "", "closed"]
    note = document.pages[0].obj.Annots[0]
    assert note.Contents == "https://example.org/south"
    parents = document.Root.StructTreeRoot.ParentTree.Nums
    assert Name.Link == parents[2 * int(note.StructParent) + 1].S
    assert document.pages[0].obj.Tabs == Name.S


def picture(document: Pdf) -> None:
    image = document.make_stream(b"\xff\0\0")
    image.Type, image.Subtype, image.ColorSpace = Name.XObject, Name.Image, Name.DeviceRGB
    image.Width, image.Height, image.BitsPerComponent = 1, 1, 8
    document.pages[0].obj.Resources.XObject = Dictionary(Im1=image)


def test_a_drawing_is_a_figure_with_words_and_a_note_says_that_they_are_ours():
    document = printed(CELLS + "q 50 0 0 50 300 20 cm /Im1 Do Q\n")
    picture(document)
    notes = tags.tag(document, "book.xlsx")
    assert notes == ("drawings without a description (alternative text) on page 1",)
    assert heard(document)[-1] == "[Drawing on page 1 of the workbook ‘book.xlsx’]"


def test_a_chart_that_calc_tagged_keeps_its_description_and_its_words_stay_out_of_the_table():
    chart = f"/Figure<</MCID 0>>BDC\n{rule(300, 20, 390, 20)}EMC\n/P<</MCID 1>>BDC\n{text(320, 60, 'Axis')}EMC\n"
    document = printed(CELLS + chart)
    figure = document.make_indirect(Dictionary(S=Name.Figure, Alt="Places by area"))
    words = document.make_indirect(Dictionary(S=Name.P, P=figure))
    numbers = Array([0, Array([figure, words])])
    document.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, ParentTree=Dictionary(Nums=numbers))
    document.pages[0].obj.StructParents = 0
    assert tags.tag(document, "book.xlsx") == ()
    assert heard(document)[-1] == "[Places by area]"
    assert "Axis" not in str(heard(document)[:-1])


def test_letters_behind_a_glyph_stay():
    glyph = "q\nBT\n20 100 Td /F1 10 Tf\n/Span<</ActualText<FEFF00660069>>>BDC\n(x)Tj\nEMC\nET\nQ\n"
    document = printed(glyph)
    tags.tag(document, "book.xlsx")
    assert b"/Span<</ActualText<FEFF00660069>>>BDC" in document.pages[0].Contents.read_bytes()


def each_tagged(*rows: list[list[str]]) -> Pdf:
    """A page as LibreOffice 25.2 writes it: an artifact as header, a table, and in its cells these paragraphs."""
    contents, owners = [f"/Artifact BMC\n{text(20, 285, 'Header')}EMC\n"], Array()
    document = printed("")
    table = document.make_indirect(Dictionary(S=Name.Table, K=Array()))
    for row in rows:
        line = document.make_indirect(Dictionary(S=Name.TR, P=table, K=Array()))
        table.K.append(line)
        for paragraphs in row:
            cell = document.make_indirect(Dictionary(S=Name.TD, P=line, K=Array()))
            line.K.append(cell)
            for words in paragraphs:
                contents.append(f"/P<</MCID {len(owners)}>>BDC\n{words}EMC\n")
                owners.append(document.make_indirect(Dictionary(S=Name.P, P=cell, K=len(owners))))
                cell.K.append(owners[-1])
    document.Root.StructTreeRoot = Dictionary(K=table, ParentTree=Dictionary(Nums=Array([0, owners])))
    document.pages[0].obj.StructParents = 0
    document.pages[0].obj.Contents = document.make_stream("".join(contents).encode())
    return document


def test_cells_that_libreoffice_tagged_itself_get_headings_and_stay_together():
    two_lines = text(22, 238, "North") + text(22, 226, "and East")
    document = each_tagged(
        [[text(22, 252, "Name", bold=True)], [text(150, 252, "Note", bold=True)]],
        [[two_lines], [text(150, 238, "open"), text(150, 226, "to all")]],
        [[text(22, 212, "South")], [text(150, 212, "closed")]],
    )
    assert tags.tag(document, "book.xlsx") == ()
    assert heard(document) == [[["#Name", "#Note"], ["North and East", "open to all"], ["South", "closed"]]]
    assert _marked(document.pages[0])[-1] == "Header"


def test_a_wrapped_text_higher_than_its_row_joins_no_rows_that_libreoffice_tagged():
    rows = [[[text(22, 240 - 13 * n, f"Name {n}")], [text(150, 240 - 13 * n, f"{n}")]] for n in range(4)]
    rows[1].append([text(222, 239, "two") + text(222, 227, "lines")])
    document = each_tagged(*rows)
    tags.tag(document, "book.xlsx")
    assert [row[:2] for row in heard(document)[0]] == [[f"Name {n}", f"{n}"] for n in range(4)]


def test_content_that_is_not_understood_is_left_with_a_note(tmp_path):
    printed(CELLS, CELLS + "BI /W 1 /H 1 ID \x01 EI\n").save(tmp_path / "odd.pdf")
    content, pages, notes = normalised(tmp_path / "odd.pdf", workbook="book.xlsx")
    assert (pages, notes) == (2, (tags.UNTAGGED,))
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.pages[0].Contents.read_bytes() == CELLS.encode()


def test_more_texts_than_can_be_tagged_in_time_keep_the_tags_of_libreoffice_with_a_note(tmp_path, monkeypatch):
    printed(CELLS, CELLS).save(tmp_path / "large.pdf")
    most = 2 * CELLS.count("BT")
    monkeypatch.setattr(tags, "MOST_TEXTS", most)
    assert normalised(tmp_path / "large.pdf", workbook="book.xlsx")[2] == ()
    monkeypatch.setattr(tags, "MOST_TEXTS", most - 1)
    content, pages, notes = normalised(tmp_path / "large.pdf", workbook="book.xlsx")
    assert (pages, notes) == (2, (tags.TOO_MANY,))
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.pages[0].Contents.read_bytes() == CELLS.encode()


def test_beyond_the_limit_there_are_lines_instead_of_cells(monkeypatch):
    monkeypatch.setattr(tags, "MOST_CELLS", 5)
    document = printed(GRID + HEADINGS + CELLS)
    tags.tag(document, "book.xlsx")
    assert heard(document) == ["Name Places Note", "North 12", "South closed"]


def test_equal_pages_give_equal_bytes():
    def made() -> bytes:
        document = printed(GRID + TITLE + HEADINGS + CELLS)
        tags.tag(document, "book.xlsx")
        return saved(document)

    assert made() == made()


@pytest.mark.parametrize("content", [b"(open", b"<zz> Tj", b"1 2 3 4", b"1 Td", b"\x00\x01", b"/F1 x Tf", b"BDC"])
def test_a_broken_stream_is_not_understood(content):
    with pytest.raises(NotUnderstood):
        scan(content, lambda name: Font.named(""))


MERGED = frozenset({(2, 1), (1, 2), (3, 1)})


def test_merged_headings_and_cells_say_how_far_they_go():
    rules = ruled((20, 120), (160, 180, 200, 220, 240)) + ruled((320,), (160, 240))  # sides, and Area to the left
    rules += rule(120, 240, 320, 240) + rule(120, 220, 320, 220) + rule(120, 200, 320, 200) + rule(120, 160, 320, 160)
    rules += rule(220, 160, 220, 220) + rule(120, 180, 220, 180)
    rules = rules.replace(rule(20, 220, 120, 220), "")
    words = text(40, 212, "Area", bold=True) + text(190, 224, "Places", bold=True)
    words += text(150, 204, "Boys", bold=True) + text(250, 204, "Girls", bold=True)
    words += text(40, 184, "North") + text(150, 184, "1") + text(250, 172, "both years")
    words += text(40, 164, "South") + text(150, 164, "2")
    document = printed(rules + words)
    tags.tag(document, "book.xlsx", {"": MERGED})
    assert heard(document) == [
        [
            ["#Area", "#Places", "<"],
            ["^", "#Boys", "#Girls"],
            ["North", "1", "both years"],
            ["South", "2", "^"],
        ]
    ]
    assert not any("^" in row or "<" in row for row in _told_without_merges(rules + words))


def _told_without_merges(content: str) -> list[list[str]]:
    document = printed(content)
    tags.tag(document, "book.xlsx")
    return heard(document)[0]


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ((120, 220, 120, 240), text(22, 224, "North") + text(130, 224, "two texts")),
        ((0, 0, 0, 0), text(22, 224, "North")),
    ],
    ids=["two cells with text", "a rule between"],
)
def test_cells_are_not_merged_by_a_missing_rule_or_a_size_alone(left_out, words):
    parts = [rule(x, y, x, y + 20) for x in (20, 120, 220, 320) for y in (200, 220, 240)]
    rules = "".join(part for part in parts if part != rule(*left_out)) + "".join(
        rule(20, y, 320, y) for y in (200, 220, 240, 260)
    )
    more = text(22, 244, "Name") + text(122, 244, "Places") + text(222, 244, "Note") + text(222, 204, "last")
    document = printed(rules + words + more)
    tags.tag(document, "book.xlsx", {"": MERGED})
    assert not any("<" in row or "^" in row for row in heard(document)[0])


@settings(max_examples=40)
@given(data=st.data(), columns=st.integers(2, 4), rows=st.integers(2, 4))
def test_whatever_rules_are_missing_a_table_stays_regular_and_whole(data, columns, rows):
    xs, ys = [20 + 60 * n for n in range(columns + 1)], [40 + 30 * n for n in range(rows + 1)]
    sides = [(x, low, x, high) for x in xs for low, high in pairwise(ys)]
    sides += [(left, y, right, y) for y in ys for left, right in pairwise(xs)]
    missing = data.draw(st.sets(st.sampled_from(sides), max_size=6))
    filled = data.draw(st.lists(st.tuples(st.sampled_from(xs[:-1]), st.sampled_from(ys[:-1])), unique=True, min_size=1))
    words = [text(x + 5, y + 8, f"w{number}.") for number, (x, y) in enumerate(filled)]
    document = printed("".join([*(rule(*side) for side in sides if side not in missing), *words]))
    tags.tag(document, "book.xlsx", {"": frozenset({(4, 4)})})
    told = str(heard(document))
    assert all(told.count(f"w{number}.") == 1 for number in range(len(filled)))


def test_cells_that_hang_together_in_no_rectangle_are_not_merged():
    sides = [rule(x, y, x, y + 30) for x in (20, 200) for y in (40, 70)] + [rule(x, 40, x, 70) for x in (80, 140)]
    sides += [rule(20, 70, 80, 70), rule(140, 70, 200, 70), *(rule(20, y, 200, y) for y in (40, 100))]
    document = printed("".join(sides) + text(25, 78, "North") + text(25, 48, "South"))
    tags.tag(document, "book.xlsx", {"": frozenset({(3, 2)})})
    assert heard(document) == [[["North", "", ""], ["South", "", ""]]]


places = st.tuples(st.integers(0, WIDTH - 20), st.integers(5, HEIGHT - 15))


@settings(max_examples=60)
@given(
    texts=st.lists(st.tuples(places, st.booleans(), st.integers(0, 3)), min_size=1, max_size=25),
    rules=st.lists(st.tuples(places, places, st.booleans()), max_size=12),
    merged=st.sampled_from([frozenset(), frozenset({(9, 9)})]),
)
def test_whatever_a_page_holds_nothing_is_lost_and_nothing_looks_different(texts, rules, merged):
    parts = [rule(*a, *((a[0], b[1]) if upright else (b[0], a[1]))) for a, b, upright in rules]  # type: ignore[call-arg]
    for number, ((x, y), bold, lines) in enumerate(texts):
        words = [f"w{number}.{line}" for line in range(max(1, lines))]
        parts.append(wrapped(number, x, y, *words) if lines else text(x, y, words[0], bold=bold))
    document = printed("".join(parts))
    before = pictures(document)
    tags.tag(document, "book.xlsx", {"": merged})
    assert pictures(document) == before
    told = str(heard(document))
    for number, (_, _, lines) in enumerate(texts):
        assert told.count(f"w{number}.0") == 1
        assert all(f"w{number}.{line}" in told for line in range(lines))
    for table in heard(document):
        assert isinstance(table, str) or len({len(row) for row in table}) == 1


@pytest.mark.libreoffice
def test_a_real_workbook_is_tagged_and_looks_as_before(tmp_path: Path, job, monkeypatch):
    if libreoffice.find_soffice() is None or libreoffice.find_python(libreoffice.find_soffice()) is None:
        pytest.skip("LibreOffice with python3-uno is not installed")
    import openpyxl
    from openpyxl.styles import Alignment
    from openpyxl.styles import Font as Face

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Setting", "Places", "Note"])
    for cell in sheet[1]:
        cell.font = Face(bold=True)
    sheet.append(["North", 12, "open to all, and to all again, in the week and at its end"])
    sheet["C2"].alignment = Alignment(wrap_text=True)
    sheet.append(["South", 7, None])
    sheet["A4"] = "more"
    sheet["A4"].hyperlink = "https://example.org/more"
    sheet["B4"] = 1
    book.create_sheet("Second").append(["alone"])
    _merged_sheet(book)
    book.save(tmp_path / "book.xlsx")
    tagged, plain = _with_and_without(tmp_path, job, monkeypatch)
    with pikepdf.open(tagged) as new, pikepdf.open(plain) as old:
        assert pictures(new) == pictures(old)
        root = new.Root.StructTreeRoot.K[0]
        assert [str(section.T) for section in root.K] == ["Sheet", "Second", "Merged & ruled"]
        table = root.K[0].K[0]
        assert [str(part.S) for part in table.K] == ["/THead", "/TBody"]
        assert [str(cell.S) for cell in table.K[0].K[0].K] == ["/TH"] * 3
        assert [len(row.K) for row in table.K[1].K] == [3, 3, 3]
        assert Name.Link == table.K[1].K[2].K[0].K.S
    assert _headings_by_cell(tagged) == {
        "North 2024 Boys": "1",
        "North 2024 Girls": "2",
        "North 2025 Boys": "both",
        "South 2024 Boys": "3",
        "South 2024 Girls": "4",
    }
    with pypdfium2.PdfDocument(tagged) as new_text, pypdfium2.PdfDocument(plain) as old_text:
        for one, other in zip(new_text, old_text, strict=True):
            assert one.get_textpage().get_text_range() == other.get_textpage().get_text_range()


def _merged_sheet(book: Any) -> None:
    """Two rows of headings, an area of two rows, and a figure for two columns."""
    from openpyxl.styles import Border, Side
    from openpyxl.styles import Font as Face

    sheet = book.create_sheet("Merged & ruled")
    for row in (
        ["Area", "2024", None, "2025"],
        [None, "Boys", "Girls", "Boys"],
        ["North", 1, 2, "both"],
        ["South", 3, 4],
    ):
        sheet.append(row)
    line = Side(style="thin")
    for cell in (cell for row in sheet["A1:D4"] for cell in row):
        cell.border = Border(left=line, right=line, top=line, bottom=line)
        cell.font = Face(bold=cell.row <= 2)
    for merged in ("A1:A2", "B1:C1", "D3:D4"):
        sheet.merge_cells(merged)


def _headings_by_cell(path: Path) -> dict[str, str]:
    """What stands under which headings in the last table, read with pypdf as a screen reader pairs them."""
    import pypdf

    reader = pypdf.PdfReader(path)
    page = reader.pages[-1]
    words = _words_by_mcid(page)
    table = reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0]["/K"][-1]["/K"][0]
    assert [part["/S"] for part in table["/K"]] == ["/THead", "/TBody"]
    rows = []
    for row in (row for part in table["/K"] for row in part["/K"]):
        cells = []
        for cell in row["/K"]:
            spans = cell.get("/A", {})
            said = words[cell["/K"]] if "/K" in cell else ""
            cells.append((said, int(spans.get("/ColSpan", 1)), int(spans.get("/RowSpan", 1))))
        rows.append(cells)
    years, sexes, *body = _spread(rows)
    for column in range(1, len(years)):
        years[column] = years[column - 1] if years[column] == "<" else years[column]
    return {
        f"{row[0]} {years[column]} {sexes[column]}": row[column]
        for row in body
        for column in range(1, len(row))
        if row[column] != "^"
    }


def _words_by_mcid(page: Any) -> dict[int, str]:
    """What each marked content of a page shows, decoded by pypdf."""
    found: dict[int, str] = {}
    numbers: list[int | None] = []

    def before(operator: bytes, operands: Any, *_: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            numbers.append(operands[1].get("/MCID") if operator == b"BDC" else None)
        elif operator == b"EMC":
            numbers.pop()

    def shown(text: str, *_: Any) -> None:
        number = next((number for number in reversed(numbers) if number is not None), None)
        if number is not None and text.strip():
            found[number] = f"{found.get(number, '')}{text}".strip()

    page.extract_text(visitor_operand_before=before, visitor_text=shown)
    return found


def _with_and_without(folder: Path, job: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The workbook's PDF, and the same as LibreOffice left it."""
    results = []
    for name in ("tagged", "plain"):
        if name == "plain":
            monkeypatch.setattr(tags, "tag", lambda document, name, merges: ())
        (result,) = convert([job(folder / "book.xlsx")], cache_dir=folder / name, workers=1)
        results.append(result.pdf)
    return results[0], results[1]
