"""Makes a washed copy of a PDF, and merges it once for trial; done in a process of its own (`annexa.bundle.wash`)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from pikepdf import Dictionary, ObjectStreamMode, Pdf, StreamDecodeLevel

from annexa.pdf import merge, outline, save, washed
from annexa.pdf.sanitise import clean
from annexa.pdf.source import Source, SourceRefused, open_source, refusing
from annexa.pdf.tags.judged import judge
from annexa.tools.files import sha256_of

TITLE: Final = "Washing"
"""Stands for the document in what is said of it here, where nobody knows what it is called."""
_KEPT: Final = frozenset(
    {"/Type", "/Pages", "/StructTreeRoot", "/MarkInfo", "/Lang", "/OCProperties", "/Names", "/Dests"}
)
"""What the catalog of a copy keeps, beside what a merge reads."""


def wash(pdf: Path, copy: Path, *, is_ours: bool) -> None:
    """Writes a washed copy; `copy` is its path without an ending.

    `is_ours`: we printed it, so that its claim to be PDF/UA-1 is known. Raises SourceRefused, OSError.
    """
    prefix = f"w{sha256_of(pdf)[:12]}."
    source = open_source(pdf, prefix=prefix, title=TITLE, doubt="" if is_ours else None)
    with refusing(TITLE):
        clean(source)
        judge(source)
        source.bookmarks = outline.read(source)
        _strip(source)
        _save(source.pdf, washed.beside(copy, "pdf"))
        washed.write(copy, _about(source, copy), tuple(source.attachments))
        source.close()
        _try(copy)


@contextmanager
def naming(title: str) -> Iterator[None]:
    """Says of a refusal which document it is about. Raises SourceRefused."""
    try:
        yield
    except SourceRefused as error:
        raise SourceRefused(error.message.replace(TITLE, title, 1), remedy=error.remedy) from error


def _strip(source: Source) -> None:
    """Takes out of the file what no merge reads: nobody shall find it in the copy."""
    pdf, root = source.pdf, source.pdf.Root
    for key in root.keys() - _KEPT:
        del root[key]
    if "/StructTreeRoot" in root and not source.tagged:
        del root["/StructTreeRoot"]
    names = root.get("/Names")
    places = names.get("/Dests") if isinstance(names, Dictionary) else None
    if "/Names" in root:
        del root["/Names"]
    if places is not None:
        root["/Names"] = Dictionary(Dests=places)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _save(pdf: Pdf, path: Path) -> None:
    pdf.save(
        path,
        static_id=True,
        object_stream_mode=ObjectStreamMode.generate,
        stream_decode_level=StreamDecodeLevel.none,
        fix_metadata_version=False,
    )


def _about(source: Source, copy: Path) -> washed.About:
    return washed.About(
        name=copy.name,
        sha256=sha256_of(washed.beside(copy, "pdf")),
        files="",
        prefix=source.prefix,
        tagged=source.tagged,
        doubt=source.doubt or "",
        pages=len(source.pages),
        notes=tuple(source.notes),
        removed=dict(source.removed),
        jumps=tuple(source.jumps),
        destinations=tuple(sorted(source.destinations)),
        bookmarks=source.bookmarks or [],
        looks=source.looks or [],
        found=source.found,
    )


def _try(copy: Path) -> None:
    """Merges the copy as a bundle would, and lets the result go: what cannot be merged is known before the merge."""
    leaf = merge.Leaf(source=washed.open_washed(copy, title=TITLE), title=TITLE)
    merged = merge.merge([leaf], title=TITLE, language="en-GB", numbering=merge.Numbering(total=leaf.length))
    save.describe(merged.pdf, save.About(title=TITLE, language="en-GB", dated=date.min, is_accessible=False))
    with Path(os.devnull).open("wb") as nowhere:
        merged.pdf.save(nowhere)
