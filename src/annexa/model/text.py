"""Text from documents and file names, made harmless for the place it is shown in.

Evidence is hostile until shown otherwise: a title can hold terminal commands, Markdown, or marks that
turn the direction of the text around it.
"""

import re
import unicodedata
from collections.abc import Iterable

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_COMMAND = re.compile(r"(?<!\S)::(?=\S)|##\[")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~])")


def one_line(text: str) -> str:
    """The text on one line, without control characters and marks that change its direction, and without what the
    runner of a workflow obeys where a line of a log begins with it."""
    line = _DIRECTION.sub("", _CONTROL.sub(" ", unicodedata.normalize("NFC", text))).strip()
    return _COMMAND.sub(lambda found: f"{found[0][0]} {found[0][1:]}", line)


def unseen(text: str) -> str:
    """What stands in the text and cannot be seen there, in words; empty where there is no such thing.

    These are control characters other than a tab or the end of a line, bytes that are no text, and marks that turn the
    direction of the words around them. What scripts need to be written with, such as joiners, is none of them.
    """
    for at, mark in enumerate(text, 1):
        if mark in "\t\n\r":
            continue
        if _CONTROL.match(mark):
            return f"a control character (U+{ord(mark):04X}, character {at})"
        if _TURNING.match(mark):
            return f"a mark that turns the direction of the words around it (U+{ord(mark):04X}, character {at})"
        if 0xD800 <= ord(mark) <= 0xDFFF:
            return f"a byte that is no text (character {at})"
    return ""


def xml_text(text: str) -> str:
    """As `one_line`, and without the code points that XML 1.0 cannot hold."""
    return "".join(c for c in one_line(text) if c not in "\ufffe\uffff" and not 0xD800 <= ord(c) <= 0xDFFF)


def folded(text: str) -> str:
    """The text as names are compared: case and runs of spaces do not count."""
    return " ".join(text.casefold().split())


def markdown_text(text: str) -> str:
    """The text as Markdown that shows just these characters."""
    return _MARKDOWN.sub(r"\\\1", one_line(text)).replace("&", "&amp;")


def joined_halves(letters: Iterable[str]) -> str:
    """Letters as pdfium gives them: one beyond the first 65,536, such as an emoji, comes in two halves."""
    return "".join(letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
