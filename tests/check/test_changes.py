"""What a merge request would break is found by its consequences, in a real repository; what stood before stops nobody."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from annexa.cli import main
from annexa.model.errors import ExitCode
from annexa.tools import git as git_tool

pytestmark = [
    pytest.mark.skipif(git_tool.find() is None, reason="git is not installed"),
    pytest.mark.usefixtures("helpers_here"),
]

Change = Callable[[Path], None]
ITEM = "evidence/3.4-destinations/item.yaml"
DOCUMENT = "evidence/3.4-destinations/destinations.docx"


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Tests", "-c", "user.email=tests@example.invalid", "-c", "init.defaultBranch=main")
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *who, *arguments], cwd=folder, env=os.environ | quiet, capture_output=True, check=True)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


@pytest.fixture
def project(make_library: Callable[..., Path]) -> Path:
    """One item of 29, with one document that has a comment: main has faults, and a branch begins."""
    root = make_library()
    document = docx.Document()
    document.core_properties.title = "Destinations after leaving school"
    paragraph = document.add_paragraph("Where young people of the area go after leaving school, 14 September 2026.")
    document.add_comment(paragraph.runs, text="Is this the final figure?", author="Reviewer")
    document.save(str(root / DOCUMENT))
    (root / ".gitignore").write_text("build/\n")
    git(root, "init", "-q")
    commit(root)
    git(root, "checkout", "-q", "-b", "change")
    return root


def check(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, set[tuple[str, str]]]:
    """The exit code, and rule and file of each error."""
    code = main.run(["--library", str(root), "check", "--changed-since", "main", "--json", *more])
    findings = json.loads(capsys.readouterr().out)["findings"]
    return code, {(each["rule"], each["file"]) for each in findings if each["level"] == "error"}


def edited(file: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def deleted(path: str) -> Change:
    def change(root: Path) -> None:
        shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()

    return change


def smaller_framework(root: Path) -> None:
    """The library follows a framework that asks for nothing from 3.1 on."""
    text = (root / "schema/annex-a.yaml").read_text(encoding="utf-8").partition('  - id: "3.1"')[0]
    (root / "schema/small.yaml").write_text(text.replace("id: annex-a", "id: small", 1), encoding="utf-8")
    edited("evidence/library.yaml", "area:", "framework: small\narea:")(root)


def one_comment_more(root: Path) -> None:
    document = docx.Document(str(root / DOCUMENT))
    document.add_comment(document.paragraphs[0].runs, text="And is this one?", author="Reviewer")
    document.save(str(root / DOCUMENT))


def no_comment(root: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Destinations after leaving school"
    document.add_paragraph("Where young people of the area go after leaving school, 14 September 2026.")
    document.save(str(root / DOCUMENT))


def folder_renamed(root: Path) -> None:
    (root / ITEM).parent.rename(root / "evidence/3.4-where-they-go")


def nothing(root: Path) -> None:
    """A branch without a change."""


NEW_REQUIREMENT = """
  - id: "3.7"
    number: "3.7"
    group: education
    title: Attendance
    asks: How many attend.
    submission: day-5
    due: {day: 5, time: "17:00"}
