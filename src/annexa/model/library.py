"""The library: its settings, its people, its glossary and its items, as they stand in YAML.

Long because it is the vocabulary of what people write, and its docstrings are what schemas and editors show.
"""

from contextlib import suppress
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from annexa.model.also import AlsoAnswers
from annexa.model.children import Register
from annexa.model.framework import Day, Identifier, Record, Requirement, Sha256
from annexa.model.meetings import Timetabled
from annexa.model.request import Request
from annexa.model.sharing import Sharing
from annexa.model.signoff import Entry

Text = Annotated[str, Field(min_length=1, max_length=4000)]
_DAY = TypeAdapter(Day)
DEFAULT_FRAMEWORK = "annex-a"


class Kind(StrEnum):
    """What a document is; some kinds ask for more metadata."""

    POLICY = "policy"
    STRATEGY = "strategy"
    STRUCTURE = "structure"
    PERFORMANCE_REPORT = "performance-report"
    DATA = "data"
    MINUTES = "minutes"
    FORM = "form"
    AGREEMENT = "agreement"
    RESEARCH = "research"
    LINK = "link"
    OTHER = "other"


class Status(StrEnum):
    FINAL = "final"
    DRAFT = "draft"


class Sensitivity(StrEnum):
    """official: may go into the shared bundle. personal: names of adults. child-level: never shared."""

    OFFICIAL = "official"
    PERSONAL = "personal"
    CHILD_LEVEL = "child-level"


class Presentation(StrEnum):
    """pages: as pages of the bundle. native: as the file that it is, beside the bundle, with a page that says so."""

    PAGES = "pages"
    NATIVE = "native"


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not-applicable"


class Attestation(Record):
    """A named role's answer to a checklist point that no program can judge."""

    answer: Answer
    by: Identifier
    """Who answers: a role in people.yaml."""
    on: Day
    """The day of the answer."""
    note: Text
    """What the checklist asks to be said."""
    sha256: Sha256 | None = None
    """The document's bytes when it was answered; written by `annexa attest`."""


class Waiver(Record):
    """A finding accepted by a named role, with a reason, until a date."""

    rule: Identifier
    """The rule whose findings are accepted."""
    reason: Text
    """Why they are accepted for a while."""
    approved_by: Identifier
    """Who accepts them: a role in people.yaml."""
    until: Day
    """The last day on which they are accepted."""
    sha256: Sha256 | None = None
    """The document's bytes when it was waived; written by `annexa waive`."""


class FormExplained(Record):
    """What goes with a blank form: the six explanations of the checklist."""

    completed_by: Text
    """Who fills it in."""
    when: Text
    """When it is filled in."""
    distributed_by: Text
    """Who hands it out."""
    collected_by: Text
    """Who collects it."""
    used_for: Text
    """What happens with what is collected."""
    action_plan: Text
    """Which action plan follows from it."""


class MinutesExplained(Record):
    """What is said of minutes."""

    actions_complete: Answer
    """Whether every action is complete and its update captured."""
    multi_agency: Literal["yes", "no"] = "no"
    """Whether several agencies met."""
    keywords: tuple[Text, ...] = ()
    """Words that the minutes of a multi-agency meeting must hold."""


