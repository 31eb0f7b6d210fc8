"""Title, date and kind of a document, taken from its own facts, else from its name."""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from annexa.adopt.found import Found
from annexa.adopt.numbers import without_number
from annexa.documents.facts import Facts
from annexa.model.framework import Framework
from annexa.model.library import Kind
from annexa.model.text import one_line
from annexa.rules.support.dated import Dated, of_this_edition, read_dates
from annexa.rules.support.dates import Precision, find_in_file_name, stored_day
from annexa.rules.support.front import WORKBOOKS, front, row_of
from annexa.rules.support.titles import is_junk, is_vague, shown_title

TEXT, EDGES, NAME = "its text", "its header or footer", "its name"
"""Where a date was found."""
_KINDS: Final[tuple[tuple[Kind, str], ...]] = (
    (Kind.MINUTES, r"minutes|notes of (?:the |a )?meeting|meeting notes|action log"),
    (
        Kind.AGREEMENT,
        r"agreement|memorandum of understanding|mou|section 75|s75|information sharing protocol|concordat|contract|"
        r"service level",
    ),
    (Kind.FORM, r"forms?|questionnaire|template|proforma|pro forma|referral sheet"),
    (
        Kind.STRUCTURE,
        r"terms of reference|tor|structures?|organi[sz]ation(?:al)? chart|org chart|organogram|governance|membership|"
        r"structure chart",
    ),
    (
        Kind.RESEARCH,
        r"needs assessment|jsna|research|survey|consultation|thematic|literature|study|peer review|"
        r"(?<!self )evaluation",
    ),
    (
        Kind.POLICY,
        r"polic(?:y|ies)|procedures?|thresholds?|protocol|guidance|guide|handbook|pathways?|specifications?|statement|"
        r"quality (?:assurance )?framework|offer",
    ),
    (
        Kind.PERFORMANCE_REPORT,
        r"reports?|performance|dashboard|scorecard|quarterly|annual review|analysis|self evaluation|sef|"
        r"uptake|numbers|figures|trends|waiting times|overview|audit|impact|outcomes|update|review|summary",
    ),
    (Kind.STRATEGY, r"strateg(?:y|ies|ic)|plans?|roadmap|priorities|vision"),
    (Kind.DATA, r"data|dataset"),
)
"""Words by which a title or a name tells the kind; the first that is met counts, strategies and plans apart."""
_STRATEGY: Final = re.compile(r"\bstrateg(?:y|ies)\b|\b(?:improvement|delivery|action|inclusion)[\w ]* plan\b", re.I)
_TELLS: Final = (TEXT, EDGES, NAME)
_LONGEST: Final = 200
_TITLE_LINES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Guesses:
    """What item.yaml says of a document until a person has looked."""

    title: str
    dated: date
    kind: Kind
    dated_by: str
    """Where the date was found, in words: "its text", "its name", "the day on which it was saved"."""
    is_shown: bool = False
    """Whether the title stands in the document, and not only in its properties or its name."""
    told: frozenset[str] = frozenset()
    """Which of title, dated and kind a person has said, so that they are no guess."""

    @property
    def is_dated(self) -> bool:
        """Whether the document or its name tells the date, and not only the disk or the program that saved it."""
        return self.dated_by in _TELLS


def guess(found: Found, facts: Facts | None, framework: Framework, until: date) -> Guesses:
    """Title, date and kind; `facts` are None where the document cannot be read, dates after `until` are plans."""
    name = without_number(found.said.words, framework)
    title = _title(name, facts)
    dated, by = _dated(found, facts, until)
    return Guesses(
        title=title,
        dated=dated,
        kind=_kind(title, name, found.path.suffix, facts),
        dated_by=by,
        is_shown=facts is not None and title == _clean(_shown(facts)),
    )


