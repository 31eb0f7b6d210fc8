"""Findings that a named role has accepted for a while."""

from collections.abc import Iterable

import msgspec

from annexa.model.findings import Finding, Level
from annexa.model.library import Waiver
from annexa.rules import RULES
from annexa.rules.base import DocumentSubject, is_waivable


def apply_waivers(findings: Iterable[Finding], subject: DocumentSubject) -> tuple[Finding, ...]:
    """The findings of one document, with those that a waiver in force accepts turned into notes.

    An accepted finding keeps its words, has level INFO, and says in `waived_until` when it counts again.
    """
    until = {waiver.rule: waiver.until.isoformat() for waiver in subject.meta.waive if is_in_force(waiver, subject)}
    return tuple(
        msgspec.structs.replace(finding, level=Level.INFO, waived_until=until[finding.rule])
        if finding.rule in until and finding.level is not Level.INFO
        else finding
        for finding in findings
    )


def is_in_force(waiver: Waiver, subject: DocumentSubject) -> bool:
    """Whether the waiver has not ended, is about these bytes, and names a rule that may be waived."""
    rule = RULES.get(waiver.rule)
    fits = waiver.sha256 is None or waiver.sha256 == subject.sha256
    return rule is not None and is_waivable(rule) and fits and waiver.until >= subject.around.as_of
