"""Characters that our fonts have, and what stands for those that they lack."""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"


@cache
def _covered() -> frozenset[int]:
    """Characters that the main font has; the fallback inside typst is not counted on."""
    from fontTools import ttLib

    both = [ttLib.TTFont(FONTS / f"SourceSans3-{style}.ttf") for style in ("Regular", "Semibold")]
    return frozenset(both[0].getBestCmap()) & frozenset(both[1].getBestCmap())


def displayable(value: Any) -> Any:
    """The data with what the font cannot show taken apart or replaced: a missing glyph would break the page."""
    if isinstance(value, str):
        return "".join(_shown(mark) for mark in unicodedata.normalize("NFC", value))
    if isinstance(value, dict):
        return {key: part if key in ("key", "kind") else displayable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [displayable(part) for part in value]
    return value


def _shown(mark: str) -> str:
    if ord(mark) in _covered():
        return mark
    if mark in "\n\t" or unicodedata.category(mark).startswith("Z"):
        return " "
    if unicodedata.category(mark) in ("Cc", "Cf"):
        return ""
    plain = "".join(part for part in unicodedata.normalize("NFKD", mark) if ord(part) in _covered())
    return plain or "?"
