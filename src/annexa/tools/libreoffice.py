"""LibreOffice: where it is, its version, and workers that print documents to PDF.

A worker is a bridge process (`tools/bridge`, run by the Python that can `import uno`) and the LibreOffice that the
bridge starts, in a process group and a folder of their own. They share nothing with the user's LibreOffice, speak over
a pipe, and go together: on a crash, at a time limit, and when annexa itself is killed.
"""

import functools
import json
import os
import queue
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self, cast

from annexa.model.errors import MissingTool, ToolFailed
from annexa.tools import system
from annexa.tools.bridge.pipes import remove_pipes
from annexa.tools.profile import write_profile

START_PATIENCE = 90.0
"""Seconds that LibreOffice may take to start; about one on an idle machine."""
PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
BOOT = "import sys; sys.path.append(sys.argv[1]); from bridge.loop import main; main()"


class Refused(Exception):
    """LibreOffice is sound, but this document cannot be printed. `kind` is one of bridge.loop's."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind


class Crashed(Exception):
    """LibreOffice ended or stopped answering while it worked on a document; the worker is gone."""


class TimedOut(Crashed):
    """A document took longer than its time limit; the worker is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What is needed to print: the program, and a Python that can talk to it."""

    soffice: Path
    python: Path


def find_soffice() -> Path | None:
    """The LibreOffice program, or None."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    in_opt = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    return next((path for path in (*map(Path, PLACES), *in_opt) if path.exists()), None)


def find_python(soffice: Path) -> Path | None:
    """A Python that can `import uno`: LibreOffice's own, the system's, or the one that runs now; else None."""
    program = soffice.resolve().parent
    beside = (program / "python", program.parent / "Resources" / "python", program / "python.bin")
    for candidate in (*beside, Path("/usr/bin/python3"), Path(sys.executable)):
        if candidate.exists() and _can_import_uno(candidate):
            return candidate
    return None


@functools.cache
def _can_import_uno(python: Path) -> bool:
    with suppress(OSError, subprocess.TimeoutExpired):
        asked = subprocess.run([python, "-I", "-c", "import uno"], capture_output=True, timeout=30, check=False)
        return asked.returncode == 0
    return False


def require_soffice() -> Path:
    """The LibreOffice program. Raises MissingTool with the command that installs it."""
    soffice = find_soffice()
    if soffice is None:
        raise MissingTool(
            "LibreOffice is not installed, so Office documents cannot become PDF", remedy=system.remedy("convert")
        )
    return soffice


def require() -> Installation:
    """Everything that printing needs. Raises MissingTool with the command that installs it."""
    soffice = require_soffice()
    python = find_python(soffice)
    if python is None:
        raise MissingTool(
            "LibreOffice is there, but no Python that can talk to it (import uno)",
            remedy=system.remedy("convert", "python3-uno"),
        )
    return Installation(soffice=soffice, python=python)


def stamp(soffice: Path) -> str:
    """Changes when another LibreOffice is installed; costs no process."""
    folder = soffice.resolve().parent
    parts = [str(soffice.resolve())]
    for name in ("soffice.bin", "versionrc", "libmergedlo.so"):
        with suppress(OSError):
            state = (folder / name).stat()
            parts.append(f"{name} {state.st_size} {state.st_mtime_ns}")
    return "; ".join(parts)


