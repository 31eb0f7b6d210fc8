"""Which pages of a PDF cannot be shown whole: content, pictures or letters that cannot be unpacked to their end.

Readers show what they can of such a page, some of it or nothing, and say no word. Streams are unpacked here in small
pieces and let go, so that nothing of them is kept, however large they are.
"""

import io
import zlib
from collections.abc import Iterator
from typing import Any, Final

from annexa.documents.gather import Gatherer
from annexa.documents.pdf.values import is_array, is_dict, pdf_error, text_of

_PIECE: Final = 1 << 20
_MOST: Final = 4_000_000_000
"""Bytes unpacked of one file; what is beyond is not looked at, and said to be so."""
_DEEPEST: Final = 8
_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")
CONTENT, PICTURE, LETTERS = "content", "picture", "letters"
_END_OF_JPEG: Final = b"\xff\xd9"


def look(pdf: Any, found: Gatherer) -> None:
    """Adds every page that cannot be shown whole, with what on it is damaged."""
    seen = _Seen()
    for number, page in enumerate(pdf.pages, 1):
        if number > found.limits.pdf_pages:
            break
        for what in sorted(set(seen.of_page(page.obj))):
            found.damage(number, what)
        if seen.unpacked > _MOST:
            found.partial(f"its pages from {number + 1} on were not looked at for damage")
            break


class _Seen:
    """What was looked at; what many pages share is unpacked once."""

    def __init__(self) -> None:
        self.unpacked = 0
        self._known: dict[tuple[int, int], tuple[str, ...]] = {}

    def of_page(self, page: Any) -> Iterator[str]:
        contents = page.get("/Contents")
        for stream in contents if is_array(contents) else (contents,):
            if _is_stream(stream) and not self._is_sound(stream):
                yield CONTENT
        yield from self._of_resources(_inherited(page), 0)

    def _of_resources(self, resources: Any, depth: int) -> Iterator[str]:
        if not is_dict(resources) or depth > _DEEPEST:
            return
        for key, look in (("/XObject", self._of_object), ("/Pattern", self._of_object), ("/Font", self._of_font)):
            holder = resources.get(key)
            for each in _values(holder):
                if not is_dict(each) and not _is_stream(each):
                    continue
                yield from self._once(each, look, depth)

    def _once(self, each: Any, look: Any, depth: int) -> tuple[str, ...]:
        if each.objgen == (0, 0):
            return tuple(look(each, depth))
        if each.objgen not in self._known:
            self._known[each.objgen] = ()  # a form that draws itself ends here
            self._known[each.objgen] = tuple(look(each, depth))
        return self._known[each.objgen]

    def _of_object(self, each: Any, depth: int) -> Iterator[str]:
        if not _is_stream(each):
            return
        is_picture = text_of(each.get("/Subtype")) == "/Image"
        if not (self._is_picture_sound(each) if is_picture else self._is_sound(each)):
            yield PICTURE if is_picture else CONTENT
        mask = each.get("/SMask")
        if is_picture and _is_stream(mask) and not self._is_picture_sound(mask):
            yield PICTURE
        if not is_picture:
            yield from self._of_resources(each.get("/Resources"), depth + 1)

    def _of_font(self, font: Any, depth: int) -> Iterator[str]:
        below = font.get("/DescendantFonts")
        for holder in (font, *(below if is_array(below) else ())):
            descriptor: Any = holder.get("/FontDescriptor") if is_dict(holder) else None
            for key in _PROGRAMS if is_dict(descriptor) else ():
                program = descriptor.get(key)
                if _is_stream(program) and not self._is_sound(program):
                    yield LETTERS
        yield from self._of_resources(font.get("/Resources"), depth + 1)

    # ------------------------------------------------------------------ streams

    def _is_sound(self, stream: Any) -> bool:
        """Whether the stream can be unpacked to its end."""
        filters = _filters(stream)
        if filters == ["/FlateDecode"]:
            raw = _raw(stream)
            return raw is not None and (not raw or self._inflated(raw) is not None)
        if any(each in _PICTURES for each in filters):
            return True
        try:
            self.unpacked += len(_unpacked(stream))
        except Exception:
            return False
        return True

    def _inflated(self, raw: bytes) -> int | None:
        """How many bytes they become; None where they end too early or hold what cannot be unpacked.

        A wrong or missing checksum at the end alone is passed over where nothing else is wrong with the bytes: some
        programs write none.
        """
        unpacking, total, rest = zlib.decompressobj(), 0, raw
        try:
            while rest and not unpacking.eof and self.unpacked <= _MOST:
                piece = unpacking.decompress(rest, _PIECE)
                rest = unpacking.unconsumed_tail
                total += len(piece)
                self.unpacked += len(piece)
        except zlib.error:
            return None
        if unpacking.eof or self.unpacked > _MOST:
            return total
        return total if _ends_without_checksum(raw) else None

    def _is_picture_sound(self, picture: Any) -> bool:
        """Whether the picture can be decoded to its last line."""
        filters = _filters(picture)
        if not filters or filters == ["/FlateDecode"]:
            raw = _raw(picture)
            size = None if raw is None else (len(raw) if not filters else self._inflated(raw))
            return size is not None and size >= _least(picture)
        if filters[-1] in ("/DCTDecode", "/DCT", "/JPXDecode"):
            if len(filters) > 1:
                return True
            raw = _raw(picture)
            return raw is not None and _is_photograph_sound(raw, filters[-1])
        return self._is_sound(picture)


