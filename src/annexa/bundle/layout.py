"""Where everything of a bundle begins, in its own page numbers."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything begins, in page numbers of the bundle."""

    pages: Mapping[str, int]
    """First page by key: "cover", "index", an item's id, a document's key."""
    volume: Mapping[str, int]
    """Number of the volume, from 1, by the same keys."""
    total: int
    """The last page number of all volumes."""
