"""Reading odd PDFs with pypdf: every look-up may fail in any way, and none of them may stop the rest.

pypdf raises AttributeError, AssertionError, TypeError and RecursionError beside its own errors on odd files, so that
catching everything is meant here. Its own `named_destinations` and `outline` take time by the square of the number of
destinations: they are walked here instead, each object once.
"""

import zlib
from collections.abc import Iterator
from typing import Any, Final

MAX_NODES: Final = 1_000_000
"""Nodes of one tree; a bundle of 5,000 pages has a few ten thousand."""


def resolved(value: Any) -> Any:
    """The object behind a reference; None where it cannot be read."""
    kind = type(value).__name__
    if kind == "IndirectObject":
        try:
            for _ in range(8):
                value = value.get_object()
                if (kind := type(value).__name__) != "IndirectObject":
                    break
        except Exception:
            return None
    return None if kind in ("NullObject", "IndirectObject") else value


def entry(dictionary: Any, key: str) -> Any:
    """What stands under a key, resolved; None where there is nothing, or it is not a dictionary."""
    if not isinstance(dictionary, dict):
        return None
    return resolved(dict.get(dictionary, key))


def raw_entry(dictionary: Any, key: str) -> Any:
    """What stands under a key, as it stands, which may be a reference."""
    return dict.get(dictionary, key) if isinstance(dictionary, dict) else None


def members(array: Any) -> list[Any]:
    """The members of an array as they stand; none where it is not an array."""
    return list(list.__iter__(array)) if isinstance(array, list) else []


def number(value: Any, default: float = 0.0) -> float:
    """A finite number, or the default."""
    try:
        found = float(value)
    except Exception:
        return default
    return found if abs(found) < 1e9 else default


def text(value: Any) -> str:
    """A text string; empty where it is none."""
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return str(value) if isinstance(value, str) else ""


def key_of(value: Any) -> bytes | None:
    """A name or string as bytes, so that both spellings of a named destination are found."""
    original = getattr(value, "original_bytes", None)
    if isinstance(original, bytes):
        return original
    if isinstance(value, bytes):
        return bytes(value)
    return value.lstrip("/").encode(errors="replace") if isinstance(value, str) else None


def identity(value: Any) -> object:
    """What tells one object from another: its number in the file, or its address."""
    if type(value).__name__ == "IndirectObject":
        return (value.idnum, value.generation)
    return ("at", id(value))


def kids(root: Any, key: str = "/Kids") -> Iterator[Any]:
    """Every node of a tree, root first, in order, each once however the file ties them together.

    What stands under the key is a list of nodes, or one: a chain of actions is a tree too.
    """
    stack, known = [root], set[object]()
    while stack and len(known) < MAX_NODES:
        raw = stack.pop()
        name = identity(raw)
        if name in known:
            continue
        known.add(name)
        node = resolved(raw)
        if not isinstance(node, dict):
            continue
        yield node
        below = entry(node, key)
        stack.extend([raw_entry(node, key)] if isinstance(below, dict) else reversed(members(below)))


def pairs(root: Any, key: str) -> Iterator[tuple[Any, Any]]:
    """The pairs of a name tree (`/Names`) or number tree (`/Nums`), values as they stand."""
    for node in kids(root):
        flat = members(entry(node, key))
        yield from zip(flat[::2], flat[1::2], strict=False)


def first_bytes(stream: Any, count: int = 64) -> bytes:
    """The beginning of a stream's content, without unpacking more than that."""
    try:
        data: bytes = stream._data
        if "/FlateDecode" in str(dict.get(stream, "/Filter", "")):
            return zlib.decompressobj().decompress(data[:65_536], count)
        return data[:count]
    except Exception:
        return b""
