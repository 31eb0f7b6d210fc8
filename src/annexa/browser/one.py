"""One document in, findings out, as plain data: what the page's worker calls, and what tests call without a browser."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Final

import msgspec

from annexa.adopt.found import Found, found_file
from annexa.adopt.guesses import Guesses
from annexa.adopt.guesses import guess as guess_of
from annexa.browser.remedies import without_commands
from annexa.check.judge import judge_document
from annexa.documents.facts import Facts, ReadFault
from annexa.documents.reader import read
from annexa.load import Loaded
from annexa.load.item import read_item
from annexa.load.nodes import Fault
from annexa.model.findings import Finding
from annexa.model.library import DocumentMeta, Item, ItemMeta, Kind, Library, Sensitivity
from annexa.rules import IMPORTANCE, RULES
from annexa.rules.base import DocumentSubject, Surroundings, is_waivable, needs_metadata
from annexa.tools.files import sha256_of

NO_TITLE: Final = "Untitled document"


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says of itself, to be confirmed by whoever knows."""

    file: str
    format: str
    readable: bool
    title: str = ""
    kind: str = "other"
    dated: str = ""
    """The ISO date, or empty where it names no day."""
    sensitivity: str = "official"
    pages: int | None = None
    words: int = 0


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said of the document; what is empty is not known."""

    today: str
    """ISO date."""
    kind: Kind = Kind.OTHER
    title: str = ""
    dated: str = ""
    sensitivity: Sensitivity = Sensitivity.OFFICIAL
    requirement: str = ""
    """Which one it answers; only data about children is judged otherwise for it."""
    block: dict[str, dict[str, Any]] = {}
    """What documents of this kind say besides, such as `{"minutes": {"actions_complete": "yes"}}`; whole or empty."""
    item: str = ""
    """The text of an item.yaml; where it names the file, it is believed and the rest is not looked at."""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as the page shows it."""

    rule: str
    level: str
    message: str
    place: str
    excerpt: str
    remedy: str
    title: str
    """The rule's first line."""
    waivable: bool
    """Whether a role may accept it for a while."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in one document."""

    file: str
    sha256: str
    whole: bool
    """Whether the document could be read."""
    partial: str
    """Why only a part of it could be, in words that follow "because"; empty where all was."""
    described: bool
    """Whether an item.yaml named it, so that rules about metadata could judge."""
    findings: tuple[Shown, ...]
    asked: tuple[str, ...]
    """What a person or an item.yaml still has to say, in a sentence each; no fault of the document's own."""
    not_judged: tuple[str, ...]
    """Ids of rules that were left out, because they need an item.yaml."""


