"""Each page is read once by each reader: in parts of a large file, so many at once as there are processors."""

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pypdf import PdfReader

import annexa.verify
from annexa.cli import verify as command
from annexa.load import manifest
from annexa.model.words import silent
from annexa.tools import poppler
from annexa.tools.supervised import Supervised
from annexa.verify import limits, reader, second, turns, unpacked, verify
from annexa.verify.facts import Reading
from annexa.verify.turns import Readers

Make = Callable[..., Path]


def in_parts(monkeypatch: pytest.MonkeyPatch, path: Path, count: int) -> Reading:
    monkeypatch.setattr(reader, "processors", lambda: 8)
    monkeypatch.setattr(reader, "A_PART", path.stat().st_size // (count - 1) - 1)
    return reader.read(path, seconds=240)


@pytest.mark.parametrize("count", [2, 3, 7, 9])
def test_a_file_in_parts_is_read_as_a_whole_one(make: Make, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Also where there are more parts than pages."""
    path = make()
    whole = reader.read(path, seconds=240)
    assert [page.position for page in whole.seen] == [1, 2, 3, 4, 5, 6, 7]
    assert in_parts(monkeypatch, path, count) == whole


@pytest.mark.parametrize(
    ("size", "processors", "parts"),
    [
        (1_000, 4, ["sight"]),
        (900_000_000, 1, ["sight"]),
        (900_000, 2, ["sight"]),
        (1_700_000, 2, ["sight 1/2", "sight 2/2"]),
        (900_000_000, 2, [f"sight {part}/16" for part in range(1, 17)]),
    ],
)
def test_in_how_many_parts_the_pages_are_looked_at(
    monkeypatch: pytest.MonkeyPatch, size: int, processors: int, parts: list[str]
) -> None:
    monkeypatch.setattr(reader, "processors", lambda: processors)
    assert reader._parts(size) == parts


def test_a_part_that_cannot_be_read_fails_the_file(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    run = reader._run

    def one_dies(
        name: str, path: Path, patience: reader.Patience, results: dict[str, reader._Half], readers: Readers
    ) -> None:
        run(name, path, patience, results, readers)
        if name.startswith("sight 2"):
            results[name] = reader._Half([], "could not be read to the end: the reader stopped")

    monkeypatch.setattr(reader, "_run", one_dies)
    found = in_parts(monkeypatch, make(), 3)
    assert found.incomplete == ("What the pages show could not be read to the end: the reader stopped.",)
    assert [page.position for page in found.seen] == [1, 2, 5, 6, 7]


def test_so_many_readers_at_once_as_there_are_processors(
    make: Make, own_processes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two volumes at the same time take turns too."""
    at_work, most, asked = Counter[str](), 0, Counter[str]()
    lock = threading.Lock()

    def counted(name: str, path: Path, _: reader.Patience, lines: list[bytes], __: Readers) -> str:
        nonlocal most
        with lock:
            asked[name] += 1
            at_work["readers"] += 1
            most = max(most, at_work["readers"])
        lines.extend(line.rstrip(b"\n") for line in reader.lines_of(name, path))
        with lock:
            at_work["readers"] -= 1
        return ""

    monkeypatch.setattr(turns, "_turn", threading.BoundedSemaphore(1))  # pdfium works in one thread alone
    monkeypatch.setattr(reader, "_half", counted)
    path = make()
    volumes = [threading.Thread(target=reader.read, args=(path,), kwargs={"seconds": 240}) for _ in range(2)]
    for volume in volumes:
        volume.start()
    for volume in volumes:
        volume.join()
    assert (most, asked) == (1, Counter({"structure": 2, "sight": 2}))


def test_ctrl_c_ends_the_readers_at_work_and_none_begins_after_it(
    make: Make, own_processes: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    slow = tmp_path / "python"
    slow.write_text(f'#!/bin/sh\necho "$$" >> "{begun}"\nexec tail -f /dev/null\n')
    slow.chmod(0o755)
    monkeypatch.setattr(turns, "_turn", threading.BoundedSemaphore(1))
    monkeypatch.setattr(sys, "executable", str(slow))
    readers = Readers()

    def interrupted() -> None:
        deadline = time.monotonic() + 120
        while not (begun.exists() and begun.read_text()) and time.monotonic() < deadline:
            time.sleep(0.02)
        raise KeyboardInterrupt

    waiting = threading.Thread(target=reader.read, args=(make(),), kwargs={"seconds": 240, "readers": readers})
    waiting.start()
    with pytest.raises(KeyboardInterrupt), readers.ended_with_us():
        interrupted()
    waiting.join(120)
    assert not waiting.is_alive(), "two minutes before the reader's own limit"
    assert len(begun.read_text().split()) == 1, "the one that waited for its turn did not begin"


@pytest.mark.parametrize(("kills", "is_whole"), [(1, True), (2, False)])
def test_a_reader_that_somebody_killed_is_started_once_more(
    make: Make, own_processes: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kills: int, is_whole: bool
) -> None:
    """As a system does that is short of memory: the file need not be why."""
    path, pdftotext = make(), poppler.find()
    killed = 'n=0; for each in "$0".killed*; do test -e "$each" && n=$((n+1)); done'
    once = f'#!/bin/sh\n{killed}; if test $n -lt {kills}; then : > "$0.killed$n"; kill -9 $$; fi\nexec %s "$@"\n'
    for name, real in (("python", sys.executable), ("pdftotext", pdftotext)):
        (tmp_path / name).write_text(once % real)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(reader, "_parts", lambda size: [])
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    found = reader.read(path, seconds=240)
    assert (found.structure.pages == 7) == is_whole
    assert any("the reader stopped" in each for each in found.incomplete) != is_whole
    if pdftotext is not None:
        monkeypatch.setattr(poppler, "find", lambda: tmp_path / "pdftotext")
        shown = second.look(path, seconds=240)
        assert shown is not None and (len(shown.at) == 7, bool(shown.trouble)) == (is_whole, not is_whole)


def test_it_is_told_how_many_pages_were_looked_at(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    assert reader.read(make(), seconds=240, told=lambda seen, pages: told.append((seen, pages))).structure.pages == 7
    assert told[-1] == (7, 7)
    assert told == sorted(told)


def test_of_an_object_stream_only_what_is_asked_for_is_read(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path, read = make(), Counter[int]()
    packed(path)
    one = unpacked.Unpacked.read

    def counted(self: unpacked.Unpacked, number: int, opened: PdfReader) -> object:
        read[number] += 1
        return one(self, number, opened)

    monkeypatch.setattr(unpacked.Unpacked, "read", counted)
    assert verify(path).passed
    there = len(PdfReader(path).xref_objStm)
    assert set(read.values()) == {1}, "each object once"
    assert 20 < len(read) < there * 3 // 4, f"{len(read)} of {there}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"/N 1", b"/N 9"),
        (b"/N 1", b"/M 1"),
        (b"/First ", b"/Frist "),
        (b"/ObjStm", b"/ObjStn"),
        (b"/ObjStm /Length", b"/ObjStm\n/Length"),
        (b"/N 1", b"/N  "),
        (b"\nendstream", b"\rendstream"),
        (b"\nendstream", b" endstream"),
        (b" 0 obj\n<< /Type /ObjStm", b" 1 obj\n<< /Type /ObjStm"),
        (b"stream\nx", b"stream\ny"),
    ],
)
def test_an_object_stream_out_of_order_is_left_to_pypdf(make: Make, before: bytes, after: bytes) -> None:
    path = make()
    packed(path)
    data = path.read_bytes()
    assert before in data
    path.write_bytes(data.replace(before, after))
    assert all_objects(unpacked.Reader(path, strict=False)) == all_objects(PdfReader(path, strict=False))


def test_object_streams_as_qpdf_writes_them_are_read_without_pypdf(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make()
    packed(path)
    theirs = all_objects(PdfReader(path))
    monkeypatch.setattr(unpacked.Reader, "_stream_of_objects", None)
    assert all_objects(unpacked.Reader(path)) == theirs


def test_object_streams_that_are_encrypted_are_left_to_pypdf(make: Make) -> None:
    import pikepdf

    path = make()
    packed(path, encryption=pikepdf.Encryption(owner="somebody"))
    reader = unpacked.Reader(path)
    assert reader.xref_objStm and reader.decrypt("")
    assert all_objects(reader) == all_objects(PdfReader(path))


def packed(path: Path, **how: object) -> None:
    """Writes the file again with its objects in object streams."""
    import pikepdf

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, **how)


def all_objects(opened: PdfReader) -> list[str]:
    """What each number of the file stands for; a fault where pypdf has one."""
    out = []
    for number in sorted(opened.xref_objStm):
        try:
            out.append(repr(opened.get_object(number)))
        except Exception as error:
            out.append(type(error).__name__)
    return [entry if "IndirectObject" not in entry else without_reader(entry) for entry in out]


def without_reader(entry: str) -> str:
    """The text of an object without the address of its reader."""
    import re

    return re.sub(r"(IndirectObject\(\d+, \d+), \d+\)", r"\1)", entry)


def test_the_volumes_of_a_bundle_are_judged_side_by_side_and_told_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with the number of its own first page, whichever is done first."""
    volumes = [
        SimpleNamespace(path=f"{number}.pdf", first_page=first, volume=number) for number, first in ((1, 1), (2, 9))
    ]
    together = threading.Barrier(2, timeout=120)

    def judged(path: Path, by: object, **told: Any) -> list[Any]:
        together.wait()  # would never end if one waited for the other
        return [SimpleNamespace(file=path.name, first=told["first"], profile="another")]

    monkeypatch.setattr(turns, "processors", lambda: 2)
    monkeypatch.setattr(annexa.verify, "verify_each", judged)
    monkeypatch.setattr(limits, "limits_of", lambda path: SimpleNamespace(figures={}, sentence=""))
    monkeypatch.setattr(manifest, "read_manifest", lambda path: SimpleNamespace(pages=16, volumes=volumes))
    found: list[Any] = command._verify_folder(tmp_path, (), 60, silent)
    assert [(each.file, each.first) for each in found] == [("1.pdf", 1), ("2.pdf", 9)]


def test_readers_that_were_begun_early_are_those_that_read_and_none_is_left(
    make: Make, own_processes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Supervised] = []
    real = turns._started
    monkeypatch.setattr(turns, "_started", lambda half: (started.append(real(half)), started[-1])[1])
    with closing(Readers()) as readers:
        readers.begin("structure", "drawn")
        read = reader.read(make(), seconds=240, readers=readers)
    assert (len(read.laid), len(read.seen), read.incomplete) == (read.structure.pages, read.structure.pages, ())
    assert len(started) == 3, "two early, and one that looks at the pages"
    assert not any(each.is_alive for each in started)


def test_an_early_reader_that_somebody_ended_is_started_once_more(
    make: Make, own_processes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Readers()) as readers:
        readers.begin("structure")
        readers._early["structure"].end()
        assert reader.read(make(), seconds=240, readers=readers).incomplete == ()
