"""Which requests can be in a supplement, and why others cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annexa.inspection.requests import COMMANDS, next_step, turn_of
from annexa.load import Loaded
from annexa.model.errors import UsageError
from annexa.model.library import Library, is_child_level
from annexa.model.request import AnswerDocument, Request
from annexa.model.words import count
from annexa.pipeline import requests
from annexa.plan.planned import Package

_LACKS: Final = {
    "assigned": "has not been passed on yet",
    "assessed": "is not assessed yet",
    "answered": "is not answered yet",
    "signed": "is answered and not signed off yet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The requests that go in, and why others do not, by number."""

    requests: tuple[Request, ...]
    forbidden: dict[int, str]
    """They never go into this package, or were sent."""
    open: dict[int, str]
    """They are not answered and signed off yet."""

    @property
    def left(self) -> dict[int, str]:
        """All that are not in it."""
        return dict(sorted({**self.forbidden, **self.open}.items()))


def choose(loaded: Loaded, library: Library, numbers: Sequence[int], package: Package, *, draft: bool) -> Chosen:
    """Raises UsageError where one that is named cannot be in it, or none can."""
    sent = requests.taken(loaded)
    named = tuple(requests.find(library, number) for number in dict.fromkeys(numbers))
    every = named or tuple(each for each in library.requests if each.sent is None and requests.key_of(each) not in sent)
    forbidden = {each.number: why for each in every if (why := _forbidden(loaded, library, each, package, sent))}
    open_ = {
        each.number: why
        for each in every
        if each.number not in forbidden and (why := _lacks(loaded, library, each, draft=draft))
    }
    fit = tuple(each for each in every if each.number not in forbidden and each.number not in open_)
    chosen = Chosen(requests=fit, forbidden=forbidden, open=open_)
    wrong = chosen.forbidden if draft else chosen.left
    if named and wrong:
        raise UsageError(_said(wrong), remedy=_remedy(library, min(wrong)))
    if not fit:
        what = "answered" if draft else "answered, signed off"
        said = f": {'; '.join(lines(chosen.left))}" if chosen.left else ""
        raise UsageError(
            f"No request is {what} and still to be sent{said}", remedy="‘annexa request list’ says whose turn it is."
        )
    return chosen


def _forbidden(
    loaded: Loaded, library: Library, request: Request, package: Package, sent: requests.Taken
) -> str | None:
    """Why a request can never be in this supplement."""
    if (name := sent.get(requests.key_of(request))) is not None:
        return f"was sent with {name}"
    if request.is_about_child and package == "shared":
        return "is about a child, and goes into the child-level package alone: add --child-level"
    if not request.is_about_child and package == "child-level":
        return "is not about a child: leave --child-level out"
    documents = request.answered.documents if request.answered and package == "shared" else ()
    if any(_is_secret(loaded, library, each) for each in documents):
        return "is answered with a document that is child-level, which goes into no open bundle"
    return None


def _is_secret(loaded: Loaded, library: Library, wanted: AnswerDocument) -> bool:
    """Whether a document of an answer is child-level as its item says now."""
    requirement = loaded.framework.requirement(wanted.item)
    found = [each for item in library.items if item.meta.requirement == wanted.item for each in item.meta.documents]
    of_name = [each for each in found if each.name == wanted.file]
    return requirement is not None and (not wanted.file or any(is_child_level(requirement, each) for each in of_name))


def _lacks(loaded: Loaded, library: Library, request: Request, *, draft: bool) -> str | None:
    """Which step is missing, and whose turn it is."""
    step = next_step(request)
    if step in ("", "sent") or (draft and step == "signed"):
        return None
    who = " or ".join(each.title for each in turn_of(request, loaded.framework, library))
    return f"{_LACKS[step]}" + (f", which is for: {who}" if who else "")


def lines(why: dict[int, str]) -> list[str]:
    """A sentence for each, without its full stop."""
    return [f"request {number} {words}" for number, words in sorted(why.items())]


def _said(why: dict[int, str]) -> str:
    said = lines(why)
    if len(said) == 1:
        return said[0][:1].upper() + said[0][1:]
    return f"{count(len(said), 'request')} cannot be in the supplement:\n  " + "\n  ".join(said)


def _remedy(library: Library, number: int) -> str:
    step = next_step(requests.find(library, number))
    if step in ("", "sent"):
        return "Leave it out: name the others by their numbers."
    return f"Next: annexa request {COMMANDS[step]} {number}. Or leave it out, or see a draft with --draft."
