"""Letters without a shape: where no font of the machine had them, the fonts of a PDF hold a box in their place."""

import io
import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

logging.getLogger("fontTools").setLevel(logging.ERROR)  # it remarks on the dates in fonts

LARGEST: Final = 3_000_000
"""Bytes of an embedded font; a larger one is no subset, and holds what it needs."""
MOST_CODES: Final = 200_000
"""Codes of a font whose meaning is looked at; one with codes of two bytes has 65,536."""
_SURROGATES: Final = 0xD800
_SECTION: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_PAIR: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SPAN: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_ONE: Final = re.compile(rb"<([0-9A-Fa-f]+)>")


def shapeless(document: Any, letters: set[str]) -> set[str]:
    """Those of the letters on the pages that are drawn as the box of a font, or as nothing.

    `document` is an open pikepdf.Pdf. A program that has no shape for a letter draws the shape that a font keeps for
    what it lacks; LibreOffice puts a copy of it into the font under the first such letter's name, and draws all others
    with that. So what a sound shape has in any font is well; of the others some were drawn with the copy. Letters that
    a font names and no page shows are no loss: some programs name all that a font had before they cut it down.
    """
    faced: set[str] = set()
    faceless: set[str] = set()
    is_whole = True
    for font in fonts_of(document):
        names = meanings(font)
        if not names:
            is_whole = False
            continue
        without = _boxes(font, names)
        for code, text in names.items():
            (faceless if code in without else faced).update(text)
    shown = letters | set(unicodedata.normalize("NFKC", "".join(letters)))
    found = {letter for letter in faceless - faced if letter in shown and (letter.isalnum() or ord(letter) > 0x2000)}
    if found and is_whole:
        found |= {letter for letter in letters - faced if letter.isalnum()}
    return found


def fonts_of(document: Any) -> Iterator[Any]:
    """The fonts of an open pikepdf.Pdf that draw letters by their shapes."""
    import pikepdf

    for thing in document.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/Font":
            continue
        if "/BaseFont" in thing and thing.get("/Subtype") in ("/TrueType", "/Type0", "/Type1"):
            yield thing


def meanings(font: Any) -> dict[int, str]:
    """By code, the text that the font says it is."""
    stream = font.get("/ToUnicode")
    if stream is None:
        return {}
    try:
        table = stream.read_bytes()
    except Exception:  # a broken table names nothing; the page's words tell the loss
        return {}
    return _resolved(list(_said(table)))


class _Said(NamedTuple):
    """What a table says of the codes from `first` to `last`: they are `text`, or letters that follow each other."""

    first: int
    last: int
    text: str


def _said(table: bytes) -> Iterator[_Said]:
    for kind, body in _SECTION.findall(table):
        if kind == b"bfchar":
            for code, text in _PAIR.findall(body):
                yield _Said(int(code, 16), int(code, 16), _text(text))
            continue
        for start, end, letter, listed in _SPAN.findall(body):
            first, last = int(start, 16), min(int(end, 16), int(start, 16) + 0xFFFF)
            if listed:
                for code, text in zip(range(first, last + 1), _ONE.findall(listed), strict=False):
                    yield _Said(code, code, _text(text))
            elif len(letter) <= 4 and (base := int(letter, 16)) < _SURROGATES:
                yield _Said(first, min(last, first + _SURROGATES - 1 - base), chr(base))


def _resolved(said: Sequence[_Said]) -> dict[int, str]:
    """The last that is said of each code; each code is looked at once, however often a table names it."""
    found: dict[int, str] = {}
    behind: dict[int, int] = {}
    """For a code that is known, one behind it that may not be."""
    for first, last, text in reversed(said):
        code = _unknown_from(first, behind)
        while code <= last and len(found) < MOST_CODES:
            found[code] = text if first == last else chr(ord(text) + code - first)
            behind[code] = code + 1
            code = _unknown_from(code + 1, behind)
    return found


def _unknown_from(code: int, behind: dict[int, int]) -> int:
    passed = []
    while code in behind:
        passed.append(code)
        code = behind[code]
    for each in passed:
        behind[each] = code
    return code


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode() if len(digits) % 2 == 0 else "0" + digits.decode()).decode(
        "utf-16-be", "ignore"
    )


