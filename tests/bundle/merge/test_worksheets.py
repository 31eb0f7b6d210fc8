"""Pages that LibreOffice Calc prints have next to no tags: lines and complete rows make tables of them."""

import pikepdf
import pytest
from pikepdf import Name, String

from annexa.bundle import worksheets

LINES = b" ".join(
    [b"q 0.2 w %d 100 m %d 400 l S Q" % (x, x) for x in (20, 100, 200, 280)]
    + [b"q 0.2 w 20 %d m 280 %d l S Q" % (y, y) for y in (100, 200, 300, 400)]
)


def text(x, y, words):
    return b"BT %d %d Td /F1 9 Tf (%s) Tj ET\n" % (x, y, words.encode())


def sheet(*parts):
    """A change that gives the first page this content, and the file LibreOffice Calc as its maker."""

    def change(pdf):
        pdf.docinfo["/Creator"] = String("Calc")
        pdf.pages[0].Contents = pdf.make_stream(b"\n".join(parts))

    return change


def blocks(tmp_path, *parts):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 500))
    pdf.pages[0].Contents = pdf.make_stream(b"\n".join(parts))
    return worksheets.read(pdf.pages[0].obj)


def shape(found):
    """A table as counts of texts in its cells, a paragraph as "P"."""
    return ["P" if block.paragraph else [[len(cell) for cell in row] for row in block.rows] for block in found]


GRID = (
    LINES,
    text(22, 450, "A title"),
    text(22, 380, "Name"),
    text(102, 380, "Plans"),
    text(22, 280, "North"),
    text(190, 250, "41"),
    text(102, 280, "a long"),
    text(102, 270, "note"),
    text(22, 50, "A remark"),
)


def test_lines_make_cells_and_text_outside_them_is_paragraphs(tmp_path):
    _, found, is_clear = blocks(tmp_path, *GRID)
    assert is_clear
    assert shape(found) == ["P", [[1, 1, 0], [1, 3, 0]], "P"]
    assert not found[1].has_header


def test_a_first_row_on_a_colour_of_its_own_is_the_header(tmp_path):
    _, found, _ = blocks(tmp_path, b"0 0 0.4 rg 20 300 260 100 re f*", *GRID)
    assert found[1].has_header


def test_thin_areas_are_lines_too_and_scaling_counts(tmp_path):
    thin = b" ".join(
        [b"%d 100 1 300 re f" % x for x in (20, 100, 200)] + [b"20 %d 180 1 re f" % y for y in (100, 200, 400)]
    )
    scaled = b"q 0.5 0 0 0.5 10 10 cm " + thin + b" " + text(25, 380, "a") + text(105, 120, "b") + b" Q"
    _, found, _ = blocks(tmp_path, scaled)
    assert shape(found) == [[[1, 0], [0, 1]]]


def test_complete_rows_without_lines_are_a_table(tmp_path):
    cells = [text(20 + 50 * column, 400 - 20 * row, f"{row}{column}") for row in range(4) for column in range(3)]
    _, found, is_clear = blocks(tmp_path, text(20, 450, "A title"), *cells)
    assert is_clear
    assert shape(found) == ["P", [[1, 1, 1]] * 4]


def test_cells_that_cannot_be_told_apart_are_said(tmp_path):
    ragged = [text(20, 400, "a"), text(70, 400, "b"), text(20, 380, "c"), text(20, 360, "d"), text(70, 360, "e")]
    _, found, is_clear = blocks(tmp_path, *ragged)
    assert not is_clear
    assert shape(found) == ["P"] * 5


def test_single_lines_are_paragraphs(tmp_path):
    _, found, is_clear = blocks(tmp_path, text(20, 400, "a"), text(20, 380, "b"))
    assert is_clear
    assert shape(found) == ["P", "P"]


@pytest.mark.parametrize("stray", [b"", b"EMC", b"/P <</MCID 3>> BDC"])
def test_a_sheet_reads_as_a_table_and_looks_the_same(draw, merge_files, stray):
    plain = draw("plain", 1, sheet(*GRID, stray))
    bundle = merge_files(plain)
    page = bundle.reader.pages[0]
    content = page.get_contents().get_data()
    assert content.count(b"BDC") + content.count(b"BMC") == content.count(b"EMC")
    tree = bundle.reader.trailer["/Root"]["/StructTreeRoot"]
    part = tree["/K"]["/K"][0].get_object()
    kinds = [kid.get_object()["/S"] for kid in part["/K"]]
    assert kinds == ["/P", "/Table", "/P"]
    table = part["/K"][1].get_object()
    assert [[cell.get_object()["/S"] for cell in row.get_object()["/K"]] for row in table["/K"]] == [["/TD"] * 3] * 2
    marked = tree["/ParentTree"]["/Nums"][1].get_object()
    assert len(marked) == 8
    for mark, element in enumerate(marked):
        assert mark in element.get_object()["/K"]
    for words in ("A title", "North", "41", "A remark"):
        assert words in bundle.text(1)
    with pikepdf.open(plain) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"\n".join(GRID))
        pdf.save(plain.with_name("again.pdf"))
    import pypdfium2

    with pypdfium2.PdfDocument(plain.with_name("again.pdf")) as before:
        area = (0, 0, 300, 470)
        was = before[0].render(scale=1).to_pil().crop(area)
        assert bundle.pdfium[0].render(scale=1).to_pil().crop(area).tobytes() == was.tobytes()


def test_other_programs_are_not_taken_for_worksheets(draw, merge_files):
    bundle = merge_files(draw("one", 1, lambda pdf: pdf.docinfo.update({"/Creator": String("Writer")})))
    part = bundle.reader.trailer["/Root"]["/StructTreeRoot"]["/K"]["/K"][0].get_object()
    assert [kid.get_object()["/S"] for kid in part["/K"]] == [Name.P]
