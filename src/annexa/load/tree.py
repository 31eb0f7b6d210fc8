"""YAML text as a tree of strings with their places.

Every scalar stays the text that was written: `3.10` never becomes 3.1 and `no` never becomes false. The
tree is built from the parser's events, without recursion, so that nesting and aliases have limits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from annexa.load.nodes import Fault, ListNode, MapNode, Node, Scalar
from annexa.load.spoilt import spoilt
from annexa.load.unread import in_words

MAX_BYTES = 1_000_000
"""A hand-written metadata file is a few kilobytes; a megabyte is a mistake."""
MAX_DEPTH = 30
MAX_NODES = 20_000
"""Counted after aliases are written out, which is what an alias bomb makes large."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HASH = re.compile(r"[ \t]+(#[^\s#].*)")
"""A comment without a space after its sign: most likely a part of the text before it."""
_NO_TEXT = re.compile(r"\d{4}-\d\d-\d\d|true|false|yes|no|\d+")
"""Values after which such a comment is one."""
_PLAIN = "Write a plain name; a text that begins with a bracket stands in double quotes."
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read."""

    mark: Any
    anchor: str | None
    mapping: bool
    children: list[Node] = field(default_factory=list)


class _Stop(Exception):
    """Reading cannot go on after this fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def parse(data: bytes, *, by_hand: bool = False) -> tuple[Node | None, tuple[Fault, ...]]:
    """The tree of a YAML file, and its faults; `by_hand` also those of a text that people write and others are shown.

    The tree is None where the text cannot be read as YAML at all; a duplicate key is a fault but leaves a tree.
    """
    try:
        text = _text(data)
        if (found := spoilt(text)) is not None:
            raise _Stop(Fault(rule="metadata-syntax", **found._asdict()))
        return _Builder(text, by_hand).build()
    except _Stop as stop:
        return None, (stop.fault,)
    except yaml.MarkedYAMLError as error:
        return None, (Fault(rule="metadata-syntax", **in_words(error, text)._asdict()),)
    except yaml.YAMLError as error:
        text = data.decode("utf-8", "replace")
        at = max(0, getattr(error, "position", 0) or 0)
        return None, (_unreadable("The file holds a character that YAML does not allow", text[:at]),)


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _Stop(
            Fault(
                rule="metadata-syntax",
                message=f"The file is {len(data):,} bytes long, far more than metadata needs",
                remedy="Keep only metadata in this file; documents stand beside it.",
            )
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        raise _Stop(_unreadable("The file is not written as UTF-8 text", before)) from None


def _unreadable(message: str, before: str) -> Fault:
    return Fault(
        rule="metadata-syntax",
        message=message,
        remedy="Type the character at this place again, and save the file as UTF-8.",
        line=before.count("\n") + 1,
        column=len(before) - (before.rfind("\n") + 1) + 1,
    )


class _Builder:
    """Turns parser events into one tree, keeping faults that do not stop the reading."""

    def __init__(self, text: str, by_hand: bool) -> None:
        self.by_hand = by_hand
        self.text = text
        self.lines: list[str] | None = None
        self.open: list[_Open] = []
        self.anchors: dict[str, Node] = {}
        self.labels: dict[str, Fault] = {}
        """Anchors of plain text that nothing refers to so far, with what is to be said of them."""
        self.faults: list[Fault] = []
        self.root: Node | None = None

    def build(self) -> tuple[Node | None, tuple[Fault, ...]]:
        documents = 0
        for event in self._events(self.text):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._stop(
                        event.start_mark, "A second document starts here (---)", "Keep one document a file."
                    )
            else:
                self._take(event)
        return self.root, (*self.faults, *self.labels.values())

    @staticmethod
    def _events(text: str) -> Iterator[Any]:
        events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        return events

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._add(self._alias(event))
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event)
            if self.by_hand:
                self._refuse_hidden(event)
            quoted = event.style is not None and event.style != ""
            mark: Any = event.start_mark
            node = Scalar(text=event.value, quoted=quoted, line=mark.line + 1, column=mark.column + 1)
            if not quoted:
                self._look_for_what_is_lost(event, node)
            self._finish(node, event.anchor)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_tag(event)
            if len(self.open) >= MAX_DEPTH:
                raise self._stop(
                    event.start_mark, f"Fields are nested more than {MAX_DEPTH} deep", "Flatten this part."
                )
            self.open.append(_Open(event.start_mark, event.anchor, isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.CollectionEndEvent):
            group = self.open.pop()
            self._finish(self._mapping(group) if group.mapping else self._sequence(group), group.anchor)

    def _look_for_what_is_lost(self, event: Any, node: Scalar) -> None:
        """Notes a # or & that takes away a part of a plain text."""
        if event.anchor is not None:
            message = f"‘&{event.anchor}’ is taken for a label and left out; the text read is ‘{node.text[:60]}’"
            self.labels[event.anchor] = _lost(message, node.line, node.column)
        end: Any = event.end_mark
        if "#" not in self.text:
            return
        self.lines = self.lines if self.lines is not None else re.split(r"\r\n|[\r\n\x85\u2028\u2029]", self.text)
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        match = _HASH.match(rest)
        if match is not None and not _NO_TEXT.fullmatch(node.text):
            message = f"‘{match[1][:60]}’ is taken for a comment and left out; the text read is ‘{node.text[:60]}’"
            self.faults.append(_lost(message, end.line + 1, end.column + match.start(1) + 1))

    def _refuse_hidden(self, event: Any) -> None:
        """What steers a terminal or turns a text around is no word, and would do so wherever the text is shown."""
        if (found := _HIDDEN.search(event.value)) is not None:
            raise self._stop(
                event.start_mark,
                f"This text holds a hidden character (U+{ord(found[0]):04X}) that changes how other text is shown",
                "Delete the text and type it by hand; a file that is named so gets another name too.",
            )

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            raise self._stop(
                event.start_mark, f"The tag {event.tag} is not allowed here", "Remove the tag; write plain text."
            )

    def _alias(self, event: Any) -> Node:
        node = self.anchors.get(event.anchor)
        self.labels.pop(event.anchor, None)
        if node is None:
            raise self._stop(
                event.start_mark,
                f"*{event.anchor} names nothing that was written before",
                "Write the text out in full.",
            )
        return node

    def _finish(self, node: Node, anchor: str | None) -> None:
        if anchor is not None:
            self.anchors[anchor] = node
        self._add(node)

    def _add(self, node: Node) -> None:
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node

    def _size(self, group: _Open) -> int:
        size = 1 + sum(child.size for child in group.children)
        if size > MAX_NODES:
            raise self._stop(
                group.mark,
                f"Written out in full, this holds more than {MAX_NODES:,} values",
                "Write the text out instead of using & and *.",
            )
        return size

    def _sequence(self, group: _Open) -> ListNode:
        mark = group.mark
        return ListNode(items=tuple(group.children), line=mark.line + 1, column=mark.column + 1, size=self._size(group))

    def _mapping(self, group: _Open) -> MapNode:
        entries: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        for key, value in zip(group.children[::2], group.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise self._stop(group.mark, "A field's name is itself a list or a group of fields", _PLAIN)
            if key.text in entries:
                self._duplicate(key, keys[key.text])
                continue
            entries[key.text] = value
            keys[key.text] = key
        mark = group.mark
        return MapNode(entries=entries, keys=keys, line=mark.line + 1, column=mark.column + 1, size=self._size(group))

    def _duplicate(self, key: Scalar, first: Scalar) -> None:
        self.faults.append(
            Fault(
                rule="metadata-duplicate-key",
                message=f"‘{key.text}’ is written twice; it stands on line {first.line} already",
                remedy="Keep one of the two.",
                line=key.line,
                column=key.column,
                field=key.text,
            )
        )

    @staticmethod
    def _stop(mark: Any, message: str, remedy: str) -> _Stop:
        return _Stop(
            Fault(rule="metadata-syntax", message=message, remedy=remedy, line=mark.line + 1, column=mark.column + 1)
        )


def _lost(message: str, line: int, column: int) -> Fault:
    remedy = "Put the whole text in double quotes; if it is a comment, put a space after the #."
    return Fault(rule="text-cut-off", message=message, remedy=remedy, line=line, column=column, is_light=True)
