"""The parts of the page are fetched once, with pip and npm, and only what has the pinned hashes is kept."""

import base64
import hashlib
from pathlib import Path

import pytest

from annexa.browser import fetching, parts
from annexa.cli.main import run
from annexa.model.errors import ExitCode
from annexa.tools.process import Done

PACKED = b"the package as npm packs it"
DIGEST = base64.b64encode(hashlib.sha512(PACKED).digest()).decode()


class Registries:
    """pip and npm, and what they answer."""

    def __init__(self) -> None:
        self.packed = PACKED
        self.fails = ""
        self.asked: list[list[str]] = []

    def run(self, arguments: list[object], *, seconds: float) -> Done:
        command = [str(each) for each in arguments]
        name = "pip" if "pip" in command else "npm"
        self.asked.append(command)
        folder = Path(command[-1])
        if name == self.fails:
            return Done(1, b"", b"ERROR: no route to host\n")
        file = "msgspec-1-wasm32.whl" if name == "pip" else f"pyodide-{parts.PYODIDE}.tgz"
        (folder / file).write_bytes(b"a wheel" if name == "pip" else self.packed)
        return Done(0, b"", b"")


@pytest.fixture
def registries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registries:
    made = Registries()
    (tmp_path / "brought/requirements").mkdir(parents=True)
    pins = tmp_path / "brought" / fetching.PINS
    pins.write_text(f"# What\n# npm: pyodide@{parts.PYODIDE} sha512-{DIGEST}\nmsgspec==1 --hash=sha256:1\n")
    monkeypatch.setattr(fetching, "brought", lambda: tmp_path / "brought")
    monkeypatch.setattr(fetching, "run", made.run)
    monkeypatch.setattr(fetching.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(parts, "FOLDER", tmp_path / "venv/share/annexa/browser")
    (tmp_path / "venv").mkdir()
    return made


def test_they_are_kept_with_the_pins_that_they_were_fetched_for(registries: Registries, tmp_path: Path) -> None:
    assert parts.fetched() is None and not fetching.are_there()
    assert run(["site", "--fetch-parts", "--quiet"]) == 0
    found = parts.fetched()
    assert found is not None and found.pyodide.read_bytes() == PACKED and len(found.wheels) == 1
    assert fetching.are_there()
    pip, npm = registries.asked
    assert "--require-hashes" in pip and f"pyodide@{parts.PYODIDE}" in npm
    (tmp_path / "brought" / fetching.PINS).write_text("# npm: pyodide@1 sha512-x\n")
    assert not fetching.are_there()


@pytest.mark.parametrize(
    ("fails", "packed", "code", "said"),
    [
        ("pip", PACKED, ExitCode.TOOL_FAILED, "no route to host"),
        ("npm", PACKED, ExitCode.TOOL_FAILED, "no route to host"),
        ("", b"something else", ExitCode.TOOL_FAILED, "another content"),
    ],
    ids=["no wheels", "no Pyodide", "another Pyodide"],
)
def test_what_does_not_come_as_pinned_is_not_kept_nor_what_was_pinned_before(
    fails: str,
    packed: bytes,
    code: ExitCode,
    said: str,
    registries: Registries,
    capsys: pytest.CaptureFixture[str],
) -> None:
    parts.FOLDER.mkdir(parents=True)
    (parts.FOLDER / "stamp").write_text("older")
    registries.fails, registries.packed = fails, packed
    assert run(["site", "--fetch-parts"]) == code
    assert said in capsys.readouterr().err
    assert not [path for path in parts.FOLDER.parent.rglob("*") if path.is_file()] and parts.fetched() is None


def test_without_npm_the_remedy_says_what_brings_it(
    registries: Registries, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fetching.shutil, "which", lambda _: None)
    assert run(["site", "--fetch-parts"]) == ExitCode.MISSING_TOOL
    assert "Node.js" in capsys.readouterr().err and not registries.asked


def test_where_the_environment_cannot_be_written_they_are_its_users(
    registries: Registries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(parts.os, "access", lambda *_: False)
    fetching.fetch()
    assert parts.place() == tmp_path / "data/annexa/browser" and parts.fetched() is not None
