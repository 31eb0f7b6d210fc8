"""Words by which a document calls itself a draft, and words that stand where something is still to be filled in.

"Draft" is a label only where it stands for the document: alone, in brackets, before a version or a full stop. In "the
draft plan was issued to parents" it is the subject of a sentence.
"""

import re
from typing import Final

_UNFINISHED: Final = (
    r"un-?(?:confirmed|approved|ratified|adopted|agreed|finalised|finalized)|"
    r"not\s+(?:yet\s+)?(?:approved|agreed|ratified|adopted|confirmed|final|finalised|finalized|signed\s+off|complete)|"
    r"(?:awaiting|pending|subject\s+to|prior\s+to|before)\s+(?:\w+\s+){0,2}(?:approval|ratification|confirmation|agreement|sign-?off)"
    r"(?:\s+(?:by|at|of|from)\b.*)?|"
    r"to\s+be\s+(?:approved|ratified|adopted)(?:\s+(?:at|by|on)\b.*)?|work\s+in\s+progress|"
    r"subject\s+to\s+(?:change|amendments?)|preliminary\s+version"
)
_FOR: Final = (
    r"for\s+(?:\w+\s+)?(?:approval|ratification|consultation|comments?|discussion|decision|review|sign-?off|agreement|"
    r"consideration)(?:\s+(?:by|only|at|on)\b.*)?"
)
_ORDER: Final = (
    r"(?:(?:final|first|second|third|fourth|working|consultation|initial|early|latest|revised|outline|discussion|internal|"
    r"pre-?publication|public|confidential|current|advance|\d+(?:st|nd|rd|th))\s+)?"
)
_KIND: Final = (
    r"(?:\s+(?:copy|version|document|only|edition|form|status|stage|for|not|as\s+(?:at|of)|of|dated|subject)\b.*)?"
)
_NUMBER: Final = r"(?:\s*(?:no\.?\s*)?(?:v|ver|version|issue|rev)?\.?\s*\d[\w./ -]*)?"
_LABEL: Final = re.compile(
    rf"(?:(?:document\s+)?(?:status|version|stage|state)\s*[:=–—-]?\s*)?(?:v(?:ersion)?\.?\s*[\d.]+\s+)?"
    rf"(?:{_ORDER}drafts?{_NUMBER}{_KIND}|(?:{_UNFINISHED}))(?:\s+(?:minutes|notes|record|version))?",
    re.IGNORECASE,
)
_DRAFT: Final = re.compile(rf"{_ORDER}draft{_NUMBER}{_KIND}", re.IGNORECASE)
_FOR_LABEL: Final = re.compile(rf"(?:(?:document\s+)?status\s*[:=–—-]?\s*)?{_FOR}", re.IGNORECASE)
_MINUTES: Final = re.compile(
    r"(?:draft|un-?(?:confirmed|approved|ratified|adopted))\s+(?:minutes|notes|record|agenda)\b.*", re.IGNORECASE
)
_CAPITALS: Final = re.compile(r"\W*DRAFT\b(?=.*[a-z])|.*[a-z].*\bDRAFT\b[\s\d.vV]*$")
"""In capitals before or after a title in small letters it is a stamp."""
_PARTS: Final = re.compile(r"\s*[|•·\n\t;]\s*|\s+[–—-]\s+|\s{3,}|\s*[()\[\]]\s*|\.\s+|,\s+")
_SUBJECTS: Final = re.compile(
    r"\W*draft\s+(?:ehcp?s?|education|plans?|statements?|amended|legislation|regulations|guidance|code|bill|letters?|budgets?)\b",
    re.IGNORECASE,
)
"""Drafts that are a stage in the work with families or a thing to report on, not this document."""
_STARTS: Final = re.compile(rf"\W*{_ORDER}draft\s+(\w.*)", re.IGNORECASE)
_STAMP: Final = re.compile(
    rf"\bdraft\b|{_UNFINISHED}|{_FOR}|\bpreliminary\b",
    re.IGNORECASE,
)
_EARLY: Final = re.compile(r"(?<![^\W_])(?:version|ver|v|issue|revision|rev)[\s.:_]*0\.\d+(?![\d.]*\d)", re.IGNORECASE)
_NAME: Final = re.compile(
    r"^draft\b(?!\s+(?:ehcp?s?|plans?|statements?|letters?)\b)|(?<!\bthe )(?<!\bto )(?<!\bon )(?<!\bof )\bdraft"
    r"(?:\s*(?:v|ver|version)?\s*\d[\d. ]*|\s+(?:final|copy|version|clean|tracked|[a-z]{2,3}))?$",
    re.IGNORECASE,
)


