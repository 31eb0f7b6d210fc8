"""A workbook would take very many pages, and nobody has said whether it shall.

Why it matters: Nobody reads hundreds of printed pages of figures; inspectors sort and filter them in the workbook
itself. A bundle with such a workbook is not built before somebody decides.

Fails when: The rows of its sheets fill more pages than `limits: {workbook_pages: 60}` of library.yaml allows, no print
area is set for them, and item.yaml does not say how inspectors get it. It is a warning; the pages are an estimate.

To put right:
- Excel: Select what inspectors need on each sheet and choose Page Layout > Print Area > Set Print Area.
- LibreOffice: Select what inspectors need on each sheet and choose Format > Print Ranges > Define.
- Metadata: Write `present: native` at the document to hand in the workbook itself beside the bundle, or
  `present: pages` to have all of its pages.
- Everywhere: Write `present: native` at it in item.yaml to hand in the workbook itself beside the bundle, or
  `present: pages` to have all of its pages; or set a print area for what inspectors need.

Passes: A workbook of 3,000 rows whose document says `present: native`.

Fails: A workbook of 6,000 rows without a print area.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from annexa.documents.facts import Facts, HiddenKind
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.front import WORKBOOKS

ID = "workbook-long"
LEVEL = Level.WARNING
ABOUT = "document"

_ROWS = 50
"""Rows of a printed page: 45 to 55 at the usual height, on A4."""
_ROW = re.compile(r"[A-Z]+(\d+)")
_HIDDEN = frozenset({HiddenKind.SHEET, HiddenKind.VERY_HIDDEN_SHEET})


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.facts.format not in WORKBOOKS or subject.meta.present is not None:
        return
    most = subject.around.library.meta.limits.workbook_pages
    pages = _pages(subject.facts)
    if pages > most:
        yield Fault(
            message=f"The workbook would take about {pages:,} pages, and more than {most} need somebody's decision",
            remedy="Write `present: native` at it in item.yaml to hand in the workbook itself beside the bundle, or "
            "`present: pages` to have all of its pages; or set a print area for what inspectors need.",
        )


def _pages(facts: Facts) -> int:
    """About how many pages the sheets take that are shown and have no print area."""
    left_out = {area.sheet for area in facts.print_areas} | {
        hidden.name or hidden.place.sheet for hidden in facts.hidden if hidden.kind in _HIDDEN
    }
    last: dict[str | None, int] = defaultdict(int)
    for block in facts.blocks:
        found = _ROW.fullmatch(block.place.cell or "")
        if found and block.place.sheet not in left_out:
            last[block.place.sheet] = max(last[block.place.sheet], int(found[1]))
    return sum(-(-rows // _ROWS) for rows in last.values())
