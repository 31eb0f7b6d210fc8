"""What the manifest of a bundle says of the proof of its documents, as one more requirement of a judgement."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from annexa.model.manifest import Manifest, ManifestDocument, ProofCounts
from annexa.model.profile import Weight
from annexa.model.words import within
from annexa.verify.result import Outcome, Spot, Status, Verification

ASKS = "Every document's pages show all that it says, and nothing that it hides"


def with_proof(verification: Verification, manifest: Manifest, volume: int | None) -> Verification:
    """The judgement of a volume with what was proved when it was built; as it is where nothing is recorded."""
    documents = [(each, each.proof) for each in manifest.documents if each.volume == volume and each.proof is not None]
    if not documents:
        return verification
    proofs = [proof for _, proof in documents]
    spots = tuple(spot for document, proof in documents for spot in _spots(document, proof))
    words, found = sum(proof.words for proof in proofs), sum(proof.found for proof in proofs)
    outcome = Outcome(
        id="documents-proved",
        asks=ASKS,
        weight=Weight.MUST,
        status=Status.FAIL if spots else Status.PASS,
        note=f"{found:,} of {words:,} words{_things(proofs)} of {len(documents):,} documents were found when it was "
        "built.",
        spots=spots,
    )
    return msgspec.structs.replace(verification, outcomes=(*verification.outcomes, outcome))


def _things(proofs: Sequence[ProofCounts]) -> str:
    """What else was counted in them, such as ", 12 of 12 pictures"; more on the pages than in a document is no more."""
    source: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for each in (each for proof in proofs for each in proof.counted):
        source[each.what] += each.source
        there[each.what] += min(each.source, each.pages)
    return "".join(f", {there[what]:,} of {count:,} {what}" for what, count in source.items())


def _spots(document: ManifestDocument, proof: ProofCounts) -> list[Spot]:
    name = f"“{document.title}”, item {document.item}"
    said = [*proof.errors, *([proof.unproved] if proof.unproved else [])]
    return [Spot(message=f"{name}: {within(error)}", position=document.position) for error in said]