_LONGEST: Final = 240
"""Characters of a line, header or title that can be a label."""


def is_draft_label(text: str) -> bool:
    """Whether a short line, or a part of it, says that the document is a draft or not yet approved."""
    if len(text) > _LONGEST:
        return False
    if _CAPITALS.match(text) or any(_LABEL.fullmatch(part) or _MINUTES.fullmatch(part) for part in _parts(text)):
        return True
    return any(_DRAFT.fullmatch(part.rpartition(":")[2].strip()) for part in _parts(text))


def is_for_approval(text: str) -> bool:
    """Whether a line says nothing but what the document is put up for: "For approval", "Status: for consultation"."""
    return bool(_FOR_LABEL.fullmatch(text.strip(" .()[]*")))


def _parts(line: str) -> list[str]:
    return [part.strip(" .,:;*“”\"'") for part in _PARTS.split(line) if part.strip()]


def draft_of(text: str) -> str:
    """What "Draft …" at the start of a title is the draft of, such as "inclusion strategy"; empty where it is none."""
    match = _STARTS.match(text) if len(text) <= _LONGEST else None
    return match[1] if match and not _SUBJECTS.match(text) else ""


def is_draft_stamp(text: str) -> bool:
    """Whether a watermark says that the document is not final; a watermark is never a sentence."""
    return bool(_STAMP.search(text))


def early_version(text: str) -> str:
    """A version number below 1, as written; empty where there is none."""
    match = _EARLY.search(text)
    return match.group() if match else ""


def is_draft_name(stem: str) -> bool:
    """Whether a file's name ends or begins with "draft": "strategy_draft_v2", not "response-to-draft-strategy"."""
    return bool(_NAME.search(re.sub(r"[\s_.\-()]+", " ", stem).strip()) if stem else False)


_PLACEHOLDER: Final = re.compile(
    r"\[\s*(?i:insert|enter|add|type|delete|select|choose|complete|your|to\s+be\s+\w+|tb[acd]|to\s+follow|x{2,})\b[^\]\n]{0,80}\](?!\()"
    r"|\[\s*(?i:names?|dates?|organisation|organization|address|title|author|role|details?|figures?|number|link|school|area|"
    r"signature\s+to\s+follow)(?:\s+[\w'’ /-]{0,60})?\](?!\()"
    r"|<\s*(?i:insert|enter|add|type\s+here)\b[^>\n]{0,60}>|\{\{[^}\n]{1,40}\}\}"
    r"|(?<![^\W_])X{3,}(?![^\W_])|(?<![^\W_])(?:XX(?:\.X+)?\s?%|£\s?X{1,3}(?:,?XXX)*(?:k|m)?(?![^\W_]))|(?<![^\W_])(?i:xx/xx/(?:xx|20\d\d)\w*|lorem\s+ipsum)"
    r"|(?i:click\s+or\s+tap\s+(?:here\s+)?to\s+enter\b[\w ]*)|(?<![^\W_])TB[CD](?![^\W_])"
)
_SIGN: Final = re.compile(r"\[|<|\{|£|XX|TB")
"""What stands for words still to come holds one of these, or one of three words; most text holds none."""
_LATER: Final = re.compile(r"\bnext\s+meeting\b|\bvenue\b|\bdate\s+of\s+next\b", re.IGNORECASE)
"""What rightly is not yet known when a document is final."""
_BRACKETS: Final = re.compile(r"\[[^\]\n]{1,120}\]|\bX{2,}\b|\bTB[ACD]\b")


def placeholder(text: str) -> str:
    """What stands for words still to come, such as "[insert date]", "XXX" or "TBC"; empty where nothing does."""
    if not _SIGN.search(text):
        small = text.lower()
        if "xx/" not in small and "lorem" not in small and "click" not in small:
            return ""
    match = _PLACEHOLDER.search(text)
    return match.group() if match and not (match.group().startswith("TB") and _LATER.search(text)) else ""


def marked_placeholder(text: str) -> str:
    """The brackets in highlighted words: marked in yellow, any words in brackets are still to come."""
    match = _BRACKETS.search(text)
    return match.group() if match else ""
