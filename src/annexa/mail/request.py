"""The messages of a request for additional evidence: reported (step 3), passed on (step 5), answered (step 9)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from typing import Any

from annexa.inspection.requests import RequestRow
from annexa.mail.letter import Letter
from annexa.mail.render import Templates
from annexa.model.request import Request
from annexa.model.words import moment_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """Addresses that are known; None for one that is not."""

    comms: Address | None
    evidence: Address | None
    lano: Address | None
    holder: Address | None
    """Of whoever the request was passed on to."""


def letters(
    request: Request, row: RequestRow, titles: Mapping[str, str], templates: Templates, boxes: Boxes, *, at: datetime
) -> tuple[Letter, ...]:
    """The drafts for the steps that the request has come to; `titles` of roles by id.

    Of a request about a child they say only where its words lie. Raises UsageError where a template is faulty.
    """
    return tuple(_letters(request, row, titles, templates, boxes, at))


def _letters(
    request: Request, row: RequestRow, titles: Mapping[str, str], templates: Templates, boxes: Boxes, at: datetime
) -> Iterator[Letter]:
    values = _values(request, row, titles)
    name = f"request-{request.number:03}"

    def draft(
        step: int, about: str, to: Address | None, sender: Address | None, cc: tuple[Address | None, ...]
    ) -> Letter:
        subject, body = templates.fill(f"request-{step}", values)
        return Letter(
            id=f"{name}-step-{step}",
            about=about,
            sender=sender,
            to=(to,) if to else (),
            cc=tuple(each for each in cc if each is not None and each != to),
            subject=subject,
            body=body,
            at=at,
        )

    yield draft(3, "the inspection mailbox", boxes.comms, None, ())
    if request.assigned:
        about = titles.get(request.assigned.to, request.assigned.to)
        yield draft(5, about, boxes.holder, boxes.comms, (boxes.lano, boxes.evidence))
    if request.signed:
        yield draft(9, f"{request.inspector}, who asked", None, boxes.lano, (boxes.evidence,))


def _values(request: Request, row: RequestRow, titles: Mapping[str, str]) -> dict[str, Any]:
    answered = request.answered
    secret = request.is_about_child
    return {
        "number": request.number,
        "asked": row.asked,
        "about_child": secret,
        "asked_in": request.asked_in.path if request.asked_in else "",
        "inspector": request.inspector,
        "through": titles.get(request.through, request.through),
        "received": moment_in_words(request.received),
        "wanted": moment_in_words(request.wanted) if request.wanted else "",
        "due": moment_in_words(row.due) if row.due else "",
        "documents": [f"{each.item}: {each.file}" for each in answered.documents if each.file] if answered else [],
        "secret_documents": sum(not each.file for each in answered.documents) if answered else 0,
        "explanation": answered.explanation if answered and not secret else "",
    }
