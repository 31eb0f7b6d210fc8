"""Signing a stage of an item, and taking a signature back: what is written, and when it is refused."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from annexa.inspection.written import scalar
from annexa.model.errors import FindingsRefused, SignOffRefused, UsageError
from annexa.model.findings import Finding, counted
from annexa.model.framework import Framework
from annexa.model.library import Item, Library
from annexa.model.signed import content_of
from annexa.model.signoff import FOLDER, Act, Entry, seal_of
from annexa.model.standing import StageStanding, own_digests, standing, turn
from annexa.tools.files import write_whole

_HEAD: Final = "# Written by ‘annexa sign-off’ or ‘annexa withdraw’. Leave it as it is: a change breaks its seal.\n"
_UNSEALED: Final = "0" * 64
NAMED: Final = 5
"""Errors of an item that a refusal names; the rest are counted."""
UNDO: Final = "To take a signature back, run ‘annexa withdraw’."


class NotTheirs(UsageError):
    """The stage of this item is signed by others."""


class AlreadySigned(UsageError):
    """The role has signed, and its signature holds: there is nothing to do."""


def refuse_errors(item: Item, findings: Iterable[Finding]) -> None:
    """Raises FindingsRefused while errors stand against an item: nobody signs what would be refused."""
    id = item.meta.requirement
    errors = [finding for finding in findings if finding.item == id and finding.stops]
    if errors:
        first = sorted(errors, key=lambda finding: finding.sort_key)[:NAMED]
        more = f"\n  and {len(errors) - NAMED} more" if len(errors) > NAMED else ""
        lines = "".join(f"\n  {error.about}: {error.message} ({error.rule})" for error in first)
        raise FindingsRefused(
            f"{id} has {counted(errors)}, so nobody can sign it:{lines}{more}",
            remedy=f"Put them right (‘annexa check {id}’ shows how), confirm guesses with ‘annexa confirm {id}’, have"
            " errors accepted with ‘annexa waive’, or explain a gap in item.yaml.",
        )


def signature(
    item: Item,
    library: Library,
    framework: Framework,
    digests: Mapping[str, str],
    *,
    stage: str,
    role: str,
    at: datetime,
    note: str = "",
    commit: str | None = None,
) -> Entry:
    """The entry that signs a stage of an item as it is now.

    `digests`: SHA-256 of every document that is there, by POSIX path relative to the project folder. `at` has a zone.
    Raises UsageError where it is not this stage's turn, the role may not sign it, or has signed it already.
    """
    stages = standing(item, library, framework, digests)
    number = _allowed(stages, item, library, stage, role)
    earlier = [entry.seal for before in stages[:number] for entry in before.signed]
    entry = Entry(
        act=Act.SIGNED,
        stage=stage,
        role=role,
        at=at,
        note=note,
        commit=commit,
        rests_on=tuple(earlier),
        signed=content_of(item.meta, own_digests(item, digests)),
        seal=_UNSEALED,
    )
    return _sealed(entry, item)


def withdrawal(item: Item, *, stage: str, role: str, at: datetime, reason: str, commit: str | None = None) -> Entry:
    """The entry that takes back all signatures of a role for a stage of an item. Raises UsageError without any."""
    gone = {seal for entry in item.sign_offs for seal in entry.withdraws}
    standing_now = [
        entry for entry in item.sign_offs if entry.act is Act.SIGNED and entry.stage == stage and entry.seal not in gone
    ]
    own = tuple(entry.seal for entry in standing_now if entry.role == role)
    if not own:
        others = ", ".join(dict.fromkeys(entry.role for entry in standing_now))
        raise UsageError(
            f"{item.meta.requirement}: {role} has no signature for {stage} that could be taken back",
            remedy=f"It was signed by {others}, who can take it back." if others else "There is nothing to undo.",
        )
    entry = Entry(
        act=Act.WITHDRAWN, stage=stage, role=role, at=at, note=reason, commit=commit, withdraws=own, seal=_UNSEALED
    )
    return _sealed(entry, item)


def file_of(entry: Entry) -> str:
    """Where an entry lies, relative to its item's folder; no two entries share a name."""
    act = "" if entry.act is Act.SIGNED else "-withdrawn"
    return f"{FOLDER}/{entry.at:%Y-%m-%d}-{entry.stage}-{entry.role}{act}-{entry.seal[:8]}.yaml"


