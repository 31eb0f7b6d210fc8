"""The status as one HTML file that can be mailed: filtered by keyboard, readable on a phone, printable, no network."""

from collections.abc import Iterable

from annexa.inspection.calendar import clock, long_date
from annexa.inspection.rows import Named, State
from annexa.inspection.status import NOBODY, Status
from annexa.report.page import template
from annexa.report.status import phrases

SLUGS = {state: state.value.replace(" ", "-") for state in State}
"""What style sheets call a state."""


def render(status: Status) -> str:
    """The whole page. Everything that comes from evidence is escaped by the template engine."""
    page = template("annexa.report.status", "html", ("annexa.report", "html"), ("annexa.report.status", "html"))
    sections = {
        totals.of: [row for row in status.rows if row.submission == totals.of] for totals in status.by_submission
    }
    return page.render(
        status=status,
        sections=sections,
        tables=(
            ("submission", status.by_submission),
            ("group", status.by_group),
            ("evidence lead", status.by_lead),
        ),
        leads=_distinct(row.lead or NOBODY for row in status.rows),
        turns=_distinct(role for row in status.rows for role in (row.turn.who if row.turn else ())),
        states=[state for state in State if any(state in (row.state, row.progress) for row in status.rows)],
        slugs=SLUGS,
        words=phrases,
        as_at=f"{clock(status.at.time())}, {long_date(status.at.date())}",
    )


def _distinct(roles: Iterable[Named]) -> list[Named]:
    """Each role once, by title."""
    return sorted(set(roles), key=lambda role: (role.title.lower(), role.id))
