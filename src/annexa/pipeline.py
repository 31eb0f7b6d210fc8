"""What a user asks for, as short lists of verbs: check, bundle, site, and build for all of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from annexa.check import Checked
from annexa.check import check as run_rules
from annexa.load import Loaded

Advance = Callable[[str], None]


def cache_of(root: Path) -> Path:
    """Where everything is kept that can be worked out again."""
    return root / "build" / "cache"


def check(
    loaded: Loaded,
    *,
    as_of: date,
    only: frozenset[str] | None = None,
    online: bool = False,
    advance: Advance = lambda name: None,
) -> Checked:
    """Every finding of the library, or of some item folders."""
    return run_rules(loaded, as_of=as_of, cache=cache_of(loaded.root), only=only, advance=advance)


def items_changed_since(root: Path, revision: str) -> frozenset[str]:
    """The item folders with files that differ from a git revision, uncommitted and new files included."""
    from annexa.tools import git

    changed = git.changed_since(root, revision)
    return frozenset("/".join(name.split("/")[:2]) for name in changed if name.startswith("evidence/"))
