"""What goes beside the bundle as it is: a slip sheet in its place that says where it lies, and what it is."""

import wave
from dataclasses import replace

import pypdfium2
import pytest

from annexa.bundle import native
from annexa.bundle.renderings import renderings
from annexa.convert import Converted, Job, faults
from annexa.model.library import Presentation
from annexa.plan.planned import Rendering
from annexa.tools.files import sha256_of


def aside(**changes):
    """A rendering of a file without pages."""
    return {"pdf": None, "pages": 0, "size": 0, "engine": "", "carry": True, **changes}


def page_of(built, words):
    """The text of the page of the bundle that holds the words."""
    with pypdfium2.PdfDocument(built.folder / built.bundles()[0].path) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    return next(page for page in pages if words in page and "Item" in page and "File" in page)


def test_a_film_stands_beside_the_bundle_with_its_slip_sheet(shelf, build):
    told = (("Kind", "Film (mp4)"), ("Runs for", "12 min 34 s"))
    film = shelf.add("3.4", "film.mp4", rendering=aside(told=told), transcript="words.docx")
    shelf.add("3.4", "words.docx", 2)
    built = build(shelf)
    [carried] = [file for file in built.files if file.kind == "native"]
    assert (built.folder / carried.path).read_bytes() == film.read_bytes()
    [words] = [each for each in built.documents if each.planned.name == "words.docx"]
    page = page_of(built, "film.mp4")
    for row in ("Film (mp4)", "12 min 34 s", carried.path, f"“All about words”, page {words.first}"):
        assert row in page


def test_a_recording_without_transcript_says_so(shelf, build):
    shelf.add("3.4", "talk.mp3", rendering=aside())
    shelf.add("3.4", "routes.xlsx", rendering=aside())
    built = build(shelf)
    lines = page_of(built, "talk.mp3").splitlines()
    assert any(line.startswith("Transcript") and line.endswith("None") for line in lines) or "None" in lines
    assert "Transcript" not in page_of(built, "routes.xlsx")


def test_who_goes_beside_is_said_by_the_metadata_or_the_kind_of_file(shelf, framework):
    native_one = shelf.add("3.4", "data.xlsx", present=Presentation.NATIVE)
    shelf.add("3.4", "other.xlsx")
    film = shelf.add("1.1", "film.MP4")
    library = shelf.library()
    assert native.chosen(library, framework, ["day-2"]) == {native_one, film}
    assert native.chosen(library, framework, ["day-5"]) == frozenset()


def test_a_slip_sheet_is_told_how_long_a_recording_runs(tmp_path):
    path = tmp_path / "talk.wav"
    with wave.open(str(path), "wb") as target:
        target.setparams((1, 1, 2000, 6000, "NONE", ""))
        target.writeframes(b"\x80" * 6000)
    other = tmp_path / "data.accdb"
    other.write_bytes(b"x" * 2500)
    made = native.native_renderings(
        {path: sha256_of(path), other: sha256_of(other)}, cache=tmp_path / "cache", workers=1
    )
    assert made[path].told == (("Kind", "Sound recording (wav)"), ("Runs for", "3 s"), ("Size", "6.0 kB"))
    assert made[other] == Rendering(pdf=None, carry=True, reason=native.AS_IT_IS, told=(("Size", "2.5 kB"),))
    assert not list((tmp_path / "cache").rglob("*.msgpack"))


def test_a_workbook_of_many_pages_waits_for_a_decision(tmp_path):
    job = Job(source=tmp_path / "data.xlsx", sha256="1" * 64, format="xlsx", most_pages=60)
    fault = faults.to_be_decided("770", 60)

    def became(job):
        converted = Converted(job=job, pdf=None, pages=0, fault=fault, from_cache=False, engine="", options="")
        return renderings([converted])[job.source]

    asked = became(job)
    assert (asked.fault, asked.carry) == ("failed", True)
    assert "770 pages" in asked.reason and "present: native" in asked.remedy and "present: pages" in asked.remedy
    assert became(replace(job, most_pages=None)).fault == ""


@pytest.mark.parametrize(
    ("ending", "fault", "carry"), [("accdb", "", True), ("exe", "failed", False), ("pst", "failed", False)]
)
def test_a_program_or_a_mailbox_goes_nowhere(shelf, framework, ending, fault, carry):
    source = shelf.add("3.4", f"a.{ending}", present=Presentation.NATIVE)
    assert (source in native.chosen(shelf.library(), framework, ["day-2"])) == carry
    job = Job(source=source, sha256="1" * 64, format=ending)
    told = Converted(job=job, pdf=None, pages=0, fault=faults.unknown(ending), from_cache=False, engine="", options="")
    made = renderings([told])[source]
    assert (made.fault, made.carry) == (fault, carry)


def test_not_even_a_draft_holds_a_program(shelf, build):
    failed = aside(carry=False, fault="failed", reason="This is a program.")
    shelf.add("3.4", "setup.exe", rendering=failed)
    shelf.add("3.4", "broken.docx", rendering=failed)
    built = build(shelf, draft=True)
    assert [file.path for file in built.files if file.kind == "native"] == ["natives/3.4 broken.docx"]


def test_only_a_workbook_of_which_nobody_has_spoken_is_asked_about(shelf, framework):
    open_one = shelf.add("3.4", "data.xlsx")
    shelf.add("3.4", "all.xlsx", present=Presentation.PAGES)
    shelf.add("1.1", "aside.xlsx", present=Presentation.NATIVE)
    assert native.undecided(shelf.library(), framework, ["day-2"]) == {open_one}
