"""The whole library: found, read, cross-checked.

Long because one reader goes through all files, since what one says decides how the next is read.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from annexa.load import shipped
from annexa.load.children import read as read_register
from annexa.load.crosscheck import crosscheck, crosscheck_people, crosscheck_settings, crosscheck_standards
from annexa.load.discreet import of_item
from annexa.load.item import item_of
from annexa.load.meetings import read as read_timetable
from annexa.load.nodes import Fault, MapNode, Node, Scalar, place_of
from annexa.load.places import unsafe
from annexa.load.record import build
from annexa.load.requests import read as read_request
from annexa.load.sent import settings_faults
from annexa.load.signoff import read
from annexa.load.tree import parse
from annexa.model.against import leading
from annexa.model.also import pointed_at
from annexa.model.children import FILE as REGISTER
from annexa.model.children import Register
from annexa.model.errors import UsageError
from annexa.model.findings import Finding, Level, Place
from annexa.model.framework import Checklist, Framework, Record
from annexa.model.library import DEFAULT_FRAMEWORK, Glossary, Item, ItemMeta, Library, LibraryMeta, People
from annexa.model.meetings import FILE as TIMETABLE
from annexa.model.meetings import Timetabled
from annexa.model.request import FOLDER as REQUESTS
from annexa.model.request import Request
from annexa.model.signoff import FOLDER, Entry

R = TypeVar("R", bound=Record)

ITEM_FILE = "item.yaml"
SETTINGS = "library.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What the metadata says, and what is wrong with it."""

    root: Path
    library: Library | None
    """None where library.yaml cannot be used at all."""
    framework: Framework
    checklist: Checklist
    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    """Every metadata file read, as POSIX paths relative to the root."""


def project(root: Path) -> Loaded:
    """Reads every metadata file below a project folder; faults in them are findings, not exceptions.

    Raises UsageError where the framework or the checklist, which are part of the product, cannot be used.
    """
    reader = _Reader(root)
    evidence = root / "evidence"
    meta = reader.library(evidence / SETTINGS)
    glossary = reader.record(Glossary, evidence / "glossary.yaml") or Glossary()
    framework = reader.required(
        Framework, shipped.found(root, f"schema/{meta.framework if meta else DEFAULT_FRAMEWORK}.yaml")
    )
    checklist = reader.required(Checklist, shipped.found(root, "schema/checklist.yaml"))
    people = reader.people(evidence / "people.yaml", framework)
    items, unread = reader.items(evidence, framework, checklist, people)
    requests = reader.requests(people)
    tracked = reader.register(framework, people, items)
    timetable = reader.timetable(people)
    library = (
        None
        if meta is None
        else Library(
            root=root,
            meta=meta,
            people=people or People.model_construct(roles={}),
            glossary=glossary,
            items=items,
            requests=requests,
            tracked=tracked,
            timetable=timetable,
            unread=unread,
        )
    )
    return Loaded(
        root=root,
        library=library,
        framework=framework,
        checklist=checklist,
        findings=tuple(sorted(_standing(reader.findings, library), key=lambda finding: finding.sort_key)),
        files=tuple(reader.files),
    )


def _standing(findings: Iterable[Finding], library: Library | None) -> Iterator[Finding]:
    """The findings, but for an item without documents that documents of other items answer."""
    answered = pointed_at(library).keys() if library is not None else ()
    for finding in findings:
        is_empty = finding.rule == "metadata-missing-field" and finding.field == "documents"
        if not (is_empty and finding.item in answered):
            yield finding


