"""Page numbers: stamped, labelled, counted, and all three the same."""

import re
from typing import Final

from annexa.model.profile import Asked
from annexa.verify.facts import Seen
from annexa.verify.labels import letters_value
from annexa.verify.result import Judgement, Spot, failed, judged, not_applicable
from annexa.verify.result import passed as good
from annexa.verify.stamps import Stamp, candidates
from annexa.verify.view import View

_ANEW: Final = not_applicable("Each section of this file is numbered anew, so that no count runs through it.")


def every_page_stamped(view: View, _: Asked) -> Judgement:
    """Each page shows a number in its margin, typed and not only drawn."""
    if not view.stamps:
        return failed("No page numbers were found in the margins.", Spot(message="no page carries a stamped number"))
    spots = [
        view.spot(page.position, f"could not be read ({page.fault})" if page.fault else "carries no stamped number")
        for page in view.reading.seen
        if page.position not in view.stamps and page.position >= view.first_lettered
    ]
    before = view.first_lettered - 1
    pages = f"The {view.pages - before} pages from the first section on" if before else f"All {view.pages} pages"
    return judged(spots, good=f"{pages} carry a stamped number.")


def stamp_is_label(view: View, _: Asked) -> Judgement:
    """The number stamped on a page is the label that readers show for it."""
    if not view.stamps:
        return failed("There is no stamped number to compare.")
    spots = [
        view.spot(position, f"is stamped {stamp.number.label} but labelled {view.reading.label(position)}")
        for position, stamp in sorted(view.stamps.items())
        if not _is_label(view, stamp, view.reading.label(position))
    ]
    return judged(spots, good="Every stamped number equals its page label.")


def _is_label(view: View, stamp: Stamp, label: str) -> bool:
    """Whether stamp and label say the same; where sections are numbered anew, the section's letter counts."""
    if view.by_section and stamp.number.section:
        return label.casefold() == stamp.number.label.casefold()
    return stamp.number.is_label(label)


def stamp_is_position(view: View, _: Asked) -> Judgement:
    """The number stamped on a page is its place in the file, counted from the number of the first page."""
    if view.by_section:
        return _ANEW
    if not view.stamps:
        return failed("There is no stamped number to compare.")
    start = (view.first or 1) - 1
    spots = []
    for position, stamp in sorted(view.stamps.items()):
        if stamp.number.number != position + start or stamp.number.suffix:
            spots.append(
                view.spot(position, f"is stamped {stamp.number.label} but is number {position + start} by count")
            )
    return judged(spots, good="Every stamped number equals the page's place in the file.")


def stamps_count_up(view: View, _: Asked) -> Judgement:
    """Stamped numbers count up by one, from the number of the first page; between them stand only inserted pages.

    An inserted page carries the number of the page before it and the next letter: 57, 57A, 57B, 58.
    """
    if view.by_section:
        return _ANEW
    if not view.stamps:
        return failed("There is no stamped number to compare.")
    plain, letter = (view.first or 1) - 1, 0
    spots = []
    inserted = 0
    for position in range(1, view.pages + 1):
        stamp = view.stamps.get(position)
        if stamp is None:
            plain, letter = plain + 1, 0
            continue
        number = stamp.number
        if number.suffix:
            inserted += 1
            follows = (number.number, letters_value(number.suffix)) == (plain, letter + 1)
            letter = letters_value(number.suffix)
        else:
            follows = number.number == plain + 1
            letter = 0
        if not follows:
            spots.append(view.spot(position, f"is stamped {number.label} and does not follow the page before it"))
        plain = number.number
    note = f" {inserted} of them were inserted." if inserted else ""
    return judged(spots, good=f"Stamped numbers count up by one.{note}")


def seen_by_second(view: View, _: Asked) -> Judgement:
    """A second, stricter reader shows every page's number, and on the pages of a draft that it is one."""
    second = view.second
    if second is None:
        return not_applicable(
            "pdftotext is not installed, so no second reader looked at the pages; ‘annexa doctor’ says how to get it."
        )
    if second.trouble:
        return failed(f"A second reader, poppler, could not read the file: {second.trouble}.")
    is_draft = _DRAFT in second.at.get(1, "")
    spots = []
    for position in range(1, view.pages + 1):
        words = second.at.get(position, "")
        stamp = view.stamps.get(position)
        if stamp is not None and not _shows(words, stamp):
            spots.append(view.spot(position, "shows no page number in a second reader, poppler"))
        elif is_draft and _DRAFT not in words:
            spots.append(view.spot(position, "does not say DRAFT in a second reader, poppler"))
    return judged(spots, good="A second reader, poppler, shows the number of every page.")


def _shows(words: str, stamp: Stamp) -> bool:
    """Whether the stamp is among the words of a page, though a reader may join it with what stands beside it."""
    text = "".join(stamp.text.split())
    return f"Page{stamp.number.label}of" in words or re.search(rf"(?<!\d){re.escape(text)}(?!\d)", words) is not None


_DRAFT: Final = "DRAFT–notforsubmission"


def lines_that_count(words: str, page: Seen) -> str:
    """Of what a second reader shows of a page, the lines that `seen_by_second` may look at, whatever the stamp is."""
    offered = candidates(page)
    return " ".join(line for line in words.split(" ") if _DRAFT in line or any(_shows(line, each) for each in offered))


def labels_differ(view: View, _: Asked) -> Judgement:
    """No two pages have the same label."""
    labels = view.structure.labels
    spots = []
    seen: dict[str, int] = {}
    for position, label in enumerate(labels, start=1):
        if label in seen:
            spots.append(view.spot(position, f"has the same label as page {seen[label]}"))
        seen.setdefault(label, position)
    return judged(spots, good="No two pages have the same label.")


def starts_at_one(view: View, _: Asked) -> Judgement:
    """The first page, cover and index included, is page 1."""
    if view.by_section:
        return _ANEW
    if view.first and view.first > 1:
        return not_applicable(f"This file continues another one: its first page is {view.first}.")
    stamp = view.stamps.get(1)
    if stamp is None:
        return failed("The first page carries no number.", view.spot(1, "carries no stamped number"))
    if (stamp.number.number, stamp.number.suffix) != (1, ""):
        return failed("Numbering does not start at 1.", view.spot(1, f"is stamped {stamp.number.label}"))
    return good("The first page is page 1.")
