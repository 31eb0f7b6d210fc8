"""Rich Text Format: an own tokenizer, since no library tells tracked changes and comments.

Control words after the RTF specification 1.9.1.
"""

import codecs
import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from annexa.documents import faults, fields
from annexa.documents.columns import column_name
from annexa.documents.facts import ActiveKind, BlockKind, Facts, HiddenKind, Properties
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits
from annexa.model.findings import Place

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SKIPPED = frozenset({
    "fonttbl", "colortbl", "filetbl", "rsidtbl", "generator", "listtable", "listoverridetable", "pgdsctbl", "themedata",
    "colorschememapping", "datastore", "latentstyles", "xmlnstbl", "wgrffmtfilter", "fldtype", "mmathPr", "bkmkend",
    "listtext", "pntext", "pntxta", "pntxtb", "panose", "falt", "blipuid", "picprop", "objclass", "objname", "objalias",
    "objtime", "atnid", "atnref", "atndate", "atrfstart", "atrfend", "bkmkcolf", "background", "passwordhash",
    "userprops", "xe", "tc", "tcn",
})  # fmt: skip
"""Destinations whose content is no text of the document."""
_STORIES = {
    "header": ("header", BlockKind.HEADER), "headerl": ("header", BlockKind.HEADER),
    "headerr": ("header", BlockKind.HEADER), "headerf": ("header", BlockKind.HEADER),
    "footer": ("footer", BlockKind.FOOTER), "footerl": ("footer", BlockKind.FOOTER),
    "footerr": ("footer", BlockKind.FOOTER), "footerf": ("footer", BlockKind.FOOTER),
    "footnote": ("footnote", BlockKind.NOTE), "shptxt": ("text box", BlockKind.TEXT_BOX),
}  # fmt: skip
_COLLECTED = frozenset({
    "fldinst", "title", "author", "operator", "company", "manager", "subject", "keywords", "atnauthor", "bkmkstart",
    "objdata", "template", "revtbl", "stylesheet", "creatim", "revtim",
})  # fmt: skip
"""Destinations whose words are kept apart from the text."""
_CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "softline": "\n",
}
_DEEPEST = 500


@dataclass(slots=True)
class _State:
    """What holds inside one group."""

    destination: str = ""
    skipped: bool = False
    hidden: bool = False
    deleted: bool = False
    revised: bool = False
    formatted: bool = False
    author: int = 0
    stamp: int = 0
    size: float = 12.0
    bold: bool = False
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    listed: bool = False
    fallback: int = 1
    """Characters that stand in for each Unicode one (`\\uc`)."""
    part: str | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    field: fields.Field | None = None


