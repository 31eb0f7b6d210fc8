"""The text of a filled-in form as debriefings, however people filled it in.

Labels may be shortened or stand in another order, answers may stand above their questions, and several people may share
a file: each time the form begins again, another debriefing begins. Nothing that was written is dropped: what belongs to
no question is kept as loose.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from annexa.documents.facts import Block, BlockKind, Facts
from annexa.inspection.debrief.debriefing import Debriefing
from annexa.inspection.debrief.form import HEADINGS, QUESTION_FIELDS, Field
from annexa.inspection.debrief.labels import Mark, marks_in
from annexa.inspection.debrief.named import Named, day_in
from annexa.inspection.debrief.rating import Rating, rating_of, read_rating

_LEFT_OUT: Final = frozenset({BlockKind.HEADER, BlockKind.FOOTER})
_BULLET: Final = re.compile(r"^\s*(?:[•·▪◦‣●○–—*\-]|o(?=\s)|\d{1,2}[.)](?=\s)|\(?[a-z]\)(?=\s))\s*")
_NOTHING: Final = re.compile(
    r"[\s\W]*(?:n/?a|not applicable|none?|nil|nothing|no(?: (?:documents?|questions?))?|as above)?[\s\W]*",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"\W*[\w.+-]+@[\w.-]+\W*")
"""What is left of the form's own sentence about whom to copy in."""
_OPENING: Final = re.compile(
    r"\W*(?:(?:rated?|rating|rag|overall|traffic light)\W+(?:as\W+|is\W+|was\W+)?)?(red|amber|green)\b"
    r"(?:\W+to\W+|\W*/\W*)?(red|amber|green)?",
    re.IGNORECASE,
)
_HEAD: Final = frozenset({"interviewee", "debriefer", "meeting", "service", "date"})
_ONE_LINE: Final = frozenset({"debriefer", "meeting", "service", "date"})
_ABOVE: Final = "Its answers may stand above their questions: compare with the form."
_ENDS: Final = frozenset({"others", "rating", "summary"})
"""What stands at the end of a form: a first question after it begins another."""
_OF_DOCUMENTS: Final = re.compile(
    r"\b(?:ask\w*|request\w*|gave|given|provided|sent|send|handed|shared|none|no|nil|nothing)\b", re.IGNORECASE
)
"""What people say where they are asked about documents."""
_EDGE: Final = 2
"""Paragraphs at the top and at the bottom of a page of which a header or footer is one."""


@dataclass(slots=True)
class _Draft:
    """What is known of one debriefing while its text is gone through."""

    answers: dict[Field, list[str]] = field(default_factory=dict)
    order: list[Field] = field(default_factory=list)
    """Fields in the order of their labels."""
    loose: list[str] = field(default_factory=list)
    """Text that belongs to no field."""
    before: list[str] = field(default_factory=list)
    """Of it, what stands before the first question."""
    in_doubt: bool = False
    """Whether answers may stand above their questions, and nothing tells."""

    def has_questions(self) -> bool:
        return any(name in self.order for name in (*QUESTION_FIELDS, "rating", "summary"))


def text_of(facts: Facts) -> str:
    """The text of a form, a paragraph, cell or bullet a line; lines that a page broke are joined again."""
    repeated = _on_each_page(facts)
    blocks = (block for block in facts.blocks if block.kind not in _LEFT_OUT and block.text not in repeated)
    return "\n".join(map(_text, blocks))


def _on_each_page(facts: Facts) -> frozenset[str]:
    """What stands at the top or the bottom of more than one page of a PDF in the same words: headers and footers."""
    pages: dict[int | None, list[str]] = defaultdict(list)
    for block in facts.blocks if facts.format == "pdf" else ():
        pages[block.place.page].append(block.text)
    edges = Counter(text for texts in pages.values() for text in {*texts[:_EDGE], *texts[-_EDGE:]})
    return frozenset(text for text, number in edges.items() if number > 1)


def _text(block: Block) -> str:
    if not block.breaks:
        return block.text
    lines = [line.strip() for _, line in block.lines]
    joined = lines[0]
    for line in lines[1:]:
        joined += f"\n{line}" if _BULLET.match(line) else f" {line}"
    return joined


def debriefings(
    text: str, file: str, named: Named, near: date, *, shown: Rating | None = None, notes: Sequence[str] = ()
) -> tuple[Debriefing, ...]:
    """Every debriefing of a file; none where nothing in it is a label of the form.

    `named`: what its name says. `near`: the day to which a date without a year is nearest. `shown`: the rating that the
    file shows by a colour without a word, where it does. `notes` are said of each.
    """
    marks = marks_in(text)
    if not any(mark.field not in (None, *_HEAD) for mark in marks):
        return ()
    drafts = _drafts(text, marks)
    head: dict[Field, str] = {}
    found: list[Debriefing] = []
    for draft in drafts:
        _shift(draft)
        own: dict[Field, str] = {name: " ".join(draft.answers.get(name, ())) for name in _head_fields()}
        head |= {name: words for name, words in own.items() if words and name != "interviewee"}
        found.append(_debriefing(draft, own, head, file, named, near, shown, notes))
    return tuple(found)


def _head_fields() -> tuple[Field, ...]:
    return ("interviewee", "debriefer", "meeting", "service", "date")


