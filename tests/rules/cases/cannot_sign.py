from dataclasses import replace
from typing import Any

from samples import around, item

from annexa.model.library import People
from annexa.rules.base import ItemSubject


def subject(stages: list[str], **roles: dict[str, Any]) -> ItemSubject:
    """An item of education whose `lead` and `accountable` are both "lead", which may sign these stages."""
    people = People.model_validate(
        {"roles": {"lead": {"title": "Lead", "stages": stages, **roles.pop("lead", {})}, **roles}}
    )
    surroundings = around()
    library = surroundings.library.model_copy(update={"people": people})
    return ItemSubject(item=item(), around=replace(surroundings, library=library), files=())


PASSES = {
    "both stages": subject(["evidence-lead", "accountable-lead"]),
    "others sign it": subject(
        ["evidence-lead"],
        lead={"signs": ["5.1"]},
        head={"title": "Head", "stages": ["evidence-lead", "accountable-lead"], "signs": ["education"]},
    ),
}
FAILS = {
    "no stage": (subject([]), "does not let it sign the stage evidence-lead"),
    "one of two": (subject(["evidence-lead"]), "does not let it sign the stage accountable-lead"),
}
