"""Links of a printed sheet: which texts each lies over, and what is said for it."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from annexa.convert.sheets.drawn import Box, Text


def links_of(page: pikepdf.Page) -> list[tuple[Box, Any, int]]:
    """Rectangle, annotation and place in the list, of each link."""
    found = []
    for place, annotation in enumerate(page.obj.get("/Annots", ())):
        if annotation.get("/Subtype") == Name.Link:
            x0, y0, x1, y1 = (float(side) for side in annotation.Rect)
            found.append(((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), annotation, place))
    return found


def by_link(texts: list[Text], links: list[tuple[Box, Any, int]]) -> Iterator[tuple[int | None, list[Text]]]:
    """Texts that follow each other, with the link that they stand in."""
    part: list[Text] = []
    current: int | None = None
    for text in texts:
        link = next((n for n, (box, _, _) in enumerate(links) if _holds(box, text.box)), None)
        if part and link != current:
            yield current, part
            part = []
        current = link
        part.append(text)
    if part:
        yield current, part


def _holds(box: Box, other: Box) -> bool:
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def said_for(annotation: Any) -> str:
    """The description of a link that has none: its address."""
    action = annotation.get("/A")
    address = action.get("/URI") if isinstance(action, Dictionary) else None
    return str(address) if address is not None else "Link within the document"
