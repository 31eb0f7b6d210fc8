"""Sign-offs: who signed which stage of an item, when, and exactly what was signed.

An entry is written once and never changed: a signature, or the withdrawal of signatures. Each lies in a file of its
own, so that entries made on different branches never meet in one file. An entry is known by its seal, the SHA-256 of
all that it says; entries that rest on others, or take others back, name them by it.
"""

import hashlib
import json
from datetime import UTC
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import AwareDatetime, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from annexa.model.framework import Identifier, Record, Sha256
from annexa.model.quoted import quoted

FOLDER: Final = "sign-off"
"""The folder in an item's folder that holds its entries."""
FILE: Final = "sha256"
"""What the digest of a document's bytes is called among its fields; metadata has no field of that name there."""


class Act(StrEnum):
    """What was done."""

    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


class SignedDocument(Record):
    """A document as it was when somebody signed."""

    name: str
    fields: dict[str, str]
    """The SHA-256 of its bytes, where the file was there, and each of its metadata fields by dotted name, as text."""


class Content(Record):
    """All that a signature is about."""

    fields: dict[str, str] = {}
    """The item's own metadata fields by dotted name, as text."""
    documents: tuple[SignedDocument, ...] = ()
    """In the order of item.yaml, which is that of the bundle."""

    @property
    def text(self) -> str:
        """A line of JSON for the item, and one for each document."""
        rows = [self.fields, *({"document": each.name, **each.fields} for each in self.documents)]
        return "".join(f"{quoted(row)}\n" for row in rows)


def _content(given: Any) -> Any:
    """Content from its text. Raises PydanticCustomError, which becomes a finding."""
    if not isinstance(given, str):
        return given
    try:
        item, *documents = (json.loads(line) for line in given.splitlines())
        return {
            "fields": item,
            "documents": [{"name": row.pop("document"), "fields": row} for row in documents],
        }
    except (ValueError, KeyError, AttributeError, TypeError):
        raise PydanticCustomError(
            "signed_content", "it does not say what was signed as the command writes it"
        ) from None


class Entry(Record):
    """One signature, or one withdrawal."""

    act: Act
    stage: Identifier
    role: Identifier
    """Who acted: a role in people.yaml."""
    at: AwareDatetime
    note: Annotated[str, Field(max_length=4000)] = ""
    """What the role wanted noted; why, where it took a signature back."""
    commit: Annotated[str, Field(pattern=r"^[0-9a-f]{40,64}$")] | None = None
    """The git commit that holds the item as it was; None outside of git, or where something was not committed."""
    rests_on: tuple[Sha256, ...] = ()
    """Seals of the signatures of the stages before, which whoever signed relied on."""
    withdraws: tuple[Sha256, ...] = ()
    """Seals of the signatures that are taken back."""
    signed: Annotated[Content, BeforeValidator(_content)] = Content()
    seal: Sha256

    @property
    def fits(self) -> bool:
        """Whether it says what it said when it was written."""
        return self.seal == seal_of(self)


def seal_of(entry: Entry) -> str:
    """The SHA-256 of all that an entry says but for its seal; layout and comments of its file do not count."""
    said = entry.model_dump(mode="json", exclude={"seal", "at"}, exclude_defaults=True)
    said["at"] = entry.at.astimezone(UTC).isoformat()
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
