"""What git tells, with hostile names and revisions."""

import os
import subprocess
from pathlib import Path

import pytest

from annexa.model.errors import MissingTool, ToolFailed, UsageError
from annexa.tools import git

pytestmark = pytest.mark.skipif(git.find() is None, reason="git is not installed")


@pytest.fixture
def repository(tmp_path, monkeypatch) -> Path:
    """A repository of one commit, with a folder `evidence` in it."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    root = tmp_path / "repo"
    (root / "evidence").mkdir(parents=True)
    (root / "evidence" / "a.txt").write_text("a")
    (root / "outside.txt").write_text("o")
    (root / ".gitignore").write_text("ignored/\n")
    run(root, "init", "-q")
    commit(root)
    return root


def run(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path) -> None:
    run(root, "add", "-A")
    run(root, "commit", "-q", "-m", "x")


def test_outside_of_a_repository_there_is_no_commit(tmp_path):
    assert git.toplevel(tmp_path) is None
    assert git.commit_of(tmp_path) is None


def test_before_the_first_commit_there_is_none(tmp_path):
    run(tmp_path, "init", "-q")
    assert git.toplevel(tmp_path) == tmp_path
    assert git.commit_of(tmp_path) is None


def test_a_folder_is_clean_until_something_in_it_differs(repository):
    folder = repository / "evidence"
    assert git.commit_of(folder).clean
    assert len(git.commit_of(folder).sha) == 40
    (repository / "outside.txt").write_text("changed")
    assert git.commit_of(folder).clean
    (folder / "new.txt").write_text("n")
    (folder / "a.txt").rename(folder / "moved.txt")
    assert not git.commit_of(folder).clean
    assert git.commit_of(folder).differing == ("evidence/a.txt", "evidence/moved.txt", "evidence/new.txt")


def test_changed_new_and_deleted_files_are_named(repository):
    (repository / "evidence" / "b.txt").write_text("b")
    commit(repository)
    (repository / "evidence" / "a.txt").unlink()
    (repository / "evidence" / "c.txt").write_text("c")
    (repository / "ignored").mkdir()
    (repository / "ignored" / "x").write_text("x")
    assert git.changed_since(repository, "HEAD~1") == ("evidence/a.txt", "evidence/b.txt", "evidence/c.txt")
    assert git.changed_since(repository / "evidence", "HEAD") == ("a.txt", "c.txt")


def test_what_the_other_branch_did_meanwhile_does_not_count(repository):
    run(repository, "checkout", "-q", "-b", "other")
    (repository / "evidence" / "theirs.txt").write_text("t")
    commit(repository)
    run(repository, "checkout", "-q", "-b", "mine", "HEAD~1")
    (repository / "evidence" / "mine.txt").write_text("m")
    commit(repository)
    assert git.changed_since(repository, "other") == ("evidence/mine.txt",)


@pytest.mark.parametrize(
    "name", ["-rf.txt", "two\nlines.txt", 'quo"te.txt', "caf\u00e9.txt", "$(touch x).txt", " sp .txt"]
)
def test_hostile_names_come_through_unharmed(repository, name):
    (repository / "evidence" / name).write_text("x")
    assert git.changed_since(repository, "HEAD") == (f"evidence/{name}",)
    commit(repository)
    assert git.changed_since(repository, "HEAD~1") == (f"evidence/{name}",)


@pytest.mark.parametrize(
    "revision", ["nosuch", "--output=stolen", "-h", "", "HEAD:outside.txt", "HEAD~9", "a b; touch x"]
)
def test_a_wrong_revision_is_one_sentence(repository, revision):
    with pytest.raises(UsageError) as wrong:
        git.changed_since(repository, revision)
    assert "fetch" in wrong.value.remedy
    assert not (repository / "stolen").exists()


def test_the_repositorys_own_programs_do_not_run(repository):
    ran = repository / "ran"
    for setting in ("core.fsmonitor", "diff.external"):
        run(repository, "config", setting, f"touch {ran}")
    (repository / "evidence" / "a.txt").write_text("changed")
    assert git.changed_since(repository, "HEAD") == ("evidence/a.txt",)
    git.commit_of(repository)
    assert not ran.exists()


def test_git_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(git, "find", lambda: None)
    with pytest.raises(MissingTool):
        git.commit_of(tmp_path)


def test_git_does_not_trust_the_folder(tmp_path, monkeypatch):
    refuses = tmp_path / "git"
    refuses.write_text("#!/bin/sh\necho 'fatal: detected dubious ownership in repository' >&2\nexit 128\n")
    refuses.chmod(0o755)
    monkeypatch.setattr(git, "find", lambda: refuses)
    with pytest.raises(ToolFailed) as failed:
        git.commit_of(tmp_path)
    assert "safe.directory" in failed.value.remedy
