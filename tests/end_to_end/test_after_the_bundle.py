"""What is about a child stays in the secure folder, whatever commands are run: nothing that is written or said holds it."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.conftest import PEOPLE_YAML, ROOT

from annexa.cli import main
from annexa.rules.support.person_level import newest_template

MARK = "ZQMARK"
ITEM = """\
requirement: child-level-data
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Two lists.
documents:
  - {file: note.txt, title: Another, kind: data, dated: 2026-11-02, sensitivity: child-level}
"""
LEAD = "education-accountable-lead"
SECRET = [
    "lists check {list} --as-of 2026-11-30",
    "secure add {list} --item child-level-data --custodian lano --dated 2026-11-02 --title Children",
    f"request open --asked {MARK}question --inspector HMI --through lano --about-child --at 2026-12-07",
    f"request assign 1 --to {LEAD} --by lano --at 2026-12-08",
    f"request assess 1 --available no --by {LEAD} --at 2026-12-09",
    f"request answer 1 --explanation {MARK}answer --by {LEAD} --at 2026-12-10",
    f"request sign-off 1 --by {LEAD} --at 2026-12-11",
    "request send 1 --by lano --at 2026-12-14",
]
"""What handles words and files about a child."""
LOOKS = [
    "request list --json", "request show 1", "request mail 1", "secure status", "status --output s.html",
    "status --output s.xlsx", "chase", "check --format json", "validate",
    "secure purge --after 2027-05-31 --at 2027-06-01 --delete --by lano",
]  # fmt: skip
"""What shows, reports and deletes."""


@pytest.fixture
def root(make_library: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make_library(ITEM, folder="child-level-data")
    (made / "evidence/people.yaml").write_text(PEOPLE_YAML)
    (made / "evidence/child-level-data/note.txt").write_text("Nothing.")
    (tmp_path / "safe").mkdir()
    settings = made / "evidence/library.yaml"
    settings.write_text(f"{settings.read_text()}secure_folder: {tmp_path / 'safe'}\n")
    monkeypatch.chdir(made)
    return made


def marked_list(path: Path) -> Path:
    """A list with marks in its name, cells, sheet name, comment and properties, and with faults in its row."""
    from openpyxl.comments import Comment

    template = newest_template(ROOT)
    assert template is not None
    book = Workbook()
    book.active.title = f"{MARK}sheet"
    book.active.append([template.title_of(column) for column in template.lists[0].columns])
    book.active.append([f"{MARK}{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTU"])
    book.active["A2"].comment = Comment(f"{MARK}comment", f"{MARK}author")
    book.properties.title = f"{MARK}title"
    book.save(path)
    return path


def held(folder: Path) -> Iterator[str]:
    """Files below a folder that hold a mark in their name or bytes, zip files unpacked."""
    for path in folder.rglob("*"):
        parts = [path.name.encode()]
        if path.is_file():
            parts.append(path.read_bytes())
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    parts += [name.encode() + archive.read(name) for name in archive.namelist()]
        if any(MARK.encode() in part for part in parts):
            yield str(path.relative_to(folder))


def test_marks_of_a_child_are_nowhere_but_in_the_secure_folder(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marked = marked_list(tmp_path / f"{MARK}list.xlsx")
    for line in SECRET:
        code = main.run(line.format(list=marked).split())
        assert code in ((1,) if line.startswith("lists") else (0,)), (line, capsys.readouterr().err)
    assert not marked.exists(), "it was moved"
    said = capsys.readouterr()
    shown = (said.out + said.err).replace(marked.name, "")  # whoever checks a file by its name is told that name
    assert MARK not in shown
    assert list(held(tmp_path / "safe")) and list(held(root)) == []
    for line in LOOKS:
        assert main.run(line.split()) in (0, 1), (line, capsys.readouterr().err)
        said = capsys.readouterr()
        assert MARK not in said.out + said.err, line
    assert list(held(root)) == []
    assert list(held(tmp_path / "safe")) == [], "purged"
    assert (root / "evidence/purged/2027-06-01.yaml").exists()
