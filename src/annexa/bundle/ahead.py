"""Volumes and item files written side by side, before their turn comes: of a large bundle each takes seconds.

Each is made of the same by the same functions, so that its bytes are the same. What cannot be written there is left for
its turn, and whoever writes it then says why.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from annexa.bundle import frontmatter
from annexa.bundle.layout import Layout
from annexa.bundle.parts import Written
from annexa.bundle.sections import Words
from annexa.bundle.work import Surveyed, Work
from annexa.bundle.writing import Volume, volume_of, write_item, write_volume
from annexa.model.words import silent, step
from annexa.pdf import washed
from annexa.plan.planned import Plan, PlannedItem
from annexa.tools.beside import Beside, beside
from annexa.tools.memory import give_back
from annexa.tools.typst import compile_pdf
from annexa.verify.turns import processors

WORTH_IT: Final = 4_000
"""Pages to be written from which on processes of their own are worth their start, about a second of the processor each:
a thousand pages take as long."""
FEW: Final = 1_000
"""Pages of items that a process of its own writes while volumes are written: they are done before a volume is."""
AT_ONCE: Final = 400_000_000
"""Bytes of documents that are merged at a time; one file of more is merged alone."""

_Name = TypeVar("_Name")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the processes know."""

    plan: Plan
    folder: Path
    pages: Mapping[str, int]
    """Of each document, by its key."""


class Task(NamedTuple):
    """One file to be written."""

    size: int
    """Bytes of its documents."""
    pages: int
    documents: int
    ask: "Callable[[], Future[Written]]"


class Ahead:
    """What is written before its turn, by processes that start when there is enough of it."""

    def __init__(self, work: Work, plan: Plan, pages: Mapping[str, int], processes: Beside[_Told]) -> None:
        self._work, self._plan, self._pages, self._processes = work, plan, pages, processes

    def volumes(
        self,
        volumes: Sequence[Volume],
        layout: Layout,
        is_there: Callable[[Volume], bool],
        on_whole: Callable[[int, Written], None] = lambda number, made: None,
    ) -> dict[int, Written]:
        """What became of volumes, by number; those that are there are left out, and so is what could not be written.

        `on_whole` is told of each that is written from when on a processor has nothing to write.
        """
        notes = {key: tuple(words) for key, words in self._work.notes.items()}
        tasks = {
            each.number: self._task(each.items, _volume, each.number, layout, notes, each.front.pdf)
            for each in volumes
            if not is_there(each)
        }
        return self._written("Merging documents", tasks, on_whole)

    def items(
        self, items: Sequence[PlannedItem], paths: Mapping[str, str], is_there: Callable[[PlannedItem], bool]
    ) -> dict[str, Written]:
        """What became of the files of items, by id, as `volumes` says it."""
        notes = {key: tuple(words) for key, words in self._work.notes.items()}
        confirmed = self._work.is_confirmed
        tasks = {
            each.id: self._task([each], _item, each.id, paths[each.id], notes, confirmed)
            for each in items
            if not is_there(each)
        }
        return self._written("Writing item files", tasks)

    @contextmanager
    def typesetting(self) -> Iterator[frontmatter.Typeset]:
        """What sets our own pages, in processes that are gone before volumes are written.

        typst keeps what it has set, 50 MB of a volume, until it has set ten other things.
        """
        with beside(processors(), frontmatter.TEMPLATE) as setters:

            def typeset(data: Mapping[str, Any]) -> bytes:
                try:
                    return frontmatter.typeset(data) if setters is None else setters.ask(compile_pdf, data).result()
                except BrokenExecutor:  # a process that was lost
                    return frontmatter.typeset(data)

            yield typeset

    def few_items(
        self, items: Sequence[PlannedItem], paths: Mapping[str, str], notes: Words
    ) -> "dict[str, Future[Written]]":
        """The files of items begun beside what this process writes, where they have few pages together."""
        confirmed = self._work.is_confirmed
        tasks = {each.id: self._task([each], _item, each.id, paths[each.id], notes, confirmed) for each in items}
        few = sum(task.pages for task in tasks.values()) <= FEW
        return {id: task.ask() for id, task in tasks.items()} if few else {}

    def _task(self, items: Sequence[PlannedItem], write: Callable[..., Written], *given: object) -> Task:
        documents = [each for item in items for each in item.documents]
        copies = [copy for each in documents if (copy := self._work.washed(each)) is not None]
        return Task(
            size=sum(washed.beside(copy, "pdf").stat().st_size for copy in copies),
            pages=sum(self._pages.get(each.key, 1) for each in documents),
            documents=len(documents),
            ask=lambda: self._processes.ask(write, *given),
        )

    def _written(
        self,
        what: str,
        tasks: dict[_Name, Task],
        on_whole: Callable[[_Name, Written], None] = lambda name, made: None,
    ) -> dict[_Name, Written]:
        if len(tasks) < 2 or sum(task.pages for task in tasks.values()) < WORTH_IT:
            return {}
        give_back()  # before others take as much
        total = sum(task.documents for task in tasks.values())
        return side_by_side(tasks, lambda done: self._work.advance(step(what, min(done + 1, total), total)), on_whole)


