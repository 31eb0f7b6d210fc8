"""When a document calls itself a draft, and when a draft is only what it speaks of."""

from typing import Any

import pytest
from samples import Block, BlockKind, DocumentSubject, Level, Place, document, grid, part, sheet, title

from annexa.documents.facts import Marked, Properties
from annexa.rules import draft
from annexa.rules.support.drafts import is_draft_label, is_draft_name, is_draft_stamp, marked_placeholder, placeholder

ERROR, WARNING = Level.ERROR, Level.WARNING


def levels(subject: DocumentSubject) -> list[Level]:
    return [fault.level or draft.LEVEL for fault in draft.check(subject)]


def paper(*blocks: Block | str, **more: Any) -> DocumentSubject:
    return document(title(), *blocks, front=False, **more)


LABELS = """
Draft|DRAFT|draft v2|Draft 3|Draft v0.2|DRAFT v1.1 14 May 2026|First draft|Final draft|Working draft|Consultation draft
Consultation draft – comments by 30 October 2026|Draft for discussion|DRAFT FOR CONSULTATION|Draft, not for circulation
Draft – not for onward circulation|Status: Draft|Status – draft|Document status: Draft|Version 2 draft|Version 0.3 (draft)
SEND strategy (draft)|SEND strategy – draft|SEND strategy: draft|SEND strategy DRAFT v2|DRAFT SEND strategy
Draft minutes|Draft minutes of the SEND Board|Unconfirmed minutes|Minutes of the inclusion group (unconfirmed)|UNCONFIRMED
Minutes – unconfirmed|Not yet approved|NOT YET APPROVED|Status: not approved|Awaiting approval|Pending approval by Cabinet
Subject to approval|Subject to ratification|To be approved at the next meeting|Minutes (to be ratified)|Work in progress
Unapproved|Unratified minutes|Draft version|Draft copy only|Not final|Subject to change|SEND strategy, draft 2|[DRAFT]|2nd draft
""".strip()
NO_LABELS = """
The draft plan was issued to parents|The draft plan is sent to the family within six weeks.|Response to the draft inclusion strategy
How we share draft EHC plans with parents – version 3|Outcome of consultation: draft inclusion strategy|Draft EHC plans
Draft plans: how long they take|Drafting guide|Drafts are kept for a year|We asked for comments on the draft code of practice
Parents see the draft before the meeting|Updraft|Overdraft|Consultation on the draft budget|Final|Approved|Version 2.0
Unconfirmed cases of measles|Plan not yet agreed with the family of each child|Date of next meeting: to be confirmed
Work in progress on waiting times|For approval|Issued after approval by the Board|Draft amendments to the Children Act|
""".strip("\n")


def words(text: str) -> list[str]:
    return [word for line in text.splitlines() for word in line.split("|")]


@pytest.mark.parametrize("text", [*words(LABELS), "SEND strategy | Draft", "SEND strategy\tDraft"])
def test_labels(text: str) -> None:
    assert is_draft_label(text)


@pytest.mark.parametrize("text", words(NO_LABELS))
def test_sentences_about_drafts_are_no_labels(text: str) -> None:
    assert not is_draft_label(text)


@pytest.mark.parametrize(
    "text",
    [
        "DRAFT",
        "NOT YET APPROVED",
        "Draft 2",
        "For consultation",
        "UNCONFIRMED",
        "Preliminary",
        "Work in progress",
    ],
)
def test_stamps(text: str) -> None:
    assert is_draft_stamp(text)


@pytest.mark.parametrize(
    "text",
    ["CONFIDENTIAL", "Not for publication", "Official-Sensitive", "COPY", "Testshire County Council", "FINAL", ""],
)
def test_other_watermarks(text: str) -> None:
    assert not is_draft_stamp(text)


