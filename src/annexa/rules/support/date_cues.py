"""What the words before a date say that it is: issued, approved, next review, superseded, an event …

For text folded by `folded.fold(case=False, dashes=False)`.
"""

import re
from enum import StrEnum
from functools import cache
from typing import Final

from annexa.model.folded import fold


class Role(StrEnum):
    """What the words around a date say that it is."""

    MEETING = "meeting"
    """The day of the meeting that minutes are of."""
    ISSUED = "issued"
    """Dated, issued, published, made, version 2 of …"""
    APPROVED = "approved"
    """Approved, agreed, adopted, ratified, signed."""
    REVIEWED = "reviewed"
    """Last reviewed, updated, revised."""
    EFFECTIVE = "effective"
    """In force from."""
    VERSION = "version"
    """The latest row of a table of versions."""
    FIRST = "first issued"
    """First published, originally approved: the document's own date where it says no later one."""
    FUTURE = "future"
    """A date that the document looks forward to: next review, valid until, deadline."""
    SUPERSEDED = "superseded"
    """Of an earlier version, or of what this document replaces."""
    EVENT = "event"
    """Of something that happened: an inspection, a visit, a launch, printing."""
    PERIOD = "period"
    """Where a period starts or ends: "September 2025 to August 2026"."""
    BIRTH = "birth"
    BARE = "bare"
    """No cue."""

    @property
    def is_own(self) -> bool:
        """Whether words say that it is a date of the document itself."""
        return self in _OWN


_OWN: Final = frozenset(
    {Role.MEETING, Role.ISSUED, Role.APPROVED, Role.REVIEWED, Role.EFFECTIVE, Role.VERSION, Role.FIRST}
)

