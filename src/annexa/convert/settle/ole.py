"""Streams of files of before 2007, changed in place: a stream keeps its length, so nothing else has to move.

olefile reads them; its writing is not used, because it never ends on a file whose chain of sectors runs in a circle.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from annexa.convert.settle.change import Change
from annexa.documents import containers

Streams = dict[str, bytes]
Changed = tuple[Streams, Change]
"""The streams that are new, and what became of the file."""


def rewrite(copy: Path, names: tuple[str, ...], change: Callable[[Any, Streams], Changed]) -> Change:
    """Gives `change` those of the streams that are there and writes what it answers.

    Raises OSError where the disk cannot be written. A file that is not sound is left as it is.
    """
    data = bytearray(copy.read_bytes())
    try:
        with containers.opened(data) as container:
            streams = {name: container.openstream([name]).read() for name in names if container.exists([name])}
            changed, found = change(container, streams)
            for name, content in changed.items():
                _put(data, container, name, content)
    except containers.UNSOUND:
        return Change.NOT_REACHED
    if changed:
        copy.write_bytes(data)
    return found


def _put(data: bytearray, container: Any, name: str, content: bytes) -> None:
    """Writes a stream over itself. Raises ValueError where its sectors do not add up."""
    entry = container.direntries[container._find([name])]
    if len(content) != entry.size:
        raise ValueError("the stream is not as long as it says")
    at = 0
    for start, size in _pieces(container, entry):
        piece = content[at : at + size]
        if start + len(piece) > len(data):
            raise ValueError("a sector lies behind the end of the file")
        data[start : start + len(piece)] = piece
        at += size


def _pieces(container: Any, entry: Any) -> Iterator[tuple[int, int]]:
    """Place and length of the sectors of a stream; those of a small one lie inside a stream of their own."""
    large, small = container.sectorsize, container.minisectorsize
    if entry.size >= container.minisectorcutoff:
        for number in _chain(container.fat, entry.isectStart, entry.size, large):
            yield (number + 1) * large, large
        return
    root = container.root
    holders = _chain(container.fat, root.isectStart, root.size, large)
    for number in _chain(container.minifat, entry.isectStart, entry.size, small):
        holder, inside = divmod(number * small, large)
        yield (holders[holder] + 1) * large + inside, small


def _chain(table: Sequence[int], first: int, size: int, sector: int) -> list[int]:
    """The numbers of as many sectors as that size needs. Raises IndexError where the chain leads out of the table."""
    numbers = []
    number = first
    for _ in range(-(-size // sector)):
        numbers.append(number)
        number = table[number]
    return numbers
