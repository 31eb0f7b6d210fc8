"""Where every requirement of a library stands at a moment, and whose turn it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from annexa import pipeline
from annexa.inspection import list_runs
from annexa.inspection.progress import Known, status_of
from annexa.inspection.rehearsal import overdue
from annexa.inspection.status import Status
from annexa.load import Loaded
from annexa.load.sent import path_of, read
from annexa.model.errors import UsageError
from annexa.model.sent import Frozen
from annexa.model.words import Advance, silent
from annexa.pipeline.days import days_off, editions
from annexa.pipeline.requests import unread
from annexa.pipeline.timetable import ahead_of
from annexa.rules.support.person_level import TEMPLATE, newest_template


def status(loaded: Loaded, *, at: datetime, advance: Advance = silent) -> Status:
    """Checks the library and says where each requirement stands at `at`, a time with its zone.

    Ages of documents count from the call, as everywhere, or from `at` while it is not recorded.
    """
    notification = loaded.library.meta.notification if loaded.library else None
    checked = pipeline.check(loaded, as_of=notification or at.date(), advance=advance)
    unknown: list[str] = []
    sent, off = tuple(_sent(loaded, unknown)), days_off(loaded)
    found = status_of(
        Known(
            loaded=loaded,
            findings=checked.findings,
            digests={source.name: source.sha256 for source in checked.sources if source.sha256},
            sent=sent,
            at=at,
            closed=off.days,
            unknown=(
                *off.unknown,
                *unknown,
                *(unread(loaded.library) if loaded.library else ()),
                *editions(loaded),
                *_rehearsals(loaded, at),
            ),
        )
    )
    return replace(found, ahead=ahead_of(loaded, at=at, findings=checked.findings))


def _rehearsals(loaded: Loaded, at: datetime) -> Iterator[str]:
    """Which lists of children need a rehearsal, where the framework asks for them."""
    if not any(each.id == TEMPLATE for entry in loaded.framework.requirements for each in entry.templates):
        return
    try:
        template, runs = newest_template(loaded.root), list_runs.read(loaded.root)
    except UsageError as error:
        yield f"{error.message}. {error.remedy}"
        return
    if template is not None:
        yield from overdue(runs, {each.id: each.title for each in template.lists}, at.date())


def _sent(loaded: Loaded, unknown: list[str]) -> Iterator[Frozen]:
    """What was sent; a record that cannot be read is said, and does not keep the rest from being shown."""
    for submission in loaded.framework.submissions:
        for package in ("shared", "child-level"):
            try:
                record = read(path_of(loaded.root, submission.id, package))
            except UsageError as error:
                unknown.append(f"{error.message}. {error.remedy}")
                continue
            if record is not None:
                yield record
