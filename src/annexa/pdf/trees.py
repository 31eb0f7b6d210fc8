"""Name trees and number trees of a PDF: read with every node guarded, written flat and balanced.

pikepdf's own trees insert one entry at a time and decode names as text. Merging thousands of entries needs
names as the bytes they are, one pass, and leaves of equal size.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from pikepdf import Array, Dictionary, Object, Pdf, String

Value = TypeVar("Value")

LEAF = 128
"""Entries in one leaf, and leaves under one node, of a tree that is written."""
DEPTH = 40
"""Nodes nested deeper than this are not read: no honest tree is."""


def read_entries(tree: object, entries: str) -> Iterator[tuple[object, Object]]:
    """Yields key and value of every entry, in the order of the file; `entries` is "/Names" or "/Nums"."""
    stack: list[tuple[object, int]] = [(tree, 0)]
    seen: set[tuple[int, int]] = set()
    while stack:
        node, depth = stack.pop()
        if not isinstance(node, Dictionary) or depth > DEPTH:
            continue
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        if entries in node and isinstance(leaf := node[entries], Array):
            flat = list(leaf)
            yield from zip(flat[0::2], flat[1::2], strict=False)
        if "/Kids" in node and isinstance(kids := node["/Kids"], Array):
            stack.extend((kid, depth + 1) for kid in reversed(list(kids)))


def read_names(tree: object) -> Iterator[tuple[bytes, Object]]:
    """Yields the entries of a name tree; what is not a string is left out."""
    return ((bytes(key), value) for key, value in read_entries(tree, "/Names") if isinstance(key, String))


def read_numbers(tree: object) -> Iterator[tuple[int, Object]]:
    """Yields the entries of a number tree; what is not a whole number from 0 is left out."""
    return ((key, value) for key, value in read_entries(tree, "/Nums") if isinstance(key, int) and key >= 0)


def write_names(pdf: Pdf, entries: Iterable[tuple[bytes, Object]]) -> Dictionary:
    """A name tree over the entries, sorted by name; of two with one name the first stays."""
    unique: dict[bytes, Object] = {}
    for name, value in entries:
        unique.setdefault(name, value)
    leaves = [
        Dictionary(
            Limits=Array([String(names[0]), String(names[-1])]),
            Names=Array([part for name in names for part in (String(name), unique[name])]),
        )
        for names in _chunks(sorted(unique))
    ]
    return _balance(pdf, leaves, "/Names")


def write_numbers(pdf: Pdf, entries: Iterable[tuple[int, Object]]) -> Dictionary:
    """A number tree over the entries, sorted by number; of two with one number the first stays."""
    unique: dict[int, Object] = {}
    for number, value in entries:
        unique.setdefault(number, value)
    leaves = [
        Dictionary(
            Limits=Array([numbers[0], numbers[-1]]),
            Nums=Array([part for number in numbers for part in (number, unique[number])]),
        )
        for numbers in _chunks(sorted(unique))
    ]
    return _balance(pdf, leaves, "/Nums")


def _chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    return (values[start : start + LEAF] for start in range(0, len(values), LEAF))


def _balance(pdf: Pdf, nodes: list[Dictionary], entries: str) -> Dictionary:
    """Puts nodes under nodes until one root is left; a root has no Limits."""
    if not nodes:
        return pdf.make_indirect(Dictionary({entries: Array()}))
    while len(nodes) > 1:
        nodes = [
            Dictionary(
                Limits=Array([group[0].Limits[0], group[-1].Limits[1]]),
                Kids=Array([pdf.make_indirect(node) for node in group]),
            )
            for group in _chunks(nodes)
        ]
    root = nodes[0]
    del root["/Limits"]
    return pdf.make_indirect(root)