@pytest.mark.parametrize(
    ("stem", "wanted"),
    [
        ("strategy_draft_v2", True),
        ("strategy-draft", True),
        ("Strategy (DRAFT)", True),
        ("draft-strategy", True),
        ("DRAFT SEND strategy 2026", True),
        ("strategy draft 2026-05-14", True),
        ("strategy-draft-final", True),
        ("response-to-draft-strategy", False),
        ("response-to-draft", False),
        ("consultation on the draft", False),
        ("draft-ehc-plans-guidance", False),
        ("drafting-guide", False),
        ("overdraft", False),
        ("strategy", False),
        ("", False),
    ],
)
def test_names_of_files(stem: str, wanted: bool) -> None:
    assert is_draft_name(stem) is wanted


def edge(text: str, kind: BlockKind = BlockKind.FOOTER) -> Block:
    return part(text, kind)


PLACES: list[tuple[str, DocumentSubject, list[Level]]] = [
    ("a watermark in other words", paper(watermarks=["NOT YET APPROVED"]), [ERROR]),
    ("another watermark", paper(watermarks=["CONFIDENTIAL"]), []),
    ("a version in the footer", paper(edge("Short breaks statement v0.9")), [WARNING]),
    ("version 10.9", paper(edge("Short breaks statement v10.9")), []),
    ("a label in the footer", paper(edge("Short breaks | Draft | page 2")), [ERROR]),
    ("the same header in each section", paper(*[edge("DRAFT", BlockKind.HEADER)] * 3), [ERROR]),
    ("a footer about drafts", paper(edge("How we share draft EHC plans with parents – version 3")), []),
    ("before its own title", paper(edge("Draft destinations after leaving school")), [ERROR]),
    ("before another title", paper(edge("Draft EHC plans and what comes after")), []),
    ("a title", document(title("Draft short breaks statement"), front=False), [ERROR]),
    ("a title about a draft", document(title("Outcome of consultation: draft inclusion strategy"), front=False), []),
    ("below the title", paper("Consultation draft – comments by 30 October 2026"), [ERROR]),
    ("minutes that nobody confirmed", document(title("Minutes of the group (unconfirmed)"), front=False), [ERROR]),
    ("a title in two lines of a page", paper(Block(text="(unconfirmed)", place=Place(page=1, paragraph=1))), [ERROR]),
    ("a sentence", paper("The draft plan was issued to parents."), []),
    ("a long sentence", paper("Draft. " + "Then the plan was changed with the family. " * 5), []),
    ("a status cell", paper(*grid(("Status", "Draft"), ("Owner", "Head of SEND"))), [ERROR]),
    ("a heading of status", paper(*grid(("Owner", "Status", "Date"), ("SEND", "Draft", "May 2026"))), [ERROR]),
    ("the status of an action", paper(*grid(("Action", "Status"), ("One", "Draft"), ("Two", "Done"))), []),
    ("the latest version", paper(*grid(("Version", "Date", "Status"), ("1", "May 2025", "Final"), ("2", "May 2026", "Draft"))), [ERROR]),
    ("an earlier version", paper(*grid(("Version", "Date", "Status"), ("0.1", "May 2025", "Draft"), ("1.0", "May 2026", "Final"))), []),
    ("the latest first", paper(*grid(("Version", "Date", "Status"), ("1.0", "May 2026", "Final"), ("0.1", "May 2025", "Draft"))), []),
    ("the latest below 1", paper(*grid(("Version", "Date", "By"), ("0.1", "May 2025", "x"), ("0.2", "May 2026", "y"))), [WARNING]),
    ("a label with a version", paper(*grid(("Version", "0.4"), ("Owner", "Head of SEND"))), [WARNING]),
    ("a cell alone in a sheet", document(*sheet([["Places"], ["DRAFT"], ["School", "Places"]]), format="xlsx", front=False), [ERROR]),
    ("a cell that says its status", document(*sheet([["Places", "x"], ["Status: draft", "x"]]), format="xlsx", front=False), [ERROR]),
    ("a cell of a list", document(*sheet([["Plan", "Stage", "By"], ["One", "Draft", "x"], ["Two", "Final", "y"]]), format="xlsx", front=False), []),
    ("for approval", paper("For approval"), [WARNING]),
    ("a purpose", paper(*grid(("Purpose", "For approval"), ("Owner", "Head of SEND"))), []),
    ("the file's own status", paper(properties=Properties(status="Draft")), [WARNING]),
    ("the file's own status, final", paper(properties=Properties(status="Final")), []),
    ("a name with a version", paper(name="statement_v0.3.docx"), [WARNING]),
    ("two signs", paper(watermarks=["DRAFT"], name="statement_draft.docx"), [ERROR, ERROR]),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "wanted"), [one[1:] for one in PLACES], ids=[one[0] for one in PLACES])
