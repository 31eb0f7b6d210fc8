"""A digest of all that a page draws, by the very bytes of the file: two pages with the same one look the same.

What a page draws is its dictionary, what it inherits, its content, its resources and all that they lead to. What only
says where it hangs (the page tree, its tags) is left out, and so is what a link leads to, which is read each time. Of a
page with anything that a reader may draw in its own way, such as a form's field or a note, nothing is said.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol

from annexa.verify.facts import Drawn
from annexa.verify.plain import Held, Plain
from annexa.verify.restamped import without_number
from annexa.verify.written import DEEP, NotPlain, Reference, parsed

INHERITED: Final = (b"/MediaBox", b"/CropBox", b"/Rotate", b"/Resources")
_HANGS: Final = frozenset({b"/Parent", b"/StructParent", b"/StructParents"})
_OF_PAGE: Final = _HANGS | {b"/Annots", b"/Contents", b"/Tabs"}
_OF_LINK: Final = _HANGS | {b"/P", b"/Dest", b"/A", b"/AA", b"/PA"}
_LAYERS: Final = frozenset({b"/Name", b"/Order", b"/ON", b"/OFF", b"/RBGroups", b"/Locked", b"/ListMode", b"/Creator"})
"""What may be said of layers that tells each reader alone which of them is shown."""
_LEADS_ON: Final = re.compile(rb"\d R\b|/(?:Parent|StructParents?)\b|%")


def read(path: Path) -> Iterator[Drawn]:
    """The digests of all pages; none where the file is not written plainly. Raises OSError."""
    try:
        yield drawn(Plain(path.read_bytes()))
    except NotPlain:
        yield Drawn()


class Objects(Protocol):
    """A file as `Plain` takes it apart."""

    root: int
    """The number of the catalogue."""

    def held(self, number: int) -> Held | None:
        """The object with a number. Raises NotPlain."""

    def content(self, number: int) -> bytes:
        """What a stream holds. Raises NotPlain."""


def drawn(file: Objects) -> Drawn:
    """The digest of each page; none where readers may differ about which pages there are."""
    try:
        found = list(_Pages(file).digests())
    except NotPlain:
        return Drawn()
    return Drawn(pages=tuple(digest for digest, _ in found), stamps=tuple(stamp for _, stamp in found))


class _Pages:
    """The pages of one file."""

    def __init__(self, file: Objects) -> None:
        self._file = file
        self._known: dict[int, bytes | None] = {}
        """By number; None for what is being looked at, and for what nothing can be said of."""
        root = self._object(Reference(file.root))
        if not isinstance(root, dict):
            raise NotPlain
        self._pages = list(self._tree(root.get(b"/Pages"), {}, set()))
        self._numbers = {number for number, _ in self._pages}
        self._hidden = self._layers(root.get(b"/OCProperties"))

    def digests(self) -> Iterator[tuple[str, str]]:
        """Of each page, and what is stamped on it."""
        for number, inherited in self._pages:
            try:
                yield self._page(number, inherited)
            except NotPlain:
                yield "", ""

    def _object(self, value: Any) -> Any:
        """What a reference leads to, where that is no stream."""
        if not isinstance(value, Reference):
            return value
        held = self._file.held(value.number)
        if held is None or held.stream is not None:
            raise NotPlain
        return parsed(held.head)

    def _tree(self, node: Any, inherited: dict[bytes, Any], above: set[int]) -> Iterator[tuple[int, dict[bytes, Any]]]:
        """The pages of a tree that counts them as it holds them, each with what it inherits."""
        if not isinstance(node, Reference) or node.number in above or len(above) > DEEP:
            raise NotPlain
        found = self._object(node)
        if not isinstance(found, dict):
            raise NotPlain
        if found.get(b"/Type") == b"/Page" and b"/Kids" not in found:
            yield node.number, inherited
            return
        kids = self._object(found.get(b"/Kids"))
        if found.get(b"/Type") != b"/Pages" or not isinstance(kids, list):
            raise NotPlain
        inherited = inherited | {key: found[key] for key in INHERITED if key in found}
        count = 0
        for kid in kids:
            for page in self._tree(kid, inherited, above | {node.number}):
                count += 1
                yield page
        if found.get(b"/Count") != b"%d" % count:
            raise NotPlain

    def _layers(self, value: Any) -> frozenset[int] | None:
        """The layers that are not shown; None where readers may differ about that."""
        if value is None:
            return frozenset()
        try:
            usual = self._object(self._object(value).get(b"/D"))
            off = self._object(usual.get(b"/OFF", []))
            return frozenset(each.number for each in off) if usual.keys() <= _LAYERS else None
        except (NotPlain, AttributeError, TypeError):
            return None

    def _page(self, number: int, inherited: dict[bytes, Any]) -> tuple[str, str]:
        page = self._object(Reference(number))
        content, stamp = self._content(page)
        digest = hashlib.sha256(content + self._written(inherited | page, _OF_PAGE, 0))
        links = self._object(page.get(b"/Annots", []))
        if not isinstance(links, list):
            raise NotPlain
        for each in links:
            link = self._object(each)
            if not isinstance(link, dict) or link.get(b"/Subtype") != b"/Link":
                raise NotPlain
            digest.update(b"link" + self._written(link, _OF_LINK, 0))
        return digest.hexdigest(), stamp

    def _content(self, page: dict[bytes, Any]) -> tuple[bytes, str]:
        """A page's content, and the words of our stamp, which is at the end of it and stays without its number."""
        parts = self._object(page[b"/Contents"]) if isinstance(page.get(b"/Contents"), list) else []
        for count in (1, 2):
            last = parts[-count:]
            if len(parts) > count and all(isinstance(each, Reference) for each in parts):
                with suppress(NotPlain):
                    found = without_number(b"".join(self._file.content(each.number) for each in last))
                    if found is not None:
                        before = self._written(parts[:-count], _HANGS, 0)
                        return b"%s %d %s" % (before, len(found[0]), found[0]), found[1]
        return self._written(page.get(b"/Contents", b"null"), _HANGS, 0), ""

    def _written(self, value: Any, left_out: frozenset[bytes], deep: int) -> bytes:
        """A value in one way, whatever its objects are numbered, with a digest in place of each."""
        if deep > DEEP:
            raise NotPlain
        if isinstance(value, bytes):
            return value
        if isinstance(value, Reference):
            return self._digest(value.number, deep + 1)
        if isinstance(value, list):
            return b"[%s]" % b" ".join(self._written(each, _HANGS, deep + 1) for each in value)
        pairs = (
            b"%s %s" % (key, self._written(value[key], _HANGS, deep + 1)) for key in sorted(value.keys() - left_out)
        )
        return b"<<%s>>" % b" ".join(pairs)

    def _digest(self, number: int, deep: int) -> bytes:
        if number in self._numbers:
            return b"a page"  # that something leads to a page draws nothing of it
        if number not in self._known:
            self._known[number] = None  # what leads back to itself is not looked at
            self._known[number] = self._of(number, deep)
        known = self._known[number]
        if known is None:
            raise NotPlain
        return known

    def _of(self, number: int, deep: int) -> bytes:
        held = self._file.held(number)
        if held is None:
            return b"null"
        written = self._head(number, held, deep)
        kind = b"(%d " % (-1 if held.stream is None else len(written))
        return kind + hashlib.sha256(written + (held.stream or b"")).hexdigest().encode() + b")"

    def _head(self, number: int, held: Held, deep: int) -> bytes:
        if _LEADS_ON.search(held.head) is None and b"/OCG" not in held.head:
            return held.head
        found = parsed(held.head)
        written = self._written(found, _HANGS, deep)
        if isinstance(found, dict) and found.get(b"/Type") == b"/OCG":
            if self._hidden is None:
                raise NotPlain
            written += b" hidden" if number in self._hidden else b" shown"
        return written
