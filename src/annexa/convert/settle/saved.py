"""When a document was last saved: the day that takes the place of today where no last value is known."""

import re
from datetime import datetime
from zipfile import ZipFile

_PARTS = ("docProps/core.xml", "meta.xml")
_STATED = re.compile(rb"<(?:\w+:modified|dc:date)\b[^>]*>\s*(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d))?", re.ASCII)
_LARGEST = 1024**2
TODAY_OR_NOW = re.compile(r"\b(TODAY|NOW)\s*\(\s*\)", re.IGNORECASE)
EXCEL, OPEN = ",", ";"
"""What separates the arguments of a function."""


def of_archive(archive: ZipFile) -> datetime | None:
    """The day and time in the properties of an Office file, as it stands there (UTC in most)."""
    for name in _PARTS:
        try:
            member = archive.getinfo(name)
        except KeyError:
            continue
        found = _STATED.search(archive.read(member)) if member.file_size <= _LARGEST else None
        if found is not None:
            day, time = found[1].decode(), (found[2] or b"00:00:00").decode()
            try:
                return datetime.fromisoformat(f"{day}T{time}")
            except ValueError:
                continue
    return None


def in_formula(formula: str, saved: datetime | None, separator: str = EXCEL) -> str:
    """The formula with TODAY() and NOW() as they were when the file was saved; as it is where that is not known."""
    if saved is None:
        return formula
    day = f"DATE({separator.join(str(part) for part in (saved.year, saved.month, saved.day))})"
    time = f"TIME({separator.join(str(part) for part in (saved.hour, saved.minute, saved.second))})"
    return TODAY_OR_NOW.sub(lambda name: day if name[1].upper() == "TODAY" else f"({day}+{time})", formula)


def serial(saved: datetime, *, from_1904: bool) -> int:
    """The day as Excel counts days."""
    return (saved.date() - datetime(1899, 12, 30).date()).days - (1462 if from_1904 else 0)
