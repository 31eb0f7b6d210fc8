"""SmartArt on sheets becomes the shapes that Excel keeps of it: LibreOffice draws it on slides and pages alone.

Measured with LibreOffice 7.4: it draws nothing of SmartArt in a workbook, and says nothing. Where the file keeps no
shapes of it, the proof misses its words.
"""

import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Final

from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.relations import parsed, relations_of
from annexa.convert.settle.tree import Tree
from annexa.documents.ooxml import A, R
from annexa.tools.zips import DAMAGED

FORMATS = frozenset({"xlsx", "xlsm", "xltx", "xltm"})
DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
DRAWN: Final = "{http://schemas.microsoft.com/office/drawing/2008/diagram}"
_PART: Final = re.compile(r"xl/drawings/[^/]+\.xml")


def draw_diagrams(copy: Path, format_: str) -> None:
    """Rewrites the copy in place where it holds SmartArt. Raises OSError."""
    if format_ not in FORMATS:
        return
    rules = [_rule(part, shapes) for part, shapes in _shapes(copy).items()]
    if rules:
        rewritten(copy, tuple(rules))


def _shapes(copy: Path) -> dict[str, dict[str, Tree]]:
    """By drawing, and by the relation to the data of each diagram, the tree of its shapes."""
    found: dict[str, dict[str, Tree]] = {}
    try:
        with zipfile.ZipFile(copy) as archive:
            for part in archive.namelist():
                relations = relations_of(archive, part) if _PART.fullmatch(part) else {}
                for key, relation in relations.items():
                    if relation.kind != "diagramdata":
                        continue
                    data = parsed(archive.read(relation.part))
                    named = next((node.get("relId", "") for node in data.iter(f"{DRAWN}dataModelExt")), "")
                    if named in relations and relations[named].kind == "diagramdrawing":
                        tree = parsed(archive.read(relations[named].part)).find(f"{DRAWN}spTree")
                        if tree is not None:
                            found.setdefault(part, {})[key] = tree
    except DAMAGED:
        return {}
    return found


def _rule(part: str, shapes: dict[str, Tree]) -> Rule:
    def edited(tree: Tree, saved: datetime | None) -> Change:
        change = Change.NONE
        for frame in list(tree.iter(f"{DRAWING}graphicFrame")):
            ids = next(frame.iter(f"{DIAGRAM}relIds"), None)
            drawn = shapes.get(ids.get(f"{R}dm", "")) if ids is not None else None
            parent = frame.getparent()
            if drawn is not None and parent is not None:
                parent.replace(frame, _group(frame, drawn))
                change = Change.SETTLED
        return change

    return Rule(re.compile(re.escape(part)), re.compile(rb"relIds"), edited)


def _group(frame: Tree, drawn: Tree) -> Tree:
    """A group of the shapes, under the name and description of the frame."""
    group = frame.makeelement(f"{DRAWING}grpSp")
    head = _child(group, f"{DRAWING}nvGrpSpPr")
    named = next(frame.iter(f"{DRAWING}cNvPr"), None)
    if named is not None:
        head.append(named)
    _child(head, f"{DRAWING}cNvGrpSpPr")
    size = _child(_child(group, f"{DRAWING}grpSpPr"), f"{A}xfrm")
    shapes = list(drawn.iterfind(f"{DRAWN}sp"))
    width, height = _extent(shapes)
    for name, one, two, values in (
        ("off", "x", "y", (0, 0)),
        ("ext", "cx", "cy", (width, height)),
        ("chOff", "x", "y", (0, 0)),
        ("chExt", "cx", "cy", (width, height)),
    ):
        _child(size, f"{A}{name}", **{one: str(values[0]), two: str(values[1])})
    for shape in shapes:
        for node in list(shape.iter(f"{DRAWN}txXfrm")):
            shape.remove(node)
        for node in shape.iter():
            if isinstance(node.tag, str) and node.tag.startswith(DRAWN):
                node.tag = f"{DRAWING}{node.tag.removeprefix(DRAWN)}"
        shape.attrib.clear()
        shape.set("macro", "")
        shape.set("textlink", "")
        group.append(shape)
    return group


def _extent(shapes: list[Tree]) -> tuple[int, int]:
    """The width and height that hold all shapes, in English Metric Units."""
    right = bottom = 1
    for shape in shapes:
        place, size = shape.find(f"{DRAWN}spPr/{A}xfrm/{A}off"), shape.find(f"{DRAWN}spPr/{A}xfrm/{A}ext")
        if place is not None and size is not None:
            right = max(right, _number(place.get("x")) + _number(size.get("cx")))
            bottom = max(bottom, _number(place.get("y")) + _number(size.get("cy")))
    return right, bottom


def _number(value: str | None) -> int:
    return int(value) if value and value.isdigit() else 0


def _child(parent: Tree, name: str, **attributes: str) -> Tree:
    child = parent.makeelement(name, attributes)
    parent.append(child)
    return child
