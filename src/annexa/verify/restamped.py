"""A page of ours that has got another number of as many figures, and nothing else: what is seen of it is known.

Where a page is put in, all that follow are stamped anew, and "of 4,790" on every page. The number is read from the
page's own content, every time; all figures of our stamp are equally wide, so that a reader shows "Page 58 of 241" where
it showed "Page 57 of 240". A stamp with more figures than before, or of any other make, is looked at.
"""

import re
from typing import Final

import msgspec

from annexa.verify.facts import Seen, Word
from annexa.verify.labels import numbered

_LINE: Final = rb"(?:1 0 0 1 -?\d+ 0 cm )?\d[-\d mlchv]* S\n"
_FORM: Final = re.compile(
    rb"(?P<before>\n[Q \n]+(?:/P <</MCID 0>> BDC )?(?:EMC)?\n?"
    rb"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q\n[-\d. ]+ cm\n)"
    rb"(?P<edge>q [-\d. ]+ cm 1 1 1 RG 1 j [\d.]+ w\n)?(?P<lines>(?:%s)*)(?P<closed>Q\n)?"
    rb"(?P<begin>BT [\d. ]+ rg /\w+ [\d.]+ Tf 1 0 0 1 [-\d.]+ [-\d.]+ Tm \()(?P<words>[^()\\]*)(?P<after>\) Tj ET\n.*)"
    % _LINE,
    re.DOTALL,
)
_WORDS: Final = re.compile(r"(?:DRAFT – )?Page \d+ of \d+")
_FIGURE: Final = re.compile(r"\d")
_CLOSE: Final = 2.0
"""Points by which a figure's own shape may move the edge of the words."""


def without_number(content: bytes) -> tuple[bytes, str] | None:
    """The end of a page's content with noughts for its number, and the words of the stamp; None for any other end.

    Of the white edge behind the number there remains how many lines it has.
    """
    found = _FORM.fullmatch(content)
    if found is None or bool(found["edge"]) != bool(found["closed"]) or (found["lines"] and not found["edge"]):
        return None
    words = found["words"].decode("cp1252", "replace")
    if not _WORDS.fullmatch(words):
        return None
    plain = _FIGURE.sub("0", words).encode()
    lines = b"%d lines\n" % found["lines"].count(b"S\n")
    return b"".join(
        (found["before"], found["edge"] or b"", lines, found["closed"] or b"", found["begin"], plain, found["after"])
    ), words


def seen_with(seen: Seen, before: str, now: str) -> Seen | None:
    """What is seen of a page whose stamp said something else; None where that cannot be told."""
    stamped = [word for word in seen.margin if before in word.text]
    numbers = sum(len("".join(word.text.split())) for word in seen.margin if numbered(word.text))
    if len(stamped) != 1 or seen.words or seen.letters <= numbers:
        return None  # a page of nothing but pictures is told from others by the shapes of its number's edge as well
    margin = tuple(
        Word(text=word.text.replace(before, now, 1), box=word.box) if word is stamped[0] else word
        for word in seen.margin
    )
    return msgspec.structs.replace(seen, margin=margin)


def shown_with(words: str | None, before: str, now: str) -> str | None:
    """What a second reader shows of it, without spaces within lines; None where that cannot be told."""
    old, new = ("".join(each.split()) for each in (before, now))
    return words.replace(old, new) if words is not None and words.count(old) == 1 else None


def is_alike(one: Seen, other: Seen) -> bool:
    """Whether a page looks as it was foretold: the edges of words may lie where another figure's lie."""
    if msgspec.structs.replace(one, margin=()) != msgspec.structs.replace(other, margin=()):
        return False
    return len(one.margin) == len(other.margin) and all(
        word.text == told.text and all(abs(a - b) <= _CLOSE for a, b in zip(word.box, told.box, strict=True))
        for word, told in zip(one.margin, other.margin, strict=True)
    )
