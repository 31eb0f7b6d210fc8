"""Fields of RTF files: without their instruction they are the text that they last showed."""

import re
from pathlib import Path

from annexa.convert.settle.change import Change
from annexa.convert.settle.word_fields import MOVING, SETTLED, refers_to_nothing

LARGEST = 256 * 1024**2
"""Bytes: a larger file is left as it is."""
LONGEST = 1000
"""Bytes of an instruction that are looked at."""
_MARK = re.compile(rb"\\bkmkstart\b([^{}\\]*)")
_TOKEN = re.compile(rb"[{}]|\\(?:([A-Za-z]+)(-?\d+)? ?|'[0-9A-Fa-f]{2}|[^A-Za-z])|[^\\{}]+", re.DOTALL)


class _Group:
    """What stands between two braces."""

    __slots__ = ("begin", "instruction", "is_instruction", "is_moving", "is_new", "settled", "shows")

    def __init__(self, begin: int) -> None:
        self.begin = begin
        self.is_new = True
        """Nothing stands in it but the mark of a group that may be skipped."""
        self.is_instruction = False
        self.instruction = b""
        self.is_moving = False
        """It is a field, or an instruction, that changes by itself."""
        self.settled: tuple[int, int] | None = None
        """Where the instruction of a field stands that tells of the file, to be cut if the field shows anything."""
        self.shows = False
        """It holds a result with text."""


def settle(copy: Path) -> Change:
    """Rewrites the copy where there is something to settle. Raises OSError."""
    if copy.stat().st_size > LARGEST:
        return Change.NOT_REACHED
    data = copy.read_bytes()
    if b"\\fldinst" not in data:
        return Change.NONE
    settled, change = without_moving(data)
    if change is not Change.NONE:
        copy.write_bytes(settled)
    return change


def without_moving(data: bytes) -> tuple[bytes, Change]:
    """The file without the instructions of fields that change by themselves."""
    reader = _Reader({name.decode("latin-1").strip() for name in _MARK.findall(data)})
    position = 0
    while found := _TOKEN.match(data, position):
        position = found.end()
        if found[1] == b"bin":
            position += max(0, int(found[2] or 0))
        else:
            reader.take(found)
    pieces, kept = [], 0
    for begin, end in sorted(reader.cuts):
        if begin >= kept:  # not inside another one
            pieces.append(data[kept:begin])
            kept = end
    return b"".join([*pieces, data[kept:]]), reader.change


class _Reader:
    """The groups that are open while a file is read, and what is to be cut out of it."""

    def __init__(self, marks: set[str]) -> None:
        self.marks = marks
        """The names of the marks in the text."""
        self.groups: list[_Group] = []
        self.cuts: list[tuple[int, int]] = []
        self.change = Change.NONE

    def take(self, found: re.Match[bytes]) -> None:
        sign = found[0]
        group = self.groups[-1] if self.groups else None
        if group is not None and found[1] == b"fldinst" and group.is_new:
            group.is_instruction = True
        if group is not None and sign != b"\\*":
            group.is_new = False
        if sign == b"{":
            self.groups.append(_Group(found.start()))
        elif sign == b"}":
            self._close(found.end())
        elif found[1] is None:
            self._text(b"\\" if sign == b"\\\\" else b"" if sign[:1] == b"\\" else sign)

    def _text(self, text: bytes) -> None:
        text = text.replace(b"\r", b"").replace(b"\n", b"")
        if not text:
            return
        for group in reversed(self.groups):
            if group.is_instruction:
                if len(group.instruction) < LONGEST:
                    group.instruction += text[:LONGEST]
                return
        for group in self.groups:
            group.shows = True

    def _close(self, end: int) -> None:
        if not self.groups:
            return
        group = self.groups.pop()
        outer = self.groups[-1] if self.groups else None
        if group.is_instruction:
            instruction_text = group.instruction.decode("latin-1")
            if not group.is_moving and not MOVING.match(instruction_text):
                is_lost = refers_to_nothing(instruction_text, self.marks)
                if outer is not None and (is_lost or SETTLED.match(instruction_text)):
                    outer.settled, outer.shows = (group.begin, end), False
                return
            self.cuts.append((group.begin, end))
            self.change = max(self.change, Change.SETTLED)
            if outer is not None:
                outer.is_moving, outer.shows = True, False
            if instruction := next((one for one in reversed(self.groups) if one.is_instruction), None):
                instruction.is_moving = True
        elif group.settled is not None and group.shows:
            self.cuts.append(group.settled)
            self.change = max(self.change, Change.SETTLED)
        elif group.is_moving and not group.shows and not any(one.is_instruction for one in self.groups):
            self.change = Change.LEFT_OUT
