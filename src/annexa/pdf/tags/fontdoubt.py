"""Whether the fonts of a PDF that was made elsewhere are as PDF/UA-1 asks (7.21), by the letters that its pages use.

Judged are the two ways in which programs of today write fonts: glyphs by their number, with outlines of TrueType or
CFF. Each letter used must be in the font, have a meaning, and be as wide as the file says. Other ways of writing fonts
have dozens of conditions; they count as not established.
"""

import io
import logging
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from annexa.pdf.source import as_list
from annexa.pdf.written import entries, key_of, name_of

logging.getLogger("fontTools").setLevel(logging.ERROR)

_NEAR: Final = 1.0
"""Thousandths of the size by which a letter may differ from the width that the file states."""
_NO_MEANING: Final = frozenset("\0\ufeff\ufffe")
_DEEPEST: Final = 6
OTHER: Final = "has fonts written in a way that is not judged here"


class Faces:
    """The fonts of a file, with the codes that its pages write in each."""

    def __init__(self) -> None:
        self._fonts: dict[object, tuple[Dictionary, set[bytes]]] = {}
        self._seen: set[tuple[int, int]] = set()

    def read(self, page: Dictionary) -> None:
        """Notes what a page writes, in forms and in what is put on it too."""
        self._content(page, page.get("/Resources"), 0)
        for annotation in as_list(page.get("/Annots")):
            for look in looks(annotation):
                self._drawing(look, None, 1)

    def _content(self, holder: Object, resources: object, depth: int) -> None:
        fonts = _held(resources, "/Font")
        objects, states = _held(resources, "/XObject"), _held(resources, "/ExtGState")
        used: set[bytes] | None = None
        saved: list[set[bytes] | None] = []
        for instruction in pikepdf.parse_content_stream(holder, "q Q gs Tf Tj TJ ' \" Do"):
            operator, operands = str(instruction.operator), list(instruction.operands)
            if operator == "q":
                saved.append(used)
            elif operator == "Q":
                used = saved.pop() if saved else used
            elif operator == "Tf" and operands:
                used = self._codes(fonts.get(key_of(name_of(operands[0]))))
            elif operator == "gs" and operands:
                state = states.get(key_of(name_of(operands[0])))
                named = as_list(state.get("/Font")) if isinstance(state, Dictionary) else []
                used = self._codes(named[0]) if named else used
            elif operator == "Do" and operands:
                self._drawing(objects.get(key_of(name_of(operands[0]))), resources, depth)
            elif used is not None:
                for text in operands[-1:]:
                    used.update(bytes(each) for each in as_list(text) if isinstance(each, String))
        for drawing in beside(resources):
            self._drawing(drawing, resources, depth)

    def _drawing(self, drawing: object, resources: object, depth: int) -> None:
        """Notes what a drawing of its own writes, which uses the resources around it where it has none; once."""
        is_image = isinstance(drawing, Stream) and drawing.get("/Subtype") == Name.Image
        if isinstance(drawing, Stream) and not is_image and depth < _DEEPEST and drawing.objgen not in self._seen:
            self._seen.add(drawing.objgen)
            self._content(drawing, drawing.get("/Resources", resources), depth + 1)

    def _codes(self, font: object) -> set[bytes] | None:
        if not isinstance(font, Dictionary):
            return None
        key = font.objgen if font.objgen != (0, 0) else font.unparse(True)
        return self._fonts.setdefault(key, (font, set()))[1]

    def doubts(self) -> Iterator[str]:
        """Why they are not established, as words that follow "it"."""
        for font, strings in self._fonts.values():
            if strings and (doubt := _doubt(font, strings)):
                yield doubt


def beside(resources: object) -> Iterator[Stream]:
    """What is drawn with resources besides forms: patterns, and the drawings behind masks."""
    for _, each in entries(_held(resources, "/Pattern")):
        if isinstance(each, Stream):
            yield each
    for _, state in entries(_held(resources, "/ExtGState")):
        mask = state.get("/SMask") if isinstance(state, Dictionary) else None
        group = mask.get("/G") if isinstance(mask, Dictionary) else None
        if isinstance(group, Stream):
            yield group


def looks(annotation: object) -> Iterator[Stream]:
    """How an annotation looks, also while a mouse is over it: one drawing each, or one for each of its states."""
    shown = annotation.get("/AP") if isinstance(annotation, Dictionary) else None
    for state in ("/N", "/D", "/R"):
        look = shown.get(state) if isinstance(shown, Dictionary) else None
        if isinstance(look, Stream):
            yield look
        elif isinstance(look, Dictionary):
            yield from (each for _, each in entries(look) if isinstance(each, Stream))


