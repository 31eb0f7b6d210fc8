"""`annexa sign-off` and `annexa withdraw` as people type them.

Long because it goes through the commands as a coordinator does.
"""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ITEM_YAML, PEOPLE_YAML
from tests.signing import stages_of

from annexa.cli.main import run

pytestmark = pytest.mark.usefixtures("helpers_here")

LEAD, ACCOUNTABLE, DIRECTOR = "education-evidence-lead", "education-accountable-lead", "director"
TEXT = "Destinations after leaving school\n\n14 September 2026\n\nMost young people went to college.\n"
Answer = tuple[int, str, str]
Say = Callable[..., Answer]


@pytest.fixture
def library(make_library: Callable[..., Path]) -> Path:
    """Items 3.4 and 3.5, each of one plain text that passes its checks."""
    for number, folder in (("3.4", "3.4-destinations"), ("3.5", "3.5-timetables")):
        root = make_library(
            ITEM_YAML.replace("destinations.docx", f"text-{number}.txt").replace('"3.4"', f'"{number}"'), folder=folder
        )
        (root / "evidence" / folder / f"text-{number}.txt").write_text(f"{TEXT}{number}\n", encoding="utf-8")
    people = (PEOPLE_YAML, "  care-lead: {title: Care, stages: [evidence-lead, accountable-lead], signs: [care]}\n")
    (root / "evidence/people.yaml").write_text("".join(people), encoding="utf-8")
    return root


