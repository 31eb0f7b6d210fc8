from samples import OTHER_SHA, document, judged

WAIVER = {
    "rule": "out-of-date",
    "reason": "The next census is in January.",
    "approved_by": "lead",
    "until": "2027-01-31",
}

PASSES = {
    "needed": judged(document(waive=[WAIVER]), "out-of-date"),
    "over, which another rule says": judged(document(waive=[WAIVER | {"until": "2026-01-01"}])),
    "about other bytes, which another rule says": judged(document(waive=[WAIVER | {"sha256": OTHER_SHA}])),
}
FAILS = {"not needed": (judged(document(waive=[WAIVER]), "comments"), "is not needed")}
