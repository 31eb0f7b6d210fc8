"""From a built bundle's folder to what its package holds: `manifest.json`, the files beside it, and the originals."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import msgspec

from annexa.inspection.editions import on_receipt
from annexa.load.manifest import read_manifest
from annexa.load.places import Unsafe, from_record
from annexa.load.sent import PENDING, read
from annexa.model.errors import UsageError
from annexa.model.findings import Finding, Level
from annexa.model.framework import Framework
from annexa.model.library import Library
from annexa.model.manifest import Manifest, ManifestAnswer, ManifestDocument, ManifestGap
from annexa.model.words import day_in_words
from annexa.package.contents import Answer, Checks, Document, Explained, Item, PackageInput, Volume
from annexa.plan.folders import FolderName
from annexa.plan.signing import from_manifest

_BUILD = ("engines", "as_at", "language", "accessibility", "sign_off")
"""What the package's manifest takes over from the bundle's."""
SUPERSEDED = ("replaced", "withdrawn")
"""What the manifest of a bundle with insertions calls a document whose pages are there and no longer hold."""
WHY = {
    "missing": "missing",
    "child-level": "handed in separately, as child-level material",
    "supplement": "handed in separately, in a supplement",
}


def gather(
    folder: Path,
    library: Library,
    framework: Framework,
    *,
    commit: str = "",
    sender: str = "lano",
    dated: date | None = None,
    findings: Iterable[Finding] = (),
    standards: tuple[tuple[str, bool], ...] = (),
) -> PackageInput:
    """What a package of the bundle in `folder` holds. Raises UsageError.

    `sender` is a role of people.yaml. `dated` is the package's date; without it, the date of the bundle. `findings`
    are those of the whole library; only those about documents in this package are counted.
    """
    manifest = read_manifest(folder)
    volumes = tuple(_volumes(folder, manifest))
    items = tuple(_items(folder, manifest, library, framework))
    return PackageInput(
        area=manifest.area,
        partnership=manifest.partnership,
        submission=_submission(folder, manifest),
        title=_title(manifest),
        package=manifest.package,
        commit=commit,
        dated=dated or manifest.as_at,
        sender=role_in_words(library, sender),
        volumes=volumes,
        items=items,
        separate=tuple(_separate(manifest)),
        checks=_checks(manifest, library, findings, standards),
        edition=on_receipt(framework, library.meta, library.people),
        sign_off=tuple(_sign_off(manifest, library)) if items else ("No item is in it, so nothing was signed off.",),
        draft=manifest.draft,
        rebuild=rebuild_command(folder, manifest),
        build={key: value for key, value in msgspec.to_builtins(manifest).items() if key in _BUILD},
        built={folder / file.path: file.sha256 for file in manifest.files},
    )


def _submission(folder: Path, manifest: Manifest) -> str:
    """The submission's id, with the supplement's number where it is one: both stand in the package's name."""
    submission = manifest.submission
    name = FolderName.parse(folder.name, [submission])
    return f"{submission} supplement-{name.supplement}" if name and name.supplement else submission


def _sign_off(manifest: Manifest, library: Library) -> Iterable[str]:
    titles = {id: role_in_words(library, id) for id in library.people.roles}
    return from_manifest(manifest.sign_off, titles)


def rebuild_command(folder: Path, manifest: Manifest) -> str:
    """The command that builds this bundle anew."""
    words = ["annexa bundle", manifest.submission]
    pending = read(folder / PENDING)
    if requests := manifest.requests:
        words = ["annexa request bundle", *map(str, requests), "--of", manifest.submission]
        words += ["--child-level"] if manifest.is_child_level else []
        words += ["--draft"] if manifest.draft else []
    elif pending is not None:
        words += ["--supplement"]
    if pending is not None:
        newest = pending.supplements[-1]
        words += [*(["--insert"] * (newest.inserted == "yes")), *(["--append"] * (newest.appended == "yes"))]
    if manifest.sign_off and (without := manifest.sign_off.without):
        words += ["--without-sign-off", without.role, "--reason", f'"{without.reason}"']
    return " ".join(words)


def _title(manifest: Manifest) -> str:
    title = manifest.title.removeprefix("DRAFT – ").removeprefix(f"{manifest.area}: ")
    return f"{title}: child-level material" if manifest.is_child_level else title


def role_in_words(library: Library, id: str) -> str:
    """The role and its organisation as the receipt names them. Raises UsageError for a role that is not known."""
    if id not in library.people.roles:
        known = ", ".join(sorted(library.people.roles))
        raise UsageError(f"people.yaml knows no role called {id}", remedy=f"Name one of: {known}.")
    return library.people.in_words(id)


def _volumes(folder: Path, manifest: Manifest) -> Iterable[Volume]:
    for file in manifest.volumes:
        yield Volume(
            path=folder / file.path,
            number=file.volume or 1,
            pages=file.pages or 0,
            first=str(file.first_page),
            last=str(file.last_page),
        )


