"""Rules over subjects: each fault a rule yields becomes a finding with its file, place, level and remedy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from annexa.check.attempt import Answer, Attempts, attempts_at
from annexa.check.commands import filled_in
from annexa.check.discreet import of_document
from annexa.model.findings import Finding, Level, Place
from annexa.model.library import Item
from annexa.rules import rules_about
from annexa.rules.base import (
    About,
    CheckingRule,
    DocumentSubject,
    Fault,
    ItemSubject,
    JudgedSubject,
    LibrarySubject,
    Rule,
)
from annexa.rules.page import remedy_for
from annexa.rules.support.whereabouts import whereabouts_of
from annexa.rules.waivers import apply_waivers


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the rules say of one subject."""

    findings: tuple[Finding, ...]
    is_whole: bool
    """Whether every rule could judge; where one could not, the answer is not to be kept for the next time."""


def judge_library(subject: LibrarySubject, only: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Findings about the library as a whole: of every rule, or of those named in `only`."""
    file = "evidence/library.yaml"
    owners = {item.yaml.rpartition("/")[0]: item.meta.requirement for item in subject.around.library.items}
    found: list[Finding] = []
    for rule, answer in _answers("library", subject, file, only):
        for fault in answer.faults:
            finding = _finding(rule, fault, file=fault.file or file, item=None)
            owner = fault.item or owners.get("/".join(finding.file.split("/")[:2]))
            found.append(msgspec.structs.replace(finding, item=owner))
        if answer.broken:
            found.append(_unjudged(rule, answer.broken, "library", file))
    return tuple(found)


def judge_item(subject: ItemSubject, only: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Findings about what lies in an item's folder: of every rule, or of those named in `only`."""
    item = subject.item
    found: list[Finding] = []
    for rule, answer in _answers("item", subject, item.yaml, only):
        for fault in answer.faults:
            finding = _finding(rule, fault, file=fault.file or item.yaml, item=item)
            remedy = filled_in(finding.remedy, item=item.meta.requirement, rule=rule.ID)
            found.append(msgspec.structs.replace(finding, remedy=remedy))
        if answer.broken:
            found.append(_unjudged(rule, answer.broken, "item", item.yaml, item))
    return tuple(found)


def _answers(about: About, subject: object, name: str, only: frozenset[str]) -> Iterator[tuple[CheckingRule, Answer]]:
    """What each rule about libraries or items says, or each of those named in `only`."""
    with attempts_at(name) as attempts:
        for rule in rules_about(about):
            if not only or rule.ID in only:
                yield rule, attempts.ask(rule, subject)


def judge_document(subject: DocumentSubject) -> Judged:
    """Findings about one document; those that a waiver in force accepts are notes.

    A rule that needs the document's facts is left out where they could not be read; one about waivers looks last,
    at what all the others found. A rule that cannot judge gives an error that no waiver accepts. Personal data is
    looked for first: no finding quotes a document that holds any.
    """
    rules: tuple[CheckingRule, ...] = rules_about("file")
    if subject.fault is None:
        rules += rules_about("document")
    with attempts_at(_called(subject)) as attempts:
        return _judged(subject, rules, attempts)


def _judged(subject: DocumentSubject, rules: tuple[CheckingRule, ...], attempts: Attempts) -> Judged:
    private = tuple(rule for rule in rules if rule.ID == _PERSONAL)
    said = [attempts.ask(rule, subject) for rule in private]
    if any(answer.broken or any(map(_is_personal, answer.faults)) for answer in said):
        subject = replace(subject, holds_personal_data=True)
    attempts.name = _called(subject)
    attempts.may_quote = not subject.is_sensitive
    found, unjudged = _findings(zip(private, said, strict=True), subject)
    others = (rule for rule in rules if rule.ID != _PERSONAL)
    more, unjudged_more = _findings(((rule, attempts.ask(rule, subject)) for rule in others), subject)
    found, unjudged = [*found, *more], [*unjudged, *unjudged_more]
    seen = JudgedSubject(document=subject, findings=(*found, *unjudged))
    waivers = ((rule, attempts.ask(rule, seen)) for rule in rules_about("findings"))
    about, unjudged_about = _findings(waivers, subject)
    broken = (*unjudged, *unjudged_about)
    return Judged(findings=(*apply_waivers((*found, *about), subject), *broken), is_whole=not broken)


_PERSONAL: Final = "personal-data"


def _is_personal(fault: Fault) -> bool:
    """Whether a fault says that personal data stands in the document, and not that a list could not be read."""
    return fault.level is not Level.INFO or fault.place != Place()


def _findings(
    answers: Iterable[tuple[CheckingRule, Answer]], subject: DocumentSubject
) -> tuple[list[Finding], list[Finding]]:
    """What the rules found, and which of them could not judge."""
    name, id = _name(subject), subject.item.meta.requirement
    found: list[Finding] = []
    unjudged: list[Finding] = []
    number = subject.index + 1 if subject.is_sensitive else None
    whereabouts = None if number else whereabouts_of(subject.facts)
    called = _called(subject)
    for rule, answer in answers:
        for fault in answer.faults:
            finding = _finding(rule, fault, file=fault.file or name, item=subject.item, format=_format(subject))
            finding = msgspec.structs.replace(finding, document=subject.meta.name)
            if whereabouts is not None:
                finding = msgspec.structs.replace(finding, place=whereabouts.of(finding.place))
            elif number is not None:
                finding = of_document(finding, rule, number=number, facts=subject.facts, format=_format(subject))
            remedy = filled_in(finding.remedy, item=id, file=called, rule=rule.ID, point=fault.point)
            found.append(msgspec.structs.replace(finding, remedy=remedy))
        if answer.broken:
            finding = _unjudged(rule, answer.broken, "document", name, subject.item)
            unjudged.append(msgspec.structs.replace(finding, document=subject.meta.name, number=number))
    return found, unjudged


def _name(subject: DocumentSubject) -> str:
    return subject.path.relative_to(subject.around.library.root).as_posix()


def _called(subject: DocumentSubject) -> str:
    """What commands and logs call it: a sensitive document by item and number."""
    numbered = f"{subject.item.meta.requirement}:{subject.index + 1}"
    return numbered if subject.is_sensitive else _name(subject)


def _unjudged(rule: Rule, why: str, what: str, file: str, item: Item | None = None) -> Finding:
    return Finding(
        rule=rule.ID,
        level=Level.ERROR,
        message=f"The {what} could not be judged by this rule: {why}",
        remedy=f"Look for yourself at what ‘annexa explain {rule.ID}’ names, and send what ‘annexa --debug check’ says "
        "to those who look after annexa.",
        file=file,
        item=item.meta.requirement if item is not None else None,
    )


def _finding(rule: Rule, fault: Fault, *, file: str, item: Item | None, format: str = "yaml") -> Finding:
    place = fault.place
    if item is not None and fault.field and place == Place():
        line, column = _line(item, fault.field)
        place, file = Place(line=line, column=column), item.yaml
    return Finding(
        rule=rule.ID,
        level=fault.level or rule.LEVEL,
        message=fault.message,
        remedy=remedy_for(rule, fault, format),
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
