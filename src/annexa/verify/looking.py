"""All that is read of one PDF: its structure, what its pages show, and what a second reader shows of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from annexa.verify import second
from annexa.verify.asked import Asked
from annexa.verify.facts import Reading
from annexa.verify.kept import Known, Sights
from annexa.verify.reader import drawn, read
from annexa.verify.second import Second
from annexa.verify.turns import Readers


def look(
    path: Path,
    *,
    seconds: float,
    told: Callable[[int, int], None],
    readers: Readers,
    sights: Sights | None = None,
) -> tuple[Reading, Second | None]:
    """What the readers see. `sights`: what is known of pages; those that look as they are known are not looked at.

    Raises UsageError.
    """
    with_all = partial(_beside, path, seconds=seconds, told=told, readers=readers)
    if sights is None:
        return with_all(lambda: None)
    with ThreadPoolExecutor(2) as thinking:
        thinking.submit(sights.load)
        asking = thinking.submit(lambda: Known(sights, drawn(path, seconds=seconds, readers=readers)))
        reading, words = with_all(lambda: asking.result().wanted())
        known = asking.result()
    if known.wanted() is not None:
        if known.holds(reading, words):
            reading, words = known.completed(reading, words)
        else:
            reading, words = with_all(lambda: None)
    known.keep(reading, words)
    return reading, words


def _beside(
    path: Path,
    choose: Callable[[], Asked | None],
    *,
    seconds: float,
    told: Callable[[int, int], None],
    readers: Readers,
) -> tuple[Reading, Second | None]:
    def looked() -> Second | None:
        asked = choose()
        wanted = asked.positions if asked else None
        return second.look(path, seconds=seconds, readers=readers, wanted=wanted)

    with ThreadPoolExecutor(1) as beside, readers.ended_with_us():
        looking = beside.submit(looked)
        reading = read(path, seconds=seconds, told=told, readers=readers, choose=choose)
        return reading, looking.result()
