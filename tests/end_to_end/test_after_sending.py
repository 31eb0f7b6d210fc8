"""The weeks after the first bundle, as one story: lists and children, requests, headlines, and what is deleted at last.

One small library, whose documents are PDFs, so that nothing has to be converted.

Long because it is one story from beginning to end.
"""

import json
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
import yaml
from pypdf import PdfReader
from tests import in_process
from tests.cli.test_debrief import fill, odt, untidy
from tests.conftest import LIBRARY_YAML, PEOPLE_YAML, ROOT
from tests.inspection.test_debrief_reading import SHORT
from tests.sent.conftest import SCHEMA, write_pdf

from annexa.cli import main
from annexa.load import project
from annexa.load.sent import path_of, read
from annexa.model.sent import Frozen
from annexa.rules.support.person_level import newest_template
from annexa.verify import verify_each

LEAD = "education-accountable-lead"
ASKED = {"child-level-data", "tracked-children", "1.1", "3.4", "3.6"}
ITEM = """\
requirement: "{id}"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: What it shows.
documents:
"""
DOCUMENT = "  - {{file: {file}, title: {title}, kind: other, dated: 2026-09-14}}\n"
ANYHOW = ("--without-sign-off", "lano", "--reason", "The director cannot be reached before noon.")
CHILDREN = tuple(f"Child {letter}" for letter in "ABCDEF")
KINDS = ("audit", "chronology", "pen-portrait", "assessments", "plans", "discussions", "commissioning")
MARK = "ZQMARK"
"""Stands in all that is about a child."""


