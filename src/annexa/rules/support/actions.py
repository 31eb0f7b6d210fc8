"""The actions that minutes record: rows of a table, entries of a list, lines that begin with "Action:"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from annexa.documents.facts import Block, BlockKind, Facts, Table
from annexa.model.findings import Place
from annexa.rules.support.action_lines import rows_below_headings


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An action as recorded."""

    text: str
    """What is to be done, as written."""
    said: tuple[tuple[str, str], ...]
    """What is said of it: headings of columns and their cells; what a line says of itself has no heading."""
    place: Place
    where: str
    """In words, such as "row 3 of the table"."""
    has_status: bool = True
    """False where the table has no column that could say that it is closed."""
    is_sure: bool = True
    """False where the cells of a table run together, as in a PDF without tags."""


_ACTION: Final = re.compile(
    r"\bactions?\b|\btasks?\b|\bmatters?\s+(?:arising|outstanding)\b|\bto[\s-]do\b|\bwhat\s+(?:will|needs|we)\b",
    re.IGNORECASE,
)
_NOT_THE_ACTION: Final = re.compile(
    r"\b(?:actions?|tasks?)\s*(?:by\b|owners?|leads?|dates?|no\b|no\.|numbers?|ref|id|holders?|officers?|due|deadline|on\b)"
    r"|\bby\s+when\b|\bdeadline\b",
    re.IGNORECASE,
)
_TAKEN: Final = re.compile(r"\bactions?\s+(?:taken|to\s+date|completed|so\s+far)\b", re.IGNORECASE)
"""A column that says what was done."""
_STATUS: Final = re.compile(
    r"\b(?:status|progress|b?rag|rating|complete[d]?\??|completion|closed|done|outcomes?|updates?|updated|state|position|"
    r"comments?|result|open|outstanding|notes?)\b|%|\bwhat\s+(?:was|has)\b",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"(?:current\s+)?(?:status|progress|b?rag|complete[d]?|closed|done|outcome|updates?|position|result)\W*",
    re.IGNORECASE,
)
_DUE: Final = re.compile(r"\b(?:due|target|by\s+when|deadline|expected|planned|when)\b", re.IGNORECASE)
_WEAK: Final = re.compile(r"\b(?:comments?|notes?)\b", re.IGNORECASE)
"""Columns that say how an action stands only where no other one does."""
_NOTHING: Final = re.compile(
    r"\W*(?:none|nil|n/?a|no(?:\s+(?:further\s+)?actions?.*)?|not\s+applicable)?\W*", re.IGNORECASE | re.DOTALL
)
_SECTION: Final = re.compile(r"\b(?:actions?|meeting|matters|carried|brought)\b|\b(?:19|20)\d\d\b", re.IGNORECASE)
_HEAD_ROWS: Final = 3
_TITLE: Final = 60


def actions_of(facts: Facts) -> Iterator[Action]:
    """Every action that the document records, tables first."""
    for table in facts.tables:
        places = _Places(table, facts.blocks)
        yield from _in_pairs(table, places) if _is_paired(table) else _in_rows(table, places)
    yield from _in_lines(facts.blocks)
    if facts.format == "pdf" and not facts.tables:
        for block, text, end in rows_below_headings(facts.blocks):
            yield Action(text=text, said=(("Status", end),), place=block.place, where="a table", is_sure=False)


class _Places:
    """Where the cells of a table stand: each text's places are given out in the order of the blocks."""

    def __init__(self, table: Table, blocks: Iterable[Block]) -> None:
        self._table = table.place
        self._places: dict[str, list[Place]] = {}
        for block in blocks:
            if block.place.cell and _same_table(block.place, table.place):
                self._places.setdefault(block.text.strip(), []).append(block.place)

    def of(self, text: str) -> Place:
        """The place of the next cell that begins with this text; the table's where the reader gives none."""
        lines = text.strip().splitlines()
        waiting = self._places.get(lines[0].strip()) if lines else None
        return waiting.pop(0) if waiting else self._table


def _same_table(one: Place, table: Place) -> bool:
    if (one.sheet, one.slide) != (table.sheet, table.slide):
        return False
    return table.sheet is not None or table.slide is not None or one.part == table.part


