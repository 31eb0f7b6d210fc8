"""Links from one document to another: led inside the bundle where their target is in it, to the page that they name.

What stands behind the # of an address is read as browsers and Adobe's programs read it: a page (`#page=3`), a named
place (`#nameddest=intro`), or the bare name of a place.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from pikepdf import Array, Dictionary, Object, String

from annexa.pdf.addresses import file_name
from annexa.pdf.placed import Merged, Placed
from annexa.pdf.source import Jump
from annexa.pdf.view import top_of

Elsewhere = Callable[[str], str | None]
"""Words for a link to something that is in another volume, by its file or key; None where nothing is known of it."""
Where = bytes | int | None
"""A named place, or the index of a page from 0, in the document that a link means; None for its beginning."""


class _Landing(NamedTuple):
    """Where a link leads in the bundle."""

    target: Placed
    place: Array | String
    page: str
    """What the page is called."""
    lost: str = ""
    """What the document does not have, where the link asked for that: "page 30", "place “intro”"."""


class Jumps:
    """All links of a bundle that lead out of the document that they stand in."""

    def __init__(self, merged: Merged, names: Sequence[tuple[bytes, Object]], elsewhere: Elsewhere) -> None:
        """`names`: the named destinations of the bundle."""
        self._merged = merged
        self._leaves = merged.leaves
        self._elsewhere = elsewhere
        self._names = names
        self._places: dict[bytes, Object] | None = None
        self._keys = {leaf.key: index for index, leaf in enumerate(self._leaves) if leaf.key}
        self._files = _by_file(self._leaves)

    def lead(self) -> None:
        """Leads every jump, or takes its action away and says so."""
        for index, leaf in enumerate(self._leaves):
            for annotation, jump in leaf.jumps:
                self._lead(index, annotation, jump)

    def _lead(self, index: int, annotation: Dictionary, jump: Jump) -> None:
        landing = self._find(jump, index)
        if landing is None:
            words = self._elsewhere(jump.target)
            annotation["/Contents"] = String(words or "A link to a file that is not in this bundle.")
            if words is None:
                self._note(index, f"A link to “{last_part(jump.target)}” leads out of the bundle and was taken off.")
            return
        annotation["/Dest"] = landing.place
        annotation["/Contents"] = String(f"Go to page {landing.page}: {landing.target.title}")
        if landing.lost:
            self._note(
                index, f"A link to {landing.lost} of “{landing.target.title}” leads to its first page: it has none."
            )

    def _note(self, index: int, words: str) -> None:
        notes = self._merged.notes.setdefault(index, [])
        if words not in notes:
            notes.append(words)

    def _find(self, jump: Jump, index: int) -> _Landing | None:
        leaf = self._leaves[index]
        if leaf.trusted and jump.target.startswith("annexa:"):
            key, _, page = jump.target.removeprefix("annexa:").partition("#")
            known = self._keys.get(key)
            return None if known is None else self._inside(self._leaves[known], int(page) - 1 if page else None)
        path, fragment = file_name(jump.target)
        found = _match(path, self._files) if path else (index if fragment else None)
        if found is None:
            return None
        where = jump.destination if jump.destination is not None else meant(fragment)
        return self._inside(self._leaves[found], where)

    def _inside(self, target: Placed, where: Where) -> _Landing:
        """A place in the target's document; its beginning where the document does not know the place."""
        if where is None:
            return _beginning(target)
        if isinstance(where, int):
            if 0 <= where < len(target.pages):
                return _Landing(target, top_of(target.pages[where]), _called(target, where))
            return _beginning(target)._replace(lost=f"page {where + 1}")
        for name in (where, b"/" + where):
            if name in target.destinations:
                full = target.prefix.encode() + name
                return _Landing(target, String(full), self._page_of(full, target))
        return _beginning(target)._replace(lost=f"the place “{where.decode('utf-8', 'replace')[:60]}”")

    def _page_of(self, name: bytes, target: Placed) -> str:
        """What the page is called that a named destination of the bundle leads to."""
        if self._places is None:
            self._places = dict(self._names)
        explicit = self._places.get(name)
        first = explicit[0] if isinstance(explicit, Array) and len(explicit) else None
        numbers = {page.objgen: place for place, page in enumerate(target.pages)}
        return _called(target, numbers.get(first.objgen, 0) if isinstance(first, Dictionary) else 0)


def meant(fragment: str) -> Where:
    """What the end of an address behind its # means in a PDF."""
    if "=" not in fragment:
        return fragment.encode() or None
    said = {key.lower(): value for key, value in parse_qsl(fragment)}
    if "nameddest" in said:
        return said["nameddest"].encode()
    page = said.get("page", "")
    return max(int(page), 1) - 1 if page.isdecimal() and len(page) < 7 else None


def _beginning(target: Placed) -> _Landing:
    return _Landing(target, top_of(target.pages[0]), _called(target, 0))


def _called(target: Placed, place: int) -> str:
    return target.names[place] if place < len(target.names) else str(target.first + place)


def _by_file(leaves: Sequence[Placed]) -> Mapping[str, int | None]:
    """Leaves by every end of their paths in small letters: None where two share one."""
    found: dict[str, int | None] = {}
    for index, leaf in enumerate(leaves):
        ends = set()
        for file in leaf.files:
            parts = file.casefold().split("/")
            ends |= {"/".join(parts[start:]) for start in range(len(parts))}
        for end in ends:
            found[end] = None if found.get(end, index) != index else index
    return found


def _match(path: str, files: Mapping[str, int | None]) -> int | None:
    """The leaf that a link's path means: the longest end of it that exactly one document has."""
    parts = [part for part in path.casefold().split("/") if part not in ("", ".", "..")]
    for start in range(len(parts)):
        target = files.get("/".join(parts[start:]))
        if target is not None:
            return target
    return None


def last_part(target: str) -> str:
    """The last part of a link's path, for a message: never the folders of someone's computer."""
    return file_name(target)[0].rpartition("/")[2][:80] or "a file"
