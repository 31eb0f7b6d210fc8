from samples import Level, document


def answer(word: str) -> dict[str, str]:
    return {"answer": word, "by": "lead", "on": "2026-10-01", "note": "The figures stop before anything changed."}


PASSES = {
    "yes": document(attest={"outcome-focused": answer("yes")}),
    "not applicable": document(attest={"outcome-focused": answer("not-applicable")}),
    "no concerns": document(attest={"week-3-concerns": answer("no")}),
}
FAILS = {
    "no": (document(attest={"outcome-focused": answer("no")}), "“outcome-focused” is answered no by lead: The figures"),
    "a concern": (document(attest={"week-3-concerns": answer("yes")}), "To be seen at sign-off", Level.INFO),
}
