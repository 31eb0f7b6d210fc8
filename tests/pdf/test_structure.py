"""Tags survive the merge: one tree, every reference in it right, and what only an author can mend is named.

Long because it goes through all that a structure tree can hold.
"""

import re
import subprocess
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from tests import read_aloud

from annexa.pdf import outline, trees
from annexa.pdf.tags import walk
from annexa.pdf.tags.headings import Headings


def elements(bundle, kind=None):
    """Every element of the bundle's tree, read by pypdf, in reading order."""
    stack = [bundle.reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    found = []
    while stack:
        node = stack.pop()
        node = node.get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            stack.extend(reversed(node))
        elif isinstance(node, pypdf.generic.DictionaryObject) and "/S" in node:
            found.append(node)
            if "/K" in node:
                stack.append(node["/K"])
    return [node for node in found if kind is None or node["/S"] == kind]


def parent_tree(bundle):
    """The bundle's parent tree as a dict, read by pypdf, its limits checked on the way."""
    found = {}

    def walk(node, low=None, high=None):
        node = node.get_object()
        if "/Limits" in node:
            low, high = node["/Limits"]
        nums = node.get("/Nums", [])
        keys = [int(each) for each in nums[0::2]]
        assert keys == sorted(set(keys))
        if low is not None and keys:
            assert (keys[0], keys[-1]) == (low, high)
        found.update(zip(keys, nums[1::2], strict=True))
        for kid in node.get("/Kids", []):
            walk(kid)

    walk(bundle.reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"])
    return found


TAGGED = """
= One
See #link(<there>)[there] and #link("https://www.gov.uk/")[the site].
#table(columns: 2, table.header[A][B], [1], [2])
#pagebreak()
== There <there>
- first
- second
"""


def with_empties(pdf):
    """Blank lines and links without a place, as word processors write them, below what says something."""
    tops = pdf.Root.StructTreeRoot.K
    top = tops[0] if isinstance(tops, Array) else tops

    def hang(parent, kind, **more):
        made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(kind), P=parent, **more))
        parent.K = Array([*(parent.K if isinstance(parent.get("/K"), Array) else []), made])
        return made

    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Small Gap": Name.P})
    hang(top, "/P")
    hang(top, "/Small Gap", A=Dictionary(O=Name.Layout, TextAlign=Name.Start))
    hang(hang(hang(top, "/P"), "/Span"), "/Link")
    hang(top, "/P", K=Array())
    hang(top, "/P", ActualText=String("said"))
    cell = hang(hang(hang(top, "/Table"), "/TR"), "/TH")
    hang(cell, "/P")


def test_what_holds_nothing_leaves_the_tags_and_what_has_its_place_stays(typeset, merge_files):
    bundle = merge_files(typeset("one", TAGGED, with_empties))
    barren = [
        node for node in elements(bundle) if not node.get("/K") and node["/S"] in ("/P", "/Small Gap", "/Span", "/Link")
    ]
    assert [node.get("/ActualText") for node in barren] == ["said"]
    assert len([node for node in elements(bundle, "/TH") if not node.get("/K")]) == 1
    plain = merge_files(typeset("two", TAGGED))
    assert len(elements(bundle, "/P")) == len(elements(plain, "/P")) + 1


def with_odd_elements(pdf):
    """Elements that can be read in one look, beside such as cannot, and references from each to the other."""
    found = [node for node in pdf.objects if isinstance(node, Dictionary) and node.get("/Type") == Name.StructElem]
    for number, node in enumerate(found):
        node.ID = String(f"own-{number}")
        match number % 6:
            case 0:
                node.T = String("a (title) in brackets")
            case 1:
                node.T = String("plain")
            case 2 if node.S in (Name.TD, Name.TH):
                node.A = Dictionary(O=Name.Table, Headers=Array([String(f"own-{number - 1}")]))
            case 3:
                node.Lang = String("cy")
            case 4 if node.S == Name.P:
                node.S = Name.H4
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Odd#20one": Name.P})


