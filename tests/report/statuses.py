"""A status with a requirement in each state, and one whose every text is hostile."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from annexa.inspection.calendar import ZONE
from annexa.inspection.rows import DocumentRow, Named, PartRow, Row, RuleRow, StageRow, State, Turn
from annexa.inspection.status import Blocked, Status

AT = datetime(2026, 11, 3, 11, 20, tzinfo=ZONE)
NOON = datetime(2026, 11, 3, 12, tzinfo=ZONE)
FRIDAY = datetime(2026, 11, 6, 17, tzinfo=ZONE)
EDUCATION, HEALTH = Named("education", "Education"), Named("health", "Health")
EDUCATION_LEAD, HEALTH_LEAD = (
    Named("education-lead", "Evidence lead, education"),
    Named("health-lead", "Evidence lead, health"),
)
DIRECTOR = Named("director", "Director")
DAY_2, DAY_5 = Named("day-2", "First submission"), Named("day-5", "Second submission")


def document(number: int = 1, **changes: Any) -> DocumentRow:
    fields: dict[str, Any] = {
        "title": f"Report {number}", "file": f"report-{number}.docx", "state": "there", "withheld": False, "errors": 0,
        "warnings": 0, "parts": (),
    }  # fmt: skip
    return DocumentRow(number=number, **(fields | changes))


def row(id: str, state: State, **changes: Any) -> Row:
    early = id.startswith("1")
    due = NOON if early else FRIDAY
    group, lead = (HEALTH, HEALTH_LEAD) if id.startswith("5") else (EDUCATION, EDUCATION_LEAD)
    turn = Turn(step="prepare", what="Prepare the evidence and hand it over", who=(lead,), due=due - timedelta(days=1))
    fields: dict[str, Any] = {
        "number": id, "title": f"Requirement {id}", "group": group, "submission": DAY_2 if early else DAY_5,
        "folder": f"evidence/{id}-requirement", "lead": lead, "accountable": DIRECTOR, "note": "", "state": state,
        "progress": state, "late": "", "documents": (document(),), "errors": 0, "warnings": 0, "notes": 0, "rules": (),
        "stages": (), "parts": (), "gap": "", "follows": None, "turn": turn, "besides": (), "due": due, "sent": None,
        "changed_since": 0,
    }  # fmt: skip
    return Row(id=id, **(fields | changes))


def status(*rows: Row, **changes: Any) -> Status:
    fields: dict[str, Any] = {
        "area": "Testshire", "partnership": "Testshire local area partnership", "at": AT,
        "notification": date(2026, 11, 2), "rows": rows, "roles": (EDUCATION_LEAD, HEALTH_LEAD, DIRECTOR), "blocked": (), "says": (),
    }  # fmt: skip
    return Status(**(fields | changes))


def every_state() -> Status:
    """A requirement in each state, with all that can be said of one."""
    signing = Turn(step="director", what="Sign off: Director", who=(DIRECTOR,), due=FRIDAY)
    stages = (
        StageRow(id="lead", title="Evidence lead", state="signed", who=(EDUCATION_LEAD,), enough="each", changes=()),
        StageRow(id="director", title="Director", state="stale", who=(DIRECTOR,), enough="one", changes=("report-1.docx has changed",)),
    )  # fmt: skip
    parts = (
        PartRow(number=1, words="Numbers", documents=(1,), state="answered"),
        PartRow(number=2, words="Waiting times", documents=(), state="hole"),
    )
    return status(
        row("1.1", State.LATE, progress=State.FAILS, late="internal", errors=2, documents=(document(errors=2),),
            rules=(RuleRow(rule="tracked-changes", level="error", count=2),)),
        row("1.2", State.SENT, turn=None, sent=date(2026, 11, 3), changed_since=1),
        row("3.1", State.NOT_STARTED, lead=None, accountable=None, folder="", documents=()),
        row("3.2", State.IN_PREPARATION, documents=(document(state="missing"), document(2, state="draft"))),
        row("3.4", State.AWAITING, stages=stages, turn=signing),
        row("5.1", State.READY, parts=parts, besides=(replace(signing, step="health-template", due=NOON),)),
        row("5.2", State.EXPLAINED, gap="There was no such service.", follows=date(2027, 1, 31), documents=()),
        row("5.3", State.FAILS, errors=1, note="Ask on Thursday.", rules=(RuleRow(rule="draft", level="error", count=1),)),
        says=("The call is recorded for a day that is still to come.",),
        blocked=(Blocked(submission=DAY_5, errors=1),),
    )  # fmt: skip


def hostile(text: str) -> Status:
    """A status whose every text is the one given."""
    role = Named("role", text)
    turn = Turn(step="prepare", what=text, who=(role,), due=FRIDAY)
    stage = StageRow(id="lead", title=text, state="stale", who=(role,), enough="one", changes=(text,))
    part = PartRow(number=1, words=text, documents=(), state="hole")
    return status(
        row("3.4", State.AWAITING, number="3.4", title=text, group=Named("group", text), submission=Named("day-5", text),
            folder=text, lead=role, accountable=role, note=text, documents=(document(title=text, file=text),),
            stages=(stage,), parts=(part,), gap=text, turn=turn, besides=(turn,)),
        area=text, partnership=text, says=(text,), blocked=(Blocked(submission=Named("day-5", text), errors=1),),
    )  # fmt: skip
