"""Odd and hostile PDFs: judged, never a crash, never a hang."""

import random
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from tests.processes import patiently

from annexa.load.profiles import profile
from annexa.tools import poppler
from annexa.tools.pdf_work import MEMORY, TOO_MUCH_MEMORY
from annexa.tools.supervised import Supervised
from annexa.verify import Status, lenient, program, second, structure, verify
from annexa.verify.labels import letters, numbered, roman
from annexa.verify.program import question

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "office"
Make = Callable[..., Path]


def test_both_readers_run_in_processes_of_their_own(make: Make, own_processes: None) -> None:
    verification = verify(make())
    assert verification.passed
    assert verification.pages == 7


def test_readers_take_no_module_from_the_folder_in_which_they_start(
    make: Make, own_processes: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = make()
    for name in ("pathlib", "types", "json", "pypdf"):
        (tmp_path / f"{name}.py").write_text("open('caught', 'w').close()\nraise SystemExit(3)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert verify(path).passed
    assert not (tmp_path / "caught").exists()


@pytest.mark.parametrize("half", ["structure", "sight"])
def test_no_reader_has_the_writers_library_in_memory(make: Make, own_processes: None, half: str) -> None:
    code = "import sys, itertools, annexa.verify.__main__ as program, annexa.verify.program as asked\n"
    code += "questions = asked._questions\nasked._questions = lambda: itertools.islice(questions(), 1)\n"
    code += "program.main(sys.argv[1])\nprint(sorted(sys.modules))"
    with Supervised([sys.executable, "-c", code, half]) as process:
        process.say(question(half, make()))
        loaded = list(process.lines(time.monotonic() + 120))[-1].decode()
    assert "'annexa.verify.program'" in loaded
    assert "pikepdf" not in loaded and "annexa.pdf.merge" not in loaded
    assert "pydantic" not in loaded  # three of them start for a volume, and the judge's models take longer than a page


WAITS = """
import sys, time
from annexa.verify import program

lines_of = program.lines_of


def waits(*asked):
    yield from lines_of(*asked)
    time.sleep(600)


program.lines_of = waits
program.main(sys.argv[1])
"""
"""A reader that has seen all and does not come to an end."""


def test_a_reader_that_takes_too_long_is_stopped_and_the_file_fails(
    make: Make, own_processes: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow, waiting = tmp_path / "python", tmp_path / "waiting.py"
    waiting.write_text(WAITS)
    slow.write_text(f'#!/bin/sh\nshift 3\nexec "{sys.executable}" "{waiting}" "$@"\n')  # behind -P -m annexa.verify
    slow.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(slow))
    path = make()

    def has_seen_all(seconds: float) -> bool:
        verification = verify(path, seconds=seconds)
        assert not verification.passed
        assert f"within {seconds:g} seconds" in str(verification.outcomes[0].spots)
        return verification.pages == 7

    assert patiently(3, has_seen_all), "what was seen before the time ran out is kept"


def test_a_reader_that_crashes_fails_the_file(make: Make, own_processes: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    verification = verify(make())
    assert "the reader stopped" in str(verification.outcomes[0].spots)
    assert verification.outcomes[0].status is Status.FAIL


@pytest.mark.parametrize(("signal", "why"), [("ABRT", "memory"), ("SEGV", "nested")])
def test_a_reader_that_a_file_ends_says_what_it_took(
    make: Make, own_processes: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, signal: str, why: str
) -> None:
    path, ended = make(), tmp_path / "program"
    ended.write_text(f"#!/bin/sh\nkill -{signal} $$\n")
    ended.chmod(0o755)
    monkeypatch.setattr(poppler, "find", lambda: ended)
    shown = second.look(path, seconds=240)
    assert shown is not None and why in shown.trouble
    monkeypatch.setattr(sys, "executable", str(ended))
    assert why in str(verify(path).outcomes[0].spots)


def test_a_reader_that_is_refused_memory_says_so(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(program, "_facts", refused)
    [line] = program.lines_of("sight", make())
    assert TOO_MUCH_MEMORY in line.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot limit a program that runs")
def test_poppler_and_what_it_starts_have_a_limit_of_memory(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path, stand_in = make(), tmp_path / "pdftotext"
    limited = f"sh -c \"grep -q 'Max data size *{MEMORY} ' /proc/self/limits\""
    stand_in.write_text(f"#!/bin/sh\nuntil {limited}; do sleep 0.05; done\nprintf 'limited\\f'\n")
    stand_in.chmod(0o755)
    monkeypatch.setattr(poppler, "find", lambda: stand_in)
    shown = second.look(path, seconds=120)
    assert shown is not None and (shown.at, shown.trouble) == ({1: "limited"}, "")


def test_a_picture_puzzle_of_loops_ends(make: Make) -> None:
    def loops(writer: PdfWriter) -> None:
        root = writer.root_object
        first = root["/Outlines"]["/First"].get_object()  # type: ignore[index]
        first[NameObject("/Next")] = first.indirect_reference
        first[NameObject("/First")] = first.indirect_reference
        names = DictionaryObject()
        reference = writer._add_object(names)
        names[NameObject("/Kids")] = ArrayObject([reference, reference])
        root[NameObject("/Names")] = DictionaryObject(
            {NameObject("/Dests"): reference, NameObject("/EmbeddedFiles"): reference}
        )
        element = root["/StructTreeRoot"]["/K"]  # type: ignore[index]
        element = element[0].get_object() if isinstance(element, ArrayObject) else element.get_object()
        element[NameObject("/P")] = element.indirect_reference
        action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
        action[NameObject("/Next")] = writer._add_object(action)
        root[NameObject("/OpenAction")] = action.indirect_reference

    verification = verify(make(loops))
    assert any("JavaScript" in str(spot) for o in verification.outcomes for spot in o.spots)


def test_types_that_no_one_expects_are_survived(make: Make) -> None:
    odd = [
        NumberObject(-1),
        TextStringObject("x"),
        ArrayObject([NumberObject(1)]),
        NameObject("/N"),
        DictionaryObject(),
    ]
    for value in odd:

        def change(writer: PdfWriter, value: object = value) -> None:
            root = writer.root_object
            for key in (
                "/Outlines",
                "/Names",
                "/PageLabels",
                "/StructTreeRoot",
                "/AcroForm",
                "/MarkInfo",
                "/Lang",
                "/AF",
            ):
                root[NameObject(key)] = value
            for page in writer.pages:
                for key in ("/Annots", "/Rotate", "/UserUnit", "/StructParents", "/AA"):
                    page[NameObject(key)] = value

        assert len(verify(make(change)).outcomes) > 10


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_a_file_with_bytes_changed_at_random_is_judged(plain: bytes, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(plain)
    for _ in range(dice.randrange(1, 60)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    if dice.random() < 0.3:
        del data[dice.randrange(len(data)) :]
    path = tmp_path / "changed.pdf"
    path.write_bytes(bytes(data))
    verification = verify(path, "judiciary-2021")
    assert len(verification.outcomes) == 13


def test_each_named_destination_is_read_once(plain: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cost by the count of names, not by its square: counted in look-ups."""
    looked = 0

    def counting(value: object) -> object:
        nonlocal looked
        looked += 1
        return lenient.resolved(value)

    writer = PdfWriter(clone_from=PdfReader(BytesIO(plain)))
    page = writer.pages[0].indirect_reference
    flat = ArrayObject()
    for number in range(20_000):
        flat.extend([TextStringObject(f"name{number:06}"), ArrayObject([page, NameObject("/Fit")])])
    leaf = DictionaryObject({NameObject("/Names"): flat})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/Dests"): leaf})
    path = tmp_path / "names.pdf"
    writer.write(path)
    monkeypatch.setattr(structure, "resolved", counting)
    assert verify(path, "jcpc").pages == 7
    assert 20_000 <= looked < 22_000


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("12", "12"),
        ("Page 12 of 90", "12"),
        ("- 12 -", "12"),
        ("[12]", "12"),
        ("57A", "57A"),
        ("p. 57a", "57a"),
        ("S-3", "S-3"),
        ("Day 5 evidence bundle | 12", "12"),
        ("12/90", "12"),
    ],
)
def test_numbers_as_stamps_write_them(words: str, label: str) -> None:
    found = numbered(words)
    assert found is not None and found.label == label


@pytest.mark.parametrize("words", ["", "Chapter", "14 September", "4.1 Care services", "v2.0 draft"])
def test_words_that_are_no_page_number(words: str) -> None:
    assert numbered(words) is None


def test_labels_count_as_pdf_counts() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1999)] == ["i", "iv", "ix", "xiv", "xl", "xc", "cd", "mcmxcix"]
    assert [letters(n) for n in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "zz", "aaa"]


def judged_whole(paths: list[Path]) -> None:
    for path in paths:
        verification = verify(path, "annexa", seconds=240)
        assert len(verification.outcomes) == len(profile("annexa").requirements), path.name
        assert verification.pages or not verification.passed, path.name


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")
def test_pdfs_that_others_made_are_judged() -> None:
    """In this process, where an error in a reader would show as one."""
    paths = sorted(CORPUS.rglob("*.pdf"))
    assert len(paths) > 100
    judged_whole(paths)


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")
def test_pdfs_that_others_made_are_judged_in_processes_of_their_own_too(own_processes: None) -> None:
    judged_whole(sorted(CORPUS.rglob("*.pdf"))[::20])
