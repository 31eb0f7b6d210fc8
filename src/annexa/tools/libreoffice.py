"""LibreOffice: where it is, which version, and how it is kept apart from user, network and local settings."""

import functools
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from annexa.model.errors import MissingTool, ToolFailed
from annexa.tools import system
from annexa.tools.leftovers import temporary_folder
from annexa.tools.process import run

PATIENCE = 30.0
"""Seconds that it may take to say its version; under one on an idle machine."""
PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)

FONTS = Path(__file__).with_name("fonts.conf")
SYSTEM_FONTS = Path("/etc/fonts/fonts.conf")
"""What our own list of fonts begins with."""


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
    beside = (
        program / "python",
        program.parent / "Resources" / "python",
        program / "python.bin",
        program / "python.exe",
    )
    for candidate in (*beside, Path("/usr/bin/python3"), Path(sys.executable)):
        if candidate.exists() and _can_import_uno(candidate):
            return candidate
    return None


@functools.cache
def _can_import_uno(python: Path) -> bool:
    """Asked once more where somebody ended it before it answered."""
    with suppress(OSError, subprocess.TimeoutExpired):
        for _ in range(2):
            asked = subprocess.run([python, "-I", "-c", "import uno"], capture_output=True, timeout=30, check=False)
            if asked.returncode >= 0:
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


def draws_formulas(soffice: Path) -> bool:
    """Whether its Math is installed, a package of its own; without it formulas leave no trace on a page."""
    program = soffice.resolve().parent
    return (program / "libsmlo.so").exists() or not (program / "libswlo.so").exists()  # others keep it elsewhere


def stamp(soffice: Path) -> str:
    """Changes when another LibreOffice is installed; costs no process."""
    folder = soffice.resolve().parent
    parts = [str(soffice.resolve())]
    for name in ("soffice.bin", "versionrc", "libmergedlo.so"):
        with suppress(OSError):
            state = (folder / name).stat()
            parts.append(f"{name} {state.st_size} {state.st_mtime_ns}")
    return "; ".join(parts)


def version(soffice: Path) -> str:
    """Such as "7.4.7.2"; asks the program once, also where it does not answer. Raises ToolFailed if it does not."""
    answer = _asked(soffice)
    if isinstance(answer, ToolFailed):
        raise answer
    return answer


@functools.cache
def _asked(soffice: Path) -> str | ToolFailed:
    """A program that hangs is waited for once, and not for each submission again; one that ends without an answer, as
    where somebody killed it, is asked twice."""
    for _ in range(2):
        with temporary_folder("office") as folder:
            profile = f"-env:UserInstallation={Path(folder).as_uri()}"
            try:
                asked = run([soffice, profile, "--version"], seconds=PATIENCE, environment=environment(folder))
            except ToolFailed as error:
                return ToolFailed(f"LibreOffice does not start: {error.message}", remedy=error.remedy)
        if found := re.search(rb"\b\d+(?:\.\d+)+\b", asked.out):  # in whatever encoding it speaks
            return found.group().decode()
    return ToolFailed(
        "LibreOffice does not tell its version",
        remedy="Close other programs, since it may want memory; if it happens again, install it anew.",
    )


def environment(folder: str | Path) -> dict[str, str]:
    """The same on every machine: no locale, time zone, display, or Python setting of the user's comes through."""
    real_home = os.environ.get("HOME", "/")
    chosen = {"FONTCONFIG_FILE": str(FONTS)} if SYSTEM_FONTS.exists() else {}
    windows = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR", "PROGRAMDATA") if name in os.environ}
    usual = [] if windows else ["/usr/bin", "/bin"]  # its start script wants the usual small programs
    return (
        chosen
        | windows
        | {
            "PATH": os.pathsep.join([os.environ.get("PATH", ""), *usual]),
            "TEMP": str(folder),
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "XDG_DATA_HOME": os.environ.get("XDG_DATA_HOME", f"{real_home}/.local/share"),  # where the user's fonts lie
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "SAL_USE_VCLPLUGIN": "svp",
            "SAL_DISABLE_CUPS": "1",  # else it asks the printing service which printers there are
            "OOO_DISABLE_RECOVERY": "1",
        }
    )


@functools.cache
def without_network() -> tuple[str, ...]:
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
