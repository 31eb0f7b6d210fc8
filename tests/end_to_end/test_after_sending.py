"""What comes after a submission was sent: requests from their nine steps to a supplement, and lists from check to purge.

One small library, whose documents are PDFs, so that nothing has to be converted.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pypdf import PdfReader
from tests import in_process
from tests.bundle.sent.conftest import SCHEMA, write_pdf
from tests.conftest import LIBRARY_YAML, PEOPLE_YAML, ROOT

from annexa.bundle.verify import verify_each
from annexa.cli import main
from annexa.load import project
from annexa.load.sent import path_of, read
from annexa.model.sent import Frozen
from annexa.rules.support.person_level import newest_template

LEAD = "education-accountable-lead"
ITEM = """\
requirement: "{id}"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: What it shows.
documents:
"""
SENT_ANYHOW = ("--without-sign-off", "lano", "--reason", "The director cannot be reached before noon.")
DOCUMENT = "  - {{file: {file}, title: {title}, kind: other, dated: 2026-09-14}}\n"


class Walk:
    """A project, and annexa run in it as people run it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str] | None = None) -> None:
        self.root = root
        self.said = ""

    def item(self, id: str, *files: tuple[str, str, int]) -> None:
        """An item with PDFs: name, title, pages."""
        folder = self.root / "evidence" / id
        folder.mkdir(exist_ok=True)
        rows = "".join(DOCUMENT.format(file=file, title=title) for file, title, _ in files)
        (folder / "item.yaml").write_text(ITEM.format(id=id) + rows)
        for file, title, pages in files:
            if not (folder / file).exists():
                write_pdf(folder / file, f"{title}, 14 September 2026", pages)

    def __call__(self, line: str, *words: str, code: int = 0) -> str:
        """Runs a command of which the last words may hold spaces; returns nothing but checks its exit code."""
        found = int(main.run(["--library", str(self.root), *line.split(), *words]))
        assert found == code, (line, found)
        return ""

    def opened(self, number: int, *words: str) -> int:
        """Notes a request, words that are given again win; returns the number that it was given."""
        self(
            f"request open --through lano --inspector HMI --at 2026-12-07T10:0{number}",
            "--asked", f"Minutes of panel {number}", *words,
        )  # fmt: skip
        return max(int(path.stem) for path in (self.root / "evidence/requests").glob("*.yaml"))

    def to_signed(self, number: int, *answer: str) -> None:
        """Takes an open request to its sign-off."""
        at = f"--at 2026-12-07T1{number}"
        available = "yes" if "--document" in answer else "no"
        self(f"request assign {number} --to {LEAD} --by lano {at}:10")
        self(f"request assess {number} --available {available} --by {LEAD} {at}:20")
        self(f"request answer {number} --by {LEAD} {at}:30", *answer)
        self(f"request sign-off {number} --by {LEAD} {at}:40")

    def record(self) -> Frozen:
        """What was sent of day 5."""
        found = read(path_of(self.root, "day-5", "shared"))
        assert found is not None
        return found


