"""The site, from records to files: pages, downloads, MkDocs, and a zip for an intranet."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import partial
from html import escape
from pathlib import Path
from typing import Final

import jinja2

from annexa.browser import packing, parts
from annexa.inspection.calendar import to_ics
from annexa.load import Loaded
from annexa.load.profiles import profiles
from annexa.load.project import ITEM_FILE
from annexa.load.unfinished import Unfinished, unfinished
from annexa.model.errors import UsageError
from annexa.model.words import Advance, day_in_words, silent, step
from annexa.site import downloads as files
from annexa.site import unchanged
from annexa.site.book import Book
from annexa.site.configuration import configuration
from annexa.site.downloads import planned
from annexa.site.finding import search_words
from annexa.site.guidance import read_guidance
from annexa.site.menu import Chapter, chapters, titles
from annexa.site.pages import all_pages
from annexa.site.timetable import calendar_files, timetable_word
from annexa.tools import extras, mkdocs
from annexa.tools.files import replace_folder, work_folder, write_whole

PAGES: Final = Path("build/pages")
SITE: Final = Path("build/site")
BASE: Final = Path("build/mkdocs-base.yml")
ZIP: Final = Path("build/guidance-site.zip")
CHECKER_CACHE: Final = Path("build/cache/browser")
CHECK: Final = "Check a document"
SEARCH_WORDS: Final = Path("assets/search-words.js")
ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was built, and where it lies."""

    pages: int
    downloads: tuple[str, ...]
    folder: Path
    """build/site, or build/pages where only the pages were asked for."""
    archive: Path | None = None
    has_checker: bool = False
    """Whether the page that checks documents is among it: its parts have to be fetched once."""
    unfinished: tuple[Unfinished, ...] = ()
    """What is not this area's own yet: while there is any, no zip is made for an intranet."""


def book_of(loaded: Loaded, local: Path | None = None) -> Book:
    """Everything that the site is made from. Raises UsageError where the guidance is faulty."""
    extras.require("site")
    framework = loaded.framework
    guidance = read_guidance(loaded.root, local, guided=framework.guidance == "yes")
    return Book(
        framework=framework,
        checklist=loaded.checklist,
        library=loaded.library,
        guidance=guidance.about([requirement.id for requirement in framework.requirements]),
        profiles=tuple(profiles(loaded.root).values()),
        has_checker=loaded.library is not None and parts.fetched() is not None,
    )


def build_pages(loaded: Loaded, *, local: Path | None = None) -> Built:
    """Writes Markdown and downloads into build/pages, and the menu beside it; nothing is left half-written.

    Raises UsageError where the guidance is faulty, ToolFailed where a PDF cannot be set.
    """
    book = book_of(loaded, local)
    pages = _pages(book)
    left = left_open(loaded, local)
    printed = {f"downloads/{name}": data for name, data in make_printed(book, pages).items()}
    _put_pages(loaded.root, book, pages, {**printed, **_checker(loaded, book)}, left)
    return replace(_built(loaded.root / PAGES, book, len(pages)), unfinished=left)


def build_site(loaded: Loaded, *, local: Path | None = None, advance: Advance = silent) -> Built:
    """Builds the whole site into build/site, and the zip of it. Raises UsageError, MissingTool, ToolFailed.

    Where something is still to be filled in, an older zip goes and none is made.

    MkDocs is a program of its own, so the printed editions are set while it works. Where nothing has changed that the
    site is made of, and it is as it was left, nothing is done.
    """
    if (known := left_alone(loaded, local=local)) is not None:
        return known
    root, book, key = loaded.root, book_of(loaded, local), unchanged.key_of(loaded, local)
    left = left_open(loaded, local)
    told = partial(_told, advance)
    told(1, "its pages")
    pages = _pages(book)
    _put_pages(root, book, pages, _checker(loaded, book), left)
    moment = int(datetime.combine(edition_of(book), time(), UTC).timestamp())
    with work_folder(root / SITE) as work, _beside() as pool:
        told(2, "its menu, search and links")
        printing = pool.submit(make_printed, book, pages)
        mkdocs.build(configured(root), work, edition=moment)
        told(3, "its printed editions")
        for name, data in printing.result().items():
            write_whole(root / PAGES / "downloads" / name, data)
            write_quickly(work / "downloads" / name, data)
        told(4, "its zip for an intranet")
        if left:
            (root / ZIP).unlink(missing_ok=True)
        else:
            write_whole(root / ZIP, _zipped(work))
        replace_folder(work, root / SITE)
    unchanged.remember(root, key, len(pages), (PAGES, SITE, BASE, *(() if left else (ZIP,))))
    return _all_built(root, book, len(pages), left)


@contextmanager
def _beside() -> Iterator[ThreadPoolExecutor]:
    """A thread for what is only answered; with Ctrl-C it is not waited for, since nobody wants the answer any more."""
    pool = ThreadPoolExecutor(1)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def left_alone(loaded: Loaded, *, local: Path | None = None) -> Built | None:
    """The site that is there, where nothing has changed that it is made of, and it is as it was left; else None.

    Raises UsageError where the guidance is faulty.
    """
    book = book_of(loaded, local)
    count = unchanged.pages_left(loaded.root, unchanged.key_of(loaded, local))
    return _all_built(loaded.root, book, count, left_open(loaded, local)) if count else None


