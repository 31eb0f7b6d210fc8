"""Cases of `scripts/faults.py` in which what annexa stands on gives way: LibreOffice, disks, and its own cache."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults_place import BUILD, Suite, digests, must

FAKES = {
    "is silent and ends well": "exit 0",
    "fails": "exit 1",
    "prints garbage": "printf '\\377\\376\\000garbage\\200'; exit 0",
    "crashes": "kill -11 $$",
    "tells its version and does no more": 'case "$*" in *version*) echo LibreOffice 7.4.7.2 x;; esac; exit 0',
    "hangs": "exec sleep 600",
}
IS_STOPPED_WITHIN = 130


def fake_libreoffice(suite: Suite) -> Iterator[tuple[str, str]]:
    """Whatever LibreOffice does, the run ends with a sentence, builds nothing, and the next one is right."""
    for name, does in FAKES.items():
        place = suite.place(cache=False)
        programs = place.folder / "bin"
        programs.mkdir()
        for program in ("soffice", "libreoffice"):
            (programs / program).write_text(f"#!/bin/sh\n{does}\n")
            (programs / program).chmod(0o755)
        place.more["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
        code, said = place.run(*BUILD, seconds=IS_STOPPED_WITHIN)
        place.more.clear()
        must(code in (1, 3, 4), f"LibreOffice {name}: ended with {code}: {said[-300:]}")
        must(not place.bundles.is_dir() or not list(place.bundles.glob("*/*.pdf")), f"LibreOffice {name}: a bundle")
        must(place.is_quiet(5), f"LibreOffice {name}: processes left")
        suite.build(place)
        yield f"LibreOffice {name}", f"refused with {code}, next run right"
        shutil.rmtree(place.folder)


def other_version(suite: Suite) -> str:
    """LibreOffice is upgraded while it converts: what the new one made is not kept under the old one's name."""
    real = Path(shutil.which("soffice") or "").resolve()
    must(real.is_file(), "LibreOffice is not installed")
    place = suite.place(cache=False)
    program = place.folder / "office" / "program"
    program.mkdir(parents=True)
    for part in real.parent.iterdir():
        if part.name not in ("soffice", "versionrc"):
            (program / part.name).symlink_to(part)
    (program / "versionrc").write_text("[Version]\nOne=1\n")
    (program / "soffice").write_text(f'#!/bin/sh\nexec {real} "$@"\n')
    (program / "soffice").chmod(0o755)
    place.more["PATH"] = f"{program}{os.pathsep}{os.environ['PATH']}"
    process = place.start(*BUILD)
    while process.poll() is None and not place.at_work().get("LibreOffice"):
        time.sleep(0.05)
    (program / "versionrc").write_text("[Version]\nAnother=22\n")
    said = process.communicate(timeout=600)[0].decode(errors="replace")
    must(process.returncode == 4 and "Traceback" not in said, f"ended with {process.returncode}: {said[-300:]}")
    must(not place.bundles.is_dir() or not list(place.bundles.glob("*/*.pdf")), "a bundle")
    place.more.clear()
    suite.build(place)
    return "refused with 4, next run right"


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[bool]:
    """A disk of so many bytes at a folder; False where only root may have one."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", folder], check=False)


def full_disk(suite: Suite) -> Iterator[tuple[str, str]]:
    """No room below build/, and none in the temporary folder."""
    for name, size in (
        ("build/", 60_000),
        ("build/", 600_000),
        ("the temporary folder", 60_000),
        ("the temporary folder", 3_000_000),
    ):
        place = suite.place(cache=False)
        where = place.library / "build" if name == "build/" else place.tmp
        if where != place.tmp:
            shutil.rmtree(where, ignore_errors=True)
        with small_disk(where, size) as is_there:
            if not is_there:
                yield f"full disk, {name}", "skipped: only root may mount a small disk"
                return
            code, said = place.run(*BUILD)
        must(code in (0, 1, 2, 4), f"{name} of {size:,} bytes: ended with {code}: {said[-300:]}")
        is_right = name != "build/" and digests(place.bundles) == suite.right  # there may be room enough after all
        must(code or is_right, f"{name} of {size:,} bytes: ended with 0 and another result")
        suite.build(place)
        outcome = f"refused with {code}, next run right" if code else "there was room enough: right"
        yield f"full disk, {name} of {size:,} bytes", outcome
        shutil.rmtree(place.folder)


def read_only(suite: Suite) -> Iterator[tuple[str, str]]:
    """build/ is a file, or cannot be written."""
    place = suite.place()
    shutil.rmtree(place.library / "build")
    (place.library / "build").write_text("a file")
    code, said = place.run(*BUILD)
    must(code in (2, 4), f"ended with {code}: {said[-300:]}")
    (place.library / "build").unlink()
    suite.build(place)
    yield "build/ is a file", f"refused with {code}, next run right"
    with small_disk(place.library / "build", 50_000_000) as is_there:
        if not is_there:
            yield "build/ cannot be written", "skipped: root may write everywhere"
            return
        subprocess.run(["mount", "-o", "remount,ro", place.library / "build"], check=True)
        code, said = place.run(*BUILD)
        must(code in (2, 4), f"read-only: ended with {code}: {said[-300:]}")
    suite.build(place)
    yield "build/ cannot be written", f"refused with {code}, next run right"


def broken_cache(suite: Suite) -> str:
    """Files of the cache flipped, cut, emptied, or exchanged for a valid one of another document."""
    tries = max(4, suite.kills // 4)
    for _ in range(tries):
        place = suite.place(bundles=False)
        files = [path for path in sorted((place.library / "build/cache").rglob("*")) if path.is_file()]
        for path in suite.noise.sample(files, min(len(files), 6)):
            data = bytearray(path.read_bytes())
            match suite.noise.randrange(4):
                case 0 if data:
                    data[suite.noise.randrange(len(data))] ^= 1 << suite.noise.randrange(8)
                case 1:
                    data = data[: suite.noise.randrange(len(data) + 1)]
                case 2:
                    data = bytearray()
                case _:
                    like = [each for each in files if each.suffix == path.suffix and each.parent == path.parent]
                    data = bytearray(suite.noise.choice(like).read_bytes())
            path.chmod(0o644)
            path.write_bytes(bytes(data))
        suite.build(place)
        shutil.rmtree(place.folder)
    return f"{tries} caches of 6 broken files each"
