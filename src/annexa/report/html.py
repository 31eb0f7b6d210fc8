"""The report as one HTML file that can be mailed: no network, readable on a phone, printable, filtered by keyboard."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, StrictUndefined, Template

from annexa.model.findings import Finding, Level
from annexa.model.text import one_line
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
    def count(self) -> int:
        """How many findings the section holds."""
        return sum(len(block.findings) for _, blocks in self.files for block in blocks)


def render(report: Report) -> str:
    """The whole page. Everything that comes from evidence is escaped by the template engine."""
    return _template().render(report=report, sections=_sections(report), levels=list(Level))


def _sections(report: Report) -> list[Section]:
    return [
        Section(item=item, files=tuple((file, _blocks(findings)) for file, findings in found))
        for item, found in report.grouped()
    ]


def _blocks(findings: list[Finding]) -> tuple[Block, ...]:
    ordered = sorted(findings, key=lambda f: (f.level.rank, f.rule, f.remedy, f.sort_key))
    return tuple(
        Block(rule=rule, level=level, remedy=remedy, findings=tuple(group))
        for (level, rule, remedy), group in groupby(ordered, key=lambda f: (f.level, f.rule, f.remedy))
    )


@cache
def _template() -> Template:
    here = files("annexa.report")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["line"] = one_line
    # Style and script are ours and hold no evidence; everything else is escaped.
    environment.globals["style"] = (here / "html.css").read_text(encoding="utf-8")
    environment.globals["script"] = (here / "html.js").read_text(encoding="utf-8")
    return environment.from_string((here / "html.jinja").read_text(encoding="utf-8"))