"""
BREAKING: dict[str, tuple[Change, set[tuple[str, str]]]] = {
    "item deleted": (deleted("evidence/3.4-destinations"), {("requirement-without-item", "evidence/library.yaml")}),
    "document deleted": (deleted(DOCUMENT), {("document-missing", ITEM)}),
    "role renamed": (
        edited("evidence/people.yaml", "education-evidence-lead:", "education-lead:"),
        {("metadata-value", ITEM)},
    ),
    "age limit lowered": (
        edited("evidence/library.yaml", "area:", "ages: {months: 1, warn_months: 1}\narea:"),
        {("out-of-date", ITEM)},
    ),
    "requirement renamed": (
        edited("schema/annex-a.yaml", '- id: "3.4"', '- id: "3.8"'),
        {("metadata-value", ITEM), ("requirement-without-item", "evidence/library.yaml")},
    ),
    "requirement added": (
        edited("schema/annex-a.yaml", "requirements:\n", f"requirements:{NEW_REQUIREMENT}"),
        {("requirement-without-item", "evidence/library.yaml")},
    ),
    "another framework": (smaller_framework, {("metadata-value", ITEM)}),
    "one comment more": (one_comment_more, {("comments", DOCUMENT)}),
}


@pytest.mark.parametrize("name", BREAKING)
def test_a_change_fails_for_what_it_breaks_wherever_that_is(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change, broken = BREAKING[name]
    change(project)
    assert check(project, capsys) == (ExitCode.FINDINGS, broken), "not committed"
    commit(project)
    assert check(project, capsys) == (ExitCode.FINDINGS, broken)


HARMLESS: dict[str, Change] = {
    "nothing": nothing,
    "a line moves in an item with faults": edited(ITEM, "requirement:", "# Looked at\nrequirement:"),
    "a folder has another name": folder_renamed,
    "a title": edited(ITEM, "title: Destinations after leaving school", "title: Destinations after leaving school, 2026"),
    "a fault is mended": no_comment,
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_a_change_that_breaks_nothing_passes_though_main_has_faults(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    HARMLESS[name](project)
    assert check(project, capsys) == (ExitCode.OK, set())
    assert main.run(["--library", str(project), "check", "-q"]) == ExitCode.FINDINGS


def test_what_stood_before_is_counted_and_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--library", str(project), "check", "--changed-since", "main"]) == ExitCode.OK
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.startswith("0 of 29 items ready, 1 document looked at, nothing new found.")
    assert "no new error, compared with main; 29 errors stood before and are not shown" in shown


def test_only_the_items_asked_about_count(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    BREAKING["role renamed"][0](project)
    shutil.copytree(project / "evidence/3.4-destinations", project / "evidence/5.2-performance")
    edited("evidence/5.2-performance/item.yaml", "3.4", "5.2")(project)
    assert check(project, capsys, "3.4")[1] == {("metadata-value", ITEM)}


def test_a_library_below_the_top_of_its_repository(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outer = tmp_path / "outer"
    shutil.copytree(project, outer / "send", ignore=shutil.ignore_patterns(".git", "build"))
    git(outer, "init", "-q")
    commit(outer)
    (outer / "elsewhere.txt").write_text("x")
    assert check(outer / "send", capsys) == (ExitCode.OK, set())
    BREAKING["document deleted"][0](outer / "send")
    assert check(outer / "send", capsys) == (ExitCode.FINDINGS, {("document-missing", ITEM)})


def test_where_main_has_no_library_all_is_new(
    tmp_path: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(project, "checkout", "-q", "--orphan", "bare")
    git(project, "rm", "-rq", "--cached", ".")
    git(project, "add", ".gitignore")
    git(project, "commit", "-q", "-m", "x")
    code = main.run(["--library", str(project), "check", "--changed-since", "bare", "--json"])
    assert code == ExitCode.FINDINGS
    assert json.loads(capsys.readouterr().out)["summary"]["error"] == 29


def test_nothing_is_left_behind_and_no_file_is_changed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in (project / "evidence").rglob("*") if path.is_file()}
    check(project, capsys)
    assert {path: path.read_bytes() for path in before} == before
    assert sorted(path.name for path in (project / "build").iterdir()) == ["cache"]


def test_outside_of_a_repository_that_is_said(
    make_library: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["--library", str(make_library()), "check", "--changed-since", "main"]) == ExitCode.USAGE
    assert "is in no git repository" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("revision", "fetch"),
    [("origin/main", "git fetch --unshallow"), ("HEAD~1", "git fetch --unshallow"), ("origin/release", "--unshallow")],
)
def test_a_clone_of_the_last_commit_alone_says_what_to_fetch(
    revision: str, fetch: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(ITEM, "requirement:", "# Looked at\nrequirement:")(project)
    commit(project)
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "change", f"file://{project}", "shallow")
    assert main.run(["--library", str(tmp_path / "shallow"), "check", "--changed-since", revision]) == ExitCode.USAGE
    shown = capsys.readouterr().err
    assert fetch in shown and "fetch-depth: 0" in shown


def test_a_shallow_clone_that_does_not_reach_the_parting_says_what_to_fetch(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(ITEM, "requirement:", "# Looked at\nrequirement:")(project)
    commit(project)
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch", "--branch", "change", f"file://{project}", "two")
    git(project, "checkout", "-q", "main")
    edited("evidence/glossary.yaml", "terms: {}", "terms: {}\n# none yet")(project)
    commit(project)
    git(tmp_path / "two", "fetch", "-q", "--depth", "1", "origin", "main")
    assert main.run(["--library", str(tmp_path / "two"), "check", "--changed-since", "FETCH_HEAD"]) == ExitCode.USAGE
    assert "git fetch --unshallow" in capsys.readouterr().err


def test_a_branch_that_was_not_fetched_is_named(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "clone", "-q", str(project), "clone")
    assert main.run(["--library", str(tmp_path / "clone"), "check", "--changed-since", "origin/release"]) == 2
    assert "git fetch origin release" in capsys.readouterr().err
