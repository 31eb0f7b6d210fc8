"""Words of a text, made even so that a document and its pages can be compared word for word."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annexa.model.folded import fold

_WORD: Final = re.compile(r"[^\W_]+")
_BROKEN: Final = re.compile(r"[\x02\ufffe]\r?\n?")
"""What pdfium reads where a word is hyphenated at the end of a line."""
_ALPHABETIC: Final = ((0x0000, 0x0590), (0x10A0, 0x1100), (0x13A0, 0x1400), (0x1C80, 0x1D00), (0x1E00, 0x2000))
"""Code points of scripts written with spaces and from left to right, letter after letter."""


def words(text: str) -> list[str]:
    """The words of a text: small letters without accents, and numbers; nothing else.

    In scripts that are shaped, written without spaces or from right to left, each letter is a word: PDFs do not keep
    the borders of words there, nor always the order.
    """
    if "\x02" in text or "\ufffe" in text:
        text = _BROKEN.sub("", text)
    folded = fold(text).text
    found = _WORD.findall(folded)
    return found if folded.isascii() else [piece for word in found for piece in _pieces(word)]


def squeezed(these: Sequence[str]) -> str:
    """The words without anything between them: the same however lines, cells and pages part them."""
    return "".join(these)


def _pieces(word: str) -> Iterator[str]:
    if word.isascii() or all(map(_is_alphabetic, word)):
        yield word
    else:
        yield from word


def _is_alphabetic(letter: str) -> bool:
    return any(first <= ord(letter) < end for first, end in _ALPHABETIC)
