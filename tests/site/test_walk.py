"""Every page of the built site, judged at both widths and in both colour schemes: see walking.py."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.site.browsing import AXE, MARKS, Unsearched, chromium, faults_of, fresh_page, served
from tests.site.walking import faults_of_contents, faults_of_html, faults_of_shells, listed, put_together

from annexa.site.build import Built

pytestmark = [*MARKS, pytest.mark.slow]


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
def site(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that pages may be added to."""
    return Path(shutil.copytree(built.folder, tmp_path_factory.mktemp("walk") / "site"))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site, Unsearched) as address:
        yield address


def test_every_page_meets_wcag_fits_and_asks_nobody(page: Page, site: Path, address: str) -> None:
    assert len(listed(site)) > 100
    assert not faults_of_html(site)
    together, parts = put_together(site)
    assert parts > 100
    assert not faults_of_contents(page, address, together)
    assert not page.context.cookies()


PLANTED = {
    "a/good.html": "<h1>Good</h1><p id=here>Words</p><label for=field>Name</label><input id=field>",
    "a/good-too.html": "<h1>Too</h1><p id=here>Words</p><label for=field>Name</label><input id=field>",
    "a/picture.html": "<h1>Picture</h1><p><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></p>",
    "a/label.html": "<h1>Label</h1><p>Words</p><label for=other>Name</label><input id=field>",
    "b/wide.html": "<h1>Wide</h1><p style='width: 800px'>Words</p>",
    "b/pale.html": "<h1>Pale</h1><p class=pale style='color: #ddd; background: #fff'>Words</p>",
    "b/asks.html": "<h1>Asks</h1><p><img alt='' src='http://127.0.0.1:9/a.gif'></p>",
    "b/twice.html": "<h1>Twice</h1><p id=here>Words</p><p id=here>Words</p>",
    "b/none.html": "<h2>None</h2><p>Words</p>",
}


def test_what_is_broken_on_any_page_is_found_and_named(page: Page, tmp_path: Path) -> None:
    """The walk itself: pages that were put together hide nothing of one another, and do one another no harm."""
    for name, content in PLANTED.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        whole = (
            f"<title>A</title><main class='md-content'><article class='md-content__inner'>{content}</article></main>"
        )
        (tmp_path / name).write_text(f"<!doctype html><html lang=en>{whole}")
    assert {fault.partition(":")[0] for fault in faults_of_html(tmp_path)} == {"b/none.html", "b/twice.html"}
    together, _ = put_together(tmp_path)
    assert len(together) == 2
    with served(tmp_path) as address:
        found = faults_of_contents(page, address, together)
    assert {fault for fault in found if fault.startswith("at 390: ")} == {
        "at 390: image-alt: a/picture.html: img",
        "at 390: label: a/label.html: #a\\/label\\.html-field",
        "at 390: overflow of b/wide.html",
        "at 390: color-contrast: b/pale.html: .pale",
    }
    assert set(found) - {fault for fault in found if fault.startswith("at ")} == {"http://127.0.0.1:9/a.gif"}


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
