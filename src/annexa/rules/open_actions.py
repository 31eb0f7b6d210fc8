"""Minutes still hold open actions.

Why it matters: The checklist asks that every action is complete and its update captured. Inspectors follow an open
action to see whether anything came of it.

Fails when: A table or list of actions, or a line that begins with "Action:", holds an action of which nothing says that
it is closed, while item.yaml says that every action is complete; or item.yaml does not say. "Partially", "on track",
"to be completed", "90%", an empty box and a day to come leave an action open; "complete", "closed", "done" and what was
done close it. It is a warning where item.yaml says that not every action is complete, and in a PDF without tags, whose
tables are only lines.

To put right:
- Word: Add to each action what was done and when, and set its status to complete; add a column "Status" if there is
  none.
- Excel: Fill in the status column of each action, and say what was done and when.
- PowerPoint: Add to each action what was done and when.
- LibreOffice: Add to each action what was done and when, and set its status to complete.
- PDF: Update the actions in the file that the PDF was made from, or submit the next meeting's minutes with the
  updates.
- Metadata: If actions rightly stay open, write `actions_complete: no` below `minutes:`, and say in the summary
  which and why.

Passes: A table "Action | Owner | Due | Status" whose rows all say "Complete, 3 June 2026".

Fails: The same table with a row that says "In progress", and `actions_complete: yes`.
"""

from collections.abc import Iterator
from datetime import date

from annexa.model.findings import Level
from annexa.model.library import Answer, Kind
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.action_status import State, state_of
from annexa.rules.support.actions import Action, actions_of
from annexa.rules.support.faults import shorten

ID = "open-actions"
LEVEL = Level.ERROR
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.meta.kind is not Kind.MINUTES:
        return
    minutes, field = subject.meta.minutes, f"documents.{subject.index}"
    if minutes is None:
        message = "The metadata does not say whether every action is complete"
        remedy = "Add below the document `minutes: {actions_complete: yes}` or no, and whether it was multi-agency."
        yield Fault(message=message, remedy=remedy, field=field)
    level = None if minutes is None or minutes.actions_complete is Answer.YES else Level.WARNING
    is_any = False
    for action in actions_of(subject.facts):
        state = _state(action, subject.around.as_of)
        if not state.is_closed:
            is_any = True
            sure = level if action.is_sure else Level.WARNING
            yield Fault(message=_message(action, state, subject), place=action.place, level=sure)
    if minutes is not None and minutes.actions_complete is Answer.NO and not is_any:
        message = "The metadata says that not every action is complete"
        yield Fault(message=message, level=Level.WARNING, field=f"{field}.minutes.actions_complete")


def _state(action: Action, as_of: date) -> State:
    """Closed where one column says so and no other one leaves it open."""
    states = [state_of(cell, heading=title, as_of=as_of) for title, cell in action.said if cell]
    still_open = next((state for state in states if not state.is_closed and state.words), None)
    closed = next((state for state in states if state.is_closed), None)
    return still_open or closed or State(is_closed=False)


def _message(action: Action, state: State, subject: DocumentSubject) -> str:
    which = f"in {action.where}" if subject.is_sensitive else f"“{shorten(action.text)}”"
    if state.words:
        return f"The action {which} is open" + ("" if subject.is_sensitive else f" (“{shorten(state.words, 40)}”)")
    if not action.has_status:
        return f"The action {which} is open: the table has no column that says whether it is complete"
    return f"The action {which} is open: nothing says that it is complete"
