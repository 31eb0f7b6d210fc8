"""Who must do what by when: each state, whose turn it is, and which deadline has passed.

Long because it goes through every state and every filter.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests import signing

from annexa.inspection.calendar import ZONE
from annexa.inspection.progress import Known, status_of
from annexa.inspection.rows import Named, Row, State
from annexa.inspection.status import Status, left
from annexa.load import project
from annexa.model.findings import Finding, Level
from annexa.model.sent import Frozen, SentDocument, SentFile, Supplement

FOLDER = "evidence/3.4-destinations"
FILE = f"{FOLDER}/destinations.docx"
BYTES = hashlib.sha256(b"a document").hexdigest()
THERE = {FILE: BYTES}
LEAD = Named("education-evidence-lead", "Evidence lead, education")
LANO = Named("lano", "Local authority nominated officer")
GAP = """\
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Where young people go after school.
nothing_to_submit: {reason: None has left school yet., by: lano, on: 2026-10-01, follows: 2027-01-31}
"""
MONDAY = "2026-11-02 15:00"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def fault(level: Level = Level.ERROR, **changes: Any) -> Finding:
    fields: dict[str, Any] = {
        "rule": "tracked-changes", "level": level, "message": "m", "remedy": "r", "file": FILE, "item": "3.4",
        "document": "destinations.docx",
    }  # fmt: skip
    return Finding(**(fields | changes))


def sent(*files: str, package: Any = "shared", item: str = "3.4", supplements: Any = ()) -> Frozen:
    return Frozen(
        submission="day-5", package=package, title="t", sent=date(2026, 11, 6), pages=9, supplements=supplements,
        files=(SentFile(name="b.pdf", sha256="b" * 64, pages=9, first="1"),), documents=documents(*files, item=item),
    )  # fmt: skip


def documents(*files: str, item: str = "3.4") -> tuple[SentDocument, ...]:
    return tuple(
        SentDocument(key=f"{item}/{n}", item=item, title="t", file=FILE, version=version, first="1", last="2", pages=2)
        for n, version in enumerate(files, start=1)
    )


@pytest.fixture
def known(make_library: Callable[..., Path]) -> Callable[..., Known]:
    def make(item_yaml: str | None = None, /, *, signed: str = "director", **changes: Any) -> Known:
        root = make_library() if item_yaml is None else make_library(item_yaml)
        (root / FILE).write_bytes(b"a document")
        if signed:
            signing.sign(root, "3.4", up_to=signed)
        loaded = project(root)
        fields: dict[str, Any] = {"findings": (), "digests": THERE, "sent": (), "at": moment(MONDAY)}
        return Known(loaded=loaded, **(fields | changes))

    return make


def row(status: Status, id: str = "3.4") -> Row:
    return next(row for row in status.rows if row.id == id)


@pytest.mark.parametrize(
    ("change", "state", "why"),
    [
        ({}, State.READY, ()),
        ({"findings": (fault(Level.WARNING), fault(Level.INFO))}, State.READY, ()),
        ({"findings": (fault(waived_until="2027-01-01"),)}, State.READY, ()),
        ({"findings": (fault(), fault(document=None))}, State.FAILS, ("2 errors",)),
        ({"findings": (fault(item="3.3"),)}, State.READY, ()),
        ({"findings": (fault(rule="draft"),)}, State.IN_PREPARATION, ("1 draft",)),
        ({"findings": (fault(item=None),)}, State.READY, ()),
        ({"signed": ""}, State.AWAITING, ()),
        ({"signed": "accountable-lead"}, State.AWAITING, ()),
        ({"digests": {FILE: "c" * 64}}, State.AWAITING, ("1 change since sign-off",)),
        ({"signed": "", "digests": {}}, State.IN_PREPARATION, ("1 document missing",)),
        ({"signed": "", "digests": {}, "findings": (fault(),)}, State.IN_PREPARATION, ("1 document missing", "1 error")),
        ({"sent": (sent(BYTES),)}, State.SENT, ()),
        ({"sent": (sent("b" * 64),)}, State.SENT, ("1 document changed since it was sent",)),
        ({"sent": (sent(BYTES, item="3.3"),)}, State.READY, ()),
        ({"sent": (sent("b" * 64), sent(BYTES, item="3.3"))}, State.SENT, ("1 document changed since it was sent",)),
        ({"sent": (sent(BYTES, package="child-level"),)}, State.READY, ()),
    ],
)  # fmt: skip
def test_each_state_has_its_cause(
    known: Callable[..., Known], change: dict[str, Any], state: State, why: tuple[str, ...]
) -> None:
    found = row(status_of(known(**change)))
    assert (found.state, found.progress, found.late, found.why) == (state, state, "", why)


@pytest.mark.parametrize(
    ("old", "new", "state", "why"),
    [
        ("dated: 2026-09-14", "dated: 2026-09-14\n    status: draft", State.READY, ()),
        ("file: destinations.docx", "to_follow: {reason: At the printer's., by: lano, on: 2026-11-02, follows: 2026-11-09}",
         State.READY, ("1 document to follow",)),
        ('"3.4"', '"3.4"\nnote: Ask again on Thursday.', State.READY, ()),
    ],
)  # fmt: skip
def test_what_the_metadata_says_counts(
    known: Callable[..., Known], item_yaml: str, old: str, new: str, state: State, why: tuple[str, ...]
) -> None:
    found = row(status_of(known(item_yaml.replace(old, new))))
    assert (found.state, found.why) == (state, why)


@pytest.mark.parametrize(
    ("signed", "step", "who", "due", "states"),
    [
        ("", "evidence-lead", ["education-evidence-lead"], "2026-11-05 17:00", ["waiting", "not-yet", "not-yet"]),
        ("evidence-lead", "accountable-lead", ["education-accountable-lead"], "2026-11-06 12:00",
         ["signed", "waiting", "not-yet"]),
        ("accountable-lead", "director", ["director"], "2026-11-06 17:00", ["signed", "signed", "waiting"]),
        ("director", "send", ["lano"], "2026-11-06 17:00", ["signed", "signed", "signed"]),
    ],
)  # fmt: skip
def test_sign_off_goes_from_stage_to_stage_each_with_its_deadline(
    known: Callable[..., Known], signed: str, step: str, who: list[str], due: str, states: list[str]
) -> None:
    found = row(status_of(known(signed=signed)))
    assert [stage.state for stage in found.stages] == states
    assert found.turn is not None
    assert (found.turn.step, [role.id for role in found.turn.who], found.turn.due) == (step, who, moment(due))


def test_what_was_changed_since_sign_off_is_said_without_names_of_children(
    known: Callable[..., Known], item_yaml: str
) -> None:
    changed = {FILE: "c" * 64}
    assert row(status_of(known(digests=changed))).stages[0].changes == ("the file destinations.docx has changed",)
    secret = item_yaml.replace("kind: other", "kind: other\n    sensitivity: child-level")
    found = row(status_of(known(secret, digests=changed)))
    assert found.stages[0].changes == ("the file of child-level document 1 has changed",)
    assert "destinations.docx" not in repr(found)


def test_a_supplement_is_a_sending_too(known: Callable[..., Known]) -> None:
    later = Supplement(number=1, sent=date(2026, 11, 10), documents=documents(BYTES))
    found = row(status_of(known(sent=(sent(BYTES, item="3.3", supplements=(later,)),))))
    assert (found.state, found.sent, found.turn) == (State.SENT, date(2026, 11, 10), None)


def test_a_gap_that_is_explained(known: Callable[..., Known]) -> None:
    found = row(status_of(known(GAP)))
    assert (found.state, found.gap, found.follows) == (State.EXPLAINED, "None has left school yet.", date(2027, 1, 31))
    assert row(status_of(known(GAP, sent=(sent(BYTES, item="3.3"),)))).state is State.SENT
    sensitive = GAP.replace('"3.4"', "tracked-children")
    found = row(status_of(known(sensitive, signed="", sent=(sent(BYTES, item="3.3"),))), "tracked-children")
    assert found.state is State.SENT, "that there is nothing is said in the bundle that all inspectors get"


def test_what_is_to_follow_was_explained_in_what_was_sent(known: Callable[..., Known], item_yaml: str) -> None:
    follows = "to_follow: {reason: At the printer's., by: lano, on: 2026-11-02, follows: 2026-11-09}"
    later = item_yaml.replace("file: destinations.docx", follows)
    found = row(status_of(known(later, sent=(sent(BYTES, item="3.3"),))))
    assert (found.state, found.why) == (State.SENT, ("1 document to follow",))
    assert row(status_of(known(later))).state is State.READY


def test_no_item_is_not_started_and_its_group_is_asked(known: Callable[..., Known]) -> None:
    found = row(status_of(known()), "3.3")
    assert (found.state, found.lead, found.folder) == (State.NOT_STARTED, None, "")
    assert found.turn is not None and (found.turn.step, found.turn.who) == ("prepare", (LEAD,))
    elsewhere = row(status_of(known()), "5.1")
    assert elsewhere.turn is not None and elsewhere.turn.who == (LANO,)


@pytest.mark.parametrize(
    ("changes", "state"),
    [({}, State.READY), ({"findings": (fault(),)}, State.FAILS), ({"sent": (sent(BYTES),)}, State.SENT)],
)
def test_a_requirement_that_a_document_of_another_item_answers_is_where_that_is(
    known: Callable[..., Known], item_yaml: str, changes: dict[str, Any], state: State
) -> None:
    also = 'dated: 2026-09-14\n    also: [{requirement: "3.2", pages: 4-9}]'
    status = status_of(known(item_yaml.replace("dated: 2026-09-14", also), **changes))
    found = row(status, "3.2")
    assert (found.state, found.turn) == (state, None)
    assert found.also == ("“Destinations after leaving school” (3.4), pages 4 to 9",)
    assert row(status, "3.3").state is State.NOT_STARTED


def test_an_item_that_cannot_be_read_fails(known: Callable[..., Known]) -> None:
    found = row(status_of(known("requirement: '3.4'\nlead: [\n", signed="")))
    assert (found.state, found.folder) == (State.FAILS, "")


@pytest.mark.parametrize(
    ("at", "change", "state", "late", "time_left"),
    [
        ("2026-11-05 17:00", {"digests": {}}, State.IN_PREPARATION, "", "due now"),
        ("2026-11-05 17:01", {"digests": {}}, State.LATE, "internal", "overdue by 1 min"),
        ("2026-11-06 17:00", {"digests": {}}, State.LATE, "internal", "overdue by 1 day"),
        ("2026-11-06 17:01", {"digests": {}}, State.LATE, "submission", "overdue by 1 day"),
        ("2026-11-06 17:00", {}, State.READY, "", "due now"),
        ("2026-11-06 19:00", {}, State.LATE, "submission", "overdue by 2 h"),
        ("2026-11-06 19:00", {"sent": (sent(BYTES),)}, State.SENT, "", ""),
        ("2026-11-02 15:00", {}, State.READY, "", "4 days 2 h"),
    ],
)  # fmt: skip
def test_late_says_which_deadline_has_passed(
    known: Callable[..., Known], at: str, change: dict[str, Any], state: State, late: str, time_left: str
) -> None:
    found = row(status_of(known(at=moment(at), **change)))
    due = found.turn.due if found.turn else None
    assert (found.state, found.late, left(due, moment(at))) == (state, late, time_left)
    assert found.progress is not State.LATE


@pytest.mark.parametrize(
    ("notification", "at", "said"),
    [
        ("", MONDAY, "not recorded"),
        ("2026-11-07", MONDAY, "not a working day"),
        ("2026-12-25", MONDAY, "not a working day"),
        ("2026-11-09", MONDAY, "still to come"),
        ("2026-11-02", "2026-11-20 09:00", ""),
        ("2026-11-02", "2026-11-21 09:00", "ended on"),
        ("2025-11-03", MONDAY, "ended on"),
    ],
)  # fmt: skip
def test_a_day_of_the_call_that_may_be_wrong_is_said(
    known: Callable[..., Known], notification: str, at: str, said: str
) -> None:
    before = known(at=moment(at))
    assert before.loaded.library is not None
    day = date.fromisoformat(notification) if notification else None
    meta = before.loaded.library.meta.model_copy(update={"notification": day})
    library = before.loaded.library.model_copy(update={"meta": meta})
    found = status_of(replace(before, loaded=replace(before.loaded, library=library)))
    assert bool(found.says) is bool(said) and all(said in sentence for sentence in found.says)
    if said.startswith("not"):
        assert {row.due for row in found.rows} == {None} and {row.late for row in found.rows} == {""}


@pytest.mark.parametrize(
    ("notified", "at", "words"),
    [
        ("2026-10-19", "2026-10-19 15:00", "4 days 2 h"),
        ("2027-03-22", "2027-03-22 15:00", "8 days 1 h"),  # Easter and the clocks: day 5 is Tuesday 30 March
        ("2026-12-21", "2026-12-21 17:00", "8 days"),  # Christmas: day 5 is Tuesday 29 December
        ("2026-11-04", "2026-11-04 09:00", "6 days 8 h"),  # a call on a Wednesday
    ],
)  # fmt: skip
def test_time_left_runs_through_holidays_and_changes_of_the_clock(
    known: Callable[..., Known], notified: str, at: str, words: str
) -> None:
    before = known(at=moment(at))
    assert before.loaded.library is not None
    meta = before.loaded.library.meta.model_copy(update={"notification": date.fromisoformat(notified)})
    library = before.loaded.library.model_copy(update={"meta": meta})
    found = row(status_of(replace(before, loaded=replace(before.loaded, library=library))))
    assert left(found.due, moment(at)) == words


def test_parts_that_nothing_answers_are_holes(known: Callable[..., Known], item_yaml: str) -> None:
    def states(parts: str, **changes: Any) -> list[str]:
        return [part.state for part in row(status_of(known(item_yaml + parts, **changes))).parts]

    second = "  - {file: second.docx, title: Another one, kind: other, dated: 2026-09-14}\n"
    assert states("") == ["not said", "not said"]
    assert states("    parts: [1]\n") == ["answered", "hole"]
    assert states("    parts: [1, 2]\n") == ["answered", "answered"]
    assert states(f"    parts: [2]\n{second}") == ["not said", "answered"]
    assert states("    parts: [2]\n", digests={}) == ["hole", "waiting"]


def test_no_name_of_a_child_level_document_leaves_the_library(known: Callable[..., Known], item_yaml: str) -> None:
    secret = item_yaml.replace("kind: other", "kind: other\n    sensitivity: child-level")
    found = row(status_of(known(secret, findings=(fault(),))))
    (document,) = found.documents
    assert (document.file, document.withheld, document.errors) == ("", True, 1)
    assert "destinations" not in document.title.lower() and "destinations.docx" not in repr(found)


def test_totals_and_filters_count_the_same_rows(known: Callable[..., Known]) -> None:
    status = status_of(known(at=moment("2026-11-03 12:30"), digests={}))
    assert {totals.of.id: totals.states for totals in status.by_submission} == {
        "day-2": {State.LATE: 7},
        "day-5": {State.NOT_STARTED: 21, State.IN_PREPARATION: 1},
    }
    assert [row.id for row in status.only(group=["education"], state=["in preparation"]).rows] == ["3.4"]
    assert [row.id for row in status.only(role=["education-accountable-lead"]).rows] == ["3.4"]
    assert {row.submission.id for row in status.only(state=["late"]).rows} == {"day-2"}
    assert len(status.only(state=["not started"]).rows) == 28, "a late row is found by its progress too"
    assert sum(totals.rows for totals in status.by_lead) == sum(totals.rows for totals in status.by_group) == 29
    assert status.only(submission=["day-2"], group=["health"]).rows == ()


def test_what_is_due_next_comes_first(known: Callable[..., Known]) -> None:
    status = status_of(known())
    times = [due.at for due in status.next]
    assert times == sorted(times)  # type: ignore[type-var]
    assert [(due.step, len(due.rows)) for due in status.next] == [
        ("prepare", 7), ("health-template", 1), ("prepare", 21), ("send", 1),
    ]  # fmt: skip
    assert "health-template" not in {due.step for due in status_of(known(at=moment("2026-11-03 09:01"))).next}


def test_what_stops_a_whole_submission_is_said(known: Callable[..., Known]) -> None:
    everywhere = fault(item=None, file="evidence/people.yaml", document=None)
    folder = fault(item="New folder", file="evidence/New folder", document=None)
    assert [(each.submission.id, each.errors) for each in status_of(known(findings=(everywhere,))).blocked] == [
        ("day-2", 1), ("day-5", 1),
    ]  # fmt: skip
    assert [each.submission.id for each in status_of(known(findings=(folder,))).blocked] == ["day-5"]
    assert status_of(known(findings=(fault(),))).blocked == ()
