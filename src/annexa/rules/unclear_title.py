"""A document has no clear title, the title of another, or three different ones.

Why it matters: Inspectors find evidence by its title. "Document1", a file name or a template's placeholder tells
them nothing, and a title page that says something else than the index makes them look for the missing document.

Fails when: The title in item.yaml is a placeholder, a file name or a single word such as "Report"; the first page
shows no title, neither at its top nor in a text box or the header, or one of those. It is a warning where the titles of
item.yaml, the first page and the file's properties have little in common, and where several documents of an item have
the same title in item.yaml.

To put right:
- Word: Write the title on the first page and give it the style Title (Home > Styles). Then File > Info > Properties
  > Title.
- Excel: Write the title into the first row of the first sheet. Then File > Info > Properties > Title.
- PowerPoint: Write the title into the title placeholder of the first slide. Then File > Info > Properties > Title.
- LibreOffice: Give the title the paragraph style Title. Then File > Properties > Description > Title.
- PDF: Correct the title in the file that the PDF was made from; in Acrobat, File > Properties > Description >
  Title.
- Metadata: Write the document's own title after `title:`, as it stands on its first page.

Passes: "Destinations after leaving school, 2025 to 2026" in item.yaml, on the title page and in the properties.

Fails: A document with the title property "Microsoft Word - Document1.docx" and no title on its first page.
"""

import re
from collections.abc import Iterator

from annexa.documents.facts import BlockKind
from annexa.model.findings import Level
from annexa.model.folded import fold
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import quoted
from annexa.rules.support.front import IMAGES, WORKBOOKS, edges, front
from annexa.rules.support.titles import ShownTitle, agreement, is_junk, is_vague, may_be_title, share, shown_title

ID = "unclear-title"
LEVEL = Level.ERROR
ABOUT = "document"

_SAME = 0.34
"""Share of words in common from which two titles count as the same."""
_CLOSE = 0.6
"""Share from which a line is the title."""
_LINES = 15
"""Lines at the front that may hold the title without looking like one."""
_PLAIN = frozenset({"txt", "csv"}) | IMAGES | WORKBOOKS
"""Formats that have no title page."""


def check(subject: DocumentSubject) -> Iterator[Fault]:
    title = subject.meta.title
    if is_junk(title) or is_vague(title):
        yield Fault(
            message=f"The title “{title}” in the metadata says nothing of what the document is about",
            field=f"documents.{subject.index}.title",
        )
        return
    yield from _same_titles(subject)
    if subject.facts.format not in _PLAIN and subject.facts.blocks:
        yield from _first_page(subject)
    yield from _property(subject)


def _same_titles(subject: DocumentSubject) -> Iterator[Fault]:
    """Documents of the item with one title, named once, at the first of them."""
    documents, mine = subject.item.meta.documents, _plain(subject.meta.title)
    same = [index for index, document in enumerate(documents) if _plain(document.title) == mine]
    if len(same) > 1 and same[0] == subject.index:
        names = ", ".join(documents[index].name for index in same)
        yield Fault(
            message=f"{len(same)} documents of this item have the title “{subject.meta.title}”: {names}",
            remedy="Add to each title what tells the documents apart, such as the month or the area.",
            field=f"documents.{subject.index}.title",
            level=Level.WARNING,
        )


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", fold(title).text))


def _first_page(subject: DocumentSubject) -> Iterator[Fault]:
    title, shown = subject.meta.title, shown_title(subject.facts)
    if shown is not None and is_junk(shown.text):
        words = quoted(subject, shown.text, otherwise="a placeholder")
        yield Fault(message=f"The title on the first page is {words}", place=shown.place)
        return
    first = front(subject.facts)
    if any(agreement(title, block.text) >= _CLOSE for block in first[:_LINES]):
        return
    aside = tuple(
        block
        for block in (*(b for b in first if b.kind is BlockKind.TEXT_BOX), *edges(subject.facts))
        if block.kind is not BlockKind.FOOTER
    )
    if any(share(title, block.text) >= _CLOSE for block in aside):
        return
    if shown is None:
        shown = next((ShownTitle(text=b.text.strip(), place=b.place) for b in aside if may_be_title(b.text)), None)
    if shown is None:
        yield Fault(message="The first page shows no title")
    elif agreement(title, shown.text) < _SAME:
        words = quoted(subject, shown.text, otherwise="another title")
        yield Fault(
            message=f"The first page shows {words}, the metadata says “{title}”", place=shown.place, level=Level.WARNING
        )


def _property(subject: DocumentSubject) -> Iterator[Fault]:
    stored = subject.facts.properties.title.strip()
    if not stored:
        return
    words = quoted(subject, stored, otherwise="another title")
    if is_junk(stored):
        yield Fault(message=f"The file's own title is {words}", level=Level.WARNING)
    elif agreement(subject.meta.title, stored) < _SAME:
        yield Fault(
            message=f"The file's own title is {words}, the metadata says “{subject.meta.title}”", level=Level.WARNING
        )
