"""The kinds of document, as options offer them."""

from typing import Final

KINDS: Final = (
    "policy",
    "strategy",
    "structure",
    "performance-report",
    "data",
    "minutes",
    "form",
    "agreement",
    "research",
    "link",
    "other",
)
"""As annexa.model.library.Kind, which takes longer to import than `--help` may; a test compares them."""
