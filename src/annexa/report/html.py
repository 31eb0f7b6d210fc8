"""The report as one HTML file that can be mailed: no network, readable on a phone, printable, filtered by keyboard."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from annexa.model.findings import Finding, Level
from annexa.model.text import one_line
from annexa.report.record import Report, ReportItem

_BACKTICKS = re.compile(r"`([^`]+)`")


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
    return _template().render(report=report, sections=_sections(report), levels=list(Level))


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


def _code(text: str) -> Markup:
    """The text on one line, with what stands between backticks as code."""
    return Markup(_BACKTICKS.sub(r"<code>\1</code>", str(escape(one_line(text)))))  # noqa: S704 - escaped first


@cache
def _template() -> Template:
    here = files("annexa.report")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["line"] = one_line
    environment.filters["code"] = _code
    # Style and script are ours and hold no evidence; everything else is escaped.
    environment.globals["style"] = (here / "html.css").read_text(encoding="utf-8")
    environment.globals["script"] = (here / "html.js").read_text(encoding="utf-8")
    return environment.from_string((here / "html.jinja").read_text(encoding="utf-8"))
