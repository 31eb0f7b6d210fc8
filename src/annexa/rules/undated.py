"""A document carries no date that a reader can see.

Why it matters: Inspectors must know how old evidence is without opening its properties. The checklist asks for a
date on every document.

Fails when: Neither the first page nor a header or footer, nor a line such as "Version 2, 14 September 2026" or a table
of versions further on, says a date of the document's own. The date of a next review, an earlier version or an event is
none, nor is one in the file's name or properties alone. A date that changes each day (a date field, `=TODAY()`) is
none either; it is a warning where another date stands beside it. It is a warning where only a term, a season or a year
is said, and for a workbook; images and plain data files take the date from item.yaml.

To put right:
- Word: Type the date on the first page, such as "Version 2, 14 September 2026", or in the footer with Insert >
  Footer. Where a date field stands, click in it and press Ctrl+Shift+F9: it becomes text. Then correct it.
- Excel: Write "Data as at 31 August 2026" in one of the first rows of the first sheet, or in Page Layout > Print
  Titles > Header/Footer; type the day in place of `=TODAY()`, `=NOW()` and `&[Date]`.
- PowerPoint: Write the date on the first slide, or choose Insert > Header & Footer > Date and time > Fixed.
- LibreOffice: Write the date on the first page, or in Insert > Header and Footer. Where a date field stands,
  double-click it and choose Date (fixed).
- PDF: Put the date on the first page of the file that the PDF was made from, and make the PDF again.
- Everywhere: Write the date on the first page.

Passes: "Version 8, April 2023" below the title.

Fails: A report whose only date is in its name, report_20240315.docx; a report dated by a field that shows today.
"""

from collections.abc import Iterator

from annexa.documents.facts import ChangingDate, Facts
from annexa.documents.sniff import RECORDINGS
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.dated import Dated, read_dates
from annexa.rules.support.dates import Precision, find_in_file_name
from annexa.rules.support.faults import quoted
from annexa.rules.support.front import IMAGES, WORKBOOKS

ID = "undated"
LEVEL = Level.ERROR
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    facts = subject.facts
    if facts.format in IMAGES | RECORDINGS or facts.format == "csv" or _is_all_scanned(facts):
        return
    dates = read_dates(facts)
    if dates.changing:
        yield _changing(dates.changing[0], subject, is_only=not dates.own)
    elif not dates.own:
        yield Fault(message=_missing(subject, dates.others), level=_level(facts))
    if dates.own and not any(one.is_exact for one in dates.own):
        yield _inexact(dates.own[0], subject)


def _level(facts: Facts) -> Level | None:
    return Level.WARNING if facts.format in WORKBOOKS else None


def _changing(one: ChangingDate, subject: DocumentSubject, *, is_only: bool) -> Fault:
    shown = f", now “{one.text}”" if one.text and not subject.is_sensitive else ""
    message = f"A date stands here that changes each day{shown}, so nobody can tell of when the document is"
    return Fault(message=message, place=one.place, level=_level(subject.facts) if is_only else Level.WARNING)


def _missing(subject: DocumentSubject, others: tuple[Dated, ...]) -> str:
    message = "The document carries no date that a reader can see"
    if find_in_file_name(subject.path.name):
        return f"{message}, only in its file name"
    if others:
        one = others[0].date
        said = f" (“{one.cue}”)" if one.cue and not subject.is_sensitive else ""
        return f"The document carries no date of its own; {one}{said} is that of something else"
    return message


def _inexact(one: Dated, subject: DocumentSubject) -> Fault:
    if one.date.precision is Precision.YEAR:
        message = f"The document says only the year {one.date}, not the month"
    else:
        period = quoted(subject, str(one.date), otherwise="a period")
        message = f"The document says only {period}, not a date of its own"
    return Fault(message=message, place=one.place, level=Level.WARNING)


def _is_all_scanned(facts: Facts) -> bool:
    """A scan has no text to look at; the rule scanned-page says so."""
    return bool(facts.scanned_pages) and not any(block.text.strip() for block in facts.blocks)