def _told(advance: Advance, number: int, what: str) -> None:
    """Each is a stage by itself, since what one took says nothing of how long the others take."""
    advance(step(f"Building the site: {what},", number, 4))


def _all_built(root: Path, book: Book, pages: int, left: tuple[Unfinished, ...]) -> Built:
    return replace(_built(root / SITE, book, pages), archive=None if left else root / ZIP, unfinished=left)


def left_open(loaded: Loaded, local: Path | None) -> tuple[Unfinished, ...]:
    """What the site would show that is still to be filled in, or the sample library's; item.yaml is not on it."""
    if loaded.library is None:
        return ()
    found = unfinished(loaded.root, loaded.library.meta, local)
    return tuple(each for each in found if not each.file.endswith(f"/{ITEM_FILE}"))


def configured(root: Path) -> Path:
    """The configuration that MkDocs is to read. Raises UsageError where the library's own holds what it may not."""
    return configuration(root, base=BASE, docs=PAGES, site=SITE)


def _checker(loaded: Loaded, book: Book) -> Mapping[str, bytes]:
    """The files of the page that checks documents, by their place; none where its parts are not there."""
    return packing.pack(loaded, cache=loaded.root / CHECKER_CACHE) if book.has_checker else {}


def _put_pages(
    root: Path, book: Book, pages: dict[str, str], others: Mapping[str, bytes], left: tuple[Unfinished, ...]
) -> None:
    with work_folder(root / PAGES) as work:
        for name, text in pages.items():
            write_quickly(work / name, text.encode())
        write_quickly(work / SEARCH_WORDS, search_words(book))
        for name, data in others.items():
            write_quickly(work / name, data)
        for name, data in make_quick(book).items():
            write_quickly(work / "downloads" / name, data)
        replace_folder(work, root / PAGES)
    write_whole(root / BASE, base_config(book, len(left)))


def _built(folder: Path, book: Book, pages: int) -> Built:
    names = tuple(download.file for download in planned(book))
    return Built(pages=pages, downloads=names, folder=folder, has_checker=book.has_checker)


def edition_of(book: Book) -> date:
    """The date of the edition: that of the most recent review, never that of building."""
    return max(page.meta.reviewed for page in book.guidance.pages)


def _pages(book: Book) -> dict[str, str]:
    """Every page; the menu is checked first, so that nothing is written where it is faulty."""
    chapters(book)
    try:
        return all_pages(book, planned(book))
    except (jinja2.TemplateError, KeyError, AttributeError) as error:
        raise UsageError(
            f"A page of the guidance cannot be filled in: {error}",
            remedy="Look for a misspelt name between {{ and }} below guidance/pages, or a name missing in local.yaml.",
        ) from error


def make_quick(book: Book) -> dict[str, bytes]:
    """The downloads that are made in no time, by name: the Word forms, and the calendar where there is one."""
    from annexa.links.sheet_docx import blank_sheet
    from annexa.site import forms

    edition = edition_of(book)
    made = {
        files.DEBRIEFING: forms.debriefing_form(book, edition),
        files.CHECKLIST_WORD: forms.checklist_form(book, edition),
        files.LINK_TEMPLATE: blank_sheet(book.partnership, language=book.language),
    }
    if book.notification is not None:
        made[files.CALENDAR] = calendar_file(book).encode()
    if calendars := calendar_files(book):
        made[files.TIMETABLE] = timetable_word(book, edition)
        made |= {name: text.encode() for name, text in calendars.items()}
    return made


def make_printed(book: Book, pages: dict[str, str]) -> dict[str, bytes]:
    """The printed editions, by name. Raises ToolFailed."""
    from annexa.site import printed

    edition = edition_of(book)
    return {
        files.CHECKLIST_PDF: printed.checklist_pdf(book, edition),
        files.GUIDANCE_PDF: printed.guidance_pdf(book, pages, edition),
    }


def calendar_file(book: Book) -> str:
    """The calendar of the inspection for calendar programs. Raises UsageError where the day of the call is not set."""
    if book.notification is None:
        raise UsageError(
            "The day of the call is not set", remedy="Set ‘notification’ in evidence/library.yaml, or give --from DATE."
        )
    name = f"SEND inspection, {book.area}"
    return to_ics(book.guidance.events, book.notification, name=name, closed=book.closed)


def base_config(book: Book, left: int = 0) -> str:
    """The part of MkDocs' configuration that comes from records: name, menu, last line; JSON is YAML.

    Where `left` values are still to be filled in, every page says so at its top.
    """
    name = f"SEND inspection guidance, {book.area}"
    edition = day_in_words(edition_of(book))
    line = f"{escape(book.partnership)}. Edition of {edition}. No cookies, and nothing is asked of any other site."
    base = {"site_name": name, "copyright": line, "nav": menu(book), "extra": {"left": left}}
    return json.dumps(base, indent=1, ensure_ascii=False) + "\n"


def menu(book: Book) -> list[object]:
    """The menu as MkDocs reads it. Raises UsageError where it names a page that does not exist."""
    named = titles(book)

    def entry(chapter: Chapter) -> object:
        pages = [{named[page]: page} for page in chapter.pages]
        return {chapter.title: pages} if chapter.section else pages[0]

    entries = [entry(chapter) for chapter in chapters(book)]
    if book.has_checker:
        entries.insert(1, {CHECK: packing.PAGE})
    return entries


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
