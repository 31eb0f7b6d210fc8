from samples import Level, document

YES = {"answer": "no", "by": "lead", "on": "2026-10-01", "note": "I read the minutes and found none."}
ALL = {"issues-highlighted": YES, "week-3-concerns": YES, "case-file-current": YES | {"answer": "yes"}}
DONE = {"actions_complete": "yes"}

PASSES = {"all answered": document(kind="minutes", minutes=DONE, attest=ALL), "none asked": document(kind="policy")}
FAILS = {
    "one not answered": (
        document(kind="minutes", minutes=DONE, attest={k: v for k, v in ALL.items() if k != "case-file-current"}),
        "case file",
    ),
    "a word": (
        document(kind="minutes", minutes=DONE, attest=ALL | {"week-3-concerns": YES | {"note": "n/a"}}),
        "says too little",
        Level.WARNING,
    ),
}
