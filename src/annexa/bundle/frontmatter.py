"""Our own pages of a bundle: cover, index, dividers, slip sheets. The index is right because it is set until it is."""

import hashlib
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annexa.bundle.layout import Layout
from annexa.bundle.sections import (
    Words,
    sections,
    title_of,
)
from annexa.model.errors import ToolFailed
from annexa.pdf import destinations
from annexa.pdf.sanitise import clean
from annexa.pdf.source import Source, open_source, page_of
from annexa.plan.planned import Plan, PlannedDocument
from annexa.tools import typst

TEMPLATE = Path(__file__).with_name("frontmatter.typ")
ROUNDS = 8
"""How often the index is set until its page numbers are those of the pages; two are usual."""


@dataclass(slots=True, kw_only=True)
class Front:
    """The front matter of one volume as an open PDF, and the run of its pages that each section takes."""

    source: Source
    starts: dict[str, int]
    """Index of the first page, by key."""
    lengths: dict[str, int]
    """Pages, by key."""
    says: str
    """A digest of all that stands on its pages."""


def make(
    plan: Plan, *, notes: Words, cover: bool = True, pages_of: Callable[[PlannedDocument], int]
) -> tuple[list[Front], Layout]:
    """Sets the front matter of every volume; `pages_of` gives the pages a document takes in the bundle.

    `cover` adds a cover and an index, as for a bundle; without it there are dividers and slip sheets only, as for the
    PDF of one item. Raises ToolFailed.
    """
    layout = Layout(pages={}, volume={}, total=0)
    fronts: list[Front] = []
    for _ in range(ROUNDS):
        for front in fronts:
            front.source.close()
        fronts = [_set(plan, number, layout, notes, cover) for number in range(1, len(plan.volumes) + 1)]
        found = _lay_out(plan, fronts, pages_of)
        if found == layout:
            return fronts, layout
        layout = found
    raise ToolFailed(
        "The index does not settle: its page numbers change its own length",
        remedy="This is a fault of annexa: report it.",
    )


def _set(plan: Plan, number: int, layout: Layout, notes: Words, cover: bool) -> Front:
    made = list(sections(plan, number, layout, notes, cover))
    language, _, region = plan.language.partition("-")
    data = {
        "title": title_of(plan, number),
        "language": language.lower(),
        "region": region.upper() or None,
        "sections": made,
    }
    typeset = typst.compile_pdf(TEMPLATE, data)
    source = open_source(io.BytesIO(typeset), prefix=f"front{number}.", title="Front matter", trusted=True)
    where = {
        name.decode().removeprefix("at-"): page_of(source, target[0])
        for name, target in destinations.table(source).items()
        if name.startswith(b"at-")
    }
    clean(source)
    starts = {section["key"]: where[section["key"]] for section in made}
    if any(start is None for start in starts.values()):
        raise ToolFailed("A section of the front matter was lost", remedy="This is a fault of annexa: report it.")
    firsts = [start or 0 for start in starts.values()]
    ends = [*firsts[1:], len(source.pages)]
    return Front(
        source=source,
        starts=dict(zip(starts, firsts, strict=True)),
        lengths={key: end - start for key, start, end in zip(starts, firsts, ends, strict=True)},
        says=hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest(),
    )


def of_volume(plan: Plan, number: int, layout: Layout, notes: Words) -> Front:
    """The front matter of one volume, once it is known where everything begins."""
    return _set(plan, number, layout, notes, cover=True)


def _lay_out(plan: Plan, fronts: Sequence[Front], pages_of: Callable[[PlannedDocument], int]) -> Layout:
    pages: dict[str, int] = {}
    volume: dict[str, int] = {}
    number = plan.first
    for at, (front, items) in enumerate(zip(fronts, plan.volumes, strict=True), 1):
        for key in ("cover", "index"):
            if key in front.lengths:
                pages.setdefault(key, number)
                number += front.lengths[key]
        for item in items:
            pages[item.id], volume[item.id] = number, at
            number += front.lengths[item.id]
            for document in item.documents:
                pages[document.key], volume[document.key] = number, at
                number += front.lengths.get(document.key) or pages_of(document)
            for gap in item.gaps:
                pages[gap.key], volume[gap.key] = number, at
                number += front.lengths[gap.key]
    return Layout(pages=pages, volume=volume, total=number - 1)
