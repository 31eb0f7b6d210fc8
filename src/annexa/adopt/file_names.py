"""What the name of a file says: which document, which version of it, which copy, of when. Everything here is pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from annexa.rules.support.dates import Precision, find_in_file_name

_SPACES: Final = re.compile(r"[\s_]+|%20")
_COPY: Final = re.compile(
    r"^(?:copy|kopie)\s+(?:\(\d+\)\s+)?of\s+|[\s-]*\bcopy\b(?:\s*\(?\d+\)?)?\s*$|\s*\(\d{1,2}\)\s*$", re.IGNORECASE
)
_VERSION: Final = re.compile(
    r"(?<![a-z0-9])(?:v(?:er(?:sion)?)?|rev(?:ision)?|issue|edition)[.\s]*(\d{1,3}(?:[.\s]\d{1,2}){0,2})(?![\d])(?:[a-z]\b)?",
    re.IGNORECASE,
)
_DRAFT: Final = re.compile(r"(?<![a-z])(?:draft|wip|for comments?|unapproved)(?![a-z])\s*\d*", re.IGNORECASE)
_FINAL: Final = re.compile(
    r"(?<![a-z])(?:final(?:ised|ized)?|approved|signed[\s-]?off|ratified|published|clean)(?![a-z])", re.IGNORECASE
)
_LATEST: Final = re.compile(r"(?<![a-z])(?:latest|updated?|revised|amended|new version)(?![a-z])\s*$", re.IGNORECASE)
_OLD: Final = re.compile(
    r"(?<![a-z])(?:old(?:er)?(?: versions?)?|superseded|archived?|previous(?: versions?)?|obsolete|do not use|"
    r"out of date)(?![a-z])",
    re.IGNORECASE,
)
_OLD_FOLDER: Final = re.compile(
    r"[\W_]*(?:zz*[\W_]*)?(?:old|older|superseded|archived?|previous|obsolete|history|do not use)"
    r"(?:\W+(?:versions?|files?|documents?|drafts?|stuff))?\W*",
    re.IGNORECASE,
)
_SERIES: Final = re.compile(
    r"\b(?:minutes|agenda|notes|meeting|actions?|newsletter|bulletin|briefing|monthly|quarterly|termly|weekly|"
    r"dashboard|scorecard|highlight report|observation|audit)\b",
    re.IGNORECASE,
)
"""What there is one of each month or term: with another date it is another document."""
_EDGES: Final = " -–—_.,;+~"

_RESERVED: Final = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
_LONGEST: Final = 80
"""Characters of a file name in the library, its ending apart: SharePoint counts the whole path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a name says."""

    words: str
    """The name without its ending, number of version, "final", "copy" and date."""
    version: tuple[int, ...] = ()
    """Such as (3, 1); empty where none is said."""
    is_final: bool = False
    is_draft: bool = False
    is_old: bool = False
    """The name, or a folder above, says that it was superseded."""
    copy: bool = False
    dated: date | None = None
    """A date in the name that tells versions of one document apart."""


def said(path: PurePosixPath) -> Said:
    """What the name of a file, and the folders above it, say. The path is relative to the folder that is read."""
    plain = _plain(path.stem)
    stripped = _without_copies(plain)
    found = find_in_file_name(f"{stripped}.x")
    day = next((one for one in found if one.precision in (Precision.DAY, Precision.MONTH)), None)
    if _SERIES.search(stripped):
        day = None  # the date belongs to what it is
    words = stripped
    if day is not None:
        words = f"{words[: day.start]} {words[day.end :]}"
    version = _VERSION.search(words)
    for mark in (_VERSION, _DRAFT, _FINAL, _LATEST, _OLD):
        words = mark.sub(" ", words)
    words = re.sub(r"\(\s*\)|\[\s*\]", " ", words)
    return Said(
        words=" ".join(words.split()).strip(_EDGES) or stripped.strip(_EDGES),
        version=tuple(int(part) for part in re.findall(r"\d+", version[1])) if version else (),
        is_final=bool(_FINAL.search(stripped)),
        is_draft=bool(_DRAFT.search(stripped)),
        is_old=bool(_OLD.search(stripped)) or any(is_old_folder(folder) for folder in path.parts[:-1]),
        copy=stripped != plain,
        dated=day.last if day is not None else None,
    )


def is_old_folder(name: str) -> bool:
    """Whether a folder is where people put what was superseded, such as "Old" or "zArchive"."""
    return bool(_OLD_FOLDER.fullmatch(name))


def safe_name(words: str, suffix: str) -> str:
    """A file name that every system, web address and SharePoint takes, such as "partnership-structure.docx"."""
    plain = unicodedata.normalize("NFKD", words.replace("ß", "ss").replace("&", " and "))
    letters = re.sub(r"[’'`]", "", "".join(c for c in plain if not unicodedata.combining(c)))
    slug = "-".join(re.findall(r"[a-z0-9]+", letters.lower()))[:_LONGEST].strip("-")
    if not slug or _RESERVED.fullmatch(slug):
        slug = f"document-{slug}".strip("-")
    return slug + re.sub(r"[^.a-z0-9]", "", suffix.lower())


def _plain(stem: str) -> str:
    return " ".join(_SPACES.sub(" ", unicodedata.normalize("NFC", stem)).split())


def _without_copies(name: str) -> str:
    while (shorter := _COPY.sub("", name).strip(_EDGES)) and shorter != name:
        name = shorter
    return name
