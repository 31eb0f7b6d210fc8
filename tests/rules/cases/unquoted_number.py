from samples import item_yaml

PASSES = {"quoted": item_yaml('"3.4"', '"3.4"'), "a number that stays itself": item_yaml('"3.4"', "3.4")}
FAILS = {"three point ten": (item_yaml('"3.4"', "3.10"), "3.1")}
