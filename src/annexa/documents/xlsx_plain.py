"""Cells of worksheets that are written as nearly all are, read without a tree, in half the time.

Excel, LibreOffice and exports of databases write cells in one way. A sheet of that way alone is read here, once a
parser has seen that it is well-formed; of any other this answers None, and the tree is asked, which gives the same.
"""

import re
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

Text = Callable[[str, str, str], str]
"""The text of a cell, of its type, its style and its value as written."""

_MAIN: Final = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_NAMESPACE: Final = b"spreadsheetml/2006/main"
_ODD: Final = (b"\r", b"<extLst", b"<mc:", b"<?")
"""What plain rows do not have: line ends that a parser changes, parts for other readers, instructions."""
_ROW: Final = re.compile(r'<row((?: [\w:]+="[^"<>]*")*) ?(/?)>')
_NUMBER: Final = re.compile(r' r="([0-9]+)"')
_CELL: Final = re.compile(
    r'<c r="([A-Z]{1,3})[0-9]+"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")? ?'
    r"(?:/>|>(?:<f[^<>]*(?:/>|>[^<]*</f>))?(?:<v>([^<]*)</v>|<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>)?</c>)"
)
_NAMED: Final = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
_ESCAPE: Final = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|([a-z]+));")


def read_plain(data: bytes, text_of: Text, inline: Callable[[str], str]) -> dict[int, dict[str, str]] | None:
    """The texts of a sheet by row number and column letters; None where it is not plain.

    `inline` gives the text of a string that stands in its cell.
    """
    start, end = data.find(b"<sheetData>"), data.rfind(b"</sheetData>")
    if start < 0 or data.count(_NAMESPACE) != 1 or _MAIN not in data[:start] or b"<!" in data:
        return None
    if data[:2] == b"<?" and b"UTF-8" not in data[:80].upper():
        return None
    body = data[start:end]
    if any(odd in body for odd in _ODD):
        return None
    try:
        expat.ParserCreate().Parse(data, True)
        text = body.decode()
    except (expat.ExpatError, UnicodeDecodeError):
        return None  # the tree says what is wrong with it
    return _rows(text, text_of, inline)


def _rows(text: str, text_of: Text, inline: Callable[[str], str]) -> dict[int, dict[str, str]] | None:
    found: dict[int, dict[str, str]] = {}
    at = seen = 0
    for row in _ROW.finditer(text):
        seen += 1
        number = _NUMBER.search(row[1])
        at = int(number[1]) if number and int(number[1]) else at + 1
        body = "" if row[2] else text[row.end() : text.find("</row>", row.end())]
        cells = _CELL.findall(body)
        if len(cells) != body.count("<c"):
            return None
        texts = {}
        for letters, style, kind, value, words in cells:
            if "&" in value or "&" in words:
                value, words = _unescaped(value), _unescaped(words)
            shown = (inline(words) if words else text_of(kind, style, value)).strip()
            if shown:
                texts[letters] = shown
        found[at] = texts
    return found if seen == text.count("<row") else None


def _unescaped(text: str) -> str:
    """Without a document type, which no plain sheet has, XML knows these alone."""

    def character(match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        return _NAMED[name] if name else chr(int(hexadecimal, 16) if hexadecimal else int(decimal))

    return _ESCAPE.sub(character, text)
