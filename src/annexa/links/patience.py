"""Politeness towards a host: how many requests at a time, when to wait, and when to give up."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from email.utils import parsedate_to_datetime

from annexa.links.failures import Failure
from annexa.links.verdict import UNREACHED, Verdict


class Host:
    """One host in one run."""

    def __init__(self, at_once: int) -> None:
        self.turns = asyncio.Semaphore(at_once)
        self.given_up: Failure | None = None
        """Set when the host could not be reached several times in a row: the rest of its links get the same verdict."""
        self._not_before = 0.0
        self._failures = 0

    async def wait(self, pause: Callable[[float], Awaitable[None]]) -> None:
        """Waits until the host may be asked again."""
        seconds = self._not_before - time.monotonic()
        if seconds > 0:
            await pause(seconds)

    def hold(self, seconds: float) -> None:
        """Nobody asks this host for so long."""
        self._not_before = max(self._not_before, time.monotonic() + seconds)

    def note(self, failure: Failure | None, most: int) -> None:
        """Counts failures to reach the host; any answer starts the count again."""
        if failure is None or failure.verdict not in UNREACHED:
            self._failures = 0
            return
        self._failures += 1
        if failure.host_wide and self._failures >= most:
            self.given_up = failure
        elif self._failures >= 2 * most:
            # It took the connections, so another page of it might still answer: nothing certain follows.
            self.given_up = failure._replace(certain=False, detail="like other links to this host")


def is_passing(failure: Failure) -> bool:
    """Whether a failure may pass by itself within seconds."""
    return failure.verdict in (Verdict.TIMEOUT, Verdict.REFUSED) or (failure.verdict is Verdict.DNS and failure.passing)


def wait_of(status: int, headers: Mapping[str, str], turn: int, *, longest: float) -> float | None:
    """Seconds to wait before asking again: what Retry-After says, or 1, 2, 4 … ; None where asking again is no use.

    A server that asks for longer than `longest` is left alone. Source: RFC 9110, sections 10.2.3 and 15.6.4; RFC 6585.
    """
    if status not in (429, 500, 502, 503, 504):
        return None
    asked = headers.get("Retry-After", "").strip()
    if not asked:
        return 2.0**turn
    seconds = _seconds(asked)
    return seconds if seconds is not None and seconds <= longest else None


def _seconds(retry_after: str) -> float | None:
    """A number of seconds or a date, as seconds from now; never below nought."""
    if retry_after.isdigit() and len(retry_after) < 10:
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
