"""Who is reminded of what: the same as the status says, with nothing that a sensitive document holds."""

import email
import email.policy
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest

from annexa.cli import main
from annexa.model.errors import ExitCode

pytestmark = pytest.mark.usefixtures("helpers_here")

ITEM_5_2 = """\
requirement: "5.2"
lead: health-evidence-lead
accountable: health-accountable-lead
summary: How health services perform.
documents:
  - {file: waiting.docx, title: Waiting times, kind: performance-report, dated: 2025-11-04}
  - {file: therapies.docx, title: Therapies, kind: policy, dated: 2025-11-04, valid_until: 2027-01-01}
"""
CHILDREN = """\
requirement: child-level-data
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Lists of children.
documents:
  - {file: Jo-Secret.xlsx, title: The list of Jo Secret and others, kind: data, dated: 2026-10-01, sensitivity: child-level}
"""
PEOPLE = """\
roles:
  education-evidence-lead: {title: "Evidence lead, education", mailbox: education@area.example, stages: [evidence-lead]}
  education-accountable-lead: {title: "Accountable lead, education", stages: [accountable-lead]}
  health-evidence-lead: {title: "Evidence lead, health", stages: [evidence-lead]}
  health-accountable-lead: {title: "Accountable lead, health", stages: [accountable-lead]}
  lano: {title: Local authority nominated officer, mailbox: lano@area.example, stages: [lano]}
"""
AT = ("--at", "2026-11-03 10:20")


@pytest.fixture
def project(make_library: Callable[..., Path], project_root: Path) -> Path:
    """Three items: one lacks its document, one has two that age, one is child-level and lacks its list."""
    root = make_library()
    (root / "evidence/people.yaml").write_text(PEOPLE, encoding="utf-8")
    for folder, text in (("5.2-performance", ITEM_5_2), ("child-level-data", CHILDREN)):
        (root / "evidence" / folder).mkdir()
        (root / "evidence" / folder / "item.yaml").write_text(text, encoding="utf-8")
    for name in ("waiting", "therapies"):
        document = docx.Document()
        document.add_paragraph("Figures of 4 November 2025.")
        document.save(str(root / f"evidence/5.2-performance/{name}.docx"))
    shutil.copytree(project_root / "guidance", root / "guidance")
    return root


def run(root: Path, *arguments: str) -> int:
    return main.run(["--library", str(root), *arguments])


def asked(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, dict]:
    capsys.readouterr()
    assert run(root, "chase", "--json", *AT, *more) == ExitCode.OK
    return {each["role"]: each for each in json.loads(capsys.readouterr().out)["reminders"]}


def test_it_says_the_same_as_the_status(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "status", "--json", *AT) == ExitCode.OK
    rows = json.loads(capsys.readouterr().out)["requirements"]
    turns = {
        (role["id"], row["id"], turn["step"], turn["due"], row["state"])
        for row in rows
        for turn in [row["turn"], *row["besides"]]
        for role in turn["who"]
    }
    reminded = {
        (role, each["requirement"], each["step"], each["due"], each["state"])
        for role, reminder in asked(project, capsys).items()
        for each in reminder["outstanding"]
    }
    assert reminded == turns


