"""The pages of many PDFs, each read in a process that it can only harm itself in."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from annexa.proof.pages import Shown
from annexa.tools.asked import Helper
from annexa.tools.pdf_work import work


def read_pages(paths: Iterable[Path]) -> Iterator[tuple[Path, Shown | str]]:
    """Each PDF with what its pages show, in order, or with the sentence why that is not known."""
    with Helper("annexa.proof.worker") as helper:
        for path in paths:
            answer = helper.ask(path)
            if answer is None:
                yield path, f"Its PDF could not be read within {work(path):.0f} seconds of work, or stopped its reader"
            elif answer[:1] == b"+":
                yield path, msgspec.json.decode(answer[1:], type=Shown)
            else:
                yield path, "Its PDF could not be read"
