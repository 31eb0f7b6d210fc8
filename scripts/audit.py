"""Looks at what the project stands on: every library pinned, with hashes, and as installed; known faults where asked.

    python scripts/audit.py [--advisories FOLDER|FILE.zip]

Without the network: the pins in requirements/ are complete (whatever a pinned library needs is pinned too), each has a
SHA-256, and this environment has those versions. Known faults are looked up in advisories in the OSV format, such as
a download of the Python Packaging Advisory Database (github.com/pypa/advisory-database, its zip or its vulns/ folder).
Exit code 1 means that something is wrong; without advisories the last line says that known faults were not looked up.
"""

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"
HELD = "held.txt"
"""Bounds for those who renew the pins, and no pins."""
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


class Pin(NamedTuple):
    """A line of requirements/."""

    name: str
    version: str
    hashes: int
    file: str
    holds: bool
    """Whether it is meant for this Python and system."""


def pins(folder: Path = REQUIREMENTS) -> list[Pin]:
    """All of them. Raises InvalidRequirement where a line is none."""
    found = []
    for path in sorted(each for each in folder.glob("*.txt") if each.name != HELD):
        for line in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
            text = line.partition("--hash")[0].partition(" #")[0].strip()
            if text and not text.startswith("#"):
                asked = Requirement(text)
                versions = [each.version for each in asked.specifier if each.operator == "=="]
                found.append(
                    Pin(
                        canonicalize_name(asked.name),
                        versions[0] if versions else "",
                        len(_HASH.findall(line)),
                        path.name,
                        asked.marker is None or asked.marker.evaluate({"extra": ""}),
                    )
                )
    return found


def faults(known: list[Pin]) -> Iterator[str]:
    """What is wrong with the pins, in sentences."""
    here: dict[str, set[str]] = {}
    for pin in known:
        if not pin.version:
            yield f"{pin.file}: {pin.name} is not pinned to one version"
        elif not pin.hashes:
            yield f"{pin.file}: {pin.name} {pin.version} has no SHA-256"
        if pin.holds:
            here.setdefault(pin.name, set()).add(pin.version)
    for name, several in here.items():
        if len(several) > 1:
            yield f"{name} is pinned to {' and to '.join(sorted(several))}"
        yield from _as_installed(name, several, here)


def _as_installed(name: str, pinned: set[str], here: dict[str, set[str]]) -> Iterator[str]:
    """Where a library is installed: whether as pinned, and whether what it needs is pinned."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    if found.version not in pinned:
        yield f"{name} {found.version} is installed, and {' or '.join(pinned)} is pinned"
    for needed in map(Requirement, found.requires or ()):
        is_meant = needed.marker is None or needed.marker.evaluate({"extra": ""})
        if is_meant and canonicalize_name(needed.name) not in here:
            yield f"{name} needs {needed.name}, which is not pinned"


def advisories(place: Path) -> Iterator[dict[str, Any]]:
    """The records of a folder or a zip, in JSON or YAML."""
    if place.is_dir():
        texts = (path.read_text(encoding="utf-8") for path in sorted(place.rglob("*")) if _is_record(path.name))
        yield from map(_record, texts)
        return
    with zipfile.ZipFile(place) as archive:
        for name in archive.namelist():
            if _is_record(name):
                yield _record(archive.read(name).decode("utf-8"))


def _is_record(name: str) -> bool:
    return name.endswith((".json", ".yaml", ".yml")) and "/." not in name


def _record(text: str) -> dict[str, Any]:
    record = json.loads(text) if text.lstrip().startswith("{") else yaml.safe_load(text)
    return record if isinstance(record, dict) else {}


def known_faults(known: list[Pin], records: Iterator[dict[str, Any]]) -> Iterator[str]:
    """The pins that an advisory names."""
    by_name: dict[str, set[str]] = {}
    for pin in known:
        by_name.setdefault(pin.name, set()).add(pin.version)
    for record in records:
        if record.get("withdrawn"):
            continue
        for affected in record.get("affected", ()):
            name = canonicalize_name(affected.get("package", {}).get("name", ""))
            for version in by_name.get(name, ()):
                if is_affected(version, affected):
                    summary = str(record.get("summary") or record.get("details") or "")[:120]
                    yield f"{name} {version}: {record.get('id')} {summary}".rstrip()


def is_affected(version: str, affected: dict[str, Any]) -> bool:
    """By the list of versions, or by the ranges of an OSV record."""
    if version in affected.get("versions", ()):
        return True
    return any(
        _is_in(version, each.get("events", ()))
        for each in affected.get("ranges", ())
        if each.get("type") == "ECOSYSTEM"
    )


def _is_in(version: str, events: list[dict[str, str]]) -> bool:
    inside = False
    try:
        for event in events:
            if "introduced" in event:
                inside |= event["introduced"] == "0" or Version(version) >= Version(event["introduced"])
            fixed, last = event.get("fixed"), event.get("last_affected")
            if (fixed and Version(version) >= Version(fixed)) or (last and Version(version) > Version(last)):
                inside = False
    except InvalidVersion:
        return True  # it cannot be told that it is not
    return inside


def main() -> int:
    """Prints what is wrong; 1 where anything is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--advisories", type=Path, help="advisories in the OSV format: a folder or a zip")
    chosen = parser.parse_args()
    known = pins()
    wrong = list(dict.fromkeys(faults(known)))
    if chosen.advisories is not None:
        wrong += list(dict.fromkeys(known_faults(known, advisories(chosen.advisories))))
    for each in wrong:
        print(each, file=sys.stderr)
    looked = "and known faults looked up" if chosen.advisories else "known faults were not looked up (--advisories)"
    print(f"{len({pin.name for pin in known})} libraries pinned, {len(wrong)} wrong; {looked}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
