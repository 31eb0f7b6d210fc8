"""veraPDF, where it is installed, and what becomes of a claim that it does not confirm."""

from pathlib import Path

import pytest

from annexa.bundle import writing
from annexa.tools import verapdf


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
        ("exit 0", None),
    ],
)
def test_what_it_says_of_a_file(installed, tmp_path, script, confirmed):
    program = installed(script)
    assert verapdf.confirms(program, tmp_path / "a bundle.pdf") is confirmed
    assert writing.is_confirmed(tmp_path / "a bundle.pdf") is (confirmed is True)


def test_where_it_is_not_installed_nobody_is_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(verapdf, "find", lambda: None)
    assert writing.is_confirmed(tmp_path / "a.pdf")


def test_a_program_that_does_not_answer_in_time_confirms_nothing(installed, tmp_path, monkeypatch):
    monkeypatch.setattr(verapdf, "SECONDS", 0.3)
    assert verapdf.confirms(installed("sleep 20"), tmp_path / "a.pdf") is None
