"""Attestations: which points a document must answer, and whether an answer says anything."""

import re
from collections.abc import Iterator

from annexa.model.framework import ChecklistPoint
from annexa.model.library import Answer, Attestation
from annexa.rules.base import DocumentSubject, Fault

CONCERNS = frozenset({"issues-highlighted", "week-3-concerns"})
"""Points where "yes" reports something that those who sign off must see, and "no" is good news."""

_NOTHING = re.compile(
    r"\W*(?:yes|no|n/?a|none|ok(?:ay)?|done|see (?:document|report|above|attached)|tb[ca]|as above|\.+)?\W*", re.I
)


def applies(point: ChecklistPoint, subject: DocumentSubject) -> bool:
    """Whether the point is asked of documents of this kind."""
    return not point.kinds or str(subject.meta.kind) in point.kinds


def says_something(note: str) -> bool:
    """Whether a note holds a sentence rather than a word to fill the field."""
    return len(note.split()) >= 4 and not _NOTHING.fullmatch(note)


def required_answer(point_id: str, subject: DocumentSubject) -> Iterator[Fault]:
    """Faults of the answer to one point that every document of these kinds must have."""
    point = next((p for p in subject.around.checklist.points if p.id == point_id), None)
    if point is None or not applies(point, subject):
        return
    answer = subject.meta.attest.get(point_id)
    field = f"documents.{subject.index}"
    if answer is None:
        yield Fault(message=f"Nobody has answered the checklist: {point.question.strip()}", field=field, point=point_id)
    elif not says_something(answer.note):
        yield Fault(
            message=f"The answer to “{point_id}” says too little", field=note_field(subject, point_id), remedy=point.ask
        )


def note_field(subject: DocumentSubject, point_id: str) -> str:
    """The field of an answer's note."""
    return f"documents.{subject.index}.attest.{point_id}.note"


def answers(subject: DocumentSubject) -> Iterator[tuple[str, Attestation]]:
    """Each answer with its point."""
    yield from subject.meta.attest.items()


def is_bad_news(point_id: str, answer: Attestation) -> bool:
    """Whether the answer says that the document does not meet the point."""
    return answer.answer is Answer.NO and point_id not in CONCERNS
