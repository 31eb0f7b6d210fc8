"""What every build ends with: the finished files read again and judged, and packed. Both are finishers of `build`."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from annexa.bundle.aside import copy_aside, seal_in
from annexa.bundle.judging import Judging, judging
from annexa.load.manifest import read_manifest
from annexa.load.profiles import OWN, profile, profiles
from annexa.model.bundle_files import PACKAGE, VERIFICATION
from annexa.model.errors import AnnexaError, ExitCode
from annexa.model.findings import Finding
from annexa.model.framework import Framework
from annexa.model.library import BundleLimits, Library
from annexa.model.profile import Profile
from annexa.model.words import Advance, silent
from annexa.package.gather import gather, rebuild_command
from annexa.package.intact import refuse_altered
from annexa.package.pack import Packed, pack
from annexa.plan.records import Built
from annexa.tools.files import remove_folder, write_whole
from annexa.verify import Outcome, Verification, standing_by

SAID = 12
"""Faults that a refusal names; all of them are in the answer of `annexa verify`."""


OURS = "This is a fault of annexa or of a document it names: report it."


class BundleUnfit(AnnexaError):
    """A finished bundle does not meet our own standard, and was not put in the place of the one before."""

    exit_code = ExitCode.FINDINGS


def judged_by(library: Library | None = None) -> tuple[Profile, ...]:
    """What every build is judged by: the profiles that annexa brings, and those that the library names as standards.

    Raises UsageError where the file of one is faulty.
    """
    known = {each.id: each for each in standing_by(profiles().values())}
    if library is not None:
        chosen = [profile(id, library.root) for id in library.meta.standards]
        known |= {each.id: each for each in chosen}
    return tuple(known.values())


def verifies(
    limits: BundleLimits,
    by: Sequence[Profile] | None = None,
    *,
    remedy: str = OURS,
    advance: Advance = silent,
) -> Callable[[Path, Built], None]:
    """A finisher that judges every volume and keeps what was found, as `keeps` does.

    `by`: all of `judged_by`, unless others are given.
    """

    def finish(folder: Path, built: Built) -> None:
        with judging(limits, judged_by() if by is None else by, advance=advance) as judge:
            keeps(judge, remedy=remedy)(folder, built)

    return finish


def keeps(judge: Judging, *, remedy: str = OURS) -> Callable[[Path, Built], None]:
    """A finisher that keeps in verification.json what is found of every volume.

    It raises BundleUnfit where a volume fails what the annexa profile says must hold; the others are only written down.
    A draft is judged and never refused.
    """

    def finish(folder: Path, built: Built) -> None:
        found = judge.found(folder)
        write_whole(folder / VERIFICATION, _as_json(found), lasts=False)  # the folder is waited for when it is whole
        unfit = [each for each in found if each.profile == OWN and (not each.passed or each.not_for)]
        if unfit and not built.plan.draft:
            raise BundleUnfit(_complaint(unfit), remedy=remedy)

    return finish


def _as_json(found: Sequence[Verification]) -> bytes:
    return msgspec.json.format(msgspec.json.encode({"format": 1, "verifications": found})) + b"\n"


def _complaint(unfit: Sequence[Verification]) -> str:
    lines = [f"{each.file}: {words}" for each in unfit for outcome in each.failed for words in _words(outcome)]
    more = [f"and {len(lines) - SAID} more"] if len(lines) > SAID else []
    return "The finished bundle does not pass its own verification:\n  " + "\n  ".join([*lines[:SAID], *more])


def _words(outcome: Outcome) -> list[str]:
    return [str(spot) for spot in outcome.spots] or [outcome.note or outcome.asks]


def passes(folder: Path) -> bool:
    """Whether every volume of a built bundle met what the annexa profile says must hold; True where none was judged."""
    try:
        record: Any = msgspec.json.decode((folder / VERIFICATION).read_bytes())
        own = [v for v in record["verifications"] if v["profile"] == OWN]
        return not any(o["status"] == "fail" and o["weight"] == "must" for v in own for o in v["outcomes"])
    except (OSError, msgspec.DecodeError, KeyError, TypeError):
        return True


def standards_met(folder: Path, chosen: Sequence[Profile]) -> tuple[tuple[str, bool], ...]:
    """The chosen ones of the published standards that a bundle was judged by, and whether all its volumes met each."""
    try:
        record: Any = msgspec.json.decode((folder / VERIFICATION).read_bytes())
        judged = [(str(v["profile"]), _met(v)) for v in record["verifications"]]
    except (OSError, msgspec.DecodeError, KeyError, TypeError):
        return ()
    met: dict[str, bool] = {}
    for id, good in judged:
        met[id] = met.get(id, True) and good
    return tuple((each.title, met[each.id]) for each in chosen if each.id in met)


def _met(verification: Any) -> bool:
    judged = all(o["status"] not in ("fail", "not-judged") for o in verification["outcomes"])
    return judged and not verification.get("not_for")


def package_bundle(
    folder: Path,
    library: Library,
    framework: Framework,
    *,
    commit: str = "",
    sender: str = "lano",
    dated: date | None = None,
    findings: Iterable[Finding] = (),
    passphrase: str | None = None,
) -> Packed:
    """Packs a built bundle into `folder`/package, which it replaces whole.

    Another package that lies there is put aside first, since it may have been sent.
    Raises UsageError where a file is not the one that the manifest lists, or was put there by somebody; OSError.
    """
    manifest = read_manifest(folder)
    refuse_altered(folder, manifest, rebuild=rebuild_command(folder, manifest))
    contents = gather(
        folder,
        library,
        framework,
        commit=commit,
        sender=sender,
        dated=dated,
        findings=findings,
        standards=standards_met(folder, [profile(id, library.root) for id in library.meta.standards]),
    )
    before = copy_aside(folder)
    try:
        return pack(folder / PACKAGE, contents, passphrase=passphrase)
    finally:
        if before is not None and seal_in(before) == seal_in(folder):
            remove_folder(before)  # the same package still lies there, or again: nothing was lost
