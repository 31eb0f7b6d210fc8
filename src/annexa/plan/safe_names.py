"""File names that Windows, SharePoint and every unzip program accept."""

import re
import unicodedata

LONGEST = 80
"""Characters of one file name: SharePoint counts the whole path, decoded, and stops at 400."""

_REFUSED = re.compile(r'[<>:"/\\|?*#%~&{}\x00-\x1f\x7f]')
_DEVICES = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_SYSTEM = re.compile(r"^(\.|~\$|thumbs\.db$|desktop\.ini$|__macosx$)", re.IGNORECASE)
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def safe_name(text: str, *, suffix: str = "") -> str:
    """The text as a file name, with the suffix (".pdf"); never empty, at most `LONGEST` characters long."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(mark for mark in composed if unicodedata.category(mark) not in _UNSEEN or mark in "\t\n")
    words = " ".join(_REFUSED.sub(" ", seen).split())
    name = words[: LONGEST - len(suffix)].strip(" .") or "unnamed"
    return ("_" if _DEVICES.match(name + suffix) else "") + name + suffix


def safe_file(name: str) -> str:
    """A file's name made safe with its own ending kept, however long the name before it."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > 10:
        return safe_name(name)
    return safe_name(stem, suffix="." + (re.sub(r"\W", "", ending) or "bin"))


def distinct(name: str, taken: set[str]) -> str:
    """The name, or the name with a number before its ending; what is returned is added to `taken`, in small letters."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    candidate, count = name, 1
    while candidate.casefold() in taken:
        count += 1
        candidate = f"{stem} ({count}){dot}{ending}"
    taken.add(candidate.casefold())
    return candidate


def made_by_system(name: str) -> bool:
    """Whether a file or folder was left by a system or an open program, such as desktop.ini or ~$list.xlsx."""
    return _SYSTEM.match(name) is not None
