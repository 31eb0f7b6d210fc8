"""What must not be in a file that leaves the house: what runs or reaches outside, files inside, names of authors."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from annexa.verify.facts import Active, Attached, Author
from annexa.verify.lenient import entry, first_bytes, identity, kids, members, pairs, raw_entry, resolved, text

if TYPE_CHECKING:
    from annexa.verify.structure import Document

EXECUTABLE: Final = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|msi|msp|dll|cpl|jar|js|jse|vbs|vbe|wsf|wsh|hta|ps1|psm1|lnk|reg|sh|app|apk|iso|img|"
    r"docm|dotm|xlsm|xltm|xlam|pptm|ppam|xll|chm|html?|svg)$",
    re.IGNORECASE,
)
PROGRAM: Final = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xce", b"\xca\xfe\xba\xbe")
ACTIONS: Final = {
    "/JavaScript": "JavaScript",
    "/Launch": "an action that starts a program",
    "/SubmitForm": "an action that sends form data",
    "/ImportData": "an action that imports data",
    "/GoToE": "a jump into an embedded file",
    "/GoToR": "a jump into another file",
    "/Rendition": "a media action",
    "/Movie": "a media action",
    "/Sound": "a media action",
    "/RichMediaExecute": "a media action",
    "/SetOCGState": "an action that shows or hides layers",
    "/Hide": "an action that shows or hides content",
    "/Trans": "a page transition",
    "/GoTo3DView": "a 3D action",
}
FOLLOWED: Final = re.compile(r"(https?|mailto|tel|ftp|sip|sms):", re.IGNORECASE)
"""Schemes of addresses that readers follow."""
HARMLESS: Final = frozenset({"a page transition", "an action that shows or hides layers"})
PLAYERS: Final = {
    "/RichMedia": "embedded media",
    "/Movie": "embedded media",
    "/Sound": "embedded media",
    "/Screen": "embedded media",
    "/3D": "a 3D model",
}


def active(document: "Document") -> Iterator[Active]:
    """Everything that runs, plays, sends or reaches outside: by itself, or when a reader touches it."""
    yield from _actions(document.root, None, "/OpenAction")
    names = entry(document.root, "/Names")
    for key, value in pairs(raw_entry(names, "/JavaScript"), "/Names"):
        if resolved(value) is not None:
            yield Active(kind="JavaScript", detail=text(resolved(key))[:80])
    form = entry(document.root, "/AcroForm")
    if entry(form, "/XFA") is not None:
        yield Active(kind="an XFA form")
    for raw in members(entry(form, "/Fields"))[:20_000]:
        for field in kids(raw):
            if entry(field, "/Subtype") is None:
                yield from _actions(field, None, "/A")
    for node, _ in document.outline():
        yield from _actions(node, None, "/A")
    for index, (page, _) in enumerate(document.pages):
        yield from _actions(page, index + 1, "")
        for annotation in document.annotations(page):
            yield from _actions(annotation, index + 1, "/A")
            player = PLAYERS.get(str(entry(annotation, "/Subtype")))
            if player:
                yield Active(kind=player, position=index + 1)


def _actions(holder: Any, position: int | None, key: str) -> Iterator[Active]:
    """The actions of one object: what it does when used, and what it does by itself."""
    first = [raw_entry(holder, key)] if key else []
    by_itself = entry(holder, "/AA")
    if isinstance(by_itself, dict):
        first.extend(dict.values(by_itself))
    for raw in first:
        if isinstance(resolved(raw), dict):
            for action in kids(raw, "/Next"):
                yield from _judged(action, position)


def attached(document: "Document") -> Iterator[Attached]:
    """Every file inside the file, each once."""
    names = entry(document.root, "/Names")
    holders = [value for _, value in pairs(raw_entry(names, "/EmbeddedFiles"), "/Names")]
    holders.extend(members(entry(document.root, "/AF")))
    for page, _ in document.pages:
        for annotation in document.annotations(page):
            if entry(annotation, "/Subtype") == "/FileAttachment":
                holders.append(raw_entry(annotation, "/FS"))
    known: set[object] = set()
    for raw in holders:
        if identity(raw) not in known:
            known.add(identity(raw))
            yield _attachment(resolved(raw))


def authors(document: "Document", information: Any, metadata: str) -> Iterator[Author]:
    """Names in the properties, in the XMP packet and in notes, each once."""
    author = text(entry(information, "/Author")).strip()
    if author:
        yield Author(name=author[:200], where="the document's properties")
    creator = first_in(metadata, "dc:creator")
    if creator and creator != author:
        yield Author(name=creator[:200], where="the document's XMP metadata")
    known: set[str] = set()
    for index, (page, _) in enumerate(document.pages):
        for annotation in document.annotations(page):
            name = text(entry(annotation, "/T")).strip()
            if name and name not in known and entry(annotation, "/Subtype") not in ("/Widget", "/Link"):
                known.add(name)
                yield Author(name=name[:200], where=f"a note on page {index + 1}")


def dead(document: "Document", page: Any) -> Iterator[str]:
    """The addresses of a page's links that no reader can follow, such as a file's name or a scheme of our own."""
    for annotation in document.annotations(page):
        action = entry(annotation, "/A")
        if entry(annotation, "/Subtype") == "/Link" and entry(action, "/S") == "/URI":
            address = text(entry(action, "/URI")).strip()
            if not FOLLOWED.match(address):
                yield address[:100]


def _judged(action: Any, position: int | None) -> Iterator[Active]:
    kind = ACTIONS.get(str(entry(action, "/S")))
    if kind and kind not in HARMLESS:
        where = entry(action, "/F") or entry(action, "/Win")
        detail = text(where if isinstance(where, str) else entry(where, "/F"))
        yield Active(kind=kind, position=position, detail=detail[:80])
    address = text(entry(action, "/URI")).strip().lower()
    if address.startswith(("javascript:", "file:", "vbscript:", "data:")):
        yield Active(kind=f"a link that starts with {address.split(':')[0]}:", position=position)


def _attachment(specification: Any) -> Attached:
    name = text(entry(specification, "/UF")) or text(entry(specification, "/F")) or "a file without a name"
    holder = entry(specification, "/EF")
    stream = entry(holder, "/F") or entry(holder, "/UF")
    executable = bool(EXECUTABLE.search(name.strip())) or first_bytes(stream).startswith(PROGRAM)
    return Attached(name=name[:200], executable=executable)


def first_in(metadata: str, element: str) -> str:
    """The first text inside an element of the XMP packet."""
    found = re.search(rf"<{element}\b[^>]*>(.{{0,4000}}?)</{element}>", metadata, re.DOTALL)
    words = re.sub(r"<[^>]*>", " ", found[1]) if found else ""
    attribute = re.search(rf'\b{element}="([^"]{{0,1000}})"', metadata)
    return " ".join((words or (attribute[1] if attribute else "")).split())
