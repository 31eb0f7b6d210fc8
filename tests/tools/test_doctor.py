"""`annexa doctor`: what it says and how it ends, on machines that lack this or that."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from annexa.cli.doctor import command
from annexa.model.errors import ExitCode, ToolFailed
from annexa.tools import chromium, confined, fonts, git, inventory, libreoffice, ocrmypdf, poppler, scripts, system
from annexa.tools.part import State


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine where everything is there; a test takes away what it is about."""
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: tmp_path / "soffice")
    monkeypatch.setattr(libreoffice, "find_python", lambda soffice: tmp_path / "python")
    monkeypatch.setattr(libreoffice, "version", lambda soffice: "7.4.7.2")
    monkeypatch.setattr(confined, "keeps_from_files", lambda: True)
    monkeypatch.setattr(confined, "keeps_from_network", lambda: True)
    monkeypatch.setattr(fonts, "families", lambda: frozenset(fonts.STAND_INS))
    monkeypatch.setattr(scripts, "not_installed", tuple)
    monkeypatch.setattr(git, "find", lambda: tmp_path / "git")
    monkeypatch.setattr(git, "version", lambda: "2.39.5")
    monkeypatch.setattr(chromium, "find", lambda: tmp_path / "chromium")
    monkeypatch.setattr(chromium, "version", lambda: "Chromium 140")
    monkeypatch.setattr(ocrmypdf, "find", lambda: tmp_path / "ocrmypdf")
    monkeypatch.setattr(ocrmypdf, "version", lambda program: "OCRmyPDF 17, tesseract 5")
    monkeypatch.setattr(poppler, "find", lambda: tmp_path / "pdftotext")
    monkeypatch.setattr(poppler, "version", lambda program: "poppler 22.12.0")
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def ask(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, [*arguments], standalone_mode=False, obj=None)
    assert result.exception is None, result.exception
    return int(result.return_value), result.output


def test_everything_is_there(machine):
    code, said = ask()
    assert code == ExitCode.OK
    assert "Everything that annexa needs is there." in said
    assert "7.4.7.2" in said


@pytest.mark.parametrize(
    ("what", "value", "named", "remedy"),
    [
        ((libreoffice, "find_soffice"), None, "LibreOffice", "libreoffice-impress"),
        ((libreoffice, "find_python"), None, "LibreOffice's Python", "python3-uno"),
        ((fonts, "families"), frozenset({"Carlito"}), "Fonts", "fonts-crosextra-caladea"),
    ],
)
def test_something_needed_is_missing(machine, what, value, named, remedy):
    machine.setattr(*what, lambda *args: value)
    code, said = ask()
    assert code == ExitCode.MISSING_TOOL
    assert f"annexa cannot work yet: {named}." in said
    assert "sudo apt-get install --no-install-recommends" in said
    assert remedy in said


@pytest.mark.parametrize(
    ("module", "name"), [(ocrmypdf, "OCRmyPDF"), (poppler, "poppler"), (chromium, "Chromium"), (git, "git")]
)
def test_something_useful_is_absent(machine, module, name):
    machine.setattr(module, "find", lambda: None)
    code, said = ask()
    assert code == ExitCode.OK
    assert f"Done without: {name}." in said


def test_fonts_for_languages_are_done_without_until_a_document_needs_one(machine):
    machine.setattr(scripts, "not_installed", lambda: ("Bengali",))
    code, said = ask()
    assert code == ExitCode.OK
    assert "Done without: Fonts for languages." in said
    assert "fonts-noto-core" in said
    machine.setattr("annexa.pipeline.letters.lacking", lambda root: {"evidence/3.4-d/leaflet.docx": ("Bengali",)})
    machine.setattr("annexa.cli.doctor._root", lambda ctx: Path())
    code, said = ask()
    assert code == ExitCode.MISSING_TOOL
    assert "evidence/3.4-d/leaflet.docx (Bengali)" in " ".join(said.split())


def test_formulas_need_a_part_of_libreoffice_of_its_own(machine, tmp_path):
    for library in inventory.PARTS.values():
        (tmp_path / library).touch()
    (tmp_path.parent / "share/config/soffice.cfg/modules/swriter/ui").mkdir(parents=True, exist_ok=True)
    code, said = ask()
    assert code == ExitCode.OK
    assert "Done without: LibreOffice Math." in said
    assert "libreoffice-math" in said


