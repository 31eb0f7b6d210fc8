"""Deadlines of a framework as times, counted from the recorded call; None while they cannot be known."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from annexa.inspection.calendar import internal_deadlines, moment_at
from annexa.inspection.notification import doubt
from annexa.model.framework import Framework, Moment, Requirement
from annexa.model.working_days import is_working_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """Answers by when something must be done."""

    framework: Framework
    notification: date | None
    """The day of the call."""
    closed: Collection[date] = ()
    """Days on which nobody works, besides weekends and bank holidays."""

    @property
    def is_known(self) -> bool:
        """Whether the day of the call is recorded, and one on which a call can come."""
        return self.notification is not None and is_working_day(self.notification, self.closed)

    def at(self, moment: Moment) -> datetime | None:
        """A moment of the framework in local time with its zone; None while it cannot be known."""
        if self.notification is None or not self.is_known:
            return None
        return moment_at(moment, self.notification, self.closed)

    def step(self, requirement: Requirement, step: str) -> datetime | None:
        """When a step must be done inside the partnership; the inspectors' deadline where no other is set."""
        found = internal_deadlines(self.framework, requirement)
        return self.at(next((each.due for each in found if each.step == step), requirement.due))

    def doubt(self, now: datetime) -> str:
        """Why the recorded day of the call may be wrong, in a sentence with its remedy; empty where it looks right."""
        day = self.notification
        if day is None:
            return "The day of the call is not recorded, so deadlines have no dates: ‘annexa notify DATE’ records it."
        return doubt(day, now.date(), self.closed)
