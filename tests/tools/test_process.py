"""Programs are run to their end, or ended with all that they started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.processes import comes, goes, patiently

from annexa.model.errors import ToolFailed
from annexa.tools.process import run
from annexa.tools.spent import groups_begun_by
from annexa.tools.supervised import our_environment


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
    script = 'sleep 600 & echo $! > "$0/new"; mv "$0/new" "$0/pid"; wait'

    def has_a_child(seconds):
        with pytest.raises(ToolFailed, match=f"did not finish within {seconds} seconds"):
            run(["sh", "-c", script, tmp_path], seconds=seconds)
        return (tmp_path / "pid").exists()

    assert patiently(1, has_a_child)
    assert goes(int((tmp_path / "pid").read_text()))


@pytest.mark.skipif(sys.platform == "win32", reason="what a killed program leaves is ended on POSIX systems")
def test_a_program_ends_with_its_children_where_annexa_is_killed(tmp_path):
    hangs = 'sleep 600 & echo $! $$ > "$0.new"; mv "$0.new" "$0"; wait'
    asks = "import sys; from annexa.tools.process import run; run(['sh', '-c', *sys.argv[1:]], seconds=600)"
    annexa = subprocess.Popen([*python(asks), hangs, tmp_path / "pids"], env=our_environment())
    assert comes((tmp_path / "pids").exists)
    assert comes(lambda: len(groups_begun_by(annexa.pid)) == 2)  # the program, and what watches over it
    watch = max(groups_begun_by(annexa.pid))
    annexa.kill()
    annexa.wait()
    assert all(goes(int(pid)) for pid in (*(tmp_path / "pids").read_text().split(), watch))


def test_what_watches_over_a_program_ends_with_it():
    before = groups_begun_by(os.getpid())
    run(python(""), seconds=120)
    assert set(groups_begun_by(os.getpid())) <= set(before)


def test_a_program_never_waits_for_the_keyboard():
    assert run(python("import sys; print(repr(sys.stdin.read()))"), seconds=120).out == b"''\n"
