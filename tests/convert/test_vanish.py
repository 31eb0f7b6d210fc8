"""What Word hides and shows is said in a way that LibreOffice takes alike."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from annexa.convert.settle.unseen import ROWS
from annexa.convert.settle.unseen_open import PARAGRAPHS, take_out_open
from annexa.convert.settle.vanish import say_hidden

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:type="character" w:styleId="Letters"><w:rPr><w:vanish/></w:rPr></w:style>'
)
CHILD = '<w:pPr><w:pStyle w:val="Child"/></w:pPr>'
MARK = "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"
BOX = "<w:drawing><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:drawing>"
FRAME = '<w:p><w:pPr><w:framePr w:w="900"/></w:pPr><w:r><w:t>frame</w:t></w:r></w:p>'


def run(text: str, look: str = "", drawn: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr>{drawn}<w:t>{text}</w:t></w:r>"


def settled(folder: Path, body: str, styles: str = STYLES) -> etree._Element:
    """The text of a Word file afterwards."""
    file = folder / "a.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
    say_hidden(file, "docx")
    with zipfile.ZipFile(file) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def marks(tree: etree._Element) -> list[str | None]:
    return [mark.get(f"{{{W}}}val") for mark in tree.iter(f"{{{W}}}vanish")]


@pytest.mark.parametrize(
    ("paragraph", "after"),
    [
        (CHILD + run("both hide", '<w:rStyle w:val="Letters"/>'), ["0"]),
        (CHILD + run("one hides"), []),
        (run("one hides", '<w:rStyle w:val="Letters"/>'), []),
        (CHILD + run("said", '<w:rStyle w:val="Letters"/><w:vanish/>'), [None]),
        (run("on the web", "<w:webHidden/>"), []),
        (MARK + run("seen", drawn=BOX), ["0"]),
        (MARK + run("seen", "<w:vanish/>"), [None, None]),
        (CHILD + run("shown", '<w:vanish w:val="0"/>', BOX), ["0", "0"]),
    ],
)
def test_what_is_shown_is_said_to_be(tmp_path, paragraph, after):
    assert marks(settled(tmp_path, f"<w:p>{paragraph}</w:p>")) == after


def test_what_is_hidden_on_the_web_alone_is_not_hidden(tmp_path):
    assert settled(tmp_path, f"<w:p>{run('seen', '<w:webHidden/>')}</w:p>").find(f".//{{{W}}}webHidden") is None


@pytest.mark.parametrize("hidden", [run("", "<w:vanish/>", BOX), run("", '<w:rStyle w:val="Letters"/>', BOX)])
def test_a_box_in_hidden_text_goes(tmp_path, hidden):
    assert "box" not in "".join(settled(tmp_path, f"<w:p>{run('words')}{hidden}</w:p>").itertext())


@pytest.mark.parametrize("before", [FRAME, ""])
def test_what_hangs_on_a_paragraph_of_hidden_words_is_shown_without_them(tmp_path, before):
    drawn = "" if before else run("seen", drawn=BOX)
    text = "".join(settled(tmp_path, f"{before}<w:p>{MARK}{run('secret', '<w:vanish/>')}{drawn}</w:p>").itertext())
    assert text == ("frame" if before else "boxseen")


@pytest.mark.parametrize("styles", ["", "<w:style", "<w:x/>"])
def test_a_file_with_nothing_hidden_or_broken_styles_stays(tmp_path, styles):
    tree = settled(tmp_path, f"<w:p>{run('words', '<w:rStyle/>', BOX)}</w:p>", styles)
    assert "".join(tree.itertext()) == "boxwords"


OPEN = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("text", "table"))


@pytest.mark.parametrize(
    ("body", "words", "notes"),
    [
        ('<text:p><text:hidden-paragraph text:is-hidden="true"/>secret</text:p>', "", (PARAGRAPHS,)),
        ('<text:p><text:hidden-paragraph text:is-hidden="false"/>shown</text:p>', "shown", ()),
        ('<table:table><table:table-row table:visibility="collapse">a</table:table-row><table:table-row>b'
         "</table:table-row></table:table>", "b", (ROWS,)),
        ('<table:table><table:table-row table:visibility="filter">a</table:table-row></table:table>', "", (ROWS,)),
        ('<table:table><table:table-row table:visibility="visible">a</table:table-row></table:table>', "a", ()),
    ],
)  # fmt: skip
def test_open_documents_lose_what_is_hidden_in_them(tmp_path, body, words, notes):
    file = tmp_path / "a.odt"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", f"<x {OPEN}>{body}</x>")
    assert take_out_open(file, "odt") == notes
    with zipfile.ZipFile(file) as archive:
        assert "".join(etree.fromstring(archive.read("content.xml")).itertext()) == words