class Walk:
    """A project, and annexa run in it as people run it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys

    def __call__(self, line: str, *words: str, code: int = 0) -> str:
        """Runs a command of which the last words may hold spaces, looks at its exit code, and answers what it said."""
        found = int(main.run(["--library", str(self.root), *line.split(), *words]))
        said = self.capsys.readouterr()
        assert found == code, (line, found, said.out + said.err)
        return said.out + said.err

    def item(self, id: str, *files: tuple[str, str, int]) -> None:
        """An item with PDFs: name, title, pages."""
        folder = self.root / "evidence" / id
        folder.mkdir(exist_ok=True)
        rows = "".join(DOCUMENT.format(file=file, title=title) for file, title, _ in files)
        (folder / "item.yaml").write_text(ITEM.format(id=id) + rows)
        for file, title, pages in files:
            if not (folder / file).exists():
                write_pdf(folder / file, f"{title}, 14 September 2026", pages)

    def built(self, name: str) -> Path:
        """The one PDF of a bundle that was built."""
        (found,) = (self.root / "build/bundles" / name).glob("*.pdf")
        return found

    def record(self) -> Frozen:
        """What was sent of day 5."""
        found = read(path_of(self.root, "day-5", "shared"))
        assert found is not None
        return found


@pytest.fixture
def walk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Walk]:
    """A library with five requirements, on the day of the call."""
    root = tmp_path / "project"
    evidence = root / "evidence"
    evidence.mkdir(parents=True)
    shutil.copytree(SCHEMA, root / "schema")
    shutil.copytree(ROOT / "guidance", root / "guidance")
    whole = yaml.load((root / "schema/annex-a.yaml").read_text("utf-8"), yaml.BaseLoader)
    whole["requirements"] = [each for each in whole["requirements"] if each["id"] in ASKED]
    (root / "schema/annex-a.yaml").write_text(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True))
    (tmp_path / "safe").mkdir()
    (tmp_path / "passphrase").write_text("correct horse battery staple\n")
    (evidence / "library.yaml").write_text(f"{LIBRARY_YAML}secure_folder: {tmp_path / 'safe'}\n")
    (evidence / "people.yaml").write_text(PEOPLE_YAML)
    (evidence / "glossary.yaml").write_text("terms: {}\n")
    made = Walk(root, capsys)
    made.item("1.1", ("structure.pdf", "Structure of the partnership", 1))
    made.item("3.4", ("destinations.pdf", "Destinations", 2))
    made.item("3.6", ("transport.pdf", "Home-to-school transport", 1))
    made.item("tracked-children", ("chronology.pdf", f"Chronology {MARK}", 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        in_process.helpers(patch)
        yield made


@pytest.mark.slow
def test_the_weeks_after_the_first_bundle(walk: Walk) -> None:
    lists_are_checked_and_sent(walk)
    six_children_are_followed(walk)
    day_five_is_sent(walk)
    requests_are_answered_in_three_ways(walk)
    what_answered_a_request_is_sent_once(walk)
    a_request_about_a_child_stays_apart(walk)
    three_talks_become_headlines(walk)
    lists_are_deleted(walk)


# -- week one ---------------------------------------------------------------------------------------------


def lists_are_checked_and_sent(walk: Walk) -> None:
    """The list is checked, moved to the secure folder, and sent in its encrypted package."""
    file = walk.root.parent / f"{MARK}-list.csv"
    file.write_text(person_list(gender=""))
    assert "“Gender” is missing" in walk(f"lists check {file} --as-of 2026-11-02", code=1)
    file.write_text(person_list())
    walk(f"lists check {file} --as-of 2026-11-02")
    walk.item("child-level-data")
    with (walk.root / "evidence/child-level-data/item.yaml").open("a") as item:
        item.write(
            "  - {file: list.csv, title: List 2, kind: data, dated: 2026-11-02, sensitivity: child-level,"
            " present: native}\n"
        )
    file.rename(walk.root / "evidence/child-level-data/list.csv")
    walk("secure add evidence/child-level-data/list.csv --item child-level-data --custodian lano")
    walk("bundle day-2", *ANYHOW)
    walk(f"package day-2 --passphrase-file {walk.root.parent / 'passphrase'}")
    walk("bundle day-2 --freeze --sent 2026-11-03 --by lano")
    (archive,) = (walk.root / "sent/day-2-child-level/package").glob("*.zip")
    assert MARK.encode() not in archive.read_bytes()
    assert "as recorded" in walk("secure status")


def person_list(gender: str = "F") -> str:
    """List 2 with one child, as the template heads it."""
    template = newest_template(ROOT)
    assert template is not None
    child = {
        "Unique ID": f"{MARK}1", "ULN": "UN4", "Date of birth": "01/05/2016", "Gender": gender, "Ethnicity": "WBRI",
        "SEN primary need": "ASD", "Main education establishment – URN": "123456",
        "Main education establishment – phase": "Primary",
        "Subsidiary education establishment – phase (dual registration)": "Primary",
        "Does the child or young person have a disability?": "Yes",
    }  # fmt: skip
    titles = [template.title_of(column) for column in template.lists[1].columns]
    return "\n".join(",".join(cells) for cells in (titles, [child.get(title, "") for title in titles])) + "\n"


def six_children_are_followed(walk: Walk) -> None:
    """From their selection to their meetings; nothing is arranged without consent, nothing sent without review."""
    walk("children new --lead lano --reviewer lano", *CHILDREN)
    for step in ("family-meeting", "practitioner-meeting"):
        assert "agree" in walk(f"children done {step} --all --by lano --on 2026-11-04", code=2)
    for step in ("practitioners", "settings-told"):
        walk(f"children done {step} --all --by lano --on 2026-11-04")
    walk("children done agreement --all --agreed --by lano --on 2026-11-04")
    for kind in KINDS:
        walk(f"children set {kind} --all --state received --document 1 --on 2026-11-05")
    assert "42 of 42 pieces of information" in walk("bundle day-5 --item tracked-children", code=1)
    assert "not reviewed" in walk("children done audit-reviewed --all --by lano --on 2026-11-05", code=2)
    for kind in KINDS:
        walk(f"children set {kind} --all --state reviewed --by lano --on 2026-11-05")
    for step in ("audit-reviewed", "information-reviewed", "briefing", "family-meeting", "practitioner-meeting"):
        walk(f"children done {step} --all --by lano --on 2026-11-06")
    counts = json.loads(walk("children --json"))["counts"]
    assert (counts["children"], counts["information_done"], counts["steps_done"]) == (6, 42, 48)


def day_five_is_sent(walk: Walk) -> None:
    assert "not reviewed" not in walk("bundle day-5", *ANYHOW)
    walk(f"package day-5 --passphrase-file {walk.root.parent / 'passphrase'}")
    walk("bundle day-5 --freeze --sent 2026-11-06 --by lano")


# -- week two ---------------------------------------------------------------------------------------------


def requests_are_answered_in_three_ways(walk: Walk) -> None:
    """Two requests each, through all steps: a supplement of its own, one numbered on, one inserted; each is verified."""
    record = walk.record()
    last = number = record.pages
    sent = list(texts(walk.root / "sent/day-5" / record.files[0].name))
    walk.item("3.4", ("destinations.pdf", "Destinations", 2), ("panel.pdf", "Panel of autumn", 1))
    for round_, (way, profile) in enumerate((("", "jcpc"), ("--append", "judiciary-2021"), ("--insert", "annexa")), 1):
        first, second = 2 * round_ - 1, 2 * round_
        assert opened(walk, first, "--item", "3.4") == first and opened(walk, second) == second
        for skipping in (f"request sign-off {first} --by {LEAD}", f"request send {first} --by lano"):
            walk(skipping, code=2)
        for early in (f"request bundle {first}", "request bundle --draft"):
            walk(early, code=2)
        document = "panel" if round_ == 1 else "destinations"
        to_signed(walk, first, "--document", str(walk.root / f"evidence/3.4/{document}.pdf"))
        walk(f"request bundle {first} {second}", code=2)
        to_signed(walk, second, "--explanation", f"The panel met first in May, {round_}.")
        walk(f"request bundle {way}")
        name = f"day-5-supplement-{round_}"
        found = texts(walk.built(name))
        everything = " ".join(found.values())
        for said in (f"Minutes of panel {first}", f"Minutes of panel {second}", f"in May, {round_}"):
            assert said in everything, said
        assert ("Panel of autumn" if round_ == 1 else "Destinations") in everything
        if way == "--insert":
            new = [label for label in found if label not in sent]
            assert [label for label in found if label in sent] == sent, "nothing that was sent moves"
            assert all(not label.isdecimal() for label in new) and f"{last}A" in new
            assert f"Minutes of panel {first}" in found[f"{destinations(record)}A"], "behind the item it is about"
        else:
            start = number + 1 if way else 1
            assert list(found) == [str(start + place) for place in range(len(found))]
            number = start + len(found) - 1 if way else number
        judged = verify_each(walk.built(name), ["annexa", profile], first=int(next(iter(found))))
        assert [each.failed for each in judged] == [(), ()]
        walk(f"package {name}")
        walk(f"request bundle {way}", code=2)
        walk("bundle day-5 --supplement --freeze --sent 2026-11-12 --by lano")
        walk(f"request bundle {first}", code=2)
        walk(f"request send {first} {second} --by lano --at 2026-11-12T12:00")
    record = walk.record()
    assert [[each.number for each in s.requests] for s in record.supplements] == [[1, 2], [3, 4], [5, 6]]
    assert [(s.inserted, s.appended) for s in record.supplements] == [("no", "no"), ("no", "yes"), ("yes", "no")]
    library = project(walk.root).library
    assert library is not None
    held = [request.sent.supplement for request in library.requests if request.sent]
    assert held == [f"day-5-supplement-{each}" for each in (1, 1, 2, 2, 3, 3)]


def opened(walk: Walk, number: int, *words: str) -> int:
    """Notes a request, words that are given again win; returns the number that it was given."""
    walk(
        f"request open --through lano --inspector HMI --at 2026-11-10T10:0{number}",
        "--asked", f"Minutes of panel {number}", *words,
    )  # fmt: skip
    return max(int(path.stem) for path in (walk.root / "evidence/requests").glob("*.yaml"))


def to_signed(walk: Walk, number: int, *answer: str) -> None:
    """Takes an open request to its sign-off."""
    at = f"--at 2026-11-10T1{number}"
    available = "yes" if "--document" in answer else "no"
    walk(f"request assign {number} --to {LEAD} --by lano {at}:10")
    walk(f"request assess {number} --available {available} --by {LEAD} {at}:20")
    walk(f"request answer {number} --by {LEAD} {at}:30", *answer)
    walk(f"request sign-off {number} --by {LEAD} {at}:40")


def texts(path: Path) -> dict[str, str]:
    """The words of every page, by its label."""
    reader = PdfReader(path)
    return {
        label: " ".join(page.extract_text().split())
        for label, page in zip(reader.page_labels, reader.pages, strict=True)
    }


def destinations(record: Frozen) -> str:
    """The last page of item 3.4 in the bundle."""
    return next(each.last for each in record.documents if each.item == "3.4")


def what_answered_a_request_is_sent_once(walk: Walk) -> None:
    """The ordinary supplement leaves it out, and says so; what changed since replaces the pages of the answer."""
    assert "Nothing has changed" in walk("bundle day-5 --supplement", *ANYHOW)
    assert not (walk.root / "build/bundles/day-5-supplement-4").exists(), "answers are no change of the items"
    write_pdf(walk.root / "evidence/3.6/transport.pdf", "Transport, corrected 15 September 2026")
    said = walk("bundle day-5 --supplement --insert", *ANYHOW)
    assert "replaced: 3.6" in said and "added" not in said
    assert "not sent again: 3.4 Panel of autumn" in said
    rows = json.loads((walk.root / "build/bundles/day-5-supplement-4/manifest.json").read_text())["documents"]
    assert {row["status"] for row in rows if row["item"] == "request-5"} == {"final"}, "they hold as they were sent"
    write_pdf(walk.root / "evidence/3.4/panel.pdf", "Panel of autumn, corrected 15 September 2026")
    assert "replaced: 3.4 Panel of autumn" in walk("bundle day-5 --supplement --append", *ANYHOW)
    (appended,) = (walk.root / "sent/day-5-supplement-2").glob("*.pdf")
    assert int(next(iter(texts(walk.built("day-5-supplement-4"))))) == max(map(int, texts(appended))) + 1


def a_request_about_a_child_stays_apart(walk: Walk) -> None:
    """Its question and answer are in the child-level package, and in nothing that lies beside it."""
    number = opened(walk, 7, "--about-child", "--asked", f"{MARK} question")
    to_signed(walk, number, "--explanation", f"{MARK} answer")
    walk(f"request bundle {number}", code=2)
    assert MARK not in walk(f"request bundle {number} --child-level")
    folder = walk.root / "build/bundles/day-5-child-level-supplement-1"
    words = " ".join(texts(walk.built(folder.name)).values())
    assert f"{MARK} question" in words and f"{MARK} answer" in words
    assert MARK not in (folder / "sent.yaml").read_text() + (folder / "manifest.json").read_text()
    walk(f"request bundle {number} --child-level --draft")
    assert "DRAFT" in texts(walk.built(folder.name))["1"] and not (folder / "sent.yaml").exists()


# -- week three -------------------------------------------------------------------------------------------


def three_talks_become_headlines(walk: Walk) -> None:
    """Forms filled in by three people, tidily and not; the headlines name nobody, and propose the next request."""
    walk("timetable new")
    walk("timetable show --all")
    forms = walk.root / "debriefs"
    walk("debrief new --initials LP --date 2026-11-17")
    fill(forms / "17.11.26 LP Summary.docx")
    untidy(forms / "summary 17-11-2026 Zadie Okonjo-Hart.docx")
    odt(forms / "17.11.26 AB Summary.odt", SHORT.replace("15/12", "17/11").replace("LP", "AB"))
    headlines = walk.root.parent / "headlines.docx"
    walk(f"debrief collate 2026-11-17 --output {headlines}")
    lines = [paragraph.text for paragraph in docx.Document(str(headlines)).paragraphs]
    said = "\n".join(lines)
    for name in ("Quillfeather", "Robin", "Okonjo", "Zadie"):
        assert name not in said
    assert said.index("Red:") < said.index("Amber:"), "risks, the gravest first"
    command = next(line for line in lines if line.startswith("annexa request open"))
    walk("", *shlex.split(command)[1:])
    library = project(walk.root).library
    assert library is not None and "waiting list" in library.requests[-1].asked
    assert "Next:" in walk("status --at 2026-11-17T09:00")


def lists_are_deleted(walk: Walk) -> None:
    """Once they need not be kept any longer; what is left is a receipt without a word about a child."""
    safe = walk.root.parent / "safe"
    walk("secure purge --after 2027-05-31 --at 2027-06-01 --delete --by lano")
    assert list(safe.rglob("*.csv")) == [] and not (safe / "annexa-cache").exists()
    (receipt,) = (walk.root / "evidence/purged").glob("*.yaml")
    assert "sha256" in receipt.read_text() and MARK not in receipt.read_text()
