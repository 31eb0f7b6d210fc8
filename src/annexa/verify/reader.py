"""Reads a PDF in processes of their own, so that a hostile file can neither hang nor crash its judge.

One reads its structure. What its pages show is read in parts where the file is large, by as many processes as have
nothing else to do, each of which is asked for the next part when it is done with one.

In a web page there are no processes: there the page guards the worker that reads (`read_here`).

The program that they run is `annexa.verify.program`. No reader may even have the library in memory that
writes bundles: a lint contract holds that nothing here imports it.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from annexa.model.errors import UsageError
from annexa.verify.asked import Asked
from annexa.verify.facts import Drawn, Fact, Laid, Reading, Seen, Structure
from annexa.verify.program import DONE, Fault, lines_of, question
from annexa.verify.turns import TRIES, Readers, processors

if TYPE_CHECKING:  # not in the page, where no process is started
    from annexa.tools.supervised import Supervised

A_PART: Final = 1_000_000
"""Bytes of a file that are looked at in one go: 130 pages of text, or 25 of which a quarter have pictures. So that what
one reader still has to do, when the others are done, is little."""
GOES: Final = 8
"""The most of them for each processor."""
SOME_PAGES: Final = 300
"""Pages for which one more process is worth its start, where not all are looked at."""
NOW_AND_THEN: Final = 0.2
"""Seconds between two times that it is told how many pages were looked at."""
HALF: Final = {
    "structure": "The file's structure (bookmarks, links, labels, tags)",
    "sight": "What the pages show",
}


class _Half(NamedTuple):
    lines: list[bytes]
    trouble: str


_UNREAD: Final = _Half([], "could not be read")


class Patience:
    """Until when those may go on who read one file, each some of its pages, from when the first of them begins."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until = 0.0

    def until(self) -> float:
        self._until = self._until or time.monotonic() + self.seconds
        return self._until


class _Count(Fact, frozen=True):
    """Of all that the structure reader finds, how many pages there are."""

    pages: int = 0


def read(
    path: Path,
    *,
    seconds: float,
    told: Callable[[int, int], None] = lambda seen, pages: None,
    readers: Readers | None = None,
    choose: Callable[[], Asked | None] = lambda: None,
) -> Reading:
    """All facts of a PDF; what cannot be read in time is said in `incomplete`. Raises UsageError.

    `seconds` is how long each reader may take. `told` is called now and then, and at the end, with how many pages were
    looked at, and how many there are, once that is known. `choose`: says, while the structure is read, which pages are
    to be looked at; the others are not among those `seen`.
    """
    asked: Asked | None = None

    def beside() -> dict[str, _Half]:
        nonlocal asked
        results: dict[str, _Half] = {}
        ours = readers or Readers()

        def begun(name: str, patience: Patience) -> threading.Thread:
            thread = threading.Thread(target=_run, args=(name, path, patience, results, ours))
            thread.start()
            return thread

        with ours.kept_for(path), ours.ended_with_us():
            threads = [begun("structure", Patience(seconds))]
            asked = choose()
            names = _parts(path.stat().st_size) if asked is None else _chosen(asked)
            together = Patience(2 * seconds if len(names) == GOES * processors() else seconds)
            threads += [begun(name, together) for name in names]
            known = asked.pages - len(asked.positions) if asked else 0

            def tell() -> None:
                if pages := _pages(results.get("structure", _UNREAD).lines):
                    told(known + sum(len(results[name].lines) for name in names if name in results), pages)

            for thread in threads:
                while thread.is_alive():
                    thread.join(NOW_AND_THEN)
                    tell()
            tell()
        sight = [results.get(name, _UNREAD) for name in names]
        return {"structure": results.get("structure", _UNREAD), "sight": _joined(sight)}

    found = _read(path, beside)
    return _counted(found, asked.pages, len(asked.positions)) if asked else _counted(found)


def drawn(path: Path, *, seconds: float, readers: Readers) -> Drawn:
    """A digest of all that each page draws; none where that cannot be told (`annexa.verify.drawn`)."""
    results: dict[str, _Half] = {}
    _run("drawn", path, Patience(seconds), results, readers)
    for kind, line in _lines(results.get("drawn", _UNREAD).lines):
        if kind == "drawn":
            return msgspec.json.decode(line, type=Drawn)
    return Drawn()


def _pages(lines: list[bytes]) -> int:
    """How many pages the structure's first line says that there are; 0 while it has not come."""
    kind, _, fact = lines[0].partition(b" ") if lines else (b"", b"", b"")
    return msgspec.json.decode(fact, type=_Count).pages if kind == b"structure" else 0


