"""Requests for additional evidence: the steps that each has to take, whose turn it is, since when and by when.

Pure: a request and a step give the request as it is afterwards, or a refusal. No step can be skipped; one that was
taken can be taken again until the answer is sent, and what rested on it then falls away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from annexa.inspection.calendar import ZONE
from annexa.inspection.rows import Named
from annexa.inspection.turns import WHOLE
from annexa.model.errors import UsageError
from annexa.model.framework import Framework
from annexa.model.library import Library, People
from annexa.model.request import STEPS, Act, Request
from annexa.model.text import one_line
from annexa.model.working_days import is_working_day

COMMANDS: Final = {
    "assigned": "assign", "assessed": "assess", "answered": "answer", "signed": "sign-off", "sent": "send",
}  # fmt: skip
"""The command that takes a step, by the field that it fills in."""
NUMBERS: Final = {"assigned": 5, "assessed": 6, "answered": 7, "signed": 8, "sent": 9}
"""The number of each step among the nine of the guidance; the note of the request itself is steps 1 to 4."""
_WHAT: Final = {
    "assigned": "Tell the head of service or the partner's lead",
    "assessed": "Say whether the evidence exists",
    "answered": "Hand over the evidence, or explain why there is none",
    "signed": "Sign the answer off",
    "sent": "Send the answer to the inspector",
}
_CLOSE, _LATE, _NOON = time(17), time(15), time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request as it stands; of one about a child nothing that was said is given."""

    number: int
    asked: str
    inspector: str
    step: str
    """The field of the step that is next: "assigned" to "sent"; empty where the answer is sent."""
    what: str
    """That step in words."""
    who: tuple[Named, ...]
    """Whose turn it is: any of them."""
    since: datetime
    """When that turn began, or when the answer was sent."""
    due: datetime | None
    late: bool

    @property
    def title(self) -> str:
        """What it is called: what was asked, unless it is about a child."""
        return f"Request {self.number}: {self.asked or 'about a child, its words are in the secure folder'}"

    @property
    def steps_done(self) -> int:
        """How many of the nine steps are taken."""
        return NUMBERS[self.step] - 1 if self.step else 9


def next_step(request: Request) -> str:
    """The field of the step that comes next; empty where all are taken."""
    return next((step for step in STEPS if getattr(request, step) is None), "")


def take(request: Request, step: str, act: Act, *, again: bool = False) -> Request:
    """The request with a step taken. Raises UsageError where one before it is missing, or it was taken already."""
    expected = next_step(request)
    if request.sent is not None:
        raise UsageError(
            f"The answer to request {request.number} was sent on {request.sent.at:%Y-%m-%d}, and is closed",
            remedy="Open a new request for what inspectors ask for besides: annexa request open.",
        )
    if STEPS.index(step) > STEPS.index(expected):
        raise UsageError(
            f"Request {request.number} cannot be {step} before it is {expected}",
            remedy=f"First: annexa request {COMMANDS[expected]} {request.number}. No step is skipped.",
        )
    if step != expected and not again:
        raise UsageError(
            f"Request {request.number} is {step} already",
            remedy="To take the step once more, which takes back what came after it, add --again.",
        )
    if act.at < _before(request, step):
        raise UsageError(
            f"Request {request.number} cannot be {step} before the step in front of it was taken",
            remedy="Give a later time with --at, or leave it out.",
        )
    later: dict[str, Any] = dict.fromkeys(STEPS[STEPS.index(step) + 1 :])
    return request.model_copy(update={**later, step: act})


def _before(request: Request, step: str) -> datetime:
    acts: list[Act] = [act for each in STEPS[: STEPS.index(step)] if (act := getattr(request, each)) is not None]
    return acts[-1].at if acts else request.received


def turn_of(request: Request, framework: Framework, library: Library) -> tuple[Named, ...]:
    """Whose turn it is: any of these roles; none where the answer is sent, or where people.yaml names nobody."""
    step, people = next_step(request), library.people
    if step in ("assessed", "answered") and request.assigned:
        ids = [request.assigned.to]
    elif step == "signed":
        ids = list(signing(request, framework, library))
    elif step:
        ids = _with_stage(people, WHOLE)
    else:
        ids = []
    return tuple(Named(id, people.roles[id].title if id in people.roles else id) for id in ids)


def signing(request: Request, framework: Framework, library: Library) -> tuple[str, ...]:
    """The roles that may sign an answer off: the accountable leads of the items that it draws on, or that the request
    comes nearest to; where it names none, every accountable lead, of the authority and of health alike."""
    stages = {stage.id for stage in framework.stages if stage.named_in == "accountable"}
    all_leads = {id: role for id, role in library.people.roles.items() if stages & set(role.stages)}
    answered = {each.item for each in request.answered.documents} if request.answered else set()
    items = answered or ({request.item} if request.item else set())
    named = {item.meta.accountable for item in library.items if item.meta.requirement in items}
    scope = items | {each.group for each in framework.requirements if each.id in items}
    own = tuple(id for id, role in all_leads.items() if id in named or scope & set(role.signs))
    return own or tuple(all_leads)


def sending(people: People) -> tuple[str, ...]:
    """The roles that may send an answer: whoever answers for the whole."""
    return tuple(_with_stage(people, WHOLE))


def _with_stage(people: People, stage: str) -> list[str]:
    return [id for id, role in people.roles.items() if stage in role.stages]


def due_of(request: Request, closed: Iterable[date] = ()) -> datetime | None:
    """By when the next step must be taken; None where the answer is sent.

    What must be done at once is due at 5pm, or at noon of the next working day where its turn began from 3pm on. The
    answer is due when it was said to be ready. Nothing is due later than inspectors want it.
    """
    step = next_step(request)
    if not step:
        return None
    ready = request.assessed.ready if request.assessed and step == "answered" else None
    own = ready or _at_once(request.since.astimezone(ZONE), frozenset(closed))
    return min(own, request.wanted) if request.wanted else own


def _at_once(since: datetime, closed: frozenset[date]) -> datetime:
    if since.time() < _LATE and is_working_day(since.date(), closed):
        return datetime.combine(since.date(), _CLOSE, ZONE)
    day = since.date() + timedelta(days=1)
    while not is_working_day(day, closed):
        day += timedelta(days=1)
    return datetime.combine(day, _NOON, ZONE)


def row_of(
    request: Request, framework: Framework, library: Library, *, at: datetime, closed: Iterable[date] = ()
) -> RequestRow:
    """A request as it stands at `at`, a time with its zone."""
    step, due = next_step(request), due_of(request, closed)
    return RequestRow(
        number=request.number,
        asked="" if request.is_about_child else one_line(request.asked),
        inspector=one_line(request.inspector),
        step=step,
        what=_WHAT.get(step, ""),
        who=turn_of(request, framework, library),
        since=request.since,
        due=due,
        late=due is not None and at > due,
    )


def most_pressing(rows: Iterable[RequestRow]) -> tuple[RequestRow, ...]:
    """Overdue ones first, then by when they are due; those that were sent last."""
    return tuple(
        sorted(rows, key=lambda row: (not row.step, not row.late, row.due.timestamp() if row.due else 0.0, row.number))
    )
