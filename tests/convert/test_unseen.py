"""What Word does not show is not in the private copy: hidden rows, and deletions inside content controls."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from annexa.convert.settle.unseen import ACCEPTED, ROWS, take_out

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SHOWN = "<w:tr><w:tc><w:p><w:r><w:t>shown</w:t></w:r></w:p></w:tc></w:tr>"
GONE = "<w:del w:id='1'><w:r><w:delText>secret</w:delText></w:r></w:del>"


def row(mark: str, words: str = "secret") -> str:
    return f"<w:tr><w:trPr>{mark}</w:trPr><w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc></w:tr>"


def control(content: str) -> str:
    return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def taken(folder: Path, body: str, space: str = W, part: str = "word/document.xml") -> tuple[str, tuple[str, ...]]:
    """The words of the part afterwards, and the notes."""
    file = folder / "a.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(part, f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    notes = take_out(file, "docx")
    with zipfile.ZipFile(file) as archive:
        tree = etree.fromstring(archive.read(part))
    return " ".join(text for text in tree.itertext() if text.strip()), notes


@pytest.mark.parametrize("space", [W, STRICT])
@pytest.mark.parametrize("mark", ["<w:hidden/>", '<w:hidden w:val="1"/>', '<w:hidden w:val="true"/>'])
@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml", "word/footnotes.xml"])
def test_hidden_rows_are_taken_out(tmp_path, space, mark, part):
    body = f"<w:tbl>{row(mark)}{SHOWN}</w:tbl>"
    assert taken(tmp_path, body, space, part) == ("shown", (ROWS,))


@pytest.mark.parametrize("mark", ['<w:hidden w:val="0"/>', '<w:hidden w:val="false"/>', '<w:hidden w:val="off"/>', ""])
def test_rows_that_are_shown_stay(tmp_path, mark):
    assert taken(tmp_path, f"<w:tbl>{row(mark, 'words')}</w:tbl>") == ("words", ())


def test_a_table_of_hidden_rows_alone_goes_and_its_cell_keeps_a_paragraph(tmp_path):
    inner = f"<w:tbl>{row('<w:hidden/>')}</w:tbl>"
    assert taken(tmp_path, f"<w:p><w:r><w:t>before</w:t></w:r></w:p>{inner}") == ("before", (ROWS,))
    nested = f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc><w:p><w:r><w:t>beside</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    assert taken(tmp_path, nested) == ("beside", (ROWS,))


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{control(f'{GONE}<w:ins><w:r><w:t>kept</w:t></w:r></w:ins>')}</w:p>",
        control(f"<w:p>{GONE}<w:r><w:t>kept</w:t></w:r></w:p>"),
        control(
            f"<w:p>{GONE.replace('del ', 'moveFrom ').replace('w:del>', 'w:moveFrom>')}<w:r><w:t>kept</w:t></w:r></w:p>"
        ),
        control(f"<w:tbl>{row('<w:del/>')}{SHOWN.replace('shown', 'kept')}</w:tbl>"),
        control(control(f"<w:p>{GONE}</w:p>")) + "<w:p><w:r><w:t>kept</w:t></w:r></w:p>",
    ],
)
def test_deletions_in_content_controls_are_accepted(tmp_path, body):
    assert taken(tmp_path, body) == ("kept", (ACCEPTED,))


def test_other_deletions_are_left_to_libreoffice_which_knows_of_them(tmp_path):
    assert taken(tmp_path, f"<w:p>{GONE}</w:p>") == ("secret", ())


def test_what_is_no_word_file_is_left_alone(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"nothing")
    assert take_out(tmp_path / "a.docx", "docx") == ()
    assert (tmp_path / "a.docx").read_bytes() == b"nothing"


@pytest.mark.parametrize("space", [W, STRICT])
@pytest.mark.parametrize("name", ["w:dataBinding", "w15:dataBinding"])
def test_a_control_is_bound_to_no_data_and_keeps_what_it_shows(tmp_path, space, name):
    file = tmp_path / "a.docx"
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    properties = f'<w:sdtPr><w:id w:val="7"/><{name} w:xpath="/a" w:storeItemID="x"/><w:text/></w:sdtPr>'
    body = f"<w:p><w:sdt>{properties}<w:sdtContent><w:r><w:t>4 May</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}" xmlns:w15="{w15}"><w:body>{body}</w:body></w:document>'
        )
    assert take_out(file, "docx") == ()
    with zipfile.ZipFile(file) as archive:
        content = archive.read("word/document.xml").decode()
    assert "dataBinding" not in content
    assert "4 May" in content
    assert "w:id" in content
