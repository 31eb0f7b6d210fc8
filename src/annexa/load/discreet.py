"""Faults in metadata about children, without what somebody wrote: it may be a name in the wrong place."""

import re
from collections.abc import Collection
from dataclasses import replace
from enum import Enum
from typing import Final

import msgspec

from annexa.load.nodes import Fault, ListNode, MapNode, Node, Scalar
from annexa.model import library
from annexa.model.findings import Finding
from annexa.model.framework import Checklist, Framework, Record

_QUOTED: Final = re.compile(r"‘([^’]*)’")
_LABEL: Final = re.compile(r"(?<!\S)[*&!][^\s*&!]\S*")
_STANDS: Final = "‘…’"
_CLASSES: Final = [each for each in vars(library).values() if isinstance(each, type)]
_WORDS: Final = frozenset(
    {name for each in _CLASSES if issubclass(each, Record) for name in each.model_fields}
    | {str(member.value) for each in _CLASSES if issubclass(each, Enum) for member in each}
)
"""Names of fields of item.yaml, and values that some of them have."""


def discreet(fault: Fault, known: Collection[str]) -> Fault:
    """A fault that repeats nothing but the words in `known`."""
    said, remedy, field = quiet(fault.message, known), quiet(fault.remedy, known), _field(fault.field, known)
    return replace(fault, message=said, remedy=remedy, field=field)


def of_item(finding: Finding, tree: Node | None, id: str, framework: Framework, checklist: Checklist) -> Finding:
    """A fault of an item.yaml: discreet where it is about a child-level requirement, or a document that is sensitive,
    or where it has no field of its own and might be about one."""
    requirement = framework.requirement(id)
    if not (requirement is not None and requirement.sensitive) and not _is_in_sensitive(finding.field or "", tree):
        return finding
    known = _WORDS | {each.id for each in framework.requirements} | {point.id for point in checklist.points}
    return msgspec.structs.replace(
        finding,
        message=quiet(finding.message, known),
        remedy=quiet(finding.remedy, known),
        field=_field(finding.field, known) if finding.field else None,
    )


def quiet(text: str, known: Collection[str]) -> str:
    """A sentence in which nothing is quoted but the words in `known`."""
    said = _QUOTED.sub(lambda match: match[0] if match[1].removesuffix(": …") in known else _STANDS, text)
    return _LABEL.sub(_STANDS, said)


def _field(field: str, known: Collection[str]) -> str:
    return ".".join(step if step in known or step.isdecimal() else "…" for step in field.split("."))


def _is_in_sensitive(field: str, tree: Node | None) -> bool:
    documents = tree.entries.get("documents") if isinstance(tree, MapNode) else None
    entries = documents.items if isinstance(documents, ListNode) else ()
    if match := re.match(r"documents\.(\d+)", field):
        entries = entries[int(match[1]) : int(match[1]) + 1]
    elif field:
        return False
    return any(_is_sensitive(entry) for entry in entries)


def _is_sensitive(entry: Node) -> bool:
    if not isinstance(entry, MapNode):
        return False
    sensitivity = entry.entries.get("sensitivity")
    return "secure" in entry.entries or (isinstance(sensitivity, Scalar) and sensitivity.text.strip() != "official")
