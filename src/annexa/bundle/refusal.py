"""The one place where a submission is refused: while errors stand against it, documents lack their pages, or items are
not signed off, it is built as a draft only."""

from collections.abc import Iterable, Sequence

from annexa.inspection.unsigned import commands
from annexa.model.against import against
from annexa.model.errors import FindingsRefused, SignOffRefused
from annexa.model.findings import Finding, Level, counted
from annexa.model.framework import Framework
from annexa.model.words import count
from annexa.plan.planned import Plan, PlannedDocument, discreet
from annexa.plan.signing import SignOffs

NAMED = 12
"""Findings or documents that a refusal names; the rest are counted."""
DRAFT = "build a draft with --draft"
_ANYHOW = 'Whoever must send it so: --without-sign-off ROLE --reason "…"'


def refuse(
    findings: Iterable[Finding],
    framework: Framework,
    submission: str,
    item: str | None = None,
    *,
    supplement: bool = False,
) -> None:
    """Raises FindingsRefused where an error, or a guess that nobody has confirmed, stands against this submission, or
    against this item of it.

    `supplement`: what changed since it was sent is to be built, of which there is no draft.
    """
    errors = [finding for finding in against(findings, framework, submission, item) if finding.stops]
    if not errors:
        return
    raise FindingsRefused(
        f"{standing(errors)} against {item or submission}, so no {_what(supplement)} is built:\n  "
        + "\n  ".join(named(errors)),
        remedy=f"Put them right (annexa check shows how){'' if supplement else f', or {DRAFT}'}.",
    )


def refuse_incomplete(plans: Iterable[Plan], *, supplement: bool = False) -> None:
    """Raises FindingsRefused where a document of a plan ought to have pages and has none; a draft may.

    `supplement`: as for `refuse`.
    A link, a film and a workbook too large to print have none by their kind, and are no fault.
    """
    wanting = [
        (plan, document) for plan in plans if not plan.draft for document in plan.documents if document.rendering.fault
    ]
    if not wanting:
        return
    lines = [_line(plan, document) for plan, document in wanting]
    found = "One document has" if len(wanting) == 1 else f"{count(len(wanting), 'document')} have"
    raise FindingsRefused(
        f"{found} no pages, so no {_what(supplement)} of {wanting[0][0].submission} is built:\n  "
        + "\n  ".join(_first(lines)),
        remedy="Put that right and run the command again"
        + ("." if supplement else f", or {DRAFT}, which says what is missing."),
    )


def refuse_unsigned(signed: SignOffs, submission: str, *, supplement: bool = False) -> None:
    """Raises SignOffRefused where an item of a bundle waits for a signature, or what is to be sent of children was not
    reviewed, and nobody answers for sending it so.

    `supplement`: as for `refuse`.
    """
    if signed.without is not None:
        return
    if signed.unreviewed and not signed.open:
        raise SignOffRefused(
            f"{'; '.join(signed.unreviewed)}, so no {_what(supplement)} of {submission} is built",
            remedy="‘annexa children’ shows which, ‘annexa children set KIND --all --state reviewed --by ROLE’ notes"
            f" the review{'' if supplement else f'; or {DRAFT}'}. {_ANYHOW}",
        )
    if not signed.open:
        return
    number = count(len(signed.open), "item is", "items are")
    raise SignOffRefused(
        f"{number} not signed off, so no {_what(supplement)} of {submission} is built:\n  "
        + "\n  ".join([*_first([each.words for each in signed.open]), *signed.unreviewed]),
        remedy="\n        ".join(
            (
                "Sign off with:",
                *_first([f"  {typed}" for typed in commands(signed.open)]),
                f"{'' if supplement else f'or {DRAFT}. '}{_ANYHOW}",
            )
        ),
    )


def refuse_unproved(plans: Iterable[Plan], *, supplement: bool = False) -> None:
    """Raises FindingsRefused where the pages of a document hold what it hides, or do not show what it says; a draft
    may. `supplement`: as for `refuse`."""
    wanting = [
        f"{_named(plan, document)}: {discreet('; '.join(errors), plan.package)}"
        for plan in plans
        if not plan.draft
        for document in plan.documents
        if (errors := document.rendering.unproved)
    ]
    if not wanting:
        return
    found = "The pages of one document are" if len(wanting) == 1 else f"The pages of {len(wanting)} documents are"
    raise FindingsRefused(
        f"{found} not what the document says, so no {_what(supplement)} is built:\n  " + "\n  ".join(_first(wanting)),
        remedy="‘annexa prove FILE’ names the words. Mend the document, or hand in a PDF that the program which made it"
        f" saves{'' if supplement else f'; or {DRAFT}'}.",
    )


def _what(supplement: bool) -> str:
    return "supplement" if supplement else "bundle"


def standing(findings: Sequence[Finding]) -> str:
    """The beginning of a sentence: "One error stands", "2 errors and 3 guesses stand"."""
    if len(findings) == 1:
        return "One error stands" if findings[0].level is Level.ERROR else "A guess that nobody has confirmed stands"
    return f"{counted(findings)} stand"


def named(errors: Iterable[Finding]) -> list[str]:
    """A line for each of the first findings, in the order of the report, and how many more there are."""
    ordered = sorted(errors, key=lambda finding: finding.sort_key)
    return _first([f"{error.about}: {error.message} ({error.rule})" for error in ordered])


def _line(plan: Plan, document: PlannedDocument) -> str:
    why = discreet(f"{document.rendering.reason} {document.rendering.remedy}".strip(), plan.package)
    return f"{_named(plan, document)}: {why}"


def _named(plan: Plan, document: PlannedDocument) -> str:
    # What a child-level file is called may name a child.
    file = f" ({document.file})" if plan.package == "shared" else ""
    return f"{document.called(plan.package)}{file}, item {document.item}"


def _first(lines: list[str]) -> list[str]:
    more = [f"and {len(lines) - NAMED} more"] if len(lines) > NAMED else []
    return [*lines[:NAMED], *more]
