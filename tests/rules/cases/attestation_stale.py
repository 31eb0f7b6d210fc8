from samples import OTHER_SHA, SHA, Level, document

YES = {"answer": "yes", "by": "lead", "on": "2026-10-01", "note": "Section 4 says what changed and for whom."}

PASSES = {"the same bytes": document(attest={"outcome-focused": YES | {"sha256": SHA}}), "no answers": document()}
FAILS = {
    "other bytes": (document(attest={"outcome-focused": YES | {"sha256": OTHER_SHA}}), "has changed since"),
    "not recorded": (document(attest={"outcome-focused": YES}), "records no SHA-256", Level.WARNING),
}
