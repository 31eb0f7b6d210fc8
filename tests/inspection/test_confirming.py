"""Guesses: marked in item.yaml, asked about by check, in the way of a final bundle and a signature, and ended."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annexa.bundle.refusal import refuse
from annexa.cli.main import run
from annexa.inspection.confirming import waiting
from annexa.inspection.signoff import refuse_errors
from annexa.load import project
from annexa.model.errors import FindingsRefused
from annexa.model.findings import Finding, Level

GUESSED = """\
# a comment that stays
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Where young people go after school.
guessed: [lead, summary]
documents:
  - file: destinations.docx
    title: Destinations after leaving school  # as on page 1
    kind: other
    dated: 2026-09-14
    guessed: [title, dated, kind]

  - file: data.xlsx
    title: Data of destinations
    kind: data
    dated: 2026-09-14
    guessed:
      - requirement
"""
FLOW = """\
{requirement: "3.4", lead: education-evidence-lead, accountable: education-accountable-lead, summary: Where they go.,
 documents: [{file: destinations.docx, title: Destinations, kind: other, dated: 2026-09-14, guessed: [title]}]}
"""


@pytest.fixture
def root(make_library: Callable[..., Path]) -> Path:
    root = make_library(GUESSED)
    for name in ("destinations.docx", "data.xlsx"):
        (root / "evidence/3.4-destinations" / name).write_bytes(b"x")
    return root


def left(root: Path) -> list[tuple[str, tuple[str, ...]]]:
    library = project(root).library
    assert library is not None
    return [(one.about, tuple(one.values)) for one in waiting(library.items)]


def test_all_that_waits_is_listed(root: Path) -> None:
    assert left(root) == [
        ("item.yaml", ("lead", "summary")),
        ("destinations.docx", ("title", "dated", "kind")),
        ("data.xlsx", ("answers",)),
    ]


def test_an_item_is_confirmed_whole_and_its_comments_stay(root: Path) -> None:
    assert run(["--library", str(root), "confirm", "3.4"]) == 0
    assert left(root) == []
    text = (root / "evidence/3.4-destinations/item.yaml").read_text()
    assert "guessed" not in text and "# a comment that stays" in text and "# as on page 1" in text


def test_one_document_is_confirmed_alone(root: Path) -> None:
    document = root / "evidence/3.4-destinations/data.xlsx"
    assert run(["--library", str(root), "confirm", str(document)]) == 0
    assert [about for about, _ in left(root)] == ["item.yaml", "destinations.docx"]


def test_a_wrong_guess_is_corrected_on_the_way(root: Path) -> None:
    document = str(root / "evidence/3.4-destinations/destinations.docx")
    options = ["--title", 'Leavers: "2026"', "--dated", "2026-08-01", "--kind", "performance-report"]
    assert run(["--library", str(root), "confirm", document, *options]) == 0
    library = project(root).library
    assert library is not None
    meta = library.items[0].meta.documents[0]
    told = meta.title, meta.dated.isoformat(), meta.kind, meta.guessed
    assert told == ('Leavers: "2026"', "2026-08-01", "performance-report", ())


@pytest.mark.parametrize(
    "line", ["confirm 9.9", "confirm --kind data", "confirm 3.4 --title Leavers", "confirm nothing.docx"]
)
def test_what_cannot_be_confirmed_is_said(line: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (root / "evidence/3.4-destinations/item.yaml").read_bytes()
    assert run(["--library", str(root), *line.split()]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2
    assert (root / "evidence/3.4-destinations/item.yaml").read_bytes() == before


def test_braces_are_understood_too(make_library: Callable[..., Path]) -> None:
    root = make_library(FLOW)
    (root / "evidence/3.4-destinations/destinations.docx").write_bytes(b"x")
    assert run(["--library", str(root), "confirm", "3.4"]) == 0
    assert left(root) == [] and project(root).findings == ()


def test_status_says_that_an_item_with_guesses_is_in_preparation(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def state() -> str:
        capsys.readouterr()
        assert run(["--library", str(root), "status", "--format", "json"]) in (0, 1)
        rows = json.loads(capsys.readouterr().out)["requirements"]
        return next(str(row["progress"]) for row in rows if row["id"] == "3.4")

    assert state() == "in preparation"
    assert run(["--library", str(root), "confirm", "3.4", "-q"]) == 0
    assert state() == "fails checks"


def test_a_guess_is_a_warning_that_holds_back_what_is_final(root: Path) -> None:
    loaded = project(root)
    assert loaded.library is not None
    guess = Finding(
        rule="guess-unconfirmed",
        level=Level.WARNING,
        message="Guessed",
        remedy="Look.",
        file="evidence/3.4-destinations/item.yaml",
        item="3.4",
    )
    with pytest.raises(FindingsRefused, match="Guessed"):
        refuse([guess], loaded.framework, "day-5")
    with pytest.raises(FindingsRefused, match="Guessed"):
        refuse_errors(loaded.library.items[0], [guess])
    refuse([guess], loaded.framework, "day-2")
