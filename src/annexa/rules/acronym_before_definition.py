"""An acronym is used before it is spelled out.

Why it matters: Inspectors come from education, health and social care, and do not share each other's short forms.
The checklist asks for the full term first, with the acronym after it.

Fails when: An acronym stands in running text, and the place that spells it out comes later. Headings, headers and
footers, the table of contents, lines in capitals, codes, postcodes, units, references and Roman numerals do not
count; plural and possessive forms count as the same. What glossary.yaml lists under `allow` needs no spelling out.

To put right:
- Word: Go to the place given, write the full term with the acronym in brackets, and use the acronym alone from then
  on; Home > Find shows the other places.
- Excel: Write the full term where the acronym first stands, or in a row of notes at the top of the first sheet.
- PowerPoint: Write the full term on the first slide that uses the acronym.
- LibreOffice: Go to the place given and write the full term with the acronym in brackets; Edit > Find shows the
  other places.
- PDF: Correct the file that the PDF was made from, and make the PDF again.
- Metadata: If every reader knows it, such as NHS, add it to `allow:` in glossary.yaml.
- Everywhere: Write the full term with the acronym in brackets where it first stands.

Passes: "An education, health and care plan (EHC plan) is reviewed each year. The EHC plan …"

Fails: "Each EHC plan is reviewed. … An education, health and care plan (EHC plan) names the school."
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.acronyms import acronyms_of, used_too_early
from annexa.rules.support.faults import first_few
from annexa.rules.support.glossary import in_full, is_allowed, page_in_words

ID = "acronym-before-definition"
LEVEL = Level.ERROR
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    glossary = subject.around.library.glossary
    faults = [
        Fault(
            message=f"{use.short} is used before it is spelled out: write ‘{in_full(use.short, glossary, definition)}’"
            f"{page_in_words(use.place, ' on ')}",
            place=use.place,
        )
        for use, definition in used_too_early(acronyms_of(subject.facts))
        if not is_allowed(use.short, glossary)
    ]
    yield from first_few(sorted(faults, key=lambda fault: fault.message), "acronyms used too early")
