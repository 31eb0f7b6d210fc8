from samples import document

WAIVER = {
    "rule": "out-of-date",
    "reason": "The next census is in January.",
    "approved_by": "lead",
    "until": "2027-01-31",
}

PASSES = {"not yet": document(waive=[WAIVER]), "on its last day": document(waive=[WAIVER | {"until": "2026-11-02"}])}
FAILS = {"over": (document(waive=[WAIVER | {"until": "2026-11-01"}]), "ended on 1 November 2026")}
