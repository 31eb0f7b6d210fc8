"""What annexa guessed about a document has not been looked at by anybody.

Why it matters: The index shows inspectors the title and the date of item.yaml. `annexa adopt` and `annexa new` take
them from the document and its name, and may be wrong.

Fails when: A document or an item says `guessed:`. That is a warning while evidence is prepared; drafts are built with
it. A final bundle is refused, and nobody can sign the item, until a person has looked.

To put right:
- Metadata: Compare what item.yaml says with the document and correct what is wrong there. Then run `annexa confirm`,
  or delete the line `guessed:`.

Passes: No entry says `guessed:`.

Fails: `guessed: [title, dated]`
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.model.library import DocumentMeta, ItemMeta
from annexa.model.words import day_in_words
from annexa.rules.base import Fault, ItemSubject

ID = "guess-unconfirmed"
LEVEL = Level.WARNING
ABOUT = "item"
WAIVABLE = False


def check(subject: ItemSubject) -> Iterator[Fault]:
    meta = subject.item.meta
    if meta.guessed:
        yield Fault(message=f"Guessed for the item, and not looked at: {_of_item(meta)}", field="guessed")
    for index, document in enumerate(meta.documents):
        if document.guessed:
            message = f"Guessed for “{document.name}”, and not looked at: {_of_document(document, meta.requirement)}"
            yield Fault(message=message, field=f"documents.{index}.guessed")


def _of_item(meta: ItemMeta) -> str:
    words = {"lead": f"lead {meta.lead}", "accountable": f"accountable lead {meta.accountable}", "summary": "summary"}
    return ", ".join(words[guess] for guess in meta.guessed)


def _of_document(document: DocumentMeta, requirement: str) -> str:
    words = {
        "requirement": f"that it answers {requirement}",
        "title": f"title “{document.title}”",
        "dated": f"date {day_in_words(document.dated)}",
        "kind": f"kind {document.kind}",
    }
    return ", ".join(words[guess] for guess in document.guessed)
