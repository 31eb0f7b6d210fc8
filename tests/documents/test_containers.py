"""OLE containers whose numbers lie: each is refused before anything follows its chains of sectors."""

import random
import struct
from pathlib import Path

import pytest
from tests.documents.outlook import container, message

from annexa.documents import Facts, ReadFault, read
from annexa.documents.containers import UNSOUND, opened
from annexa.documents.facts import ReadFaultKind

MESSAGE = message({0x001A: "IPM.Note", 0x0037: "Plan", 0x1000: "Words"}, attached={"a.txt": b"words " * 2000})
ROW = 128
"""Bytes of a row of the directory; its kind stands at 66, its first sector at 116, its size at 120."""


def rows(data: bytes) -> list[int]:
    """Where the rows of the directory begin."""
    first = 512 * (1 + struct.unpack_from("<I", data, 48)[0])
    found = []
    while first + ROW <= len(data) and data[first + 66] in (1, 2, 5):
        found.append(first)
        first += ROW
    return found


def with_number(data: bytes, at: int, number: int) -> bytes:
    return data[:at] + struct.pack("<I", number) + data[at + 4 :]


def largest(data: bytes) -> int:
    """The row of the largest stream."""
    return max(
        (at for at in rows(data) if data[at + 66] == 2), key=lambda at: struct.unpack_from("<I", data, at + 120)[0]
    )


def round_in_a_circle(data: bytes) -> bytes:
    """The largest stream, of almost 4 GB, whose first sector is followed by itself."""
    at = largest(data)
    [first] = struct.unpack_from("<I", data, at + 116)
    table = 512 * (1 + struct.unpack_from("<I", data, 76)[0])
    return with_number(with_number(data, table + 4 * first, first), at + 120, 0xFFFFFFFF)


LIES = {
    "a stream that claims 4 GB and runs in a circle": round_in_a_circle,
    "a stream larger than the file": lambda data: with_number(data, largest(data) + 120, 2 * len(data)),
    "small streams larger than the file": lambda data: with_number(data, rows(data)[0] + 120, 0x7FFFFFFF),
    "a table of small sectors without end": lambda data: with_number(data, 64, 0x7FFFFFFF),
    "a table of sectors without end": lambda data: with_number(data, 44, 0x7FFFFFFF),
    "a table of tables without end": lambda data: with_number(data, 72, 0x7FFFFFFF),
    "sectors of two gigabytes": lambda data: data[:30] + b"\x1f\x00" + data[32:],
    "cut off in its header": lambda data: data[:300],
}


@pytest.mark.parametrize("lie", LIES)
def test_what_claims_more_than_it_has_is_not_opened(tmp_path: Path, lie: str) -> None:
    data = LIES[lie](MESSAGE)
    with pytest.raises(UNSOUND), opened(data):
        pass
    for name in ("a.msg", "a.doc", "a.xls", "a.ppt"):
        path = tmp_path / name
        path.write_bytes(data)
        fault = read(path)
        assert isinstance(fault, ReadFault) and fault.kind is ReadFaultKind.CORRUPT and fault.remedy, name


def test_many_streams_of_the_same_sectors_are_not_read_one_by_one() -> None:
    data = container({f"{number}": b"words" * 1000 for number in range(8)})
    sizes = [at for at in rows(data) if data[at + 66] == 2]
    for at in sizes:
        data = with_number(data, at + 120, len(data) // 2)
    with pytest.raises(UNSOUND), opened(data):
        pass


def test_what_is_sound_is_opened() -> None:
    with opened(MESSAGE) as found:
        assert found.exists("__properties_version1.0")
    with opened(container({"empty": b"", "full": b"x" * 5000})) as found:
        assert found.openstream("full").read() == b"x" * 5000


def test_numbers_changed_at_random_end_as_words_or_as_a_fault(tmp_path: Path) -> None:
    """As `scripts/fuzz.py` does for minutes: nothing goes on without end, nothing is raised."""
    noise = random.Random(5)
    path = tmp_path / "a.msg"
    for _ in range(150):
        data = bytearray(MESSAGE)
        for _ in range(noise.randint(1, 6)):
            at = noise.randrange(24, len(data) - 4)
            data[at : at + 4] = noise.choice((bytes(4), b"\xff" * 4, b"\xff\xff\xff\x7f", noise.randbytes(4)))
        path.write_bytes(data)
        result = read(path)
        assert isinstance(result, Facts) or result.kind is not ReadFaultKind.TIMEOUT
        assert isinstance(result, Facts) or "brought the reader down" not in result.message
