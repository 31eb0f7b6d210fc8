"""Several libraries, a line each; one that cannot be read says why and stops no other."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annexa.cli.main import run

Make = Callable[..., Path]


@pytest.fixture
def libraries(make_library: Make, tmp_path: Path) -> list[Path]:
    """One with an item, one whose library.yaml is broken, and a folder below the first that is none."""
    first = make_library()
    second = tmp_path / "broken"
    (second / "evidence").mkdir(parents=True)
    (second / "evidence" / "library.yaml").write_text("area: [\n")
    (first / "inner").mkdir()
    return [first, second, first / "inner", tmp_path / "nowhere"]


def test_each_library_is_a_line(libraries: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "--libraries", *map(str, libraries), "--json", "--at", "2026-11-03 11:00"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [Path(each["folder"]) for each in found] == libraries
    assert [bool(each["fault"]) for each in found] == [False, True, True, True]
    assert found[0]["requirements"] == 29 and found[0]["errors"] > 0


def test_as_text_what_cannot_be_read_is_said_beside(libraries: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "--libraries", *map(str, libraries), "--at", "2026-11-03 11:00"]) == 0
    shown = capsys.readouterr()
    assert "0 of 29" in shown.out and "1 library" in shown.out
    assert len([line for line in shown.err.splitlines() if str(libraries[0].parent) in line]) == 3


@pytest.mark.parametrize("also", [["--libraries"], ["."], ["--libraries", ".", "--submission", "day-2"]])
def test_options_that_do_not_fit(also: list[str]) -> None:
    assert run(["status", *also]) == 2
