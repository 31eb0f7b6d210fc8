"""What every form of the report shows, gathered once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from annexa.check import Checked
from annexa.load import Loaded
from annexa.model.findings import Finding, Level


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
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of a check, ready to be shown."""

    partnership: str
    as_of: date
    items: tuple[ReportItem, ...]
    findings: tuple[Finding, ...]
    documents: int
    """Documents looked at."""

    def count(self, level: Level) -> int:
        """How many findings have that level."""
        return sum(finding.level is level for finding in self.findings)

    @property
    def by_rule(self) -> list[tuple[str, int]]:
        """Rules with findings, the most frequent first."""
        counted = Counter(finding.rule for finding in self.findings)
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))

    @property
    def failing(self) -> frozenset[str]:
        """The ids of items with an error."""
        return frozenset(f.item for f in self.findings if f.level is Level.ERROR and f.item is not None)

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
    loaded: Loaded, checked: Checked, *, minimum: Level = Level.INFO, rules: frozenset[str] | None = None
) -> Report:
    """The report of a check, without findings below a level or of other rules."""
    library = loaded.library
    roles = library.people.roles if library else {}
    items = tuple(
        ReportItem(
            id=item.meta.requirement,
            title=requirement.title if requirement else item.folder.name,
            folder=item.folder.relative_to(loaded.root).as_posix(),
            lead=roles[item.meta.lead].title if item.meta.lead in roles else item.meta.lead,
            accountable=roles[item.meta.accountable].title if item.meta.accountable in roles else item.meta.accountable,
            documents=len(item.meta.documents),
        )
        for item in (library.items if library else ())
        for requirement in [loaded.framework.requirement(item.meta.requirement)]
    )
    shown = tuple(
        finding
        for finding in checked.findings
        if finding.level.rank <= minimum.rank and (rules is None or finding.rule in rules)
    )
    return Report(
        partnership=library.meta.partnership if library else "",
        as_of=checked.as_of,
        items=items,
        findings=shown,
        documents=len(checked.sources),
    )
