"""The built site in Debian's Chromium: reachable for everybody, from a server and from a folder, and talking to nobody.

One browser for all tests; test_walk.py opens every page.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.papers import a_document
from tests.site.browsing import AXE, DESK, MARKS, PHONE, Unsearched, chromium, faults_of, fresh_page, served

from annexa.browser import parts
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.library import ItemMeta
from annexa.model.working_days import working_days
from annexa.site.build import Built

FIRST_VIEW = 384 * 1024
"""Bytes of a first view, nothing compressed and nothing cached."""
INDEX = 384 * 1024
"""Bytes of the index of the search, which a worker fetches beside it and which grows with the guidance."""

pytestmark = MARKS


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with served(built.folder, Unsearched) as address:
        yield address


@pytest.fixture(scope="module")
def address_with_search(built: Built) -> Iterator[str]:
    with served(built.folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page that may be opened anywhere, with motion off."""
    with fresh_page(browser) as page:
        yield page


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_search_tooltip_and_drawer_meet_wcag_when_open(
    page: Page, address_with_search: str, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.context.add_init_script(AXE)
    page.goto(address_with_search + "roles/lano.html")
    page.locator(".md-content button.term").first.focus()
    expect(page.locator("#term-tip")).to_be_visible()
    assert faults_of(page, {"include": ["body"]}) == []
    search(page, "survey", "inspection/surveys.html")
    assert faults_of(page, {"include": ["body"]}) == []
    if size is PHONE:
        page.goto(address_with_search + "roles/lano.html")
        page.locator('label[for="__drawer"].md-header__button').focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        assert faults_of(page, {"include": ["body"]}) == []


def search(page: Page, words: str, page_found: str) -> None:
    """Types the words and waits until that page is the first result; results change with every key."""
    page.keyboard.press("/")
    page.locator(".md-search__input").fill("")
    page.keyboard.type(words)
    page.locator(f".md-search-result__item:first-child .md-search-result__link[href*='{page_found}']").first.wait_for()
    assert page_found in str(page.locator(".md-search-result__link").first.get_attribute("href"))


@pytest.mark.parametrize("way", ["http", "file"])
def test_search_finds_the_right_page_first(
    page: Page, built: Built, address_with_search: str, tmp_path: Path, way: str
) -> None:
    if way == "file":
        folder = tmp_path / "A folder with spaces"
        shutil.copytree(built.folder, folder, ignore=shutil.ignore_patterns("*.map", "lunr"))
        page.goto((folder / "index.html").as_uri())
    else:
        page.goto(address_with_search)
    search(page, "part-time timetable", "requirements/3.5.html")
    search(page, "health template", "evidence/health-template.html")
    search(page, "tracked changes", "checklist/index.html")


@pytest.mark.parametrize("name", ["index.html", "requirements/3.5.html", "inspection/calendar.html"])
def test_a_first_view_is_light(page: Page, address_with_search: str, name: str) -> None:
    sizes: dict[str, int] = {}
    page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto(address_with_search + name, wait_until="networkidle")
    assert len(sizes) > 5
    index = sum(sizes.pop(name) for name in list(sizes) if name.endswith("search_index.json"))
    assert index < INDEX
    assert sum(sizes.values()) < FIRST_VIEW, sizes


REACHABLE = """() => {
  const inTree = (element) => element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: false })
    && element.getBoundingClientRect().width > 0;
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), [tabindex='0']")];
  window.wanted = all.filter((element) => inTree(element) && element.tabIndex >= 0
    && !element.matches(".md-toggle, .md-nav__toggle, .md-skip, .headerlink, [data-md-component=palette] input"));
  window.reached = new Set();
  window.missed = () => wanted.filter((one) => one.tabIndex >= 0 && !reached.has(one));
  document.activeElement.blur();
}"""
NOTE_FOCUS = """() => {
  const here = document.activeElement;
  reached.add(here);
  const { outlineStyle, outlineWidth } = getComputedStyle(here);
  const shows = here.matches(".md-skip, .headerlink") || here === document.body
    || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
  return { unseen: shows ? "" : here.outerHTML.slice(0, 120), all: missed().length === 0 };
}"""


@pytest.mark.parametrize("name", ["index.html", "requirements/3.5.html", "inspection/calendar.html"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_keyboard_alone_reaches_everything(page: Page, address: str, name: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(address + name)
    page.evaluate(REACHABLE)
    unseen: list[str] = []
    for _ in range(2 * int(page.evaluate("wanted.length")) + 60):
        page.keyboard.press("Tab")
        noted = page.evaluate(NOTE_FOCUS)
        unseen += [noted["unseen"]] if noted["unseen"] else []
        if noted["all"]:
            break
    assert page.evaluate("missed().map((one) => one.outerHTML.slice(0, 120))") == []
    assert not unseen


def test_the_menu_of_a_phone_opens_by_keyboard_and_leads_on(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(address)
    menu = page.locator('label[for="__drawer"].md-header__button')
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
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
    expect(tip).to_contain_text(re.compile("^Local area nominated officer"))
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(term).to_be_focused()
    term.hover()
    expect(tip).to_be_visible()
    tip.hover()
    page.wait_for_timeout(400)
    assert tip.is_visible(), "it stays while the pointer is on it"
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def test_a_page_says_by_itself_that_its_review_is_over(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2026-12-01T12:00:00")
    page.goto(address + "evidence/index.html")
    assert page.locator(".review--over").count() == 0
    page.clock.set_fixed_time("2031-01-01T12:00:00")
    page.goto(address + "evidence/index.html")
    expect(page.locator(".review--over")).to_contain_text("should have been reviewed")


@pytest.mark.parametrize("call", [date(2026, 11, 2), date(2026, 12, 21), date(2027, 3, 22), date(2028, 8, 21)])
def test_the_calendar_page_counts_days_as_the_calendar_does(page: Page, address: str, call: date) -> None:
    page.goto(address + "inspection/calendar.html")
    page.get_by_label("Day of the call").fill(call.isoformat())
    for number, day in working_days(call).items():
        expect(page.locator(f'[data-day="{number}"]').first).to_have_text(f"{day:%A} {day.day} {day:%B}")


def test_a_call_on_a_sunday_is_refused_in_words(page: Page, address: str) -> None:
    page.goto(address + "inspection/calendar.html")
    page.get_by_label("Day of the call").fill("2026-11-01")
    expect(page.locator(".date-picker output")).to_contain_text("not a working day")


def test_a_year_whose_bank_holidays_are_not_known_is_refused_in_words(page: Page, address: str) -> None:
    page.goto(address + "inspection/calendar.html")
    page.get_by_label("Day of the call").fill("2050-11-07")
    expect(page.locator(".date-picker output")).to_contain_text("knows the bank holidays of 2025 to 2035 only")


def test_light_and_dark_follow_the_system_and_the_switch_sets_no_cookie(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.locator("label[title='Switch to light']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert not page.context.cookies()


@pytest.mark.skipif(parts.fetched() is None, reason="the parts of the page were not fetched: annexa site --fetch-parts")
def test_from_the_start_page_to_a_green_document_and_its_item_yaml_in_under_ten_clicks(
    page: Page, built: Built, tmp_path: Path
) -> None:
    """What an evidence lead does: each press, each choice from a list and each file that is picked counts."""
    steps = 0

    def one(action: object) -> None:
        nonlocal steps
        steps += 1

    file = a_document(tmp_path / "destinations.docx", "Dated 14 September 2026. Where young people go after school.")
    page.goto((built.folder / "index.html").as_uri())
    one(page.get_by_role("link", name="I want to check a document").click())
    one(page.locator("#file").set_input_files(file))
    card = page.locator(f"#cards .card[aria-label='{file.name}']")
    verdict = card.locator(".verdict")
    verdict.filter(has_text=re.compile(r"\w")).wait_for()
    assert "Nothing" in verdict.inner_text()
    assert card.locator(".finding.error").count() == 0
    form = page.locator("#item")
    one(form.get_by_label("Requirement", exact=True).select_option("3.4"))
    one(form.get_by_label("Evidence lead", exact=True).select_option(index=1))
    one(form.get_by_label("Accountable lead", exact=True).select_option(index=2))
    form.get_by_label("Summary: what the documents show").fill("Where young people go after they leave school.")
    one(card.get_by_role("button", name="Add to item.yaml").click())
    page.wait_for_function("() => document.getElementById('yaml-status').textContent.includes('valid')")
    with page.expect_download() as download:
        one(page.get_by_role("button", name="Download item.yaml").click())
    tree, faults = parse(Path(str(download.value.path())).read_bytes())
    assert tree is not None and not faults and not build(ItemMeta, tree)[1]
    assert "annexa" not in card.inner_text(), "nothing that it says needs a command line"
    assert steps < 10
