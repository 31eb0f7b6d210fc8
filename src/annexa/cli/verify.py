"""`annexa verify`: a finished bundle judged by published standards, or a package compared with its own proof."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annexa.cli import options
from annexa.cli.judgement import say, say_profiles
from annexa.cli.progress import progress
from annexa.model.errors import ExitCode, UsageError
from annexa.model.words import Advance

if TYPE_CHECKING:
    from annexa.model.manifest import ManifestFile
    from annexa.model.profile import Profile
    from annexa.package import Proof
    from annexa.package.against import Comparison
    from annexa.verify import Verification
    from annexa.verify.turns import Readers


@click.command("verify")
@click.argument("path", metavar="FILE", required=False, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    help="Judge by this profile, such as judiciary-2021; annexa's own otherwise. May be given more than once.",
)
@click.option("--list-profiles", is_flag=True, help="Say which profiles there are, the library's own among them.")
@click.option(
    "--first", type=int, metavar="NUMBER", help="The number of the first page, where the file continues another."
)
@click.option("--timeout", type=float, default=180.0, show_default=True, help="Seconds that reading may take.")
@click.option("--seal", metavar="SHA-256", help="For a package: the seal that was written down when it was sent.")
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="For a package: what lies in this folder now, such as a synchronised copy of the inspectors'.",
)
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="For an encrypted package."
)
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    path: Path | None,
    profiles: tuple[str, ...],
    list_profiles: bool,
    first: int | None,
    timeout: float,
    seal: str | None,
    against: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Judges a finished PDF, whoever made it, or proves that a package is as it was sent.

    FILE is a PDF, a folder that annexa bundle made, or a package: its folder or its zip. Every requirement is named
    with pass, fail or not applicable, and the pages where it fails. The exit code is 1 where something that must hold
    does not, or cannot be judged here. How large a file may be is what its manifest.json records, or else what its
    library sets, or else annexa's default; the answer says which. The passphrase of an encrypted package is read from
    a file or from ANNEXA_PASSPHRASE.

    A profile is a file: those that annexa brings, and schema/profiles/NAME.yaml of the library, which a court or an
    inquiry can write (schema/profile.schema.json says what may stand in it).

    A package that agrees with its own fingerprints may still be another than the one that was sent: only a seal that
    was kept elsewhere shows that, given with --seal or found in evidence/submissions/. With --against, FOLDER is
    compared with the package file by file: what is missing, extra, renamed by the server, or changed.

    \b
    annexa verify "build/bundles/day-2/Westmere - First submission.pdf" --profile judiciary-2021
    annexa verify build/bundles/day-2
    annexa verify --list-profiles
    annexa verify "Westmere day-2.zip" --seal 4f1c…
    annexa verify sent/day-2/package --against ~/Downloads/Inspection
    """
    from annexa.bundle.progress import Pages
    from annexa.package import looks_like_package
    from annexa.verify.limits import first_of

    if list_profiles:
        return say_profiles(_known(ctx), as_json)
    if path is None:
        raise click.UsageError("Missing argument 'FILE'.", ctx)
    if _is_bundle_folder(path):
        if seal is None and against is None:
            by = _chosen(ctx, profiles)
            with progress("Verifying", quiet=quiet or as_json) as advance:
                found = _verify_folder(path, by, timeout, advance)
            return say(found, by, as_json, quiet)
        path = _package_in(path)
    if looks_like_package(path):
        proof = _proof(ctx, path, passphrase_of(passphrase_file), seal)
        if against is None or not proof.unchanged:
            return _say_proof(proof, as_json, quiet)
        return _say_comparison(_comparison(ctx, path, against, proof), proof, as_json, quiet)
    if seal is not None or against is not None:
        option = "--against" if seal is None else "--seal"
        raise UsageError(f"{option} belongs to a package, and this is a PDF", remedy=f"Leave {option} out.")
    by = _chosen(ctx, profiles)
    with progress("Verifying", quiet=quiet or as_json) as advance:
        found = _verify_file(path, by, first or first_of(path), timeout, Pages(advance).of(path.name))
    return say(found, by, as_json, quiet)


def _root(ctx: click.Context) -> Path | None:
    """The library that is at hand; None where there is none, for bundles of others are judged anywhere."""
    try:
        return options.root_of(ctx)
    except UsageError:
        return None


def _chosen(ctx: click.Context, names: tuple[str, ...]) -> "tuple[Profile, ...]":
    """The profiles that were asked for, or annexa's own. Raises UsageError."""
    from annexa.load.profiles import OWN, profile

    return tuple(profile(name, _root(ctx)) for name in names or (OWN,))


def _known(ctx: click.Context) -> "tuple[Profile, ...]":
    from annexa.load.profiles import profiles

    return tuple(profiles(_root(ctx)).values())


def _package_in(folder: Path) -> Path:
    """The package of a bundle's folder. Raises UsageError where there is none."""
    package = folder / "package"
    if not package.is_dir():
        raise UsageError(f"{folder} holds no package", remedy="Give the path of a package: a folder or a zip.")
    return package


def _proof(ctx: click.Context, path: Path, passphrase: str | None, seal: str | None) -> "Proof":
    """The package's proof; without a seal it is compared with the records of the project that is at hand."""
    from annexa.package import prove
    from annexa.pipeline.sent import against_record

    proof = prove(path, passphrase=passphrase, seal=seal)
    return proof if seal is not None else against_record(proof, path, options.start_of(ctx))


