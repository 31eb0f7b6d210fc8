"""The process that reads documents for `annexa.documents.guarded`.

It is asked on standard input and answers on standard output. A request is the time limit in seconds
(8 bytes, float), the SHA-256 of the bytes that are asked about (64 signs, or spaces for any) and a path; an answer is
one letter (`F` facts, `R` fault) and MessagePack. Each goes with its length in front (8 bytes, big endian). The process
ends when its input does.
"""

import os
import struct
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from annexa.documents.allowance import work
from annexa.documents.facts import Facts
from annexa.documents.limits import Limits
from annexa.documents.reader import read
from annexa.tools.asked import only_answers
from annexa.tools.memory import limit_memory, seldom_look_for_cycles
from annexa.tools.overrun import ended_after

LENGTH = struct.Struct(">Q")
ASKED = struct.Struct(">d64s")
"""Seconds and SHA-256, before the path."""
_GRACE = 5
"""Seconds after its time limit until the process ends itself, in case nobody is left to end it."""


def main(arguments: list[str]) -> int:
    """Serves until the input ends; `arguments` are the memory limit in bytes and the reading limits as JSON."""
    limits = msgspec.json.decode(arguments[1], type=Limits)
    limit_memory(int(arguments[0]))
    answers = only_answers()
    seldom_look_for_cycles()
    _send(answers, b"")
    while (request := _receive(sys.stdin.buffer)) is not None:
        seconds, sha256 = ASKED.unpack(request[: ASKED.size])
        path = Path(os.fsdecode(request[ASKED.size :]))
        with ended_after(seconds + _GRACE, work=work(path)):
            _send(answers, _answer(path, limits, sha256.decode().strip()))
    return 0


def _answer(path: Path, limits: Limits, sha256: str) -> bytes:
    result = read(path, limits=limits, sha256=sha256)
    return (b"F" if isinstance(result, Facts) else b"R") + msgspec.msgpack.encode(result)


def _receive(source: BinaryIO) -> bytes | None:
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    size = LENGTH.unpack(head)[0]
    body = source.read(size)
    return body if len(body) == size else None


def _send(target: BinaryIO, body: bytes) -> None:
    target.write(LENGTH.pack(len(body)))
    target.write(body)
    target.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
