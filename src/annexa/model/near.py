"""What was most likely meant by a name that is not there, and the one way in which it is said."""

import difflib
from collections.abc import Iterable


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word that was most likely meant, or None where none is close."""
    known = {candidate.lower(): candidate for candidate in words}
    found = difflib.get_close_matches(word.lower().replace("_", "-"), list(known), n=1, cutoff=0.6)
    return known[found[0]] if found else None


def guess(near: str | None, marks: str = "‘’") -> str:
    """The end of a sentence that says that a name is not there: "; did you mean ‘comments’?", or nothing."""
    return f"; did you mean {marks[0]}{near}{marks[1]}?" if near else ""
