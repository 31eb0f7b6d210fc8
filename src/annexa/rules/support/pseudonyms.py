"""Whether a pseudonym is a name after all: against the lists of names, or by how it looks."""

import re
from typing import Final

from annexa.model.folded import fold
from annexa.rules.support.person_names import NameList, names_in

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_REFERENCE_WORDS: Final = """
a an the of in no nr number ref reference code case id child children young person people yp cyp send sen ehc ehcp la
pupil student learner boy girl baby infant sibling twin brother sister family tracked tracking selected sample group
year reception nursery primary secondary post school college setting north south east west first second third
fourth fifth sixth seventh eighth ninth tenth one two three four five six seven eight nine ten eleven twelve
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu omega bravo charlie echo foxtrot golf hotel india
juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu
red orange yellow green blue indigo violet purple pink black white grey brown
"""
_REFERENCE: Final = frozenset(_REFERENCE_WORDS.split())
"""Words that references are made of: none of them is taken for a part of a name."""
_MOST_CAPITALS: Final = 2
"""A word of so many capitals at most, such as XQ, are letters and no name."""


def is_listed(pseudonym: str, names: NameList) -> bool:
    """Whether a pseudonym holds a name from the lists, or a forename or a surname of one alone."""
    if names_in(pseudonym, names) or names_in(pseudonym, names, is_file_name=True):
        return True
    return any(_is_part(word, names) for word in _words(pseudonym))


def looks_like_name(pseudonym: str) -> bool:
    """Whether a pseudonym reads like a full name: two words, or an initial and a word, that no reference is made of."""
    words = _words(pseudonym)
    own = [word for word in words if len(word) > 1 and word.casefold() not in _REFERENCE and not _is_short(word)]
    initials = [word for word in words if len(word) == 1 and word.isalpha()]
    is_initial_and_surname = len(own) == 1 and bool(initials) and len(words) == len(own) + len(initials)
    return len(own) > 1 or is_initial_and_surname


def _words(text: str) -> list[str]:
    """Words without figures in them; "RobinExample" is two."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return [word for word in _WORD.findall(apart) if not any(letter.isdigit() for letter in word)]


def _is_short(word: str) -> bool:
    return word.isupper() and len(word) <= _MOST_CAPITALS


def _is_part(word: str, names: NameList) -> bool:
    """Whether a word alone is the first of a listed surname, or a listed forename."""
    plain = fold(word).text
    if plain in _REFERENCE or len(plain) < 2:
        return False
    pairs = ((last, forenames) for entries in names.surnames.values() for last, forenames in entries.items())
    return plain in names.single or any(plain in part for last, forenames in pairs for part in (last, *forenames))
