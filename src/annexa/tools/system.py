"""What has to be installed with the operating system, read from system.toml; also what scripts/run.py installs."""

import functools
import shutil
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("system.toml")
INSTALL = "sudo apt-get install --no-install-recommends"


@functools.cache
def groups() -> dict[str, dict[str, Any]]:
    """The groups of packages by name: `required`, `what`, `programs`, `packages`."""
    data: dict[str, dict[str, Any]] = _data()["groups"]
    return data


def packages(session: str) -> list[str]:
    """The packages of Debian that a task of scripts/run.py needs, such as "setup"."""
    wanted = (package for group in _data()["sessions"].get(session, ()) for package in groups()[group]["packages"])
    return [package.split("|")[0] for package in wanted]


def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def remedy(group: str, *packages: str) -> str:
    """What to do about a missing group, or about some packages of it, as one sentence."""
    if shutil.which("apt-get") is None:
        return f"Install it with your system's package manager: {groups()[group]['what']}."
    wanted = packages or tuple(package.split("|")[0] for package in groups()[group]["packages"])
    return f"Run: {INSTALL} {' '.join(wanted)}"
