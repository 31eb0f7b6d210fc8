"""A project folder with the real guidance, and the site built from it once for all tests."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sample_place import SAMPLE
from tests.sharing import once

from annexa.load import project
from annexa.site.book import Book
from annexa.site.build import Built, book_of, build_site
from annexa.site.downloads import planned
from annexa.site.pages import all_pages

ROOT = Path(__file__).resolve().parents[2]


def copy_project(into: Path) -> Path:
    """Guidance, schema and the metadata of the sample library; no documents, for the site reads none."""
    for name in ("guidance", "schema"):
        shutil.copytree(ROOT / name, into / name)
    shutil.copy(ROOT / "mkdocs.yml", into)
    for path in (SAMPLE / "evidence").rglob("*.yaml"):
        target = into / path.relative_to(SAMPLE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return into


@pytest.fixture
def site_project(tmp_path: Path) -> Path:
    """A project of its own, to be spoilt by a test."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def book() -> Book:
    """The records of the real site."""
    return book_of(project(SAMPLE))


@pytest.fixture(scope="session")
def pages(book: Book) -> dict[str, str]:
    """The pages of the real site."""
    return all_pages(book, planned(book))


@pytest.fixture(scope="session")
def county_pages() -> dict[str, str]:
    """The pages with the local facts of the county whose guidance is the source."""
    book = book_of(project(SAMPLE), ROOT / "guidance" / "local-hertfordshire.yaml")
    return all_pages(book, planned(book))


@pytest.fixture(scope="session")
def words_of() -> Callable[[str], str]:
    """The words of a page: Markdown without its marks, its links and its line breaks."""

    def words(markdown: str) -> str:
        text = re.sub(r"\]\([^)]*\)|<[^>]+>|[*`\\\[\]|{}]", " ", markdown)
        return " ".join(text.split())

    return words


def build(folder: Path) -> Built:
    return build_site(project(copy_project(folder / "project")))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site, built once for all workers: to be read only."""
    return once(tmp_path_factory, "site", build)
