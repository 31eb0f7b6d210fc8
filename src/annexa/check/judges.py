"""Documents judged side by side: with many of them, the rules take most of the time of a first check."""

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from typing import Final

import msgspec

from annexa.check.judge import Judged, judge_document
from annexa.check.reading import Read
from annexa.check.subjects import Source, document_subject
from annexa.documents.facts import Facts, ReadFault
from annexa.rules.base import Surroundings
from annexa.tools.beside import Beside, beside

WORTH_IT: Final = 200
"""Documents from which on processes of their own are worth their start: at 150 they save nothing on two processors."""
_READERS: Final = 2
"""So many processes read for one that judges: reading takes twice as long, and a start half a second."""
_AHEAD: Final = 4
"""Documents that wait for each process; what has been read and not judged takes memory."""
_FACTS: Final = msgspec.msgpack.Decoder(Facts)
_FAULT: Final = msgspec.msgpack.Decoder(ReadFault)
_Told = tuple[Surroundings, Sequence[Source]]
"""What all documents have around them, and which they are."""


def judged(
    read: Iterator[tuple[Source, Read]], around: Surroundings, *, wanted: Sequence[Source], workers: int
) -> Iterator[tuple[Source, Read, Judged]]:
    """What the rules say of each of the documents that are `wanted`, in the order in which they are read."""
    is_debugged = logging.getLogger("annexa.check").isEnabledFor(logging.DEBUG)  # it is told here, and not elsewhere
    if workers > 1 and len(wanted) >= WORTH_IT and not is_debugged:
        count = max(1, workers // _READERS)
        with beside(count, (around, wanted)) as processes:
            if processes is not None:
                yield from _judged_beside(read, around, processes, wanted, ahead=workers * _AHEAD)
                return
    for source, facts in read:
        yield source, facts, judge_document(document_subject(source, facts, around))


def _judged_beside(
    read: Iterator[tuple[Source, Read]],
    around: Surroundings,
    processes: Beside[_Told],
    wanted: Sequence[Source],
    *,
    ahead: int,
) -> Iterator[tuple[Source, Read, Judged]]:
    numbers = {id(source): number for number, source in enumerate(wanted)}
    waiting: deque[tuple[Source, Read, Future[Judged]]] = deque()

    def first() -> tuple[Source, Read, Judged]:
        source, facts, asked = waiting.popleft()
        try:
            return source, facts, asked.result()
        except BrokenExecutor:  # somebody ended a process, or there is no memory for it
            return source, facts, judge_document(document_subject(source, facts, around))

    for source, facts in read:
        # Facts travel as they are kept: to pickle them, and a whole item with each, takes three times as long.
        sent = msgspec.msgpack.encode(facts)
        waiting.append((source, facts, processes.ask(_judge, numbers[id(source)], sent, isinstance(facts, Facts))))
        if len(waiting) >= ahead:
            yield first()
    while waiting:
        yield first()


def _judge(told: _Told, number: int, sent: bytes, is_read: bool) -> Judged:
    around, wanted = told
    read: Read = _FACTS.decode(sent) if is_read else _FAULT.decode(sent)
    return judge_document(document_subject(wanted[number], read, around))
