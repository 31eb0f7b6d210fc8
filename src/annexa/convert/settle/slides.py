"""Fields of DrawingML that tell the date: they become the text that they last showed."""

from datetime import datetime

from annexa.convert.settle.change import Change
from annexa.convert.settle.tree import Tree, cut

SPACES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}",
    "{http://purl.oclc.org/ooxml/drawingml/main}",
)


def settle(tree: Tree, saved: datetime | None) -> Change:
    """Settles a part; a field that never showed anything is left out."""
    change = Change.NONE
    for space in SPACES:
        for field in list(tree.iter(f"{space}fld")):
            if not field.get("type", "").startswith("datetime"):
                continue
            if not field.findtext(f"{space}t"):
                cut(field)
                change = Change.LEFT_OUT
                continue
            field.tag = f"{space}r"
            field.attrib.clear()
            for properties in field.findall(f"{space}pPr"):
                field.remove(properties)
            change = max(change, Change.SETTLED)
    return change
