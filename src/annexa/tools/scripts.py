"""Writing systems: which one a letter is of, whether some font has it, and which package brings such a font."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from annexa.tools import fonts

SYMBOLS: Final = "symbols and emoji"
_CALLED: Final = {
    "CJK": "Chinese",
    "BOPOMOFO": "Chinese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "DEVANAGARI": "Devanagari (Hindi, Nepali, Marathi)",
    "GURMUKHI": "Gurmukhi (Punjabi)",
    "ARABIC": "Arabic (also Urdu, Pashto, Kurdish, Farsi)",
    "ETHIOPIC": "Ethiopic (Tigrinya, Amharic)",
}
"""The first word of a letter's name in Unicode, and what people call the script; others are called by that word."""
_SAMPLES: Final = "عٹক中कሰકਕאのネ한கకก✔😀👍"
"""Letters of the scripts that annexa's set-up brings fonts for."""
_PACKAGES: Final = {
    "Chinese": "fonts-noto-cjk",
    "Japanese": "fonts-noto-cjk",
    "Korean": "fonts-noto-cjk",
    SYMBOLS: "fonts-symbola",
}
_OTHER: Final = "fonts-noto-core"


@lru_cache(maxsize=4096)
def script_of(mark: str) -> str:
    """What people call the script of a letter; empty for what every font has or nobody draws."""
    kind = unicodedata.category(mark)
    if mark.isascii() or (ord(mark) < 0x2000 and kind[0] not in "LMN"):
        return ""
    if kind in ("So", "Sk", "Sm"):
        return SYMBOLS
    if kind[0] not in "LMN":
        return ""
    first = unicodedata.name(mark, "").split(" ")[0].split("-")[0]
    return _CALLED.get(first, first.capitalize() if first not in ("VARIATION", "COMBINING") else "")


def without_font(text: Iterable[str]) -> tuple[str, ...]:
    """The scripts of those letters that no installed font has, in alphabetical order."""
    return tuple(sorted({script for mark in set(text) if (script := script_of(mark)) and not fonts.has(mark)}))


def not_installed() -> tuple[str, ...]:
    """The scripts, of those that the set-up brings fonts for, that no installed font has."""
    return without_font(_SAMPLES)


def packages_for(scripts: Iterable[str]) -> tuple[str, ...]:
    """The names of the Debian packages with fonts for these scripts."""
    return tuple(sorted({_PACKAGES.get(script, _OTHER) for script in scripts}))


COUNT: Final = len({script_of(mark) for mark in _SAMPLES})
"""How many scripts the set-up brings fonts for."""
