"""The built site: whole, the same bytes twice, private, and asking nothing of anybody."""

import dataclasses
import hashlib
import io
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path
from threading import Event

import docx
import pytest
from pypdf import PdfReader

from annexa.load import project
from annexa.model.errors import ToolFailed
from annexa.model.words import Step
from annexa.site import build as site_build
from annexa.site.book import Book
from annexa.site.build import Built, build_site
from annexa.site.printed import checklist_pdf
from annexa.site.timetable import calendar_files
from annexa.tools import linkchecker, mkdocs

pytestmark = pytest.mark.slow

MARKER = "Xanthippe-Quillfeather"
"""No word of any page; whatever of it reaches the site came out of the library."""


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_site_holds_every_page_and_every_download(built: Built, pages: dict[str, str], book: Book) -> None:
    assert {path.removesuffix(".md") + ".html" for path in pages} <= set(digests(built.folder))
    calendars = set(calendar_files(book))
    assert {path.name for path in (built.folder / "downloads").iterdir()} == set(built.downloads) | calendars
    assert len(built.downloads) == 7 and len(calendars) > 5


def test_the_zip_holds_the_whole_site(built: Built) -> None:
    assert built.archive is not None
    with zipfile.ZipFile(built.archive) as archive:
        assert set(archive.namelist()) == set(digests(built.folder))


def test_no_page_style_or_script_of_ours_names_another_host(built: Built) -> None:
    loading = re.compile(r"""(?:src|srcset|action|poster|data)=["']?(?:https?:)?//|@import|url\(["']?(?:https?:)?//""")
    linked = re.compile(r"""<link[^>]+href=["']?(?:https?:)?//""")
    for path in built.folder.rglob("*"):
        if path.suffix in {".html", ".css"}:
            text = path.read_text(encoding="utf-8")
            assert not loading.search(text) and not linked.search(text), path.name
            assert "document.cookie" not in text, path.name


PAGE = "---\ntitle: A\n---\n\n# A\n\n## Here {{ #here }}\n\n[to]({link})\n"


