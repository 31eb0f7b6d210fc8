"""Whatever lies in the library, everything else is still checked, and each fault has a finding of its own."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pptx
import pytest
from PIL import Image

from annexa.check import Checked, check
from annexa.load import project

Make = Callable[..., Path]

GOOD = "good.docx"
GOOD_ENTRY = "  - {file: good.docx, title: Destinations after leaving school, kind: other, dated: 2026-09-14}\n"
HEAD = """\
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Where young people go after school.
documents:
"""


def word(text: str = "Destinations after leaving school") -> bytes:
    document = docx.Document()
    document.add_heading(text, 0)
    document.add_paragraph("Date: 14 September 2026. Where young people go after leaving school.")
    document.core_properties.title = text
    document.core_properties.author = ""
    return saved(document)


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def sheet() -> bytes:
    return saved(openpyxl.Workbook())


def slides() -> bytes:
    return saved(pptx.Presentation())


def pdf(pages: int = 1, **save: object) -> bytes:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    stream = io.BytesIO()
    made.save(stream, **save)
    return stream.getvalue()


def picture(form: str) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((64, 64), 80).save(stream, form)
    return stream.getvalue()


def text_document() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>" * 50)
    return stream.getvalue()


WHOLE = {
    "docx": word(),
    "xlsx": sheet(),
    "pptx": slides(),
    "odt": text_document(),
    "pdf": pdf(),
    "png": picture("PNG"),
    "jpg": picture("JPEG"),
    "tif": picture("TIFF"),
}


def run(root: Path) -> Checked:
    return check(project(root), as_of=date(2026, 11, 2), cache=root / "build/cache", workers=2)


def rules_of(checked: Checked, name: str) -> set[str]:
    return {finding.rule for finding in checked.findings if finding.document == name}


def with_document(make_library: Make, name: str, data: bytes) -> Path:
    """A library whose item 3.4 holds one good document and the one given."""
    entry = f"  - {{file: {name}, title: A document under test, kind: other, dated: 2026-09-14}}\n"
    root = make_library(HEAD + GOOD_ENTRY + entry)
    folder = root / "evidence/3.4-destinations"
    (folder / GOOD).write_bytes(word())
    (folder / name).write_bytes(data)
    return root


@pytest.mark.parametrize("form", sorted(WHOLE))
def test_an_empty_file_is_found(make_library: Make, form: str) -> None:
    checked = run(with_document(make_library, f"bad.{form}", b""))
    assert rules_of(checked, f"bad.{form}") == {"unreadable"}
    assert not rules_of(checked, GOOD) & {"unreadable", "mislabelled"}


@pytest.mark.parametrize("form", sorted(WHOLE))
def test_a_truncated_file_is_found(make_library: Make, form: str) -> None:
    whole = WHOLE[form]
    checked = run(with_document(make_library, f"bad.{form}", whole[: len(whole) // 2]))
    assert "unreadable" in rules_of(checked, f"bad.{form}")


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("text.docx", b"This is only text.\n" * 20, "mislabelled"),
        ("sheet.docx", WHOLE["xlsx"], "mislabelled"),
        ("page.pdf", WHOLE["docx"], "mislabelled"),
        ("noise.docx", b"PK\x03\x04" + bytes(range(256)) * 8, "unreadable"),
        ("nothing.pdf", pdf(0), "unreadable"),
        ("locked.pdf", pdf(1, encryption=pikepdf.Encryption(owner="o", user="u")), "password-protected"),
        (
            "locked.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + b"\x00" * 504
            + "EncryptedPackage".encode("utf-16-le")
            + b"\x00" * 1000,
            "unreadable",
        ),
        ("program.exe", b"MZ" + b"\x00" * 200, "unreadable"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_found(make_library: Make, name: str, data: bytes, rule: str) -> None:
    checked = run(with_document(make_library, name, data))
    assert rule in rules_of(checked, name)
    assert not rules_of(checked, GOOD) & {"unreadable", "mislabelled"}


def test_a_missing_document_is_placed_in_the_metadata(make_library: Make) -> None:
    root = make_library(HEAD + GOOD_ENTRY)
    (finding,) = [f for f in run(root).findings if f.rule == "document-missing"]
    assert (finding.file, str(finding.place)) == ("evidence/3.4-destinations/item.yaml", "line 6, column 12")


def test_a_file_that_no_metadata_names_is_found(make_library: Make) -> None:
    root = make_library(HEAD + GOOD_ENTRY)
    (root / "evidence/3.4-destinations" / GOOD).write_bytes(word())
    (root / "evidence/3.4-destinations/extra.docx").write_bytes(word())
    assert [f.file for f in run(root).findings if f.rule == "file-not-in-metadata"] == [
        "evidence/3.4-destinations/extra.docx"
    ]


def test_a_document_listed_twice_is_found(make_library: Make) -> None:
    root = make_library(HEAD + GOOD_ENTRY + GOOD_ENTRY)
    (root / "evidence/3.4-destinations" / GOOD).write_bytes(word())
    assert "document-listed-twice" in {f.rule for f in run(root).findings}


def test_requirements_without_an_item_are_all_named(make_library: Make) -> None:
    found = [f for f in run(make_library(HEAD + GOOD_ENTRY)).findings if f.rule == "requirement-without-item"]
    assert len(found) == 28


def test_two_items_for_one_requirement_are_found(make_library: Make) -> None:
    make_library(HEAD + GOOD_ENTRY)
    root = make_library(HEAD + GOOD_ENTRY, folder="3.4-again")
    assert [f for f in run(root).findings if f.rule == "requirement-twice"]


def test_a_folder_without_item_yaml_is_found(make_library: Make) -> None:
    root = make_library(None)
    (found,) = [f for f in run(root).findings if f.rule == "folder-without-item"]
    assert found.file.startswith("evidence/3.4-destinations")


def test_an_item_that_cannot_be_read_is_not_also_missing(make_library: Make) -> None:
    found = run(make_library("requirement: [")).findings
    assert "metadata-syntax" in {f.rule for f in found}
    assert not [f for f in found if f.rule == "requirement-without-item" and "3.4" in f.message]


def test_the_same_bytes_are_looked_at_once(make_library: Make) -> None:
    root = with_document(make_library, "more.docx", word("A document under test"))
    first = run(root)
    assert run(root).findings == first.findings
    facts = list((root / "build/cache/facts").rglob("*.msgpack"))
    assert len(facts) == 2
    stamps = [path.stat().st_mtime_ns for path in facts]
    (root / "evidence/3.4-destinations/item.yaml").write_text((HEAD + GOOD_ENTRY).replace("2026-09-14", "2024-01-01"))
    assert "out-of-date" in {f.rule for f in run(root).findings}
    assert [path.stat().st_mtime_ns for path in facts] == stamps


def test_a_damaged_cache_is_no_answer(make_library: Make) -> None:
    root = with_document(make_library, "more.docx", word("A document under test"))
    first = run(root)
    for path in (root / "build/cache").rglob("*.msgpack"):
        path.write_bytes(b"\xff" * 40)
    assert run(root).findings == first.findings


def test_the_entry_of_another_document_is_no_answer(make_library: Make) -> None:
    """Valid in itself, and changed by a single letter alike: what a document says is read again."""
    root = with_document(make_library, "more.docx", word("A document under test"))
    first = run(root)
    (root / "build/cache/findings.msgpack").unlink()
    one, other = sorted((root / "build/cache/facts").rglob("*.msgpack"))
    mine = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(other.read_bytes().replace(b"a", b"b"))
    assert run(root).findings == first.findings
    assert one.read_bytes() == mine, "written anew"


def test_text_of_a_sensitive_document_is_never_quoted(make_library: Make) -> None:
    document = docx.Document()
    document.add_heading("List of children", 0)
    run_ = document.add_paragraph("SECRET-NAME lives here").runs[0]
    document.add_comment(runs=[run_], text="SECRET-COMMENT", author="SECRET-AUTHOR")
    entry = "  - {file: list.docx, title: List of children, kind: data, dated: 2026-09-14, sensitivity: child-level}\n"
    root = make_library(HEAD + entry)
    (root / "evidence/3.4-destinations/list.docx").write_bytes(saved(document))
    found = [f for f in run(root).findings if f.document == "list.docx"]
    assert "comments" in {f.rule for f in found}
    assert "SECRET" not in repr(found)
