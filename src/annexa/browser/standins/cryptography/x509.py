"""The names in a certificate's subject (RFC 5280), read without a library for cryptography."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class NameOID(StrEnum):
    """Object identifiers of names."""

    COMMON_NAME = "2.5.4.3"


_SHORT: Final = {
    NameOID.COMMON_NAME: "CN",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
    "2.5.4.6": "C",
    "2.5.4.9": "STREET",
    "0.9.2342.19200300.100.1.25": "DC",
    "0.9.2342.19200300.100.1.1": "UID",
}
"""Short names (RFC 4514)."""
_ENCODINGS: Final = {0x1E: "utf-16-be", 0x0C: "utf-8", 0x1C: "utf-32-be"}


@dataclass(frozen=True, slots=True)
class NameAttribute:
    """One part of a name."""

    oid: str
    value: str


class Name:
    """A subject: its parts, in order."""

    def __init__(self, parts: tuple[NameAttribute, ...]) -> None:
        self.parts = parts

    def get_attributes_for_oid(self, oid: str) -> list[NameAttribute]:
        """The parts of one kind."""
        return [part for part in self.parts if part.oid == oid]

    def rfc4514_string(self) -> str:
        """The whole name on one line, the last part first."""
        return ",".join(f"{_SHORT.get(part.oid, part.oid)}={_escaped(part.value)}" for part in reversed(self.parts))


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of which only the subject is known."""

    subject: Name


def load_der_x509_certificate(data: bytes) -> Certificate:
    """Raises ValueError where the bytes are no certificate."""
    try:
        fields = [field for field in _values(_content(_content(data))) if field[0] != 0xA0]
        relatives = (pair for _, relative in _values(fields[4][1]) for _, pair in _values(relative))
        return Certificate(Name(tuple(_attribute(pair) for pair in relatives)))
    except (IndexError, UnicodeError, StopIteration) as error:
        raise ValueError("not a certificate") from error


def _content(data: bytes) -> bytes:
    return next(_values(data))[1]


def _attribute(pair: bytes) -> NameAttribute:
    (_, oid), (kind, value), *_ = _values(pair)
    return NameAttribute(_dotted(oid), value.decode(_ENCODINGS.get(kind, "latin-1")))


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and content of each value in DER."""
    at = 0
    while at < len(data):
        kind, size = data[at], data[at + 1]
        at += 2
        if size & 0x80:
            count = size & 0x7F
            size, at = int.from_bytes(data[at : at + count], "big"), at + count
        if at + size > len(data):
            raise ValueError("it breaks off")
        yield kind, data[at : at + size]
        at += size


def _dotted(oid: bytes) -> str:
    numbers = [oid[0] // 40, oid[0] % 40]
    number = 0
    for byte in oid[1:]:
        number = number << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(number)
            number = 0
    return ".".join(map(str, numbers))


def _escaped(value: str) -> str:
    return "".join(f"\\{sign}" if sign in ',+"\\<>;' else sign for sign in value)
