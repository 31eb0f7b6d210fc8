"""What every form of the report shows, gathered once."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import msgspec

from annexa.check import Checked
from annexa.check.shard import Shard
from annexa.load import Loaded
from annexa.model.findings import Finding, Level
from annexa.model.library import Item, Library, called
from annexa.model.words import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The line of text that stands for a finding where only text can be annotated: in item.yaml for a document."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem:
    """One item of the library, or None's place for findings about the library itself."""

    id: str
    title: str
    folder: str
    """POSIX path relative to the project folder."""
    lead: str
    """The evidence lead's title, or the role's name where people.yaml does not hold it."""
    accountable: str
    documents: tuple[str, ...]
    """The documents' names, in the item's order."""

    @property
    def heading(self) -> str:
        """Number and title, or the title alone where the list gives no number."""
        return f"{self.id} {self.title}".strip() if self.id[:1].isdigit() else self.title or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of a check, ready to be shown."""

    partnership: str
    as_of: date
    items: tuple[ReportItem, ...]
    findings: tuple[Finding, ...]
    anchors: tuple[Anchor, ...]
    """One for each finding, in the same order."""
    documents: int
    """Documents looked at."""
    requirements: int
    """How many items a complete library has; where only some were looked at, how many those are."""
    failing: frozenset[str]
    """The ids of items that errors stand against, whether or not this report shows them."""
    partial: bool = False
    """Whether only some items were looked at."""
    shard: str = ""
    """Which part of the library was looked at, such as "2/4", where several machines share the work."""
    hidden: int = 0
    """Findings below the level asked for."""
    since: str = ""
    """The git revision with which it was compared: the findings are new since then."""
    stood: int = 0
    """Errors that stood at that revision already; they are not among the findings."""
    notices: tuple[str, ...] = ()
    """What the reader should know besides, which no document can put right, such as a call recorded long ago."""

    def count(self, level: Level) -> int:
        """How many findings have that level."""
        return sum(finding.level is level for finding in self.findings)

    @property
    def by_rule(self) -> list[tuple[str, int]]:
        """Rules with findings, the most frequent first."""
        counted = Counter(finding.rule for finding in self.findings)
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))

    @property
    def ready(self) -> int:
        """Items that can be read and have no error."""
        return sum(item.id not in self.failing for item in self.items)

    @property
    def verdict(self) -> str:
        """The outcome in one sentence."""
        if self.since:
            return self._since()
        if self.partial and not self.count(Level.ERROR):
            return f"Nothing stops what was looked at: {self.ready} of {count(self.requirements, 'item')}."
        if not self.count(Level.ERROR):
            return f"Nothing stops the bundle: {self.ready} of {self.requirements} items are ready."
        open_items = self.requirements - self.ready
        if not open_items:
            return "The library itself needs work before anything can be submitted."
        verb = "needs" if open_items == 1 else "need"
        return f"{open_items} of {self.requirements} items {verb} work before the evidence can be submitted."

    def _since(self) -> str:
        errors = self.count(Level.ERROR)
        new = count(errors, "new error") if errors else "no new error"
        stood = f"; {count(self.stood, 'error')} stood before and {'is' if self.stood == 1 else 'are'} not shown"
        return f"This change brings {new}, compared with {self.since}{stood if self.stood else ''}."

    def item(self, id: str | None) -> ReportItem | None:
        """The item of that id, or None."""
        return next((item for item in self.items if item.id == id), None)

    def grouped(self) -> Iterator[tuple[ReportItem | None, Iterator[tuple[str, list[Finding]]]]]:
        """Findings by item in the framework's order (the library's own first), then by file, then by place."""
        order = {item.id: position for position, item in enumerate(self.items)}
        ranked = sorted(self.findings, key=lambda f: (order.get(f.item or "", -1), f.sort_key))
        for identity, group in groupby(ranked, key=lambda f: f.item if f.item in order else None):
            yield self.item(identity), ((file, list(found)) for file, found in groupby(group, key=lambda f: f.file))


def report_of(
    loaded: Loaded,
    checked: Checked,
    *,
    minimum: Level = Level.INFO,
    rules: frozenset[str] | None = None,
    notices: tuple[str, ...] = (),
) -> Report:
    """The report of a check, without findings below a level or of other rules."""
    library = loaded.library
    shown = tuple(
        finding
        for finding in checked.findings
        if finding.level.rank <= minimum.rank and (rules is None or finding.rule in rules)
    )
    items = _items(loaded, checked)
    return Report(
        partnership=library.meta.partnership if library else "",
        as_of=checked.as_of,
        items=items,
        findings=tuple(finding.shown for finding in shown),
        anchors=tuple(_anchor(loaded, finding) for finding in shown),
        documents=len(checked.sources),
        requirements=len(loaded.framework.requirements if checked.only is None else items),
        failing=frozenset(
            finding.item for finding in (*checked.findings, *checked.known) if finding.stops and finding.item
        ),
        partial=checked.only is not None,
        shard=str(checked.only) if isinstance(checked.only, Shard) else "",
        hidden=sum(finding.level.rank > minimum.rank for finding in checked.findings),
        since=checked.since,
        stood=sum(finding.level is Level.ERROR for finding in checked.known),
        notices=notices,
    )


def _items(loaded: Loaded, checked: Checked) -> tuple[ReportItem, ...]:
    """Every item that is there, in the framework's order, those whose item.yaml cannot be read included."""
    library = loaded.library
    if library is None:
        return ()
    read = {item.meta.requirement: _item(loaded, library, item) for item in library.items}
    unread = {name: _unread(loaded, checked, name) for name in library.unread if name not in read}
    order = {requirement.id: n for n, requirement in enumerate(loaded.framework.requirements)}
    items = sorted((read | unread).values(), key=lambda item: order.get(item.id, len(order)))
    return tuple(item for item in items if checked.only is None or item.folder in checked.only)


