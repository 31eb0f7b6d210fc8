"""The requirement that a document is most likely about, by the words of its path, its title and its beginning."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

import yaml

from annexa.documents.facts import Facts
from annexa.load.shipped import found
from annexa.model.framework import Framework, Requirement
from annexa.rules.support.front import front
from annexa.rules.support.titles import shown_title

SURE: Final = 0.5
"""From this certainty a document is placed; below, it is said what it may be."""
WORTH_SAYING: Final = 0.1
"""Below this certainty a guess helps nobody: of a few words that many documents hold it is 2 %."""

_WORD: Final = re.compile(r"[a-z0-9]+")
_LITTLE: Final = frozenset(
    _WORD.findall(
        "a all an and any are as at be by each every for from how in into is it its more most of on or other our that"
        " the their they this to what which who with area local children young people child person send sen document"
        " final report data plan information services service overview particular number approach misc new old"
        " arrangement"
    )
)
"""Words that nearly every requirement or document holds."""
_COMMON: Final = frozenset(
    {"board", "data", "form", "template", "structure", "school", "setting", "sign off", "date", "old", "job"}
)
"""Names that mean one thing to whoever searches a site, and many in the name of a document."""
_TOLD: Final = {"name": 1.0, "title": 1.0, "folder": 0.8}
"""How much a word counts by where it stands; words of the text count little."""
_TEXT: Final = 0.08
_ASKED: Final = 0.35
"""How much a word of what is asked for counts beside one of the requirement's title."""
_FRONT: Final = 1500
"""Characters of the first page that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """A requirement, and how sure it is."""

    requirement: Requirement
    certainty: float
    """0 to 1: how far it stands out from the next one, and how many of its words were met."""


class Wording:
    """The words of every requirement of a framework, those that few share counting more."""

    def __init__(self, framework: Framework, same: Iterable[Collection[str]] = ()) -> None:
        """`same`: names of one thing, such as {"SEF", "self-evaluation"}."""
        self._same = [tuple(" ".join(_WORD.findall(name.lower())) for name in names) for names in same]
        self._requirements = framework.requirements
        self._titles = {each.id: self._words(each.title) for each in framework.requirements}
        self._asked = {each.id: self._words(" ".join((each.asks, *each.parts))) for each in framework.requirements}
        shared = Counter(word for each in self._titles for word in self._titles[each] | self._asked[each])
        total = len(framework.requirements)
        self._rarity = {word: math.log(1 + total / times) for word, times in shared.items()}

    def likely(
        self, path: PurePosixPath, facts: Facts | None, *, among: Collection[str] | None = None
    ) -> tuple[Likely, ...]:
        """The requirements that a document may answer, the surest first; none where too little speaks for any.

        `among`: ids of those that come into question; None means all.
        """
        sources = self._sources(path, facts)
        scores = {each: self._score(each, sources) for each in self._requirements if among is None or each.id in among}
        ranked = sorted(((score, each) for each, score in scores.items() if score > 0), key=lambda one: -one[0])
        if not ranked:
            return ()
        best = [score for score, _ in ranked[:2]]
        found = (
            Likely(requirement=each, certainty=_certainty(score, (best[1:] or [0.0])[0] if place == 0 else best[0]))
            for place, (score, each) in enumerate(ranked[:3])
        )
        return tuple(each for each in found if each.certainty >= WORTH_SAYING)

    def _sources(self, path: PurePosixPath, facts: Facts | None) -> Mapping[str, frozenset[str]]:
        shown = shown_title(facts) if facts is not None else None
        text = " ".join(block.text for block in front(facts))[:_FRONT] if facts is not None else ""
        return {
            "name": self._words(path.stem),
            "folder": self._words(" ".join(path.parts[:-1])),
            "title": self._words(shown.text if shown else ""),
            "text": self._words(text),
        }

    def _score(self, requirement: Requirement, sources: Mapping[str, frozenset[str]]) -> float:
        """0 to about 2: how much of the requirement's title is said, and what else speaks for it."""
        title, asked = self._titles[requirement.id], self._asked[requirement.id] - self._titles[requirement.id]
        told = {word: max((w for s, w in _TOLD.items() if word in sources[s]), default=0.0) for word in title | asked}
        whole = sum(self._rarity[word] for word in title) or 1.0
        said = sum(self._rarity[word] * told[word] for word in title)
        if requirement.sensitive:  # its evidence is never placed, so only what calls itself so is kept back
            return said / max(whole, 3.0)
        besides = sum(self._rarity[word] * told[word] for word in asked)
        inside = sum(self._rarity[word] for word in title | asked if word in sources["text"])
        return said / max(whole, 3.0) + _ASKED * besides / 5.0 + _TEXT * inside / 5.0

    def _words(self, text: str) -> frozenset[str]:
        plain = " ".join(_WORD.findall(text.lower().replace("’", "").replace("'", "")))
        more = [
            name
            for names in self._same
            if any(re.search(rf"\b{re.escape(name)}\b", plain) for name in names)
            for name in names
        ]
        return frozenset(
            _stem(word) for word in " ".join((plain, *more)).split() if word not in _LITTLE and not word.isdigit()
        )


def wording(root: Path, framework: Framework) -> Wording:
    """The words of a framework, with the names that staff have for things (guidance/search.yaml)."""
    try:
        known = yaml.safe_load(found(root, "guidance/search.yaml").read_text(encoding="utf-8")).get("same", [])
        same = [[str(name) for name in names] for names in known]
    except (OSError, yaml.YAMLError, AttributeError, TypeError):
        same = []  # the names help, and nothing depends on them
    return Wording(framework, (names for names in same if _COMMON.isdisjoint(names)))


def _certainty(score: float, other: float) -> float:
    """A title that is said whole, with nothing else near, is sure; `other` is the best score of another one."""
    near = 1.0 - 0.75 * (other / score) ** 2 if other < score else 0.25 * score / other
    return min(1.0, score / 0.8) * near


def _stem(word: str) -> str:
    return word if len(word) < 4 else re.sub(r"(?:ations?|ies|es|s|ing|ed|y|al)$", "", word)[:9] or word