# tables with a row for each action


def _in_rows(table: Table, places: _Places) -> list[Action]:
    head = next((number for number, row in enumerate(table.cells[:_HEAD_ROWS]) if _is_head(row)), None)
    if head is None:
        return []
    titles = table.cells[head]
    what, said = _columns(titles)
    found: list[Action] = []
    for number, row in enumerate(table.cells[head + 1 :], head + 2):
        cells = [cell.strip() for cell in row] + [""] * (len(titles) - len(row))
        text, status = cells[what], tuple((titles[column], cells[column]) for column in said)
        if row == titles or not any(cells) or _is_section(cells, what, said):
            continue
        if not text and found:
            found[-1] = _going_on(found[-1], status)
        elif not _NOTHING.fullmatch(text):
            place, where = places.of(text), f"row {number} of the table"
            of_itself = (("", said_in(text)),)
            found.append(Action(text=text, said=status or of_itself, place=place, where=where, has_status=bool(status)))
    return found


def _is_head(row: tuple[str, ...]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    return len(filled) > 1 and all(len(cell) <= _TITLE for cell in filled) and any(map(_names_action, row))


def _names_action(title: str) -> bool:
    return bool(_ACTION.search(title)) and not _NOT_THE_ACTION.search(title) and not _TAKEN.search(title)


def _columns(titles: tuple[str, ...]) -> tuple[int, list[int]]:
    """The column of the actions, and those that say how they stand."""
    named = [column for column, title in enumerate(titles) if _names_action(title)]
    what = next((column for column in named if not _STATUS.search(titles[column])), named[0])
    said = [
        column
        for column, title in enumerate(titles)
        if column != what and (_STATUS.search(title) or _TAKEN.search(title)) and not _DUE.search(title)
    ]
    return what, [column for column in said if not _WEAK.search(titles[column])] or said


def _is_section(cells: list[str], what: int, said: list[int]) -> bool:
    """Whether a row only divides the table: "Actions from the June meeting"."""
    filled = [column for column, cell in enumerate(cells) if cell]
    alone = len(filled) == 1 and len(cells) > 2 and filled[0] not in said
    return alone and (filled[0] != what or bool(_SECTION.search(cells[what])))


def _going_on(last: Action, more: tuple[tuple[str, str], ...]) -> Action:
    """An action whose status goes on in the row below, where its own cell is empty."""
    said = tuple((title, f"{cell} {extra}".strip()) for (title, cell), (_, extra) in zip(last.said, more, strict=False))
    return replace(last, said=said or last.said)


# tables with a row for each property of an action


def _is_paired(table: Table) -> bool:
    """Whether labels stand in the first of two columns: "Action" | "Write to schools", then "Status" | "Open"."""
    labels = [row[0].strip() for row in table.cells if row]
    return table.columns == 2 and any(map(_names_action, labels)) and any(map(_LABEL.fullmatch, labels))


def _in_pairs(table: Table, places: _Places) -> list[Action]:
    found: list[Action] = []
    for number, row in enumerate(table.cells, 1):
        label, value = ([cell.strip() for cell in row] + ["", ""])[:2]
        if len(label) <= _TITLE and _names_action(label):
            found.append(Action(text=value, said=(), place=places.of(value), where=f"row {number} of the table"))
        elif found and _LABEL.fullmatch(label):
            found[-1] = replace(found[-1], said=(*found[-1].said, (label, value)))
    return [action for action in found if not _NOTHING.fullmatch(action.text)]


# lines

_HEADING: Final = re.compile(
    r"\W*(?:\d+[.\d]*\s+)?(?:[\w'’&]+\s+){0,4}actions?\b(?:\s+[\w'’&]+){0,5}\W*", re.IGNORECASE
)
_PLAIN_HEADING: Final = re.compile(
    r"\W*(?:\d+[.\d]*\s+)?(?:(?:summary\s+of|list\s+of|agreed|key)\s+)?actions?(?:\s+(?:points?|log|list|agreed|arising|"
    r"summary|for\s+follow-?up))?\s*:?\s*",
    re.IGNORECASE,
)
"""What heads a list of actions even as plain text; nothing else stands in its line."""
_OTHER_HEADING: Final = re.compile(
    r"\bactions?\s+(?:taken|plan\w*|completed|closed|to\s+date|research)\b|"
    r"\b(?:completed|closed|past|affirmative|legal)\s+actions?\b",
    re.IGNORECASE,
)
_LINE: Final = re.compile(
    r"\W*(?:\d[\d.]*\s+)?(?:actions?(?:\s+points?)?|ap)\s*(?:\d[\d.]*)?\s*(?:\([^)]{1,40}\)|(?-i:[A-Z]{2,4}\b))?\s*"
    r"(?:[:–—]|\s-\s|(?-i:(?<=ACTION)\s+(?=[A-Z])))\s*",
    re.IGNORECASE,
)
_INSIDE: Final = re.compile(r"(?<=[.;)\n])\s*(?:ACTIONS?|Action(?:\s+point)?\s?\d*)\s*(?:\([^)]{1,40}\))?\s*:\s*")
_ENTRY: Final = re.compile(r"\W*(?:\d+[.)]?\s*)?[\w'’ /&-]{2,40}?\bto\s+[a-z]+", re.IGNORECASE)
"""An entry that is no item of a list: "JS to write to schools"."""
_UPDATE: Final = re.compile(r"\W*(?:updates?|progress|status|outcome|result|completed?)\b", re.IGNORECASE)
_BEFORE: Final = re.compile(r"\s*(?:([☐□▢☑☒✓✔✗✘✅❌])|[(\[]([\w\s/%-]{1,30})[)\]]|([A-Z]{4,12})\s*[:–—-])")
_AFTER: Final = re.compile(r"(?:[(\[]([^()\[\]]{1,80})[)\]]|(?:\s[–—-]|[.;:|\n])\s+([^.;:|\n]{1,120}))[\s.]*$")
_LONGEST: Final = 400


def _in_lines(blocks: tuple[Block, ...]) -> Iterator[Action]:
    """Entries below a heading such as "Actions", and lines that begin with "Action:", each with the update below it."""
    below = False
    for index, block in enumerate(blocks):
        if _is_heading(block):
            below = _heads_actions(block.text)
        if block.kind in {BlockKind.CELL, BlockKind.TITLE} or len(block.text) > _LONGEST:
            continue
        text = _text_of(block, below=below)
        if text is not None and not _NOTHING.fullmatch(text):
            after = blocks[index + 1].text if index + 1 < len(blocks) else ""
            said = after if _UPDATE.match(after) and len(after) <= _LONGEST else said_in(text)
            yield Action(text=text, said=(("", said),), place=block.place, where="a line")


def said_in(text: str) -> str:
    """What an entry says of itself: a mark before it, or what stands last in brackets or after a dash.

    The rest is what is to be done, and its words say nothing of whether it is: "to confirm the approved list".
    """
    found = [part for match in (_BEFORE.match(text), _AFTER.search(text)) if match for part in match.groups() if part]
    return "; ".join(part.strip() for part in found)


def _is_heading(block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH:
        return block.kind in {BlockKind.HEADING, BlockKind.TITLE}
    bold = block.bold and len(block.text) <= _TITLE and not _LINE.match(block.text)
    return bold or bool(_PLAIN_HEADING.fullmatch(block.text))


def _heads_actions(text: str) -> bool:
    return bool(_HEADING.fullmatch(text)) and not _OTHER_HEADING.search(text)


def _text_of(block: Block, *, below: bool) -> str | None:
    """What is to be done by the action in a line; None where it holds none."""
    match = _LINE.match(block.text) or _INSIDE.search(block.text)
    if match is not None:
        return block.text[match.end() :].strip()
    if not below or _is_heading(block) or _UPDATE.match(block.text):
        return None
    is_entry = block.kind is BlockKind.LIST_ITEM or (block.kind is BlockKind.PARAGRAPH and _ENTRY.match(block.text))
    return block.text.strip() if is_entry else None
