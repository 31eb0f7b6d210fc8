"""The register of children selected for tracking, read from its file; what does not fit is a fault that quotes nothing.

Whatever stands in this file may be a child's name in the wrong place, so no fault repeats it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from annexa.load.discreet import discreet
from annexa.load.nodes import Fault, Node, place_of
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.children import Child, Information, Register, StepEntry, obstacles
from annexa.model.framework import Tracking
from annexa.model.library import Item, People

Path = tuple[str | int, ...]

_WORDS: Final = frozenset(
    {name for model in (Register, Child, Information, StepEntry) for name in model.model_fields}
    | {"asked", "received", "reviewed", "not-needed", "agreed", "declined"}
)
"""What may be repeated: names of fields and values that stand in no child's name."""
_REVIEW: Final = "‘annexa children set … --state reviewed’ writes it."


def read(
    data: bytes, tracking: Tracking, people: People | None, items: Collection[Item]
) -> tuple[Register | None, tuple[Fault, ...]]:
    """The register, and every fault in it; None where one keeps it from being understood."""
    known = _WORDS | set(tracking.ids)
    tree, faults = parse(data)
    if tree is None:
        return None, tuple(discreet(fault, known) for fault in faults)
    register, more = build(Register, tree)
    faults = tuple(discreet(fault, known) for fault in (*faults, *more))
    if register is None or faults:
        return None, faults
    documents = {
        document.secure.path if document.secure else document.file
        for item in items
        if item.meta.requirement == tracking.requirement
        for document in item.meta.documents
    }
    return register, tuple(_Check(tree, register, tracking, people, documents).faults())


class _Check:
    """What no single value shows, child by child; children are called by their number in the list."""

    def __init__(
        self,
        tree: Node,
        register: Register,
        tracking: Tracking,
        people: People | None,
        documents: Collection[str | None],
    ) -> None:
        self.tree, self.register, self.tracking, self.documents = tree, register, tracking, documents
        self.roles = people.roles if people is not None else {}

    def faults(self) -> Iterator[Fault]:
        yield from self._role(("lead",), self.register.lead)
        yield from self._role(("reviewer",), self.register.reviewer)
        same: dict[str, list[int]] = defaultdict(list)
        for index, child in enumerate(self.register.children):
            same[child.pseudonym.casefold()].append(index)
            yield from self._information(index, child)
            yield from self._steps(index, child)
        for indexes in same.values():
            for index in indexes[1:]:
                message = f"Children {indexes[0] + 1} and {index + 1} of the list have the same pseudonym"
                yield self._fault(("children", index, "pseudonym"), message, "Give each child one of its own.")

    def _information(self, index: int, child: Child) -> Iterator[Fault]:
        for kind, info in child.information.items():
            path: Path = ("children", index, "information", kind)
            if self.tracking.kind(kind) is None:
                yield self._unknown(path, "information", [each.id for each in self.tracking.kinds])
                continue
            yield from self._role((*path, "owner"), info.owner)
            yield from self._role((*path, "by"), info.by)
            yield from self._documents(path, info)
            if info.state is not None and info.on is None:
                yield self._fault(path, "It is not said since when", "Add ‘on’ with the day, such as 2026-11-05.")
            if info.state == "not-needed" and not info.reason:
                yield self._fault(path, "It is not said why this is not needed", "Add ‘reason’, in a few words.")
            if info.state == "reviewed" and info.by != self.register.reviewer:
                message = "It is ‘reviewed’, and not by the register's reviewer"
                yield self._fault(path, message, f"‘by’ must be the role that ‘reviewer’ names: {_REVIEW}")

    def _documents(self, path: Path, info: Information) -> Iterator[Fault]:
        if info.state in ("received", "reviewed") and not info.documents:
            message = f"It is ‘{info.state}’, and no document holds it"
            yield self._fault(path, message, "Name the documents under ‘documents’, as item.yaml does.")
        for number, name in enumerate(info.documents):
            if name not in self.documents:
                message = f"Document {number + 1} is not one that item.yaml of {self.tracking.requirement} lists"
                remedy = "Write its ‘file’, or the ‘path’ below ‘secure’, as it stands there; or add it there first."
                yield self._fault((*path, "documents", number), message, remedy)

    def _steps(self, index: int, child: Child) -> Iterator[Fault]:
        for id, entry in child.steps.items():
            path: Path = ("children", index, "steps", id)
            step = self.tracking.step(id)
            if step is None:
                yield self._unknown(path, "steps", [each.id for each in self.tracking.steps])
                continue
            yield from self._role((*path, "owner"), entry.owner)
            yield from self._role((*path, "by"), entry.by)
            if entry.is_done != (entry.by is not None):
                yield self._fault(path, "It is not said both when it was done and by whom", "Give ‘on’ and ‘by’.")
            if step.asks_agreement and entry.is_done and entry.answer is None:
                message = "It is not said whether child and family agreed"
                yield self._fault(path, message, "Add ‘answer’: agreed or declined.")
            elif entry.answer is not None and not (step.asks_agreement and entry.is_done):
                yield self._fault((*path, "answer"), "This is no step with an answer", "Take ‘answer’ out.")
            for reason in obstacles(self.tracking, child, id) if entry.is_done else ():
                yield self._fault(path, f"It is done, and {reason}", "Take ‘on’ and ‘by’ out, and do that first.")
            for earlier in step.after:
                first = child.step(earlier).on
                if first is not None and entry.on is not None and entry.on < first:
                    message = f"It was done before ‘{earlier}’, without which it cannot be"
                    yield self._fault((*path, "on"), message, "Correct the day of one of the two.")

    def _role(self, path: Path, role: str | None) -> Iterator[Fault]:
        if role is not None and self.roles and role not in self.roles:
            remedy = f"Use one of: {', '.join(list(self.roles)[:40])}."
            yield self._fault(path, f"‘{path[-1]}’ is no role of people.yaml", remedy)

    def _unknown(self, path: Path, what: str, known: list[str]) -> Fault:
        line, column = place_of(self.tree, path)
        message = f"‘{what}’ names something that the list of requirements does not have"
        remedy = f"Use one of: {', '.join(known)}."
        field = ".".join(map(str, path[:-1]))
        return Fault(rule="metadata-value", message=message, remedy=remedy, line=line, column=column, field=field)

    def _fault(self, path: Path, message: str, remedy: str) -> Fault:
        line, column = place_of(self.tree, path)
        field = ".".join(map(str, path))
        return Fault(rule="metadata-value", message=message, remedy=remedy, line=line, column=column, field=field)
