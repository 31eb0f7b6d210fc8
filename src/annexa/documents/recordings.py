"""Films and sound recordings: no program hears what is said in them, so their facts are how long they run and who made
them."""

import math
from pathlib import Path
from typing import Final

from annexa.documents import faults, sniff
from annexa.documents.facts import Facts, Properties
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits

_HEAD: Final = 65_536
_BOXES: Final = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
"""What a file of the QuickTime family begins with, behind four bytes of length (ISO/IEC 14496-12, QuickTime)."""
_CONTAINERS: Final = {
    **dict.fromkeys(("mp4", "m4v", "mov", "3gp", "m4a"), "mp4"),
    **dict.fromkeys(("mkv", "webm"), "mkv"),
    **dict.fromkeys(("wmv", "wma"), "wmv"),
    **dict.fromkeys(("mpg", "mpeg"), "mpg"),
    **dict.fromkeys(("ogg", "oga", "opus"), "ogg"),
    **dict.fromkeys(("aif", "aiff"), "aiff"),
}
"""The family of files that an ending belongs to, where it is not its own."""


def read(path: Path, format_name: str, limits: Limits) -> Facts:
    """Facts of a recording, of which only the parts that say how long it runs are read; raises Unreadable."""
    head = sniff.head(path, _HEAD)
    really = _container(head)
    wanted = _CONTAINERS.get(format_name, format_name)
    if not really:
        _refuse(head, format_name)
    if really != wanted and not {really, wanted} <= {"mp3", "aac"}:  # both may begin with ID3
        raise faults.mislabelled(format_name, f"a recording of another kind ({really})")
    if really == "mp4" and not _is_whole(path):
        raise faults.corrupt("the recording breaks off before its end, or was not copied whole")
    found = Gatherer(limits)
    found.seconds, found.properties = _told(path)
    return found.finish(format_name)


def is_one(data: bytes, name: str) -> bool:
    """Whether bytes are a recording; what any two bytes may begin with counts only where the name says so, too."""
    kind = _container(data[:_HEAD])
    return bool(kind) and (kind not in ("mp3", "aac") or sniff.is_recording(name))


def _refuse(head: bytes, format_name: str) -> None:
    """Raises what is wrong with a file that is no recording."""
    family = sniff.family(head)
    if family.startswith("of a kind"):
        raise faults.corrupt(f"it does not hold a {format_name} recording, or was not copied whole")
    names = {"text": "plain text", "zip": "a zip archive or an Office file", "ole": "an Office file"}
    raise faults.mislabelled(format_name, names.get(family, family))


def _container(head: bytes) -> str:
    """The family of files by the first bytes; empty where it is no recording."""
    if head[4:8] in _BOXES:
        return "mp4"
    if head[:4] == b"RIFF":
        return {b"WAVE": "wav", b"AVI ": "avi"}.get(head[8:12], "")
    if head[:4] == b"FORM" and head[8:11] == b"AIF":
        return "aiff"
    for mark, family in (
        (b"\x1aE\xdf\xa3", "mkv"), (b"0&\xb2u\x8ef\xcf\x11", "wmv"), (b"OggS", "ogg"), (b"fLaC", "flac"),
        (b"\x00\x00\x01\xba", "mpg"), (b"\x00\x00\x01\xb3", "mpg"), (b"#!AMR", "amr"), (b"ID3", "mp3"),
    ):  # fmt: skip
        if head.startswith(mark):
            return family
    sound = head.lstrip(b"\x00")[:2]
    if len(sound) == 2 and sound[0] == 0xFF and sound[1] & 0xE0 == 0xE0 and sound != b"\xff\xfe":
        return "aac" if sound[1] & 0xF6 == 0xF0 else "mp3"
    return ""


def _is_whole(path: Path) -> bool:
    """Whether a file of the QuickTime family holds all of its boxes and the one without which nothing plays it."""
    left = path.stat().st_size
    seen: set[bytes] = set()
    with path.open("rb") as stream:
        while left >= 8 and len(seen) < 10_000:
            header = stream.read(16)
            size, kind = int.from_bytes(header[:4], "big"), header[4:8]
            if size == 1:  # a longer length follows
                size = int.from_bytes(header[8:16], "big")
            size = size or left  # 0: to the end of the file
            seen.add(kind)
            if size < 8 or size > left:
                return False
            left -= size
            stream.seek(size - len(header), 1)
    return b"moov" in seen


def _told(path: Path) -> tuple[float | None, Properties]:
    """How many seconds it runs and what it says of itself, where that can be read."""
    try:
        from tinytag import TinyTag, TinyTagException
    except ImportError:  # in a web page, where nothing is installed
        return None, Properties()
    try:
        told = TinyTag.get(path, check_magic_bytes=True)
    except (TinyTagException, OSError, ValueError, IndexError, KeyError, TypeError, OverflowError):
        return None, Properties()
    seconds = told.duration
    runs = seconds is not None and math.isfinite(seconds) and seconds > 0
    properties = Properties(title=told.title or "", author=told.artist or "", created=told.year or "")
    return (round(float(seconds or 0), 1) if runs else None), properties