def _held(resources: object, key: str) -> Dictionary:
    found = resources.get(key) if isinstance(resources, Dictionary) else None
    return found if isinstance(found, Dictionary) else Dictionary()


def _doubt(font: Dictionary, strings: set[bytes]) -> str:
    inner = as_list(font.get("/DescendantFonts"))
    if font.get("/Subtype") != Name.Type0 or font.get("/Encoding") != Name("/Identity-H") or len(inner) != 1:
        return OTHER
    if not isinstance(inner[0], Dictionary) or any(len(each) % 2 for each in strings):
        return OTHER
    codes = {int.from_bytes(each[at : at + 2], "big") for each in strings for at in range(0, len(each), 2)}
    if 0 in codes:
        return "shows letters that its fonts do not have"
    from annexa.proof.glyphs import meanings  # with all rules behind it, and our own PDFs need none

    names = meanings(font)
    if any(not names.get(code) or set(names[code]) & _NO_MEANING for code in codes):
        return "has letters that do not say which they are"
    widths = _widths_in_program(inner[0])
    if widths is None:
        return OTHER
    stated, usual = _stated(inner[0].get("/W")), _number(inner[0].get("/DW"), 1000.0)
    for code in codes:
        if code not in widths:
            return "shows letters that its fonts do not have"
        if abs(widths[code] - stated.get(code, usual)) > _NEAR:
            return "has letters that are wider or narrower than it says"
    return ""


def _number(value: object, default: float) -> float:
    try:
        return default if value is None else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return default


def _stated(widths: object) -> dict[int, float]:
    """By number, the widths that a file states: `c [w …]` and `first last w`, in thousandths."""
    found: dict[int, float] = {}
    parts = as_list(widths)
    at = 0
    while at + 1 < len(parts):
        first, second = int(parts[at]), parts[at + 1]
        if isinstance(second, Array):
            found.update((first + place, float(width)) for place, width in enumerate(second))
            at += 2
        elif at + 2 < len(parts):
            found.update((code, float(parts[at + 2])) for code in range(first, min(int(second), 0xFFFF) + 1))
            at += 3
        else:
            break
    return found


def _widths_in_program(inner: Dictionary) -> Mapping[int, float] | None:
    """By number, how wide each letter is in the font itself, in thousandths; None where that is not judged."""
    descriptor = inner.get("/FontDescriptor")
    if not isinstance(descriptor, Dictionary):
        return None
    glyphs = inner.get("/CIDToGIDMap")
    if inner.get("/Subtype") == Name.CIDFontType2 and (glyphs == Name.Identity or isinstance(glyphs, Stream)):
        program = descriptor.get("/FontFile2")
        widths = _of_truetype(program.read_bytes()) if isinstance(program, Stream) else None
        return widths if widths is None or not isinstance(glyphs, Stream) else _by_code(glyphs.read_bytes(), widths)
    program = descriptor.get("/FontFile3")
    if inner.get("/Subtype") != Name.CIDFontType0 or not isinstance(program, Stream):
        return None
    return _of_cff(program.read_bytes()) if program.get("/Subtype") == Name.CIDFontType0C else None


def _by_code(glyphs: bytes, widths: Mapping[int, float]) -> dict[int, float]:
    """The same by code, as recognised text has it: `glyphs` says in two bytes for each code which glyph it is."""
    named = ((at // 2, int.from_bytes(glyphs[at : at + 2], "big")) for at in range(0, len(glyphs) - 1, 2))
    return {code: widths[glyph] for code, glyph in named if glyph and glyph in widths}


def _of_truetype(data: bytes) -> dict[int, float]:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False) as font:
        scale = 1000 / font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {number: metrics[name][0] * scale for number, name in enumerate(font.getGlyphOrder()) if name in metrics}


def _of_cff(data: bytes) -> dict[int, float]:
    from fontTools.cffLib import CFFFontSet
    from fontTools.pens.basePen import NullPen

    whole = CFFFontSet()
    whole.decompile(io.BytesIO(data), None)
    top: Any = whole[0]
    scale = 1000 * top.FontMatrix[0]
    if hasattr(top, "FDArray") and top.FontMatrix[0] == 1:
        scale = 1000 * top.FDArray[0].FontMatrix[0]
    found: dict[int, float] = {}
    for number, name in enumerate(top.charset):
        program = top.CharStrings[name]
        program.draw(NullPen())
        found[int(name[3:]) if name.startswith("cid") else number] = program.width * scale
    return found
