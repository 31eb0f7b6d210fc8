"""Whether the one who committed a sign-off is the role that it names, as far as git can tell.

An author's address is what the committer wrote; a signature is proof, where the key is known. So this finds mistakes,
and deceit only where commits are signed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annexa.model.library import Role
from annexa.tools.git import Touch

Verdict = Literal["fits", "does not fit", "cannot tell"]

_ADDRESS = re.compile(r"<([^<>\s]+@[^<>\s]+)>|([^<>\s]+@[^<>\s]+)")
_HIDDEN = re.compile(r"(?:\d+[+-])?([\w.-]+)@users\.noreply\.(?:github\.com|gitlab\.com|[\w.-]+)")
"""The address under which GitHub and GitLab write commits of people who keep theirs private."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What git says of one entry."""

    verdict: Verdict
    words: str


def judge(role: str, known: Role | None, touches: Sequence[Touch]) -> Committed:
    """Compares the commits that touched an entry's file, the newest first, with the reviewers of its role."""
    added = [touch for touch in touches if touch.change == "A"]
    if not added:
        return Committed("cannot tell", "it is not committed yet, or came with a merge")
    later = [touch for touch in touches if touch.change == "M"]
    if later:
        return Committed("does not fit", f"its file was changed afterwards, by {_by(later[0])}")
    first = added[-1]
    if first.signature in {"B", "R"}:
        return Committed("does not fit", f"the signature of its commit does not hold: {_by(first)}")
    who = _signer(first) or first.author
    reviewers = known.reviewers if known is not None else ()
    if not reviewers:
        return Committed("cannot tell", f"people.yaml names no reviewer for {role}; committed by {_by(first)}")
    if any(_is(reviewer, who) for reviewer in reviewers):
        return Committed("fits", f"{'signed' if _signer(first) else 'committed'} by {_by(first)}")
    said = f"people.yaml names {', '.join(reviewers)} for {role}; committed by {_by(first)}"
    if all(not reviewer.startswith("@") for reviewer in reviewers):
        return Committed("does not fit", said)
    return Committed("cannot tell", f"{said}: only the host knows who belongs to a name with @")


def _by(touch: Touch) -> str:
    signer = f", signed by {touch.signer}" if touch.signer and _signer(touch) else ""
    return f"{touch.author}{signer} in {touch.sha[:10]}"


def _signer(touch: Touch) -> str | None:
    """The address that a good signature proves."""
    found = _ADDRESS.search(touch.signer) if touch.signature in {"G", "U"} else None
    return (found[1] or found[2]) if found else None


def _is(reviewer: str, address: str) -> bool:
    if not reviewer.startswith("@"):
        return reviewer.casefold() == address.casefold()
    hidden = _HIDDEN.fullmatch(address)
    return hidden is not None and hidden[1].casefold() == reviewer[1:].casefold()
