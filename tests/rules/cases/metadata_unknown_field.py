from samples import item_yaml

PASSES = {"a known field": item_yaml("    kind: other", "    kind: other\n    sensitivity: official")}
FAILS = {"a misspelt field": (item_yaml("    kind: other", "    kind: other\n    sensitivty: official"), "sensitivity")}
