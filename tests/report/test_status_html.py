"""The HTML status as a person meets it: filtered by keyboard, on a phone, in the dark, on paper, a day later."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from annexa.inspection.calendar import ZONE
from annexa.inspection.status import Status
from annexa.report.status import write

from .browser import opened, running, violations
from .statuses import every_state, status

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(every_state(), tmp_path_factory.mktemp("status"))


def save(shown: Status, folder: Path) -> Path:
    path = folder / "status.html"
    path.write_text(str(write(shown, "html")), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing_and_nothing_overflows(browser: Any, saved: Path, width: int, scheme: str) -> None:
    page = opened(browser, saved, width=width, scheme=scheme)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.context.close()


def test_axe_finds_nothing_on_paper(browser: Any, saved: Path) -> None:
    page = opened(browser, saved)
    page.emulate_media(media="print")
    assert violations(page) == []
    assert not page.locator("#filters").is_visible()
    page.context.close()


@pytest.mark.parametrize(
    ("name", "value", "ids"),
    [
        ("lead", "Evidence lead, health", ["5.1", "5.2", "5.3"]),
        ("lead", "Nobody is named", ["3.1"]),
        ("turn", "Director", ["3.4"]),
        ("group", "Health", ["5.1", "5.2", "5.3"]),
        ("state", "fails checks", ["1.1", "5.3"]),
        ("state", "late", ["1.1"]),
        ("submission", "First submission", ["1.1", "1.2"]),
    ],
)
def test_filters(browser: Any, saved: Path, name: str, value: str, ids: list[str]) -> None:
    page = opened(browser, saved)
    page.select_option(f"[name={name}]", label=value)
    expect(page.locator("#shown")).to_have_text(re.compile(rf"^{len(ids)} requirements?$"))
    assert page.eval_on_selector_all(".rows > li:not([hidden])", "all => all.map(one => one.id.slice(2))") == ids
    page.click("button[type=reset]")
    expect(page.locator("#shown")).to_have_text("8 requirements")
    page.context.close()


def test_the_keyboard_alone_opens_a_requirement(browser: Any, saved: Path) -> None:
    page = opened(browser, saved)
    page.focus("#r-3\\.2 summary")
    page.keyboard.press("Enter")
    expect(page.locator("#r-3\\.2 .more")).to_be_visible()
    page.click("#next a[data-row='5.3']")
    expect(page.locator("#r-5\\.3 .more")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize(
    ("old", "said", "warns"),
    [
        (timedelta(minutes=5), "5 minutes ago", False),
        (timedelta(hours=23), "23 hours ago", False),
        (timedelta(hours=25), "25 hours ago", True),
        (timedelta(days=3, hours=1), "3 days ago", True),
        (timedelta(hours=-2), "still to come", True),
    ],
)
def test_it_says_how_old_it_is_by_the_clock_of_its_reader(
    browser: Any, tmp_path: Path, old: timedelta, said: str, warns: bool
) -> None:
    page = opened(browser, save(status(at=datetime.now(ZONE) - old - timedelta(seconds=5)), tmp_path))
    expect(page.locator("#age")).to_contain_text(said)
    assert ("old" in (page.locator("#age").get_attribute("class") or "")) is warns
    page.context.close()


def test_it_asks_the_network_for_nothing(browser: Any, saved: Path) -> None:
    asked: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved.as_uri())
    page.wait_for_timeout(200)
    assert len(asked) == 1
    context.close()