def described(bundle):
    """What a reader finds in the tree, without regard to how it is written."""

    def plain(value):
        value = value.get_object()
        if isinstance(value, dict):
            return {key: plain(value[key]) for key in sorted(value)}
        return [plain(each) for each in value] if isinstance(value, list) else value

    wanted = ("/S", "/A", "/ID", "/Lang", "/T", "/Alt", "/ActualText", "/C")
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(bundle.reader.pages)}
    return [
        (
            *(plain(node[key]) if key in node else None for key in wanted),
            pages.get("/Pg" in node and node.raw_get("/Pg").idnum),
        )
        for node in elements(bundle)
    ]


def bookmarks(bundle, marks=None):
    """Titles and pages, one in another."""
    return [
        bookmarks(bundle, mark)
        if isinstance(mark, list)
        else (mark.title, bundle.reader.get_destination_page_number(mark))
        for mark in (bundle.reader.outline if marks is None else marks)
    ]


def test_what_is_read_in_one_look_is_as_what_is_taken_apart(typeset, merge_files, monkeypatch):
    """Merging reads plain elements and bookmarks from their written form, for speed; nothing else may come of it."""
    papers = [
        typeset("one", TAGGED, with_empties),
        typeset("two", TAGGED, with_odd_elements),
        typeset("three", "= A\n=== B\n" + TAGGED),
    ]
    quick = merge_files(*papers)
    for module in (walk, outline):
        monkeypatch.setattr(module, "_PLAIN", re.compile(rb"(?!)"))
    slow = merge_files(*papers)
    assert described(quick) == described(slow)
    assert len(described(quick)) > 60
    assert parent_tree(quick).keys() == parent_tree(slow).keys()
    assert quick.merged.issues == slow.merged.issues
    assert bookmarks(quick) == bookmarks(slow)


def test_every_page_finds_its_own_elements_through_the_parent_tree(typeset, draw, merge_files):
    bundle = merge_files(typeset("one", TAGGED), draw("two", 2), typeset("three", TAGGED))
    numbers = parent_tree(bundle)
    seen = set()
    for at, page in enumerate(bundle.reader.pages):
        number = page["/StructParents"]
        assert number not in seen
        seen.add(number)
        for element in numbers[number].get_object():
            own = element.get_object()
            pages = {own.raw_get("/Pg").idnum} if "/Pg" in own else set()
            kids = own["/K"] if isinstance(own["/K"], list) else [own["/K"]]
            pages |= {
                kid.get_object().raw_get("/Pg").idnum
                for kid in kids
                if "/Pg"
                in (kid.get_object() if hasattr(kid, "get_object") and isinstance(kid.get_object(), dict) else {})
            }
            assert page.indirect_reference.idnum in pages, at
        for annotation in page.get("/Annots", []):
            own = numbers[annotation.get_object()["/StructParent"]].get_object()
            assert own["/S"] == "/Link"
            objects = [kid["/Obj"] for kid in own["/K"] if isinstance(kid, dict) and "/Obj" in kid]
            assert annotation.get_object() in objects
            assert page["/Tabs"] == "/S"


def test_pdfium_reads_a_tree_on_every_page_with_all_that_is_marked_on_it(typeset, draw, merge_files):
    bundle = merge_files(typeset("one", TAGGED), draw("two", 2), typeset("three", TAGGED))
    parts = []
    for page, other in zip(bundle.pdfium, bundle.reader.pages, strict=True):
        found = read_aloud.elements(page)
        assert found[0].kind == "Document"
        parts += [element.title for element in found if element.kind == "Part"]
        assert sorted(mark for element in found for mark in element.marks) == read_aloud.marks_on(other)
    assert parts == ["one", "one", "two", "two", "three", "three"]


def test_one_document_with_a_part_for_each_source(typeset, merge_files):
    bundle = merge_files(typeset("one", TAGGED), typeset("two", TAGGED))
    tops = elements(bundle)
    assert [element["/S"] for element in tops].count("/Document") == 1
    assert [element["/T"] for element in elements(bundle, "/Part")] == ["one", "two"]
    for element in tops:
        if element["/S"] != "/Document":
            assert any(
                (kid.get_object() if hasattr(kid, "get_object") else kid) == element
                for kid in (element["/P"]["/K"] if isinstance(element["/P"]["/K"], list) else [element["/P"]["/K"]])
            )


