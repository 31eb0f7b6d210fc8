"""Keeps the link checker on the public internet: the address of every connection is looked at twice.

A name may have a harmless look and a private answer, and the answer may change between looking and connecting.
So the resolver refuses a host with any private answer, and the socket factory, the last step before a connection
is made, looks at the very address that is connected to. Redirects pass through both like everything else.
"""

import socket
from collections.abc import Collection, Sequence
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from annexa.links.hosts import is_public
from annexa.links.resolver import SystemResolver

MOST_ADDRESSES = 6
"""Of a host with a hundred addresses, so many are tried."""


class BlockedAddress(OSError):
    """A connection to an address that is not of the public internet was asked for, and was not made."""


class Guard:
    """Says which addresses may be connected to.

    `permit_for_tests` names exact pairs of address and port that are allowed although they are not public. It
    exists so that tests can talk to their own servers; no command and no setting passes it.
    """

    def __init__(self, *, permit_for_tests: Collection[tuple[str, int]] = ()) -> None:
        self._permitted = frozenset(permit_for_tests)

    def allows(self, address: str, port: int) -> bool:
        """Whether that numeric address may be connected to; False for a text that is no address."""
        if (address, port) in self._permitted:
            return True
        try:
            return is_public(address)
        except ValueError:
            return False

    def permits_literally(self, host: str, port: int) -> bool:
        """Whether a test allowed this very pair, so that its offline verdict does not count."""
        return (host, port) in self._permitted

    def socket(self, info: Sequence[Any]) -> socket.socket:
        """Makes the socket for `(family, type, protocol, name, (address, port, …))`; aiohttp's `socket_factory`.

        Raises BlockedAddress.
        """
        family, kind, protocol, _, where = info
        if not self.allows(where[0], where[1]):
            raise BlockedAddress(f"it leads to the private address {where[0]}")
        return socket.socket(family, kind, protocol)


class GuardedResolver(AbstractResolver):
    """Looks names up, and refuses a host of whose addresses even one is not public."""

    def __init__(self, guard: Guard, inner: AbstractResolver | None = None) -> None:
        self._guard = guard
        self._inner = inner or SystemResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host, six at most. Raises BlockedAddress, or OSError as the system does."""
        found = await self._inner.resolve(host, port, family)
        for answer in found:
            if not self._guard.allows(answer["host"], answer["port"]):
                raise BlockedAddress(f"{host} has the private address {answer['host']}")
        return found[:MOST_ADDRESSES]

    async def close(self) -> None:
        """Frees what the system's resolver holds."""
        await self._inner.close()
