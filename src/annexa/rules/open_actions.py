"""Minutes still hold open actions.

Why it matters: The checklist asks that every action is complete and its update captured. Inspectors follow an open
action to see whether anything came of it.

Fails when: A table of actions has a row whose status is empty or says that it is open, or a list of actions has
such an entry, while item.yaml says that every action is complete; or item.yaml does not say. It is a warning where
item.yaml says that they are not, and where a table of actions has no column for the status.

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

import re
from collections.abc import Iterator

from annexa.documents.facts import Block, BlockKind, Table
from annexa.model.findings import Level
from annexa.model.library import Answer, Kind
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few

ID = "open-actions"
LEVEL = Level.ERROR
ABOUT = "document"

_ACTION = re.compile(r"\bactions?\b|\bwhat\s+(?:will|needs)\b", re.IGNORECASE)
_STATUS = re.compile(
    r"\b(?:status|progress|rag|complete[d]?\??|closed|done|outcome|update[sd]?|state)\b", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?:open|on-?\s?going|in\s+progress|outstanding|not\s+(?:yet\s+)?(?:started|complete[d]?|done|begun)|overdue|pending|"
    r"carried?\s+(?:forward|over)|incomplete|awaiting|to\s+be\s+(?:done|completed|confirmed)|tbc|tba|no|"
    r"amber|red|partial(?:ly)?)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(?:(?<!not )(?<!not yet )complete[d]?|closed|done|discharged|achieved|actioned|no\s+(?:further|longer)|none|"
    r"n/a|not\s+applicable|withdrawn|superseded|green|yes)\b",
    re.IGNORECASE,
)
_ENTRY_OPEN = re.compile(
    r"(?:[(\[]|\s[–—-]\s|:\s*|\|\s*)(open|on-?going|in progress|outstanding|not (?:yet )?started|overdue|"
    r"pending|carried forward)"
    r"\s*[)\]]?\s*\.?$",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\W*actions?\b", re.IGNORECASE)
_HEADING = re.compile(r"\W*(?:\d+[.\d]*\s+)?(?:\w+\s+){0,3}actions?\b(?:\s+\w+){0,4}\W*", re.IGNORECASE)


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.meta.kind is not Kind.MINUTES:
        return
    facts, minutes = subject.facts, subject.meta.minutes
    if minutes is None:
        message = "The metadata does not say whether every action is complete"
        remedy = "Add below the document `minutes: {actions_complete: yes}` or no, and whether it was multi-agency."
        yield Fault(message=message, remedy=remedy, field=f"documents.{subject.index}")
    faults = [fault for table in facts.tables for fault in _in_table(table)]
    faults += _in_lists(facts.blocks)
    if minutes is not None and minutes.actions_complete is not Answer.YES:
        faults = [_lighter(fault) for fault in faults]
        if not faults and minutes.actions_complete is Answer.NO:
            message = "The metadata says that not every action is complete"
            yield Fault(
                message=message, level=Level.WARNING, field=f"documents.{subject.index}.minutes.actions_complete"
            )
    yield from first_few(faults, "open actions")


def _lighter(fault: Fault) -> Fault:
    return Fault(message=fault.message, place=fault.place, level=Level.WARNING)


def _in_table(table: Table) -> Iterator[Fault]:
    if not any(_ACTION.search(title) and not _STATUS.search(title) for title in table.header) or len(table.cells) < 2:
        return
    statuses = [column for column, title in enumerate(table.header) if _STATUS.search(title)]
    if not statuses:
        yield Fault(message="The table of actions has no column for the status", place=table.place, level=Level.WARNING)
        return
    for number, row in enumerate(table.cells[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        said = " ".join(row[column] for column in statuses if column < len(row)).strip()
        if not said:
            yield Fault(message=f"The action in row {number} of the table has no status", place=table.place)
        elif (match := _OPEN.search(said)) and not _CLOSED.search(said):
            words = match.group().lower()
            yield Fault(message=f"The action in row {number} of the table is open (“{words}”)", place=table.place)


def _in_lists(blocks: tuple[Block, ...]) -> Iterator[Fault]:
    """Entries below a heading such as "Actions", or that start with "Action:", and end with an open status."""
    below = False
    for block in blocks:
        if block.kind in {BlockKind.HEADING, BlockKind.TITLE}:
            below = bool(_HEADING.fullmatch(block.text))
        elif block.kind is not BlockKind.CELL and (below or _ENTRY.match(block.text)):
            match = _ENTRY_OPEN.search(block.text)
            if match is not None:
                yield Fault(message=f"An action is open (“{match[1].lower()}”)", place=block.place)