def test_equal_ids_are_kept_apart_and_cells_find_their_headers(typeset, merge_files):
    bundle = merge_files(typeset("one", TAGGED), typeset("two", TAGGED))
    ids = [element["/ID"] for element in elements(bundle) if "/ID" in element]
    assert len(ids) == len(set(ids)) == 4
    tree = bundle.reader.trailer["/Root"]["/StructTreeRoot"]["/IDTree"]
    assert sorted(tree["/Names"][0::2]) == sorted(ids)
    named = set()
    for cell in elements(bundle, "/TD"):
        for attributes in cell["/A"]:
            named |= set(attributes.get_object().get("/Headers", []))
    assert named == set(ids)


def test_equal_role_and_class_names_with_other_meanings_are_kept_apart(typeset, merge_files):
    def roles(target, size):
        def change(pdf):
            root = pdf.Root.StructTreeRoot
            root.RoleMap = Dictionary({"/Custom": target, "/P": Name.Span})
            root.ClassMap = Dictionary(Wide=Dictionary(O=Name.Layout, SpaceBefore=size))
            for element in pdf.objects:
                if isinstance(element, Dictionary) and element.get("/S") == Name.P:
                    element["/S"], element["/C"] = Name.Custom, Name.Wide

        return change

    bundle = merge_files(
        typeset("one", "Some text.", roles(Name.P, 1)), typeset("two", "Some text.", roles(Name.H1, 2))
    )
    root = bundle.reader.trailer["/Root"]["/StructTreeRoot"]
    custom = [element for element in elements(bundle) if "Custom" in element["/S"]]
    assert [root["/RoleMap"][element["/S"]] for element in custom] == ["/P", "/H1"]
    assert [root["/ClassMap"][element["/C"]]["/SpaceBefore"] for element in custom] == [1, 2]
    assert "/P" not in root["/RoleMap"], "a standard type is never mapped to another"


def test_unnumbered_headings_and_notes_without_id_are_mended(typeset, merge_files):
    def change(pdf):
        for element in pdf.objects:
            if isinstance(element, Dictionary) and element.get("/S") == Name.H1:
                element["/S"] = Name.H
            if isinstance(element, Dictionary) and element.get("/S") == Name.P:
                element["/S"] = Name.Note

    bundle = merge_files(typeset("one", "= One\nText.", change), typeset("two", "= Two\nText."))
    assert not elements(bundle, "/H")
    assert len(elements(bundle, "/H1")) == 2
    assert all(note["/ID"] for note in elements(bundle, "/Note"))
    assert not bundle.merged.issues


def test_what_only_an_author_can_mend_is_named_with_its_page(typeset, draw, merge_files, tmp_path):
    def no_description(pdf):
        for element in pdf.objects:
            if isinstance(element, Dictionary) and element.get("/S") == Name.Figure and "/Alt" in element:
                del element["/Alt"]

    picture = '#rect()\n#pagebreak()\n= One\n=== Three\n#figure(rect(), alt: "A box", kind: "x", supplement: "x")\n#figure(image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\' width=\'9\' height=\'9\'><rect width=\'9\' height=\'9\'/></svg>"), format: "svg", alt: "x"))'
    bundle = merge_files(draw("first", 1), typeset("one", picture, no_description))
    found = {(issue.kind, issue.page) for issue in bundle.merged.issues}
    assert ("untagged", 1) in found
    assert ("heading", 3) in found
    assert ("alt", 3) in found
    assert "pdfuaid:part>" not in bundle.reader.xmp_metadata.stream.get_data().decode()


def test_a_scan_is_described_and_a_page_of_text_is_read(draw, merge_files):
    def scan(pdf):
        image = pdf.make_stream(b"\x80" * 16, Type=Name.XObject, Subtype=Name.Image, Width=4, Height=4)
        image["/ColorSpace"], image["/BitsPerComponent"] = Name.DeviceGray, 8
        pdf.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(I=image))
        pdf.pages[0].Contents = pdf.make_stream(b"q 300 0 0 500 0 0 cm /I Do Q")

    bundle = merge_files(draw("scan", 2, scan))
    figure, paragraph = elements(bundle, "/Figure")[0], elements(bundle, "/P")[0]
    assert figure["/Alt"] == "A page without text: page 1 of scan."
    assert figure["/A"]["/BBox"] == [0, 0, 300, 500]
    assert paragraph["/Pg"] == bundle.reader.pages[1]
    assert [(issue.kind, issue.page, issue.breaks) for issue in bundle.merged.issues] == [
        ("scan", 1, False),
        ("font", 2, True),
        ("untagged", 2, True),
    ]


