"""What was found of a file: frozen records, printed by the command and written as JSON."""

from enum import StrEnum
from typing import Literal

from annexa.model.profile import Weight
from annexa.verify.facts import Fact


class Status(StrEnum):
    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"
    NOT_JUDGED = "not-judged"
    """What judges it is not here, or gave no answer."""


class Spot(Fact, frozen=True):
    """One thing that is wrong, and where."""

    message: str
    """One plain sentence without a full stop."""
    position: int | None = None
    """The page in the file, from 1; None where it concerns the whole file."""
    label: str | None = None
    """That page's label, where it differs from its position."""

    def __str__(self) -> str:
        if self.position is None:
            return self.message
        called = f" (called {self.label})" if self.label and self.label != str(self.position) else ""
        return f"page {self.position}{called}: {self.message}"


class Judgement(Fact, frozen=True):
    """What a check says of a file."""

    status: Status
    note: str = ""
    """One sentence: what was found, or why the requirement does not apply."""
    spots: tuple[Spot, ...] = ()


class Outcome(Fact, frozen=True):
    """A requirement and its judgement."""

    id: str
    asks: str
    weight: Weight
    status: Status
    note: str = ""
    spots: tuple[Spot, ...] = ()


class Verification(Fact, frozen=True):
    """A file judged by a profile."""

    file: str
    """The file's name, without its folder."""
    sha256: str
    bytes: int
    pages: int
    profile: str
    outcomes: tuple[Outcome, ...]
    limits: str = ""
    """One sentence: the largest file that it was judged by, where that is not the profile's own, and who says so."""
    not_for: str = ""
    """One sentence: why the profile does not apply to such a file; empty where it does."""
    kind: Literal["pdf"] = "pdf"

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The requirements that must hold and do not."""
        return tuple(o for o in self.outcomes if o.status is Status.FAIL and o.weight is Weight.MUST)

    @property
    def warned(self) -> tuple[Outcome, ...]:
        """The requirements that should hold and do not."""
        return tuple(o for o in self.outcomes if o.status is Status.FAIL and o.weight is Weight.SHOULD)

    @property
    def undecided(self) -> tuple[Outcome, ...]:
        """The requirements that must hold and that nobody could judge here."""
        return tuple(o for o in self.outcomes if o.status is Status.NOT_JUDGED and o.weight is Weight.MUST)

    @property
    def passed(self) -> bool:
        """Whether everything that must hold does; what nobody could judge does not pass."""
        return not self.failed and not self.undecided


def passed(note: str = "") -> Judgement:
    return Judgement(status=Status.PASS, note=note)


def not_applicable(note: str) -> Judgement:
    return Judgement(status=Status.NOT_APPLICABLE, note=note)


def not_judged(note: str) -> Judgement:
    return Judgement(status=Status.NOT_JUDGED, note=note)


def failed(note: str, *spots: Spot) -> Judgement:
    return Judgement(status=Status.FAIL, note=note, spots=spots)


def judged(spots: list[Spot], *, good: str = "", bad: str = "") -> Judgement:
    """Pass where nothing is wrong; else fail with every place."""
    return failed(bad, *spots) if spots else passed(good)
