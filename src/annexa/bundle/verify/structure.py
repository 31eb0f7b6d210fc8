"""What a PDF's structure says: labels, bookmarks, links, tags, fonts, active content.

Uses pypdf, never the library that writes bundles.
"""

import hashlib
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from annexa.bundle.verify.facts import (
    Active,
    Attached,
    Author,
    Bookmark,
    Box,
    Jump,
    Laid,
    Structure,
    Target,
    as_seen,
)
from annexa.bundle.verify.labels import page_labels
from annexa.bundle.verify.lenient import (
    entry,
    first_bytes,
    identity,
    key_of,
    kids,
    members,
    number,
    pairs,
    raw_entry,
    resolved,
    text,
)

MAX_BOOKMARKS: Final = 100_000
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
ZOOMS: Final = {
    "/Fit": "fit the page",
    "/FitB": "fit the page",
    "/FitH": "fit the width",
    "/FitBH": "fit the width",
    "/FitV": "fit the height",
    "/FitBV": "fit the height",
    "/FitR": "fit a rectangle",
}


def read(path: Path) -> Iterator[Structure | Laid]:
    """The whole file first, then every page. Raises whatever pypdf raises where the file cannot be opened."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with path.open("rb") as stream:
        reader = PdfReader(stream, strict=False)
        encrypted = bool(reader.is_encrypted)
        if encrypted and not reader.decrypt(""):
            yield Structure(encrypted=True)
            return
        document = _Document(reader)
        yield document.whole(encrypted=encrypted)
        yield from document.laid()


class _Document:
    """An open file, its pages found and its destinations indexed, each object looked at once."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self.root = resolved(raw_entry(reader.trailer, "/Root"))
        self.pages: list[tuple[Any, dict[str, Any]]] = []
        """Each page with what it inherits."""
        self.position: dict[object, int] = {}
        self._find_pages()
        self.destinations = self._named()
        self.tree = entry(self.root, "/StructTreeRoot")
        self._parents: dict[int, Any] | None = None
        self._reached: dict[object, bool] = {}
        self._digests: dict[object, bytes] = {}

    # -- pages --------------------------------------------------------------------------------------------

    def _find_pages(self) -> None:
        """The page tree, without recursion, with what pages inherit from the nodes above them."""
        known: set[object] = set()
        stack: list[tuple[Any, dict[str, Any]]] = [(raw_entry(self.root, "/Pages"), {})]
        while stack and len(known) < 300_000:
            raw, above = stack.pop()
            name = identity(raw)
            node = resolved(raw)
            if name in known or not isinstance(node, dict):
                continue
            known.add(name)
            inherited = dict(above)
            for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources"):
                value = entry(node, key)
                if value is not None:
                    inherited[key] = value
            children = entry(node, "/Kids")
            if isinstance(children, list) and entry(node, "/Type") != "/Page":
                stack.extend((child, inherited) for child in reversed(members(children)))
            else:
                self.pages.append((node, inherited))
                self.position[name] = len(self.pages)

    def whole(self, *, encrypted: bool) -> Structure:
        labels, labelled = page_labels(self.root, len(self.pages))
        metadata = self._metadata()
        information = entry(self.reader.trailer, "/Info")
        title = text(entry(information, "/Title")).strip() or _one(metadata, "dc:title")
        viewing = entry(self.root, "/ViewerPreferences")
        return Structure(
            pages=len(self.pages),
            labels=labels,
            labelled=labelled,
            title=title[:1000],
            shows_title=_true(entry(viewing, "/DisplayDocTitle")),
            language=text(entry(self.root, "/Lang"))[:40],
            tagged=_true(entry(entry(self.root, "/MarkInfo"), "/Marked")) and isinstance(self.tree, dict),
            ua="pdfuaid:part" in metadata,
            encrypted=encrypted,
            opening=self._opening(),
            bookmarks=tuple(self._bookmarks()),
            active=tuple(self._active()),
            attached=tuple(self._attached()),
            authors=tuple(self._authors(information, metadata)),
            loose_fonts=tuple(self._loose_fonts()),
        )

    def laid(self) -> Iterator[Laid]:
        for index, (page, inherited) in enumerate(self.pages):
            yield Laid(
                position=index + 1,
                unit=number(entry(page, "/UserUnit"), 1.0) or 1.0,
                in_tree=self._in_tree(page) if isinstance(self.tree, dict) else None,
                jumps=tuple(self._jumps(page, inherited)),
                dead=tuple(self._dead(page)),
                pictures=self._picture_digest(inherited.get("/Resources")),
            )

    # -- destinations -------------------------------------------------------------------------------------

    def _named(self) -> dict[bytes, Any]:
        names: dict[bytes, Any] = {}
        old = entry(self.root, "/Dests")
        if isinstance(old, dict):
            for key, value in dict.items(old):
                names[str(key).lstrip("/").encode(errors="replace")] = value
        for key, value in pairs(raw_entry(entry(self.root, "/Names"), "/Dests"), "/Names"):
            name = key_of(resolved(key))
            if name is not None:
                names.setdefault(name, value)
        return names

    def _target(self, destination: Any) -> Target:
        """Where a destination lands: an array, a name, a string, or a dictionary around an array."""
        value = resolved(destination)
        if not isinstance(value, (list, dict)):
            name = key_of(value)
            value = resolved(self.destinations.get(name)) if name is not None else None
        if isinstance(value, dict):
            value = entry(value, "/D")
        parts = members(value)
        if not parts:
            return Target()
        page = parts[0]
        if isinstance(page, int) and not isinstance(page, bool):
            position = page + 1 if 0 <= page < len(self.pages) else None
        else:
            position = self.position.get(identity(page))
        return Target(position=position, zoom=_zoom(parts))

    def _target_of(self, holder: Any) -> Target | None:
        """Where a bookmark or a link annotation lands; None where it does something else or nothing."""
        destination = raw_entry(holder, "/Dest")
        if destination is not None and resolved(destination) is not None:
            return self._target(destination)
        action = entry(holder, "/A")
        if entry(action, "/S") == "/GoTo":
            return self._target(raw_entry(action, "/D"))
        return None

    def _opening(self) -> Target | None:
        value = entry(self.root, "/OpenAction")
        if isinstance(value, list):
            return self._target(value)
        if isinstance(value, dict) and entry(value, "/S") == "/GoTo":
            return self._target(raw_entry(value, "/D"))
        return None

    def _outline(self) -> Iterator[tuple[Any, int]]:
        """Every bookmark's dictionary and depth, in order, without recursion."""
        known: set[object] = set()
        stack = [(raw_entry(entry(self.root, "/Outlines"), "/First"), 0)]
        while stack and len(known) < MAX_BOOKMARKS:
            raw, depth = stack.pop()
            node = resolved(raw)
            if not isinstance(node, dict) or identity(raw) in known:
                continue
            known.add(identity(raw))
            yield node, depth
            stack.append((raw_entry(node, "/Next"), depth))
            stack.append((raw_entry(node, "/First"), depth + 1))

    def _bookmarks(self) -> Iterator[Bookmark]:
        for node, depth in self._outline():
            title = " ".join(text(entry(node, "/Title")).split())
            yield Bookmark(title=title[:500], depth=depth, target=self._target_of(node) or Target())

    def _annotations(self, page: Any) -> list[Any]:
        found = (resolved(raw) for raw in members(entry(page, "/Annots"))[:20_000])
        return [annotation for annotation in found if isinstance(annotation, dict)]

    def _jumps(self, page: Any, inherited: dict[str, Any]) -> Iterator[Jump]:
        visible, rotate = _visible(inherited)
        for annotation in self._annotations(page):
            if entry(annotation, "/Subtype") != "/Link":
                continue
            target = self._target_of(annotation)
            box = _box(entry(annotation, "/Rect"))
            if target is not None and box is not None:
                yield Jump(box=Box(*(round(n, 1) for n in as_seen(box, visible, rotate))), target=target)

    def _dead(self, page: Any) -> Iterator[str]:
        for annotation in self._annotations(page):
            action = entry(annotation, "/A")
            if entry(annotation, "/Subtype") == "/Link" and entry(action, "/S") == "/URI":
                address = text(entry(action, "/URI")).strip()
                if not FOLLOWED.match(address):
                    yield address[:100]

    # -- tags ---------------------------------------------------------------------------------------------

    def _in_tree(self, page: Any) -> bool:
        """Whether the parent tree leads from this page's content to an element that hangs in the tree."""
        if self._parents is None:
            self._parents = {}
            for key, value in pairs(raw_entry(self.tree, "/ParentTree"), "/Nums"):
                if isinstance(key, int):
                    self._parents.setdefault(int(key), value)
        key = entry(page, "/StructParents")
        if not isinstance(key, int):
            return False
        row = resolved(self._parents.get(int(key)))
        return any(self._reaches_root(raw) for raw in members(row)[:50])

    def _reaches_root(self, raw: Any) -> bool:
        """Whether an element's parents end at the root of the structure tree."""
        chain: list[object] = []
        answer = False
        for _ in range(500):
            name = identity(raw)
            if name in self._reached:
                answer = self._reached[name]
                break
            node = resolved(raw)
            if not isinstance(node, dict):
                break
            if node is self.tree or entry(node, "/Type") == "/StructTreeRoot":
                answer = True
                break
            chain.append(name)
            raw = raw_entry(node, "/P")
        self._reached.update(dict.fromkeys(chain, answer))
        return answer

    # -- what must not be there ---------------------------------------------------------------------------

    def _active(self) -> Iterator[Active]:
        yield from self._actions(self.root, None, "/OpenAction")
        names = entry(self.root, "/Names")
        for key, value in pairs(raw_entry(names, "/JavaScript"), "/Names"):
            if resolved(value) is not None:
                yield Active(kind="JavaScript", detail=text(resolved(key))[:80])
        form = entry(self.root, "/AcroForm")
        if entry(form, "/XFA") is not None:
            yield Active(kind="an XFA form")
        for raw in members(entry(form, "/Fields"))[:20_000]:
            for field in kids(raw):
                if entry(field, "/Subtype") is None:
                    yield from self._actions(field, None, "/A")
        for node, _ in self._outline():
            yield from self._actions(node, None, "/A")
        for index, (page, _) in enumerate(self.pages):
            yield from self._actions(page, index + 1, "")
            for annotation in self._annotations(page):
                yield from self._actions(annotation, index + 1, "/A")
                player = PLAYERS.get(str(entry(annotation, "/Subtype")))
                if player:
                    yield Active(kind=player, position=index + 1)

    def _actions(self, holder: Any, position: int | None, key: str) -> Iterator[Active]:
        """The actions of one object: what it does when used, and what it does by itself."""
        first = [raw_entry(holder, key)] if key else []
        by_itself = entry(holder, "/AA")
        if isinstance(by_itself, dict):
            first.extend(dict.values(by_itself))
        for raw in first:
            if isinstance(resolved(raw), dict):
                for action in kids(raw, "/Next"):
                    yield from _judged(action, position)
                following = entry(resolved(raw), "/Next")
                if isinstance(following, dict):
                    yield from _judged(following, position)

    def _attached(self) -> Iterator[Attached]:
        names = entry(self.root, "/Names")
        holders = [value for _, value in pairs(raw_entry(names, "/EmbeddedFiles"), "/Names")]
        holders.extend(members(entry(self.root, "/AF")))
        for page, _ in self.pages:
            for annotation in self._annotations(page):
                if entry(annotation, "/Subtype") == "/FileAttachment":
                    holders.append(raw_entry(annotation, "/FS"))
        known: set[object] = set()
        for raw in holders:
            if identity(raw) not in known:
                known.add(identity(raw))
                yield _attachment(resolved(raw))

    def _authors(self, information: Any, metadata: str) -> Iterator[Author]:
        author = text(entry(information, "/Author")).strip()
        if author:
            yield Author(name=author[:200], where="the document's properties")
        creator = _one(metadata, "dc:creator")
        if creator and creator != author:
            yield Author(name=creator[:200], where="the document's XMP metadata")
        known: set[str] = set()
        for index, (page, _) in enumerate(self.pages):
            for annotation in self._annotations(page):
                name = text(entry(annotation, "/T")).strip()
                if name and name not in known and entry(annotation, "/Subtype") not in ("/Widget", "/Link"):
                    known.add(name)
                    yield Author(name=name[:200], where=f"a note on page {index + 1}")

    def _metadata(self) -> str:
        """The XMP packet as text; entities are never resolved, since it is not parsed as XML."""
        stream = entry(self.root, "/Metadata")
        try:
            data: bytes = stream.get_data()[:1_000_000]
        except Exception:
            return ""
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")

    # -- fonts and pictures -------------------------------------------------------------------------------

    def _resources(self, first: Any, known: set[object]) -> Iterator[Any]:
        """Resource dictionaries of a page and of the forms and patterns that it draws, each once in the whole file."""
        stack = [first]
        while stack:
            raw = stack.pop()
            resources = resolved(raw)
            if not isinstance(resources, dict) or identity(resources) in known:
                continue
            known.add(identity(resources))
            yield resources
            for kind in ("/XObject", "/Pattern"):
                group = entry(resources, kind)
                for value in list(dict.values(group)) if isinstance(group, dict) else []:
                    if identity(value) in known:
                        continue
                    inner = resolved(value)
                    if isinstance(inner, dict) and entry(inner, "/Resources") is not None:
                        known.add(identity(value))
                        stack.append(raw_entry(inner, "/Resources"))

    def _loose_fonts(self) -> Iterator[tuple[str, int]]:
        known: set[object] = set()
        fonts: set[object] = set()
        for index, (_, inherited) in enumerate(self.pages):
            for resources in self._resources(inherited.get("/Resources"), known):
                group = entry(resources, "/Font")
                for raw in list(dict.values(group)) if isinstance(group, dict) else []:
                    if identity(raw) in fonts:
                        continue
                    fonts.add(identity(raw))
                    font = resolved(raw)
                    if isinstance(font, dict) and not _embedded(font):
                        yield str(entry(font, "/BaseFont") or "a font without a name").lstrip("/")[:80], index + 1

    def _picture_digest(self, resources: Any) -> str:
        """Of the raw bytes of the pictures that a page draws, in an order that does not depend on their names."""
        group = entry(resources, "/XObject")
        digests = []
        for raw in list(dict.values(group))[:200] if isinstance(group, dict) else []:
            name = identity(raw)
            if name not in self._digests:
                stream = resolved(raw)
                data = getattr(stream, "_data", b"") if entry(stream, "/Subtype") == "/Image" else b""
                self._digests[name] = hashlib.sha256(data).digest() if isinstance(data, bytes) and data else b""
            digests.append(self._digests[name])
        kept = sorted(digest for digest in digests if digest)
        return hashlib.sha256(b"".join(kept)).hexdigest()[:32] if kept else ""


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


