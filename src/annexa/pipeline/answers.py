"""Requests that are answered and signed off become a supplement: chosen, looked at once more, built and judged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annexa import pipeline
from annexa.inspection.attestation import Chosen, digest
from annexa.inspection.calendar import ZONE
from annexa.load import Loaded
from annexa.load.places import in_secure_folder, locate
from annexa.load.sent import path_of, read
from annexa.model.errors import UsageError
from annexa.model.library import Item, Library
from annexa.model.request import AnswerDocument, Request, SecureText
from annexa.model.sent import Frozen, Numbering
from annexa.model.words import Advance, silent
from annexa.pipeline import requests
from annexa.pipeline.answerable import choose, lines
from annexa.pipeline.freezing import UNFIT
from annexa.pipeline.sent import kept_of, standing
from annexa.plan.folders import bundles_of
from annexa.plan.planned import Package
from annexa.tools.files import sha256_of

if TYPE_CHECKING:  # heavy to import
    from annexa.plan.records import Built
    from annexa.sent.answers import Answer

FITTING: Final[dict[Numbering, str]] = {"apart": "jcpc", "inserted": "annexa", "appended": "judiciary-2021"}
"""The published standard that asks for each way of numbering; annexa's own must hold for all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A supplement of requests that was built."""

    built: "Built"
    requests: tuple[int, ...]
    left: tuple[str, ...]
    """Requests that are open and not in it, a sentence each."""
    numbering: Numbering
    standard: str
    """The title of the published standard that fits."""
    is_met: bool


def build(
    loaded: Loaded,
    numbers: Sequence[int],
    *,
    as_of: date,
    submission: str | None = None,
    package: Package = "shared",
    numbering: Numbering = "apart",
    draft: bool = False,
    reproducible: bool = False,
    advance: Advance = silent,
) -> Answers:
    """Builds a supplement of the requests with these numbers, or of all that are signed off and not sent.

    It belongs to `submission`, or to the one that was sent last. Raises UsageError where nothing was sent, a request
    that is named cannot be in it, or none can; FindingsRefused while errors stand against a document; and what the
    build raises. A draft takes answers that are not signed off.
    """
    from annexa.bundle.finish import OURS, judged_by, standards_met, verifies
    from annexa.bundle.rendering import render
    from annexa.load.profiles import profile
    from annexa.sent.answering import build_answers
    from annexa.sent.answers import AnswersInput
    from annexa.tools.leftovers import temporary_folder

    library = pipeline.library_of(loaded)
    record = _record(loaded, submission, package)
    remedy = UNFIT if numbering == "inserted" else OURS
    chosen = choose(loaded, library, numbers, package, draft=draft)
    answers = tuple(_answer(loaded, library, request) for request in chosen.requests)
    if not draft:
        acts = [each.answered for each in chosen.requests if each.answered is not None]
        requests.refuse_errors(loaded, library, acts, library.meta.notification or as_of)
    with temporary_folder("aside") as aside:
        rendered = render(
            library,
            loaded.framework,
            sorted(_submissions(loaded, answers)),
            cache=pipeline.cache_of(loaded.root),
            aside=Path(aside),
            only=frozenset(_places(library, answers)),
            reproducible=reproducible,
            advance=advance,
        )
        built = build_answers(
            AnswersInput(
                library=library,
                framework=loaded.framework,
                record=record,
                answers=answers,
                lacking=chosen.open if draft else {},
                numbering=numbering,
                draft=draft,
                renderings=rendered.renderings,
                digests=rendered.digests,
                out=bundles_of(loaded.root),
                kept=kept_of(loaded),
                sent=datetime.now(ZONE).date(),
                commit=standing(loaded.root).in_words,
                engines=rendered.engines,
                finishers=(verifies(library.meta.limits, judged_by(library), remedy=remedy, advance=advance),),
                advance=advance,
            )
        )
    fitting = profile(FITTING[numbering], library.root)
    return Answers(
        built=built,
        requests=tuple(each.number for each in chosen.requests),
        left=tuple(lines(chosen.left)),
        numbering=numbering,
        standard=fitting.title,
        is_met=all(met for _, met in standards_met(built.folder, [fitting])),
    )


def _record(loaded: Loaded, submission: str | None, package: Package) -> Frozen:
    """What was sent, to which it is added: of the submission that is named, or the last. Raises UsageError."""
    from annexa.sent.sending import frozen_record

    if submission is not None:
        return frozen_record(loaded.root, loaded.framework, submission, package)
    places = (path_of(loaded.root, each.id, package) for each in loaded.framework.submissions)
    records = [record for place in places if (record := read(place)) is not None]
    if not records:
        what = "child-level bundle" if package == "child-level" else "bundle"
        last = loaded.framework.submissions[-1].id
        raise UsageError(
            f"No {what} was recorded as sent yet, so there is nothing to supplement",
            remedy=f"Record what was sent first: annexa bundle {last} --freeze",
        )
    return max(records, key=lambda record: (record.sent, record.sent_at or time(0)))


# -- what they hold ---------------------------------------------------------------------------------------


def _answer(loaded: Loaded, library: Library, request: Request) -> "Answer":
    """The request with its words and documents. Raises UsageError where something was changed or is not at hand."""
    from annexa.sent.answers import Answer

    requests.refuse_changed(library, request)
    answered = request.answered
    assert answered is not None  # noqa: S101  choose has looked
    asked = _words(library, request.asked_in, request.number) if request.asked_in else request.asked
    secret = answered.explanation_in
    return Answer(
        request=request,
        asked=asked,
        explanation=_words(library, secret, request.number) if secret else answered.explanation,
        documents=tuple(_document(library, each, request.number) for each in answered.documents),
    )


def _words(library: Library, text: SecureText, number: int) -> str:
    """Words that are kept in the secure folder. Raises UsageError where they are not as they were written."""
    place = in_secure_folder(library, text.path)
    if not isinstance(place, Path) or not place.is_file() or sha256_of(place) != text.sha256:
        raise UsageError(
            f"The words of request {number} are not in the secure folder as they were written",
            remedy="Connect the secure folder, or build where it is.",
        )
    return place.read_text(encoding="utf-8").strip()


def _document(library: Library, wanted: AnswerDocument, number: int) -> tuple[Item, int]:
    """The item and the place of a document of an answer: by its bytes, and its name where that may be said."""
    for item in library.items:
        for index, meta in enumerate(item.meta.documents if item.meta.requirement == wanted.item else ()):
            if wanted.file and meta.name != wanted.file:
                continue
            chosen = Chosen(library=library, item=item, index=index)
            if meta.to_follow is None and meta.link is None and digest(chosen) == wanted.sha256:
                return item, index
    raise UsageError(
        f"A document of the answer to request {number} is no longer in item {wanted.item}",
        remedy=f"Put it back, or hand the answer over once more: annexa request answer {number} --again",
    )


def _places(library: Library, answers: "Iterable[Answer]") -> Iterable[Path]:
    for answer in answers:
        for item, index in answer.documents:
            if isinstance(place := locate(library, item, item.meta.documents[index]), Path):
                yield place


def _submissions(loaded: Loaded, answers: "Iterable[Answer]") -> set[str]:
    """The submissions whose items hold the documents."""
    wanted = {item.meta.requirement for answer in answers for item, _ in answer.documents}
    return {each.submission for each in loaded.framework.requirements if each.id in wanted}
