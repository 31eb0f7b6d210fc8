"""Rules over subjects: each fault a rule yields becomes a finding with its file, place, level and remedy."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from annexa.model.findings import Finding, Place
from annexa.model.library import Item
from annexa.rules import RULES, rules_about
from annexa.rules.base import (
    CheckingRule,
    DocumentSubject,
    Fault,
    ItemSubject,
    JudgedSubject,
    LibrarySubject,
    Rule,
)
from annexa.rules.page import Page, parse
from annexa.rules.waivers import apply_waivers


def judge_library(subject: LibrarySubject) -> Iterator[Finding]:
    """Findings about the library as a whole."""
    owners = {item.yaml.rpartition("/")[0]: item.meta.requirement for item in subject.around.library.items}
    for rule in rules_about("library"):
        for fault in rule.check(subject):
            finding = _finding(rule, fault, file=fault.file or "evidence/library.yaml", item=None)
            owner = fault.item or owners.get("/".join(finding.file.split("/")[:2]))
            yield msgspec.structs.replace(finding, item=owner)


def judge_item(subject: ItemSubject) -> Iterator[Finding]:
    """Findings about what lies in an item's folder."""
    for rule in rules_about("item"):
        for fault in rule.check(subject):
            yield _finding(rule, fault, file=fault.file or subject.item.yaml, item=subject.item)


def judge_document(subject: DocumentSubject) -> tuple[Finding, ...]:
    """Findings about one document; those that a waiver in force accepts are notes.

    A rule that needs the document's facts is left out where they could not be read; one about waivers looks last,
    at what all the others found.
    """
    rules: tuple[CheckingRule, ...] = rules_about("file")
    if subject.fault is None:
        rules += rules_about("document")
    found = tuple(_of_document(rules, subject, subject))
    about = tuple(_of_document(rules_about("findings"), JudgedSubject(document=subject, findings=found), subject))
    return apply_waivers((*found, *about), subject)


def _of_document(
    rules: tuple[CheckingRule, ...], seen: DocumentSubject | JudgedSubject, subject: DocumentSubject
) -> Iterator[Finding]:
    name = subject.path.relative_to(subject.around.library.root).as_posix()
    for rule in rules:
        for fault in rule.check(seen):
            finding = _finding(rule, fault, file=fault.file or name, item=subject.item, format=_format(subject))
            excerpt = None if subject.is_sensitive else finding.excerpt
            yield msgspec.structs.replace(finding, document=subject.meta.name, excerpt=excerpt)


def _finding(rule: Rule, fault: Fault, *, file: str, item: Item | None, format: str = "yaml") -> Finding:
    place = fault.place
    if item is not None and fault.field and place == Place():
        line, column = _line(item, fault.field)
        place, file = Place(line=line, column=column), item.yaml
    return Finding(
        rule=rule.ID,
        level=fault.level or rule.LEVEL,
        message=fault.message,
        remedy=fault.remedy or page_of(rule.ID).remedy(format),
        file=file,
        place=place,
        item=item.meta.requirement if item is not None else None,
        field=fault.field or None,
        excerpt=fault.excerpt or None,
    )


def _line(item: Item, field: str) -> tuple[int, int]:
    """Where a field stands in item.yaml, or the nearest thing above it that is written there."""
    steps = field.split(".")
    while steps:
        found = item.lines.get(".".join(steps))
        if found is not None:
            return found
        steps.pop()
    return 1, 1


def _format(subject: DocumentSubject) -> str:
    return subject.facts.format if subject.fault is None else Path(subject.path).suffix.lstrip(".").lower() or "file"


@cache
def page_of(rule: str) -> Page:
    """The parsed page of a rule. Raises KeyError for a rule that does not exist."""
    return parse(RULES[rule].__doc__ or "", id=rule)
