"""Whether a table's tags say what PDF/UA-1 asks: rows of one length, and cells that know their headers (7.2, 7.5)."""

from collections.abc import Callable, Iterator
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, String

from annexa.pdf.source import as_list
from annexa.pdf.written import key_of, name_of

Kind = Callable[[Dictionary], str]
_WIDEST: Final = 2_000


def table_doubt(table: Dictionary, kind: Kind, classes: object) -> Iterator[str]:
    """Why a table cannot be said to be right, as words that follow "it"; `kind` gives the standard type of a tag."""
    rows = [[cell for cell in _tags(row) if kind(cell) in ("/TH", "/TD")] for row in _rows(table, kind)]
    if not _is_regular(rows, classes):
        yield "has a table whose rows differ in length"
    cells = [cell for row in rows for cell in row]
    heads = [cell for cell in cells if kind(cell) == "/TH"]
    if len(rows) > 1 and not heads:
        yield "has a table whose header cells are not marked"
    if all(_entry(cell, "/Scope", classes) is not None for cell in heads):
        return
    names = {bytes(cell["/ID"]) for cell in heads if isinstance(cell.get("/ID"), String)}
    for cell in cells:
        if kind(cell) == "/TD":
            named = [bytes(each) for each in as_list(_entry(cell, "/Headers", classes)) if isinstance(each, String)]
            if not named or not names.issuperset(named):
                yield "has a table whose headers do not say what they head"
                return


def _rows(table: Dictionary, kind: Kind) -> Iterator[Dictionary]:
    for each in _tags(table):
        if kind(each) == "/TR":
            yield each
        elif kind(each) in ("/THead", "/TBody", "/TFoot"):
            yield from (row for row in _tags(each) if kind(row) == "/TR")


def _tags(element: Dictionary) -> Iterator[Dictionary]:
    for kid in as_list(element.get("/K")):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid


def _is_regular(rows: list[list[Dictionary]], classes: object) -> bool:
    """Whether all rows are equally long, cells that reach over several counted, and no two cells overlap."""
    taken: dict[int, set[int]] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            here = taken.setdefault(number, set())
            while column in here:
                column += 1
            wide, high = _span(cell, "/ColSpan", classes), _span(cell, "/RowSpan", classes)
            if wide < 1 or high < 1 or wide > _WIDEST or number + high > len(rows):
                return False
            for below in range(number, number + high):
                places = taken.setdefault(below, set())
                if places & set(range(column, column + wide)):
                    return False
                places.update(range(column, column + wide))
            column += wide
    widths = {frozenset(taken.get(number, set())) for number in range(len(rows))}
    return len(widths) <= 1 and all(each == frozenset(range(len(each))) for each in widths)


def _span(cell: Dictionary, key: str, classes: object) -> int:
    """How many columns or rows a cell reaches over; 0 for what is no number of them."""
    found = _entry(cell, key, classes)
    if found is None:
        return 1
    return int(found) if isinstance(found, int) else 0


def _entry(cell: Dictionary, key: str, classes: object) -> Object | None:
    """What the attributes of a cell, or of its classes, say under a key; those of tables alone count."""
    for each in _attributes(cell, classes):
        if key in each and each.get("/O") == Name.Table:
            return each[key]
    return None


def _attributes(cell: Dictionary, classes: object) -> Iterator[Dictionary]:
    found = as_list(cell.get("/A"))
    names = as_list(cell.get("/C"))
    if isinstance(classes, Dictionary):
        for name in names:
            if isinstance(name, Name) and key_of(name_of(name)) in classes:
                found += as_list(classes[key_of(name_of(name))])
    for each in found:
        for one in each if isinstance(each, Array) else (each,):
            if isinstance(one, Dictionary):
                yield one
