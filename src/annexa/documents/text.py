"""Plain text and comma-separated values."""

import csv
import io
import re

from annexa.documents import faults
from annexa.documents.columns import column_name
from annexa.documents.facts import BlockKind, Facts
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits
from annexa.model.findings import Place

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BULLET = re.compile(r"\s*(?:[-*•–]|\(?\d{1,3}[.)]|[a-z][.)])\s+")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with a mark, or Windows-1252; raises Unreadable for binary data."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if looks_binary(data):
        raise faults.mislabelled("text", "not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def looks_binary(data: bytes) -> bool:
    """Whether the first 64 kB hold control characters that no text holds."""
    head = data[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"\x00" in head or len(_CONTROL.findall(head)) > len(head) // 200 + 1


def read_text(data: bytes, limits: Limits) -> Facts:
    """A block a paragraph; blank lines and list marks part paragraphs. Places hold the first line's number."""
    found = Gatherer(limits)
    lines: list[str] = []
    start = 1

    def flush() -> None:
        if lines:
            text = "\n".join(lines)
            kind = BlockKind.LIST_ITEM if _BULLET.match(text) else BlockKind.PARAGRAPH
            found.block(text, Place(line=start), kind)
            lines.clear()

    for number, line in enumerate(decode(data).splitlines(), 1):
        if not line.strip() or _BULLET.match(line):
            flush()
        if line.strip():
            if not lines:
                start = number
            lines.append(line.strip())
    flush()
    return found.finish("txt")


def read_csv(data: bytes, limits: Limits) -> Facts:
    """A block a cell and one table; separators are found out from the first lines."""
    found = Gatherer(limits)
    text = decode(data)
    rows: list[list[str]] = []
    total = 0
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            total += 1
            for column, cell in enumerate(row if not found.is_full() else (), 1):
                place = Place(line=reader.line_num, cell=f"{column_name(column)}{total}")
                found.block(cell, place, BlockKind.CELL)
            if len(rows) < limits.table_rows:
                rows.append(row)
    except csv.Error as error:
        raise faults.corrupt(f"line {reader.line_num} cannot be split into cells") from error
    header = bool(rows) and all(cell.strip() and not _is_number(cell) for cell in rows[0])
    found.table(Place(line=1), rows, header_row=header, total_rows=total)
    return found.finish("csv")


def _delimiter(text: str) -> str:
    """The separator that splits the first lines most evenly; a comma where none does."""
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]
    best, most = ",", 0
    for candidate in ",;\t|":
        counts = [line.count(candidate) for line in lines]
        if counts and min(counts) > 0 and counts.count(counts[0]) * 2 >= len(counts) and counts[0] > most:
            best, most = candidate, counts[0]
    return best


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-+£$€]?[\d,.]+%?", text.strip()))
