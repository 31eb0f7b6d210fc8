"""What a cell of a workbook accepts: the choices of its drop-down list, and the words that it shows with them."""

from typing import Final

from annexa.documents.excel.names import S
from annexa.documents.facts import CarriedKind
from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element
from annexa.model.findings import Place

_LATER: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_EXCEL: Final = "{http://schemas.microsoft.com/office/excel/2006/main}"
TAGS: Final = (f"{S}dataValidation", f"{_LATER}dataValidation")


def add(node: Element, sheet: str, found: Gatherer) -> None:
    """Adds the choices that are written out, and the prompt and the error message; choices in cells are cells."""
    cells = node.get("sqref") or next((area.text or "" for area in node.iter(f"{_EXCEL}sqref")), "")
    place = Place(sheet=sheet, cell=cells.split(" ")[0].split(":")[0] or None)
    for formula in node.iter(f"{S}formula1", f"{S}formula2", f"{_EXCEL}f"):
        words = (formula.text or "").strip()
        if words.startswith('"'):
            found.carry(CarriedKind.CHOICES, words.strip('"').replace(",", "\n"), place)
    for name in ("promptTitle", "prompt", "errorTitle", "error"):
        found.carry(CarriedKind.CHOICES, node.get(name) or "", place)
