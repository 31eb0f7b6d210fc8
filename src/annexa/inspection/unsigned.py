"""Which items of a submission are not signed off: by item, the first stage that is open, whose turn it is, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annexa.inspection.signoff import because, command
from annexa.model.framework import Framework
from annexa.model.library import Library
from annexa.model.standing import StageStanding, standing, turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsigned:
    """An item that waits for a signature."""

    item: str
    heading: str
    """Number and title, as in "3.4 Destinations"."""
    stage: StageStanding
    """The first that is not signed."""

    @property
    def words(self) -> str:
        """One line: "3.4 Destinations: ‘Director’ is not signed; it is the turn of director"."""
        return f"{self.heading}: ‘{self.stage.title}’ {because(self.stage)}; it is the turn of {self.stage.whose}"


def unsigned(
    library: Library, framework: Framework, submission: str, digests: Mapping[str, str], *, item: str | None = None
) -> tuple[Unsigned, ...]:
    """The items of a submission, or one of them, that are not signed to the last stage, in the framework's order.

    `digests`: SHA-256 of every document that is there, by POSIX path relative to the project folder. A requirement that
    has no item, or one that cannot be read, is not among them: there is nothing that could be signed.
    """
    wanted = {
        each.id: each for each in framework.requirements if each.submission == submission and item in (None, each.id)
    }
    found: list[Unsigned] = []
    for each in library.items:
        requirement = wanted.get(each.meta.requirement)
        open_stage = turn(standing(each, library, framework, digests)) if requirement else None
        if requirement is not None and open_stage is not None:
            found.append(Unsigned(item=requirement.id, heading=requirement.heading, stage=open_stage))
    return tuple(found)


def commands(waiting: Iterable[Unsigned]) -> tuple[str, ...]:
    """What is to be typed, one command for all items that wait for the same signature."""
    together: dict[tuple[str, tuple[str, ...]], list[Unsigned]] = {}
    for each in waiting:
        together.setdefault((each.stage.stage, each.stage.missing), []).append(each)
    return tuple(command((each.item for each in them), them[0].stage) for them in together.values())