_WHO = r"(?:\s+[\w'&,()/.–-]+){1,10}?"
"""Up to ten words between a cue and its date: "Minutes of the … Partnership Board"."""
_PAPER = r"(?:the\s+|this\s+)?(?:report|document|policy|strategy|plan|paper|version|edition|issue|statement|agreement)"
_REVIEWED = r"reviewed|updated|revised|amended|modified|edited|refreshed"
_APPROVED = r"approved|agreed|adopted|ratified|endorsed|authorised|authorized|accepted|signed(?:\s+off)?"
_ISSUED = (
    r"issued|published|produced|prepared|completed|compiled|created|written|finalised|finalized|submitted|presented|"
    r"generated|executed"
)
_NEAR: Final[dict[Role, str]] = {
    Role.BIRTH: r"date\s+of\s+birth|d\.?\s?o\.?\s?b\.?|born|birth\s*date|birthday",
    Role.FUTURE: (
        r"next(?:\s+(?:\w+\s+)?(?:review|meeting|update|revision|refresh)(?:\s+(?:date|due|by|in))*)?|to\s+be\s+\w+|"
        r"reviews?\s+(?:date|due|by|in|before|on)|review\s+cycle|date\s+(?:of|for)\s+(?:the\s+)?review|"
        r"last\s+review\s+due|due(?:\s+for\s+(?:review|renewal)|\s+date)?|date\s+due|"
        r"date\s+(?:for|of)\s+(?:the\s+)?next\s+(?:review|meeting|update|revision)|"
        r"(?:valid|current|in\s+force)\s+(?:until|to|till)|expir(?:es|y|ing)(?:\s+(?:date|on))?|until|deadline|"
        r"(?:by\s+(?:the\s+)?)?end\s+of|end\s+date|target(?:\s+date)?|ends?(?:\s+on)?|runs\s+(?:until|to)|"
        r"complet(?:ed|e|ion)\s+by|by|before|renew(?:al)?(?:\s+date)?|review(?=\s*:)|(?:^|(?<=[|;,.–-]\s))review|clos(?:es|ing)(?:\s+date)?"
    ),
    Role.PERIOD: (
        r"since|(?:reporting\s+)?period(?:\s+(?:covered|from|ending|ended|to))?|"
        r"(?:year|quarter|month)\s+(?:ended|ending|to)"
    ),
    Role.SUPERSEDED: (
        r"supersedes|replaces|superseded(?:\s+on)?|withdrawn(?:\s+on)?|archived(?:\s+on)?|"
        r"(?:previous|prior|former|earlier|old)\s+(?:version|edition|issue|policy|plan|meeting|minutes)|"
        r"last\s+(?:meeting|minutes)"
    ),
    Role.EVENT: (
        r"(?:last\s+|re-?)?(?:inspected|visited|audited|inspection|visit|audit)(?:\s+(?:date|report|on|of|in))*|"
        r"established|founded|formed|opened|launched|took\s+place|took\s+effect|printed|accessed|downloaded|retrieved|"
        r"viewed|consulted|consultation(?:\s+(?:opened|closed|ran|started|ended))?|announced|received|appointed|"
        r"start(?:s|ed|\s+date)?|began|implemented|joined|trained|training|photo(?:graph)?(?:ed)?|incident|tested|census(?:\s+(?:date|day))?"
    ),
    Role.MEETING: (
        r"date\s+of\s+(?:the\s+|this\s+)?(?:meeting|minutes|panel)|meeting\s+date|(?:meeting|panel)\s+(?:held\s+)?on|held\s+on"
    ),
    Role.EFFECTIVE: (
        r"effective(?:\s+(?:from|date|as\s+of))?|(?:in\s+(?:force|effect|operation|use)|valid|applies|operative)\s+from|"
        r"(?:tak(?:es?|ing)|(?:has|have|having))\s+effect(?:\s+(?:from|as\s+(?:of|from)))?|"
        r"(?:implementation|commencement)(?:\s+date)?|commences|(?<!week )commencing|with\s+effect\s+from"
    ),
    Role.REVIEWED: (
        rf"date\s+of\s+(?:the\s+)?(?:last|latest|most\s+recent)\s+(?:review|update|revision|amendment)|"
        rf"(?:date\s+)?last\s+(?:{_REVIEWED}|review(?!\s+due)|update|revision|amendment)|date\s+(?:{_REVIEWED})|"
        rf"(?:{_REVIEWED})|date\s+of\s+(?:update|revision|amendment)|revision\s+date|update"
    ),
    Role.APPROVED: (
        rf"date\s+of\s+(?:approval|adoption|ratification|agreement|signature|signing)|date\s+(?:{_APPROVED})|"
        rf"(?:approval|adoption|ratification|sign-?off)(?:\s+date)?|(?:{_APPROVED})(?:\s+(?:date|on))?"
    ),
    Role.ISSUED: (
        rf"date\s+of\s+(?:{_PAPER}|issue|publication|version)|(?:report|issue|publication|version|document|print\s+run)\s+date|"
        rf"date\s+(?:{_ISSUED})|publication|issue|(?:{_ISSUED})(?:\s+(?:date|on|as\s+of))?|"
        r"(?:version|ver\.?|v|issue|edition|revision|rev\.?)\s*(?:no\.?\s*)?\d+(?:\.\d+)*|version|edition|"
        r"(?:this\s+)?dated?(?:\s+(?:this|as\s+of))?|made(?:\s+and\s+entered\s+into)?(?:\s+(?:as\s+of|this))?|"
        r"entered\s+into(?:\s+(?:as\s+of|this))?|as\s+of\s+this|"
        r"(?:(?:data|figures|position|status|snapshot|information|numbers)\s+)?(?:as\s+(?:at|of)|correct\s+(?:at|as\s+at|on))|"
        r"(?:data|figures|position|status)\s+(?:at|from|for|to|up\s+to)|(?:data\s+)?(?:correct|extracted|refreshed|downloaded)|"
        r"(?:report\s+)?run(?:\s+(?:date|on))?|snapshot(?:\s+date)?|extract(?:\s+date)?|final"
    ),
}
"""In order of weight, where two begin at the same word."""
_FAR: Final[dict[Role, str]] = {
    Role.APPROVED: rf"(?:{_APPROVED})\s+(?:by|at){_WHO}",
    Role.REVIEWED: rf"(?:{_REVIEWED})\s+(?:by|at){_WHO}",
    Role.ISSUED: rf"(?:{_ISSUED})\s+(?:by|to|for|at){_WHO}",
    Role.MEETING: rf"(?:minutes|notes|record|meeting|agenda|actions)\s+(?:of|from|for){_WHO}|minutes(?:{_WHO})?|"
    rf"(?:meeting|board|panel|committee|group|forum|executive|cabinet|council)\s+held(?:{_WHO})?",
}
_LINK = r"(?:\s+(?:on|in|at|by|from|dated?|due|is|was|the|this)(?!\w)|\s*[:,;|(–—-])*\s*"


def _cue(roles: dict[Role, str], end: str) -> re.Pattern[str]:
    """Compiled when it is first looked for: a check of which all is known looks for no date."""
    each = "|".join(f"(?P<{role.name}>{words})" for role, words in roles.items())
    return re.compile(rf"(?<!\w)(?:{each}){end}", re.IGNORECASE)