def _title(name: str, facts: Facts | None) -> str:
    """What the document shows as its title; else its property; else its name."""
    stored = facts.properties.title if facts is not None else ""
    for text in (_shown(facts) if facts is not None else "", stored):
        plain = _clean(text)
        if (
            4 <= len(plain) <= _LONGEST
            and not is_junk(plain)
            and not is_vague(plain)
            and re.search(r"[a-z]{3}", plain, re.I)
        ):
            return plain
    plain = _clean(name if " " in name else re.sub(r"(?<=[^\W\d])-|-(?=[^\W\d])", " ", name))
    plain = plain[:1].upper() + plain[1:]
    return (plain if len(plain) >= 3 else f"Document {plain}".strip())[:_LONGEST]


def _shown(facts: Facts) -> str:
    """The title that stands at the front; in a PDF it may go over several lines, each a block of the same size."""
    shown = shown_title(facts)
    if shown is None and facts.format in WORKBOOKS:
        return _above_the_table(facts)
    if shown is None or facts.format != "pdf":
        return shown.text if shown else ""
    blocks = [block for block in front(facts) if block.text.strip()]
    first = next((i for i, block in enumerate(blocks) if " ".join(block.text.split()) == shown.text), None)
    lines = [shown.text]
    for before, block in pairwise(blocks[first:] if first is not None else ()):
        same = block.kind is before.kind and block.size == before.size and block.size is not None
        if not same or block.level != before.level or len(lines) == _TITLE_LINES:
            break
        lines.append(block.text)
    whole = " ".join(lines)
    return whole if len(whole) <= _LONGEST and len(lines) < _TITLE_LINES else shown.text


def _above_the_table(facts: Facts) -> str:
    """The text that stands alone in the first row of the first sheet; empty where that row heads columns."""
    first = [block for block in front(facts) if block.place.sheet == facts.blocks[0].place.sheet]
    top = [block for block in first if row_of(block) == row_of(first[0])] if first else []
    return top[0].text if len(top) == 1 and " " in top[0].text.strip() else ""


def _clean(text: str) -> str:
    return " ".join(one_line(text).split()).strip(" -–—_.,;:|")


def _dated(found: Found, facts: Facts | None, until: date) -> tuple[date, str]:
    if facts is not None:
        dates = read_dates(facts)
        for known, where in ((dates.main(), TEXT), (dates.in_edges(), EDGES)):
            ordered = of_this_edition(known, until)
            if ordered and (day := _day(ordered[0], dates.own, until)) is not None:
                return day, where
    for one in find_in_file_name(found.path.name):
        if one.first <= until:
            return one.first, NAME
    if facts is not None and (ahead := [one for one in read_dates(facts).main() if one.is_exact]):
        return ahead[0].date.first, TEXT
    stored = (facts.properties.modified, facts.properties.created) if facts is not None else ()
    for value in stored:
        if (day := stored_day(value)) is not None and day <= until:
            return day, "the day on which it was saved"
    return min(found.changed, until), "the day on which the file was written"


def _day(one: Dated, own: tuple[Dated, ...], until: date) -> date | None:
    """The day that stands for a date: the one in a month that the document says elsewhere, else the first of it; the
    last of a term, on which a report on it is complete."""
    if one.date.precision is Precision.MONTH:
        days = (each.date for each in own if each.date.precision is Precision.DAY and one.date.holds(each.date.first))
        one = next((replace(one, date=day) for day in days), one)
    if one.date.first > until:
        return None
    return one.date.first if one.is_exact else min(one.date.last, until)


def _kind(title: str, name: str, suffix: str, facts: Facts | None) -> Kind:
    format_name = facts.format if facts is not None else suffix.lower().removeprefix(".")
    for text in (title, name):
        plain = text.lower().replace("-", " ")
        if re.search(r"\b(?:minutes)\b", plain):
            return Kind.MINUTES
        if format_name in WORKBOOKS:
            return Kind.FORM if re.search(r"\b(?:form|template)\b", plain) else Kind.DATA
    for text in (title, name):
        plain = text.lower().replace("-", " ")
        if _STRATEGY.search(plain) and not re.search(r"\b(?:report|minutes|summary|evaluation)\b", plain):
            return Kind.STRATEGY
        for kind, words in _KINDS:
            if re.search(rf"\b(?:{words})\b", plain):
                return kind
    return Kind.OTHER
