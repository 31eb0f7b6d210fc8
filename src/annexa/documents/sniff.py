"""What a file really is: its signature against its name."""

import hashlib
import stat
from pathlib import Path
from typing import Final

from annexa.documents import containers, faults
from annexa.documents.facts import ReadFaultKind
from annexa.documents.limits import Limits

FILMS: Final = ("mp4", "m4v", "mov", "3gp", "avi", "mkv", "webm", "wmv", "mpg", "mpeg")
SOUNDS: Final = ("mp3", "m4a", "aac", "wav", "ogg", "oga", "opus", "flac", "wma", "aif", "aiff", "amr")
MESSAGES: Final = ("eml", "msg")
FAMILIES: Final = {
    "docx": "docx", "docm": "docm", "dotx": "dotx", "dotm": "dotm",
    "xlsx": "xlsx", "xlsm": "xlsm", "xltx": "xltx", "xltm": "xltm",
    "pptx": "pptx", "pptm": "pptm", "ppsx": "ppsx", "ppsm": "ppsm", "potx": "potx", "potm": "potm",
    "odt": "odt", "ott": "ott", "ods": "ods", "ots": "ots", "odp": "odp", "otp": "otp",
    "pdf": "pdf", "csv": "csv", "txt": "txt", "rtf": "rtf",
    "png": "png", "jpg": "jpg", "jpeg": "jpg", "jfif": "jpg", "tif": "tif", "tiff": "tif",
    "gif": "gif", "bmp": "bmp", "dib": "bmp", "webp": "webp", "jp2": "jp2", "jpx": "jp2", "jpf": "jp2",
    "doc": "doc", "dot": "doc", "xls": "xls", "xlt": "xls", "ppt": "ppt", "pps": "ppt", "pot": "ppt",
    **{ending: ending for ending in (*FILMS, *SOUNDS, *MESSAGES)},
}  # fmt: skip
"""Name endings that can be read, and the format that each promises."""
RECORDINGS: Final = frozenset((*FILMS, *SOUNDS))
"""Formats of which nothing is read but how long they run."""

LEGACY: Final = frozenset({"doc", "xls", "ppt"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXTUAL = frozenset({"txt", "csv"})
_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"II+\x00", "tif"),
    (b"MM\x00+", "tif"),
    (b"{\\rtf", "rtf"),
    (b"GIF8", "gif"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "jp2"),
)
_OTHERS: Final = (
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)


def ending(path: Path) -> str:
    """The ending of a file's name, in small letters and without its dot."""
    return path.suffix.lower().lstrip(".")


def promised(path: Path) -> str:
    """The format that the name promises; empty where it is none of ours."""
    return FAMILIES.get(ending(path), "")


def load(path: Path, limits: Limits, sha256: str = "") -> bytes:
    """The bytes of a file; raises Unreadable where it is empty, too large or not there, or does not hold the bytes
    with this SHA-256 where one is given."""
    try:
        data = _bytes(path, limits.file_bytes, None)
    except faults.Unreadable as error:
        if sha256 and error.fault.kind is ReadFaultKind.EMPTY and sha256 != hashlib.sha256().hexdigest():
            raise faults.changed() from None
        raise
    if sha256 and hashlib.sha256(data).hexdigest() != sha256:
        raise faults.changed()
    return data


def ensure(path: Path, sha256: str) -> None:
    """Raises Unreadable where a file, which may be of any size, does not hold these bytes; all are right for ""."""
    try:
        with path.open("rb") as stream:
            is_other = sha256 and hashlib.file_digest(stream, "sha256").hexdigest() != sha256
    except OSError:
        is_other = bool(sha256)
    if is_other:
        raise faults.changed()


def head(path: Path, size: int) -> bytes:
    """The first bytes of a file of any size; raises Unreadable where it is empty or not there."""
    return _bytes(path, None, size)


def _bytes(path: Path, largest: int | None, wanted: int | None) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise faults.corrupt("it is not a file")
        if status.st_size == 0:
            raise faults.empty()
        if largest is not None and status.st_size > largest:
            raise faults.too_large(f"it has {status.st_size // 1_000_000:,} MB")
        with path.open("rb") as stream:
            return stream.read(wanted)
    except OSError as error:
        raise faults.corrupt(f"the system does not give it out ({error.strerror or error})") from error


def family(data: bytes) -> str:
    """What the first bytes say: `zip`, `ole`, `pdf`, `rtf`, a picture's format, `text`, or, in words, what else."""
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:2] == b"BM" and data[6:10] == bytes(4):  # reserved, which tells it from a text that begins with BM
        return "bmp"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for signature, words in _OTHERS:
        if data.startswith(signature):
            return words
    from annexa.documents.text import looks_binary

    if looks_binary(data):
        return "of a kind that is not known"
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "a web page (HTML)"
    if head.startswith(b"<?xml"):
        return "XML"
    return "text"


def ole_stream_names(data: bytes) -> set[str]:
    """Names of the streams of an OLE file, as far as its directory can be read."""
    try:
        with containers.opened(data) as container:
            return {"/".join(map(str, entry)) for entry in container.listdir(streams=True, storages=True)}
    except containers.UNSOUND as error:
        raise faults.corrupt() from error


def ole_format(names: set[str]) -> str:
    """doc, xls, ppt or msg by the streams; `encrypted` for a protected docx, xlsx or pptx; empty for anything else."""
    lower = {name.lower() for name in names}
    if "encryptedpackage" in lower or "encryptioninfo" in lower:
        return "encrypted"
    if "worddocument" in lower:
        return "doc"
    if "workbook" in lower or "book" in lower:
        return "xls"
    if "powerpoint document" in lower:
        return "ppt"
    return "msg" if "__properties_version1.0" in lower else ""


def is_locked(data: bytes, format_name: str) -> bool:
    """Whether an old Office file asks for a password before it opens.

    By the flag of the document's header in Word ([MS-DOC] 2.5.2), the FilePass record in Excel ([MS-XLS] 2.4.117)
    and the token of the user's header in PowerPoint ([MS-PPT] 2.3.2).
    """
    streams = {"doc": ("WordDocument",), "xls": ("Workbook", "Book"), "ppt": ("Current User",)}
    try:
        with containers.opened(data) as container:
            name = next((one for one in streams.get(format_name, ()) if container.exists(one)), "")
            head = container.openstream(name).read(4096) if name else b""
    except containers.UNSOUND:
        return False
    if format_name == "doc":
        return len(head) > 11 and bool(head[11] & 0x01)
    if format_name == "xls":
        return _holds_filepass(head)
    return head[12:16] == b"\xdf\xc4\xd1\xf3"


def _holds_filepass(head: bytes) -> bool:
    position = 0
    while position + 4 <= len(head):
        kind, size = (
            int.from_bytes(head[position : position + 2], "little"),
            int.from_bytes(head[position + 2 : position + 4], "little"),
        )
        if kind == 0x2F:
            return True
        position += 4 + size
    return False


def is_recording(name: str) -> bool:
    """Whether a file is a film or a sound recording, by its name."""
    return name.rpartition(".")[2].lower() in RECORDINGS


def is_textual(format_name: str) -> bool:
    """Whether any text passes for this format."""
    return format_name in _TEXTUAL
