"""Reading behind the guard: a bad file costs its own answer and nothing else."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.processes import patiently

from annexa.documents import Facts, ReadFault, allowance
from annexa.documents.guarded import Readers, read_many
from annexa.tools import pdf_work


@pytest.fixture
def files(tmp_path: Path, raw_docx: Callable[..., bytes]) -> list[Path]:
    paths = []
    for number in range(6):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(raw_docx(f"<w:p><w:r><w:t>Document {number}</w:t></w:r></w:p>"))
        paths.append(path)
    (tmp_path / "2.docx").write_bytes(b"no document")
    return paths


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_results_come_in_the_order_asked(files: list[Path], workers: int) -> None:
    results = list(read_many(files, workers=workers))
    assert [path for path, _ in results] == files
    texts = [result.text if isinstance(result, Facts) else result.kind for _, result in results]
    assert texts == ["Document 0", "Document 1", "mislabelled", "Document 3", "Document 4", "Document 5"]


def test_nothing_to_read() -> None:
    assert list(read_many([])) == []


def slow_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Makes the workers do `what` when they meet a file named bad.docx."""
    (tmp_path / "sitecustomize.py").write_text(
        "import annexa.documents.reader as reader\n"
        "whole = reader.read\n"
        "def read(path, **more):\n"
        f"    if path.name == 'bad.docx':\n        {what}\n"
        "    return whole(path, **more)\n"
        "reader.read = read\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))


def with_bad(files: list[Path]) -> list[Path]:
    bad = files[0].parent / "bad.docx"
    bad.write_bytes(files[0].read_bytes())
    return [files[0], bad, files[1]]


def test_a_file_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[Path]) -> None:
    slow_reader(tmp_path, monkeypatch, "import time; time.sleep(600)")

    def costs_its_own_answer(timeout: float) -> bool:
        results = [result for _, result in read_many(with_bad(files), workers=1, timeout=timeout)]
        assert isinstance(results[1], ReadFault)
        assert results[1].kind == "timeout"
        return [isinstance(result, Facts) for result in results] == [True, False, True]

    assert patiently(2, costs_its_own_answer)


def test_a_file_that_brings_the_process_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[Path]
) -> None:
    slow_reader(tmp_path, monkeypatch, "import os; os.kill(os.getpid(), 11)")
    results = [result for _, result in read_many(with_bad(files), workers=1)]
    assert isinstance(results[1], ReadFault)
    assert "signal 11" in results[1].message
    assert [isinstance(result, Facts) for result in results] == [True, False, True]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_reader_that_somebody_killed_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[Path], is_first: bool
) -> None:
    """As a system does that is short of memory; what goes into a receipt must not depend on it."""
    killed = tmp_path / "killed"
    slow_reader(
        tmp_path,
        monkeypatch,
        "import os; p = path.with_name('killed'); p.exists() or p.touch() or os.kill(os.getpid(), 9)",
    )
    asked = with_bad(files)[1:] if is_first else with_bad(files)
    results = [result for _, result in read_many(asked, workers=1)]
    assert killed.exists()
    assert all(isinstance(result, Facts) for result in results)


def test_a_file_that_eats_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[Path]) -> None:
    slow_reader(tmp_path, monkeypatch, "path = type(path)('/dev/null'); raise_later = bytearray(10**10)")
    results = [result for _, result in read_many(with_bad(files), workers=1, memory=1_000_000_000)]
    assert isinstance(results[1], ReadFault)
    assert [isinstance(result, Facts) for result in results] == [True, False, True]


def test_a_mistake_of_ours_is_a_fault_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from annexa.documents import reader

    def broken(*_: object) -> Facts:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(reader, "_read", broken)
    path = tmp_path / "a.docx"
    path.write_bytes(b"x")
    result = reader.read(path)
    assert isinstance(result, ReadFault)
    assert "ZeroDivisionError" in result.message


def test_closing_ends_the_workers(files: list[Path]) -> None:
    readers = Readers(2)
    readers.submit(files[0]).result()
    pids = [worker.pid for worker in readers._processes]
    assert pids
    readers.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, signal.SIG_DFL)


def test_leaving_early_leaves_nothing_behind(files: list[Path]) -> None:
    results = read_many(files, workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("size", "seconds"), [(0, 18), (1_000_000, 24), (8_000_000, 66), (300_000_000, 90)])
def test_a_large_file_may_be_read_for_longer(tmp_path, size, seconds):
    path = tmp_path / "a.pdf"
    with path.open("wb") as stream:
        stream.truncate(size)
    assert allowance.work(path) == seconds
    assert allowance.work(tmp_path / "gone.pdf") == allowance.WORK
    assert pdf_work.work(path) == 20 + size / 10_000_000
