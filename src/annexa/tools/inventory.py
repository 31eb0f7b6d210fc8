"""What is installed, in which version, what each part is for, and what to do about what is missing."""

import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

from annexa.model.errors import AnnexaError
from annexa.tools import (
    chromium,
    extras,
    fonts,
    git,
    libreoffice,
    ocrmypdf,
    office_worker,
    poppler,
    scripts,
    system,
    verapdf,
)
from annexa.tools.confined import confined_part
from annexa.tools.part import Part, State
from annexa.tools.patience import Patience

OLDEST_PYTHON = (3, 11)
ROOM_WANTED = 2 * 1024**3
"""Bytes: a build of a large library keeps every PDF about three times."""
FONT_PACKAGES = {
    "Carlito": "fonts-crosextra-carlito",
    "Caladea": "fonts-crosextra-caladea",
    "Liberation Sans": "fonts-liberation2",
    "Liberation Serif": "fonts-liberation2",
    "Liberation Mono": "fonts-liberation2",
    "DejaVu Sans": "fonts-dejavu-core",
}
TRIAL = Patience(work=20, clock=60, unwatched=60)
"""What a page of one line may take."""
PARTS = {"Writer": "libswlo.so", "Calc": "libsclo.so", "Impress and Draw": "libsdlo.so"}


def take(
    root: Path | None, *, deep: bool = False, letters: Mapping[str, Sequence[str]] | None = None
) -> tuple[Part, ...]:
    """Looks at everything; `deep` starts LibreOffice as well and prints a page. Never raises for what is missing.

    `letters` are the scripts without a font by the names of the documents that hold them, where that is known.
    """
    parts = [python(), packages(), *office_parts(), font_part(), letters_part(letters or {})]
    parts += extra_parts()
    if deep:
        parts.append(trial())
    parts += [git_part(), browser_part(), ocr_part(), poppler_part(), verapdf_part()]
    if root is not None:
        parts.append(build_folder(root))
    return tuple(parts)


def python() -> Part:
    return Part(
        name="Python",
        state=State.OK if sys.version_info >= OLDEST_PYTHON else State.MISSING,
        version=platform.python_version(),
        path=sys.executable,
        purpose="runs annexa",
    )


def packages() -> Part:
    """Whether every Python package that annexa asks for is there."""
    versions = python_packages()
    absent = [name for name, version in versions.items() if not version]
    return Part(
        name="Python packages",
        state=State.MISSING if absent else State.OK,
        version=f"{len(versions) - len(absent)} of {len(versions)}",
        purpose=f"missing: {', '.join(absent)}" if absent else "do the work",
        remedy="Run: python3 scripts/run.py check" if absent else "",
    )


def python_packages() -> dict[str, str]:
    """The packages that annexa asks for, by name, with the version that is installed; empty where it is not."""
    try:
        wanted = metadata.requires("annexa") or []
    except metadata.PackageNotFoundError:
        return {"annexa": ""}
    names = [_bare_name(line) for line in wanted if "extra ==" not in line]
    return {name: _version_of(name) for name in sorted(names)}


def extra_parts() -> Iterator[Part]:
    """What an installation for checking alone does without."""
    for extra, purpose in (("bundle", "makes and judges bundles"), ("site", "builds the guidance site")):
        if lacking := extras.absent(extra):
            name = f"annexa[{extra}]"
            yield Part(
                name=name,
                state=State.LESS,
                purpose=f"{purpose}; missing: {', '.join(lacking)}",
                remedy=extras.remedy(extra),
            )


def _bare_name(requirement: str) -> str:
    end = next((at for at, sign in enumerate(requirement) if not (sign.isalnum() or sign in "-_.")), len(requirement))
    return requirement[:end]


