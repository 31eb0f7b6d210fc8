"""What Python's reader of zip files raises for a file that is damaged, locked or packed in a way it does not know."""

import lzma
import struct
import zipfile
import zlib
from typing import Final

DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,  # a locked member, and NotImplementedError for a way of packing
    ValueError,
    KeyError,
)
"""OSError, which bad bzip2 data raises too, is left to whoever opens the file."""
