"""The proof of every document of a bundle, and what it means for the bundle."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from annexa.convert import Job
from annexa.load.places import locate
from annexa.model.framework import Framework
from annexa.model.library import Library, Sensitivity
from annexa.model.words import Advance, silent
from annexa.pdf.washed import beside
from annexa.proof import Made, Proof, prove


def proofs(
    made: Iterable[tuple[Job, Path]], *, private: frozenset[Path], cache: Path, workers: int, advance: Advance = silent
) -> dict[Path, Proof]:
    """By the absolute path of the source, for every document with its washed copy; those in `private` leave no words.

    What a ready-made PDF hides is not of our making: it is the check that finds it, where a lead may answer for it.
    """
    known = list(made)
    found = prove(
        [
            Made(source=job.source, sha256=job.sha256, pdf=beside(copy, "pdf"), is_private=job.source in private)
            for job, copy in known
        ],
        cache=cache,
        workers=workers,
        advance=advance,
    )
    ready = {job.source for job, _ in known if job.format == "pdf"}
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
