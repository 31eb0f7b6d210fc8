"""A reader of pages is asked for one part of a file after the other, and is there no longer than the file is read."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annexa.tools.supervised import Supervised
from annexa.verify import reader, turns
from annexa.verify.turns import Readers

Make = Callable[..., Path]


@pytest.fixture
def started(own_processes: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The readers that are started, of which one works at a time."""
    started: list[str] = []
    start = turns._started

    def noted(half: str) -> Supervised:
        started.append(half)
        return start(half)

    monkeypatch.setattr(turns, "_turn", threading.BoundedSemaphore(1))
    monkeypatch.setattr(turns, "_started", noted)
    return started


def test_a_reader_is_asked_for_one_part_after_the_other(
    make: Make, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, readers = make(), Readers()
    monkeypatch.setattr(reader, "_parts", lambda size: [f"sight {part}/5" for part in range(1, 6)])
    found = reader.read(path, seconds=60, readers=readers)
    assert ([page.position for page in found.seen], found.incomplete) == ([1, 2, 3, 4, 5, 6, 7], ())
    assert sorted(started) == ["sight", "structure"]
    assert not readers._idle, "the file is read"


def test_a_reader_that_somebody_killed_between_two_parts_is_started_once_more(
    make: Make, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Readers.keep

    def killed(self: Readers, half: str, path: Path, process: Supervised) -> None:
        process.kill()
        process.wait(time.monotonic() + 60)
        keep(self, half, path, process)

    monkeypatch.setattr(Readers, "keep", killed)
    monkeypatch.setattr(reader, "_parts", lambda size: ["sight 1/3", "sight 2/3", "sight 3/3"])
    found = reader.read(make(), seconds=60)
    assert ([page.position for page in found.seen], found.incomplete) == ([1, 2, 3, 4, 5, 6, 7], ())
    assert sorted(started) == ["sight", "sight", "sight", "structure"]


def test_where_the_time_of_a_file_is_up_no_other_part_begins(
    make: Make, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader.Patience, "until", lambda self: time.monotonic() - 1)
    monkeypatch.setattr(reader, "_parts", lambda size: ["sight 1/3", "sight 2/3", "sight 3/3"])
    found = reader.read(make(), seconds=60)
    assert found.incomplete[1] == "What the pages show could not be read to the end within 60 seconds."
    assert (found.seen, started) == ((), [])


def test_no_reader_is_kept_where_all_is_given_up(make: Make, started: list[str]) -> None:
    readers, path = Readers(), make()
    with pytest.raises(KeyboardInterrupt), readers.ended_with_us():
        raise KeyboardInterrupt
    process = readers.reader("sight", path)
    readers.keep("sight", path, process)
    assert not process.is_alive
    assert not readers._idle
