"""scripts/run.py: what it installs, what it asks for, and how little it does when all is there."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {"libreoffice-writer", "libreoffice-calc", "python3-uno", "fonts-crosextra-carlito"}


@pytest.fixture
def script(tmp_path, monkeypatch) -> ModuleType:
    """The script, at work on a project folder of this test's own."""
    spec = importlib.util.spec_from_file_location("run_script", ROOT / "scripts" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "dev.txt").write_text("pinned==1\n")
    (tmp_path / "requirements" / "browser.txt").write_text("# npm: pyodide@1 sha512-x\npinned==1\n")
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "stamp").write_text("# npm: pyodide@1 sha512-x\npinned==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    tools = tmp_path / "src" / "annexa" / "tools"
    tools.mkdir(parents=True)
    (tools / "system.toml").write_text((ROOT / "src" / "annexa" / "tools" / "system.toml").read_text())
    venv = tmp_path / ".venv"
    for name, value in (
        ("ROOT", tmp_path),
        ("VENV", venv),
        ("BIN", venv / "bin"),
        ("STAMP", venv / "annexa-stamp"),
        ("UNFINISHED", venv / "annexa-unfinished"),
        ("REQUIREMENTS", tmp_path / "requirements" / "dev.txt"),
        ("BROWSER", tmp_path / "requirements" / "browser.txt"),
        ("BROWSER_PARTS", tmp_path / "parts"),
    ):
        monkeypatch.setattr(module, name, value)
    monkeypatch.chdir(tmp_path)
    return module


class Machine:
    """A Debian machine: which packages are there, which apt knows, who runs the script, what fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, script: ModuleType) -> None:
        self.installed: set[str] = set()
        self.unknown: set[str] = set()
        self.commands: list[list[str]] = []
        self.sudo = True
        self.fails: tuple[str, ...] = ()
        self.programs = {"dpkg-query", "apt-get", "sudo"}
        self.script = script
        monkeypatch.setattr(script.subprocess, "run", self.run)
        monkeypatch.setattr(script.shutil, "which", lambda name: f"/bin/{name}" if name in self.programs else None)
        monkeypatch.setattr(script.os, "geteuid", lambda: 0)
        monkeypatch.setattr(script.os, "execv", self.exec)

    def run(self, command, **options):
        command = [str(word) for word in command]
        self.commands.append(command)
        code, out = 0, ""
        if command[0] == "dpkg-query":
            out = "".join(f"installed {name}\n" for name in command if name in self.installed)
        elif command[0] == "apt-cache":
            out = "" if command[-1] in self.unknown else f"{command[-1]}:\n  Candidate: 1.0\n"
        elif command[:2] == ["sudo", "-n"] and not self.sudo:
            code = 1
        elif "apt-get" in command:
            code = 100 if any(word in command for word in self.fails) else 0
            if "install" in command and not code:
                self.installed |= set(command[command.index("--no-install-recommends") + 1 :])
            if "update" in command and not code:
                self.unknown = set()
        elif "venv" in command:
            code = 1 if "venv" in self.fails else 0
            if not code:
                (self.script.VENV / "bin").mkdir(parents=True, exist_ok=True)
                (self.script.VENV / "bin" / "python").touch()
        elif "pip" in command:
            code = 1 if "pip" in self.fails else 0
        elif "--fetch-parts" in command:
            code = 1 if "parts" in self.fails else 0
        elif "-c" in command:
            out = sys.version + "\n" if Path(command[0]).exists() else ""
        return SimpleNamespace(returncode=code, stdout=out, stderr="")

    def exec(self, program, arguments):
        self.commands.append(["EXEC", *arguments[1:]])
        return 0

    def ran(self, *words: str) -> bool:
        return any(all(word in command for word in words) for command in self.commands)


@pytest.fixture
def machine(monkeypatch, script) -> Machine:
    return Machine(monkeypatch, script)


def test_a_first_run_makes_everything_and_hands_over(script, machine):
    assert script.main(["build", "--draft"]) == 0
    assert machine.ran("apt-get", "install", "--no-install-recommends", *NEEDED)
    assert machine.ran("env", "DEBIAN_FRONTEND=noninteractive")
    assert machine.ran("-m", "venv")
    assert machine.ran("pip", "--require-hashes")
    assert machine.ran("pip", "--no-deps", "-e")
    assert machine.commands[-1] == ["EXEC", "-m", "nox", "-s", "build", "--", "--draft"]
    assert os.environ["PATH"].startswith(str(script.BIN))


def test_a_second_run_does_nothing_but_look(script, machine):
    script.main(["build"])
    machine.commands.clear()
    script.main(["build"])
    assert {command[0] for command in machine.commands[:-1]} == {"dpkg-query"}
    assert machine.commands[-1][0] == "EXEC"


def test_where_the_parts_of_the_page_cannot_be_had_the_task_goes_on(script, machine, capsys):
    Path("parts/stamp").write_text("older pins")
    machine.fails = ("parts",)
    script.main(["site"])
    assert machine.ran("annexa", "site", "--fetch-parts")
    assert "Going on" in capsys.readouterr().err
    assert machine.commands[-1][0] == "EXEC"
    machine.commands.clear()
    script.main(["lint"])
    assert not machine.ran("--fetch-parts")


@pytest.mark.parametrize("file", ["requirements/dev.txt", "pyproject.toml"])
def test_other_pins_make_it_again(script, machine, file):
    script.main(["lint"])
    Path(file).write_text("other")
    machine.commands.clear()
    script.main(["lint"])
    assert machine.ran("pip", "--require-hashes")


def test_a_task_that_needs_nothing_asks_for_nothing(script, machine):
    script.main(["lint"])
    assert not machine.ran("dpkg-query")
    assert not machine.ran("apt-get")


def test_the_list_of_packages_is_fetched_first_where_apt_does_not_know_them(script, machine):
    machine.unknown = {"libreoffice-writer"}
    script.main(["bundle"])
    order = [next(w for w in ("update", "install") if w in c) for c in machine.commands if "apt-get" in c]
    assert order[:2] == ["update", "install"]


def test_a_package_that_was_renamed(script, machine):
    machine.unknown = {"fonts-liberation2"}
    machine.fails = ("update",)  # no newer list either
    assert script.known("fonts-liberation2|fonts-liberation") == "fonts-liberation"
    machine.installed = {"fonts-liberation"}
    assert script.not_there({"packages": ["fonts-liberation2|fonts-liberation"], "programs": []}) == []


def test_apt_fails(script, machine, capsys):
    machine.fails = ("install",)
    assert script.main(["build"]) == 4
    assert "sudo apt-get install --no-install-recommends libreoffice-writer" in capsys.readouterr().err
    assert not machine.ran("venv")


def test_apt_fails_for_what_can_be_done_without(script, machine, capsys):
    machine.fails = ("chromium",)
    assert script.main(["tests"]) == 0
    assert "going on without it" in capsys.readouterr().err


@pytest.mark.parametrize("programs", [{"dpkg-query", "apt-get"}, {"dpkg-query", "apt-get", "sudo"}])
def test_without_the_right_to_install_one_command_is_named(script, machine, monkeypatch, capsys, programs):
    monkeypatch.setattr(script.os, "geteuid", lambda: 1000)
    machine.sudo = False
    machine.programs = programs
    assert script.main(["tests"]) == 3
    said = capsys.readouterr().err
    assert said.count("sudo apt-get install --no-install-recommends") == 1
    assert not machine.ran("apt-get", "install")
    assert not script.VENV.exists()


def test_a_sudo_that_asks_nothing_is_used(script, machine, monkeypatch):
    monkeypatch.setattr(script.os, "geteuid", lambda: 1000)
    assert script.main(["build"]) == 0
    assert machine.ran("sudo", "-n", "apt-get", "install")


def test_another_system_is_told_what_is_needed(script, machine, capsys):
    machine.programs = set()
    assert script.main(["build"]) == 3
    assert "LibreOffice" in capsys.readouterr().err
    machine.programs = {"soffice"}
    assert script.main(["build"]) == 0


def test_debian_without_python3_venv(script, machine, monkeypatch):
    monkeypatch.setattr(script.importlib.util, "find_spec", lambda name: None)
    script.main(["lint"])
    version = "{}.{}".format(*sys.version_info[:2])
    assert machine.ran("apt-get", "install", f"python{version}-venv")


def test_no_network_is_one_sentence_and_nothing_half_made_counts(script, machine, capsys):
    machine.fails = ("pip",)
    assert script.main(["lint"]) == 4
    assert "package index" in capsys.readouterr().err
    assert not script.STAMP.exists()
    machine.fails = ()
    machine.commands.clear()
    script.main(["lint"])
    assert machine.ran("venv", "--clear"), "what the broken run left behind is not built upon"
    assert script.STAMP.exists()
    assert not script.UNFINISHED.exists()


def test_venv_cannot_be_made(script, machine):
    machine.fails = ("venv",)
    assert script.main(["lint"]) == 4


def test_an_environment_of_the_same_python_is_kept_and_brought_up_to_date(script, machine):
    script.main(["lint"])
    script.STAMP.unlink()
    machine.commands.clear()
    script.main(["lint"])
    assert not machine.ran("venv", "--clear")
    assert machine.ran("pip", "--require-hashes")


def test_an_older_python_gets_one_sentence(script, monkeypatch, capsys):
    monkeypatch.setattr(script.sys, "version_info", (3, 9, 2, "final", 0))
    assert script.main(["build"]) == 3
    assert "Python 3.11 or newer; this is 3.9.2" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["--help"], 0), (["-x"], 2)])
def test_without_a_task_it_says_how_it_is_called(script, capsys, arguments, code):
    assert script.main(arguments) == code
    assert "SESSION" in capsys.readouterr().out


def test_it_needs_nothing_but_the_standard_library():
    command = [sys.executable, "-I", "-S", ROOT / "scripts" / "run.py", "--help"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
