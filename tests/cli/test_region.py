"""Several libraries, a line each; one that cannot be read says why and stops no other."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from annexa import pipeline
from annexa.cli.main import run
from annexa.load import Loaded
from annexa.model.errors import MissingTool
from annexa.pipeline import region
from annexa.pipeline.bundles import Bundles
from annexa.site.build import Built as Site

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


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The libraries that a build came to: what takes LibreOffice is left out of it."""
    came: list[str] = []

    def build(loaded: Loaded, **settings: object) -> pipeline.Everything:
        came.append(loaded.root.name)
        if loaded.root.name == "faulty":
            raise RuntimeError("a fault")
        if loaded.root.name == "bare":
            raise MissingTool("LibreOffice is not installed", remedy="Install it.")
        checked = pipeline.check(loaded, as_of=date(2026, 11, 2))
        site = Site(pages=3, downloads=(), folder=loaded.root / "build/site")
        bundles = Bundles(built=(), refused=(), old=(), against={})
        return pipeline.Everything(checked=checked, bundles=bundles, site=site)

    monkeypatch.setattr(region, "build", build)
    return came


def copied(libraries: list[Path], name: str) -> Path:
    return Path(shutil.copytree(libraries[0], libraries[0].parent / name))


@pytest.mark.parametrize(
    ("others", "code"), [([], 0), (["broken"], 2), (["bare"], 3), (["faulty"], 70), (["bare", "faulty", "broken"], 70)]
)
def test_a_build_goes_on_where_one_library_cannot_be_built(
    libraries: list[Path], built: list[str], others: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [*(copied(libraries, name) if name != "broken" else libraries[1] for name in others), libraries[0]]
    assert run(["build", "--libraries", *map(str, folders), "--json"]) == code
    shown = capsys.readouterr()
    found = json.loads(shown.out)
    assert [Path(each["folder"]) for each in found] == folders
    assert [each["exit_code"] == 0 for each in found] == [False] * len(others) + [True]
    assert found[-1]["site_pages"] == 3 and found[-1]["errors"] > 0
    assert built == [name for name in (*others, "project") if name != "broken"]
    assert (libraries[0] / "build/reports/check.html").is_file()
    assert "Traceback" not in shown.err
    for folder in folders[:-1]:
        assert len([line for line in shown.err.splitlines() if str(folder) in line]) == 1


def test_a_build_of_several_ends_with_a_table(
    libraries: list[Path], built: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "--libraries", *map(str, libraries[:2])]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["Area", "Testshire", "broken", "2"]
    assert lines[1].split()[-3:-1] == ["3", "pages"]


@pytest.mark.parametrize("also", [["--libraries"], ["."], ["--libraries", ".", "--without-sign-off", "lano"]])
def test_options_of_a_build_that_do_not_fit(also: list[str]) -> None:
    assert run(["build", *also]) == 2
