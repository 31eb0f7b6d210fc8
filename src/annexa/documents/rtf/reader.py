"""Rich Text Format: an own tokenizer, since no library tells tracked changes and comments.

Control words after the RTF specification 1.9.1.

Long because one state runs through all control words.
"""

import codecs
import re
from dataclasses import replace

from annexa.documents import faults, fields
from annexa.documents.facts import ActiveKind, BlockKind, Facts, Properties
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits
from annexa.documents.rtf import carried
from annexa.documents.rtf.state import CHARACTERS, COLLECTED, DEEPEST, SKIPPED, STORIES, TOKEN, State, Story
from annexa.documents.rtf.text import Text
from annexa.model.findings import Place


def read_bytes(data: bytes, limits: Limits) -> Facts:
    """Facts of an RTF file; raises Unreadable where it is not one or breaks off."""
    if not data.startswith(b"{\\rtf"):
        raise faults.corrupt("it is not an RTF document")
    found = Gatherer(limits)
    _Reader(found).read(data)
    return found.finish("rtf")


class _Reader(Text):
    """Follows groups and control words."""

    def __init__(self, found: Gatherer) -> None:
        super().__init__(found)
        self.stack: list[State] = []
        self.story_depth: list[int] = [0]
        self.codepage = "cp1252"
        self.values: dict[str, str] = {}
        self.comment_author = ""
        self.star = False

    def read(self, data: bytes) -> None:
        self.bookmarks.update(
            name.decode("cp1252").strip().lower() for name in re.findall(rb"\\bkmkstart ([^{}\\]{1,200})", data)
        )
        position, end = 0, len(data)
        while position < end:
            match = TOKEN.match(data, position)
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
                self.say(text.decode(self.codepage, "replace"))
            elif code is not None:
                self.say(bytes([int(code, 16)]).decode(self.codepage, "replace"))
            elif brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
            elif symbol is not None:
                self._symbol(symbol)
        self._finish()
        carried.add(data, self.codepage, self.found)

    # groups

    def _open(self) -> None:
        if len(self.stack) > DEEPEST:
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
            self.paragraph()
            self.stories.pop()
            self.story_depth.pop()
            if self.comment is not None and ended.destination == "annotation":
                words = "\n".join(self.comment)
                self.found.comment(self.place(), author=self.comment_author, text=words)
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
        if name in SKIPPED:
            state.skipped = True
        elif handler is not None:
            handler(value)
        elif name in STORIES:
            state.part, state.kind = STORIES[name]
            self._begin_story()
        elif name in COLLECTED:
            state.destination = name
            self.collected.append([])
            self.collect_depth.append((len(self.stack), name))
        elif name in CHARACTERS:
            self.say(CHARACTERS[name])
        elif self.star:
            state.skipped = True
        if name != "*":
            self.star = False

    def _begin_story(self) -> None:
        self.stories.append(Story())
        self.story_depth.append(len(self.stack))

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.star = True
        elif symbol == b"~":
            self.say("\u00a0")
        elif symbol == b"_":
            self.say("-")
        elif symbol in (b"\\", b"{", b"}"):
            self.say(symbol.decode())
        elif symbol in (b"\n", b"\r"):
            self.paragraph()

    def _on_ansicpg(self, value: int | None) -> None:
        try:
            codecs.lookup(f"cp{value}")
            self.codepage = f"cp{value}"
        except LookupError:
            self.codepage = "cp1252"

    def _on_u(self, value: int | None) -> None:
        code = (value or 0) % 65_536
        self.skip_characters = 0
        self.say(chr(code))
        self.skip_characters = self.state.fallback

    def _on_uc(self, value: int | None) -> None:
        self.state.fallback = min(value if value is not None else 1, 10)

    def _on_par(self, _value: int | None) -> None:
        self.paragraph()

    _on_sect = _on_par

    def _on_page(self, _value: int | None) -> None:
        if not self.state.skipped:
            self.paragraph()
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
        if self.collects("stylesheet") and value is not None:
            self.styles.setdefault(self.state.style, f"outline {value}")

    def _on_intbl(self, _value: int | None) -> None:
        self.state.in_table = True

    def _on_trhdr(self, _value: int | None) -> None:
        self.header_row = self.header_row or not self.rows

    def _on_cell(self, _value: int | None) -> None:
        self.state.in_table = True
        self.paragraph()
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
            self.found.picture(self.place(), alt=None)
        self.state.skipped = True

    def _on_object(self, _value: int | None) -> None:
        self.found.activate(ActiveKind.EMBEDDED_OBJECT, self.place(), name="object")

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

    def _finish(self) -> None:
        if self.stack:
            raise faults.corrupt("it breaks off before its end")
        self.paragraph()
        self.end_table()
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
