"""The sheet that maps the source to the site is complete, and everything that it points at exists."""

import re
from pathlib import Path
from typing import Any

import markdown  # type: ignore[import-untyped]
import pytest
import yaml

from annexa.site.printed import EXTENSIONS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def sections() -> list[dict[str, Any]]:
    sheet = yaml.safe_load((ROOT / "guidance" / "source-map.yaml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = sheet["sections"]
    return found


def plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", words.casefold()).strip()


def test_every_heading_of_the_source_is_mapped(sections: list[dict[str, Any]], shared: Path) -> None:
    source = (shared / "source" / "send-inspection-guidance-v8.md").read_text(encoding="utf-8")
    headings = {plain(line.lstrip("# ")) for line in source.splitlines() if re.match(r"#{1,4} ", line)}
    assert len(headings) > 40
    assert headings <= {plain(entry["section"]) for entry in sections}


def test_every_place_that_it_names_exists(sections: list[dict[str, Any]], pages: dict[str, str]) -> None:
    html: dict[str, str] = {}
    for entry in sections:
        page, _, anchor = entry["at"].partition("#")
        assert page in pages, entry
        html.setdefault(page, markdown.markdown(pages[page], extensions=list(EXTENSIONS)))
        assert not anchor or f'id="{anchor}"' in html[page], entry
