"""What LibreOffice would print though its document hides it."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.proof.planted import PARAGRAPHS, SECRET, make_docx, make_ods

from annexa.convert import Job, convert
from annexa.documents.reader import read
from annexa.proof.pages import shown
from annexa.proof.verdict import compared
from annexa.tools.files import sha256_of

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]


def _workbook(path: Path, state: str, *, area_on: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Places in each area"])
    other = book.create_sheet("Lookup")
    other.append([SECRET])
    other.sheet_state = state
    book[area_on].print_area = "A1:B5"
    book.active.title = "Sheet"
    book.save(path)


def _sheet_with_print_range(path: Path) -> None:
    make_ods(path, sheet=True)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    old, new = b'table:name="Notes"', b'table:name="Notes" table:print-ranges="Notes.A1:Notes.B4"'
    assert old in parts["content.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old, new))


def _deleted_in_a_control(path: Path) -> None:
    make_docx(path, deleted=SECRET)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"]
    body = body.replace(b"<w:del ", b"<w:sdt><w:sdtContent><w:del ").replace(
        b"</w:del>", b"</w:del></w:sdtContent></w:sdt>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (parts | {"word/document.xml": body}).items():
            archive.writestr(name, content)


def test_nothing_that_is_hidden_is_printed(tmp_path):
    _workbook(tmp_path / "hidden.xlsx", "hidden", area_on="Lookup")
    _workbook(tmp_path / "very-hidden.xlsx", "veryHidden", area_on="Lookup")
    _workbook(tmp_path / "area-on-the-other.xlsx", "hidden", area_on="Sheet")
    _sheet_with_print_range(tmp_path / "hidden.ods")
    make_docx(tmp_path / "row.docx", row=2)
    _deleted_in_a_control(tmp_path / "control.docx")
    files = sorted(path for path in tmp_path.iterdir() if path.is_file())
    jobs = [Job(source=path, sha256=sha256_of(path), format=path.suffix[1:]) for path in files]
    done = convert(jobs, cache_dir=tmp_path / "cache", workers=2)
    for each in done:
        assert each.pdf is not None, each.fault
        facts = read(each.job.source)
        proof = compared(facts, shown(each.pdf))
        name = each.job.source.name
        assert (name, proof.let_out, proof.errors) == (name, (), ())
        assert proof.words > 3
        words = [word for page in shown(each.pdf).pages for word in page]
        assert "quillfeather" not in words
        assert "southmere" not in words or name != "row.docx"
        assert PARAGRAPHS[0].split()[0].lower() not in words or name != "hidden.ods"
