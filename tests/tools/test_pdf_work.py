"""What a process that works on one PDF may take, and what is said where it takes more."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annexa.proof import reading
from annexa.tools.pdf_work import TOO_MUCH_MEMORY, why_ended

TIME, DEPTH, MEMORY = "seconds", "nested", "memory"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (-signal.SIGPROF, TIME),
        (-signal.SIGALRM, TIME),
        (-signal.SIGSEGV, DEPTH),
        (-signal.SIGABRT, MEMORY),
        (-signal.SIGKILL, MEMORY),
        (1, MEMORY),
    ],
)
def test_how_a_process_ends_says_why(tmp_path: Path, code: int, why: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    said = why_ended(code, path)
    assert [kind for kind in (TIME, DEPTH, MEMORY) if kind in said] == [why]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_memory_of_its_own_is_limited_and_a_large_file_that_is_mapped_is_not(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as stream:
        stream.truncate(400_000_000)
    code = f"""
import mmap
from annexa.tools.pdf_work import MEMORY, limit
limit()
with open({str(tmp_path / "large")!r}, "rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ):
    half = mmap.mmap(-1, MEMORY // 2, flags=mmap.MAP_PRIVATE)
    try:
        mmap.mmap(-1, MEMORY // 2, flags=mmap.MAP_PRIVATE)
    except OSError:
        print("refused")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"


class _Ends:
    """A helper that a file ends, or that answers with the name of an error."""

    def __init__(self, answer: bytes | None, ended: int | None = None) -> None:
        self.answer, self.ended = answer, ended

    def __call__(self, *_: str) -> "_Ends":
        return self

    def __enter__(self) -> "_Ends":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was started."""

    def ask(self, path: Path) -> bytes | None:
        return self.answer


@pytest.mark.parametrize("helper", [_Ends(None, -signal.SIGABRT), _Ends(b"-MemoryError")], ids=["abort", "error"])
def test_a_proof_that_takes_too_much_memory_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, helper: _Ends
) -> None:
    monkeypatch.setattr(reading, "Helper", helper)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    [(_, said)] = reading.read_pages([path])
    assert isinstance(said, str) and said.endswith(TOO_MUCH_MEMORY)