def test_each_role_is_told_what_is_missing_found_and_due(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lead = asked(project, capsys)["education-evidence-lead"]
    by_id = {each["requirement"]: each for each in lead["outstanding"]}
    assert by_id["3.4"]["missing"] == ["Destinations after leaving school"]
    assert (by_id["3.4"]["due"], by_id["3.4"]["late"]) == ("2026-11-05T17:00:00Z", "")
    assert (by_id["child-level-data"]["left"], by_id["child-level-data"]["late"]) == (
        "overdue by 17 h 20 min",
        "internal",
    )
    health = asked(project, capsys)["health-evidence-lead"]["outstanding"]
    found = {
        fault["title"]: fault["count"] for each in health for fault in each["findings"] if fault["level"] == "error"
    }
    assert found, health
    assert all(isinstance(count, int) for count in found.values())


def test_nothing_of_a_child_level_document_is_in_any_draft(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "chase", *AT) == ExitCode.OK
    shown = capsys.readouterr().out
    files = list((project / "build/mail/chase").iterdir())
    assert len(files) >= 4
    said = [shown, json.dumps(asked(project, capsys)), *(file.read_text(encoding="utf-8") for file in files)]
    assert not [text for text in said if "Secret" in text]
    lead = (project / "build/mail/chase/education-evidence-lead.txt").read_text(encoding="utf-8")
    assert "Not there: Child-level document 1" in lead


def test_what_grows_too_old_by_its_deadline_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ages count from the call, 2 November; the deadline is on the 6th. The other document names its own last day."""
    assert asked(project, capsys)["health-evidence-lead"]["ageing"] == [
        {"requirement": "5.2 Performance Data", "title": "Waiting times", "last_day": "2026-11-04", "due": "2026-11-06"}
    ]
    text = (project / "evidence/5.2-performance/item.yaml").read_text(encoding="utf-8")
    for dated in (date(2025, 11, 1), date(2025, 11, 6)):  # too old already, and new enough on the day itself
        (project / "evidence/5.2-performance/item.yaml").write_text(text.replace("2025-11-04}", f"{dated}}}", 1))
        assert asked(project, capsys)["health-evidence-lead"]["ageing"] == []
    library = project / "evidence/library.yaml"
    (project / "evidence/5.2-performance/item.yaml").write_text(text)
    library.write_text(library.read_text() + "ages: {months: 12, by_kind: {performance-report: 18}}\n")
    assert asked(project, capsys)["health-evidence-lead"]["ageing"] == []


def test_drafts_open_as_drafts_and_are_replaced_by_the_next(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project / "build/mail/chase"
    assert run(project, "chase", *AT) == ExitCode.OK
    assert "Nothing was sent" in capsys.readouterr().out
    message = email.message_from_bytes(
        (folder / "education-evidence-lead.eml").read_bytes(), policy=email.policy.default
    )
    assert message["X-Unsent"] == "1" and message["To"] == '"Evidence lead, education" <education@area.example>'
    assert "3.4 Destinations (in preparation)" in message.get_content()
    assert run(project, "chase", "--role", "lano", "--format", "text", *AT) == ExitCode.OK
    assert [file.name for file in folder.iterdir()] == ["lano.txt"]


def test_a_folder_of_the_users_own_keeps_what_lies_in_it(project: Path, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/notes.txt").write_text("mine")
    assert (
        run(project, "chase", "--output", str(tmp_path / "drafts"), "--submission", "day-2", *AT, "-q") == ExitCode.OK
    )
    assert (tmp_path / "drafts/notes.txt").read_text() == "mine"
    assert (tmp_path / "drafts/education-evidence-lead.eml").is_file()


def test_a_mailbox_that_is_none_and_a_role_that_is_none_are_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "chase", "--role", "education-evidence-led", *AT) == ExitCode.USAGE
    assert "did you mean ‘education-evidence-lead’" in capsys.readouterr().err
    people = project / "evidence/people.yaml"
    people.write_text(people.read_text().replace("education@area.example", '"education@area.example, x@y.example"'))
    assert run(project, "chase", *AT) == ExitCode.USAGE
    assert "evidence/people.yaml gives" in capsys.readouterr().err


def test_before_the_call_there_are_no_dates(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "notify", "--clear", "-q") == ExitCode.OK
    reminder = asked(project, capsys)["education-evidence-lead"]
    assert reminder["due"] is None and reminder["late"] == 0 and reminder["ageing"] == []


def told(root: Path) -> dict[str, email.message.EmailMessage]:
    return {
        file.stem: email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        for file in sorted((root / "build/mail/notify").glob("*.eml"))
    }


def test_everyone_is_told_of_the_call(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--at", "2026-12-21T10:00")
    assert run(project, "notify", "2026-12-21", "--time", "09:40", "--mail", *at) == ExitCode.OK
    assert "6 drafts. Nothing was sent" in capsys.readouterr().out
    drafts = told(project)
    assert [str(draft["To"]) for draft in drafts.values()] == [
        "SENDInspection.CoreGroup@westmere.example",
        "SENDInspection.Boards@westmere.example",
        "Leadership.Office@westmere.example",
        "CS.ExtendedBoard@westmere.example, Safeguarding.Executive@westmere.example",
        "CS.AllStaff@westmere.example",
        "Schools.Forums@westmere.example",
    ]
    core, boards, *_ = (" ".join(draft.get_content().split()) for draft in drafts.values())
    assert "The call came on Monday 21 December 2026 at 9.40am." in core
    assert "first meeting of the Core Group: Monday 21 December 2026, 11am, Mere House." in core
    assert "- Tuesday 29 December 2026, 5pm: Second submission" in boards
    assert "Inspectors arrive on Thursday 7 January 2027" in boards


def test_a_group_may_be_its_words_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(project / "guidance/local-hertfordshire.yaml", project / "guidance/local.yaml")
    assert run(project, "notify", "--mail", "--at", "2026-11-03") == ExitCode.OK
    drafts = told(project)
    assert len(drafts) == 5 and {draft["To"] for draft in drafts.values()} == {None}
    texts = sorted((project / "build/mail/notify").glob("*.txt"))
    assert all("no address is known" in text.read_text() for text in texts)


def test_a_dry_run_drafts_nothing_and_a_library_without_groups_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "notify", "2026-11-30", "--mail", "--dry-run") == ExitCode.OK
    assert not (project / "build/mail").exists()
    (project / "guidance/local.yaml").unlink()
    shutil.rmtree(project / "guidance")
    assert run(project, "notify", "2026-11-30", "--mail") == ExitCode.USAGE
    assert "names nobody to be told" in capsys.readouterr().err