def test_marks_of_a_lost_tree_do_no_harm(draw, merge_files):
    def stray(pdf):
        page = pdf.pages[0].obj
        page["/StructParents"] = 0
        old = page.Contents.read_bytes()
        page.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC " + old + b" EMC /Artifact BMC 0 0 9 9 re f EMC")

    bundle = merge_files(draw("one", 1, stray))
    content = bundle.reader.pages[0].get_contents().get_data()
    assert content.count(b"/MCID") == 1
    assert "one page 1" in bundle.text(1)


def test_a_page_with_nothing_to_read_has_a_place_in_the_tree(typeset, draw, merge_files):
    def blank(pdf):
        pdf.pages[0].Contents = pdf.make_stream(b"")

    def footer_only(pdf):
        pdf.add_blank_page(page_size=(300, 500))
        pdf.pages[1].Contents = pdf.make_stream(b"/Artifact BMC BT /F1 9 Tf (Footer) Tj ET EMC 0 0 9 9 re f")

    bundle = merge_files(draw("blank", 1, blank), typeset("one", "= One", footer_only))
    numbers = parent_tree(bundle)
    for at in (0, 2):
        page = bundle.reader.pages[at]
        (element,) = numbers[page["/StructParents"]].get_object()
        assert element.get_object()["/S"] == "/P"
        content = page.get_contents().get_data()
        assert b"/P <</MCID 0>> BDC EMC" in content
        assert content.count(b"BDC") + content.count(b"BMC") == content.count(b"EMC")
    assert not bundle.merged.issues


def test_decoration_outside_the_tags_is_called_that_and_text_is_an_issue(typeset, merge_files):
    def paint(pdf):
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n1 0 0 rg 10 10 50 50 re f EMC")

    bundle = merge_files(typeset("one", "= One", paint))
    content = bundle.reader.pages[0].get_contents().get_data()
    assert content.count(b"BDC") + content.count(b"BMC") == content.count(b"EMC")
    assert not bundle.merged.issues
    before = content[: content.index(b"10 10 50 50 re")]
    assert before.rstrip().endswith(b"/Artifact BMC")


def test_fonts_that_are_not_embedded_keep_the_bundle_from_its_claim(typeset, merge_files):
    def helvetica(pdf):
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for page in pdf.pages:
            page.obj.Resources.Font["/Extra"] = font

    bundle = merge_files(typeset("one", "= One\n#pagebreak()\nTwo", helvetica), typeset("two", "= Two"))
    assert [(issue.kind, issue.page) for issue in bundle.merged.issues] == [("font", 1), ("font", 2)]
    assert "Helvetica" in bundle.merged.issues[0].message


def test_a_damaged_tree_does_not_stop_the_merge(typeset, merge_files):
    def break_tree(pdf):
        pdf.Root.StructTreeRoot.ParentTree = Dictionary(Nums=Array([0, 1, String("x"), 2]))
        pdf.Root.StructTreeRoot.K = Dictionary(S=Name.Document, K=Array([String("x"), 5, Array([Array()])]))

    bundle = merge_files(typeset("one", "= One\ntext", break_tree), typeset("two", "= Two"))
    assert "text" in bundle.text(1)
    assert subprocess.run(["qpdf", "--check", str(bundle.path)], capture_output=True, check=False).returncode == 0


def test_a_page_that_the_tree_names_and_on_which_nothing_is_marked_gets_its_place(typeset, merge_files):
    def unmark(pdf):
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=font))
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 12 Tf 72 700 Td (Words without a mark) Tj ET")

    bundle = merge_files(typeset("one", "= One\ntext", unmark))
    assert [issue.kind for issue in bundle.merged.issues if issue.kind == "untagged"] == ["untagged"]
    number = bundle.reader.pages[0]["/StructParents"]
    tree = bundle.reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]
    (element,) = dict(_numbers_of(tree))[number].get_object()
    assert element.get_object()["/S"] == "/P"


