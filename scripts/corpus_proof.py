"""Converts every document of a labelled corpus and proves its pages: a table by format.

Run it with `nox -s corpus`. It ends with 1 where the pages hold words that a document hides, but for those that are
known and explained here. `--part 3/20` takes the third of twenty parts; what was converted is kept in `--cache`.
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from annexa.bundle.wash import Soiled, wash_all
from annexa.convert import Job, convert
from annexa.pdf.washed import beside
from annexa.proof import Made, Proof, prove
from annexa.tools.files import sha256_of

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "office"


def proved(files: list[tuple[Path, str]], cache: Path) -> tuple[dict[Path, Proof], dict[Path, str]]:
    """The proofs of what could be converted, of its pages as they stand in a bundle, and why the others could not."""
    jobs = [Job(source=path, sha256=sha256_of(path), format=form) for path, form in files]
    done = convert(jobs, cache_dir=cache, workers=2, timeout=60)
    digests = {each.job.source: each.job.sha256 for each in done}
    soiled = [
        Soiled(source=d.job.source, pdf=d.pdf, sha256=sha256_of(d.pdf), is_ours=d.job.format != "pdf")
        for d in done
        if d.pdf is not None
    ]
    washes = wash_all(soiled, cache=cache, aside=cache)
    made = [Made(source=path, sha256=digests[path], pdf=beside(copy, "pdf")) for path, copy in washes.copies.items()]
    failed = {each.job.source: f"{each.fault.kind}: {each.fault.message}" for each in done if each.fault is not None}
    failed |= {path: f"not washed: {refused.reason}" for path, refused in washes.refused.items()}
    return prove(made, cache=cache), failed


def table(proofs: dict[Path, Proof], formats: dict[Path, str]) -> list[str]:
    """A line a format."""
    by: dict[str, list[Proof]] = defaultdict(list)
    for path, proof in proofs.items():
        by[formats[path]].append(proof)
    lines = [
        f"{'format':8}{'proved':>7}{'not':>5}{'median':>9}{'5th %':>8}{'worst':>8}"
        f"{'lacking':>9}{'let out':>9}{'shapeless':>11}{'misnamed':>10}{'counted':>9}"
    ]
    for form, found in sorted(by.items()):
        sound = [proof for proof in found if not proof.unproved]
        shares = sorted(proof.share for proof in sound if proof.words)
        fifth = shares[len(shares) // 20] if shares else 1.0
        lines.append(
            f"{form:8}{len(sound):7}{len(found) - len(sound):5}{statistics.median(shares or [1]):9.4f}{fifth:8.3f}"
            f"{min(shares, default=1):8.3f}{sum('not on its pages' in ' '.join(p.errors) for p in sound):9}"
            f"{sum(bool(p.let_out) for p in sound):9}{sum(bool(p.shapeless) for p in sound):11}"
            f"{sum(bool(p.misnamed) for p in sound):10}"
            f"{sum(any(c.pages < c.source for c in p.counted) for p in sound):9}"
        )
    return lines


def main(arguments: list[str] | None = None) -> int:
    """Prints the table and what is wrong. Without a corpus it says so and ends with 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--worst", type=int, default=10)
    options = parser.parse_args(arguments)
    if not (options.corpus / "index.json").exists():
        print(f"Skipped: there is no corpus at {options.corpus}.")
        return 0
    rows = json.loads((options.corpus / "index.json").read_text("utf-8"))
    part, parts = map(int, options.part.split("/"))
    files = [(options.corpus / row["file"], row["format"]) for row in rows][part - 1 :: parts]
    with tempfile.TemporaryDirectory() as folder:
        proofs, failed = proved(files, options.cache or Path(folder))
    print("\n".join(table(proofs, dict(files))))
    print(f"{len(failed)} of {len(files)} could not be converted or washed.")
    for path, why in sorted(failed.items()):
        print(f"    {path.relative_to(options.corpus)}: {why}")
    for path, proof in sorted(proofs.items(), key=lambda pair: (pair[1].share, pair[0]))[: options.worst]:
        print(f"{proof.share:.3f} {proof.words:6} {path.relative_to(options.corpus)}")
    out = {path: proof for path, proof in proofs.items() if proof.let_out and path.suffix.lower() != ".pdf"}
    for path, proof in sorted(out.items()):
        first = proof.let_out[0]
        print(f"let out: {path.relative_to(options.corpus)}: {first.what}, {first.place}: {first.words}")
    return 1 if out else 0


if __name__ == "__main__":
    sys.exit(main())
