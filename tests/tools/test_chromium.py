"""The browser: found by several names; prints local pages without any network."""

import pypdf
import pytest

from annexa.model.errors import MissingTool, ToolFailed
from annexa.tools import chromium


def test_the_browser_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(chromium, "find", lambda: None)
    assert chromium.version() is None
    with pytest.raises(MissingTool):
        chromium.print_to_pdf(tmp_path / "page.html", tmp_path / "page.pdf")


def test_the_browser_prints_nothing(tmp_path, monkeypatch):
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\necho 'no display' >&2\n")
    fake.chmod(0o755)
    monkeypatch.setattr(chromium, "find", lambda: fake)
    with pytest.raises(ToolFailed, match="no display"):
        chromium.print_to_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
    assert not (tmp_path / "page.pdf").exists()


@pytest.mark.chromium
def test_a_page_becomes_a_tagged_pdf(tmp_path):
    if chromium.find() is None:
        pytest.skip("Chromium is not installed")
    page = tmp_path / "a page & more.html"
    page.write_text("<!doctype html><html lang=en><title>T</title><h1>Heading</h1><p>Words</html>", encoding="utf-8")
    chromium.print_to_pdf(page, tmp_path / "page.pdf")
    reader = pypdf.PdfReader(tmp_path / "page.pdf")
    assert "Heading" in reader.pages[0].extract_text()
    assert reader.root_object["/MarkInfo"]["/Marked"]