def _comparison(ctx: click.Context, path: Path, folder: Path, proof: "Proof") -> "Comparison":
    """What lies in a folder; files of what else this project sent are no difference."""
    from annexa.package.against import compare
    from annexa.pipeline.sent import sent_elsewhere

    return compare(path, folder, seal=proof.seal, elsewhere=sent_elsewhere(path, options.start_of(ctx)))


def passphrase_of(file: Path | None) -> str | None:
    """The passphrase from a file or from ANNEXA_PASSPHRASE; never from an argument, which everybody could list."""
    if file is not None:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    return os.environ.get("ANNEXA_PASSPHRASE") or None


def _is_bundle_folder(path: Path) -> bool:
    return path.is_dir() and (path / "manifest.json").is_file() and not (path / "data").exists()


def _verify_folder(path: Path, by: "tuple[Profile, ...]", timeout: float, advance: Advance) -> "list[Verification]":
    """Every volume of a bundle that annexa built, side by side, each with the number that its first page must carry."""
    from concurrent.futures import ThreadPoolExecutor

    from annexa.bundle.progress import Pages
    from annexa.load.manifest import read_manifest
    from annexa.verify.proved import with_proof
    from annexa.verify.turns import Readers, processors

    manifest = read_manifest(path)
    pages = Pages(advance, manifest.pages)
    readers = Readers()

    def judged(file: "ManifestFile") -> "list[Verification]":
        told = pages.of(file.path)
        found = _verify_file(path / file.path, by, file.first_page or 1, timeout, told, readers)
        return [with_proof(each, manifest, file.volume) if each.profile == "annexa" else each for each in found]

    with ThreadPoolExecutor(processors()) as beside, readers.ended_with_us():
        return [each for found in beside.map(judged, manifest.volumes) for each in found]


def _verify_file(
    path: Path,
    by: "tuple[Profile, ...]",
    first: int | None,
    timeout: float,
    told: Callable[[int, int], None],
    readers: "Readers | None" = None,
) -> "list[Verification]":
    """One PDF, by the limits that its manifest or its library sets."""
    from annexa.verify import verify_each
    from annexa.verify.limits import limits_of

    limits = limits_of(path)
    return verify_each(
        path,
        by,
        first=first,
        limits={"annexa": limits.figures},
        said=limits.sentence,
        seconds=timeout,
        readers=readers,
        told=told,
    )


def _say_proof(proof: "Proof", as_json: bool, quiet: bool) -> int:
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(proof)).decode())
    elif not quiet:
        for line in _proof_lines(proof):
            click.echo(line)
    return ExitCode.OK if proof.unchanged else ExitCode.FINDINGS


def _proof_lines(proof: "Proof") -> list[str]:
    from annexa.model.words import count, size_in_words

    lines = [
        click.style(proof.package, bold=True),
        f"{count(proof.files, 'file')}, {size_in_words(proof.bytes)}",
        *(
            f"{label}: {value}"
            for label, value in proof.info.items()
            if label in ("External-Description", "Bagging-Date")
        ),
        f"Seal: {proof.seal or 'none'}",
        *proof.notes,
        "",
    ]
    if proof.unchanged:
        return [*lines, *_agreement(proof)]
    lines += [f"{click.style('CHANGED', fg='red')}  {fault}" for fault in proof.faults]
    return [*lines, "", click.style("This is not the package that was made.", fg="red", bold=True)]


def _agreement(proof: "Proof") -> list[str]:
    """What an unchanged package was compared with, and what that does not prove."""
    from annexa.model.words import listed

    with_what = listed(proof.agrees_with)
    if proof.is_sealed:
        return [click.style("Every byte is as it was packed.", fg="green", bold=True), f"It agrees with {with_what}."]
    return [
        click.style(f"It agrees with {with_what}.", fg="yellow", bold=True),
        "That does not prove that it is the package that was sent: somebody could have packed another and written its",
        "fingerprints anew. Compare the seal above with the one that was written down, or give that with --seal.",
    ]


MARKED = {"missing": "red", "changed": "red", "renamed": "yellow", "extra": "yellow"}


def _say_comparison(found: "Comparison", proof: "Proof", as_json: bool, quiet: bool) -> int:
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    elif not quiet:
        click.echo("\n".join(_comparison_lines(found, proof)))
    return ExitCode.FINDINGS if found.differences else ExitCode.OK


def _comparison_lines(found: "Comparison", proof: "Proof") -> list[str]:
    from annexa.model.words import count, listed

    lines = [
        click.style(f"{found.package}, compared with {found.folder}", bold=True),
        f"The package agrees with {listed(proof.agrees_with)}.",
        f"{count(found.same, 'file')} as sent.",
        *found.notes,
        "",
    ]
    for each in found.differences:
        mark = click.style(f"{each.kind.upper():<7}", fg=MARKED[each.kind])
        there = f" is there as {each.found}" if each.found else ""
        lines.append(f"{mark}  {each.file}{there}{'. ' + each.note if each.note else ''}")
    if not found.differences:
        return [*lines, click.style("All that was sent is there, and nothing else.", fg="green", bold=True)]
    kinds = {kind: sum(each.kind == kind for each in found.differences) for kind in MARKED}
    said = ", ".join(f"{number} {kind}" for kind, number in kinds.items() if number)
    return [*lines, "", click.style(f"The folder is not what was sent: {said}.", fg="red", bold=True)]