def _drafts(text: str, marks: Sequence[Mark]) -> list[_Draft]:
    drafts = [_Draft()]
    current: Field | None = None
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    _add(drafts[-1], None, text[: marks[0].start])
    for mark, end in zip(marks, ends, strict=True):
        if mark.field is not None:
            current = mark.field
            if _begins_again(current, drafts[-1]):
                drafts.append(_Draft())
            if current not in drafts[-1].order:
                drafts[-1].order.append(current)
        _add(drafts[-1], current, text[mark.end : end])
    return drafts


def _begins_again(name: Field, draft: _Draft) -> bool:
    """Whether a label stands there a second time because the form begins once more."""
    if name not in draft.order:
        return False
    return (name == "interviewee" and draft.has_questions()) or (name == "focus" and bool(_ENDS & set(draft.order)))


def _add(draft: _Draft, name: Field | None, text: str) -> None:
    lines = [line for line in text.split("\n") if line.strip() and line.strip().casefold() not in HEADINGS]
    if name in _ONE_LINE and name is not None:
        lines_own, lines = lines[:1], lines[1:]
        if draft.answers.get(name):
            lines, lines_own = [*lines_own, *lines], []
        draft.answers.setdefault(name, []).extend(lines_own)
        name = None
    if name is not None:
        draft.answers.setdefault(name, []).extend(lines)
        return
    draft.loose += lines
    if not draft.has_questions():
        draft.before += lines


def _shift(draft: _Draft) -> None:
    """Answers that stand above their questions go to them.

    That may be so where text stands before the first question and nothing below the last one; what is said of documents
    tells. Where it does not, they stay where they are, and the debriefing says that it may be otherwise.
    """
    asked = [name for name in draft.order if name in QUESTION_FIELDS]
    if len(asked) < 2 or not draft.before or draft.answers.get(asked[-1]):
        return
    texts = [draft.before, *(draft.answers.get(name, []) for name in asked[:-1])]
    above = dict(zip(asked, texts, strict=True))
    fits_above = _OF_DOCUMENTS.search(" ".join(above.get("documents", ())))
    fits_below = _OF_DOCUMENTS.search(" ".join(draft.answers.get("documents", ())))
    if fits_above and not fits_below:
        draft.answers |= above
        draft.loose = [line for line in draft.loose if line not in draft.before]
    else:
        draft.in_doubt = not fits_below


def _debriefing(
    draft: _Draft,
    own: dict[Field, str],
    head: dict[Field, str],
    file: str,
    named: Named,
    near: date,
    shown: Rating | None,
    notes: Sequence[str],
) -> Debriefing:
    rating, said = read_rating("\n".join(draft.answers.get("rating", ())))
    rating = rating if rating.colours else _from_summary(draft)
    rating = rating if rating.colours or shown is None else shown
    answers: dict[Field, tuple[str, ...]] = {
        name: bullets for name in (*QUESTION_FIELDS, "summary") if (bullets := _bullets(draft.answers.get(name, ())))
    }
    if beside := _bullets(said.split("\n")):
        answers["rating"] = beside
    written = day_in(head.get("date", ""), near)
    return Debriefing(
        file=file,
        day=written or named.day,
        named_day=named.day,
        initials=named.initials or _initials(head.get("debriefer", "")),
        interviewees="\n".join(draft.answers.get("interviewee", ())),
        meeting=_one(head.get("meeting", "")),
        service=_one(head.get("service", "")),
        answers=answers,
        rating=rating,
        loose=tuple(line for line in _bullets(draft.loose) if not _ADDRESS.fullmatch(line)),
        notes=(*notes, *_doubts(head.get("date", ""), written, named, rating), *((_ABOVE,) if draft.in_doubt else ())),
    )


def _one(words: str) -> str:
    return "" if _NOTHING.fullmatch(words) else " ".join(words.split())[:120]


def _from_summary(draft: _Draft) -> Rating:
    """A colour at the beginning of the summary, or after a word that says what it is."""
    lines = draft.answers.get("summary", [])
    first = lines[0] if lines else ""
    named = _OPENING.match(first)
    return read_rating(" ".join(filter(None, named.groups())))[0] if named else rating_of(())


def _doubts(said: str, written: date | None, named: Named, rating: Rating) -> Iterator[str]:
    if said and written is None:
        yield "Its date cannot be read as one."
    if written and named.day and written != named.day:
        yield f"Its name says {named.day:%d.%m.%y} and the form {written:%d.%m.%y}."
    if not rating.colours:
        yield "No colour can be told: ask how the meeting went."
    elif len(rating.colours) > 1:
        yield f"Two colours were given; it counts as {rating.worst}."


def _initials(debriefer: str) -> str:
    """Those of a written name, such as "LP" of "Lee Parrish", or the word itself where it is initials already."""
    words = re.findall(r"[^\W\d_]+", re.split(r"[,(/]|\s-\s", debriefer)[0])
    if len(words) == 1 and words[0].isupper() and len(words[0]) <= 4:
        return str(words[0])
    return "".join(word[0].upper() for word in words[:3]) if 2 <= len(words) <= 4 else ""


def _bullets(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without the marks before them, and without those that say that there is nothing."""
    bare = (" ".join(_BULLET.sub("", line).split()) for line in lines)
    return tuple(line for line in bare if line and not _NOTHING.fullmatch(line))