def short_framework(path: Path, ids: set[str]) -> None:
    """Leaves only these requirements in a framework."""
    whole = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    whole["requirements"] = [each for each in whole["requirements"] if each["id"] in ids]
    path.write_text(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True))


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """A library of which day 5 was sent."""
    import shutil

    root = tmp_path_factory.mktemp("after") / "project"
    evidence = root / "evidence"
    evidence.mkdir(parents=True)
    shutil.copytree(SCHEMA, root / "schema")
    short_framework(root / "schema/annex-a.yaml", {"child-level-data", "1.1", "3.4", "3.6"})
    (evidence / "library.yaml").write_text(LIBRARY_YAML)
    (evidence / "people.yaml").write_text(PEOPLE_YAML)
    (evidence / "glossary.yaml").write_text("terms: {}\n")
    made = Walk(root)
    made.item("1.1", ("structure.pdf", "Structure of the partnership", 1))
    made.item("3.4", ("destinations.pdf", "Destinations", 2))
    made.item("3.6", ("transport.pdf", "Home-to-school transport", 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        in_process.helpers(patch)
        yield made


@pytest.fixture(scope="module")
def requests(walk: Walk) -> Walk:
    """Day 5 sent, and requests that came after it."""
    walk("bundle day-5", *SENT_ANYHOW)
    walk("package day-5")
    walk("bundle day-5 --freeze --sent 2026-11-06 --by lano")
    return walk


def texts(path: Path) -> dict[str, str]:
    """The words of every page, by its label."""
    reader = PdfReader(path)
    return {
        label: " ".join(page.extract_text().split())
        for label, page in zip(reader.page_labels, reader.pages, strict=True)
    }


def volume(folder: Path) -> Path:
    (found,) = folder.glob("*.pdf")
    return found


DESTINATIONS = "evidence/3.4/destinations.pdf"


def test_requests_go_from_their_steps_to_supplements_by_each_of_the_three_ways(requests: Walk) -> None:
    walk = requests
    record = walk.record()
    last = record.pages
    number = last
    sent = list(texts(volume(walk.root / "sent/day-5")))
    for round_, (way, profile) in enumerate((("", "jcpc"), ("--append", "judiciary-2021"), ("--insert", "annexa")), 1):
        first, second = 2 * round_ - 1, 2 * round_
        walk.opened(first, "--item", "3.4")
        walk.opened(second)
        walk(f"request sign-off {first} --by {LEAD}", code=2)
        walk(f"request bundle {first}", code=2)
        walk("request bundle --draft", code=2)
        walk.to_signed(first, "--document", str(walk.root / DESTINATIONS))
        walk(f"request bundle {first} {second}", code=2)
        walk.to_signed(second, "--explanation", f"The panel met first in May, {round_}.")
        walk(f"request bundle {way}")
        name = f"day-5-supplement-{round_}"
        found = texts(volume(walk.root / "build/bundles" / name))
        everything = " ".join(found.values())
        for said in (f"Minutes of panel {first}", f"Minutes of panel {second}", f"in May, {round_}", "Destinations"):
            assert said in everything, said
        if way == "--insert":
            new = [label for label in found if label not in sent]
            assert [label for label in found if label in sent] == sent, "nothing that was sent moves"
            assert all(not label.isdecimal() for label in new) and f"{last}A" in new
            assert f"Minutes of panel {first}" in found[f"{destinations(record)}A"], "behind the item it is about"
        else:
            start = number + 1 if way else 1
            assert list(found) == [str(start + place) for place in range(len(found))]
            number = start + len(found) - 1 if way else number
        judged = verify_each(
            volume(walk.root / "build/bundles" / name), ["annexa", profile], first=int(next(iter(found)))
        )
        assert [each.failed for each in judged] == [(), ()]
        walk(f"package {name}")
        walk(f"request bundle {way}", code=2)
        walk("bundle day-5 --supplement --freeze --sent 2026-12-09 --by lano")
        walk(f"request bundle {first}", code=2)
        walk(f"request send {first} {second} --by lano --at 2026-12-09T12:00")
    record = walk.record()
    assert [[each.number for each in s.requests] for s in record.supplements] == [[1, 2], [3, 4], [5, 6]]
    assert [(s.inserted, s.appended) for s in record.supplements] == [("no", "no"), ("no", "yes"), ("yes", "no")]
    library = project(walk.root).library
    assert library is not None
    held = [request.sent.supplement for request in library.requests if request.sent]
    assert held == [f"day-5-supplement-{each}" for each in (1, 1, 2, 2, 3, 3)]
    walk("bundle day-5 --supplement")
    assert not (walk.root / "build/bundles/day-5-supplement-4").exists(), "answers are no change of the items"
    write_pdf(walk.root / "evidence/3.6/transport.pdf", "Transport, corrected 15 September 2026")
    walk("bundle day-5 --supplement --insert", *SENT_ANYHOW)
    rows = json.loads((walk.root / "build/bundles/day-5-supplement-4/manifest.json").read_text())["documents"]
    assert {row["status"] for row in rows if row["item"] == "request-5"} == {"final"}, "they hold as they were sent"
    walk("bundle day-5 --supplement --append", *SENT_ANYHOW)
    start = number + 1
    assert next(iter(texts(volume(walk.root / "build/bundles/day-5-supplement-4")))) == str(start)


def destinations(record: Frozen) -> str:
    """The last page of item 3.4 in the bundle."""
    return next(each.last for each in record.documents if each.item == "3.4")


MARK = "ZQMARK"


def test_a_request_about_a_child_goes_into_the_child_level_package_alone(listed: Walk) -> None:
    walk = listed
    number = walk.opened(7, "--about-child", "--asked", f"{MARK} question")
    walk.to_signed(number, "--explanation", f"{MARK} answer")
    walk(f"request bundle {number}", code=2)
    walk(f"request bundle {number} --child-level")
    folder = walk.root / "build/bundles/day-2-child-level-supplement-1"
    words = " ".join(texts(volume(folder)).values())
    assert f"{MARK} question" in words and f"{MARK} answer" in words
    assert MARK not in (folder / "sent.yaml").read_text() + (folder / "manifest.json").read_text()
    walk(f"request bundle {number} --child-level --draft")
    assert "DRAFT" in texts(volume(folder))["1"] and not (folder / "sent.yaml").exists()


# -- lists ------------------------------------------------------------------------------------------------

CHILD = {
    "Unique ID": f"{MARK}1", "ULN": "UN4", "Date of birth": "01/05/2016", "Gender": "F", "Ethnicity": "WBRI",
    "SEN primary need": "ASD", "Main education establishment – URN": "123456",
    "Main education establishment – phase": "Primary",
    "Subsidiary education establishment – phase (dual registration)": "Primary",
    "Does the child or young person have a disability?": "Yes",
}  # fmt: skip


def person_list(**other: str) -> str:
    """List 2 with one child, as the template heads it."""
    template = newest_template(ROOT)
    assert template is not None
    titles = [template.title_of(column) for column in template.lists[1].columns]
    child = {**CHILD, "Gender": other.get("gender", "F")}
    return "\n".join(",".join(cells) for cells in (titles, [child.get(title, "") for title in titles])) + "\n"


@pytest.fixture(scope="module")
def listed(walk: Walk) -> Walk:
    """A list of children checked, moved to the secure folder, and sent in a package of its own."""
    safe = walk.root.parent / "safe"
    safe.mkdir()
    settings = walk.root / "evidence/library.yaml"
    settings.write_text(f"{settings.read_text()}secure_folder: {safe}\n")
    file = walk.root.parent / f"{MARK}-list.csv"
    file.write_text(person_list(gender=""))
    walk(f"lists check {file} --as-of 2026-11-02", code=1)
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
    walk("bundle day-2", *SENT_ANYHOW)
    word = walk.root.parent / "passphrase"
    word.write_text("correct horse battery staple\n")
    walk(f"package day-2-child-level --passphrase-file {word}")
    walk("bundle day-2 --freeze --package child-level --sent 2026-11-03 --by lano")
    return walk


def test_lists_are_checked_moved_sent_encrypted_and_purged_with_a_receipt(listed: Walk) -> None:
    walk = listed
    (archive,) = (walk.root / "sent/day-2-child-level/package").glob("*.zip")
    assert MARK.encode() not in archive.read_bytes()
    walk("secure status")
    walk("secure purge --after 2027-05-31 --at 2027-06-01 --delete --by lano")
    assert list((walk.root.parent / "safe").rglob("*.csv")) == []
    (receipt,) = (walk.root / "evidence/purged").glob("*.yaml")
    assert "sha256" in receipt.read_text() and MARK not in receipt.read_text()
