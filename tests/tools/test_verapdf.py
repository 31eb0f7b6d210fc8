"""veraPDF, where it is installed, and what becomes of a claim that it does not confirm."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.processes import comes, goes

from annexa.bundle import writing
from annexa.tools import verapdf
from annexa.verify.turns import Readers


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A program that answers as veraPDF's command line does."""

    def install(script: str) -> Path:
        program = tmp_path / "verapdf"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(verapdf, "find", lambda: program)
        return program

    return install


@pytest.mark.parametrize(
    ("script", "confirmed"),
    [
        ('[ "$1 $2 $3 $4" = "--flavour ua1 --format text" ] && echo "PASS $5 ua1"', True),
        ('echo "FAIL $5 ua1"; exit 1', False),
        ("echo Exception in thread main >&2; exit 2", None),
        ('echo "ERROR $5 java.lang.OutOfMemoryError: Java heap space"; exit 3', None),
        ("exit 0", None),
    ],
)
def test_what_it_says_of_a_file(installed, tmp_path, script, confirmed):
    program = installed(script)
    (tmp_path / "a bundle.pdf").write_bytes(b"%PDF-1.7")
    assert verapdf.confirms(program, tmp_path / "a bundle.pdf") is confirmed
    assert writing.is_confirmed(tmp_path / "a bundle.pdf") is (confirmed is True)


def test_where_it_is_not_installed_nobody_is_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(verapdf, "find", lambda: None)
    assert writing.is_confirmed(tmp_path / "a.pdf")


def test_a_program_that_does_not_answer_in_time_confirms_nothing(installed, tmp_path, monkeypatch):
    monkeypatch.setattr(verapdf, "SECONDS", 0.3)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    assert verapdf.confirms(installed("sleep 20"), tmp_path / "a.pdf") is None


def test_a_file_that_is_gone_is_not_confirmed(installed, tmp_path):
    assert verapdf.confirms(installed("echo PASS $5 ua1"), tmp_path / "gone.pdf") is None


def test_its_java_is_told_how_much_memory_it_may_have(installed, tmp_path, monkeypatch):
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Dx=y")
    with (tmp_path / "a.pdf").open("wb") as stream:
        stream.truncate(100_000_000)
    wanted = f"-Xmx{verapdf.MEMORY + 100 * verapdf.FOR_A_MEGABYTE}m -Dx=y"
    assert verapdf.confirms(installed(f'[ "$JAVA_TOOL_OPTIONS" = "{wanted}" ] && echo PASS $5'), tmp_path / "a.pdf")


def test_it_ends_with_what_it_judges_for_and_so_does_its_java(installed, tmp_path):
    """As Ctrl-C does it: the judgement is given up, and its readers are ended from another thread."""
    program = installed(f'sleep 600 & echo $! > "{tmp_path}/new"; mv "{tmp_path}/new" "{tmp_path}/pid"; wait')
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    readers = Readers()
    with ThreadPoolExecutor(1) as beside, pytest.raises(KeyboardInterrupt), readers.ended_with_us():
        judging = beside.submit(verapdf.judge, program, tmp_path / "a.pdf", at_work=readers.at_work)
        assert comes((tmp_path / "pid").exists)
        raise KeyboardInterrupt
    assert judging.result() == verapdf.Answer(None)
    assert goes(int((tmp_path / "pid").read_text()))
