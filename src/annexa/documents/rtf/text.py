"""The text of an RTF file, put together paragraph by paragraph."""

import re
from datetime import datetime

from annexa.documents import fields
from annexa.documents.columns import column_name
from annexa.documents.facts import BlockKind, HiddenKind
from annexa.documents.gather import Gatherer
from annexa.documents.rtf.state import State, Story
from annexa.model.findings import Place


class Text:
    """What has been said so far; a reader of control words drives it."""

    def __init__(self, found: Gatherer) -> None:
        self.found = found
        self.state = State()
        self.stories: list[Story] = [Story()]
        self.collected: list[list[str]] = []
        self.collect_depth: list[tuple[int, str]] = []
        self.page = 1
        self.skip_characters = 0
        self.authors: list[str] = []
        self.styles: dict[int, str] = {}
        self.bookmarks: set[str] = set()
        self.comment: list[str] | None = None
        self.row: list[str] = []
        self.rows: list[list[str]] = []
        self.cell: list[str] = []
        self.header_row = False

    def collects(self, name: str) -> bool:
        """Whether the words of this destination are being kept apart."""
        return any(one == name for _, one in self.collect_depth)

    def say(self, text: str) -> None:
        """Text of the document, of a field's instruction, or of a destination that is kept apart."""
        if self.skip_characters:
            dropped = min(self.skip_characters, len(text))
            self.skip_characters -= dropped
            text = text[dropped:]
        state = self.state
        if not text or state.skipped:
            return
        if self.collect_depth:
            name = self.collect_depth[-1][1]
            if name == "fldinst" and state.field is not None:
                state.field.add(text)
            elif name == "stylesheet":
                self._style_name(text)
            elif sum(map(len, self.collected[-1][-50:])) < 100_000:
                self.collected[-1].append(text)
            return
        if state.destination == "info":
            return
        story = self.stories[-1]
        if state.deleted:
            story.revisions.append(("deletion", state.author, state.stamp, text))
            return
        if state.revised:
            story.revisions.append(("insertion", state.author, state.stamp, text))
        if state.field is not None:
            state.field.add(text)
        if state.hidden:
            story.hidden.append(text)
            return
        if story.size is None and text.strip():
            story.size, story.bold = state.size, state.bold
        story.pieces.append(text)

    def _style_name(self, text: str) -> None:
        name = self.styles.get(self.state.style, "")
        self.styles[self.state.style] = (name + text).lower() if not name.startswith("outline") else name

    def place(self) -> Place:
        """Where the paragraph stands."""
        part = self.state.part
        return Place(part=part, paragraph=self.stories[-1].number)

    def paragraph(self) -> None:
        """Ends the paragraph."""
        if self.state.skipped or self.collect_depth:
            return
        story, state = self.stories[-1], self.state
        text = "".join(story.pieces)
        place = self.place()
        if self.comment is not None and state.part == "comment":
            self.comment.append(text.strip())
        else:
            kind, level = self._kind()
            if kind is BlockKind.CELL:
                cell = f"{column_name(len(self.row) + 1)}{len(self.rows) + 1}"
                place = Place(cell=cell, paragraph=place.paragraph)
                self.cell.append(text.strip())
            elif text.strip() and state.part is None:
                self.end_table()
            near = self.page if state.part is None else None
            self.found.block(text, place, kind, level=level, size=story.size, bold=story.bold, near_page=near)
        for change, author, stamp, words in story.revisions:
            name = self.authors[author] if 0 <= author < len(self.authors) else ""
            self.found.revision(change, place, author=name, date=_date(stamp), text=words)
        for instruction, words in story.links:
            fields.add_from(instruction, words, place, self.found, self.bookmarks)
        if "".join(story.hidden).strip():
            self.found.hide(HiddenKind.TEXT, place, text="".join(story.hidden))
        self.stories[-1] = Story(number=story.number + 1)

    def _kind(self) -> tuple[BlockKind, int | None]:
        state = self.state
        if state.kind is not BlockKind.PARAGRAPH:
            return state.kind, None
        name = self.styles.get(state.style, "").strip().rstrip(";")
        heading = re.match(r"(?:heading|outline) (\d)", name)
        if state.outline is not None and state.outline < 9:
            return BlockKind.HEADING, state.outline + 1
        if heading:
            return BlockKind.HEADING, int(heading.group(1)) + name.startswith("outline")
        if name == "title":
            return BlockKind.TITLE, None
        if state.in_table:
            return BlockKind.CELL, None
        if name == "caption":
            return BlockKind.CAPTION, None
        return (BlockKind.LIST_ITEM, None) if state.listed else (BlockKind.PARAGRAPH, None)

    def end_table(self) -> None:
        """Ends the table, if there is one."""
        if self.rows:
            self.found.table(self.place(), self.rows, header_row=self.header_row)
        self.rows, self.header_row = [], False


def _date(stamp: int) -> str:
    """ISO 8601 from a packed date (minutes, hours, day, month, years since 1900); empty where there is none."""
    if not stamp:
        return ""
    stamp &= 0xFFFFFFFF
    minute, hour, day = stamp & 63, stamp >> 6 & 31, stamp >> 11 & 31
    month, year = stamp >> 16 & 15, (stamp >> 20 & 511) + 1900
    try:
        return datetime(year, month, day, hour, minute).isoformat()
    except ValueError:
        return ""
