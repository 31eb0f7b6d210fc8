"""Recording that something was sent.

The order is what makes it safe: everything is looked at, then copied whole to the folder for what was sent and
compared, then the record is written, and last the copy in build/ goes. A power cut at any moment loses nothing, and the
same command again ends what was begun.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any, Literal

from annexa.load.manifest import read_manifest
from annexa.load.sent import PENDING, kept_folder, path_of, read
from annexa.model.bundle_files import PACKAGE
from annexa.model.errors import UsageError
from annexa.model.library import Library
from annexa.model.manifest import Manifest
from annexa.model.sent import Frozen, Sending, SentFile
from annexa.package.gather import rebuild_command
from annexa.package.intact import refuse_altered
from annexa.package.listed import volumes_of
from annexa.package.proof import Proof, prove
from annexa.plan.folders import FolderName, bundles_of
from annexa.sent.doubts import doubts, notes, old_files, role_called
from annexa.sent.freeze import correct, extends, freeze, refuse_draft, write
from annexa.sent.keep import copies, is_kept, keep
from annexa.tools.files import remove_folder, sha256_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says about a sending; None and empty where nothing was said."""

    sent: date | None = None
    sent_at: time | None = None
    """Local time on that day."""
    by: str | None = None
    """A role of people.yaml; otherwise the role that the package's receipt names."""
    to: str = ""

    def given(self) -> dict[str, Any]:
        """What was said, by the record's fields. A day without a time says that the time is not known."""
        day = {"sent": self.sent, "sent_at": self.sent_at} if self.sent is not None else {}
        return {**day, **({"by": self.by} if self.by else {}), **({"to": self.to} if self.to else {})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What the record says now of one sending."""

    name: str
    """Of what was sent: "day-2", "day-2-supplement-1"."""
    path: Path
    """The record, which is to be committed."""
    kept: Path
    """Where what was sent is kept."""
    sending: Sending
    state: Literal["recorded", "kept", "unchanged", "corrected"]
    """kept: it was recorded before, and its files have been put in their place now."""
    notes: tuple[str, ...] = ()
    """What somebody should know, one sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A built folder that may be recorded: everything was looked at, and nothing is written yet."""

    folder: Path
    kept: Path
    path: Path
    record: Frozen
    before: Frozen | None
    sending: Sending
    notes: tuple[str, ...]


# -- the first time ---------------------------------------------------------------------------------------


def prepare(
    folder: Path, library: Library, said: Said, *, now: tuple[date, time], commit: str = "", unpacked: bool = False
) -> Prepared:
    """What recording a built bundle or supplement would write.

    `now` counts where nobody says when it was sent. Raises UsageError for a draft, for files that are not those of the
    manifest, for a package that is not as it was packed, and where there is none and `unpacked` is not set.
    """
    manifest = read_manifest(folder)
    refuse_draft(manifest)
    pending = read(folder / PENDING)
    rebuild = rebuild_command(folder, manifest)
    refuse_altered(folder, manifest, rebuild=rebuild)
    proof = _proof(folder, manifest, unpacked=unpacked)
    sending = _sending(folder, library, said, now=now, commit=commit, proof=proof)
    path = path_of(library.root, manifest.submission, manifest.package)
    before = read(path)
    record = freeze(manifest, sending) if pending is None else _with_newest(pending, sending)
    if before is not None and not extends(record, before):
        raise UsageError(
            f"{path.name} does not say what {folder.name} was built upon",
            remedy=f"Build it again upon what was sent: {rebuild}",
        )
    return Prepared(
        folder=folder,
        kept=kept_folder(library.root, library.meta.sent_folder) / _name_of(folder, manifest),
        path=path,
        record=record,
        before=before,
        sending=sending,
        notes=(
            *doubts(sending, library, _newest(before), today=now[0]),
            *notes(sending, library, manifest, proof),
            *old_files(folder),
        ),
    )


def record_all(prepared: Sequence[Prepared]) -> list[Recorded]:
    """Keeps what was sent, then writes the records, then clears build/. Raises UsageError, OSError."""
    for each in prepared:
        keep(each.folder, each.kept)
    for each in prepared:
        write(each.path, each.record, before=each.before)
    for each in prepared:
        remove_folder(each.folder)
    return [
        Recorded(
            name=each.kept.name,
            path=each.path,
            kept=each.kept,
            sending=each.sending,
            state="recorded",
            notes=each.notes,
        )
        for each in prepared
    ]


def _name_of(folder: Path, manifest: Manifest) -> str:
    """What a bundle is kept as: its folder's name, without what says that its package was put aside."""
    name = FolderName.parse(folder.name, [manifest.submission])
    return str(replace(name, packed="")) if name else folder.name


def _newest(record: Frozen | None) -> Sending | None:
    """What was sent last."""
    return record.supplements[-1] if record is not None and record.supplements else record


def _with_newest(pending: Frozen, sending: Sending) -> Frozen:
    """The record with its newest supplement sent as is said."""
    newest = pending.supplements[-1].model_copy(update=dict(sending))
    return pending.model_copy(update={"supplements": (*pending.supplements[:-1], newest)})


def _proof(folder: Path, manifest: Manifest, *, unpacked: bool) -> Proof | None:
    """The proof of the package in a bundle's folder; None where there is none, and somebody says that it is right."""
    name = folder.name
    if not (folder / PACKAGE).is_dir():
        if unpacked:
            return None
        raise UsageError(
            f"{name} was not packed, so nothing could prove later what was sent",
            remedy=f"Pack it, and send the package: annexa package {name}. If the PDFs were sent as they are, say so"
            " with --without-package.",
        )
    proof = prove(folder / PACKAGE)
    if not proof.unchanged:
        raise UsageError(
            f"The package in {name} is not as it was packed: {proof.faults[0]}",
            remedy=f"Pack it again, and send that: annexa package {name}",
        )
    volumes = {file.sha256 for file in manifest.volumes}
    if (packed := volumes_of(folder / PACKAGE)) is not None and packed != volumes:
        raise UsageError(
            f"The package in {name} holds another bundle than the one beside it",
            remedy=f"Pack it again, and send that: annexa package {name}",
        )
    return proof


def _sending(
    folder: Path, library: Library, said: Said, *, now: tuple[date, time], commit: str, proof: Proof | None
) -> Sending:
    day, clock = (said.sent, said.sent_at) if said.sent is not None else now
    archive = next((folder / PACKAGE).glob("*.zip"), None) if proof else None
    return Sending(
        sent=day,
        sent_at=clock,
        by=said.by or role_called(proof, library),
        to=said.to,
        commit=commit,
        seal=proof.seal if proof else "",
        archive=sha256_of(archive) if archive else None,
    )


# -- again ------------------------------------------------------------------------------------------------


def record_again(
    library: Library, record: Frozen, said: Said, *, newest: bool, today: date, correcting: bool = False
) -> Recorded:
    """What becomes of a sending that was recorded before: the bundle's, or with `newest` its last supplement's.

    Files that were not kept yet are kept now. `correcting` puts right when, by whom and to where it was sent, never
    what was. Raises UsageError where what is said is not what the record says.
    """
    entry: Sending = record.supplements[-1] if newest else record
    number = record.supplements[-1].number if newest else 0
    name = str(FolderName(submission=record.submission, package=record.package, supplement=number))
    kept = kept_folder(library.root, library.meta.sent_folder)
    adopted = _adopt(library, record, kept)
    differing = {field: value for field, value in said.given().items() if getattr(entry, field) != value}
    state: Literal["kept", "unchanged", "corrected"] = "kept" if adopted else "unchanged"
    path = path_of(library.root, record.submission, record.package)
    if correcting and differing:
        record = correct(record, differing, newest=newest)
        write(path, record, before=None)
        entry, state = (record.supplements[-1] if newest else record), "corrected"
    elif differing or not (said.given() or adopted):
        raise _refusal(name, record.submission, entry, supplement=newest)
    built = bundles_of(library.root) / name
    files = dict(_sendings(record))[name]
    if is_kept(kept / name, files) and is_kept(built, files):
        remove_folder(built)
    return Recorded(
        name=name,
        path=path,
        kept=kept / name,
        sending=entry,
        state=state,
        notes=(
            *(doubts(entry, library, _sent_before(record) if newest else None, today=today) if differing else ()),
            *(f"{each} is kept now." for each in adopted),
        ),
    )


def _sent_before(record: Frozen) -> Sending:
    """What was sent before the newest supplement."""
    return record.supplements[-2] if len(record.supplements) > 1 else record


def _refusal(name: str, submission: str, entry: Sending, *, supplement: bool) -> UsageError:
    option = "--supplement --freeze" if supplement else "--freeze"
    return UsageError(
        f"{name} is recorded already: sent on {entry.in_words}. That stays as it is",
        remedy=f"What has changed since goes into a supplement: annexa bundle {submission} --supplement. If the record"
        f' is wrong about the sending: annexa bundle {submission} {option} --again --sent "2026-11-03 11:20"',
    )


def _adopt(library: Library, record: Frozen, kept: Path) -> list[str]:
    """Keeps what earlier versions left in build/, or a power cut; returns the names of what is kept now."""
    adopted = []
    for name, files in _sendings(record):
        found = next(copies(bundles_of(library.root) / name, files), None)
        if not (kept / name).exists() and found is not None:
            keep(found, kept / name)
            adopted.append(name)
    return adopted


def unkept(library: Library, record: Frozen) -> list[str]:
    """Names of what was sent and lies in build/ alone, as earlier versions left it."""
    kept = kept_folder(library.root, library.meta.sent_folder)
    return [
        name
        for name, files in _sendings(record)
        if not (kept / name).exists() and any(copies(bundles_of(library.root) / name, files))
    ]


def _sendings(record: Frozen) -> Iterable[tuple[str, tuple[SentFile, ...]]]:
    """The folder's name and the volumes of the bundle and of each supplement."""
    for number, files in ((0, record.files), *((each.number, each.files) for each in record.supplements)):
        yield str(FolderName(submission=record.submission, package=record.package, supplement=number)), files
