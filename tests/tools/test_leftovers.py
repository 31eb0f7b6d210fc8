"""What a killed run left is found by the next one and removed; what another run works in, or anybody else's, is not."""

import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from tests.processes import goes, runs

from annexa.tools import leftovers
from annexa.tools.files import replace_folder, work_folder, write_whole

MAKES = """
import subprocess, sys, time
from pathlib import Path
from annexa.tools.files import work_folder
from annexa.tools.leftovers import lasting_folder, temporary_folder
with temporary_folder("convert") as copies, work_folder(Path(sys.argv[1])) as work:
    (Path(copies) / "evidence.docx").write_text("copy")
    office = lasting_folder("office")
    program = [sys.executable, "-c", "import time; time.sleep(120)", f"-env:UserInstallation={office.as_uri()}/profile"]
    orphan = subprocess.Popen(program, start_new_session=True)
    print(orphan.pid, flush=True)
    time.sleep(120)
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    leftovers.sweep.cache_clear()
    yield folder
    leftovers.sweep.cache_clear()


@pytest.fixture
def run(tmp_path, temporary):
    """Another run at work, and the LibreOffice that it started."""
    process = subprocess.Popen(
        [sys.executable, "-c", MAKES, tmp_path / "build" / "day-2"], stdout=subprocess.PIPE, text=True
    )
    orphan = int(process.stdout.readline())
    yield process, orphan
    process.kill()
    process.communicate()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to tell who began when")
def test_the_next_run_removes_what_a_killed_one_left_and_nothing_else(run, tmp_path, temporary):
    process, orphan = run
    final = tmp_path / "build" / "day-2"
    others = [temporary / name for name in ("annexa-convert-ukwrw_js", "someone-else", "annexa-office-0a1b2c3d.1.1-x")]
    for other in others:
        other.mkdir()

    def left() -> list[Path]:
        return [*set(temporary.iterdir()) - set(others), *final.parent.glob(".day-2.*.work")]

    with work_folder(final):
        leftovers.sweep()
        assert len(left()) == 4, "two temporary folders, its work folder and ours, while it runs"
    assert runs(orphan)
    process.kill()
    process.wait()
    leftovers.sweep.cache_clear()
    with work_folder(final) as mine:
        assert left() == [mine]
    assert all(other.is_dir() for other in others)
    assert goes(orphan)


def test_a_process_number_that_was_given_again_is_another_process():
    machine, number, begun = leftovers.owner().split(".")
    assert not leftovers.is_ownerless(f".day-2.{machine}.{number}.{begun}.00.work")
    assert leftovers.is_ownerless(f".day-2.{machine}.{number}.{int(begun) + 1}.00.work")
    assert not leftovers.is_ownerless(f".day-2.00000000.{number}.{int(begun) + 1}.00.work"), "another machine's"
    assert not leftovers.is_ownerless(".day-2.0a1b2c3d.work")


def test_two_runs_that_finish_at_once_swap_one_after_the_other(tmp_path):
    final, failed = tmp_path / "day-2", []

    def build(name: str) -> None:
        try:
            for _ in range(40):
                with work_folder(final) as folder:
                    (folder / "who").write_text(name)
                    replace_folder(folder, final)
        except OSError as error:
            failed.append(error)

    both = [threading.Thread(target=build, args=(name,)) for name in ("one", "two")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert not failed
    assert [path.name for path in tmp_path.iterdir()] == ["day-2"]
    assert (final / "who").read_text() in ("one", "two")


def test_a_disk_without_locks_is_no_reason_to_stop(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with work_folder(tmp_path / "day-2") as folder:
        replace_folder(folder, tmp_path / "day-2")
    assert [path.name for path in tmp_path.iterdir()] == ["day-2"]


def test_half_a_file_that_a_killed_run_left_goes_with_the_next_that_is_written_there(tmp_path):
    machine, number, begun = leftovers.owner().split(".")
    left = tmp_path / f".item.yaml.{machine}.{number}.{int(begun) + 1}.0a1b2c3d.part"
    others = [tmp_path / f".item.yaml.{leftovers.owner()}.0a1b2c3d.part", tmp_path / ".mine.part"]
    for path in (left, *others):
        path.write_text("half")
    write_whole(tmp_path / ("ü" * 120), "whole")
    assert not left.exists()
    assert all(path.exists() for path in others), "of a run that is at work, or not ours at all"
    assert (tmp_path / ("ü" * 120)).read_text() == "whole"
