"""How the cells of each style of a workbook look: their colours, and which values their number format hides."""

import re
from dataclasses import dataclass
from typing import Final, TypeVar

from annexa.documents.colours import PAPER, UNKNOWN, is_colour, is_dark, parts, vanishes
from annexa.documents.dingbats import is_pictures
from annexa.documents.excel.names import S
from annexa.documents.markup import Element, local
from annexa.documents.ooxml import A

T = TypeVar("T")

TINY: Final = 2.0
"""Points up to which type cannot be read."""
BLACKENED: Final = "blackened by the fill of its cell"
_BY_COLOUR: Final = "in the colour of its cell"
_SOLID: Final = "solid"
_INDEXED: Final = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
"""The first colours of Excel's palette, which come again from 8 on (ISO/IEC 29500-1, 18.8.27)."""
_SCHEME: Final = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
)  # fmt: skip
"""The order in which cells number the colours of a theme."""
_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)|\[([^\]]*)\]|_.|\*.')
_NAMED: Final = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "yellow": "FFFF00", "green": "00FF00",
                 "blue": "0000FF", "cyan": "00FFFF", "magenta": "FF00FF"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """A cell style: why its words or numbers cannot be seen; empty where they can."""

    words: str = ""
    positive: str = ""
    negative: str = ""
    zero: str = ""
    is_colour: bool = False
    """The cause is a colour, which tables and conditional formats may change."""

    def cause(self, text: str, is_number: bool) -> str:
        """Why a cell with this value cannot be seen."""
        if not is_number:
            return self.words
        try:
            value = float(text)
        except ValueError:
            return self.words
        return self.positive if value > 0 else self.negative if value < 0 else self.zero


PLAIN: Final = Look()


def looks(styles: Element, theme: Element | None) -> list[Look]:
    """One for each cell style (`s` of a cell)."""
    palette = _Palette(styles, theme)
    fonts = [_font(node, palette) for node in styles.iterfind(f"{S}fonts/{S}font")]
    fills = [_fill(node, palette) for node in styles.iterfind(f"{S}fills/{S}fill")]
    codes = {node.get("numFmtId"): node.get("formatCode") or "" for node in styles.iter(f"{S}numFmt")}
    return [
        _look(
            _at(fonts, node.get("fontId"), ("000000", False)),
            _at(fills, node.get("fillId"), PAPER),
            codes.get(node.get("numFmtId"), ""),
        )
        for node in styles.iterfind(f"{S}cellXfs/{S}xf")
    ]


def sign_fonts(styles: Element) -> list[str]:
    """Of each cell style, its font where that has signs in the place of letters; else empty."""
    fonts = [name_of(node) for node in styles.iterfind(f"{S}fonts/{S}font")]
    return [_at(fonts, node.get("fontId"), "") for node in styles.iterfind(f"{S}cellXfs/{S}xf")]


def name_of(font: Element) -> str:
    """The name of a font that has signs in the place of letters (`font`, `rPr`); empty for any other."""
    named = [node.get("val") or "" for node in font if local(node) in ("name", "rFont")]
    return named[0] if named and is_pictures(named[0]) else ""


def _at(values: list[T], index: str | None, otherwise: T) -> T:
    place = int(index) if index and index.isdigit() else 0
    return values[place] if place < len(values) else otherwise


def _look(font: tuple[str, bool], ground: str, code: str) -> Look:
    colour, tiny = font
    if tiny:
        how = "in type too small to read"
        return Look(how, how, how, how)
    words, positive, negative, zero = (_cause(section, colour, ground) for section in _sections(code))
    if not (words or positive or negative or zero):
        return PLAIN
    by_colour = not {_BY_COLOUR, BLACKENED}.isdisjoint((words, positive, negative, zero))
    return Look(words, positive, negative, zero, is_colour=by_colour)


def _cause(section: tuple[bool, str], colour: str, ground: str) -> str:
    shows_nothing, own = section
    if shows_nothing:
        return "by a number format that shows nothing"
    if not vanishes(own or colour, ground):
        return ""
    return BLACKENED if is_dark(ground) else _BY_COLOUR


