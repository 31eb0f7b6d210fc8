"""pypdf's objects made from their tokens, many times as fast as pypdf reads sign by sign.

Only dictionaries and arrays that are written in one plain way are taken apart here, to names, numbers and strings of
pypdf's own kinds. Of everything else nothing is said: pypdf reads it.
"""

import re
from io import BytesIO
from itertools import repeat
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    create_string_object,
    read_object,
)

MOST: Final = 100_000
"""Tokens of one object; the largest of a bundle of 5,000 pages has a few thousand."""
_DEEP: Final = 40
_REMEMBERED: Final = 100_000
_TOKEN: Final = re.compile(
    rb"[\0\t\n\f\r ]*("
    rb"\d{1,8} 0 R(?![^\0\t\n\f\r ()<>\[\]{}/%])"  # what leads to another object
    rb"|<<|>>|[\[\]]"
    rb"|/[^\0\t\n\f\r ()<>\[\]{}/%]*"  # a name
    rb"|\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>"  # a string
    rb"|[^\0\t\n\f\r ()<>\[\]{}/%]+"  # a number or a word
    rb"|.)",  # anything else, and then pypdf is asked
    re.DOTALL,
)
_REFERENCES: Final = re.compile(rb"\s*\[(?: *\d{1,8} 0 R)* *\]\s*")
_NUMBER: Final = re.compile(rb"(\d+) 0 R")
_SPACES: Final = b"\0\t\n\f\r "
_WORD: Final = re.compile(rb"(?P<whole>[+-]?\d{1,10})|(?P<part>[+-]?\d{0,9}\.\d{1,18})|true|false|null|/.*", re.DOTALL)
_BEGIN_STRING: Final = b"(<"
_ESCAPE: Final = re.compile(rb"\\(?:(?P<octal>[0-3][0-7]{2})|(?P<sign>[()\\]))")
_ESCAPED: Final = re.compile(rb"(?:[^\\]|\\(?:[0-3][0-7]{2}|[()\\]))*", re.DOTALL)
"""A string in which nothing else is escaped; what else there may be pypdf reads sign by sign."""


class _NotPlain(Exception):
    """pypdf is to read it."""


class Tokens:
    """Makes objects for one reader."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._known: dict[bytes, PdfObject] = {}
        """Names, numbers and words, which come again and again and never change."""

    def object(self, written: bytes) -> PdfObject | None:
        """A dictionary or an array; None for whatever pypdf has to read."""
        if _REFERENCES.fullmatch(written):  # half of a tagged file is rows of its parent tree
            numbers = map(int, _NUMBER.findall(written))
            return ArrayObject(map(IndirectObject, numbers, repeat(0), repeat(self._reader)))
        tokens = _TOKEN.findall(written)
        if not 1 < len(tokens) < MOST or tokens[0] not in (b"<<", b"["):
            return None
        try:
            return self._made(tokens)
        except _NotPlain:
            return None

    def _made(self, tokens: list[bytes]) -> PdfObject:
        stack: list[list[Any]] = [[]]
        opened: list[bytes] = []
        known, reader = self._known.get, self._reader
        for token in tokens:
            if (made := known(token)) is not None:
                stack[-1].append(made)
            elif token.endswith(b" R"):
                stack[-1].append(IndirectObject(int(token[:-4]), 0, reader))
            elif token in (b"<<", b"["):
                opened.append(token)
                stack.append([])
                if len(opened) > _DEEP or (len(opened) == 1 and len(stack[0])):
                    raise _NotPlain
            elif token in (b">>", b"]"):
                if not opened or (opened.pop() == b"<<") != (token == b">>"):
                    raise _NotPlain
                inner = stack.pop()
                stack[-1].append(_dictionary(inner) if token == b">>" else ArrayObject(inner))
            elif token[0] in _BEGIN_STRING and len(token) > 1:
                stack[-1].append(self._string(token))
            elif token not in _SPACES:
                stack[-1].append(self._word(token))
        if opened or len(stack[0]) != 1:
            raise _NotPlain
        whole: PdfObject = stack[0][0]
        return whole

    def _string(self, token: bytes) -> PdfObject:
        inner = token[1:-1]
        if token[0] == _BEGIN_STRING[0]:
            if b"\\" not in inner:
                return create_string_object(inner)
            if _ESCAPED.fullmatch(inner):
                return create_string_object(_ESCAPE.sub(_unescaped, inner))
        return self._read(token)

    def _word(self, token: bytes) -> PdfObject:
        found = _WORD.fullmatch(token)
        if found is None:
            raise _NotPlain
        made = NumberObject(token) if found["whole"] else FloatObject(token) if found["part"] else self._read(token)
        if len(self._known) < _REMEMBERED:
            self._known[token] = made
        return made

    def _read(self, token: bytes) -> PdfObject:
        stream = BytesIO(token + b" ")
        try:
            made: PdfObject = read_object(stream, self._reader)
        except Exception as error:
            raise _NotPlain from error
        if stream.tell() < len(token):
            raise _NotPlain
        return made


def _unescaped(found: re.Match[bytes]) -> bytes:
    return found["sign"] or bytes((int(found["octal"], 8),))


def _dictionary(flat: list[Any]) -> DictionaryObject:
    made = DictionaryObject()
    keys = flat[::2]
    if len(flat) % 2 or not all(isinstance(key, NameObject) for key in keys):
        raise _NotPlain
    dict.update(made, zip(keys, flat[1::2], strict=True))
    if len(made) != len(keys):
        raise _NotPlain
    return made
