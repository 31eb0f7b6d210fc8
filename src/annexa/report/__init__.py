"""Findings in the forms that people and programs read; each is a pure function from a `Report` to text."""

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from msgspec import structs

from annexa.model.findings import Finding
from annexa.report.record import Report

FORMATS = {
    "text": "annexa.report.text",
    "html": "annexa.report.html",
    "json": "annexa.report.json",
    "sarif": "annexa.report.sarif",
    "junit": "annexa.report.junit",
    "github": "annexa.report.github",
    "gitlab": "annexa.report.gitlab",
    "markdown": "annexa.report.markdown",
}
"""Each form and the module whose `render(report)` makes it; loaded when it is asked for."""

_LONE = re.compile("[\ud800-\udfff]")
"""What Python reads such a byte as."""


def write(report: Report, form: str, *, colour: bool = False, width: int = 100) -> str:
    """The report in one of the FORMATS; `colour` and `width`, in columns, are for text on a terminal."""
    render: Callable[..., str] = import_module(FORMATS[form]).render
    report = replace(report, findings=tuple(map(_written, report.findings)))
    return render(report, colour=colour, width=width) if form == "text" else render(report)


def _written(finding: Finding) -> Finding:
    """With a sign in place of each byte of a file's name that is no letter: no form could be written otherwise."""
    said = {name: getattr(finding, name) or "" for name in ("file", "message", "remedy", "document", "excerpt")}
    changed = {name: clean for name, text in said.items() if (clean := _LONE.sub("\ufffd", text)) != text}
    return structs.replace(finding, **changed) if changed else finding