@dataclass(slots=True)
class _Story:
    """The paragraph being read in the body, a header, a note or a comment."""

    pieces: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    revisions: list[tuple[str, int, int, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    number: int = 1
    size: float | None = None
    bold: bool = False


def read_bytes(data: bytes, limits: Limits) -> Facts:
    """Facts of an RTF file; raises Unreadable where it is not one or breaks off."""
    if not data.startswith(b"{\\rtf"):
        raise faults.corrupt("it is not an RTF document")
    found = Gatherer(limits)
    _Reader(found).read(data)
    return found.finish("rtf")


class _Reader:
    def __init__(self, found: Gatherer) -> None:
        self.found = found
        self.state = _State()
        self.stack: list[_State] = []
        self.stories: list[_Story] = [_Story()]
        self.story_depth: list[int] = [0]
        self.collected: list[list[str]] = []
        self.collect_depth: list[tuple[int, str]] = []
        self.page = 1
        self.codepage = "cp1252"
        self.skip_characters = 0
        self.authors: list[str] = []
        self.styles: dict[int, str] = {}
        self.bookmarks: set[str] = set()
        self.values: dict[str, str] = {}
        self.comment_author = ""
        self.comment: list[str] | None = None
        self.row: list[str] = []
        self.rows: list[list[str]] = []
        self.cell: list[str] = []
        self.header_row = False
        self.star = False
        self.after_picture: str | None = None

    def read(self, data: bytes) -> None:
        self.bookmarks.update(
            name.decode("cp1252").strip().lower() for name in re.findall(rb"\\bkmkstart ([^{}\\]{1,200})", data)
        )
        position, end = 0, len(data)
        while position < end:
            match = _TOKEN.match(data, position)
            if match is None:
                position += 1
                continue
            position = match.end()
            word, parameter, code, symbol, brace, text = match.groups()
            if word is not None:
                name = word.decode("ascii")
                if name == "bin" and parameter:
                    position += max(0, int(parameter))
                    continue
                self._control(name, int(parameter) if parameter else None)
            elif text is not None:
                self._say(text.decode(self.codepage, "replace"))
            elif code is not None:
                self._say(bytes([int(code, 16)]).decode(self.codepage, "replace"))
            elif brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
            elif symbol is not None:
                self._symbol(symbol)
        self._finish()

    # groups

    def _open(self) -> None:
        if len(self.stack) > _DEEPEST:
            raise faults.corrupt("its groups are nested too deeply")
        self.stack.append(self.state)
        self.state = replace(self.state)
        self.star = False

    def _close(self) -> None:
        if not self.stack:
            return
        depth = len(self.stack)
        ended = self.state
        if self.collect_depth and self.collect_depth[-1][0] == depth:
            _, name = self.collect_depth.pop()
            self._collected(name, "".join(self.collected.pop()))
        if self.story_depth[-1] == depth and len(self.stories) > 1:
            self._paragraph()
            self.stories.pop()
            self.story_depth.pop()
            if self.comment is not None and ended.destination == "annotation":
                words = "\n".join(self.comment)
                self.found.comment(self._place(), author=self.comment_author, text=words)
                self.comment, self.comment_author = None, ""
        self.state = self.stack.pop()
        if ended.destination == "field" and self.state.destination != "field" and ended.field is not None:
            self._end_field(ended.field)

    def _end_field(self, ended: fields.Field) -> None:
        self.stories[-1].links.append(("".join(ended.instruction), "".join(ended.result)))

    def _collected(self, name: str, text: str) -> None:
        text = text.strip()
        if name == "fldinst":
            return
        if name == "atnauthor":
            self.comment_author = text
        elif name == "revtbl":
            self.authors = [author.strip() for author in text.split(";")]
        elif name == "stylesheet":
            return
        elif name == "template":
            self.found.activate(ActiveKind.EXTERNAL_TEMPLATE, Place(part="properties"), target=text)
        elif name != "objdata" and text:
            self.values.setdefault(name, text)

    # control words

    def _control(self, name: str, value: int | None) -> None:
        state = self.state
        handler = getattr(self, f"_on_{name}", None)
        if name in _SKIPPED:
            state.skipped = True
        elif handler is not None:
            handler(value)
        elif name in _STORIES:
            state.part, state.kind = _STORIES[name]
            self._begin_story()
        elif name in _COLLECTED:
            state.destination = name
            self.collected.append([])
            self.collect_depth.append((len(self.stack), name))
        elif name in _CHARACTERS:
            self._say(_CHARACTERS[name])
        elif self.star:
            state.skipped = True
        if name != "*":
            self.star = False

    def _begin_story(self) -> None:
        self.stories.append(_Story())
        self.story_depth.append(len(self.stack))

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.star = True
        elif symbol == b"~":
            self._say("\u00a0")
        elif symbol == b"_":
            self._say("-")
        elif symbol in (b"\\", b"{", b"}"):
            self._say(symbol.decode())
        elif symbol in (b"\n", b"\r"):
            self._paragraph()

    def _on_ansicpg(self, value: int | None) -> None:
        try:
            codecs.lookup(f"cp{value}")
            self.codepage = f"cp{value}"
        except LookupError:
            self.codepage = "cp1252"

    def _on_u(self, value: int | None) -> None:
        code = (value or 0) % 65_536
        self.skip_characters = 0
        self._say(chr(code))
        self.skip_characters = self.state.fallback

    def _on_uc(self, value: int | None) -> None:
        self.state.fallback = min(value if value is not None else 1, 10)

    def _on_par(self, _value: int | None) -> None:
        self._paragraph()

    _on_sect = _on_par

    def _on_page(self, _value: int | None) -> None:
        if not self.state.skipped:
            self._paragraph()
            self.page += 1

    _on_pagebb = _on_page

    def _on_pard(self, _value: int | None) -> None:
        self.state.outline, self.state.style, self.state.in_table, self.state.listed = None, 0, False, False

    def _on_plain(self, _value: int | None) -> None:
        state = self.state
        state.hidden = state.deleted = state.revised = state.formatted = state.bold = False
        state.size = 12.0

    def _on_v(self, value: int | None) -> None:
        self.state.hidden = value != 0

    def _on_b(self, value: int | None) -> None:
        self.state.bold = value != 0

    def _on_fs(self, value: int | None) -> None:
        self.state.size = (value or 24) / 2

    def _on_s(self, value: int | None) -> None:
        self.state.style = value or 0

    def _on_ls(self, value: int | None) -> None:
        self.state.listed = bool(value)

    def _on_outlinelevel(self, value: int | None) -> None:
        self.state.outline = value
        if self._in("stylesheet") and value is not None:
            self.styles.setdefault(self.state.style, f"outline {value}")

    def _on_intbl(self, _value: int | None) -> None:
        self.state.in_table = True

    def _on_trhdr(self, _value: int | None) -> None:
        self.header_row = self.header_row or not self.rows

    def _on_cell(self, _value: int | None) -> None:
        self.state.in_table = True
        self._paragraph()
        self.row.append("\n".join(self.cell))
        self.cell = []

    _on_nestcell = _on_par

    def _on_row(self, _value: int | None) -> None:
        if self.row:
            self.rows.append(self.row)
        self.row, self.cell = [], []

    # tracked changes

    def _on_revised(self, value: int | None) -> None:
        self.state.revised = value != 0

    def _on_deleted(self, value: int | None) -> None:
        self.state.deleted = value != 0

    def _on_revauth(self, value: int | None) -> None:
        self.state.author = value or 0

    def _on_revauthdel(self, value: int | None) -> None:
        self.state.author = value or 0

    def _on_revdttm(self, value: int | None) -> None:
        self.state.stamp = value or 0

    def _on_revdttmdel(self, value: int | None) -> None:
        self.state.stamp = value or 0

    def _on_crauth(self, value: int | None) -> None:
        self._note_change("formatting change", value or 0)

    def _on_pnrauth(self, value: int | None) -> None:
        self._note_change("numbering change", value or 0)

    def _on_trauth(self, value: int | None) -> None:
        self._note_change("row formatting change", value or 0)

    def _on_revprot(self, _value: int | None) -> None:
        self.found.tracking_on = True

    def _on_revisions(self, _value: int | None) -> None:
        self.found.tracking_on = True

    def _note_change(self, kind: str, author: int) -> None:
        if not self.state.skipped:
            self.stories[-1].revisions.append((kind, author, self.state.stamp, ""))

    # destinations

    def _on_annotation(self, _value: int | None) -> None:
        self.state.destination = "annotation"
        self.state.part, self.state.kind = "comment", BlockKind.NOTE
        self.comment = []
        self._begin_story()

    def _on_field(self, _value: int | None) -> None:
        self.state.destination = "field"
        self.state.field = fields.Field()

    def _on_fldrslt(self, _value: int | None) -> None:
        if self.state.field is not None:
            self.state.field.in_result = True

    def _on_pict(self, _value: int | None) -> None:
        if not self.state.skipped:
            self.found.picture(self._place(), alt=None)
        self.state.skipped = True

    def _on_object(self, _value: int | None) -> None:
        self.found.activate(ActiveKind.EMBEDDED_OBJECT, self._place(), name="object")

    def _on_info(self, _value: int | None) -> None:
        self.state.destination = "info"

    def _on_upr(self, _value: int | None) -> None:
        return

    def _on_ud(self, _value: int | None) -> None:
        self.state.skipped = True

    def _on_nonshppict(self, _value: int | None) -> None:
        self.state.skipped = True

    def _on_shppict(self, _value: int | None) -> None:
        self.star = False

    def _on_shpinst(self, _value: int | None) -> None:
        self.state.skipped = True

    def _on_shprslt(self, _value: int | None) -> None:
        self.state.skipped = True

    # text

    def _in(self, name: str) -> bool:
        return any(one == name for _, one in self.collect_depth)

    def _say(self, text: str) -> None:
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

    def _place(self) -> Place:
        part = self.state.part
        return Place(page=self.page if part is None else None, part=part, paragraph=self.stories[-1].number)

    def _paragraph(self) -> None:
        if self.state.skipped or self.collect_depth:
            return
        story, state = self.stories[-1], self.state
        text = "".join(story.pieces)
        place = self._place()
        if self.comment is not None and state.part == "comment":
            self.comment.append(text.strip())
        else:
            kind, level = self._kind()
            if kind is BlockKind.CELL:
                place = Place(
                    page=place.page,
                    cell=f"{column_name(len(self.row) + 1)}{len(self.rows) + 1}",
                    paragraph=place.paragraph,
                )
                self.cell.append(text.strip())
            elif text.strip() and state.part is None:
                self._end_table()
            self.found.block(text, place, kind, level=level, size=story.size, bold=story.bold)
        for change, author, stamp, words in story.revisions:
            name = self.authors[author] if 0 <= author < len(self.authors) else ""
            self.found.revision(change, place, author=name, date=_date(stamp), text=words)
        for instruction, words in story.links:
            fields.link_from(instruction, words, place, self.found, self.bookmarks)
        if "".join(story.hidden).strip():
            self.found.hide(HiddenKind.TEXT, place, text="".join(story.hidden))
        self.stories[-1] = _Story(number=story.number + 1)

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

    def _end_table(self) -> None:
        if self.rows:
            self.found.table(self._place(), self.rows, header_row=self.header_row)
        self.rows, self.header_row = [], False

    def _finish(self) -> None:
        if self.stack:
            raise faults.corrupt("it breaks off before its end")
        self._paragraph()
        self._end_table()
        values = self.values
        self.found.properties = Properties(
            title=values.get("title", ""),
            author=values.get("author", ""),
            last_modified_by=values.get("operator", ""),
            company=values.get("company", ""),
            manager=values.get("manager", ""),
            subject=values.get("subject", ""),
            keywords=values.get("keywords", ""),
        )


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
