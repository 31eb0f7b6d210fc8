"""Many documents are judged side by side, and come out as they do one after the other."""

import multiprocessing
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from multiprocessing import resource_tracker, spawn
from pathlib import Path

import docx
import pytest

from annexa.check import Checked, check, judge, judges
from annexa.check.reading import read_sources
from annexa.check.store import FactsStore
from annexa.check.subjects import sources
from annexa.load import Loaded, project
from annexa.rules.base import Surroundings
from annexa.tools import beside

AS_OF = date(2026, 11, 2)
COUNT = 6


@pytest.fixture
def loaded(make_library: Callable[..., Path], item_yaml: str) -> Loaded:
    """A library of some documents, each with faults."""
    head = item_yaml.partition("documents:")[0]
    entries = "".join(
        f"  - {{file: report-{n}.docx, title: Report {n}, kind: other, dated: 2026-10-01, status: final}}\n"
        for n in range(COUNT)
    )
    root = make_library(f"{head}documents:\n{entries}")
    for n in range(COUNT):
        made = docx.Document()
        made.add_heading(f"Report {n}", 0)
        made.add_paragraph(f"Draft version 0.{n}: [insert date] and TBC")
        made.save(str(root / f"evidence/3.4-destinations/report-{n}.docx"))
    return project(root)


def checked(loaded: Loaded, cache: str, workers: int) -> Checked:
    return check(loaded, as_of=AS_OF, cache=loaded.root / "build" / cache, workers=workers)


def test_findings_are_the_same_beside_each_other(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes start here as in the product, which takes most of its time."""
    alone = checked(loaded, "one", 1)
    assert len({finding.document for finding in alone.findings}) >= COUNT

    def not_here(subject: object) -> judge.Judged:
        raise AssertionError("judged in the program's own process")

    monkeypatch.setattr(judges, "WORTH_IT", COUNT)
    monkeypatch.setattr(judges, "judge_document", not_here)
    assert checked(loaded, "two", 2).findings == alone.findings


@pytest.mark.parametrize("at", ["start", "submit", "result"])
def test_where_the_processes_end_the_documents_are_judged_here(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    class Broken:
        def __init__(self, *given: object, **more: object) -> None:
            if at == "start":
                raise OSError("no shared memory")

        def submit(self, *given: object) -> object:
            if at == "submit":
                raise BrokenProcessPool
            return self

        def result(self) -> object:
            raise BrokenProcessPool

        def shutdown(self, **more: object) -> None: ...

    alone = checked(loaded, "one", 1)
    monkeypatch.setattr(judges, "WORTH_IT", COUNT)
    monkeypatch.setattr(beside, "ProcessPoolExecutor", Broken)
    assert checked(loaded, "two", 2).findings == alone.findings


@pytest.mark.skipif(not Path("/bin/false").exists(), reason="needs a program that ends at once")
def test_a_process_that_ends_as_it_starts_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by killing: however much it is told, which it never reads."""
    resource_tracker.ensure_running()
    monkeypatch.setattr(spawn, "_python_exe", b"/bin/false")
    ended: list[str] = []

    def ask() -> None:
        with beside.beside(1, "a" * 1_000_000) as processes:
            assert processes is not None
            try:
                processes.ask(len).result()
            except BrokenExecutor:
                ended.append("told")

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(120)
    assert ended == ["told"]


def test_what_is_given_up_leaves_no_process_and_none_takes_modules_from_the_folder_it_starts_in(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = "import pathlib\npathlib.Path('caught').write_text('')\nraise SystemExit(3)\n"
    for name in ("multiprocessing", "pathlib", "runpy", "annexa"):
        (loaded.root / f"{name}.py").write_text(trap, encoding="utf-8")
    monkeypatch.chdir(loaded.root)
    assert loaded.library is not None
    around = Surroundings(
        library=loaded.library, framework=loaded.framework, checklist=loaded.checklist, as_of=AS_OF, answers={}
    )
    wanted = sources(loaded.library, loaded.framework)
    read = list(read_sources(wanted, FactsStore(loaded.root / "build/cache"), workers=1))
    monkeypatch.setattr(judges, "WORTH_IT", 1)
    monkeypatch.setattr(judges, "_AHEAD", 1)
    some = judges.judged(iter(read), around, wanted=[each for each, _ in read], workers=1 + 1)
    next(some)
    assert multiprocessing.active_children()
    some.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 120
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not multiprocessing.active_children()
    assert not (loaded.root / "caught").exists()


def test_a_few_documents_start_no_process(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*given: object, **more: object) -> None:
        raise AssertionError("a process for a handful of documents")

    monkeypatch.setattr(beside, "ProcessPoolExecutor", none)
    assert len(checked(loaded, "one", 2).findings) >= COUNT
