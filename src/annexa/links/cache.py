"""Remembers answers between runs: pages that opened, for some days; failures, to tell a dead link from a bad hour."""

import time
from pathlib import Path

import msgspec

from annexa.links.verdict import ALIVE, DEAD, Answer, Verdict
from annexa.tools.files import write_whole

APART = 3 * 3600.0
"""Seconds between the first and the latest failed run after which a link counts as dead."""
FORGET = 180 * 86400.0
"""Seconds after which an address that nobody asked about is forgotten."""
VERSION = 1


class Remembered(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of one address."""

    alive: Answer | None = None
    """The last answer that showed the page."""
    first_failed: float | None = None
    """When the unbroken row of failures began, in seconds since 1970; None where the last answer was good."""
    last_failed: float | None = None
    verdict: Verdict | None = None
    """Of the last failure."""


class _File(msgspec.Struct, frozen=True):
    version: int
    links: dict[str, Remembered]


class Memory:
    """The file `build/cache/links.json`; a missing, broken or older file counts as empty."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._links: dict[str, Remembered] = {}
        try:
            held = msgspec.json.decode(path.read_bytes(), type=_File)
        except (OSError, msgspec.MsgspecError, ValueError):
            return
        if held.version == VERSION:
            self._links = dict(held.links)

    def recall(self, address: str, *, max_age_days: float, now: float | None = None) -> Answer | None:
        """The remembered answer if the page opened no more than so many days ago, and has not failed since."""
        held = self._links.get(address)
        now = time.time() if now is None else now
        if held is None or held.alive is None or held.first_failed is not None:
            return None
        age = now - held.alive.asked_at
        # An answer from the future comes from a clock that was wrong; it is not trusted.
        return msgspec.structs.replace(held.alive, remembered=True) if 0 <= age <= max_age_days * 86400 else None

    def record(self, answer: Answer, *, strict: bool = False) -> Answer:
        """Remembers an answer and returns it with `certain` set.

        A failure is certain when `strict`, or when an earlier run failed at least APART seconds before and nothing good
        came between; other answers pass unchanged.
        """
        held = self._links.get(answer.address, Remembered())
        if answer.verdict in ALIVE:
            self._links[answer.address] = Remembered(alive=msgspec.structs.replace(answer, remembered=False))
            return answer
        if answer.verdict not in DEAD:
            return answer
        first = held.first_failed if held.first_failed is not None else answer.asked_at
        self._links[answer.address] = Remembered(held.alive, first, answer.asked_at, answer.verdict)
        twice = answer.asked_at - first >= APART
        return msgspec.structs.replace(answer, certain=answer.certain and (strict or twice))

    def save(self) -> None:
        """Writes the file whole. Raises OSError."""
        horizon = time.time() - FORGET
        kept = {address: held for address, held in sorted(self._links.items()) if _last_seen(held) >= horizon}
        data = msgspec.json.encode(_File(VERSION, kept))
        write_whole(self.path, msgspec.json.format(data, indent=1) + b"\n")


def _last_seen(held: Remembered) -> float:
    return max(held.last_failed or 0.0, held.alive.asked_at if held.alive else 0.0)
