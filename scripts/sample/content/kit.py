"""Words for writing content: headings, lists and tables in one line each."""

from collections.abc import Iterable

from ..area import number
from ..model import Bullets, Figure, Heading, Landscape, NewPage, Para, Steps, Table

Value = str | int | float


def h(text: str, level: int = 1, key: str = "") -> Heading:
    return Heading(level, text, key)


def h2(text: str, key: str = "") -> Heading:
    return Heading(2, text, key)


def b(*items: str) -> Bullets:
    return Bullets(items)


def n(*items: str) -> Steps:
    return Steps(items)


def quote(text: str) -> Para:
    return Para(text, "quote")


def source(text: str) -> Para:
    return Para(text, "source")


def shown(value: Value) -> str:
    """A value as it stands in a table: thousands separated, one decimal."""
    if isinstance(value, float):
        return f"{value:,.1f}"
    return number(value) if isinstance(value, int) else value


def table(
    caption: str,
    header: str,
    rows: Iterable[tuple[Value, ...]],
    *,
    widths: tuple[float, ...] = (),
    key: str = "",
    total: bool = False,
) -> Table:
    """A table; `header` holds the column titles, separated by bars."""
    titles = tuple(part.strip() for part in header.split("|"))
    body = tuple(tuple(shown(value) for value in row) for row in rows)
    for row in body:
        if len(row) != len(titles):
            raise ValueError(f"{caption}: {len(row)} values under {len(titles)} titles: {row}")
    return Table(caption, titles, body, widths, key, total)


def lines(text: str) -> tuple[tuple[str, ...], ...]:
    """Rows of text, one a line, with bars between the cells."""
    return tuple(tuple(part.strip() for part in line.split("|")) for line in text.strip().splitlines())


__all__ = ["Figure", "Landscape", "NewPage", "b", "h", "h2", "lines", "n", "quote", "shown", "source", "table"]
