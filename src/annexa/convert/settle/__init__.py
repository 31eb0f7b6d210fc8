"""Keeps a private copy from changing by itself: dates of today, random numbers and paths stay as the author saved them.

LibreOffice works such fields out anew when it opens a file. A letter would then bear the day of the conversion, ages in
a table would differ from those that were signed off, and no two runs would give the same PDF. What the file holds as
the last value is kept instead. Where it holds none but says when it was last saved, that day takes the place of today
in formulas and conditional formats. Where it says neither, the field is left out.
"""

from collections.abc import Callable
from pathlib import Path

from annexa.convert.settle import archive, doc, ppt, rtf, xls
from annexa.convert.settle.change import Change

NOTES = {
    Change.LEFT_OUT: (
        "a date, time or path that changes by itself was left out: the file does not say what it last showed"
    ),
    Change.NOT_REACHED: (
        "dates that change by themselves were not looked for, because this file is protected, too large or too old; "
        "if it holds any, they show the day of the conversion"
    ),
}

_FLAT: dict[str, Callable[[Path], Change]] = {
    **dict.fromkeys(("doc", "dot"), doc.settle),
    **dict.fromkeys(("xls", "xlt"), xls.settle),
    **dict.fromkeys(("ppt", "pps", "pot"), ppt.settle),
    "rtf": rtf.settle,
}


def settle(copy: Path, format_: str) -> tuple[str, ...]:
    """Rewrites the copy in place where it holds such fields; answers notes on what could not be kept. Raises OSError.

    What is not sound is left alone: LibreOffice will say what is wrong with it.
    """
    settler = rtf.settle if _is_rtf(copy) else _FLAT.get(format_)
    change = archive.settle(copy, format_) if settler is None else settler(copy)
    return (NOTES[change],) if change in NOTES else ()


def _is_rtf(copy: Path) -> bool:
    """Whatever its name: Word opens RTF that is called .doc, and so does LibreOffice."""
    with copy.open("rb") as stream:
        return stream.read(5) == b"{\\rtf"
