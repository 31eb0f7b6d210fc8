"""Requests for additional evidence: what inspectors asked for after the first bundle, and what became of it."""

import hashlib
import json
import re
from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from annexa.model.framework import Identifier, Record, Sha256

Words = Annotated[str, Field(min_length=1, max_length=4000)]
FOLDER: Final = "evidence/requests"
STEPS: Final = ("assigned", "assessed", "answered", "signed", "sent")
"""Fields of a request that are filled in one after the other; none before the one in front of it."""


def item_of(number: int) -> str:
    """What an answer is called among the items of a supplement: "request-3"."""
    return f"request-{number}"


def number_in(item: str) -> int:
    """The number of the request that an item is the answer to; 0 for an item of the list of evidence."""
    found = re.fullmatch(r"request-([1-9][0-9]{0,3})", item)
    return int(found[1]) if found else 0


class SecureText(Record):
    """Words about a child: they lie in a text file below the secure folder, and never beside the other metadata."""

    path: Annotated[str, Field(min_length=1, max_length=400)]
    """Relative to the secure folder."""
    sha256: Sha256


class Act(Record):
    """Who took a step, and when."""

    by: Identifier
    """A role in people.yaml."""
    at: AwareDatetime


class Assigned(Act):
    """Step 5 of the source: the LANO and whoever holds the evidence were told."""

    to: Identifier
    """The head of service, on own authority, or the lead that a partner organisation names: a role in people.yaml."""


class Assessed(Act):
    """Step 6: whether the evidence exists."""

    available: Literal["yes", "partly", "no"]
    ready: AwareDatetime | None = None
    """By when it can be handed over; None where at once, or never."""


class AnswerDocument(Record):
    """A document of an item that answers a request, as it was when it was chosen."""

    item: Identifier
    """The id of its requirement."""
    file: str = ""
    """Its name; empty for a child-level document."""
    sha256: Sha256


class Answered(Act):
    """Step 7: the evidence, or why there is none."""

    documents: tuple[AnswerDocument, ...] = ()
    explanation: Annotated[str, Field(max_length=4000)] = ""
    explanation_in: SecureText | None = None
    """In place of `explanation` where the request is about a child."""

    @property
    def seal(self) -> str:
        """The SHA-256 of all that the answer hands over: what a sign-off is bound to."""
        said = self.model_dump(mode="json", include={"documents", "explanation", "explanation_in"})
        return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


class Signed(Act):
    """Step 8: the accountable lead of the authority or of health signed the answer off."""

    seal: Sha256
    """That of the answer."""


class Delivered(Act):
    """Step 9: the LANO sent the answer."""

    to: Words
    """The inspector, by role."""
    supplement: str = ""
    """The supplement that held it, such as "day-5-supplement-1"; empty where it went by itself."""


class Request(Record):
    """`evidence/requests/<number>.yaml`: steps 1 to 4 are the note of the request itself."""

    number: Annotated[int, Field(ge=1, le=9999)]
    """Its number, which its file is called by."""
    asked: Annotated[str, Field(max_length=4000)] = ""
    """What was asked for, in the inspector's words."""
    asked_in: SecureText | None = None
    """In place of `asked` where the request is about a child."""
    inspector: Words
    """Who asked, by role, such as "Ofsted inspector, social care"."""
    through: Identifier
    """Through whom it came in: a role in people.yaml."""
    received: AwareDatetime
    """When it came in."""
    wanted: AwareDatetime | None = None
    """By when the inspector wants it, where that was said."""
    item: Identifier | None = None
    """The requirement that it comes nearest to, if to any."""
    assigned: Assigned | None = None
    assessed: Assessed | None = None
    answered: Answered | None = None
    signed: Signed | None = None
    sent: Delivered | None = None

    @property
    def done(self) -> tuple[str, ...]:
        """Fields of the steps that were taken, in their order."""
        return tuple(step for step in STEPS if getattr(self, step) is not None)

    @property
    def since(self) -> datetime:
        """When the turn of whoever is next began."""
        acts: list[Act] = [act for step in STEPS if (act := getattr(self, step)) is not None]
        return acts[-1].at if acts else self.received

    @property
    def is_about_child(self) -> bool:
        """Whether its words are kept in the secure folder."""
        return self.asked_in is not None
