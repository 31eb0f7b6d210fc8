"""Every kind of file that people send has its answer: what it is, and what to do instead."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from annexa.documents import Facts, ReadFault, read
from annexa.documents.kinds import kind_of
from annexa.documents.sniff import FAMILIES

Fault = Callable[[str, bytes], ReadFault]

REMEDIES = {
    "zip": "Extract All", "7z": "Extract All", "rar": "Extract All", "gz": "Extract All",
    "url": "Copy the document", "lnk": "kind: link", "webloc": "delete the shortcut",
    "gdoc": "File > Download", "gsheet": "File > Download",
    "heic": "JPEG", "heif": "JPEG", "psd": "JPEG", "svg": "PDF", "emf": "PDF",
    "pages": "Export To > Word", "key": "Export To > PowerPoint", "numbers": "Export To > Excel",
    "vsdx": "Create PDF", "vsd": "LibreOffice moves some", "pub": "moves text and pictures", "xps": "Print to PDF",
    "oxps": "Print to PDF", "one": "PDF", "mpp": "Create PDF", "pbix": "PDF", "odg": "Export as PDF",
    "fodt": ".odt", "wps": ".docx", "xlsb": ".xlsx", "tsv": ".xlsx", "html": "print it to PDF", "mht": "print it to PDF",
    "md": "PDF", "vtt": "transcript:", "srt": "transcript:", "xml": "Excel", "ics": "PDF",
    "vcf": "role", "accdb": "present: native", "mdb": ".xlsx", "sav": ".xlsx", "kml": "PDF", "epub": "PDF",
    "pst": "one by one", "p7m": ".msg", "exe": "delete it", "bat": "delete it", "crdownload": "Download it again",
    "bak": "delete the copy",
}  # fmt: skip
"""A piece of the remedy by the ending of the file's name."""


@pytest.mark.parametrize("ending", sorted(REMEDIES))
def test_a_kind_of_file_is_named_with_its_remedy(fault_of: Fault, ending: str) -> None:
    fault = fault_of(f"Plan v3 (2).{ending.upper()}", b"\x01\x02\x03\x04" * 30)
    assert fault.kind == "unknown format"
    assert REMEDIES[ending] in fault.remedy
    assert fault.remedy.endswith(".") and not fault.message.endswith(".")
    if (kind := kind_of(ending)) and "shortcut" not in fault.message:
        assert kind.what in fault.message and f".{ending}" in fault.message


def test_no_kind_is_both_checked_and_refused() -> None:
    assert not [ending for ending in FAMILIES if kind_of(ending)]


def packed(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def test_a_zip_says_what_is_in_it_without_its_names(fault_of: Fault) -> None:
    fault = fault_of("all.zip", packed("Robin Example.docx", "b/c.DOCX", "d.pdf", "readme", "b/"))
    assert "4 files (2 .docx, 1 .pdf, 1 others)" in fault.message
    assert "Robin" not in fault.message + fault.remedy
    assert "nothing in it" in fault_of("all.zip", packed()).message
    assert "cannot be checked" in fault_of("all.zip", b"PK\x03\x04 cut off").message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("offer.url", b"[InternetShortcut]\r\nURL=https://offer.example/send?x=1\r\nIconIndex=0\r\n"),
        ("offer.webloc", b"<plist><dict><key>URL</key><string>https://offer.example/send?x=1</string></dict></plist>"),
    ],
)
def test_a_shortcut_becomes_a_link(fault_of: Fault, name: str, data: bytes) -> None:
    fault = fault_of(name, data)
    assert 'link: {url: "https://offer.example/send?x=1",' in fault.remedy
    assert "kind: link" in fault.remedy


def test_a_shortcut_to_a_drive_is_no_link(fault_of: Fault) -> None:
    fault = fault_of("plan.url", b"[InternetShortcut]\nURL=file:///G:/SEND/plan.docx\n")
    assert "file:///G:/SEND/plan.docx" in fault.message
    assert "kind: link" not in fault.remedy and "Copy the document" in fault.remedy


@pytest.mark.parametrize(("name", "right"), [("report", "report.pdf"), ("report.final", "report.pdf")])
def test_a_document_with_a_wrong_ending_is_given_its_name(fault_of: Fault, name: str, right: str) -> None:
    assert right in fault_of(name, b"%PDF-1.7\n" + bytes(50)).remedy


def test_an_office_file_without_ending_is_known(fault_of: Fault, raw_docx: Callable[..., bytes]) -> None:
    assert "minutes.docx" in fault_of("minutes", raw_docx("<w:p/>")).remedy


def picture(format_name: str, **more: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(stream, format_name, **more)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "written"),
    [("a.gif", "GIF"), ("a.bmp", "BMP"), ("a.webp", "WEBP"), ("a.jp2", "JPEG2000"), ("a.jfif", "JPEG")],
)
def test_pictures_of_other_kinds_are_read(tmp_path: Path, name: str, written: str) -> None:
    (tmp_path / name).write_bytes(picture(written))
    facts = read(tmp_path / name)
    assert isinstance(facts, Facts)
    assert (facts.pages, len(facts.pictures), facts.partial) == (1, 1, "")


@pytest.mark.parametrize(("ending", "written"), [("gif", "GIF"), ("webp", "WEBP")])
def test_of_a_moving_picture_only_the_first_is_shown_and_said_so(tmp_path: Path, ending: str, written: str) -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue", "green")]
    path = tmp_path / f"a.{ending}"
    frames[0].save(path, written, save_all=True, append_images=frames[1:])
    facts = read(path)
    assert isinstance(facts, Facts)
    assert facts.pages == 1 and "first of its 3 pictures" in facts.partial


def test_a_picture_that_breaks_off_is_damaged(fault_of: Fault) -> None:
    for name, written in (("a.bmp", "BMP"), ("a.gif", "GIF"), ("a.webp", "WEBP")):
        whole = picture(written)
        assert fault_of(name, whole[: len(whole) // 2]).kind == "corrupt", name


def test_a_text_that_begins_like_a_bitmap_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("BM of the board: minutes of 14 September 2026")
    assert isinstance(read(tmp_path / "a.txt"), Facts)
