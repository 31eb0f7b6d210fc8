"""Makes what is released, and tries it where nothing of this clone is at hand.

    python scripts/release.py [--only-build]

Wheel and source archive come into build/release. Both must hold every file of the package and all that a library needs
besides, and a wheel made of the source archive must hold the same. Then the wheel is installed in an empty environment
outside the clone, first for checking alone: `annexa init`, `validate` and `check`. Then with its extras, taken from
the package index at the versions of requirements/runtime.txt: `annexa bundle --draft` and `annexa site`.
Exit code 1 means that something is missing or does not work; nothing is uploaded.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "build" / "release"
IN_SOURCE = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "mkdocs.yml", "requirements/browser.txt")
"""What a wheel is made of besides src/, schema/ and guidance/."""


def main(arguments: list[str]) -> int:
    """Builds, compares, installs and runs; says what is wrong and answers the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only-build", action="store_true", help="do not install; needs no package index")
    asked = parser.parse_args(arguments)
    shutil.rmtree(OUT, ignore_errors=True)
    shutil.rmtree(ROOT / "build" / "lib", ignore_errors=True)  # what an older run left would go into the new one
    wheel, source = build(ROOT, OUT), build_source()
    lacking = [*missing_in_wheel(wheel), *missing_in_source(source, wheel)]
    for name in lacking:
        print(f"release: {name} is missing", file=sys.stderr)
    if lacking:
        return 1
    print(f"{wheel.name}: {len(names(wheel))} files; {source.name}; both hold all that is needed", flush=True)
    if not asked.only_build:
        with tempfile.TemporaryDirectory(prefix="annexa-release-") as folder:
            try_it(wheel, Path(folder))
    print(f"To upload: {wheel.relative_to(ROOT)} and {source.relative_to(ROOT)}")
    return 0


def build(top: Path, out: Path) -> Path:
    """The wheel of a source tree."""
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "-w", str(out), str(top)], check=True)
    return next(out.glob("annexa-*.whl"))


def build_source() -> Path:
    """The source archive."""
    program = f"from setuptools.build_meta import build_sdist; build_sdist({str(OUT)!r})"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return next(OUT.glob("annexa-*.tar.gz"))


def names(wheel: Path) -> set[str]:
    """The files in a wheel, without what describes the wheel itself."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def missing_in_wheel(wheel: Path) -> list[str]:
    """Files of the package, of schema/ and of guidance/pages that the wheel lacks."""
    there = names(wheel)
    package = (path for path in (ROOT / "src/annexa").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    wanted = {path.relative_to(ROOT / "src").as_posix() for path in package}
    for folder in ("schema", "guidance/pages", "guidance/theme"):
        files = (path for path in (ROOT / folder).rglob("*") if path.is_file())
        wanted |= {f"annexa/shipped/{path.relative_to(ROOT).as_posix()}" for path in files}
    return sorted(f"{name} (wheel)" for name in wanted - there)


def missing_in_source(source: Path, wheel: Path) -> list[str]:
    """What the source archive lacks: files by name, and whatever a wheel made of it lacks."""
    with tempfile.TemporaryDirectory(prefix="annexa-release-") as folder:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        top = next(Path(folder).iterdir())
        lacking = [f"{name} (source archive)" for name in IN_SOURCE if not (top / name).is_file()]
        if lacking:
            return lacking
        again = names(build(top, Path(folder) / "wheel"))
    return sorted(f"{name} (wheel of the source archive)" for name in names(wheel) ^ again)


def try_it(wheel: Path, folder: Path) -> None:
    """Installs the wheel in an empty environment and works with it. Raises CalledProcessError."""
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pinned = folder / "pins.txt"
    pins = (ROOT / "requirements/runtime.txt").read_text(encoding="utf-8")
    lines = [line.removesuffix("\\").strip() for line in pins.splitlines() if line[:1].isalnum()]
    pinned.write_text("\n".join(lines) + "\n", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment["PATH"] = f"{programs}{os.pathsep}{environment.get('PATH', '')}"

    def run(*command: str, codes: tuple[int, ...] = (0,)) -> None:
        print("  " + " ".join(command), flush=True)
        done = subprocess.run([programs / command[0], *command[1:]], cwd=folder, env=environment, check=False)
        if done.returncode not in codes:
            raise subprocess.CalledProcessError(done.returncode, command)

    pip = ("python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "-c", str(pinned))
    library = ("--library", "library")
    run(*pip, str(wheel))
    run("annexa", "--version")
    run("annexa", "init", "library", "--area", "Testshire")
    run("annexa", "validate", *library, "--quiet", codes=(0, 1))
    run("annexa", "check", *library, "--quiet", codes=(0, 1))  # an empty library answers no requirement yet
    run("annexa", "site", *library, "--quiet", codes=(3,))
    run(*pip, f"{wheel}[bundle,site]")
    run("annexa", "bundle", "day-2", "--draft", *library, "--quiet")
    run("annexa", "site", *library, "--quiet")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        print(f"release: {' '.join(map(str, error.cmd))} ended with {error.returncode}", file=sys.stderr)
        sys.exit(1)