def test_a_program_that_fails_is_named_and_the_rest_is_still_said(machine):
    def fails(*args):
        raise ToolFailed("LibreOffice does not start: killed", remedy="Install it again.")

    machine.setattr(libreoffice, "version", fails)
    code, said = ask()
    assert code == ExitCode.MISSING_TOOL
    assert "LibreOffice does not start: killed" in said
    assert "Chromium" in said


def test_the_packages_without_a_user_interface_are_not_enough(machine, tmp_path):
    program = tmp_path / "program"
    program.mkdir()
    for library in inventory.PARTS.values():
        (program / library).touch()
    machine.setattr(libreoffice, "find_soffice", lambda: program / "soffice")
    assert "-nogui" in ask()[1]
    (tmp_path / "share/config/soffice.cfg/modules/swriter/ui").mkdir(parents=True)
    assert ask()[0] == ExitCode.OK
    (program / "libsclo.so").unlink()
    assert "not there: Calc" in ask()[1]


def test_json_holds_every_part_and_package(machine):
    answer = json.loads(ask("--json")[1])
    assert answer["complete"] is True
    assert {part["state"] for part in answer["parts"]} == {"ok"}
    assert answer["python_packages"]["pikepdf"]


def test_quiet_says_nothing(machine):
    assert ask("--quiet") == (0, "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_build_folder_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    assert inventory.build_folder(tmp_path).state is State.MISSING


def test_a_file_in_the_place_of_the_build_folder(tmp_path):
    (tmp_path / "build").touch()
    part = inventory.build_folder(tmp_path)
    assert part.state is State.MISSING
    assert part.remedy


def test_a_full_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(inventory, "ROOM_WANTED", 10**18)
    assert "Make room" in inventory.build_folder(tmp_path).remedy


@pytest.mark.libreoffice
def test_deep_prints_a_page():
    if libreoffice.find_soffice() is None:
        pytest.skip("LibreOffice is not installed")
    part = inventory.trial()
    assert (part.state, part.remedy) == (State.OK, "")


def test_fonts_are_found_by_their_files_without_fontconfig(tmp_path, monkeypatch):
    (tmp_path / "truetype").mkdir()
    for name in ("Carlito-Bold.ttf", "LiberationSans-Regular.ttf", "Other.ttf"):
        (tmp_path / "truetype" / name).touch()
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    assert fonts._from_files() == {"Carlito", "Liberation Sans"}


def test_every_session_names_groups_that_exist():
    import tomllib

    data = tomllib.loads(system.DATA.read_text(encoding="utf-8"))
    for session, groups in data["sessions"].items():
        assert set(groups) <= data["groups"].keys(), session
    for group in data["groups"].values():
        assert {"required", "what", "programs", "packages"} == group.keys()


@pytest.mark.parametrize(
    ("files", "network", "state", "version"),
    [
        (True, True, State.OK, "yes"),
        (True, False, State.LESS, "files only"),
        (False, True, State.LESS, "no"),
        (False, False, State.LESS, "no"),
    ],
)
def test_it_says_whether_a_document_can_reach_out_of_libreoffice(machine, tmp_path, files, network, state, version):
    machine.setattr(confined, "keeps_from_files", lambda: files)
    machine.setattr(confined, "keeps_from_network", lambda: network)
    part = confined.confined_part(tmp_path / "soffice")
    assert (part.state, part.version, bool(part.remedy)) == (state, version, state is State.LESS)
    code, said = ask()
    assert code == ExitCode.OK
    assert (f"Done without: {confined.NAME}." in said) is (state is State.LESS)


def test_a_program_that_is_not_confined_is_found_out(monkeypatch, tmp_path):
    """The trial looks at what a program can read, not at what the kernel says of itself."""
    open_to_all = tmp_path / "confine.py"
    open_to_all.write_text("import os, sys\nos.execvp(sys.argv[2], sys.argv[2:])\n")
    monkeypatch.setattr(confined.confine, "__file__", str(open_to_all))
    assert not confined.keeps_from_files()


def test_the_trial_agrees_with_what_the_kernel_says():
    try:
        there = confined.confine.version_here() > 0
    except (OSError, AttributeError):
        there = False
    assert confined.keeps_from_files() is there
