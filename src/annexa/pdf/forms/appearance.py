"""Appearances for form fields whose file leaves them to the reader's program: set by typst, in letters that exist."""

import io
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from annexa.pdf.forms.fields import Field
from annexa.tools import typst

TEMPLATE: Final = Path(__file__).with_name("fields.typ")
SMALLEST: Final = 1.0
"""Points: a field that is narrower or lower is not drawn; nobody sees it."""
LARGEST: Final = 14_000.0
_LIKE: Final = (
    (("cour", "mono"), "Liberation Mono"),
    (("times", "tiro", "tibo", "serif", "georgia", "garamond", "cambria"), "Liberation Serif"),
)
_SANS: Final = "Liberation Sans"
"""As wide as Helvetica and Arial, in which most forms are filled in."""
_BOLD: Final = ("bold", "hebo", "tibo", "cobo", "black")
_MARKS: Final = frozenset(("BDC", "BMC", "EMC", "DP", "MP"))
_TURNS: Final = {90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, -1, 1, 0, 0, 0)}


class Drawn(NamedTuple):
    """A field's appearance, and whether all that it says can be seen in it."""

    form: Object
    is_whole: bool


def draw(pdf: Pdf, fields: Sequence[tuple[Field, float, float]]) -> list[Drawn | None]:
    """The appearances of fields with their widths and heights in points; None for one too small. Raises ToolFailed."""
    wanted = [SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST for _, width, height in fields]
    data = [_data(*each) for each, is_wanted in zip(fields, wanted, strict=True) if is_wanted]
    if not data:
        return [None] * len(fields)
    families = sorted({family for each in data for family in each["fonts"]})
    made = typst.compile_pdf(TEMPLATE, {"fields": data}, families=families)
    with pikepdf.open(io.BytesIO(made)) as drawings:
        pages = iter(drawings.pages)
        return [
            _form(pdf, drawings, next(pages), field.turned) if is_wanted else None
            for (field, _, _), is_wanted in zip(fields, wanted, strict=True)
        ]


def _data(field: Field, width: float, height: float) -> dict[str, Any]:
    if field.turned % 180:
        width, height = height, width
    font = field.font.lower()
    letters = _clusters("".join(field.lines))[: field.cells]
    return {
        "width": round(width, 2),
        "height": round(height, 2),
        "lines": list(field.lines),
        "letters": letters,
        "cells": field.cells,
        "chosen": list(field.chosen),
        "long": field.is_long,
        "list": field.kind == "list",
        "fonts": [next((family for signs, family in _LIKE if any(sign in font for sign in signs)), _SANS)],
        "bold": any(sign in font for sign in _BOLD),
        "size": field.size,
        "align": "center" if field.kind == "button" else field.align,
        "colour": list(field.colour),
        "border": list(field.border) if len(field.border) in (1, 3, 4) else [],
        "ground": list(field.ground) if len(field.ground) in (1, 3, 4) else [],
        "rule": min(field.rule, width / 4, height / 4),
    }


def _clusters(text: str) -> list[str]:
    """Letters, each with the accents that belong to it."""
    found: list[str] = []
    for mark in unicodedata.normalize("NFC", text):
        if found and unicodedata.category(mark).startswith("M"):
            found[-1] += mark
        else:
            found.append(mark)
    return found


def _form(pdf: Pdf, drawings: Pdf, page: pikepdf.Page, turned: int) -> Drawn:
    """A page as a form without tags of its own: the field's place in the structure is the page's to say."""
    is_whole = not any(each.get("/Subtype") == Name.Link for each in page.get("/Annots", ()))
    page.Contents = drawings.make_stream(pikepdf.unparse_content_stream(list(_unmarked(page))))
    form = pdf.copy_foreign(page.as_form_xobject())
    for key in ("/StructParents", "/StructParent", "/Tabs"):
        if key in form:
            del form[key]
    if turned in _TURNS:
        form["/Matrix"] = Array(_TURNS[turned])
    return Drawn(form, is_whole)


def _unmarked(page: pikepdf.Page) -> Iterator[Any]:
    """The content without marks, but for those that say which letters a group of signs stands for."""
    open_: list[bool] = []
    for each in pikepdf.parse_content_stream(page):
        operator = str(each.operator)
        if operator not in _MARKS:
            yield each
        elif operator in ("BDC", "BMC"):
            says = each.operands[1] if operator == "BDC" else None
            open_.append(isinstance(says, Dictionary) and "/ActualText" in says and "/MCID" not in says)
            if open_[-1]:
                yield each
        elif operator == "EMC" and open_ and open_.pop():
            yield each


def tick(pdf: Pdf, sign: str, width: float, height: float) -> Object:
    """A box that is ticked: the sign of ZapfDingbats that the form asks for, drawn as lines; a tick for others."""
    a, b = width, height
    round_ = 0.2761
    drawings = {
        "8": f"{a * 0.2:.2f} {b * 0.2:.2f} m {a * 0.8:.2f} {b * 0.8:.2f} l {a * 0.2:.2f} {b * 0.8:.2f} m "
        f"{a * 0.8:.2f} {b * 0.2:.2f} l S",
        "n": f"{a * 0.2:.2f} {b * 0.2:.2f} {a * 0.6:.2f} {b * 0.6:.2f} re f",
        "u": f"{a / 2:.2f} {b * 0.15:.2f} m {a * 0.85:.2f} {b / 2:.2f} l {a / 2:.2f} {b * 0.85:.2f} l "
        f"{a * 0.15:.2f} {b / 2:.2f} l f",
        "l": _disc(a / 2, b / 2, min(a, b) * 0.25, round_ / 0.5),
    }
    usual = f"{a * 0.18:.2f} {b * 0.5:.2f} m {a * 0.42:.2f} {b * 0.22:.2f} l {a * 0.82:.2f} {b * 0.8:.2f} l S"
    content = f"q {max(min(a, b) * 0.1, 0.4):.2f} w 1 J 1 j 0 G 0 g {drawings.get(sign, usual)} Q"
    return pdf.make_stream(
        content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, a, b]), Resources=Dictionary()
    )


def _disc(x: float, y: float, r: float, k: float) -> str:
    c = r * k
    return (
        f"{x - r:.2f} {y:.2f} m {x - r:.2f} {y + c:.2f} {x - c:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x + c:.2f} {y + r:.2f} {x + r:.2f} {y + c:.2f} {x + r:.2f} {y:.2f} c "
        f"{x + r:.2f} {y - c:.2f} {x + c:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x - c:.2f} {y - r:.2f} {x - r:.2f} {y - c:.2f} {x - r:.2f} {y:.2f} c f"
    )
