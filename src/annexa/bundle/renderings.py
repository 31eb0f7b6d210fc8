"""What the conversion made, in the words of a bundle."""

from collections.abc import Iterable
from pathlib import Path

from annexa.convert.job import SHEET_FORMATS, Converted
from annexa.documents.facts import ReadFaultKind
from annexa.documents.kinds import is_never_sent
from annexa.plan.planned import Rendering


def renderings(converted: Iterable[Converted]) -> dict[Path, Rendering]:
    """By the absolute path of the source. Workbooks, and what did not become PDF, go beside the bundle as they are."""
    return {each.job.source: _rendering(each) for each in converted}


def _rendering(converted: Converted) -> Rendering:
    if converted.pdf is None:
        return _without(converted)
    return Rendering(
        pdf=converted.pdf,
        pages=converted.pages,
        size=converted.pdf.stat().st_size,
        engine=converted.engine,
        carry=converted.job.format in SHEET_FORMATS,
        notes=tuple(_sentence(note) for note in converted.notes),
    )


def _without(converted: Converted) -> Rendering:
    """A film has no pages and a workbook may be too large to print: they go as they are. All else is a failure."""
    fault = converted.fault
    kind = fault.kind if fault else None
    never = is_never_sent(converted.job.format)
    as_it_is = (kind is ReadFaultKind.UNKNOWN_FORMAT and not never) or (
        kind is ReadFaultKind.TOO_LARGE and converted.job.format in SHEET_FORMATS and not converted.job.most_pages
    )
    return Rendering(
        pdf=None,
        engine=converted.engine,
        carry=not never,
        reason=_sentence(fault.message if fault else "The document did not become a PDF"),
        fault="" if as_it_is else "failed",
        remedy=fault.remedy if fault else "",
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
