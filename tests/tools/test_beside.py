"""Processes that work side by side: none is left when their work is given up, nor a program that one of them runs."""

import sys
from pathlib import Path

import pytest
from tests.processes import comes, goes

from annexa.model.errors import ToolFailed
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


def refuses(template: Path) -> None:
    raise ToolFailed(f"{template.name} cannot be set", remedy="Report it.")


def test_a_refusal_comes_back_whole_and_the_process_goes_on(tmp_path: Path) -> None:
    with beside(1, tmp_path / "cover.typ") as processes:
        assert processes is not None
        for _ in range(2):
            with pytest.raises(ToolFailed, match=r"^cover\.typ cannot be set$") as refused:
                processes.ask(refuses).result(120)
            assert refused.value.remedy == "Report it."
