from samples import later, nothing

PASSES = {
    "never": nothing(),
    "in January": nothing(follows="2027-01-31"),
    "today": nothing(follows="2026-11-02"),
    "a document in January": later(follows="2027-01-31"),
}
FAILS = {
    "dated tomorrow": (nothing(on="2026-11-03"), "in the future"),
    "promised for yesterday": (nothing(on="2026-10-01", follows="2026-11-01"), "has passed"),
    "promised before it was said": (nothing(follows="2026-11-01"), "before that was said"),
    "no reason": (nothing(reason="tbc"), "too little"),
    "a document promised for yesterday": (later(on="2026-10-01", follows="2026-11-01"), "has passed"),
    "a document dated next year": (later(on="2027-01-01"), "in the future"),
}