def side_by_side(
    tasks: Mapping[_Name, Task],
    told: Callable[[int], None],
    on_whole: Callable[[_Name, Written], None] = lambda name, made: None,
) -> dict[_Name, Written]:
    """What became of tasks, the largest begun first; as many at once as there are processors and as there is room.

    `told` is called with the number of documents that are done, `on_whole` with what is done from when on nothing waits
    to be begun. A task that failed is left out.
    """
    found: dict[_Name, Written] = {}
    waiting = sorted(tasks, key=lambda name: tasks[name].size)
    running: dict[Future[Written], _Name] = {}
    done = 0
    told(done)
    while waiting or running:
        while waiting and len(running) < processors() and _fits(tasks, waiting[-1], running.values()):
            name = waiting.pop()
            running[tasks[name].ask()] = name
        for over in wait(running, return_when=FIRST_COMPLETED).done:
            name = running.pop(over)
            done += tasks[name].documents
            told(done)
            if over.exception() is None:
                found[name] = over.result()
                if not waiting:
                    on_whole(name, found[name])
    return found


def _fits(tasks: Mapping[_Name, Task], name: _Name, running: Iterable[_Name]) -> bool:
    """Whether there is room in memory for one more."""
    sizes = [tasks[each].size for each in running]
    return not sizes or sum(sizes) + tasks[name].size <= AT_ONCE


@contextmanager
def writing_ahead(work: Work, plan: Plan, surveyed: Mapping[str, Surveyed]) -> Iterator[Ahead | None]:
    """Processes for what is worth it; None where there is one processor, or little to write."""
    pages = {key: seen.pages for key, seen in surveyed.items()}
    if processors() < 2 or sum(pages.values()) < WORTH_IT:
        yield None
        return
    with beside(processors(), _Told(plan=plan, folder=work.folder, pages=pages)) as processes:
        yield None if processes is None else Ahead(work, plan, pages, processes)


def _volume(told: _Told, number: int, layout: Layout, notes: Words, pdf: bytes | None) -> Written:
    work = _work(told, notes)
    front = frontmatter.of_volume(told.plan, number, layout, notes, pdf)
    made = write_volume(work, told.plan, volume_of(told.plan, number, front, layout))
    front.close()
    return made


def _item(told: _Told, id: str, path: str, notes: Words, is_confirmed: bool) -> Written:
    item = next(each for each in told.plan.items if each.id == id)
    work = replace(_work(told, notes), is_confirmed=is_confirmed)
    return write_item(work, told.plan, item, path, told.pages)


def _work(told: _Told, notes: Words) -> Work:
    return Work(folder=told.folder, advance=silent, notes={key: list(words) for key, words in notes.items()})
