"""Volumes are judged as soon as they are whole; what was found is taken for those very bytes alone, and each once."""

import hashlib
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from annexa.bundle import judging
from annexa.model.library import BundleLimits
from annexa.plan.records import BuiltFile


class Folder:
    """A work folder with volumes that say one word."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def volume(self, name: str, word: str, first: int = 1) -> BuiltFile:
        (self.path / name).write_text(word)
        digest = hashlib.sha256(word.encode()).hexdigest()
        return BuiltFile(path=name, kind="bundle", sha256=digest, size=len(word), pages=3, first=first)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    def verify(path: Path, *given: object, first: int, told: Any, **more: object) -> list[Any]:
        told(1, 3)
        return [f"{path.name} from {first}: {path.read_text()}"]

    monkeypatch.setattr(judging, "verify_each", verify)
    return Folder(tmp_path)


def listed(monkeypatch: pytest.MonkeyPatch, *files: BuiltFile) -> None:
    volumes = [SimpleNamespace(path=f.path, sha256=f.sha256, first_page=f.first, pages=f.pages) for f in files]
    monkeypatch.setattr(judging, "read_manifest", lambda folder: SimpleNamespace(volumes=volumes))


def test_what_was_begun_is_what_the_manifest_lists_or_it_is_judged_anew(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    with judging.judging(BundleLimits(), (), advance=seen.append) as judge:
        stays = folder.volume("one.pdf", "stays")
        before = folder.volume("two.pdf", "before", 4)
        for file in (stays, before, stays):
            judge.begin(folder.path, file)
        for begun in judge._begun.values():
            begun.result()
        assert not seen, "nothing is told while something else is told of"
        (folder.path / "one.pdf").write_text("is not read again")
        listed(monkeypatch, stays, folder.volume("two.pdf", "after", 4), folder.volume("three.pdf", "late", 7))
        found: list[Any] = list(judge.found(folder.path))
    assert found == ["one.pdf from 1: stays", "two.pdf from 4: after", "three.pdf from 7: late"]
    assert seen


def test_where_the_build_is_given_up_no_reader_goes_on(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = Event(), Event()

    def reads(path: Path, *given: object, readers: Any, **more: object) -> list[Any]:
        with readers.at_work(ended.set):
            begun.set()
            assert ended.wait(120)
        return []

    monkeypatch.setattr(judging, "verify_each", reads)
    with pytest.raises(KeyboardInterrupt), judging.judging(BundleLimits(), ()) as judge:
        judge.begin(folder.path, folder.volume("one.pdf", "long"))
        assert begun.wait(120)
        raise KeyboardInterrupt
    assert ended.is_set()
