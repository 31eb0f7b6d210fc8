"""Processes that work side by side: none is left when their work is given up, nor a program that one of them runs."""

import sys
from pathlib import Path

import pytest
from tests.processes import comes, goes

from annexa.tools.beside import beside
from annexa.tools.process import run


def runs_a_program(told: Path) -> None:
    """As veraPDF does it: a program that starts another one, and waits for it."""
    run(["sh", "-c", 'sleep 600 & echo $! > "$0/new"; mv "$0/new" "$0/pid"; wait', told], seconds=600)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell what a process has started")
def test_a_program_ends_with_the_process_that_runs_it(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), beside(1, tmp_path) as processes:
        assert processes is not None
        processes.ask(runs_a_program)
        assert comes((tmp_path / "pid").exists)
        raise KeyboardInterrupt
    assert goes(int((tmp_path / "pid").read_text()))