def embedded(font: Any) -> tuple[str, bytes] | None:
    """The file of a font that is embedded, with the name of its kind ("/FontFile2", "/FontFile3"); None without."""
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor")
    if descriptor is None:
        return None
    key = next((key for key in ("/FontFile2", "/FontFile3") if key in descriptor), "")
    return (key, descriptor[key].read_bytes()) if key else None


def shape_numbers(font: Any, codes: Iterable[int]) -> dict[int, int]:
    """By code, the number of its shape in the file of a TrueType font of many letters.

    Empty where the code is not the number of a letter to begin with, as with the encodings of Chinese and Japanese.
    """
    inner = font.DescendantFonts[0]
    if font.get("/Encoding") not in ("/Identity-H", "/Identity-V") or inner.get("/Subtype") != "/CIDFontType2":
        return {}
    places = inner.get("/CIDToGIDMap", "/Identity")
    if places == "/Identity":
        return {code: code for code in codes}
    data = places.read_bytes()
    return {code: int.from_bytes(data[2 * code : 2 * code + 2]) for code in codes if 2 * code + 1 < len(data)}


def _boxes(font: Any, names: Mapping[int, str]) -> set[int]:
    """The codes that are drawn as what the font shows for a letter that it lacks."""
    found = embedded(font)
    if found is None or len(found[1]) > LARGEST:
        return set()
    key, data = found
    is_composite = "/DescendantFonts" in font
    try:
        if key != "/FontFile2":
            return _alike(_charstrings(data, composite=is_composite), names)
        shapes = _outlines(data, composite=is_composite)
        if is_composite:
            numbers = {-1: -1} | shape_numbers(font, names)
            shapes = {code: shapes[number] for code, number in numbers.items() if number in shapes}
        return _alike(shapes, names)
    except Exception:  # fontTools raises whatever it likes on a font that is not sound
        return set()


def _alike(shapes: Mapping[int, bytes], names: Mapping[int, str]) -> set[int]:
    """The codes whose shape is that of code -1, the box, or which alone among others have none."""
    box = shapes.get(-1, b"")
    has_ink = any(shapes.get(code) for code in names)
    return {
        code
        for code, text in names.items()
        if code in shapes
        and ((box and shapes[code] == box) or (not shapes[code] and _wants_ink(text, among_others=has_ink)))
    }


def _wants_ink(text: str, *, among_others: bool) -> bool:
    """Whether no shape means a loss: the unseen text over a scan has a font of its own without any; symbols do not."""
    first = text[:1]
    return bool(first) and ((among_others and text.isalnum()) or unicodedata.category(first) == "So")


def _outlines(data: bytes, *, composite: bool) -> dict[int, bytes]:
    """By code, of a font of many letters by number, the outline of a TrueType glyph as bytes; -1 is the box."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False) as font:
        places, table = font["loca"], font.reader["glyf"]
        pieces = [table[places[number] : places[number + 1]] for number in range(len(places) - 1)]
        found = {-1: pieces[0]}
        if composite:
            return found | dict(enumerate(pieces))
        for each in font["cmap"].tables if "cmap" in font else ():
            for code, name in each.cmap.items():
                found.setdefault(code & 0xFF if code >= 0xF000 else code, pieces[font.getGlyphID(name)])
        return found


def _charstrings(data: bytes, *, composite: bool) -> dict[int, bytes]:
    """By code, the program that draws a glyph of a CFF font; -1 is the box."""
    from fontTools.cffLib import CFFFontSet

    whole = CFFFontSet()
    whole.decompile(io.BytesIO(data), None)
    top = whole[0]
    programs = top.CharStrings
    order = top.charset
    pieces = {number: _ink(programs[name].bytecode) for number, name in enumerate(order)}
    found = {-1: pieces.get(0, b"")}
    if composite:
        cids = {int(name[3:]): pieces[number] for number, name in enumerate(order) if name.startswith("cid")}
        return found | (cids or pieces)
    names = {name: pieces[number] for number, name in enumerate(order)}
    encoding = getattr(top, "Encoding", None)
    if isinstance(encoding, list):
        found.update({code: names[name] for code, name in enumerate(encoding) if name in names and name != ".notdef"})
    return found


def _ink(program: bytes) -> bytes:
    """A program without any drawing is no more than a width and an end."""
    return program if len(program) > 5 else b""
