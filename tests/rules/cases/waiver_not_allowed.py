from samples import document

WAIVER = {
    "rule": "out-of-date",
    "reason": "The next census is in January.",
    "approved_by": "lead",
    "until": "2027-01-31",
}

PASSES = {"may be waived": document(waive=[WAIVER])}
FAILS = {
    "may not": (document(waive=[WAIVER | {"rule": "personal-data"}]), "cannot be waived"),
    "misspelt": (document(waive=[WAIVER | {"rule": "out-of-dat"}]), "did you mean “out-of-date”"),
}
