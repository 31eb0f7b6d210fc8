"""What MkDocs is told: annexa's own configuration and theme, with a library's names, colours and menu.

MkDocs runs hooks, plugins and the templates of a theme as programs. Whoever may propose a change of a library must not
be able to run one where its site is built, so nothing of that kind is taken from a library.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from annexa.load import shipped, tree
from annexa.load.nodes import MapNode
from annexa.model.errors import UsageError
from annexa.tools.files import replace_folder, work_folder, write_whole

CONFIG: Final = "mkdocs.yml"
THEME: Final = "guidance/theme"
WRITTEN: Final = Path("build/mkdocs.yml")
WRITTEN_THEME: Final = Path("build/theme")

_OPEN: Final = frozenset({"site_name", "site_description", "site_author", "site_url", "copyright", "nav"})
"""What a library's mkdocs.yml may say otherwise, beside its theme's."""
_OPEN_THEME: Final = frozenset({"palette", "language", "logo", "favicon", "features", "direction"})
_ASSETS: Final = (".css", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".woff", ".woff2", ".md", ".txt")
"""Endings of what a library's theme may replace or add: no programs."""
_ACTIVE: Final = re.compile(rb"@import|url\(\s*['\"]?\s*(?:https?:)?//|<script|javascript:|\son\w+\s*=", re.IGNORECASE)
"""In a style or a drawing: what runs, or is fetched from elsewhere."""


def configuration(root: Path, *, base: Path, docs: Path, site: Path) -> Path:
    """Writes the configuration and the theme of a library's site below build/; answers the path of the former.

    `base` (what comes from records), `docs` and `site` lie in build/ too. Raises UsageError where the library's
    mkdocs.yml or guidance/theme holds what it may not.
    """
    config = _merged(root)
    _put_theme(root)
    config |= {"INHERIT": base.name, "docs_dir": docs.name, "site_dir": site.name}
    config["theme"] |= {"custom_dir": WRITTEN_THEME.name}
    write_whole(root / WRITTEN, json.dumps(config, indent=1) + "\n")
    return root / WRITTEN


def _merged(root: Path) -> dict[str, Any]:
    """Ours, with what a library may say in place of ours."""
    ours = _read(shipped.brought() / CONFIG)
    path = root / CONFIG
    theirs = _read(path) if path.is_file() else {}
    theme = theirs.pop("theme", {})
    _refuse_programs("", theirs, ours, _OPEN)
    _refuse_programs("theme: ", theme if isinstance(theme, dict) else {"name": theme}, ours["theme"], _OPEN_THEME)
    return {**ours, **theirs, "theme": {**ours["theme"], **theme}}


def _refuse_programs(above: str, theirs: dict[str, Any], ours: dict[str, Any], open_: frozenset[str]) -> None:
    for name, value in theirs.items():
        if name in ours and value == ours[name]:
            continue
        if name not in open_:
            raise UsageError(
                f"{CONFIG} says ‘{above}{name}’, which a library may not change",
                remedy="Take it out: a library changes the site's name, colours and menu; hooks, plugins and the "
                "theme's code are annexa's.",
            )
        if name != "site_url" and any("<" in text or "//" in text for text in _texts(value)):
            raise UsageError(
                f"{CONFIG} holds markup or an address at ‘{above}{name}’",
                remedy="Write plain words, and name files of guidance/theme: the site asks nothing of another one.",
            )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from _texts(each)


def _read(path: Path) -> dict[str, Any]:
    """A configuration. What `tree` lets through has no tags, and is small when its aliases are written out."""
    data = path.read_bytes()
    node, faults = tree.parse(data)
    if faults or not isinstance(node, MapNode):
        what = f"line {faults[0].line}: {faults[0].message}" if faults else "it holds no settings"
        raise UsageError(f"{CONFIG} cannot be used: {what}", remedy="Correct it, or take it away: annexa has its own.")
    config: dict[str, Any] = yaml.safe_load(data)
    return config


def _put_theme(root: Path) -> None:
    """Our theme, with the library's files in place of ours of the same name."""
    ours = shipped.brought() / THEME
    with work_folder(root / WRITTEN_THEME) as work:
        for name, path in shipped.listed(root, THEME, "**/*").items():
            data = path.read_bytes()
            if not path.is_relative_to(ours) and not _is_ours(ours / name, data):
                _refuse_code(name, data)
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_bytes(data)
        replace_folder(work, root / WRITTEN_THEME)


def _is_ours(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _refuse_code(name: str, data: bytes) -> None:
    if not name.lower().endswith(_ASSETS) or (name.lower().endswith((".css", ".svg")) and _ACTIVE.search(data)):
        raise UsageError(
            f"{THEME}/{name} is code, or names another site",
            remedy="Take it away: a library's theme holds styles, pictures and fonts; its templates and scripts are "
            "annexa's.",
        )