class _Reader:
    """Reads files and collects their faults as findings."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self.files: list[str] = []
        self.settings: Node | None = None
        """What library.yaml holds, once it is read: it may name roles, which are known later."""

    def record(self, model: type[R], path: Path) -> R | None:
        """The record in a file that must be there; a missing one is a finding."""
        tree = self._tree(path)
        return self._record(model, tree, path, None) if tree is not None else None

    def library(self, path: Path) -> LibraryMeta | None:
        """library.yaml; a folder for what was sent or kept secret that lies where it must not is a finding."""
        tree = self._tree(path)
        meta = self._record(LibraryMeta, tree, path, None) if tree is not None else None
        if tree is None or meta is None:
            return meta
        self.settings = tree
        self._add(path, settings_faults(tree, meta, self.root), None)
        self._add(path, crosscheck_standards(tree, meta, self.root), None)
        if meta.secure_root is None:
            return meta
        if Path(os.path.realpath(meta.secure_root)).is_relative_to(os.path.realpath(self.root)):
            line, column = place_of(tree, ("secure_folder",))
            fault = Fault(
                rule="metadata-unsafe-path",
                message=f"The secure folder ‘{meta.secure_folder}’ lies inside the project folder, which is shared",
                remedy="Move it elsewhere, such as ~/annexa-secure, and see that git never held what is in it.",
                line=line,
                column=column,
                field="secure_folder",
            )
            self._add(path, [fault], None)
        return meta

    def people(self, path: Path, framework: Framework) -> People | None:
        """The roles, cross-checked, and with them those that library.yaml names."""
        tree = self._tree(path)
        people = self._record(People, tree, path, None) if tree is not None else None
        if tree is not None and people is not None:
            self._add(path, crosscheck_people(tree, people, framework), None)
            if self.settings is not None:
                self._add(path.with_name(SETTINGS), crosscheck_settings(self.settings, people), None)
        return people

    def required(self, model: type[R], path: Path) -> R:
        """A record without which no command can work. Raises UsageError."""
        found = len(self.findings)
        data = self._bytes(path, None)
        record, faults = _listed(model, data) if data is not None else (None, ())
        self._add(path, faults, None)
        if not isinstance(record, model) or len(self.findings) > found:
            fault = self.findings[found] if len(self.findings) > found else None
            what = f"{fault.message} ({fault.place})" if fault else "it is empty"
            raise UsageError(
                f"{self._name(path)} cannot be used: {what}",
                remedy=fault.remedy if fault else "Restore the file from the project's history.",
            )
        return record

    def items(
        self, evidence: Path, framework: Framework, checklist: Checklist, people: People | None
    ) -> tuple[tuple[Item, ...], tuple[str, ...]]:
        """All items in the framework's order, and the requirements of those that cannot be read."""
        found: list[Item] = []
        unread: list[str] = []
        for path in sorted(evidence.glob(f"*/{ITEM_FILE}")):
            folder, at = path.parent.name, len(self.findings)
            fallback = leading(folder, (requirement.id for requirement in framework.requirements)) or folder
            tree = None if self._is_elsewhere(path, fallback) else self._tree(path, fallback)
            requirement = _requirement(tree) or fallback
            item = self._item(path, tree, requirement, framework, checklist, people) if tree is not None else None
            own = self.findings[at:]
            self.findings[at:] = [of_item(each, tree, requirement, framework, checklist) for each in own]
            if item is None:
                unread.append(requirement)
            else:
                found.append(item)
        order = {requirement.id: position for position, requirement in enumerate(framework.requirements)}
        found.sort(key=lambda item: (order.get(item.meta.requirement, len(order)), item.yaml))
        return tuple(found), tuple(unread)

    def _item(
        self,
        path: Path,
        tree: Node,
        requirement: str,
        framework: Framework,
        checklist: Checklist,
        people: People | None,
    ) -> Item | None:
        """The item in a file; None where it cannot be understood."""
        meta = self._record(ItemMeta, tree, path, requirement)
        if meta is None:
            return None
        faults = crosscheck(tree, meta, path.parent, framework=framework, checklist=checklist, people=people)
        self._add(path, faults, meta.requirement)
        signed = self._sign_offs(path.parent, meta.requirement)
        return item_of(tree, meta, folder=path.parent, yaml=self._name(path), sign_offs=signed)

    def requests(self, people: People | None) -> tuple[Request, ...]:
        """Requests for additional evidence, by number."""
        found: list[Request] = []
        for path in sorted((self.root / REQUESTS).glob("*.yaml")):
            data = self._data(path, None)
            if data is None:
                continue
            request, faults = read_request(data, path.name, people)
            self._add(path, faults, None)
            if request is not None:
                found.append(request)
        return tuple(found)

    def register(self, framework: Framework, people: People | None, items: tuple[Item, ...]) -> Register | None:
        """The children selected for tracking; None where there is no register, or one that cannot be read."""
        path, tracking = self.root / REGISTER, framework.tracking
        if tracking is None or not path.exists():
            return None
        data = self._data(path, tracking.requirement)
        register, faults = read_register(data, tracking, people, items) if data is not None else (None, ())
        self._add(path, faults, tracking.requirement)
        return register

    def timetable(self, people: People | None) -> Timetabled | None:
        """The meetings of the fieldwork; None where there is no timetable, or one that cannot be read."""
        path = self.root / TIMETABLE
        data = self._data(path, None) if path.exists() else None
        found, faults = read_timetable(data, people) if data is not None else (None, ())
        self._add(path, faults, None)
        return found

    def _data(self, path: Path, item: str | None) -> bytes | None:
        """What a file of records holds; None where it is a link out of the library, or cannot be opened."""
        if self._is_elsewhere(path, item):
            return None
        try:
            data = path.read_bytes()
        except OSError:
            fault = Fault(rule="metadata-syntax", message=f"{path.name} cannot be opened", remedy="Let it be read.")
            self._add(path, [fault], item)
            return None
        self.files.append(self._name(path))
        return data

    def _is_elsewhere(self, path: Path, item: str | None) -> bool:
        """Whether an item.yaml, or the folder it is in, is a link out of the library: then nothing in it is read."""
        reason = unsafe(path.name, path.parent)
        if reason is not None:
            remedy = "Put the folder itself, with all that is in it, into evidence/."
            fault = Fault(rule="metadata-unsafe-path", message=f"{self._name(path)} {reason}", remedy=remedy)
            self._add(path, [fault], item)
        return reason is not None

    def _sign_offs(self, folder: Path, item: str) -> tuple[Entry, ...]:
        """The entries of an item that are as they were written, the oldest first; copies of one count once."""
        found: dict[str, Entry] = {}
        for path in sorted((folder / FOLDER).glob("*.yaml")):
            entry, faults = self._entry(path, folder)
            self._add(path, faults, item)
            if entry is not None:
                found[entry.seal] = entry
        return tuple(sorted(found.values(), key=lambda entry: entry.at))

    def _entry(self, path: Path, folder: Path) -> tuple[Entry | None, tuple[Fault, ...]]:
        linked = path.is_symlink() or path.parent.is_symlink()
        if linked and (reason := unsafe(f"{FOLDER}/{path.name}", folder)):
            remedy = "Delete the link, and have the stage signed again."
            return None, (Fault(rule="metadata-unsafe-path", message=f"{path.name} {reason}", remedy=remedy),)
        try:
            data = path.read_bytes()
        except OSError:
            fault = Fault(rule="metadata-syntax", message=f"{path.name} cannot be opened", remedy="Let it be read.")
            return None, (fault,)
        self.files.append(self._name(path))
        return read(data)

    def _tree(self, path: Path, item: str | None = None) -> Node | None:
        """What a file holds; `item` is what its faults are about where it does not say so itself."""
        data = self._bytes(path, item)
        if data is None:
            return None
        tree, faults = _parsed(data)
        self._add(path, faults, _requirement(tree) or item)
        return tree

    def _bytes(self, path: Path, item: str | None) -> bytes | None:
        """What stands in a file that must be there; None where it cannot be read, which is a fault."""
        name = self._name(path)
        try:
            data = path.read_bytes()
        except OSError as error:
            reason = "is missing" if isinstance(error, FileNotFoundError) else "cannot be opened"
            fault = Fault(
                rule="metadata-syntax", message=f"{name} {reason}", remedy=f"Put {path.name} back in its place."
            )
            self._add(path, [fault], item)
            return None
        self.files.append(name)
        return data

    def _record(self, model: type[R], tree: Node, path: Path, item: str | None) -> R | None:
        record, faults = build(model, tree)
        self._add(path, faults, item)
        return record

    def _add(self, path: Path, faults: Iterable[Fault], item: str | None) -> None:
        for fault in faults:
            self.findings.append(
                Finding(
                    rule=fault.rule,
                    level=Level.WARNING if fault.is_light else Level.ERROR,
                    message=fault.message,
                    remedy=fault.remedy,
                    file=self._name(path),
                    place=Place(line=fault.line, column=fault.column),
                    item=item,
                    field=fault.field or None,
                )
            )

    def _name(self, path: Path) -> str:
        return shipped.name_of(path, self.root)


def _requirement(tree: Node | None) -> str | None:
    value = tree.entries.get("requirement") if isinstance(tree, MapNode) else None
    return value.plain if isinstance(value, Scalar) else None


def _parsed(data: bytes) -> tuple[Node | None, tuple[Fault, ...]]:
    """What the text of a metadata file says, and its faults; where it is empty, a text without words."""
    tree, faults = parse(data, by_hand=True)
    return Scalar(text="", quoted=False, line=1, column=1) if tree is None and not faults else tree, faults


@lru_cache(maxsize=16)
def _listed(model: type[Record], data: bytes) -> tuple[Record | None, tuple[Fault, ...]]:
    """A list that comes with annexa, and its faults: many libraries may have the same, and it is long."""
    tree, faults = _parsed(data)
    record, more = build(model, tree) if tree is not None else (None, ())
    return record, (*faults, *more)
