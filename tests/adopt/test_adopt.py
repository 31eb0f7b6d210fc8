"""`annexa adopt`: a folder of councils' documents, adopted once, again, and after it has changed.

Long because it goes through the life of one folder.
"""

import importlib.util
import json
import shutil
import sys
from datetime import date
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

import pytest
import yaml

from annexa.adopt.run import Adopted, adopt
from annexa.adopt.state import Outcome, read_state
from annexa.adopt.wording import Wording
from annexa.cli.main import run
from annexa.documents.facts import Facts, ReadFault
from annexa.documents.reader import read
from annexa.inspection.starting import start
from annexa.load import project
from annexa.model.errors import UsageError

TODAY = date(2026, 11, 20)
STRUCTURE = "1.1 Structure/Partnership structure v3 FINAL.docx"


@pytest.fixture(scope="module")
def shared_folder() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "scripts" / "shared_folder.py"
    spec = importlib.util.spec_from_file_location("shared_folder", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["shared_folder"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


READ: dict[str, Facts | ReadFault] = {}


def known(sha256: str, path: Path) -> Facts | ReadFault:
    """The facts of a file: the same few are asked for by every test."""
    if sha256 not in READ:
        READ[sha256] = read(path)
    return READ[sha256]


def adopted(folder: Path, root: Path, **options: bool) -> Adopted:
    loaded = project(root)
    assert loaded.library is not None
    return adopt(
        folder,
        loaded,
        loaded.library,
        read=lambda files: {path: known(sha256, path) for path, sha256 in files.items()},
        today=TODAY,
        write=True,
        **options,
    )


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, shared_folder: ModuleType) -> tuple[Path, Path, Adopted]:
    """The folder and a new library, adopted once: to be copied by whoever changes them."""
    work = tmp_path_factory.mktemp("adopt")
    shared_folder.make(work / "folder")
    start(work / "library", area="Ashby", framework="annex-a", today=TODAY)
    return work / "folder", work / "library", adopted(work / "folder", work / "library")


@pytest.fixture
def again(once: tuple[Path, Path, Adopted], tmp_path: Path) -> tuple[Path, Path]:
    """A copy of both, after the first run."""
    for path in once[:2]:
        shutil.copytree(path, tmp_path / path.name)
    return tmp_path / "folder", tmp_path / "library"


def answers(done: Adopted) -> dict[str, dict[str, object]]:
    return {
        str(each.name): {
            "outcome": str(each.outcome),
            "requirement": each.placing.requirement.id if each.placing else None,
            "title": each.placing.guesses.title if each.placing else None,
            "dated": str(each.placing.guesses.dated) if each.placing else None,
            "kind": str(each.placing.guesses.kind) if each.placing else None,
        }
        for each in done.decisions
    }


def changes(done: Adopted) -> set[tuple[str, str]]:
    return {(str(one.change), one.name) for one in done.compared.changed}


def document(path: Path, title: str, line: str) -> None:
    import docx

    written = docx.Document()
    written.add_heading(title, 0)
    written.add_paragraph(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    written.save(str(path))


def test_most_documents_of_a_council_get_the_right_place_title_date_and_kind(
    once: tuple[Path, Path, Adopted], shared_folder: ModuleType
) -> None:
    found = {score.name: score for score in shared_folder.scores(answers(once[2]))}
    assert len(shared_folder.FILES) == 42 and found["what becomes of each file"].share == 1
    assert found["place, with a number in the path"].share >= 0.95
    assert min(found[name].share for name in ("title", "dated", "kind")) >= 0.8


def test_every_guess_is_marked_and_the_library_has_no_fault(once: tuple[Path, Path, Adopted]) -> None:
    loaded = project(once[1])
    assert loaded.findings == () and loaded.library is not None
    for item in loaded.library.items:
        assert set(item.meta.guessed) == {"lead", "accountable", "summary"}
        for meta in item.meta.documents:
            assert {"title", "dated", "kind"} <= set(meta.guessed)
            assert ("requirement" in meta.guessed) == (item.meta.requirement in ("3.4", "1.5"))


def test_what_may_hold_data_of_children_leaves_no_trace_in_the_library(once: tuple[Path, Path, Adopted]) -> None:
    folder, root, _ = once
    kept = (folder / "Child level data/List 1.xlsx").read_bytes()
    written = [path.read_bytes() for path in (root / "evidence").rglob("*") if path.is_file()]
    assert kept not in written
    assert not any(name in data for data in written for name in (b"List 1", b"Christmas", b"desktop.ini"))


def test_a_second_run_changes_nothing(again: tuple[Path, Path]) -> None:
    folder, root = again
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = adopted(folder, root, again=True)
    assert changes(done) == set()
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_what_changed_is_said_and_taken_over_on_request(again: tuple[Path, Path]) -> None:
    folder, root = again
    document(folder / STRUCTURE, "Structure of the Ashby partnership", "Version 4, 2 November 2026")
    (folder / "5.3 Pathways/autism pathway.docx").rename(folder / "5.3 Pathways/autism.docx")
    (folder / "4.1 Care/Care services overview.docx").unlink()
    shown = adopted(folder, root)
    expected = {
        ("changed", STRUCTURE),
        ("moved", "5.3 Pathways/autism.docx"),
        ("gone", "4.1 Care/Care services overview.docx"),
        # what was a copy of the changed one is the only one of its kind now
        ("judged otherwise", "1.1 Structure/Partnership structure v3 FINAL (2).docx"),
    }
    assert changes(shown) == expected and not shown.written
    structure = root / "evidence/1.1-local-area-partnership-structure/partnership-structure.docx"
    assert structure.read_bytes() != (folder / STRUCTURE).read_bytes()
    assert changes(adopted(folder, root, again=True)) == expected
    assert structure.read_bytes() == (folder / STRUCTURE).read_bytes()
    item = yaml.safe_load((structure.parent / "item.yaml").read_text())
    entry = next(each for each in item["documents"] if each["file"] == structure.name)
    assert (entry["title"], str(entry["dated"])) == ("Structure of the Ashby partnership", "2026-11-02")
    assert not (root / "evidence/4.1-care-services-overview").exists()
    assert (root / "evidence/5.3-pathways/autism-pathway.docx").exists()
    assert project(root).findings == ()
    assert changes(adopted(folder, root)) == set()


def test_what_a_person_wrote_stays(again: tuple[Path, Path]) -> None:
    folder, root = again
    evidence = root / "evidence"
    assert run(["--library", str(root), "confirm", "4.1", "-q"]) == 0
    care = evidence / "4.1-care-services-overview"
    pathway = evidence / "5.3-pathways/autism-pathway.docx"
    pathway.write_bytes(pathway.read_bytes() + b" ")  # somebody saved it in the library
    before = (care / "item.yaml").read_bytes(), pathway.read_bytes()
    (folder / "4.1 Care/Care services overview.docx").unlink()
    document(folder / "5.3 Pathways/autism pathway.docx", "Pathway for autism", "Version 7, 3 November 2026")
    done = adopted(folder, root, again=True)
    assert ((care / "item.yaml").read_bytes(), pathway.read_bytes()) == before
    assert set(done.notes) == {"4.1 Care/Care services overview.docx", "5.3 Pathways/autism pathway.docx"}


@pytest.mark.parametrize(
    ("name", "likely"),
    [
        ("Personal budgets.docx", ["2.3"]),
        ("Parents.docx", ["1.5"]),
        ("Christmas groups.xlsx", ["2.5"]),  # and to one part in fifteen 1.5
        ("Quality of data.docx", []),  # each of three to one part in twenty
    ],
)
def test_a_guess_that_helps_nobody_is_not_told(once: tuple[Path, Path, Adopted], name: str, likely: list[str]) -> None:
    words = Wording(project(once[1]).framework, ())
    assert [each.requirement.id for each in words.likely(PurePosixPath(name), None)] == likely


def test_what_was_not_placed_gets_its_place_once_it_has_a_number(again: tuple[Path, Path]) -> None:
    folder, root = again
    (folder / "2.3/Christmas party.docx").write_bytes((folder / "misc/Christmas party.docx").read_bytes())
    (folder / "misc/Christmas party.docx").unlink()
    (folder / "misc/export.zip").unlink()
    done = adopted(folder, root, again=True)
    assert {change for change, _ in changes(done)} == {"moved", "gone"}
    assert (root / "evidence/2.3-personal-budgets/christmas-party.docx").exists()
    assert project(root).findings == () and changes(adopted(folder, root)) == set()


def test_what_a_person_took_out_does_not_come_back(again: tuple[Path, Path]) -> None:
    folder, root = again
    shutil.rmtree(root / "evidence/4.1-care-services-overview")
    document(folder / "4.1 Care/Care services overview.docx", "Overview of care services", "Version 2, 3 November 2026")
    done = adopted(folder, root, again=True)
    assert "4.1 Care/Care services overview.docx" in done.notes
    assert not (root / "evidence/4.1-care-services-overview").exists()
    assert changes(adopted(folder, root)) == set()


def test_a_newer_version_in_another_format_is_added_and_the_older_one_named(again: tuple[Path, Path]) -> None:
    folder, root = again
    document(folder / "1.3 SEF/SEF v6.docx", "Self-evaluation of the partnership", "Version 6, 4 November 2026")
    (folder / "1.3 SEF/SEF v6.docx").rename(folder / "1.3 SEF/SEF v6.docm")
    done = adopted(folder, root, again=True)
    assert "1.3-self-evaluation/sef.docx" in done.notes["1.3 SEF/SEF v6.docm"]
    listed = {path.name for path in (root / "evidence/1.3-self-evaluation").iterdir()}
    assert listed == {"item.yaml", "sef.docx", "sef.docm"} and project(root).findings == ()


def test_a_newer_version_takes_the_place_of_the_older(again: tuple[Path, Path]) -> None:
    folder, root = again
    document(folder / "1.3 SEF/SEF v5.docx", "Self-evaluation of the partnership", "Version 5, 2 November 2026")
    done = adopted(folder, root, again=True)
    assert ("new", "1.3 SEF/SEF v5.docx") in changes(done)
    files = {path.name for path in (root / "evidence/1.3-self-evaluation").iterdir()}
    assert files == {"sef.docx", "item.yaml"}
    assert (root / "evidence/1.3-self-evaluation/sef.docx").read_bytes() == (
        folder / "1.3 SEF/SEF v5.docx"
    ).read_bytes()


def test_a_file_that_answers_something_else_now_goes_there(again: tuple[Path, Path]) -> None:
    folder, root = again
    (folder / "4.1 Care/Care services overview.docx").rename(folder / "5.1 Health system/Care services overview.docx")
    adopted(folder, root, again=True)
    assert not (root / "evidence/4.1-care-services-overview").exists()
    loaded = project(root)
    assert loaded.findings == () and loaded.library is not None
    (item,) = (each for each in loaded.library.items if each.meta.requirement == "5.1")
    assert {meta.file for meta in item.meta.documents} == {"icb-overview.docx", "care-services-overview.docx"}


@pytest.mark.parametrize("writes", [0, 1, 3])
def test_a_run_that_was_killed_goes_on(
    writes: int, tmp_path: Path, shared_folder: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was written last, the next run ends with the same library and nothing twice."""
    from annexa.adopt import items

    folder, root = tmp_path / "folder", tmp_path / "library"
    for name in ("1.1 a/One.docx", "1.1 a/Two.docx", "1.2 b/Three.docx", "2.1 c/Four.docx", "2.2 d/Five.docx"):
        document(folder / name, f"Document {name[-9:-5]} of the partnership", "Version 1, 2 November 2026")
    start(root, area="Ashby", framework="annex-a", today=TODAY)
    left = iter(range(writes))
    copy = items.copy_whole

    def killed(source: Path, path: Path) -> str:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return copy(source, path)

    monkeypatch.setattr(items, "copy_whole", killed)
    with pytest.raises(KeyboardInterrupt):
        adopted(folder, root)
    monkeypatch.undo()
    adopted(folder, root)
    loaded = project(root)
    assert loaded.findings == () and loaded.library is not None
    names = [meta.file for item in loaded.library.items for meta in item.meta.documents]
    assert sorted(names) == ["five.docx", "four.docx", "one.docx", "three.docx", "two.docx"]
    assert read_state(root / "evidence").folders["folder"].finished


def test_another_folder_of_the_same_name_is_another_folder(again: tuple[Path, Path], tmp_path: Path) -> None:
    _, root = again
    document(
        tmp_path / "other/folder/2.3 Budgets/Direct payments.docx", "Direct payments", "Version 1, 2 November 2026"
    )
    done = adopted(tmp_path / "other/folder", root)
    assert done.is_first and changes(done) == {("new", "2.3 Budgets/Direct payments.docx")}
    assert set(read_state(root / "evidence").folders) == {"folder", "folder (2)"}


VERSIONS = {
    "two schools": (("a/Report.docx", "Report on Ashby school"), ("b/Report.docx", "Report on Bexby school"), 2),
    "two schools, each with versions": (("a/Report v1.docx", "Ashby school"), ("b/Report v2.docx", "Bexby school"), 2),
    "two parts": (("Report part 1.docx", "Report"), ("Report part 2.docx", "Report"), 2),
    "two years": (("Leavers 2024.docx", "Leavers"), ("Leavers 2025.docx", "Leavers"), 2),
    "two meetings": (("Minutes 2026-07-08.docx", "Minutes"), ("Minutes 2026-09-09.docx", "Minutes"), 2),
    "downloaded twice": (("Leavers.docx", "Leavers of the year"), ("Leavers (1).docx", "Leavers of the year"), 1),
    "numbered, of two things": (("Scan (1).docx", "Visit to a school"), ("Scan (2).docx", "Plan for transport"), 2),
    "two versions": (("Leavers v1.docx", "Leavers"), ("Leavers v2.docx", "All of the leavers of the year"), 1),
    "another folder, for versions": (
        ("Leavers v1.docx", "Leavers by school"),
        ("final/Leavers v2.docx", "Leavers by school"),
        1,
    ),
    "an old folder": (("Old/Leavers.docx", "About leaving"), ("Leavers.docx", "Destinations"), 1),
    "by date": (("Leavers 2026-05-01.docx", "Leavers"), ("Leavers 2026-09-01.docx", "Leavers"), 1),
    "a draft that came later": (("Leavers v2 draft.docx", "Leavers"), ("Leavers v1 final.docx", "Leavers"), 1),
}


NEWEST_FIRST = {"downloaded twice"}


def test_versions_are_told_from_documents_that_only_have_a_name_in_common(tmp_path: Path) -> None:
    numbers = ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2"]
    folders = {which: f"{number} Leavers" for which, number in zip(VERSIONS, numbers, strict=True)}
    for which, (*files, _) in VERSIONS.items():
        for name, title in files:
            document(tmp_path / "folder" / folders[which] / name, title, f"{which}: {name}")
    start(tmp_path / "library", area="Ashby", framework="annex-a", today=TODAY)
    done = adopted(tmp_path / "folder", tmp_path / "library")
    placed = {str(each.name) for each in done.decisions if each.outcome is Outcome.PLACED}
    for which, (one, other, number) in VERSIONS.items():
        newest = {other[0]} if which not in NEWEST_FIRST else {one[0]}
        expected = {one[0], other[0]} if number == 2 else newest
        assert {name for name in (one[0], other[0]) if f"{folders[which]}/{name}" in placed} == expected, which


TITLES = ("1234", "3.10", "yes", "null", "2026-09-14", 'A "b": #c', "'x' y", "{a: b}", "- a b")


def test_any_title_is_read_back_as_text_by_every_program(tmp_path: Path) -> None:
    for number, title in enumerate(TITLES):
        document(tmp_path / f"folder/3.4/{number}.docx", title, "2 November 2026")
    start(tmp_path / "library", area="Ashby", framework="annex-a", today=TODAY)
    adopted(tmp_path / "folder", tmp_path / "library")
    assert project(tmp_path / "library").findings == ()
    item = yaml.safe_load((tmp_path / "library/evidence/3.4-destinations/item.yaml").read_text())
    values = [item["requirement"], *(each[name] for each in item["documents"] for name in ("file", "title"))]
    assert len(values) == 19 and all(isinstance(value, str) for value in values)


def test_with_move_what_is_placed_leaves_the_folder_and_is_not_called_gone(tmp_path: Path) -> None:
    folder, root = tmp_path / "folder", tmp_path / "library"
    document(folder / "1.1 a/One.docx", "Structure of the partnership", "Version 1, 2 November 2026")
    document(folder / "cake.docx", "Cake", "Bring one")
    start(root, area="Ashby", framework="annex-a", today=TODAY)
    adopted(folder, root, move=True)
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["cake.docx"]
    assert changes(adopted(folder, root)) == set()


def test_leads_and_notes_come_from_a_list_of_the_coordinator(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import Workbook

    root = tmp_path / "library"
    start(root, area="Ashby", framework="annex-a", today=TODAY)
    for number in ("3.4", "2.3"):
        document(tmp_path / f"folder/{number}/a.docx", f"Document of {number}", "Version 1, 2 November 2026")
    book = Workbook()
    sheet: Any = book.active
    for row in (
        ("Who does what",),
        ("Ref", "Title", "Evidence lead", "Accountable officer", "Comments"),
        ("3.4", "Destinations", "Evidence lead, health", "director", "Ask the colleges: by Friday"),
        ("2.3", "Personal Budgets", "Somebody else", "", ""),
    ):
        sheet.append(row)
    book.save(tmp_path / "leads.xlsx")
    tracker = ["--tracker", str(tmp_path / "leads.xlsx"), "-q"]
    assert run(["adopt", str(tmp_path / "folder"), "--into", str(root / "evidence"), *tracker]) == 0
    assert "Somebody else" in capsys.readouterr().err
    library = project(root).library
    assert library is not None
    leavers, budgets = sorted((item.meta for item in library.items), key=lambda meta: meta.requirement, reverse=True)
    assert (leavers.lead, leavers.accountable, leavers.note, leavers.guessed) == (
        "health-evidence-lead", "director", "Ask the colleges: by Friday", ("summary",)
    )  # fmt: skip
    assert budgets.guessed == ("lead", "accountable", "summary")


def test_a_folder_of_the_library_itself_is_refused(once: tuple[Path, Path, Adopted]) -> None:
    for folder in (once[1] / "evidence/1.1-local-area-partnership-structure", once[1].parent):
        with pytest.raises(UsageError):
            adopted(folder, once[1])


def test_the_command_says_all_and_writes_nothing_when_dry(
    once: tuple[Path, Path, Adopted], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start(tmp_path / "library", area="Ashby", framework="annex-a", today=TODAY)
    before = sorted(tmp_path.rglob("*"))
    command = ["adopt", str(once[0]), "--into", str(tmp_path / "library"), "--dry-run", "--json"]
    assert run(command) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["files"]) == 42 and {each["outcome"] for each in told["files"]} == {str(each) for each in Outcome}
    assert sorted(tmp_path.rglob("*")) == before
