"""After a submission was sent: recording that, and building what changed since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annexa import pipeline
from annexa.bundle.aside import asides, seal_in
from annexa.inspection.calendar import ZONE
from annexa.load import Loaded
from annexa.load.sent import PENDING, path_of, read
from annexa.model.bundle_files import PACKAGE
from annexa.model.errors import UsageError
from annexa.model.manifest import MANIFEST
from annexa.model.sent import Frozen, Numbering
from annexa.model.words import Advance, listed, moment_in_words, silent
from annexa.pipeline.sent import PACKAGES, Standing, kept_of, standing
from annexa.plan.folders import FolderName, bundles_of
from annexa.plan.planned import Package

if TYPE_CHECKING:  # heavy to import
    from annexa.plan.signing import Without
    from annexa.sent.recording import Recorded, Said
    from annexa.sent.sending import Supplemented

NAMED = 12
"""Files that a note names; the rest are counted."""
UNFIT = "Build a supplement instead, which leaves the bundle as it is: leave --insert out."


@dataclass(frozen=True, slots=True, kw_only=True)
class Freezing:
    """What was recorded."""

    recorded: tuple["Recorded", ...]
    notes: tuple[str, ...]
    """What somebody should know of all of them, one sentence each."""


def freeze(
    loaded: Loaded,
    submission: str,
    said: "Said",
    *,
    supplements: bool = False,
    packages: Sequence[Package] = PACKAGES,
    unpacked: bool = False,
    correcting: bool = False,
    seal: str = "",
) -> Freezing:
    """Records that the bundles of a submission, or their newest supplements, were sent, and keeps what was sent.

    Raises UsageError where nothing was built, where it was not packed and `unpacked` is not set, and where it was
    recorded before and something else is said now; `correcting` puts the record of the sending right. `seal` begins as
    that of the package that was sent, where several were made.
    """
    from annexa.sent.recording import prepare, record_again, record_all

    library = pipeline.library_of(loaded)
    records = {package: read(path_of(loaded.root, submission, package)) for package in packages}
    new = [
        folder
        for package, record in records.items()
        if (folder := _to_record(loaded, submission, package, record, supplements)) is not None
    ]
    if not unpacked:
        new = _chosen(new, seal, submission)
    state = standing(loaded.root)
    now = datetime.now(ZONE)
    if new:
        moment = (now.date(), now.time().replace(second=0, microsecond=0))
        prepared = [
            prepare(folder, library, said, now=moment, commit=state.in_words, unpacked=unpacked) for folder in new
        ]
        return Freezing(recorded=tuple(record_all(prepared)), notes=tuple(_commit_notes(state)))
    before = [record for record in records.values() if record and (record.supplements or not supplements)]
    if not before:
        what, option = ("supplement", " --supplement") if supplements else ("bundle", "")
        raise UsageError(
            f"No {what} of {submission} was built yet", remedy=f"Build it first: annexa bundle {submission}{option}"
        )
    if not supplements and not said.given():
        _refuse_waiting(loaded, before)
    return Freezing(
        recorded=tuple(
            record_again(library, record, said, newest=supplements, today=now.date(), correcting=correcting)
            for record in before
        ),
        notes=(),
    )


def _to_record(
    loaded: Loaded, submission: str, package: Package, record: Frozen | None, supplements: bool
) -> Path | None:
    """The built folder of which there is no record yet: the bundle, or its newest supplement."""
    if not supplements:
        folder = bundles_of(loaded.root) / str(FolderName(submission=submission, package=package))
        return folder if record is None and ((folder / MANIFEST).is_file() or asides(folder)) else None
    number = _newest_pending(loaded, submission, package)
    if number <= (len(record.supplements) if record else 0):
        return None
    return bundles_of(loaded.root) / str(FolderName(submission=submission, package=package, supplement=number))


def _chosen(folders: Sequence[Path], seal: str, submission: str) -> list[Path]:
    """Of every bundle the folder with the package that was sent. Raises UsageError where nobody says which that is.

    A seal names one package, and so one bundle: the others are left as they are.
    """
    made = {folder: {seal_in(each): each for each in (folder, *asides(folder)) if seal_in(each)} for folder in folders}
    if seal:
        found = [each for several in made.values() for whole, each in several.items() if whole.startswith(seal)]
        if len(found) != 1:
            raise UsageError(
                f"No package of {submission} has the seal {seal}",
                remedy=f"Copy it from the receipt of the package that was sent. {_seals(made.values())}",
            )
        return found
    for folder, several in made.items():
        if set(several) - {seal_in(folder)}:
            raise UsageError(
                f"{folder.name} was packed more than once or built anew since, and only you know what was sent",
                remedy=f"Say which, with --seal from the receipt that was sent. {_seals([several])}",
            )
    return list(folders)


def _seals(made: Iterable[Mapping[str, Path]]) -> str:
    """The packages that there are, by the beginning of their seals."""
    found = [
        f"{seal[:8]} (packed {moment_in_words(_written(each / PACKAGE))})"
        for several in made
        for seal, each in several.items()
    ]
    return f"There is: {listed(found)}." if found else "None was packed."


def _written(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, ZONE)


def _newest_pending(loaded: Loaded, submission: str, package: Package) -> int:
    """The number of the newest supplement that was built; 0 where none was."""
    names = (FolderName.parse(path.parent.name, [submission]) for path in bundles_of(loaded.root).glob(f"*/{PENDING}"))
    return max((name.supplement for name in names if name and name.package == package), default=0)


def _refuse_waiting(loaded: Loaded, records: Sequence[Frozen]) -> None:
    """Raises UsageError where a supplement was built upon a record and not recorded itself."""
    for record in records:
        number = _newest_pending(loaded, record.submission, record.package)
        if number > len(record.supplements):
            name = FolderName(submission=record.submission, package=record.package, supplement=number)
            raise UsageError(
                f"{record.submission} was recorded before, and {name} was not",
                remedy=f"If that was sent too, record it: annexa bundle {record.submission} --supplement --freeze",
            )


def _commit_notes(state: Standing) -> Iterator[str]:
    if not state.commit:
        yield "The evidence is not in git, so the record names no commit."
    elif state.uncommitted:
        shown = ", ".join(state.uncommitted[:NAMED])
        more = f" and {len(state.uncommitted) - NAMED} more" if len(state.uncommitted) > NAMED else ""
        yield f"Not committed, so that commit {state.commit[:10]} alone does not show what was sent: {shown}{more}."


# -- what changed since -----------------------------------------------------------------------------------


def supplement(
    loaded: Loaded,
    submission: str,
    *,
    as_of: date,
    numbering: Numbering = "apart",
    reproducible: bool = False,
    without: "Without | None" = None,
    advance: Advance = silent,
) -> "list[Supplemented]":
    """Checks, converts and builds what changed since a submission was sent; nothing where nothing changed.

    `numbering` "inserted" puts it into the bundle that was sent, under numbers with letters, in place of a supplement
    of its own.
    Raises FindingsRefused while errors stand against the submission or an item of which something is to be sent is not
    signed off (`without`: who answers for that), and what the build raises.
    """
    from annexa.bundle.finish import OURS, judged_by, verifies
    from annexa.bundle.refusal import refuse, refuse_unsigned
    from annexa.bundle.rendering import render
    from annexa.plan.signing import sign_offs
    from annexa.sent.insert import build_insertions
    from annexa.sent.sending import SupplementInput, build_supplement, changed_since, frozen_record
    from annexa.tools.leftovers import temporary_folder

    library = pipeline.library_of(loaded)
    wanted = [each for each in PACKAGES if path_of(loaded.root, submission, each).is_file()]
    if not wanted:
        frozen_record(loaded.root, loaded.framework, submission, "shared")  # raises: before anything is converted
    checked = pipeline.check(loaded, as_of=as_of, advance=advance)
    refuse(checked.findings, loaded.framework, submission, supplement=True)
    with temporary_folder("aside") as aside:
        rendered = render(
            library,
            loaded.framework,
            [submission],
            cache=pipeline.cache_of(loaded.root),
            aside=Path(aside),
            reproducible=reproducible,
            advance=advance,
        )
        remedy = UNFIT if numbering == "inserted" else OURS
        build = build_insertions if numbering == "inserted" else build_supplement
        given = [
            SupplementInput(
                library=library,
                framework=loaded.framework,
                submission=submission,
                package=package,
                appended=numbering == "appended",
                renderings=rendered.renderings,
                digests=rendered.digests,
                out=bundles_of(loaded.root),
                kept=kept_of(loaded),
                sent=datetime.now(ZONE).date(),
                commit=standing(loaded.root).in_words,
                sign_offs=sign_offs(library, loaded.framework, submission, rendered.digests, without=without),
                engines=rendered.engines,
                finishers=(verifies(library.meta.limits, judged_by(library), remedy=remedy, advance=advance),),
                advance=advance,
            )
            for package in wanted
        ]
        for each in given:
            if (changed := changed_since(each)) is not None:
                refuse_unsigned(changed.whole.sign_offs, submission, supplement=True)
        made = [build(each) for each in given]
    return [each for each in made if each is not None]
