"""How wide text is, by what kinds of letters it has: near enough to tell what cannot fit."""

from __future__ import annotations

import unicodedata

EM = 35.28
"""1/100 mm in a point."""
NARROW, WIDE = frozenset("iljtfrI.,;:!|'()[] "), frozenset("mwMWQ@%&")


def width_of(text: str, size: float) -> float:
    """About how wide a text is at most, in 1/100 mm, at a size in points."""
    return size * EM * max(sum(map(share, line)) for line in text.split("\n")) if text else 0.0


def share(letter: str) -> float:
    """How wide a letter is, as a part of its size."""
    if letter in NARROW:
        return 0.36
    if letter in WIDE:
        return 0.95
    if letter.isupper() or unicodedata.east_asian_width(letter) in "WF":
        return 0.72 if letter.isascii() else 1.0
    return 0.57
