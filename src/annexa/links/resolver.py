"""Looks host names up without holding up the end of a run.

The usual resolver runs in a pool of a few threads (six on a machine with two cores), which a handful of dead names
fills, and which Python waits for when the run is over. Here each look-up has its own thread that nobody waits for;
the checker's limit of connections limits them too.
"""

import asyncio
import socket
import threading

from aiohttp.abc import AbstractResolver, ResolveResult


class SystemResolver(AbstractResolver):
    """Asks the operating system, as browsers do."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Every address of a host. Raises socket.gaierror or UnicodeError."""
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def hand_over(found: list[ResolveResult] | Exception) -> None:
            if waiting.done():
                return
            if isinstance(found, Exception):
                waiting.set_exception(found)
            else:
                waiting.set_result(found)

        def look_up() -> None:
            found: list[ResolveResult] | Exception
            try:
                found = _addresses(host, port, family)
            except (OSError, UnicodeError) as fault:
                found = fault
            try:
                loop.call_soon_threadsafe(hand_over, found)
            except RuntimeError:
                return  # the run is over and its loop closed

        threading.Thread(target=look_up, name=f"look up {host[:40]}", daemon=True).start()
        return await waiting

    async def close(self) -> None:
        """Nothing to free."""


def _addresses(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family, flags=socket.AI_ADDRCONFIG)
    return [
        ResolveResult(
            hostname=host,
            host=f"{where[0]}%{where[3]}" if len(where) == 4 and where[3] else str(where[0]),
            port=int(where[1]),
            family=kind,
            proto=protocol,
            flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
        )
        for kind, _, protocol, _, where in found
    ]
