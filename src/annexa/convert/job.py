"""What is to become PDF, how, and what became of it."""

from dataclasses import dataclass
from pathlib import Path

from annexa.documents.facts import ReadFault

TEXT_FORMATS = frozenset({"docx", "docm", "dotx", "dotm", "doc", "dot", "odt", "ott", "fodt", "rtf", "txt"})
SHEET_FORMATS = frozenset({"xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls", "xlt", "ods", "ots", "fods", "csv", "tsv"})
SLIDE_FORMATS = frozenset({"pptx", "pptm", "potx", "potm", "ppsx", "ppsm", "ppt", "pps", "pot", "odp", "otp", "odg"})
OFFICE_FORMATS = TEXT_FORMATS | SHEET_FORMATS | SLIDE_FORMATS
IMAGE_FORMATS = frozenset({"png", "jpg", "jpeg", "tif", "tiff", "gif", "bmp", "webp", "jp2"})
MESSAGE_FORMATS = frozenset({"eml", "msg"})
PDF_FORMATS = frozenset({"pdf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A document to convert."""

    source: Path
    sha256: str
    """Of the source's bytes, as the caller read them."""
    format: str
    """By its content, as `documents` tells it: "docx", "xlsx", "png", "pdf" …"""
    item: str = ""
    """What it answers, such as "Item 3.4", for the pages of workbooks; empty where that is not known."""
    most_pages: int | None = None
    """A workbook that would take more is left for somebody to decide about; None where nobody need be asked."""
    kept_in: Path | None = None
    """The cache that keeps its PDF, where that is not the one of all others: of a document about children."""
    may_travel: bool = False
    """Whether it, and what is made of it, may lie in a cache that several machines share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the PDF depends on besides the document and the engine."""

    smallest_scale: int = 60
    """Percent; a sheet is cut into slices rather than printed smaller, which cannot be read."""
    most_pages: int = 2000
    """A workbook that would print on more pages is refused."""
    resolution: int = 300
    """Dots per inch that pictures keep at most; the limit of the judiciary's guidance on electronic bundles."""
    reproducible: bool = False
    """A fresh LibreOffice for each document, so that equal documents give equal bytes; about a second each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What became of a job. Exactly one of `pdf` and `fault` is set."""

    job: Job
    pdf: Path | None
    """In the cache; the source itself for a ready-made PDF that needs no change."""
    pages: int
    """0 with a fault."""
    fault: ReadFault | None
    from_cache: bool
    engine: str
    """Name and version of what made it, such as "LibreOffice 7.4.7.2", or "as delivered"."""
    options: str
    """A digest of everything besides the source's bytes that the PDF depends on."""
    notes: tuple[str, ...] = ()
    """What was changed for print, such as "tracked changes accepted" or "sheet Data: cut into 3 slices …"."""