def _embedded(font: Any) -> bool:
    """Whether the font's outlines are in the file; Type 3 fonts draw theirs as page content."""
    if entry(font, "/Subtype") == "/Type3":
        return True
    holders = [font, *(resolved(raw) for raw in members(entry(font, "/DescendantFonts")))]
    descriptors = [entry(holder, "/FontDescriptor") for holder in holders]
    return any(entry(d, key) is not None for d in descriptors for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _zoom(parts: list[Any]) -> str:
    kind = str(resolved(parts[1])) if len(parts) > 1 else ""
    if kind == "/XYZ":
        factor = number(resolved(parts[4])) if len(parts) > 4 else 0.0
        return f"{round(factor * 100)}%" if factor > 0 else ""
    return ZOOMS.get(kind, "")


def _one(metadata: str, element: str) -> str:
    """The first text inside an element of the XMP packet."""
    found = re.search(rf"<{element}\b[^>]*>(.{{0,4000}}?)</{element}>", metadata, re.DOTALL)
    words = re.sub(r"<[^>]*>", " ", found[1]) if found else ""
    attribute = re.search(rf'\b{element}="([^"]{{0,1000}})"', metadata)
    return " ".join((words or (attribute[1] if attribute else "")).split())


def _true(value: Any) -> bool:
    return str(getattr(value, "value", value)) == "True"


def _box(value: Any) -> Box | None:
    numbers = [number(resolved(part), float("nan")) for part in members(value)]
    return Box(*numbers).normal() if len(numbers) == 4 and all(n == n for n in numbers) else None


def _visible(inherited: dict[str, Any]) -> tuple[Box, int]:
    """The part of a page that is shown, in user space, and its rotation."""
    media = _box(inherited.get("/MediaBox")) or Box(0, 0, 612, 792)
    crop = _box(inherited.get("/CropBox")) or media
    both = Box(
        max(media.left, crop.left),
        max(media.bottom, crop.bottom),
        min(media.right, crop.right),
        min(media.top, crop.top),
    )
    shown = both if both.width > 0 and both.height > 0 else media
    return shown, int(number(inherited.get("/Rotate"))) % 360