_PICTURES: Final = frozenset({"/DCTDecode", "/DCT", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF"})


def _inherited(page: Any) -> Any:
    node = page
    for _ in range(64):
        if not is_dict(node):
            return None
        if "/Resources" in node:
            return node["/Resources"]
        node = node.get("/Parent")
    return None


def _values(holder: Any) -> list[Any]:
    if not is_dict(holder):
        return []
    try:
        return list(holder.values())
    except (UnicodeDecodeError, pdf_error()):
        return [holder[key] for key in holder.keys() if key.isascii()]  # noqa: SIM118 - no mapping of Python's


def _is_stream(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Stream)


def _filters(stream: Any) -> list[str]:
    found = stream.get("/Filter")
    if found is None:
        return []
    return [_LONG.get(name, name) for name in (map(text_of, found) if is_array(found) else (text_of(found),))]


_LONG: Final = {"/Fl": "/FlateDecode"}


def _unpacked(stream: Any) -> bytes:
    import pikepdf

    return bytes(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))


def _raw(stream: Any) -> bytes | None:
    try:
        return bytes(stream.read_raw_bytes())
    except Exception:
        return None


def _ends_without_checksum(raw: bytes) -> bool:
    try:
        unpacking = zlib.decompressobj(-15)
        rest = raw[2:]
        while rest and not unpacking.eof:
            unpacking.decompress(rest, _PIECE)
            rest = unpacking.unconsumed_tail
    except zlib.error:
        return False
    return unpacking.eof


_PARTS: Final = {"/DeviceGray": 1, "/CalGray": 1, "/G": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/RGB": 3, "/DeviceCMYK": 4}


def _least(picture: Any) -> int:
    """Bytes that the picture's lines take at least; 0 where that cannot be told from its own entries."""
    try:
        width, height = int(picture.get("/Width", 0)), int(picture.get("/Height", 0))
        bits = 1 if picture.get("/ImageMask") is True else int(picture.get("/BitsPerComponent", 8))
    except (TypeError, ValueError):
        return 0
    space = picture.get("/ColorSpace")
    kind = text_of(space[0]) if is_array(space) and len(space) else text_of(space)
    parts = _PARTS.get(kind, 1)
    lines = height - 1  # the last one is forgiven
    return max(0, lines) * ((width * bits * parts + 7) // 8)


def _is_photograph_sound(raw: bytes, kind: str) -> bool:
    """A JPEG says where it ends; only one that does not, and JPEG 2000, is decoded to see."""
    if kind != "/JPXDecode" and raw[:2] == b"\xff\xd8" and _END_OF_JPEG in raw[-64:]:
        return True
    from PIL import Image

    try:
        with Image.open(io.BytesIO(raw)) as picture:
            if picture.format == "JPEG":
                picture.draft("L", (picture.width // 8, picture.height // 8))
            picture.load()
    except Exception:
        return False
    return True
