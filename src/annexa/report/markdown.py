"""The report as Markdown, short enough for a comment on a merge request."""

from annexa.model.findings import Finding, Level
from annexa.model.text import markdown_text
from annexa.report.record import Report, where
from annexa.report.text import summary

MOST = 100
"""Findings shown; hosts cut long comments off without a word."""

_MARK = {Level.ERROR: "**error**", Level.WARNING: "warning", Level.INFO: "note"}


def render(report: Report) -> str:
    """A heading, the summary, and a table of findings an item."""
    verdict = "evidence check failed" if report.count(Level.ERROR) else "evidence check passed"
    lines = [f"## annexa: {verdict}", "", summary(report), ""]
    lines += [line for notice in report.notices for line in (f"> {markdown_text(notice)}", "")]
    shown = 0
    for item, files in report.grouped():
        rows = [_row(finding) for _, findings in files for finding in findings][: MOST - shown]
        if rows:
            title = item.heading if item else "The library"
            lines += [
                f"### {markdown_text(title)}",
                "",
                "| | where | what | to put right |",
                "|---|---|---|---|",
                *rows,
                "",
            ]
        shown += len(rows)
    if len(report.findings) > shown:
        lines += [f"…and {len(report.findings) - shown:,} more; the full report has them all.", ""]
    return "\n".join(lines)


def _row(finding: Finding) -> str:
    place = where(finding) or f"{finding.file}, {finding.place}"
    excerpt = f": “{finding.excerpt}”" if finding.excerpt else ""
    cells = (place, finding.message + excerpt, finding.remedy)
    return f"| {_MARK[finding.level]} `{finding.rule}` | " + " | ".join(markdown_text(cell) for cell in cells) + " |"
