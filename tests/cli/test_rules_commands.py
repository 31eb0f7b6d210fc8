"""`annexa rules`, `explain`, `attest` and `waive`, as they are typed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annexa.cli.main import run
from annexa.load import project
from annexa.rules import GROUPS, RULES

DOCUMENT = "evidence/3.4-destinations/destinations.docx"
NOTE = "Section 4 says what changed and for whom."


@pytest.fixture
def library(make_library: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_library()
    (root / DOCUMENT).write_bytes(b"a document")
    monkeypatch.chdir(root)
    return root


def item_yaml(root: Path) -> str:
    return (root / "evidence/3.4-destinations/item.yaml").read_text()


def test_rules_lists_every_rule_under_its_heading(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == 0
    shown = capsys.readouterr().out
    assert all(heading in shown for heading in GROUPS)
    assert all(rule in shown for rule in RULES)


def test_rules_for_other_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--json"]) == 0
    rows = {row["rule"]: row for row in json.loads(capsys.readouterr().out)}
    assert set(rows) == set(RULES)
    assert rows["personal-data"]["waivable"] is False
    assert rows["tracked-changes"]["level"] == "error"


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "tracked_changes"]) == 0
    shown = capsys.readouterr().out
    assert "To put right" in shown and "Accept All Changes" in shown
    assert run(["explain", "tracked-changes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["remedies"]["Word"].startswith("On the Review tab")


@pytest.mark.parametrize(
    ("given", "meant"), [("trackd-changes", "tracked-changes"), ("undate", "undated"), ("personel", "personal-data")]
)
def test_explain_a_misspelt_rule(given: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", given]) == 2
    assert f"did you mean ‘{meant}’" in capsys.readouterr().err


def test_attest_lists_writes_and_undoes(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = item_yaml(library)
    assert run(["attest", DOCUMENT]) == 0
    assert "markup-removed        judged by tracked-changes, comments" in capsys.readouterr().out
    assert run(["attest", DOCUMENT, "within-12-months", "--by", "lano", "--note", NOTE, "--on", "2026-10-01"]) == 0
    loaded = project(library).library
    assert loaded is not None
    answer = loaded.items[0].meta.documents[0].attest["within-12-months"]
    assert (answer.by, str(answer.on), answer.note) == ("lano", "2026-10-01", NOTE)
    assert answer.sha256 is not None
    (library / DOCUMENT).write_bytes(b"a newer document")
    assert run(["attest", DOCUMENT]) == 0
    assert "about an older version of the file" in capsys.readouterr().out
    assert run(["attest", DOCUMENT, "within-12-months", "--undo"]) == 0
    assert item_yaml(library) == before


def test_waive_writes_and_undoes(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = item_yaml(library)
    asked = [
        "waive",
        DOCUMENT,
        "out-of-date",
        "--by",
        "lano",
        "--until",
        "2027-01-31",
        "--reason",
        "The census is due.",
    ]
    assert run(asked) == 0
    assert "rule: out-of-date" in item_yaml(library)
    assert "lano accepts out-of-date" in capsys.readouterr().out
    assert run(["waive", DOCUMENT, "out-of-date", "--undo", "--quiet"]) == 0
    assert item_yaml(library) == before


WAIVE = ["waive", DOCUMENT, "out-of-date"]
REFUSED = [
    (["attest", DOCUMENT, "datd", "--by", "lano"], "did you mean ‘dated’"),
    (["attest", DOCUMENT, "within-12-months", "--note", NOTE], "Say who"),
    (["attest", DOCUMENT, "within-12-months", "--by", "lanno", "--note", NOTE], "did you mean ‘lano’"),
    (["attest", DOCUMENT, "within-12-months", "--by", "lano", "--note", "yes"], "says too little"),
    (["attest", DOCUMENT, "within-12-months", "--by", "lano"], "Say why"),
    (["attest", DOCUMENT, "markup-removed", "--by", "lano", "--note", NOTE], "judged by tracked-changes, comments"),
    (["attest", DOCUMENT, "case-file-current", "--by", "lano", "--note", NOTE], "asked only of minutes"),
    (["attest", "README.md", "dated"], "not a document of the library"),
    (["attest", DOCUMENT, "dated", "--undo"], "no answer"),
    (["waive", DOCUMENT, "personal-data"], "cannot be waived"),
    (["waive", DOCUMENT, "out-of-dat"], "did you mean ‘out-of-date’"),
    ([*WAIVE, "--by", "lano", "--reason", NOTE], "Say until when"),
    ([*WAIVE, "--by", "lano", "--reason", NOTE, "--until", "2026-01-01"], "is over"),
    ([*WAIVE, "--by", "lano", "--reason", NOTE, "--until", "2036-01-01"], "more than a year ahead"),
    ([*WAIVE, "--reason", NOTE], "Say who"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED)
def test_refusals_leave_the_file_alone(
    arguments: list[str], words: str, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = item_yaml(library)
    assert run(arguments) == 2
    assert words in capsys.readouterr().err
    assert item_yaml(library) == before
