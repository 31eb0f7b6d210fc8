"""What documents are made of: blocks of text, tables and pictures, with the facts that stand on their title pages.

Text carries a little markup, read by `inline`: `**bold**`, `[words](https://address)`, `{@key}` for a reference to a
heading, table or figure of the same document, and `^[note]` for a footnote.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from .area import PARTNERSHIP


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `key` makes it a target for references."""

    level: int
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """A numbered list, counting from 1."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table; the first row is its header. `widths` are shares of the text width."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    key: str = ""
    total: bool = False
    """The last row is a total."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A captioned picture with its description for those who cannot see it."""

    caption: str
    alt: str
    draw: Callable[[], bytes]
    """Answers with a PNG."""
    key: str = ""
    width: float = 16.0
    """Centimetres."""


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks on landscape pages of their own."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class NewPage:
    pass


Block = Heading | Para | Bullets | Steps | Table | Figure | Landscape | NewPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A text document: what stands on its first page, and its body."""

    title: str
    subtitle: str = ""
    dated: date
    version: str = "1.0"
    owner: str
    """The role that answers for it."""
    approved: str = "SEND Partnership Board"
    blocks: tuple[Block, ...]
    cover: bool = True
    """A title page of its own, and a list of contents."""
    numbered: bool = False
    """Numbered headings."""
    chapters: bool = False
    """Each first-level heading starts a page."""
    about_date: str = "Date"
    """What the date on the first page is called, such as "Date of meeting"."""
    publisher: str = PARTNERSHIP


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of an item, and what item.yaml says of it."""

    file: str
    title: str
    kind: str
    dated: date
    build: "Callable[[Document], bytes]"
    """Makes the file."""
    summary: str = ""
    sensitivity: str = "official"
    valid_until: date | None = None
    extra: dict[str, dict[str, object]] = field(default_factory=dict)
    """The block that its kind asks for: form, minutes, agreement or link."""
    attest: "tuple[Attest, ...]" = ()
    waive: "tuple[Waive, ...]" = ()
    comment: str = ""
    """A remark above the entry in item.yaml."""


@dataclass(frozen=True, slots=True)
class Attest:
    """An answer to a checklist point; the document's SHA-256 is added when the file is made."""

    point: str
    by: str
    on: date
    note: str
    answer: str = "yes"


@dataclass(frozen=True, slots=True)
class Waive:
    """A finding that a role has accepted; the document's SHA-256 is added when the file is made."""

    rule: str
    reason: str
    approved_by: str
    until: date


class Leads(TypedDict):
    """The two leads that the items of a group share."""

    lead: str
    accountable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A folder of the library."""

    folder: str
    requirement: str
    lead: str
    accountable: str
    summary: str
    documents: tuple[Document, ...]
    parts: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Which parts of the requirement a document answers, by its file; a document that is left out says nothing."""
    comment: str = ""


def long_date(day: date) -> str:
    """A date as people write it: 14 September 2026."""
    return f"{day.day} {day:%B} {day.year}"


def blocks_of(*parts: "Block | str | tuple[Block, ...]") -> tuple[Block, ...]:
    """Blocks in a row; a bare string is a paragraph, a tuple is spliced in."""
    out: list[Block] = []
    for part in parts:
        if isinstance(part, str):
            out.append(Para(part))
        elif isinstance(part, tuple):
            out.extend(part)
        else:
            out.append(part)
    return tuple(out)
