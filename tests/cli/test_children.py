"""The register of children selected for tracking, kept without typing YAML: no step is skipped, no name gets in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import PEOPLE_YAML

from annexa.cli import main
from annexa.inspection.progress import Known, status_of
from annexa.load import project
from annexa.model.children import FILE
from annexa.pipeline.days import deadlines_of

ITEM = """\
requirement: tracked-children
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Six children.
documents:
  - {file: one.docx, title: Child A, kind: other, dated: 2026-11-02, sensitivity: child-level}
  - {file: two.docx, title: Child B, kind: other, dated: 2026-11-02, sensitivity: child-level}
"""
LEAD = "education-evidence-lead"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def root(make_library: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make_library(ITEM, folder="tracked-children")
    (made / "evidence/people.yaml").write_text(PEOPLE_YAML)
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def answer(line: str, *words: str) -> tuple[int, str]:
        code = main.run(["children", *line.split(), *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return answer


def children(root: Path) -> list[dict[str, Any]]:
    """What the register holds, read as any program reads it; validate has nothing to say of it."""
    assert project(root).findings == ()
    held: list[dict[str, Any]] = yaml.load((root / FILE).read_text(encoding="utf-8"), yaml.BaseLoader)["children"]
    return held


@pytest.fixture
def two(run: Run) -> None:
    assert run("new A B") == (0, "New: A, B.\n" + WRITTEN)


WRITTEN = f"Written to {FILE}; commit it. ‘annexa children’ shows them all.\n"


@pytest.mark.usefixtures("two")
def test_from_selection_to_meeting(root: Path, run: Run) -> None:
    assert run(f"done practitioners --all --by {LEAD} --on 2026-11-03")[0] == 0
    assert run(f"done agreement A --agreed --by {LEAD} --on 2026-11-04")[0] == 0
    assert run("set audit A --state asked --on 2026-11-03")[0] == 0
    assert run("set audit A --state received --document 2 --on 2026-11-04")[0] == 0
    assert run("set audit A --state reviewed --by lano --on 2026-11-05")[0] == 0
    assert run(f"done audit-reviewed A --by {LEAD} --on 2026-11-05")[0] == 0
    assert run(f"done family-meeting A --by {LEAD} --on 2026-11-05")[0] == 0
    first, second = children(root)
    assert first["information"] == {
        "audit": {"state": "reviewed", "documents": ["two.docx"], "on": "2026-11-05", "by": "lano"}
    }
    assert list(first["steps"]) == ["practitioners", "agreement", "audit-reviewed", "family-meeting"]
    assert first["steps"]["agreement"]["answer"] == "agreed"
    assert list(second["steps"]) == ["practitioners"]


def test_six_children_from_selection_to_meeting(root: Path, run: Run) -> None:
    """One family declines, another child is chosen in its place, and by Friday 5pm nothing is left to do."""
    by, kinds = f"--by {LEAD}", ("chronology", "pen-portrait", "assessments", "plans", "discussions")
    for line in (
        "new A B C D E F",
        f"done practitioners --all {by} --on 2026-11-03",
        f"done settings-told --all {by} --on 2026-11-03",
        f"done agreement A B C D E --agreed {by} --on 2026-11-04",
        f"done agreement F --declined {by} --on 2026-11-04",
        "new G",
        f"done practitioners G {by} --on 2026-11-04",
        f"done settings-told G {by} --on 2026-11-04",
        f"done agreement G --agreed {by} --on 2026-11-05",
        *(f"set {kind} --all --state received --document 1 --on 2026-11-05" for kind in ("audit", *kinds)),
        "set commissioning --all --state not-needed --on 2026-11-05 --reason None",
        *(f"set {kind} --all --state reviewed --by lano --on 2026-11-06" for kind in ("audit", *kinds)),
        *(
            f"done {step} A B C D E G {by} --on 2026-11-06"
            for step in ("audit-reviewed", "information-reviewed", "briefing", "family-meeting", "practitioner-meeting")
        ),
    ):
        code, said = run(line)
        assert code == 0, (line, said)
    counts = json.loads(run("--json --at 2026-11-06T16:59")[1])["counts"]
    assert (counts["children"], counts["declined"]) == (6, 1)
    assert (counts["information_done"], counts["information_all"]) == (42, 42)
    assert (counts["steps_done"], counts["steps_all"], counts["late"], counts["turns"]) == (48, 48, 0, [])
    assert len(children(root)) == 7


REFUSED = {
    "a meeting before anybody was asked": f"done family-meeting A --by {LEAD}",
    "a meeting with practitioners, too": f"done practitioner-meeting A --by {LEAD}",
    "agreement before it is known who asks": f"done agreement A --agreed --by {LEAD}",
    "agreement without an answer": f"done agreement A --by {LEAD}",
    "an answer where nobody is asked": f"done practitioners A --agreed --by {LEAD}",
    "the audit that nobody reviewed": f"done audit-reviewed A --by {LEAD}",
    "reviewed by another role": f"set audit A --state reviewed --document 1 --by {LEAD}",
    "reviewed by nobody": "set audit A --state reviewed --document 1",
    "received, and held by nothing": "set audit A --state received",
    "a document that is not there": "set audit A --state received --document 3",
    "not needed for no reason": "set commissioning A --state not-needed",
    "by nobody": "done practitioners A",
    "nobody": f"done practitioners --by {LEAD}",
    "all and one": f"done practitioners A --all --by {LEAD}",
    "a child that is not there": f"done practitioners C --by {LEAD}",
    "a step that is not there": f"done practitioner A --by {LEAD}",
    "nothing to take back": "undo audit A",
    "the same pseudonym": "new a",
    "another lead": "new C --lead lano",
}


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_changes_nothing(name: str, root: Path, run: Run) -> None:
    before = (root / FILE).read_bytes()
    code, said = run(REFUSED[name])
    assert code == 2 and len(said.strip().splitlines()) >= 2, said
    assert (root / FILE).read_bytes() == before


def test_names_are_refused_and_not_repeated(root: Path, run: Run, tmp_path: Path) -> None:
    code, said = run("new A", "Robin Example")
    assert code == 2 and "Robin" not in said and not (root / FILE).exists()
    (tmp_path / "safe").mkdir()
    (tmp_path / "safe/names.txt").write_text("Zebedee Quist\n")
    settings = root / "evidence/library.yaml"
    settings.write_text(f"{settings.read_text()}secure_folder: {tmp_path / 'safe'}\nname_lists: [names.txt]\n")
    code, said = run("new zebedee")
    assert code == 2 and "zebedee" not in said.casefold()
    (tmp_path / "safe/names.txt").unlink()
    code, said = run("new A")
    assert code == 0 and "names.txt" in said, "not compared, and that is said"
    code, said = run("show Zebedee")
    assert code == 2 and "Zebedee" not in said


@pytest.mark.usefixtures("two")
def test_what_rests_on_a_step_falls_with_it(root: Path, run: Run) -> None:
    for line in (
        f"done practitioners A --by {LEAD}", f"done agreement A --agreed --by {LEAD}", f"done family-meeting A --by {LEAD}",
        "set audit A --state received --document 1", "set audit A --state reviewed --by lano",
        f"done audit-reviewed A --by {LEAD}",
    ):  # fmt: skip
        assert run(line)[0] == 0, line
    code, said = run("set audit A --state asked")
    assert code == 0 and "audit-reviewed" in said
    code, said = run(f"done agreement A --declined --again --by {LEAD}")
    assert code == 0 and "family-meeting" in said
    steps = children(root)[0]["steps"]
    assert list(steps) == ["practitioners", "agreement"] and steps["agreement"]["answer"] == "declined"
    assert run(f"done briefing A --by {LEAD}")[0] == 2, "nobody is followed who declined"
    assert run("undo practitioners A")[0] == 0
    assert "steps" not in children(root)[0]


@pytest.mark.usefixtures("two")
def test_comments_stay(root: Path, run: Run) -> None:
    path = root / FILE
    path.write_text(path.read_text().replace('  - pseudonym: "B"', '  # asked twice\n  - pseudonym: "B" # the second'))
    assert run("assign plans --all --to lano")[0] == 0
    assert run("set plans B --state asked --on 2026-11-03")[0] == 0
    text = path.read_text()
    assert "  # asked twice\n" in text and '"B" # the second\n' in text
    assert [child["information"]["plans"].get("state") for child in children(root)] == [None, "asked"]
    assert run("assign plans A")[0] == 0 and run("drop B")[0] == 0 and run("new C")[0] == 0
    assert [child["pseudonym"] for child in children(root)] == ["A", "C"]


@pytest.mark.usefixtures("two")
def test_what_is_late_and_whose_turn_it_is(root: Path, run: Run) -> None:
    run(f"done practitioners --all --by {LEAD}")
    run(f"done agreement B --declined --by {LEAD}")
    run("set audit A --state received --document 1")
    answer = json.loads(run("--json --at 2026-11-06T09:00")[1])
    counts = answer["counts"]
    assert (counts["children"], counts["declined"], counts["at_least"]) == (1, 1, 6)
    assert counts["due"] == "2026-11-06T17:00:00Z"
    assert counts["late"] == 6, "six kinds were to be collected by Thursday 5pm; the audit is with the reviewer"
    assert [(turn["who"]["id"], turn["open"], turn["late"]) for turn in counts["turns"]] == [
        (LEAD, 9, 6),
        ("lano", 1, 0),
    ]
    audit = answer["children"][0]["information"][0]
    assert (audit["state"], audit["who"]["id"], audit["documents"]) == ("received", "lano", [1])
    assert {cell["state"] for cell in answer["children"][1]["information"]} == {"dropped"}
    assert json.loads(run("--json --at 2026-11-06T17:30")[1])["counts"]["late"] == 14
    assert json.loads(run("show b --json")[1])["declined"] is True


@pytest.mark.usefixtures("two")
def test_no_line_is_wider_than_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("new", "Young person in the second cohort 2026 X")
    for columns in (40, 60, 100):
        monkeypatch.setenv("COLUMNS", str(columns))
        for line in ("--at 2026-11-06T18:00", "show A"):
            lines = run(line)[1].splitlines()
            assert max(map(len, lines)) <= columns
        rows = [line for line in run("")[1].splitlines() if line.endswith("!")]
        assert len({line.split("  ")[0] for line in rows}) == 3, "children are told apart"


@pytest.mark.usefixtures("two")
def test_the_status_counts_and_names_no_child(root: Path, run: Run) -> None:
    run("new", "Kestrel")
    loaded = project(root)
    at = deadlines_of(loaded).at(loaded.framework.submissions[1].due)
    assert at is not None
    status = status_of(Known(loaded=loaded, findings=(), digests={}, sent=(), at=at))
    assert status.followed is not None and status.followed.children == 3
    assert "Kestrel" not in repr(status.followed)
    assert status.only(role=["director"]).followed == status.followed
    assert status.only(role=["lano"]).followed and status.only(role=[LEAD]).followed
    assert status.only(submission=["day-5"]).followed and not status.only(submission=["day-2"]).followed


def test_the_status_says_that_nobody_keeps_a_register(root: Path) -> None:
    loaded = project(root)
    deadlines = deadlines_of(loaded)
    assert loaded.framework.tracking is not None
    chosen = deadlines.at(loaded.framework.tracking.chosen)
    noon = deadlines.at(loaded.framework.submissions[0].due)
    assert chosen is not None and noon is not None and noon < chosen
    for at, told in ((noon, False), (chosen, True)):
        status = status_of(Known(loaded=loaded, findings=(), digests={}, sent=(), at=at))
        assert any("annexa children new" in sentence for sentence in status.says) is told
