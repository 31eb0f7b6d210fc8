"""Takes out of pages what they have and never draw, and out of pictures and forms what these say of themselves.

An editor that deletes a picture often leaves it in the file, for whoever looks; a photograph says who took it, and
where.
"""

import re
from collections.abc import Iterator
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Stream

from annexa.pdf.content import FORM_DEPTH, bytes_of
from annexa.pdf.source import Source
from annexa.pdf.written import entries, is_odd, name_of

NEVER_DRAWN: Final = "pictures and forms that no page draws"
_ABOUT: Final = frozenset(
    ("/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/Alternates", "/Ref", "/AF", "/Measure", "/PtData", "/ID")
)
"""Entries of a picture or form that no reader draws."""
_NAMES: Final = re.compile(rb"/([^\s\0/<>\[\](){}%]*)")
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_SEGMENTS: Final = frozenset((*range(0xE3, 0xEE), 0xE1, 0xEF, 0xFE))
"""Of a JPEG: what cameras and programs add; not its kind, its colour profile (APP2) or Adobe's colours (APP14)."""
Number = tuple[int, int]


def tidy(source: Source) -> None:
    """Cleans what the pages draw, in memory, and notes how much was there that none draws."""
    shared: dict[Number, list[Dictionary]] = {}
    for index, page in enumerate(source.pages):
        resources = page.get("/Resources")
        if isinstance(resources, Dictionary) and "/XObject" in resources:
            # Without a number they are the page's own: a negative one stands for it.
            numbers = (resources["/XObject"].objgen, resources.objgen, (-1 - index, 0))
            shared.setdefault(next(number for number in numbers if number[0]), []).append(page)
    seen: set[Number] = set()
    for pages in shared.values():
        resources = pages[0]["/Resources"]
        objects = resources["/XObject"]
        if isinstance(objects, Dictionary):
            if dropped := _drop(objects, pages):
                source.removed[NEVER_DRAWN] += dropped
            _about(source, resources, seen, 0)


def _drop(objects: Dictionary, pages: list[Dictionary]) -> int:
    """Takes out what none of the pages that share it names; where one cannot be read, or a form or a font may draw for
    itself from them, everything stays."""
    named: set[str] = set()
    for page in pages:
        data = bytes_of(page)
        if data is None:
            return 0
        named.update(map(_plain, _NAMES.findall(data)))
    things = dict(entries(objects))
    unused = [key for key in things if key.isascii() and not is_odd(key) and key[1:] not in named]
    if not unused or not all(_stands_alone(thing) for key, thing in things.items() if key not in unused):
        return 0
    if any(_draws_from(page["/Resources"]) for page in pages):
        return 0
    for key in unused:
        del objects[key]
    return len(unused)


def _plain(name: bytes) -> str:
    return _ESCAPE.sub(lambda code: bytes.fromhex(code[1].decode()), name).decode("latin-1")


def _stands_alone(thing: Object) -> bool:
    """Whether it is no form that draws from what the page has: those of old programs do."""
    return not isinstance(thing, Stream) or thing.get("/Subtype") != Name.Form or "/Resources" in thing


def _draws_from(resources: Object) -> bool:
    """Whether letters or patterns among the resources may draw from what the page has."""
    for key in ("/Font", "/Pattern"):
        holder = resources.get(key)
        for _, each in entries(holder) if isinstance(holder, Dictionary) else ():
            is_drawing = isinstance(each, Stream) or (
                isinstance(each, Dictionary) and each.get("/Subtype") == Name.Type3
            )
            if is_drawing and "/Resources" not in each:
                return True
    return False


def _about(source: Source, resources: Object, seen: set[Number], depth: int) -> None:
    objects = resources.get("/XObject")
    for _, thing in entries(objects) if isinstance(objects, Dictionary) else ():
        if not isinstance(thing, Stream) or thing.objgen in seen:
            continue
        seen.add(thing.objgen)
        for each in _with_masks(thing):
            for key in each.keys() & _ABOUT:
                del each[key]
            if _is_jpeg(each):
                _silence(each)
        inner = thing.get("/Resources")
        if isinstance(inner, Dictionary) and depth < FORM_DEPTH:
            _about(source, inner, seen, depth + 1)


def _with_masks(picture: Stream) -> Iterator[Stream]:
    yield picture
    for key in ("/SMask", "/Mask"):
        mask = picture.get(key)
        if isinstance(mask, Stream):
            yield mask


def _is_jpeg(picture: Stream) -> bool:
    filters = picture.get("/Filter")
    if isinstance(filters, Array) and len(filters) == 1:
        filters = filters[0]
    return isinstance(filters, Name) and name_of(filters) in ("/DCTDecode", "/DCT")


def _silence(picture: Stream) -> None:
    try:
        data = picture.read_raw_bytes()
    except Exception:  # what cannot be read is named by the check
        return
    if (plain := without_remarks(data)) != data:
        kept = {key: picture[key] for key in picture.keys() & {"/Filter", "/DecodeParms"}}
        picture.write(plain)
        for key, value in kept.items():
            picture[key] = value


def without_remarks(jpeg: bytes) -> bytes:
    """A JPEG without what its camera and programs wrote about it; what does not look like one stays as it is."""
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [jpeg[:2]], 2
    while jpeg[at : at + 1] == b"\xff" and at + 4 <= len(jpeg):
        kind = jpeg[at + 1]
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if kind == 0xDA:  # its lines begin
            return b"".join((*kept, jpeg[at:]))
        if kind in (0xFF, 0x01) or 0xD0 <= kind <= 0xD9 or end > len(jpeg):
            return jpeg
        if kind not in _SEGMENTS:
            kept.append(jpeg[at:end])
        at = end
    return jpeg
