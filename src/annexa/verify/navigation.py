"""Index, bookmarks, opening view and title: how a reader finds the way."""

import re
from collections import Counter

from annexa.model.profile import Asked
from annexa.verify.facts import Bookmark
from annexa.verify.index import Row, dates_in
from annexa.verify.result import Judgement, Spot, failed, judged, not_applicable
from annexa.verify.result import passed as good
from annexa.verify.view import View

FILE_NAME = re.compile(
    r"(^microsoft (word|excel|powerpoint) - )|(\.(docx?|pdf|xlsx?|pptx?|odt|rtf)$)|^untitled$", re.IGNORECASE
)
NOT_WORDS = re.compile(r"[\W_]+")


def index_lands(view: View, _: Asked) -> Judgement:
    """Each row of the index is a link that lands on the page whose number the row states."""
    index = view.index
    if not index.rows:
        return failed("No linked index was found.", Spot(message="no page at the beginning links to later pages"))
    spots = []
    for row in index.rows:
        words = _short(row.text)
        stated = index.stated(row)
        if row.target is None:
            spots.append(view.spot(row.page, f"the index row “{words}” leads to a page that is not in the file"))
        elif stated is None:
            spots.append(view.spot(row.page, f"the index row “{words}” states no page number"))
        elif not stated.is_label(view.reading.label(row.target)):
            lands = view.reading.label(row.target)
            spots.append(view.spot(row.page, f"the index row “{words}” states {stated.label} but lands on {lands}"))
    spots.extend(view.spot(page, f"the index row “{_short(words)}” is not a link") for page, words in index.unlinked)
    return judged(spots, good=f"All {len(index.rows)} linked rows of the index land on the page that they state.")


def bookmarks_land(view: View, _: Asked) -> Judgement:
    """Each document and section has a bookmark, and every bookmark leads to a page."""
    marks = view.structure.bookmarks
    if not marks:
        return failed("There are no bookmarks.", Spot(message="the file has no bookmarks"))
    spots = [
        Spot(message=f"the bookmark “{_short(mark.title)}” leads nowhere")
        for mark in marks
        if mark.target.position is None
    ]
    landed = {mark.target.position for mark in marks}
    for row in view.index.rows:
        if row.target is not None and row.target not in landed:
            spots.append(view.spot(row.target, f"“{_short(row.text)}” of the index has no bookmark"))
    return judged(spots, good=f"All {len(marks)} bookmarks lead to a page, and no document is without one.")


def bookmarks_numbered(view: View, _: Asked) -> Judgement:
    """The bookmark of each document and section carries the number of its page."""
    spots = []
    numbered = 0
    for mark in view.structure.bookmarks:
        position = mark.target.position
        if position is None or position < view.first_lettered or not _is_document(view, mark):
            continue
        numbered += 1
        label = view.reading.label(position)
        if not re.search(rf"(?<![\w.]){re.escape(label)}(?!\w|\.\d)", mark.title):
            words = f"the bookmark “{_short(mark.title)}” does not carry its page number {label}"
            spots.append(view.spot(position, words))
    if not numbered:
        return not_applicable("There are no bookmarks of documents to look at.")
    return judged(spots, good=f"All {numbered} bookmarks of documents carry their page number.")


def _is_document(view: View, mark: Bookmark) -> bool:
    """Bookmarks at the top, and the uppermost one at each page of the index; others are the documents' own headings."""
    if mark.depth == 0:
        return True
    position = mark.target.position
    return position in view.indexed and mark.depth == view.uppermost.get(position)


def bookmarks_match_index(view: View, _: Asked) -> Judgement:
    """The text of the bookmark at an index row's page is the row's text."""
    if not view.index.rows:
        return not_applicable("There is no linked index to compare with.")
    marks: dict[int, list[Bookmark]] = {}
    for mark in view.structure.bookmarks:
        if mark.target.position:
            marks.setdefault(mark.target.position, []).append(mark)
    spots = []
    for row in view.index.rows:
        there = marks.get(row.target or 0, [])
        if there and not any(_same_words(view, mark, row) for mark in there):
            titles = "”, “".join(_short(mark.title, 60) for mark in there[:3])
            message = f"the index says “{_short(row.text)}” and the bookmark “{titles}”"
            spots.append(view.spot(row.page, message))
    return judged(spots, good="The bookmarks say what the index says.")


