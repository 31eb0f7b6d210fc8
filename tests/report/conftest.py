"""A report with everything in it that a report can meet."""

from datetime import date

import pytest

from annexa.model.findings import Finding, Level, Place
from annexa.report.record import Anchor, Report, ReportItem

HOSTILE = (
    "<script>alert('x')</script> **bold** | [a](javascript:b) ::error::no \x1b[31m\x00 \u202etxt.exe " + "long" * 200
)


def finding(number: int = 0, **changes: object) -> Finding:
    fields: dict[str, object] = {
        "rule": "tracked-changes",
        "level": Level.ERROR,
        "message": "An insertion has not been accepted or rejected",
        "remedy": "In Word, Review > Accept > Accept All Changes and Stop Tracking",
        "file": "evidence/3.4-destinations/destinations.docx",
        "place": Place(page=3, paragraph=12 + number),
        "item": "3.4",
        "document": "destinations.docx",
        "excerpt": "the rate fell",
    }
    return Finding(**(fields | changes))


def report(*findings: Finding) -> Report:
    items = tuple(
        ReportItem(
            id=number,
            title=title,
            folder=f"evidence/{number}-{title.lower()}",
            lead=f"Evidence lead, {group}",
            accountable=f"Accountable lead, {group}",
            documents=(f"{title.lower()}.docx", "table.xlsx"),
        )
        for number, title, group in (("3.4", "Destinations", "education"), ("5.2", "Performance", "health"))
    )
    anchors = tuple(Anchor(file=f"evidence/{f.item}-x/item.yaml", line=6, column=5) for f in findings)
    return Report(
        partnership="Testshire local area partnership",
        as_of=date(2026, 11, 2),
        items=items,
        findings=findings,
        anchors=anchors,
        documents=4,
        requirements=29,
        failing=frozenset(f.item for f in findings if f.stops and f.item),
    )


@pytest.fixture
def full() -> Report:
    """Findings of each level and kind, one of them hostile."""
    return report(
        finding(),
        finding(1),
        finding(rule="mislabelled", level=Level.WARNING, excerpt=None, place=Place()),
        finding(
            rule="comments",
            level=Level.INFO,
            item="5.2",
            document="performance.docx",
            file="evidence/5.2-performance/performance.docx",
        ),
        finding(
            message=HOSTILE,
            excerpt=HOSTILE,
            document=f"{HOSTILE[:60]}.docx",
            file=f"evidence/3.4-destinations/{HOSTILE[:20]}.docx",
        ),
        finding(
            rule="metadata-value", item=None, document=None, file="evidence/library.yaml", place=Place(line=3, column=2)
        ),
    )


@pytest.fixture
def empty() -> Report:
    """Nothing found."""
    return report()
