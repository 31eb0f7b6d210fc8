"""The HTML report as a person meets it: on a phone, in the dark, on paper, with the keyboard, without a network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from annexa.model.findings import Level
from annexa.report import write
from annexa.report.record import Report

from .browser import opened, running, violations
from .conftest import finding, report

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with running() as started:
        yield started


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Any, full: Report, tmp_path: Path, width: int, scheme: str
) -> None:
    page = _open(browser, full, tmp_path, width, scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.context.close()


def test_axe_finds_nothing_on_paper(browser: Any, full: Report, tmp_path: Path) -> None:
    page = _open(browser, full, tmp_path, 1366, "light")
    page.emulate_media(media="print")
    assert violations(page) == []
    assert not page.locator("#filters").is_visible()
    page.context.close()


def test_filters_work_with_the_keyboard_alone(browser: Any, full: Report, tmp_path: Path) -> None:
    page = _open(browser, full, tmp_path, 1366, "light")
    expect(page.locator("#shown")).to_have_text("6 findings")
    page.keyboard.press("Tab")  # the skip link
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "level"
    page.keyboard.type("warning")
    expect(page.locator("#shown")).to_have_text("1 finding")
    expect(page.locator("article:visible")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#shown")).to_have_text("6 findings")
    page.select_option("[name=lead]", "Evidence lead, health")
    expect(page.locator("section:visible h3")).to_have_text(["5.2 Performance"])
    page.context.close()


def test_it_asks_the_network_for_nothing(browser: Any, full: Report, tmp_path: Path) -> None:
    asked: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(_save(full, tmp_path).as_uri())
    assert len(asked) == 1
    context.close()


def test_two_thousand_findings_still_open_and_filter(browser: Any, tmp_path: Path) -> None:
    many = report(*(finding(n, level=list(Level)[n % 3], message=f"Change number {n}") for n in range(2000)))
    page = _open(browser, many, tmp_path, 1366, "light")
    expect(page.locator("#shown")).to_have_text("2,000 findings")
    page.select_option("[name=level]", "error")
    expect(page.locator("#shown")).to_have_text("667 findings")
    page.context.close()


def _save(shown: Report, folder: Path) -> Path:
    path = folder / "report.html"
    path.write_text(write(shown, "html"), encoding="utf-8")
    return path


def _open(browser: Any, shown: Report, folder: Path, width: int, scheme: str) -> Any:
    return opened(browser, _save(shown, folder), width=width, scheme=scheme)
