"""The words of a source against those of its pages: what is missing, and what should not be there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from annexa.proof.numbers import figures_in, may_round_either_way, run_together, take_figure
from annexa.proof.record import Passage
from annexa.proof.source import Stretch
from annexa.proof.words import squeezed

SHOWN: Final = 12
"""Words of a passage that are kept."""
KEPT: Final = 50
"""Passages that are kept."""
LOOKED_AT: Final = 3_000
"""Stretches that are looked for letter by letter; what no longer fits counts as missing."""
TOGETHER: Final = 0.5
"""Of the pairs of neighbours in a stretch, the part that must stand side by side on the pages too."""
WORD: Final = 4
"""Letters of a word that is no mark, unit or number of a list."""
LETTERS: Final = 6
"""Of two words that are a phrase."""
NEIGHBOURS: Final = 2
"""Cells on each side."""
AROUND: Final = (NEIGHBOURS, 4, 8)
DIGITS: Final = 8
"""Letters of cells run together that are hardly there by chance."""
WHOLE: Final = 5
"""Digits that are all of a word: a column of single digits that pdfium reads as one number."""
WINDOW: Final = 4
"""Hidden words that are looked for together."""
WINDOWS: Final = 4_000


class Pages:
    """All words of the pages, ready to be looked up."""

    def __init__(self, pages: Iterable[list[str]], figures: Iterable[str] = (), beyond: Sequence[str] = ()) -> None:
        self.figures = Counter(figures)
        self.words = [word for page in pages for word in page]
        self.bag = Counter(self.words)
        self.pairs = frozenset(pairwise(self.words))
        self.text = squeezed(self.words)
        self.copied = f"{self.text} {squeezed(beyond)}"
        """What anybody has who copies the text of the pages."""


def missing(seen: list[Stretch], pages: Pages) -> tuple[int, int, tuple[Passage, ...]]:
    """The number of visible words, how many of them the pages hold, and what they do not hold, in order.

    Words are counted, so that one of two equal paragraphs is missed; of equal words those count as missing whose
    neighbours are not on the pages either.
    """
    left, figures = Counter(pages.bag), Counter(pages.figures)
    lost: dict[int, list[str]] = {}
    # Words first, then figures that are shown as they are kept: what another figure is rounded to is anything, and
    # 0.1555 takes "15.5" or "15.6", whichever the figures that are rounded to one of them alone have left.
    as_kept = [not stretch.is_figure or all(word in pages.bag for word in stretch.words) for stretch in seen]
    leaves = [stretch.is_figure and may_round_either_way(stretch.text) for stretch in seen]
    ranked = sorted(
        range(len(seen)),
        key=lambda number: (
            seen[number].is_figure,
            not as_kept[number],
            leaves[number],
            -_together(seen[number].words, pages),
        ),
    )
    for number in ranked:
        stretch = seen[number]
        if stretch.is_figure:
            gone = [] if take_figure(stretch.text, left, figures) else stretch.words
        else:
            gone = [word for word in stretch.words if not _take(left, word)]
            figures.subtract(figures_in(stretch.text))
        if not gone and not stretch.is_figure and _together(stretch.words, pages) < TOGETHER:
            gone = stretch.words
        if gone:
            lost[number] = gone
    twins = Counter(stretch.squeezed for stretch in seen)
    passages: list[Passage] = []
    absent = 0
    for looked, number in enumerate(sorted(lost)):
        stretch = seen[number]
        gone = lost[number]
        if looked < LOOKED_AT and stretch.is_figure:
            digits = run_together(stretch.text)
            if (digits and digits in pages.text) or _among_neighbours(seen, number, pages):
                gone = []
        elif looked < LOOKED_AT:
            gone = _really(stretch, gone, pages, twins)
        if gone and stretch.is_sure:
            absent += len(gone)
            is_whole = len(gone) == len(stretch.words)
            text = first_words(stretch.text if is_whole else " ".join(gone))
            tells = _is_prose(stretch) if is_whole else _is_phrase(stretch.words, gone)
            passages.append(Passage(words=text, place=stretch.place, count=len(gone), is_whole=tells))
    total = sum(len(stretch.words) for stretch in seen if stretch.is_sure)
    return total, total - absent, tuple(passages[:KEPT])


def first_words(text: str) -> str:
    """So much of a text as is quoted."""
    parts = text.split()
    return " ".join(parts[:SHOWN])[:200] + (" …" if len(parts) > SHOWN else "")


def _is_prose(stretch: Stretch) -> bool:
    """Whether it holds a word that is shown as it is written: not a figure, an error of a formula, or yes and no."""
    if stretch.text.startswith("#") or stretch.words in (["true"], ["false"]):
        return False
    return any(len(word) >= WORD and word.isalpha() for word in stretch.words)


def _is_phrase(these: list[str], gone: list[str]) -> bool:
    """Whether words that stand side by side are gone; one alone may be read otherwise, such as a sign of a formula."""
    lost = {word for word in gone if word.isalpha()}
    return any(one in lost and other in lost and len(one + other) >= LETTERS for one, other in pairwise(these))


def _together(these: list[str], pages: Pages) -> float:
    """The part of a stretch's neighbours that are neighbours on the pages."""
    if len(these) < 3:
        return 1.0 if all(word in pages.bag for word in these) else 0.0
    # A letter by itself may be of a script that PDFs keep in another order.
    pairs = [pair for pair in pairwise(these) if not any(len(word) == 1 and not word.isascii() for word in pair)]
    return sum(pair in pages.pairs for pair in pairs) / len(pairs) if pairs else 1.0


