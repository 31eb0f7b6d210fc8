"""Pictures of a page: what a letter adds to it, and whether a place is dark or of one colour."""

import ctypes
from typing import Any, Final

from annexa.documents.gather import Area

_SCALE: Final = 2.0
"""Pixels a point."""
_PIXELS: Final = 4_000_000
"""Of a picture; larger pages are rendered smaller."""
_DARK: Final = 90
"""Grey level (0 to 255) up to which a pixel is dark."""
_DIFFERENT: Final = 14
"""Levels by which a pixel must change for the eye to see a letter; 1.1 to 1 on white is 12."""
_INK: Final = 0.04
"""Part of a letter's box that must change; the thinnest glyph, a dot on its i left, fills more."""
_EVEN: Final = 40
"""Levels between the lightest and the darkest pixel of a place of one colour."""


class Look:
    """A page as its readers see it, annotations included."""

    def __init__(self, page: Any, *, is_fine: bool) -> None:
        """`is_fine` where single letters are looked at, and not only whether a place is of one colour."""
        self.page = page
        width, height = page.get_size()
        self.scale = min(_SCALE if is_fine else 1.0, (_PIXELS / max(width * height, 1)) ** 0.5)
        self.picture = self._render()
        self.grey = self.picture.convert("L")
        self.width, self.height = self.picture.size

    def _render(self) -> Any:
        bitmap = self.page.render(scale=self.scale, no_smoothimage=True)
        picture = bitmap.to_pil().convert("RGB")
        bitmap.close()
        return picture

    def without(self, objects: list[Any]) -> Any:
        """Where these objects make a difference to the page: a picture of 0 and 255."""
        import pypdfium2.raw as raw
        from PIL import ImageChops

        for one in objects:
            raw.FPDFPageObj_SetIsActive(one, False)
        red, green, blue = ImageChops.difference(self.picture, self._render()).split()
        for one in objects:
            raw.FPDFPageObj_SetIsActive(one, True)
        return ImageChops.lighter(ImageChops.lighter(red, green), blue).point(
            [255 if level >= _DIFFERENT else 0 for level in range(256)]
        )

    def is_seen(self, difference: Any, box: Area) -> bool:
        """Whether enough of a letter's ink makes a difference."""
        place = difference.crop(self._pixels(box))
        return bool(place.histogram()[255] >= max(_INK * place.width * place.height, 1))

    def is_dark(self, box: Area) -> bool:
        """Whether nearly all of a place is dark."""
        place = self.grey.crop(self._inner(box))
        return bool(sum(place.histogram()[: _DARK + 1]) >= 0.86 * place.width * place.height)

    def is_even(self, box: Area) -> bool:
        """Whether a place has one colour, so that nothing can be read there."""
        lightest, darkest = _spread(self.grey.crop(self._inner(box)))
        return lightest - darkest <= _EVEN

    def _inner(self, box: Area) -> tuple[int, int, int, int]:
        left, top, right, bottom = self._pixels(box)
        across, down = (right - left) // 8, (bottom - top) // 5
        return left + across, top + down, right - across, bottom - down

    def _pixels(self, box: Area) -> tuple[int, int, int, int]:
        """Left, top, right and bottom; at least one pixel, which may lie outside the picture."""
        first, second = self._pixel(box[0], box[3]), self._pixel(box[2], box[1])
        left, right = sorted((first[0], second[0]))
        top, bottom = sorted((first[1], second[1]))
        left, right = (min(max(side, -1), self.width) for side in (left, right))
        top, bottom = (min(max(side, -1), self.height) for side in (top, bottom))
        return left, top, max(right, left + 1), max(bottom, top + 1)

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        import pypdfium2.raw as raw

        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self.page.raw, 0, 0, self.width, self.height, 0, x, y, across, down)
        return across.value, down.value


def _spread(place: Any) -> tuple[int, int]:
    darkest, lightest = place.getextrema()
    return int(lightest), int(darkest)
