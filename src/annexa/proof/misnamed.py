"""Letters that are drawn as another than the text says: the table by which a font is read against the font itself.

What is copied, searched and read aloud comes from that table (ToUnicode); what is seen, from the font. An embedded font
often still says itself which letter each of its shapes is: by its own character map, or by the names of its shapes.
Where neither is left, as in what LibreOffice and Word embed of most fonts, nothing is said here. To look for the
outlines of its subsets in the installed font of that name would compare LibreOffice with itself: it takes letter and
shape from that font, by the words of the document, and a font that a document brings is drawn alike by Word.
"""

import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from annexa.proof.glyphs import LARGEST, embedded, meanings, shape_numbers

AGREEING: Final = 0.5
"""Of a font's letters, the part that names must agree on to be believed: some programs name shapes at random."""

Said = Mapping[int, frozenset[str]]
"""By code, what the font itself says that the shape is: one shape may stand for several letters."""


def misnamed(font: Any) -> Iterator[tuple[str, str]]:
    """Each letter or digit that the text gives for a shape, with the one that the font draws there.

    `font` is a font of an open pikepdf.Pdf. A font that cannot be read says nothing.
    """
    table = {code: text for code, text in meanings(font).items() if len(text) == 1 and text.isalnum()}
    if not table:
        return
    try:
        mapped, named = _said(font, table)
    except Exception:  # fontTools raises whatever it likes on a font that is not sound
        return
    wrong = {code for code in mapped.keys() & table.keys() if _differs(table[code], mapped[code])}
    by_name = {code for code in named.keys() & table.keys() if _differs(table[code], named[code])}
    if by_name and len(by_name) <= (1 - AGREEING) * len(named.keys() & table.keys()):
        wrong |= by_name
    for code in sorted(wrong):
        yield table[code], min(mapped.get(code) or named[code])


def _differs(text: str, drawn: frozenset[str]) -> bool:
    """Whether none of the letters drawn is the one that is read; forms of one letter are the same."""
    return bool(drawn) and not any(_even(text) == _even(each) for each in drawn)


def _even(letter: str) -> str:
    folded = unicodedata.normalize("NFKD", letter).casefold()
    return "".join(each for each in folded if not unicodedata.combining(each))


def _said(font: Any, table: Mapping[int, str]) -> tuple[Said, Said]:
    """What the font's character map says of each code, and what the names of its shapes say."""
    data = embedded(font)
    names = _encoded(font)
    if data is None:
        return {}, _letters(names)
    key, content = data
    if len(content) > LARGEST:
        return {}, {}
    if key == "/FontFile2":
        return _true_type(font, content, names, table)
    return {}, _letters({} if "/DescendantFonts" in font else _own_names(content) | names)


def _encoded(font: Any) -> dict[int, str]:
    """By code, the name of the shape that a simple font draws, where the file gives one."""
    encoding = font.get("/Encoding")
    found: dict[int, str] = {}
    if "/DescendantFonts" in font or encoding is None or not hasattr(encoding, "keys"):
        return found
    code = 0
    for each in encoding.get("/Differences", ()):
        if isinstance(each, int) or str(each).isdigit():
            code = int(each)
        else:
            found[code] = str(each)[1:]
            code += 1
    return found


def _own_names(content: bytes) -> dict[int, str]:
    """By code, the name of the shape in a CFF font that is asked with codes of its own."""
    from fontTools.cffLib import CFFFontSet

    whole = CFFFontSet()
    whole.decompile(io.BytesIO(content), None)
    encoding = getattr(whole[0], "Encoding", None)
    return dict(enumerate(encoding)) if isinstance(encoding, list) else {}


def _letters(names: Mapping[int, str]) -> Said:
    from fontTools.agl import toUnicode

    found = {code: toUnicode(name) for code, name in names.items()}
    return {code: frozenset({text}) for code, text in found.items() if len(text) == 1 and text.isalnum()}


def _true_type(font: Any, content: bytes, names: Mapping[int, str], table: Mapping[int, str]) -> tuple[Said, Said]:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(content), lazy=True, recalcTimestamp=False) as face:
        letters: dict[str, set[str]] = {}
        tables = face["cmap"].tables if "cmap" in face else ()
        for each in tables:
            if each.isUnicode() and each.platEncID != 14:
                for number, glyph in each.cmap.items():
                    letters.setdefault(glyph, set()).add(chr(number))
        has_names = "post" in face and face["post"].formatType == 2.0
        if not (letters or has_names):
            return {}, {}
        drawn = _composite(font, face, table) if "/DescendantFonts" in font else _simple(tables, names)
        mapped = {code: frozenset(filter(str.isalnum, letters.get(glyph, ()))) for code, glyph in drawn.items()}
    return {code: said for code, said in mapped.items() if said}, _letters(drawn if has_names else {})


def _composite(font: Any, face: Any, table: Mapping[int, str]) -> dict[int, str]:
    """By code, the name of the shape in a font of many letters."""
    order = face.getGlyphOrder()
    return {code: order[number] for code, number in shape_numbers(font, table).items() if 0 < number < len(order)}


def _simple(tables: Iterable[Any], names: Mapping[int, str]) -> dict[int, str]:
    """By code, the name of the shape: by the map for symbols or for the Macintosh, which are asked with the code."""
    if names:
        return {}
    found: dict[int, str] = {}
    for each in tables:
        if (each.platformID, each.platEncID) in ((3, 0), (1, 0)):
            for number, glyph in each.cmap.items():
                found.setdefault(number & 0xFF if number >= 0xF000 else number, glyph)
    return found
