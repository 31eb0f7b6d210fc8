"""Fonts and pictures that pages use, each looked at once however many pages share it."""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from annexa.verify.lenient import entry, identity, members, raw_entry, resolved

if TYPE_CHECKING:
    from annexa.verify.structure import Document


def _resources(first: Any, known: set[object]) -> Iterator[Any]:
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


def loose_fonts(document: "Document") -> Iterator[tuple[str, int]]:
    """Fonts that are not embedded, each with the first page that uses it, counted from 1."""
    known: set[object] = set()
    fonts: set[object] = set()
    for index, (_, inherited) in enumerate(document.pages):
        for resources in _resources(inherited.get("/Resources"), known):
            group = entry(resources, "/Font")
            for raw in list(dict.values(group)) if isinstance(group, dict) else []:
                if identity(raw) in fonts:
                    continue
                fonts.add(identity(raw))
                font = resolved(raw)
                if isinstance(font, dict) and not _embedded(font):
                    yield str(entry(font, "/BaseFont") or "a font without a name").lstrip("/")[:80], index + 1


def picture_digest(resources: Any, known: dict[object, bytes]) -> str:
    """Of the raw bytes of the pictures that a page draws, in an order that does not depend on their names.

    `known` remembers those of pictures that several pages draw.
    """
    group = entry(resources, "/XObject")
    digests = []
    for raw in list(dict.values(group))[:200] if isinstance(group, dict) else []:
        name = identity(raw)
        if name not in known:
            stream = resolved(raw)
            data = getattr(stream, "_data", b"") if entry(stream, "/Subtype") == "/Image" else b""
            known[name] = hashlib.sha256(data).digest() if isinstance(data, bytes) and data else b""
        digests.append(known[name])
    kept = sorted(digest for digest in digests if digest)
    return hashlib.sha256(b"".join(kept)).hexdigest()[:32] if kept else ""


def _embedded(font: Any) -> bool:
    """Whether the font's outlines are in the file; Type 3 fonts draw theirs as page content."""
    if entry(font, "/Subtype") == "/Type3":
        return True
    holders = [font, *(resolved(raw) for raw in members(entry(font, "/DescendantFonts")))]
    descriptors = [entry(holder, "/FontDescriptor") for holder in holders]
    return any(entry(d, key) is not None for d in descriptors for key in ("/FontFile", "/FontFile2", "/FontFile3"))
