"""The proof: all that a document says is on the pages that were made of it, and nothing that it hides.

`prove` is the door: documents with their PDFs go in, a `Proof` for each comes out.
"""

from annexa.proof.record import Counted, Passage, Proof, summed
from annexa.proof.run import Made, prove

__all__ = ["Counted", "Made", "Passage", "Proof", "prove", "summed"]
