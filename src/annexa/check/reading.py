"""Documents become facts: from the cache, or read in worker processes that one bad file cannot stop."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annexa.check.legacy import read_legacy
from annexa.check.store import FactsStore
from annexa.check.subjects import Source
from annexa.documents.facts import Facts, ReadFault, ReadFaultKind
from annexa.tools.files import sha256_of
from annexa.tools.spread import Errand, File, Given, spread

Read = Facts | ReadFault

_FEW = 3
"""Up to this many files are read by one worker: to start a second would take longer."""


def read_sources(wanted: Sequence[Source], store: FactsStore, *, workers: int) -> Iterator[tuple[Source, Read]]:
    """The facts of each source, or why it has none, in no particular order."""
    by_path: dict[Path, list[Source]] = {}
    for source in wanted:
        if source.sha256:
            by_path.setdefault(source.path, []).append(source)
        else:
            yield source, _cannot_open()
    digests = {path: found[0].sha256 for path, found in by_path.items()}
    private = frozenset(path for path, found in by_path.items() if any(source.sensitive for source in found))
    for path, facts in read_paths(digests, store, private=private, workers=workers):
        for source in by_path[path]:
            yield source, facts


def read_paths(
    digests: Mapping[Path, str],
    store: FactsStore,
    *,
    workers: int,
    private: frozenset[Path] = frozenset(),
) -> Iterator[tuple[Path, Read]]:
    """As `read_sources`, for files whose SHA-256 is known; those in `private` leave nothing in the store."""
    waiting: list[Path] = []
    old: list[Path] = []

    def kept(path: Path, facts: Read) -> tuple[Path, Read]:
        if path not in private:
            store.put(digests[path], path.suffix, facts)
        return path, facts

    for path, digest in digests.items():
        known = None if path in private else store.get(digest, path.suffix)
        if known is None:
            waiting.append(path)
        else:
            yield path, known

    def read_here(some: Sequence[Path]) -> Iterator[tuple[Path, Read]]:
        return _read({path: digests[path] for path in some}, workers)

    errands = [
        Errand(key=path, files=(File(path, digests[path]),), is_sensitive=path in private, given=path in private)
        for path in waiting
    ]
    for path, facts in spread(read_there, errands, read_here, taken=_if_read):
        if isinstance(facts, ReadFault) and facts.kind is ReadFaultKind.NEEDS_TOOL:
            old.append(path)  # all of them together: each LibreOffice takes a second or two to start
        else:
            yield kept(path, facts)
    for path, facts in read_legacy({path: digests[path] for path in old}, workers=workers):
        yield kept(path, facts)


def _read(digests: Mapping[Path, str], workers: int) -> Iterator[tuple[Path, Read]]:
    if not digests:
        return
    from annexa.documents.guarded import read_many

    yield from read_many(digests, digests=digests, workers=1 if len(digests) <= _FEW else workers)


def _if_read(path: Path, read: Read) -> Facts | None:
    """A fault may be the worker's own: it is looked for here again."""
    return read if isinstance(read, Facts) else None


def read_there(some: Given, common: object, folder: Path) -> list[Read]:
    """On a worker of a cluster: the facts of each file, also where LibreOffice must help; see `spread`."""
    digests = {files[0]: sha256_of(files[0]) for files, _ in some}
    private = frozenset(files[0] for files, is_sensitive in some if is_sensitive)
    found = dict(read_paths(digests, FactsStore(folder / "cache"), workers=1, private=private))
    return [found[files[0]] for files, _ in some]


def _cannot_open() -> ReadFault:
    return ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message="The file cannot be opened",
        remedy="If it is open in Word, Excel or another program, close it there. Then see that you may read the file.",
    )
