"""Many documents proved at once; what was proved before is not proved again."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from annexa.check.reading import read_paths
from annexa.check.store import FactsStore
from annexa.proof.prove import compared
from annexa.proof.reading import read_pages
from annexa.proof.record import Proof
from annexa.tools.code import code_version
from annexa.tools.files import sha256_of
from annexa.tools.sealed import read_sealed, write_sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A document, and the PDF that was made of it."""

    source: Path
    sha256: str
    """Of the source."""
    pdf: Path
    is_private: bool = False
    """Its words stay in no cache."""


def prove(documents: Sequence[Made], *, cache: Path, workers: int = 2) -> dict[Path, Proof]:
    """The proof of each document, by its source.

    `cache` is the project's build/cache. A proof that tells words of a document is not kept, nor one that could not be
    made: only what is sound is answered from the cache.
    """
    kept = _Kept(cache)
    found = {each.source: known for each in documents if (known := kept.get(each)) is not None}
    todo = [each for each in documents if each.source not in found]
    if not todo:
        return found
    private = frozenset(each.source for each in todo if each.is_private)
    digests = {each.source: each.sha256 for each in todo}
    facts = dict(read_paths(digests, FactsStore(cache), workers=workers, private=private))
    for each, (_, shown) in zip(todo, read_pages(each.pdf for each in todo), strict=True):
        proof = compared(facts[each.source], shown)
        kept.put(each, proof)
        found[each.source] = proof
    return found


class _Kept:
    """Proofs by the bytes of the source and of its PDF, and by the code that made them."""

    def __init__(self, cache: Path) -> None:
        self.folder = cache / "proof" / code_version("proof", "documents", "model", "rules/support")

    def get(self, made: Made) -> Proof | None:
        with suppress(OSError, msgspec.MsgspecError):
            return msgspec.json.decode(read_sealed(self._path(made)), type=Proof)
        return None

    def put(self, made: Made, proof: Proof) -> None:
        if proof.is_sound and not (proof.missing or proof.let_out or proof.shapeless):
            write_sealed(self._path(made), msgspec.json.encode(proof))

    def _path(self, made: Made) -> Path:
        return self.folder / f"{made.sha256}-{sha256_of(made.pdf)[:32]}.json"
