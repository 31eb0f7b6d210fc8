"""A document whose pages are not what it says: no final bundle, and a draft that tells."""

import json

import pytest

from annexa.model.errors import FindingsRefused
from annexa.model.findings import Place
from annexa.proof import Passage, Proof

SHOWN = Passage(words="Maple Quillfeather", place=Place(sheet="Lookup", cell="A1"), count=2, what="hidden sheet Lookup")


def test_a_final_bundle_is_refused_and_a_draft_records_it(shelf, build):
    shelf.add("1.1", "right.docx", rendering={"proof": Proof(words=40, found=40)})
    shelf.add("1.2", "wrong.xlsx", rendering={"proof": Proof(words=40, found=40, let_out=(SHOWN,))})
    with pytest.raises(FindingsRefused) as refusal:
        build(shelf)
    assert "All about wrong" in refusal.value.message
    assert "sheet Lookup, cell A1" in refusal.value.message
    assert "right" not in refusal.value.message
    assert "annexa prove" in refusal.value.remedy
    built = build(shelf, draft=True)
    text = (built.folder / "manifest.json").read_text("utf-8")
    assert "Quillfeather" not in text
    proofs = [document["proof"] for document in json.loads(text)["documents"]]
    assert [(proof["found"], proof["let_out"], len(proof["errors"])) for proof in proofs] == [(40, 0, 0), (40, 1, 1)]
