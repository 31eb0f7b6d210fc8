"""The site, from records to files: pages, downloads, MkDocs, and a zip for an intranet."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape
from pathlib import Path
from typing import Final

import jinja2

from annexa.inspection.calendar import to_ics
from annexa.load import Loaded
from annexa.model.errors import UsageError
from annexa.site import downloads as files
from annexa.site.book import Book, pages_of, rule_pages
from annexa.site.downloads import Download, planned
from annexa.site.guidance import Section, read_guidance
from annexa.site.pages import all_pages, titles
from annexa.site.words import short_date
from annexa.tools import mkdocs
from annexa.tools.files import replace_folder, work_folder, write_whole

PAGES: Final = Path("build/pages")
SITE: Final = Path("build/site")
BASE: Final = Path("build/mkdocs-base.yml")
ZIP: Final = Path("build/guidance-site.zip")
CONFIG: Final = Path("mkdocs.yml")
ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was built, and where it lies."""

    pages: int
    downloads: tuple[str, ...]
    folder: Path
    """build/site, or build/pages where only the pages were asked for."""
    archive: Path | None = None
    warnings: tuple[str, ...] = ()


def book_of(loaded: Loaded, local: Path | None = None) -> Book:
    """Everything that the site is made from. Raises UsageError where the guidance is faulty."""
    return Book(
        framework=loaded.framework,
        checklist=loaded.checklist,
        library=loaded.library,
        guidance=read_guidance(loaded.root / "guidance", local),
        rules=rule_pages(),
    )


def build_pages(loaded: Loaded, *, local: Path | None = None, root: Path | None = None) -> Built:
    """Writes Markdown and downloads into build/pages, and the menu beside it; nothing is left half-written.

    Raises UsageError where the guidance is faulty.
    """
    root = root or loaded.root
    book = book_of(loaded, local)
    wanted = planned(book)
    pages = _pages(book, wanted)
    with work_folder(root / PAGES) as work:
        for name, text in pages.items():
            write_quickly(work / name, text.encode())
        for download in wanted:
            write_quickly(work / "downloads" / download.file, make(download, book, pages))
        replace_folder(work, root / PAGES)
    write_whole(root / BASE, base_config(book))
    return Built(pages=len(pages), downloads=tuple(d.file for d in wanted), folder=root / PAGES)


def build_site(loaded: Loaded, *, local: Path | None = None) -> Built:
    """Builds the whole site into build/site, and the zip of it. Raises UsageError, MissingTool, ToolFailed."""
    root = loaded.root
    built = build_pages(loaded, local=local)
    edition = edition_of(book_of(loaded, local))
    moment = int(datetime.combine(edition, time(), UTC).timestamp())
    with work_folder(root / SITE) as work:
        mkdocs.build(root / CONFIG, work, edition=moment)
        write_whole(root / ZIP, _zipped(work))
        replace_folder(work, root / SITE)
    return Built(pages=built.pages, downloads=built.downloads, folder=root / SITE, archive=root / ZIP)


def edition_of(book: Book) -> date:
    """The date of the edition: that of the most recent review, never that of building."""
    return max(page.meta.reviewed for page in book.guidance.pages)


def _pages(book: Book, wanted: tuple[Download, ...]) -> dict[str, str]:
    try:
        return all_pages(book, wanted)
    except (jinja2.TemplateError, KeyError, AttributeError) as error:
        raise UsageError(
            f"A page of the guidance cannot be filled in: {error}",
            remedy="Look for a misspelt name between {{ and }} below guidance/pages, or a name missing in local.yaml.",
        ) from error


def make(download: Download, book: Book, pages: dict[str, str]) -> bytes:
    """The bytes of one download. Raises KeyError for a name that is not planned."""
    from annexa.links.sheet_docx import blank_sheet
    from annexa.site import forms, printed

    edition = edition_of(book)
    makers: dict[str, Callable[[], bytes]] = {
        files.DEBRIEFING: lambda: forms.debriefing_form(book, edition),
        files.CHECKLIST_WORD: lambda: forms.checklist_form(book, edition),
        files.LINK_TEMPLATE: lambda: blank_sheet(book.partnership, language=book.language),
        files.CHECKLIST_PDF: lambda: printed.checklist_pdf(book, edition),
        files.GUIDANCE_PDF: lambda: printed.guidance_pdf(book, pages, edition),
        files.CALENDAR: lambda: calendar_file(book).encode(),
    }
    return makers[download.file]()


def calendar_file(book: Book) -> str:
    """The calendar of the inspection for calendar programs. Raises UsageError where the day of the call is not set."""
    if book.notification is None:
        raise UsageError(
            "The day of the call is not set", remedy="Set ‘notification’ in evidence/library.yaml, or give --from DATE."
        )
    name = f"SEND inspection, {book.area}"
    return to_ics(book.guidance.events, book.notification, name=name, closed=book.closed)


def base_config(book: Book) -> str:
    """The part of MkDocs' configuration that comes from records: name, menu, last line; JSON is YAML."""
    name = f"SEND inspection guidance, {book.area}"
    edition = short_date(edition_of(book))
    line = f"{escape(book.partnership)}. Edition of {edition}. No cookies, and nothing is asked of any other site."
    base = {"site_name": name, "copyright": line, "nav": menu(book)}
    return json.dumps(base, indent=1, ensure_ascii=False) + "\n"


def menu(book: Book) -> list[object]:
    """The menu as MkDocs reads it. Raises UsageError where it names a page that does not exist."""
    named = titles(book)
    generated = {
        "@roles": tuple(f"roles/{role.id}.md" for role in book.guidance.roles),
        "@requirements": pages_of(book.framework.requirements),
        "@rules": tuple(f"rules/{rule.id}.md" for rule in book.rules),
    }

    def entry(page: str) -> dict[str, str]:
        if page not in named:
            raise UsageError(
                f"guidance/nav.yaml names {page}, which does not exist",
                remedy="Write the page below guidance/pages, or take it out of the menu.",
            )
        return {named[page]: page}

    def section(part: Section) -> object:
        if part.page:
            return entry(part.page)
        pages = [page for name in part.pages for page in generated.get(name, (name,))]
        return {part.section: [entry(page) for page in pages]}

    return [section(part) for part in book.guidance.menu]


def write_quickly(path: Path, data: bytes) -> None:
    """Writes a file of a folder that is put in place, and synced, as a whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _zipped(folder: Path) -> bytes:
    """The folder as a zip, the same bytes for the same files."""
    import io

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
