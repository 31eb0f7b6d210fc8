from samples import item_yaml

PASSES = {"all fields": item_yaml()}
FAILS = {"no date": (item_yaml("    dated: 2026-09-14\n", ""), "dated")}
