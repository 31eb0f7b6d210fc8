"""Where an item stands in its sign-off: which stages are signed, by whom, what is missing, and what has changed since.

A signature counts while the item is byte for byte, field for field what was signed, and while the signatures of the
stages before, on which it rests, have not been taken back.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from annexa.model.framework import Framework, Stage
from annexa.model.library import Item, Library
from annexa.model.signed import changes, content_of
from annexa.model.signoff import Act, Content, Entry
from annexa.model.words import day_in_words

State = Literal["signed", "stale", "waiting", "not-yet"]
"""signed: all that is wanted stands. stale: what was signed no longer holds. waiting: it is the turn of this stage.
not-yet: a stage before it is not signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageStanding:
    """One stage of an item."""

    stage: str
    title: str
    state: State
    wanted: tuple[str, ...]
    """The roles that sign; empty where people.yaml names nobody."""
    enough: Literal["each", "one"]
    """Whether each of them must sign, or one is enough."""
    signed: tuple[Entry, ...]
    """The signatures that hold, in the order of `wanted`."""
    missing: tuple[str, ...]
    """The roles whose signature is still to come; with `enough` "one", those of whom one must sign."""
    changes: tuple[str, ...]
    """Why signatures no longer hold: what has changed since, each a clause of its own."""

    @property
    def because(self) -> str:
        """The changes in one line."""
        return "; ".join(self.changes)

    @property
    def whose(self) -> str:
        """The missing roles in words: "health-accountable-lead and lead-evidence-officer"."""
        return self._words(self.missing)

    @property
    def who(self) -> str:
        """All roles that sign it, in words."""
        return self._words(self.wanted)

    def _words(self, roles: tuple[str, ...]) -> str:
        return (" or " if self.enough == "one" else " and ").join(roles) or "nobody that evidence/people.yaml names"


def standing(
    item: Item, library: Library, framework: Framework, digests: Mapping[str, str]
) -> tuple[StageStanding, ...]:
    """Every stage of an item, in order; nothing where the framework has none.

    `digests`: SHA-256 of every document that is there, by POSIX path relative to the project folder.
    """
    now = content_of(item.meta, own_digests(item, digests))
    requirement = framework.requirement(item.meta.requirement)
    judge = _Judge(item, now, secret=requirement is not None and requirement.sensitive)
    found: list[StageStanding] = []
    for stage in framework.stages:
        before = next((each for each in reversed(found) if each.state != "signed"), None)
        found.append(_stage(stage, signers(stage, item, library, framework), judge, before))
    return tuple(found)


def turn(stages: Iterable[StageStanding]) -> StageStanding | None:
    """The first stage that is not signed: whoever is missing there acts next. None where all are signed."""
    return next((stage for stage in stages if stage.state != "signed"), None)


def signers(stage: Stage, item: Item, library: Library, framework: Framework) -> tuple[str, ...]:
    """The roles that sign a stage of an item.

    The one that the item names comes first, unless people.yaml gives it other requirements to sign; then every role
    that people.yaml gives this requirement or its group.
    """
    requirement = framework.requirement(item.meta.requirement)
    about = {item.meta.requirement, *([requirement.group] if requirement else [])}
    roles = library.people.roles
    may = [name for name, role in roles.items() if stage.id in role.stages]
    chosen = [name for name in may if about.intersection(roles[name].signs)]
    if stage.named_in is None:
        chosen += [name for name in may if not roles[name].signs]
    else:
        named = str(getattr(item.meta, stage.named_in))
        others = roles[named].signs if named in roles else ()
        if not others or about.intersection(others):
            chosen.insert(0, named)
    return tuple(dict.fromkeys(chosen))


def own_digests(item: Item, digests: Mapping[str, str]) -> dict[str, str]:
    """The digests of an item's own documents, by their `file`."""
    folder = item.yaml.rpartition("/")[0]
    named = (document.file for document in item.meta.documents if document.file)
    return {file: digests[f"{folder}/{file}"] for file in named if f"{folder}/{file}" in digests}


class _Judge:
    """An item's entries, and which of them still hold."""

    def __init__(self, item: Item, now: Content, *, secret: bool) -> None:
        self.now, self.secret = now, secret
        self.withdrawals = {seal: entry for entry in item.sign_offs for seal in entry.withdraws}
        self.signatures = {entry.seal: entry for entry in item.sign_offs if entry.act is Act.SIGNED}

    def of(self, stage: str, role: str) -> list[Entry]:
        """The signatures of a role that were not taken back, the oldest first."""
        own = (e for e in self.signatures.values() if (e.stage, e.role) == (stage, role))
        return sorted((e for e in own if e.seal not in self.withdrawals), key=lambda entry: entry.at)

    def why_not(self, entry: Entry) -> tuple[str, ...]:
        """Why a signature no longer holds; nothing where it does."""
        return (*changes(entry.signed, self.now, secret=self.secret), *self._lost(entry))

    def _lost(self, entry: Entry) -> Iterator[str]:
        for seal in entry.rests_on:
            withdrawal = self.withdrawals.get(seal)
            if withdrawal is not None:
                day = day_in_words(withdrawal.at.date())
                yield f"{withdrawal.role} took back the sign-off before it on {day}"
            elif seal not in self.signatures:
                yield "a sign-off before it is no longer in the library"


def _stage(stage: Stage, wanted: tuple[str, ...], judge: _Judge, before: StageStanding | None) -> StageStanding:
    holding: dict[str, Entry] = {}
    changed: dict[str, None] = {}
    stale = False
    for role in wanted:
        own = judge.of(stage.id, role)
        good = next((entry for entry in reversed(own) if not judge.why_not(entry)), None)
        if good is not None:
            holding[role] = good
        elif own:
            stale = True
            changed |= dict.fromkeys(judge.why_not(own[-1]))
    complete = bool(wanted) and (len(holding) == len(wanted) or (stage.enough == "one" and bool(holding)))
    if before is not None and (holding or stale) and not changed:
        changed.setdefault(f"the stage before it ({before.title}) is not signed as things stand now")
    state: State = "signed" if complete else "stale" if stale else "waiting"
    if before is not None:
        state = "stale" if holding or stale else "not-yet"
    return StageStanding(
        stage=stage.id,
        title=stage.title,
        state=state,
        wanted=wanted,
        enough=stage.enough,
        signed=tuple(holding.values()),
        missing=() if complete else tuple(role for role in wanted if role not in holding),
        changes=() if state == "signed" else tuple(changed),
    )
