"""How long a process is waited for: its work counts where the system tells of it, and the clock where it does not."""

import os
import subprocess
import sys
import time

import pytest

from annexa.tools import patience
from annexa.tools.patience import Ending, Patience, Watch
from annexa.tools.spent import PROC, spent

ALLOWED = Patience(work=20, clock=200, unwatched=120)
IDLE = patience.IDLE


@pytest.mark.parametrize(
    ("clock", "work", "slowness", "found"),
    [
        (10, 10, 1, None),
        (199, 19, 1, None),  # a machine on which everything takes ten times as long
        (21, 21, 1, Ending.WORK),
        (150, 21, 1, Ending.WORK),
        (21, 21, 3, None),  # a machine that is three times as slow
        (61, 61, 3, Ending.WORK),
        (201, 19, 1, Ending.STUCK),
        (IDLE + 1, 0.1, 1, Ending.STUCK),
        (IDLE + 1, 1, 1, None),
        (IDLE + 1, None, 1, None),
        (121, None, 1, Ending.STUCK),  # where nobody tells what it works
    ],
)
def test_work_counts_and_then_the_clock(monkeypatch, clock, work, slowness, found):
    now = [1000.0, None if work is None else 5.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(patience, "spent", lambda group: now[1])
    watch = Watch(1, ALLOWED, slowness=slowness)
    now[:] = 1000.0 + clock, None if work is None else 5.0 + work
    assert watch.look() is found


def test_what_works_now_and_then_is_not_stuck(monkeypatch):
    now = [0.0, 0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(patience, "spent", lambda group: now[1])
    watch = Watch(1, ALLOWED)
    for turn in range(1, 5):
        now[:] = turn * IDLE * 0.9, turn * 0.5
        assert watch.look() is None
    now[0] += IDLE + 1
    assert watch.look() is Ending.STUCK


@pytest.mark.skipif(not PROC.is_dir(), reason="no /proc")
def test_the_work_of_a_whole_group_counts_also_of_those_that_ended():
    works = "import time\nwhile time.process_time() < 0.3: pass"
    both = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {works!r}]); print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", both], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        process.stdout.readline()
        assert spent(process.pid) >= 0.25  # Linux tells of whole hundredths, of the program and of the system each
        process.stdin.close()
    assert spent(process.pid) is None
    assert spent(os.getpgrp()) is None or spent(os.getpgrp()) >= 0
