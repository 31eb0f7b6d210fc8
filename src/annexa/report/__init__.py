"""Findings in the forms that people and programs read; each is a pure function from a `Report` to text."""

from collections.abc import Callable
from importlib import import_module

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


def write(report: Report, form: str, *, colour: bool = False, width: int = 100) -> str:
    """The report in one of the FORMATS; `colour` and `width`, in columns, are for text on a terminal."""
    render: Callable[..., str] = import_module(FORMATS[form]).render
    return render(report, colour=colour, width=width) if form == "text" else render(report)
