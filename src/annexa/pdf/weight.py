"""How much a page shows, with what is in its forms each time that they are drawn: whatever draws it holds all of it.

A form may draw another twice, and that one another twice: twenty of them, in a file of five kilobytes, are a million.
"""

import re
from collections import Counter
from typing import Any, Final

from pikepdf import Dictionary, Stream

from annexa.tools.memory import wants_memory

MOST_SHOWN: Final = 1_000_000
"""Words, pictures and forms that one page may show: a reader takes 900 bytes for each."""
_SHOWN: Final = (b"Tj", b"TJ", b"Do")
_DRAWN: Final = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b")
_DEEP: Final = 100
"""Forms in forms that are followed."""
TOO_LONG: Final = "page {} of the PDF has more on it than one page may have"
LIGHTEN: Final = "Export it again with less detail, or print that page as a picture to a new PDF."


class TooLong(Exception):
    """Content that would take too much memory to be looked at as a whole."""


class Weight:
    """Weighs the pages of one source; a form that several of them draw is looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], int] = {}

    def ensure_bearable(self, page: Dictionary, data: bytes) -> None:
        """Raises TooLong for a page with this content that shows too much."""
        if self._shown(page.get("/Resources"), data, 0) > MOST_SHOWN:
            raise TooLong

    def _shown(self, resources: Any, data: bytes, deep: int) -> int:
        count = sum(map(data.count, _SHOWN))
        objects = resources.get("/XObject") if b"Do" in data and isinstance(resources, Dictionary) else None
        if not isinstance(objects, Dictionary) or deep > _DEEP or count > MOST_SHOWN:
            return count
        for name, times in Counter(_DRAWN.findall(data)).items():
            thing = objects.get("/" + name.decode("latin-1"))
            if isinstance(thing, Stream) and thing.get("/Subtype") == "/Form":
                count += times * self._form(thing, resources, deep + 1)
        return count

    def _form(self, form: Stream, outer: Dictionary, deep: int) -> int:
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
