"""A net below the guard's tests: should the guard fail, no test may reach another address than 127.0.0.1."""

import asyncio.selector_events
import socket
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def only_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = asyncio.selector_events.BaseSelectorEventLoop.sock_connect

    async def connect_here(self: Any, sock: socket.socket, address: tuple[Any, ...]) -> None:
        if address[0] != "127.0.0.1":
            pytest.fail(f"a connection to {address} was begun")
        await connect(self, sock, address)

    monkeypatch.setattr(asyncio.selector_events.BaseSelectorEventLoop, "sock_connect", connect_here)
