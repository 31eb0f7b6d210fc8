"""`annexa secure`: files about children moved out of the library, looked after and deleted, and nothing of them shown."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import PEOPLE_YAML

from annexa.cli import main
from annexa.inspection import secure
from annexa.load import project

LIST = b"Unique ID,UPN,Gender\nMARKER1,,F\nMARKER2,,M\n"
ITEM = """\
requirement: child-level-data  # kept as it is
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Two lists.
documents:
  - file: marker-list.csv
    title: List 1
    kind: data
    dated: 2026-11-02
    sensitivity: child-level
"""
FOLDER = "evidence/child-level-data"
YAML = f"{FOLDER}/item.yaml"


@pytest.fixture
def root(make_library: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make_library(ITEM, folder="child-level-data")
    (made / FOLDER / "marker-list.csv").write_bytes(LIST)
    (made / "evidence/people.yaml").write_text(f"{PEOPLE_YAML}  keeper: {{title: Analyst, stages: [custodian]}}\n")
    (tmp_path / "safe").mkdir()
    settings = made / "evidence/library.yaml"
    settings.write_text(f"{settings.read_text()}secure_folder: {tmp_path / 'safe'}\n")
    monkeypatch.chdir(made)
    return made


def run(line: str, *words: str) -> int:
    return int(main.run(["secure", *line.split(), *words]))


def add(name: str = f"{FOLDER}/marker-list.csv", *words: str) -> int:
    return run(f"add {name} --item child-level-data --custodian keeper", *words)


def test_a_file_that_the_item_names_is_moved_and_named_by_what_tells_nothing(root: Path, tmp_path: Path) -> None:
    assert add() == 0
    assert not (root / FOLDER / "marker-list.csv").exists()
    assert (tmp_path / "safe/child-level-data/document-1.csv").read_bytes() == LIST
    loaded = project(root)
    assert loaded.library is not None
    [document] = loaded.library.items[0].meta.documents
    kept = document.secure
    assert kept is not None and document.file is None
    assert (kept.rows, kept.custodian, kept.sha256) == (2, "keeper", hashlib.sha256(LIST).hexdigest())
    assert "# kept as it is" in (root / YAML).read_text() and "marker" not in (root / YAML).read_text()


def test_a_file_from_elsewhere_becomes_a_document_of_the_item(root: Path, tmp_path: Path) -> None:
    (tmp_path / "second.csv").write_bytes(LIST)
    assert add(str(tmp_path / "second.csv")) == 2, "nobody said what to write of it"
    assert (tmp_path / "second.csv").exists()
    assert add(str(tmp_path / "second.csv"), "--title", "List 2", "--dated", "2026-11-02", "--as", "list-2.csv") == 0
    loaded = project(root)
    assert loaded.library is not None and loaded.findings == ()
    added = loaded.library.items[0].meta.documents[1]
    assert (added.title, added.secure and added.secure.path) == ("List 2", "child-level-data/list-2.csv")
    assert not (tmp_path / "second.csv").exists()


@pytest.mark.parametrize("name", ["../out.csv", "/out.csv", "a\\b.csv"])
def test_no_name_leads_out_of_the_secure_folder(root: Path, tmp_path: Path, name: str) -> None:
    before = (root / YAML).read_bytes()
    assert add(f"{FOLDER}/marker-list.csv", "--as", name) in (0, 2)
    outside = [path for path in tmp_path.rglob("*out*.csv") if not path.is_relative_to(tmp_path / "safe")]
    assert outside == []
    if (root / FOLDER / "marker-list.csv").exists():
        assert (root / YAML).read_bytes() == before


def test_nothing_is_moved_where_the_item_cannot_be_written(root: Path, tmp_path: Path) -> None:
    (root / YAML).write_text(f"{ITEM}colour: red\n")
    assert add() == 2
    assert (root / FOLDER / "marker-list.csv").read_bytes() == LIST
    assert [path for path in (tmp_path / "safe").rglob("*") if path.is_file()] == []


def test_a_file_that_is_there_already_is_not_replaced(root: Path, tmp_path: Path) -> None:
    (tmp_path / "safe/child-level-data").mkdir()
    (tmp_path / "safe/child-level-data/document-1.csv").write_bytes(b"older")
    assert add() == 2
    assert (tmp_path / "safe/child-level-data/document-1.csv").read_bytes() == b"older"
    assert (root / FOLDER / "marker-list.csv").exists()


@pytest.mark.parametrize(
    ("happens", "state", "code"),
    [
        (lambda safe: None, "as recorded", 0),
        (lambda safe: (safe / "child-level-data/document-1.csv").write_bytes(b"other"), "changed", 1),
        (lambda safe: (safe / "child-level-data/document-1.csv").unlink(), "missing", 1),
        (lambda safe: safe.rename(safe.with_name("away")), "unchecked", 1),
    ],
)
def test_the_state_of_each_file_is_said_and_none_passes_unseen(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    happens: Callable[[Path], object], state: str, code: int,
) -> None:  # fmt: skip
    assert add() == 0
    happens(tmp_path / "safe")
    capsys.readouterr()
    assert run("status --json") == code
    assert json.loads(capsys.readouterr().out) == [
        {"what": "child-level-data, document 1", "state": state, "rows": 2, "by": "keeper"}
    ]


def purge(*words: str, on: str = "2027-06-01") -> int:
    return run("purge --after 2027-05-31 --at", on, *words)


def test_files_are_deleted_after_their_day_alone_with_a_receipt_that_tells_nothing(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add() == 0
    kept = tmp_path / "safe/child-level-data/document-1.csv"
    (tmp_path / "safe/names.txt").write_text("MARKER3")
    assert purge() == 0 and kept.exists(), "without --delete they are listed"
    assert purge("--delete", "--by", "keeper", on="2027-05-31") == 2 and kept.exists()
    assert purge("--delete") == 2 and kept.exists(), "nobody said who"
    assert run("purge --after 2026-05-31 --delete --by keeper") == 2 and kept.exists(), "a year too early"
    assert purge("--delete", "--by", "keeper") == 0 and not kept.exists()
    assert (tmp_path / "safe/names.txt").exists(), "the library does not name it"
    receipt = (root / secure.RECEIPTS / "2027-06-01.yaml").read_text()
    assert hashlib.sha256(LIST).hexdigest() in receipt and "by: keeper" in receipt
    said = capsys.readouterr()
    for text in (receipt, said.out, said.err):
        assert "MARKER" not in text and "marker" not in text and "List 1" not in text
    assert run("status") == 0 and capsys.readouterr().out.startswith("deleted: "), "its receipt says so"
    (root / secure.RECEIPTS / "2027-06-01.yaml").unlink()
    assert run("status") == 1 and capsys.readouterr().out.startswith("missing: ")
    assert [finding for finding in project(root).findings if "purged" in finding.file] == []


def test_without_the_folder_nothing_is_added_or_deleted(root: Path, tmp_path: Path) -> None:
    (tmp_path / "safe").rmdir()
    assert add() == 2
    assert (root / FOLDER / "marker-list.csv").exists()
    assert purge("--delete", "--by", "keeper") == 2


def test_the_receipt_says_what_was_deleted_also_where_it_was_not_as_recorded(root: Path, tmp_path: Path) -> None:
    assert add() == 0
    (tmp_path / "safe/child-level-data/document-1.csv").write_bytes(b"other")
    assert purge("--delete", "--by", "keeper") == 0
    receipt = (root / secure.RECEIPTS / "2027-06-01.yaml").read_text()
    assert hashlib.sha256(b"other").hexdigest() in receipt and 'as_recorded: "no"' in receipt
