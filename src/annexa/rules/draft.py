"""A document is a draft, or still says that it is one.

Why it matters: A draft shows what someone proposed, not what the partnership decided. The checklist asks that a
draft that must be submitted is quality assured inside the organisation first.

Fails when: The metadata says `status: draft` and nobody has answered the point `draft-assured`; or it says `status:
final` and the document calls itself a draft, unconfirmed or not yet approved: in a watermark, a header or footer, its
title, a line or status on the first page, the latest row of its table of versions or its file name. It is a warning
where that is less sure: a version number below 1, "for approval", the file's own status, and placeholders such as
"[insert date]", "XXX", "TBC" or brackets marked in yellow; on the first page and in headers a placeholder in brackets
is an error. A sentence about a draft, such as "the draft plan was sent to the family", is none.

To put right:
- Word: Remove the watermark with Design > Watermark > Remove Watermark and "draft" from header and footer
  (double-click them); fill in what is in brackets; File > Info > Properties > Status holds the file's own status.
- Excel: Remove "draft" under Page Layout > Print Titles > Header/Footer and from the file's name.
- PowerPoint: Remove "draft" under View > Slide Master and under Insert > Header & Footer.
- LibreOffice: Remove the watermark with Format > Watermark, and "draft" from the header and footer.
- PDF: Make the PDF again from the final version, without its watermark.
- Metadata: If it is a draft, write `status: draft` and have the point `draft-assured` answered with `annexa
  attest`.

Passes: `status: draft`, and the evidence lead attests who assured the quality and when.

Fails: `status: final`, and every page carries the watermark DRAFT.
"""

from collections.abc import Iterator
from typing import Final

from annexa.documents.facts import Block, BlockKind
from annexa.model.findings import Level, Place
from annexa.model.library import Answer, Kind, Status
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.drafts import (
    draft_of,
    early_version,
    is_draft_label,
    is_draft_name,
    is_draft_stamp,
    is_for_approval,
    marked_placeholder,
    placeholder,
)
from annexa.rules.support.faults import first_few, quoted
from annexa.rules.support.front import WORKBOOKS, edges, front
from annexa.rules.support.grids import Grid, Tables, spot_of
from annexa.rules.support.titles import agreement, shown_title

ID = "draft"
LEVEL = Level.ERROR
ABOUT = "document"

_SHORT: Final = 120
"""Characters of a line that can be a label; a longer one is a sentence."""
_LINES: Final = 40
"""Lines and cells at the front in which a document says its status."""
_SAME: Final = 0.6
_STATUS: Final = ("status", "stage", "state", "version")
"""Labels beside or above a cell that says how it stands with the document."""


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.meta.status is Status.DRAFT:
        yield from _assured(subject)
        return
    signs = list(_signs(subject))
    yield from _once(signs)
    if not signs:
        yield from _early(subject)
        yield from _less_sure(subject)
    if subject.meta.kind is not Kind.FORM:
        yield from first_few(list(_placeholders(subject)), "placeholders")


def _assured(subject: DocumentSubject) -> Iterator[Fault]:
    field = f"documents.{subject.index}.status"
    answer = subject.meta.attest.get("draft-assured")
    if answer is not None and answer.answer is Answer.YES:
        yield Fault(message=f"A draft whose quality {answer.by} has assured", field=field, level=Level.INFO)
    else:
        yield Fault(
            message="The document is a draft, and nobody has said who assured its quality",
            remedy="Submit the final version, or have the point `draft-assured` answered with `annexa attest`.",
            field=field,
        )


def _once(signs: list[tuple[str, str, Place]]) -> Iterator[Fault]:
    """Each sign where it first stands: a header is often there once for each section."""
    seen: set[tuple[str, str]] = set()
    for where, text, place in signs:
        if (where, text) not in seen:
            seen.add((where, text))
            yield Fault(message=f"The metadata says that it is final, but {where} calls it a draft", place=place)


