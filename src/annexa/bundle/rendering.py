"""Every document of some submissions as a PDF, ready to be merged: converted, or recognised, or as it is."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from annexa.bundle import native, proving
from annexa.bundle.laundry import Laundry
from annexa.bundle.renderings import renderings
from annexa.check.reading import read_paths
from annexa.check.store import FactsStore
from annexa.convert import Converted, Job, Options, convert, engine_versions
from annexa.convert.job import SHEET_FORMATS
from annexa.convert.ocr import recognise
from annexa.documents.facts import Facts
from annexa.documents.sniff import ending, promised
from annexa.load.places import locate, private_cache
from annexa.model.framework import Framework
from annexa.model.library import Library
from annexa.model.words import Advance, silent, step
from annexa.model.words import count as counted
from annexa.pdf.wash_limits import OURS
from annexa.plan.arrange import sources
from annexa.plan.planned import UNREAD, Rendering
from annexa.proof import Proof
from annexa.tools.files import sha256_of
from annexa.tools.leftovers import sweep

HELPERS: Final = (("annexa.pdf.wash_worker", OURS), ("annexa.proof.worker",))
"""Processes that will be asked about what was converted."""
CUT = "Not all that this document says is on these pages; the document itself lies beside the bundle, whole."


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What became of every document, by its absolute path."""

    renderings: dict[Path, Rendering]
    digests: dict[Path, str]
    engines: dict[str, str]
    """Versions that the PDFs depend on, by name."""
    converted: int
    """Documents that the cache did not hold."""


def render(
    library: Library,
    framework: Framework,
    submissions: Collection[str],
    *,
    cache: Path,
    aside: Path,
    only: Collection[Path] | None = None,
    workers: int = 2,
    reproducible: bool = False,
    on_printing: Callable[[], None] = lambda: None,
    advance: Advance = silent,
) -> Rendered:
    """Converts what the cache does not hold, and washes every PDF: of all documents, or `only` of some.

    `aside`: a folder for copies that must not stay in the cache; it is needed until the bundle is built. A document
    that cannot become PDF, or is not there, is answered with a reason. `on_printing` is called where there is something
    to convert, once or more and from any thread. Raises MissingTool where LibreOffice is needed and absent, ToolFailed
    where it does not start.
    """
    sweep()
    every = (path for id in submissions for path in sources(library, framework, id))
    wanted = dict.fromkeys(path for path in every if only is None or path in only)
    looked = _looked(library, framework, wanted)
    there = {path: job for path, job in looked.items() if isinstance(job, Job)}
    private, kept_in = proving.private(library, framework), private_cache(library)
    natives = native.chosen(library, framework, submissions) & there.keys()

    def started(job: Job, number: int, total: int) -> None:
        on_printing()
        advance(step("Converting", number, total, job.item if job.source in private else job.source.name))

    done = convert(
        _to_convert(library, framework, submissions, there),
        cache_dir=cache,
        workers=workers,
        options=Options(reproducible=reproducible),
        on_start=started,
    )
    digests = {path: job.sha256 for path, job in there.items()}
    laundry = Laundry(
        cache=cache,
        aside=aside,
        digests=digests,
        foreign={path for path, job in there.items() if job.format == "pdf"},
        private=private,
        workers=workers,
        advance=advance,
    )
    found = laundry.washed(renderings(done))
    sound = [converted for converted in done if found[converted.job.source].washed is not None]
    scanned = _scanned([each for each in sound if each.job.format == "pdf"], private, cache, workers)
    found |= native.native_renderings({path: digests[path] for path in natives}, cache=cache, workers=workers)
    found |= laundry.washed(
        {
            path: _recognised(found[path], path, digests[path], count, kept_in if path in private else cache, workers)
            for path, count in scanned.items()
        }
    )
    made = [(each.job, copy) for each in sound if (copy := found[each.job.source].washed) is not None]
    for path, proof in proving.proofs(made, private=private, cache=cache, workers=workers, advance=advance).items():
        found[path] = _proved(found[path], proof)
    return Rendered(
        renderings=found | {path: missing for path, missing in looked.items() if isinstance(missing, Rendering)},
        digests=digests,
        engines=engine_versions(cache),
        converted=sum(not each.from_cache and each.pdf != each.job.source for each in done),
    )


