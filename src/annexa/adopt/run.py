"""A folder adopted: planned, compared with the last run, and written item by item, each step recorded."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from annexa.adopt.changes import Change, Changed, Compared, compare, recorded_name
from annexa.adopt.found import read_tree
from annexa.adopt.items import CannotPut, Given, by_requirement, put_into_item
from annexa.adopt.placed import LeftAlone, find_placed, replaced, taken_out
from annexa.adopt.plan import Decision, Placing, Reader, plan
from annexa.adopt.state import Entry, Outcome, Source, hidden, read_state, write_state
from annexa.check.subjects import sources
from annexa.load import Loaded, project
from annexa.model.errors import UsageError
from annexa.model.library import Library

_STAYS: Final = "stays where it is in the library"


@dataclass(slots=True, kw_only=True)
class Adopted:
    """What became, or would become, of every file of a folder."""

    decisions: tuple[Decision, ...]
    compared: Compared
    is_first: bool
    """Whether the folder was never adopted to the end before."""
    written: bool
    """Whether anything was to be written; otherwise this is only what would be."""
    targets: dict[str, str] = field(default_factory=dict)
    """Where each placed file is in the library, by its name."""
    notes: dict[str, str] = field(default_factory=dict)
    """What else is to be said of a file, by its name."""


def adopt(
    folder: Path,
    loaded: Loaded,
    library: Library,
    *,
    read: Reader,
    today: date,
    write: bool,
    again: bool = False,
    move: bool = False,
    given: Given | None = None,
) -> Adopted:
    """Adopts a folder. `write`: not only say what would be done. `again`: also take over what has changed since.

    Raises UsageError where the folder cannot be adopted, OSError where the library cannot be written; what was done by
    then is recorded, and the next run goes on.
    """
    folder = folder.resolve()
    if folder.is_relative_to(loaded.root / "evidence") or loaded.root.is_relative_to(folder):
        raise UsageError(
            f"{folder} is part of the library, or the library is in it",
            remedy="Name a folder outside; files that lie in an item's folder already are listed with ‘annexa new’.",
        )
    state = read_state(loaded.root / "evidence")
    tree = read_tree(folder)
    name = state.name_of(folder.name, {str(one.name): one.sha256 for one in tree.documents})
    known = state.folders.get(name, Source())
    decisions = plan(tree, loaded, library, today=today, read=read)
    compared = compare(decisions, known)
    is_first = not known.finished
    report = Adopted(decisions=decisions, compared=compared, is_first=is_first, written=write and (is_first or again))
    if not report.written:
        return report
    state.folders[name] = known
    if is_first or compared.changed:
        known.finished = False
        _Writing(folder, loaded, report, known, lambda: write_state(loaded.root / "evidence", state), move, given).all()
        known.finished = True
        write_state(loaded.root / "evidence", state)
    return report


class _Writing:
    def __init__(
        self,
        folder: Path,
        loaded: Loaded,
        report: Adopted,
        known: Source,
        save: Callable[[], None],
        move: bool,
        given: Given | None,
    ) -> None:
        self.folder, self.loaded, self.report, self.known = folder, loaded, report, known
        self.save, self.move, self.given = save, move, given or {}
        self.reload()

    def reload(self) -> None:
        """The library as it is now: each step changes it."""
        self.loaded = project(self.loaded.root)
        if self.loaded.library is None:
            raise UsageError("evidence/library.yaml cannot be used", remedy="Run ‘annexa validate’.")
        self.library = self.loaded.library
        self.there = {one.sha256: one.name for one in sources(self.library, self.loaded.framework) if one.sha256}

    def all(self) -> None:
        """Every change: what frees a place first, then what takes over a place, then what needs a new one."""
        changed = self.report.compared.changed
        waiting: list[Placing] = []
        for one in changed:
            if (
                one.change is Change.MOVED
                and one.decision
                and one.before
                and not self._moved(one, one.decision, one.before)
            ):
                waiting += [one.decision.placing] if one.decision.placing else []
        for one in changed:
            placing = one.decision.placing if one.decision and one.change is not Change.MOVED else None
            if placing is not None and not self._replaces(placing, self._predecessor(one, changed)):
                waiting.append(placing)
        for one in changed:
            if one.change is Change.GONE and one.before is not None:
                self._gone(one.name, one.before)
            elif one.change is not Change.MOVED and one.decision is not None and one.decision.placing is None:
                self._record(one.decision, one.before if one.change is Change.CHANGED else None)
        self.save()
        self._put(waiting)

    def _record(self, decision: Decision, before: Entry | None) -> None:
        """A file that is not placed; what an earlier one of its name put into the library stays there."""
        name = str(decision.name)
        if before is not None and before.target:
            self.report.notes[name] = f"what was there before {_STAYS}: {before.target}"
        self._forget(name)
        entry = Entry(sha256=decision.sha256, outcome=decision.outcome)
        self.known.files[recorded_name(name, decision.outcome)] = entry

    def _moved(self, one: Changed, decision: Decision, before: Entry) -> bool:
        """Whether a moved file needs no new place. One that answers another requirement now gets one."""
        placing = decision.placing
        if before.outcome is not Outcome.PLACED:
            self.known.files.pop(one.was)
            if placing is None:
                self._record(decision, None)
            return placing is None
        elsewhere = placing is not None and placing.requirement.id != before.requirement
        placed = find_placed(before, self.library) if elsewhere else None
        if placed is not None:
            try:
                taken_out(placed)
            except LeftAlone as reason:
                self.report.notes[one.name] = f"{reason}: {before.target}"
            else:
                self.known.files.pop(one.was)
                self.reload()
                return False
        self.known.files.pop(one.was)
        self.known.files[one.name] = before
        self.report.targets[one.name] = before.target
        return True

    def _replaces(self, placing: Placing, before: Entry | None) -> bool:
        """Whether newer bytes went into the place of older ones: of the same file, or of an older version of it."""
        found = placing.found
        if found.sha256 in self.there or before is None or placing.requirement.id != before.requirement:
            return False
        placed = find_placed(before, self.library)
        if placed is not None and placed.path.suffix.lower() != found.path.suffix.lower():
            self.report.notes[str(found.name)] = f"{before.target} is still listed: take it out if this replaces it"
            return False
        try:
            if placed is None:
                raise LeftAlone(f"{before.target} is no longer listed, so it was not added again (annexa new adds it)")
            digest, written = replaced(placed, found.path, placing.guesses)
        except LeftAlone as reason:
            self.report.notes[str(found.name)] = str(reason)
            digest, written = before.target_sha256, before.written
        self._done(placing, before.target, digest, written)
        self.reload()
        return True

    def _predecessor(self, one: Changed, changed: tuple[Changed, ...]) -> Entry | None:
        """What was in the library until now: the file itself as it was, or the version before it."""
        if one.before is not None and one.before.target:
            return one.before
        for other in changed:
            is_older = other.decision is not None and str(other.decision.of or "") == one.name
            if is_older and other.before is not None and other.before.target:
                return other.before
        return None

    def _gone(self, name: str, before: Entry) -> None:
        placed = find_placed(before, self.library) if before.target and not self._is_used(name, before) else None
        if placed is not None:
            try:
                taken_out(placed)
                self.report.notes[name] = f"{before.target} is gone too"
            except LeftAlone as reason:
                self.report.notes[name] = f"{reason}: {before.target}"
            self.reload()
        self.known.files.pop(name, None)

    def _is_used(self, name: str, before: Entry) -> bool:
        """Whether another file has its place in the library by now."""
        return any(entry.target == before.target for other, entry in self.known.files.items() if other != name)

    def _put(self, waiting: list[Placing]) -> None:
        fresh: list[Placing] = []
        for placing in waiting:
            there = self.there.get(placing.found.sha256)
            if there is None:
                fresh.append(placing)
            else:
                self.report.notes.setdefault(str(placing.found.name), "was in the library already")
                self._done(placing, there, placing.found.sha256, {})
        for requirement, placings in by_requirement(fresh):
            try:
                puts = put_into_item(requirement, placings, self.loaded, self.library, self.given)
            except CannotPut as reason:
                self._not_put(placings, str(reason))
                continue
            for put in puts:
                told = {"title": put.meta.title, "dated": str(put.meta.dated), "kind": str(put.meta.kind)}
                target = put.target.relative_to(self.loaded.root).as_posix()
                self._done(put.placing, target, put.placing.found.sha256, told)
            self.save()
            for placing in placings if self.move else ():
                placing.found.path.unlink()  # its copy is in the library, and recorded

    def _not_put(self, placings: list[Placing], reason: str) -> None:
        """What could not be placed after all is told apart from what was."""
        refused = {placing.found.name for placing in placings}
        self.report.decisions = tuple(
            replace(each, outcome=Outcome.NOT_PLACED, reason=reason, placing=None) if each.name in refused else each
            for each in self.report.decisions
        )

    def _done(self, placing: Placing, target: str, digest: str, written: dict[str, str]) -> None:
        name = str(placing.found.name)
        self.report.targets[name] = target
        self._forget(name)
        self.known.files[name] = Entry(
            sha256=placing.found.sha256,
            outcome=Outcome.PLACED,
            requirement=placing.requirement.id,
            target=target,
            target_sha256=digest,
            written=written,
            taken=self.move,
        )

    def _forget(self, name: str) -> None:
        """Takes out what was recorded of a file, under whichever name."""
        self.known.files.pop(name, None)
        self.known.files.pop(hidden(name), None)
