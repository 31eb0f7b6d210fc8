"""What a library still has from where it began: marks “to be filled in”, and names of the sample library."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from annexa.load import shipped
from annexa.load.nodes import ListNode, MapNode, Node, Scalar
from annexa.load.project import ITEM_FILE
from annexa.load.tree import parse
from annexa.model.library import LibraryMeta

DOMAIN: Final = "to-be-filled-in.invalid"
"""Mailboxes that are not known yet are written at this domain, which no e-mail reaches (RFC 6761)."""
SAMPLE_AREA: Final = "Westmere"
SAMPLE_CALL: Final = date(2026, 11, 2)
"""The day of the sample's call, which has no time; a call that ‘annexa notify’ recorded on that day may have one."""
_MARK: Final = re.compile(r"\bto[ -]be[ -]filled[ -]in\b", re.IGNORECASE)
_SAMPLE: Final = re.compile(r"westmere|\bmere house\b", re.IGNORECASE)
_NO_MAILBOX: Final = re.compile(r"@([\w-]+\.)*(example(\.(com|net|org))?|invalid|test|localhost)\s*$", re.IGNORECASE)
"""A mailbox at a domain that is kept for examples (RFC 2606)."""
_LIBRARY: Final = "evidence/library.yaml"
_LOCAL: Final = "guidance/local.yaml"

Why = Literal["mark", "sample"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A value that is not this area's own yet."""

    file: str
    """POSIX path relative to the project folder."""
    line: int
    column: int
    field: str
    """Dotted path, such as "mailboxes.comms.address"."""
    why: Why
    """mark: to be filled in. sample: a name, address or date of the sample library."""


def is_mark(text: str) -> bool:
    """Whether a value is still to be filled in."""
    return bool(_MARK.search(text))


def unfinished(root: Path, meta: LibraryMeta, local: Path | None = None) -> Iterator[Unfinished]:
    """Every such value of the metadata, the local facts (those in `local`, if given) and the framework.

    The sample library itself has none: there, its names are the area's own.
    """
    facts = local or root / _LOCAL
    own = [root / name for name in (_LIBRARY, "evidence/people.yaml", "evidence/glossary.yaml")]
    framework = shipped.found(root, f"schema/{meta.framework}.yaml")
    items = sorted((root / "evidence").glob(f"*/{ITEM_FILE}"))
    sample = _is_sample(meta, facts)
    for path in (*own, framework, facts, *items):
        name = shipped.name_of(path, root)
        data = _bytes(path)
        for field, value in _scalars(parse(data)[0]) if _may_hold(data, sample) else ():
            why = _why(name, field, value.text, meta, sample)
            if why is not None:
                yield Unfinished(file=name, line=value.line, column=value.column, field=field, why=why)


def _is_sample(meta: LibraryMeta, local: Path) -> bool:
    """Whether this is the sample: its name beside local facts of another area is a name that was left behind."""
    if meta.area.casefold() != SAMPLE_AREA.casefold():
        return False
    return not local.is_file() or any(_SAMPLE.search(value.text) for _, value in _scalars(parse(_bytes(local))[0]))


def _why(file: str, field: str, text: str, meta: LibraryMeta, sample: bool) -> Why | None:
    if not sample and _SAMPLE.search(text):
        return "sample"
    if _MARK.search(text) or (not sample and _NO_MAILBOX.search(text)):
        return "mark"
    call = (file, field) == (_LIBRARY, "notification") and meta.notification == SAMPLE_CALL and not meta.notified_at
    return "sample" if not sample and call else None


def _may_hold(data: bytes, sample: bool) -> bool:
    """False for most files of a finished library, which need not be parsed once more."""
    text = data.decode("utf-8", errors="replace")
    return bool(_MARK.search(text) or (not sample and ("@" in text or "notification" in text or _SAMPLE.search(text))))


def _bytes(path: Path) -> bytes:
    """What a file holds; nothing where it is missing, which loading says."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _scalars(node: Node | None, field: str = "") -> Iterator[tuple[str, Scalar]]:
    """Every value with its dotted path."""
    if isinstance(node, Scalar):
        yield field, node
    inner: dict[str, Node] = {}
    if isinstance(node, MapNode):
        inner = dict(node.entries)
    elif isinstance(node, ListNode):
        inner = {str(index): each for index, each in enumerate(node.items)}
    for name, each in inner.items():
        yield from _scalars(each, f"{field}.{name}" if field else name)