def _numbers_of(node):
    flat = list(node.get("/Nums", ()))
    yield from zip(flat[::2], flat[1::2], strict=True)
    for kid in node.get("/Kids", ()):
        yield from _numbers_of(kid.get_object())


def test_a_tree_that_contains_itself_ends(typeset, merge_files):
    def circle(pdf):
        root = pdf.Root.StructTreeRoot
        top = root.K[0] if isinstance(root.K, Array) else root.K
        top.K.append(top)

    assert merge_files(typeset("one", "= One", circle)).merged.length == 1


def verapdf(shared: Path, *files: Path) -> str:
    done = subprocess.run(
        [str(shared / "tools/verapdf/verapdf"), "ua1", *map(str, files)], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):  # without Java, or without its compiler
        pytest.skip("veraPDF does not run here")
    return done.stdout


@pytest.mark.java
@pytest.mark.slow
def test_verapdf_passes_a_merge_of_tagged_documents_and_a_scan(typeset, draw, merge_files, shared):
    def scan(pdf):
        image = pdf.make_stream(b"\x80" * 16, Type=Name.XObject, Subtype=Name.Image, Width=4, Height=4)
        image["/ColorSpace"], image["/BitsPerComponent"] = Name.DeviceGray, 8
        for page in pdf.pages:
            page.obj["/Resources"] = Dictionary(XObject=Dictionary(I=image))
            page.Contents = pdf.make_stream(b"q 300 0 0 500 0 0 cm /I Do Q")
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 10, 50, 30]))
        link["/A"] = Dictionary(S=Name.URI, URI=String("https://www.gov.uk/"))
        pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(link)])

    bundle = merge_files(
        typeset("one", TAGGED), draw("two", 2, scan), typeset("three", TAGGED), typeset("four", TAGGED)
    )
    assert "<pdfuaid:part>1<" in bundle.reader.xmp_metadata.stream.get_data().decode()
    assert verapdf(shared, bundle.path).startswith("PASS")


# ------------------------------------------------------------------------------------------------ trees, headings


@given(st.dictionaries(st.integers(0, 10**6), st.integers(-9, 9), max_size=400))
def test_what_is_written_to_a_number_tree_is_read_back_in_order(entries):
    pdf = pikepdf.new()
    tree = trees.write_numbers(pdf, entries.items())
    assert list(trees.read_numbers(tree)) == sorted(entries.items())


@given(st.dictionaries(st.binary(min_size=1, max_size=12), st.integers(-9, 9), max_size=300))
def test_what_is_written_to_a_name_tree_is_read_back_in_order(entries):
    pdf = pikepdf.new()
    tree = trees.write_names(pdf, entries.items())
    assert list(trees.read_names(tree)) == sorted(entries.items())


def test_a_large_tree_is_balanced_and_found_by_another_library(tmp_path):
    pdf = pikepdf.new()
    tree = trees.write_numbers(pdf, ((number, number) for number in range(40_000)))
    assert pikepdf.NumberTree(tree)[39_999] == 39_999
    assert len(tree.Kids) <= trees.LEAF
    assert len(tree.Kids[0].Kids) <= trees.LEAF


def test_a_tree_that_contains_itself_is_read_once():
    pdf = pikepdf.new()
    node = pdf.make_indirect(Dictionary(Nums=Array([1, 2])))
    node["/Kids"] = Array([node, Dictionary(Nums=Array([3, 4, 5]))])
    assert list(trees.read_numbers(node)) == [(1, 2), (3, 4)]  # type: ignore[comparison-overlap]


@pytest.mark.parametrize(
    ("levels", "faults"),
    [([1, 2, 3, 1, 2], 0), ([2, 3, 2, 2], 0), ([1, 3], 1), ([3], 1), ([2, 4, 6], 2), ([1, 2, 4, 4, 5], 1)],
)
def test_skipped_levels(levels, faults):
    headings = Headings()
    assert sum(bool(headings.enter(level)) for level in levels) == faults


@given(st.lists(st.integers(0, 12)))
def test_levels_given_to_unnumbered_headings_never_skip(depths):
    headings, check = Headings(), Headings()
    assert not any(check.enter(headings.next_of_unnumbered(depth)) for depth in depths)
