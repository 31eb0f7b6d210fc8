"""PDFs that are built oddly: merged with all that can be kept, or refused by name; no other document pays for them.

Long because each oddity is built by hand.
"""

import io
import random
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, String

from annexa.pdf import content as page_content
from annexa.pdf import merge, save, weight
from annexa.pdf.source import SourceRefused, TooMuchMemory, refusing
from annexa.pdf.washing import wash

BESIDE_TEXT = {
    "one-restore-too-many": b"%s Q Q",
    "restores-first": b"Q %s q Q Q q",
    "string-without-end": b"%s BT (abc \\( ",
    "array-without-end": b"%s BT [(a) 1",
    "dictionary-without-end": b"%s /X << /A 1",
    "text-without-end": b"%s BT 3 Tr",
    "picture-without-end": b"%s BI /W 1 /H 1 /BPC 8 /CS /G ID abc",
    "layer-without-end": b"%s /OC /Off BDC q",
    "marks-end-first": b"EMC EMC %s",
    "path-without-end": b"%s 0 0 m 300 500 l 300 0 l W",
    "operator-of-bytes": b"%s \xff\xfe foo q q",
    "scaled-then-restored": b"0.9 0 0 0.9 0 0 cm Q %s",
}


@pytest.mark.parametrize("case", BESIDE_TEXT)
def test_no_content_swallows_moves_or_hides_the_stamp(case, draw, merge_files):
    def odd(pdf):
        page = pdf.pages[0]
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Off")))
        page.Resources["/Properties"] = Dictionary(Off=layer)
        pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        page.Contents = pdf.make_stream(BESIDE_TEXT[case] % page.Contents.read_bytes())

    sound, bundle = (merge_files(path, draft=True) for path in (draw("sound", 1), draw("odd", 1, odd)))
    assert "DRAFT – Page 1 of 1" in bundle.text(1)
    assert "odd page 1" in bundle.text(1)
    assert _margins(bundle) == _margins(sound), "number and DRAFT stand where they stand on any page"


def _margins(bundle) -> tuple[bytes, bytes]:
    """The picture of the top and of the bottom margin, as pdfium shows them."""
    shown = bundle.pdfium[0].render(scale=1).to_pil().convert("L")
    return shown.crop((0, 0, 300, 30)).tobytes(), shown.crop((150, 478, 300, 500)).tobytes()


def test_content_after_a_surplus_restore_stays_where_readers_show_it(draw, merge_files):
    def odd(pdf):
        pdf.pages[0].Contents = pdf.make_stream(b"0.5 0 0 0.5 0 0 cm Q 0 0 100 100 re f")

    shown = merge_files(draw("one", 1, odd)).pdfium[0].render(scale=1).to_pil().convert("L")
    assert shown.getpixel((40, 460)) == 0
    assert shown.getpixel((80, 460)) == 255, "the restore is ignored, so the square is half as large"


@pytest.mark.parametrize("tree", [b"<< /Nums [] >>", b"<< >>", b"<< /Nums [0 << /S /A /St 99999999999 >>] >>"])
def test_odd_page_labels_cost_no_bookmark(tree, draw, merge_files):
    def odd(pdf):
        pdf.Root["/PageLabels"] = Object.parse(tree)
        with pdf.open_outline() as outline:
            outline.root.append(OutlineItem("Section", 0))

    bundle = merge_files(draw("one", 1, odd))
    assert "Section" in str(bundle.reader.outline)


def test_names_that_are_not_utf8_are_merged(draw, merge_files):
    def odd(pdf):
        fonts = pdf.pages[0].Resources.Font
        fonts["/F1"] = pdf.make_indirect(
            Object.parse(b"<< /Type /Font /Subtype /TrueType /BaseFont /#cb#ce#cc#e5 /Encoding /WinAnsiEncoding >>")
        )
        pdf.pages[0].obj[b"/Priv\xe9"] = Dictionary()
        odd_kinds = (
            b"[<< /Type /Annot /Subtype /M#e9 /Rect [0 0 9 9] >> << /Subtype /Link /Rect [0 0 9 9] /A << /S /#ff >> >>]"
        )
        pdf.pages[0].obj["/Annots"] = Object.parse(odd_kinds)

    bundle = merge_files(draw("one", 1, odd))
    assert "one page 1" in bundle.text(1)
    assert [issue.message for issue in bundle.merged.issues if issue.kind == "font"] == [
        r"uses the font \xcb\xce\xcc\xe5, which its file does not hold"
    ]
    assert bundle.sources[0].removed["actions"] == 1


