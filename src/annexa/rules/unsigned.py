"""An agreement is not signed.

Why it matters: An unsigned memorandum of understanding shows an intention, not an agreement. The checklist asks for
signatures where they belong.

Fails when: A document of kind `agreement` has a signature block that is not filled in, of whichever party: a line to
sign on, "signature to follow", "for and on behalf of" with nothing behind it, an empty cell in the column of
signatures; or fewer blocks are signed than parties are listed; or a line says that it is not signed yet; or nothing
shows that it is signed, neither a block, nor a digital signature, nor `agreement:` in item.yaml with who signed and
when. A typed signature or a picture of one, a name with a date, "electronically signed by" and the like count as
signed. It is a warning where the metadata says that it is signed and the document does not show it, where parties are
only named in a sentence, and where a document of another kind is called a memorandum or an agreement.

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

from annexa.model.findings import Level
from annexa.model.library import Kind
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import quoted
from annexa.rules.support.signatures import SignatureBlock, parties_of, place_of_no_signature, signature_blocks

ID = "unsigned"
LEVEL = Level.ERROR
ABOUT = "document"

_AGREEMENT = re.compile(
    r"(?:memorand(?:um|a)\s+of\s+understanding(?:\s+\(mou\))?"
    r"|(?:service[\s-]level|(?:information|data)[\s-]sharing|section\s+75|partnership|joint\s+commissioning)\s+agreement)\W*$",
    re.IGNORECASE,
)
_OTHER_KINDS = frozenset({Kind.POLICY, Kind.STRATEGY, Kind.STRUCTURE, Kind.OTHER})


def check(subject: DocumentSubject) -> Iterator[Fault]:
    meta = subject.meta
    if meta.kind is Kind.AGREEMENT:
        yield from _unsigned(subject)
    elif meta.kind in _OTHER_KINDS and _AGREEMENT.search(meta.title):
        yield Fault(
            message=f"“{meta.title}” is called an agreement, but its kind is {meta.kind}",
            remedy="Write `kind: agreement` and say below `agreement:` who signed it and when.",
            level=Level.WARNING,
            field=f"documents.{subject.index}.kind",
        )


def _unsigned(subject: DocumentSubject) -> Iterator[Fault]:
    """A fault for each party that has not signed; digital signatures stand for as many blocks as there are."""
    facts = subject.facts
    blocks = signature_blocks(facts)
    digital = sum(signature.kind == "digital" for signature in facts.signatures)
    lines = [signature.place for signature in facts.signatures if signature.kind != "digital"]
    signed = sum(block.is_signed for block in blocks) + digital
    empty = [block for block in blocks if not block.is_signed][digital:]
    level = Level.WARNING if subject.meta.agreement is not None else None
    for block in empty:
        yield Fault(message=_message(block, subject), place=block.place, level=level)
    for place in lines[digital:]:
        yield Fault(message="A signature line is not signed", place=place, level=level)
    if empty or lines[digital:]:
        return
    unsigned = None if signed else place_of_no_signature(facts)
    if unsigned is not None:
        yield Fault(message="The document says that it is not signed yet", place=unsigned, level=level)
        return
    parties = parties_of(facts)
    if not signed and subject.meta.agreement is None:
        yield Fault(message="Nothing shows that the agreement is signed")
    elif 0 < signed < len(parties.names):
        message = f"{len(parties.names)} parties are named, and {signed} signed"
        yield Fault(message=message, level=level if parties.are_listed else Level.WARNING)


def _message(block: SignatureBlock, subject: DocumentSubject) -> str:
    who = quoted(subject, block.who, otherwise="one of the parties") if block.who else "one of the parties"
    but = ", though the metadata says that it is signed" if subject.meta.agreement is not None else ""
    return f"The signature of {who} is missing{but}"