def to_convert(
    library: Library, framework: Framework, submissions: Collection[str], paths: Iterable[Path]
) -> list[Job]:
    """What `render` has converted of these documents."""
    looked = _looked(library, framework, paths)
    there = {path: job for path, job in looked.items() if isinstance(job, Job)}
    return _to_convert(library, framework, submissions, there)


def _to_convert(
    library: Library, framework: Framework, submissions: Collection[str], there: Mapping[Path, Job]
) -> list[Job]:
    natives = native.chosen(library, framework, submissions)
    undecided = native.undecided(library, framework, submissions)
    most = library.meta.limits.workbook_pages
    return [
        replace(job, most_pages=most) if path in undecided and job.format in SHEET_FORMATS else job
        for path, job in there.items()
        if path not in natives
    ]


def _looked(library: Library, framework: Framework, paths: Iterable[Path]) -> dict[Path, Job | Rendering]:
    """What is to be converted, or why it cannot be; of private documents nothing is kept where others may see it."""
    items = _items(library, framework)
    private, kept_in = proving.private(library, framework), private_cache(library)

    def known(path: Path) -> Job | Rendering:
        job = _job(path, items.get(path, ""))
        if isinstance(job, Rendering):
            return job
        return replace(job, kept_in=kept_in) if path in private else replace(job, may_travel=True)

    return {path: known(path) for path in paths}


def _proved(base: Rendering, proof: Proof) -> Rendering:
    """A rendering with its proof; what pages lose of a document that goes beside them is said on its divider.

    So are pages of a ready-made PDF that were damaged before: it is the check that refuses them, where a lead may
    answer for them.
    """
    notes = (*base.notes, CUT) if base.carry and proof.lost else base.notes
    if proof.damaged:
        notes = (*notes, f"{proof.damage}.")
    return replace(base, proof=msgspec.structs.replace(proof, damaged=()), notes=notes)


def _items(library: Library, framework: Framework) -> dict[Path, str]:
    """What each document answers, as its pages may say; the number, or the title of what has none."""
    named = {requirement.id: requirement.number or requirement.title for requirement in framework.requirements}
    return {
        path: f"Item {named.get(item.meta.requirement, item.meta.requirement)}"
        for item in library.items
        for document in item.meta.documents
        if isinstance(path := locate(library, item, document), Path)
    }


def _job(path: Path, item: str) -> Job | Rendering:
    """What is to be converted, or why it cannot be: nothing there is a file that can be opened."""
    try:
        if path.is_file():
            return Job(source=path, sha256=sha256_of(path), format=_format(path), item=item)
        reason, remedy = "The file is not in its folder.", "Put it there, or take it out of item.yaml."
    except OSError as error:
        reason = f"The file cannot be opened: {(error.strerror or str(error)).lower()}."
        remedy = "See that you may read it and that it is not open in another program."
    return Rendering(pdf=None, fault="missing", reason=reason, remedy=remedy)


def _format(path: Path) -> str:
    """By its name: a file that is not what its name says was refused by the check, and by the converter."""
    return promised(path) or ending(path)


def _recognised(base: Rendering, source: Path, sha256: str, count: int, cache: Path, workers: int) -> Rendering:
    """A scanned document with its text layer, or with a note that it has none."""
    pages = counted(count, "scanned page")
    known = sha256 if base.pdf == source else base.pdf and sha256_of(base.pdf)
    text = base.pdf and known and recognise(base.pdf, known, pages=base.pages, cache_dir=cache, workers=workers)
    if not text or text.pdf is None:
        note = f"{pages} {UNREAD}"
        return replace(base, notes=(*base.notes, note))
    note = f"A text layer was added to {pages} by character recognition; it may hold mistakes."
    size = text.pdf.stat().st_size
    return replace(base, pdf=text.pdf, size=size, engine=text.engine, notes=(*base.notes, note))


def _scanned(ready: list[Converted], private: frozenset[Path], cache: Path, workers: int) -> dict[Path, int]:
    """How many pages without text each ready-made PDF has, for those that have one."""
    store = FactsStore(cache)
    digests = {each.job.source: each.job.sha256 for each in ready if each.pdf is not None}
    read = read_paths(digests, store, workers=workers, private=private)
    return {path: len(facts.scanned_pages) for path, facts in read if isinstance(facts, Facts) and facts.scanned_pages}
