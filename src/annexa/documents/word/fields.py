"""Form fields, content controls and bookmarks of Word: their names, choices and content, beside the text."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from annexa.documents import markup
from annexa.documents.facts import CarriedKind
from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element
from annexa.documents.word_names import VAL, W
from annexa.model.findings import Place

_OWN: Final = re.compile(r"_(?:Toc|Ref|Hlk|Hlt|GoBack|msoanchor)|OLE_LINK", re.IGNORECASE)
"""Bookmarks that Word makes itself."""
_CHOICES: Final = (f"{W}listItem", f"{W}listEntry")
_NAMES: Final = (f"{W}alias", f"{W}tag")


def add(root: Element, part: str | None, places: Mapping[Element, Place], found: Gatherer) -> None:
    """Adds what a part holds of them; `places` are those of its paragraphs."""
    for node in root.iter(f"{W}ffData", f"{W}sdt", f"{W}bookmarkStart"):
        place = _place_of(node, places) or Place(part=part)
        name = markup.local(node)
        if name == "bookmarkStart":
            words = node.get(f"{W}name") or ""
            if not _OWN.match(words):
                found.carry(CarriedKind.BOOKMARK, words, place)
        elif name == "sdt":
            _control(node, place, found)
        else:
            _legacy(node, place, found)


def _control(node: Element, place: Place, found: Gatherer) -> None:
    properties = node.find(f"{W}sdtPr")
    if properties is None:
        return
    label = " ".join(child.get(VAL) or "" for child in properties.iterchildren(*_NAMES))
    content = node.find(f"{W}sdtContent")
    if label and content is not None:
        found.carry(CarriedKind.FIELD, markup.inner_text(content, f"{W}t"), place, label=label)
    _choices(properties, place, label, found)


def _legacy(node: Element, place: Place, found: Gatherer) -> None:
    named = node.find(f"{W}name")
    label = (named.get(VAL) or "") if named is not None else ""
    for default in node.iter(f"{W}default", f"{W}statusText", f"{W}helpText"):
        if not (default.get(VAL) or "").isdigit() or len(default.get(VAL) or "") > 1:
            found.carry(CarriedKind.FIELD, default.get(VAL) or "", place, label=label)
    found.carry(CarriedKind.FIELD, " ".join(_result_of(node)), place, label=label)
    _choices(node, place, label, found)


def _choices(node: Element, place: Place, label: str, found: Gatherer) -> None:
    """Each entry of a list, as shown and as stored."""
    words: list[str] = []
    for entry in node.iter(*_CHOICES):
        words += [entry.get(VAL) or "", entry.get(f"{W}displayText") or "", entry.get(f"{W}value") or ""]
    found.carry(CarriedKind.CHOICES, "\n".join(dict.fromkeys(filter(None, words))), place, label=label)


def _result_of(node: Element) -> Iterator[str]:
    """What was filled in: the text between the marks of the field that the data belong to, in its paragraph."""
    start = next((parent for parent in markup.ancestors(node) if parent.tag == f"{W}r"), None)
    shown = False
    run = start.getnext() if start is not None else None
    while run is not None:
        mark = run.find(f"{W}fldChar")
        kind = mark.get(f"{W}fldCharType") if mark is not None else ""
        if kind in ("begin", "end"):
            return
        shown |= kind == "separate"
        if shown:
            yield markup.inner_text(run, f"{W}t")
        run = run.getnext()


def _place_of(node: Element, places: Mapping[Element, Place]) -> Place | None:
    for parent in markup.ancestors(node):
        if parent in places:
            return places[parent]
    inside = next(node.iter(f"{W}p"), None)
    return places.get(inside) if inside is not None else None
