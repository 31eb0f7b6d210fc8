"""The report for a terminal or a log: by item, then document, then place, each with its remedy."""

import textwrap
from collections.abc import Iterator

from annexa.model.findings import Finding, Level
from annexa.model.text import one_line
from annexa.model.words import count
from annexa.report.record import Report

_COLOUR = {Level.ERROR: "31", Level.WARNING: "33", Level.INFO: "36"}


NARROW = 60
"""Columns below which findings are indented less."""


def render(report: Report, *, colour: bool = False, width: int = 100) -> str:
    """The whole report, in lines of at most `width` columns where words allow it, ending with a line break."""
    return "\n".join(_lines(report, colour, width)) + "\n"


def _lines(report: Report, colour: bool, width: int) -> Iterator[str]:
    for item, files in report.grouped():
        yield styled(item.heading if item else "The library", "1", colour)
        for file, findings in files:
            yield f"  {styled(one_line(file), '4', colour)}"
            yield from _file(findings, colour, width)
        yield ""
    yield from textwrap.wrap(summary(report), width)
    for notice in report.notices:
        yield from textwrap.wrap(f"Note: {one_line(notice)}", width)


def _file(findings: list[Finding], colour: bool, width: int) -> Iterator[str]:
    before: Finding | None = None
    for finding in findings:
        place = f"at {one_line(finding.at)}" if finding.at else ""
        label = styled(f"{finding.level:<7}", _COLOUR[finding.level], colour)
        is_short = len(f"    {finding.level:<7} {finding.rule} {place}") <= width
        yield f"    {label} {finding.rule} {place if is_short else ''}".rstrip()
        yield from () if is_short else _wrapped(place, width)
        excerpt = f": “{finding.excerpt}”" if finding.excerpt else ""
        yield from _wrapped(one_line(finding.message + excerpt), width)
        # The same remedy for a run of findings is said once, at the first of them.
        if before is None or (before.rule, before.remedy) != (finding.rule, finding.remedy):
            yield from _wrapped("→ " + one_line(finding.remedy), width)
        before = finding


def _wrapped(text: str, width: int) -> list[str]:
    indent = " " * (12 if width >= NARROW else 6)
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def summary(report: Report) -> str:
    """One line: what was looked at and what was found."""
    errors, warnings, notes = (report.count(level) for level in Level)
    looked = f"{report.ready} of {report.requirements} items ready, {count(report.documents, 'document')} looked at"
    hidden = f" {count(report.hidden, 'note')} not shown; --level info shows them." if report.hidden else ""
    if report.since:
        hidden = f" {report.verdict}{hidden}"
    if not report.findings:
        return f"{looked}, nothing {'new ' if report.since else ''}found.{hidden}"
    found = ", ".join(
        count(number, word) for number, word in ((errors, "error"), (warnings, "warning"), (notes, "note")) if number
    )
    return f"{looked}; {found}.{hidden}"


def styled(text: str, code: str, colour: bool) -> str:
    """The text in a colour or weight of ANSI terminals, such as "1" for bold; as it is without `colour`."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
