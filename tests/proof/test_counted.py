"""What is no word: formulas, symbols and emoji of a document that are not on its pages."""

import io
import zipfile

import pytest

from annexa.documents.facts import Block, Facts
from annexa.documents.reader import read
from annexa.model.findings import Place
from annexa.proof.pages import Shown
from annexa.proof.prove import compared

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
    ("text", "marks", "lost"),
    [
        ("The rate is known to all ✓", "✓", ()),
        ("The rate is known to all ✅ 👍", "", ("✅", "👍")),
        ("The rate is known to all 👍🏽", "👍", ()),
        ("The rate – “is” known to all…", "", ()),
        ("The rate is known to all ™", "", ()),
    ],
)
def test_a_symbol_that_is_nowhere_on_the_pages_has_no_shape(text, marks, lost):
    proof = compared(facts(text), Shown(pages=(WORDS,), marks=marks))
    assert proof.shapeless == lost
    assert bool(proof.errors) is bool(lost)
