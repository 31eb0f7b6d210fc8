"""The date in the metadata is not the date on the document.

Why it matters: The index tells inspectors the date of item.yaml. If the title page says another one, they will ask
which is right, and whether this is the right version of the file.

Fails when: The first page says its date with words such as "version", "issued" or "date of meeting" and none of
those dates is the one in item.yaml. It is a warning where the words are missing, where only the header or footer
differs, and where the date in item.yaml lies more than a month ahead. A month without a day agrees with every day
of it.

To put right:
- Metadata: Write the date that stands on the document after `dated:`, not the date of saving.
- Word: Correct the date on the first page and in the footer (double-click it to edit); press F9 on a date field, or
  replace it by plain text.
- Excel: Correct the date in the first rows, or in Page Layout > Print Titles > Header/Footer.
- PowerPoint: Correct the date on the first slide, and under Insert > Header & Footer for the others.
- LibreOffice: Correct the date on the first page and in the footer; double-click a date field and choose Date
  (fixed).
- PDF: Correct the date in the file that the PDF was made from, and make the PDF again.

Passes: item.yaml says `dated: 2026-09-14`; the title page says "Version 2, 14 September 2026", the footer
"September 2026".

Fails: item.yaml says `dated: 2026-09-14`; the title page says "Last reviewed 3 June 2025".
"""

from collections.abc import Iterator
from datetime import timedelta

from annexa.model.findings import Level
from annexa.model.words import day_in_words
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.dated import EDGE, FRONT, Dated, own_dates
from annexa.rules.support.dates import Precision

ID = "date-mismatch"
LEVEL = Level.ERROR
ABOUT = "document"

_AHEAD = timedelta(days=31)
"""Evidence asked for later may be a few weeks younger than the notification."""


def check(subject: DocumentSubject) -> Iterator[Fault]:
    dated = subject.meta.dated
    if dated > subject.around.as_of + _AHEAD:
        yield Fault(
            message=f"The metadata dates it {day_in_words(dated)}, which is still to come",
            field=f"documents.{subject.index}.dated",
            level=Level.WARNING,
        )
    dates = [one for one in own_dates(subject.facts) if one.date.precision is not Precision.YEAR]
    front = [one for one in dates if one.where == FRONT]
    said = [one for one in front if one.is_said]
    on_front = _differing(said or front, front, subject)
    if on_front:
        yield _fault(on_front, subject, "first page", None if on_front.is_said else Level.WARNING)
    edges = [one for one in dates if one.where == EDGE]
    in_edge = _differing(edges, edges, subject)
    if in_edge and not on_front:
        yield _fault(in_edge, subject, in_edge.place.part or "header or footer", Level.WARNING)


def _differing(asked: list[Dated], any_of: list[Dated], subject: DocumentSubject) -> Dated | None:
    """The first of the dates asked about, where none of those that may match does."""
    matches = any(one.date.holds(subject.meta.dated) for one in any_of)
    return None if matches or not asked else asked[0]


def _fault(one: Dated, subject: DocumentSubject, where: str, level: Level | None) -> Fault:
    said = f" (“{one.date.cue}”)" if one.date.cue and not subject.is_sensitive and one.is_said else ""
    return Fault(
        message=f"The {where} says {one.date}{said}, the metadata says {day_in_words(subject.meta.dated)}",
        place=one.place,
        level=level,
    )
