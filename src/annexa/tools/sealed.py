"""Entries of a cache that know what they answer: one that was damaged, or belongs to another document, is none."""

import hashlib
from pathlib import Path

from annexa.tools.files import write_whole

_LENGTH = 64 + 1


def write_sealed(path: Path, data: bytes) -> None:
    """Writes an entry with a digest of its name and its bytes in its first line. Raises OSError.

    It is not waited for until it is on the disk: what a loss of power leaves of it does not match its digest.
    """
    write_whole(path, _seal(path.name, data) + b"\n" + data, lasts=False)


def read_sealed(path: Path) -> bytes:
    """What was written. Raises OSError, also where it is damaged or another's."""
    whole = path.read_bytes()
    seal, data = whole[: _LENGTH - 1], whole[_LENGTH:]
    if seal != _seal(path.name, data):
        raise OSError(f"{path.name} is damaged")
    return data


def _seal(name: str, data: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\0" + data).hexdigest().encode()
