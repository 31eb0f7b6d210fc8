"""The one place where a submission is refused: while errors stand against it, it is built as a draft only."""

from collections.abc import Iterable

from annexa.model.against import against
from annexa.model.errors import FindingsRefused
from annexa.model.findings import Finding
from annexa.model.framework import Framework

NAMED = 12
"""Findings that a refusal names; the rest are counted."""


def refuse(findings: Iterable[Finding], framework: Framework, submission: str, item: str | None = None) -> None:
    """Raises FindingsRefused where an error stands against this submission, or against this item of it."""
    errors = [finding for finding in against(findings, framework, submission, item) if finding.stops]
    if not errors:
        return
    count = "One error stands" if len(errors) == 1 else f"{len(errors)} errors stand"
    raise FindingsRefused(
        f"{count} against {item or submission}, so no bundle is built:\n  " + "\n  ".join(named(errors)),
        remedy="Put them right (annexa check shows how), or build a draft with --draft.",
    )


def named(errors: Iterable[Finding]) -> list[str]:
    """A line for each of the first findings, in the order of the report, and how many more there are."""
    ordered = sorted(errors, key=lambda finding: finding.sort_key)
    more = [f"and {len(ordered) - NAMED} more"] if len(ordered) > NAMED else []
    return [*(f"{error.file}: {error.message} ({error.rule})" for error in ordered[:NAMED]), *more]
