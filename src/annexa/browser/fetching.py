"""Fetches the parts of the page that checks documents, once: the wheels with pip, and Pyodide with npm.

What comes has to have the hashes of requirements/browser.txt, which the installed package brings along.
"""

import base64
import hashlib
import shutil
import sys
from pathlib import Path
from typing import Final, NamedTuple

from annexa.browser import parts
from annexa.load.shipped import brought
from annexa.model.errors import MissingTool, ToolFailed
from annexa.tools.files import replace_folder, work_folder
from annexa.tools.process import run

PINS: Final = "requirements/browser.txt"
STAMP: Final = "stamp"
"""The pins that the parts were fetched for."""
_WHERE: Final = (
    "--platform", "pyemscripten_2026_0_wasm32", "--python-version", "314", "--implementation", "cp",
    "--abi", "cp314", "--abi", "none", "--no-deps", "--only-binary=:all:", "--require-hashes",
)  # fmt: skip
_SECONDS: Final = 600
_REMEDY: Final = (
    "See that this machine reaches the package registries that pip and npm are set up for, and run it again. All else "
    "works without: only the page check.html is missing from the site."
)


class Pyodide(NamedTuple):
    """The package of npm that the pins name."""

    name: str
    integrity: str
    """As npm writes it: "sha512-" and the digest in base64."""


def are_there() -> bool:
    """Whether the parts of these very pins have been fetched."""
    try:
        return (parts.place() / STAMP).read_text(encoding="utf-8") == _pins().read_text(encoding="utf-8")
    except OSError:
        return False


def fetch() -> Path:
    """Brings all parts or none; answers with their folder. Those of other pins, which would judge otherwise, go.

    Raises MissingTool where pip or npm is not there, ToolFailed where they bring nothing or something else.
    """
    pins, target = _pins(), parts.writable_place()
    if not are_there():
        shutil.rmtree(target, ignore_errors=True)
    npm = shutil.which("npm")
    if npm is None:
        raise MissingTool(
            "npm is not here, which brings Python for browsers (Pyodide)",
            remedy="Install Node.js, which npm comes with (on Debian: apt-get install npm), and run this again.",
        )
    with work_folder(target) as folder:
        _wheels(pins, folder)
        _pyodide(npm, _wanted(pins.read_text(encoding="utf-8")), folder)
        shutil.copyfile(pins, folder / STAMP)
        replace_folder(folder, target)
    return target


def _pins() -> Path:
    return brought() / PINS


def _wanted(pins: str) -> Pyodide:
    return Pyodide(*next(line for line in pins.splitlines() if line.startswith("# npm: ")).split()[2:4])


def _wheels(pins: Path, folder: Path) -> None:
    """Wheels for the browser's Python. pip itself refuses what has another hash."""
    pip = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-input", "--retries", "1"]
    done = run([*pip, *_WHERE, "-r", pins, "-d", folder], seconds=_SECONDS)
    if done.code:
        raise ToolFailed(f"pip brought no wheels for browsers: {done.complaint or 'it says nothing'}", remedy=_REMEDY)


def _pyodide(npm: str, wanted: Pyodide, folder: Path) -> None:
    done = run([npm, "pack", "--silent", wanted.name, "--pack-destination", folder], seconds=_SECONDS)
    packed = folder / f"{wanted.name.replace('@', '-')}.tgz"
    if done.code or not packed.is_file():
        raise ToolFailed(f"npm brought no {wanted.name}: {done.complaint or 'it says nothing'}", remedy=_REMEDY)
    digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    if wanted.integrity != f"sha512-{digest}":
        raise ToolFailed(
            f"{wanted.name} came with another content than the one that annexa was built with",
            remedy="Do not use it. Try from another network, and tell whoever looks after annexa.",
        )
