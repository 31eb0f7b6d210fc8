"""A part of the installation: what it is, whether it is there, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    MISSING = "missing"
    LESS = "absent"
    """Not there, and what it does is done without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that annexa uses."""

    name: str
    state: State
    version: str = ""
    path: str = ""
    purpose: str
    """What it is needed for; where it is absent, what is lost."""
    remedy: str = ""
    """What to do; empty where nothing has to be done."""
