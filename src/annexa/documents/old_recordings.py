"""Films and sounds in Office files of before 2007, which LibreOffice leaves out when it makes a newer file of them.

PowerPoint lists them for the whole file and names them by number at a shape ([MS-PPT] 2.10); sounds of transitions and
of clicks lie in a collection (2.4.16.1). Other programs keep what was dropped into a document as an object.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, Final

from annexa.documents import containers, recordings
from annexa.documents.embedded import NATIVE, dropped
from annexa.documents.facts import Active, ActiveKind
from annexa.documents.ppt_records import STREAM, Record, atoms, records
from annexa.model.findings import Place

_DOCUMENT, _SLIDE, _LIST, _OBJECTS = 0x03E8, 0x03EE, 0x0FF0, 0x0409
_FILMS: Final = frozenset((0x1006, 0x1007, 0x100D, 0x100E, 0x100F, 0x1010))
"""Films, by what plays them; music, tracks of a disc, sounds inside and beside the file."""
_WITHIN: Final = 0x100F
_MEDIA, _REFERENCE, _SLIDE_AT = 0x1004, 0x0BC1, 0x03F3
_SOUNDS, _SOUND, _NAME = 0x07E4, 0x07E6, 0x0FBA
_PLACES: Final = 0x1772
_MOST: Final = 1_000
"""Films and sounds that are named."""
_LOOKED_AT: Final = 500_000
"""Records of a presentation; each slide may be told to lie within another."""


def in_file(data: bytes) -> tuple[Active, ...]:
    """Those in a file, in PowerPoint with their slide. None where the file is not sound."""
    with suppress(*containers.UNSOUND), containers.opened(data) as container:
        found = list(islice(_dropped_in(container), _MOST))
        if container.exists(STREAM):
            found += islice(_on_slides(bytes(container.openstream(STREAM).read())), _MOST)
        return tuple(found)
    return ()


def _named(place: Place, name: str) -> Active:
    return Active(kind=ActiveKind.RECORDING, place=place, name=name)


def _dropped_in(container: Any) -> Iterator[Active]:
    """Files that were dropped in, and what a recorder of sounds left."""
    for path in container.listdir():
        if path[-1] == NATIVE:
            stream = bytes(container.openstream(path).read())
            content, name = stream[4:], "sound"
            if not recordings.is_one(content, ""):
                with suppress(ValueError):
                    content, name = dropped(stream)
            if recordings.is_one(content, name):
                yield _named(Place(part="document"), name)


def _on_slides(data: bytes) -> Iterator[Active]:
    """Each film or sound at its slide, and those that no slide names."""
    places = _places(data)
    document = next((r for at in places.values() for r in _at(data, at, _DOCUMENT)), None)
    held = list(islice(records(data, document.body, document.end), _LOOKED_AT)) if document is not None else []
    listed = [one for one in _within(data, held, _OBJECTS) if one.kind in _FILMS]
    films = {number: name for each in listed for number, name in [_told(data, each)]}
    shown: set[int] = set()
    for number, atom in islice(_atoms_of_slides(data, held, places), _LOOKED_AT):
        if atom.kind == _REFERENCE and (film := _number(data, atom)) in films:
            shown.add(film)
            yield _named(Place(slide=number), films[film])
    for film, name in films.items():
        if film not in shown:
            yield _named(Place(part="document"), name)
    if sum(one.kind == _SOUND for one in _within(data, held, _SOUNDS)) > sum(one.kind == _WITHIN for one in listed):
        yield _named(Place(part="document"), "sound")


def _within(data: bytes, held: list[Record], kind: int) -> list[Record]:
    """The records in those of a kind."""
    inside = (one for each in held if each.kind == kind for one in records(data, each.body, each.end))
    return list(islice(inside, _LOOKED_AT))


def _atoms_of_slides(data: bytes, held: list[Record], places: dict[int, int]) -> Iterator[tuple[int, Record]]:
    """What the slides hold, each with the number of its slide as they are shown."""
    order = [one for one in held if one.kind == _LIST and one.instance == 0]
    ids = [_number(data, one) for one in _within(data, order, _LIST) if one.kind == _SLIDE_AT]
    for number, slide in enumerate(ids, 1):
        for one in _at(data, places.get(slide, len(data)), _SLIDE):
            for atom in atoms(data, one.body, one.end):
                yield number, atom


def _places(data: bytes) -> dict[int, int]:
    """Where the newest state of each slide, and of the document itself, begins (2.3.4)."""
    found: dict[int, int] = {}
    for record in islice(records(data, 0, len(data)), _LOOKED_AT):
        position = record.body
        while record.kind == _PLACES and position + 4 <= record.end:
            head = struct.unpack_from("<I", data, position)[0]
            first, count = head & 0xFFFFF, min(head >> 20, (record.end - position - 4) // 4)
            found |= dict(enumerate(struct.unpack_from(f"<{count}I", data, position + 4), first))
            position += 4 + 4 * count
    return found


def _at(data: bytes, place: int, kind: int) -> Iterator[Record]:
    """The record of a kind that begins at a place, if there is one."""
    record = next(records(data, place, len(data)), None)
    if record is not None and record.kind == kind:
        yield record


def _told(data: bytes, listed: Record) -> tuple[int, str]:
    """The number and the name of the file of a film or sound that a presentation lists."""
    number, name = -1, "sound"
    for atom in islice(atoms(data, listed.body, listed.end), 100):
        if atom.kind == _MEDIA:
            number = _number(data, atom)
        elif atom.kind == _NAME:
            path = data[atom.body : atom.end].decode("utf-16-le", "replace")
            name = path.replace("\\", "/").rpartition("/")[2]
    return number, name


def _number(data: bytes, atom: Record) -> int:
    """The number that a record begins with; -1 where it is too short for one."""
    return int(struct.unpack_from("<I", data, atom.body)[0]) if atom.size >= 4 else -1
