"""A PDF that is already one: looked at, and passed through as it is wherever possible."""

from pathlib import Path

import pikepdf

from annexa.convert import faults, normalise
from annexa.documents.facts import ReadFault

RESTRICTED = "restrictions of its owner (against printing or copying) removed"


def looked_at(source: Path) -> tuple[int, bool] | ReadFault:
    """The number of pages, and whether the file is encrypted though it opens without a password; or why not.

    Raises OSError if it cannot be read from disk.
    """
    with source.open("rb") as stream:
        if not stream.read(1):
            return faults.empty()
    try:
        with pikepdf.open(source) as document:
            pages = len(document.pages)
            if pages:
                document.pages[pages - 1].obj.get("/MediaBox")
            return (pages, document.is_encrypted) if pages else faults.no_pages()
    except pikepdf.PasswordError:
        return faults.password()
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RuntimeError):
        return faults.damaged_as("PDF")


def unlocked(source: Path) -> bytes:
    """The bytes of a copy without encryption. Raises pikepdf.PdfError, OSError."""
    with pikepdf.open(source) as document:
        return normalise.saved(document)
