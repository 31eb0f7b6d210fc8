from samples import document

YES = {"answer": "yes", "by": "lead", "on": "2026-10-01", "note": "Page 6 lists the five changes that came of it."}

PASSES = {
    "answered": document(kind="research", attest={"feedback-impact": YES}),
    "another kind": document(kind="policy"),
}
FAILS = {
    "not answered": (document(kind="research"), "Nobody has answered"),
    "a word": (document(kind="research", attest={"feedback-impact": YES | {"note": "Yes."}}), "says too little"),
}
