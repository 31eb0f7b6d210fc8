"""A package: a valid bag, readable offline, safe to open, the same bytes every time."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import bagit
import openpyxl
import pytest

from annexa.model.errors import UsageError
from annexa.package import PackageInput, pack, prove
from annexa.package.contents import Answer, Item
from annexa.package.layout import LONGEST_NAME, LONGEST_PATH, place

Snapshot = Callable[[Path], dict[str, bytes]]
PASSPHRASE = "correct horse battery staple"


def test_the_package_is_a_valid_bagit_1_0_bag_by_the_librarys_judgement(package: PackageInput, tmp_path: Path) -> None:
    packed = pack(tmp_path / "out", package)
    bag = bagit.Bag(str(packed.folder))
    assert bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.info["Source-Organization"] == "Marlbury Local Area Partnership"
    assert bag.info["External-Identifier"] == "day-5-shared"
    assert bag.info["Internal-Sender-Identifier"] == package.commit
    assert bag.info["Bagging-Date"] == "2026-11-06"
    assert bag.algorithms == ["sha256"]


def test_the_zip_holds_the_same_bag_and_any_program_opens_it(
    package: PackageInput, tmp_path: Path, snapshot: Snapshot
) -> None:
    packed = pack(tmp_path / "out", package)
    with zipfile.ZipFile(packed.zip) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unzipped")
    assert snapshot(tmp_path / "unzipped" / packed.folder.name) == snapshot(packed.folder)
    assert bagit.Bag(str(tmp_path / "unzipped" / packed.folder.name)).is_valid()


def test_what_a_package_holds(package: PackageInput, tmp_path: Path, snapshot: Snapshot) -> None:
    packed = pack(tmp_path / "out", package)
    assert sorted(snapshot(packed.folder)) == [
        "bag-info.txt",
        "bagit.txt",
        "data/bundle/Marlbury day-5 bundle.pdf",
        "data/index.html",
        "data/index.xlsx",
        "data/items/3.4 Destinations.pdf",
        "data/items/4.1 Care services.pdf",
        "data/manifest.json",
        "data/originals/3.4/=cmd ' calc'!A1.xlsx",
        "data/originals/3.4/Ziele Übergänge.docx",
        "data/receipt.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ]
    assert sorted(p.name for p in packed.folder.parent.iterdir()) == [
        "Marlbury day-5",
        "Marlbury day-5 receipt.txt",
        "Marlbury day-5.zip",
    ]


def test_two_packages_of_the_same_have_the_same_bytes(
    package: PackageInput, tmp_path: Path, snapshot: Snapshot
) -> None:
    pack(tmp_path / "one", package)
    pack(tmp_path / "elsewhere" / "two", package)
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "elsewhere" / "two")


# -- names -------------------------------------------------------------------------------------------------

HARD_NAMES = [
    "CON.docx", "aux", "report.", " spaced .pdf", "a/b\\c:d*e?.xlsx", "x" * 300 + ".docx", "NUL.tar.gz", "naïve résumé.docx",
    "日本語.docx", "tab\there\nand there.doc", "%2e%2e%2fetc.docx", "~$lock.docx", "COM1.txt", "A.DOCX", "a.docx", "..", "file#1&2.docx",
]  # fmt: skip


def test_every_name_is_acceptable_to_windows_and_sharepoint(package: PackageInput, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    file = folder / "file"
    file.write_bytes(b"x")
    document = package.items[0].documents[0]
    documents = tuple(
        replace(document, key=f"3.4/{n}", name=name, native=file, sha256="")
        for n, name in enumerate(HARD_NAMES, start=1)
    )
    placed = place(replace(package, items=(replace(package.items[0], documents=documents),)))
    paths = list(placed.natives.values())
    assert len({path.casefold() for path in paths}) == len(HARD_NAMES)
    for path in paths:
        assert len(path) <= LONGEST_PATH
        for part in path.split("/"):
            assert len(part) <= LONGEST_NAME + 4
            assert not re.search(r'[<>:"\\|?*#%\x00-\x1f]', part), part
            assert part == part.strip(" .") and part
            assert not re.match(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", part), part
            assert not part.startswith("~$")
    kept = {before for _, before, _ in placed.renamed}
    assert "A.DOCX" not in kept
    assert {"CON.docx", "report.", "a/b\\c:d*e?.xlsx", "a.docx"} <= kept


def test_renames_are_written_down(package: PackageInput, tmp_path: Path) -> None:
    packed = pack(tmp_path / "out", package)
    manifest = json.loads((packed.folder / "data/manifest.json").read_text())
    assert {
        "document": "3.4/1",
        "from": "Ziele: Übergänge?.docx",
        "to": "originals/3.4/Ziele Übergänge.docx",
    } in manifest["renamed"]


# -- index.html --------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a page links to and loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "href" and tag == "a":
                self.links.append(value or "")
            elif name in ("src", "href", "srcset", "data", "action") or name.startswith("on"):
                self.loads.append(f"{tag} {name}={value}")


def test_index_html_works_offline_and_every_link_leads_to_a_file_in_the_package(
    package: PackageInput, tmp_path: Path
) -> None:
    packed = pack(tmp_path / "out", package)
    text = (packed.folder / "data/index.html").read_text()
    page = Page(text)
    assert page.loads == []
    assert "script" not in page.tags and "@import" not in text and "url(" not in text
    for link in page.links:
        address = urlsplit(link)
        assert not address.scheme and not address.netloc
        if address.path:
            assert (packed.folder / "data" / unquote(address.path)).is_file(), link
    assert "bundle/Marlbury%20day-5%20bundle.pdf#page=4" in page.links
    assert "Child-level data: handed in separately" in text


def test_an_item_that_documents_of_others_answer_leads_to_their_pages(package: PackageInput, tmp_path: Path) -> None:
    where = "Part of 3.4 Destinations, page 2 of the document"
    here = Answer(title="Destinations <after> leaving", where=where, page="5", volume=1, position=5)
    later = Answer(title="Joint plan", where="Handed in with Day 2, as part of 1.3", page="", volume=0, position=1)
    item = Item(
        id="3.5", number="3.5", title="Timetables", group="Education", documents=(), also=(here, later), first="5"
    )
    packed = pack(tmp_path / "out", replace(package, items=(*package.items, item)))
    text = (packed.folder / "data/index.html").read_text()
    links = Page(text).links
    assert links.count("bundle/Marlbury%20day-5%20bundle.pdf#page=5") == 1
    assert where in text and "&lt;after&gt;" in text and "Handed in with Day 2" in text
    receipt = packed.receipt.read_text()
    assert "- 3.5 Timetables: answered by documents of other items, from page 5" in receipt
    assert f"{where}, from page 5" in receipt
    sheet = openpyxl.load_workbook(packed.folder / "data/index.xlsx").active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "3.5"]
    assert [(row[6], row[7]) for row in rows] == [(1, 5), (None, None)]


def test_titles_cannot_put_code_into_the_page(package: PackageInput, tmp_path: Path) -> None:
    packed = pack(tmp_path / "out", package)
    text = (packed.folder / "data/index.html").read_text()
    assert "<script>" not in text and "&lt;script&gt;" in text


# -- index.xlsx --------------------------------------------------------------------------------------------


def test_index_xlsx_has_a_row_for_every_document_and_no_formula(package: PackageInput, tmp_path: Path) -> None:
    packed = pack(tmp_path / "out", package)
    data = (packed.folder / "data/index.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:4]] == ["3.4", "3.4", "4.1"]
    assert rows[1][7:9] == (4, 5)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    formula_like = [
        cell for row in sheet.iter_rows() for cell in row if str(cell.value or "")[:1] in "=+-@" and cell.value
    ]
    assert formula_like and all(cell.quotePrefix for cell in formula_like)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_control_characters_and_endless_titles_fit_into_a_cell(package: PackageInput, tmp_path: Path) -> None:
    document = replace(package.items[0].documents[0], title="a\x00\x0b\ud800b" + "x" * 40_000)
    changed = replace(package, items=(replace(package.items[0], documents=(document,)),))
    from annexa.package.workbook import index_xlsx

    sheet = openpyxl.load_workbook(io.BytesIO(index_xlsx(changed, place(changed)))).active
    assert str(sheet["C2"].value).startswith("abxxx")


# -- receipt -----------------------------------------------------------------------------------------------


def test_the_receipt_says_what_is_sent_by_whom_and_how_to_check_it(package: PackageInput, tmp_path: Path) -> None:
    packed = pack(tmp_path / "out", package)
    text = packed.receipt.read_text()
    for words in (
        "Dated 6 November 2026, sent by: Local authority nominated officer",
        "2 items with 3 documents on 8 pages",
        "- 3.4 Destinations: 2 documents, from page 3",
        "Child-level data: handed in separately",
        "General guidance on electronic court bundles: met.",
        f"Seal of the package: {packed.seal}",
        f"SHA-256 of Marlbury day-5.zip: {packed.zip_sha256}",
    ):
        assert words in text
    assert max(map(len, text.splitlines())) <= 130


# -- refusals ----------------------------------------------------------------------------------------------


def test_a_document_that_changed_since_the_bundle_was_built_is_refused(package: PackageInput, tmp_path: Path) -> None:
    package.items[0].documents[0].native.write_bytes(b"another document")  # type: ignore[union-attr]
    with pytest.raises(UsageError, match="has changed since the bundle was built"):
        pack(tmp_path / "out", package)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("passphrase", ["", "short", "aaaaaaaaaaaaaaaaaaaaaaaa"])
def test_a_passphrase_that_can_be_guessed_is_refused(
    child_level: PackageInput, tmp_path: Path, passphrase: str
) -> None:
    with pytest.raises(UsageError, match="too easy to guess"):
        pack(tmp_path / "out", child_level, passphrase=passphrase)


# -- child-level -------------------------------------------------------------------------------------------


def test_an_encrypted_package_shows_nothing_of_what_is_in_it(
    child_level: PackageInput, tmp_path: Path, snapshot: Snapshot
) -> None:
    packed = pack(tmp_path / "out", child_level, passphrase=PASSPHRASE)
    assert packed.encrypted
    assert bagit.Bag(str(packed.folder)).is_valid()
    outside = snapshot(tmp_path / "out")
    assert sorted(name for name in outside if "/data/" in name) == [
        "Marlbury day-5 child-level/data/Marlbury day-5 child-level.zip",
        "Marlbury day-5 child-level/data/receipt.txt",
    ]
    for name, data in outside.items():
        for secret in (b"Destinations", "Übergänge".encode(), b"a workbook", b"=cmd"):
            assert secret not in data, name


def test_the_encrypted_zip_opens_with_the_passphrase_and_with_no_other(
    child_level: PackageInput, tmp_path: Path
) -> None:
    import pyzipper

    packed = pack(tmp_path / "out", child_level, passphrase=PASSPHRASE)
    sealed = packed.folder / "data" / f"{packed.folder.name}.zip"
    with pyzipper.AESZipFile(sealed) as archive:
        assert all(info.flag_bits & 1 and info.wz_aes_strength == 3 for info in archive.infolist())
        archive.setpassword(b"another passphrase altogether")
        with pytest.raises(RuntimeError):
            archive.read(archive.namelist()[0])
        archive.setpassword(PASSPHRASE.encode())
        archive.extractall(tmp_path / "opened")
    inner = tmp_path / "opened" / packed.folder.name
    assert bagit.Bag(str(inner)).is_valid()
    assert (inner / "data/originals/3.4-1.docx").read_bytes() == b"a document"


def test_without_a_passphrase_names_still_say_nothing(child_level: PackageInput, tmp_path: Path) -> None:
    packed = pack(tmp_path / "out", child_level)
    assert not packed.encrypted
    names = [p.name for p in (packed.folder / "data/originals").iterdir()]
    assert sorted(names) == ["3.4-1.docx", "3.4-2.xlsx"]
    assert prove(packed.folder).unchanged
