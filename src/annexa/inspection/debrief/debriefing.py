"""One talk with somebody who met an inspector, as its form tells it."""

from dataclasses import dataclass
from datetime import date

from annexa.inspection.debrief.form import Field
from annexa.inspection.debrief.rating import Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Debriefing:
    """What one form, or one of several in a file, says. It names persons: what leaves the folder is veiled first."""

    file: str
    """The file's name."""
    day: date | None
    """The day that the form says, or else its name; None where neither does."""
    named_day: date | None
    """The day that its name says."""
    initials: str
    """Of whoever held the talk; empty where neither name nor form tells."""
    interviewees: str
    """As written: names, job titles, contact details."""
    meeting: str
    service: str
    answers: dict[Field, tuple[str, ...]]
    """Bullets, by question; only those that were answered. `rating` holds what was said beside the colour."""
    rating: Rating
    inspectors: tuple[str, ...] = ()
    """By role, of the meeting, where the timetable tells."""
    about_child: bool = False
    """Whether the timetable says that the meeting was about a child who is tracked."""
    loose: tuple[str, ...] = ()
    """What stands on it outside every question."""
    notes: tuple[str, ...] = ()
    """What whoever uses it should know of how it was read, a sentence each; they name nobody."""

    def is_of(self, day: date) -> bool:
        """Whether the form or its name says this day."""
        return day in (self.day, self.named_day)

    def answer(self, field: Field) -> tuple[str, ...]:
        """The bullets under a question; none where it was left empty."""
        return self.answers.get(field, ())
