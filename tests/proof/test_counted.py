"""What is no word: formulas, symbols and emoji of a document that are not on its pages."""

import io
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from annexa.documents.charts import read_chart
from annexa.documents.facts import Block, Carried, CarriedKind, Damaged, Facts, Picture
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits
from annexa.documents.reader import read
from annexa.model.findings import Place
from annexa.proof import Counted, summed
from annexa.proof.pages import Shown
from annexa.proof.verdict import compared

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = ["the", "rate", "is", "known", "to", "all"]


def facts(text: str = "The rate is known to all", **more) -> Facts:
    return Facts(format="docx", blocks=(Block(text=text, place=Place(paragraph=1)),), **more)


@pytest.mark.parametrize(("source", "pages", "errors"), [(2, 2, 0), (2, 1, 1), (1, 0, 1), (0, 0, 0), (2, -1, 0)])
def test_a_formula_that_is_not_drawn_is_an_error_however_few_its_letters(source, pages, errors):
    proof = compared(facts(formulas=source), Shown(pages=(WORDS,), formulas=pages))
    assert len(proof.errors) == errors
    assert proof.is_sound is (errors == 0)


def test_what_the_pages_of_a_pdf_cannot_show_is_an_error_though_no_word_is_missing():
    source = facts(
        damaged=(Damaged(page=4, what="picture"), Damaged(page=2, what="content"), Damaged(page=2, what="letters"))
    )
    assert compared(source, Shown(pages=(WORDS,))).damaged == (2, 4)
    assert not compared(source, Shown(pages=(WORDS,))).is_sound
    assert not compared(facts(elsewhere="form"), Shown(pages=(WORDS,))).is_sound


def test_where_nothing_was_found_in_what_was_read_in_part_nothing_is_proved():
    """As in a workbook of Excel 97 that LibreOffice takes to be empty: its pages are blank, and so is what was read."""
    blank, part = Shown(pages=([],)), {"partial": "read through LibreOffice"}
    picture = Picture(place=Place(paragraph=1))
    assert compared(facts("", **part), blank).unproved and compared(facts("", **part), blank).remedy
    for there in (
        compared(facts("", formulas=1, **part), Shown(pages=([],), formulas=1)),
        compared(facts("", pictures=(picture,), **part), Shown(pages=([],), pictures=1)),
        compared(facts(**part), Shown(pages=(WORDS,))),
        compared(facts(""), blank),  # read whole, and truly empty
    ):
        assert there.is_sound


