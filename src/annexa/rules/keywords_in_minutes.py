"""Minutes of a multi-agency meeting do not hold the words that they should.

Why it matters: The checklist asks for a search of the minutes: was the topic considered, and in enough detail?
Minutes that never name it do not show that.

Fails when: `multi_agency: yes` names no keywords, or a keyword stands nowhere in the minutes. Capitals, plurals and
hyphens make no difference. How often and where each keyword stands is given as a note.

To put right:
- Metadata: List below `minutes:` the words that the minutes must hold, such as `keywords: [SEND, EHC plan,
  health]`; correct one that is worded otherwise in the minutes.
- Word: If the topic was considered, have the chair agree a correction of the minutes that says so. If it was not,
  submit other evidence.
- Everywhere: Choose minutes of a meeting that considered the topic, or correct the list of keywords.

Passes: `keywords: [transition]`, and the minutes say "Transitions to adult services" twice.

Fails: `keywords: [speech and language]`, and the minutes never mention it.
"""

import re
from collections.abc import Iterator

from annexa.documents.facts import Facts
from annexa.model.findings import Level, Place
from annexa.model.library import Kind
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import count
from annexa.rules.support.whereabouts import Whereabouts, whereabouts_of

ID = "keywords-in-minutes"
LEVEL = Level.ERROR
ABOUT = "document"
NEEDS_METADATA = True


def check(subject: DocumentSubject) -> Iterator[Fault]:
    minutes = subject.meta.minutes
    if subject.meta.kind is not Kind.MINUTES or minutes is None or minutes.multi_agency != "yes":
        return
    field = f"documents.{subject.index}.minutes"
    if not minutes.keywords:
        yield Fault(message="Minutes of a multi-agency meeting need keywords to search for", field=field)
        return
    notes: list[str] = []
    whereabouts = None if subject.is_sensitive else whereabouts_of(subject.facts)
    for keyword in minutes.keywords:
        places = places_of(keyword, subject.facts)
        if places:
            notes.append(f"“{keyword}” {count(len(places), 'time')}{_listed(places, whereabouts)}")
        else:
            yield Fault(message=f"The minutes never mention “{keyword}”")
    if notes:
        remedy = "Nothing to put right: the places help whoever judges whether each topic was considered."
        yield Fault(message="Keywords found: " + "; ".join(notes), level=Level.INFO, remedy=remedy)


def places_of(keyword: str, facts: Facts) -> list[Place]:
    """Where the keyword stands, once for each time; capitals, plurals and hyphens make no difference."""
    words = [re.escape(word) for word in re.split(r"[\s-]+", keyword.strip()) if word]
    pattern = re.compile(r"\b" + r"[\s\u00a0-]+".join(words) + r"(?:['’]?s|es|['’])?\b", re.IGNORECASE)
    return [block.place for block in facts.blocks for _ in pattern.finditer(block.text)]


def _listed(places: list[Place], whereabouts: Whereabouts | None) -> str:
    """Each page, or each section where pages are not known, once; a number where a heading must not be quoted."""
    told = places if whereabouts is None else [whereabouts.of(place) for place in places]
    names = (f"section “{place.heading}”" if place.heading else str(place) for place in told)
    listed = "; ".join(dict.fromkeys(name for name in names if name))
    return f" ({listed})" if listed else ""
