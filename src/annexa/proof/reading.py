"""The pages of many PDFs, each read in a process that it can only harm itself in."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from annexa.proof.pages import Shown
from annexa.tools.asked import Helper
from annexa.tools.pdf_work import TOO_MUCH_MEMORY, why_ended


def read_pages(paths: Iterable[Path]) -> Iterator[tuple[Path, Shown | str]]:
    """Each PDF with what its pages show, in order, or with the sentence why that is not known."""
    with Helper("annexa.proof.worker") as helper:
        for path in paths:
            answer = helper.ask(path)
            if answer is None:
                yield path, f"Its PDF {why_ended(helper.ended, path)}"
            elif answer[:1] == b"+":
                yield path, msgspec.json.decode(answer[1:], type=Shown)
            elif answer == b"-MemoryError":
                yield path, f"Its PDF {TOO_MUCH_MEMORY}"
            else:
                yield path, "Its PDF could not be read"
