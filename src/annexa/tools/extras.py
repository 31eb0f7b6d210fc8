"""What is installed only where bundles or the site are made: the extras of pyproject.toml, `annexa[bundle,site]`."""

import functools
from importlib.util import find_spec
from typing import Final

from annexa.model.errors import MissingTool

EXTRAS: Final = {
    "bundle": ("fontTools", "pypdf", "pyzipper", "typst"),
    "site": ("fontTools", "markdown", "material", "mkdocs", "typst"),
}
"""The modules of each extra; a test holds them and pyproject.toml in step."""
_MAKES: Final = {"bundle": "bundles are not made or judged", "site": "the guidance site is not built"}


@functools.cache
def absent(extra: str) -> tuple[str, ...]:
    """The modules of an extra that are not installed."""
    return tuple(name for name in EXTRAS[extra] if find_spec(name) is None)


def require(extra: str) -> None:
    """Raises MissingTool where an extra is not installed: before any work, and with the command that installs it."""
    if lacking := absent(extra):
        raise _missing(extra, lacking)


def lacked(module: str | None) -> MissingTool | None:
    """What to say of a module that could not be imported; None where it is no part of an extra."""
    name = (module or "").partition(".")[0]
    extra = next((extra for extra, modules in EXTRAS.items() if name in modules), None)
    return _missing(extra, (name,)) if extra is not None else None


def remedy(extra: str) -> str:
    """How to install an extra, as one sentence."""
    return f"Run: pip install 'annexa[{extra}]' (in a clone of the project: python3 scripts/run.py setup)."


def _missing(extra: str, modules: tuple[str, ...]) -> MissingTool:
    return MissingTool(
        f"This annexa was installed for checking alone, so {_MAKES[extra]}: {', '.join(modules)} not installed",
        remedy=remedy(extra),
    )
