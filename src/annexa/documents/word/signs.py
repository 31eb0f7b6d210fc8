"""Signs of a Word document that stand in the place of letters, by their font."""

from annexa.documents import dingbats
from annexa.documents.markup import Element
from annexa.documents.word_names import W

_CHAR, _FONT = f"{W}char", f"{W}font"
_FONTS, _ASCII = f"{W}rFonts", f"{W}ascii"


def sign_font(look: Element) -> str:
    """The font of a run where it has pictures in the place of letters; else empty."""
    fonts = look.find(_FONTS)
    font = fonts.get(_ASCII) if fonts is not None else None
    return font if font is not None and dingbats.is_pictures(font) else ""


def sign_of(node: Element) -> str:
    """What a symbol shows; a bullet for a sign of a font's own that is not known, empty where there is none."""
    try:
        point = int(node.get(_CHAR) or "", 16)
    except ValueError:
        return ""
    if point < 0x20 or 0xD800 <= point < 0xE000:
        return ""
    font = node.get(_FONT) or ""
    if dingbats.is_pictures(font):
        return dingbats.shown(chr(point), font)
    return chr(point) if point < 0xD800 else "•"
