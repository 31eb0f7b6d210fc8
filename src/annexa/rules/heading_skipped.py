"""A level of headings is left out.

Why it matters: Screen readers and the bundle's bookmarks go by the levels of headings; where one is left out,
readers look for the missing part.

Fails when: A heading is more than one level deeper than the one before it, such as Heading 3 right after Heading 1;
or the first one is of level 3 or deeper.

To put right:
- Word: Put the cursor into the heading and choose the right level under Home > Styles; View > Navigation Pane shows
  the tree.
- LibreOffice: Put the cursor into the heading and choose the right Heading style; View > Navigator shows the tree.
- PowerPoint: Use the title placeholder of the slide's layout for the title.
- PDF: Correct the headings in the file that the PDF was made from, and export it again as tagged PDF.
- Everywhere: Give the heading the level that follows the one before it.

Passes: Heading 1, Heading 2, Heading 3, Heading 2.

Fails: Heading 1, Heading 3.
"""

from collections.abc import Iterator

from annexa.documents.facts import BlockKind
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few

ID = "heading-skipped"
LEVEL = Level.WARNING
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults: list[Fault] = []
    before = 0
    for block in subject.facts.blocks:
        if block.kind is BlockKind.TITLE:
            before = max(before, 1)
        elif block.kind is BlockKind.HEADING and block.level is not None:
            if block.level > max(before, 1) + 1:
                after = f"follows a heading of level {before}" if before else "is the first one"
                message = f"A heading of level {block.level} {after}"
                faults.append(Fault(message=message, place=block.place, excerpt=block.text))
            before = block.level
    yield from first_few(faults, "headings that leave out a level")
