"""A document is a draft, or still says that it is one.

Why it matters: A draft shows what someone proposed, not what the partnership decided. The checklist asks that a
draft that must be submitted is quality assured inside the organisation first.

Fails when: The metadata says `status: draft` and nobody has answered the point `draft-assured`; or it says `status:
final` and the document calls itself a draft in a watermark, a header or footer, its title or its file name. A
version number below 1 on the first page of a final document is a warning.

To put right:
- Word: Remove the watermark with Design > Watermark > Remove Watermark and "draft" from header and footer
  (double-click them).
- Excel: Remove "draft" under Page Layout > Print Titles > Header/Footer and from the file's name.
- PowerPoint: Remove "draft" under View > Slide Master and under Insert > Header & Footer.
- LibreOffice: Remove the watermark with Format > Watermark, and "draft" from the header and footer.
- PDF: Make the PDF again from the final version, without its watermark.
- Metadata: If it is a draft, write `status: draft` and have the point `draft-assured` answered with `annexa
  attest`.

Passes: `status: draft`, and the evidence lead attests who assured the quality and when.

Fails: `status: final`, and every page carries the watermark DRAFT.
"""

import re
from collections.abc import Iterator

from annexa.documents.facts import BlockKind
from annexa.model.findings import Level, Place
from annexa.model.library import Answer, Status
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.front import edges, front
from annexa.rules.support.titles import shown_title

ID = "draft"
LEVEL = Level.ERROR
ABOUT = "document"

_DRAFT = re.compile(r"\bdraft\b", re.IGNORECASE)
_DRAFT_TITLE = re.compile(
    r"^\W*draft\b(?!\s+(?:ehc|education|plan|statement))|\bdraft\W*(?:v\W?\d.*)?$|\(\s*draft\b|[-–:]\s*draft\b", re.I
)
_EARLY = re.compile(r"\b(?:version|v)\W?\s?0\.\d+\b", re.IGNORECASE)
_NAME = re.compile(r"(?:^|[\W_])draft(?:[\W_\d]|$)", re.IGNORECASE)


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.meta.status is Status.DRAFT:
        yield from _assured(subject)
    else:
        yield from _calls_itself_draft(subject)


def _assured(subject: DocumentSubject) -> Iterator[Fault]:
    field = f"documents.{subject.index}.status"
    answer = subject.meta.attest.get("draft-assured")
    if answer is not None and answer.answer is Answer.YES:
        yield Fault(message=f"A draft whose quality {answer.by} has assured", field=field, level=Level.INFO)
    else:
        yield Fault(
            message="The document is a draft, and nobody has said who assured its quality",
            remedy="Submit the final version, or have the point `draft-assured` answered with `annexa attest`.",
            field=field,
        )


def _calls_itself_draft(subject: DocumentSubject) -> Iterator[Fault]:
    where = _where(subject)
    if where is not None:
        words, place = where
        yield Fault(message=f"The metadata says that it is final, but {words} calls it a draft", place=place)
        return
    for block in front(subject.facts)[:20]:
        if len(block.text) <= 80 and (match := _EARLY.search(block.text)):
            message = f"The metadata says that it is final, but the first page says {match.group().lower()}"
            yield Fault(message=message, place=block.place, level=Level.WARNING)
            return


def _where(subject: DocumentSubject) -> tuple[str, Place] | None:
    """The first sign of a draft, heaviest first."""
    facts = subject.facts
    if any(_DRAFT.search(mark) for mark in facts.watermarks):
        return "a watermark", Place()
    for block in edges(facts):
        if _DRAFT.search(block.text) and len(block.text) <= 200:
            return "the header" if block.kind is BlockKind.HEADER else "the footer", block.place
    shown = shown_title(facts)
    if shown is not None and _DRAFT_TITLE.search(shown.text):
        return "the title on the first page", shown.place
    for block in front(facts)[:20]:
        if re.fullmatch(r"\W*(?:(?:status|version)\W+)?(?:\w+\s+)?draft\W*", block.text, re.IGNORECASE):
            return "the first page", block.place
    return ("its file name", Place()) if _NAME.search(subject.path.stem) else None
