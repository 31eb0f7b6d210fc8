"""Packing what was built, unless it was sent."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from annexa import pipeline
from annexa.load import Loaded
from annexa.load.manifest import read_manifest
from annexa.model.bundle_files import OLD, PACKAGE, VERIFICATION
from annexa.model.errors import FindingsRefused, UsageError
from annexa.model.findings import Finding
from annexa.model.manifest import MANIFEST, Manifest
from annexa.model.sent import Sending
from annexa.model.words import Advance, silent
from annexa.package.gather import about
from annexa.pipeline.sent import PACKAGES, kept_of, sent_as, shown, standing
from annexa.plan.folders import FolderName, bundles_of

if TYPE_CHECKING:  # heavy to import
    from annexa.package import Packed


def to_pack(loaded: Loaded, asked: FolderName) -> list[Path]:
    """The built folders to pack: both of a submission, or the one of that name, such as day-2-supplement-1.

    Raises UsageError where there is none, and where it was sent: its package is the one that was sent, and stays.
    """
    if asked.packed:
        raise UsageError(
            f"{asked} is a package that was made before, and stays as it is",
            remedy=f"If it was sent, record that: annexa bundle {asked.submission} --freeze --seal {asked.packed}",
        )
    both = str(asked) == asked.submission
    names = [replace(asked, package=package) for package in PACKAGES] if both else [asked]
    sent = {name: entry for name in names if (entry := sent_as(loaded, name)) is not None}
    built = [bundles_of(loaded.root) / str(name) for name in names if name not in sent]
    if found := [folder for folder in built if (folder / MANIFEST).is_file()]:
        return found
    if sent:
        raise _is_sent(loaded, *next(iter(sent.items())))
    option = " --supplement" if asked.supplement else ""
    raise UsageError(
        f"No bundle of {asked} was built yet", remedy=f"Build it first: annexa bundle {asked.submission}{option}"
    )


def _is_sent(loaded: Loaded, name: FolderName, entry: Sending) -> UsageError:
    whole = replace(name, rebuilt=False)
    kept = kept_of(loaded) / str(whole) / PACKAGE
    where = f"Its package lies in {shown(kept, loaded.root)}. " if kept.is_dir() else ""
    why = f": its page numbers may be others than those of {name}" if name.rebuilt else ", and stays as it is"
    return UsageError(
        f"{whole} was sent on {entry.in_words}{why}",
        remedy=f"{where}What has changed since goes into a supplement: annexa bundle {name.submission} --supplement",
    )


def pack(
    loaded: Loaded,
    folder: Path,
    *,
    sender: str = "lano",
    dated: date | None = None,
    passphrase: str | None = None,
    advance: Advance = silent,
) -> "Packed":
    """Packs one built folder, which `to_pack` gave, once the library has been checked.

    Raises UsageError where it is left over from an earlier build, FindingsRefused where it failed its verification, or
    where errors stand against what it holds: its receipt would tell inspectors of them. A draft is packed all the same.
    """
    from annexa.bundle.finish import package_bundle, passes

    library = pipeline.library_of(loaded)
    if (folder / OLD).is_file():
        raise UsageError(
            f"{folder.name} is left over from an earlier build, and a later one could not replace it",
            remedy=f"{shown(folder / OLD, loaded.root)} says why. Build again, or delete it to send this as it is.",
        )
    manifest = read_manifest(folder)
    if not manifest.draft and (folder / VERIFICATION).is_file() and not passes(folder):
        raise FindingsRefused(
            f"The bundle in {folder.name} did not pass its own verification",
            remedy=f"annexa verify {shown(folder, loaded.root)} says why; build it again.",
        )
    checked = pipeline.check(loaded, as_of=library.meta.notification or date.today(), advance=advance)
    if not manifest.draft:
        _refuse_errors(folder, manifest, checked.findings)
    advance(folder.name)
    return package_bundle(
        folder,
        library,
        loaded.framework,
        commit=standing(loaded.root).in_words,
        sender=sender,
        dated=dated,
        findings=checked.findings,
        passphrase=passphrase,
    )


def _refuse_errors(folder: Path, manifest: Manifest, findings: Iterable[Finding]) -> None:
    """What was right when it was built need not be so now: a day has passed, or a document could not be read."""
    from annexa.bundle import refusal

    errors = [each for each in about(manifest, findings) if each.stops]
    if errors:
        raise FindingsRefused(
            f"{refusal.standing(errors)} against what {folder.name} holds, so it is not packed:\n  "
            + "\n  ".join(refusal.named(errors)),
            remedy="Put them right (annexa check shows how), build the bundle again, and pack that.",
        )
