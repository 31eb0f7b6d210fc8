"""PDF/UA-1 is claimed where it is established, and nowhere else: each way to break it, on a file that holds to it.

Long because it is one question, asked of every way to break the standard.
"""

import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.pdf.breaking import CHANGES, SOURCE, kids, number, tags
from tests.pdf.test_structure import verapdf

from annexa.pdf.tags import doubt


def renamed(kind, to, place=0):
    def change(pdf):
        tags(pdf, kind)[place].S = Name(f"/{to}")

    return change


def language(of):
    def change(pdf):
        target = pdf.Root if of == "file" else tags(pdf, of)[0]
        target.Lang = String("English (UK)")

    return change


def cycle(pdf):
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(One=Name.Two, Two=Name.One)
    tags(pdf, "P")[0].S = Name.One


def unmapped(pdf):
    tags(pdf, "P")[0].S = Name.Chapter


def dropped(kind, place=-1):
    """Takes the last kid out of an element."""

    def change(pdf):
        element = tags(pdf, kind)[place]
        element.K = Array(kids(element)[:-1])

    return change


def moved(kind, into):
    """Puts an element where it must not stand."""

    def change(pdf):
        element, target = tags(pdf, kind)[0], tags(pdf, into)[0]
        parent = element.P
        parent.K = Array(
            [kid for kid in kids(parent) if not isinstance(kid, Dictionary) or kid.objgen != element.objgen]
        )
        target.K = Array([*kids(target), element])
        element.P = target

    return change


def twice(pdf):
    table = tags(pdf, "Table")[0]
    table.K = Array([*kids(table), pdf.make_indirect(Dictionary(S=Name.THead, P=table, K=Array()))])


def without_scope(pdf):
    for cell in tags(pdf, "TH") + tags(pdf, "TD"):
        if "/A" in cell:
            del cell["/A"]


def wide_cell(pdf):
    tags(pdf, "TD")[0].A = Dictionary(O=Name.Table, ColSpan=2)


def same_names(pdf):
    for element in tags(pdf, "H1") + tags(pdf, "H2"):
        element.S, element.ID = Name.Note, String("one")


def link_in_paragraph(pdf):
    tags(pdf, "Link")[0].S = Name.Span


def content(change):
    """Changes the bytes of the first page's content."""

    def apply(pdf):
        page = pdf.pages[0].obj
        streams = list(page.Contents) if isinstance(page.Contents, Array) else [page.Contents]
        data = b"\n".join(stream.read_bytes() for stream in streams)
        changed = change(data)
        assert changed != data
        page.Contents = pdf.make_stream(changed)

    return apply


def in_artifact(data):
    return re.sub(rb"(/\w+ ?<<[^<>]*/MCID 1\b[^<>]*>> ?BDC)(.*?)EMC", rb"\1 /Artifact BMC \2 EMC EMC", data, flags=re.S)


def around_text(data):
    return re.sub(rb"(/\w+ ?<<[^<>]*/MCID 1\b[^<>]*>> ?BDC)(.*?)EMC", rb"/Artifact BMC \1\2 EMC EMC", data, flags=re.S)


def language_in_content(data):
    return data.replace(b"/MCID 1", b"/Lang (not a language!) /MCID 1", 1)


def other_mark(data):
    return data.replace(b"/MCID 1 ", b"/MCID 9999 ", 1).replace(b"/MCID 1>", b"/MCID 9999>", 1)


def fonts(pdf):
    return [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Subtype") == "/Type0"]


def wider(pdf):
    inner = fonts(pdf)[0].DescendantFonts[0]
    inner.DW, inner.W = 333, Array([])


def without_meaning(pdf):
    for font in fonts(pdf):
        del font["/ToUnicode"]


def zero_meaning(pdf):
    for font in fonts(pdf):
        data = font.ToUnicode.read_bytes()
        font.ToUnicode = pdf.make_stream(re.sub(rb"(<[0-9a-fA-F]{4}> )<[0-9a-fA-F]{4}>", rb"\1<0000>", data))


def without_font(pdf):
    for font in fonts(pdf):
        descriptor = font.DescendantFonts[0].FontDescriptor
        for key in ("/FontFile2", "/FontFile3"):
            if key in descriptor:
                del descriptor[key]


def without_letters(data):
    return data + b"/Artifact BMC BT /f0 9 Tf 20 20 Td <0000> Tj ET EMC"


def other_encoding(pdf):
    for font in fonts(pdf):
        font.Encoding = Name("/UniGB-UCS2-H")


def mark_without_tag(pdf):
    annotation = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([50, 50, 90, 90]), C=Array([1, 0, 0]), F=4)
    )
    page = pdf.pages[0].obj
    page.Annots = Array([*(page.Annots if "/Annots" in page else []), annotation])
    paragraph = tags(pdf, "P")[0]
    holder = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
    paragraph.K = Array([*kids(paragraph), holder])
    annotation.StructParent = 5000
    number(pdf, 5000, paragraph)


