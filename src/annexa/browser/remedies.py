"""Remedies for people who have no command line."""

import re
from typing import Final

_BY_HAND: Final = {
    "adopt": "Without the command: ask your coordinator to take the folder over.",
    "attest": "Without the command: ask your coordinator to record your answer, with your note.",
    "check": "Without the command: ask your coordinator to run the check.",
    "confirm": "Without the command: put right in item.yaml what was guessed wrongly, and delete the line `guessed:`.",
    "doctor": "Without the command: ask whoever looks after annexa.",
    "explain": "Without the command: follow the link to the rule's page.",
    "link-sheet": "Without the command: fill in the hyperlink template from the guidance site.",
    "links": "Without the command: open the link in a private window of your browser.",
    "new": "Without the command: drop the document with its item.yaml on this page, which writes the entry.",
    "notify": "Without the command: ask your coordinator to record the call.",
    "request": "Without the command: ask your coordinator to record the step.",
    "requirements": "Without the command: look at the requirement's page on the guidance site.",
    "sign-off": "Without the command: ask your coordinator to record the signature.",
    "validate": "Without the command: drop the item.yaml on this page.",
    "waive": "Without the command: ask your coordinator to record the waiver.",
    "withdraw": "Without the command: ask your coordinator to take the signature back.",
}
"""What to do instead, by the name of the command."""
_COMMAND: Final = re.compile(r"[`‘]annexa (?:--\w+ )?([a-z-]+)[^`’]*[`’]")


def without_commands(remedy: str) -> str:
    """The remedy, with a second sentence for each command that it names."""
    named = dict.fromkeys(_COMMAND.findall(remedy))
    return " ".join([remedy, *(_BY_HAND[name] for name in named if name in _BY_HAND)])
