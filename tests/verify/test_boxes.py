"""Letters become words by where they stand."""

import pytest

from annexa.verify.boxes import SPACE, words_of
from annexa.verify.facts import Box, Word

Letter = tuple[str, float, float, float, float]


def at(letter: str, left: float, bottom: float = 0.0, width: float = 5.0, height: float = 10.0) -> Letter:
    return letter, left, bottom, left + width, bottom + height


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ([], []),
        ([SPACE, SPACE], []),
        ([at("a", 0), at("b", 5)], [("ab", (0, 0, 10, 10))]),
        ([SPACE, at("a", 0), SPACE, SPACE, at("b", 5), SPACE], [("a", (0, 0, 5, 10)), ("b", (5, 0, 10, 10))]),
        ([at("a", 0), at("b", 17)], [("ab", (0, 0, 22, 10))]),  # no further than 1.2 of its height
        ([at("a", 0), at("b", 17.1)], [("a", (0, 0, 5, 10)), ("b", (17.1, 0, 22.1, 10))]),
        ([at("a", 20), at("b", 5)], [("ab", (5, 0, 25, 10))]),  # back by no more than its height
        ([at("a", 20), at("b", 4.9)], [("a", (20, 0, 25, 10)), ("b", (4.9, 0, 9.9, 10))]),
        ([at("a", 0), at("b", 5, 10)], [("ab", (0, 0, 10, 20))]),  # the middle is at 15, the edge 10 + 5
        ([at("a", 0), at("b", 5, 10.1)], [("a", (0, 0, 5, 10)), ("b", (5, 10.1, 10, 20.1))]),
        ([at("a", 0), at("b", 5, -10.1)], [("a", (0, 0, 5, 10)), ("b", (5, -10.1, 10, -0.1))]),
        ([at("a", 0, 0, 5, 0), at("b", 6.3, 0, 5, 0)], [("a", (0, 0, 5, 0)), ("b", (6.3, 0, 11.3, 0))]),  # 1 at least
        ([at("a", 0), at("b", 5, -3, 2, 16), at("c", 1)], [("abc", (0, -3, 7, 13))]),
        ([at("a", 0.04), at("b", 5.06)], [("ab", (0, 0, 10.1, 10))]),
        ([at("\ud83d", 0), at("\ude00", 0)], [("\U0001f600", (0, 0, 5, 10))]),  # an emoji comes in two halves
    ],
)
def test_words(letters: list[Letter], words: list[tuple[str, tuple[float, float, float, float]]]) -> None:
    assert list(words_of(letters)) == [Word(text=text, box=Box(*box)) for text, box in words]
