"""Where every requirement stands, in the forms that people and programs read; each is pure, from a `Status`."""

from collections.abc import Callable
from importlib import import_module

from annexa.inspection.status import Status

FORMATS = {
    "text": "annexa.report.status.text",
    "json": "annexa.report.status.json",
    "html": "annexa.report.status.html",
    "xlsx": "annexa.report.status.workbook",
    "markdown": "annexa.report.status.markdown",
}
"""Each form and the module whose `render(status)` makes it; loaded when it is asked for."""


def write(status: Status, form: str, *, colour: bool = False, width: int = 100) -> str | bytes:
    """The status in one of the FORMATS; `colour` and `width`, in columns, are for text on a terminal."""
    render: Callable[..., str | bytes] = import_module(FORMATS[form]).render
    return render(status, colour=colour, width=width) if form == "text" else render(status)
