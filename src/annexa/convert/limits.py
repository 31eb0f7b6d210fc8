"""How much work LibreOffice may have with one document.

The processor's seconds count, since a busy machine's clock says little of a document. They grow with what the document
holds: with its bytes once compressed, which are few where a small file unpacks to much, repeats itself or loops.
Measured with LibreOffice 7.4 and 1.3 seconds of work for its start: ten seconds for 759 pages of Word (6 MB, of which
0.4 MB are words), 19 for 200 slides with pictures (8.5 MB), nine for a workbook of 20,000 rows
(1.5 MB), and 45 for one of 8,000 rows whose texts all need more room (0.5 MB).
"""

import zipfile
import zlib
from pathlib import Path
from typing import Final

from annexa.tools.patience import Patience

WORK: Final = 20.0
"""Seconds of the processor for any document."""
A_MEGABYTE: Final = 10.0
"""More of them for each megabyte that it holds."""
A_MEGABYTE_OF_CELLS: Final = 200.0
"""Seconds for each megabyte of a workbook, where that is more: a small one unpacks to millions of cells."""
MOST: Final = 300.0
BUSY: Final = 10.0
"""Seconds of the clock for one of the processor, on a machine that has other things to do."""
_PIECE: Final = 1 << 20


def patience(source: Path, seconds: float, *, is_sheet: bool = False) -> Patience:
    """What LibreOffice may take for a document. `seconds` of the clock count where nobody tells what it works.

    Raises OSError.
    """
    size = held(source) / 1e6
    work = min(MOST, max(WORK, A_MEGABYTE_OF_CELLS * size) if is_sheet else WORK + A_MEGABYTE * size)
    return Patience(work=work, clock=max(seconds, BUSY * work), unwatched=seconds)


def held(source: Path) -> int:
    """The bytes of a document, compressed where it is not so by itself. Raises OSError."""
    if zipfile.is_zipfile(source):
        return source.stat().st_size
    compressor, size = zlib.compressobj(1), 0
    with source.open("rb") as stream:
        while piece := stream.read(_PIECE):
            size += len(compressor.compress(piece))
    return size + len(compressor.flush())
