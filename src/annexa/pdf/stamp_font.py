"""The font of the stamp: its subset and its measures, cut beforehand by scripts/stamp_font.py."""

import base64
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Pdf

CHARACTERS = " 0123456789Page ofDRAFT–not for submission" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The last ones for pages that were inserted, 57A, and for the cover that says so."""
CUT_FILE = Path(__file__).parent / "fonts" / "stamp.toml"
"""The font's subset and its measures; made by scripts/stamp_font.py, which must run when CHARACTERS change."""
FONT_NAME = "AnxStamp"


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a font program holds for a simple PDF font."""

    program: bytes
    widths: dict[str, int]
    """Thousandths of the size, by character."""
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]
    outlines: dict[str, bytes]
    """Path operators of each glyph, in thousandths of the size, by character."""

    def thousandths(self, text: str) -> int:
        """Width of a text in thousandths of its size."""
        return sum(map(self.widths.__getitem__, text))

    def width(self, text: str, size: float) -> float:
        """Width of a text in points."""
        return self.thousandths(text) * size / 1000


@cache
def metrics() -> Metrics:
    """The stamp's font, cut down beforehand by scripts/stamp_font.py to the characters that stamps use."""
    cut = tomllib.loads(CUT_FILE.read_text(encoding="utf-8"))
    glyphs = cut["glyphs"]
    left, bottom, right, top = cut["box"]
    return Metrics(
        program=base64.b64decode(cut["program"]),
        widths={mark: glyph["width"] for mark, glyph in glyphs.items()},
        ascent=cut["ascent"],
        descent=cut["descent"],
        cap_height=cut["cap_height"],
        outlines={mark: glyph["outline"].encode() for mark, glyph in glyphs.items()},
        box=(left, bottom, right, top),
    )


def embed(pdf: Pdf, metrics: Metrics) -> Object:
    """The font as an object of a PDF, its program in it."""
    base = Name("/ANNEXA+SourceSans3-Semibold")
    program = pdf.make_stream(metrics.program)
    program["/Length1"] = len(metrics.program)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=base,
        Flags=32,
        FontBBox=Array(metrics.box),
        ItalicAngle=0,
        Ascent=metrics.ascent,
        Descent=metrics.descent,
        CapHeight=metrics.cap_height,
        StemV=100,
        FontFile2=program,
    )
    codes = {mark.encode("cp1252")[0]: width for mark, width in metrics.widths.items()}
    first, last = min(codes), max(codes)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=base,
            FirstChar=first,
            LastChar=last,
            Encoding=Name.WinAnsiEncoding,
            Widths=Array([codes.get(code, 0) for code in range(first, last + 1)]),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )
