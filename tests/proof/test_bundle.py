"""What the proof of a document means for a bundle: a final one is refused, a manifest and a judgement have it."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from tests.plan.manifests import a_manifest, a_row

from annexa.model.findings import Place
from annexa.model.manifest import ProofCounts
from annexa.plan.planned import Rendering
from annexa.proof import Counted, Passage, Proof
from annexa.verify.proved import with_proof
from annexa.verify.result import Status, Verification

LOST = Passage(words="Eleven further cases", place=Place(paragraph=7), count=3, is_whole=True)
SHOWN = Passage(words="Maple Quillfeather", place=Place(sheet="Lookup", cell="A1"), count=2, what="hidden sheet Lookup")

WRONG = [
    Proof(words=900, found=897, missing=(LOST,)),
    Proof(words=900, found=900, let_out=(SHOWN,)),
    Proof(words=900, found=900, shapeless=("中",)),
    Proof(words=900, found=900, counted=(Counted(what="pictures", source=3, pages=1),)),
    Proof(words=900, found=900, damaged=(2,)),
    Proof(words=900, found=900, elsewhere="form"),
    Proof(words=900, found=900, elsewhere="portfolio"),
]
RIGHT = [
    Proof(),
    Proof(words=900, found=900),
    Proof(words=900, found=898, missing=(Passage(words="17", place=Place(sheet="S", cell="B2"), count=1),)),
    Proof(words=900, found=900, counted=(Counted(what="pictures", source=3, pages=4),)),
]


@pytest.mark.parametrize("proof", WRONG)
def test_what_is_wrong_is_said_with_its_place_and_without_the_words_of_the_document(proof):
    (error,) = proof.errors
    assert "Quillfeather" not in error
    assert "Eleven" not in error
    places = [str(each.place) for each in (*proof.missing, *proof.let_out)]
    assert all(place in error for place in places)
    assert not proof.is_sound


@pytest.mark.parametrize("proof", RIGHT)
def test_a_few_figures_that_are_shown_otherwise_stop_nothing(proof):
    assert proof.errors == ()
    assert proof.is_sound


@pytest.mark.parametrize(
    ("damaged", "named"), [((3,), "3"), ((2, 5), "2 and 5"), (tuple(range(1, 12)), "1, 2, 3, 4, 5, 6, 7, 8 and 3 more")]
)
def test_damaged_pages_are_named(damaged, named):
    assert f" {named} of the original " in Proof(damaged=damaged).damage


@pytest.mark.parametrize(("proof", "stops"), [(WRONG[0], False), (WRONG[1], True), (WRONG[2], True), (WRONG[3], False)])
def test_what_the_pages_lose_of_a_workbook_that_goes_along_stops_nothing(proof, stops):
    alone = Rendering(pdf=Path("a.pdf"), proof=proof)
    assert alone.unproved == proof.errors
    assert bool(replace(alone, carry=True).unproved) is stops


def _judgement(proof: ProofCounts | None) -> Verification:
    row = a_row("3.4/1", title="Minutes", position=12, proof=proof)
    plain = Verification(file="a.pdf", sha256="", bytes=1, pages=20, profile="annexa", outcomes=())
    return with_proof(plain, a_manifest(documents=(row, msgspec.structs.replace(row, volume=2))), 1)


def test_a_judgement_names_the_page_of_a_document_that_was_not_proved():
    counts = {"words": 10, "found": 9, "missing": 1, "let_out": 0, "shapeless": 0, "unproved": "", "partial": ""}
    proof = ProofCounts(**counts, errors=("One is lost",))
    (outcome,) = _judgement(proof).outcomes
    assert outcome.status is Status.FAIL
    assert [(spot.position, spot.message) for spot in outcome.spots] == [(12, "“Minutes”, item 3.4: one is lost")]
    (outcome,) = _judgement(msgspec.structs.replace(proof, errors=())).outcomes
    assert outcome.status is Status.PASS
    assert _judgement(None).outcomes == ()