def _sections(code: str) -> list[tuple[bool, str]]:
    """For words, positive numbers, negative ones and zero: whether the format shows nothing, and its own colour."""
    pieces = code.split(";") if ";" in code and '"' not in code else _split(code)
    read = [_section(piece) for piece in pieces]
    always = (False, "")
    if len(read) == 1:
        return [always, always, always, always] if not code else [always, read[0], read[0], read[0]]
    zero = read[2] if len(read) > 2 else read[0]
    return [read[3] if len(read) > 3 else always, read[0], read[1], zero]


def _split(code: str) -> list[str]:
    """The sections of a format; a semicolon in quotation marks ends none."""
    pieces, start = [], 0
    for match in re.finditer(r'"[^"]*"|\\.|;', code):
        if match.group() == ";":
            pieces.append(code[start : match.start()])
            start = match.end()
    return [*pieces, code[start:]]


def _section(piece: str) -> tuple[bool, str]:
    colour = UNKNOWN
    for match in _QUOTED.finditer(piece):
        colour = _NAMED.get((match.group(3) or "").lower(), colour)
    shown = _QUOTED.sub(lambda match: (match.group(1) or match.group(2) or "").strip(), piece)
    return not shown.strip(), colour


class _Palette:
    """Colours by number, theme and tint."""

    def __init__(self, styles: Element, theme: Element | None) -> None:
        own = [(node.get("rgb") or "")[-6:] for node in styles.iterfind(f"{S}colors/{S}indexedColors/{S}rgbColor")]
        self.indexed = own or [*_INDEXED, *_INDEXED]
        self.theme: list[str] = ["FFFFFF", "000000"]
        scheme = next(theme.iter(f"{A}clrScheme"), None) if theme is not None else None
        if scheme is not None:
            named = {str(node.tag).rpartition("}")[2]: node[0] for node in scheme if len(node)}
            self.theme = [_value(named.get(name)) for name in _SCHEME]

    def of(self, node: Element | None, automatic: str) -> str:
        """The colour that a font or fill names; UNKNOWN where it cannot be told."""
        if node is None or node.get("auto") in ("1", "true"):
            return automatic
        if rgb := node.get("rgb"):
            colour = rgb[-6:].upper()
        elif (index := node.get("indexed") or "").isdigit():
            if int(index) >= 64:
                return automatic
            colour = self.indexed[int(index)] if int(index) < len(self.indexed) else UNKNOWN
        elif (index := node.get("theme") or "").isdigit():
            colour = self.theme[int(index)] if int(index) < len(self.theme) else UNKNOWN
        else:
            return automatic
        return _tinted(colour, node.get("tint"))


def _value(node: Element | None) -> str:
    if node is None:
        return UNKNOWN
    value = node.get("lastClr") or node.get("val") or ""
    return value.upper() if is_colour(value) else UNKNOWN


def _tinted(colour: str, tint: str | None) -> str:
    if not tint or not is_colour(colour):
        return colour
    try:
        share = float(tint)
    except ValueError:
        return colour
    goal = 255 if share > 0 else 0
    return "".join(f"{min(255, max(0, round(part + (goal - part) * abs(share)))):02X}" for part in parts(colour))


def _font(node: Element, palette: _Palette) -> tuple[str, bool]:
    size = node.find(f"{S}sz")
    try:
        is_tiny = size is not None and float(size.get("val") or "11") <= TINY
    except ValueError:
        is_tiny = False
    return palette.of(node.find(f"{S}color"), "000000"), is_tiny


def _fill(node: Element, palette: _Palette) -> str:
    pattern = node.find(f"{S}patternFill")
    if pattern is None:
        return UNKNOWN if len(node) else PAPER
    kind = pattern.get("patternType") or "none"
    if kind == "none":
        return PAPER
    return palette.of(pattern.find(f"{S}fgColor"), "000000") if kind == _SOLID else UNKNOWN
