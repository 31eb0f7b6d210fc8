"""The finished bundle on disk: the same bytes for the same input, and never a part of them."""

import hashlib
import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, StreamDecodeLevel, String, settings

from annexa import __version__

PRODUCER = f"annexa {__version__}"

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate>
   <xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>
   <pdf:Producer>{producer}</pdf:Producer>{claim}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
LEVEL: Final = 3
"""How hard new streams are packed; what sources packed stays as it is. With zlib's usual 6, saving 4,800 pages takes
about 15 % more CPU time, for a file that is 0.4 % smaller."""
USUAL_LEVEL: Final = -1
CLAIM = "\n   <pdfuaid:part>1</pdfuaid:part>"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a bundle says about itself."""

    title: str
    language: str
    dated: date
    """From the build's inputs, never the clock."""
    is_accessible: bool
    """Whether it may say that it is PDF/UA-1: only when nothing known breaks that."""


def describe(pdf: Pdf, about: About) -> None:
    """Title, language, dates, opening view. Authors and programs of the sources are not mentioned."""
    day = String(f"D:{about.dated:%Y%m%d}000000Z")
    pdf.docinfo["/Title"] = String(about.title)
    pdf.docinfo["/Producer"] = String(PRODUCER)
    pdf.docinfo["/CreationDate"] = day
    pdf.docinfo["/ModDate"] = day
    packet = XMP.format(
        title=escape(about.title),
        language=escape(about.language),
        date=about.dated.isoformat(),
        producer=escape(PRODUCER),
        claim=CLAIM if about.is_accessible else "",
    )
    metadata = pdf.make_stream(packet.encode())
    metadata["/Type"], metadata["/Subtype"] = Name.Metadata, Name.XML
    root = pdf.Root
    root["/Metadata"] = metadata
    root["/Lang"] = String(about.language)
    root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
    root["/PageMode"] = Name.UseOutlines
    root["/OpenAction"] = Array([_first_page(pdf), Name.XYZ, None, None, 1])


def _first_page(pdf: Pdf) -> Object:
    """The first page by the page tree itself, whatever qpdf remembers of it."""
    node: Object = pdf.Root.Pages
    while "/Kids" in node:
        node = node["/Kids"][0]
    return node


def save(pdf: Pdf, path: Path) -> None:
    """Writes the bundle whole or not at all, into a folder that `replace_folder` waits for. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    settings.set_flate_compression_level(LEVEL)  # for the whole process: there is no setting for one file
    try:
        with beside.open("w+b") as stream:
            pdf.save(
                stream,
                min_version="1.7",
                static_id=True,
                object_stream_mode=ObjectStreamMode.generate,
                stream_decode_level=StreamDecodeLevel.none,
                fix_metadata_version=False,
            )
            _identify(stream)
        beside.replace(path)
    finally:
        settings.set_flate_compression_level(USUAL_LEVEL)
        beside.unlink(missing_ok=True)


_PLACEHOLDER = re.compile(rb"/ID \[<([0-9a-f]{32})><([0-9a-f]{32})>\]")
_TRAILER = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


def _identify(stream: BinaryIO) -> None:
    """Gives the file an ID made from its own cross-reference table, which every length in the file decides.

    qpdf's own deterministic ID reads all bytes once more, which takes a third of the time of saving.
    """
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - 64))
    end = _TRAILER.search(stream.read())
    start = int(end[1]) if end else 0
    stream.seek(start)
    tail = stream.read()  # however many objects the file has, and its table with them
    found = list(_PLACEHOLDER.finditer(tail))
    if not found:
        raise RuntimeError("qpdf wrote a file without the ID that it was asked for")
    identity = hashlib.sha256(b"%d " % size + tail).hexdigest()[:32].encode()
    stream.seek(start + found[-1].start())
    stream.write(b"/ID [<" + identity + b"><" + identity + b">]")
