"""Documents times rules gives findings: everything that is wrong with a library, in one pass."""

import os
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

import msgspec

from annexa.check.discreet import Discretion
from annexa.check.judge import judge_item, judge_library
from annexa.check.pages import with_pages
from annexa.check.reading import Read, read_sources
from annexa.check.store import FactsStore, FindingsStore
from annexa.check.subjects import Source, item_subject, sources
from annexa.documents.facts import Facts
from annexa.links.verdict import Answer
from annexa.load import Loaded
from annexa.load.places import in_secure_folder
from annexa.load.shipped import listed
from annexa.model.findings import Finding, Level
from annexa.model.framework import Framework
from annexa.model.library import Item, Library
from annexa.model.words import Advance, silent, step
from annexa.rules import IMPORTANCE, letter_without_font, name_for_pseudonym, timetable_clash
from annexa.rules.base import ItemSubject, LibrarySubject, Surroundings
from annexa.tools.files import sha256_of

__all__ = ["Checked", "Source", "about_metadata", "check", "facts_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was looked at, and what was found."""

    findings: tuple[Finding, ...]
    """By file, the heaviest first, like ones together; findings of the metadata included."""
    sources: tuple[Source, ...]
    """The documents that were there."""
    as_of: date
    only: Container[str] | None = None
    """The item folders that were looked at, relative to the project folder; None for all."""
    unreachable: bool = False
    """Links were to be opened, but no web server at all could be reached."""

    since: str = ""
    """The revision with which it was compared: `findings` are new since then."""
    known: tuple[Finding, ...] = ()
    """Findings that stood at that revision already, and still do."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that reject an item."""
        return tuple(finding for finding in self.findings if finding.level is Level.ERROR)


def check(
    loaded: Loaded,
    *,
    as_of: date,
    today: date | None = None,
    closed: frozenset[date] = frozenset(),
    cache: Path,
    only: Container[str] | None = None,
    workers: int | None = None,
    answers: Mapping[str, Answer] | None = None,
    advance: Advance = silent,
    on_sources: Callable[[tuple[Source, ...]], None] = lambda found: None,
) -> Checked:
    """Every finding of the library, or of the item folders in `only` (relative to the project folder).

    Ages count from `as_of`; what is said of the future is judged by `today` where that is later.

    `answers` are what web servers said of links (`annexa.links.online.ask`), where somebody asked them.
    `advance` is called with the name of each document that is done. What the cache knows is not looked at again.
    `on_sources` is called with all documents that are there, before the first of them is judged.
    """
    if loaded.library is None:
        return Checked(findings=_about(loaded.findings, only), sources=(), as_of=as_of, only=only)
    library = loaded.library
    around = Surroundings(
        library=library,
        framework=loaded.framework,
        checklist=loaded.checklist,
        as_of=as_of,
        today=today,
        closed=closed,
        answers=answers or {},
    )
    everything = sources(library, loaded.framework)
    on_sources(tuple(everything))
    discretion = Discretion(library, loaded.framework)
    findings = list(loaded.findings)
    digests = {source.name: source.sha256 for source in everything if source.sha256}
    findings += judge_library(LibrarySubject(around=around, digests=digests))
    for item in library.items:
        findings += judge_item(item_subject(item, around, digests))
    findings = list(map(discretion.of, findings))
    chosen = tuple(source for source in everything if only is None or _folder(source.name) in only)
    findings += _documents(chosen, around, cache, workers or os.cpu_count() or 1, advance)
    ordered = sorted(_about(tuple(findings), only), key=lambda one: (*one.sort_key, IMPORTANCE.get(one.rule, 0)))
    return Checked(findings=tuple(ordered), sources=chosen, as_of=as_of, only=only)


def about_metadata(loaded: Loaded, as_of: date, closed: frozenset[date] = frozenset()) -> tuple[Finding, ...]:
    """What is wrong with the metadata alone: what loading found, letters that no page can show, names of children, and
    meetings that clash. `closed` are days on which nobody works, besides those of library.yaml."""
    if loaded.library is None:
        return loaded.findings
    around = Surroundings(
        library=loaded.library, framework=loaded.framework, checklist=loaded.checklist, as_of=as_of, closed=closed
    )
    subjects = [ItemSubject(item=item, around=around, files=()) for item in loaded.library.items]
    found = [finding for subject in subjects for finding in judge_item(subject, frozenset((letter_without_font.ID,)))]
    found += judge_library(LibrarySubject(around=around), frozenset((name_for_pseudonym.ID, timetable_clash.ID)))
    return (*loaded.findings, *found)


def _about(findings: tuple[Finding, ...], only: Container[str] | None) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if only is None or _folder(finding.file) in only)


