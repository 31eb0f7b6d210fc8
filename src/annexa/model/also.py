"""One document that answers several requirements: bundled once, and pointed to from the others."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import Field

from annexa.model.framework import Identifier, Record

if TYPE_CHECKING:
    from annexa.model.library import DocumentMeta, Item, Library


class AlsoAnswers(Record):
    """Another requirement that a document answers."""

    requirement: Identifier
    """The other requirement's id, in quotes, such as "1.4"."""
    pages: Annotated[str, Field(pattern=r"^[1-9]\d{0,3}( *- *[1-9]\d{0,3})?$")] | None = None
    """Which pages of the document answer it, such as 4-9 or 12; left out, all of it."""
    note: Annotated[str, Field(max_length=400)] = ""
    """What inspectors find there, in a few words."""

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last of its pages, from 1; None for the whole document."""
        if self.pages is None:
            return None
        first, _, last = self.pages.partition("-")
        return int(first), int(last or first)

    @property
    def in_words(self) -> str:
        """Its pages: "page 4", "pages 4 to 9"; empty for the whole document."""
        if self.span is None:
            return ""
        first, last = self.span
        return f"page {first}" if first == last else f"pages {first} to {last}"


class Pointed(NamedTuple):
    """A document of another item that answers a requirement too."""

    item: "Item"
    place: int
    """Of the document in that item's list, from 0."""
    meta: "DocumentMeta"
    also: AlsoAnswers


def pointed_at(library: "Library") -> dict[str, tuple[Pointed, ...]]:
    """The documents that answer each requirement besides those of its own item, in the library's order.

    One that is still to follow answers nothing yet.
    """
    found: dict[str, list[Pointed]] = {}
    for item in library.items:
        for index, meta in enumerate(item.meta.documents):
            for also in meta.also if meta.to_follow is None else ():
                found.setdefault(also.requirement, []).append(Pointed(item, index, meta, also))
    return {requirement: tuple(pointers) for requirement, pointers in found.items()}
