"""What a rule is, what it looks at, and what it yields.

A rule is a module: its docstring is its page, `ID` and `LEVEL` name and weigh it, `ABOUT` says what it
looks at, and `check` yields a `Fault` for each thing that is wrong. The engine (`annexa.check`) adds the
rule's name, level and remedy, so that a rule holds nothing but its own judgement.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, Protocol

import msgspec

from annexa.documents.facts import Facts, ReadFault
from annexa.links.verdict import Answer
from annexa.model.findings import Finding, Level, Place
from annexa.model.framework import Checklist, Framework
from annexa.model.library import DocumentMeta, Item, Library

About = Literal["metadata", "library", "item", "file", "document", "findings"]
"""metadata: found while loading. library, item: what is there. file: also one that cannot be read.
document: only one whose facts could be read. findings: what the other rules found in a document."""


class Fault(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a rule yields: what is wrong, and where."""

    message: str
    """One plain sentence; it starts with a capital letter and ends without a full stop."""
    place: Place = Place()
    excerpt: str = ""
    remedy: str = ""
    """Only where it differs from the one in the rule's docstring."""
    level: Level | None = None
    """Only where it differs from the rule's LEVEL."""
    file: str = ""
    """Only where the fault is in another file than the subject's: POSIX path relative to the project folder."""
    field: str = ""
    """The metadata field at fault, such as "documents.0.dated"; its line and column are looked up."""
    point: str = ""
    """The point of the checklist that is to be answered, for the command in the remedy."""
    item: str = ""
    """Only for rules about the library: the requirement's id, or the name of a folder that answers none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What every subject can see besides itself."""

    library: Library
    framework: Framework
    checklist: Checklist
    as_of: date
    """The day from which ages count: the notification date, or today."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """What web servers answered, by address; empty where nobody asked them."""
    today: date | None = None
    """The day of the check, where it is known."""
    closed: frozenset[date] = frozenset()
    """Days on which nobody works, besides weekends, bank holidays and those of library.yaml."""

    @property
    def now(self) -> date:
        """The day by which something said or promised is judged: today, or `as_of` where that is later."""
        return max(self.as_of, self.today or self.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSubject:
    """An item, for rules about what lies in its folder."""

    item: Item
    around: Surroundings
    files: tuple[Path, ...]
    """Every file in the folder, absolute, item.yaml, the register of children and entries of sign-off left out."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every document of the library that is there, by its path relative to the project folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySubject:
    """The whole library, for rules about what is missing or twice there."""

    around: Surroundings
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every document that is there, by its path relative to the project folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSubject:
    """A document: what its metadata says and what its file holds."""

    item: Item
    meta: DocumentMeta
    index: int
    """Its place in the item's list, from 0: the field is `documents.<index>`."""
    path: Path
    sha256: str
    facts: Facts
    """Empty where `fault` is set."""
    fault: ReadFault | None
    around: Surroundings
    converted_pages: int | None = None
    holds_personal_data: bool = False
    """Whether personal data was found in it, or could not be looked for."""

    @property
    def is_sensitive(self) -> bool:
        """Whether its text must not appear in any report."""
        requirement = self.around.framework.requirement(self.item.meta.requirement)
        marked = self.meta.sensitivity != "official" or (requirement is not None and requirement.sensitive)
        return marked or self.holds_personal_data


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSubject:
    """A document with all that the other rules found in it, for rules about waivers."""

    document: DocumentSubject
    findings: tuple[Finding, ...]


class Rule(Protocol):
    """The shape of a rule module; one that may not be waived also says `WAIVABLE = False`, and one that cannot judge a
    document of which nobody has said anything in an item.yaml says `NEEDS_METADATA = True`."""

    __doc__: str | None
    ID: str
    LEVEL: Level
    ABOUT: str
    """One of `About`."""


class CheckingRule(Rule, Protocol):
    """A rule that looks at a subject; rules about metadata have no check, because loading finds their faults."""

    def check(self, subject: Any, /) -> Iterator[Fault]:
        """Yields a fault for each thing that is wrong with the subject."""


def is_waivable(rule: Rule) -> bool:
    """Whether a role may accept the rule's findings for a while."""
    return bool(getattr(rule, "WAIVABLE", True))


def needs_metadata(rule: Rule) -> bool:
    """Whether the rule can judge only what an item.yaml says of a document."""
    return bool(getattr(rule, "NEEDS_METADATA", False))
