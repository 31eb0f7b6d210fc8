"""Links that other programs write without a style of their own must still be links in the PDF."""

from pathlib import Path

import pikepdf
import pytest

from annexa.convert import convert
from annexa.tools import libreoffice

pytestmark = pytest.mark.libreoffice

NEIGHBOUR = "../2.4-tribunals/appeals-data.xlsx"
PLACES = ("header", "body", "table", "field", "box", "twice", "neighbour")


@pytest.fixture(autouse=True)
def needs_libreoffice() -> None:
    if libreoffice.find_soffice() is None or libreoffice.find_python(libreoffice.find_soffice()) is None:
        pytest.skip("LibreOffice with python3-uno is not installed")


def with_plain_links(path: Path) -> Path:
    """A Word file as python-docx writes it: it has no character style named Hyperlink."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    words = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()

    def link(paragraph, place: str) -> None:
        relation = paragraph.part.relate_to(address(place), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        spaces = f'{words} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        run = f"<w:r><w:t>link in the {place}</w:t></w:r>"
        paragraph._p.append(parse_xml(f'<w:hyperlink {spaces} r:id="{relation}">{run}</w:hyperlink>'))

    link(document.sections[0].header.paragraphs[0], "header")
    link(document.add_paragraph("Before "), "body")
    link(document.add_paragraph(), "neighbour")
    link(document.add_table(1, 1).cell(0, 0).paragraphs[0], "table")
    double = document.add_paragraph()
    link(double, "twice")
    link(double, "twice")
    field = document.add_paragraph()
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> HYPERLINK "{address("field")}" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>link in a field</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        field._p.append(parse_xml(f"<w:r {words}>{inside}</w:r>"))
    boxed = document.add_paragraph()
    link(boxed, "box")
    box = (
        f'<w:r {words} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape id="box" type="#_x0000_t202" '
        'style="width:200pt;height:50pt"><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox></v:shape>'
        "</w:pict></w:r>"
    )
    run = parse_xml(box)
    run.xpath(".//w:txbxContent/w:p")[0].append(boxed._p[-1])
    boxed._p.append(run)
    document.save(str(path))
    return path


def address(place: str) -> str:
    return NEIGHBOUR if place == "neighbour" else f"https://example.org/{place}"


def test_every_plain_link_is_a_link_in_the_pdf_as_its_author_wrote_it(tmp_path, job):
    (result,) = convert([job(with_plain_links(tmp_path / "links.docx"))], cache_dir=tmp_path / "cache", workers=1)
    with pikepdf.open(result.pdf) as document:
        annotations = [note for page in document.pages for note in page.obj.get("/Annots", ())]
        found = {str(note.A.URI) for note in annotations}
    assert found == {address(place) for place in PLACES}
