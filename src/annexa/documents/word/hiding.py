"""The rows and cells of a Word table, and which of them the style of the table hides."""

from collections.abc import Iterable
from typing import Final

from annexa.documents.markup import Element
from annexa.documents.word_names import VAL, W, is_on

_TC, _P, _TBL, _TBL_PR = f"{W}tc", f"{W}p", f"{W}tbl", f"{W}tblPr"
_NOT_ROWS: Final = frozenset({_TBL_PR, f"{W}tblGrid", _TC, _P})
_NOT_CELLS: Final = frozenset({f"{W}trPr", f"{W}tblPrEx", _P, _TBL})
_BITS: Final = {"firstRow": 0x20, "lastRow": 0x40, "firstCol": 0x80, "lastCol": 0x100}
"""Of `w:tblLook`, where it says in one number which parts of the style a table takes (ISO/IEC 29500-1, 17.4.56)."""
_NAMES: Final = {"firstCol": "firstColumn", "lastCol": "lastColumn"}


class Hiding:
    """Which cells of a table the style of the table hides."""

    def __init__(self, parts: frozenset[str], table: Element) -> None:
        """`parts` are those that the style hides: "" for all, "firstRow", "lastRow", "firstCol", "lastCol"."""
        self.parts = {part for part in parts if not part or _takes(table, part)}
        self.rows = list(table_rows(table))

    def holds(self, row: Element, cell: Element) -> bool:
        """Whether the words of a cell are hidden, unless the style of their paragraph says so too."""
        cells = list(table_cells(row))
        ends = {"": True, "firstRow": row is self.rows[0], "lastRow": row is self.rows[-1],
                "firstCol": cell is cells[0], "lastCol": cell is cells[-1]}  # fmt: skip
        return any(ends.get(part, False) for part in self.parts)


def _takes(table: Element, part: str) -> bool:
    look = table.find(f"{_TBL_PR}/{W}tblLook")
    if look is None or part not in _BITS:
        return False
    said = look.get(f"{W}{_NAMES.get(part, part)}")
    if said is not None:
        return is_on(said)
    try:
        return bool(int(look.get(VAL) or "0", 16) & _BITS[part])
    except ValueError:
        return False


def _nested(parent: Element, wanted: str, stop: frozenset[str], depth: int = 0) -> Iterable[Element]:
    """Children of that name, also those inside content controls, custom XML and the like."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif isinstance(child.tag, str) and child.tag not in stop and len(child) and depth < 20:
            yield from _nested(child, wanted, stop, depth + 1)


def table_rows(table: Element) -> Iterable[Element]:
    """The rows of a table, not those of tables in it."""
    return _nested(table, f"{W}tr", _NOT_ROWS)


def table_cells(row: Element) -> Iterable[Element]:
    """The cells of a row."""
    return _nested(row, _TC, _NOT_CELLS)
