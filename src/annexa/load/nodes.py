"""Read YAML as nodes that know their line and column, and faults with theirs."""

from dataclasses import dataclass
from typing import Any, TypeAlias

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One value as written; line and column count from 1."""

    text: str
    quoted: bool
    line: int
    column: int
    size: int = 1

    @property
    def plain(self) -> str | None:
        """The text, or None where nothing was written."""
        return None if not self.quoted and self.text in _NOTHING else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNode:
    """A list."""

    items: tuple["Node", ...]
    line: int
    column: int
    size: int

    @property
    def plain(self) -> list[Any]:
        """Plain Python lists, dicts, strings and None."""
        return [item.plain for item in self.items]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapNode:
    """Fields by name; `keys` holds where each name stands."""

    entries: dict[str, "Node"]
    keys: dict[str, Scalar]
    line: int
    column: int
    size: int

    @property
    def plain(self) -> dict[str, Any]:
        """Plain Python lists, dicts, strings and None."""
        return {name: node.plain for name, node in self.entries.items()}


Node: TypeAlias = Scalar | ListNode | MapNode
FieldPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong in one file, before it is known which file that is."""

    rule: str
    message: str
    remedy: str
    line: int = 1
    column: int = 1
    field: str = ""
    is_light: bool = False
    """A warning: the file can be used as it stands."""


def place_of(root: Node, path: FieldPath) -> tuple[int, int]:
    """Line and column of the value at a path, or of the nearest thing above it that exists."""
    node = root
    for step in path:
        if isinstance(node, MapNode) and str(step) in node.entries:
            node = node.entries[str(step)]
        elif isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
    return node.line, node.column


def places(root: Node) -> dict[str, tuple[int, int]]:
    """Line and column of every value, by its dotted path, such as "documents.0.file"."""
    found: dict[str, tuple[int, int]] = {}
    waiting: list[tuple[str, Node]] = [("", root)]
    while waiting:
        path, node = waiting.pop()
        if path:
            found[path] = (node.line, node.column)
        prefix = f"{path}." if path else ""
        if isinstance(node, MapNode):
            waiting += [(prefix + name, child) for name, child in node.entries.items()]
        elif isinstance(node, ListNode):
            waiting += [(prefix + str(index), child) for index, child in enumerate(node.items)]
    return found
