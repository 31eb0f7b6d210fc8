"""The commands of both workflows, run for real over a small repository, as the hosts would run them."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from junitparser import JUnitXml
from tests.sample_place import SAMPLE

from annexa.tools import libreoffice

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
ITEMS = ("3.4-destinations", "5.2-performance")
DOCUMENT = min((SAMPLE / "evidence/3.4-destinations").glob("*.docx")).relative_to(SAMPLE).as_posix()


def git(folder: Path, *arguments: str) -> str:
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder)}
    who = ["-c", "user.name=Tests", "-c", "user.email=tests@example.invalid", "-c", "init.defaultBranch=main"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, env=os.environ | quiet, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two items of the sample library, and the annexa of this environment where the workflows expect theirs."""
    folder = tmp_path / "repository"
    shutil.copytree(ROOT / "schema", folder / "schema")
    for name in ("library.yaml", "people.yaml", "glossary.yaml"):
        (folder / "evidence").mkdir(exist_ok=True)
        shutil.copy(SAMPLE / "evidence" / name, folder / "evidence")
    for item in ITEMS:
        shutil.copytree(SAMPLE / "evidence" / item, folder / "evidence" / item)
    (folder / ".venv/bin").mkdir(parents=True)
    script = folder / ".venv/bin/annexa"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m annexa "$@"\n')
    script.chmod(0o755)
    (folder / ".gitignore").write_text("build/\n.venv/\n")
    git(folder, "init", "-q")
    return folder


def workflow() -> Any:
    """The job of GitHub."""
    return yaml.safe_load((ROOT / ".github/workflows/evidence.yml").read_text())["jobs"]["check"]


def step(name: str) -> Any:
    """A step of GitHub's job, by its name."""
    (found,) = [each for each in workflow()["steps"] if each.get("name") == name]
    return found


def pipelines() -> Any:
    """The jobs of GitLab."""
    return yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())


def github(base: str) -> tuple[str, dict[str, str]]:
    return step("Check")["run"], {"BASE": base}


def gitlab(base: str) -> tuple[str, dict[str, str]]:
    return "\n".join(pipelines()["evidence"]["script"]), {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base}


