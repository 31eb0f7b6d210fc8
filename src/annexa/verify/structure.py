"""What a PDF's structure says: labels, bookmarks, links, tags, fonts, active content.

Uses pypdf, never the library that writes bundles.
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from annexa.verify import hazards, resources
from annexa.verify.facts import (
    Bookmark,
    Box,
    Jump,
    Laid,
    Structure,
    Target,
    as_seen,
)
from annexa.verify.labels import page_labels
from annexa.verify.lenient import (
    entry,
    identity,
    key_of,
    members,
    number,
    pairs,
    raw_entry,
    resolved,
    text,
)

MAX_BOOKMARKS: Final = 100_000
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
    from annexa.verify.unpacked import Reader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with path.open("rb") as stream:
        reader = Reader(stream, strict=False)
        encrypted = bool(reader.is_encrypted)
        if encrypted and not reader.decrypt(""):
            yield Structure(encrypted=True)
            return
        document = Document(reader)
        yield document.whole(encrypted=encrypted)
        yield from document.laid()


class Document:
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
        self._annotations: dict[int, list[Any]] = {}
        """Of each page, which several checks look at."""

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
        title = text(entry(information, "/Title")).strip() or hazards.first_in(metadata, "dc:title")
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
            active=tuple(hazards.active(self)),
            attached=tuple(hazards.attached(self)),
            authors=tuple(hazards.authors(self, information, metadata)),
            loose_fonts=tuple(resources.loose_fonts(self)),
        )

    def laid(self) -> Iterator[Laid]:
        for index, (page, inherited) in enumerate(self.pages):
            yield Laid(
                position=index + 1,
                unit=number(entry(page, "/UserUnit"), 1.0) or 1.0,
                in_tree=self._in_tree(page) if isinstance(self.tree, dict) else None,
                jumps=tuple(self._jumps(page, inherited)),
                dead=tuple(hazards.dead(self, page)),
                pictures=resources.picture_digest(inherited.get("/Resources"), self._digests),
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

    def outline(self) -> Iterator[tuple[Any, int]]:
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
        for node, depth in self.outline():
            title = " ".join(text(entry(node, "/Title")).split())
            yield Bookmark(title=title[:500], depth=depth, target=self._target_of(node) or Target())

    def annotations(self, page: Any) -> list[Any]:
        if id(page) not in self._annotations:
            found = (resolved(raw) for raw in members(entry(page, "/Annots"))[:20_000])
            self._annotations[id(page)] = [annotation for annotation in found if isinstance(annotation, dict)]
        return self._annotations[id(page)]

    def _jumps(self, page: Any, inherited: dict[str, Any]) -> Iterator[Jump]:
        visible, rotate = _visible(inherited)
        for annotation in self.annotations(page):
            if entry(annotation, "/Subtype") != "/Link":
                continue
            target = self._target_of(annotation)
            box = _box(entry(annotation, "/Rect"))
            if target is not None and box is not None:
                yield Jump(box=Box(*(round(n, 1) for n in as_seen(box, visible, rotate))), target=target)

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

    def _metadata(self) -> str:
        """The XMP packet as text; entities are never resolved, since it is not parsed as XML."""
        stream = entry(self.root, "/Metadata")
        try:
            data: bytes = stream.get_data()[:1_000_000]
        except Exception:
            return ""
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")


def _zoom(parts: list[Any]) -> str:
    kind = str(resolved(parts[1])) if len(parts) > 1 else ""
    if kind == "/XYZ":
        factor = number(resolved(parts[4])) if len(parts) > 4 else 0.0
        return f"{round(factor * 100)}%" if factor > 0 else ""
    return ZOOMS.get(kind, "")


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
