"""What spoils the text of a metadata file before YAML sees it: marks of git, and spaces that look like spaces."""

import re
from typing import Final, NamedTuple

_OURS: Final = re.compile(r"^<{7}(?: |$)", re.MULTILINE)
_ODD: Final = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_INDENTED: Final = re.compile(rf"^( *)([{_ODD}][ {_ODD}]*)(?=-[ {_ODD}]|[\w\"'-]+ *:(?:[ {_ODD}]|$))", re.MULTILINE)
"""Spaces that YAML does not take for indentation, before an entry of a list or a field."""
_AFTER_MARK: Final = re.compile(rf"^( *(?:- +)?(?:[\w-]+:|-))([{_ODD}]+)(?=\S|$)", re.MULTILINE)
"""One right after a colon or hyphen, where YAML wants a space; the field's name then runs on into its value."""


class Spoilt(NamedTuple):
    """What is wrong, where (counted from 1), and what to do."""

    message: str
    remedy: str
    line: int
    column: int


def spoilt(text: str) -> Spoilt | None:
    """The first thing that keeps a file from being read as it looks; None where nothing does."""
    if match := _OURS.search(text):
        return _at(
            text,
            match.start(),
            "Two versions of this file were not merged: git has marked the place with <<<<<<<",
            "Keep the lines that hold of those between <<<<<<< and >>>>>>>, delete the others and the three lines of "
            "marks, and save.",
        )
    if match := _INDENTED.search(text) or _AFTER_MARK.search(text):
        return _at(
            text,
            match.start(2),
            "A no-break space stands here instead of a space; it looks the same and counts as a letter",
            "Delete the space at this place and type it again. It often comes with text copied from Word or a web "
            "page.",
        )
    return None


def _at(text: str, offset: int, message: str, remedy: str) -> Spoilt:
    start = text.rfind("\n", 0, offset) + 1
    return Spoilt(message, remedy, text.count("\n", 0, offset) + 1, offset - start + 1)
