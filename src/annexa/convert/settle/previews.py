"""Objects of other programs in Word files become the picture that Word shows of them.

Measured with LibreOffice 7.4: it opens a workbook inside a Word file and draws it anew, with other rows, cut words and
in another size than the picture shows that Word keeps beside it.
"""

import re
import zipfile
from datetime import datetime
from pathlib import Path

from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.relations import relations_of
from annexa.convert.settle.tree import Tree, cut
from annexa.convert.settle.word_fields import SPACES
from annexa.tools.zips import DAMAGED

FORMATS = frozenset({"docx", "docm", "dotx", "dotm"})
FORMULAS = "Equation."
"""Beginning of the names of formula editors: LibreOffice reads their formulas, which can be read aloud then."""
VML, OFFICE = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"
_PART = re.compile(r"word/[^/]+\.xml")
_OBJECTS = frozenset({"oleobject", "package"})
_EMF_HEADER = 88
"""Bytes of the shortest header of an enhanced metafile ([MS-EMF] 2.2.9)."""


def show_previews(copy: Path, format_: str) -> None:
    """Rewrites the copy in place where an object has a sound picture. Raises OSError."""
    if format_ not in FORMATS:
        return
    rules = [_rule(part, sound) for part, sound in _pictures(copy).items() if sound]
    if rules:
        rewritten(copy, tuple(rules))


def _rule(part: str, sound: frozenset[str]) -> Rule:
    def edited(tree: Tree, saved: datetime | None) -> Change:
        return _edited(tree, sound)

    return Rule(re.compile(re.escape(part)), re.compile(rb"OLEObject"), edited)


def _pictures(copy: Path) -> dict[str, frozenset[str]]:
    """By part that holds objects, the ids of its pictures that are there and sound."""
    found: dict[str, frozenset[str]] = {}
    try:
        with zipfile.ZipFile(copy) as archive:
            for part in archive.namelist():
                if not _PART.fullmatch(part):
                    continue
                relations = relations_of(archive, part)
                if any(each.kind in _OBJECTS for each in relations.values()):
                    pictures = {key: each.part for key, each in relations.items() if each.kind == "image"}
                    found[part] = frozenset(key for key, name in pictures.items() if _is_sound(archive.read(name)))
    except DAMAGED:
        return {}
    return found


def _is_sound(picture: bytes) -> bool:
    """Whether a picture is one that LibreOffice draws: an enhanced metafile is as long as it says."""
    if picture[:4] == b"\x01\x00\x00\x00" and picture[40:44] == b" EMF":
        return len(picture) >= max(_EMF_HEADER, int.from_bytes(picture[48:52], "little"))
    return len(picture) >= _EMF_HEADER


def _edited(tree: Tree, sound: frozenset[str]) -> Change:
    change = Change.NONE
    for space in SPACES:
        for holder in tree.iter(f"{space}object"):
            pictures = list(holder.iter(f"{VML}imagedata"))
            objects = list(holder.iter(f"{OFFICE}OLEObject"))
            if any(each.get("ProgID", "").startswith(FORMULAS) for each in objects):
                continue
            if objects and pictures and all(_id(picture) in sound for picture in pictures):
                for each in objects:
                    cut(each)
                for picture in pictures:
                    shape = picture.getparent()
                    if shape is not None and not {"type", "stroked"} & set(shape.attrib):
                        shape.set("stroked", "f")
                holder.tag = f"{space}pict"
                change = Change.SETTLED
    return change


def _id(picture: Tree) -> str:
    return next((str(value) for key, value in picture.attrib.items() if str(key).endswith("}id")), "")