def test_formulas_of_a_word_file_are_counted_once_each_and_deleted_ones_not(tmp_path):
    one = f'<m:oMath xmlns:m="{M}"><m:r><m:t>a+b</m:t></m:r></m:oMath>'
    body = (
        f'<w:p>{one}</w:p><w:p><m:oMathPara xmlns:m="{M}">{one}{one}</m:oMathPara></w:p>'
        f'<w:p><m:oMath xmlns:m="{M}"/></w:p><w:p><w:r><w:t>no formula</w:t></w:r></w:p>'
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", rels)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    (tmp_path / "a.docx").write_bytes(stream.getvalue())
    assert read(tmp_path / "a.docx").formulas == 3


@pytest.mark.parametrize(
    ("source", "images", "drawings", "errors"), [(2, 2, 0, 0), (2, 0, 2, 0), (2, 1, 1, 1), (1, 0, 0, 1), (0, 0, 0, 0)]
)
def test_pictures_are_counted_by_what_is_drawn(source, images, drawings, errors):
    places = [Place(paragraph=number) for number in range(3, 3 + source)]
    proof = compared(
        facts(pictures=tuple(Picture(place=place) for place in places)),
        Shown(pages=(WORDS,), pictures=images, drawings=drawings),
    )
    assert len(proof.errors) == errors
    assert ("paragraph 3" in "".join(proof.errors)) is (source > 0 and not images + drawings)


def test_what_a_page_may_leave_out_and_what_words_tell_of_is_not_counted():
    there = Picture(place=Place(paragraph=1))
    left_out = (
        Picture(place=Place(part="header")),
        Picture(place=Place(part="footer")),
        Picture(place=Place(paragraph=2), is_diagram=True),
    )
    assert compared(facts(pictures=left_out), Shown(pages=(WORDS,))).counted == ()
    (counted,) = compared(facts(pictures=(there, *left_out)), Shown(pages=(WORDS,), pictures=1)).counted
    assert (counted.source, counted.pages) == (1, 1)


@pytest.mark.parametrize("is_drawn", [True, False])
@pytest.mark.parametrize(
    ("names", "extra", "counts"),
    [
        (["Northbrook", "Southmere", "Places agreed"], ["southmere"], (1, 1)),
        (["Northbrook", "Southmere", "Places agreed"], ["places", "agreed"], (1, 1)),
        (["Northbrook", "Southmere", "Places agreed"], [], (1, 0)),
        (["The rate", "is known", "to all"], [], (1, 0)),
        (["The rate", "is known", "to all"], ["is", "known"], (1, 1)),
        (["Northbrook", "Southmere"], [], None),
        (["0.4067366430758", "-8.715574276582E-2", "12345678"], [], None),
        (["Northbrook"] * 3, [], None),
    ],
)
def test_a_chart_is_known_by_the_names_that_the_text_does_not_say(names, extra, counts, is_drawn):
    """Pictures of which one is drawn twice do not make up for it."""
    chart = tuple(
        Carried(kind=CarriedKind.CHART, text=name, place=Place(paragraph=4), is_drawn=is_drawn) for name in names
    )
    proof = compared(facts(carried=chart), Shown(pages=([*WORDS, *extra],), pictures=9))
    charts = [(each.source, each.pages) for each in proof.counted if each.what == "charts"]
    assert charts == ([counts] if counts and is_drawn else [])
    assert bool(proof.errors) is (counts == (1, 0) and is_drawn)
    assert not proof.errors or "paragraph 4" in proof.errors[0]


def test_values_of_a_form_are_counted_and_their_loss_is_told_once():
    blocks = tuple(Block(text=text, place=Place(page=1, part="form")) for text in ("Jackie", "Wien", "12.5"))
    proof = compared(Facts(format="pdf", blocks=blocks), Shown(pages=(["jackie", "12", "5"],)))
    (values,) = proof.counted
    assert (values.what, values.source, values.pages) == ("form values", 3, 2)
    assert len(proof.errors) == 1


def test_counts_of_many_documents_are_summed_and_none_makes_up_for_another():
    counts = [Counted(what="pictures", source=2, pages=5), Counted(what="pictures", source=3, pages=1)]
    assert [str(each) for each in summed([*counts, Counted(what="formulas", source=1, pages=1)])] == [
        "3 of 5 pictures",
        "1 of 1 formula",
    ]


@pytest.mark.parametrize(
    ("text", "marks", "lost"),
    [
        ("The rate is known to all ✓", "✓", ()),
        ("The rate is known to all ✅ 👍", "", ("✅", "👍")),
        ("✓ The rate is known ✓ to all ✓", "✓✓", ("✓",)),
        ("✓ The rate is known to all ✓", "✓✓✓", ()),
        ("The rate is known to all 👍🏽", "👍", ()),
        ("The rate – “is” known to all…", "", ()),
        ("The rate is known to all ™", "", ()),
    ],
)
def test_a_symbol_that_is_nowhere_on_the_pages_has_no_shape(text, marks, lost):
    proof = compared(facts(text), Shown(pages=(WORDS,), marks=marks))
    assert proof.shapeless == lost
    assert bool(proof.errors) is bool(lost)


LEGEND, AXIS = "<c:legend/>", '<c:catAx><c:delete val="0"/></c:catAx>'


@pytest.mark.parametrize(
    ("kind", "parts", "drawn"),
    [
        ("barChart", LEGEND + AXIS, ["Agreed", "Northbrook"]),
        ("barChart", AXIS, ["Northbrook"]),
        ("barChart", LEGEND + '<c:catAx><c:delete val="1"/></c:catAx>', ["Agreed"]),
        ("barChart", "", []),
        ("pieChart", LEGEND, ["Northbrook"]),
        ("pieChart", "", []),
    ],
)
def test_names_count_where_a_chart_shows_them(kind, parts, drawn):
    names = "<c:tx><c:pt><c:v>Agreed</c:v></c:pt></c:tx><c:cat><c:pt><c:v>Northbrook</c:v></c:pt></c:cat>"
    chart = f'<c:x xmlns:c="urn:c"><c:{kind}><c:ser>{names}</c:ser></c:{kind}>{parts}</c:x>'
    package: Any = SimpleNamespace(side=lambda *_: etree.fromstring(chart), relationships=lambda _: {})
    found = Gatherer(Limits())
    relation: Any = SimpleNamespace(target="chart.xml")
    read_chart(package, relation, Place(), found)
    assert [each.text for each in found.carried if each.is_drawn] == drawn
