"""The judgement of a PDF: read by its readers, held against what a profile asks, requirement by requirement."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annexa.load.profiles import OWN, profile
from annexa.model.profile import Asked, Profile
from annexa.verify.result import Judgement, Outcome, Verification, not_applicable
from annexa.verify.turns import Readers
from annexa.verify.view import View

if TYPE_CHECKING:
    from annexa.verify.kept import Sights

SECONDS = 180.0
"""How long each reader may take; 5,000 pages take each of them about 10 seconds."""


_BY_SECTION: Final = (
    "It is for files that are numbered through, and this one numbers each section anew (A1, A2, B1): what it asks of "
    "numbers does not apply. Judge such a file by fpd-27a-2026."
)


def verify(
    path: Path,
    by: Profile | str = OWN,
    *,
    first: int | None = None,
    limits: Mapping[str, float] | None = None,
    seconds: float = SECONDS,
) -> Verification:
    """Judges a PDF. Raises UsageError where the file cannot be opened or the profile is not known.

    `first` is the number of the first page where the file continues another one (a second volume). `limits` puts
    other figures in place of a profile's, by the id of the requirement, such as {"file-size": 50}.
    """
    chosen = _profile(by)
    return verify_each(path, [chosen], first=first, limits={chosen.id: limits or {}}, seconds=seconds)[0]


def verify_each(
    path: Path,
    profiles: Sequence[Profile | str],
    *,
    first: int | None = None,
    limits: Mapping[str, Mapping[str, float]] | None = None,
    said: str = "",
    seconds: float = SECONDS,
    told: Callable[[int, int], None] = lambda seen, pages: None,
    readers: Readers | None = None,
    sights: "Sights | None" = None,
) -> list[Verification]:
    """Judges a PDF by several profiles and reads it once. `limits` are by the profile's id; raises as `verify` does.

    `said` is the sentence that says where the limits come from; it stands in every judgement that they were used for.
    `told` is called now and then with how many pages were looked at, and how many there are.
    `readers`: of several PDFs that are judged side by side, so that all of them end together.
    `sights`: what is known of pages that were looked at before; without it, each page is looked at.
    """
    from concurrent.futures import ThreadPoolExecutor

    from annexa.tools import extras, verapdf
    from annexa.verify.looking import look

    extras.require("bundle")
    chosen = [_profile(each) for each in profiles]
    program = verapdf.find() if any(_asks_verapdf(each) for each in chosen) else None
    ours = readers or Readers()
    with ThreadPoolExecutor(1) as beside, ours.ended_with_us():
        asked = partial(verapdf.judge, seconds=seconds, at_work=ours.at_work)
        judging = beside.submit(asked, program, path) if program else None
        reading, second = look(path, seconds=seconds, told=told, readers=ours, sights=sights)
        accessibility = judging.result() if judging else None
        view = View(reading, first=first, second=second, accessibility=accessibility)
    known: _Known = {}
    return [_judged(path, view, profile, (limits or {}).get(profile.id, {}), said, known) for profile in chosen]


def verify_here(
    path: Path,
    by: Profile,
    *,
    first: int | None = None,
    limits: Mapping[str, float] | None = None,
    said: str = "",
    told: Callable[[str], None] = lambda _: None,
) -> Verification:
    """Judges a PDF in this process and without other programs, as a page in a browser has to. Raises as `verify`.

    `told` is called once or more for each page, with what reads it (see `annexa.verify.reader.HALF`).
    """
    from annexa.verify.reader import read_here

    return _judged(path, View(read_here(path, told), first=first), by, limits or {}, said, {})


def standing_by(profiles: Iterable[Profile]) -> tuple[Profile, ...]:
    """Those that every build is judged by: all for files numbered through that need no program of somebody else's."""
    return tuple(each for each in profiles if each.numbering == "through" and not _asks_verapdf(each))


def _profile(by: Profile | str) -> Profile:
    return by if isinstance(by, Profile) else profile(by)


def _asks_verapdf(by: Profile) -> bool:
    return any(asked.check == "pdf-ua" for asked in by.requirements)


_Known = dict[tuple[str, float | None, str, bool], Judgement]
"""What was found of one file, by all that a check is given: several profiles ask the same."""


def _judged(
    path: Path, view: View, chosen: Profile, limits: Mapping[str, float], said: str, known: _Known
) -> Verification:
    return Verification(
        file=path.name,
        sha256=view.reading.sha256,
        bytes=view.reading.bytes,
        pages=view.pages,
        profile=chosen.id,
        outcomes=tuple(_outcome(asked, view, limits, known) for asked in chosen.requirements),
        limits=said if limits else "",
        not_for=_BY_SECTION if chosen.numbering == "through" and view.pages and view.by_section else "",
    )


def _outcome(asked: Asked, view: View, limits: Mapping[str, float], known: _Known) -> Outcome:
    from annexa.verify.checks import CHECKS, WITHOUT_PAGES

    if not view.pages and asked.check not in WITHOUT_PAGES:
        judgement = not_applicable("The file could not be read.")
    else:
        limit = limits.get(asked.id, asked.limit)
        key = asked.check, limit, asked.section, asked.whole_file
        if key not in known:
            known[key] = CHECKS[asked.check](view, asked.model_copy(update={"limit": limit}))
        judgement = known[key]
    return Outcome(
        id=asked.id,
        asks=asked.asks,
        weight=asked.weight,
        status=judgement.status,
        note=judgement.note,
        spots=judgement.spots,
    )
