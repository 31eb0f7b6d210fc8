"""How long a document is new enough, by the ages that the library sets."""

from datetime import date
from typing import Final

from annexa.model.library import AgeLimits, Answer, DocumentMeta
from annexa.rules.support.dates import add_months

ASKED: Final = "within-12-months"
"""The point of the checklist that asks whether an older document still holds."""


def months_of(meta: DocumentMeta, ages: AgeLimits) -> int:
    """The age in months that a document of its kind may have."""
    return ages.by_kind.get(meta.kind, ages.months)


def last_day(meta: DocumentMeta, ages: AgeLimits) -> date:
    """The last day on which a document is not too old: the one that it says itself, or its date and the age allowed."""
    return meta.valid_until or add_months(meta.dated, months_of(meta, ages))


def still_holds(meta: DocumentMeta) -> bool:
    """Whether somebody answers for an older document; one that names its own last day is not asked about."""
    accepted = meta.attest.get(ASKED)
    return meta.valid_until is None and accepted is not None and accepted.answer is Answer.YES