def test_where_a_document_says_it(subject: DocumentSubject, wanted: list[Level]) -> None:
    assert levels(subject) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "[insert name of school]", "[Insert date]", "Dear [name of parent]", "[TBC]", "Owner: TBC", "TBD", "XXX", "Call XXXX", "XX% of pupils",
        "XX.X%", "a cost of £XXk", "£X,XXX",
        "<insert logo>", "{{client}}", "xx/xx/2026", "[to be confirmed]", "[Date]", "Lorem ipsum dolor", "[address]",
        "Click or tap here to enter text.", "[signature to follow]", "[XX]", "[your organisation]", "[delete as appropriate]",
    ],
)  # fmt: skip
def test_placeholders(text: str) -> None:
    assert placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "[1]", "[sic]", "the [parent’s] view", "[Smith, 2024]", "XX", "Size XXL", "Date of next meeting: TBC", "Venue TBC",
        "TBCA", "5 < 7 and 8 > 6", "a [link](https://example.org)", "[redacted]", "[…]", "size XX", "XXL", "MXX%", "{x}", "Chapter XXX1", "",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_placeholder(text: str) -> None:
    assert not placeholder(text)


@pytest.mark.parametrize(
    ("text", "wanted"), [("[Director of Education]", True), ("approved by [the Board] on", True), ("urgent", False)]
)
def test_brackets_marked_in_yellow(text: str, wanted: bool) -> None:
    assert bool(marked_placeholder(text)) is wanted
    marked = [Marked(place=Place(page=5, paragraph=90), text=text)]
    assert levels(paper(marked=marked)) == ([WARNING] if wanted else [])


def test_a_placeholder_in_brackets_at_the_front_is_an_error_and_further_on_a_warning() -> None:
    assert levels(paper("Approved by [insert name]")) == [ERROR]
    story = [Block(text="Families told us.", place=Place(page=1 + n // 30, paragraph=10 + n)) for n in range(60)]
    last = Block(text="Approved by [insert name]", place=Place(page=3, paragraph=99))
    assert levels(paper(*story, last)) == [WARNING]
    assert levels(paper("Owner: TBC")) == [WARNING]


def test_each_placeholder_is_said_once_with_its_first_place() -> None:
    found = list(draft.check(paper("Owner: TBC", "Lead: TBC", "Ring XXX")))
    assert [(fault.place.paragraph, "2 times" in fault.message) for fault in found] == [(7, True), (7, False)]


def test_a_blank_form_and_the_cells_of_a_workbook_may_hold_placeholders() -> None:
    explained = dict.fromkeys(
        ("completed_by", "when", "distributed_by", "collected_by", "used_for", "action_plan"), "The school"
    )
    assert levels(paper("[insert name]", kind="form", form=explained)) == []
    assert levels(document("TBC", format="xlsx", front=False)) == []


def test_a_draft_that_says_so_is_asked_for_its_assurance_alone() -> None:
    (fault,) = draft.check(paper(watermarks=["DRAFT"], status="draft"))
    assert fault.field == "documents.0.status"


def test_nothing_of_a_sensitive_document_is_quoted() -> None:
    subject = paper("For approval by Robin", "[insert Robin]", sensitivity="personal", watermarks=["Draft for Robin"])
    assert not any("Robin" in fault.message for fault in draft.check(subject))
