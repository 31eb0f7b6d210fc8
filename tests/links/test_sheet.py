"""The hyperlink template: the same bytes, readable by everybody, and known again after Word or a PDF."""

import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from annexa import documents
from annexa.documents.facts import BlockKind, Facts, LinkOrigin
from annexa.links.sheet import ADDRESS, CONTENT, LOOKED_AT, PROMPTS, SHOWS, WHY_OPEN, Sheet, is_sheet, prompts_left
from annexa.links.sheet_docx import blank_sheet, sheet_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = Sheet(
    partnership="Testshire local area partnership",
    title="Destinations: national figures",
    requirement="Requirement 3.4: Destinations",
    dated=date(2026, 10, 1),
    address="https://www.gov.uk/destinations?year=2026&area=<all>",
    shows="The national figures.",
    why_open="",
    content="Three in four stayed in education.\n\n- Work: 12 in 100\n- Training: 5 in 100",
    looked_at="1 October 2026, by: Evidence lead, education",
)


def read(content: bytes, folder: Path) -> Facts:
    path = folder / "sheet.docx"
    path.write_bytes(content)
    facts = documents.read(path)
    assert isinstance(facts, Facts), facts
    return facts


def test_the_same_words_give_the_same_bytes() -> None:
    assert sheet_docx(SHEET) == sheet_docx(replace(SHEET))
    assert sheet_docx(SHEET) != sheet_docx(replace(SHEET, shows="Other figures."))
    with zipfile.ZipFile(BytesIO(sheet_docx(SHEET))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_STORED}


def test_what_it_says_in_which_order(tmp_path: Path) -> None:
    facts = read(sheet_docx(SHEET), tmp_path)
    body = [
        (block.kind, block.text) for block in facts.blocks if block.kind not in (BlockKind.HEADER, BlockKind.FOOTER)
    ]
    assert [text for kind, text in body if kind is BlockKind.HEADING] == [ADDRESS, SHOWS, CONTENT, LOOKED_AT]
    assert (BlockKind.TITLE, SHEET.title) in body
    assert [text for kind, text in body if kind is BlockKind.LIST_ITEM] == ["Work: 12 in 100", "Training: 5 in 100"]
    assert any(block.text == SHEET.partnership for block in facts.blocks if block.kind is BlockKind.HEADER)
    assert [(link.target, link.text) for link in facts.links if link.origin is LinkOrigin.RELATIONSHIP] == [
        (SHEET.address, SHEET.address)
    ]
    assert WHY_OPEN not in facts.text
    assert WHY_OPEN in read(sheet_docx(replace(SHEET, why_open="Public.")), tmp_path).text


def test_it_is_accessible(tmp_path: Path) -> None:
    facts = read(sheet_docx(SHEET), tmp_path)
    assert facts.properties.title == SHEET.title
    assert facts.properties.language == "en-GB"
    with zipfile.ZipFile(BytesIO(sheet_docx(SHEET, language="cy-GB"))) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
        settings = package.read("word/settings.xml").decode()
    assert {found.get(f"{W}val") for found in styles.iter(f"{W}lang")} == {"cy-GB"}
    assert 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in settings


def test_every_part_is_well_formed_and_every_relation_leads_somewhere() -> None:
    with zipfile.ZipFile(BytesIO(sheet_docx(SHEET))) as package:
        names = set(package.namelist())
        for name in names:
            tree = etree.fromstring(package.read(name))
            if name.endswith(".rels"):
                base = Path(name).parent.parent
                inside = [r.get("Target") for r in tree if r.get("TargetMode") != "External"]
                assert {str(base / str(target)).removeprefix("./") for target in inside} <= names, name


def test_a_sheet_is_known_again_and_a_filled_one_has_no_prompts(tmp_path: Path) -> None:
    facts = read(sheet_docx(SHEET), tmp_path)
    assert is_sheet(facts)
    assert prompts_left(facts) == ()


def test_the_blank_template_asks_for_everything(tmp_path: Path) -> None:
    facts = read(blank_sheet("Testshire local area partnership"), tmp_path)
    assert is_sheet(facts)
    assert set(prompts_left(facts)) == set(PROMPTS.values())
    assert not [link for link in facts.links if link.origin is not LinkOrigin.INTERNAL]
    assert "[Name of the local area partnership]" in read(blank_sheet(), tmp_path).text


def test_other_documents_are_no_sheets(tmp_path: Path) -> None:
    from docx import Document

    plain = Document()
    plain.add_paragraph("See https://www.gov.uk")
    plain.core_properties.keywords = "annexa-hyperlink-sheet"
    plain.save(str(tmp_path / "plain.docx"))
    facts = documents.read(tmp_path / "plain.docx")
    assert isinstance(facts, Facts)
    assert not is_sheet(facts)


@pytest.mark.libreoffice
def test_a_sheet_is_known_again_as_pdf_and_fits_on_a_page(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    sheet = replace(SHEET, address="https://www.gov.uk/destinations?year=2026&area=all")
    (tmp_path / "sheet.docx").write_bytes(sheet_docx(sheet))
    subprocess.run(
        [
            program,
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            "pdf",
            "sheet.docx",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=600,
    )
    facts = documents.read(tmp_path / "sheet.pdf")
    assert isinstance(facts, Facts)
    assert facts.pages == 1
    assert is_sheet(facts)
    assert (sheet.address, LinkOrigin.ANNOTATION) in {(link.target, link.origin) for link in facts.links}
