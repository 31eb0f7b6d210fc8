"""Word, Excel and PowerPoint files of before 2007 (doc, xls, ppt): read through LibreOffice, and said so.

`annexa.documents.read` answers NEEDS_TOOL for them. Who can convert (the check stage) makes a docx, xlsx or
pptx in a private folder, reads that, and has the facts completed with `completed`.
"""

from pathlib import Path
from typing import Final

import msgspec

from annexa.documents import containers, faults, old_recordings, ole_properties, sniff
from annexa.documents.facts import Active, ActiveKind, Facts, Properties, ReadFault
from annexa.documents.limits import Limits
from annexa.documents.reader import read
from annexa.model.findings import Place

TARGETS: Final = {"doc": "docx", "xls": "xlsx", "ppt": "pptx"}
"""What LibreOffice shall make of each, so that its facts can be read."""
PARTIAL: Final = "read through LibreOffice, which may leave out what it does not know"
_MACROS = ("macros/vba", "_vba_project_cur/vba", "_vba_project")


def facts_from(original: Path, converted: Path, *, limits: Limits = Limits()) -> Facts | ReadFault:  # noqa: B008
    """Facts of a legacy file, read from what LibreOffice made of it; see `completed`. Never raises for bad input."""
    return completed(original, read(converted, limits=limits), limits=limits)


def completed(
    original: Path,
    result: Facts | ReadFault,
    *,
    limits: Limits = Limits(),  # noqa: B008
    sha256: str = "",
) -> Facts | ReadFault:
    """What was read of a converted file, with what the original itself tells. Never raises for bad input.

    `partial` is always set. Macros and properties come from the original, since a conversion drops the one
    and rewrites the other. `sha256` as `annexa.documents.read` takes it.
    """
    if isinstance(result, ReadFault):
        return result
    try:
        data = sniff.load(original, limits, sha256)
        names = sniff.ole_stream_names(data)
        format_name = sniff.ole_format(names) or original.suffix.lower().lstrip(".")
        properties = _properties(data)
    except faults.Unreadable as error:
        return error.fault
    partial = f"{PARTIAL}; {result.partial}" if result.partial else PARTIAL
    active = result.active + _macros(names, result.active) + _recordings(data, result.active)
    return msgspec.structs.replace(result, format=format_name, partial=partial, active=active, properties=properties)


def is_locked(original: Path, *, limits: Limits = Limits()) -> bool:  # noqa: B008
    """Whether a legacy file is encrypted: the likely reason where LibreOffice could not convert it."""
    try:
        data = sniff.load(original, limits)
        return sniff.is_locked(data, sniff.ole_format(sniff.ole_stream_names(data)))
    except faults.Unreadable:
        return False


def _macros(names: set[str], known: tuple[Active, ...]) -> tuple[Active, ...]:
    holds = any(name.lower().startswith(_MACROS) for name in names)
    if not holds or any(fact.kind is ActiveKind.MACRO for fact in known):
        return ()
    return (Active(kind=ActiveKind.MACRO, place=Place(part="document"), name="VBA project"),)


def _recordings(data: bytes, known: tuple[Active, ...]) -> tuple[Active, ...]:
    """Those that are not known by the newer file: LibreOffice leaves out most."""
    if any(fact.kind is ActiveKind.RECORDING for fact in known):
        return ()
    return old_recordings.in_file(data)


def _properties(data: bytes) -> Properties:
    try:
        with containers.opened(data) as container:
            first = ole_properties.properties(container, ole_properties.SUMMARY)
            second = ole_properties.properties(container, ole_properties.DOCUMENT_SUMMARY)
    except containers.UNSOUND:
        return Properties()
    return Properties(
        title=_words(first.get(ole_properties.TITLE)),
        author=_words(first.get(ole_properties.AUTHOR)),
        last_modified_by=_words(first.get(ole_properties.LAST_AUTHOR)),
        company=_words(second.get(ole_properties.COMPANY)),
        manager=_words(second.get(ole_properties.MANAGER)),
        created=_words(first.get(ole_properties.CREATED)),
        modified=_words(first.get(ole_properties.SAVED)),
        subject=_words(first.get(ole_properties.SUBJECT)),
        keywords=_words(first.get(ole_properties.KEYWORDS)),
    )


def _words(value: ole_properties.Value | None) -> str:
    """A property as text: times in ISO 8601."""
    if value is None:
        return ""
    return value if isinstance(value, str) else value.isoformat()
