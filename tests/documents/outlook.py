"""Outlook messages made for a test: an OLE container with storages in it, and the properties of a message."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Union

Tree = Mapping[str, Union[bytes, "Tree"]]

SECTOR, SMALL, LEAST = 512, 64, 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
TEXT, BINARY, TIME, NUMBER = 0x001F, 0x0102, 0x0040, 0x0003


def container(tree: Tree) -> bytes:
    """The bytes of an OLE file with these streams and storages."""
    rows: list[list[int | str]] = [["Root Entry", 5, FREE, FREE, END, 0]]  # name, kind, right, child, first, size
    small, table_small, large, table = b"", [], b"", []

    def add(children: Tree, parent: int) -> None:
        nonlocal small, large
        last = None
        for name, content in children.items():
            here = len(rows)
            if last is None:
                rows[parent][3] = here
            else:
                rows[last][2] = here
            last = here
            if isinstance(content, Mapping):
                rows.append([name, 1, FREE, FREE, 0, 0])
                add(content, here)
                continue
            size, chain = (SMALL, table_small) if len(content) < LEAST else (SECTOR, table)
            count = -(-len(content) // size)
            rows.append([name, 2, FREE, FREE, len(chain) if count else END, len(content)])
            chain += [*range(len(chain) + 1, len(chain) + count), END] if count else []
            padded = content + bytes(-len(content) % size)
            if size == SMALL:
                small += padded
            else:
                large += padded

    add(tree, 0)

    def place(content: bytes) -> int:
        nonlocal large
        first, count = len(table), -(-len(content) // SECTOR)
        table.extend([*range(first + 1, first + count), END] if count else [])
        large += content + bytes(-len(content) % SECTOR)
        return first if count else END

    rows[0][4], rows[0][5] = place(small), len(small)
    packed = struct.pack(f"<{len(table_small)}I", *table_small)
    first_small = place(packed + b"\xff" * (-len(packed) % SECTOR))
    entries = b"".join(map(_entry, rows))
    first_row = place(entries + _entry(["", 0, FREE, FREE, 0, 0]) * (-len(rows) % 4))
    table_at = len(table)
    table.append(FAT)
    assert len(table) <= SECTOR // 4
    fat = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    count_small = -(-len(packed) // SECTOR)
    head += struct.pack("<IIIIIIIII", 0, 1, first_row, 0, LEAST, first_small, count_small, END, 0)
    return head + struct.pack("<109I", table_at, *[FREE] * 108) + large + fat


def _entry(row: list[int | str]) -> bytes:
    name, kind, right, child, first, size = row
    encoded = str(name).encode("utf-16-le")
    length = len(encoded) + 2 if name else 0
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", length, kind, 1, FREE, right, child)
    return entry + bytes(36) + struct.pack("<IQ", first, size)


def message(
    texts: Mapping[int, str],
    *,
    page: bytes = b"",
    sent: datetime | None = None,
    attached: Mapping[str, bytes] | None = None,
) -> bytes:
    """An Outlook message with texts by the number of their property, and files attached."""
    attached = attached or {}
    header = struct.pack("<8xIIII8x", 0, len(attached), 0, len(attached))
    more: dict[int, tuple[int, bytes]] = {0x1013: (BINARY, page)} if page else {}
    tree: dict[str, bytes | Tree] = dict(_properties(header, texts, more, sent))
    for number, (name, content) in enumerate(attached.items()):
        inside = _properties(bytes(8), {0x3707: name}, {0x3701: (BINARY, content)}, None)
        tree[f"__attach_version1.0_#{number:08X}"] = inside
    return container(tree)


def _properties(
    header: bytes, texts: Mapping[int, str], more: Mapping[int, tuple[int, bytes]], sent: datetime | None
) -> dict[str, bytes]:
    values = {number: (TEXT, text.encode("utf-16-le")) for number, text in texts.items()} | dict(more)
    rows = b"".join(
        struct.pack("<HHIII", kind, number, 6, len(content) + 2 * (kind == TEXT), 0)
        for number, (kind, content) in values.items()
    )
    if sent is not None:
        ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
        rows += struct.pack("<HHIQ", TIME, 0x0039, 6, ticks)
    streams = {f"__substg1.0_{number:04X}{kind:04X}": content for number, (kind, content) in values.items()}
    return {"__properties_version1.0": header + rows, **streams}
