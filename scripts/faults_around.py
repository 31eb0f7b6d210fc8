"""Cases of `scripts/faults.py` in which what annexa stands on gives way: LibreOffice, disks, and its own cache."""

import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annexa.model.words import count
from faults_place import BUILD, Place, Suite, digests, must

FAKES = {
    "is silent and ends well": "exit 0",
    "fails": "exit 1",
    "prints garbage": "printf '\\377\\376\\000garbage\\200'; exit 0",
    "crashes": "kill -11 $$",
    "tells its version and does no more": 'case "$*" in *version*) echo LibreOffice 7.4.7.2 x;; esac; exit 0',
    "hangs": "exec sleep 600",
}
IS_STOPPED_WITHIN = 130
BROKEN = 6
"""Files of a cache that are broken at once."""


def fake_libreoffice(suite: Suite) -> Iterator[tuple[str, str]]:
    """Whatever LibreOffice does, the run ends with a sentence, builds nothing, and the next one is right."""
    for name, does in FAKES.items():
        place = suite.place(cache=False)
        programs = place.folder / "bin"
        programs.mkdir()
        asked = place.folder / "asked"
        for program in ("soffice", "libreoffice"):
            (programs / program).write_text(f'#!/bin/sh\necho "$*" >> "{asked}"\n{does}\n')
            (programs / program).chmod(0o755)
        place.more["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
        code, said = place.run(*BUILD, seconds=IS_STOPPED_WITHIN)
        place.more.clear()
        must(asked.exists(), f"LibreOffice {name}: nobody asked it")
        must(code in (1, 3, 4), f"LibreOffice {name}: ended with {code}: {said[-300:]}")
        must(not place.bundles.is_dir() or not list(place.bundles.glob("*/*.pdf")), f"LibreOffice {name}: a bundle")
        must(place.is_quiet(5), f"LibreOffice {name}: processes left")
        suite.build(place)
        starts = len(asked.read_text(encoding="utf-8").splitlines())
        yield f"LibreOffice {name}", f"{count(starts, 'start')}, refused with {code}, next run right"
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
    must(process.poll() is None, "LibreOffice was never seen at work")
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


class Filling:
    """Watches a small disk: how much of it was used at most, and whether it was ever full."""

    def __init__(self, folder: Path) -> None:
        self.most, self.was_full = 0, False
        self._folder, self._end = folder, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Filling":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(0.01):
            disk = os.statvfs(self._folder)
            self.most = max(self.most, (disk.f_blocks - disk.f_bfree) * disk.f_frsize)
            self.was_full = self.was_full or disk.f_bfree == 0


PLENTY = 500_000_000
PARTS = (0.1, 0.3)
"""Of what an undisturbed build needs at most: room for next to nothing, and until the middle of the work; of the
temporary folder two documents at once need that, and one after the other half of it."""


def full_disk(suite: Suite) -> Iterator[tuple[str, str]]:
    """No room below build/, and none in the temporary folder: for less than an undisturbed build fills there."""
    for name in ("build/", "the temporary folder"):
        needed = 0
        for part in (None, *PARTS):
            place = suite.place(cache=False)
            where = place.library / "build" if name == "build/" else place.tmp
            if where != place.tmp:
                shutil.rmtree(where)
            with small_disk(where, int(needed * part) if part else PLENTY) as is_there:
                if not is_there:
                    yield f"full disk, {name}", "skipped: only root may mount a small disk"
                    return
                with Filling(where) as filled:
                    code, said = place.run(*BUILD)
            if part is None:
                must(code == 0, f"{name} with room: ended with {code}: {said[-300:]}")
                needed = filled.most
            else:
                outcome = _on_full_disk(suite, place, name, code, said, is_full=filled.was_full)
                yield f"full disk, {name} of {part:.0%} of {needed:,} bytes", outcome
            shutil.rmtree(place.folder)


def _on_full_disk(suite: Suite, place: Place, name: str, code: int, said: str, *, is_full: bool) -> str:
    """What became of a build, which must have met a full disk."""
    must(is_full or code, f"{name}: there was room enough")
    must(code in (0, 1, 2, 4), f"{name}: ended with {code}: {said[-300:]}")
    is_right = name != "build/" and digests(place.bundles) == suite.right
    must(code or is_right, f"{name}: ended with 0 and another result")
    must(not code or re.search(r"room|space|full", said), f"{name}: no word of the disk: {said[-300:]}")
    suite.build(place)
    return f"refused with {code}, next run right" if code else "full for a moment, and right all the same"


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
        must(_refuses(place.library / "build"), "it can be written all the same")
        code, said = place.run(*BUILD)
        must(code in (2, 4), f"read-only: ended with {code}: {said[-300:]}")
    suite.build(place)
    yield "build/ cannot be written", f"refused with {code}, next run right"


def _refuses(folder: Path) -> bool:
    try:
        (folder / "probe").touch()
    except OSError:
        return True
    return False


def broken_cache(suite: Suite) -> str:
    """Files of the cache flipped, cut, emptied, or exchanged for a valid one of another document."""
    tries = suite.some(5)
    for _ in range(tries):
        place = suite.place(bundles=False)
        files = [path for path in sorted((place.library / "build/cache").rglob("*")) if path.is_file()]
        broken = 0
        for path in suite.noise.sample(files, len(files)):
            like = [each for each in files if each.suffix == path.suffix and each.parent == path.parent]
            data = path.read_bytes()
            spoilt = _spoilt(suite, data, [each.read_bytes() for each in like])
            if spoilt != data:
                path.chmod(0o644)
                path.write_bytes(spoilt)
                broken += 1
            if broken == BROKEN:
                break
        must(broken == BROKEN, f"only {broken} files could be broken")
        suite.build(place)
        shutil.rmtree(place.folder)
    return f"{tries} caches of {BROKEN} broken files each: the same bytes"


def _spoilt(suite: Suite, data: bytes, others: list[bytes]) -> bytes:
    """With a bit flipped, cut short, emptied, or one of the others."""
    match suite.noise.randrange(4):
        case 0 if data:
            flipped = bytearray(data)
            flipped[suite.noise.randrange(len(data))] ^= 1 << suite.noise.randrange(8)
            return bytes(flipped)
        case 1:
            return data[: suite.noise.randrange(len(data) + 1)]
        case 2:
            return b""
        case _:
            return suite.noise.choice(others)
