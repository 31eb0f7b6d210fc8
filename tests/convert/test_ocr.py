"""The text layer: kept, refused, or not there; most tests do without the program itself."""

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from annexa.convert import images, ocr
from annexa.model.errors import ToolFailed
from annexa.tools import ocrmypdf
from annexa.tools.files import sha256_of


@pytest.fixture
def calls(monkeypatch, tmp_path):
    """An OCRmyPDF that copies its input; the list of what it was given."""
    seen = []

    def add_text(program, source, target, *, pages, workers):
        seen.append(source)
        target.write_bytes(source.read_bytes())

    monkeypatch.setattr(ocrmypdf, "find", lambda: tmp_path / "ocrmypdf")
    monkeypatch.setattr(ocrmypdf, "version", lambda program: "OCRmyPDF 17.1, tesseract 5.3.0")
    monkeypatch.setattr(ocrmypdf, "add_text", add_text)
    return seen


def known(path):
    """A file, and the digest of the bytes that are asked about."""
    return path, sha256_of(path)


def test_without_the_program_the_caller_is_told(pdf, tmp_path, monkeypatch):
    monkeypatch.setattr(ocrmypdf, "find", lambda: None)
    assert ocr.recognise(*known(pdf("scan.pdf")), pages=1, cache_dir=tmp_path) is None


def test_a_scan_is_read_once(pdf, tmp_path, calls):
    scan = pdf("scan.pdf", 2)
    first = ocr.recognise(*known(scan), pages=2, cache_dir=tmp_path)
    second = ocr.recognise(*known(scan), pages=2, cache_dir=tmp_path)
    assert (first.from_cache, second.from_cache, len(calls)) == (False, True, 1)
    assert first.pdf == second.pdf
    assert first.engine == "OCRmyPDF 17.1, tesseract 5.3.0"


def test_another_version_reads_again(pdf, tmp_path, calls, monkeypatch):
    scan = pdf("scan.pdf")
    ocr.recognise(*known(scan), pages=1, cache_dir=tmp_path)
    monkeypatch.setattr(ocrmypdf, "version", lambda program: "OCRmyPDF 17.2, tesseract 5.3.0")
    assert not ocr.recognise(*known(scan), pages=1, cache_dir=tmp_path).from_cache


def test_ocrmypdf_fails(pdf, tmp_path, calls, monkeypatch):
    def fails(*args, **kwargs):
        raise ToolFailed("OCRmyPDF could not read scan.pdf", remedy="Scan it again.")

    monkeypatch.setattr(ocrmypdf, "add_text", fails)
    result = ocr.recognise(*known(pdf("scan.pdf")), pages=1, cache_dir=tmp_path)
    assert result.pdf is None
    assert "scan.pdf" in result.trouble


def test_a_scan_that_is_exchanged_meanwhile_is_not_kept_as_the_other(pdf, tmp_path, calls):
    scan = pdf("scan.pdf")
    asked = known(scan)
    pdf("scan.pdf", 2)
    result = ocr.recognise(*asked, pages=1, cache_dir=tmp_path)
    assert (result.pdf, calls) == (None, [])
    assert not list((tmp_path / "ocr").glob(f"{asked[1]}*"))


def test_ocrmypdf_loses_a_page(pdf, tmp_path, calls):
    result = ocr.recognise(*known(pdf("scan.pdf", 2)), pages=3, cache_dir=tmp_path)
    assert result.pdf is None
    assert "number of pages" in result.trouble


@pytest.mark.slow
def test_a_scan_can_be_searched_afterwards_and_equal_scans_give_equal_bytes(tmp_path):
    if ocrmypdf.find() is None:
        pytest.skip("OCRmyPDF is not installed")
    page = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(page).text((100, 100), "Education health and care", font=ImageFont.load_default(48), fill=0)
    page.save(tmp_path / "scan.tif", dpi=(150, 150))
    content, _, _ = images.to_pdf(tmp_path / "scan.tif", resolution=300)
    (tmp_path / "scan.pdf").write_bytes(content)
    first, second = (ocr.recognise(*known(tmp_path / "scan.pdf"), pages=1, cache_dir=tmp_path / name) for name in "ab")
    with pypdfium2.PdfDocument(first.pdf) as document:
        assert "health and care" in document[0].get_textpage().get_text_bounded()
    assert first.pdf.read_bytes() == second.pdf.read_bytes()
