"""Judges a finished PDF, made here or by others, by a published standard.

The file is read again with pypdf and pdfium, never with the library that writes bundles, in processes of their own;
the checks are pure functions over what was read.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from annexa.bundle.verify.profiles import PROFILES
from annexa.bundle.verify.result import Outcome, Profile, Requirement, Status, Verification, Weight
from annexa.bundle.verify.view import View
from annexa.model.errors import UsageError

__all__ = [
    "PROFILES",
    "Outcome",
    "Profile",
    "Requirement",
    "Status",
    "Verification",
    "Weight",
    "profile_named",
    "verify",
    "verify_each",
    "verify_here",
]

SECONDS = 180.0
"""How long each of the two readers may take; 5,000 pages take about 20 seconds."""


def profile_named(id: str) -> Profile:
    """The profile with that id. Raises UsageError."""
    try:
        return PROFILES[id]
    except KeyError:
        known = ", ".join(PROFILES)
        raise UsageError(f"There is no profile called {id}", remedy=f"Choose one of {known}.") from None


def verify(
    path: Path,
    profile: Profile | str = "annexa",
    *,
    first: int | None = None,
    limits: Mapping[str, float] | None = None,
    seconds: float = SECONDS,
) -> Verification:
    """Judges a PDF. Raises UsageError where the file cannot be opened or the profile is not known.

    `first` is the number of the first page where the file continues another one (a second volume). `limits` puts
    other figures in place of a profile's, by the id of the requirement, such as {"file-size": 50}.
    """
    chosen = profile if isinstance(profile, Profile) else profile_named(profile)
    return verify_each(path, [chosen], first=first, limits={chosen.id: limits or {}}, seconds=seconds)[0]


def verify_each(
    path: Path,
    profiles: Sequence[Profile | str],
    *,
    first: int | None = None,
    limits: Mapping[str, Mapping[str, float]] | None = None,
    said: str = "",
    seconds: float = SECONDS,
) -> list[Verification]:
    """Judges a PDF by several profiles and reads it once. `limits` are by the profile's id; raises as `verify` does.

    `said` is the sentence that says where the limits come from; it stands in every judgement that they were used for.
    """
    from concurrent.futures import ThreadPoolExecutor

    from annexa.bundle.verify import second
    from annexa.bundle.verify.reader import read

    chosen = [profile if isinstance(profile, Profile) else profile_named(profile) for profile in profiles]
    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(second.look, path, seconds=seconds)
        reading = read(path, seconds=seconds)
        view = View(reading, first=first, second=looking.result())
    return [_judged(path, view, profile, (limits or {}).get(profile.id, {}), said) for profile in chosen]


def verify_here(
    path: Path,
    profile: str,
    *,
    first: int | None = None,
    limits: Mapping[str, float] | None = None,
    said: str = "",
    told: Callable[[str], None] = lambda _: None,
) -> Verification:
    """Judges a PDF in this process and without the second reader, as a page in a browser has to. Raises as `verify`.

    `told` is called once or more for each page, with what reads it (see `annexa.bundle.verify.reader.HALF`).
    """
    from annexa.bundle.verify.reader import read_here

    chosen = profile_named(profile)
    return _judged(path, View(read_here(path, told), first=first), chosen, limits or {}, said)


def _judged(path: Path, view: View, chosen: Profile, limits: Mapping[str, float], said: str) -> Verification:
    return Verification(
        file=path.name,
        sha256=view.reading.sha256,
        bytes=view.reading.bytes,
        pages=view.pages,
        profile=chosen.id,
        outcomes=tuple(_outcome(requirement, view, limits) for requirement in chosen.requirements),
        limits=said if limits else "",
    )


def _outcome(requirement: Requirement, view: View, limits: Mapping[str, float]) -> Outcome:
    from annexa.bundle.verify.checks import CHECKS
    from annexa.bundle.verify.result import not_applicable

    if not view.pages and requirement.check not in ("is_readable", "not_encrypted", "size_within"):
        judgement = not_applicable("The file could not be read.")
    else:
        judgement = CHECKS[requirement.check](view, limits.get(requirement.id, requirement.limit))
    return Outcome(
        id=requirement.id,
        asks=requirement.asks,
        weight=requirement.weight,
        status=judgement.status,
        note=judgement.note,
        spots=judgement.spots,
    )
