"""The site's next builder makes the same pages: Zensical, where somebody has installed it.

Judged as the pages of Material for MkDocs are (test_walk.py): all there, no link broken, and axe finds nothing. The day
all of it passes, `annexa.tools.mkdocs` calls Zensical instead; Material ends in May 2027.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.site.browsing import AXE, MARKS, chromium, fresh_page, served
from tests.site.conftest import copy_project
from tests.site.walking import faults_of_contents, faults_of_html, faults_of_shells, put_together

from annexa.load import project
from annexa.site.build import build_pages, configured
from annexa.tools import linkchecker

pytestmark = pytest.mark.slow
ZENSICAL = shutil.which("zensical")


def in_chromium(test: Callable[..., None]) -> Callable[..., None]:
    """Marks a test as those of the other builder's pages are."""
    for mark in MARKS:
        test = mark(test)
    return test


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """The pages of the sample as Zensical sets them, and those that were written for it."""
    if ZENSICAL is None:
        pytest.skip("Zensical is not installed: pip install zensical")
    root = copy_project(tmp_path_factory.mktemp("zensical") / "project")
    build_pages(project(root))
    config = configured(root)
    written = {path.relative_to(root / "build/pages").as_posix() for path in (root / "build/pages").rglob("*.md")}
    done = subprocess.run(
        [ZENSICAL, "build", "-f", str(config)], cwd=root, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = re.search(r"^site_dir: (.+)$", config.read_text(encoding="utf-8"), re.MULTILINE)
    return (config.parent / site[1].strip("\"'") if site else root / "build/site"), written


def test_every_page_is_there(built: tuple[Path, set[str]]) -> None:
    site, written = built
    lacking = {name for name in written if not (site / name).with_suffix(".html").is_file()}
    assert lacking == set()


def test_no_link_of_the_pages_is_broken(built: tuple[Path, set[str]]) -> None:
    site, _ = built
    _, broken = linkchecker.crawl(site)
    assert [str(each) for each in broken] == []


@pytest.fixture(scope="module")
def address(built: tuple[Path, set[str]]) -> Iterator[str]:
    with served(built[0]) as address:
        yield address


@pytest.fixture
def page() -> Iterator[Page]:
    with chromium() as browser, fresh_page(browser) as page:
        page.context.add_init_script(AXE)
        yield page


@in_chromium
def test_every_page_meets_wcag_fits_and_asks_nobody(page: Page, built: tuple[Path, set[str]], tmp_path: Path) -> None:
    site = shutil.copytree(built[0], tmp_path / "site")
    assert not faults_of_html(site)
    together, _ = put_together(site)
    with served(site) as address:
        assert not faults_of_contents(page, address, together)


@in_chromium
def test_header_menu_and_footer_meet_wcag_too(page: Page, address: str) -> None:
    assert not faults_of_shells(page, address)
