"""The proof of every document of a bundle, and what it means for the bundle."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from annexa.convert import Converted
from annexa.load.places import locate
from annexa.model.framework import Framework
from annexa.model.library import Library, Sensitivity
from annexa.proof import Made, Proof, prove


def proofs(converted: Iterable[Converted], *, private: frozenset[Path], cache: Path, workers: int) -> dict[Path, Proof]:
    """By the absolute path of the source, for every document that has a PDF; documents in `private` leave no words.

    What a ready-made PDF hides is not of our making: it is the check that finds it, where a lead may answer for it.
    """
    made = [each for each in converted if each.pdf is not None]
    found = prove(
        [
            Made(source=each.job.source, sha256=each.job.sha256, pdf=each.pdf, is_private=each.job.source in private)
            for each in made
            if each.pdf is not None
        ],
        cache=cache,
        workers=workers,
    )
    ready = {each.job.source for each in made if each.job.format == "pdf"}
    return {
        path: msgspec.structs.replace(proof, let_out=()) if path in ready else proof for path, proof in found.items()
    }


def private(library: Library, framework: Framework) -> frozenset[Path]:
    """The documents whose words must stay in no cache and in no message."""
    hidden = {requirement.id for requirement in framework.requirements if requirement.sensitive}
    return frozenset(
        place
        for item in library.items
        for meta in item.meta.documents
        if item.meta.requirement in hidden or meta.secure is not None or meta.sensitivity is not Sensitivity.OFFICIAL
        if isinstance(place := locate(library, item, meta), Path)
    )