def _signs(subject: DocumentSubject) -> Iterator[tuple[str, str, Place]]:
    """Where the document calls itself a draft, heaviest first: in words, as written, and the place."""
    facts = subject.facts
    for mark in facts.watermarks:
        if is_draft_stamp(mark):
            yield "a watermark", mark, Place()
    for block in edges(facts):
        if _is_draft(block.text, subject):
            yield "the header" if block.kind is BlockKind.HEADER else "the footer", block.text, block.place
    shown = shown_title(facts)
    if shown is not None and (is_draft_label(shown.text) or draft_of(shown.text)):
        yield "the title on the first page", shown.text, shown.place
    for block in _status_lines(subject):
        if (shown is None or " ".join(block.text.split()) != shown.text) and _is_draft(block.text, subject):
            yield "the first page", block.text, block.place
    if is_draft_name(subject.path.stem):
        yield "its file name", "", Place()


def _is_draft(text: str, subject: DocumentSubject) -> bool:
    """Whether a line is a label, or "Draft" before the document's own title."""
    rest = draft_of(text)
    return is_draft_label(text) or (bool(rest) and agreement(rest, subject.meta.title) >= _SAME)


def _status_lines(subject: DocumentSubject) -> Iterator[Block]:
    """Short lines of the first page; of a table, only cells that say how it stands with this version."""
    blocks = front(subject.facts)[:_LINES]
    tables = Tables(blocks)
    for block in blocks:
        grid, spot = tables.of(block), spot_of(block)
        if len(block.text) <= _SHORT and (
            grid is None or spot is None or _says_status(grid, spot) or block.text.lower().startswith(_STATUS)
        ):
            yield block


def _says_status(grid: Grid, spot: tuple[int, int]) -> bool:
    """Whether a cell speaks of the document as it is now: in the latest row of versions, or beside a label."""
    head = grid.version_head()
    if head is not None:
        return spot[0] == grid.latest_version(head)
    left = grid.left(spot).lower()
    headed = [text.lower() for text in grid.headings(spot)] if len(grid.column(spot)) <= 1 else []
    return len(grid.rows[spot[0]]) == 1 or any(word in text for text in (left, *headed) for word in _STATUS)


def _early(subject: DocumentSubject) -> Iterator[Fault]:
    lines = [(block, "the first page") for block in _status_lines(subject)]
    lines += [(b, "the header" if b.kind is BlockKind.HEADER else "the footer") for b in edges(subject.facts)]
    tables = Tables(front(subject.facts)[:_LINES])
    for block, where in lines:
        grid, spot = tables.of(block), spot_of(block)
        label = grid.label(spot) if grid is not None and spot is not None else ""
        version = len(block.text) <= _SHORT and early_version(f"{label} {block.text}")
        if version:
            message = f"The metadata says that it is final, but {where} says {version.lower()}"
            yield Fault(message=message, place=block.place, level=Level.WARNING)
            return
    if version := early_version(subject.path.stem.replace("_", " ")):
        message = f"The metadata says that it is final, but its file name says {version.lower()}"
        yield Fault(message=message, level=Level.WARNING)


def _less_sure(subject: DocumentSubject) -> Iterator[Fault]:
    status = subject.facts.properties.status
    if is_draft_label(status):
        message = "The metadata says that it is final, but the file's own status calls it a draft"
        yield Fault(message=message, level=Level.WARNING)
    for block in _status_lines(subject):
        if is_for_approval(block.text):
            words = quoted(subject, block.text, otherwise="that it is put up for a decision")
            message = f"The metadata says that it is final, but the first page says {words}"
            yield Fault(message=message, place=block.place, level=Level.WARNING)
            return


def _placeholders(subject: DocumentSubject) -> Iterator[Fault]:
    """What is still to be filled in, each kind of words once, at its first place."""
    facts = subject.facts
    found: dict[str, list[Place]] = {}
    for block in facts.blocks:
        words = "" if block.kind is BlockKind.CODE else placeholder(block.text)
        if words and not (facts.format in WORKBOOKS and words.startswith("TB")):
            found.setdefault(words, []).append(block.place)
    known = {place for places in found.values() for place in places}
    for passage in facts.marked:
        words = marked_placeholder(passage.text)
        if words and passage.place not in known:
            found.setdefault(words, []).append(passage.place)
    in_view = {block.place for block in (*front(facts)[:_LINES], *edges(facts))}
    for words, places in found.items():
        is_sure = words[0] in "[<{" and not in_view.isdisjoint(places)
        what = quoted(subject, words, otherwise="a placeholder")
        often = f", {len(places)} times" if len(places) > 1 else ""
        message = f"Something is still to be filled in: {what}{often}"
        yield Fault(message=message, place=places[0], level=None if is_sure else Level.WARNING)
