"""One LibreOffice process: started here, spoken to over a pipe, never over a port."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno as uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.task import XInteractionHandler

FLAGS = ("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
CONFINE = str(Path(__file__).with_name("confine.py"))
PATIENCE_OF_THE_KILLED = 2.0
"""Seconds until a killed process writes nothing more, whether or not it has been reaped."""


class StartFailed(Exception):
    """LibreOffice ended, or did not answer in time, before it took a connection."""

    def __init__(self, detail: str, *, has_ended: bool) -> None:
        super().__init__(detail)
        self.has_ended = has_ended


class Office:
    """A running LibreOffice with its own profile, and the desktop that loads documents."""

    def __init__(self, soffice: str, profile: str, name: str, log: str, folder: str, patience: float) -> None:
        """Starts it where it can see its own folder alone, and waits until it answers. `patience` is in seconds.

        Raises StartFailed.
        """
        self.name = name
        self.log = Path(log)
        accept = f"--accept=pipe,name={name};urp;"
        installation = f"-env:UserInstallation={address_of(profile)}"
        with self.log.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-I", CONFINE, folder, soffice, installation, *FLAGS, accept],
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
            )
        self.desktop = self._connect(time.monotonic() + patience)

    def _connect(self, deadline: float) -> Any:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        address = f"uno:pipe,name={self.name};urp;StarOffice.ComponentContext"
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise StartFailed(
                    f"LibreOffice ended with code {self.process.returncode} while starting", has_ended=True
                )
            try:
                context = resolver.resolve(address)
                return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            except NoConnectException:
                time.sleep(0.05)
        raise StartFailed("LibreOffice did not answer in time while starting", has_ended=False)

    def dispatcher(self) -> Any:
        """The helper that runs a menu command in a document's frame."""
        context = uno.getComponentContext()
        return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)


class Refusal(unohelper.Base, XInteractionHandler):  # type: ignore[misc]
    """Answers every question that LibreOffice would ask a user with "no", and remembers a password."""

    def __init__(self) -> None:
        self.wants_password = False

    def handle(self, request: Any) -> None:
        """Called by LibreOffice. What it offers to continue with tells what it asks for: `getRequest` itself cannot
        be read from Python 3.11 (pyuno of LibreOffice 7.4 raises SystemError for exception structures)."""
        for choice in request.getContinuations():
            offered = _interfaces(choice)
            self.wants_password = self.wants_password or any("Password" in name for name in offered)
            if "XInteractionAbort" in offered:
                choice.select()


def kind_of(thing: Any) -> str:
    """The last word of a UNO type's name, such as "DisposedException"."""
    return type(thing).__name__.rsplit(".", 1)[-1]


def _interfaces(thing: Any) -> list[str]:
    return [t.typeName.rsplit(".", 1)[-1] for t in thing.getTypes()]


def properties(**values: Any) -> tuple[Any, ...]:
    """Keyword arguments as UNO property values."""
    made = []
    for name, value in values.items():
        prop = PropertyValue()
        prop.Name, prop.Value = name, value
        made.append(prop)
    return tuple(made)


def address_of(path: str) -> str:
    """A path as the file address that LibreOffice wants."""
    return str(uno.systemPathToFileUrl(path))


def end_group() -> None:
    """Kills everything that belongs to this bridge, the bridge included; it returns in a fork of it that stays alone.

    A LibreOffice that still runs writes into the folder that its heir is about to remove.
    """
    group = os.getpgrp()
    if os.fork():
        threading.Event().wait()  # until the fork ends this process too
    os.setsid()
    os.killpg(group, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_OF_THE_KILLED
    with suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.killpg(group, 0)  # a killed process takes a moment to go, or waits for ever where nobody reaps it
            time.sleep(0.02)
