"""PDF files, made with pikepdf and Pillow in the test."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.documents.made_pdf import annotate, new, saved, say

from annexa.documents import Facts, ReadFault
from annexa.documents.facts import ActiveKind, BlockKind, HiddenKind, LinkOrigin

Read = Callable[[str, bytes], Facts]


def test_text_with_pages_and_sizes(read_as: Read) -> None:
    facts = read_as("a.pdf", saved(new(say("A big title", 760, 24) + say("Small words."), say("Second page."))))
    assert [(b.text, b.place.page) for b in facts.blocks] == [
        ("A big title", 1),
        ("Small words.", 1),
        ("Second page.", 2),
    ]
    title, small = facts.blocks[0].size, facts.blocks[1].size
    assert title is not None
    assert small is not None
    assert title > small * 1.5
    assert facts.pages == 2
    assert facts.tagged is False


def test_lines_that_run_on_are_one_paragraph(read_as: Read) -> None:
    page = say("An Education, Health and", 700) + say("Care plan was agreed.", 686) + say("Next sentence.", 672)
    blocks = read_as("a.pdf", saved(new(page))).blocks
    assert [b.text for b in blocks] == ["An Education, Health and Care plan was agreed.", "Next sentence."]


def test_headers_and_footers_come_again_on_every_page(read_as: Read) -> None:
    pages = [say("Council report", 800) + say(f"Words of page {n}.") + say(f"Page {n} of 4", 40) for n in range(1, 5)]
    kinds = {b.text: b.kind for b in read_as("a.pdf", saved(new(*pages))).blocks}
    assert kinds["Council report"] is BlockKind.HEADER
    assert kinds["Page 3 of 4"] is BlockKind.FOOTER
    assert kinds["Words of page 2."] is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "subtype",
    ["Text", "FreeText", "Highlight", "StrikeOut", "Ink", "Stamp", "Caret", "Square", "FileAttachment", "Redact"],
)
def test_markup_annotations_are_comments(read_as: Read, subtype: str) -> None:
    pdf = new(say("Words"))
    annotate(pdf, Subtype=Name(f"/{subtype}"), Contents=String("Why?"), T=String("Lead"), M=String("D:20261001090000Z"))
    (comment,) = read_as("a.pdf", saved(pdf)).comments
    assert (comment.text, comment.author, comment.date) == ("Why?", "Lead", "2026-10-01T09:00:00")
    assert comment.place.page == 1


@pytest.mark.parametrize("subtype", ["Link", "Widget", "Popup"])
def test_other_annotations_are_none(read_as: Read, subtype: str) -> None:
    pdf = new(say("Words"))
    annotate(pdf, Subtype=Name(f"/{subtype}"), Contents=String("Why?"))
    assert read_as("a.pdf", saved(pdf)).comments == ()


def test_a_link_shows_the_words_at_its_place(read_as: Read) -> None:
    pdf = new(say("the report") + say("elsewhere", 300))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org/a")))
    (link,) = read_as("a.pdf", saved(pdf)).links
    assert (link.target, link.text, link.origin, link.place.page) == (
        "https://example.org/a",
        "the report",
        LinkOrigin.ANNOTATION,
        1,
    )


def test_links_of_every_action(read_as: Read) -> None:
    pdf = new(say("Words"), say("More"))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String("other.pdf")))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=Dictionary(F=String("S:/a.exe"))))
    annotate(pdf, Subtype=Name.Link, Dest=Array([pdf.pages[1].obj, Name.Fit]))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=String("nowhere")))
    annotate(
        pdf,
        Subtype=Name.Link,
        A=Dictionary(S=Name.URI, URI=String("https://example.org/1"),
                     Next=Dictionary(S=Name.URI, URI=String("https://example.org/2"))),
    )  # fmt: skip
    facts = read_as("a.pdf", saved(pdf))
    assert [(x.target, x.origin, x.resolved) for x in facts.links] == [
        ("other.pdf", LinkOrigin.ANNOTATION, True),
        ("S:/a.exe", LinkOrigin.ANNOTATION, True),
        ("a place in the document", LinkOrigin.INTERNAL, True),
        ("nowhere", LinkOrigin.INTERNAL, False),
        ("https://example.org/1", LinkOrigin.ANNOTATION, True),
        ("https://example.org/2", LinkOrigin.ANNOTATION, True),
    ]
    assert [one.kind for one in facts.active] == [ActiveKind.LAUNCH]


def test_links_in_bookmarks_and_plain_text(read_as: Read) -> None:
    pdf = new(say("see https://example.org/plain"))
    item = pdf.make_indirect(
        Dictionary(Title=String("Site"), A=Dictionary(S=Name.URI, URI=String("https://example.org/mark")))
    )
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item))
    assert [(x.target, x.origin) for x in read_as("a.pdf", saved(pdf)).links] == [
        ("https://example.org/mark", LinkOrigin.ANNOTATION),
        ("https://example.org/plain", LinkOrigin.TEXT),
    ]


def test_scripts_attachments_and_forms_that_send(read_as: Read) -> None:
    pdf = new(say("Words"))
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.attachments["children.xlsx"] = b"secret"
    annotate(
        pdf,
        Subtype=Name.Widget,
        A=Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String("https://example.org"))),
    )
    assert {(one.kind, one.name or one.target) for one in read_as("a.pdf", saved(pdf)).active} == {
        (ActiveKind.JAVASCRIPT, "when the document is opened"),
        (ActiveKind.EMBEDDED_FILE, "children.xlsx"),
        (ActiveKind.FORM_SUBMIT, "https://example.org"),
    }


def test_signatures_and_places_for_them(read_as: Read) -> None:
    pdf = new(say("Words"))
    value = Dictionary(Type=Name.Sig, Name=String("Director"), M=String("D:20261001"))
    signed = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("one"), V=value))
    empty = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("Chair")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([signed, empty]))
    assert [(s.kind, s.signer, s.date) for s in read_as("a.pdf", saved(pdf)).signatures] == [
        ("digital", "Director", "2026-10-01"),
        ("signature line", "Chair", ""),
    ]


def test_structure_language_title_and_figures(read_as: Read) -> None:
    pdf = new(say("Words"))
    figures = [Dictionary(S=Name.Figure, Alt=String("A chart")), Dictionary(S=Name.Figure), Dictionary(S=Name.Bild)]
    kids = Array([pdf.make_indirect(figure) for figure in figures])
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(K=kids, RoleMap=Dictionary(Bild=Name.Figure)))
    pdf.Root.Lang = String("en-GB")
    pdf.docinfo["/Title"] = "Destinations"
    pdf.docinfo["/Author"] = "Lead"
    facts = read_as("a.pdf", saved(pdf))
    assert facts.tagged
    assert (facts.properties.language, facts.properties.title, facts.properties.author) == (
        "en-GB",
        "Destinations",
        "Lead",
    )
    assert [one.alt for one in facts.pictures] == ["A chart", None, None]


def test_hidden_layers(read_as: Read) -> None:
    pdf = new(say("Words"))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes for us")))
    shown = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Map")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer, shown]), D=Dictionary(OFF=Array([layer])))
    assert [(one.kind, one.name) for one in read_as("a.pdf", saved(pdf)).hidden] == [(HiddenKind.LAYER, "Notes for us")]


def test_pages_that_are_a_picture(read_as: Read, tmp_path: Path) -> None:
    from PIL import Image

    target = io.BytesIO()
    Image.new("L", (400, 560), 200).save(target, "PDF")
    facts = read_as("a.pdf", target.getvalue())
    assert facts.scanned_pages == (1,)
    assert read_as("b.pdf", saved(new(say("Words enough to be read here")))).scanned_pages == ()
    assert read_as("c.pdf", saved(new(""))).scanned_pages == ()


def test_password(fault_of: Callable[[str, bytes], ReadFault]) -> None:
    locked = saved(new(say("Words")), encryption=pikepdf.Encryption(user="u", owner="o"))
    assert fault_of("a.pdf", locked).kind == "password"


def test_a_password_for_changes_only_does_not_stop_the_reading(read_as: Read) -> None:
    locked = saved(new(say("Words")), encryption=pikepdf.Encryption(user="", owner="o"))
    assert read_as("a.pdf", locked).text == "Words"


def test_no_pages(fault_of: Callable[[str, bytes], ReadFault]) -> None:
    assert fault_of("a.pdf", saved(pikepdf.new())).kind == "no pages"


def test_half_a_file_is_a_fault_or_says_so(fault_of: Callable[[str, bytes], ReadFault]) -> None:
    whole = saved(new(say("Words")))
    assert fault_of("a.pdf", whole[:60]).kind == "corrupt"


def test_a_broken_object_loses_nothing_else(read_as: Read) -> None:
    pdf = new(say("Words"))
    pdf.Root.Outlines = String("not an outline")
    pdf.Root.OCProperties = Dictionary(OCGs=String("x"), D=Dictionary(OFF=String("y")))
    annotate(pdf, Subtype=Name.Text, Contents=String("Why?"))
    facts = read_as("a.pdf", saved(pdf))
    assert (facts.text, len(facts.comments)) == ("Words", 1)


def test_headings_and_tables_of_a_tagged_file(read_as: Read) -> None:
    words = ["Where we are", "School", "Pupils", "North", "12"]
    marks = "".join(
        f"/Span <</MCID {n}>> BDC {say(word, 760 - 20 * n, x=72 if n != 2 else 300)} EMC "
        for n, word in enumerate(words)
    )
    pdf = new(marks)
    page = pdf.pages[0].obj
    page.StructParents = 0

    def element(kind: str, kids: Any) -> Any:
        return pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), K=kids, Pg=page))

    leaves = [element(kind, n) for n, kind in enumerate(["H2", "TH", "TH", "TD", "TD"])]
    rows = [element("TR", Array(leaves[1:3])), element("TR", Array(leaves[3:5]))]
    table = element("Table", Array(rows))
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = element("Document", Array([leaves[0], table]))
    document.P = root
    for parent in (document, table, *rows):
        for kid in parent.K:
            kid.P = parent
    root.K = document
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, pdf.make_indirect(Array(leaves))])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    facts = read_as("a.pdf", saved(pdf))
    assert [(b.text, b.level) for b in facts.blocks if b.kind is BlockKind.HEADING] == [("Where we are", 2)]
    assert [(t.header_row, t.cells, t.place.page) for t in facts.tables] == [
        (True, (("School", "Pupils"), ("North", "12")), 1)
    ]


def test_what_was_filled_into_a_form_is_text(read_as: Read) -> None:
    pdf = new(say("Name:"))
    widget = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("A name"),
                   Rect=Array([100, 690, 300, 720]), P=pdf.pages[0].obj)
    )  # fmt: skip
    pdf.pages[0].Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]))
    assert [(b.text, str(b.place)) for b in read_as("a.pdf", saved(pdf)).blocks] == [
        ("A name", "page 1, form"),
        ("Name:", "page 1"),
    ]


@pytest.mark.parametrize(
    ("destination", "is_there"),
    [
        (lambda pdf: Array([pdf.pages[0].obj, Name.Fit]), True),
        (lambda pdf: Array([0, Name.Fit]), True),
        (lambda pdf: Array([7, Name.Fit]), False),
        (lambda pdf: Array([pdf.make_indirect(Dictionary(Type=Name.Page)), Name.Fit]), False),
        (lambda pdf: Array([None, Name.Fit]), False),
        (lambda pdf: Array([]), False),
        (lambda pdf: String("here"), True),
        (lambda pdf: String("gone"), False),
        (lambda pdf: String("unheard of"), False),
        (lambda pdf: Name.old, True),
    ],
    ids=["page", "number", "number too high", "page not in the file", "nothing", "empty", "name", "name of no page",
         "no name", "old name"],
)  # fmt: skip
def test_a_jump_leads_to_a_page_of_the_file(
    read_as: Read, destination: Callable[[pikepdf.Pdf], Any], is_there: bool
) -> None:
    pdf = new(say("Words"))
    page = Array([pdf.pages[0].obj, Name.Fit])
    lost = Dictionary(D=Array([pdf.make_indirect(Dictionary(Type=Name.Page)), Name.Fit]))
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("gone"), lost, String("here"), page])))
    pdf.Root.Dests = Dictionary(old=page)
    annotate(pdf, Subtype=Name.Link, Dest=destination(pdf))
    annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=destination(pdf)))
    assert [link.resolved for link in read_as("a.pdf", saved(pdf)).links] == [is_there, is_there]