class AgreementSigned(Record):
    """Who signed an agreement, and when."""

    signed_by: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Who signed, by role and not by name."""
    signed_on: Day
    """The day on which it was signed."""


class LinkExplained(Record):
    """A document that is only a link."""

    url: Annotated[str, Field(min_length=4, max_length=2000)]
    """Its address."""
    shows: Text
    """What it shows."""
    why_open: Text | None = None
    """Why an outside reader can open it."""
    content: Text | None = None
    """The content lifted from it, where an outside reader cannot open it."""
    looked_at: Day
    """When somebody last looked at it."""
    looked_at_by: Identifier
    """Who looked at it: a role in people.yaml."""


class SecureFile(Record):
    """A file kept outside git, below the configured secure folder."""

    path: Annotated[str, Field(min_length=1, max_length=400)]
    """Relative to the secure folder."""
    sha256: Sha256
    rows: Annotated[int, Field(ge=0)]
    custodian: Identifier
    """A role in people.yaml."""


class KnownGap(Record):
    """Evidence that is not there, and is handed in as an explanation why: never used for a file that was forgotten."""

    reason: Text
    """Why there is none, in words for inspectors."""
    by: Identifier
    """The role in people.yaml that says so."""
    on: Day
    """When it was said."""
    follows: Day | None = None
    """When the evidence will follow; left out where it never will."""


def _dated_or_to_follow(schema: dict[str, Any]) -> None:
    """Editors ask for a date only where there is a document."""
    schema["required"].remove("dated")
    schema["anyOf"] = [{"required": ["dated"]}, {"required": ["to_follow"]}]


def _documents_or_a_reason(schema: dict[str, Any]) -> None:
    """Editors ask for one of the two."""
    schema["anyOf"] = [{"required": ["documents"]}, {"required": ["nothing_to_submit"]}]


DocumentGuess = Literal["requirement", "title", "dated", "kind"]
ItemGuess = Literal["lead", "accountable", "summary"]


class DocumentMeta(Record):
    """One file in an item."""

    model_config = ConfigDict(json_schema_extra=_dated_or_to_follow)

    file: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    """The file's name, in the folder of this item, or its path below that folder, such as Old/plan.docx."""
    secure: SecureFile | None = None
    """Instead of a file: where it is kept outside git."""
    title: Annotated[str, Field(min_length=3, max_length=200)]
    kind: Kind
    dated: Day
    """The date on the document, not the date of saving."""
    valid_until: Day | None = None
    """Where the document says how long it holds; wins over the 12 months."""
    to_follow: KnownGap | None = None
    """Instead of a file: why the document is handed in later."""
    parts: tuple[Annotated[int, Field(ge=1, le=99)], ...] = ()
    """Which parts of the requirement it answers, counted from 1 as `annexa requirements` lists them; none means all."""
    present: Presentation | None = None
    """How inspectors get it: as pages, or as the file itself; left out, what has pages is handed in as pages."""
    transcript: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    """Of a film or sound recording: the `file` of the document of this item that holds what is said in it."""
    also: tuple[AlsoAnswers, ...] = ()
    """Other requirements that it answers too: their index entries point to it, and it is bundled once."""
    status: Status = Status.FINAL
    sensitivity: Sensitivity = Sensitivity.OFFICIAL
    guessed: tuple[DocumentGuess, ...] = ()
    """What `annexa adopt` took from the document or its name, and nobody has looked at; `annexa confirm` ends it."""
    summary: str = ""
    form: FormExplained | None = None
    minutes: MinutesExplained | None = None
    agreement: AgreementSigned | None = None
    link: LinkExplained | None = None
    attest: dict[Identifier, Attestation] = {}
    waive: tuple[Waiver, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _dated_when_said(cls, data: Any) -> Any:
        """A document that is to follow has no date yet."""
        if not isinstance(data, dict) or "dated" in data or not isinstance(data.get("to_follow"), dict):
            return data
        day = date.min  # where that day is wrong, which is a fault of `to_follow` and said there
        with suppress(ValidationError):
            day = _DAY.validate_python(data["to_follow"].get("on"))
        return {**data, "dated": day}

    @property
    def is_link_alone(self) -> bool:
        """Whether it is an address and nothing else: no file, here or outside git, and none to follow."""
        has_file = self.file is not None or self.secure is not None or self.to_follow is not None
        return self.kind is Kind.LINK and self.link is not None and not has_file

    @property
    def name(self) -> str:
        """The file's name as item.yaml writes it, or the last part of the secure path."""
        return self.file or (self.secure.path.rsplit("/", 1)[-1] if self.secure else self.title)


def is_child_level(requirement: Requirement, document: DocumentMeta) -> bool:
    """Whether a document must never be in the shared bundle."""
    return requirement.sensitive or document.secure is not None or document.sensitivity is Sensitivity.CHILD_LEVEL


def is_sensitive(requirement: Requirement | None, document: DocumentMeta) -> bool:
    """Whether nothing may be said of a document wherever others may see it, but which number it has."""
    named = requirement is not None and is_child_level(requirement, document)
    return named or document.sensitivity is not Sensitivity.OFFICIAL or document.secure is not None


def called(requirement: Requirement | None, document: DocumentMeta, number: int) -> str:
    """What a document of an item is called wherever others may see it: by name, or a sensitive one by its number."""
    return f"document {number}" if is_sensitive(requirement, document) else document.name


class ItemMeta(Record):
    """`item.yaml`: the folder that answers one requirement."""

    model_config = ConfigDict(json_schema_extra=_documents_or_a_reason)

    requirement: Identifier
    """The requirement's id, in quotes, such as "3.4"."""
    lead: Identifier
    """The evidence lead: a role in people.yaml."""
    accountable: Identifier
    """The accountable lead: a role in people.yaml."""
    summary: Text
    documents: tuple[DocumentMeta, ...] = ()
    """At least one, unless there is nothing to submit."""
    nothing_to_submit: KnownGap | None = None
    """Why there is no evidence for this requirement at all."""
    guessed: tuple[ItemGuess, ...] = ()
    """What `annexa adopt` filled in and nobody has looked at; `annexa confirm` ends it."""
    note: Annotated[str, Field(max_length=4000)] = ""
    """What the coordinator wants remembered about the work on it; shown by `annexa status`, never handed in."""

    @property
    def is_guessed(self) -> bool:
        """Whether something of it, or of its documents, was guessed and waits for a person."""
        return bool(self.guessed) or any(document.guessed for document in self.documents)

    @property
    def gaps(self) -> tuple[tuple[str, KnownGap], ...]:
        """Every explanation of evidence that is not there, by its field, such as "documents.1.to_follow"."""
        whole = (("nothing_to_submit", self.nothing_to_submit),)
        later = ((f"documents.{index}.to_follow", meta.to_follow) for index, meta in enumerate(self.documents))
        return tuple((field, gap) for field, gap in (*whole, *later) if gap is not None)


class Role(Record):
    """One role of people.yaml; roles, not names of persons."""

    title: Text
    organisation: str = ""
    mailbox: str = ""
    stages: tuple[Identifier, ...] = ()
    """What this role may sign: stages of the framework, or other duties that it lists."""
    signs: tuple[Identifier, ...] = ()
    """Requirements or groups that it signs, and no others; none: the items that name it, or any that no item names."""
    reviewers: tuple[Annotated[str, Field(pattern=r"^(@[\w.-]+(/[\w.-]+)*|[^@\s]+@[^@\s]+)$")], ...] = ()
    """Who reviews changes for this role where the library is kept: "@user", "@organisation/team" or an address."""


class People(Record):
    """`people.yaml`: the roles that items, attestations, waivers and sign-offs name."""

    roles: Annotated[dict[Identifier, Role], Field(min_length=1)]

    def in_words(self, role: str) -> str:
        """A role's title and organisation, or its id where it is not listed."""
        found = self.roles.get(role)
        return ", ".join(part for part in (found.title, found.organisation) if part) if found else role


class Term(Record):
    """One entry of the glossary."""

    full: Text
    meaning: str = ""


class Glossary(Record):
    """`glossary.yaml`: what acronyms stand for, and which need no spelling out."""

    terms: dict[str, Term] = {}
    allow: tuple[str, ...] = ()
    """Acronyms that need no spelling out."""


class AgeLimits(Record):
    """How old a document may be."""

    months: Annotated[int, Field(ge=1, le=120)] = 12
    """Older than this is out of date; the checklist says 12."""
    warn_months: Annotated[int, Field(ge=1, le=120)] = 11
    by_kind: dict[Kind, Annotated[int, Field(ge=1, le=120)]] = {}


class LinkLists(Record):
    """Domains that the library knows."""

    internal_domains: tuple[str, ...] = ()
    """Only staff can open these, whatever they look like."""
    trusted_domains: tuple[str, ...] = ()
    """Known to be open to the public."""


class BundleLimits(Record):
    """What one file of a submission may hold."""

    megabytes: Annotated[int, Field(ge=1, le=10000)] = 200
    pages: Annotated[int, Field(ge=10, le=100000)] = 2000
    workbook_pages: Annotated[int, Field(ge=1, le=2000)] = 60
    """A workbook that would take more pages becomes pages only where its document says `present: pages`."""


class FrameworkConfirmed(Record):
    """That the list of requirements was compared with the newest that inspectors publish."""

    date: Day
    """When."""
    role: Identifier
    """The role in people.yaml that compared them."""


class LibraryMeta(Record):
    """`library.yaml`."""

    area: Text
    """The local area's name."""
    partnership: Text
    """The partnership's full name, as it stands on covers."""
    framework: Identifier = DEFAULT_FRAMEWORK
    """The list of requirements: a file in schema/ of the library, or one that annexa brings."""
    framework_confirmed: FrameworkConfirmed | None = None
    """Who compared that list with the newest one, and when."""
    notification: Day | None = None
    """The day of the notification call; ages count from it, and from today while it is not set."""
    notified_at: time | None = None
    """When on that day the call came, local time, such as "09:40"; written by `annexa notify`."""
    sent_folder: Annotated[str, Field(min_length=1, max_length=400)] = "sent"
    """Where what was sent is kept: relative to the project folder, to the home folder after ~/, or absolute."""
    debriefs_folder: Annotated[str, Field(min_length=1, max_length=400)] = "debriefs"
    """Where debriefing forms lie, which name persons: relative to the project folder, to the home folder after ~/, or
    absolute; never in evidence/."""
    bank_holidays: tuple[Day, ...] = ()
    """Days on which nobody works here, besides weekends and the bank holidays of England, which are known."""
    language: str = "en-GB"
    sharing: Sharing = Sharing()
    """The cache that several machines share, and what a cluster may be given."""
    ages: AgeLimits = AgeLimits()
    links: LinkLists = LinkLists()
    limits: BundleLimits = BundleLimits()
    standards: tuple[Identifier, ...] = ()
    """Profiles of `annexa verify`, such as judiciary-2021, of which receipts say whether they were met; inspectors did
    not ask for any."""
    tracked_children: Annotated[int, Field(ge=1, le=99)] | None = None
    """How many children inspectors choose at least, where it is not the number that the list of requirements gives."""
    secure_folder: str | None = None
    """Where files are kept that stay outside git: relative to the home folder, also after ~/, or absolute; never inside
    the project folder."""
    name_lists: tuple[str, ...] = ()
    """Files below the secure folder with names that must not appear in shared documents, one a line: "Robin Example" or
    "Example, Robin"."""

    @property
    def secure_root(self) -> Path | None:
        """The secure folder, absolute, whether or not it is on this machine; None where none is configured."""
        if not self.secure_folder:
            return None
        folder = Path(self.secure_folder)
        with suppress(RuntimeError):  # ~name of a user whom this machine does not know
            folder = folder.expanduser()
        return Path.home() / folder


class Item(Record):
    """An item as loaded: its metadata and where it lies."""

    meta: ItemMeta
    folder: Path
    """Absolute."""
    yaml: str
    """item.yaml as a POSIX path relative to the project folder."""
    named: tuple[str, ...] = ()
    """Every file that item.yaml names, those of documents with faulty metadata included."""
    lines: dict[str, tuple[int, int]] = {}
    """Line and column of each field, by its dotted path, such as "documents.0.file"."""
    sign_offs: tuple[Entry, ...] = ()
    """Signatures and withdrawals, the oldest first."""


class Library(Record):
    """All that the metadata says, loaded and cross-checked; items in the framework's order."""

    root: Path
    """The project folder: it holds evidence/."""
    meta: LibraryMeta
    people: People
    glossary: Glossary
    items: tuple[Item, ...]
    requests: tuple[Request, ...] = ()
    """Requests for additional evidence, by number; those that cannot be read are not among them."""
    tracked: Register | None = None
    """Children selected for tracking; None where there is no register, or one that cannot be read."""
    timetable: Timetabled | None = None
    """Meetings of the fieldwork; None where there is no timetable, or one that cannot be read."""
    unread: tuple[str, ...] = ()
    """Requirements, or folders that name none, whose item.yaml is there but cannot be read: they are not missing."""
