from samples import Level, document

ANSWER = {"answer": "yes", "by": "lead", "on": "2026-10-01", "note": "It holds until the census of January."}

PASSES = {
    "seven weeks": document(),
    "eleven months": document(dated="2025-12-02"),
    "old, and valid for years": document(dated="2020-01-01", valid_until="2028-03-31"),
    "valid for a month and a day": document(dated="2020-01-01", valid_until="2026-12-02"),
    "eleven months to the day": document(dated="2025-12-02"),
    "no warning ahead is wanted": document(dated="2025-11-20", ages={"months": 12, "warn_months": 12}),
    "a kind with a longer life": document(dated="2024-05-01", kind="policy", ages={"by_kind": {"policy": 36}}),
}
FAILS = {
    "a year and a day": (document(dated="2025-11-01"), "more than 12 months"),
    "eleven months and a bit": (document(dated="2025-11-20"), "out of date soon", Level.WARNING),
    "no longer valid": (document(valid_until="2026-09-30"), "valid until 30 September 2026"),
    "not valid for long": (document(valid_until="2026-11-20"), "only until", Level.WARNING),
    "a year to the day": (document(dated="2025-11-02"), "out of date soon", Level.WARNING),
    "valid until today": (document(valid_until="2026-11-02"), "only until", Level.WARNING),
    "valid for a month": (document(valid_until="2026-12-01"), "only until", Level.WARNING),
    "a kind with a life of a month": (
        document(dated="2026-10-20", kind="data", ages={"by_kind": {"data": 1}}),
        "out of date soon",
        Level.WARNING,
    ),
    "a kind with a short life": (
        document(dated="2026-04-01", kind="data", ages={"by_kind": {"data": 3}}),
        "more than 3 months",
    ),
    "old, with an answer": (
        document(dated="2024-05-01", attest={"within-12-months": ANSWER}),
        "says why it still holds",
        Level.INFO,
    ),
}
