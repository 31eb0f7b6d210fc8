"""Every page of the built site, opened once and judged at both widths and in both colour schemes.

A part of a page made of the same elements in the same order as one before it, on whatever page, is not judged by axe
again.

Menus, header and footer, which are the same all over a section, are judged on a page of each.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from playwright.sync_api import Browser, Page
from tests.site.browsing import AXE, DESK, MARKS, PHONE, Silent, chromium, faults_of, fresh_page, served

from annexa.browser import packing
from annexa.site.build import Built

TALL = {"width": 1366, "height": 2600}
"""High enough that no menu is cut off in the middle of a link, which would make that link too small to press."""

NO_INDEX = json.dumps(
    {
        "config": {"lang": ["en"], "separator": "[\\s\\-]+", "pipeline": [], "fields": {"title": {"boost": 1.0}}},
        "docs": [],
    }
).encode()
"""An empty search index: building the real one on each of a hundred pages would take most of the time."""
BARE = """() => {
  for (const list of document.querySelectorAll(".md-sidebar .md-nav__list, .md-tabs__list")) list.replaceChildren();
}"""
"""Empties the menus, whose hundred links would be walked through four times a page."""
SKELETON = """() => {
  const bones = (element) => {
    const said = [...element.attributes].map(({ name, value }) => /^(class|role|scope|type|lang|aria-(?!label|desc).*)$/.test(name)
      ? `${name}=${value}` : `${name}${value.trim() ? "" : "="}`).sort();
    const parts = [...element.children].map(bones);
    const once = parts.filter((part, at) => part !== parts[at - 1]);
    const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return `${element.localName}[${said}]${text ? "t" : ""}(${once})`;
  };
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const parts = [...document.querySelector(".md-content__inner").children].map(bones);
  return [parts, ids.filter((id, at) => ids.indexOf(id) !== at)];
}"""
"""What axe judges the parts of a page by: elements, roles, classes and which attributes are empty, like ones in a row
once; no words. Beside it the ids that stand twice on the page, which it cannot show."""
MARK_NEW = """(places) => {
  const parts = document.querySelector(".md-content__inner").children;
  for (const place of places) parts[place].dataset.new = "";
}"""
NEW = {"include": [".md-content__inner > [data-new]"]}

pytestmark = [*MARKS, pytest.mark.slow]


class WithoutIndex(Silent):
    """A route in the browser could put the empty index in place too, but it turns off the browser's cache."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        if not self.path.endswith("/search_index.json"):
            return super().send_head()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(NO_INDEX)))
        self.end_headers()
        return BytesIO(NO_INDEX)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with fresh_page(browser) as page:
        page.context.add_init_script(AXE)
        yield page


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with served(built.folder, WithoutIndex) as address:
        yield address


def listed(site: Path) -> list[str]:
    """The pages of the theme; the one that checks documents is judged in each of its states, by tests of its own."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.name != packing.PAGE)


def test_every_page_meets_wcag_fits_and_asks_nobody(page: Page, built: Built, address: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "request", lambda request: None if request.url.startswith((address, "data:")) else faults.append(request.url)
    )
    names = listed(built.folder)
    assert len(names) > 100
    judged: set[str] = set()
    known: set[str] = set()
    for name in names:
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        page.goto(address + name)
        page.evaluate(BARE)
        parts, twice = page.evaluate(SKELETON)
        fresh = {part: place for place, part in enumerate(parts) if part not in known}
        known.update(fresh)
        page.evaluate(MARK_NEW, list(fresh.values()))
        faults += [f"{name}: the id {id} twice" for id in twice]
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            found = faults_of(page, NEW, judged) if fresh else []
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [f"overflow: {wide}"] if wide > size["width"] else []
            faults += [f"{name} at {size['width']}: {fault}" for fault in found]
    assert not faults
    assert len(known) > 100
    assert not page.context.cookies()


SHADES = """<!doctype html><html lang="en"><title>Shades</title><style>
  body { color: #000; background: #fff } [data-md-color-scheme=slate] { color: #fff; background: #111 }
  [data-md-color-scheme=slate] .dim { color: #333 }
  [data-md-color-scheme=slate] .ground { background: #222 } .faint { color: #ddd }
</style><body><main class="md-content">%s</main>"""


def test_colours_that_cannot_be_read_are_found_in_light_and_in_dark_once(page: Page) -> None:
    """The judge of the walk itself: it passes over colours in dark that it has judged, and over nothing else."""
    judged: set[str] = set()

    def found(content: str) -> list[str]:
        page.set_content(SHADES % content)
        page.evaluate(AXE)
        return faults_of(page, {"include": [".md-content"]}, judged)

    assert found("<p>Good</p>") == []
    assert found("<p>Good</p><p class=dim>Black on black</p>") == ["dark: color-contrast: .dim"]
    assert found("<p>Good</p><p class=dim>The same again</p>") == []
    assert found("<p class='dim ground'>On another ground</p>") == ["dark: color-contrast: p"]
    assert found("<p class=faint>Grey</p>") == ["color-contrast: p"]
    assert found("<p class=faint>Grey</p>") == ["color-contrast: p"], "in light each time"


SHELLS = [
    "index.html",
    "404.html",
    "inspection/calendar.html",
    "roles/lano.html",
    "evidence/requests.html",
    "requirements/3.5.html",
    "checklist/index.html",
    "rules/tracked-changes.html",
    "meetings/debriefing.html",
    "reference/glossary.html",
]


def test_header_menu_and_footer_meet_wcag_too(page: Page, address: str) -> None:
    faults: list[str] = []
    judged: set[str] = set()
    for name in SHELLS:
        page.set_viewport_size(TALL)  # type: ignore[arg-type]
        page.goto(address + name)
        for size in (TALL, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            found = faults_of(page, {"exclude": [[".md-content"]]}, judged)
            faults += [f"{name} at {size['width']}: {fault}" for fault in found]
    assert not faults
