"""What a document seems to be, for a form that somebody then corrects: title, kind, date and sensitivity."""

import re
from collections.abc import Iterator
from typing import Final

from annexa.documents.facts import Facts
from annexa.model.library import Kind, Sensitivity
from annexa.rules.support.dated import read_dates
from annexa.rules.support.dates import Precision
from annexa.rules.support.front import WORKBOOKS
from annexa.rules.support.titles import is_junk, is_vague, shown_title

_KINDS: Final = (
    (Kind.MINUTES, r"minutes|notes of (?:the|a) meeting|action log"),
    (Kind.AGREEMENT, r"agreement|memorandum of understanding|mou|section 75|protocol|compact"),
    (Kind.FORM, r"(?:referral|application|request|consent|feedback) form|questionnaire|template"),
    (Kind.STRUCTURE, r"(?:organisation|governance|team|service|board) (?:structure|chart)|structure chart|organogram"),
    (Kind.PERFORMANCE_REPORT, r"performance|dashboard|scorecard|(?:monitoring|annual|quarter\w*) report|outcomes"),
    (Kind.STRATEGY, r"strateg\w+|joint commissioning plan|improvement plan|action plan"),
    (Kind.POLICY, r"policy|policies|procedure\w*|guidance|code of conduct"),
    (Kind.RESEARCH, r"research|needs assessment|jsna|survey|evaluation|study"),
    (Kind.DATA, r"data ?set|data|figures|list of"),
)  # fmt: skip
"""Words of titles and file names, the most telling kind first."""
_MARKED: Final = re.compile(r"official[\s-]*sensitive|child[\s-]level|named children|unique pupil number|\bupn\b", re.I)


def guessed_title(facts: Facts) -> str:
    """The title that it shows, or the one in its properties; empty where neither says anything."""
    shown = shown_title(facts)
    for title in (shown.text if shown else "", facts.properties.title.strip()):
        if len(title) >= 3 and not is_junk(title) and not is_vague(title):
            return " ".join(title.split())[:200]
    return ""


def guessed_kind(facts: Facts, title: str, name: str) -> str:
    """By the words of its title and then of its file name; a workbook that says nothing holds data."""
    for words in (title, name.replace("-", " ").replace("_", " ")):
        for kind, pattern in _KINDS:
            if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE):
                return str(kind)
    return str(Kind.DATA if facts.format in WORKBOOKS else Kind.OTHER)


def guessed_dates(facts: Facts) -> Iterator[str]:
    """The days that may be its own as ISO dates, the likeliest first."""
    dates = read_dates(facts)
    for one in (*dates.main(), *dates.in_edges()):
        if one.date.precision is Precision.DAY:
            yield one.date.first.isoformat()


def guessed_sensitivity(facts: Facts) -> str:
    """child-level where it is marked so at its front or in its edges; whoever knows must say."""
    front = " ".join(block.text for block in facts.blocks[:40])
    return str(Sensitivity.CHILD_LEVEL if _MARKED.search(front) else Sensitivity.OFFICIAL)
