"""Volumes and item files: front matter set, documents merged, written into the work folder, and what stands where."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from annexa.bundle import frontmatter
from annexa.bundle.layout import Layout
from annexa.bundle.parts import Part, Written, document_key, plan_key
from annexa.bundle.sections import Words
from annexa.bundle.work import Surveyed, Work
from annexa.bundle.writing import Volume, volume_of, write_item, write_volume
from annexa.model.words import step
from annexa.plan import safe_names
from annexa.plan.planned import Plan, PlannedDocument, PlannedItem
from annexa.plan.records import BuiltDocument, BuiltFile, BuiltGap, StructureIssue
from annexa.tools import outputs
from annexa.tools.files import sha256_of
from annexa.verify.turns import processors

if TYPE_CHECKING:
    from annexa.bundle.ahead import Ahead


def write_volumes(
    work: Work,
    plan: Plan,
    surveyed: Mapping[str, Surveyed],
    ahead: "Ahead | None" = None,
    on_volume: Callable[[BuiltFile], None] = lambda file: None,
) -> tuple[Layout, list[StructureIssue]]:
    """Writes every volume; returns where everything begins and what only authors can mend.

    `ahead`: processes that write side by side what takes long. `on_volume` is told of what they have written as soon as
    one of them has nothing to do; where there are none, of each volume that is whole.
    """
    with ahead.typesetting() if ahead else nullcontext(frontmatter.typeset) as typeset:
        fronts, layout = frontmatter.make(
            plan,
            notes=work.notes,
            pages_of=lambda each: surveyed[each.key].pages,
            known=work.fronts,
            typeset=typeset,
            at_once=processors() if ahead else 1,
        )
    volumes = [volume_of(plan, number, front, layout) for number, front in enumerate(fronts, 1)]
    ready = (
        ahead.volumes(
            volumes,
            layout,
            lambda volume: _is_there(work, _volume_key(work, plan, volume, surveyed)),
            lambda number, made: on_volume(_entry(work, volumes[number - 1], made)),
        )
        if ahead
        else {}
    )
    issues: list[StructureIssue] = []
    with ThreadPoolExecutor(1) as beside:
        if work.parts:
            paths = {_volume_key(work, plan, each, surveyed): work.folder / each.path for each in volumes}
            work.parts.take_beside(beside, paths)
        for volume in volumes:
            write = partial(_unless_ready, work, ready.get(volume.number), partial(write_volume, work, plan, volume))
            part = _written(work, _volume_key(work, plan, volume, surveyed), volume.path, write)
            made = part.written
            work.files.append(_entry(work, volume, made, part.sha256))
            issues += made.issues
            for key, notes in made.notes.items():
                work.notes.setdefault(key, []).extend(notes)
            volume.front.close()
            if not ready:
                on_volume(work.files[-1])
    return layout, issues


def _entry(work: Work, volume: Volume, made: Written, sha256: str = "") -> BuiltFile:
    return work.entry(
        volume.path, "bundle", sha256=sha256, pages=made.pages, first=volume.first,
        last=volume.first + made.pages - 1, volume=volume.number, accessible=made.accessible,
    )  # fmt: skip


class Items:
    """The PDF of every item that has pages of its own, numbered from 1."""

    def __init__(self, work: Work, plan: Plan, surveyed: Mapping[str, Surveyed], ahead: "Ahead | None" = None) -> None:
        """`ahead` as `write_volumes` takes it."""
        self._work, self._plan, self._surveyed, self._ahead = work, plan, surveyed, ahead
        self._whole = [item for item in plan.items if item.documents or item.gaps]
        self._paths = {
            item.id: work.name("items", safe_names.safe_name(item.heading, suffix=".pdf")) for item in self._whole
        }
        self._early: dict[str, Future[Written]] = {}
        self._of: dict[str, str] = {}
        """What those were made from that are written early, by the item's id."""

    def begin(self, beside: ThreadPoolExecutor) -> None:
        """Begins beside the volumes, guessing that those keep of documents what they kept before.

        What can be taken over is taken over by a thread of `beside`, and the others, where they have few pages, are
        written by a process.
        """
        if self._work.parts is None:
            return
        noted = self._work.parts.noted
        keys = [*self._work.notes, *(key for key in noted if key not in self._work.notes)]
        notes = {key: (*self._work.notes.get(key, ()), *noted.get(key, ())) for key in keys}
        made_of = {item.id: self._key(item, notes) for item in self._whole}
        self._work.parts.take_beside(beside, {key: self._work.folder / self._paths[id] for id, key in made_of.items()})
        if self._ahead is None:
            return
        missing = [item for item in self._whole if not _is_there(self._work, made_of[item.id])]
        self._early = self._ahead.few_items(missing, self._paths, notes)
        self._of = {id: made_of[id] for id in self._early}

    def write(self, on_rest: Callable[[], None] = lambda: None) -> None:
        """Writes all of them; `on_rest` is called when no other process writes any more."""
        ready = self._ready()
        on_rest()
        work, pages = self._work, {key: seen.pages for key, seen in self._surveyed.items()}
        for done, item in enumerate(self._whole):
            work.advance(step("Writing item files", done + 1, len(self._whole), item.id))
            path = self._paths[item.id]
            write = partial(write_item, work, self._plan, item, path, pages)
            part = _written(work, self._key(item), path, partial(_unless_ready, work, ready.get(item.id), write))
            made = part.written
            work.add(
                path, "item", sha256=part.sha256, pages=made.pages, first=1, last=made.pages, item=item.id,
                accessible=made.accessible,
            )  # fmt: skip

    def _ready(self) -> dict[str, Written]:
        """Those that are written before their turn."""
        early = {id: made.result() for id, made in self._early.items() if made.exception() is None}
        ready = {
            item.id: early[item.id] for item in self._whole if item.id in early and self._of[item.id] == self._key(item)
        }
        if self._ahead is None or self._early:
            return ready
        return self._ahead.items(self._whole, self._paths, lambda item: _is_there(self._work, self._key(item)))

    def _key(self, item: PlannedItem, notes: Words | None = None) -> str:
        """All that the file of an item depends on; `notes`: what is guessed to be said of documents."""
        noted = self._work.notes if notes is None else notes
        return outputs.key(
            kind="item",
            plan=plan_key(self._plan.only(item.id)),
            notes=[noted.get(key, ()) for key in (item.id, *(each.key for each in item.documents))],
            documents=[document_key(each, _digest(each, self._surveyed)) for each in item.documents],
            confirmed=self._work.is_confirmed,
        )


