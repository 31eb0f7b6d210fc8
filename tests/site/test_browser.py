"""The built site in Debian's Chromium: reachable for everybody, from a server and from a folder, and talking to nobody.

One browser for all tests. Every page is opened once and judged at both widths and in both colour schemes by axe-core
(WCAG 2.2 A and AA); menus, header and footer, which are the same all over a section, are judged on a page of each.
"""

import json
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from annexa.inspection.calendar import working_days
from annexa.site.build import Built

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
DESK, PHONE = {"width": 1366, "height": 900}, {"width": 390, "height": 844}
TALL = {"width": 1366, "height": 2600}
"""High enough that no menu is cut off in the middle of a link, which would make that link too small to press."""
FIRST_VIEW = 600 * 1024
"""Bytes of a first view, nothing compressed and nothing cached."""

JUDGE = """async (where) => {
  const less = { resultTypes: ["violations"], preload: false };
  const faults = async (runOnly) => (await axe.run(where, { runOnly, ...less })).violations.flatMap((fault) =>
    fault.nodes.map((node) => `${fault.id}: ${node.target.join(" ")}`));
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  document.body.dataset.mdColorScheme = "default";
  const light = await faults({ type: "tag", values: tags });
  document.body.dataset.mdColorScheme = "slate";
  const dark = await faults({ type: "rule", values: ["color-contrast", "link-in-text-block"] });
  document.body.dataset.mdColorScheme = "default";
  return [...light, ...dark.map((fault) => `dark: ${fault}`)];
}"""