def _same_words(view: View, mark: Bookmark, row: Row) -> bool:
    """Whether the bookmark's words, its page number left out, stand in the row."""
    label = re.escape(view.reading.label(mark.target.position or 0))
    range_of = rf"{label}(?:\s*(?:[–—-]|to)\s*\w*\d\w*)?"
    plain = re.sub(
        rf"[\s(\[·|,–—-]*\b(?:pages?|pp?)?\.?\s*{range_of}\s*[)\]]?\s*$", "", mark.title, flags=re.IGNORECASE
    )
    plain = re.sub(rf"^\s*(?:pages?|pp?)?\.?\s*{range_of}[\s:·|.–—-]+", "", plain, flags=re.IGNORECASE)
    title = _words(plain)
    return bool(title) and (_letters(title) in _letters(_words(row.text)) or _all_stand_in(title, row.text))


def _all_stand_in(title: list[str], row: str) -> bool:
    """Whether every word of a title stands in the row, which has columns beside it and may break words."""
    there = Counter(_words(row))
    halves = Counter(_words(re.sub(r"(\w)[-\u00ad]\s+(\w)", r"\1\2", row)))
    return all((there | halves)[word] >= times for word, times in Counter(title).items())


def _words(text: str) -> list[str]:
    return [word for word in NOT_WORDS.split(text.casefold()) if word]


def _letters(words: list[str]) -> str:
    return "".join(words)


def links_land(view: View, _: Asked) -> Judgement:
    """Links inside the file land on a page, and the addresses of others can be followed."""
    spots = []
    for position, page in sorted(view.laid.items()):
        lost = sum(jump.target.position is None for jump in page.jumps)
        if lost:
            spots.append(view.spot(position, f"holds {lost} link(s) to a page that is not in the file"))
        spots.extend(view.spot(position, f"holds a link that no reader can follow: {address}") for address in page.dead)
    return judged(spots, good="Every link leads somewhere.")


def opens_at_100(view: View, _: Asked) -> Judgement:
    """The file opens at 100 %, and bookmarks of documents do not change that."""
    opening = view.structure.opening
    spots = []
    if opening is None or not opening.zoom:
        spots.append(Spot(message="the file does not say at what size it opens"))
    elif opening.zoom != "100%":
        spots.append(Spot(message=f"the file opens at “{opening.zoom}”"))
    spots.extend(
        view.spot(
            mark.target.position or 1, f"the bookmark “{_short(mark.title)}” changes the view to “{mark.target.zoom}”"
        )
        for mark in view.structure.bookmarks
        if mark.depth <= 1 and mark.target.position and mark.target.zoom not in ("", "100%")
    )
    return judged(spots, good="The file opens at 100 %.")


def has_title(view: View, _: Asked) -> Judgement:
    """The file's properties say what it is."""
    title = view.structure.title
    if not title:
        return failed("The file has no title.", Spot(message="the title in the file's properties is empty"))
    if FILE_NAME.search(title):
        return failed("The title is a file name.", Spot(message=f"the title is “{_short(title)}”"))
    if not view.structure.shows_title:
        note = Spot(message="the file does not ask readers to show its title (DisplayDocTitle)")
        return failed("The title is set but the window shows the file name.", note)
    return good(f"The title is “{_short(title)}”.")


def chronological(view: View, _: Asked) -> Judgement:
    """In each section the documents of the index stand by date, oldest first."""
    dated = [(row, dates_in(row.text)) for row in view.index.rows]
    dated = [(row, days) for row, days in dated if days]
    if len(dated) < 2:
        return not_applicable("The index states no dates.")
    spots = []
    latest: dict[str, object] = {}
    for row, days in dated:
        section = _section(view, row.target or 0)
        before = latest.get(section)
        if before is not None and days[-1] < before:  # type: ignore[operator]
            spots.append(view.spot(row.page, f"“{_short(row.text)}” is older than the document before it"))
        latest[section] = days[-1]
    return judged(spots, good="Documents stand by date within their sections.")


def _section(view: View, position: int) -> str:
    """The bookmark at the top level that a page stands under."""
    above = ""
    for mark in view.structure.bookmarks:
        if mark.depth == 0 and (mark.target.position or 0) <= position:
            above = mark.title
    return above


def _short(text: str, longest: int = 90) -> str:
    words = " ".join(text.split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
