"""“Start your own library”, in README and on the site: its commands are run as they stand, in an empty folder."""

import json
import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from tests.documents.made_pdf import new, saved, say
from tests.sample_place import ROOT

from annexa.cli.main import run
from annexa.inspection.starting import start
from annexa.load import project
from annexa.load.unfinished import unfinished

PLACES = {"README.md": "## Start your own library", "guidance/pages/reference/start-library.md": "## The commands"}


def commands(file: str, heading: str) -> list[list[str]]:
    """The lines of the first block of commands below a heading, without comments."""
    text = (ROOT / file).read_text(encoding="utf-8").partition(f"{heading}")[2]
    block = re.search(r"```sh\n(.*?)```", text, re.DOTALL)
    assert block is not None, f"{file} has no commands below “{heading}”"
    return [shlex.split(line, comments=True) for line in block[1].splitlines() if line.strip()]


def test_readme_and_site_say_the_same() -> None:
    readme, site = (commands(file, heading) for file, heading in PLACES.items())
    assert readme == site
    assert [words[:2] for words in readme[:2]] == [["pip", "install"], ["annexa", "init"]]


@pytest.mark.slow
def test_what_the_page_says_works_in_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "SEND evidence/1.1 Structure").mkdir(parents=True)
    pages = say("Structure of the partnership", 760, 24) + say("Version 1, 14 September 2026", 700)
    (tmp_path / "SEND evidence/1.1 Structure/Structure v3 FINAL (2).pdf").write_bytes(saved(new(pages)))
    shown: dict[str, str] = {}
    for program, *words in commands(*next(iter(PLACES.items()))):
        if program == "cd":
            monkeypatch.chdir(words[0])
        elif program == "annexa":
            words += ["--pages-only"] if words == ["site"] else []  # MkDocs is run by the test of the wheel
            code = run(words)
            shown[words[0]] = "".join(capsys.readouterr())
            assert code == (1 if words[0] == "check" else 0), shown[words[0]]
        else:
            assert program == "pip"
    root = tmp_path / "ashby"
    library = project(root).library
    assert library is not None
    for value in unfinished(root, library.meta):
        assert value.field in shown["check"].replace("\n", " ") and value.field in shown["site"]
    assert [item.meta.requirement for item in library.items] == ["1.1"]
    assert list((root / "build/bundles/day-2").glob("DRAFT*.pdf"))
    manifest = json.loads((root / "build/bundles/day-2/manifest.json").read_text())
    assert manifest["as_at"] == "2026-09-14"
    assert "Who must" not in shown["status"] and "not started" in shown["status"]
    assert (root / "build/pages/reference/start-library.md").is_file()


@pytest.mark.slow
def test_an_empty_draft_claims_nothing(tmp_path: Path) -> None:
    start(tmp_path, area="Ashby", framework="annex-a", today=date(2026, 11, 20))
    library = ["--library", str(tmp_path)]
    assert run([*library, "bundle", "day-2", "--draft", "-q"]) == 0
    manifest = json.loads((tmp_path / "build/bundles/day-2/manifest.json").read_text())
    assert manifest["as_at"] >= "2026-11", "no cover says that nothing is from 2000"
    assert run([*library, "package", "day-2", "-q"]) == 0
    (receipt,) = (tmp_path / "build/bundles/day-2/package").glob("*receipt.txt")
    assert "No item is in it, so nothing was signed off." in receipt.read_text()
    assert "A newer list, of 6 June 2025, exists" in receipt.read_text()


def test_the_list_of_other_commands_exists(project_root: Path) -> None:
    from annexa.cli.main import COMMANDS

    text = (project_root / "guidance/pages/reference/start-library.md").read_text()
    found = re.findall(r"```sh\n(.*?)```|`([^`]+)`", text, re.DOTALL)
    code = "\n".join(block or inline for block, inline in found)
    named = set(re.findall(r"^annexa ([a-z-]+)", code, re.MULTILINE))
    assert {"init", "check", "migrate", "doctor"} <= named <= set(COMMANDS)
