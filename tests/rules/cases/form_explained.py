from samples import document

FORM = {
    "completed_by": "Parents and carers",
    "when": "After each annual review",
    "distributed_by": "The SEND team, with the invitation",
    "collected_by": "The SEND team, by post or online",
    "used_for": "A report to the partnership board each term",
    "action_plan": "The engagement action plan, reviewed each term",
}

PASSES = {"six explanations": document(kind="form", form=FORM), "not a form": document(kind="policy")}
FAILS = {
    "none": (document(kind="form"), "without its six explanations"),
    "to be confirmed": (document(kind="form", form=FORM | {"action_plan": "tbc"}), "“action_plan” does not say"),
}
