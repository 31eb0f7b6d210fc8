"""Cases of `scripts/faults.py` in which the library is odd, or changes while it is worked with."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import make_library
from faults_place import BUILD, Place, Suite, digests, is_at_work_after, must
from measuring import ROOT


def other_clock(suite: Suite) -> str:
    """The clock stands at 2020, then at 2035: the same bytes."""
    for year in (2020, 2035):
        place = suite.place()
        (place.folder / "clock").mkdir()
        (place.folder / "clock" / "sitecustomize.py").write_text(CLOCK.format(year=year))
        place.more["PYTHONPATH"] = f"{place.folder / 'clock'}{os.pathsep}{ROOT / 'src'}"
        asked = (sys.executable, "-c", "import datetime; print(datetime.date.today().year)")
        said = subprocess.run(asked, env=place.environment(), capture_output=True, text=True, check=True).stdout
        must(said.split() == [str(year)], f"the clock says {said.strip()}")
        suite.build(place)
        shutil.rmtree(place.folder)
    return "the same bytes"


CLOCK = """import time
_now, _then = time.time(), time.mktime(({year}, 1, 1, 0, 0, 0, 0, 0, 0))
_time = time.time
time.time = lambda: _time() - _now + _then
time.time_ns = lambda: int(time.time() * 1e9)
"""


def together(suite: Suite) -> str:
    """Two builds of the same library at once."""
    for number in range(suite.some(2)):
        place = suite.place(cache=number % 2 == 1)
        both = [place.start(*BUILD) for _ in range(2)]
        must(all(is_at_work_after(each, 0.2) for each in both), "one had ended when the other began")
        said = [process.communicate(timeout=900)[0].decode(errors="replace") for process in both]
        codes = [process.returncode for process in both]
        must(all(code == 0 for code in codes), f"ended with {codes}: {said[0][-200:]} {said[1][-200:]}")
        must(digests(place.bundles) == suite.right, "the result differs")
        suite.build(place)
        shutil.rmtree(place.folder)
    return "both end with 0 and the right result"


def changed_meanwhile(suite: Suite) -> str:
    """A document is exchanged while it is read or converted: no bundle holds what was not checked and signed."""
    changed, refused, wanted, span = 0, 0, suite.some(5), suite.takes
    for _ in range(4 * wanted):
        if changed >= wanted and (refused or suite.is_small):
            break
        place = suite.place(cache=False)
        path = suite.noise.choice(sorted(place.library.glob("evidence/*/report-*.docx")))
        before = path.read_bytes()
        start, process = time.monotonic(), place.start(*BUILD)
        if is_at_work_after(process, suite.noise.uniform(0.05, 0.6) * span):
            path.write_bytes(make_library.docx("Another", "1 October 2026", 99, 2, make_library.Words()))
            changed += process.poll() is None
        process.communicate(timeout=900)
        if process.returncode:
            refused += 1
            for name, digest in (digests(place.bundles) if place.bundles.is_dir() else {}).items():
                must(suite.right.get(name) == digest, f"a bundle with other bytes: {name}")
        else:
            span = time.monotonic() - start
            must(digests(place.bundles) == suite.right, "a bundle with other bytes than were checked")
        path.write_bytes(before)
        suite.build(place)
        shutil.rmtree(place.folder)
    must(changed >= wanted, f"only {changed} of {wanted} were changed while it ran")
    must(refused or suite.is_small, "none was changed before it had been read")
    return f"{changed} of {wanted} changed while it ran, {refused} refused, the others with the bytes that were checked"


def odd_files(suite: Suite) -> Iterator[tuple[str, str]]:
    """Files with names that no program expects, beside the documents."""
    odd = {
        "a name that is not UTF-8": b"\xff\xfe.docx",
        "a very long name": b"a" * 250 + b".pdf",
        "quotes, spaces and a line break": b" a 'b' \"c\"\n.docx",
        "a right-to-left override": "a\u202ecod.exe".encode(),
        "a control character": b"a\x1b[31m.docx",
    }
    undisturbed = _findings(suite.place())
    for name, file in odd.items():
        place = suite.place()
        item = os.fsencode(str(sorted(place.library.glob("evidence/3.*-item"))[0]))
        Path(os.fsdecode(item + b"/" + file)).write_bytes(b"x")
        yield name, _found(place, undisturbed)
    place = suite.place()
    path = sorted(place.library.glob("evidence/*/report-*.docx"))[0]
    path.with_name(path.name.upper()).write_bytes(path.read_bytes())
    yield "a name that differs from another in capitals alone", _found(place, undisturbed)
    place = suite.place()
    path = sorted(place.library.glob("evidence/*/report-*.docx"))[0]
    path.unlink()
    os.mkfifo(path)
    yield "a pipe instead of a document", _found(place, undisturbed)
    place = suite.place()
    path = sorted(place.library.glob("evidence/*/report-*.docx"))[0]
    path.unlink()
    path.symlink_to("/dev/zero")
    yield "a link to a device instead of a document", _found(place, undisturbed)


def _findings(place: Place) -> set[tuple[str, ...]]:
    """File, rule and words of each; the run must end well, and what it says must not move a terminal."""
    report = place.folder / "report.json"
    code, said = place.run("check", "--output", str(report), seconds=60)
    must(code in (0, 1) and not re.search("[\x1b\u202e]", said), f"ended with {code}: {said[-200:]}")
    found = json.loads(report.read_text(encoding="utf-8"))["findings"]
    return {(each["file"], each["rule"], each["message"]) for each in found}


def _found(place: Place, undisturbed: set[tuple[str, ...]]) -> str:
    """What is found beside that of the undisturbed library: something."""
    more = _findings(place) - undisturbed
    must(more, "it was not noticed")
    shutil.rmtree(place.folder)
    return f"found: {', '.join(sorted({rule for _, rule, _ in more}))}"


def unreadable(suite: Suite) -> str:
    """A document and an item.yaml that this user may not read; root only where it gives up the right to read all."""
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:
        prefix = ("setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search")
        if not shutil.which("setpriv"):
            return "skipped: root may read everything, and setpriv is not installed"
    for pattern in ("report-*.docx", "item.yaml"):
        place = suite.place()
        path = sorted(place.library.glob(f"evidence/*-item/{pattern}"))[0]
        for command in (("check",), BUILD):
            path.chmod(0)
            done = subprocess.run([*prefix, "cat", path], capture_output=True, check=False)
            must(done.returncode, f"{path.name} can be read all the same")
            code, said = place.run(*command, prefix=prefix)
            must(code in (1, 2) and path.name in said, f"{path.name}, {command[0]}: ended with {code}: {said[-300:]}")
        path.chmod(0o644)
        suite.check_after_kill(place)  # a submission that it is no part of may be built, as it is
        suite.build(place)
        shutil.rmtree(place.folder)
    return "named and refused, next run right"


def sizes(suite: Suite) -> Iterator[tuple[str, str]]:
    """A library of nothing, and one of 3,000 entries."""
    place = suite.place()
    for item in place.library.glob("evidence/*-item"):
        shutil.rmtree(item)
    code, said = place.run("build", "--draft")
    must(code in (0, 1), f"nothing at all: ended with {code}: {said[-300:]}")
    yield "a library of nothing", f"built as a draft, {code}"
    many = 300 if suite.is_small else 3_000
    fill(place, many)
    code, said = place.run("check", "--output", str(place.folder / "report.json"), seconds=900)
    must(code == 1, f"{many} documents: ended with {code}: {said[-300:]}")
    found = json.loads((place.folder / "report.json").read_text(encoding="utf-8"))
    yield f"an item of {many:,} documents", f"checked, {len(found['findings']):,} findings"
    fill(place, many, each=1)
    code, said = place.run("check", "--output", str(place.folder / "report.json"), seconds=900)
    must(code == 1, f"{many} items: ended with {code}: {said[-300:]}")
    found = json.loads((place.folder / "report.json").read_text(encoding="utf-8"))
    yield f"{many:,} items of one document", f"checked, {len(found['findings']):,} findings"


def fill(place: Place, many: int, *, each: int | None = None) -> None:
    """Puts so many small documents into the library, in place of all others: into one item, or `each` so many."""
    for item in place.library.glob("evidence/*-item"):
        shutil.rmtree(item)
    for first in range(0, many, each or many):
        item = place.library / "evidence" / (f"3.4-part-{first}-item" if each else "3.4-item")
        item.mkdir()
        lines = ['requirement: "3.4"', "lead: education-evidence-lead", "accountable: education-accountable-lead",
                 "summary: What was done.", "documents:"]  # fmt: skip
        for number in range(first, min(many, first + (each or many))):
            (item / f"note-{number}.txt").write_text(f"Date: 1 October 2026\n\nWords of note {number}. TBC.\n")
            lines += [f"  - file: note-{number}.txt", f"    title: Note {number}", "    kind: other",
                      "    dated: 2026-10-01"]  # fmt: skip
        (item / "item.yaml").write_text("\n".join(lines) + "\n")
