"""Washes and merges every public PDF and compares how its pages look in the bundle with how they look in the file.

Run it with `nox -s corpus`. Each page that looks otherwise is named with what was taken out or drawn anew, which
explains it; it ends with 1 where a page looks otherwise and nothing explains it. `--corpus` takes other folders.
"""

import argparse
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from annexa.bundle.wash import Soiled, wash_all
from annexa.pdf import merge, save
from annexa.pdf.drawn import NEVER_DRAWN
from annexa.pdf.source import Source
from annexa.pdf.washed import open_washed
from annexa.tools.files import sha256_of
from annexa.verify.likeness import Difference, differences

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "office"


def merged(copy: Path, title: str, output: Path) -> Source:
    """Merges one washed copy alone, as a bundle would. Raises AnnexaError where it is refused."""
    source = open_washed(copy, title=title)
    leaf = merge.Leaf(source=source, title=title)
    numbering = merge.Numbering(total=leaf.length)
    made = merge.merge([leaf], title=title, language="en-GB", numbering=numbering)
    about = save.About(title=title, language="en-GB", dated=date(2026, 11, 2), is_accessible=False)
    save.describe(made.pdf, about)
    save.save(made.pdf, output)
    return source


def looked_at(paths: list[Path], counts: Counter[str]) -> Iterator[tuple[Path, Difference, tuple[str, ...]]]:
    """The pages that look otherwise, with what explains them."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        soiled = [Soiled(source=path, pdf=path, sha256=sha256_of(path), is_ours=False) for path in paths]
        washes = wash_all(soiled, cache=place, aside=place)
        counts["refused"] = len(washes.refused)
        for path, copy in washes.copies.items():
            output = place / "bundle.pdf"
            source = merged(copy, path.stem, output)
            counts["merged"] += 1
            try:
                for each in differences(path, output):
                    counts["differ"] += 1
                    taken = (what for what in source.removed if what and what != NEVER_DRAWN)  # that explains nothing
                    yield path, each, (*source.notes, *taken)
            except Exception as error:  # pdfium does not open it either
                counts[f"not compared ({type(error).__name__})"] += 1


def main(arguments: list[str] | None = None) -> int:
    """Prints what looks otherwise. Without a corpus it says so and ends with 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, nargs="*", default=[CORPUS])
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)  # of what is odd in these files
    paths = sorted(path for folder in options.corpus for path in folder.rglob("*.pdf"))
    if not paths:
        print("Skipped: there are no PDFs there.")
        return 0
    counts: Counter[str] = Counter()
    unexplained = 0
    for path, found, why in looked_at(paths, counts):
        unexplained += not why
        print(f"{path.name} page {found.page}: {found.share:.1%} of its dots; {'; '.join(why) or 'UNEXPLAINED'}")
    print(f"{len(paths)} files: {dict(counts)}; {unexplained} pages look otherwise and nothing explains it.")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
