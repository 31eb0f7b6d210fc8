from samples import item_yaml

PASSES = {"a date": item_yaml("2026-09-14", "2024-02-29")}
FAILS = {
    "no such day": (item_yaml("2026-09-14", "2026-02-31"), "28 days"),
    "a misspelt kind": (item_yaml("kind: other", "kind: minuets"), "minutes"),
    "a transcript that is no document": (
        item_yaml("kind: other", "kind: other\n    transcript: gone.docx"),
        "another document of this item",
    ),
    "also a requirement that is none": (
        item_yaml("kind: other", 'kind: other\n    also: [{requirement: "3.40"}]'),
        "not a requirement",
    ),
    "also its own requirement": (
        item_yaml("kind: other", 'kind: other\n    also: [{requirement: "3.4"}]'),
        "twice that it answers 3.4",
    ),
    "pages that end before they begin": (
        item_yaml("kind: other", 'kind: other\n    also: [{requirement: "1.4", pages: 9-4}]'),
        "end before they begin",
    ),
    "pages in words": (
        item_yaml("kind: other", 'kind: other\n    also: [{requirement: "1.4", pages: four}]'),
        "four",
    ),
    "no such role": (
        item_yaml("lead: education-evidence-lead", "lead: education-evidence-led"),
        "education-evidence-lead",
    ),
}
