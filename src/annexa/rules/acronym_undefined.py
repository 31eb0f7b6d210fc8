"""An acronym is never spelled out.

Why it matters: A reader from another service, or a parent, has to guess. The checklist asks for the full term
first, with the acronym after it.

Fails when: An acronym stands in running text and nothing in the document spells it out. Headings, headers and
footers, lines in capitals, codes, postcodes, units, currencies, days, degrees and honours, references, Roman numerals
and the initials of persons listed as present do not count. In workbooks and in sensitive documents only the terms of
glossary.yaml are looked for. It is a warning, because not every word in capitals is an acronym.

To put right:
- Word: At the place given write the full term with the acronym in brackets; use the acronym alone from then on.
- Excel: Write the full term where the acronym first stands, or in a row of notes at the top of the first sheet.
- PowerPoint: Write the full term on the first slide that uses the acronym.
- LibreOffice: At the place given write the full term with the acronym in brackets.
- PDF: Correct the file that the PDF was made from, and make the PDF again.
- Metadata: Add the term to `terms:` in glossary.yaml, so that the message can say what to write; or, if every
  reader knows it, to `allow:`.
- Everywhere: Write the full term with the acronym in brackets where it first stands.

Passes: "The integrated care board (ICB) met in May. The ICB agreed …"

Fails: "The ICB met in May." and no word of what an ICB is.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.acronyms import Use, acronyms_of
from annexa.rules.support.everyday import KNOWN
from annexa.rules.support.faults import first_few
from annexa.rules.support.front import WORKBOOKS
from annexa.rules.support.glossary import full_term, in_full, is_allowed, page_in_words

ID = "acronym-undefined"
LEVEL = Level.WARNING
ABOUT = "document"

_LONGEST = 6
"""Letters of an acronym that the glossary does not know; longer words in capitals are mostly words."""


def check(subject: DocumentSubject) -> Iterator[Fault]:
    found = acronyms_of(subject.facts)
    uses = [
        use
        for short, use in found.uses.items()
        if short not in found.initials and _counts(use, subject) and not found.spells_out(short)
    ]
    yield from first_few([_fault(use, subject) for use in uses], "acronyms that are never spelled out")


def _counts(use: Use, subject: DocumentSubject) -> bool:
    glossary = subject.around.library.glossary
    if is_allowed(use.short, glossary):
        return False
    if full_term(use.short, glossary):
        return True
    if use.short.upper() in KNOWN:
        return False
    only_known = subject.is_sensitive or subject.facts.format in WORKBOOKS
    return not only_known and not use.is_a_word and len(use.short) <= _LONGEST


def _fault(use: Use, subject: DocumentSubject) -> Fault:
    glossary = subject.around.library.glossary
    times = "" if use.times == 1 else f", though it stands here {use.times} times"
    if full_term(use.short, glossary):
        advice = f"write ‘{in_full(use.short, glossary)}’{page_in_words(use.place, ' on ')}"
    else:
        advice = "write the full term first, or add it to glossary.yaml"
    return Fault(message=f"{use.short} is never spelled out{times}: {advice}", place=use.place)
