"""Values of PDF objects, taken with care: any of them may be missing or of another kind than it should be."""

import re
from collections.abc import Iterator
from typing import Any, Final

from annexa.documents.gather import Area

_DATE = re.compile(r"D?:?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?")
_DEEPEST: Final = 60
_PASSWORD: Final = 1 << 13
_UNSEEN: Final = 1 << 1 | 1 << 5
NODES: Final = 30_000
"""Elements of the structure tree, fields or outline entries that are looked at."""


def pdf_error() -> type[Exception]:
    """The error that pikepdf raises; looked up late, since pikepdf is heavy."""
    import pikepdf

    error: type[Exception] = pikepdf.PdfError
    return error


def is_dict(value: Any) -> bool:
    """Whether it is a dictionary, a stream's included."""
    import pikepdf

    # One after the other: each of the two questions takes long, and to put them together as well.
    return isinstance(value, pikepdf.Dictionary) or isinstance(value, pikepdf.Stream)  # noqa: SIM101


def is_array(value: Any) -> bool:
    """Whether it is an array."""
    import pikepdf

    return isinstance(value, pikepdf.Array)


def text_of(value: Any) -> str:
    """A string or name as text; anything else is empty."""
    import pikepdf

    if isinstance(value, pikepdf.String | pikepdf.Name | str):
        try:
            return str(value)
        except UnicodeDecodeError:
            return bytes(value).decode("latin-1") if isinstance(value, pikepdf.String) else ""
    return ""


def area_of(rectangle: Any) -> Area | None:
    """A rectangle with its sides in order, or None where it is none."""
    if not is_array(rectangle) or len(rectangle) != 4:
        return None
    try:
        first, second, third, fourth = (float(side) for side in rectangle)
    except (TypeError, ValueError):
        return None
    return min(first, third), min(second, fourth), max(first, third), max(second, fourth)


def iso_date(value: str) -> str:
    """ISO 8601 from `D:YYYYMMDDHHmmSS`; the zone is left out."""
    match = _DATE.match(value)
    if not match:
        return ""
    year, month, day, hour, minute, second = match.groups()
    date = "-".join(part for part in (year, month, day) if part)
    return f"{date}T{hour}:{minute or '00'}:{second or '00'}" if hour and day else date


def file_name(specification: Any) -> str:
    """The name or address in a file specification (ISO 32000-2, 7.11)."""
    if is_dict(specification):
        for key in ("/UF", "/F", "/Unix", "/DOS", "/Mac"):
            if text := text_of(specification.get(key)):
                return text
        return ""
    return text_of(specification)


def launched(action: Any) -> str:
    """What an old launch action starts on Windows."""
    windows = action.get("/Win")
    return text_of(windows.get("/F")) if is_dict(windows) else ""


def destination_name(destination: Any) -> str:
    """The name of a named destination, or words for one without a name."""
    name = text_of(destination).lstrip("/")
    return name or "a place in the document"


def name_tree(root: Any) -> Iterator[tuple[str, Any]]:
    """Names and values of a name tree."""
    for node in walk(root, "/Kids"):
        names = node.get("/Names")
        if is_array(names):
            for index in range(0, len(names) - 1, 2):
                yield text_of(names[index]), names[index + 1]


def walk(top: Any, children: str) -> Iterator[Any]:
    """Every dictionary of a tree, parents first, loops broken, at most 30,000."""
    seen: set[tuple[int, int]] = set()
    pending = [top]
    count = 0
    while pending and count < NODES:
        node = pending.pop()
        if isinstance(node, int):  # as most leaves of a structure tree are
            continue
        if is_dict(node):
            if (number := node.objgen) != (0, 0):
                if number in seen:
                    continue
                seen.add(number)
            count += 1
            yield node
            pending.append(node.get(children))
        elif is_array(node):
            few = list(node) if len(node) <= NODES else [node[index] for index in range(NODES)]
            pending.extend(reversed(few))


def is_password(field: Any) -> bool:
    """Whether a form field shows dots in place of what was typed (ISO 32000-2, 12.7.5.3); nothing quotes it then."""
    for _ in range(_DEEPEST):
        if not is_dict(field):
            return False
        if "/Ff" in field:
            flags = field["/Ff"]
            return isinstance(flags, int) and bool(flags & _PASSWORD)
        field = field.get("/Parent")
    return False


def is_unseen(widget: Any) -> bool:
    """Whether an annotation is not shown on its page, by its own flags (ISO 32000-2, 12.5.3)."""
    flags = widget.get("/F")
    return isinstance(flags, int) and bool(flags & _UNSEEN)


def inherited(field: Any, key: str) -> str:
    """A name that a form field holds itself or takes from its parents."""
    depth = 0
    while is_dict(field) and depth < _DEEPEST:
        if key in field:
            return text_of(field[key])
        field = field.get("/Parent")
        depth += 1
    return ""
