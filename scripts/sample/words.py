"""Acronyms: each is written in full where a document first uses it, and stands alone from then on."""

import re

ALLOWED = (
    "A&E", "GCSE", "GP", "ICT", "ID", "IT", "NHS", "NICE", "PDF", "SEN", "SEND", "UK",
)  # fmt: skip
"""Acronyms that every reader of these documents knows."""

TERMS = {
    "CAMHS": "child and adolescent mental health services",
    "CQC": "Care Quality Commission",
    "DCO": "designated clinical officer",
    "DSCO": "designated social care officer",
    "EHC plan": "education, health and care plan",
    "ICB": "integrated care board",
    "JSNA": "joint strategic needs assessment",
    "LANO": "local area nominated officer",
    "NEET": "not in education, employment or training",
    "PEP": "personal education plan",
    "SENCO": "special educational needs coordinator",
    "SENDIASS": "SEND information, advice and support service",
    "ULN": "unique learner number",
    "UPN": "unique pupil number",
    "URN": "unique reference number",
}
"""What acronyms stand for; "EHC plan" counts as one."""

_USED = re.compile("|".join(rf"\b{re.escape(short)}(?P<s{i}>s?)\b" for i, short in enumerate(TERMS)))
_CAPITALS = re.compile(r"\b[A-Z]{2,}s?\b")


class Unexplained(ValueError):
    """A text uses an acronym where it cannot be spelled out, or one that nobody has explained."""


class Speller:
    """Spells out acronyms in the order in which a document is read."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def spell(self, text: str) -> str:
        """The text with each acronym's first use in full; one beside its full term already is left alone."""

        def full(match: re.Match[str]) -> str:
            plural = "s" if match[0] not in TERMS else ""
            short = match[0].removesuffix("s") if plural else match[0]
            if short in self._seen:
                return match[0]
            self._seen.add(short)
            words = TERMS[short] + plural
            before, after = text[: match.start()], text[match.end() : match.end() + 1]
            if before.endswith("(") and after == ")":
                return match[0]
            begins_sentence = not before.strip() or before.rstrip()[-1] in ".?!:|"
            words = words[0].upper() + words[1:] if begins_sentence else words
            return f"{words} ({match[0]})"

        known(text)
        return _USED.sub(full, text)

    def later(self, text: str) -> str:
        """The text as it is, once it is certain that all its acronyms have been spelled out before."""
        known(text)
        for match in _USED.finditer(text):
            if match[0] not in self._seen and match[0].removesuffix("s") not in self._seen:
                raise Unexplained(f"a caption or note uses an acronym before its full term: {match[0]} in {text!r}")
        return text

    def plain(self, text: str) -> str:
        """The text as it is, once it is certain that it holds no acronym that needs spelling out."""
        known(text)
        for match in _USED.finditer(text):
            raise Unexplained(f"an acronym stands in a title or heading: {match[0]} in {text!r}")
        return text


def known(text: str) -> None:
    """Raises Unexplained where the text holds an acronym that is neither explained nor allowed."""
    rest = _USED.sub(" ", re.sub(r"\(https?://[^)]*\)|https?://\S+", " ", text))
    for match in _CAPITALS.finditer(rest):
        word = match[0].removesuffix("s")
        if word not in ALLOWED and word not in ("EHC",):
            raise Unexplained(f"nobody has explained {match[0]}: {text[:120]!r}")
