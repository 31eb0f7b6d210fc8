"""Finding LibreOffice, its version and its Python; workers that fail to start. Fakes only."""

import os
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from tests.processes import goes, patiently

from annexa.model.errors import MissingTool, ToolFailed
from annexa.tools import libreoffice, office_worker, profile
from annexa.tools.bridge.pipes import remove_pipes
from annexa.tools.patience import Patience
from annexa.tools.spent import PROC


def program(path: Path, script: str) -> Path:
    """A program of this test's own, at a path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def fake_python(tmp_path) -> Path:
    """Stands for the bridge: answers one line and ends."""
    return program(tmp_path / "python", 'read line; echo \'{"ready": false, "detail": "no such pipe"}\'')


def test_the_version_is_read_from_what_the_program_says(tmp_path):
    fake = program(tmp_path / "soffice", "echo 'LibreOffice 24.8.4.2 bb3cfa12c7b1bf994ecc5649a80400d06cd71002'")
    assert libreoffice.version(fake) == "24.8.4.2"


def test_one_that_was_killed_is_asked_once_more(tmp_path):
    killed_once = f"test -e {tmp_path}/killed && echo LibreOffice 7.4.7.2 || {{ touch {tmp_path}/killed; kill -9 $$; }}"
    assert libreoffice.version(program(tmp_path / "soffice", killed_once)) == "7.4.7.2"


@pytest.mark.parametrize("script", ["echo nothing useful", "exit 1"])
def test_libreoffice_does_not_tell_its_version(tmp_path, script):
    with pytest.raises(ToolFailed):
        libreoffice.version(program(tmp_path / "soffice", script))


def test_a_program_that_speaks_no_encoding_and_leaves_a_child_costs_no_traceback(tmp_path, monkeypatch):
    speaks = program(tmp_path / "speaks", r"printf '\377\376 LibreOffice 7.4.7.2 \351\n'")
    assert libreoffice.version(speaks) == "7.4.7.2"
    with pytest.raises(ToolFailed):
        libreoffice.version(program(tmp_path / "mumbles", r"printf '\377\376\200\n'"))
    hanging = []

    def hangs(seconds):
        monkeypatch.setattr(libreoffice, "PATIENCE", seconds)
        begun = f"sleep 600 & echo $! > {tmp_path}/new; mv {tmp_path}/new {tmp_path}/child; wait"
        hanging.append(program(tmp_path / f"hangs-{seconds}", begun))
        with pytest.raises(ToolFailed) as hung:
            libreoffice.version(hanging[-1])
        assert "does not start" in hung.value.message
        return (tmp_path / "child").exists()

    assert patiently(0.5, hangs)
    monkeypatch.setattr(libreoffice, "run", None)  # it is not waited for again
    with pytest.raises(ToolFailed):
        libreoffice.version(hanging[-1])
    assert goes(int((tmp_path / "child").read_text()))


def test_libreoffices_own_python_comes_first(tmp_path):
    own = program(tmp_path / "program" / "python", "exit 0")
    assert libreoffice.find_python(tmp_path / "program" / "soffice") == own


def test_a_python_that_somebody_killed_is_asked_once_more(tmp_path):
    killed_once = f"test -e {tmp_path}/killed || {{ touch {tmp_path}/killed; kill -9 $$; }}"
    own = program(tmp_path / "program" / "python", killed_once)
    assert libreoffice.find_python(tmp_path / "program" / "soffice") == own


def test_a_python_without_uno_is_not_taken(tmp_path):
    program(tmp_path / "program" / "python", "exit 1")
    assert libreoffice.find_python(tmp_path / "program" / "soffice") != tmp_path / "program" / "python"


def test_uno_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: tmp_path / "soffice")
    monkeypatch.setattr(libreoffice, "find_python", lambda soffice: None)
    with pytest.raises(MissingTool) as missing:
        libreoffice.require()
    assert "python3-uno" in missing.value.remedy


def test_libreoffice_is_missing(monkeypatch):
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: None)
    with pytest.raises(MissingTool) as missing:
        libreoffice.require()
    assert "libreoffice-calc" in missing.value.remedy


def test_another_installation_has_another_stamp(tmp_path):
    fake = program(tmp_path / "soffice", "exit 0")
    before = libreoffice.stamp(fake)
    (tmp_path / "versionrc").write_text("new")
    assert libreoffice.stamp(fake) != before


@pytest.mark.parametrize(
    "script", ['read line; echo \'{"ready": false, "detail": "no such pipe"}\'', "exit 1", "read line; exit 0"]
)
def test_a_worker_that_does_not_start_is_one_sentence_and_leaves_nothing(tmp_path, monkeypatch, script):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    fake = program(tmp_path / "bin" / "python", script)
    with pytest.raises(ToolFailed) as failed:
        office_worker.Worker(libreoffice.Installation(soffice=Path("/bin/true"), python=fake)).start()
    assert "doctor" in failed.value.remedy
    assert not list(tmp_path.glob("annexa-office-*"))


@pytest.mark.parametrize(
    "ends", ["kill -9 $$", "exit 1", 'read line; echo \'{"ready": false, "detail": "killed", "ended": true}\'']
)
def test_one_that_ended_while_it_started_is_started_once_more(tmp_path, ends):
    """As where a system that is short of memory ended it; what it left is not there the second time."""
    first, found = tmp_path / "first", "$TMPDIR/profile/left"
    again = f"test -e {found} || {{ read line; echo '{{\"ready\": true}}'; exec sleep 60; }}"
    bridge = program(tmp_path / "python", f"if test -e {first}; then {again}; else touch {first} {found}; {ends}; fi")
    with office_worker.Worker(libreoffice.Installation(soffice=Path("/bin/true"), python=bridge)) as worker:
        assert first.exists() and not worker.closed


def test_one_that_does_not_answer_in_time_is_not_waited_for_again(tmp_path):
    said = '{"ready": false, "detail": "did not answer", "ended": false}'
    bridge = program(tmp_path / "python", f"echo x >> {tmp_path}/starts; read line; echo '{said}'")
    with pytest.raises(ToolFailed):
        office_worker.Worker(libreoffice.Installation(soffice=Path("/bin/true"), python=bridge)).start()
    assert (tmp_path / "starts").read_text() == "x\n"


@pytest.mark.parametrize(
    ("does", "allowed", "raised"),
    [
        (
            "exec sleep 60",
            Patience(work=60, clock=60, unwatched=0.2),
            office_worker.TimedOut,
        ),  # stuck: it works nothing
        ("while :; do :; done", Patience(work=60, clock=0.2, unwatched=60), office_worker.TimedOut),
        pytest.param(
            "while :; do :; done",
            Patience(work=0.1, clock=60, unwatched=60),
            office_worker.Overworked,
            marks=pytest.mark.skipif(not PROC.is_dir(), reason="no /proc"),
        ),
    ],
)
def test_a_bridge_that_does_not_answer_is_given_up(tmp_path, monkeypatch, does, allowed, raised):
    monkeypatch.setattr(office_worker, "LOOK", 0.05)
    silent = program(tmp_path / "python", f"read line; echo '{{\"ready\": true}}'; {does}")
    with office_worker.Worker(libreoffice.Installation(soffice=Path("/bin/true"), python=silent)) as worker:
        with pytest.raises(office_worker.Crashed) as ended:
            worker.print({}, patience=allowed)
        assert type(ended.value) is raised
        assert worker.closed
        assert not worker._process.is_alive


@pytest.mark.parametrize(
    "then", ["echo 'Fatal Python error'; cat", "kill -9 $$", "exit 0", "printf '{\"ok\"'; kill -9 $$"]
)
def test_a_bridge_that_talks_rubbish_or_is_killed_is_a_crash(tmp_path, then):
    bridge = program(tmp_path / "python", f"read line; echo '{{\"ready\": true}}'; read line; {then}")
    with office_worker.Worker(libreoffice.Installation(soffice=Path("/bin/true"), python=bridge)) as worker:
        with pytest.raises(office_worker.Crashed):
            worker.print({}, patience=Patience(work=30, clock=30, unwatched=30))
        assert worker.closed


def test_the_profile_is_sound_xml_and_keeps_the_doors_shut(tmp_path):
    profile.write_profile(tmp_path)
    oor = "{http://openoffice.org/2001/registry}"
    tree = ElementTree.parse(tmp_path / "user" / "registrymodifications.xcu")  # noqa: S314 - our own file
    values = {prop.get(f"{oor}name"): prop.findtext("value") for prop in tree.iter("prop")}
    assert len(list(tree.iter("prop"))) == len(profile.SETTINGS)
    for name in ("BlockUntrustedRefererLinks", "DisableMacrosExecution"):
        assert values[name] == "true"
    assert values["MacroSecurityLevel"] == "3"


def test_the_pipes_of_a_killed_office_are_removed(tmp_path, monkeypatch):
    monkeypatch.setattr("annexa.tools.bridge.pipes.FOLDERS", (str(tmp_path),))
    # the second name is what LibreOffice 7.4 made for this profile address
    names = ("annexa-1", "SingleOfficeIPC_8742d7c26606c9cff3aa8af488943cd", "annexa-2")
    for name in names:
        (tmp_path / f"OSL_PIPE_{os.getuid()}_{name}").touch()
    remove_pipes("file:///tmp/annexa-office-ukwrw_js/profile", "annexa-1")
    assert [path.name for path in tmp_path.iterdir()] == [f"OSL_PIPE_{os.getuid()}_annexa-2"]


def test_no_port_is_ever_opened():
    source = Path(libreoffice.__file__).parent / "bridge"
    text = "".join(file.read_text(encoding="utf-8") for file in source.glob("*.py"))
    assert "socket" not in text
    assert "accept=pipe" in text


def test_the_bridge_is_free_of_annexas_own_packages():
    """It runs in a Python that has none of them."""
    source = Path(libreoffice.__file__).parent
    script = (
        "import sys, types; sys.path.append(sys.argv[1])\n"
        "from bridge import fit, pipes\n"
        "assert not [name for name in sys.modules if name.startswith('annexa')]"
    )
    done = subprocess.run(["/usr/bin/env", "python3", "-I", "-c", script, source], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
