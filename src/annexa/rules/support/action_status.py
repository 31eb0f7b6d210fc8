"""What words say of an action: closed, or open. It is open until something says that it is closed.

For text folded by `folded.fold`: small letters, plain spaces, quotes and hyphens.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from annexa.model.folded import fold
from annexa.rules.support.dates import Precision, find_dates


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How it stands with an action, and the words that say so, as folded; no words where nothing is said."""

    is_closed: bool
    words: str = ""


_CLOSED: Final = (
    r"complete[d]?|completion|closed|done|discharged|achieved|actioned|finished|concluded|resolved|fulfilled|"
    r"implemented|signed\s+off|withdrawn|superseded|cancelled|green|blue|yes|no\s+longer\s+\w+|none|nil|nfa|n/a|"
    r"not\s+(?:applicable|required|needed)|(?:no\s+)?(?:further\s+)?actions?\s+(?:not\s+)?(?:needed|required)"
)
_DONE: Final = (
    r"sent|published|circulated|issued|shared|written|wrote|held|met|appointed|recruited|signed|approved|agreed|submitted|"
    r"uploaded|launched|delivered|received|provided|presented|updated|added|removed|reviewed|confirmed|arranged|booked|"
    r"attended|e-?mailed|contacted|introduced|embedded|in\s+place|adopted|answered|responded|replied|noted|incorporated|"
    r"established|set\s+up|produced|distributed|returned|amended|corrected|included|invited|spoken|raised|live"
)
"""What has been done, in words of its own: it closes an action where nothing says otherwise."""
_OPEN: Final = (
    r"open|on-?\s?going|outstanding|overdue|pending|(?:a)?wait(?:ing|ed|s)?|in\s+(?:progress|hand|train|development|part)|"
    r"under\s?way|under\s+(?:review|development|discussion|consideration)|progress(?:ing|ed)|continu(?:es|ing|ed)|"
    r"on\s+(?:track|target|schedule|hold|course)|paused|stalled|slipp(?:ed|ing)|delayed|defer(?:red)?|postponed|adjourned|"
    r"carr(?:y|ied)\s+(?:forward|over)|rolled\s+(?:forward|over)|[cb]/f(?:wd)?|c/o|wip|work\s+in\s+progress|yet\s+to|"
    r"tb[acd]|incomplete|unresolved|remain(?:s|ing)?|(?:re-?)?start(?:ed|ing)?|commenced|begun|plann(?:ed|ing)|"
    r"scheduled|proposed|draft(?:ed|ing)?|for\s+(?:approval|decision|discussion)|being\s+\w+|still|expected|anticipated|"
    r"aim(?:s|ing)?|chas(?:e|ing|ed)|revisit(?:ed)?|escalated?|next\s+(?:meeting|month|week|term)|amber|red|no|"
    r"part(?:ial|ially|ly)?|to\s+(?:be|follow|do|start|progress|complete|confirm|action|chase|bring|report|discuss)|"
    r"will|shall|due|by\s+(?:the\s+)?(?:end|next)|late|behind|at\s+risk|some|most(?:ly)?|half|not"
)
_NOT_CLOSED: Final = re.compile(
    rf"\b(?:not|n't|never|nearly|almost|mostly|largely|substantially|partially|partly|part|semi|half|"
    rf"(?:to|will|shall|should|must|can)\s+be|yet\s+to\s+be|until|when|once|if|un|awaiting|for|towards|on\s+track\s+(?:for|to)|"
    rf"expected|aim\w*|due)(?:[\s-]+(?:yet|fully|all|quite|wholly|entirely|been|be|only|the|a|its|to))*[\s-]+"
    rf"(?:{_CLOSED}|{_DONE}|started|begun)\b"
    r"|\b(?:no|nil|none|little)\s+(?:progress|updates?|change|movement)\b"
    rf"|\b(?:complet(?:e|ed|ion)|closed?|done)\s+(?:by|in\s+part|except|apart|for\s+(?:some|most)|expected|due|date|planned)\b",
    re.IGNORECASE,
)
"""A word that closes, turned round: "not fully complete", "to be completed by", "partially done"."""
_NO_MORE: Final = re.compile(
    r"\b(?:no(?:thing|ne|t)?|without)\s+(?:further\s+|more\s+|other\s+|longer\s+)*(?:actions?\s+|points?\s+)?"
    r"(?:is\s+|are\s+)?(?:outstanding|remaining|remains?|open|pending|due)\b"
    r"|\bno\s+further\s+\w+|\bno\s+longer\s+\w+|\bon-?going\s+(?:monitoring|review|support|basis)\b|\bnot\s+(?:applicable|required|needed)\b"
    r"|\bno\s+actions?\s+(?:needed|required)\b|\bopened\b"
)
"""Words that sound open and are not: "no further action outstanding", "no longer needed", "ongoing monitoring"."""
_HARD: Final = re.compile(
    r"\b(?:on\s+(?:track|target|schedule|hold)|(?:a)?wait(?:ing|ed|s)|outstanding|remain(?:s|ing)|pending|yet\s+to|"
    r"in\s+progress|to\s+(?:be|follow)|part(?:ial|ially|ly)|except|but|incomplete|[cb]/f(?:wd)?|carr(?:y|ied)\s+forward)\b"
)
"""Words that keep an action open even after one that closes it: "Green - on track"."""
_TICKED: Final = frozenset(["y", "yes", "true", "x", "✓", "✔", "✅", "☑", "☒", "🗹", "🗸", "√", "ok", "g", "b", "c", "1"])
_UNTICKED: Final = frozenset(["n", "no", "false", "✗", "✘", "✕", "✖", "❌", "×", "☐", "□", "▢", "o", "a", "r", "0"])
_STARTS_CLOSED: Final = re.compile(rf"\W*(?:(?:now|all|both|action|rag|status)[:\s]+)*(?:{_CLOSED})\b")
_ENDS_CLOSED: Final = re.compile(rf"(?:^|[.;:,(\[–—-]|\band|\bnow|\bis|\bwas|\bare)\s*(?:{_CLOSED})\s*[)\].!]*$")
_ANY_CLOSED: Final = re.compile(rf"\b(?:{_CLOSED})\b")
_ANY_DONE: Final = re.compile(rf"\b(?:{_DONE})\b")
_ANY_OPEN: Final = re.compile(rf"(?<![\w/])(?:{_OPEN})(?![\w/])|n't\b")
_PERCENT: Final = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?(?:%|per\s?cent)")
_OF: Final = re.compile(r"\b(\d{1,4})\s*(?:/|of|out\s+of)\s*(\d{1,4})\b")
_FRACTION: Final = re.compile(r"[01](?:\.\d+)?")


