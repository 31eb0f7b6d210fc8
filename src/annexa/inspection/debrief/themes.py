"""What several debriefings of a day speak of: words and pairs of words that recur, the most frequent first."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COMMON_WORDS: Final = """
a about above after again all also am an and any anything are around as asked asking at be because been
before being between both but by can could covered did didn't discussed discussion do does during each etc
few focus focused for from further gave had has have having he her here his how i if in inspector inspectors
interested interview into is it its just keen key know led like line lines looked looking lot main make many
may me meeting more most much my need needs no not of on one only or other others our out over particular
people question questioned questions quite raised re really said same saw say see seemed she should so some
specific spoke still such than that the their them then there these they this those through time to too
topic topics two under up upon us very want wanted was way we well went were what when where whether which
while who why will with within work worked working would yes you your local area evidence example examples
information children child young person send support service services team staff interviewee name contact
new around across used use using got get given give good mostly mainly aware made found felt think thought
ready
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_MOST: Final = 8


def themes_of(answers: Iterable[Iterable[str]]) -> tuple[tuple[str, int], ...]:
    """Words or pairs of words that at least two debriefings use, with how many do; `answers` are one entry each."""
    singles: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for bullets in answers:
        one, two = _terms(bullets, shown)
        singles.update(one)
        pairs.update(two)
    found = {term: number for term, number in pairs.items() if number > 1}
    covered = Counter(
        {word: max(n for t, n in found.items() if word in t.split()) for t in found for word in t.split()}
    )
    found |= {word: number for word, number in singles.items() if number > max(1, covered[word])}
    ordered = sorted(found.items(), key=lambda entry: (-entry[1], -len(entry[0].split()), entry[0]))
    return tuple((shown[term], number) for term, number in ordered[:_MOST])


def _terms(bullets: Iterable[str], shown: dict[str, str]) -> tuple[set[str], set[str]]:
    """The words and the pairs of words of one debriefing, in one form each; `shown` learns how they are written."""
    singles: set[str] = set()
    pairs: set[str] = set()
    for bullet in bullets:
        words = _WORD.findall(bullet)
        stems = [_stem(word) for word in words]
        for word, stem in zip(words, stems, strict=True):
            if stem and len(stem) > 2:
                singles.add(stem)
                shown.setdefault(stem, word if word.isupper() else word.lower())
        for at in range(len(words) - 1):
            if stems[at] and stems[at + 1]:
                term = f"{stems[at]} {stems[at + 1]}"
                pairs.add(term)
                shown.setdefault(term, " ".join(w if w.isupper() else w.lower() for w in words[at : at + 2]))
    return singles, pairs


def _stem(word: str) -> str:
    """The word as it is counted, in the singular; empty for one that says nothing."""
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    if plain in _COMMON:
        return ""
    return plain[:-1] if len(plain) > 4 and plain.endswith("s") and not plain.endswith("ss") else plain
