"""A table has no header row.

Why it matters: A screen reader reads each figure with its column's heading, and the heading is repeated on each
page, only if the first row is marked as a header.

Fails when: A table of two rows and two columns or more has no row that is marked as its header. In a workbook, a sheet
of two columns counts as a list of notes.

To put right:
- Word: Put the cursor into the first row, then Layout > Repeat Header Rows, and tick Header Row under Table Design.
- Excel: Select the data, then Insert > Table and tick "My table has headers"; or View > Freeze Panes > Freeze Top
  Row.
- PowerPoint: Click into the table and tick Header Row under Table Design.
- LibreOffice: Put the cursor into the table, then Table > Properties > Text Flow > Repeat heading.
- PDF: Mark the header row in the file that the PDF was made from, and export it again as tagged PDF.

Passes: A table whose first row "Year | Number" is marked as its header and repeats on each page.

Fails: The same table with a first row that is only bold.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import count, first_few
from annexa.rules.support.front import WORKBOOKS

ID = "table-without-header"
LEVEL = Level.WARNING
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = [
        Fault(
            message=f"A table of {count(table.rows, 'row')} and {count(table.columns, 'column')} has no header row",
            place=table.place,
        )
        for table in subject.facts.tables
        if not table.header_row and table.rows > 1 and table.columns > (2 if subject.facts.format in WORKBOOKS else 1)
    ]
    yield from first_few(faults, "tables without a header row")