def _parts(size: int) -> list[str]:
    """What the processes are asked for that look at the pages: "sight", or "sight 1/4" to "sight 4/4"."""
    count = min(1 + size // A_PART, GOES * processors()) if processors() > 1 else 1
    return ["sight"] if count == 1 else [f"sight {part}/{count}" for part in range(1, count + 1)]


def _chosen(asked: Asked) -> list[str]:
    """What the processes are asked for that look at some of the pages."""
    count = min(1 + len(asked.positions) // SOME_PAGES, processors())
    return [f"sight {part}" for part in asked.in_parts(count)]


def _joined(parts: list[_Half]) -> _Half:
    lines = [line for part in parts for line in part.lines]
    return _Half(lines, next((part.trouble for part in parts if part.trouble), ""))


def read_here(path: Path, told: Callable[[str], None]) -> Reading:
    """The same in this process, which is guarded by whoever calls: a page's worker, that the page can end.

    `told` is called with each reader's name in `HALF` and once more for each page. Raises UsageError.
    """

    def one(half: str) -> _Half:
        lines = []
        for line in lines_of(half, path):
            lines.append(line.rstrip(b"\n"))
            told(half)
        return _Half(lines, "")

    return _counted(_read(path, lambda: {half: one(half) for half in HALF}))


def _read(path: Path, halves: Callable[[], dict[str, _Half]]) -> Reading:
    from annexa.tools.files import sha256_of

    try:
        size, digest = path.stat().st_size, sha256_of(path)
        with path.open("rb") as stream:
            head = stream.read(1024)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be opened: {error.strerror or error}", remedy="Give the path of a PDF that exists."
        ) from error
    if b"%PDF-" not in head:
        return Reading(bytes=size, sha256=digest, structure=Structure(), incomplete=("This is not a PDF.",))
    return _put_together(size, digest, halves())


def _run(name: str, path: Path, patience: Patience, results: dict[str, _Half], readers: Readers) -> None:
    with readers.turn() as is_wanted:
        if is_wanted:
            results[name] = _Half([], "")
            trouble = _half(name, path, patience, results[name].lines, readers)
            results[name] = _Half(results[name].lines, trouble)


def _half(name: str, path: Path, patience: Patience, lines: list[bytes], readers: Readers) -> str:
    """Runs a reader, once more where somebody else ended it; adds its lines one by one, and says why they are not all
    of them."""
    from annexa.tools.pdf_work import CRASHED, why_ended
    from annexa.tools.supervised import KILLED  # not in the page, where no process is started

    half, _, part = name.partition(" ")
    until, late = patience.until(), f"could not be read to the end within {patience.seconds:g} seconds"
    if time.monotonic() > until:
        return late
    for _ in range(TRIES):
        lines.clear()
        with ExitStack() as ending:
            process = readers.reader(half, path)
            ending.callback(process.end)
            with readers.at_work(process.kill):
                is_done = _answers(process, question(name, path), until, lines)
            if is_done and part:  # there may be another
                ending.pop_all()
                readers.keep(half, path, process)
            if is_done:
                return ""
            is_late, code = process.is_late, process.end()
        if is_late or code != KILLED or readers.is_over:
            break
    if is_late:
        return late
    if code in CRASHED:
        return f"could not be read to the end: it {why_ended(code, path)}"
    return "could not be read to the end: the reader stopped"


def _answers(process: "Supervised", asked: bytes, until: float, lines: list[bytes]) -> bool:
    """Adds the lines that it answers with, one by one; whether they are all of them."""
    process.say(asked)
    for line in process.lines(until):
        if line == DONE:
            return True
        lines.append(line)
    process.wait(until)
    return False


def _put_together(size: int, digest: str, halves: dict[str, _Half]) -> Reading:
    incomplete: list[str] = []
    structure = Structure()
    laid: list[Laid] = []
    seen: list[Seen] = []
    for half, name in HALF.items():
        result = halves[half]
        trouble = result.trouble
        for kind, line in _lines(result.lines):
            match kind:
                case "structure":
                    structure = msgspec.json.decode(line, type=Structure)
                case "laid":
                    laid.append(msgspec.json.decode(line, type=Laid))
                case "seen":
                    seen.append(msgspec.json.decode(line, type=Seen))
                case _:
                    trouble = f"could not be read: {msgspec.json.decode(line, type=Fault).fault}"
        if trouble:
            incomplete.append(f"{name} {trouble}.")
    if structure.encrypted and not structure.pages:
        incomplete = ["The file is encrypted and cannot be read without its password."]
    return Reading(
        bytes=size,
        sha256=digest,
        structure=structure,
        laid=tuple(laid),
        seen=tuple(seen),
        incomplete=tuple(incomplete),
    )


def _counted(found: Reading, pages: int | None = None, looked_at: int | None = None) -> Reading:
    """Says where the readers disagree about the number of pages; `looked_at` of them where that is given."""
    counts = len(found.laid), len(found.seen)
    there = found.structure.pages
    expected = there, there if looked_at is None else looked_at
    if found.incomplete or (counts == expected and pages in (None, there)):
        return found
    sentence = f"The two readers disagree about the number of pages: {there} by structure, {counts[1]} by sight."
    return msgspec.structs.replace(found, incomplete=(sentence,))


def _lines(lines: list[bytes]) -> Iterator[tuple[str, bytes]]:
    for line in lines:
        kind, _, fact = line.partition(b" ")
        yield kind.decode(), fact
