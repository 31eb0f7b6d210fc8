"""An action is open until something says that it is closed."""

from datetime import date
from typing import Any

import pytest
from samples import AS_OF, Block, BlockKind, Level, Place, document, heading, part, sheet, table

from annexa.rules import open_actions
from annexa.rules.base import Fault
from annexa.rules.support.action_status import state_of

CLOSED = """
Complete|Completed|complete, 3 June 2026|COMPLETE – 3 June 2026|Closed|Done|Actioned|Discharged|Achieved|Y|Yes|✓|✔|☑|☒|100%
100 % complete|3 of 3|Green|G|B|Blue|N/A|Not applicable|Not required|No longer needed|Withdrawn|Superseded by action 12
Cancelled|None|NFA|No further action|Closed, no further action outstanding|Nothing outstanding|No longer outstanding
Complete. No actions remaining|New page published on 3 September 2026 – closed|Letter drafted and sent; closed.
Letter sent to all schools on 3 June 2026|Published on the local offer|Both posts recruited|Meeting held on 3 June 2026
Letter drafted, approved and sent – complete|Completed 3 June 2026, ongoing monitoring by the board|3 June 2026|June 2026
Action closed|Status: closed|Now complete|Signed off by the board|Resolved|Implemented|Policy agreed and adopted
Training delivered to 40 staff|Shared with the parent carer forum|✅
""".strip()
OPEN = """
Open|Ongoing|On-going|on going|In progress|In hand|Outstanding|Overdue|Pending|Not started|Not yet started|Not complete
Not fully complete|Not yet fully completed|Not quite done|Incomplete|Partially complete|Partly done|Part complete|Partial
Nearly complete|Almost done|Mostly complete|Largely complete|Substantially complete|Half done|To be completed by the October meeting
To be confirmed|To be done|To follow|To start in January|TBC|tba|TBD|Yet to start|Yet to be agreed|On track|On target
Green – on track|Green – on track for October|Green (on schedule)|Amber|Red|A|R|A/G|N|No|☐|□|✗|0%|50%|90% complete|2 of 5
3/4|2 out of 5 schools complete|c/f|c/f to October|C/Fwd|b/f|Carried forward|Carry forward to June|Rolled forward
Deferred to January|Postponed|Paused|On hold|Stalled|Slipped to Q3|Delayed|WIP|Work in progress|Underway|Under way
Under review|Progressing|Progressing well|Started|Commenced|Begun|Planned|Scheduled for May|Proposed|Drafted|Draft
Letter drafted; with the director for approval|With legal|Awaiting reply from health|Waiting for data|Await DfE guidance
Remains open|Will be completed in May|Will be done|Due 30 November 2026|Due for completion in May|30 November 2026|Nov 2026
Complete by 30 November 2026|Completion expected in May|Completion due May|Expected to be complete in May|Aim to complete by May
Should be complete by next week|Being drafted|Chasing|JS chasing|No update|No progress|Nil progress|Next meeting|For discussion
Hasn’t been done|Not been completed|Has not been sent|isn’t finished|Complete for schools; awaiting health|Done but to be checked
Completed in part|Complete except for health|Awaiting completion|Until complete|Once agreed this will be closed|-|?|…
Lead to confirm|See minute 4|Discussed|Uncompleted|Still to be sent|Some schools contacted|At risk|Behind schedule|Not closed
""".strip()


def words(text: str) -> list[str]:
    return [word for line in text.splitlines() for word in line.split("|")]


@pytest.mark.parametrize("said", words(CLOSED))
def test_what_closes_an_action(said: str) -> None:
    assert state_of(said, heading="Status", as_of=AS_OF).is_closed


@pytest.mark.parametrize("said", words(OPEN))
def test_what_leaves_an_action_open(said: str) -> None:
    assert not state_of(said, heading="Status", as_of=AS_OF).is_closed


@pytest.mark.parametrize(
    ("heading", "said", "closed"),
    [
        ("Open?", "No", True),
        ("Open?", "Yes", False),
        ("Outstanding", "N", True),
        ("Complete?", "N", False),
        ("Complete?", "x", True),
        ("% complete", "100", True),
        ("% complete", "60", False),
        ("% complete", "1", True),
        ("% complete", "0.6", False),
        ("Date completed", "3 June 2026", True),
        ("Date completed", "3 June 2027", False),
    ],
)
def test_the_heading_of_the_column_counts(heading: str, said: str, closed: bool) -> None:
    assert state_of(said, heading=heading, as_of=AS_OF).is_closed is closed


def test_a_day_to_come_depends_on_today() -> None:
    assert state_of("1 December 2026", heading="Status", as_of=date(2026, 12, 2)).is_closed
    assert not state_of("1 December 2026", heading="Status", as_of=date(2026, 11, 30)).is_closed


YES = {"actions_complete": "yes"}