@cache
def _near_cue() -> re.Pattern[str]:
    return _cue(_NEAR, f"{_LINK}$")


@cache
def _far_cue() -> re.Pattern[str]:
    return _cue(_FAR, f"{_LINK}$")


@cache
def _any_cue() -> re.Pattern[str]:
    return _cue(_NEAR, r"(?!\w)")


_REACH: Final = 110
"""How many characters before a date its cue may start: room for "Minutes of the … Partnership Board"."""
_SENTENCE: Final = re.compile(r"[.;]\s+(?=[A-Z])|\n")

_NEXT: Final = re.compile(
    r"\b(?:next|future|planned|proposed|expected|anticipated|(?:to|will|shall|must|should)\s+be)\s+(?:\w+\s+)?$", re.I
)
_FORMER: Final = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|former(?:ly)?|old|superseded)\s+(?:[\w'-]+\s+){0,2}$", re.I
)
_FIRST: Final = re.compile(r"\b(?:first|original(?:ly)?|initial(?:ly)?)\s+(?:[\w'-]+\s+){0,2}$", re.I)
_INSTEAD: Final = re.compile(
    r"\b(?:supersed(?:es?|ing)|replac(?:es?|ing)|instead\s+of|(?:previous|earlier|old|former)\s+(?:version|edition|policy|plan|strategy))"
    r"\b[^.;|]{0,80}$",
    re.IGNORECASE,
)


def role_before(text: str, start: int) -> tuple[Role, str]:
    """What the words before offset `start` say of the date there, and those words; BARE where they say nothing."""
    before = _SENTENCE.split(text[max(0, start - _REACH) : start])[-1]
    match = _near_cue().search(before) or _far_cue().search(before)
    if match is None or match.lastgroup is None:
        return (Role.SUPERSEDED, "") if _INSTEAD.search(before) else (Role.BARE, "")
    role, lead = Role[match.lastgroup], before[: match.start()]
    if role.is_own:
        role = _turned(role, lead)
    return role, " ".join(match[match.lastgroup].split())


def _turned(role: Role, lead: str) -> Role:
    """The role of an own date in the light of what stands before its cue: "previously approved", "to be approved"."""
    if _NEXT.search(lead):
        return Role.FUTURE
    if _FORMER.search(lead) or _INSTEAD.search(lead):
        return Role.SUPERSEDED
    return Role.FIRST if _FIRST.search(lead) else role


_HINT: Final = re.compile(r"\s*\([^)]*\)|[\s*?:.]+$")


def role_of(label: str) -> tuple[Role, str]:
    """What a label beside or above a date says of it, and its words: "Date approved", "Next review (MM/YY)"."""
    words = _HINT.sub("", " ".join(fold(label, case=False, dashes=False).text.split()))
    return role_before(f"{words}: ", len(words) + 2)


def roles_in(headings: str) -> list[tuple[Role, str]]:
    """The roles that a line of headings gives the dates below it, in order: "Owner Date approved Review date"."""
    even = fold(headings, case=False, dashes=False).text
    return [(Role[match.lastgroup], match.group()) for match in _any_cue().finditer(even) if match.lastgroup]


_SENTENCE_END: Final = re.compile(r"[.;:]\s+(?=[A-Z])|\n")
_OURS: Final = re.compile(
    r"(?:made|entered|executed|this\s+dated|dated\s+(?:this|as)|as\s+of\s+this|(?:\w+\s+)?held|version|v\b|minutes|meeting|"
    r"last|(?:data\s+)?as\s+(?:at|of))\b",
    re.IGNORECASE,
)
"""Cues that speak of the document itself wherever they stand; "approved" in a story may be of anything."""


_LEADS: Final = r"(?:first|original(?:ly)?|initial(?:ly)?|previous(?:ly)?|formally|it\s+was|date)"


def is_about_this(text: str, start: int, cue: str) -> bool:
    """Whether, in a long text, the cue of the date at `start` speaks of the document, not of something in a story."""
    sentence = _SENTENCE_END.split(text[:start])[-1]
    opens = re.match(rf"\W*(?:{_LEADS}\W+){{0,2}}{re.escape(cue)}", " ".join(sentence.split()), re.IGNORECASE)
    return bool(_OURS.match(cue) or opens or re.search(r"\bthis\b", sentence, re.IGNORECASE))
