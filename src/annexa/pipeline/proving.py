"""Any document beside its pages, in a library or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annexa.model.errors import UsageError
from annexa.model.words import Advance, silent
from annexa.proof import Made, Proof, prove
from annexa.tools.files import sha256_of
from annexa.tools.leftovers import temporary_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """A document and its proof."""

    source: Path
    pdf: Path | None
    """What it was compared with; None where nothing could be made of it, or what was made is not kept."""
    proof: Proof


def prove_files(files: Sequence[Path], *, pdf: Path | None = None, advance: Advance = silent) -> tuple[Proved, ...]:
    """Converts each document in a folder of its own, which is removed, and compares it with its pages.

    With `pdf` nothing is converted, and the one document is compared with that PDF. Raises UsageError for several
    documents beside one PDF, MissingTool, ToolFailed.
    """
    if pdf is not None and len(files) != 1:
        raise UsageError("One PDF is made of one document", remedy="Name one FILE with --pdf.")
    with temporary_folder("prove") as folder:
        cache = Path(folder)
        if pdf is not None:
            return (Proved(source=files[0], pdf=pdf, proof=_prove([(files[0], pdf, False)], cache)[files[0]]),)
        return _converted(files, cache, advance)


def _prove(made: Iterable[tuple[Path, Path, bool]], folder: Path) -> dict[Path, Proof]:
    """The proof of each document, as its pages stand in a bundle; of those that could stand in none, why.

    `made`: each document with its PDF, and whether we printed it. All that is kept lies in `folder`.
    """
    from annexa.bundle.wash import Soiled, wash_all
    from annexa.pdf.washed import beside

    soiled = [
        Soiled(source=source, pdf=pdf, sha256=sha256_of(pdf), is_ours=is_ours, is_private=True)
        for source, pdf, is_ours in made
    ]
    done = wash_all(soiled, cache=folder, aside=folder)
    proofs = prove(
        [
            Made(source=source, sha256=sha256_of(source), pdf=beside(copy, "pdf"), is_private=True)
            for source, copy in done.copies.items()
        ],
        cache=folder,
    )
    return proofs | {
        source: Proof(unproved=slip.reason.rstrip("."), remedy=slip.remedy) for source, slip in done.refused.items()
    }


def _converted(files: Sequence[Path], cache: Path, advance: Advance) -> tuple[Proved, ...]:
    from annexa.convert import Job, convert
    from annexa.documents.sniff import FAMILIES

    absolute = {file: file.resolve() for file in files}
    jobs = [
        Job(source=path, sha256=sha256_of(path), format=FAMILIES.get(ending, ending))
        for path in dict.fromkeys(absolute.values())
        for ending in [path.suffix.lower().lstrip(".")]
    ]
    done = {
        each.job.source: each
        for each in convert(jobs, cache_dir=cache, on_done=lambda each: advance(each.job.source.name))
    }
    made = [(each.job.source, each.pdf, each.job.format != "pdf") for each in done.values() if each.pdf is not None]
    proofs = _prove(made, cache)
    found: list[Proved] = []
    for file, path in absolute.items():
        fault = done[path].fault
        proof = proofs.get(path) or (
            Proof(unproved=fault.message.rstrip("."), remedy=fault.remedy)
            if fault
            else Proof(unproved="It has no pages")
        )
        found.append(Proved(source=file, pdf=None, proof=proof))
    return tuple(found)
