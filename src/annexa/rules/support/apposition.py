"""Where a text spells out an acronym in words: "…, or CSIB,", "known as the CSIB", "(the CSIB)", "– CSIB –"."""

import re
from collections.abc import Iterator
from typing import Final

from annexa.rules.support.pairs import Pair, best_start

_REACH: Final = 160
"""Characters before a short form in which its long form may begin."""
_LEAD: Final = 70
"""Characters before a short form in which the words that introduce it stand."""
_SHORT: Final = re.compile(r"(?<![\w&])[a-z]?[A-Z][A-Za-z&]{0,9}[A-Z&][A-Za-z&]{0,4}(?![\w&])")
_CAPITALS: Final = re.compile(r"[A-Z][A-Za-z&]{0,9}[A-Z&]")
"""Text without this holds no short form, which takes longer to tell; most text does not."""
_QUOTE: Final = r"[“”\"‘’']?"
_GAP: Final = r"\s{1,3}"
_ADVERBS: Final = "also|commonly|usually|often|better|formerly|otherwise|now|here|hereinafter|hereafter|henceforth"
_NAMED: Final = (
    rf"(?:(?:{_ADVERBS}){_GAP}){{0,2}}(?:known|referred{_GAP}to|called|named|abbreviated|shortened)"
    rf"(?:{_GAP}(?:as|to|by))?"
)
_ASIDE: Final = (
    rf"the|an?|or|also|hereafter|hereinafter|henceforth|called|aka|i\.e\.|in{_GAP}short|for{_GAP}short|{_NAMED}"
)
_INTRODUCTION: Final = re.compile(
    rf"(?:,?{_GAP}(?:(?:which{_GAP})?(?:is|are){_GAP})?{_NAMED}{_GAP}"  # , known as
    rf"|,{_GAP}or(?:{_GAP}simply)?{_GAP}"  # , or
    rf"|{_GAP}\((?:{_ASIDE})[,:]?{_GAP}"  # (the
    rf"|,{_GAP}(?:hereafter|hereinafter|henceforth|in{_GAP}short|abbr\.|aka|i\.e\.)[,:]?{_GAP}"
    rf"|{_GAP}[–—-]{_GAP}(?:or{_GAP})?)"  # –
    rf"(?:the{_GAP}|an?{_GAP})?{_QUOTE}$"
)
_AFTER: Final = re.compile(rf"{_QUOTE}(?=[\s,.;:)–—-]|$)")
_STANDS_FOR: Final = re.compile(
    rf"{_QUOTE},?{_GAP}(?:(?:which|that){_GAP})?(?:stands{_GAP}for|is{_GAP}short{_GAP}for|means|"
    rf"is{_GAP}the{_GAP}abbreviation{_GAP}(?:of|for)){_GAP}(?:the{_GAP}|an?{_GAP})?{_QUOTE}"
)
_DASH: Final = re.compile(rf"{_GAP}[–—-]{_GAP}(?:the{_GAP}|an?{_GAP})?(?=[A-Za-z])")
"""The long form after the short one, as in "The EBSA – emotionally based school avoidance – team"."""
_SENTENCE_END: Final = re.compile(r"[.!?;:]\s+(?=[A-Z“\"])|\n")


def find_beside(text: str) -> Iterator[Pair]:
    """Every pair of a long form and a short one that words or a pause introduce, in order."""
    if not _CAPITALS.search(text):
        return
    for match in _SHORT.finditer(text):
        at, end, short = match.start(), match.end(), match.group()
        pair = _before(text, at, short) if _AFTER.match(text, end) else None
        if pair is None and (introduced := _STANDS_FOR.match(text, end) or _DASH.match(text, end)):
            pair = _after(text, at, short, introduced.end())
        if pair is not None:
            yield pair


def _before(text: str, at: int, short: str) -> Pair | None:
    """The long form stands before the words that introduce the short one."""
    lead = max(0, at - _LEAD)
    introduction = _INTRODUCTION.search(text[lead:at])
    if introduction is None:
        return None
    end = lead + introduction.start()
    start = max(0, end - _REACH)
    for stop in _SENTENCE_END.finditer(text, start, end):
        start = stop.end()
    before = text[start:end].rstrip(" ,")
    long_start = best_start(short, before)
    if long_start is None or short in before[long_start:].split():
        return None
    long = before[long_start:]
    return Pair(short=short, long=long, start=start + long_start, short_start=at, end=at + len(short))


def _after(text: str, at: int, short: str, begins: int) -> Pair | None:
    """The long form stands after "stands for": the shortest run of words that the letters fit."""
    rest = re.split(r"[.;:,)”\"\n]|\s[–—-]\s", text[begins : begins + _REACH], maxsplit=1)[0]
    words = rest.split()
    for count in range(2, min(len(words), 12) + 1):
        long = " ".join(words[:count])
        if best_start(short, long) == 0:
            return Pair(short=short, long=long, start=at, short_start=at, end=begins + len(rest))
    return None
