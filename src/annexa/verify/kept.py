"""What readers saw of pages, kept by the digest of all that each page draws (`annexa.verify.drawn`).

Of a file in which few pages have changed, those are looked at, and besides them some that are known: the first, the
last, and one in a hundred, others in each file. Where one of these looks otherwise than what is kept, or anything of
the file cannot be read to its end, nothing kept counts and each page is looked at.
"""

import hashlib
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec

from annexa.tools import outputs
from annexa.tools.sealed import read_sealed, write_sealed
from annexa.verify.asked import Asked
from annexa.verify.facts import Drawn, Reading, Seen
from annexa.verify.numbering import lines_that_count
from annexa.verify.restamped import is_alike, seen_with, shown_with
from annexa.verify.second import Second
from annexa.verify.sight import FRONT_PAGES

AGAIN: Final = 100
"""Of so many known pages one is looked at again."""
TOGETHER: Final = 8
"""So many of them at once, since the second reader is started once for all that stand together."""
TOO_MANY: Final = 0.8
"""Where this share of the pages must be looked at, all are."""


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What was seen of one page."""

    seen: Seen
    second: str | None
    """What the second reader shows, as far as a check asks for it; None where there was none."""
    stamp: str = ""
    """The words of our stamp, of which the page's key knows only how long they are."""


class Sights:
    """What is known of the pages of a bundle's volumes; of a large one it takes a tenth of a second to read."""

    def __init__(self, path: Path | None) -> None:
        """`path`: where it is kept between two builds; None keeps nothing."""
        self._path = path
        self._lock = threading.Lock()
        self._now: dict[str, dict[str, Kept]] = {}
        """Pages by their key, by the volume's SHA-256."""
        self._stay: set[str] = set()

    def load(self) -> None:
        """Reads what is known, once, for whoever asks later and from any thread."""
        with self._lock:
            self._known  # noqa: B018 - it is kept

    @cached_property
    def _known(self) -> dict[str, Kept]:
        return {key: page for pages in self._before.values() for key, page in pages.items()}

    @cached_property
    def _before(self) -> dict[str, dict[str, Kept]]:
        with suppress(OSError, msgspec.MsgspecError):
            if self._path is not None:
                kept = msgspec.msgpack.decode(read_sealed(self._path), type=tuple[str, dict[str, dict[str, Kept]]])
                return kept[1] if kept[0] == self._version else {}
        return {}

    @cached_property
    def _version(self) -> str:
        return outputs.key(kind="sights")

    def get(self, key: str) -> Kept | None:
        """What was seen of a page with this key."""
        return self._known.get(key)

    def keep(self, sha256: str, pages: Mapping[str, Kept]) -> None:
        """Notes what was seen of a volume's pages, by their keys."""
        self._now[sha256] = dict(pages)

    def stay(self, sha256: str) -> None:
        """Keeps what is known of a volume that was taken over as it is."""
        self._stay.add(sha256)

    def save(self) -> None:
        """Writes it down. Raises OSError."""
        if self._path is None or (not self._now and self._stay == self._before.keys()):
            return
        stay = {sha256: pages for sha256, pages in self._before.items() if sha256 in self._stay}
        write_sealed(self._path, msgspec.msgpack.encode((self._version, stay | self._now)))


class Known:
    """What is known of the pages of one file before they are looked at."""

    def __init__(self, sights: Sights, drawn: Drawn) -> None:
        sights.load()
        self._sights = sights
        self._turn = int(hashlib.sha256("".join(drawn.pages).encode()).hexdigest()[:8], 16)
        # Words are taken down on the first pages alone: the same page further on is another.
        self._keys = [
            f"{digest} {position <= FRONT_PAGES:d}" if digest else "" for position, digest in enumerate(drawn.pages, 1)
        ]
        self._stamps = drawn.stamps
        told = ((position, self._told(position)) for position in range(1, len(self._keys) + 1))
        self._pages = {position: page for position, page in told if page is not None}

    def _told(self, position: int) -> Kept | None:
        """What will be seen of a page, at its place and with its number; None where that is not known."""
        known = self._sights.get(self._keys[position - 1]) if self._keys[position - 1] else None
        if known is None:
            return None
        seen, words, stamp = known.seen, known.second, self._stamps[position - 1]
        if known.stamp != stamp:
            other = seen_with(seen, known.stamp, stamp)
            shown = shown_with(words, known.stamp, stamp)
            if other is None or (words is not None and shown is None):
                return None
            seen, words = other, shown
        return Kept(msgspec.structs.replace(seen, position=position), words, stamp)

    def wanted(self) -> Asked | None:
        """The pages to look at; None for all of them."""
        count = len(self._keys)
        if not self._pages:
            return None
        wanted = [at for at in range(1, count + 1) if at not in self._pages or at in (1, count) or self._is_again(at)]
        return Asked(wanted, count) if len(wanted) < TOO_MANY * count else None

    def _is_again(self, position: int) -> bool:
        """Whether a known page is looked at again: a few that stand together, which file by file are others."""
        return (position // TOGETHER + self._turn) % AGAIN == 0

    def holds(self, reading: Reading, second: Second | None) -> bool:
        """Whether the pages that were looked at look as they are known, and nothing else is out of order."""
        if reading.incomplete or (second is not None and second.trouble):
            return False
        if len(reading.laid) != len(self._keys):
            return False
        return all(
            is_alike(page, told.seen) and self._page(page, second).second == told.second
            for page in reading.seen
            if (told := self._pages.get(page.position)) is not None
        )

    def completed(self, reading: Reading, second: Second | None) -> tuple[Reading, Second | None]:
        """The facts of all pages, of which those that were not looked at are as they are known."""
        seen = {position: known.seen for position, known in self._pages.items()}
        seen |= {page.position: page for page in reading.seen}
        words = {position: known.second or "" for position, known in self._pages.items()}
        if second is not None:
            words |= dict(second.at)
            second = Second(at={position: words.get(position, "") for position in seen})
        return msgspec.structs.replace(reading, seen=tuple(seen[at] for at in sorted(seen))), second

    def keep(self, reading: Reading, second: Second | None) -> None:
        """Notes what was seen of the file's pages."""
        if reading.incomplete or (second is not None and second.trouble) or len(reading.seen) != len(self._keys):
            return
        pages = {
            key: self._page(page, second)
            for page, key in zip(reading.seen, self._keys, strict=True)
            if key and not page.fault
        }
        self._sights.keep(reading.sha256, pages)

    def _page(self, page: Seen, second: Second | None) -> Kept:
        words = None if second is None else second.at.get(page.position, "")
        shown = None if words is None else lines_that_count(words, page)
        return Kept(page, shown, self._stamps[page.position - 1])
