"""Characters that our pages can show, and what stands for those that no font has."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from annexa.tools import fonts

FONTS: Final = Path(__file__).parent / "fonts"
"""Source Sans 3, in which our pages are set."""
AS_THEY_ARE: Final = ("key", "kind")
"""Keys of the data whose values are names for the program and not shown."""
USUAL: Final = frozenset("‘’“”–—…•£€§°½¼¾×é·")
"""What English texts hold and the font has, as a test says: it is not opened for these."""
_JOINERS: Final = frozenset("\u200c\u200d")
_STYLES: Final = ("Regular", "Book", "Bold")
_LIKED: Final = ("Noto Sans CJK SC", "Noto Sans", "Noto Naskh", "Noto")
"""Beginnings of the names of fonts that are taken before others; of one family the shortest name is the plain one."""


class Prepared(NamedTuple):
    """Data in which every character can be shown, and the fonts of the system that it takes."""

    data: Any
    families: tuple[str, ...]
    files: tuple[Path, ...]


def prepared(data: Any) -> Prepared:
    """The data with what no font can show taken apart or replaced: a missing glyph would break the page."""
    foreign = frozenset(mark for mark in frozenset().union(*_texts(data)) if not _is_own(mark))
    chosen = _chosen(foreign) if foreign else ()
    marks = frozenset(mark for mark in foreign if any(face.has(mark) for face in chosen))
    families = tuple(dict.fromkeys(face.family for face in chosen))
    return Prepared(_displayable(data, marks), families, files_of(families))


def files_of(families: Iterable[str]) -> tuple[Path, ...]:
    """The files of fonts by name, those of their usual styles, where they are installed."""
    wanted = frozenset(families)
    return tuple({face.file: None for face in _usable() if face.family in wanted}) if wanted else ()


def unshown(text: str) -> tuple[str, ...]:
    """The letters of a text for which our pages would have a question mark, in their order."""
    foreign = [mark for mark in dict.fromkeys(unicodedata.normalize("NFC", text)) if not _is_own(mark)]
    return tuple(mark for mark in foreign if _shown(mark, frozenset()) == "?" and not fonts.has(mark))


@cache
def _covered() -> frozenset[int]:
    """Characters that the main font has; the fallback inside typst is not counted on."""
    from fontTools import ttLib

    both = [ttLib.TTFont(FONTS / f"SourceSans3-{style}.ttf") for style in ("Regular", "Semibold")]
    return frozenset(both[0].getBestCmap()) & frozenset(both[1].getBestCmap())


def _is_own(mark: str) -> bool:
    return mark.isascii() or mark in USUAL or ord(mark) in _covered()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield unicodedata.normalize("NFC", value)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in AS_THEY_ARE:
                yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _chosen(marks: frozenset[str]) -> tuple[fonts.Face, ...]:
    """The fewest faces that show the characters, the same ones in whatever order the system names its fonts."""
    left = set(marks)
    faces = sorted(_usable(), key=_liking)
    found: list[fonts.Face] = []
    while left and faces:
        best = max(faces, key=lambda face: sum(map(face.has, left)))
        shown = set(filter(best.has, left))
        if not shown:
            break
        found.append(best)
        left -= shown
    return tuple(found)


def _usable() -> list[fonts.Face]:
    return [face for face in fonts.faces() if face.is_plain and face.style in _STYLES]


def _liking(face: fonts.Face) -> tuple[object, ...]:
    name = face.family
    rank = next((number for number, start in enumerate(_LIKED) if name.startswith(start)), len(_LIKED))
    return (rank, len(name), name, face.style, str(face.file))


def _displayable(value: Any, foreign: frozenset[str]) -> Any:
    if isinstance(value, str):
        return _text(unicodedata.normalize("NFC", value), foreign)
    if isinstance(value, dict):
        return {key: part if key in AS_THEY_ARE else _displayable(part, foreign) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_displayable(part, foreign) for part in value]
    return value


def _text(text: str, foreign: frozenset[str]) -> str:
    if text.isascii() and text.isprintable():  # nearly every text, and the font has all of these
        return text
    shown: list[str] = []
    for mark in text:
        if mark in _JOINERS:  # they shape the letters beside them, and have no meaning elsewhere
            if shown and shown[-1] in foreign and mark in foreign:
                shown.append(mark)
        else:
            shown.extend(_shown(mark, foreign))
    return "".join(shown)


def _shown(mark: str, foreign: frozenset[str]) -> str:
    if ord(mark) in _covered() or mark in foreign:
        return mark
    if mark in "\n\t" or unicodedata.category(mark).startswith("Z"):
        return " "
    if unicodedata.category(mark) in ("Cc", "Cf") or 0xFE00 <= ord(mark) <= 0xFE0F:
        return ""
    plain = "".join(part for part in unicodedata.normalize("NFKD", mark) if ord(part) in _covered())
    return plain or "?"
