"""Document to PDF: LibreOffice workers, pictures, ready-made PDFs, and a cache of what was made before.

`convert` is the door; a `Job` goes in, a `Converted` comes out, in the same order. A document that cannot become
PDF gives a `Converted` with a `fault` and never stops the others.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annexa.convert.job import Converted, Job, Options
    from annexa.convert.known import MadeBefore
    from annexa.convert.run import convert, engine_versions

__all__ = ["Converted", "Job", "MadeBefore", "Options", "convert", "engine_versions"]

_HOME = {
    "Converted": "job",
    "Job": "job",
    "Options": "job",
    "MadeBefore": "known",
    "convert": "run",
    "engine_versions": "run",
}


def __getattr__(name: str) -> Any:
    """Each name from its module when it is first asked for: who only looks up a PDF need not load what makes one."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"annexa.convert.{_HOME[name]}"), name)
