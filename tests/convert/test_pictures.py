"""Ticks and bullets in Wingdings and Webdings: read and printed as what they look like."""

import zipfile

import pytest

from annexa.convert.settle.pictures import spell_out
from annexa.documents.dingbats import is_pictures, likeness, shown

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def rewritten(folder, part, content, form="docx"):
    file = folder / f"a.{form}"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(part, content)
    spell_out(file, form)
    with zipfile.ZipFile(file) as archive:
        return archive.read(part).decode()


def run(font, text):
    return (
        f'<w:p {W}><w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
    )


@pytest.mark.parametrize(
    ("font", "sign", "look"),
    [
        ("Wingdings", "ü", "✓"),
        ("Wingdings", "\uf0fc", "✓"),
        ("wingdings", "û", "✗"),
        ("Wingdings", "þ", "☑"),
        ("Wingdings", "o", "□"),
        ("Wingdings", "\uf0a7", "▪"),
        ("Wingdings", "\uf0d8", "➢"),
        ("Wingdings", "à", "→"),
        ("Wingdings 2", "P", "✓"),
        ("Wingdings 2", "O", "✗"),
        ("Webdings", "a", "✔"),
        ("Webdings", "r", "✖"),
    ],
)
def test_a_sign_becomes_what_it_looks_like(tmp_path, font, sign, look):
    assert likeness(sign, font) == look
    text = rewritten(tmp_path, "word/document.xml", run(font, sign))
    assert f"<w:t>{look}</w:t>" in text
    assert "rFonts" not in text
    assert "<w:b/>" in text


@pytest.mark.parametrize(("font", "text"), [("Arial", "ü"), ("Wingdings", "ü\x7f"), ("Symbol", "ü")])
def test_other_fonts_and_signs_without_a_likeness_are_left(tmp_path, font, text):
    before = run(font, text)
    assert rewritten(tmp_path, "word/document.xml", before) == before


def test_a_sign_by_its_number(tmp_path):
    text = rewritten(
        tmp_path,
        "word/document.xml",
        f'<w:p {W}><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> yes</w:t></w:r></w:p>',
    )
    assert '<w:t xml:space="preserve">☑</w:t><w:t> yes</w:t>' in text


def test_marks_of_lists(tmp_path):
    level = f'<w:lvl {W}><w:lvlText w:val="\uf0fc"/><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:lvl>'
    text = rewritten(tmp_path, "word/numbering.xml", level)
    assert 'w:val="✓"' in text
    assert "Wingdings" not in text
    slide = f'<a:pPr {A}><a:buFont typeface="Wingdings"/><a:buChar char="ü"/></a:pPr>'
    text = rewritten(tmp_path, "ppt/slides/slide1.xml", slide, "pptx")
    assert '<a:buChar char="✓"/>' in text
    assert "buFont" not in text


def test_words_that_are_typed_in_such_a_font_stay_readable_for_the_check():
    assert shown("üû", "Wingdings") == "✓✗"
    assert shown("Robin Example 9", "Wingdings") == "Robin Example 9"
    assert shown("\uf0ff", "Wingdings") == "•"
    assert not is_pictures("Arial")
    assert not is_pictures(None)
