from samples import item_yaml

PASSES = {"a date": item_yaml("2026-09-14", "2024-02-29")}
FAILS = {
    "no such day": (item_yaml("2026-09-14", "2026-02-31"), "28 days"),
    "a misspelt kind": (item_yaml("kind: other", "kind: minuets"), "minutes"),
    "a transcript that is no document": (
        item_yaml("kind: other", "kind: other\n    transcript: gone.docx"),
        "another document of this item",
    ),
    "no such role": (
        item_yaml("lead: education-evidence-lead", "lead: education-evidence-led"),
        "education-evidence-lead",
    ),
}
