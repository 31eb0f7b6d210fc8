"""Fonts that take up the same room as those that Office documents ask for, so that lines and pages break alike."""

import functools
import hashlib
import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

STAND_INS: dict[str, str] = {
    "Carlito": "Calibri",
    "Caladea": "Cambria",
    "Liberation Sans": "Arial",
    "Liberation Serif": "Times New Roman",
    "Liberation Mono": "Courier New",
    "DejaVu Sans": "signs that other fonts lack",
}
"""A font, and what it stands in for."""
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")


@functools.cache
def families() -> frozenset[str]:
    """The names of the installed fonts; read from file names where fontconfig is absent."""
    fc_list = shutil.which("fc-list")
    if fc_list is not None:
        with suppress(OSError, subprocess.TimeoutExpired):
            asked = subprocess.run([fc_list, ":", "family"], capture_output=True, text=True, timeout=60, check=False)
            if asked.returncode == 0:
                return frozenset(name.strip() for line in asked.stdout.splitlines() for name in line.split(","))
    return frozenset(_from_files())


def _from_files() -> set[str]:
    known = {name.replace(" ", "").lower(): name for name in STAND_INS}
    found = set()
    for folder in FOLDERS:
        for _, _, names in os.walk(Path(folder).expanduser()):
            stems = {Path(name).stem.split("-")[0].lower() for name in names}
            found |= {known[stem] for stem in stems & known.keys()}
    return found


def missing() -> tuple[str, ...]:
    """Which stand-ins are not installed."""
    return tuple(name for name in STAND_INS if name not in families())


def fingerprint() -> str:
    """A digest of the installed fonts: a PDF made with other fonts breaks its pages elsewhere."""
    return hashlib.sha256("\n".join(sorted(families())).encode()).hexdigest()[:12]
