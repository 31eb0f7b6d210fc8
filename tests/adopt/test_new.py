"""`annexa new`: files for one requirement, from elsewhere or from the item's folder."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from annexa.check import check
from annexa.cli.kinds import KINDS
from annexa.cli.main import run
from annexa.load import project
from annexa.model.library import Kind, Library

pytestmark = pytest.mark.usefixtures("helpers_here")

ITEM = "evidence/3.4-destinations"


def document(path: Path, title: str = "Leavers of the year", line: str = "Version 1, 2 November 2026") -> Path:
    import docx

    written = docx.Document()
    written.add_heading(title, 0)
    written.add_paragraph(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    written.save(str(path))
    return path


@pytest.fixture
def root(make_library: Callable[..., Path]) -> Path:
    root = make_library()
    document(root / ITEM / "destinations.docx")
    return root


def library(root: Path) -> Library:
    loaded = project(root)
    assert loaded.library is not None and loaded.findings == ()
    return loaded.library


def new(root: Path, *words: str | Path) -> int:
    return run(["--library", str(root), "new", *map(str, words)])


def test_a_file_from_elsewhere_is_copied_and_listed(root: Path, tmp_path: Path) -> None:
    given = document(
        tmp_path / "Downloads/3.4 Leavers v2 FINAL.docx", "Leavers by school", "Version 2, 3 November 2026"
    )
    assert new(root, "3.4", given) == 0
    (item,) = library(root).items
    meta = item.meta.documents[1]
    assert (meta.file, meta.title, str(meta.dated)) == ("leavers.docx", "Leavers by school", "2026-11-03")
    assert meta.guessed == ("title", "dated", "kind")
    assert (root / ITEM / "leavers.docx").read_bytes() == given.read_bytes()


def test_a_file_in_the_folder_is_only_listed_under_its_name(root: Path) -> None:
    document(root / ITEM / "Old/Notes on it.docx", "Notes on leavers")
    assert new(root, "3.4", root / ITEM / "Old/Notes on it.docx") == 0
    (item,) = library(root).items
    assert item.meta.documents[1].file == "Old/Notes on it.docx"
    assert not [path for path in (root / ITEM).iterdir() if path.name == "notes-on-it.docx"]


def test_a_folder_that_somebody_has_made_becomes_the_item(root: Path) -> None:
    document(root / "evidence/2.1 our engagement/Plan.docx", "Plan for engagement")
    assert new(root, "2.1", root / "evidence/2.1 our engagement/Plan.docx") == 0
    assert {item.yaml for item in library(root).items} == {f"{ITEM}/item.yaml", "evidence/2.1 our engagement/item.yaml"}


def test_what_a_person_says_is_no_guess(root: Path, tmp_path: Path) -> None:
    given = document(tmp_path / "a.docx")
    assert new(root, "3.4", given, "--title", "Leavers: all", "--kind", "data", "--dated", "2026-10-01") == 0
    meta = library(root).items[0].meta.documents[1]
    assert (meta.title, meta.kind, str(meta.dated), meta.guessed) == ("Leavers: all", "data", "2026-10-01", ())


def test_dry_it_prints_lines_that_can_be_pasted(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (root / ITEM / "item.yaml").read_bytes()
    assert new(root, "3.4", document(tmp_path / "a.docx"), "--dry-run") == 0
    (entry,) = yaml.safe_load(capsys.readouterr().out)
    assert (entry["title"], entry["guessed"]) == ("Leavers of the year", ["title", "dated", "kind"])
    assert (root / ITEM / "item.yaml").read_bytes() == before


def test_the_remedy_for_a_file_that_nothing_names_does_it(root: Path, tmp_path: Path) -> None:
    document(root / ITEM / "My notes: a.docx")
    found = check(project(root), as_of=date(2026, 11, 2), cache=tmp_path / "cache").findings
    remedy = next(each.remedy for each in found if each.rule == "file-not-in-metadata")
    assert f"annexa new 3.4 '{ITEM}/My notes: a.docx'" in remedy
    entry = remedy.partition("correct it: ")[2].partition("; or move")[0]
    with (root / ITEM / "item.yaml").open("a") as file:
        file.write(f"  {entry}\n")
    assert library(root).items[0].meta.documents[1].file == "My notes: a.docx"


REFUSED = {
    "listed already": ("3.4", f"{ITEM}/destinations.docx"),
    "no such requirement": ("9.9", "a.docx"),
    "a list of children": ("child-level-data", "a.docx"),
    "a date of birth": ("3.4", "child.docx"),
    "a shortcut": ("3.4", "page.url"),
    "an archive": ("3.4", "all.zip"),
    "empty": ("3.4", "empty.docx"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_must_not_be_handed_in_is_refused_whole(
    why: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    document(Path("a.docx"))
    document(Path("b.docx"))
    document(Path("child.docx"), line="Date of birth: 3 April 2014, NHS number 943 476 5919")
    Path("page.url").write_text("[InternetShortcut]\nURL=https://example.org\n")
    Path("all.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    Path("empty.docx").write_bytes(b"")
    requirement, file = REFUSED[why]
    before = {path: path.read_bytes() for path in Path("evidence").rglob("*") if path.is_file()}
    assert new(root, requirement, "b.docx", file) == 2
    assert {path: path.read_bytes() for path in Path("evidence").rglob("*") if path.is_file()} == before
    assert "annexa:" in capsys.readouterr().err


def test_the_options_know_every_kind() -> None:
    assert set(KINDS) == {str(kind) for kind in Kind}