def test_roles_and_classes_that_are_not_utf8_keep_the_tags(typeset, merge_files):
    def odd(pdf):
        tree = pdf.Root.StructTreeRoot
        tree["/RoleMap"] = Object.parse(b"<< /Absatz#fc /P >>")
        tree["/ClassMap"] = Object.parse(b"<< /Fett#e9 << /O /Layout /SpaceAfter 3 >> >>")
        paragraph = next(each for each in pdf.objects if _is_element(each, Name.P))
        paragraph["/S"] = Object.parse(b"/Absatz#fc")
        paragraph["/C"] = Object.parse(b"/Fett#e9")
        paragraph["/ID"] = 2147483648

    bundle = merge_files(typeset("one", "= A heading\nA paragraph."))
    odd_one = merge_files(typeset("two", "= A heading\nA paragraph.", odd))
    assert [issue.kind for issue in odd_one.merged.issues] == [issue.kind for issue in bundle.merged.issues]
    tree = odd_one.reader.trailer["/Root"]["/StructTreeRoot"]
    assert list(tree["/RoleMap"].values()) == ["/P"]
    (role,) = tree["/RoleMap"]
    with pikepdf.open(odd_one.path) as pdf:
        (renamed,) = [each for each in pdf.objects if _is_element(each, Name(role))]
        assert str(renamed.C) in pdf.Root.StructTreeRoot.ClassMap
        assert "/ID" not in renamed


def _is_element(each: Object, kind: Name) -> bool:
    return isinstance(each, Dictionary) and each.get("/S") == kind and "/P" in each


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (b"https://example.org/caf\xe9", b"https://example.org/caf%E9"),
        ("https://example.org/café".encode(), "https://example.org/café".encode()),
        (b"http://\xff\xfe", b"http://%FF%FE"),
    ],
)
def test_an_address_in_bytes_stays_a_link(address, kept, draw, merge_files):
    def odd(pdf):
        action = Dictionary(S=Name.URI, URI=String(address))
        pdf.pages[0].obj["/Annots"] = Array([Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)])

    with pikepdf.open(merge_files(draw("one", 1, odd)).path) as pdf:
        assert bytes(pdf.pages[0].Annots[0].A.URI) == kept


@pytest.mark.parametrize("copies", [2, 3])
def test_fields_in_a_circle_and_numbers_of_another_type_end(copies, draw, merge_files):
    def odd(pdf):
        field = pdf.make_indirect(Dictionary(T=String("a"), FT=Name.Tx))
        field["/Kids"] = Array([field] * copies)
        field["/Parent"] = field
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field, field]))
        pdf.pages[0].obj["/StructParents"] = Dictionary()

    assert "one page 1" in merge_files(draw("one", 1, odd)).text(1)


def test_forms_that_name_each_other_in_resources_without_numbers_end(draw, merge_files):
    def odd(pdf):
        forms = [
            pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])) for _ in range(30)
        ]
        for form in forms:
            form["/Resources"] = Dictionary(XObject=Dictionary({f"/F{n}": each for n, each in enumerate(forms)}))
        pdf.pages[0].Resources["/XObject"] = Dictionary(F=forms[0])

    assert "one page 1" in merge_files(draw("one", 1, odd)).text(1)


@pytest.mark.slow
def test_the_id_of_a_file_with_a_very_large_table_is_found(tmp_path: Path):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    chance = random.Random(1)
    pdf.Root["/Many"] = Array([pdf.make_stream(b" " * chance.randrange(256), Filter=Name.Fl) for _ in range(70_000)])
    save.save(pdf, tmp_path / "large.pdf")
    data = (tmp_path / "large.pdf").read_bytes()
    assert len(data) - int(data.split()[-2]) > 1 << 16, "the table is larger than what was once looked at"
    first, second = pypdf.PdfReader(io.BytesIO(data)).trailer["/ID"]
    assert first == second
    pdf.Root["/Many"] = Array([1])
    save.save(pdf, tmp_path / "other.pdf")
    assert pypdf.PdfReader(tmp_path / "other.pdf").trailer["/ID"][0] != first


def test_a_bundle_of_no_pages_is_refused_and_does_not_run_for_ever():
    with pytest.raises(ValueError, match="page"):
        merge.merge([], title="Nothing", language="en-GB", numbering=merge.Numbering(total=0))


def test_what_a_library_stumbles_over_is_the_refusal_of_that_document():
    with pytest.raises(SourceRefused, match="Minutes") as refused, refusing("“Minutes”, item 3.4"):
        raise RuntimeError("std::bad_cast")
    assert refused.value.remedy
    with pytest.raises(OSError, match="full"), refusing("“Minutes”, item 3.4"):
        raise OSError(28, "full")


@pytest.mark.parametrize(
    ("limit", "content", "box"),
    [
        ("MOST_SHOWN", b"BT (a) Tj (b) Tj (c) Tj ET", (0, 0, 300, 300)),
        ("MOST_SHOWN", b"/X Do /X Do /X Do", (0, 0, 300, 300)),
        ("MOST_PARTS", b"q Q q Q q Q", (0, 0, 200, 200)),
    ],
    ids=["words", "forms", "cropped"],
)
def test_a_page_with_more_on_it_than_can_be_held_is_refused_by_its_number(
    limit, content, box, draw, tmp_path, monkeypatch
):
    def change(pdf):
        pdf.pages[1].Contents = pdf.make_stream(content)
        pdf.pages[1].MediaBox, pdf.pages[1].CropBox = Array([0, 0, 300, 300]), Array(box)

    path = draw("map", pages=2, change=change)
    assert wash(path, tmp_path / "well", is_ours=False) is None
    monkeypatch.setattr(weight if limit == "MOST_SHOWN" else page_content, limit, 2)
    with pytest.raises(SourceRefused, match="page 2") as refused:
        wash(path, tmp_path / "copy", is_ours=False)
    assert refused.value.remedy