class MetadataFault(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong in an item.yaml, as `annexa validate` says it."""

    rule: str
    level: str
    message: str
    remedy: str
    line: int
    column: int


def guess(path: Path, facts: Facts | ReadFault, loaded: Loaded, today: date) -> Guess:
    """Title, kind, date and sensitivity as far as the document shows them."""
    guessed = _guessed(path, facts, loaded, today)
    if isinstance(facts, ReadFault) or guessed is None:
        return Guess(file=path.name, format=path.suffix.lstrip(".").lower(), readable=False)
    return Guess(
        file=path.name,
        format=facts.format,
        readable=True,
        title=guessed.title,
        kind=guessed.kind,
        dated=guessed.dated.isoformat() if guessed.is_dated and guessed.dated <= today else "",
        sensitivity=_guessed_sensitivity(facts),
        pages=facts.pages,
        words=sum(len(block.text.split()) for block in facts.blocks),
    )


def _guessed(path: Path, facts: Facts | ReadFault, loaded: Loaded, today: date) -> Guesses | None:
    """What `annexa adopt` would guess; None where the file cannot be opened."""
    found = found_file(path, PurePosixPath(path.name))
    read = facts if isinstance(facts, Facts) else None
    return guess_of(found, read, loaded.framework, today) if isinstance(found, Found) else None


_MARKED: Final = re.compile(r"official[\s-]*sensitive|child[\s-]level|named children|unique pupil number|\bupn\b", re.I)


def _guessed_sensitivity(facts: Facts) -> str:
    """child-level where it is marked so at its front or in its edges; whoever knows must say."""
    front = " ".join(block.text for block in facts.blocks[:40])
    return str(Sensitivity.CHILD_LEVEL if _MARKED.search(front) else Sensitivity.OFFICIAL)


def check(path: Path, loaded: Loaded, said: Said, facts: Facts | ReadFault | None = None) -> Outcome:
    """Every finding about one document that lies in a folder below evidence/, wherever that is.

    `loaded` gives the rules' surroundings: its items are not looked at. `facts` where they were read before. Rules
    that need metadata are left out, and named, where no item.yaml names the document.
    """
    facts = facts if facts is not None else read(path)
    item, meta, index, described = _described(path, loaded, said, facts)
    subject = DocumentSubject(
        item=item,
        meta=meta,
        index=index,
        path=path,
        sha256=sha256_of(path),
        facts=facts if isinstance(facts, Facts) else Facts(format=path.suffix.lstrip(".").lower()),
        fault=facts if isinstance(facts, ReadFault) else None,
        around=_around(path, loaded, said),
    )
    judged = judge_document(subject).findings
    asked = [] if described else [one for one in judged if _is_about_metadata(one)]
    kept = [one for one in judged if one not in asked]
    if not described and not said.dated:
        kept = [one for one in kept if one.rule not in _ABOUT_DATES]
    if not described and meta.title == NO_TITLE:  # a title that nobody gave
        kept = [one for one in kept if one.field != "documents.0.title"]
    kept.sort(key=lambda one: (one.level.rank, IMPORTANCE.get(one.rule, 0)))
    return Outcome(
        file=path.name,
        sha256=subject.sha256,
        whole=isinstance(facts, Facts),
        partial=(facts.partial or "") if isinstance(facts, Facts) else "",
        described=described,
        findings=tuple(_shown(one, described) for one in kept),
        asked=tuple(one.message for one in asked),
        not_judged=() if described else tuple(sorted(id for id, rule in RULES.items() if needs_metadata(rule))),
    )


_SAID: Final = frozenset({"title", "kind", "dated", "sensitivity"})
"""Fields of a document that the page asks for."""
_ABOUT_DATES: Final = frozenset({"date-mismatch", "out-of-date"})
"""Left out where nobody knows the date."""


def _is_about_metadata(finding: Finding) -> bool:
    """Whether only an item.yaml could answer it."""
    parts = (finding.field or "").split(".")
    is_of_field = parts[0] == "documents" and not _SAID.intersection(parts[2:3])
    return is_of_field or needs_metadata(RULES[finding.rule])


def _around(path: Path, loaded: Loaded, said: Said) -> Surroundings:
    library = _library(loaded).model_copy(update={"root": path.parents[2], "items": ()})
    today = date.fromisoformat(said.today)
    return Surroundings(
        library=library,
        framework=loaded.framework,
        checklist=loaded.checklist,
        as_of=library.meta.notification or today,
        today=today,
    )


def _library(loaded: Loaded) -> Library:
    if loaded.library is None:  # the page is not built with one that cannot be used
        raise ValueError("library.yaml cannot be used")
    return loaded.library


def _described(
    path: Path, loaded: Loaded, said: Said, facts: Facts | ReadFault
) -> tuple[Item, DocumentMeta, int, bool]:
    """The item and the document's own metadata: as an item.yaml has them, or as was said by hand."""
    if said.item:
        library = _library(loaded)
        item, _ = read_item(
            said.item.encode(),
            path.parent,
            framework=loaded.framework,
            checklist=loaded.checklist,
            people=library.people,
        )
        for index, meta in enumerate(item.meta.documents if item is not None else ()):
            if item is not None and meta.file is not None and meta.file.rpartition("/")[2] == path.name:
                return item, meta, index, True
    guessed = None if said.title.strip() else _guessed(path, facts, loaded, date.fromisoformat(said.today))
    title = said.title.strip() or (guessed.title if guessed is not None and guessed.is_shown else "")
    meta = DocumentMeta.model_validate(
        {
            "file": path.name[-200:],
            "title": title[:200] if len(title) >= 3 else NO_TITLE,
            "kind": said.kind,
            "dated": said.dated or said.today,
            "sensitivity": said.sensitivity,
            **said.block,
        }
    )
    stub = ItemMeta.model_construct(
        requirement=said.requirement, lead="", accountable="", summary="", documents=(meta,)
    )
    yaml = f"evidence/{path.parent.name}/item.yaml"
    return Item.model_construct(meta=stub, folder=path.parent, yaml=yaml, named=(), lines={}), meta, 0, False


def _shown(finding: Finding, described: bool) -> Shown:
    from annexa.rules.page import page_of

    return Shown(
        rule=finding.rule,
        level=str(finding.level),
        message=finding.message,
        # A line is one of item.yaml, which is not there.
        place="" if finding.place.line is not None and not described else str(finding.place),
        excerpt=finding.excerpt or "",
        remedy=without_commands(finding.remedy),
        title=page_of(RULES[finding.rule]).title,
        waivable=is_waivable(RULES[finding.rule]),
    )


def validate(text: str, loaded: Loaded, folder: Path) -> tuple[MetadataFault, ...]:
    """Every fault of one item.yaml, by line; `folder` is where it would lie."""
    _, faults = read_item(
        text.encode(),
        folder,
        framework=loaded.framework,
        checklist=loaded.checklist,
        people=_library(loaded).people,
    )
    return faults_of(faults)


def faults_of(faults: Iterable[Fault]) -> tuple[MetadataFault, ...]:
    """Faults of metadata as the page shows them."""
    return tuple(
        MetadataFault(
            rule=fault.rule,
            level="warning" if fault.is_light else "error",
            message=fault.message,
            remedy=without_commands(fault.remedy),
            line=fault.line,
            column=fault.column,
        )
        for fault in faults
    )
