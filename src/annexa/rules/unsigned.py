"""An agreement is not signed.

Why it matters: An unsigned memorandum of understanding shows an intention, not an agreement. The checklist asks for
signatures where they belong.

Fails when: A document of kind `agreement` has no `agreement:` block with who signed and when, no digital signature,
and no signature block that is filled in. It is a warning where the metadata says that it is signed and the block in
the document is empty, and where a document of another kind is called a memorandum or an agreement.

To put right:
- Word: Have it signed, then File > Info > Protect Document > Add a Digital Signature; or print, sign and scan it,
  and submit the scan.
- Excel: Have it signed: File > Info > Protect Workbook > Add a Digital Signature.
- PowerPoint: Submit the signed agreement as Word or PDF instead of slides.
- LibreOffice: Have it signed: File > Digital Signatures > Digital Signatures.
- PDF: Have it signed: in Acrobat, Tools > Certificates > Digitally Sign; or submit a scan of the signed page.
- Metadata: Say who signed and when below `agreement:`, as roles: `signed_by: [director]`, `signed_on: 2026-07-02`.

Passes: A memorandum of understanding with "Signed: Director of Education, 2 July 2026".

Fails: A memorandum of understanding that ends with "Signed: ____________ Date: ________".
"""

import re
from collections.abc import Iterator

from annexa.documents.facts import Facts
from annexa.model.findings import Level, Place
from annexa.model.library import Kind
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.dates import find_dates

ID = "unsigned"
LEVEL = Level.ERROR
ABOUT = "document"

_AGREEMENT = re.compile(
    r"(?:memorand(?:um|a)\s+of\s+understanding(?:\s+\(mou\))?"
    r"|(?:service[\s-]level|(?:information|data)[\s-]sharing|section\s+75|partnership|joint\s+commissioning)\s+agreement)\W*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^\W*(?:(?:digitally\s+)?signed(?:\s+(?:by|for(?:\s+and)?\s+on\s+behalf\s+of))?|signature|signatory)\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
_LABELS = re.compile(r"\b(?:date|name|role|position|title|on|by|of|behalf|for|and|signature)\b", re.IGNORECASE)
_BLANK = re.compile(r"_{3,}|\.{4,}|…{2,}|-{4,}")
_OTHER_KINDS = frozenset({Kind.POLICY, Kind.STRATEGY, Kind.STRUCTURE, Kind.OTHER})


def check(subject: DocumentSubject) -> Iterator[Fault]:
    meta = subject.meta
    if meta.kind is not Kind.AGREEMENT:
        if meta.kind in _OTHER_KINDS and _AGREEMENT.search(meta.title):
            yield Fault(
                message=f"“{meta.title}” is called an agreement, but its kind is {meta.kind}",
                remedy="Write `kind: agreement` and say below `agreement:` who signed it and when.",
                level=Level.WARNING,
                field=f"documents.{subject.index}.kind",
            )
    elif not any(signature.kind == "digital" for signature in subject.facts.signatures):
        yield from _without_digital_signature(subject)


def _without_digital_signature(subject: DocumentSubject) -> Iterator[Fault]:
    filled, empty = _signature_blocks(subject.facts)
    if filled is not None:
        return
    if subject.meta.agreement is None:
        yield Fault(message="Nothing shows that the agreement is signed", place=empty or Place())
    elif empty is not None:
        yield Fault(
            message="The metadata says that it is signed, but the signature block in the document is empty",
            place=empty,
            level=Level.WARNING,
        )


def _signature_blocks(facts: Facts) -> tuple[Place | None, Place | None]:
    """Where the first signature line that is filled in stands, and the first that is empty."""
    filled: Place | None = None
    empty = next((signature.place for signature in facts.signatures), None)
    for index, block in enumerate(facts.blocks):
        match = _SIGNED.match(block.text) if len(block.text) < 300 else None
        if match is None:
            continue
        beside = " ".join(b.text for b in facts.blocks[index + 1 : index + 4] if len(b.text) < 80)
        if _is_filled(match[1], beside):
            filled = filled or block.place
        else:
            empty = empty or block.place
    return filled, empty


def _is_filled(rest: str, beside: str) -> bool:
    """Whether a name, a role or a day stands after "Signed"; a line to write on shows that none does."""
    if find_dates(rest) or find_dates(beside):
        return True
    return not _BLANK.search(rest) and bool(re.search(r"[A-Za-z]{2,}", _LABELS.sub(" ", rest)))
