"""How much a page shows, with what is in its forms each time that they are drawn: whatever draws it holds all of it.

A form may draw another twice, and that one another twice: twenty of them, in a file of five kilobytes, are a million.
What draws in their stead counts as they do: annotations, patterns, soft masks, and glyphs that are small pages.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Stream

from annexa.pdf.written import key_of
from annexa.tools.memory import wants_memory

MOST_SHOWN: Final = 1_000_000
"""Words, pictures and forms that one page may show: a reader takes 900 bytes for each."""
_SHOWN: Final = (b"Tj", b"TJ", b"Do", b")'", b') "', b"EI")
_USES: Final = re.compile(rb"/([^\0\s()<>\[\]{}/%]*)(?:[\0\s]|%[^\r\n]*)+(Do|scn|SCN|gs)\b")
_HOLDERS: Final = {b"Do": "/XObject", b"scn": "/Pattern", b"SCN": "/Pattern", b"gs": "/ExtGState"}
"""Where in resources the thing lies that an operator draws, or has drawn."""
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_PIECES: Final = re.compile(rb"\\.|[()]|[^()\\]+", re.DOTALL)
_HEXED: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_DEEP: Final = 100
"""Forms in forms that are followed; no reader follows as many."""
TOO_LONG: Final = "page {} of the PDF has more on it than one page may have"
LIGHTEN: Final = "Export it again with less detail, or print that page as a picture to a new PDF."


class TooLong(Exception):
    """Content that would take too much memory to be looked at as a whole."""


class Weight:
    """Weighs the pages of one source; a form that several of them draw is looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], int] = {}

    def ensure_bearable(self, page: Dictionary, data: bytes) -> None:
        """Raises TooLong for a page that shows too much, with this content and what its annotations look like."""
        resources = page.get("/Resources")
        shown = self._shown(resources, data, 0)
        shown += sum(self._looks(each, resources) for each in _annotations(page))
        if shown > MOST_SHOWN:
            raise TooLong

    def _looks(self, annotation: Object, resources: Any) -> int:
        """The heaviest state of an annotation, whichever is shown."""
        looks = annotation.get("/AP") if isinstance(annotation, Dictionary) else None
        normal = looks.get("/N") if isinstance(looks, Dictionary) else None
        return max((self._form(each, resources, 1) for each in _streams(normal)), default=0)

    def _shown(self, resources: Any, data: bytes, deep: int) -> int:
        count = sum(map(data.count, _SHOWN))
        if deep > _DEEP:
            raise TooLong
        if not isinstance(resources, Dictionary) or count > MOST_SHOWN:
            return count
        if any(operator in data and holder in resources for operator, holder in _HOLDERS.items()):
            for (name, operator), times in Counter(_USES.findall(data)).items():
                drawn = (_drawn_by(each, operator) for each in _held(resources.get(_HOLDERS[operator]), name))
                forms = [form for form in drawn if form is not None]
                count += times * max((self._form(form, resources, deep + 1) for form in forms), default=0)
        return count + self._glyphs(resources, data, deep)

    def _form(self, form: Stream, outer: Any, deep: int) -> int:
        if form.objgen not in self._known:
            self._known[form.objgen] = 0  # one that draws itself
            try:
                data = form.read_bytes()
            except Exception as error:  # whatever draws the page cannot unpack it either
                if wants_memory(error):
                    raise MemoryError from error
                return 0
            self._known[form.objgen] = self._shown(form.get("/Resources", outer), data, deep)
        return self._known[form.objgen]

    def _glyphs(self, resources: Dictionary, data: bytes, deep: int) -> int:
        """What glyphs that are small pages show, were each letter the heaviest of them."""
        fonts = resources.get("/Font") if b"Tf" in data else None
        heaviest = max((self._font(each, resources, deep) for each in _values(fonts)), default=0)
        return heaviest and heaviest * _letters(data)

    def _font(self, font: Object, resources: Dictionary, deep: int) -> int:
        if not isinstance(font, Dictionary) or font.get("/Subtype") != Name.Type3:
            return 0
        own = font.get("/Resources", resources)
        return max((self._form(each, own, deep + 1) for each in _streams(font.get("/CharProcs"))), default=0)


def _annotations(page: Dictionary) -> list[Object]:
    found = page.get("/Annots")
    return list(found) if isinstance(found, Array) else []


def _drawn_by(thing: Any, operator: bytes) -> Stream | None:
    """The form that an operator draws with a thing: itself, the cell of a pattern, or the mask of a graphics state."""
    match operator:
        case b"Do":
            return thing if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Form else None
        case b"gs":
            mask = thing.get("/SMask") if isinstance(thing, Dictionary) else None
            thing = mask.get("/G") if isinstance(mask, Dictionary) else None
    return thing if isinstance(thing, Stream) else None


def _letters(data: bytes) -> int:
    """The letters of all strings."""
    count = deep = 0
    for piece in _PIECES.findall(data):
        if piece in (b"(", b")"):
            deep = max(0, deep + (1 if piece == b"(" else -1))
        elif deep:
            count += len(piece)
        else:
            count += sum(len(hexed) // 2 for hexed in _HEXED.findall(piece))
    return count


def _held(holder: Any, name: bytes) -> Iterator[Object]:
    """What a name of the content stands for, which may be written with escapes; where nobody can tell, all there is."""
    plain = _ESCAPED.sub(lambda escaped: bytes((int(escaped[1], 16),)), name)
    key = "/" + plain.decode("utf-8", "surrogateescape")
    if isinstance(holder, Dictionary) and key in holder.keys():  # noqa: SIM118 - `in` takes no name that is not UTF-8
        yield holder[key_of(key)]
    else:
        yield from _values(holder)


def _streams(thing: Any) -> Iterator[Stream]:
    """A stream, or those of a dictionary."""
    for each in (thing,) if isinstance(thing, Stream) else _values(thing):
        if isinstance(each, Stream):
            yield each


def _values(thing: Any) -> Iterator[Object]:
    if isinstance(thing, Dictionary):
        for key in thing.keys():  # noqa: SIM118 - no mapping of Python's
            yield thing[key_of(key)]
