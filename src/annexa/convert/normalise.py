"""A PDF without what changes from run to run: its ID, dates, checksum; and without its authors."""

import io
from pathlib import Path

import pikepdf

from annexa.convert.sheets import tags
from annexa.convert.sheets.merges import Merges
from annexa.convert.sheets.stream import NotUnderstood

VARYING = ("/CreationDate", "/ModDate")
VARYING_XMP = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:InstanceID")


def normalised(
    pdf: Path, *, workbook: str | None = None, merges: Merges | None = None
) -> tuple[bytes, int, tuple[str, ...]]:
    """The bytes to keep, the number of pages, and notes on what was changed. Raises pikepdf.PdfError, OSError.

    `workbook` is the name of the workbook that the PDF was printed from, if it was one: its pages are tagged anew,
    with spans where it has merged cells of the sizes in `merges`.
    """
    notes: tuple[str, ...] = ()
    if workbook is not None:
        try:
            with pikepdf.open(pdf) as document:
                notes = tags.tag(document, workbook, merges)
                return saved(document), len(document.pages), notes
        except tags.TooManyTexts:
            notes = (tags.TOO_MANY,)
        except NotUnderstood:
            notes = (tags.UNTAGGED,)
    with pikepdf.open(pdf) as document:
        return saved(document), len(document.pages), notes


def saved(document: pikepdf.Pdf) -> bytes:
    """A document's bytes; equal documents give equal bytes."""
    for name in ("/DocChecksum", "/ID"):
        if name in document.trailer:
            del document.trailer[name]
    for name in VARYING:
        if name in document.docinfo:
            del document.docinfo[name]
    if "/Metadata" in document.Root:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for name in VARYING_XMP:
                if name in metadata:
                    del metadata[name]
    stream = io.BytesIO()
    document.save(stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()