def faults(*blocks: Block | str, tables: Any = (), **more: Any) -> list[Fault]:
    more.setdefault("minutes", YES)
    return list(open_actions.check(document(*blocks, kind="minutes", tables=list(tables), **more)))


def named(found: list[Fault]) -> list[str]:
    """What stands between the first quotation marks of each message: the actions."""
    return [fault.message.partition("“")[2].partition("”")[0] for fault in found]


HEAD = ("Action", "Owner", "Due", "Status")


def row(name: str, status: str) -> tuple[str, ...]:
    return (name, "LA lead", "30 Sept", status)


LAYOUTS: list[tuple[str, list[tuple[str, ...]], list[str]]] = [
    ("all closed", [HEAD, row("One", "Complete"), row("Two", "Closed")], []),
    ("one open", [HEAD, row("One", "Complete"), row("Two", "Ongoing")], ["Two"]),
    ("no status", [HEAD, row("One", "")], ["One"]),
    ("a title above", [("Actions arising from this meeting", "", "", ""), HEAD, row("One", "Ongoing")], ["One"]),
    ("a title and a blank row above", [("Action log", "", "", ""), ("", "", "", ""), HEAD, row("One", "WIP")], ["One"]),
    ("headings again", [HEAD, row("One", "Complete"), HEAD, row("Two", "Complete")], []),
    ("a row that divides", [HEAD, ("Actions from June", "", "", ""), row("One", "Complete")], []),
    ("an empty row", [HEAD, ("", "", "", ""), row("One", "Complete")], []),
    ("no action", [HEAD, ("None", "", "", ""), ("-", "", "", "")], []),
    ("no column for it", [HEAD[:3], ("One", "LA lead", "30 Sept"), ("Two", "LA lead", "30 Sept")], ["One", "Two"]),
    ("no column, said in the cell", [HEAD[:3], ("One (complete)", "LA lead", "30 Sept")], []),
    ("letters", [("Action", "Who", "By when", "RAG"), ("One", "LA", "30 Sept", "G"), ("Two", "LA", "1 May", "A")], ["Two"]),
    ("boxes", [("Action", "Owner", "Complete"), ("One", "LA", "☒"), ("Two", "LA", "☐")], ["Two"]),
    ("progress", [("No.", "Agreed action", "Lead", "Progress since last meeting"), ("1", "One", "LA", "With legal")], ["One"]),
    ("two columns say it", [("Action", "RAG", "Update"), ("One", "Green", "On track"), ("Two", "Green", "Sent")], ["One"]),
    ("action taken", [("Issue", "Action", "Action taken"), ("Waits", "Write", "Letter sent 3 June"), ("x", "Call", "")], ["Call"]),
    ("among decisions", [("Item", "Discussion", "Action", "Status"), ("1", "Waits", "", ""), ("2", "Staff", "Hire", "")], ["Hire"]),
    ("going on below", [HEAD, row("One", "Letter sent"), ("", "", "", "to be repeated in May")], ["One"]),
    ("what we will do", [("What will we do?", "Who", "Done?"), ("One", "LA", "N")], ["One"]),
    ("label and value", [("Action", "One"), ("Owner", "LA lead"), ("Status", "Open")], ["One"]),
    ("label and value twice", [("Action", "One"), ("Status", "Done"), ("Action", "Two"), ("Status", "c/f")], ["Two"]),
    ("an inspectorate's word", [("School", "Judgement", "Date"), ("Oak", "Outstanding", "May 2026")], []),
    ("what an inspectorate did", [("Concern", "Action taken", "Outcome"), ("Waits", "Visit", "Outstanding")], []),
    ("matters arising", [("Matter arising", "Responsible", "Status"), ("One", "Health", "Open"), ("Two", "LA", "Done")], ["One"]),
    ("apologies", [("Name", "Apologies"), ("Director", "no")], []),
    ("who acts", [("Decision", "Action by", "Status"), ("Agree the budget", "Chair", "open")], []),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "wanted"), [one[1:] for one in LAYOUTS], ids=[one[0] for one in LAYOUTS])
def test_layouts_of_tables(rows: list[tuple[str, ...]], wanted: list[str]) -> None:
    found = faults(tables=[table(*rows)])
    assert named(found) == wanted
    assert all(fault.level is None for fault in found)


def listed(text: str) -> Block:
    return part(text, BlockKind.LIST_ITEM)


def bold(text: str) -> Block:
    return Block(text=text, bold=True, place=Place(page=2, paragraph=3))


