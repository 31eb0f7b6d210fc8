"""Colours as Office files write them, and whether words of one colour can be seen on another."""

from typing import Final

_NEAR_LIGHT: Final = 24
"""Light colours (0 to 255 a part) that differ by no more than this in each part: words of one vanish on the other."""
_NEAR_DARK: Final = 40
"""The same for dark ones, among which the eye tells less."""
_DARK: Final = 60
"""Grey level up to which a colour hides black words."""
PAPER: Final = "FFFFFF"
UNKNOWN: Final = ""
"""A colour that cannot be told: a picture, a pattern, a theme's own choice."""


def is_colour(value: str | None) -> bool:
    """Whether it is six hexadecimal digits."""
    return value is not None and len(value) == 6 and all(sign in "0123456789abcdefABCDEF" for sign in value)


def parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "RRGGBB", each 0 to 255."""
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def vanishes(words: str, ground: str) -> bool:
    """Whether words of a colour cannot be seen on a ground; False where one of the two is not known."""
    if not is_colour(words) or not is_colour(ground):
        return False
    near = _NEAR_DARK if is_dark(ground) else _NEAR_LIGHT
    return all(abs(one - other) <= near for one, other in zip(parts(words), parts(ground), strict=True))


def is_dark(colour: str) -> bool:
    """Whether black words vanish on it."""
    if not is_colour(colour):
        return False
    red, green, blue = parts(colour)
    return (red * 299 + green * 587 + blue * 114) // 1000 <= _DARK


def contrast(one: str, other: str) -> float:
    """How well one colour is told from the other: 1 for the same, 21 for black and white (WCAG 2.2, contrast ratio)."""
    lights = sorted(_light(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    shares = (part / 255 for part in parts(colour))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(front: str, behind: str, share: float) -> str:
    """The colour of a pattern that covers a share (0 to 1) of its ground; unknown where one of the two is."""
    if not is_colour(front) or not is_colour(behind):
        return UNKNOWN
    blend = (round(a * share + b * (1 - share)) for a, b in zip(parts(front), parts(behind), strict=True))
    return "".join(f"{part:02X}" for part in blend)
