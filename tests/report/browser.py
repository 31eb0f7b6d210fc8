"""Pages that are one file, in Chromium, with axe-core as the judge."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from annexa.tools import chromium

PATIENCE = 180_000
"""Thousandths of a second, only against hanging."""
expect.set_options(timeout=PATIENCE)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def running() -> Iterator[Any]:
    """A browser, or the test is skipped."""
    program = chromium.find()
    if program is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=FLAGS)
        yield browser
        browser.close()


def opened(browser: Any, path: Path, *, width: int = 1366, scheme: str = "light") -> Any:
    """The page in a context of its own."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(path.as_uri())
    return page


def violations(page: Any) -> list[str]:
    """What axe finds wrong with what is shown."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found.response["violations"]]