def _items(folder: Path, manifest: Manifest, library: Library, framework: Framework) -> Iterable[Item]:
    groups = {group.id: group.title for group in framework.groups}
    pdfs = {file.item: folder / file.path for file in manifest.files if file.kind == "item"}
    attached: dict[str, list[Path]] = {}
    for file in manifest.files:
        if file.kind == "attachment" and file.document:
            attached.setdefault(file.document, []).append(folder / file.path)
    rows: dict[str, list[Document]] = {}
    firsts: dict[str, str] = {}
    for document in manifest.documents:
        firsts.setdefault(document.item, str(document.divider or document.page_from))
        beside = tuple(attached.get(document.key, ()))
        rows.setdefault(document.item, []).append(_document(document, library, beside))
    gaps: dict[str, list[Explained]] = {}
    starts = {file.volume or 1: file.first_page or 1 for file in manifest.volumes}
    for gap in manifest.explained:
        rows.setdefault(gap.item, [])
        firsts.setdefault(gap.item, str(gap.divider))
        gaps.setdefault(gap.item, []).append(_explained(gap, starts))
    also: dict[str, list[Answer]] = {}
    for each in manifest.also:
        rows.setdefault(each.item, [])
        firsts.setdefault(each.item, str(each.page or ""))
        also.setdefault(each.item, []).append(_answer(each, starts))
    order = {requirement.id: place for place, requirement in enumerate(framework.requirements)}
    for id in sorted(rows, key=lambda item: order.get(item, -1)) if gaps or also else rows:
        requirement = framework.requirement(id)
        yield Item(
            id=id,
            number=(requirement.number if requirement else None) or "",
            title=requirement.title if requirement else id.replace("-", " ").capitalize(),
            group=groups.get(requirement.group, "") if requirement else "",
            documents=tuple(rows[id]),
            first=firsts[id],
            explained=tuple(gaps.get(id, ())),
            also=tuple(also.get(id, ())),
            pdf=pdfs.get(id),
        )


def _explained(gap: ManifestGap, starts: Mapping[int, int]) -> Explained:
    return Explained(
        title=gap.title,
        follows=gap.follows,
        page=str(gap.page),
        volume=gap.volume,
        position=int(gap.page) - starts[gap.volume] + 1,
    )


def _answer(row: ManifestAnswer, starts: Mapping[int, int]) -> Answer:
    volume = row.volume or 0
    return Answer(
        title=row.title,
        where=row.where,
        page=str(row.page or ""),
        volume=volume,
        position=row.page - starts[volume] + 1 if volume and isinstance(row.page, int) else 1,
    )


def _document(row: ManifestDocument, library: Library, beside: tuple[Path, ...]) -> Document:
    native = _original(row, library)
    return Document(
        key=row.key,
        title=row.title,
        dated=row.dated,
        kind=row.kind,
        status=row.status,
        name=native.name if native else "",
        sha256=row.sha256,
        first=str(row.page_from),
        last=str(row.page_to),
        pages=row.pages,
        volume=row.volume,
        position=row.position,
        native=native,
        beside=beside,
        superseded=" ".join(row.notes) if row.status in SUPERSEDED else "",
    )


def _original(row: ManifestDocument, library: Library) -> Path | None:
    """The document itself; None for a link, or one that a draft calls missing. Raises UsageError where it is gone."""
    if not row.source or row.status == "missing":
        return None
    place = from_record(library, row.source)
    if isinstance(place, Unsafe):
        raise UsageError(
            f"“{row.title}” (item {row.item}) {place.reason}", remedy="Put it right and build the bundle again."
        )
    if not place.is_file():
        raise UsageError(
            f"“{row.title}” (item {row.item}) is not where it was when the bundle was built",
            remedy=f"Put {place.name} back, or build the bundle again.",
        )
    return place


def _separate(manifest: Manifest) -> Iterable[str]:
    for each in manifest.mentioned:
        yield f"{each.title}: {WHY[each.why]}"


def about(manifest: Manifest, findings: Iterable[Finding]) -> list[Finding]:
    """What was found in the documents that a bundle holds."""
    files = {each.source for each in manifest.documents if each.source}
    return [finding for finding in findings if finding.file in files]


def _checks(
    manifest: Manifest,
    library: Library,
    findings: Iterable[Finding],
    standards: tuple[tuple[str, bool], ...],
) -> Checks:
    """Counts of what the checks said about the documents in this package, and nothing about any other document."""
    titles = {each.source: each.title for each in manifest.documents if each.source}
    of_these = about(manifest, findings)
    waived = [finding for finding in of_these if finding.waived_until]
    open_ones = [finding for finding in of_these if not finding.waived_until]
    return Checks(
        documents=len(titles),
        errors=sum(finding.level is Level.ERROR for finding in open_ones),
        warnings=sum(finding.level is Level.WARNING for finding in open_ones),
        waived=tuple((titles[f.file], f.rule, _day(f.waived_until or "")) for f in waived),
        standards=standards,
    )


def _day(text: str) -> str:
    try:
        return day_in_words(date.fromisoformat(text))
    except ValueError:
        return text
