"""The program that reads a PDF for its judge (`annexa.verify.reader` runs it): what it finds as lines of JSON."""

import importlib
import json
import queue
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import msgspec

from annexa.tools.memory import many_small_objects, wants_memory
from annexa.tools.overrun import ends_with_us
from annexa.tools.pdf_work import TOO_MUCH_MEMORY, limit
from annexa.verify.facts import Fact

FOR_A_BYTE: Final = 10
"""Bytes of memory that a reader may have for each byte of the file, beside what it may have for any: it looks at all
of a bundle at once. 636 pages of 23 MB take 90 MB in all."""


class Fault(Fact, frozen=True):
    """The last line of a reader that had to stop."""

    fault: str


DONE: Final = b"done"
"""The line behind all that is answered to one question."""


def lines_of(name: str, path: Path, opened: dict[Path, Any] | None = None) -> Iterator[bytes]:
    """The facts of one reader, each a line; where it has to stop, the last line says why.

    `name` is one of `HALF`; some of the pages, such as "sight 2/4"; or "drawn" for a digest of each. `opened`: where a
    file stays open for the next question about its pages.
    """
    encoder = msgspec.json.Encoder()
    try:
        for fact in _facts(name, path, opened):
            yield type(fact).__name__.lower().encode() + b" " + encoder.encode(fact) + b"\n"
    except Exception as error:
        said = f"it {TOO_MUCH_MEMORY}" if wants_memory(error) else f"{type(error).__name__}: {error}"
        yield b"fault " + encoder.encode(Fault(fault=said[:300].rstrip("."))) + b"\n"


def _facts(name: str, path: Path, opened: dict[Path, Any] | None) -> Iterator[Fact]:
    half, _, part = name.partition(" ")
    if half == "sight":
        from annexa.verify.sight import look

        yield from look(path, part, opened)
    elif half == "drawn":
        from annexa.verify.drawn import read as read_drawn

        yield from read_drawn(path)
    else:
        from annexa.verify.structure import read as read_structure

        yield from read_structure(path)


READS_WITH: Final = {
    "sight": ("annexa.verify.sight", "pypdfium2"),
    "drawn": ("annexa.verify.drawn",),
    "structure": ("annexa.verify.structure", "annexa.verify.unpacked"),
}
"""What each reader loads, which it does before it is asked."""


def main(half: str) -> None:
    """The program: asked with `question`, of one file as often as is needed, it answers with facts on standard output.

    It ends with whoever started it, or when that ends it.
    """
    for each in READS_WITH[half]:
        importlib.import_module(each)
    opened: dict[Path, Any] = {}
    with many_small_objects():
        for name, path in _questions():
            if not opened:
                limit(more=FOR_A_BYTE * path.stat().st_size)
            for line in chain(lines_of(name, path, opened), [DONE + b"\n"]):
                sys.stdout.buffer.write(line)
                sys.stdout.buffer.flush()


def question(name: str, path: Path) -> bytes:
    """What the program is asked: one of the names that `lines_of` takes, of one file."""
    return json.dumps([name, str(path.resolve())]).encode() + b"\n"


def _questions() -> Iterator[tuple[str, Path]]:
    said: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    ends_with_us(said.put)
    have = b""
    while True:
        while b"\n" not in have:
            have += said.get()
        asked, _, have = have.partition(b"\n")
        name, path = json.loads(asked)
        yield name, Path(path)
