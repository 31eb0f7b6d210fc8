"""Requests for additional evidence, read from their files; steps that are skipped or do not fit are faults."""

from collections.abc import Iterator
from itertools import pairwise

from annexa.load.nodes import Fault, Node, place_of
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.library import People
from annexa.model.near import guess, nearest
from annexa.model.request import STEPS, Request

_RESTORE = "Put the file back as the command wrote it (with git: git restore), and take the step with ‘annexa request’."


def read(data: bytes, name: str, people: People | None) -> tuple[Request | None, tuple[Fault, ...]]:
    """The request in a file called `name`, and every fault in it; None where one keeps it from being understood."""
    tree, faults = parse(data)
    if tree is None:
        return None, faults
    request, more = build(Request, tree)
    faults += more
    if request is None or faults:
        return None, faults
    if name != f"{request.number:03}.yaml":  # a step would be written to another file
        message, remedy = f"{name} says that it is request {request.number}", "Number and name must fit."
        return None, (_fault(tree, ("number",), message, remedy),)
    return request, tuple(_faults(tree, request, people))


def _faults(tree: Node, request: Request, people: People | None) -> Iterator[Fault]:
    if bool(request.asked) == (request.asked_in is not None):
        message = f"Request {request.number} must say what was asked in ‘asked’ or in ‘asked_in’, and not in both"
        yield _fault(tree, ("asked",), message, _RESTORE)
    for earlier, step in pairwise(STEPS):
        before, after = getattr(request, earlier), getattr(request, step)
        if after is not None and before is None:
            yield _fault(tree, (step,), f"Request {request.number} is ‘{step}’ and was never ‘{earlier}’", _RESTORE)
        elif after is not None and after.at < before.at:
            message = f"Request {request.number} was ‘{step}’ before it was ‘{earlier}’"
            yield _fault(tree, (step, "at"), message, "Correct the time of one of the two.")
    if request.answered and request.signed and request.signed.seal != request.answered.seal:
        message = f"The answer to request {request.number} was changed after it was signed off"
        yield _fault(tree, ("signed", "seal"), message, "Have it signed off again: annexa request sign-off --again.")
    yield from _strangers(tree, request, people)


def _strangers(tree: Node, request: Request, people: People | None) -> Iterator[Fault]:
    """Roles that people.yaml does not hold."""
    roles = list(people.roles) if people is not None and people.roles else []
    named: list[tuple[tuple[str, ...], str]] = [(("through",), request.through)]
    named += [((step, "by"), act.by) for step in STEPS if (act := getattr(request, step)) is not None]
    if request.assigned:
        named.append((("assigned", "to"), request.assigned.to))
    for path, role in named if roles else ():
        if role not in roles:
            near = nearest(role, roles)
            remedy = f"Use one of: {', '.join(roles[:40])}."
            yield _fault(tree, path, f"people.yaml has no role ‘{role}’{guess(near)}", remedy)


def _fault(tree: Node, path: tuple[str, ...], message: str, remedy: str) -> Fault:
    line, column = place_of(tree, path)
    return Fault(rule="metadata-value", message=message, remedy=remedy, line=line, column=column, field=".".join(path))
