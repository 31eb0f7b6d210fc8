"""The proof of every document of a bundle, and what it means for the bundle."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from annexa.bundle.forms import filled
from annexa.convert import Converted
from annexa.load.places import locate
from annexa.model.framework import Framework
from annexa.model.library import Library, Sensitivity
from annexa.proof import Made, Proof, prove
from annexa.tools.leftovers import temporary_folder


def proofs(converted: Iterable[Converted], *, private: frozenset[Path], cache: Path, workers: int) -> dict[Path, Proof]:
    """By the absolute path of the source, for every document that has a PDF; documents in `private` leave no words.

    What a ready-made PDF hides is not of our making: it is the check that finds it, where a lead may answer for it.
    """
    made = [(each.job, each.pdf) for each in converted if each.pdf is not None]
    ready = {job.source for job, _ in made if job.format == "pdf"}
    with temporary_folder("forms") as folder:
        found = prove(
            [
                Made(
                    source=job.source,
                    sha256=job.sha256,
                    pdf=filled(pdf, Path(folder)) if job.source in ready else pdf,
                    is_private=job.source in private,
                )
                for job, pdf in made
            ],
            cache=cache,
            workers=workers,
        )
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
