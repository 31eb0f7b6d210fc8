"""The report as one HTML file that can be mailed: no network, readable on a phone, printable, filtered by keyboard."""

from dataclasses import dataclass
from itertools import groupby

from annexa.model.findings import Finding, Level
from annexa.report.page import template
from annexa.report.record import Report, ReportItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Findings of one rule in one file that one remedy puts right."""

    rule: str
    level: Level
    remedy: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One item's findings, by file."""

    item: ReportItem | None
    files: tuple[tuple[str, tuple[Block, ...]], ...]

    @property
    def fails(self) -> bool:
        """Whether it holds an error."""
        return any(block.level is Level.ERROR for _, blocks in self.files for block in blocks)


def render(report: Report) -> str:
    """The whole page. Everything that comes from evidence is escaped by the template engine."""
    page = template("annexa.report", "html", ("annexa.report", "html"))
    return page.render(report=report, sections=_sections(report), levels=list(Level))


def _sections(report: Report) -> list[Section]:
    """Items that fail come first, since they are what the reader has to do something about."""
    sections = [
        Section(item=item, files=tuple((file, _blocks(findings)) for file, findings in found))
        for item, found in report.grouped()
    ]
    return sorted(sections, key=lambda section: not section.fails)


def _blocks(findings: list[Finding]) -> tuple[Block, ...]:
    ordered = sorted(findings, key=lambda f: (f.level.rank, f.rule, f.remedy, f.sort_key))
    return tuple(
        Block(rule=rule, level=level, remedy=remedy, findings=tuple(group))
        for (level, rule, remedy), group in groupby(ordered, key=lambda f: (f.level, f.rule, f.remedy))
    )
