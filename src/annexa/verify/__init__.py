"""Judges a finished PDF, made here or by others, by a published standard.

The file is read again with pypdf and pdfium, never with the library that writes bundles, in processes of their own;
the checks are pure functions over what was read. `verify` is the door.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annexa.verify.judge import standing_by, verify, verify_each, verify_here
    from annexa.verify.result import Outcome, Status, Verification

__all__ = ["Outcome", "Status", "Verification", "standing_by", "verify", "verify_each", "verify_here"]

_RESULTS = ("Outcome", "Status", "Verification")


def __getattr__(name: str) -> Any:
    """Each name from its module when it is first asked for: a process that reads need not load what judges."""
    if name not in __all__:
        raise AttributeError(name)
    home = "result" if name in _RESULTS else "judge"
    return getattr(importlib.import_module(f"annexa.verify.{home}"), name)