def _item(loaded: Loaded, library: Library, item: Item) -> ReportItem:
    def title(role: str) -> str:
        return library.people.roles[role].title if role in library.people.roles else role

    return ReportItem(
        id=item.meta.requirement,
        title=_title(loaded, item.meta.requirement),
        folder=item.folder.relative_to(loaded.root).as_posix(),
        lead=title(item.meta.lead),
        accountable=title(item.meta.accountable),
        documents=tuple(
            called(loaded.framework.requirement(item.meta.requirement), document, number)
            for number, document in enumerate(item.meta.documents, start=1)
        ),
    )


def _unread(loaded: Loaded, checked: Checked, id: str) -> ReportItem:
    file = next((finding.file for finding in checked.findings if finding.item == id), "")
    return ReportItem(
        id=id, title=_title(loaded, id), folder=file.rpartition("/")[0], lead="", accountable="", documents=()
    )


def _title(loaded: Loaded, id: str) -> str:
    requirement = loaded.framework.requirement(id)
    return requirement.title if requirement else ""


def _anchor(loaded: Loaded, finding: Finding) -> Anchor:
    item = next(
        (i for i in (loaded.library.items if loaded.library else ()) if i.meta.requirement == finding.item), None
    )
    if finding.place.line is not None or item is None:
        return Anchor(file=finding.file, line=finding.place.line or 1, column=finding.place.column or 1)
    index = next((n for n, meta in enumerate(item.meta.documents) if meta.name == finding.document), None)
    line, column = item.lines.get(f"documents.{index}.file") or item.lines.get(f"documents.{index}") or (1, 1)
    return Anchor(file=item.yaml, line=line, column=column)


def where(finding: Finding) -> str:
    """File and place in words, such as "destinations.docx, page 3"; empty for a place in a text file."""
    if finding.document is None or finding.place.line is not None:
        return ""
    return ", ".join(part for part in (finding.document, str(finding.place)) if part)


def sentence(finding: Finding) -> str:
    """Everything about a finding on one line: where, what, the excerpt and the remedy."""
    place = where(finding)
    excerpt = f": “{finding.excerpt}”" if finding.excerpt else ""
    return f"{place + ': ' if place else ''}{finding.message}{excerpt}. {finding.remedy}"


def fingerprint(finding: Finding) -> str:
    """A name for the finding that stays the same while its text, document and place do."""
    place = finding.place
    if place.paragraph is not None:  # its page is known only once there is a PDF
        place = msgspec.structs.replace(place, page=None, heading=None, begins=None)
    about = finding.document if finding.number else None  # those of an item stand in one file
    parts = (finding.rule, finding.file, *filter(None, (about,)), str(place), finding.message)
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
