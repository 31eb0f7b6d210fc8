"""Documents inside a Word file that Word shows as part of its text: their words are read, and set where they stand."""

import zipfile

import pytest

from annexa.convert.settle.chunks import NOTE, set_out
from annexa.documents.facts import BlockKind
from annexa.documents.reader import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
MHTML = """MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="=b"

--=b
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

<html><head><title>not shown</title><style>p {}</style></head><body><h2>Decision</h2>
<p>The caf=C3=A9 stays <b>open</b>.</p><table><tr><td>one</td><td>two</td></tr></table>
<ul><li>first</li></ul><p style=3D"display: none">not shown</p></body></html>
--=b--
"""


def document(folder, name, data, target=None):
    file = folder / "a.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        main = f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", RELS.format(main))
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p><w:r><w:t>Before</w:t></w:r></w:p>'
            '<w:altChunk r:id="c"/><w:p><w:r><w:t>After</w:t></w:r></w:p></w:body></w:document>',
        )
        chunk = f'<Relationship Id="c" Type="{R}/aFChunk" Target="{target or name}"/>'
        archive.writestr("word/_rels/document.xml.rels", RELS.format(chunk))
        archive.writestr(f"word/{name}", data)
    return file


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("p.html", "<html><body><p>Agreed on 3 May.</p></body></html>", ["Agreed on 3 May."]),
        ("p.html", "<p>One &amp; two<br>three</p>", ["One & two", "three"]),
        ("p.xhtml", '<?xml version="1.0" encoding="utf-8"?><html><body><div>Łódź</div></body></html>', ["Łódź"]),
        ("p.html", "<html><meta charset=windows-1252><body>caf\u00e9</body></html>".encode("cp1252"), ["café"]),
        ("p.mht", MHTML, ["Decision", "The café stays open.", "one", "two", "• first"]),
        ("p.txt", "First line\nsame paragraph\n\nSecond", ["First line", "same paragraph", "Second"]),
        ("p.txt", b"\xff\xfe" + "Wide".encode("utf-16-le"), ["Wide"]),
        ("p.rtf", r"{\rtf1\ansi Kept in rich text.\par}", ["Kept in rich text."]),
    ],
)
def test_its_words_are_set_where_it_stands(tmp_path, name, data, words):
    file = document(tmp_path, name, data)
    assert set_out(file, "docx") == (NOTE.format(names=name),)
    with zipfile.ZipFile(file) as archive:
        text = archive.read("word/document.xml").decode()
    assert "altChunk" not in text
    places = [text.index(f">{word.replace('&', '&amp;')}<") for word in ["Before", *words, "After"]]
    assert places == sorted(places)
    assert "not shown" not in text


@pytest.mark.parametrize("target", ["/word/p.html", "./p.html"])
def test_it_is_found_by_any_path(tmp_path, target):
    assert set_out(document(tmp_path, "p.html", "<p>Found</p>", target), "docx")


@pytest.mark.parametrize("data", [b"PK\x03\x04 of Word itself", b"", b"\x00\x01\x02" * 100])
def test_what_libreoffice_shows_itself_or_nobody_can_read_is_left(tmp_path, data):
    file = document(tmp_path, "p.docx", data)
    before = file.read_bytes()
    assert set_out(file, "docx") == ()
    assert file.read_bytes() == before


def test_its_words_are_those_of_the_document(tmp_path):
    facts = read(document(tmp_path, "p.mht", MHTML))
    assert [(block.text, block.kind) for block in facts.blocks if block.place.part == "embedded p.mht"] == [
        ("Decision", BlockKind.HEADING),
        ("The café stays open.", BlockKind.PARAGRAPH),
        ("one", BlockKind.CELL),
        ("two", BlockKind.CELL),
        ("first", BlockKind.LIST_ITEM),
    ]
    assert facts.partial == ""


def test_a_picture_in_it_is_said_not_to_be_shown(tmp_path):
    facts = read(document(tmp_path, "p.html", "<p>See <img src='cid:1'></p>"))
    assert facts.partial == "the file p.html inside it was read only in part"
