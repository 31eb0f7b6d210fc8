"""What bears a document's name and is no file fails: nothing passes because it was not looked at."""

import os
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from annexa.check import check
from annexa.load import project
from annexa.model.findings import Level


def _socket(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # a socket's name is shorter than many a path
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(before)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize(
    "make",
    [
        lambda path: None,
        lambda path: os.mkfifo(path),
        lambda path: path.symlink_to("nowhere.docx"),
        lambda path: path.symlink_to(path.name),
        lambda path: path.mkdir(),
        _socket,
        lambda path: path.symlink_to("/dev/zero"),
    ],
    ids=["nothing", "a pipe", "a link to nowhere", "a link to itself", "a folder", "a socket", "a link to a device"],
)
def test_it_fails(make_library: Callable[..., Path], make: Callable[[Path], object]) -> None:
    root = make_library()
    loaded = project(root)
    assert loaded.library is not None
    (item,) = loaded.library.items
    name = item.meta.documents[0].file
    assert name is not None
    make(item.folder / name)
    loaded = project(root)
    found = check(loaded, as_of=date(2026, 11, 2), cache=root / "build" / "cache", workers=1)
    about = {each.rule for each in found.findings if each.item == "3.4" and each.level is Level.ERROR}
    assert about & {"document-missing", "metadata-unsafe-path"}
