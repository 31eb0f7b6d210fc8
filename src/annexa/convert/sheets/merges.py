"""How large the merged cells of a workbook are, by sheet, as its file says.

Only sizes are needed: where they are on paper shows in the rules around them, and both together leave no doubt.
"""

import html
import re
import struct
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

from annexa.documents import containers
from annexa.tools.zips import DAMAGED

Size = tuple[int, int]
"""Columns and rows, hidden ones included."""
Merges = dict[str, frozenset[Size]]
"""By the name of the sheet; sheets without merged cells are left out."""

LARGEST_PART: Final = 64 * 1024**2
"""Bytes: of a larger part the merged cells are not known."""
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_OPEN = re.compile(rb"<table:(table-cell|table)(?=[\s>])[^>]*>")
_SPANNED = re.compile(rb'table:number-(columns|rows)-spanned="(\d+)"')
_BOUND_SHEET, _MERGED_CELLS, _BOF = 0x85, 0xE5, 0x0809


def merges(source: Path, format_: str) -> Merges:
    """The sizes of the merged cells of each sheet; nothing for what cannot be read. Raises OSError."""
    try:
        if format_ in ("xls", "xlt"):
            return _of_old(source)
        if format_ in ("xlsx", "xlsm", "xltx", "xltm"):
            with zipfile.ZipFile(source) as archive:
                return _of_workbook(archive)
        if format_ in ("ods", "ots"):
            with zipfile.ZipFile(source) as archive:
                return _of_open_document(_part(archive, "content.xml"))
    except DAMAGED:
        pass  # LibreOffice has opened it all the same; then there are no spans
    return {}


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    member = archive.getinfo(name)
    return archive.read(member) if member.file_size <= LARGEST_PART else b""


def _of_workbook(archive: zipfile.ZipFile) -> Merges:
    targets = {
        _attribute(relation, "Id"): PurePosixPath("/xl") / _attribute(relation, "Target")
        for relation in _RELATION.findall(_part(archive, "xl/_rels/workbook.xml.rels"))
    }
    found = {}
    for sheet in _SHEET.findall(_part(archive, "xl/workbook.xml")):
        target = targets.get(_attribute(sheet, r"\w+:id"))
        if target is None:
            continue
        sizes = frozenset(
            (_number(right) - _number(left) + 1, int(bottom) - int(top) + 1)
            for left, top, right, bottom in _MERGED.findall(_part(archive, str(target)[1:]))
        )
        if sizes:
            found[_attribute(sheet, "name")] = sizes
    return found


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rb"\s" + name.encode() + rb'="([^"]*)"', tag)
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""


def _number(letters: bytes) -> int:
    """Of a column, such as 28 for AB."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _of_open_document(content: bytes) -> Merges:
    found: dict[str, set[Size]] = {}
    name = ""
    for tag in _OPEN.finditer(content):
        if tag[1] == b"table":
            name = _attribute(tag[0], "table:name")
        elif spans := dict(_SPANNED.findall(tag[0])):
            found.setdefault(name, set()).add((int(spans.get(b"columns", 1)), int(spans.get(b"rows", 1))))
    sizes = {name: frozenset(size for size in all_ if size != (1, 1)) for name, all_ in found.items()}
    return {name: size for name, size in sizes.items() if size}


def _of_old(source: Path) -> Merges:
    """Records of the workbook ([MS-XLS] 2.4.28, 2.4.168); only of version 8, which has merged cells."""
    try:
        with containers.opened(source.read_bytes()) as container:
            data = container.openstream(["Workbook"]).read()
    except containers.UNSOUND:
        return {}
    names: dict[int, str] = {}
    found: dict[str, set[Size]] = {}
    position = sheet = 0
    while position + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, position)
        body = data[position + 4 : position + 4 + size]
        if kind == _BOF:
            sheet = position
        elif kind == _BOUND_SHEET and len(body) >= 8:
            encoding = "utf-16-le" if body[7] & 1 else "latin-1"
            names[struct.unpack_from("<I", body)[0]] = body[8:].decode(encoding, "replace")
        elif kind == _MERGED_CELLS:
            for place in range(2, len(body) - 7, 8):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, place)
                found.setdefault(names.get(sheet, ""), set()).add((right - left + 1, bottom - top + 1))
        position += 4 + size
    return {name: frozenset(sizes) for name, sizes in found.items() if name}
