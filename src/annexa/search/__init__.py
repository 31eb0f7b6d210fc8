"""Words found in all documents, by phrase and by stem, with their places; sensitive documents are never read in."""

from annexa.search.index import Hit, Outcome, search

__all__ = ["Hit", "Outcome", "search"]
