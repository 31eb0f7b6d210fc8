"""Files of kinds that cannot be checked: what each one is, what little can be told of it, and what to do instead."""

import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Final

from annexa.documents import faults, kinds, sniff
from annexa.documents.facts import ReadFault, ReadFaultKind

_HEAD: Final = 65_536
_ADDRESS: Final = re.compile(r"(?:^URL=|<string>)\s*([^<\r\n]+)", re.MULTILINE | re.IGNORECASE)
_SHOWN: Final = 300
"""Characters of an address that a message shows."""


def fault_of(path: Path) -> ReadFault:
    """Why a file that is none of the formats in `sniff.FAMILIES` cannot be checked, and what its author can do."""
    ending = sniff.ending(path)
    head = sniff.head(path, _HEAD)
    kind = kinds.kind_of(ending)
    if ending in ("url", "webloc", "website", "desktop"):
        return _shortcut(head)
    if kind is not None:
        message = f"This is {kind.what} (.{ending}), which cannot be checked as it is"
        packed = _packed(path) if ending == "zip" else ""
        return _fault(packed or message, kind.remedy)
    if really := _really(path, head):
        named = f"the ending .{ending} is not that of a document" if ending else "the name has no ending"
        return _fault(f"The content is {really}, but {named}", f"Give it the name {path.stem}.{really}.")
    return faults.unknown(ending).fault


def _fault(message: str, remedy: str) -> ReadFault:
    return ReadFault(kind=ReadFaultKind.UNKNOWN_FORMAT, message=message, remedy=remedy)


def _packed(path: Path) -> str:
    """What is in a zip archive, by kind: names may be those of children. Empty where it is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    if not entries:
        return "This is a zip archive (.zip) with nothing in it"
    counted = Counter(sniff.ending(Path(each.filename)) for each in entries)
    listed = ", ".join(
        f"{number} .{ending}" if ending else f"{number} others" for ending, number in counted.most_common(6)
    )
    locked = ", locked with a password" if any(each.flag_bits & 1 for each in entries) else ""
    files = "1 file" if len(entries) == 1 else f"{len(entries):,} files"
    return f"This is a zip archive (.zip) of {files} ({listed}){locked}; none of it can be checked while it is packed"


def _shortcut(head: bytes) -> ReadFault:
    """A file that holds nothing but an address."""
    found = _ADDRESS.search(head.decode("utf-8", errors="replace").replace("\x00", ""))
    address = found[1].strip()[:_SHOWN] if found else ""
    if address.lower().startswith(("http://", "https://")):
        return _fault(
            f"This is a shortcut to {address}, not a document",
            "Delete it, and in item.yaml write `kind: link` and, instead of `file:`, "
            f'`link: {{url: "{address}", shows: …, looked_at: …, looked_at_by: …}}`.',
        )
    where = f" to {address}" if address else ""
    return _fault(
        f"This is a shortcut{where}, which inspectors cannot follow",
        "Copy the document that it points to into this folder, name that at `file:`, and delete the shortcut.",
    )


def _really(path: Path, head: bytes) -> str:
    """The format by the content, where it is one that can be read: without an ending, no program opens the file."""
    family = sniff.family(head)
    if family == "zip":
        return _office(path)
    return family if family in sniff.FAMILIES and family != "txt" else ""


def _office(path: Path) -> str:
    from annexa.documents import ooxml
    from annexa.documents.archive import Archive
    from annexa.documents.limits import Limits
    from annexa.documents.odf import reader as odf

    limits = Limits()
    try:
        archive = Archive(io.BytesIO(sniff.load(path, limits)), limits)
        found = ooxml.Package(archive).format if "[content_types].xml" in archive else odf.format_of(archive)
    except faults.Unreadable:
        return ""
    return found if found in sniff.FAMILIES else ""
