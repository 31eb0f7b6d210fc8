"""PDFs that tests set with typst: each source once, with the fonts inside typst, for to look through those of the machine takes longer."""

from functools import cache

import typst


@cache
def typeset(source: str, *standards: str) -> bytes:
    """The PDF of a typst source, "ua-1" for instance a standard that it is to meet."""
    return bytes(typst.compile(source.encode(), ignore_system_fonts=True, pdf_standards=list(standards)))