def note_in_letters_of_its_own(pdf):
    """A comment that is drawn in a font that is not in the file, in a file without tags of it."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    look = pdf.make_stream(b"BT /H 9 Tf (Note) Tj ET", Subtype=Name.Form, BBox=Array([0, 0, 40, 40]))
    look.Resources = Dictionary(Font=Dictionary(H=font))
    pdf.pages[0].obj.Annots = Array(
        [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([50, 50, 90, 90]), Contents=String("Note"),
                    AP=Dictionary(N=look), F=4,
                )
            )
        ]
    )  # fmt: skip


def layers(pdf):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer")))
    settings = Dictionary(Name=String("Layers"), AS=Array([Dictionary(Event=Name.View, Category=Array([Name.View]))]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=settings)


def suspects(pdf):
    pdf.Root.MarkInfo = Dictionary(Marked=True, Suspects=True)


ONCE_CLAIMED = (
    "7.1 content not found back",
    "7.1 no StructParents",
    "7.1 mark without a number",
    "7.2 wrong language in properties of a form",
    "7.2 wrong language in a pattern",
    "7.3 words as a number",
    "7.3 words as a name",
    "7.5 span of none",
    "7.5 span as a fraction",
    "7.18 hidden look in Helvetica",
    "7.21 standard font in a pattern",
    "7.21 standard font in a pattern of strokes",
    "7.21 standard font in a state",
    "7.1 no parent",
    "7.18 look with a wrong language",
)
"""What veraPDF found in bundles that said that they are PDF/UA-1, before it was looked at."""
MENDED = (
    "7.18 link with empty words",
    "7.18 link with a number for words",
    "7.21 wrong set of glyphs",
    "7.9 note with an empty name",
)

BROKEN = {
    "roles in a circle": cycle,
    "a type that nobody knows": unmapped,
    "a wrong language of the file": language("file"),
    "a wrong language of a paragraph": language("P"),
    "a wrong language of a heading": language("H1"),
    "a wrong language in the content": content(language_in_content),
    "a row in a list": moved("TR", "L"),
    "a cell in a table": moved("TD", "Table"),
    "a row in a paragraph": moved("TR", "P"),
    "a list item outside a list": moved("LI", "P"),
    "a list body outside an item": moved("LBody", "P"),
    "a paragraph in a list": moved("P", "L"),
    "a paragraph in a table": moved("P", "Table"),
    "a heading in a row": moved("H2", "TR"),
    "a head in a row": renamed("TBody", "THead"),
    "two heads": twice,
    "an item of a contents elsewhere": renamed("P", "TOCI"),
    "a contents that holds paragraphs": renamed("L", "TOC"),
    "a table without a body": renamed("TBody", "TFoot"),
    "a caption in the middle": renamed("TR", "Caption", 1),
    "a row that lacks a cell": dropped("TR"),
    "a cell over two columns": wide_cell,
    "header cells without a scope": without_scope,
    "two tags of one name": same_names,
    "a link that is no link": link_in_paragraph,
    "decoration inside text": content(in_artifact),
    "text inside decoration": content(around_text),
    "a mark that no tag has": content(other_mark),
    "letters of another width": wider,
    "letters without a meaning": without_meaning,
    "letters that mean nothing": zero_meaning,
    "a font that is not there": without_font,
    "letters that the font lacks": content(without_letters),
    "another encoding": other_encoding,
    "a mark without a tag of its own": mark_without_tag,
    "a note in letters of its own": note_in_letters_of_its_own,
    "layers that change by themselves": layers,
    "doubtful tags": suspects,
    "a picture without words": lambda pdf: tags(pdf, "Figure")[0].__delitem__("/Alt"),
    "a skipped heading": renamed("H2", "H4"),
    **{what: CHANGES[what] for what in ONCE_CLAIMED},
}
SOUND = {
    "as it is": lambda pdf: None,
    "a role of its own": lambda pdf: (
        pdf.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(Body=Name.P)), renamed("P", "Body")(pdf)
    ),
    "a language of its own": lambda pdf: tags(pdf, "P")[0].__setitem__("/Lang", String("cy")),
    **{what: CHANGES[what] for what in MENDED},
    "a picture that stands for nothing": lambda pdf: (
        tags(pdf, "Figure")[0].__delitem__("/Alt"), tags(pdf, "Figure")[0].__setitem__("/ActualText", String(""))
    ),
}  # fmt: skip


def claims(bundle):
    return "<pdfuaid:part>1<" in bundle.reader.xmp_metadata.stream.get_data().decode()


@pytest.mark.parametrize("what", BROKEN)
def test_a_file_that_breaks_it_is_not_claimed_and_the_reason_is_said(typeset, merge_files, what):
    bundle = merge_files(typeset("one", SOURCE, BROKEN[what]))
    assert not claims(bundle)
    (issue, *_) = [issue for issue in bundle.merged.issues if issue.breaks]
    assert issue.message


@pytest.mark.parametrize("what", SOUND)
def test_a_file_that_holds_to_it_is_claimed(typeset, merge_files, what):
    bundle = merge_files(typeset("one", SOURCE, SOUND[what]))
    assert [issue for issue in bundle.merged.issues if issue.breaks] == []
    assert claims(bundle)


@pytest.mark.java
@pytest.mark.slow
def test_verapdf_passes_what_is_claimed(typeset, merge_files, shared):
    bundle = merge_files(*(typeset(f"d{number}", SOURCE, change) for number, change in enumerate(SOUND.values())))
    assert claims(bundle)
    assert verapdf(shared, bundle.path).startswith("PASS")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda pdf: [pdf.add_blank_page() for _ in range(doubt.PAGES)], "has more than 400 pages"),
        (lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/ParentTree", 7), "has content that its tags leave out"),
        (lambda pdf: tags(pdf, "P")[0].__setitem__("/S", 7), "has tags whose names lead to no kind"),
    ],
)
def test_what_is_not_looked_at_is_not_established(typeset, change, reason):
    with pikepdf.open(typeset("one", SOURCE, change)) as pdf:
        assert doubt.of(pdf).startswith(reason)
