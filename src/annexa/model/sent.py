"""What was sent for a submission: the records of `evidence/submissions/<submission>.yaml`.

A record is written by `annexa bundle --freeze` and only ever grows: a supplement is added to it, and nothing that it
said before changes. Of child-level documents it holds neither title nor name, since it is read by everybody.
"""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field

from annexa.model.framework import Identifier, Record, Sha256
from annexa.model.words import day_in_words

Label = Annotated[str, Field(pattern=r"^[0-9]{1,6}[A-Z]{0,3}$")]
"""A page number as stamped: 57, or 57A for a page that was inserted after it."""


class SentDocument(Record):
    """One document as it was sent."""

    key: str
    """Its place in the metadata when it was sent, such as "3.4/2"."""
    item: Identifier
    title: str
    """`withheld` for child-level material."""
    file: str
    """Path in the library; for child-level material its SHA-256; empty for a document that is only a link."""
    version: str
    """SHA-256 of its bytes; for a link, of what the metadata says of it."""
    kind: str = ""
    dated: date | None = None
    first: Label
    """Number of its first page."""
    last: Label
    pages: Annotated[int, Field(ge=1)]
    volume: Annotated[int, Field(ge=1)] = 1


class SentFile(Record):
    """One PDF as it was sent."""

    name: str
    sha256: Sha256
    pages: Annotated[int, Field(ge=1)]
    first: Label
    volume: Annotated[int, Field(ge=1)] = 1


class SentChange(Record):
    """One line of a change note."""

    kind: Literal["added", "replaced", "withdrawn"]
    item: Identifier
    title: str
    replaces: str = ""
    """In words: which pages of what was sent before it takes the place of."""
    key: str = ""
    """The document in this supplement; empty for one that is withdrawn."""
    was: str = ""
    """Where the document stood that is replaced or withdrawn: "bundle:3.4/2" or "supplement-1:3.4/2"."""


Numbering = Literal["apart", "inserted", "appended"]
"""How a supplement is numbered: from 1; inside the bundle, as 57A behind 57; on from the last page that was sent."""


class SentRequest(Record):
    """A request for additional evidence whose answer a supplement held."""

    number: Annotated[int, Field(ge=1, le=9999)]
    seal: Sha256
    """Of the answer: one that was given anew since is another answer."""


class Sending(Record):
    """When something was sent, by whom and to where; older records hold the day alone."""

    sent: date
    sent_at: time | None = None
    """Local time on that day."""
    by: Identifier | None = None
    """The role in people.yaml that sent it."""
    to: str = ""
    """Where it was sent, in words: a portal, a folder, a mailbox."""
    commit: str = ""
    """Where the evidence stood when it was recorded."""
    seal: str = ""
    """Of its package, where one was made: the SHA-256 that stands for every byte in it."""
    archive: Sha256 | None = None
    """Of the package's zip, where one was made."""
    corrected: tuple[str, ...] = ()
    """What the record said of the sending before somebody put it right, in words, oldest first."""

    @property
    def in_words(self) -> str:
        """ "3 November 2026 at 11:20 by lano to the inspectors' folder", as far as it is known."""
        parts = [
            day_in_words(self.sent),
            f"at {self.sent_at:%H:%M}" if self.sent_at else "",
            f"by {self.by}" if self.by else "",
            f"to {self.to}" if self.to else "",
        ]
        return " ".join(part for part in parts if part)


class Supplement(Sending):
    """What was sent after the bundle."""

    number: Annotated[int, Field(ge=1)]
    inserted: Literal["yes", "no"] = "no"
    """Whether its pages carry numbers with suffixes, to be inserted into the bundle."""
    appended: Literal["yes", "no"] = "no"
    """Whether its pages are numbered on from the last that was sent before."""
    requests: tuple[SentRequest, ...] = ()
    """The requests that it answers. Its documents are theirs then, and no part of what the items hold."""
    files: tuple[SentFile, ...] = ()
    documents: tuple[SentDocument, ...] = ()
    changes: tuple[SentChange, ...] = ()

    @property
    def id(self) -> str:
        """What `SentChange.was` calls it."""
        return f"supplement-{self.number}"


class Frozen(Sending):
    """Everything that was sent for one submission and package, in the order of sending."""

    format: Literal["1"] = "1"
    submission: Identifier
    package: Literal["shared", "child-level"]
    title: str
    pages: Annotated[int, Field(ge=1)]
    """The last page number of the bundle."""
    files: tuple[SentFile, ...]
    documents: tuple[SentDocument, ...]
    supplements: tuple[Supplement, ...] = ()