LINES: list[tuple[list[Block | str], list[str]]] = [
    ([bold("ACTION: JS to bring the figures to the next meeting."), "ACTION: AB to write"], ["JS to bring the figures to the next meeting.", "AB to write"]),
    (["Action: write to schools (complete)"], []),
    (["Action: write to schools – done, 3 June 2026"], []),
    (["Action: write to schools. Letter sent 3 June 2026."], []),
    (["Action: write to schools – ongoing"], ["write to schools – ongoing"]),
    (["Action (JS): confirm the approved list"], ["confirm the approved list"]),
    (["Action 3.1: confirm the list"], ["confirm the list"]),
    (["ACTION JS to confirm the list"], ["JS to confirm the list"]),
    (["AP1: confirm the list", "Update: confirmed on 3 June 2026"], []),
    (["AP1: confirm the list", "Update: with legal"], ["confirm the list"]),
    (["The waits were long. ACTION: JS to bring the figures."], ["JS to bring the figures."]),
    (["Actions: none"], []),
    (["Action: no further action"], []),
    (["Action taken: the team wrote to schools"], []),
    (["Action plan: the board will look at it"], []),
    (["The inspectorate judged the school Outstanding"], []),
    (["Actions were discussed."], []),
    ([heading("Actions"), listed("Write to schools"), listed("Call the trust (closed)")], ["Write to schools"]),
    ([heading("5. Agreed actions"), listed("☐ Write to schools"), listed("☑ Call the trust")], ["☐ Write to schools"]),
    ([bold("Actions arising"), "JS to write to schools by 30 October"], ["JS to write to schools by 30 October"]),
    (["Actions", "1. Health to share the paper – outstanding"], ["1. Health to share the paper – outstanding"]),
    (["Actions agreed:", "Health to share the paper – closed"], []),
    ([heading("Actions"), "The group looked at the waits."], []),
    ([heading("Action taken since the inspection"), listed("Outstanding")], []),
    ([heading("Completed actions"), listed("Write to schools")], []),
    ([heading("Action plan"), listed("Better joint work")], []),
    ([heading("Actions"), listed("Write (done)"), heading("Any other business"), listed("The window was open")], []),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "wanted"), LINES, ids=[str(one[0][-1])[:60] for one in LINES])
def test_lines_and_lists(blocks: list[Block | str], wanted: list[str]) -> None:
    assert named(faults(*blocks)) == wanted


def test_every_open_action_is_named() -> None:
    rows = [row(f"Write letter {number}", "ongoing") for number in range(25)]
    assert named(faults(tables=[table(HEAD, *rows)])) == [f"Write letter {number}" for number in range(25)]


def test_each_finding_stands_at_its_action() -> None:
    rows = [("Action", "Status"), ("Write", "open"), ("Call", "closed"), ("Write", "open")]
    cells = [Block(text=b.text, kind=b.kind, place=Place(sheet="Log", cell=b.place.cell)) for b in sheet(rows)]
    found = faults(*cells, tables=[table(*rows)], format="xlsx")
    assert [fault.place for fault in found] == [Place(page=2, paragraph=7)] * 2
    log = table(*rows)
    here = type(log)(place=Place(sheet="Log"), rows=4, columns=2, header_row=True, header=log.header, cells=log.cells)
    assert [fault.place.cell for fault in faults(*cells, tables=[here], format="xlsx")] == ["A2", "A4"]


def test_levels_follow_the_metadata() -> None:
    tables = [table(HEAD, row("One", "open"))]
    (warned,) = faults(tables=tables, minutes={"actions_complete": "no"})
    assert warned.level is Level.WARNING
    missing, found = faults(tables=tables, minutes=None)
    assert (missing.field, found.level) == ("documents.0", None)
    (said,) = faults(tables=[table(HEAD, row("One", "closed"))], minutes={"actions_complete": "no"})
    assert (said.level, said.field) == (Level.WARNING, "documents.0.minutes.actions_complete")


def test_sensitive_minutes_are_not_quoted() -> None:
    (fault,) = faults(tables=[table(HEAD, row("Call the parents of Robin", "open: Robin"))], sensitivity="personal")
    assert "Robin" not in fault.message and "row 2" in fault.message


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            ["Action Who By when RAG", "Write to schools LA lead 30 Sept G", "Recruit Health 30 Nov R"],
            ["Recruit Health 30 Nov R"],
        ),
        (
            ["Action Owner Due Status", "Write to schools LA lead 30 Sept Ongoing"],
            ["Write to schools LA lead 30 Sept Ongoing"],
        ),
        (["Action Owner Due Status", "Write to schools LA lead 30 Sept Complete"], []),
        (["Action Owner Complete", "Write to schools LA ☒", "Call the trust Comms ☐"], ["Call the trust Comms ☐"]),
        (
            [
                "Action Owner Status",
                "Write LA Done",
                "The group then looked at the waits.",
                "Waits in the north LA ongoing",
            ],
            [],
        ),
        (["The action owner said that the status is good", "More about it"], []),
    ],
)
def test_tables_of_a_pdf_without_tags(lines: list[str], wanted: list[str]) -> None:
    blocks = [Block(text=line, place=Place(page=2)) for line in lines]
    found = faults(*blocks, format="pdf")
    assert named(found) == wanted
    assert all(fault.level is Level.WARNING for fault in found)