def run(folder: Path, host: Callable[[str], tuple[str, dict[str, str]]], base: str) -> Any:
    script, variables = host(base)
    shutil.rmtree(folder / "build/reports", ignore_errors=True)
    environment = {k: v for k, v in os.environ.items() if k != "GITHUB_STEP_SUMMARY"} | variables
    return subprocess.run(
        ["bash", "-e", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def touch(folder: Path) -> None:
    path = folder / "evidence/5.2-performance/item.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# looked at\n", encoding="utf-8")


def spoil(folder: Path) -> None:
    document = docx.Document(str(folder / DOCUMENT))
    document.add_comment(runs=document.paragraphs[0].runs[:1], text="Is this the final figure?", author="Reviewer")
    document.save(str(folder / DOCUMENT))


@pytest.mark.parametrize("host", [github, gitlab])
def test_a_merge_request_fails_for_what_it_breaks_and_passes_after_the_fix(
    repository: Path, host: Callable[[str], tuple[str, dict[str, str]]]
) -> None:
    base = commit(repository, "The library")

    touch(repository)
    commit(repository, "A note")
    clean = run(repository, host, base)
    assert clean.returncode == 0, clean.stdout + clean.stderr

    before = (repository / DOCUMENT).read_bytes()
    spoil(repository)
    commit(repository, "A comment slips in")
    broken = run(repository, host, base)
    assert broken.returncode == 1, broken.stdout + broken.stderr
    assert items_named(repository, host) == {"3.4"}
    assert "comments" in broken.stdout

    (repository / DOCUMENT).write_bytes(before)
    commit(repository, "The comment is dealt with")
    assert run(repository, host, base).returncode == 0


def items_named(folder: Path, host: object) -> set[str]:
    """The items with a failure, from the files that the host reads."""
    reports = folder / "build/reports"
    if host is github:
        results = json.loads((reports / "check.sarif").read_text())["runs"][0]["results"]
        files = {
            r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results if r["level"] == "error"
        }
    else:
        issues = json.loads((reports / "gl-code-quality-report.json").read_text())
        files = {issue["location"]["path"] for issue in issues if issue["severity"] == "major"}
    failed = {suite.name.split()[0] for suite in JUnitXml.fromfile(str(reports / "check.xml")) if suite.failures}
    assert failed == {Path(file).parent.name.split("-")[0] for file in files}
    return failed


@pytest.mark.parametrize("host", [github, gitlab])
def test_a_merge_request_fails_for_what_it_breaks_elsewhere(
    repository: Path, host: Callable[[str], tuple[str, dict[str, str]]]
) -> None:
    base = commit(repository, "The library")
    people = repository / "evidence/people.yaml"
    people.write_text(people.read_text(encoding="utf-8").replace("  health-evidence-lead:", "  health-lead:"))
    commit(repository, "A role has another name")
    broken = run(repository, host, base)
    assert broken.returncode == 1, broken.stdout + broken.stderr
    assert items_named(repository, host) == {"5.2"}
    assert "health-evidence-lead" in broken.stdout


def test_what_main_has_already_stops_nobody(repository: Path) -> None:
    base = commit(repository, "The library")
    spoil(repository)
    commit(repository, "A comment in 3.4, which the next change does not touch")
    base = git(repository, "rev-parse", "HEAD")
    touch(repository)
    commit(repository, "A note in 5.2")
    assert run(repository, github, base).returncode == 0


def test_an_unknown_revision_is_one_sentence(repository: Path) -> None:
    commit(repository, "The library")
    done = run(repository, github, "no-such-branch")
    assert done.returncode == 2
    assert done.stderr.startswith("annexa: git knows no revision 'no-such-branch' here")
    assert "Traceback" not in done.stderr


def test_both_hosts_work_with_the_engines_that_the_readme_names() -> None:
    image = workflow()["container"]
    assert pipelines()[".annexa"]["image"] == image
    assert {job["extends"] for name, job in pipelines().items() if not name.startswith(".")} == {".annexa"}
    assert f"`{image}`" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_both_hosts_install_is_a_task_of_the_project() -> None:
    commands = [step("Install")["run"], "\n".join(pipelines()[".annexa"]["before_script"])]
    tasks = {line.split()[-1] for text in commands for line in text.splitlines() if "run.py" in line}
    assert tasks == {"setup"}
    needs = tomllib.loads((ROOT / "src/annexa/tools/system.toml").read_text())["sessions"]
    assert "convert" in needs["setup"], "LibreOffice is installed, not only looked for"
    listed = subprocess.run(
        [sys.executable, "-m", "nox", "--list"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "setup" in listed.stdout


@pytest.mark.libreoffice
@pytest.mark.skipif(libreoffice.find_soffice() is None, reason="LibreOffice is not installed")
def test_both_hosts_build_a_draft_and_the_site_and_keep_child_level_material_to_themselves(repository: Path) -> None:
    (script,) = pipelines()["draft"]["script"]
    assert step("Draft and site")["run"] == script
    shutil.copytree(ROOT / "guidance", repository / "guidance")
    shutil.copy(ROOT / "mkdocs.yml", repository)
    spoil(repository)
    commit(repository, "A library with faults")
    done = subprocess.run(["bash", "-e", "-c", script], cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((repository / "build/bundles/day-5").glob("DRAFT*.pdf"))
    assert (repository / "build/guidance-site.zip").is_file()
    kept = step("Draft bundles and site")["with"]["path"].split()
    assert kept[0] == pipelines()["draft"]["artifacts"]["paths"][0] == "build/bundles/"
    left_out = {pattern.lstrip("!") for pattern in kept if pattern.startswith("!")}
    assert set(pipelines()["draft"]["artifacts"]["exclude"]) == {"build/bundles/*child-level*/**/*"}
    assert left_out == {"build/bundles/*child-level*", "build/bundles/*child-level*/**"}


def test_pre_commit_runs_our_hook(repository: Path, tmp_path: Path) -> None:
    """The runner itself, over a library that has only this hook; the hook uses the annexa of this environment."""
    shutil.rmtree(repository / "schema")  # the lists come with annexa
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    git(hooks, "init", "-q")
    revision = commit(hooks, "Hooks")
    hook = {"id": "annexa-check", "language": "system", "entry": f"{sys.executable} -m annexa check"}
    configuration = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": [hook]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration))
    commit(repository, "The library")

    def pre_commit() -> Any:
        environment = os.environ | {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit"), "GIT_CONFIG_GLOBAL": os.devnull}
        command = [sys.executable, "-m", "pre_commit", "run", "--color=never"]
        return subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)

    touch(repository)
    git(repository, "add", "-A")
    assert pre_commit().returncode == 0
    spoil(repository)
    git(repository, "add", "-A")
    stopped = pre_commit()
    assert stopped.returncode == 1
    assert "comments" in stopped.stdout


def test_four_machines_check_a_part_each_and_one_joins_what_they_found(repository: Path) -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/evidence-in-parts.yml").read_text())["jobs"]
    (check,) = [each["run"] for each in jobs["part"]["steps"] if each.get("name") == "Check"]
    (join,) = [each["run"] for each in jobs["report"]["steps"] if each.get("name") == "Report"]

    def bash(script: str, **variables: str) -> Any:
        environment = {k: v for k, v in os.environ.items() if k != "GITHUB_STEP_SUMMARY"} | variables
        return subprocess.run(
            ["bash", "-e", "-c", script], cwd=repository, env=environment, capture_output=True, text=True, check=False
        )

    for part in jobs["part"]["strategy"]["matrix"]["part"]:
        done = bash(check, PART=str(part))
        assert done.returncode == 0, done.stderr
    (repository / "build/reports").rename(repository / "build/parts")
    joined = bash(join)
    assert joined.returncode == 1, "items of this small library are missing"
    assert "::error" in joined.stdout and "requirement-without-item" in joined.stdout
    assert (repository / "build/reports/check.html").is_file()
