"""The report as GitHub workflow commands, which GitHub shows on the lines of a pull request."""

from annexa.model.findings import Level
from annexa.model.text import one_line
from annexa.report.record import Report, sentence

_COMMAND = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def render(report: Report) -> str:
    """One line a finding, in the syntax of GitHub's workflow commands."""
    lines = (
        f"::{_COMMAND[finding.level]} file={_property(anchor.file)},line={anchor.line},col={anchor.column},"
        f"title={_property(finding.rule)}::{_data(sentence(finding))}\n"
        for finding, anchor in zip(report.findings, report.anchors, strict=True)
    )
    return "".join(lines)


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
