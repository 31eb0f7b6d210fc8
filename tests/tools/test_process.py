"""Programs are run to their end, or ended with all that they started."""

import sys
from pathlib import Path

import pytest
from tests.processes import goes

from annexa.model.errors import ToolFailed
from annexa.tools.process import run


def python(script: str) -> list[str | Path]:
    return [sys.executable, "-c", script]


def test_what_a_program_says_and_how_it_ends():
    done = run(python("import sys; print('out'); print('one\\ntwo ', file=sys.stderr); sys.exit(3)"), seconds=120)
    assert (done.code, done.out, done.complaint) == (3, b"out\n", "two")


def test_no_word_is_read_by_a_shell():
    done = run([*python("import sys; print(sys.argv[1])"), "$(echo hacked); `id` > x"], seconds=120)
    assert done.out == b"$(echo hacked); `id` > x\n"


def test_a_program_that_does_not_exist():
    with pytest.raises(ToolFailed, match="no-such-program cannot be started"):
        run(["/no-such-program"], seconds=1)


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path):
    script = 'sleep 600 & echo $! > "$0"; wait'  # a shell starts in a moment on any machine
    with pytest.raises(ToolFailed, match="did not finish within 2 seconds"):
        run(["sh", "-c", script, tmp_path / "pid"], seconds=2)
    assert goes(int((tmp_path / "pid").read_text()))


def test_a_program_never_waits_for_the_keyboard():
    assert run(python("import sys; print(repr(sys.stdin.read()))"), seconds=120).out == b"''\n"
