"""Sections: files that number each section anew behind its letter (A1, A2, B1), and how many pages a section has."""

import re
from typing import Final

from annexa.model.profile import Asked
from annexa.verify.labels import letters_value
from annexa.verify.result import Judgement, Spot, failed, judged, not_applicable
from annexa.verify.view import View

_LEFT_OUT: Final = frozenset({letters_value("I"), letters_value("O")})
"""Letters that look like figures, which sections may leave out."""


def sections_count_up(view: View, _: Asked) -> Judgement:
    """Each section begins at 1 behind the next letter and counts up by one; what stands before the first is left out.

    An inserted page carries the number of the page before it and the next small or capital letter: B5, B5a, B6.
    """
    if not view.by_section:
        return failed(
            "The pages are not numbered by section.",
            Spot(message="no section begins at A1; a file that is numbered through is judged by another profile"),
        )
    spots: list[Spot] = []
    section = number = letter = 0
    for position in range(view.first_lettered, view.pages + 1):
        stamp = view.stamps.get(position)
        if stamp is None:
            number, letter = number + 1, 0
            continue
        here, count, suffix = letters_value(stamp.number.section), stamp.number.number, stamp.number.suffix
        if not here:
            spots.append(view.spot(position, f"is stamped {stamp.number.label}, without the letter of a section"))
            continue
        if suffix:
            follows = (here, count, letters_value(suffix)) == (section, number, letter + 1)
        elif here == section:
            follows = count == number + 1
        else:
            follows = count == 1 and here > section and not _missing(section, here)
        if not follows:
            spots.append(view.spot(position, f"is stamped {stamp.number.label} and does not follow the page before it"))
        section, number, letter = here, count, letters_value(suffix) if suffix else 0
    return judged(spots, good="Each section is numbered from 1 behind its letter.")


def _missing(before: int, here: int) -> bool:
    """Whether a letter between two sections is left out that is none of those that may be."""
    return any(letter not in _LEFT_OUT for letter in range(before + 1, here))


def section_pages(view: View, asked: Asked) -> Judgement:
    """A section, found by its bookmark, has no more pages than the limit; it ends at the next bookmark of its level."""
    limit, called = asked.limit or 0, _called(asked.section)
    found = [
        (mark.title, mark.target.position, _end(view, number))
        for number, mark in enumerate(view.structure.bookmarks)
        if mark.target.position and called.match(" ".join(mark.title.split()).replace("’", "'"))
    ]
    if not found and asked.whole_file:
        found = [("the file", 1, view.pages + 1)]
    if not found:
        words = "” or “".join(asked.section.split("|"))
        return not_applicable(f"No bookmark begins with “{words}”, so there is no such section to count.")
    spots = [
        view.spot(start, f"“{' '.join(title.split())[:90]}” has {end - start} pages; the limit is {limit:g}")
        for title, start, end in found
        if end - start > limit
    ]
    longest = max(end - start for _, start, end in found)
    return judged(spots, good=f"{longest} pages of at most {limit:g}.", bad="Too many pages.")


def _called(section: str) -> re.Pattern[str]:
    """What a bookmark is that begins with the words of a section, a number or letter before them left out."""
    words = "|".join(re.escape(" ".join(each.split())) for each in section.split("|"))
    before = r"(?:section\s+)?(?:\w{1,3}(?:\.\w{1,3})*[.:)]?\s+)?(?:[-–—]\s*)?(?:the\s+)?"
    return re.compile(rf"{before}(?:{words})\b", re.IGNORECASE)


def _end(view: View, number: int) -> int:
    """The page behind a section: where the next bookmark of its level, or a higher one, leads further on."""
    marks = view.structure.bookmarks
    start = marks[number].target.position or 1
    later = (
        mark.target.position
        for mark in marks[number + 1 :]
        if mark.depth <= marks[number].depth and mark.target.position and mark.target.position > start
    )
    return next(later, view.pages + 1)