def _version_of(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def office_parts() -> Iterator[Part]:
    """LibreOffice, and the Python that talks to it."""
    purpose = "turns Office documents into PDF"
    soffice = libreoffice.find_soffice()
    if soffice is None:
        yield Part(name="LibreOffice", state=State.MISSING, purpose=purpose, remedy=system.remedy("convert"))
        return
    try:
        version = libreoffice.version(soffice)
    except AnnexaError as error:
        yield Part(
            name="LibreOffice", state=State.MISSING, path=str(soffice), purpose=error.message, remedy=error.remedy
        )
        return
    if lacking := _lacking(soffice):
        purpose = f"{purpose}; not there: {lacking}"
    yield Part(
        name="LibreOffice",
        state=State.MISSING if lacking else State.OK,
        version=version,
        path=str(soffice),
        purpose=purpose,
        remedy=system.remedy("convert") if lacking else "",
    )
    bridge = libreoffice.find_python(soffice)
    yield Part(
        name="LibreOffice's Python",
        state=State.OK if bridge else State.MISSING,
        path=str(bridge or ""),
        purpose="talks to LibreOffice (import uno)",
        remedy="" if bridge else system.remedy("convert", "python3-uno"),
    )
    yield _formula_part(soffice)
    yield confined_part(soffice)


def _lacking(soffice: Path) -> str:
    """Parts of LibreOffice that are not installed. The packages without a user interface lack a file that UNO needs."""
    program = soffice.resolve().parent
    if not any((program / name).exists() for name in PARTS.values()):
        return ""  # another edition keeps its libraries elsewhere; --deep tells
    lacking = [part for part, library in PARTS.items() if not (program / library).exists()]
    pages = program.parent / "share" / "config" / "soffice.cfg" / "modules" / "swriter" / "ui"
    if not lacking and not pages.is_dir():
        lacking.append("its dialogs (the -nogui packages stop at any document with comments)")
    return ", ".join(lacking)


def font_part() -> Part:
    absent = fonts.missing()
    instead = ", ".join(f"{name} for {fonts.STAND_INS[name]}" for name in absent)
    wanted = tuple(dict.fromkeys(FONT_PACKAGES[name] for name in absent))
    return Part(
        name="Fonts",
        state=State.MISSING if absent else State.OK,
        version=f"{len(fonts.STAND_INS) - len(absent)} of {len(fonts.STAND_INS)}",
        purpose=f"not there: {instead}" if absent else "as wide as Word's, so that lines and pages break alike",
        remedy=system.remedy("convert", *wanted) if absent else "",
    )


def letters_part(documents: Mapping[str, Sequence[str]]) -> Part:
    """Fonts for other scripts; `documents` are the scripts without a font that documents of the library hold."""
    absent = scripts.not_installed()
    needed = tuple(dict.fromkeys(script for found in documents.values() for script in found))
    purpose = "show documents and titles in other scripts, and emoji"
    if documents:
        listed = "; ".join(f"{name} ({', '.join(found)})" for name, found in sorted(documents.items()))
        purpose = f"not there, and needed by: {listed}"
    elif absent:
        purpose = f"not there: {', '.join(absent)}; a document that holds them is an error"
    wanted = scripts.packages_for((*absent, *needed))
    return Part(
        name="Fonts for languages",
        state=State.MISSING if documents else State.LESS if absent else State.OK,
        version=f"{scripts.COUNT - len(absent)} of {scripts.COUNT}",
        purpose=purpose,
        remedy=system.remedy("letters", *wanted) if wanted else "",
    )


def _formula_part(soffice: Path) -> Part:
    there = libreoffice.draws_formulas(soffice)
    return Part(
        name="LibreOffice Math",
        state=State.OK if there else State.LESS,
        purpose="draws formulas" + ("" if there else "; without it a document that holds any is an error"),
        remedy="" if there else system.remedy("letters", "libreoffice-math"),
    )


def git_part() -> Part:
    purpose = "tells what changed, and which commit a bundle was made from"
    return _optional("git", git.find(), lambda path: git.version(), purpose, "git")


def browser_part() -> Part:
    purpose = "prints lifted web pages; the site's accessibility is tested with it"
    return _optional("Chromium", chromium.find(), lambda path: chromium.version() or "", purpose, "browser")


def ocr_part() -> Part:
    purpose = "gives scanned pages a text layer; without it they stay pictures and are named as such"
    return _optional("OCRmyPDF", ocrmypdf.find(), ocrmypdf.version, purpose, "ocr")


def poppler_part() -> Part:
    purpose = "looks at finished bundles as a second reader; without it one reader does"
    return _optional("poppler", poppler.find(), poppler.version, purpose, "measure")


def verapdf_part() -> Part:
    purpose = "confirms that bundles are PDF/UA-1; without it they are built and nobody confirms it"
    found = verapdf.find()
    if found is not None and shutil.which("java") is not None:
        return Part(name="veraPDF", state=State.OK, path=str(found), purpose=purpose)
    remedy = "Install Java, and veraPDF from verapdf.org, and put its folder on the path."
    return Part(name="veraPDF", state=State.LESS, path=str(found or ""), purpose=purpose, remedy=remedy)


def _optional(name: str, found: Path | None, version: Callable[[Path], str], purpose: str, group: str) -> Part:
    if found is None:
        return Part(name=name, state=State.LESS, purpose=purpose, remedy=system.remedy(group))
    try:
        told = version(found).removeprefix(f"{name} ")
    except AnnexaError as error:
        return Part(name=name, state=State.LESS, path=str(found), purpose=error.message, remedy=error.remedy)
    return Part(name=name, state=State.OK, version=told, path=str(found), purpose=purpose)


def build_folder(root: Path) -> Part:
    """Whether annexa may write what it makes, and has room for it."""
    folder = root / "build"
    purpose = "takes everything that is generated"
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free
    except OSError as error:
        remedy = f"Give yourself the right to write into {folder}."
        return Part(
            name="Build folder", state=State.MISSING, path=str(folder), purpose=str(error.strerror), remedy=remedy
        )
    room = f"{free / 1024**3:.0f} GB free"
    if free < ROOM_WANTED:
        remedy = "Make room on that disk; build/ itself may be deleted at any time."
        return Part(
            name="Build folder", state=State.LESS, version=room, path=str(folder), purpose=purpose, remedy=remedy
        )
    return Part(name="Build folder", state=State.OK, version=room, path=str(folder), purpose=purpose)


def trial() -> Part:
    """Starts LibreOffice the way a conversion does, and prints one line."""
    purpose = "a line printed for trial"
    started = time.monotonic()
    try:
        with office_worker.Worker(libreoffice.require()) as worker:
            folder = worker.work_folder()
            source, target = folder / "trial.txt", folder / "trial.pdf"
            source.write_text("annexa doctor\n", encoding="utf-8")
            worker.print({"source": str(source), "target": str(target), "export": {}}, patience=TRIAL)
            worked = target.read_bytes().startswith(b"%PDF-")
    except AnnexaError as error:
        return Part(name="LibreOffice works", state=State.MISSING, purpose=error.message, remedy=error.remedy)
    except (office_worker.Crashed, office_worker.Refused, OSError) as error:
        return Part(name="LibreOffice works", state=State.MISSING, purpose=str(error), remedy=system.remedy("convert"))
    return Part(
        name="LibreOffice works",
        state=State.OK if worked else State.MISSING,
        version=f"{time.monotonic() - started:.1f} s",
        purpose=purpose,
        remedy="" if worked else system.remedy("convert"),
    )


def is_complete(parts: tuple[Part, ...]) -> bool:
    """Whether nothing that annexa cannot do without is missing."""
    return all(part.state is not State.MISSING for part in parts)
