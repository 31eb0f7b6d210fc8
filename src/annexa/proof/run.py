"""Many documents proved at once; what was proved before is not proved again."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from annexa.check.reading import read_paths
from annexa.check.store import FactsStore
from annexa.model.words import Advance, silent, step
from annexa.proof.reading import read_pages
from annexa.proof.record import Proof
from annexa.proof.verdict import compared
from annexa.tools import sharing
from annexa.tools.code import code_version
from annexa.tools.files import sha256_of
from annexa.tools.sealed import read_sealed, write_sealed
from annexa.tools.spread import Errand, File, Given, spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A document, and the PDF that was made of it."""

    source: Path
    sha256: str
    """Of the source."""
    pdf: Path
    is_private: bool = False
    """Its words stay in no cache."""


def prove(documents: Sequence[Made], *, cache: Path, workers: int = 2, advance: Advance = silent) -> dict[Path, Proof]:
    """The proof of each document, by its source.

    `cache` is the project's build/cache. A proof that tells words of a document is not kept, nor one that could not be
    made: only what is sound is answered from the cache.
    """
    kept = _Kept(cache)
    found = {each.source: known for each in documents if (known := kept.get(each)) is not None}
    todo = [each for each in documents if each.source not in found]
    if not todo:
        return found

    def here(some: Sequence[Made]) -> Iterator[tuple[Made, Proof]]:
        return _proved(some, cache, workers)

    errands = [
        Errand(
            key=each,
            files=(File(each.source, each.sha256), File(each.pdf, sha256_of(each.pdf))),
            given=each.is_private,
            is_sensitive=each.is_private,
        )
        for each in todo
    ]
    for done, (each, proof) in enumerate(spread(_prove_there, errands, here, taken=_if_made), 1):
        advance(step("Comparing with documents", done, len(todo)))
        kept.put(each, proof)
        found[each.source] = proof
    return found


def _proved(some: Sequence[Made], cache: Path, workers: int) -> Iterator[tuple[Made, Proof]]:
    private = frozenset(each.source for each in some if each.is_private)
    digests = {each.source: each.sha256 for each in some}
    facts = dict(read_paths(digests, FactsStore(cache), workers=workers, private=private))
    for each, (_, shown) in zip(some, read_pages(each.pdf for each in some), strict=True):
        yield each, compared(facts[each.source], shown)


def _if_made(made: Made, proof: Proof) -> Proof | None:
    """Why one could not be made may be the worker's own fault."""
    return None if proof.unproved else proof


def _prove_there(some: Given, common: object, folder: Path) -> list[Proof]:
    """On a worker of a cluster."""
    made = [
        Made(source=source, sha256=sha256_of(source), pdf=pdf, is_private=is_sensitive)
        for (source, pdf), is_sensitive in some
    ]
    done = dict(_proved(made, folder / "cache", 1))
    return [done[each] for each in made]


class _Kept:
    """Proofs by the bytes of the source and of its PDF, and by the code that made them."""

    def __init__(self, cache: Path) -> None:
        self.place = f"proof/{code_version('proof', 'documents', 'model')}"
        self.folder = cache / self.place

    def get(self, made: Made) -> Proof | None:
        path = self._path(made)
        with suppress(OSError, msgspec.MsgspecError):
            data = read_sealed(path) if made.is_private else sharing.read(path, self.place)
            return msgspec.json.decode(data, type=Proof)
        return None

    def put(self, made: Made, proof: Proof) -> None:
        if proof.is_sound and not (proof.missing or proof.let_out or proof.shapeless):
            path, data = self._path(made), msgspec.json.encode(proof)
            if made.is_private:
                write_sealed(path, data)
            else:
                sharing.write(path, self.place, data)

    def _path(self, made: Made) -> Path:
        return self.folder / f"{made.sha256}-{sha256_of(made.pdf)[:32]}.json"
