"""What Windows does not have is not needed by those who look after evidence there: the same commands, the same answers."""

import json
import os
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest
from tests.browser.papers import a_document
from tests.conftest import ITEM_YAML, LIBRARY_YAML, PEOPLE_YAML, ROOT

from annexa.cli.main import COMMANDS
from annexa.model.errors import ExitCode
from annexa.tools.extras import EXTRAS

HERE = Path(__file__).parent
ITEM = "evidence/3.4-destinations"
DOCUMENT = f"{ITEM}/destinations.docx"

RUNS = (
    ["--version"],
    ["validate"],
    ["check", "3.4", "--format", "json"],
    ["explain", "tracked-changes"],
    [
        "attest",
        DOCUMENT,
        "outcome-focused",
        "--by",
        "education-evidence-lead",
        "--note",
        "Section 4 says what changed and for whom.",
    ],
    [
        "waive",
        DOCUMENT,
        "no-language",
        "--by",
        "lano",
        "--until",
        "2027-01-31",
        "--reason",
        "It is a scan of English text.",
    ],
    ["status", "--format", "json"],
    ["sign-off", "3.4", "--role", "education-evidence-lead", "-y"],
    ["rules", "--json"],
)
PROGRAM = """
import contextlib, io, json, os, sys
from annexa.cli.main import COMMANDS, run
assert not hasattr(os, "killpg")
answers = []
for arguments in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    answers.append({"code": int(code), "out": out.getvalue(), "err": err.getvalue()})
print(json.dumps(answers))
"""


def python(folder: Path, program: str, *arguments: str) -> str:
    """What a program prints in a Python without POSIX."""
    path = os.pathsep.join([str(HERE), str(ROOT / "src")])
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("windows")
    (root / ITEM).mkdir(parents=True)
    (root / ITEM / "item.yaml").write_text(
        ITEM_YAML.replace("kind: other", "kind: performance-report"), encoding="utf-8"
    )
    (root / "evidence/library.yaml").write_text(LIBRARY_YAML, encoding="utf-8")
    (root / "evidence/people.yaml").write_text(PEOPLE_YAML, encoding="utf-8")
    (root / "evidence/glossary.yaml").write_text("terms: {}\n", encoding="utf-8")
    a_document(root / DOCUMENT, "Section 4 says what changed and for whom.")
    return root


@pytest.fixture(scope="module")
def answers(library: Path) -> dict[str, dict[str, object]]:
    said = json.loads(python(library, PROGRAM, json.dumps([*RUNS, *([name, "--help"] for name in COMMANDS)])))
    return {
        " ".join(line): answer for line, answer in zip([*RUNS, *([n, "--help"] for n in COMMANDS)], said, strict=True)
    }


@pytest.mark.parametrize("line", RUNS, ids=lambda line: line[0])
def test_a_command_runs(answers: dict[str, dict[str, object]], line: list[str]) -> None:
    answer = answers[" ".join(line)]
    assert answer["code"] in (0, 1), answer
    assert answer["out"] or answer["err"]
    assert "Traceback" not in str(answer["err"])


def test_a_document_is_read_by_the_helper_process_as_it_is_elsewhere(answers: dict[str, dict[str, object]]) -> None:
    found = json.loads(str(next(answer["out"] for line, answer in answers.items() if line.startswith("check"))))
    rules = {finding["rule"] for finding in found["findings"]}
    assert "unreadable" not in rules and "document-unreadable" not in rules
    assert {finding["file"] for finding in found["findings"]} >= {DOCUMENT}


def test_every_command_says_what_it_does(answers: dict[str, dict[str, object]]) -> None:
    helped = {line: answer for line, answer in answers.items() if line.endswith("--help")}
    assert len(helped) == len(COMMANDS)
    assert {line: answer["err"] for line, answer in helped.items() if answer["code"] != 0} == {}


def test_what_takes_too_long_ends_itself_without_signals(tmp_path: Path) -> None:
    program = textwrap.dedent(
        """
        import subprocess, sys
        body = "import time\\nfrom annexa.tools.overrun import ended_after\\nwith ended_after(60, work=0.2):\\n    time.sleep(60)"
        done = subprocess.run([sys.executable, "-c", body], check=False)
        from annexa.tools.overrun import was_overrun
        print(done.returncode, was_overrun(done.returncode), was_overrun(1))
        """
    )
    assert python(tmp_path, program).split() == ["124", "True", "False"]


def test_work_that_ends_in_time_is_left_alone(tmp_path: Path) -> None:
    program = "from annexa.tools.overrun import ended_after\nwith ended_after(30, work=30):\n    print('done')"
    assert python(tmp_path, program).strip() == "done"


def test_a_group_is_ended_by_the_system_s_own_program(tmp_path: Path) -> None:
    (tmp_path / "taskkill").write_text('#!/bin/sh\necho "$@" > asked\n', encoding="utf-8")
    (tmp_path / "taskkill").chmod(0o755)
    program = f"import os\nos.environ['PATH'] = {str(tmp_path)!r} + os.pathsep + os.environ['PATH']\nfrom annexa.tools.process import end_group\nend_group(4711)"
    python(tmp_path, program)
    assert (tmp_path / "asked").read_text(encoding="utf-8").split() == ["/T", "/F", "/PID", "4711"]


# -- installed for checking alone ------------------------------------------------------------------------------

ABSENT = {*EXTRAS["bundle"], *EXTRAS["site"], "bagit", "pptx"}
LEAN = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {sorted(ABSENT)!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
import importlib.util
def find_spec(name, package=None, real=importlib.util.find_spec):
    return None if name in {sorted(ABSENT)!r} else real(name, package)
importlib.util.find_spec = find_spec
"""
MAKES = (["bundle", "day-5", "--draft"], ["site", "--pages-only"], ["verify", "some.pdf"], ["build", "--draft"])


@pytest.fixture(scope="module")
def lean(library: Path) -> dict[str, dict[str, object]]:
    (library / "some.pdf").write_bytes(b"%PDF-1.7")
    lines = [*RUNS, *MAKES]
    said = json.loads(python(library, LEAN + PROGRAM, json.dumps(lines)))
    return {" ".join(line): answer for line, answer in zip(lines, said, strict=True)}


@pytest.mark.parametrize("line", RUNS, ids=lambda line: line[0])
def test_checking_needs_no_typesetter_and_no_site_builder(lean: dict[str, dict[str, object]], line: list[str]) -> None:
    answer = lean[" ".join(line)]
    assert "not installed" not in str(answer["err"]) and "Traceback" not in str(answer["err"])
    assert answer["code"] in ((0, 1, 2) if line[0] in ("attest", "waive", "sign-off") else (0, 1)), answer


@pytest.mark.parametrize("line", MAKES, ids=lambda line: line[0])
def test_what_needs_more_says_how_to_get_it(lean: dict[str, dict[str, object]], line: list[str]) -> None:
    answer = lean[" ".join(line)]
    extra = "site" if line[0] == "site" else "bundle"
    assert answer["code"] == ExitCode.MISSING_TOOL, answer
    assert f"pip install 'annexa[{extra}]'" in str(answer["err"])


def test_extras_are_those_of_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    called = {"mkdocs-material": "material", "fonttools": "fontTools", "pypdf[crypto]": "pypdf"}
    for extra, modules in EXTRAS.items():
        assert {called.get(name, name) for name in project["optional-dependencies"][extra]} == set(modules)
