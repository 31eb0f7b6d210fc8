"""The reports of several machines, each of a part of one library, become one report of all of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec

from annexa.check import Checked
from annexa.check.shard import MOST_PARTS
from annexa.load import Loaded
from annexa.model.errors import UsageError
from annexa.model.findings import Finding, Level
from annexa.report.record import Report, report_of

MOST_BYTES = 200_000_000


class _Item(msgspec.Struct):
    id: str
    passes: bool


class _Summary(msgspec.Struct):
    documents: int


class _Part(msgspec.Struct):
    """What of a JSON report is needed."""

    as_of: date
    summary: _Summary
    items: list[_Item]
    findings: list[Finding]
    notices: list[str] = []
    shard: str = ""


def merged(loaded: Loaded, files: Sequence[Path], *, minimum: Level = Level.INFO) -> Report:
    """One report, without findings below a level.

    Raises UsageError where parts are missing, double, or of another library or day.
    """
    parts = [_read(file) for file in files]
    _be_whole(files, [part.shard for part in parts])
    first = parts[0]
    for file, part in zip(files, parts, strict=True):
        if part.as_of != first.as_of:
            raise UsageError(
                f"{file} counts ages from another day than {files[0]}",
                remedy=f"Check all parts with the same day: --as-of {first.as_of}.",
            )
    findings = sorted((finding for part in parts for finding in part.findings), key=lambda one: one.sort_key)
    checked = Checked(findings=tuple(findings), sources=(), as_of=first.as_of)
    notices = tuple(dict.fromkeys(each for part in parts for each in part.notices))
    report = report_of(loaded, checked, minimum=minimum, notices=notices)
    found = sorted(item.id for part in parts for item in part.items)
    if found != sorted(item.id for item in report.items):
        raise UsageError(
            "The reports are not of this state of the library: their items are others, or stand in two of them",
            remedy="Check all parts again, of the state that this folder has.",
        )
    return replace(
        report,
        documents=sum(part.summary.documents for part in parts),
        failing=frozenset(item.id for part in parts for item in part.items if not item.passes),
    )


def _be_whole(files: Sequence[Path], shards: Sequence[str]) -> None:
    """Raises UsageError unless every part of the same number of parts is there once."""
    whole = max((int(shard.partition("/")[2]) for shard in shards), default=0)
    for number in range(1, whole + 1):
        named = [str(file) for file, shard in zip(files, shards, strict=True) if shard == f"{number}/{whole}"]
        if len(named) > 1:
            raise UsageError(f"{' and '.join(named)} are both of part {number}", remedy="Leave one of them out.")
        if not named:
            raise UsageError(
                f"The report of part {number} of {whole} is missing",
                remedy=f"Run ‘annexa check --shard {number}/{whole} --report json=FILE’ and name that file too.",
            )
    if len(shards) != whole:
        raise UsageError("The reports are of different numbers of parts", remedy="Name those of one check alone.")


def _read(file: Path) -> _Part:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise UsageError(f"{file} is too large for a report", remedy="Name what ‘--report json=FILE’ wrote.")
        part = msgspec.json.decode(file.read_bytes(), type=_Part)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}", remedy="Name files that are there.") from None
    except msgspec.MsgspecError:
        part = None
    if part is None or not _is_shard(part.shard):
        raise UsageError(
            f"{file} is not the report of a part",
            remedy="Name what ‘annexa check --shard 1/4 --report json=FILE’ wrote.",
        )
    return part


def _is_shard(text: str) -> bool:
    number, _, of = text.partition("/")
    return number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= MOST_PARTS
