from samples import document

YES = {"answer": "yes", "by": "lead", "on": "2026-10-01", "note": "Section 4 says what changed and for whom."}

PASSES = {
    "answered": document(kind="performance-report", attest={"outcome-focused": YES}),
    "outside the point": document(kind="data", attest={"outcome-focused": YES | {"answer": "not-applicable"}}),
    "another kind": document(kind="policy"),
}
FAILS = {
    "not answered": (document(kind="performance-report"), "Nobody has answered"),
    "a word": (
        document(kind="performance-report", attest={"outcome-focused": YES | {"note": "see document"}}),
        "says too little",
    ),
}
