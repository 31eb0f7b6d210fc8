"""Objects as they are written in a PDF, taken apart where nothing about them can be read in two ways."""

import re
from typing import Any, Final, NamedTuple

DEEP: Final = 60
"""How far a value may lie inside others."""
_TOKEN: Final = re.compile(
    rb"""(?P<space>[\0\t\n\f\r ]+)
    |(?P<reference>\d+\ 0\ R(?![^\0\t\n\f\r ()<>\[\]{}/%]))
    |(?P<open><<|\[)|(?P<close>>>|\])
    |(?P<name>/[^\0\t\n\f\r ()<>\[\]{}/%]*)
    |(?P<string>\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>)
    |(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]+)
    |(?P<odd>.)""",
    re.VERBOSE | re.DOTALL,
)


class NotPlain(Exception):
    """A file, or one object of it, is not written plainly."""


class Reference(NamedTuple):
    """Of the first generation, as all are in a file that was written at once."""

    number: int


def parsed(written: bytes) -> Any:
    """An object: dictionaries, lists, references, and the bytes of everything else. Raises NotPlain."""
    stack: list[list[Any]] = [[]]
    opened: list[bytes] = []
    for token in _TOKEN.finditer(written):
        kind, text = token.lastgroup, token[0]
        if kind == "space":
            continue
        if kind == "open":
            opened.append(text)
            stack.append([])
        elif kind == "close":
            if not opened or opened.pop() != {b">>": b"<<", b"]": b"["}[text]:
                raise NotPlain
            inner = stack.pop()
            stack[-1].append(_dictionary(inner) if text == b">>" else inner)
        elif kind == "odd" or len(opened) > DEEP:
            raise NotPlain
        else:
            stack[-1].append(Reference(int(text[:-4])) if kind == "reference" else text)
    if opened or len(stack[0]) != 1:
        raise NotPlain
    return stack[0][0]


def _dictionary(flat: list[Any]) -> dict[bytes, Any]:
    keys = flat[::2]
    if len(flat) % 2 or not all(isinstance(key, bytes) and key.startswith(b"/") for key in keys):
        raise NotPlain
    made = dict(zip(keys, flat[1::2], strict=True))
    if len(made) != len(keys):
        raise NotPlain
    return made
