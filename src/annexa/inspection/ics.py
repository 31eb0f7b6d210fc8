"""Calendar files (RFC 5545): what each holds besides its events. The same arguments give the same bytes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Europe/London")

TIME_ZONE: Final = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE.key}",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "DTSTART:19960331T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "DTSTART:19961027T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def text(words: str) -> str:
    """A text value, escaped as RFC 5545 3.3.11 says; control characters have no place in one."""
    clean = "".join(" " if character < " " and character != "\n" else character for character in words)
    escaped = clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def calendar(name: str, events: Iterable[str]) -> str:
    """A whole file from the lines of its events; `name` is what calendar programs call it."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//annexa//inspection calendar//EN", "CALSCALE:GREGORIAN")
    lines = (*head, "METHOD:PUBLISH", f"X-WR-CALNAME:{text(name)}", *TIME_ZONE, *events, "END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def span(start: datetime, end: datetime) -> list[str]:
    """When an event begins and ends, in local time with its zone, so that summer time is right anywhere."""
    return [f"DTSTART;TZID={ZONE.key}:{start:%Y%m%dT%H%M%S}", f"DTEND;TZID={ZONE.key}:{end:%Y%m%dT%H%M%S}"]


def _fold(line: str) -> Iterable[str]:
    """Lines of at most 75 bytes, as RFC 5545 3.1 says, never cut inside a character."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 75:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + width
    yield piece