def test_a_site_of_an_area_says_nothing_of_values_to_be_filled_in(built: Built) -> None:
    assert built.unfinished == ()
    assert "Not to be published yet" not in (built.folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("link", ["b.md", "#nowhere", "a.md#nowhere"])
def test_a_broken_link_or_anchor_fails_the_build(tmp_path: Path, project_root: Path, link: str) -> None:
    shutil.copy(project_root / "mkdocs.yml", tmp_path)
    shutil.copytree(project_root / "guidance" / "theme", tmp_path / "guidance" / "theme")
    (tmp_path / "build" / "pages").mkdir(parents=True)
    (tmp_path / "build" / "mkdocs-base.yml").write_text("{site_name: x}", encoding="utf-8")
    page = tmp_path / "build" / "pages" / "a.md"
    page.write_text(PAGE.format(link="#here"), encoding="utf-8")
    mkdocs.build(tmp_path / "mkdocs.yml", tmp_path / "right", edition=0)
    page.write_text(PAGE.format(link=link), encoding="utf-8")
    with pytest.raises(ToolFailed, match=re.escape(link)) as caught:
        mkdocs.build(tmp_path / "mkdocs.yml", tmp_path / "wrong", edition=0)
    assert "a.md" in caught.value.message and "guidance/pages" in caught.value.remedy


def test_a_failed_build_leaves_the_old_site_and_nothing_half_written(
    site_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_link(config: Path, into: Path, *, edition: int) -> None:
        into.joinpath("half.html").write_text("half", encoding="utf-8")
        raise ToolFailed("MkDocs did not build the site", remedy="Correct the link.")

    monkeypatch.setattr(mkdocs, "build", broken_link)
    is_over, was_waited_for = Event(), Event()

    def slow(book: Book, pages: dict[str, str]) -> dict[str, bytes]:
        is_over.wait(120)
        was_waited_for.set()
        return {}

    monkeypatch.setattr(site_build, "make_printed", slow)
    old = site_project / "build" / "site" / "index.html"
    old.parent.mkdir(parents=True)
    old.write_text("old", encoding="utf-8")
    told: list[str] = []
    with pytest.raises(ToolFailed):
        build_site(project(site_project), advance=told.append)
    assert not was_waited_for.is_set(), "whoever presses Ctrl-C wants no printed editions"
    is_over.set()
    steps = [each for each in told if isinstance(each, Step)]
    assert [(each.number, each.total) for each in steps] == [(1, 4), (2, 4)]
    assert len({each.stage for each in steps}) == 2, "so that no time left is told from what another took"
    assert old.read_text(encoding="utf-8") == "old"
    left = {path.name for path in (site_project / "build").iterdir()}
    assert left == {"mkdocs-base.yml", "mkdocs.yml", "pages", "site", "theme"}


def plant_markers(root: Path) -> None:
    """Puts the marker wherever a library can hold a person's name or words of the evidence."""
    evidence = root / "evidence"
    for item in evidence.glob("*/item.yaml"):
        text = item.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^summary: .*\n(  .*\n)*", f"summary: {MARKER}\n", text)
        text = re.sub(r"(?m)^    title: .*$", f"    title: {MARKER}", text)
        text = re.sub(r"note: .*", f"note: {MARKER}", text)
        item.write_text(text, encoding="utf-8")
        (item.parent / f"{MARKER}.txt").write_text(MARKER, encoding="utf-8")
        for entry in item.parent.glob("sign-off/*.yaml"):
            entry.write_text(f"note: {MARKER}\n", encoding="utf-8")
    people = evidence / "people.yaml"
    text = re.sub(r"organisation: .*", f"organisation: {MARKER}", people.read_text(encoding="utf-8"))
    people.write_text(re.sub(r"mailbox: .*", f"mailbox: {MARKER}@example.org", text), encoding="utf-8")


def test_nothing_of_the_evidence_and_no_person_reaches_the_site(built: Built, site_project: Path) -> None:
    """With every name and text of the library replaced, the site is the same to the last byte, so it holds none."""
    plant_markers(site_project)
    loaded = project(site_project)
    assert loaded.library is not None
    assert len(loaded.library.items) > 20 and all(item.meta.summary == MARKER for item in loaded.library.items)
    again = build_site(loaded)
    assert digests(again.folder) == digests(built.folder)
    assert again.archive is not None and built.archive is not None
    assert again.archive.read_bytes() == built.archive.read_bytes()
    needle = MARKER.encode().lower()
    for path in (site_project / "build").rglob("*"):
        assert needle not in path.name.encode().lower()
        assert not path.is_file() or needle not in path.read_bytes().lower(), path


def test_the_printed_guidance_is_tagged_with_contents_and_bookmarks(built: Built, pages: dict[str, str]) -> None:
    reader = PdfReader(built.folder / "downloads" / "guidance.pdf")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert reader.metadata is not None and reader.metadata.title == "SEND inspection guidance, Westmere"
    assert "Contents" in reader.pages[1].extract_text()

    def flat(outline: list[object]) -> list[str]:
        return [t for entry in outline for t in (flat(entry) if isinstance(entry, list) else [str(entry["/Title"])])]  # type: ignore[index]

    bookmarks = set(flat(reader.outline))
    assert {"3.5 Part-time education timetables", "LANO", "The inspectors have called", "Debriefing"} <= bookmarks
    last = len(reader.pages)
    assert f"{last} of {last}" in reader.pages[-1].extract_text()


def test_the_checklist_to_print_has_its_18_points(built: Built) -> None:
    reader = PdfReader(built.folder / "downloads" / "evidence-checklist.pdf")
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert text.count("☐") == 18
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_a_character_that_no_font_has_does_not_cost_the_printed_checklist(book: Book) -> None:
    assert book.library is not None
    meta = book.library.meta.model_copy(update={"partnership": "Łódź \U0010abcd\U0010abce partnership"})
    odd = dataclasses.replace(book, library=book.library.model_copy(update={"meta": meta}))
    text = PdfReader(io.BytesIO(checklist_pdf(odd, date(2026, 11, 16)))).pages[1].extract_text()
    assert "Łódź ?? partnership" in text


@pytest.mark.parametrize("name", ["debriefing-form", "evidence-checklist", "link-template"])
def test_a_word_form_has_title_language_and_headings(built: Built, name: str) -> None:
    document = docx.Document(io.BytesIO((built.folder / "downloads" / f"{name}.docx").read_bytes()))  # type: ignore[arg-type]
    assert document.core_properties.title and document.core_properties.language == "en-GB"
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None]
    assert "Title" in styles and any(str(style).startswith("Heading") for style in styles)
    assert not [paragraph for paragraph in document.paragraphs if not paragraph.text.strip()]


def test_the_debriefing_form_asks_what_the_source_asks(built: Built) -> None:
    document = docx.Document(str(built.folder / "downloads" / "debriefing-form.docx"))
    questions = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 3"]
    assert [question[0] for question in questions] == list("123456")
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {"Green", "Amber", "Red"} <= set(cells)
    assert cells.count("☐") == 3
    captions = document.element.xpath("//w:tblCaption/@w:val")
    assert len(captions) == len(document.tables) and all(captions)


def test_linkchecker_follows_every_link_and_finds_what_is_broken(built: Built, tmp_path: Path) -> None:
    followed, broken = linkchecker.crawl(built.folder)
    assert followed > 800 and not broken
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(
        '<html><body><a href="a.html#there">1</a><a href="a.html#gone">2</a><a href="b.html">3</a><a href="#none">4</a>'
        '<a href="a.html#left">5</a></body></html>',
        encoding="utf-8",
    )
    (site / "a.html").write_text('<html><body><h1 id="there">x</h1><a href="c.html">y</a></body></html>')
    _, broken = linkchecker.crawl(site)
    assert sorted((link.page, link.link) for link in broken) == [
        ("a.html", "c.html"),
        ("index.html", "#none"),
        ("index.html", "a.html#gone"),
        ("index.html", "a.html#left"),
        ("index.html", "b.html"),
    ]
