"""The fonts of the system: those as wide as Office's, so that lines and pages break alike, and who has which letter."""

import bisect
import functools
import hashlib
import os
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
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


FORMAT = "%{file}\t%{family}\t%{style}\t%{color}\t%{charset}\n"
"""What fontconfig is asked for of each font."""


@dataclass(frozen=True, slots=True)
class Face:
    """One style of an installed font."""

    file: Path
    family: str
    style: str
    is_coloured: bool
    """Its letters are small pictures, which LibreOffice 7.4 draws as nothing."""
    spans: tuple[tuple[int, int], ...]
    """First and last of each run of characters that it has, in order."""

    @property
    def is_plain(self) -> bool:
        """Whether every program can draw with it."""
        return not self.is_coloured and self.file.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc")

    def has(self, mark: str) -> bool:
        """Whether it has a shape for a character."""
        at = bisect.bisect_right(self.spans, (ord(mark), 0x110000)) - 1
        return at >= 0 and self.spans[at][1] >= ord(mark)


@functools.cache
def faces() -> tuple[Face, ...]:
    """Every installed style of every font; nothing where fontconfig is absent."""
    listed = _asked("--format", FORMAT, ":")
    found = {face for line in listed.splitlines() if (face := _face(line)) is not None}
    return tuple(sorted(found, key=lambda face: (str(face.file), face.family, face.style)))


@functools.cache
def has(mark: str) -> bool:
    """Whether some installed font that every program can use has a shape for a character; so too where nobody knows."""
    known = faces()
    return not known or any(face.has(mark) for face in known if face.is_plain)


def _face(line: str) -> Face | None:
    parts = line.split("\t")
    if len(parts) != 5:
        return None
    file, family, style, coloured, spans = parts
    ends = [(int(span.partition("-")[0], 16), int(span.rpartition("-")[2], 16)) for span in spans.split()]
    first = family.split(",")[0].strip()
    return Face(Path(file), first, style.split(",")[0], coloured == "True", tuple(sorted(ends)))


def _asked(*arguments: str) -> str:
    """What fontconfig says; nothing where it is absent."""
    fc_list = shutil.which("fc-list")
    if fc_list is not None:
        with suppress(OSError, subprocess.TimeoutExpired):
            asked = subprocess.run([fc_list, *arguments], capture_output=True, text=True, timeout=60, check=False)
            if asked.returncode == 0:
                return asked.stdout
    return ""


@functools.cache
def families() -> frozenset[str]:
    """The names of the installed fonts; read from file names where fontconfig is absent."""
    listed = _asked(":", "family")
    named = frozenset(name.strip() for line in listed.splitlines() for name in line.split(","))
    return named or frozenset(_from_files())


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
