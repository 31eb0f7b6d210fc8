"""Marks that are planted in files about children, and a search for them in everything that a program wrote.

A mark is one made-up word with the name of the place that it was planted in behind it, so that one that is found tells
where it came from.
"""

import gzip
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

import docx
import pikepdf
import pypdfium2 as pdfium
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from tests.documents.made_pdf import annotate, new, saved, say

MARK = "Zqmark"
_FOUND = re.compile(rb"zqmark[a-z]*", re.IGNORECASE)
_HEX = re.compile(rb"<((?:[0-9a-fA-F]{2}){6,})>")
_DEEPEST = 6


def mark(place: str) -> str:
    """The mark of a place: "Zqmarksheet"."""
    return MARK + place


def word(path: Path) -> None:
    """A Word file with marks in its text, a heading, a header, a comment, a link, a hidden run and its properties."""
    made = docx.Document()
    for name in ("title", "subject", "author", "keywords", "comments", "category", "last_modified_by"):
        setattr(made.core_properties, name, mark(f"word{name.replace('_', '')}"))
    made.add_heading(mark("heading"), 1)
    made.add_heading(f"{mark('skipped')} below", 3)
    paragraph = made.add_paragraph(f"{mark('text')} lives here. ZQMARKACRONYM is used. NHS number 943 476 5919. TBC.")
    made.add_comment(paragraph.runs, text=mark("comment"), author=mark("commentauthor"), initials="x")
    made.sections[0].header.paragraphs[0].text = mark("header")
    made.add_paragraph().add_run(mark("hiddenrun")).font.hidden = True
    link = made.part.relate_to(
        f"http://intranet.testshire.example/{mark('address')}", RELATIONSHIP_TYPE.HYPERLINK, True
    )
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{link}"><w:r><w:t>{mark("label")}</w:t></w:r></w:hyperlink>')
    )
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="{mark("anchor")}"><w:r><w:t>x</w:t></w:r></w:hyperlink>')
    )
    paragraph._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="7" w:author="{mark("changer")}" w:date="2026-01-01T00:00:00Z">'
            f"<w:r><w:t>{mark('inserted')}</w:t></w:r></w:ins>"
        )
    )
    made.add_table(rows=2, cols=2).cell(0, 0).text = f"{mark('action')} to do by 3 March 2024"
    made.save(str(path))


def workbook(path: Path) -> None:
    """A workbook with marks in names of sheets, also hidden ones, cells, a comment, a defined name, its properties."""
    book = Workbook()
    sheet = book.active
    sheet.title = mark("sheet")
    sheet.append([mark("column"), "UPN", "Date of birth"])
    sheet.append([mark("cell"), "A801200005001", "2012-04-03"])
    sheet["A2"].comment = Comment(mark("cellcomment"), mark("cellauthor"))
    sheet["A3"].hyperlink = f"http://intranet.testshire.example/{mark('celladdress')}"
    sheet["A3"].value = mark("celllabel")
    hidden = book.create_sheet(mark("hiddensheet"))
    hidden.sheet_state = "hidden"
    hidden.append([mark("hiddencell")])
    book.defined_names[mark("definedname")] = DefinedName(mark("definedname"), attr_text=f"'{mark('sheet')}'!$A$1")
    for name in ("title", "subject", "creator", "keywords", "description", "lastModifiedBy", "category"):
        setattr(book.properties, name, mark(f"book{name.lower()}"))
    book.save(path)


def pdf(path: Path) -> None:
    """A PDF with marks in its text, title, author, a note, a link and a bookmark."""
    made = new(say(f"{mark('pdftext')} as of 14 September 2026", 760, 24))
    made.docinfo["/Title"], made.docinfo["/Author"] = mark("pdftitle"), mark("pdfauthor")
    made.docinfo["/Keywords"] = mark("pdfkeywords")
    annotate(made, Subtype=pikepdf.Name.Text, Contents=mark("pdfnote"), T=mark("pdfnoteauthor"))
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"http://intranet.testshire.example/{mark('pdfaddress')}")
    annotate(made, Subtype=pikepdf.Name.Link, A=action)
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(mark("bookmark"), 0))
    path.write_bytes(saved(made))


def debriefing(folder: Path) -> None:
    """Forms of a day with marks in the name of whoever was asked, wherever it stands, and in that of a child; in file
    names, properties, a comment and a header."""
    folder.mkdir()
    made = docx.Document()
    made.core_properties.author = made.core_properties.last_modified_by = mark("debriefauthor")
    made.core_properties.title = mark("debrieftitle")
    made.sections[0].header.paragraphs[0].text = mark("debriefheader")
    person, child = f"{mark('asked')} {mark('family')}", f"{mark('forename')} {mark('surname')}"
    answers = f"Focus - what {mark('asked')} does\nConcerns: the plan of {child}\nRAG: R\nSummary: {person} worries"
    for line in (f"Interviewee: {person}", "Debriefed by: LP", "Date: 17/11/26", *answers.split("\n")):
        paragraph = made.add_paragraph(line)
    made.add_comment(paragraph.runs, text=mark("debriefcomment"), author=mark("debriefcommenter"), initials="x")
    made.save(str(folder / f"17.11.26 {mark('debrieffile')} Summary.docx"))
    text = (
        f"Interviewee: {person}\nDebriefed by: AB\nDate: 17/11/26\nDocuments requested: the file of {child}\nRAG: A\n"
    )
    (folder / "17.11.26 AB Summary.txt").write_text(text)


def found_in(data: bytes, depth: int = 0) -> set[str]:
    """The marks in some bytes: as they are, in other encodings, and in what they pack."""
    marks = {match.decode().lower() for match in _FOUND.findall(data)}
    marks |= {match.decode().lower() for match in _FOUND.findall(data.replace(b"\x00", b""))}  # UTF-16
    if b"%" in data:
        marks |= {match.decode().lower() for match in _FOUND.findall(unquote_to_bytes(data))}
    for part in _packed(data) if depth < _DEEPEST else ():
        marks |= found_in(part, depth + 1)
    return marks


def _packed(data: bytes) -> Iterator[bytes]:
    """What is packed in some bytes: members of an archive with their names, streams and text of a PDF."""
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif data.startswith(b"%PDF"):
        yield from _of_pdf(data)
    elif zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode()
                if not member.flag_bits & 1:
                    yield archive.read(member)
    elif data[:1] == b"\x78":
        try:
            yield zlib.decompress(data)
        except zlib.error:
            return


def _of_pdf(data: bytes) -> Iterator[bytes]:
    """The file with everything in it unpacked, its strings that are written in hexadecimal, and the text of its pages."""
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.save(
            plain,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    yield plain.getvalue().removeprefix(b"%PDF")
    yield b"\n".join(bytes.fromhex(match.decode()) for match in _HEX.findall(plain.getvalue()))
    text = pdfium.PdfDocument(data)
    yield "\n".join(page.get_textpage().get_text_range() for page in text).encode()


def found_below(folder: Path) -> dict[str, set[str]]:
    """The marks in each file below a folder, its own name included, by its path."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        marks = found_in(path.name.encode()) | (_in_file(path) if path.is_file() else set())
        if marks:
            found[name] = marks
    return found


_LOOKED_AT: dict[str, set[str]] = {}
"""The marks of bytes that were looked through before, by their digest: a site holds thousands of files."""


def _in_file(path: Path) -> set[str]:
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest not in _LOOKED_AT:
        _LOOKED_AT[digest] = found_in(data)
    return _LOOKED_AT[digest]
