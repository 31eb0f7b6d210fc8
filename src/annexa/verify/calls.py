"""pdfium's functions that are called for each letter and each object, in their plainest form.

The binding makes an object of each handle, which takes as long as most of these functions do: here handles are whole
numbers, and where a function writes to takes `ctypes.byref`.
"""

import ctypes
from collections.abc import Callable
from typing import Any, Final

import pypdfium2.raw as raw


def handle(of: Any) -> int:
    """The handle of a page or of its text, for as long as that is open."""
    return ctypes.cast(of.raw, ctypes.c_void_p).value or 0


def _plain(function: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(_number(function.restype), *map(_number, function.argtypes))(address)


def _number(kind: Any) -> Any:
    return ctypes.c_void_p if hasattr(kind, "contents") else kind


code_of: Final = _plain(raw.FPDFText_GetUnicode)
is_unmapped: Final = _plain(raw.FPDFText_HasUnicodeMapError)
angle_of: Final = _plain(raw.FPDFText_GetCharAngle)
letter_box: Final = _plain(raw.FPDFText_GetCharBox)
line_box: Final = _plain(raw.FPDFText_GetRect)
object_of: Final = _plain(raw.FPDFPage_GetObject)
object_in: Final = _plain(raw.FPDFFormObj_GetObject)
objects_in: Final = _plain(raw.FPDFFormObj_CountObjects)
kind_of: Final = _plain(raw.FPDFPageObj_GetType)
bounds_of: Final = _plain(raw.FPDFPageObj_GetBounds)
matrix_of: Final = _plain(raw.FPDFPageObj_GetMatrix)
pixels_of: Final = _plain(raw.FPDFImageObj_GetImagePixelSize)
_bounded_text: Final = _plain(raw.FPDFText_GetBoundedText)
_ROOM: Final = 1_000
_letters: Final = (ctypes.c_ushort * _ROOM)()


def text_in(text: int, box: tuple[float, float, float, float]) -> str:
    """The words in a box (left, bottom, right, top) of a page's text; empty where they are too many for one call."""
    left, bottom, right, top = box
    count = _bounded_text(text, left, top, right, bottom, _letters, _ROOM)  # with a nought at the end
    if not 0 < count < _ROOM:
        return ""
    return bytes(_letters)[: 2 * (count - 1)].decode("utf-16-le", "ignore").strip()
