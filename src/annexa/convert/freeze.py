"""Keeps a private copy from changing by itself: dates of today, random numbers and paths stay as the author saved them.

LibreOffice works such fields out anew when it opens a file. A letter would then bear the day of the conversion, ages in
a table would differ from those that were signed off, and no two runs would give the same PDF. What the file holds as
the last value is kept instead. Where it holds none (the page header of a workbook) the field is left out.

Not reached: legacy .doc, .xls, .ppt and .rtf files, dates of OpenDocument slides, and conditional formats that compare
with today.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

LARGEST_PART = 64 * 1024**2
"""Bytes: a larger part is left as it is, rather than held in memory several times."""
LARGEST_FILE = 1024**3

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DRAWING_STRICT = "{http://purl.oclc.org/ooxml/drawingml/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

FIELDS = re.compile(r"^\s*(DATE|TIME|USERNAME|USERINITIALS|USERADDRESS|FILENAME\b.*\\p)\b", re.IGNORECASE)
FUNCTIONS = re.compile(r"\b(TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY|CELL|INFO|WEBSERVICE)\s*\(", re.IGNORECASE)
HEADER_CODES = re.compile(r"&(&|[DTZ])")
HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")

Tree = etree._Element
Freezer = Callable[[Tree], bool]


def freeze(copy: Path, format_: str) -> bool:
    """Rewrites the copy in place where it holds such fields; answers whether it did. Raises OSError.

    What is not a sound archive is left alone: LibreOffice will say what is wrong with it.
    """
    chosen = _rule_for(format_)
    if chosen is None:
        return False
    parts, marks, freezer = chosen
    try:
        with zipfile.ZipFile(copy) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_FILE:
                return False
            changed = dict(_frozen_parts(archive, parts, marks, freezer))
            if changed:
                _write(archive, changed, copy.with_name("annexa-frozen.zip"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, KeyError):
        return False
    if changed:
        copy.with_name("annexa-frozen.zip").replace(copy)
    return bool(changed)


def _rule_for(format_: str) -> tuple[re.Pattern[str], re.Pattern[bytes], Freezer] | None:
    """Which parts to look at, which bytes make a look worth while, and what to do with them."""
    if format_ in ("docx", "docm", "dotx", "dotm"):
        return re.compile(r"word/[^/]+\.xml"), re.compile(rb"(?i)DATE|TIME|USER|FILENAME"), _freeze_words
    if format_ in ("xlsx", "xlsm", "xltx", "xltm"):
        marks = rb"(?i)TODAY|NOW|RAND|CELL\(|INFO\(|WEBSERVICE|&amp;[DTZ]"
        return re.compile(r"xl/worksheets/[^/]+\.xml"), re.compile(marks), _freeze_cells
    if format_ in ("pptx", "pptm", "potx", "potm", "ppsx", "ppsm"):
        parts = r"ppt/(slides|slideLayouts|slideMasters)/[^/]+\.xml"
        return re.compile(parts), re.compile(rb'"datetime'), _freeze_slide
    if format_ in ("odt", "ott", "ods", "ots", "odp", "otp", "odg"):
        marks = rb"(?i)text:date|text:time|text:file-name|TODAY|NOW|RAND"
        return re.compile(r"(content|styles)\.xml"), re.compile(marks), _freeze_open_document
    return None


def _frozen_parts(
    archive: zipfile.ZipFile, parts: re.Pattern[str], marks: re.Pattern[bytes], freezer: Freezer
) -> Iterator[tuple[str, bytes]]:
    for member in archive.infolist():
        if member.file_size > LARGEST_PART or not parts.fullmatch(member.filename):
            continue
        content = archive.read(member)
        if not marks.search(content):
            continue
        try:
            tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        except etree.XMLSyntaxError:
            continue
        if freezer(tree):
            yield member.filename, etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _write(archive: zipfile.ZipFile, changed: dict[str, bytes], target: Path) -> None:
    """Copies an archive member by member, in its order; ODF wants `mimetype` first and stored."""
    with zipfile.ZipFile(target, "w") as new:
        for member in archive.infolist():
            content = changed.get(member.filename)
            compression = zipfile.ZIP_STORED if member.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            info = zipfile.ZipInfo(member.filename, member.date_time)
            info.external_attr = member.external_attr
            data = archive.read(member) if content is None else content
            new.writestr(info, data, compression, compresslevel=1)


def _freeze_words(tree: Tree) -> bool:
    """Turns fields of WordprocessingML into the text that they last showed."""
    changed = False
    for space in (W, W_STRICT):
        for simple in list(tree.iter(f"{space}fldSimple")):
            if FIELDS.match(simple.get(f"{space}instr", "")) and len(simple):
                _replace_by_children(simple)
                changed = True
        for field in _complex_fields(tree, space):
            if field.has_result and FIELDS.match(field.instruction):
                for sign in field.signs:
                    parent = sign.getparent()
                    if parent is not None:
                        parent.remove(sign)
                changed = True
    return changed


class _Field:
    """A field that begins, is separated from its last result, and ends in signs strewn over several runs."""

    def __init__(self) -> None:
        self.instruction = ""
        self.signs: list[Tree] = []
        self.separated = False
        self.has_result = False


def _complex_fields(tree: Tree, space: str) -> list[_Field]:
    """All finished fields; fields may stand inside one another."""
    open_, finished = [], []
    char, instruction, text = f"{space}fldChar", f"{space}instrText", f"{space}t"
    for element in tree.iter(char, instruction, text):
        if element.tag == char:
            kind = element.get(f"{space}fldCharType")
            if kind == "begin":
                open_.append(_Field())
            if not open_:
                continue
            open_[-1].signs.append(element)
            if kind == "separate":
                open_[-1].separated = True
            elif kind == "end":
                field = open_.pop()
                inside_instruction = bool(open_) and not open_[-1].separated
                field.has_result = field.has_result and not inside_instruction
                finished.append(field)
        elif open_ and element.tag == instruction:
            open_[-1].instruction += element.text or ""
            open_[-1].signs.append(element)
        elif element.text:
            for field in open_:
                field.has_result = field.has_result or field.separated
    return finished


def _replace_by_children(element: Tree) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    parent.remove(element)


def _freeze_cells(tree: Tree) -> bool:
    """Keeps the values of cells that would be worked out anew, and drops what a page header says of today."""
    space = tree.tag.partition("}")[0] + "}"
    formulas = list(tree.iter(f"{space}f"))
    moving = [formula for formula in formulas if FUNCTIONS.search(formula.text or "")]
    shared = {formula.get("si") for formula in moving if formula.get("t") == "shared"}
    moving += [f for f in formulas if not f.text and f.get("t") == "shared" and f.get("si") in shared]
    changed = False
    for formula in moving:
        cell = formula.getparent()
        if cell is not None and cell.find(f"{space}v") is not None:
            cell.remove(formula)
            changed = True
    for header in tree.iter(*(f"{space}{name}" for name in HEADERS)):
        without = HEADER_CODES.sub(lambda code: "&&" if code[1] == "&" else "", header.text or "")
        changed = changed or without != header.text
        header.text = without
    return changed


def _freeze_slide(tree: Tree) -> bool:
    """Turns fields of DrawingML that tell the date into the text that they last showed."""
    changed = False
    for space in (DRAWING, DRAWING_STRICT):
        for field in list(tree.iter(f"{space}fld")):
            if not field.get("type", "").startswith("datetime") or field.find(f"{space}t") is None:
                continue
            field.tag = f"{space}r"
            field.attrib.clear()
            for properties in field.findall(f"{space}pPr"):
                field.remove(properties)
            changed = True
    return changed


def _freeze_open_document(tree: Tree) -> bool:
    """Marks fields as fixed, and keeps the values of cells that would be worked out anew."""
    changed = False
    for field in tree.iter(f"{TEXT}date", f"{TEXT}time", f"{TEXT}file-name"):
        field.set(f"{TEXT}fixed", "true")
        changed = True
    for cell in tree.iter(f"{TABLE}table-cell"):
        formula = cell.get(f"{TABLE}formula")
        if formula and FUNCTIONS.search(formula) and cell.get(f"{OFFICE}value-type"):
            del cell.attrib[f"{TABLE}formula"]
            changed = True
    return changed
