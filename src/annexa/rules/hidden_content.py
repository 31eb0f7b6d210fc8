"""A document holds content that a reader does not see.

Why it matters: What is hidden is still in the file. Councils have published children's names in hidden rows and
sheets behind a chart.

Fails when: The file holds hidden text, hidden sheets, rows or columns with content, hidden slides, or layers
switched off; or words in type too small to read, in the colour of their place, without any ink, or outside the page or
slide. Speaker notes and layers are a warning, a hidden sheet with nothing on it is a note.

To put right:
- Word: Home > Show/Hide ¶ shows hidden text; File > Info > Check for Issues > Inspect Document > Hidden Text >
  Remove All. White or tiny words: select all, then choose a dark font colour and size 12 to see them, and delete them.
- Excel: Right-click a sheet's tab > Unhide; select all, then Home > Format > Hide & Unhide > Unhide Rows and Unhide
  Columns, Home > Format > Row Height 15, Home > Number > General and a dark font colour. Delete what must not be sent.
  "Very hidden" sheets: File > Info > Check for Issues > Inspect Document.
- PowerPoint: Delete hidden slides in View > Slide Sorter, and what stands beside the slides; Home > Select > Selection
  Pane lists every object. File > Info > Check for Issues > Inspect Document removes all speaker notes.
- LibreOffice: Sheet > Show Sheet; Format > Rows > Show and Format > Columns > Show. Delete what must not be sent.
  In Writer, View > Field Shadings and Formatting Marks show hidden text.
- PDF: Make the PDF again without the hidden parts; in Acrobat, Redact > Remove Hidden Information.

Passes: A workbook whose sheets, rows and columns can all be seen.

Fails: A workbook with a chart on the first sheet and its pupils on a hidden one.
"""

from collections.abc import Iterator

from annexa.documents.facts import Hidden, HiddenKind
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few

ID = "hidden-content"
LEVEL = Level.ERROR
ABOUT = "document"

_LIGHTER = frozenset({HiddenKind.SPEAKER_NOTES, HiddenKind.LAYER})
_NAMED = frozenset({HiddenKind.ROW, HiddenKind.COLUMN})


def check(subject: DocumentSubject) -> Iterator[Fault]:
    hidden = [one for one in subject.facts.hidden if one.kind is not HiddenKind.COVERED_TEXT]
    heavy = [_fault(one) for one in hidden if one.kind not in _LIGHTER and not one.is_empty]
    light = [_fault(one, Level.WARNING) for one in hidden if one.kind in _LIGHTER]
    empty = [_fault(one, Level.INFO) for one in hidden if one.is_empty]
    yield from first_few(heavy, "hidden parts")
    yield from first_few(light, "speaker notes and layers")
    yield from first_few(empty, "empty hidden sheets")


def _fault(one: Hidden, level: Level | None = None) -> Fault:
    name = f" {one.name}" if one.kind in _NAMED and one.name else ""
    how = f" {one.how}" if one.how else ""
    empty = ", with nothing on it" if one.is_empty else ""
    return Fault(
        message=f"The file holds {one.kind}{name}{how}{empty}", place=one.place, excerpt=one.excerpt, level=level
    )