NO_INDEX = json.dumps(
    {
        "config": {"lang": ["en"], "separator": "[\\s\\-]+", "pipeline": [], "fields": {"title": {"boost": 1.0}}},
        "docs": [],
    }
)
"""An empty search index: building the real one on each of a hundred pages would take most of the time."""
BARE = """() => {
  for (const list of document.querySelectorAll(".md-sidebar .md-nav__list, .md-tabs__list")) list.replaceChildren();
}"""
"""Empties the menus, whose hundred links would be walked through four times a page."""

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed: apt-get install chromium"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves a page before all of it has come is no fault."""


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    """The site over HTTP on this machine."""
    server = Server(("127.0.0.1", 0), partial(Silent, directory=str(built.folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page that may be opened anywhere, with motion off."""
    context = browser.new_context(viewport=DESK, reduced_motion="reduce", color_scheme="light")  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    page = context.new_page()
    yield page
    context.close()


def listed(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


@pytest.mark.slow
def test_every_page_meets_wcag_fits_and_asks_nobody(page: Page, built: Built, address: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "request", lambda request: None if request.url.startswith((address, "data:")) else faults.append(request.url)
    )
    page.context.add_init_script(AXE)
    page.route("**/search_index.json", lambda route: route.fulfill(body=NO_INDEX, content_type="application/json"))
    names = listed(built.folder)
    assert len(names) > 100
    for name in names:
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        page.goto(address + name)
        page.evaluate(BARE)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            found = page.evaluate(JUDGE, {"include": [".md-content"]})
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [f"overflow: {wide}"] if wide > size["width"] else []
            faults += [f"{name} at {size['width']}: {fault}" for fault in found]
    assert not faults
    assert not page.context.cookies()


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
    page.context.add_init_script(AXE)
    faults: list[str] = []
    for name in SHELLS:
        page.set_viewport_size(TALL)  # type: ignore[arg-type]
        page.goto(address + name)
        for size in (TALL, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            faults += [
                f"{name} at {size['width']}: {fault}" for fault in page.evaluate(JUDGE, {"exclude": [[".md-content"]]})
            ]
    assert not faults


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_search_tooltip_and_drawer_meet_wcag_when_open(page: Page, address: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.context.add_init_script(AXE)
    page.goto(address + "roles/lano.html")
    page.locator(".md-content button.term").first.focus()
    assert page.locator("#term-tip").is_visible()
    assert page.evaluate(JUDGE, {"include": ["body"]}) == []
    search(page, "survey", "inspection/surveys.html")
    assert page.evaluate(JUDGE, {"include": ["body"]}) == []
    if size is PHONE:
        page.goto(address + "roles/lano.html")
        page.locator('label[for="__drawer"].md-header__button').focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        assert page.evaluate(JUDGE, {"include": ["body"]}) == []


def search(page: Page, words: str, page_found: str) -> None:
    """Types the words and waits until that page is the first result; results change with every key."""
    page.keyboard.press("/")
    page.locator(".md-search__input").fill("")
    page.keyboard.type(words)
    page.locator(f".md-search-result__item:first-child .md-search-result__link[href*='{page_found}']").first.wait_for()
    assert page_found in str(page.locator(".md-search-result__link").first.get_attribute("href"))


@pytest.mark.parametrize("way", ["http", "file"])
def test_search_finds_the_right_page_first(page: Page, built: Built, address: str, tmp_path: Path, way: str) -> None:
    if way == "file":
        folder = tmp_path / "A folder with spaces"
        shutil.copytree(built.folder, folder, ignore=shutil.ignore_patterns("*.map", "lunr"))
        page.goto((folder / "index.html").as_uri())
    else:
        page.goto(address)
    search(page, "part-time timetable", "requirements/3.5.html")
    search(page, "health template", "evidence/health-template.html")
    search(page, "tracked changes", "rules/tracked-changes.html")


@pytest.mark.parametrize("name", ["index.html", "requirements/3.5.html", "inspection/calendar.html"])
def test_a_first_view_is_light(page: Page, address: str, name: str) -> None:
    sizes: dict[str, int] = {}
    page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto(address + name, wait_until="networkidle")
    assert len(sizes) > 5
    assert sum(sizes.values()) < FIRST_VIEW, sizes


REACHABLE = """() => {
  const inTree = (element) => element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: false })
    && element.getBoundingClientRect().width > 0;
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), [tabindex='0']")];
  window.wanted = all.filter((element) => inTree(element) && element.tabIndex >= 0
    && !element.matches(".md-toggle, .md-nav__toggle, .md-skip, .headerlink, [data-md-component=palette] input"));
  window.reached = new Set();
  document.activeElement.blur();
}"""
NOTE_FOCUS = """() => {
  const here = document.activeElement;
  reached.add(here);
  if (here.matches(".md-skip, .headerlink") || here === document.body) return true;
  const style = getComputedStyle(here);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
MISSED = "wanted.filter((one) => one.tabIndex >= 0 && !reached.has(one)).map((one) => one.outerHTML.slice(0, 120))"


@pytest.mark.parametrize("name", ["index.html", "requirements/3.5.html", "inspection/calendar.html"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_keyboard_alone_reaches_everything(page: Page, address: str, name: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(address + name)
    page.evaluate(REACHABLE)
    unseen: list[str] = []
    for _ in range(2 * int(page.evaluate("wanted.length")) + 60):
        page.keyboard.press("Tab")
        if not page.evaluate(NOTE_FOCUS):
            unseen.append(str(page.evaluate("document.activeElement.outerHTML.slice(0, 120)")))
    assert page.evaluate(MISSED) == []
    assert not unseen


def test_the_menu_of_a_phone_opens_by_keyboard_and_leads_on(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(address)
    menu = page.locator('label[for="__drawer"].md-header__button')
    assert menu.get_attribute("aria-expanded") == "false"
    menu.focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    page.wait_for_timeout(300)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.md-nav') !== null"):
            break
    assert page.evaluate("document.activeElement.closest('.md-nav') !== null")


def test_an_acronym_is_explained_on_hover_on_focus_and_goes_with_escape(page: Page, address: str) -> None:
    page.goto(address + "roles/lano.html")
    term, tip = page.locator(".md-content button.term", has_text="LANO"), page.locator("#term-tip")
    assert term.count() == 1, "the first one only, so that a keyboard user meets it once"
    term.focus()
    assert tip.inner_text().startswith("Local area nominated officer")
    page.keyboard.press("Escape")
    assert tip.is_hidden() and term.evaluate("element => element === document.activeElement")
    term.hover()
    assert tip.is_visible()
    tip.hover()
    page.wait_for_timeout(400)
    assert tip.is_visible(), "it stays while the pointer is on it"
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    assert tip.is_hidden()


def test_a_page_says_by_itself_that_its_review_is_over(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2026-12-01T12:00:00")
    page.goto(address + "evidence/index.html")
    assert page.locator(".review--over").count() == 0
    page.clock.set_fixed_time("2031-01-01T12:00:00")
    page.goto(address + "evidence/index.html")
    assert "should have been reviewed" in page.locator(".review--over").inner_text()


@pytest.mark.parametrize("call", [date(2026, 11, 2), date(2026, 12, 21), date(2027, 3, 22), date(2028, 8, 21)])
def test_the_calendar_page_counts_days_as_the_calendar_does(page: Page, address: str, call: date) -> None:
    page.goto(address + "inspection/calendar.html")
    closed = [date.fromisoformat(day) for day in page.locator("[data-calendar]").get_attribute("data-closed").split()]  # type: ignore[union-attr]
    page.get_by_label("Day of the call").fill(call.isoformat())
    for number, day in working_days(call, closed).items():
        shown = page.locator(f'[data-day="{number}"]').first.inner_text()
        assert shown == f"{day:%A} {day.day} {day:%B}"


def test_a_call_on_a_sunday_is_refused_in_words(page: Page, address: str) -> None:
    page.goto(address + "inspection/calendar.html")
    page.get_by_label("Day of the call").fill("2026-11-01")
    assert "not a working day" in page.locator(".date-picker output").inner_text()


def test_light_and_dark_follow_the_system_and_the_switch_sets_no_cookie(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    page.locator("label[title='Switch to light']").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default"
    assert not page.context.cookies()
