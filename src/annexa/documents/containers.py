"""Containers of streams (OLE, [MS-CFB]): Office files of before 2007, Outlook messages, objects inside documents.

olefile reads them. It believes each number in a file, and follows a chain of sectors as often as these say, also round
in circles: a file of 15 kB kept it busy without end. So only a container is opened whose streams and tables together
claim no more bytes than the file has.
"""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from olefile import OleFileIO

UNSOUND: Final = (OSError, ValueError, IndexError, TypeError, KeyError, AttributeError, OverflowError, struct.error)
"""What is raised for containers that are not sound."""
_HEADER: Final = 512
_SHIFT: Final = 30
"""Where the header says how large a sector is, as a power of two ([MS-CFB] 2.2)."""
_TABLES: Final = (44, 64, 72)
"""Where it says how many sectors its tables take: of sectors, of small sectors, and of the first table itself."""
_STREAM: Final = 2


@contextmanager
def opened(data: bytes | bytearray) -> "Iterator[OleFileIO[Any]]":
    """The container in some bytes. Raises one of UNSOUND, here or while it is read."""
    import olefile  # only old files and messages need it

    if len(data) < _HEADER:
        raise ValueError("no container is so short")
    sector = 1 << min(struct.unpack_from("<H", data, _SHIFT)[0], 31)
    if sum(struct.unpack_from("<I", data, at)[0] for at in _TABLES) * sector > len(data):
        raise ValueError("its tables are larger than the file")
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        inside: Any = container
        entries = [entry for entry in inside.direntries if entry is not None]
        if sum(entry.size for entry in entries if entry.entry_type == _STREAM) > len(data):
            raise ValueError("its streams are larger than the file")
        if inside.root.size > len(data):
            raise ValueError("its small streams are larger than the file")
        yield container