@functools.cache
def version(soffice: Path) -> str:
    """Such as "7.4.7.2"; asks the program once. Raises ToolFailed if it does not answer."""
    with tempfile.TemporaryDirectory(prefix="annexa-office-", ignore_cleanup_errors=True) as folder:
        profile = f"-env:UserInstallation={Path(folder).as_uri()}"
        try:
            asked = subprocess.run(
                [soffice, profile, "--version"],
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
                env=_environment(folder),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ToolFailed(f"LibreOffice does not start: {error}", remedy="Install it again.") from error
    found = re.search(r"\b\d+(?:\.\d+)+\b", asked.stdout)
    if found is None:
        raise ToolFailed("LibreOffice does not tell its version", remedy="Install it again.")
    return found.group()


def _environment(folder: str | Path) -> dict[str, str]:
    """The same on every machine: no locale, time zone, display, or Python setting of the user's comes through."""
    real_home = os.environ.get("HOME", "/")
    return {
        "PATH": f"{os.environ.get('PATH', '')}:/usr/bin:/bin",  # its start script wants the usual small programs
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "XDG_DATA_HOME": os.environ.get("XDG_DATA_HOME", f"{real_home}/.local/share"),  # where the user's fonts lie
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SAL_USE_VCLPLUGIN": "svp",
        "OOO_DISABLE_RECOVERY": "1",
    }


@functools.cache
def _without_network() -> tuple[str, ...]:
    """The prefix that runs a program without any network, where the system allows that; else nothing."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    for flags in (("-n",), ("-r", "-n")):
        with suppress(OSError, subprocess.TimeoutExpired):
            tried = subprocess.run([unshare, *flags, "true"], capture_output=True, timeout=10, check=False)
            if tried.returncode == 0:
                return (unshare, *flags)
    return ()


class Worker:
    """A LibreOffice that prints one document after the other until it is closed or fails."""

    def __init__(self, installation: Installation) -> None:
        """Starts it. Raises ToolFailed if it does not start."""
        self.folder = Path(tempfile.mkdtemp(prefix="annexa-office-"))
        self._answers: queue.Queue[str | None] = queue.Queue()
        self._number = 0
        self._name = f"annexa-{secrets.token_hex(8)}"
        self.closed = False
        try:
            self._start(installation)
        except BaseException:
            self.close()
            raise

    def _start(self, installation: Installation) -> None:
        write_profile(self.folder / "profile")
        self._log = (self.folder / "bridge.log").open("wb")
        self._process = subprocess.Popen(
            [*_without_network(), installation.python, "-I", "-c", BOOT, Path(__file__).parent],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            encoding="utf-8",
            cwd=self.folder,
            env=_environment(self.folder),
            start_new_session=True,
        )
        self._requests = cast(IO[str], self._process.stdin)
        threading.Thread(target=self._listen, daemon=True).start()
        settings = {
            "soffice": str(installation.soffice),
            "profile": str(self.folder / "profile"),
            "name": self._name,
            "log": str(self.folder / "office.log"),
            "folder": str(self.folder),
            "patience": START_PATIENCE,
        }
        try:
            answer = self._ask(settings, START_PATIENCE + 10)
        except Crashed as error:
            answer = {"ready": False, "detail": str(error)}
        if not answer["ready"]:
            raise ToolFailed(
                f"LibreOffice does not start: {answer['detail']}",
                remedy="Run `annexa doctor --deep` to see what is wrong.",
            )

    def _listen(self) -> None:
        with suppress(ValueError, OSError):
            for line in self._process.stdout or ():
                self._answers.put(line)
        self._answers.put(None)

    def _ask(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        try:
            self._requests.write(json.dumps(request) + "\n")
            self._requests.flush()
            line = self._answers.get(timeout=seconds)
        except OSError as error:
            raise Crashed("LibreOffice is gone") from error
        except queue.Empty:
            raise TimedOut(f"LibreOffice did not finish within {seconds:.0f} seconds") from None
        if line is None:
            raise Crashed("LibreOffice ended while it worked")
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError as error:
            raise Crashed("LibreOffice's bridge stopped in the middle of its work") from error
        return answer

    def work_folder(self) -> Path:
        """A fresh folder below the worker's own, for a private copy and its PDF."""
        self._number += 1
        folder = self.folder / f"{self._number}"
        folder.mkdir()
        return folder

    def print(self, request: Mapping[str, Any], *, seconds: float) -> tuple[str, ...]:
        """Prints one document; answers notes on what was changed for print.

        Raises Refused; or Crashed or TimedOut, and then this worker is closed.
        """
        try:
            answer = self._ask(request, seconds)
        except BaseException:
            self.close()
            raise
        if answer["ok"]:
            return tuple(answer["notes"])
        if answer["kind"] == "disposed":
            self.close()
            raise Crashed(f"LibreOffice failed: {answer['detail']}")
        raise Refused(answer["kind"], answer["detail"])

    def close(self) -> None:
        """Ends everything that belongs to it and removes its folder; safe to call twice and from another thread."""
        if self.closed:
            return
        self.closed = True
        process = getattr(self, "_process", None)
        if process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
            for stream in (process.stdin, process.stdout, self._log):
                with suppress(OSError, ValueError):
                    if stream is not None:
                        stream.close()
        remove_pipes((self.folder / "profile").as_uri(), self._name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
