"""What a process of ours may take over one PDF: the processor's seconds count, and far behind them the clock's.

Measured with one core of 2.5 GHz: six seconds to wash or to prove a workbook of 690 pages, five for 759 pages of Word,
two for 300 scanned pages (299 MB).
"""

from pathlib import Path
from typing import Final

PROCESSOR: Final = 20
"""Seconds of work for one PDF."""
SIZE: Final = 10_000_000
"""Bytes of a PDF for which it may take a second more: 4,800 pages with pictures, 177 MB, take twelve seconds in all."""
CLOCK: Final = 240
"""Seconds of the clock, on a machine that has ten other things to do."""


def work(path: Path) -> float:
    """Seconds of work that a PDF may take. Raises OSError."""
    return PROCESSOR + path.stat().st_size / SIZE
