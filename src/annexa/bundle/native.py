"""Documents that inspectors get as the files that they are: recordings, and what an author chose not to print."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annexa.check.reading import read_paths
from annexa.check.store import FactsStore
from annexa.documents.facts import Facts
from annexa.documents.kinds import is_never_sent
from annexa.documents.sniff import FILMS, ending, is_recording
from annexa.load.places import locate
from annexa.model.framework import Framework
from annexa.model.library import DocumentMeta, Library, Presentation
from annexa.model.words import running_time, size_in_words
from annexa.plan.planned import Rendering

AS_IT_IS = "This document is handed in as it is, without pages in this bundle."
RECORDING = "This is a recording, which cannot be printed."


def chosen(library: Library, framework: Framework, submissions: Iterable[str]) -> frozenset[Path]:
    """The files of some submissions that go beside their bundles: recordings, and those whose metadata says so."""
    return frozenset(
        place
        for place, meta in _documents(library, framework, submissions)
        if (meta.present is Presentation.NATIVE or is_recording(place.name)) and not is_never_sent(ending(place))
    )


def undecided(library: Library, framework: Framework, submissions: Iterable[str]) -> frozenset[Path]:
    """The files of some submissions of which nobody has said how inspectors shall get them."""
    return frozenset(place for place, meta in _documents(library, framework, submissions) if meta.present is None)


def _documents(
    library: Library, framework: Framework, submissions: Iterable[str]
) -> Iterator[tuple[Path, DocumentMeta]]:
    wanted = set(submissions)
    ids = {each.id for each in framework.requirements if each.submission in wanted}
    for item in library.items:
        for meta in item.meta.documents if item.meta.requirement in ids else ():
            if isinstance(place := locate(library, item, meta), Path):
                yield place, meta


def native_renderings(digests: Mapping[Path, str], *, cache: Path, workers: int) -> dict[Path, Rendering]:
    """What goes beside the bundle, with the facts for its slip sheet; `digests` holds the SHA-256 of each file."""
    recordings = {path: digest for path, digest in digests.items() if is_recording(path.name)}
    # Which of them are of children is not known here, so that nothing of them stays in the cache.
    read = dict(read_paths(recordings, FactsStore(cache), workers=workers, private=frozenset(recordings)))
    return {path: _rendering(path, read.get(path)) for path in digests}


def _rendering(path: Path, read: object) -> Rendering:
    told = [("Size", size_in_words(path.stat().st_size))]
    if is_recording(path.name):
        told.insert(0, ("Kind", f"{'Film' if ending(path) in FILMS else 'Sound recording'} ({ending(path)})"))
        if isinstance(read, Facts) and read.seconds:
            told.insert(1, ("Runs for", running_time(read.seconds)))
    reason = RECORDING if is_recording(path.name) else AS_IT_IS
    return Rendering(pdf=None, carry=True, reason=reason, told=tuple(told))
