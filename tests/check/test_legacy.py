"""Files of before 2007 are read together, and one of them never spoils the others."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
import pytest

from annexa.check import reading
from annexa.check.reading import read_paths
from annexa.check.store import FactsStore
from annexa.convert import modern
from annexa.convert.job import Job
from annexa.documents import legacy
from annexa.documents.facts import Facts, ReadFault, ReadFaultKind
from annexa.model.errors import ToolFailed
from annexa.tools.files import sha256_of


def old_file(folder: Path, name: str) -> Path:
    (folder / name).write_text(name)
    return folder / name


def word(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A LibreOffice that cannot open `broken`, and does not start again after `last`; the batches it was given."""
    batches: list[list[str]] = []

    def modernise(jobs: list[Job], *, cache_dir: Path, workers: int) -> Iterator[modern.Modern]:
        batches.append([job.source.stem for job in jobs])
        for job in jobs:
            if job.source.stem == "broken":
                fault = ReadFault(kind=ReadFaultKind.CORRUPT, message="damaged", remedy="Save it again.")
                yield modern.Modern(job=job, file=None, fault=fault)
                continue
            made = cache_dir / f"{job.source.stem}.docx"
            made.write_bytes(word(f"words of {job.source.stem}"))
            yield modern.Modern(job=job, file=made, fault=None)
            if job.source.stem == "last":
                raise ToolFailed("LibreOffice does not start", remedy="Run annexa doctor.")

    def needs_tool(paths: Iterable[Path], workers: int) -> Iterator[tuple[Path, ReadFault]]:
        for path in paths:
            yield path, ReadFault(kind=ReadFaultKind.NEEDS_TOOL, message="old", remedy="LibreOffice reads it.")

    monkeypatch.setattr(reading, "_read", needs_tool)
    monkeypatch.setattr(legacy, "completed", lambda original, result, **more: result)
    monkeypatch.setattr(modern, "modernise", modernise)
    return batches


def read(folder: Path, *names: str, private: tuple[str, ...] = ()) -> dict[str, Facts | ReadFault]:
    paths = [old_file(folder, f"{name}.doc") for name in names]
    digests = {path: sha256_of(path) for path in paths}
    kept_out = frozenset(path for path in paths if path.stem in private)
    found = read_paths(digests, FactsStore(folder / "cache"), workers=1, private=kept_out)
    return {path.stem: result for path, result in found}


def test_all_old_files_go_to_libreoffice_together_and_only_once(tmp_path, asked):
    first = read(tmp_path, "a", "broken", "b", "secret", private=("secret",))
    assert {name: one.text for name, one in first.items() if isinstance(one, Facts)} == {
        name: f"words of {name}" for name in ("a", "b", "secret")
    }
    assert first["broken"].kind is ReadFaultKind.CORRUPT
    second = read(tmp_path, "a", "broken", "b", "secret", private=("secret",))
    assert second == first
    assert asked == [["a", "broken", "b", "secret"], ["broken", "secret"]], "neither a fault nor a private file is kept"


def test_where_libreoffice_gives_up_the_rest_has_a_fault_each(tmp_path, asked):
    found = read(tmp_path, "a", "last", "b", "c")
    assert [name for name, one in found.items() if isinstance(one, Facts)] == ["a", "last"]
    assert [found[name].kind for name in "bc"] == [ReadFaultKind.NEEDS_TOOL] * 2
