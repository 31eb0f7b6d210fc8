"""Every command of the program runs, for real, on one small library: what it answers, says and leaves behind."""

import contextlib
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import ITEM_YAML, LIBRARY_YAML, PEOPLE_YAML, ROOT
from tests.documents.made_pdf import new, saved, say

from annexa.cli import main

pytestmark = pytest.mark.slow  # one build of a bundle and of the site

ITEM = "evidence/3.4-destinations"
DOCUMENT = f"{ITEM}/destinations.pdf"


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str
    root: Path
    held: bool = False
    """Whether what the step says held right after it."""

    @property
    def json(self) -> dict[str, Any]:
        answer = json.loads(self.out)
        assert isinstance(answer, dict)
        return answer

    def file(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Step:
    """A command line, the exit codes it may end with, and what must hold afterwards."""

    line: str
    codes: tuple[int, ...]
    holds: Callable[[Ran], object]
    words: tuple[str, ...] = field(default=())
    """Words of the command line that hold spaces."""

    @property
    def command(self) -> str:
        return self.line.split()[0]


def register(ran: Ran) -> Any:
    return yaml.safe_load(ran.file("evidence/tracked-children/register.yaml"))["children"]


STEPS = [
    Step("validate", (0,), lambda ran: "nothing found" in ran.out),
    Step("validate 3.4", (0,), lambda ran: "nothing found" in ran.out and ran.err == ""),
    Step("adopt ../inbox", (0,), lambda ran: "was in the library already" in ran.out),
    Step("confirm", (0,), lambda ran: "nothing to confirm" in ran.out),
    Step("new 3.4 ../inbox/leavers.pdf --dry-run", (0,), lambda ran: "guessed: [title, dated, kind]" in ran.out),
    Step("schema", (0,), lambda ran: json.loads(ran.file("schema/item.schema.json"))["type"] == "object"),
    Step("schema --check", (0,), lambda ran: "out of date" not in ran.out),
    Step("rules --json", (0,), lambda ran: "personal-data" in ran.out),
    Step("explain covered-text", (0,), lambda ran: "To put right" in ran.out),
    Step("requirements 3.4", (0,), lambda ran: "3.4" in ran.out),
    Step("requirements 9.9", (2,), lambda ran: "9.9" in ran.err),
    Step("check --format json", (1,), lambda ran: "requirement-without-item" in {one["rule"] for one in ran.json["findings"]}),
    Step("check --shard 1/1 --report json=part.json", (1,), lambda ran: json.loads(ran.file("part.json"))["shard"] == "1/1"),
    Step("merge-reports part.json --format json", (1,), lambda ran: ran.json["findings"] and "shard" not in ran.json),
    Step("check 3.4", (1,), lambda ran: f"annexa attest {DOCUMENT} outcome-focused" in " ".join(ran.out.split())),
    Step(f"attest {DOCUMENT}", (0,), lambda ran: "outcome-focused" in ran.out),
    Step(
        f"attest {DOCUMENT} outcome-focused --by education-evidence-lead --note", (0,),
        lambda ran: "Section 4 says" in ran.file(f"{ITEM}/item.yaml"), ("Section 4 says what changed and for whom.",),
    ),
    Step(
        f"waive {DOCUMENT} no-language --by lano --until 2027-01-31 --reason", (0,),
        lambda ran: "no-language" in ran.file(f"{ITEM}/item.yaml"), ("It is a scan of English text.",),
    ),
    Step("check 3.4 --level info", (0,), lambda ran: "info    no-language" in ran.out),
    Step(f"waive {DOCUMENT} no-language --undo", (0,), lambda ran: "no-language" not in ran.file(f"{ITEM}/item.yaml")),
    Step("search leaving school", (0,), lambda ran: "destinations.pdf" in ran.out and "page 1" in ran.out),
    Step("search zebra", (1,), lambda ran: "destinations.pdf" not in ran.out),
    Step("links --offline", (0,), lambda ran: "0 links in 1 document" in ran.out),
    Step("link-sheet --blank blank.docx", (0,), lambda ran: (ran.root / "blank.docx").read_bytes()[:2] == b"PK"),
    Step("notify 2026-11-30 --dry-run", (0,), lambda ran: "2026-11-30" not in ran.file("evidence/library.yaml")),
    Step("calendar", (0,), lambda ran: "November 2026" in ran.out),
    Step("calendar --ics dates.ics", (0,), lambda ran: ran.file("dates.ics").startswith("BEGIN:VCALENDAR")),
    Step("codeowners", (0,), lambda ran: f"/{ITEM}/" in ran.out),
    Step("status", (0,), lambda ran: "3.4" in ran.out),
    Step("status --libraries . nothing", (0,), lambda ran: "1 libraries" not in ran.out and "nothing" in ran.err),
    Step("status --libraries", (2,), lambda ran: "--libraries" in ran.err),
    Step("status --format json", (0,), lambda ran: "3.4" in {row["id"] for row in ran.json["requirements"]}),
    Step("chase --format text", (0,), lambda ran: "3.4" in ran.file("build/mail/chase/education-evidence-lead.txt")),
    Step(
        "request open --inspector HMI --through lano --asked", (0,),
        lambda ran: "asked: The panel's minutes" in ran.file("evidence/requests/001.yaml"), ("The panel's minutes",),
    ),
    Step("request send 1 --by lano", (2,), lambda ran: "annexa request assign 1" in ran.err),
    Step("lists check evidence/people.yaml", (2,), lambda ran: "people.yaml" in ran.err),
    Step("secure status", (0,), lambda ran: "keeps nothing" in ran.out),
    Step("timetable new", (0,), lambda ran: "welcome-pack" in ran.file("evidence/timetable.yaml")),
    Step("timetable show --at 2026-11-16", (0,), lambda ran: "opening presentation" in ran.out),
    Step("debrief new --initials LP --date 2026-12-15", (0,), lambda ran: (ran.root / "debriefs/15.12.26 LP Summary.docx").is_file()),
    Step("debrief collate 2026-12-15", (0,), lambda ran: "1 debriefing: 1 without a colour" in ran.out),
    Step("children", (2,), lambda ran: "annexa children new" in ran.err),
    Step("children new --lead education-evidence-lead", (0,), lambda ran: register(ran)[0]["pseudonym"] == "Child A", ("Child A",)),
    Step("children done agreement --all --agreed --by lano", (2,), lambda ran: "‘practitioners’ is not done" in ran.err),
    Step("children --json", (0,), lambda ran: ran.json["counts"]["children"] == 1),
    Step("request list", (0,), lambda ran: "step 5 of 9" in ran.out),
    Step("sign-off 3.4 --role education-evidence-lead -y", (0,), lambda ran: len(signatures(ran)) == 1),
    Step("withdraw 3.4 --role education-evidence-lead --reason wrong", (2,), lambda ran: len(signatures(ran)) == 1),
    Step(
        "withdraw 3.4 --role education-evidence-lead --reason", (0,),
        lambda ran: len(signatures(ran)) == 2, ("The figure for 2025 on page 1 is wrong.",),
    ),
    Step("init ../ashby --area Ashby", (0,), lambda ran: "area: \"Ashby\"" in ran.file("../ashby/evidence/library.yaml")),
    Step("init . --area Ashby", (2,), lambda ran: "holds a library already" in ran.err),
    Step("requirements --diff annex-a annex-a", (0,), lambda ran: "0 requirements differ; 29 as before" in ran.out),
    Step("migrate annex-a --apply", (0,), lambda ran: "nothing is to be changed" in ran.out),
    Step("doctor", (0, 3), lambda ran: "LibreOffice" in ran.out),
    Step(f"prove {DOCUMENT}", (0,), lambda ran: "9 of 9 words" in ran.out),
    Step("bundle day-5", (1,), lambda ran: "stand against day-5" in ran.err and not (ran.root / "build/bundles/day-5").exists()),
    Step("build --draft --json", (0,), lambda ran: (ran.root / "build/bundles/day-5/manifest.json").is_file() and ran.json),
    Step("bundle day-5 --draft --item 3.4", (0,), lambda ran: any((ran.root / "build/bundles/day-5-item-3.4").glob("*.pdf"))),
    Step("verify build/bundles/day-5", (0,), lambda ran: "5 pages" in ran.out),
    Step("package day-5", (0,), lambda ran: any((ran.root / "build/bundles/day-5/package").glob("DRAFT*.zip"))),
    Step("site --pages-only", (0,), lambda ran: (ran.root / "build/pages/index.md").is_file()),
]  # fmt: skip


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    """All steps in their order, each with what it answered and the library as it stood then."""
    root = small_library(tmp_path_factory.mktemp("every"))
    answers: dict[str, Ran] = {}
    for step in STEPS:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(root), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main.run([*step.line.split(), *step.words])
        ran = Ran(int(code), out.getvalue(), err.getvalue(), root)
        with contextlib.suppress(LookupError, OSError, ValueError):
            ran = replace(ran, held=bool(step.holds(ran)))
        answers[step.line] = ran
    return answers


def signatures(ran: Ran) -> list[Path]:
    return sorted((ran.root / ITEM / "sign-off").glob("*.yaml"))


def small_library(folder: Path) -> Path:
    """One item with one PDF, which needs no LibreOffice."""
    root = folder / "project"
    for name in ("schema", "guidance"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / ITEM).mkdir(parents=True)
    (root / "evidence/library.yaml").write_text(LIBRARY_YAML, encoding="utf-8")
    (root / "evidence/people.yaml").write_text(PEOPLE_YAML, encoding="utf-8")
    (root / "evidence/glossary.yaml").write_text("terms: {}\n", encoding="utf-8")
    (root / f"{ITEM}/item.yaml").write_text(
        ITEM_YAML.replace(".docx", ".pdf").replace("kind: other", "kind: performance-report"), encoding="utf-8"
    )
    pages = say("Destinations after leaving school", 760, 24) + say("Version 1, 14 September 2026", 700)
    (root / DOCUMENT).write_bytes(saved(new(pages)))
    (folder / "inbox/3.4 Leavers").mkdir(parents=True)
    shutil.copy(root / DOCUMENT, folder / "inbox/3.4 Leavers/Destinations v2 FINAL.pdf")
    shutil.copy(root / DOCUMENT, folder / "inbox/leavers.pdf")
    return root


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.line)
def test_it_does_what_it_says(ran: dict[str, Ran], step: Step) -> None:
    answer = ran[step.line]
    assert answer.code in step.codes, answer.out + answer.err
    assert "Traceback" not in answer.out + answer.err
    assert answer.held, answer.out + answer.err


def test_no_command_is_left_out() -> None:
    assert {step.command for step in STEPS} == set(main.COMMANDS)
