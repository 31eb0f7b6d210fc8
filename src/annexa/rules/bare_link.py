"""A document is only a link and does not stand in the hyperlink template.

Why it matters: A page with nothing but an address looks careless and does not tell the inspector what is there or
whether it will open. The checklist asks that a hyperlink that is handed in by itself is dropped into the template.

Fails when: The document holds a link and hardly any other words, or its kind is `link`, and it was not made with the
hyperlink template; also when the template was handed in with its prompts still in it.

To put right:
- Everywhere: Write a `link` block for the document in item.yaml (address, what it shows, why it opens or the lifted
  content) and run `annexa link-sheet`; or fill in the blank template from the guidance site by hand.
- Metadata: Fill in the `link` block and run `annexa link-sheet`, which writes the document.

Passes: A sheet made by `annexa link-sheet`, with the address, what it shows, and the content lifted from it.

Fails: A Word file that holds the line "See https://www.gov.uk" and nothing else.
"""

import re
from collections.abc import Iterator

from annexa.documents.facts import LinkOrigin
from annexa.links.sheet import is_sheet, prompts_left
from annexa.model.findings import Level
from annexa.model.library import Kind
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import count
from annexa.rules.support.links import MARGINS

ID = "bare-link"
LEVEL = Level.ERROR
ABOUT = "document"

FEW_WORDS = 40
"""Beside its links and its title, a document with fewer words than this says nothing of its own."""


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if is_sheet(subject.facts):
        left = prompts_left(subject.facts)
        if left:
            yield Fault(message=f"The hyperlink template still holds {count(len(left), 'prompt')}, such as “{left[0]}”")
    elif subject.meta.kind is Kind.LINK:
        yield Fault(message="The document is handed in as a link, but does not stand in the hyperlink template")
    elif _is_only_a_link(subject):
        yield Fault(message="The document is little more than a link, and does not stand in the hyperlink template")


def _is_only_a_link(subject: DocumentSubject) -> bool:
    facts = subject.facts
    links = [link for link in facts.links if link.origin is not LinkOrigin.INTERNAL]
    if not links or facts.scanned_pages or any(not picture.decorative for picture in facts.pictures):
        return False
    text = " ".join(block.text for block in facts.blocks if block.kind not in MARGINS)
    if len(text) > 20_000:
        return False
    for words in {word for link in links for word in (link.target, link.text) if word.strip()}:
        text = text.replace(words, " ")
    return len(re.findall(r"\w[\w’'-]*", text)) < FEW_WORDS