def _on_the_page(pdf, page, form):
    page.Resources.XObject, page.Contents = Dictionary(X=form), pdf.make_stream(b"/X Do")


def _named_with_escapes(pdf, page, form):
    page.Resources.XObject, page.Contents = Dictionary(X=form), pdf.make_stream(b"/#58%\nDo")


def _named_in_other_letters(pdf, page, form):
    page.Resources.XObject, page.Contents = Object.parse(b"<< /\xe9 null >>"), pdf.make_stream(b"/\xe9 Do")
    page.Resources.XObject[b"/\xe9"] = form


def _named_with_half_an_escape(pdf, page, form):
    page.Resources.XObject, page.Contents = Dictionary(X=form), pdf.make_stream(b"/X#5 Do")


def _as_an_annotation(pdf, page, form):
    page.Annots = Array([Dictionary(Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=form))])


def _as_a_state_of_an_annotation_on_an_empty_page(pdf, page, form):
    states = Dictionary(Off=pdf.make_stream(b""), On=form)
    page.Annots = Array([Dictionary(Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=states))])
    del page.Contents


def _as_a_pattern(pdf, page, form):
    cell = pdf.make_stream(
        b"/X Do", PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 9, 9]), XStep=9, YStep=9,
        Resources=Dictionary(XObject=Dictionary(X=form)),
    )  # fmt: skip
    page.Resources.Pattern = Dictionary(P=cell)
    page.Contents = pdf.make_stream(b"/Pattern cs /P scn 0 0 9 9 re f")


def _as_a_mask(pdf, page, form):
    page.Resources.ExtGState = Dictionary(G=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=form)))
    page.Contents = pdf.make_stream(b"/G gs 0 0 9 9 re f")


def _as_a_glyph(pdf, page, form):
    glyph = pdf.make_stream(b"9 0 d0 /X Do")
    page.Resources.Font.T = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 9, 9]), FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]),
        CharProcs=Dictionary(a=glyph), Encoding=Dictionary(Differences=Array([97, Name.a])), FirstChar=97, LastChar=97,
        Widths=Array([9]), Resources=Dictionary(XObject=Dictionary(X=form)),
    )  # fmt: skip
    page.Contents = pdf.make_stream(b"BT /T 9 Tf [(a) (\\(()] TJ ET")


@pytest.mark.parametrize(("forms", "is_refused"), [(3, False), (24, True)], ids=["few", "sixteen million"])
@pytest.mark.parametrize(
    "drawn",
    [_on_the_page, _named_with_escapes, _named_in_other_letters, _named_with_half_an_escape, _as_an_annotation, _as_a_state_of_an_annotation_on_an_empty_page,
     _as_a_pattern, _as_a_mask, _as_a_glyph],
)  # fmt: skip
def test_forms_that_draw_others_twice_count_each_time(drawn, forms, is_refused, draw, tmp_path):
    def change(pdf):
        form = pdf.make_stream(b"BT /F1 9 Tf (a) Tj ET", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        for _ in range(forms):
            resources = Dictionary(XObject=Dictionary(X=form))
            form = pdf.make_stream(b"/X Do /X Do", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Resources=resources)
        drawn(pdf, pdf.pages[0], form)

    path = draw("nested", change=change)
    if is_refused:
        with pytest.raises(SourceRefused, match="page 1"):
            wash(path, tmp_path / "copy", is_ours=False)
    else:
        assert wash(path, tmp_path / "copy", is_ours=False) is None


def test_forms_deeper_than_any_reader_follows_hide_none(draw, tmp_path):
    """Were what lies too deep taken for nothing, it would be known as nothing where it is drawn at once, too."""

    def change(pdf):
        form = pdf.make_stream(b"BT /F1 9 Tf (a) Tj ET", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        for number in range(200):
            resources = Dictionary(XObject=Dictionary(X=form))
            content = b"/X Do /X Do" if number < 24 else b"/X Do"
            form = pdf.make_stream(content, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Resources=resources)
            if number == 23:
                heavy = form
        _on_the_page(pdf, pdf.pages[0], form)
        pdf.pages[0].Resources.XObject.Y = heavy
        pdf.pages[0].Contents = pdf.make_stream(b"/X Do /Y Do")

    with pytest.raises(SourceRefused, match="page 1"):
        wash(draw("deep", change=change), tmp_path / "copy", is_ours=False)


class _Vast:
    """A stream that unpacks to more than there is room for, as qpdf says it."""

    def read_bytes(self) -> bytes:
        raise pikepdf.PdfError("a.pdf (object 4,0, offset 308): std::bad_alloc")


def test_content_that_there_is_no_room_for_is_refused_and_not_passed_on(monkeypatch):
    monkeypatch.setattr(page_content, "Stream", _Vast)
    with pytest.raises(TooMuchMemory) as refused, refusing("“Minutes”, item 3.4"):
        page_content.bytes_of({"/Contents": _Vast()})
    assert refused.value.remedy
