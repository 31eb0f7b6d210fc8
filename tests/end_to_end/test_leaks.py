"""What is about a child stays where it belongs, whatever is run: no file that is written and nothing that is said holds
a word of it, nor of what is known about its documents, but the child-level package, the secure folder, the folder of
debriefing forms, and the item's own folder.

Long because it runs everything there is and looks at all that is written.
"""

import contextlib
import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from tests import marks
from tests.check.test_changes import git
from tests.conftest import LIBRARY_YAML, PEOPLE_YAML, ROOT
from tests.documents.made_pdf import new, saved, say
from tests.marks import mark

from annexa.cli import main

ASKED: Final = ("3.4", "child-level-data", "tracked-children")
LEAD, ACCOUNTABLE = "education-evidence-lead", "education-accountable-lead"
HEAD: Final = "requirement: {id}\nlead: education-evidence-lead\naccountable: education-accountable-lead\nsummary: x.\ndocuments:\n"
ATTEST: Final = (
    f"attest: {{outcome-focused: {{answer: no, by: {LEAD}, on: 2026-10-01, note: {mark('note')} says more}}}}"
)
TRACKED: Final = f"""\
  - file: {mark("file")}.docx
    title: {mark("title")} and what is known
    kind: minutes
    dated: 2026-10-20
    sensitivity: child-level
    summary: {mark("summary")} of it
    minutes: {{actions_complete: "no", multi_agency: "yes", keywords: [{mark("keyword")}]}}
    {ATTEST}
    waive: [{{rule: draft, reason: {mark("reason")} is known, approved_by: lano, until: 2026-12-31}}]
  - {{file: {mark("book")}.xlsx, title: {mark("booktitle")}, kind: data, dated: 2026-10-20, sensitivity: child-level}}
  - {{file: {mark("paper")}.pdf, title: {mark("papertitle")}, kind: agreement, dated: 2026-10-20, sensitivity: child-level}}
  - {{file: {mark("gone")}.docx, title: {mark("gonetitle")}, kind: other, dated: 2026-10-20, sensitivity: child-level}}
  - {{file: {mark("torn")}.docx, title: {mark("torntitle")}, kind: other, dated: 2026-10-20, sensitivity: child-level}}
  - title: {mark("link")} of it
    kind: link
    dated: 2026-10-20
    sensitivity: child-level
    link:
      url: "http://intranet.testshire.example/{mark("url")}"
      shows: {mark("shows")}
      why_open: {mark("why")} is open
      looked_at: 2026-10-20
      looked_at_by: lano
"""
ORDINARY: Final = f"""\
  - {{file: destinations.pdf, title: Destinations after leaving school, kind: performance-report, dated: 2026-09-14}}
  - {{file: {mark("stray")}.xlsx, title: {mark("straytitle")} of it, kind: data, dated: 2026-09-14, sensitivity: child-level}}
"""
REGISTER: Final = f"""\
lead: education-evidence-lead
reviewer: lano
children:
  - pseudonym: Child A
    information:
      audit: {{state: received, on: 2026-11-04, documents: [{mark("file")}.docx]}}
      plans: {{state: not-needed, on: 2026-11-04, reason: {mark("because")}}}
"""


