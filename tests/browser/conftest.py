"""A library as the page knows it, and documents of every kind that the page reads."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.sample_place import SAMPLE
from tests.site.browsing import chromium

from annexa.browser import packing
from annexa.load import project


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library without items that the page's worker has."""
    loaded = project(SAMPLE)
    assert loaded.library is not None
    root = tmp_path_factory.mktemp("small")
    for name, text in packing.library_data(loaded, loaded.library)["files"].items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def documents() -> Callable[..., list[Path]]:
    """Some documents of the sample library: the smallest few of each format."""

    def some(of_each: int, *, endings: tuple[str, ...] = ()) -> list[Path]:
        found: dict[str, list[Path]] = {}
        for path in sorted((SAMPLE / "evidence").rglob("*.*"), key=lambda path: (path.stat().st_size, path.name)):
            if path.is_file() and path.suffix != ".yaml" and (not endings or path.suffix in endings):
                found.setdefault(path.suffix, []).append(path)
        return [path for paths in found.values() for path in paths[:of_each]]

    return some


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once for a module: one that stays open to the end would keep other modules from theirs."""
    with chromium() as browser:
        yield browser
