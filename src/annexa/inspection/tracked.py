"""Reads a tracker that comes back, in bounds that no tracker meets: its rows, and what it was made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final

from annexa.documents.archive import Archive
from annexa.documents.faults import Unreadable
from annexa.documents.limits import Limits
from annexa.inspection.tracker import FIELDS, HEADINGS, MARK, MEMORY, Field, header_of
from annexa.model.errors import UsageError
from annexa.model.text import one_line

_LIMITS: Final = Limits(archive_entries=500, archive_bytes=60_000_000, part_bytes=30_000_000)
_ROWS, _COLUMNS, _HEADINGS = 2000, 200, 30
"""Rows and columns that are looked at, and rows among which the headings are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedRow:
    """A row of the tracker below its headings."""

    number: int
    """As the program shows it, from 1."""
    cells: Mapping[str, Any]
    """By column of `annexa.inspection.tracker`; None where a cell is empty."""

    def text(self, column: str) -> str:
        """A cell as text; lines stay, a date is written as year, month and day."""
        value = self.cells.get(column)
        if value is None:
            return ""
        if isinstance(value, date):
            return f"{value:%Y-%m-%d}"
        lines = (one_line(line) for line in str(value).splitlines())
        return "\n".join(lines).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A tracker as it came back."""

    sheet: str
    fields: frozenset[Field]
    """The columns that are there to be taken back."""
    rows: tuple[TrackedRow, ...]
    memory: Mapping[str, Mapping[Field, str]] = field(default_factory=dict)
    """What was written when it was made, by requirement; nothing where that sheet is gone."""


def read_tracker(path: Path) -> Tracked:
    """Reads the first sheet whose headings are those of a tracker. Raises UsageError where there is none."""
    from openpyxl import load_workbook

    try:
        Archive(path, _LIMITS).close()
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except OSError as error:
        raise UsageError(f"{path} cannot be opened: {error.strerror}", remedy="Name the tracker's file.") from None
    except Unreadable as error:
        raise _no_tracker(path, error.fault.message) from None
    except Exception as error:  # openpyxl raises whatever a damaged workbook makes it stumble over
        raise _no_tracker(path, "it is damaged, or no workbook of Excel") from error
    try:
        return _tracked(book, path)
    finally:
        book.close()


def _no_tracker(path: Path, why: str) -> UsageError:
    return UsageError(
        f"{path.name} is no tracker that can be read: {why}",
        remedy="Take one that ‘annexa status --output tracker.xlsx’ made, saved as an Excel workbook (.xlsx).",
    )


def _tracked(book: Any, path: Path) -> Tracked:
    for sheet in book.worksheets:
        rows = list(_rows(sheet))
        found = header_of(rows[:_HEADINGS]) if sheet.title != MEMORY else None
        if found is not None:
            first, columns = found
            return Tracked(
                sheet=sheet.title,
                fields=frozenset(name for name in FIELDS if name in columns.values()),
                rows=tuple(
                    TrackedRow(number=number, cells={column: row[place] for place, column in columns.items()})
                    for number, row in enumerate(rows[first:], start=first + 1)
                ),
                memory=dict(_memory(book)),
            )
    wanted = ", ".join(f"‘{words}’" for words in HEADINGS.values())
    raise _no_tracker(path, f"no sheet has its headings, which are {wanted}")


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Rows of equal length, from the first of the sheet."""
    rows = sheet.iter_rows(min_row=1, max_row=_ROWS, max_col=_COLUMNS, values_only=True)
    for row in islice(rows, _ROWS):
        yield (*row, *[None] * (_COLUMNS - len(row)))


def _memory(book: Any) -> Iterator[tuple[str, Mapping[Field, str]]]:
    if MEMORY not in book.sheetnames:
        return
    for row in list(_rows(book[MEMORY]))[1:]:
        id = str(row[0] or "")
        if id.startswith(MARK):
            cells = TrackedRow(number=0, cells=dict(zip(FIELDS, row[1:4], strict=True)))
            yield id.removeprefix(MARK), {name: cells.text(name) for name in FIELDS}
