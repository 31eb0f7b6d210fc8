"""Answers to requests for additional evidence as a plan: the question, what answers it, and why there is no more.

Pure: requests with their words and documents give the items of a supplement, one a request.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from annexa import bundle as bundles
from annexa.model.framework import Framework
from annexa.model.library import Item, Library
from annexa.model.request import Request, item_of
from annexa.model.sent import Frozen, Numbering, SentRequest
from annexa.model.text import one_line
from annexa.model.words import Advance, count, day_in_words, listed, silent
from annexa.plan import arrange as planning
from annexa.plan.folders import FolderName
from annexa.plan.planned import ANSWERS, Mentioned, Plan, PlannedDocument, PlannedItem, Rendering
from annexa.plan.signing import SignOffs
from annexa.rules.support.faults import shorten

_TITLE = 70
"""Characters of a question that stand in a title; all of it stands on the request's first page."""
EXPLANATION = "Explanation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A request with all that answers it."""

    request: Request
    asked: str
    """The question, also where the request keeps it in the secure folder."""
    explanation: str
    documents: tuple[tuple[Item, int], ...]
    """The documents: an item, and the place in its metadata."""

    @property
    def item(self) -> str:
        """What it is called among the items of a supplement."""
        return item_of(self.request.number)

    @property
    def dates(self) -> list[date]:
        """When it was answered and signed off, and of when its documents are."""
        acts = [act.at.date() for act in (self.request.answered, self.request.signed) if act is not None]
        return [self.request.received.date(), *acts, *(item.meta.documents[at].dated for item, at in self.documents)]

    def title(self) -> str:
        """With the beginning of the question, unless the request is about a child."""
        start = f"Request {self.request.number}"
        return start if self.request.is_about_child else f"{start}: {shorten(one_line(self.asked), _TITLE)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersInput:
    """What a supplement of requests is built from, and where to."""

    library: Library
    framework: Framework
    record: Frozen
    """What was sent, to which it is added."""
    answers: tuple[Answer, ...]
    lacking: Mapping[int, str] = field(default_factory=dict)
    """Of a draft: requests that cannot be in it, and why."""
    numbering: Numbering = "apart"
    draft: bool = False
    renderings: Mapping[Path, Rendering]
    digests: Mapping[Path, str]
    """Of the documents of the answers."""
    out: Path
    """The folder of bundles: build/bundles."""
    kept: Path
    """The folder in which what was sent is kept."""
    sent: date
    """The day on which it will be sent, as far as is known: recording it says when it was."""
    commit: str = ""
    engines: Mapping[str, str] = field(default_factory=dict)
    finishers: Sequence["bundles.Finisher"] = ()
    advance: Advance = silent

    @property
    def number(self) -> int:
        """Of the supplement."""
        return len(self.record.supplements) + 1

    @property
    def folder(self) -> Path:
        """Where it is built."""
        name = FolderName(submission=self.record.submission, package=self.record.package, supplement=self.number)
        return self.out / str(name)

    @property
    def requests(self) -> tuple[SentRequest, ...]:
        """What the record will say of them."""
        answered = [(each.request.number, each.request.answered) for each in self.answers]
        return tuple(SentRequest(number=number, seal=act.seal) for number, act in answered if act is not None)


def plan_of(given: AnswersInput, explanations: Mapping[str, Rendering], *, first: int = 1) -> Plan:
    """The plan of the supplement, numbered from `first`. `explanations` by item; one that is not there has no page."""
    base = whole(given, {})
    items = [_item(given, answer, explanations.get(answer.item)) for answer in given.answers]
    mentioned = [
        Mentioned(id=item_of(number), number="", title=f"Request {number}", group=ANSWERS, why="missing", reason=why)
        for number, why in sorted(given.lacking.items())
    ]
    return replace(
        base,
        title=f"{base.title}: supplement {given.number}, requests",
        draft=given.draft,
        as_at=max(day for answer in given.answers for day in answer.dates),
        volumes=tuple(planning.split(items, base.limits)),
        mentioned=tuple(mentioned),
        order=tuple(item_of(number) for number in sorted([*(a.request.number for a in given.answers), *given.lacking])),
        first=first,
        requests=tuple(answer.request.number for answer in given.answers),
        sign_offs=SignOffs(answers=tuple(_signed(answer, given.library) for answer in given.answers)),
    )


def whole(given: AnswersInput, digests: Mapping[Path, str]) -> Plan:
    """The bundle that the supplement belongs to, as the library would make it now, without its pages."""
    submission = given.framework.submission(given.record.submission)
    assert submission is not None  # noqa: S101  it has a record
    return planning.make(
        given.library,
        given.framework,
        submission,
        dict.fromkeys(digests, Rendering(pdf=None)),
        digests,
        package=given.record.package,
    )


def _item(given: AnswersInput, answer: Answer, explanation: Rendering | None) -> PlannedItem:
    documents = [] if explanation is None else [explained(answer, explanation)]
    documents += [_document(given, answer, at) for at in range(len(answer.documents))]
    return PlannedItem(
        id=answer.item,
        number="",
        title=answer.title(),
        group=ANSWERS,
        asks=answer.asked,
        summary=about(answer, given.library),
        folder="",
        documents=tuple(documents),
    )


def about(answer: Answer, library: Library) -> str:
    """Who asked and when, what the answer is, and who signed it off."""
    request = answer.request
    documents = count(len(answer.documents), "document")
    holds = [documents if answer.documents else "", "an explanation" if answer.explanation else ""]
    return " ".join(
        (
            f"Asked by {one_line(request.inspector)} on {day_in_words(request.received.date())}.",
            f"The answer is {listed([each for each in holds if each])}.",
            _signed(answer, library, named=False),
        )
    )


def _signed(answer: Answer, library: Library, *, named: bool = True) -> str:
    """The sentence about the sign-off."""
    signed = answer.request.signed
    what = f"The answer to request {answer.request.number}" if named else "It"
    if signed is None:
        return f"{what} is not signed off."
    return f"{what} was signed off by {library.people.in_words(signed.by)} on {day_in_words(signed.at.date())}."


def explained(answer: Answer, rendering: Rendering, title: str = EXPLANATION) -> PlannedDocument:
    """A page of our own about a request as a document: the explanation, or question and answer."""
    return PlannedDocument(
        key=f"{answer.item}/0",
        item=answer.item,
        title=title,
        kind="other",
        dated=answer.request.answered.at.date() if answer.request.answered else answer.request.received.date(),
        status="final" if answer.request.signed else "draft",
        name="",
        file="",
        source=None,
        sha256="",
        rendering=rendering,
    )


def _document(given: AnswersInput, answer: Answer, at: int) -> PlannedDocument:
    item, index = answer.documents[at]
    meta = item.meta.documents[index]
    made = planning.planned_document(given.library, item, meta, index, given.renderings, given.digests)
    requirement = given.framework.requirement(item.meta.requirement)
    name = f"{requirement.number or ''} {requirement.title}".strip() if requirement else item.meta.requirement
    notes = (f"From the evidence for {name}.", *made.rendering.notes)
    return replace(
        made, key=f"{answer.item}/{at + 1}", item=answer.item, rendering=replace(made.rendering, notes=notes)
    )
