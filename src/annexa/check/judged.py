"""Documents read and judged, here or by workers of a cluster."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from annexa.check import judges
from annexa.check.judge import Judged, judge_document
from annexa.check.reading import Read, read_sources
from annexa.check.store import FactsStore
from annexa.check.subjects import Source, document_subject
from annexa.documents.facts import Facts
from annexa.links.address import as_relative_file
from annexa.model.library import Item, Library, is_sensitive
from annexa.rules.base import Surroundings
from annexa.tools.spread import Errand, File, Given, current, spread


class _Done(NamedTuple):
    read: Read
    judged: Judged


def judged_sources(
    wanted: Sequence[Source], around: Surroundings, store: FactsStore, *, workers: int
) -> Iterator[tuple[Source, Read, Judged]]:
    """The facts of each source, or why it has none, and what the rules say of it; in no particular order."""

    def here(some: Sequence[Source]) -> Iterator[tuple[Source, _Done]]:
        read = read_sources(some, store, workers=workers)
        for source, facts, said in judges.judged(read, around, wanted=some, workers=workers):
            yield source, _Done(facts, said)

    travelling = _travelling(around) if current() is not None else None

    def taken(source: Source, done: _Done) -> _Done | None:
        if not isinstance(done.read, Facts) or not done.judged.is_whole:
            return None  # by the worker's own fault, perhaps
        store.put(source.sha256, source.path.suffix, done.read)
        if travelling is not None and travelling.is_less and _leads_on(done.read):
            return _Done(done.read, judge_document(document_subject(source, done.read, around)))
        return done

    errands = [
        Errand(
            key=source,
            files=(File(source.path, source.sha256),),
            given=source,
            may_leave=travelling is not None and source.sha256 != "" and _may_leave(source, around),
        )
        for source in wanted
    ]
    common = travelling.around if travelling is not None else None
    for source, done in spread(_judge_there, errands, here, taken=taken, common=lambda: common):
        yield source, done.read, done.judged


class _Travelling(NamedTuple):
    """What workers may see besides a document."""

    around: Surroundings
    is_less: bool
    """Whether documents are missing in it to which others could link."""


def _travelling(around: Surroundings) -> _Travelling:
    """All that rules about documents look at, without sensitive documents, registers and requests."""
    items = [_without_sensitive(item, around) for item in around.library.items]
    library: Library = around.library.model_copy(
        update={"items": tuple(items), "requests": (), "tracked": None, "timetable": None, "unread": ()}
    )
    is_less = any(
        len(less.meta.documents) < len(item.meta.documents)
        for less, item in zip(items, around.library.items, strict=True)
    )
    return _Travelling(replace(around, library=library), is_less)


def _without_sensitive(item: Item, around: Surroundings) -> Item:
    requirement = around.framework.requirement(item.meta.requirement)
    kept = tuple(document for document in item.meta.documents if not is_sensitive(requirement, document))
    update: dict[str, object] = {
        "meta": item.meta.model_copy(update={"documents": kept, "note": ""}),
        "sign_offs": (),
        "lines": {},
        "named": (),
    }
    return item.model_copy(update=update)


def _may_leave(source: Source, around: Surroundings) -> bool:
    """Whether a worker may see it and can judge it: lists of names lie on this machine alone, and an item in which
    another document is sensitive stays whole."""
    requirement = around.framework.requirement(source.item.meta.requirement)
    return not around.library.meta.name_lists and not any(
        is_sensitive(requirement, document) for document in source.item.meta.documents
    )


def _leads_on(facts: Facts) -> bool:
    """Whether it links to other files: to which ones, the whole library must say."""
    return any(as_relative_file(link.target) is not None for link in facts.links)


def _judge_there(some: Given, around: Surroundings, folder: Path) -> list[_Done]:
    """On a worker. Sources keep the paths of the machine that asked, which rules read and do not open."""
    places = {files[0]: source for files, source in some}
    there = [replace(source, path=place) for place, source in places.items()]
    found = {place.path: read for place, read in read_sources(there, FactsStore(folder / "cache"), workers=1)}
    done: list[_Done] = []
    for place, source in places.items():
        read = found[place]
        done.append(_Done(read, judge_document(document_subject(source, read, around))))
    return done