def text_of(entry: Entry) -> str:
    """An entry as its file holds it."""
    lines = [
        _HEAD,
        f"act: {entry.act}\n",
        f"stage: {entry.stage}\n",
        f"role: {entry.role}\n",
        f"at: {entry.at.isoformat(timespec='seconds')}\n",
    ]
    if entry.note:
        lines.append(f"note: {scalar(entry.note)}\n")
    if entry.commit:
        lines.append(f'commit: "{entry.commit}"\n')
    for name, seals in (("rests_on", entry.rests_on), ("withdraws", entry.withdraws)):
        if seals:
            lines.append(f"{name}:\n" + "".join(f'  - "{seal}"\n' for seal in seals))
    if entry.act is Act.SIGNED:
        lines.append("signed: |\n" + "".join(f"  {line}\n" for line in entry.signed.text.splitlines()))
    lines.append(f'seal: "{entry.seal}"\n')
    return "".join(lines)


def write(item: Item, entry: Entry) -> Path:
    """Writes an entry beside its item, and says where. Raises OSError."""
    path = item.folder / file_of(entry)
    write_whole(path, text_of(entry))
    return path


def _sealed(entry: Entry, item: Item) -> Entry:
    """The entry with its seal, to the second: that is what its file says of its time.

    One that says the same as an older one, in the same second, is dated a second later, so that it is another.
    """
    known = {each.seal for each in item.sign_offs}
    whole = entry.model_copy(update={"at": entry.at.replace(microsecond=0)})
    while (seal := seal_of(whole)) in known:
        whole = whole.model_copy(update={"at": whole.at + timedelta(seconds=1)})
    return whole.model_copy(update={"seal": seal})


def _allowed(stages: Sequence[StageStanding], item: Item, library: Library, stage: str, role: str) -> int:
    """The number of the stage, from 0. Raises UsageError where the role may not sign it now."""
    number = next((number for number, each in enumerate(stages) if each.stage == stage), None)
    if number is None:
        known = ", ".join(each.stage for each in stages)
        raise UsageError(
            f"There is no stage ‘{stage}’", remedy=f"Use one of: {known}." if known else "Nothing is signed off here."
        )
    own, id = stages[number], item.meta.requirement
    if role not in own.wanted:
        raise NotTheirs(
            f"{id}: {role} does not sign {stage}",
            remedy=f"Who signs it: {own.who}. ‘stages’ and ‘signs’ in evidence/people.yaml say so.",
        )
    known_role = library.people.roles.get(role)
    if known_role is None or stage not in known_role.stages:
        raise UsageError(
            f"{id}: item.yaml names {role}, but evidence/people.yaml does not let it sign {stage}",
            remedy=f"Add {stage} to its ‘stages’ there, or name another role in {item.yaml}.",
        )
    if (first := turn(stages[:number])) is not None:
        raise SignOffRefused(
            f"{id}: ‘{first.title}’ comes before ‘{own.title}’ and {because(first)}",
            remedy=f"It is the turn of {first.whose}: {command([id], first)}",
        )
    if any(entry.role == role for entry in own.signed):
        raise AlreadySigned(f"{id}: {role} has signed {stage} already, and nothing has changed", remedy=UNDO)
    return number


def because(stage: StageStanding) -> str:
    """Why a stage is not signed, as the end of a sentence."""
    return f"no longer holds: {stage.because}" if stage.changes else "is not signed"


def command(items: Iterable[str], stage: StageStanding) -> str:
    """What whoever's turn it is types, for items by their ids."""
    role = stage.missing[0] if len(stage.missing) == 1 else "ROLE"
    return f"annexa sign-off {' '.join(items)} --stage {stage.stage} --role {role}"
