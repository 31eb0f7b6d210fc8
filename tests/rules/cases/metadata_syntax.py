from samples import Yaml, item_yaml

PASSES = {"a right file": item_yaml()}
FAILS = {
    "a colon without quotes": (item_yaml("school.", "school: and college"), "not YAML"),
    "a tab": (item_yaml("  - file", "\t- file"), "cannot start any token"),
    "a bracket left open": (Yaml("requirement: [3"), ""),
}
