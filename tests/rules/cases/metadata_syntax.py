from samples import Yaml, item_yaml

PASSES = {"a right file": item_yaml()}
FAILS = {
    "a colon without quotes": (
        item_yaml("school.", "school: and college"),
        "A colon followed by a space stands within this text",
    ),
    "a tab": (item_yaml("  - file", "\t- file"), "A tab stands here"),
    "a bracket left open": (Yaml("requirement: [3"), "A bracket is opened here"),
}
