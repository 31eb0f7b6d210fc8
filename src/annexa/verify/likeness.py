"""Whether pages of a bundle look like those of the document they were taken from, outside what was stamped on them.

Both are drawn by pdfium, small: at 40 dots to the inch a lost picture, a font that fell back or a page that is turned
is seen, and the edge of a letter that moved by a hair is not. Drawing each page twice takes longer than merging it, so
that it is run over public files by `nox -s corpus`, and not by each build.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

DOTS: Final = 40
"""To the inch."""
APART: Final = 64
"""Of 255: by how much a dot must differ to count."""
SHARE: Final = 0.002
"""Of a page's dots; more of them than this are a difference."""
STAMP: Final = (190, 34)
"""Points from the bottom right corner in which the page number stands, its white edge included."""


class Difference(NamedTuple):
    """A page that looks otherwise."""

    page: int
    """In the document, from 1."""
    share: float
    """Of its dots that differ; 1 where it has another size."""


def differences(document: Path, bundle: Path, first: int = 1) -> Iterator[Difference]:
    """The pages of a document that look otherwise in a bundle, where they stand from page `first` (its position) on.

    The bundle must be no draft, which says so across the top of each page. Raises what pdfium's binding raises where
    a file cannot be opened.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(document) as before, pypdfium2.PdfDocument(bundle) as after:
        before.init_forms()
        for index in range(len(before)):
            share = _share(before[index], after[first - 1 + index])
            if share > SHARE:
                yield Difference(index + 1, share)


def _share(before: Any, after: Any) -> float:
    from PIL import ImageChops, ImageDraw

    one, other = (page.render(scale=DOTS / 72, may_draw_forms=True).to_pil().convert("L") for page in (before, after))
    if any(abs(a - b) > 1 for a, b in zip(one.size, other.size, strict=True)):
        return 1.0
    if one.size != other.size:
        other = other.resize(one.size)
    apart = ImageChops.difference(one, other).point(lambda dot: 255 if dot > APART else 0)
    width, height = apart.size
    across, up = (round(points * DOTS / 72) for points in STAMP)
    ImageDraw.Draw(apart).rectangle((width - across, height - up, width, height), fill=0)
    return float(apart.histogram()[255]) / max(width * height, 1)
