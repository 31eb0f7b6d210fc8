"""The process that opens ready-made PDFs (`annexa.convert.ready`); its argument is where an unlocked copy goes."""

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pikepdf

from annexa.convert import faults, normalise
from annexa.convert.ready import Looked
from annexa.tools.asked import serve
from annexa.tools.pdf_work import CLOCK, limit, work


def looked_at(source: Path, unlocked: Path) -> Looked:
    """The number of pages, or why there are none. Raises OSError if it cannot be read from disk."""
    try:
        with pikepdf.open(source) as document:
            pages = len(document.pages)
            if not pages:
                return Looked(fault=faults.no_pages())
            document.pages[pages - 1].obj.get("/MediaBox")
            if document.is_encrypted:
                unlocked.write_bytes(normalise.saved(document))
            return Looked(pages=pages, is_unlocked=document.is_encrypted)
    except pikepdf.PasswordError:
        return Looked(fault=faults.password())
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RuntimeError):
        return Looked(fault=faults.damaged_as("PDF"))
    except MemoryError:
        return Looked(fault=faults.not_to_be_opened())


def answers(unlocked: Path) -> Callable[[Path], bytes]:
    """What is said of a PDF, as one line of JSON."""

    def answer(source: Path) -> bytes:
        try:
            return msgspec.json.encode(looked_at(source, unlocked))
        except OSError:
            return msgspec.json.encode(Looked(fault=faults.gone()))

    return answer


def main(arguments: list[str]) -> int:
    """Serves until the input ends."""
    limit()
    return serve(answers(Path(arguments[0])), seconds=CLOCK, processor=work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
