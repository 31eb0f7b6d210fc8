from samples import OTHER_SHA, SHA, document

WAIVER = {
    "rule": "out-of-date",
    "reason": "The next census is in January.",
    "approved_by": "lead",
    "until": "2027-01-31",
}

PASSES = {"the same bytes": document(waive=[WAIVER | {"sha256": SHA}])}
FAILS = {
    "other bytes": (document(waive=[WAIVER | {"sha256": OTHER_SHA}]), "has changed since"),
    "not recorded": (document(waive=[WAIVER]), "records no SHA-256"),
}
