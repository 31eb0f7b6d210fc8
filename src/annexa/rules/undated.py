"""A document carries no date that a reader can see.

Why it matters: Inspectors must know how old evidence is without opening its properties. The checklist asks for a
date on every document.

Fails when: Neither the first page nor a header or footer, nor a line such as "Version 2, 14 September 2026" further
on, says a date. A date only in the file name or the file's properties, or a year alone, is not enough. For a
workbook it is a warning; images and plain data files take the date from item.yaml.

To put right:
- Word: Write the date on the first page, such as "Version 2, 14 September 2026", or in the footer with Insert >
  Footer. Type the date; a date field changes each time the file is opened.
- Excel: Write "Data as at 31 August 2026" in one of the first rows of the first sheet, or in Page Layout > Print
  Titles > Header/Footer.
- PowerPoint: Write the date on the first slide, or choose Insert > Header & Footer > Date and time > Fixed.
- LibreOffice: Write the date on the first page, or in Insert > Header and Footer.
- PDF: Put the date on the first page of the file that the PDF was made from, and make the PDF again.
- Everywhere: Write the date on the first page.

Passes: "Version 8, April 2023" below the title.

Fails: A report whose only date is in its name, report_20240315.docx.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.dated import own_dates
from annexa.rules.support.dates import Precision, find_in_file_name
from annexa.rules.support.front import IMAGES, WORKBOOKS

ID = "undated"
LEVEL = Level.ERROR
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    facts = subject.facts
    if facts.format in IMAGES or facts.format == "csv" or _is_all_scanned(subject):
        return
    level = Level.WARNING if facts.format in WORKBOOKS else None
    dates = own_dates(facts)
    if not dates:
        in_name = ", only in its file name" if find_in_file_name(subject.path.name) else ""
        yield Fault(message=f"The document carries no date that a reader can see{in_name}", level=level)
    elif all(one.date.precision is Precision.YEAR for one in dates):
        yield Fault(
            message=f"The document says only the year {dates[0].date}, not the month",
            place=dates[0].place,
            level=Level.WARNING,
        )


def _is_all_scanned(subject: DocumentSubject) -> bool:
    """A scan has no text to look at; the rule scanned-page says so."""
    return bool(subject.facts.scanned_pages) and not any(block.text.strip() for block in subject.facts.blocks)
