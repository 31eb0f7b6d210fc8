"""The page as one file: what is in it, who may write it where, and a document checked in it from a folder."""

import base64
import hashlib
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser
from tests.sample_place import SAMPLE
from tests.site.browsing import MARKS, fresh_page

from annexa.browser import packing, parts, single
from annexa.cli.main import run
from annexa.load import project
from annexa.model.errors import ExitCode

FETCHED = pytest.mark.skipif(parts.fetched() is None, reason="the parts were not fetched: annexa site --fetch-parts")
OWN = Path(packing.__file__).with_name("page")


class Elements(HTMLParser):
    """The scripts and styles of a page, its links, and its policy."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside = ""
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self.places: list[str] = []
        self.policy = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.places += [said[name] or "" for name in ("src", "href") if name in said]
        if said.get("http-equiv") == "Content-Security-Policy":
            self.policy = said["content"] or ""
        self.inside = tag if tag in self.texts else ""
        if self.inside:
            self.texts[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[self.inside][-1] += data


def hashes(texts: list[str]) -> set[str]:
    return {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts}


def test_all_stands_in_it_and_its_policy_names_each_piece() -> None:
    """Whatever the pieces hold, even what would end their element."""
    odd = 'window.ANNEXA_LIBRARY = {"area": "</script><!-- <SCRIPT> é"};\n'
    files = {
        "check.html": (OWN / "check.html").read_bytes(),
        "checker/page.css": (OWN / "page.css").read_bytes(),
        "checker/page.js": packing.page_script(),
        **{f"checker/{name}": b"0;\n" for name in ("runtime.js", "pdf.js")},
        "checker/library.js": odd.encode(),
        "checker/licences.txt": b"Licence <of> a part",
    }
    page = single.one_file(files).decode()
    found = Elements(page)
    rules = dict(rule.split(" ", 1) for rule in found.policy.split("; "))
    assert len(found.texts["script"]) == 5 and len(found.texts["style"]) == 1
    assert set(rules["script-src"].split()) == hashes(found.texts["script"]) | {"blob:", "'wasm-unsafe-eval'"}
    assert set(rules["style-src"].split()) == hashes(found.texts["style"])
    assert (rules["default-src"], rules["connect-src"], rules["form-action"]) == ("'none'",) * 3
    assert [place for place in found.places if not place.startswith("#")] == []
    assert "Licence &lt;of&gt; a part" in page and "of-site" not in page


@pytest.mark.parametrize("arguments", [["check.pdf"], ["none/check.html"], ["check.html", "--crawl"]])
def test_where_it_cannot_be_written_is_said_and_nothing_is_left(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["--library", str(SAMPLE), "site", "--single-file", *arguments]) == ExitCode.USAGE
    assert arguments[-1].partition("/")[0] in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_without_the_parts_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(parts, "fetched", lambda: None)
    target = tmp_path / "check.html"
    assert run(["--library", str(SAMPLE), "site", "--single-file", str(target)]) == ExitCode.MISSING_TOOL
    assert "--fetch-parts" in capsys.readouterr().err and not target.exists()


def word_file_with_a_web_page(folder: Path) -> Path:
    """A Word file whose text is a web page inside it, as Outlook and some systems write them."""
    document = docx.Document()
    document.add_heading("Destinations after leaving school", 0)
    document.save(str(folder / "plain.docx"))
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="c9" Type="{namespace}/aFChunk" Target="chunk.html"/></Relationships>'
    changed = {
        "word/document.xml": ("<w:sectPr", f'<w:altChunk xmlns:r="{namespace}" r:id="c9"/><w:sectPr'),
        "word/_rels/document.xml.rels": ("</Relationships>", relation),
        "[Content_Types].xml": ("</Types>", '<Default Extension="html" ContentType="text/html"/></Types>'),
    }
    with (
        zipfile.ZipFile(folder / "plain.docx") as old,
        zipfile.ZipFile(folder / "with a page.docx", "w") as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.decode().replace(*changed[name], 1) if name in changed else text)
        new.writestr("word/chunk.html", "<p>See <!-- x -->http://sharepoint.internal/plan<p>DRAFT for comment")
    return folder / "with a page.docx"


@FETCHED
@pytest.mark.slow
@pytest.mark.chromium
class TestInABrowser:
    pytestmark = MARKS

    def test_a_document_is_checked_in_it_and_nothing_else_is_loaded(self, browser: Browser, tmp_path: Path) -> None:
        target = tmp_path / "sent by mail.html"
        single.write(project(SAMPLE), target, cache=tmp_path / "cache")
        asked: list[str] = []
        with fresh_page(browser) as page:
            page.on("request", lambda one: asked.append(one.url))
            page.on("console", lambda one: asked.append(one.text) if one.type == "error" else None)
            page.goto(target.as_uri())
            page.locator("#file").set_input_files(word_file_with_a_web_page(tmp_path))
            page.wait_for_selector(".finding")
            assert "sharepoint.internal" in page.locator("#cards").inner_text()
            assert "draft" in page.locator("#cards").inner_text()
            assert page.locator("#cards a").count() == 0
        assert [each for each in asked if not each.startswith(("blob:", "data:"))] == [target.as_uri()]
        assert re.search(rb"script-src 'sha256-", target.read_bytes()[:2000])
