"""Words are found wherever they stand, and text that must not be shown is not found at all."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexa.model.errors import UsageError
from annexa.search import search
from annexa.search.query import question, searchable

pytestmark = pytest.mark.usefixtures("helpers_here")

Make = Callable[..., Path]

HEAD = """\
requirement: "3.5"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Part-time timetables.
documents:
"""


def entry(name: str, **more: str) -> str:
    fields = {"file": name, "title": f"About {name}", "kind": "other", "dated": "2026-09-14"} | more
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in fields.items()) + "}\n"


@pytest.fixture
def library(make_library: Make) -> Path:
    root = make_library(
        HEAD + entry("notes.txt") + entry("secret.txt", sensitivity="child-level"), folder="3.5-timetables"
    )
    folder = root / "evidence/3.5-timetables"
    (folder / "notes.txt").write_text(
        "Thirty-eight pupils are on part-time timetables.\n\nEvery head reviews attend-\nance each week.\n\nCafé hours.\n"
    )
    (folder / "secret.txt").write_text("A child on a part-time timetable has the marker zebra.\n")
    return root


def found(root: Path, words: str) -> list[str]:
    outcome = search(root, words, cache=root / "build/cache")
    return [hit.excerpt.replace("\x02", "").replace("\x03", "") for hit in outcome.hits]


@pytest.mark.parametrize(
    "words", ["timetable", "TIMETABLES", '"part-time timetable"', "part-time", "part time", "cafe", "pupil"]
)
def test_forms_of_a_word_and_phrases_are_found(library: Path, words: str) -> None:
    assert len(found(library, words)) == 1


def test_a_word_broken_over_two_lines_is_found(library: Path) -> None:
    assert "attend-ance" in found(library, "attendance")[0]


def test_all_words_must_occur(library: Path) -> None:
    assert found(library, "timetable zebra") == []


def test_text_of_a_sensitive_document_is_never_found(library: Path) -> None:
    outcome = search(library, "zebra", cache=library / "build/cache")
    assert (outcome.hits, outcome.documents, outcome.sensitive) == ((), 1, 1)
    assert b"zebra" not in (library / "build/cache/search.sqlite").read_bytes()


def test_a_document_that_becomes_sensitive_is_forgotten(library: Path) -> None:
    path = library / "evidence/3.5-timetables/item.yaml"
    assert found(library, "pupil")
    path.write_text(path.read_text().replace("file: notes.txt,", "file: notes.txt, sensitivity: personal,"))
    assert found(library, "pupil") == []
    assert b"Thirty-eight" not in (library / "build/cache/search.sqlite").read_bytes()


def test_a_changed_document_is_found_by_its_new_words_only(library: Path) -> None:
    path = library / "evidence/3.5-timetables/notes.txt"
    assert found(library, "pupil")
    path.write_text("Nothing but giraffes.\n")
    assert found(library, "giraffe")
    assert found(library, "pupil") == []


def test_a_damaged_index_is_made_anew(library: Path) -> None:
    assert found(library, "pupil")
    (library / "build/cache/search.sqlite").write_bytes(b"not a database at all" * 100)
    assert found(library, "pupil")


def test_a_phrase_over_lines_of_a_pdf_page_is_found_with_its_page(make_library: Make) -> None:
    root = make_library(HEAD + entry("report.pdf"), folder="3.5-timetables")
    pdf = pikepdf.new()
    for lines in (("Nothing here",), ("pupils on part-time", "timetables this year")):
        page = pdf.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        text = "".join(f"1 0 0 1 72 {700 - 20 * n} Tm ({line}) Tj " for n, line in enumerate(lines))
        page.Contents = pdf.make_stream(f"BT /F 12 Tf {text}ET".encode())
    pdf.save(root / "evidence/3.5-timetables/report.pdf")
    outcome = search(root, '"part-time timetables"', cache=root / "build/cache")
    assert [hit.place for hit in outcome.hits] == ["page 2"]


def test_nothing_to_search_for_is_said(library: Path) -> None:
    with pytest.raises(UsageError, match="no word to search for"):
        search(library, ' "!" ', cache=library / "build/cache")


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_the_question(words: str) -> None:
    import sqlite3

    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    asked = question(words)
    if asked:
        db.execute("SELECT * FROM t WHERE t MATCH ?", (asked,)).fetchall()
    db.close()


@given(st.text(max_size=200))
def test_searchable_text_is_one_line(text: str) -> None:
    assert "\n" not in searchable(text)
