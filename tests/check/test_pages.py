"""On which page a paragraph stands: true, or not said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexa.check.pages import paragraph_pages, with_pages
from annexa.check.subjects import Source, sources
from annexa.convert.engines import entry_name
from annexa.convert.job import Job, Options
from annexa.documents.facts import Block, BlockKind, Facts
from annexa.load import project
from annexa.model.findings import Finding, Level, Place
from annexa.tools import libreoffice
from annexa.tools.files import sha256_of, write_whole

LONG = [
    "Where we are: the number of plans rose by a tenth.",
    "What changed: a second team reads them within a week.",
    "Who decides: the board of the partnership, in May.",
    "What comes next: an audit of forty plans in the autumn.",
]


def facts(*texts: str) -> Facts:
    return Facts(format="docx", blocks=tuple(Block(text=t, place=Place(paragraph=n)) for n, t in enumerate(texts, 1)))


@pytest.mark.parametrize(
    ("texts", "pages", "expected"),
    [
        (LONG, [LONG[0] + LONG[1], LONG[2], LONG[3]], {1: 1, 2: 1, 3: 2, 4: 3}),
        (["Yes", *LONG[:2], "Yes"], ["Yes " + LONG[0], LONG[1] + " Yes"], {1: 1, 2: 1, 3: 2, 4: 2}),
        ([LONG[0], "Yes", LONG[1]], [LONG[0] + " Yes", "Yes " + LONG[1]], {1: 1, 3: 2}),
        ([LONG[0], "No", LONG[1]], [LONG[0] + " Yes", "No " + LONG[1]], {1: 1, 2: 2, 3: 2}),
        ([LONG[0], "☐", LONG[1]], [LONG[0] + LONG[1], LONG[2]], {1: 1, 2: 1, 3: 1}),
        ([LONG[0], LONG[0], LONG[1]], [LONG[0], LONG[0], LONG[1]], {3: 3}),
        ([LONG[0], "Never printed", LONG[3]], [LONG[0], LONG[1], LONG[3]], {1: 1, 3: 3}),
        (["A para-\u00adgraph with soft hyphens and ﬁgures"], ["A para-\ngraph with soft hyphens and figures"], {1: 1}),
        (["x"], [], {}),
        ([], ["x"], {}),
    ],
    ids=["found by their words", "short ones between", "twice between", "once between", "no letters, on one page",
         "twice in a row", "not in the PDF", "hyphens and ligatures", "no pages", "no paragraphs"],
)  # fmt: skip
def test_pages_of_paragraphs(texts: list[str], pages: list[str], expected: dict[int, int]) -> None:
    assert paragraph_pages(facts(*texts), pages) == expected


def test_other_stories_are_left_out() -> None:
    header = Block(text=LONG[0], kind=BlockKind.HEADER, place=Place(part="header", paragraph=1))
    assert paragraph_pages(Facts(format="docx", blocks=(header,)), [LONG[0]]) == {}


@given(st.lists(st.lists(st.sampled_from(["yes", "no", "red", "green", *LONG]), max_size=6), min_size=1, max_size=6))
def test_a_page_is_true_or_not_given(pages: list[list[str]]) -> None:
    """Whatever comes again and again: no paragraph is put on a page where it does not stand."""
    texts = [text for page in pages for text in page]
    truth = [number for number, page in enumerate(pages, 1) for _ in page]
    found = paragraph_pages(facts(*texts), [" ".join(page) for page in pages])
    assert all(truth[paragraph - 1] == page for paragraph, page in found.items())


@pytest.fixture
def library(make_library: Callable[..., Path]) -> tuple[Path, Source]:
    """A library with one Word document and a converter that nobody starts."""
    from docx import Document

    root = make_library()
    written = Document()
    for text in LONG:
        written.add_paragraph(text)
    path = root / "evidence/3.4-destinations/destinations.docx"
    written.save(str(path))
    loaded = project(root)
    assert loaded.library is not None
    (source,) = sources(loaded.library, loaded.framework)
    return root, source


def keep_pdf(root: Path, source: Source, pages: list[str]) -> None:
    """What an earlier build would have left in the cache."""
    from tests.documents.made_pdf import new, saved, say

    cache = root / "build/cache"
    soffice = libreoffice.find_soffice()
    assert soffice is not None
    record = {"engine": "LibreOffice 7.4", "stamp": libreoffice.stamp(soffice)}
    write_whole(cache / "pdf/engine.json", json.dumps(record))
    job = Job(source=source.path, sha256=source.sha256, format="docx")
    name = entry_name(job, "LibreOffice 7.4", Options())[0]
    pdf = cache / f"pdf/{name}.pdf"
    write_whole(pdf, saved(new(*(say(text.replace("(", "")) for text in pages))))
    entry = {"sha256": sha256_of(pdf), "pages": len(pages), "notes": [], "fault": None}
    write_whole(cache / f"pdf/{name}.json", json.dumps(entry))


def finding(source: Source, place: Place) -> Finding:
    return Finding(rule="comments", level=Level.ERROR, message="x", remedy="x", file=source.name, place=place)


def test_a_finding_gets_its_page_once_a_pdf_was_made(
    library: tuple[Path, Source], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root, source = library
    soffice = tmp_path / "soffice"
    soffice.write_text("#!/bin/sh\n")
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: soffice)
    cache = root / "build/cache"
    found = (finding(source, Place(paragraph=3)), finding(source, Place(part="header", paragraph=1)))
    assert with_pages(found, [source], cache) == found
    keep_pdf(root, source, [" ".join(LONG[:2]), LONG[2], LONG[3]])
    assert [one.place.page for one in with_pages(found, [source], cache)] == [2, None]
    kept = list((cache / "pages").rglob("*.json"))
    assert len(kept) == 1
    assert "board" not in kept[0].read_text()
    assert [one.place.page for one in with_pages(found, [source], cache)] == [2, None]
