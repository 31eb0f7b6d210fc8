"""What a tracker that came back would change in the library, what of it cannot be taken over, and the taking over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from annexa.inspection import edit, written
from annexa.inspection.rewrite import Rewritten, rewritten
from annexa.inspection.rows import Named
from annexa.inspection.status import labels_of
from annexa.inspection.tracked import Tracked, TrackedRow
from annexa.inspection.tracker import FIELDS, HEADINGS, Field, Unclear, requirement_of, role_of
from annexa.load.project import ITEM_FILE
from annexa.model.errors import UsageError
from annexa.model.framework import Framework
from annexa.model.library import Item, Library
from annexa.model.near import guess, nearest
from annexa.model.text import folded

_LONGEST_NOTE = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field of an item that the tracker says otherwise."""

    row: int
    requirement: str
    field: Field
    before: str
    """As the tracker calls it."""
    after: str
    value: str
    """As item.yaml is to hold it: a role's id, or the note; empty for a note that goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Something of a row that cannot be taken over."""

    row: int
    requirement: str
    """Empty where it is not known."""
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that a tracker would change."""

    changes: tuple[Change, ...]
    refused: tuple[Refused, ...]
    absent: tuple[str, ...]
    """Headings that the tracker does not have; what stands under them is left as it is."""

    @property
    def unsigned(self) -> tuple[str, ...]:
        """Requirements whose sign-off would no longer hold: who leads is signed, the note is not."""
        return tuple(dict.fromkeys(change.requirement for change in self.changes if change.field != "note"))


def difference(tracked: Tracked, library: Library, framework: Framework) -> Difference:
    """What the tracker says otherwise than the library. Where it remembers what it was made from, only what somebody
    changed in it counts, and what was changed in both is refused."""
    comparison = _Comparison(tracked, library, framework)
    found = [part for row in tracked.rows for part in comparison.row(row)]
    return Difference(
        changes=tuple(part for part in found if isinstance(part, Change)),
        refused=tuple(part for part in found if isinstance(part, Refused)),
        absent=tuple(HEADINGS[name] for name in FIELDS if name not in tracked.fields),
    )


class _Comparison:
    def __init__(self, tracked: Tracked, library: Library, framework: Framework) -> None:
        self.tracked, self.framework = tracked, framework
        self.items = {item.meta.requirement: item for item in library.items}
        self.labels = labels_of(Named(id, role.title) for id, role in library.people.roles.items())
        self.seen: dict[str, int] = {}

    def row(self, row: TrackedRow) -> Iterator[Change | Refused]:
        requirement = requirement_of(row.cells, self.framework)
        if isinstance(requirement, Unclear):
            yield _refused(
                row, "", f"It is not clear which requirement this is: {requirement.why}", "Put the cells right."
            )
        elif requirement is None:
            if any(row.text(name) for name in FIELDS):
                yield _refused(
                    row, "", "It names no requirement", "Write its number in the first column, or empty the row."
                )
        elif requirement.id in self.seen:
            first = self.seen[requirement.id]
            yield _refused(row, requirement.id, f"It stands in row {first} already", "Keep one of the two rows.")
        else:
            self.seen[requirement.id] = row.number
            yield from self._fields(row, requirement.id)

    def _fields(self, row: TrackedRow, id: str) -> Iterator[Change | Refused]:
        item = self.items.get(id)
        for name in FIELDS:
            if name not in self.tracked.fields:
                continue
            before, after = self._current(item, name), row.text(name)
            written = self.tracked.memory.get(id, {}).get(name)
            if self._same(name, before, after) or (written is not None and self._same(name, written, after)):
                continue
            heading = HEADINGS[name]
            if item is None:
                if after:
                    remedy = (
                        f"Make a folder for it below evidence/ with an item.yaml first: ‘annexa requirements {id}’."
                    )
                    yield _refused(row, id, f"‘{heading}’ has an entry, but the library has no item for it", remedy)
            elif written is not None and not self._same(name, written, before):
                message = f"‘{heading}’ was changed here to ‘{after}’ and in the library since to ‘{before}’"
                yield _refused(row, id, message, "Agree on one, take a new tracker, and write it there.")
            else:
                yield self._change(row, id, name, before, after)

    def _current(self, item: Item | None, name: Field) -> str:
        """What the library says, as the tracker calls it."""
        if item is None:
            return ""
        value = str(getattr(item.meta, name))
        return value if name == "note" else self.labels.get(value, value)

    def _same(self, name: Field, one: str, other: str) -> bool:
        if name == "note":
            return one.strip() == other.strip()
        return folded(one) == folded(other) or (role_of(one, self.labels) or one) == role_of(other, self.labels)

    def _change(self, row: TrackedRow, id: str, name: Field, before: str, after: str) -> Change | Refused:
        heading = HEADINGS[name]
        if name == "note":
            if len(after) > _LONGEST_NOTE:
                return _refused(row, id, f"‘{heading}’ is longer than {_LONGEST_NOTE} characters", "Shorten it.")
            return Change(row=row.number, requirement=id, field=name, before=before, after=after, value=after)
        if not after:
            return _refused(row, id, f"‘{heading}’ is empty", f"Choose a role; the library says ‘{before}’.")
        role = role_of(after, self.labels)
        if role is None:
            near = nearest(after, self.labels.values())
            known = ", ".join(self.labels.values())
            return _refused(row, id, f"‘{after}’ is no role of people.yaml{guess(near)}", f"Use one of: {known}.")
        return Change(row=row.number, requirement=id, field=name, before=before, after=self.labels[role], value=role)


def _refused(row: TrackedRow, requirement: str, message: str, remedy: str) -> Refused:
    return Refused(row=row.number, requirement=requirement, message=message, remedy=remedy)


def take_over(found: Difference, library: Library) -> tuple[str, ...]:
    """Writes every change into its item.yaml, all or none, and answers with the files.

    Raises UsageError where something was refused, or a file is laid out in a way that cannot be changed safely.
    """
    if found.refused:
        raise UsageError(
            "Some rows cannot be taken over, so nothing is changed", remedy="Put those rows right, and try again."
        )
    wanted: dict[str, list[Change]] = {}
    for change in found.changes:
        wanted.setdefault(change.requirement, []).append(change)
    items = {item.meta.requirement: item for item in library.items}
    files = [_rewritten(items[id], changes) for id, changes in wanted.items()]
    for file in files:
        file.write()
    return tuple(items[id].yaml for id in wanted)


def _rewritten(item: Item, changes: list[Change]) -> Rewritten:
    update: Mapping[str, str] = {change.field: change.value for change in changes}
    return rewritten(
        item.folder / ITEM_FILE,
        item.yaml,
        item.meta,
        item.meta.model_copy(update=dict(update)),
        lambda text: reduce(_edited, changes, text),
        by_hand="Write by hand: " + "; ".join(f"{name}: {value or '(nothing)'}" for name, value in update.items()),
    )


def _edited(text: str, change: Change) -> str:
    if not change.value:
        return edit.remove_field(text, change.field)
    try:
        return edit.set_field(text, change.field, change.value, after="summary")
    except written.CannotEdit:  # a text over several lines gives way to one on a line
        return edit.set_field(edit.remove_field(text, change.field), change.field, change.value, after="summary")