def _folder(name: str) -> str:
    """The item folder of a file, such as "evidence/3.4-destinations"."""
    return "/".join(name.split("/")[:2])


def _documents(
    chosen: tuple[Source, ...],
    around: Surroundings,
    cache: Path,
    workers: int,
    advance: Advance,
) -> list[Finding]:
    store = FindingsStore(cache)
    surroundings = _fingerprint(around)
    items = {id(source.item): source.item for source in chosen}
    said = {each: _said(item) for each, item in items.items()}
    keys = {id(source): _key(source, surroundings, said[id(source.item)]) for source in chosen}
    findings: list[Finding] = []
    unknown: list[Source] = []
    fresh: dict[str, Facts] = {}
    number = count(1)
    for source in chosen:
        known = store.get(keys[id(source)])
        if known is None:
            unknown.append(source)
        else:
            findings += (_named(finding, source) for finding in known)
            advance(step("Checking", next(number), len(chosen), source.called))
    if not unknown:
        return list(with_pages(findings, chosen, cache))
    from annexa.check.judged import judged_sources  # with processes and clusters, which only what is new needs

    for source, read, judged in judged_sources(unknown, around, FactsStore(cache), workers=workers):
        if isinstance(read, Facts) and judged.is_whole:
            store.put(keys[id(source)], tuple(_nameless(finding, source) for finding in judged.findings))
        findings += judged.findings
        if isinstance(read, Facts) and judged.findings:
            fresh[source.name] = read
        advance(step("Checking", next(number), len(chosen), source.called))
    store.save()
    return list(with_pages(findings, chosen, cache, fresh))


def _nameless(finding: Finding, source: Source) -> Finding:
    """As the cache keeps it: of a sensitive document no name."""
    if finding.number is None:
        return finding
    file = "" if finding.file == source.name else finding.file  # one about a field of the metadata is in item.yaml
    return msgspec.structs.replace(finding, file=file, document=None)


def _named(finding: Finding, source: Source) -> Finding:
    """As it was before the cache kept it."""
    if finding.number is None:
        return finding
    return msgspec.structs.replace(finding, file=finding.file or source.name, document=source.meta.name)


def _fingerprint(around: Surroundings) -> str:
    """All that the rules can see besides a document and its item."""
    library = around.library
    parts = (library.meta, library.people, library.glossary, around.checklist, around.framework)
    # A link from one document to another passes while the other is listed and may be shared.
    listed = [f"{i.folder.name}/{d.name} {d.sensitivity}" for i in library.items for d in i.meta.documents]
    answers = [f"{a.address} {a.verdict} {a.detail} {a.final} {a.certain}" for a in around.answers.values()]
    return FindingsStore.key(
        around.as_of.isoformat(),
        *(part.model_dump_json() for part in parts),
        *sorted(listed),
        *sorted(answers),
        *_other_files(library),
    )


def _other_files(library: Library) -> list[str]:
    """What rules read besides, by name and content: columns of person-level lists, and lists of names."""
    lists = (in_secure_folder(library, name) for name in library.meta.name_lists)
    columns = listed(library.root, "schema", "person-level-*.yaml")
    files = [*columns.values(), *(place for place in lists if isinstance(place, Path))]
    return [f"{path.name} {sha256_of(path) if path.is_file() else ''}" for path in files]


def _said(item: Item) -> str:
    """All that an item.yaml says; findings carry its lines, so its layout counts as well."""
    return FindingsStore.key(item.meta.model_dump_json(), repr(sorted(item.lines.items())))


def _key(source: Source, surroundings: str, said: str) -> str:
    return FindingsStore.key(surroundings, source.name, source.sha256, str(source.index), said)


def facts_of(
    library: Library,
    framework: Framework,
    *,
    cache: Path,
    choose: Callable[[Source], bool] = lambda source: True,
    workers: int | None = None,
) -> Mapping[str, tuple[Source, Read]]:
    """The facts of the documents that `choose` picks, by name, for commands that look into the text."""
    wanted = tuple(source for source in sources(library, framework) if choose(source))
    read = read_sources(wanted, FactsStore(cache), workers=workers or os.cpu_count() or 1)
    return {source.name: (source, facts) for source, facts in read}
