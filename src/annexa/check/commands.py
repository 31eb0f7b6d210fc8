"""Commands in remedies, with the item or document filled in, so that they can be copied as they stand."""

import re
import shlex
from typing import Final

_COMMAND: Final = re.compile(r"`annexa (attest|waive|link-sheet|sign-off|withdraw|links|confirm)`")


def filled_in(remedy: str, *, item: str, file: str = "", rule: str = "", point: str = "") -> str:
    """The remedy, its commands with what they are about.

    `item` is the requirement's id, `file` the document's path relative to the project folder, `point` the point of the
    checklist that is to be answered; what is empty is left for the reader to add.
    """

    def told(match: re.Match[str]) -> str:
        command = match.group(1)
        if command in ("attest", "waive"):
            about = [file, point if command == "attest" else rule] if file else []
        else:
            about = [file or item] if command == "links" else [item]
        return f"`annexa {' '.join([command, *(shlex.quote(word) for word in about if word)])}`"

    return _COMMAND.sub(told, remedy)
