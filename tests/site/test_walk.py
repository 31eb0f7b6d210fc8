"""Every page of the built site, opened once and judged at both widths and in both colour schemes: see walking.py."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import pytest
from playwright.sync_api import Browser, Page
from tests.site.browsing import AXE, MARKS, Silent, chromium, faults_of, fresh_page, served
from tests.site.walking import faults_of_contents, faults_of_shells, listed

from annexa.site.build import Built

NO_INDEX = json.dumps(
    {
        "config": {"lang": ["en"], "separator": "[\\s\\-]+", "pipeline": [], "fields": {"title": {"boost": 1.0}}},
        "docs": [],
    }
).encode()
"""An empty search index: building the real one on each of a hundred pages would take most of the time."""
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


def test_every_page_meets_wcag_fits_and_asks_nobody(page: Page, built: Built, address: str) -> None:
    names = listed(built.folder)
    assert len(names) > 100
    faults, parts = faults_of_contents(page, address, names)
    assert not faults
    assert parts > 100
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


def test_header_menu_and_footer_meet_wcag_too(page: Page, address: str) -> None:
    assert not faults_of_shells(page, address)
