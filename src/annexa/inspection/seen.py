"""What whoever signs an item off must have seen first: gaps, concerns, answers, accepted faults, warnings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from annexa.model.findings import Finding, Level
from annexa.model.framework import Checklist
from annexa.model.library import Item, KnownGap
from annexa.model.words import day_in_words

Sort = Literal["gap", "concern", "answer", "waiver", "warning"]
CONCERN = "attestation-negative"
"""The rule whose notes are answers that raise something."""
STALE = "sign-off-stale"
"""The rule that speaks of what is now signed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One thing to be seen, in words."""

    sort: Sort
    document: str
    """The document's name; empty where it is about the item."""
    words: str


def to_be_seen(item: Item, findings: Iterable[Finding], checklist: Checklist) -> tuple[Seen, ...]:
    """All of it for one item, what weighs most first. `findings`: those of the check; others' are left out."""
    own = [finding.shown for finding in findings if finding.item == item.meta.requirement]
    return (*_gaps(item), *_concerns(own), *_answers(item, checklist), *_accepted(own), *_warnings(own))


def _gaps(item: Item) -> Iterator[Seen]:
    if item.meta.nothing_to_submit is not None:
        yield Seen(sort="gap", document="", words=f"There is nothing to submit: {_gap(item.meta.nothing_to_submit)}")
    for document in item.meta.documents:
        if document.to_follow is not None:
            yield Seen(sort="gap", document=document.name, words=f"It is to follow: {_gap(document.to_follow)}")


def _gap(gap: KnownGap) -> str:
    follows = f"; it follows on {day_in_words(gap.follows)}" if gap.follows else ""
    return f"{gap.reason.rstrip('.')} ({gap.by}, {day_in_words(gap.on)}){follows}"


def _concerns(findings: list[Finding]) -> Iterator[Seen]:
    for finding in findings:
        if finding.rule == CONCERN and finding.level is Level.INFO and not finding.waived_until:
            yield Seen(sort="concern", document=finding.document or "", words=finding.message)


def _answers(item: Item, checklist: Checklist) -> Iterator[Seen]:
    """Answers that nobody had to give: each makes something acceptable that a rule alone would not accept."""
    optional = {point.id for point in checklist.points if point.attest == "optional"}
    for document in item.meta.documents:
        for point, answer in document.attest.items():
            if point in optional:
                words = f"‘{point}’ is answered {answer.answer} by {answer.by}: {answer.note.rstrip('.')}"
                yield Seen(sort="answer", document=document.name, words=words)


def _accepted(findings: list[Finding]) -> Iterator[Seen]:
    for finding in findings:
        if finding.waived_until:
            until = day_in_words(date.fromisoformat(finding.waived_until))
            words = f"{finding.message} ({finding.rule}, accepted until {until})"
            yield Seen(sort="waiver", document=finding.document or "", words=words)


def _warnings(findings: list[Finding]) -> Iterator[Seen]:
    """A line for each rule and document: whoever signs reads what there is, not a list of its places."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.level is Level.WARNING and finding.rule != STALE:
            grouped.setdefault((finding.document or "", finding.rule), []).append(finding)
    for (document, rule), found in grouped.items():
        times = f", {len(found)} times; the first" if len(found) > 1 else ""
        yield Seen(sort="warning", document=document, words=f"{found[0].message} ({rule}{times})")
