"""What the conversion made, in the words of a bundle."""

from collections.abc import Iterable
from pathlib import Path

from annexa.bundle.plan import Rendering
from annexa.convert.job import SHEET_FORMATS, Converted


def renderings(converted: Iterable[Converted]) -> dict[Path, Rendering]:
    """By the absolute path of the source. Workbooks, and what did not become PDF, go beside the bundle as they are."""
    return {each.job.source: _rendering(each) for each in converted}


def _rendering(converted: Converted) -> Rendering:
    if converted.pdf is None:
        reason = converted.fault.message if converted.fault else "The document did not become a PDF"
        return Rendering(pdf=None, engine=converted.engine, carry=True, reason=f"{reason.rstrip('.')}.")
    return Rendering(
        pdf=converted.pdf,
        pages=converted.pages,
        size=converted.pdf.stat().st_size,
        engine=converted.engine,
        carry=converted.job.format in SHEET_FORMATS,
        notes=tuple(f"{note[:1].upper()}{note[1:].rstrip('.')}." for note in converted.notes),
    )
