"""Plain text, comma-separated values and pictures."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from annexa.documents import Facts, ReadFault
from annexa.documents.facts import BlockKind

Read = Callable[[str, bytes], Facts]
Fault = Callable[[str, bytes], ReadFault]


def test_paragraphs_of_text(read_as: Read) -> None:
    facts = read_as("a.txt", b"First line\nruns on.\n\n- a point\n- another\nsee https://example.org\n")
    assert [(b.text, b.kind, b.place.line) for b in facts.blocks] == [
        ("First line\nruns on.", BlockKind.PARAGRAPH, 1),
        ("- a point", BlockKind.LIST_ITEM, 4),
        ("- another\nsee https://example.org", BlockKind.LIST_ITEM, 5),
    ]
    assert [x.target for x in facts.links] == ["https://example.org"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(read_as: Read, encoding: str) -> None:
    assert read_as("a.txt", "Café – £5".encode(encoding)).text == "Café – £5"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(read_as: Read, separator: str) -> None:
    rows = [("School", "Pupils"), ("North, upper" if separator != "," else "North", "12"), ("South", "9")]
    facts = read_as("a.csv", "\n".join(separator.join(row) for row in rows).encode())
    (table,) = facts.tables
    assert table.cells == tuple(rows)
    assert table.header_row
    assert str(facts.blocks[-1].place) == "line 3, cell B3"


def test_quoted_cells_may_hold_anything(read_as: Read) -> None:
    facts = read_as("a.csv", b'a,b\n"x, y","two\nlines"\n')
    assert facts.tables[0].cells[1] == ("x, y", "two\nlines")


def picture(format_name: str, pages: int = 1) -> bytes:
    target = io.BytesIO()
    images = [Image.effect_noise((40, 30), 80) for _ in range(pages)]
    more = {"save_all": True, "append_images": images[1:]} if pages > 1 else {}
    images[0].save(target, format_name, **more)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "format_name", "pages"),
    [("a.png", "PNG", 1), ("a.jpg", "JPEG", 1), ("a.JPEG", "JPEG", 1), ("a.tif", "TIFF", 1), ("a.tiff", "TIFF", 3)],
)
def test_pictures(read_as: Read, name: str, format_name: str, pages: int) -> None:
    facts = read_as(name, picture(format_name, pages))
    assert (facts.pages, facts.text) == (pages, "")
    assert facts.format in ("png", "jpg", "tif")


@pytest.mark.parametrize(("name", "format_name"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.tif", "TIFF")])
def test_half_a_picture(fault_of: Fault, name: str, format_name: str) -> None:
    whole = picture(format_name)
    assert fault_of(name, whole[: len(whole) // 2]).kind == "corrupt"


def test_a_picture_of_too_many_pixels(fault_of: Fault) -> None:
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    assert fault_of("a.png", bomb).kind == "too large"