@pytest.fixture
def say(library: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs a command on the library: exit code, standard output, standard error."""

    def typed(*words: str) -> Answer:
        code = run(["--library", str(library), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return typed


def signs(say: Say, *more: str) -> Any:
    code, out, err = say("sign-off", *more, "--json")
    assert out, err
    return code, json.loads(out)


def states(root: Path, requirement: str = "3.4") -> list[str]:
    return [stage.state for stage in stages_of(root, requirement)]


def test_the_three_stages_one_after_the_other(library: Path, say: Say) -> None:
    for role in (LEAD, ACCOUNTABLE, DIRECTOR):
        code, out, _ = say("sign-off", "3.4", "--role", role)
        assert code == 0 and "3.4 Destinations" in out
    assert states(library) == ["signed", "signed", "signed"]
    assert states(library, "3.5") == ["waiting", "not-yet", "not-yet"]


def test_the_entry_lies_beside_the_item_and_the_answer_names_it(library: Path, say: Say) -> None:
    code, (answer,) = signs(say, "3.4", "--role", LEAD, "--note", "Read  twice:\n page 3 is new.")
    assert code == 0 and answer["signed"]
    assert answer["next"] == {"stage": "accountable-lead", "roles": [ACCOUNTABLE], "enough": "each"}
    file = library / answer["file"]
    assert file.parent == library / "evidence/3.4-destinations/sign-off"
    (entry,) = (entry for entry in stages_of(library, "3.4")[0].signed)
    assert (entry.note, entry.role, entry.commit) == ("Read twice: page 3 is new.", LEAD, None)
    assert say("check", "3.4", "-q")[0] == 0, "the new file is no stranger in the item's folder"


def test_several_items_at_once_and_again(library: Path, say: Say) -> None:
    for chosen in (("3.4", "3.5"), ("--group", "education"), ("--submission", "day-5"), ("--all",)):
        code, answers = signs(say, *chosen, "--role", LEAD)
        assert code == 0
        assert [(each["item"], each["signed"]) for each in answers] == [("3.4", True), ("3.5", True)]
    assert len(list(library.glob("evidence/*/sign-off/*.yaml"))) == 2, "what is signed is not signed again"


def test_those_that_can_be_signed_are_and_the_others_are_named(library: Path, say: Say) -> None:
    say("sign-off", "3.5", "--role", LEAD)
    code, out, err = say("sign-off", "3.4", "3.5", "--role", ACCOUNTABLE)
    assert code == 1
    assert "3.5" in out and "3.4" not in out
    assert "3.4" in err and f"turn of {LEAD}" in err and "annexa sign-off 3.4 --stage evidence-lead" in err
    assert states(library, "3.5") == ["signed", "signed", "waiting"]


def test_a_dry_run_writes_nothing(library: Path, say: Say) -> None:
    code, out, _ = say("sign-off", "--all", "--role", LEAD, "--dry-run")
    assert code == 0 and "3.4, 3.5" in out
    assert not list(library.glob("evidence/*/sign-off"))


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("3.4",), 2, "--role"),
        (("--role", LEAD), 2, "--all"),
        (("3.4", "--all", "--role", LEAD), 2, "--all"),
        (("3.4", "--role", "education-evidence-led"), 2, LEAD),
        (("3.4", "--role", LEAD, "--stage", "evidence-leed"), 2, "evidence-lead"),
        (("3.4", "--role", "lano"), 2, "--stage"),
        (("3.4", "--role", "lano", "--stage", "director"), 2, DIRECTOR),
        (("3.4", "--role", "care-lead"), 2, "evidence-lead, accountable-lead"),
        (("3.4", "--role", "care-lead", "--stage", "evidence-lead"), 2, LEAD),
        (("--group", "care", "--role", LEAD), 2, "--list"),
        (("--group", "caer", "--role", LEAD), 2, "care"),
        (("3.4", "--role", DIRECTOR), 1, LEAD),
        (("3.6", "--role", LEAD), 2, "3.6"),
    ],
)
def test_what_cannot_be_signed_is_refused_with_what_helps(
    library: Path, say: Say, words: tuple[str, ...], code: int, says: str
) -> None:
    answered, out, err = say("sign-off", *words)
    assert answered == code and says in err and out == ""
    assert not list(library.glob("evidence/*/sign-off"))


def test_an_item_with_errors_is_not_signed_and_they_are_named(library: Path, say: Say) -> None:
    (library / "evidence/3.4-destinations/notes.txt").write_text("A stranger.", encoding="utf-8")
    code, _, err = say("sign-off", "3.4", "--role", LEAD)
    assert code == 1 and "notes.txt" in err and "file-not-in-metadata" in err and "annexa check 3.4" in err
    code, answers = signs(say, "--all", "--role", LEAD)
    assert code == 1
    assert [(each["item"], each["signed"]) for each in answers] == [("3.4", False), ("3.5", True)]


def test_an_explained_gap_is_signed_like_any_other_item(library: Path, say: Say) -> None:
    item = library / "evidence/3.4-destinations/item.yaml"
    head = item.read_text("utf-8").partition("documents:")[0]
    gap = f"nothing_to_submit: {{reason: The census is in January., by: {ACCOUNTABLE}, on: 2026-11-01}}\n"
    item.write_text(head + gap, encoding="utf-8")
    (item.parent / "text-3.4.txt").unlink()
    code, (answer,) = signs(say, "3.4", "--role", LEAD)
    assert code == 0 and answer["signed"], answer
    first = answer["to_be_seen"][0]
    assert first["sort"] == "gap" and "January" in first["words"]
    item.write_text(head + gap.replace("January", "March"), encoding="utf-8")
    assert states(library)[0] == "stale"


def test_what_is_to_be_seen_is_shown_before(library: Path, say: Say) -> None:
    item = library / "evidence/3.4-destinations/item.yaml"
    more = """\
    attest:
      within-12-months: {answer: yes, by: lano, on: 2026-10-01, note: It still holds until the census of January.}
      week-3-concerns: {answer: yes, by: lano, on: 2026-10-01, note: The school did not come to the meeting.}
    waive:
      - {rule: no-language, reason: A text file has none., approved_by: lano, until: 2027-01-31}
"""
    item.write_text(item.read_text("utf-8") + more, encoding="utf-8")
    _, (answer,) = signs(say, "3.4", "--role", LEAD, "--dry-run")
    seen = {(each["sort"], each["document"]) for each in answer["to_be_seen"]}
    assert {("concern", "text-3.4.txt"), ("answer", "text-3.4.txt"), ("warning", "text-3.4.txt")} <= seen
    _, out, _ = say("sign-off", "3.4", "--role", LEAD)
    assert out.index("did not come") < out.index("until the census") < out.index("Signed by")


def test_a_terminal_is_asked_first(library: Path, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("annexa.cli.signing.sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.confirm", lambda question, **_: bool(asked.append(question)))
    assert say("sign-off", "3.4", "--role", LEAD)[0] == 1
    assert len(asked) == 1 and states(library)[0] == "waiting"
    assert say("sign-off", "3.4", "--role", LEAD, "--yes")[0] == 0
    assert len(asked) == 1 and states(library)[0] == "signed"


def test_taking_back_and_signing_again(library: Path, say: Say) -> None:
    say("sign-off", "3.4", "--role", LEAD)
    reason = ("--reason", "The figure on page 3 is wrong.")
    assert say("withdraw", "3.4", "--role", LEAD, "--reason", "no")[0] == 2
    assert say("withdraw", "3.4", "--role", ACCOUNTABLE, *reason)[0] == 2
    assert say("withdraw", "3.4", "--role", LEAD, *reason, "--dry-run")[0] == 0
    assert states(library)[0] == "signed"
    assert say("withdraw", "3.4", "--role", LEAD, *reason)[0] == 0
    assert states(library)[0] == "waiting"
    assert len(list(library.glob("evidence/*/sign-off/*.yaml"))) == 2, "nothing is deleted"
    assert say("withdraw", "3.4", "--role", LEAD, *reason)[0] == 2
    assert say("sign-off", "3.4", "--role", LEAD)[0] == 0
    assert states(library)[0] == "signed"


def test_the_list_says_who_has_signed_what_and_what_has_changed(library: Path, say: Say) -> None:
    say("sign-off", "3.4", "--role", LEAD)
    item = library / "evidence/3.4-destinations/item.yaml"
    item.write_text(item.read_text("utf-8").replace("2026-09-14", "2026-10-01"), encoding="utf-8")
    code, out, _ = say("sign-off", "--list", "--json")
    assert code == 0
    first, second = json.loads(out)
    assert first["stages"][0]["state"] == "stale"
    assert first["stages"][0]["changes"] == ["dated of text-3.4.txt was ‘2026-09-14’, is ‘2026-10-01’"]
    assert second["stages"][0]["state"] == "waiting" and second["stages"][0]["missing"] == [LEAD]
    assert "dated of text-3.4.txt" in say("sign-off", "3.4", "--list")[1]


def test_a_stale_sign_off_is_a_warning_of_the_check(library: Path, say: Say) -> None:
    say("sign-off", "3.4", "--role", LEAD)
    (library / "evidence/3.4-destinations/text-3.4.txt").write_text(TEXT, encoding="utf-8")
    code, out, _ = say("check", "3.4", "--format", "json")
    found = [finding for finding in json.loads(out)["findings"] if finding["rule"] == "sign-off-stale"]
    assert code == 0
    assert [(finding["level"], finding["item"], "text-3.4.txt" in finding["message"]) for finding in found] == [
        ("warning", "3.4", True)
    ]


# Who committed it


def git(root: Path, *arguments: str, author: str = "lead@testshire.example") -> None:
    identity = {f"GIT_{who}_{what}": author for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(
        ["git", "-C", root, *arguments],
        env=os.environ | identity | {"GIT_CONFIG_GLOBAL": os.devnull}, capture_output=True, check=True,
    )  # fmt: skip


def commit(root: Path, author: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x", author=author)


@pytest.mark.parametrize(
    ("reviewers", "author", "verdict"),
    [
        ("[lead@testshire.example]", "Lead@Testshire.example", "fits"),
        ("[other@testshire.example, lead@testshire.example]", "lead@testshire.example", "fits"),
        ("[lead@testshire.example]", "somebody@testshire.example", "does not fit"),
        ('["@lead-of-education"]', "12345+lead-of-education@users.noreply.github.com", "fits"),
        ('["@lead-of-education"]', "lead@testshire.example", "cannot tell"),
        ('["@testshire/education"]', "lead@testshire.example", "cannot tell"),
        ("[]", "lead@testshire.example", "cannot tell"),
    ],
)
def test_who_committed_an_entry_is_compared_with_the_reviewers_of_its_role(
    library: Path, say: Say, reviewers: str, author: str, verdict: str
) -> None:
    people = library / "evidence/people.yaml"
    title = '"Evidence lead, education"'
    people.write_text(people.read_text("utf-8").replace(title, f"{title}, reviewers: {reviewers}"), encoding="utf-8")
    git(library, "init", "-q")
    commit(library, "somebody@testshire.example")
    say("sign-off", "3.4", "--role", LEAD)
    commit(library, author)
    code, out, _ = say("sign-off", "3.4", "--list", "--verify-git", "--json")
    (entry,) = json.loads(out)[0]["stages"][0]["entries"]
    assert entry["git"] == verdict
    assert author in entry["git_says"]
    assert code == (1 if verdict == "does not fit" else 0)


def test_an_entry_that_was_changed_after_it_was_committed_does_not_fit(library: Path, say: Say) -> None:
    git(library, "init", "-q")
    say("sign-off", "3.4", "--role", LEAD)
    commit(library, "lead@testshire.example")
    (entry,) = library.glob("evidence/*/sign-off/*.yaml")
    entry.write_text("# seen\n" + entry.read_text("utf-8"), encoding="utf-8")
    commit(library, "other@testshire.example")
    code, out, _ = say("sign-off", "--verify-git")
    assert code == 1 and "other@testshire.example" in out


def test_outside_of_git_and_before_a_commit_nobody_can_tell(library: Path, say: Say) -> None:
    say("sign-off", "3.4", "--role", LEAD)
    code, _, err = say("sign-off", "--verify-git")
    assert code == 2 and "git" in err
    git(library, "init", "-q")
    code, out, _ = say("sign-off", "--verify-git")
    assert code == 0 and "cannot tell" in out


@pytest.mark.parametrize(
    ("file", "known"),
    [
        (None, True),
        ("evidence/3.5-timetables/text-3.5.txt", True),
        ("evidence/3.4-destinations/text-3.4.txt", False),
        ("evidence/people.yaml", True),
    ],
)
def test_the_commit_is_recorded_where_it_holds_what_was_signed(
    library: Path, say: Say, file: str | None, known: bool
) -> None:
    git(library, "init", "-q")
    commit(library, "lead@testshire.example")
    if file is not None:
        path = library / file
        path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    say("sign-off", "3.4", "--role", LEAD)
    (entry,) = stages_of(library, "3.4")[0].signed
    assert (entry.commit is not None) == known


def test_an_item_that_git_does_not_know_yet_has_no_commit(library: Path, say: Say) -> None:
    git(library, "init", "-q")
    git(library, "add", "schema")
    git(library, "commit", "-q", "-m", "x")
    say("sign-off", "3.4", "--role", LEAD)
    assert stages_of(library, "3.4")[0].signed[0].commit is None
