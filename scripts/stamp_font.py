"""Cuts the stamp's font down to the characters that stamps use, once, so that no merge has to.

    python scripts/stamp_font.py

Writes src/annexa/pdf/fonts/stamp.toml. Run it when the font or the characters change.
"""

import base64
import io
import sys
from pathlib import Path
from typing import Any

from fontTools import subset, ttLib
from fontTools.pens.basePen import BasePen

from annexa.pdf.stamp_font import CHARACTERS, CUT_FILE
from annexa.tools.lettering.characters import FONTS

FONT_FILE = FONTS / "SourceSans3-Semibold.ttf"


class _Pen(BasePen):  # type: ignore[misc]
    """Writes a glyph as path operators; quadratic curves come as cubic ones."""

    def __init__(self, glyphs: Any, scale: float) -> None:
        super().__init__(glyphs)
        self.parts: list[str] = []
        self._scale = scale

    def _write(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = " ".join(f"{x * self._scale:.0f} {y * self._scale:.0f}" for x, y in points)
        self.parts.append(f"{numbers} {operator}")

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._write("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._write("l", pt)

    def _curveToOne(self, *pts: tuple[float, float]) -> None:  # noqa: N802
        self._write("c", *pts)

    def _closePath(self) -> None:  # noqa: N802
        self.parts.append("h")


def cut() -> str:
    """The subset of the font and its measures, as TOML; the same text every time."""
    font = ttLib.TTFont(FONT_FILE, recalcTimestamp=False)
    options = subset.Options(hinting=False, notdef_outline=True, layout_features=[], name_IDs=[], glyph_names=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "meta", "BASE"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    program = io.BytesIO()
    font.save(program)
    scale = 1000 / font["head"].unitsPerEm
    names, advances, glyphs, head = font.getBestCmap(), font["hmtx"], font.getGlyphSet(), font["head"]
    box = [round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]
    lines = [
        "# Source Sans 3 Semibold, cut down to what stamps say by scripts/stamp_font.py.",
        f"ascent = {round(font['hhea'].ascent * scale)}",
        f"descent = {round(font['hhea'].descent * scale)}",
        f"cap_height = {round(font['OS/2'].sCapHeight * scale)}",
        f"box = {box}",
        'program = """',
        base64.encodebytes(program.getvalue()).decode("ascii") + '"""',
    ]
    for mark in sorted(set(CHARACTERS)):
        pen = _Pen(glyphs, scale)
        glyphs[names[ord(mark)]].draw(pen)
        width = round(advances[names[ord(mark)]][0] * scale)
        lines += ["", f'[glyphs."{mark}"]', f"width = {width}", f'outline = "{" ".join(pen.parts)}"']
    return "\n".join(lines) + "\n"


def main() -> int:
    """Writes the file beside the fonts."""
    Path(CUT_FILE).write_text(cut(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
