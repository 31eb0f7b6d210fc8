"""Requests for additional evidence: nine steps in their order, whose turn it is, and what overdue means.

Long because it goes through nine steps.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from annexa.cli import main
from annexa.inspection.requests import due_of, next_step, row_of, take
from annexa.load import project
from annexa.load.sent import path_of
from annexa.model.errors import UsageError
from annexa.model.request import STEPS, Act, Answered, Assessed, Assigned, Delivered, Request, Signed
from annexa.model.sent import Frozen, SentFile, SentRequest, Supplement
from annexa.pipeline.answerable import Chosen, choose
from annexa.plan.planned import Package
from annexa.report.status import write
from annexa.sent.freeze import write as write_record

Make = Callable[..., Path]

LEAD = "education-accountable-lead"
DOCUMENT = "evidence/3.4-destinations/destinations.docx"


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)  # in winter, UTC is the time of England


NEW = Request(number=1, asked="Minutes", inspector="Ofsted inspector, education", through="lano", received=at(7))
ACTS: dict[str, Act] = {
    "assigned": Assigned(by="lano", at=at(7, 11), to=LEAD),
    "assessed": Assessed(by=LEAD, at=at(7, 12), available="yes", ready=at(8, 12)),
    "answered": Answered(by=LEAD, at=at(8, 9), explanation="There is none."),
    "signed": Signed(by=LEAD, at=at(8, 10), seal="0" * 64),
    "sent": Delivered(by="lano", at=at(8, 11), to="Ofsted inspector, education"),
}


def after(*steps: str) -> Request:
    request = NEW
    for step in steps:
        request = take(request, step, ACTS[step])
    return request


def test_the_steps_lead_one_after_the_other_to_an_answer_that_is_sent() -> None:
    assert [next_step(after(*STEPS[:count])) for count in range(6)] == [*STEPS, ""]


@pytest.mark.parametrize("taken", range(5))
def test_no_step_can_be_skipped(taken: int) -> None:
    for step in STEPS[taken + 1 :]:
        with pytest.raises(UsageError) as refused:
            take(after(*STEPS[:taken]), step, ACTS[step], again=True)
        assert "annexa request" in refused.value.remedy


def test_a_step_taken_again_takes_back_what_rested_on_it_until_the_answer_is_sent() -> None:
    signed = after(*STEPS[:4])
    with pytest.raises(UsageError):
        take(signed, "assessed", ACTS["assessed"])
    assert take(signed, "assessed", ACTS["assessed"], again=True).done == ("assigned", "assessed")
    with pytest.raises(UsageError):
        take(after(*STEPS), "answered", ACTS["answered"], again=True)


def test_a_step_is_never_earlier_than_the_one_before_it() -> None:
    with pytest.raises(UsageError):
        take(after("assigned"), "assessed", Assessed(by=LEAD, at=at(7, 10, 59), available="yes"))


@pytest.mark.parametrize(
    ("request_", "due"),
    [
        (NEW, at(7, 17)),  # at once: the same day
        (NEW.model_copy(update={"received": at(7, 15)}), at(8, 12)),  # from 3pm on: noon of the next working day
        (NEW.model_copy(update={"received": at(11, 16)}), at(14, 12)),  # a Friday afternoon
        (NEW.model_copy(update={"received": at(12, 9)}), at(14, 12)),  # a Saturday
        (NEW.model_copy(update={"wanted": at(7, 13)}), at(7, 13)),  # inspectors want it earlier
        (NEW.model_copy(update={"wanted": at(9, 13)}), at(7, 17)),  # or later
        (after("assigned", "assessed"), at(8, 12)),  # when it was said to be ready
        (after(*STEPS), None),
    ],
)
def test_when_the_next_step_is_due(request_: Request, due: datetime | None) -> None:
    assert due_of(request_) == due


# -- through the commands -----------------------------------------------------------------------------------------


@pytest.fixture
def root(make_library: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    made = make_library()
    (tmp_path / "safe").mkdir()
    settings = made / "evidence/library.yaml"
    settings.write_text(f"{settings.read_text()}secure_folder: {tmp_path / 'safe'}\n", encoding="utf-8")
    (made / DOCUMENT).write_bytes(b"first bytes")
    monkeypatch.chdir(made)
    return made


def run(line: str, *words: str) -> int:
    return int(main.run(["request", *line.split(), *words]))


def opened(*more: str) -> None:
    line = ["request", "open", "--asked", "Minutes MARKER", "--inspector", "CQC inspector", "--through", "lano"]
    assert main.run([*line, "--at", "2026-12-07 10:00", *more]) == 0


def to_answered() -> None:
    assert run(f"assign 1 --to {LEAD} --by lano --at", "2026-12-07 10:10") == 0
    assert run(f"assess 1 --available yes --by {LEAD} --at", "2026-12-07 10:20") == 0
    assert run(f"answer 1 --document {DOCUMENT} --by {LEAD} --at", "2026-12-07 10:30") == 0


def test_a_request_is_a_file_that_validates_and_says_what_was_done(root: Path) -> None:
    opened()
    to_answered()
    loaded = project(root)
    assert [finding for finding in loaded.findings if "requests" in finding.file] == []
    assert loaded.library is not None
    [request] = loaded.library.requests
    assert (request.done, request.answered and request.answered.documents[0].file) == (STEPS[:3], "destinations.docx")
    row = row_of(request, loaded.framework, loaded.library, at=at(8))
    assert (row.late, [role.id for role in row.who]) == (True, [LEAD])


def test_only_the_roles_of_a_step_may_take_it(root: Path) -> None:
    opened()
    assert run(f"assign 1 --to {LEAD} --by lano --at", "2026-12-07 10:10") == 0
    assert run("assess 1 --available yes --by director --at", "2026-12-07 10:20") == 2
    assert run(f"assess 1 --available no --by {LEAD} --at", "2026-12-07 10:20") == 0
    assert run(f"answer 1 --by {LEAD} --at", "2026-12-07 10:30") == 2, "no evidence and no explanation"
    assert run(f"answer 1 --by {LEAD} --at", "2026-12-07 10:30", "--explanation", "The panel met first in May.") == 0
    assert run("sign-off 1 --by director --at", "2026-12-07 10:40") == 2
    assert run(f"sign-off 1 --by {LEAD} --at", "2026-12-07 10:40") == 0
    assert run(f"send 1 --by {LEAD} --at", "2026-12-07 10:50") == 2
    assert run("send 1 --by lano --at", "2026-12-07 10:50") == 0


def test_an_answer_whose_document_changed_is_neither_signed_nor_sent(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened()
    to_answered()
    (root / DOCUMENT).write_bytes(b"other bytes")
    assert run(f"sign-off 1 --by {LEAD} --at", "2026-12-07 10:40") == 2
    assert "destinations.docx" in capsys.readouterr().err


def test_an_answer_with_a_document_that_fails_its_checks_is_not_signed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened()
    to_answered()  # the document is no Word file at all
    assert run(f"sign-off 1 --by {LEAD} --at", "2026-12-07 10:40") == 1
    assert "annexa check 3.4" in capsys.readouterr().err


def test_words_about_a_child_are_written_to_the_secure_folder_alone(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened("--about-child")
    assert run(f"assign 1 --to {LEAD} --by lano --at", "2026-12-07 10:10") == 0
    assert run(f"assess 1 --available no --by {LEAD} --at", "2026-12-07 10:20") == 0
    assert run(f"answer 1 --by {LEAD} --at", "2026-12-07 10:30", "--explanation", "MARKER left in 2025.") == 0
    for line in ("list", "show 1", "show 1 --json", "mail 1"):
        assert run(line) == 0
    main.run(["status"])
    said = capsys.readouterr()
    assert "MARKER" not in said.out + said.err
    held = [path for path in root.rglob("*") if path.is_file() and b"MARKER" in path.read_bytes()]
    assert held == []
    kept = {path.name for path in (tmp_path / "safe/requests").iterdir() if b"MARKER" in path.read_bytes()}
    assert kept == {"001-question.txt", "001-answer.txt"}


@pytest.mark.parametrize(
    ("was", "becomes", "field"),
    [
        ("assessed:", "# assessed:", ""),  # what stood below it belongs nowhere
        ("by: education-accountable-lead", "by: education-acountable-lead", "assessed.by"),
        ("'1'", "'2'", "number"),
        ("2026-12-07T10:20:00Z", "2026-12-06T10:20:00Z", "assessed.at"),
    ],
)
def test_a_file_changed_by_hand_is_a_finding_at_its_line(root: Path, was: str, becomes: str, field: str) -> None:
    opened()
    to_answered()
    file = root / "evidence/requests/001.yaml"
    file.write_text(file.read_text().replace(was, becomes, 1), encoding="utf-8")
    found = [each for each in project(root).findings if each.file == "evidence/requests/001.yaml"]
    assert found and all(each.level.value == "error" and each.remedy for each in found)
    assert not field or field in {each.field for each in found}


def test_a_file_that_cannot_be_used_stops_no_other_and_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        opened()
    folder = root / "evidence/requests"
    (folder / "001.yaml").write_text("number: 1\nasked: [oops\n")
    (folder / "003.yaml").rename(folder / "007.yaml")
    capsys.readouterr()
    assert main.run(["request", "list"]) == 0
    said = capsys.readouterr()
    assert "001.yaml and 007.yaml" in said.err and "Request 2:" in said.out and "Request 3:" not in said.out
    assert main.run(["status"]) == 0 and "001.yaml and 007.yaml" in " ".join(capsys.readouterr().out.split())
    assert main.run(["request", "assign", "3", "--to", "lano", "--by", "lano"]) == 2, "there would be two of it"
    opened()
    assert (folder / "008.yaml").exists(), "no number is given twice"


def test_it_is_not_wanted_before_it_came_in(root: Path) -> None:
    line = ["request", "open", "--asked", "Minutes", "--inspector", "HMI", "--through", "lano"]
    assert main.run([*line, "--at", "2026-12-07T10:00", "--wanted", "2026-12-06"]) == 2
    assert not list((root / "evidence").glob("requests/*"))


def test_a_step_that_is_missing_in_the_file_is_a_finding(root: Path) -> None:
    opened()
    to_answered()
    file = root / "evidence/requests/001.yaml"
    text = file.read_text()
    file.write_text(text[: text.index("assessed:")] + text[text.index("answered:") :], encoding="utf-8")
    [finding] = [each for each in project(root).findings if each.file == "evidence/requests/001.yaml"]
    assert (finding.rule, finding.field) == ("metadata-value", "answered")


@pytest.mark.parametrize("form", ["text", "html", "markdown", "json"])
def test_every_form_of_the_status_says_which_requests_are_open(root: Path, form: str) -> None:
    from annexa.inspection.progress import Known, status_of

    opened()
    status = status_of(Known(loaded=project(root), findings=(), digests={}, sent=(), at=at(8)))
    shown = write(status, form)
    assert "Minutes MARKER" in shown and "overdue by" in shown
    assert replace(status, at=at(7)).whole.due == status.requests[0].due, "a request has the next deadline"
    assert status.only(submission=["day-2"]).requests == ()
    assert [row.number for row in status.only(role=["lano"]).requests] == [1]


def test_overdue_ones_come_first_in_the_status_the_tracker_and_the_reminders(root: Path) -> None:
    from annexa.inspection.progress import Known, status_of
    from annexa.inspection.reminders import reminders
    from annexa.mail.chase import summary

    main.run(
        ["request", "open", "--asked", "Later", "--inspector", "HMI", "--through", "lano", "--at", "2026-12-08 09:30"]
    )
    opened("--about-child")
    opened("--wanted", "2026-12-07 12:00")
    loaded = project(root)
    assert loaded.library is not None
    status = status_of(Known(loaded=loaded, findings=(), digests={}, sent=(), at=at(8)))
    assert [(row.number, row.late) for row in status.requests] == [(3, True), (2, True), (1, False)]
    data = write(status, "xlsx")
    assert isinstance(data, bytes)
    head, *rows = load_workbook(io.BytesIO(data))["Requests"].values
    shown = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["Request"], row["State"], row["By"]) for row in shown] == [
        (3, "overdue", datetime(2026, 12, 7, 12)),
        (2, "overdue", datetime(2026, 12, 7, 17)),
        (1, "open", datetime(2026, 12, 8, 17)),
    ]
    assert "MARKER" in shown[0]["What was asked for"] and "MARKER" not in shown[1]["What was asked for"]
    lano = next(each for each in reminders(status, loaded.library) if each.role.id == "lano")
    assert [row.number for row in lano.requests] == [3, 2, 1]
    assert lano.late == 2 + sum(bool(each.row.late) for each in lano.now)
    assert summary(lano, at(8)).startswith("3 requests") and "overdue" in summary(lano, at(8))
    assert not [each for each in reminders(status.only(submission=["day-2"]), loaded.library) if each.requests]


def test_a_reminder_says_what_is_asked_since_when_and_which_command_comes_next(root: Path) -> None:
    opened()
    opened("--about-child")
    assert run(f"assign 1 --to {LEAD} --by lano --at", "2026-12-07 10:10") == 0
    assert main.run(["chase", "--at", "2026-12-08 10:00", "--format", "text", "--output", "drafts"]) == 0
    lead, lano = ((root / f"drafts/{role}.txt").read_text() for role in (LEAD, "lano"))
    assert "annexa request assess 1" in lead and "Monday 7 December 2026, 10.10am" in lead and "overdue" in lead
    assert "annexa request assign 2" in lano and "assess 1" not in lano and "MARKER" not in lano


def test_a_text_that_no_record_can_hold_is_refused_in_words(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["request", "open", "--inspector", "CQC inspector", "--through", "lano", "--asked"]
    assert main.run([*line, "x" * 4001]) == 2
    assert main.run([*line, "  "]) == 2
    assert not (root / "evidence/requests").exists()
    assert "--asked" in capsys.readouterr().err


def test_drafts_follow_the_steps_that_were_taken(root: Path) -> None:
    opened()
    assert run("mail 1 --output drafts") == 0
    assert sorted(path.name for path in (root / "drafts").glob("*.txt")) == ["request-001-step-3.txt"]
    assert run(f"assign 1 --to {LEAD} --by lano --at", "2026-12-07 10:10") == 0
    assert run("mail 1 --output drafts") == 0
    assert "Minutes MARKER" in (root / "drafts/request-001-step-5.txt").read_text()


def test_a_request_stops_no_bundle(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened()
    capsys.readouterr()
    main.run(["check", "--format", "json"])
    assert '"evidence/requests' not in capsys.readouterr().out


# -- which can be in a supplement -----------------------------------------------------------------------------------


def to_signed(number: int) -> None:
    """Takes an open request to its sign-off, with an explanation in place of evidence."""
    day = "2026-12-07"
    assert run(f"assign {number} --to {LEAD} --by lano --at", f"{day} 10:10") == 0
    assert run(f"assess {number} --available no --by {LEAD} --at", f"{day} 10:20") == 0
    words = ("--explanation", "There is none.", "--by", LEAD, "--at", f"{day} 10:30")
    assert run(f"answer {number}", *words) == 0
    assert run(f"sign-off {number} --by {LEAD} --at", f"{day} 10:40") == 0


def chosen(root: Path, *numbers: int, package: Package = "shared", draft: bool = False) -> Chosen:
    loaded = project(root)
    assert loaded.library is not None
    return choose(loaded, loaded.library, numbers, package, draft=draft)


def test_signed_answers_are_taken_and_the_rest_is_named_with_its_reason(root: Path) -> None:
    for more in ((), ("--about-child",), (), ()):
        opened(*more)
    to_signed(1)
    to_signed(2)
    found = chosen(root)
    assert ([each.number for each in found.requests], sorted(found.left)) == ([1], [2, 3, 4])
    assert "child-level" in found.left[2] and "passed on" in found.left[3]
    assert [each.number for each in chosen(root, package="child-level").requests] == [2]
    cases: tuple[tuple[tuple[int, ...], Package], ...] = (((1, 2), "shared"), ((3,), "shared"), ((1,), "child-level"))
    for wrong, package in cases:
        with pytest.raises(UsageError, match=f"equest {wrong[-1]}"):
            chosen(root, *wrong, package=package)


def test_a_draft_takes_what_is_answered_and_says_what_is_missing(root: Path) -> None:
    opened()
    with pytest.raises(UsageError):
        chosen(root, draft=True)
    to_answered()
    opened()
    found = chosen(root, 1, 2, draft=True)
    assert ([each.number for each in found.requests], list(found.open)) == ([1], [2])


def test_a_document_that_is_child_level_by_now_keeps_its_request_out_of_a_draft_too(root: Path) -> None:
    opened()
    to_answered()
    item = root / "evidence/3.4-destinations/item.yaml"
    item.write_text(f"{item.read_text()}    sensitivity: child-level\n")
    with pytest.raises(UsageError, match=r"Request 1 .*child-level"):
        chosen(root, 1, draft=True)


def test_an_answer_is_sent_once_and_one_given_anew_again(root: Path) -> None:
    opened()
    to_signed(1)
    loaded = project(root)
    assert loaded.library is not None and loaded.library.requests[0].answered is not None
    seal = loaded.library.requests[0].answered.seal
    for number, known, taken in ((1, seal, True), (1, "0" * 64, False), (2, seal, False)):
        sent = Supplement(sent=at(8).date(), number=1, requests=(SentRequest(number=number, seal=known),))
        record = Frozen(
            submission="day-5", package="shared", title="It", pages=1, sent=at(7).date(), supplements=(sent,),
            files=(SentFile(name="a.pdf", sha256="0" * 64, pages=1, first="1"),), documents=(),
        )  # fmt: skip
        write_record(path_of(root, "day-5", "shared"), record, before=None)
        if taken:
            with pytest.raises(UsageError, match="day-5-supplement-1"):
                chosen(root, 1)
        else:
            assert [each.number for each in chosen(root, 1).requests] == [1]
