"""A document does not say its language.

Why it matters: A screen reader then guesses how to pronounce the words.

Fails when: A Word, PowerPoint or OpenDocument text or presentation, or a PDF, has no language set.

To put right:
- Word: Select all (Ctrl+A), then Review > Language > Set Proofing Language > English (United Kingdom).
- PowerPoint: Select all slides' text, then Review > Language > Set Proofing Language > English (United Kingdom).
- LibreOffice: Choose Tools > Language > For all Text > English (UK).
- PDF: Set the language in the file that the PDF was made from; in Acrobat, File > Properties > Advanced > Language.

Passes: A document set to English (United Kingdom).

Fails: A PDF printed from a browser, with no language.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault

ID = "no-language"
LEVEL = Level.WARNING
ABOUT = "document"

_WITH_LANGUAGE = frozenset({"docx", "docm", "dotx", "pptx", "odt", "odp", "pdf"})


def check(subject: DocumentSubject) -> Iterator[Fault]:
    facts = subject.facts
    if facts.format in _WITH_LANGUAGE and not facts.properties.language.strip() and facts.blocks:
        yield Fault(message="The document does not say its language")
