"""Files of before 2007 made for a test: streams in an OLE container, and records in a workbook."""

import struct
from pathlib import Path

import olefile

SECTOR, SMALLEST = 512, 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(path: Path, **streams: bytes) -> Path:
    """An OLE file that holds these streams, each filled up to 4,096 bytes; `_` in a name stands for a space."""
    padded = {name.replace("_", " "): content.ljust(SMALLEST, b"\0") for name, content in streams.items()}
    padded = {name: content + bytes(-len(content) % SECTOR) for name, content in padded.items()}
    directory = [_entry("Root Entry", 5, 1, FREE, END, 0)]
    table = [FAT, END]  # the table itself, and the directory, of four entries
    body = b""
    for number, (name, content) in enumerate(padded.items(), 1):
        first, count = len(table), len(content) // SECTOR
        table += [*range(first + 1, first + count), END]
        directory.append(_entry(name, 2, FREE, number + 1 if number < len(padded) else FREE, first, len(content)))
        body += content
    assert len(table) <= SECTOR // 4
    assert len(directory) <= 4
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, SMALLEST, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    sectors = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff") + b"".join(directory).ljust(SECTOR, b"\0")
    path.write_bytes(head + sectors + body)
    return path


def _entry(name: str, kind: int, child: int, right: int, first: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded) + 2, kind, 1, FREE, right, child)
    return entry + bytes(36) + struct.pack("<IQ", first, size)


def stream(path: Path, name: str) -> bytes:
    with olefile.OleFileIO(str(path)) as container:
        return container.openstream([name]).read()


def record(kind: int, data: bytes) -> bytes:
    """A record of a workbook's stream."""
    return struct.pack("<HH", kind, len(data)) + data


def atom(kind: int, data: bytes, *, container: bool = False, instance: int = 0) -> bytes:
    """A record of a presentation's stream."""
    return struct.pack("<HHI", (instance << 4) | (0xF if container else 0), kind, len(data)) + data
