"""What is written is whole or not there, and nothing but a file or a folder of a disk is ever replaced."""

import os
import stat
import threading
from pathlib import Path

import pytest

from annexa.tools.files import replace_folder, write_whole

posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")


@posix_only
def test_a_pipe_takes_what_is_written_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "report.json"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_whole(pipe, b"{}\n")
    reader.join(120)
    assert read == [b"{}\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


@posix_only
def test_a_terminal_takes_what_is_written(tmp_path):
    ours, its = os.openpty()
    try:
        write_whole(Path(os.ttyname(its)), "29 items\n")
        assert os.read(ours, 100).split() == [b"29", b"items"]
    finally:
        os.close(ours)
        os.close(its)


@posix_only
def test_an_open_file_by_its_number_keeps_what_it_holds(tmp_path):
    """As `--output /dev/stdout > report.txt` does: whoever opened the file has it still."""
    with (tmp_path / "report.txt").open("w+") as report:
        report.write("First.\n")
        report.flush()
        number = os.dup(report.fileno())
        try:
            write_whole(Path(f"/dev/fd/{number}"), "Second.\n")
        finally:
            os.close(number)
        assert (tmp_path / "report.txt").read_text() == "First.\nSecond.\n"
        assert os.fstat(report.fileno()).st_ino == (tmp_path / "report.txt").stat().st_ino


def test_a_folder_takes_the_place_of_a_folder_alone(tmp_path):
    new, there = tmp_path / "new", tmp_path / "there"
    new.mkdir()
    (new / "made").write_text("now")
    there.write_text("What somebody wrote.")
    with pytest.raises(NotADirectoryError):
        replace_folder(new, there)
    assert there.read_text() == "What somebody wrote." and new.is_dir()
    there.unlink()
    there.mkdir()
    replace_folder(new, there)
    assert [path.name for path in there.iterdir()] == ["made"]
