"""The proof: all that a document says is on the pages that were made of it, and nothing that it hides.

`prove` is the door: documents with their PDFs go in, a `Proof` for each comes out.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annexa.proof.record import Counted, Passage, Proof, summed
    from annexa.proof.run import Made, prove

__all__ = ["Counted", "Made", "Passage", "Proof", "prove", "summed"]

_HOME = {"Counted": "record", "Made": "run", "Passage": "record", "Proof": "record", "prove": "run", "summed": "record"}


def __getattr__(name: str) -> Any:
    """Each name from its module when it is first asked for: who only reads pages need not load what compares them."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"annexa.proof.{_HOME[name]}"), name)
