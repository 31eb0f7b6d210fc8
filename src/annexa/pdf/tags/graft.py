"""What is being hung into the bundle's structure tree, and what was found wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pikepdf import Dictionary

_TYPES = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl"
    " LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu"
    " WT WP Figure Formula Form"
)
STANDARD = frozenset("/" + name for name in _TYPES.split())
"""Types of ISO 32000-1, 14.8.4; PDF/UA-1 forbids mapping them to others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something about a page's structure that only its author can mend."""

    kind: str
    """"alt", "heading", "untagged", "scan", "font", "table", "damaged", "claim"."""
    leaf: int
    """Which leaf of the merge, from 0."""
    page: int
    """Page number in the bundle."""
    message: str
    breaks: bool = True
    """Whether a bundle that holds it is not PDF/UA."""


class Found(NamedTuple):
    """The same of a source by itself, before it has a place in a bundle."""

    kind: str
    page: int
    """Index of the page in its source."""
    message: str
    breaks: bool = True


@dataclass(slots=True, kw_only=True)
class Graft:
    """A run of a source's pages, copied to the bundle, and the element that will hold their tags."""

    leaf: int
    title: str
    part: Dictionary
    start: int
    """Index in the source of its first page."""
    pages: Sequence[Dictionary]
    """The copied pages."""
    first: int
    """The number of its first page in the bundle."""
    describe: str
    """What an untagged page belongs to, as in "Destinations, item 3.4"."""


@dataclass(slots=True)
class Wrap:
    """How a page's whole content is to be enclosed when it is stamped."""

    mark: bytes = b""
    open_states: int = 0
    halo: bool = True
    empty: bool = False
    """Whether the page has nothing to read: it gets an empty paragraph, so that it has a place in the tree."""
