"""The status for other programs: every field of every requirement, with totals and what is due next."""

from typing import Any

import msgspec

from annexa.inspection.requests import RequestRow
from annexa.inspection.rows import Row
from annexa.inspection.status import Due, Status, Totals, left


def render(status: Status) -> str:
    """JSON, keys in a fixed order; times with their offset, time left in seconds and in words."""
    answer = {
        "area": status.area,
        "partnership": status.partnership,
        "at": status.at,
        "notification": status.notification,
        "says": status.says,
        "blocked": status.blocked,
        "totals": {
            "all": _totals(status.whole),
            "submissions": [_totals(totals) for totals in status.by_submission],
            "groups": [_totals(totals) for totals in status.by_group],
            "leads": [_totals(totals) for totals in status.by_lead],
        },
        "next": [_due(due, status) for due in status.next],
        "timetable": status.ahead,
        "requests": [_request(row, status) for row in status.requests],
        "children": status.followed,
        "requirements": [_row(row, status) for row in status.rows],
    }
    return msgspec.json.format(msgspec.json.encode(answer)).decode() + "\n"


def _totals(totals: Totals) -> dict[str, Any]:
    built: dict[str, Any] = msgspec.to_builtins(totals, builtin_types=(type(totals.due),))
    return {"id": totals.of.id, "title": totals.of.title, "done": totals.done} | {
        name: value for name, value in built.items() if name != "of"
    }


def _due(due: Due, status: Status) -> dict[str, Any]:
    return {
        "at": due.at,
        "left": left(due.at, status.at),
        "step": due.step,
        "what": due.what,
        "who": due.who,
        "requirements": [row.id for row in due.rows],
    }


def _request(row: RequestRow, status: Status) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(row)
    return fields | {"steps_done": row.steps_done, "left": left(row.due, status.at)}


def _row(row: Row, status: Status) -> dict[str, Any]:
    at = row.turn.due if row.turn else None
    fields: dict[str, Any] = msgspec.to_builtins(row)
    return fields | {
        "why": row.why,
        "left": left(at, status.at),
        "seconds_left": round(at.timestamp() - status.at.timestamp()) if at else None,
    }
