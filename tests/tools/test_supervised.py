"""A process that works for us: what it says is heard whole, and it ends with its deadline, its asker, or at a word."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from tests.processes import goes

from annexa.model.errors import ToolFailed
from annexa.tools import supervised
from annexa.tools.supervised import Supervised, ending
from annexa.verify import reader
from annexa.verify.turns import Readers

SAYS = "import os, signal, sys, time; say = lambda words: (sys.stdout.write(words), sys.stdout.flush());"
KILLED = "os.kill(os.getpid(), signal.SIGKILL)"
Start = Callable[..., Supervised]


def command(program: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", SAYS + program]


@pytest.fixture
def start() -> Iterator[Start]:
    begun: list[Supervised] = []

    def one(program: str, *, group: bool = False) -> Supervised:
        begun.append(Supervised(command(program), group=group))
        return begun[-1]

    yield one
    for process in begun:
        process.end()


def soon() -> float:
    return time.monotonic() + 120


def test_lines_and_bytes_are_heard_as_they_were_said_and_in_their_order(start: Start) -> None:
    process = start("say('one\\n\\n12345'); time.sleep(0.1); say('678two\\nthree')")
    assert (process.line(soon()), process.line(soon()), process.exactly(8, soon())) == (b"one", b"", b"12345678")
    assert list(process.lines(soon())) == [b"two"]  # what has no end is no line
    assert not process.is_late
    assert process.line(None) is None  # and nothing is waited for that cannot come
    assert process.end() == 0


def test_what_is_long_is_heard_whole(start: Start) -> None:
    process = start("say(('x' * 199 + '\\n') * 20_000); say('y' * 3_000_000)")
    assert sum(len(process.line(soon()) or b"") for _ in range(20_000)) == 199 * 20_000
    assert process.exactly(3_000_000, soon()) == b"y" * 3_000_000


def test_it_is_asked_and_answers_until_it_is_gone(start: Start) -> None:
    process = start("[say(line.upper()) for line in sys.stdin]")
    answers = [process.line(soon()) for word in (b"one\n", b"two\n") if process.say(word)]
    assert answers == [b"ONE", b"TWO"]
    process.end()
    assert not process.say(b"three\n") and process.line(soon()) is None


@pytest.mark.parametrize(
    ("program", "is_late", "code"),
    [
        ("time.sleep(600)", True, -signal.SIGKILL),
        ("say('half a line'); time.sleep(600)", True, -signal.SIGKILL),
        (KILLED, False, -signal.SIGKILL),
        ("sys.exit(3)", False, 3),
        ("say('half'); sys.exit(0)", False, 0),
    ],
)
def test_what_hangs_or_ends_answers_nothing_and_it_is_known_which(
    start: Start, program: str, is_late: bool, code: int
) -> None:
    process = start(program)
    assert process.line(time.monotonic() + (0.2 if is_late else 120)) is None
    assert (process.is_late, process.end(), process.end()) == (is_late, code, code)
    assert not process.is_alive
    assert ending(code) == (f"signal {-code}" if code < 0 else f"exit code {code}")


def test_what_never_stops_talking_ends_at_its_deadline(start: Start) -> None:
    process = start("[say('on and on\\n') for _ in iter(int, 1)]")
    assert process.line(soon()) == b"on and on"
    assert set(process.lines(time.monotonic() + 0.2)) <= {b"on and on"}
    assert process.is_late


def test_all_of_its_group_goes_with_it(start: Start) -> None:
    process = start(
        'import subprocess; say(f\'{subprocess.Popen(["sleep", "600"]).pid}\\n\'); time.sleep(600)', group=True
    )
    child = int(process.line(soon()) or b"0")
    process.end()
    assert goes(child)


def test_one_that_waits_for_nobody_ends_with_whoever_started_it() -> None:
    """As where annexa was killed: nothing is said to its processes then."""
    inner = "from annexa.tools.overrun import ends_with_us; import os, time; ends_with_us(); print(os.getpid(), flush=True); time.sleep(600)"
    outer = (
        "import os, signal; from annexa.tools.supervised import Supervised; import sys;"
        f"print(Supervised([sys.executable, '-c', {inner!r}]).line(None).decode(), flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    found = subprocess.run([sys.executable, "-c", outer], capture_output=True, text=True, check=False)
    assert found.returncode == -signal.SIGKILL, found.stderr
    assert goes(int(found.stdout))


def test_a_program_that_is_not_there_is_said_as_such() -> None:
    with pytest.raises(ToolFailed) as error:
        Supervised(["/nowhere/to/be/found"])
    assert error.value.remedy


@pytest.mark.parametrize(
    ("program", "seconds", "why"),
    [
        ("say('done\\n')", 120, ""),
        ("say('done\\n');time.sleep(600)", 120, ""),
        ("", 120, "could not be read to the end: the reader stopped"),
        (KILLED, 120, "could not be read to the end: the reader stopped"),
        ("sys.exit(1)", 120, "could not be read to the end: the reader stopped"),
        ("time.sleep(600)", 0.2, "could not be read to the end within 0.2 seconds"),
        ("[say('seen {}\\n') for _ in iter(int, 1)]", 0.2, "could not be read to the end within 0.2 seconds"),
    ],
)
def test_a_reader_of_bundles_that_dies_or_hangs_keeps_what_it_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: os.PathLike[str], program: str, seconds: float, why: str
) -> None:
    monkeypatch.setattr(supervised, "module", lambda *_: command("say('seen {}\\n');" + program))
    lines: list[bytes] = []
    trouble = reader._half("sight", reader.Path(tmp_path) / "a.pdf", reader.Patience(seconds), lines, Readers())
    assert trouble == why
    if seconds == 120:
        assert lines == [b"seen {}"]
