"""Our own pages of a bundle: cover, index, dividers, slip sheets. The index is right because it is set until it is."""

import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from annexa.bundle.layout import Layout
from annexa.bundle.parts import Fronts, Runs
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

Typeset = Callable[[Mapping[str, Any]], bytes]
"""What makes a PDF of what the template takes. Raises ToolFailed."""


def typeset(data: Mapping[str, Any]) -> bytes:
    """Sets it in this process."""
    return typst.compile_pdf(TEMPLATE, data)


class Front:
    """The front matter of one volume: what its pages say, and the run of its pages that each section takes.

    It is set when somebody needs its pages: of a volume that is taken over from the bundle before nobody does.
    """

    def __init__(
        self,
        number: int,
        data: Mapping[str, Any],
        known: Fronts | None,
        pdf: bytes | None = None,
        typeset: Typeset = typeset,
    ) -> None:
        """`data` is what the template takes, `pdf` its pages where somebody has set them from the same.

        `typeset` is asked here and now, and not later. Raises ToolFailed where it must be set, and cannot be.
        """
        self._number, self._data, self._known = number, data, known
        self.pdf = pdf
        """Its pages, once they are set."""
        self._source: Source | None = None
        self.says = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
        """A digest of all that stands on its pages."""
        runs = known.get(self.says) if known else None
        self._runs = self._set(typeset) if runs is None else runs
        if known:
            known.put(self.says, self._runs)

    @cached_property
    def starts(self) -> dict[str, int]:
        """Index of the first page, by key."""
        return {key: start for key, (start, _) in self._runs.items()}

    @cached_property
    def lengths(self) -> dict[str, int]:
        """Pages, by key."""
        return {key: count for key, (_, count) in self._runs.items()}

    @property
    def source(self) -> Source:
        """Its pages as an open PDF. Raises ToolFailed."""
        if self._source is None and self._set(typeset) != self._runs:
            raise ToolFailed(
                "The front matter takes other pages than it took before",
                remedy="Delete the folder build/unchanged and build again; nothing is lost.",
            )
        if self._source is None:
            raise AssertionError("it was just set")
        return self._source

    def close(self) -> None:
        """Closes the file; pages copied from it cannot be saved afterwards."""
        if self._source is not None:
            self._source.close()

    def _set(self, typeset: Typeset) -> Runs:
        """Sets and opens it. Raises ToolFailed."""
        if self.pdf is None:
            set_them = partial(typeset, self._data)
            self.pdf = self._known.pages(self.says, set_them) if self._known else set_them()
        source = open_source(io.BytesIO(self.pdf), prefix=f"front{self._number}.", title="Front matter", trusted=True)
        where = {
            name.decode().removeprefix("at-"): page_of(source, target[0])
            for name, target in destinations.table(source).items()
            if name.startswith(b"at-")
        }
        clean(source)
        self._source = source
        keys = [section["key"] for section in self._data["sections"]]
        starts = [start for key in keys if (start := where[key]) is not None]
        if len(starts) < len(keys):
            raise ToolFailed("A section of the front matter was lost", remedy="This is a fault of annexa: report it.")
        ends = [*starts[1:], len(source.pages)]
        return {key: (start, end - start) for key, start, end in zip(keys, starts, ends, strict=True)}


def make(
    plan: Plan,
    *,
    notes: Words,
    cover: bool = True,
    pages_of: Callable[[PlannedDocument], int],
    known: Fronts | None = None,
    typeset: Typeset = typeset,
    at_once: int = 1,
) -> tuple[list[Front], Layout]:
    """Sets the front matter of every volume; `pages_of` gives the pages a document takes in the bundle.

    `cover` adds a cover and an index, as for a bundle; without it there are dividers and slip sheets only, as for the
    PDF of one item. `known`: what need not be set to know its pages. `typeset` sets what must be, of so many volumes
    `at_once`. Raises ToolFailed.
    """
    layout = Layout(pages={}, volume={}, total=0)
    fronts: list[Front] = []
    with ThreadPoolExecutor(at_once) as threads:
        for _ in range(ROUNDS):
            numbers = _numbers(plan)
            says = [_data(plan, number, layout, notes, cover) for number in numbers]
            made = list(threads.map(lambda number, data: Front(number, data, known, typeset=typeset), numbers, says))
            for front in fronts:
                front.close()
            fronts = made
            found = _lay_out(plan, fronts, pages_of)
            if found == layout:
                return fronts, layout
            layout = found
    raise ToolFailed(
        "The index does not settle: its page numbers change its own length",
        remedy="This is a fault of annexa: report it.",
    )


def _numbers(plan: Plan) -> range:
    return range(1, len(plan.volumes) + 1)


def _data(plan: Plan, number: int, layout: Layout, notes: Words, cover: bool) -> dict[str, Any]:
    language, _, region = plan.language.partition("-")
    return {
        "title": title_of(plan, number),
        "language": language.lower(),
        "region": region.upper() or None,
        "sections": list(sections(plan, number, layout, notes, cover)),
    }


def of_volume(plan: Plan, number: int, layout: Layout, notes: Words, pdf: bytes | None = None) -> Front:
    """The front matter of one volume, once it is known where everything begins; `pdf` as `Front` takes it."""
    return Front(number, _data(plan, number, layout, notes, True), None, pdf)


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
