"""What each role is reminded of, as a draft for it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from email.headerregistry import Address
from itertools import groupby
from typing import Any

from annexa.inspection.calendar import ZONE, clock, long_date
from annexa.inspection.reminders import Outstanding, Reminder
from annexa.inspection.requests import COMMANDS, RequestRow
from annexa.inspection.rows import PREPARE, Row
from annexa.inspection.status import Status, left
from annexa.mail.letter import Letter
from annexa.mail.render import Templates
from annexa.model.words import count, listed


def letters(
    reminders: Iterable[Reminder],
    status: Status,
    addresses: Mapping[str, Address],
    templates: Templates,
    *,
    sender: Address | None,
    evidence: str = "",
) -> tuple[Letter, ...]:
    """A draft for each reminder; `addresses` by role, `evidence` is the mailbox for evidence.

    Raises UsageError where the template is faulty.
    """
    return tuple(_letter(each, status, addresses, templates, sender, evidence) for each in reminders)


def _letter(
    reminder: Reminder,
    status: Status,
    addresses: Mapping[str, Address],
    templates: Templates,
    sender: Address | None,
    evidence: str,
) -> Letter:
    values = {
        "role": reminder.role.title,
        "area": status.area,
        "partnership": status.partnership,
        "at": moment_words(status.at),
        "call": long_date(status.notification) if status.notification else "",
        "subject": summary(reminder, status.at),
        "requests": [_request(each, status.at) for each in reminder.requests],
        "now": [_step(list(same), status.at) for _, same in groupby(reminder.now, key=_turn)],
        "ageing": [
            {
                "title": each.title,
                "heading": each.heading,
                "last_day": long_date(each.last_day),
                "due": long_date(each.due),
            }
            for each in reminder.ageing
        ],
        "later": [_later(row) for row in reminder.later],
        "blocked": [
            {"submission": submission.title, "errors": count(errors, "error")}
            for submission, errors in reminder.blocked
        ],
        "evidence": evidence,
    }
    subject, body = templates.fill("chase", values)
    to = addresses.get(reminder.role.id)
    return Letter(
        id=reminder.role.id,
        about=reminder.role.title,
        sender=sender,
        to=(to,) if to else (),
        subject=subject,
        body=body,
        at=status.at.astimezone(ZONE),
    )


def summary(reminder: Reminder, at: datetime) -> str:
    """How much waits and until when: "3 requirements wait for you, the first by Monday 30 November 2026, 5pm"."""
    number = len({each.row.id for each in reminder.now})
    asked = len(reminder.requests)
    if not number + asked:
        return (
            count(len(reminder.ageing), "document") + " will be too old"
            if reminder.ageing
            else "the library has errors"
        )
    things = [count(asked, "request") if asked else "", count(number, "requirement") if number else ""]
    waits = f"{listed([each for each in things if each])} {'waits' if number + asked == 1 else 'wait'} for you"
    if reminder.due is None:
        return waits
    first = "by" if number + asked == 1 else "the first by"
    return f"{waits}, {first} {moment_words(reminder.due)}" + (" (overdue)" if reminder.due < at else "")


def moment_words(moment: datetime) -> str:
    """Such as "Monday 30 November 2026, 5pm", in local time of England."""
    local = moment.astimezone(ZONE)
    return f"{long_date(local.date())}, {clock(local.time())}"


def _turn(each: Outstanding) -> tuple[str, datetime | None]:
    return each.turn.what, each.turn.due


def _step(same: list[Outstanding], at: datetime) -> dict[str, Any]:
    """What is to be done by one time, with the requirements for which it is."""
    what, due = _turn(same[0])
    return {
        "what": what,
        "due": moment_words(due) if due else "",
        "left": left(due, at),
        "entries": [_entry(each) for each in same],
    }


def _entry(each: Outstanding) -> dict[str, Any]:
    return {
        "heading": f"{each.row.heading} ({each.row.progress})",
        "outside": moment_words(each.row.due) if each.row.due and each.row.late == "internal" else "",
        "missing": each.missing,
        "drafts": each.drafts,
        "holes": [part.words for part in each.holes],
        "faults": [
            {"title": fault.title, "level": fault.level.capitalize(), "times": _times(fault.count)}
            for fault in each.faults
        ],
        "changes": each.changes,
        "command": f"annexa check {each.row.id}" if each.turn.step == PREPARE and each.row.folder else "",
    }


def _request(row: RequestRow, at: datetime) -> dict[str, str]:
    """What an inspector asked for, and what is to be done about it."""
    return {
        "title": row.title,
        "inspector": row.inspector,
        "what": row.what,
        "since": moment_words(row.since),
        "due": moment_words(row.due) if row.due else "",
        "left": left(row.due, at),
        "command": f"annexa request {COMMANDS[row.step]} {row.number}",
    }


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _later(row: Row) -> dict[str, str]:
    who = ", ".join(role.title for role in row.turn.who) if row.turn else ""
    return {"heading": row.heading, "state": str(row.progress), "who": who}


def record(reminder: Reminder, at: datetime) -> dict[str, Any]:
    """A reminder for other programs; dates and times are left to whoever writes them down."""
    return {
        "role": reminder.role.id,
        "title": reminder.role.title,
        "mailbox": reminder.mailbox,
        "due": reminder.due,
        "late": reminder.late,
        "requests": [
            {
                "number": each.number,
                "title": each.title,
                "step": each.step,
                "what": each.what,
                "since": each.since,
                "due": each.due,
                "late": each.late,
            }
            for each in reminder.requests
        ],
        "outstanding": [
            {
                "requirement": each.row.id,
                "title": each.row.title,
                "submission": each.row.submission.id,
                "state": str(each.row.state),
                "step": each.turn.step,
                "what": each.turn.what,
                "due": each.turn.due,
                "left": left(each.turn.due, at),
                "late": each.row.late,
                "missing": each.missing,
                "drafts": each.drafts,
                "holes": [part.words for part in each.holes],
                "findings": [
                    {"title": fault.title, "level": fault.level, "count": fault.count} for fault in each.faults
                ],
                "changes": each.changes,
            }
            for each in reminder.now
        ],
        "later": [row.id for row in reminder.later],
        "ageing": [
            {"requirement": each.heading, "title": each.title, "last_day": each.last_day, "due": each.due}
            for each in reminder.ageing
        ],
        "blocked": [{"submission": submission.id, "errors": errors} for submission, errors in reminder.blocked],
    }
