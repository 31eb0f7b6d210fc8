"""How long a document may be read: the processor's seconds count, and far behind them the clock's.

Measured with one core of 2.5 GHz: ten to twenty seconds for a PDF of 759 pages (7.7 MB), three for one of 200 slides,
one for a workbook of 20,000 rows or 300 scanned pages. The slowest of 1,378 public test documents takes under one.
"""

from pathlib import Path
from typing import Final

WORK: Final = 18.0
"""Seconds of the processor for any document."""
A_MEGABYTE: Final = 6.0
"""More of them for each megabyte of the file."""
MOST: Final = 90.0
BUSY: Final = 5.0
"""Seconds of the clock for one of the processor, on a machine that has other things to do."""


def work(path: Path) -> float:
    """Seconds of the processor that a file may take; what cannot be looked at may take no more than any."""
    try:
        return min(MOST, WORK + A_MEGABYTE * path.stat().st_size / 1e6)
    except OSError:
        return WORK