def state_of(said: str, *, heading: str, as_of: date) -> State:
    """What is said of an action; `heading` is that of the column, such as "Complete?" or "% done"."""
    text = " ".join(fold(said, dashes=True).text.split()).strip()
    asks_open = bool(re.search(r"\b(?:open|outstanding|overdue)\b", fold(heading).text))
    sign = text.strip(" .()[]")
    if sign in _TICKED or sign in _UNTICKED:
        return State(is_closed=(sign in _TICKED) is not asks_open, words=said.strip())
    return _counted(text, heading) or _dated(said, text, as_of) or _worded(text)


def _counted(text: str, heading: str) -> State | None:
    """What a percentage or "3 of 5" says; None where there is none."""
    percent = [float(number) for number in _PERCENT.findall(text)]
    if "%" in heading and _FRACTION.fullmatch(text):
        percent = [100 * float(text)]
    elif "%" in heading and text.replace(".", "", 1).isdigit():
        percent = [float(text)]
    if percent:
        return State(is_closed=percent[-1] >= 100, words=text if percent[-1] < 100 else "")
    counts = [(int(done), int(all_)) for done, all_ in _OF.findall(text) if int(done) <= int(all_)]
    if counts and not find_dates(text):
        done, all_ = counts[-1]
        return State(is_closed=done == all_, words=text if done < all_ else "")
    return None


def _dated(said: str, text: str, as_of: date) -> State | None:
    """What a day says: one to come keeps an action open, and one that is past and stands alone closes it."""
    dates = [one for one in find_dates(said) if one.precision in (Precision.DAY, Precision.MONTH)]
    if not dates:
        return None
    if dates[-1].first > as_of and not _ENDS_CLOSED.search(text):
        return State(is_closed=False, words=str(dates[-1]))
    alone = len("".join(c for c in text if c.isalnum())) <= sum(one.end - one.start for one in dates)
    return State(is_closed=True) if alone and dates[-1].last <= as_of else None


def _worded(text: str) -> State:
    turned = _NOT_CLOSED.search(text)
    plain = _NO_MORE.sub(" ", text)
    closed_by_absence = plain != text and not _ANY_OPEN.search(plain)
    if turned and not _is_no_more(text, turned):
        return State(is_closed=False, words=turned.group())
    if _STARTS_CLOSED.match(text) or closed_by_absence:
        hard = _HARD.search(plain)
        return State(is_closed=hard is None, words=hard.group() if hard else "")
    if _ENDS_CLOSED.search(text):
        return State(is_closed=True)
    found = _ANY_OPEN.search(plain)
    if found:
        return State(is_closed=False, words=found.group())
    return State(is_closed=bool(_ANY_CLOSED.search(text) or _ANY_DONE.search(text)))


def _is_no_more(text: str, turned: re.Match[str]) -> bool:
    """Whether what looks turned round is a way to say that there is nothing left to do: "not required"."""
    return any(each.start() <= turned.start() < each.end() for each in _NO_MORE.finditer(text))
