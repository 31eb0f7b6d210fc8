"""Fonts of signs in the place of letters: a "ü" in Wingdings is a tick, a "b" in Symbol a β. What each looks like.

After the tables with which these signs were taken into Unicode 7.0; a sign without a near likeness is left out, and so
are animals and weapons.
"""

from typing import Final

from annexa.documents.markup import Element
from annexa.documents.ooxml import A

_WINGDINGS: Final = {
    0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x37: "⌨", 0x3F: "✍", 0x41: "✌", 0x43: "👍", 0x44: "👎",
    0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4C: "☹", 0x51: "✈", 0x52: "☼", 0x54: "❄", 0x6C: "●",
    0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖",
    0x77: "◆", 0x78: "☒", 0x7D: "❝", 0x7E: "❞", 0x80: "⓪", 0x8B: "⓿", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○",
    0xA2: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "□", 0xAA: "✦", 0xAB: "★", 0xAC: "✶", 0xAD: "✴", 0xAE: "✹",
    0xAF: "✵", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE3: "↖", 0xE4: "↗", 0xE5: "↙",
    0xE6: "↘", 0xE8: "➔", 0xE9: "⬆", 0xEA: "⬇", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⇔", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + number: chr(0x2460 + number) for number in range(10)},
    **{0x8C + number: chr(0x2776 + number) for number in range(10)},
}  # fmt: skip
_WINGDINGS_2: Final = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x56: "⊗", 0x97: "●", 0x98: "●", 0x9A: "○",
    0xA2: "■", 0xA3: "□", 0xAE: "◆",
}  # fmt: skip
_WINGDINGS_3: Final = {
    0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽", 0x74: "◄", 0x75: "►",
    0x76: "◁", 0x77: "▷", 0x7D: "▶",
}  # fmt: skip
_WEBDINGS: Final = {
    0x33: "◀", 0x34: "▶", 0x35: "▲", 0x36: "▼", 0x59: "♥", 0x61: "✔", 0x63: "□", 0x67: "■", 0x69: "ℹ", 0x6E: "●",
    0x72: "✖", 0x7E: "⚠",
}  # fmt: skip
_SYMBOL: Final = {
    **{number: chr(number) for number in b" !#%&()+,./0123456789:;<=>?[]_{|}"},
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0xA1, 0xBD), "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…", strict=True)),
    **dict(zip(range(0xC0, 0xD2), "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇", strict=True)),
    **dict(zip(range(0xD5, 0xE0), "∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True)),
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼", 0xE0: "◊",
    0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
"""After the encoding that Adobe gave the font."""
_TABLES: Final = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}
_PRIVATE: Final = 0xF000
"""Word adds it to the numbers of such signs."""


def is_pictures(font: str | None) -> bool:
    """Whether a font has pictures in the place of letters."""
    return font is not None and font.strip().lower() in _TABLES


def likeness(sign: str, font: str) -> str:
    """What a sign in such a font looks like; empty where nothing in Unicode is near it."""
    point = ord(sign)
    return _TABLES[font.strip().lower()].get(point - _PRIVATE if _PRIVATE <= point < _PRIVATE + 0x100 else point, "")


def shown(text: str, font: str) -> str:
    """A text in such a font as it looks; as it is written where one of its signs has no likeness.

    A sign that is no letter of any other font becomes "•".
    """
    signs = [sign if sign.isspace() else likeness(sign, font) for sign in text]
    if all(signs):
        return "".join(signs)
    return "".join("•" if ord(sign) >= _PRIVATE else sign for sign in text)


def shown_in_run(properties: Element, text: str) -> str:
    """A text of DrawingML as it looks, by its run's properties (`a:rPr`).

    Its font for signs (`a:sym`) counts for signs beyond ASCII alone: PowerPoint leaves it on the words that follow.
    """
    latin, signs = properties.find(f"{A}latin"), properties.find(f"{A}sym")
    font = latin.get("typeface") if latin is not None else None
    if font is not None and is_pictures(font):
        return shown(text, font)
    font = signs.get("typeface") if signs is not None else None
    if font is not None and is_pictures(font) and not any(sign.isascii() and not sign.isspace() for sign in text):
        return shown(text, font)
    return text