def _is_there(work: Work, key: str) -> bool:
    return work.parts is not None and work.parts.holds(key)


def _unless_ready(work: Work, ready: Written | None, write: Callable[[], Written]) -> Written:
    """What was written before its turn, unless a volume before it has shown since that less may be claimed of it."""
    if ready is None or not work.is_confirmed:
        return write()
    work.is_confirmed = ready.is_confirmed
    return ready


def _written(work: Work, key: str, path: str, write: Callable[[], Written]) -> Part:
    """A merged file: taken over from the bundle before where it would come out alike, otherwise written."""
    taken = work.parts.take(key, work.folder / path) if work.parts else None
    made = taken.written if taken else write()
    if not made.is_confirmed:
        work.is_confirmed = False
    part = Part(path=path, sha256=taken.sha256 if taken else sha256_of(work.folder / path), written=made)
    if work.parts:
        work.parts.keep(key, part)
    return part


def _volume_key(work: Work, plan: Plan, volume: Volume, surveyed: Mapping[str, Surveyed]) -> str:
    """All that a volume depends on. What its front matter says is in that; what its links lead to may be elsewhere."""
    items = volume.items
    documents = [document for item in items for document in item.documents]
    targets = [seen.targets for document in documents if (seen := surveyed.get(document.key))]
    return outputs.key(
        kind="volume",
        front=volume.front.says,
        items=[[item.id, item.heading, [asdict(each) for each in item.pointers]] for item in items],
        documents=[document_key(document, _digest(document, surveyed)) for document in documents],
        gaps=[[gap.key, gap.title] for item in items for gap in item.gaps],
        title=volume.title,
        numbering=asdict(volume.numbering),
        links=[list(map(volume.elsewhere, each)) for each in targets],
        about=[plan.language, plan.as_at, work.is_confirmed],
    )


def _digest(document: PlannedDocument, surveyed: Mapping[str, Surveyed]) -> str:
    seen = surveyed.get(document.key)
    return seen.digest if seen else ""


def documents_of(plan: Plan, work: Work, layout: Layout, surveyed: Mapping[str, Surveyed]) -> list[BuiltDocument]:
    """Where every document stands."""
    starts = {file.volume: file.first or 1 for file in work.files if file.kind == "bundle"}
    found = []
    for document in plan.documents:
        first, volume = layout.pages[document.key], layout.volume[document.key]
        seen = surveyed.get(document.key)
        pages = seen.pages if seen else 1
        found.append(
            BuiltDocument(
                planned=document,
                volume=volume,
                first=first,
                last=first + pages - 1,
                pages=pages,
                position=first - starts[volume] + 1,
                divider=layout.pages[document.item],
                notes=tuple(work.notes.get(document.key, ())),
                beside=tuple(work.beside.get(document.key, ())),
            )
        )
    return found


def gaps_of(plan: Plan, layout: Layout) -> list[BuiltGap]:
    """Where every known gap is explained."""
    where = layout.pages
    return [
        BuiltGap(planned=gap, volume=layout.volume[gap.key], page=where[gap.key], divider=where[gap.item])
        for gap in plan.gaps
    ]
