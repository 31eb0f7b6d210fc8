"""What a document holds is kept for the next run, unless it must not be kept at all."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from annexa.check import check
from annexa.load import project

WORDS = "Maple Quillfeather lives with an aunt"


def cached_bytes(root: Path) -> bytes:
    return b"".join(path.read_bytes() for path in (root / "build/cache").rglob("*") if path.is_file())


@pytest.mark.parametrize("sensitivity", ["official", "personal", "child-level"])
def test_the_text_of_a_sensitive_document_is_not_kept_in_the_shared_cache(
    make_library: Callable[..., Path], item_yaml: str, sensitivity: str
) -> None:
    root = make_library(item_yaml + f"    sensitivity: {sensitivity}\n")
    document = Document()
    document.add_paragraph(WORDS)
    document.save(str(root / "evidence/3.4-destinations/destinations.docx"))
    for _ in range(2):
        checked = check(project(root), as_of=date(2026, 11, 2), cache=root / "build/cache", workers=1)
        assert checked.findings
    assert (WORDS.encode() in cached_bytes(root)) == (sensitivity == "official")


@pytest.mark.parametrize("requirement", ["child-level-data", "tracked-children"])
def test_nor_that_of_a_requirement_about_children(
    make_library: Callable[..., Path], item_yaml: str, requirement: str
) -> None:
    folder = f"{requirement}"
    root = make_library(item_yaml.replace('"3.4"', requirement), folder=folder)
    document = Document()
    document.add_paragraph(WORDS)
    document.save(str(root / f"evidence/{folder}/destinations.docx"))
    check(project(root), as_of=date(2026, 11, 2), cache=root / "build/cache", workers=1)
    assert WORDS.encode() not in cached_bytes(root)
