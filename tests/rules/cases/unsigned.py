from samples import Level, Place, cell, document

from annexa.documents.facts import Signature

SIGNED = {"signed_by": ["director"], "signed_on": "2026-07-02"}
DIGITAL = Signature(kind="digital", place=Place(), signer="Director")
LINE = Signature(kind="signature line", place=Place(page=3))

PASSES = {
    "a role and a day": document("Signed: Director of Education, 2 July 2026", kind="agreement"),
    "a day in the next cell": document(
        cell("Signature", sheet=None), cell("2 July 2026", "B1", None), kind="agreement"
    ),
    "a digital signature": document("Terms", kind="agreement", signatures=[DIGITAL]),
    "metadata alone": document("Terms", kind="agreement", agreement=SIGNED),
    "not an agreement": document("Signed: ______"),
    "a report about agreements": document(title="Review of the section 75 agreement in 2026"),
}
FAILS = {
    "nothing": (document("Terms", kind="agreement"), "Nothing shows"),
    "an empty block": (
        document("Signed: ____________ Date: ________", kind="agreement"),
        "one of the parties is missing",
    ),
    "one of two": (
        document("Signed: J. Example, 2 July 2026", "Signed: ________ (Testshire Council)", kind="agreement"),
        "The signature of “Testshire Council” is missing",
    ),
    "fewer than are named": (
        document(
            "An understanding between Testshire Council and the Testshire Board",
            "Signed: J. Example, 2 July 2026",
            kind="agreement",
        ),
        "2 parties are named, and 1 signed",
        Level.WARNING,
    ),
    "sensitive": (
        document("Signed for and on behalf of Testshire Council", kind="agreement", sensitivity="personal"),
        "one of the parties is missing",
    ),
    "an empty block for a council": (
        document("Signed for and on behalf of Testshire Council: ________", kind="agreement"),
        "The signature of “Testshire Council” is missing",
    ),
    "metadata against the document": (
        document("Signature: ________", kind="agreement", agreement=SIGNED),
        "is missing, though the metadata says that it is signed",
        Level.WARNING,
    ),
    "an empty signature line": (
        document("Terms", kind="agreement", agreement=SIGNED, signatures=[LINE]),
        "line is not signed",
        Level.WARNING,
    ),
    "an agreement of another kind": (
        document(title="Memorandum of understanding", kind="policy"),
        "kind is policy",
        Level.WARNING,
    ),
}