def library(folder: Path) -> Path:
    """Three requirements: one for everybody, with one list among its documents, and two about children."""
    root = folder / "project"
    for name in ("schema", "guidance"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    framework = root / "schema/annex-a.yaml"
    head, *requirements = re.split(r"(?m)^(?=  - id: .*\n    (?:number|group):)", framework.read_text("utf-8"))
    kept = [each for each in requirements if re.match(r'  - id: "?([\w.-]+)', each)[1] in ASKED]  # type: ignore[index]
    framework.write_text(head + "".join(kept), encoding="utf-8")
    (folder / "safe").mkdir()
    (folder / "safe/names.txt").write_text(f"{mark('forename')} {mark('surname')}\n")
    evidence = root / "evidence"
    for name, text in {
        "library.yaml": f"{LIBRARY_YAML}secure_folder: {folder / 'safe'}\nname_lists: [names.txt]\n",
        "people.yaml": PEOPLE_YAML,
        "glossary.yaml": "terms: {}\n",
        "tracked-children/item.yaml": HEAD.format(id="tracked-children") + TRACKED,
        "tracked-children/register.yaml": REGISTER,
        "child-level-data/item.yaml": HEAD.format(id="child-level-data") + TRACKED.replace(mark("file"), mark("list")),
        "3.4-destinations/item.yaml": HEAD.format(id='"3.4"') + ORDINARY,
        f"tracked-children/{mark('torn')}.docx": f"PK\x03\x04 {mark('tornbytes')}",
        f"tracked-children/{mark('unlisted')}.docx": "nothing",
    }.items():
        (evidence / name).parent.mkdir(parents=True, exist_ok=True)
        (evidence / name).write_text(text, encoding="utf-8")
    for item, first in (("tracked-children", "file"), ("child-level-data", "list")):
        marks.word(evidence / item / f"{mark(first)}.docx")
        marks.workbook(evidence / item / f"{mark('book')}.xlsx")
        marks.pdf(evidence / item / f"{mark('paper')}.pdf")
    marks.workbook(evidence / f"3.4-destinations/{mark('stray')}.xlsx")
    marks.debriefing(root / "debriefs")
    pages = say("Destinations after leaving school", 760, 24) + say("Version 1, 14 September 2026", 700)
    (evidence / "3.4-destinations/destinations.pdf").write_bytes(saved(new(pages)))
    return root


OWN: Final = (
    "evidence/tracked-children",
    "evidence/child-level-data",
    "evidence/3.4-destinations",
    "debriefs",
    ".git/",
)
"""Where marks may stand in the project: what people put there themselves."""
CHILD_LEVEL: Final = re.compile(
    r"build/annexa-cache/|(build/bundles|sent)/[\w.-]*-child-level(-item-[\w.-]+|-supplement-\d+)?/"
)

QUICK: Final = """\
validate
validate --json
check --format text
check --format json -o out/check.json
check --format html -o out/check.html
check --format sarif -o out/check.sarif
check --format junit -o out/check.xml
check --format github
check --format gitlab -o out/check.gitlab.json
check --format markdown -o out/check.md
check --shard 1/2 --report json=out/part-1.json
check --shard 2/2 --report json=out/part-2.json
merge-reports out/part-1.json out/part-2.json --report html=out/merged.html
check tracked-children
--debug check 3.4
links --offline --all
links --offline --json
search Zqm
status
status --json
status -o out/s.html
status -o out/s.md
status -o out/tracker.xlsx
status --import out/tracker.xlsx
chase
codeowners
children
children --json
children show Child~A
children set audit Child~A --state reviewed --by lano
children assign plans Child~A --to lano
attest tracked-children:1
attest tracked-children:1 issues-highlighted --by lano --note Read~on~3~March,~and~nothing~is~open
waive tracked-children:2 hidden-content --by lano --until 2026-12-31 --reason Read~on~3~March,~and~nothing~is~open
confirm
! link-sheet tracked-children
sign-off tracked-children --role education-evidence-lead -y
sign-off --list
! withdraw tracked-children --role education-evidence-lead --reason Another~document~is~to~come~tomorrow
secure status
secure status --json
request list --json
request show 1
request show 1 --json
request mail 1
! request bundle
lists log list-1 --minutes 40 --by lano
debrief collate 2026-11-17
debrief collate 2026-11-17 -o out/headlines.docx
debrief collate 2026-11-17 -o out/headlines.md
! debrief collate 2026-11-18 -o out/headlines.pdf
notify 2026-11-02 --again
calendar
timetable new
timetable show
timetable show --all --json
timetable calendars
timetable print
timetable done logistics parking --by lano
status --libraries .
check --changed-since HEAD
requirements tracked-children
migrate annex-a
check
secure purge --after 2027-05-31 --at 2027-06-01
secure purge --after 2027-05-31 --at 2027-06-01 --delete --by lano
--debug secure status
check child-level-data
"""
"""Command lines that need no LibreOffice; ~ stands for a space in a word, and ! before one that is refused."""
SLOW: Final = """\
build --draft
bundle day-5 --draft --json
verify build/bundles/day-5
! package day-5
package day-5 --no-encryption
bundle day-5
status --at 2026-11-06T18:00
prove tracked-children:3
"""
"""Those that build bundles and the site: test_leaks_of_bundles.py."""
FINAL: Final = f"""\
bundle day-5 --without-sign-off lano --reason Nobody~can~be~reached~before~noon
! package day-5
package day-5 --passphrase-file ../passphrase
verify build/bundles/day-5-child-level
bundle day-5 --freeze --sent 2026-11-06 --by lano --json
status
status --json
verify sent/day-5-child-level/package/Testshire~day-5~child-level.zip --passphrase-file ../passphrase --against sent/day-5-child-level/package/Testshire~day-5~child-level
request open --asked {mark("question")} --inspector HMI --through lano --about-child --at 2026-11-10
request assign 1 --to {ACCOUNTABLE} --by lano --at 2026-11-11
request assess 1 --available partly --by {ACCOUNTABLE} --at 2026-11-11
request answer 1 --explanation {mark("answer")} --document evidence/tracked-children/{mark("paper")}.pdf --by {ACCOUNTABLE} --at 2026-11-11
request sign-off 1 --by {ACCOUNTABLE} --at 2026-11-12
! request bundle
request bundle --child-level --insert
request bundle --child-level --append --json
request bundle --child-level
package day-5-child-level-supplement-1 --passphrase-file ../passphrase
bundle day-5 --supplement --freeze --sent 2026-11-12 --by lano
request send 1 --by lano --at 2026-11-12T12:00
request list
secure add ../{mark("inbox")}.pdf --item tracked-children --custodian lano --title Portrait~{mark("inboxtext")} --dated 2026-09-14
bundle day-5 --supplement --without-sign-off lano --reason Nobody~can~be~reached~before~noon
bundle day-5 --supplement --insert --without-sign-off lano --reason Nobody~can~be~reached~before~noon --json
check --changed-since HEAD
site
"""
"""From a final bundle to supplements of it."""
SECRETS: Final = f"""\
lists check {{list}} --as-of 2026-11-30
secure add {{list}} --item child-level-data --custodian lano --dated 2026-11-02 --title {mark("listtitle")}
request open --asked {mark("question")} --inspector HMI --through lano --about-child --at 2026-12-07
request assign 1 --to {ACCOUNTABLE} --by lano --at 2026-12-08
request assess 1 --available no --by {ACCOUNTABLE} --at 2026-12-09
request answer 1 --explanation {mark("answer")} --by {ACCOUNTABLE} --at 2026-12-10
request sign-off 1 --by {ACCOUNTABLE} --at 2026-12-11
request send 1 --by lano --at 2026-12-14
request open --asked {mark("another")} --inspector HMI --through lano --about-child --item tracked-children --at 2026-12-14
request assign 2 --to {ACCOUNTABLE} --by lano --at 2026-12-15
request assess 2 --available yes --by {ACCOUNTABLE} --at 2026-12-15
request answer 2 --document evidence/tracked-children/{mark("paper")}.pdf --by {ACCOUNTABLE} --at 2026-12-15
request answer 2 --document evidence/3.4-destinations/{mark("stray")}.xlsx --by {ACCOUNTABLE} --at 2026-12-15 --again
request sign-off 2 --by {ACCOUNTABLE} --at 2026-12-16
adopt ../inbox
adopt ../inbox --apply
"""
"""What is told of a child, in arguments or by the name of a file; what was typed may be told back."""
ELSEWHERE: Final = {
    "doctor": "looks at programs alone",
    "explain": "tells of rules alone",
    "init": "makes another library",
    "new": "is told the name of a file, and writes it into the item",
    "rules": "tells of rules alone",
    "schema": "tells of models alone",
    "site": "is what ‘build’ makes last",
}
"""Commands that are not run here, and why."""


@dataclass(frozen=True)
class Ran:
    """What a command line did: its exit code, the marks that it said, and those in files that were not there before."""

    code: int
    said: set[str]
    wrote: dict[str, set[str]]
    told: str


def run(line: str, root: Path, folder: Path, known: dict[str, set[str]]) -> Ran:
    """Runs a command line; what leaked before counts no more."""
    words = [word.replace("~", " ") for word in line.removeprefix("! ").split()]
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main.run(words)
    typed = marks.found_in(line.encode())
    found = leaks(root, folder)
    wrote = {name: each - known.get(name, set()) for name, each in found.items() if each - known.get(name, set())}
    known |= found
    return Ran(code, marks.found_in(out.getvalue().encode()) - typed, wrote, out.getvalue())


def leaks(root: Path, folder: Path) -> dict[str, set[str]]:
    """Marks outside the places where they belong, by file; temporary files included."""
    found = marks.found_below(root) | {
        f"TEMP/{name}": each for name, each in marks.found_below(folder / "temp").items()
    }
    return {name: each for name, each in found.items() if not name.startswith(OWN) and not CHILD_LEVEL.match(name)}


def without_conversion(root: Path) -> None:
    """Leaves PDFs and files that go beside them alone: no document needs LibreOffice."""
    for item in (root / "evidence").glob("*/item.yaml"):
        text = item.read_text(encoding="utf-8")
        item.write_text(text.replace(".xlsx,", ".xlsx, present: native,"), encoding="utf-8")
    for path in (root / "evidence").glob("*/*.docx"):
        path.unlink()


def run_all(folder: Path, lines: Iterable[str], change: Callable[[Path], None] = lambda root: None) -> dict[str, Ran]:
    """Every command line, one after the other in one library."""
    root = library(folder)
    change(root)
    (folder / "temp").mkdir()
    (folder / "inbox/Tracked children").mkdir(parents=True)
    marks.word(folder / f"inbox/Tracked children/{mark('inbox')}.docx")
    marked = folder / f"{mark('typed')}.xlsx"
    marks.workbook(marked)
    (folder / "passphrase").write_text("correct horse battery staple\n")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x")
    known: dict[str, set[str]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("TMPDIR", str(folder / "temp"))
        patch.setattr(tempfile, "tempdir", str(folder / "temp"))
        return {line: run(line.format(list=marked), root, folder, known) for line in lines}


def judge(line: str, ran: Ran) -> None:
    assert (ran.said, ran.wrote) == (set(), {}), ran.told
    assert "Traceback" not in ran.told and ran.code in ((2,) if line.startswith("!") else (0, 1)), ran.told


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    return run_all(tmp_path_factory.mktemp("quick"), [*SECRETS.splitlines(), *QUICK.splitlines()])


@pytest.mark.parametrize("line", [*SECRETS.splitlines(), *QUICK.splitlines()])
def test_nothing_of_a_child_is_said_or_written(quick: dict[str, Ran], line: str) -> None:
    judge(line, quick[line])


def test_the_marks_can_be_found(tmp_path: Path) -> None:
    """In the bytes of what was planted, and so in whatever a command would copy them to."""
    marks.word(tmp_path / "one.docx")
    marks.workbook(tmp_path / "two.xlsx")
    marks.pdf(tmp_path / "three.pdf")
    found = marks.found_below(tmp_path)
    wanted = {
        "one.docx": "text heading header comment commentauthor hiddenrun address label anchor changer inserted wordtitle",
        "two.xlsx": "sheet hiddensheet hiddencell cell cellcomment cellauthor celladdress definedname bookcreator",
        "three.pdf": "pdftext pdftitle pdfauthor pdfkeywords pdfnote pdfnoteauthor pdfaddress bookmark",
    }
    for file, places in wanted.items():
        assert {mark(place).lower() for place in places.split()} <= found[file], file


def test_no_command_is_left_out() -> None:
    lines = [*SECRETS.splitlines(), *QUICK.splitlines(), *SLOW.splitlines()]
    run_here = {next(word for word in line.split() if word[0] not in "!-") for line in lines}
    assert run_here | set(ELSEWHERE) == set(main.COMMANDS) and not run_here & set(ELSEWHERE)
