"""A library of one's own, as it is before the first document is in it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from annexa import __version__
from annexa.inspection.frameworks import known, read_framework
from annexa.load import shipped
from annexa.load.unfinished import DOMAIN, is_mark
from annexa.model.errors import UsageError
from annexa.model.framework import Framework
from annexa.model.quoted import quoted
from annexa.model.text import one_line
from annexa.tools import system
from annexa.tools.files import write_whole
from annexa.tools.root import find_root

if TYPE_CHECKING:  # heavy to import
    from jinja2 import Environment

TEMPLATES: Final = {
    "evidence/library.yaml": "library.yaml",
    "evidence/people.yaml": "people.yaml",
    "evidence/glossary.yaml": "glossary.yaml",
    "guidance/local.yaml": "local.yaml",
    "README.md": "README.md",
    "requirements.txt": "requirements.txt",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
}
"""What is written, and the template that it is written from."""
WORKFLOWS: Final = (".github/workflows/evidence.yml", ".gitlab-ci.yml")
SETUP: Final = "python3 scripts/run.py setup"
"""How the product's own workflows make the environment; those of a library install the packages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What was written, and what was there already and is as it was; POSIX paths below the folder."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def start(folder: Path, *, area: str, partnership: str = "", framework: str, today: date) -> Started:
    """Makes a library in a folder, which may be new; no file that is there is changed.

    Raises UsageError where the folder holds a library or lies in one, where the list cannot be used, or where the area
    has no name. `framework` is a name or a file.
    """
    _refuse(folder)
    if not one_line(area):
        raise UsageError("The area has no name", remedy='Write --area "Ashby", with the name of your local area.')
    listed = read_framework(framework, shipped.brought())
    values = _values(one_line(area), one_line(partnership), listed, today)
    texts = {name: environment().get_template(f"{file}.jinja").render(values) for name, file in TEMPLATES.items()}
    texts |= {name: _workflow((shipped.brought() / name).read_text(encoding="utf-8")) for name in WORKFLOWS}
    source = known(shipped.brought()).get(listed.id, Path(framework))
    own = source.read_text(encoding="utf-8")
    if is_mark(own) or not source.is_relative_to(shipped.brought()):  # to be completed here, or not with annexa
        texts[f"schema/{listed.id}.yaml"] = own
    kept = tuple(sorted(name for name in texts if (folder / name).exists()))
    written = tuple(sorted(texts.keys() - set(kept)))
    for name in written:
        write_whole(folder / name, texts[name])
    return Started(written=written, kept=kept)


def _refuse(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file", remedy="Name a folder, which may be new.")
    if (folder / "evidence").is_dir():
        raise UsageError(
            f"{folder} holds a library already",
            remedy=f"Look at {folder / 'evidence'}, or name another folder; a library is never written over.",
        )
    above = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
    try:
        other = find_root(above)
    except UsageError:
        return
    if not (other / "evidence/library.yaml").is_file():  # a folder that is called evidence by chance
        return
    raise UsageError(
        f"{folder} lies in the library {other}", remedy="Name a folder outside it: each library stands by itself."
    )


def _values(area: str, partnership: str, framework: Framework, today: date) -> dict[str, Any]:
    return {
        "area": area,
        "partnership": partnership or f"{area} local area partnership",
        "framework": framework,
        "roles": _roles(framework),
        "domain": DOMAIN,
        "today": today.isoformat(),
        "version": __version__,
    }


def _roles(framework: Framework) -> dict[str, dict[str, Any]]:
    """The roles that duties, groups and stages ask for, each with its title, stages and a mailbox to be filled in."""
    named = {str(stage.named_in): stage for stage in framework.stages if stage.named_in}
    others = [stage for stage in framework.stages if not stage.named_in]
    roles = {duty: {"title": _DUTIES.get(duty, duty), "stages": (duty,)} for duty in framework.duties}
    roles |= {stage.id: {"title": _DUTIES.get(stage.id, stage.title), "stages": (stage.id,)} for stage in others}
    for group in framework.groups:
        for field, suffix in (("lead", "evidence-lead"), ("accountable", "accountable-lead")):
            stage = named.get(field)
            title = f"{suffix.replace('-', ' ').capitalize()}, {group.title.lower()}"
            roles[f"{group.id}-{suffix}"] = {"title": title, "stages": (stage.id,) if stage else ()}
    return {id: role | {"mailbox": f"{id}@{DOMAIN}"} for id, role in roles.items()}


_DUTIES: Final = {
    "lano": "Local area nominated officer",
    "custodian": "Custodian of child-level data",
    "director": "Director of Children's Services",
}
"""Titles in full of roles whose name alone says too little."""


def _workflow(text: str) -> str:
    """The product's workflow as a library runs it: annexa is a package there, and the system's packages are named."""
    debian = " ".join(system.packages("setup"))
    install = (
        "apt-get update -q && apt-get install -q -y --no-install-recommends "
        f"{debian} && python3 -m venv .venv && .venv/bin/pip install -q -r requirements.txt"
    )
    text = text.replace(SETUP, install)
    return re.sub(r"requirements/(\*|dev)\.txt", "requirements.txt", text)


@cache
def environment() -> "Environment":
    """Where the texts lie that a new library begins with."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("annexa.inspection", "starter"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - YAML and Markdown; values are quoted as YAML or stand on one line
    )
    found.filters |= {"quoted": quoted, "one_line": one_line}
    return found