def _take(left: "Counter[str]", word: str) -> bool:
    if left[word] > 0:
        left[word] -= 1
        return True
    return False


def _really(stretch: Stretch, gone: list[str], pages: Pages, twins: "Counter[str]") -> list[str]:
    """Those of the words that are not there either where words are parted or put together otherwise."""
    whole = stretch.squeezed
    if pages.text.count(whole) >= twins[whole]:
        return []
    if len(gone) == len(stretch.words):
        return gone
    wanted = Counter(gone)
    found: list[str] = []
    for number, word in enumerate(stretch.words):
        if wanted[word] <= 0:
            continue
        wanted[word] -= 1
        before = squeezed(stretch.words[max(number - 1, 0) : number + 1])
        after = squeezed(stretch.words[number : number + 2])
        if not (len(before) > len(word) and before in pages.text) and not (
            len(after) > len(word) and after in pages.text
        ):
            found.append(word)
    return found


def _among_neighbours(seen: list[Stretch], number: int, pages: Pages) -> bool:
    """Whether a figure stands on the pages as it is kept, run together with the cells beside it, which are narrow.

    Of single digits, such as those that number the rows of a column, more are looked at, until they tell.
    """
    for around in AROUND:
        row = [each.squeezed for each in seen[max(number - around, 0) : number + around + 1]]
        joined = "".join(row)
        tells = len(joined) > len(row) + NEIGHBOURS if around == NEIGHBOURS else len(joined) >= DIGITS
        if (tells and joined in pages.text) or (len(joined) >= WHOLE and joined in pages.bag):
            return True
    return False


def let_out(hidden: list[Stretch], seen: Iterable[Stretch], pages: Pages) -> tuple[Passage, ...]:
    """Hidden words that are on the pages and nowhere among the visible ones."""
    visible = squeezed([word for stretch in seen for word in stretch.words])
    found: dict[tuple[str, str], Passage] = {}
    looked = 0
    for stretch in hidden:
        for window in _windows(stretch.words):
            looked += 1
            text = squeezed(window)
            if looked > WINDOWS or len(found) >= KEPT:
                return tuple(found.values())
            if _tells(text) and text in pages.copied and text not in visible:
                words = first_words(stretch.text)
                passage = Passage(words=words, place=stretch.place, count=len(stretch.words), what=stretch.what)
                found.setdefault((stretch.what, words), passage)
                break
    return tuple(found.values())


def _windows(these: list[str]) -> Iterator[list[str]]:
    for start in range(max(len(these) - WINDOW, 0) + 1):
        yield these[start : start + WINDOW]


def _tells(text: str) -> bool:
    """Whether so few letters on a page can only come from there: a page number or a list mark may be anything."""
    letters = sum(letter.isalpha() for letter in text)
    return letters >= 4 or len(text) >= 8 or (letters >= 2 and not text.isascii())
