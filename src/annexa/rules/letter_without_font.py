"""The metadata holds letters that no font of this machine has.

Why it matters: Titles, summaries and reasons are printed on the cover, in the index and on the pages between documents.
A letter that no font has would be a question mark there, in front of inspectors and of the family who wrote it.

Fails when: A title, a summary, a name or another text of item.yaml holds a letter or a symbol for which neither the
font of annexa's pages nor any font installed on this machine has a shape.

To put right:
- Metadata: Install a font for these letters on the machine that builds the bundle; `annexa doctor` names the packages.
  Or write the text in letters that it has, such as the title in English with the language beside it.

Passes: The title in Bengali on a machine with a font for Bengali.

Fails: The title in Bengali on a machine without one.
"""

from collections.abc import Iterator
from typing import Any

from annexa.model.findings import Level
from annexa.rules.base import Fault, ItemSubject
from annexa.tools.lettering import unshown
from annexa.tools.scripts import packages_for, script_of
from annexa.tools.system import remedy

ID = "letter-without-font"
LEVEL = Level.ERROR
ABOUT = "item"
WAIVABLE = False
_SHOWN = 10
"""Letters that are named."""


def check(subject: ItemSubject) -> Iterator[Fault]:
    meta = subject.item.meta
    for field, text in _texts(meta.model_dump(exclude_defaults=True), ""):
        if gone := unshown(text):
            scripts = sorted({script_of(mark) for mark in gone} - {""})
            more = " …" if len(gone) > _SHOWN else ""
            named = f" ({', '.join(scripts)})" if scripts else ""
            install = f"{remedy('letters', *packages_for(scripts))}. Or write it in letters that can be shown."
            yield Fault(
                message=f"No font of this machine has a shape for {' '.join(map(_named, gone[:_SHOWN]))}{more}{named}",
                remedy=install if scripts else "",
                field=field,
            )


def _named(mark: str) -> str:
    return mark if mark.isprintable() else f"U+{ord(mark):04X}"


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text of the metadata with the name of its field."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from _texts(part, f"{path}.{number}")
