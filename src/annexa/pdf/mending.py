"""Content that would swallow what is drawn after it, made to end: what every page gets after it must be seen.

A page may restore a state that it never saved, leave a text, a layer or a picture open, or end inside a string.
Readers make the best of that, each its own way, and what stands behind it is lost in some of them.
"""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, Stream

from annexa.pdf.source import as_list

_OPENS_PATH = frozenset({"m", "re"})
_ENDS_PATH = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})
_END_OF = {"BT": "ET", "BDC": "EMC", "BMC": "EMC", "q": "Q"}
_ENDS = frozenset(_END_OF.values())
EVERYWHERE = [-14400, -14400, 28800, 28800]
"""A box around everything that a page can show."""


def mend(pdf: Pdf, page: Dictionary) -> bool:
    """Rewrites the page's content so that all it begins ends, and nothing ends that did not begin.

    False where it cannot be taken apart: then it is drawn as a form, which cannot reach beyond its own end, and tags
    in it count no more.
    """
    try:
        found = _balanced(page)
    except Exception:
        enclose(pdf, page)
        return False
    page["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(found))
    return True


def enclose(pdf: Pdf, page: Dictionary) -> None:
    """Draws the page's content as a form. A page of several streams that cannot be unpacked stays as it is."""
    streams = [each for each in as_list(page.get("/Contents")) if isinstance(each, Stream)]
    try:
        form = pdf.make_stream(b"\n".join(stream.read_bytes() for stream in streams))
    except Exception:
        if len(streams) != 1:
            return
        form = pdf.make_stream(streams[0].read_raw_bytes())
        for key in ("/Filter", "/DecodeParms"):
            if key in streams[0]:
                form[key] = streams[0][key]
    form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, Array(EVERYWHERE)
    resources: Object = page.get("/Resources", Dictionary())
    form["/Resources"] = resources
    page["/Resources"] = Dictionary(XObject=Dictionary(AnxPage=form))
    page["/Contents"] = pdf.make_stream(b"/AnxPage Do")


def _balanced(page: Dictionary) -> list[Any]:
    found: list[Any] = []
    open_: dict[str, int] = dict.fromkeys(_ENDS, 0)
    in_path = False
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in _END_OF:
            open_[_END_OF[operator]] += 1
        elif operator in _ENDS:
            if not open_[operator]:
                continue
            open_[operator] -= 1
        in_path = operator in _OPENS_PATH or (in_path and operator not in _ENDS_PATH)
        found.append(instruction)
    if in_path:
        found.append(_instruction("n"))
    return found + [_instruction(operator) for operator in ("ET", "EMC", "Q") for _ in range(open_[operator])]


def _instruction(operator: str) -> Any:
    return pikepdf.ContentStreamInstruction([], Operator(operator))
