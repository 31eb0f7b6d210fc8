"""The days of an inspection as a coordinator lives them, command by command; each refusal on the way says what helps.

A library of its own, of five requirements with short documents, in a real repository. After every command the list of
what is kept in `sent/` is compared with the one before, so that no command but `--freeze` ever changes it.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import pypdf
import pytest
from docx.document import Document as Word

from annexa.cli import main
from annexa.tools import git as git_tool
from annexa.tools import libreoffice
from annexa.tools.files import sha256_of

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(libreoffice.find_soffice() is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif(git_tool.find() is None, reason="git is not installed"),
]

ROOT = Path(__file__).resolve().parents[2]
ASKED = ("1.1", "1.2", "1.3", "3.2", "3.4")
TITLES = {"1.1": "Structure of the partnership", "1.2": "Assessment of needs", "3.4": "Destinations"}
CALL = "2026-11-02"
TOLD = ("--sent", "2026-11-03 11:20", "--by", "lano", "--to", "the inspectors' folder")
LIBRARY = """\
area: Westmere
partnership: Westmere SEND Local Area Partnership
"""
PEOPLE = """\
roles:
  lano: {title: Local area nominated officer, organisation: Westmere Council, stages: [lano]}
  lead: {title: "Evidence lead, partnership", stages: [evidence-lead]}
  accountable: {title: "Accountable lead, partnership", stages: [accountable-lead]}
  director: {title: Director of Children's Services, stages: [director]}
"""
GAP = (
    "nothing_to_submit: {reason: The peer review takes place in December., by: lano, on: 2026-10-30,"
    " follows: 2027-01-15}\n"
)


class Day:
    """A project folder in git, the commands that are run in it, and what `sent/` held after the last of them."""

    def __init__(self, root: Path, said: Callable[[], str]) -> None:
        self.root, self._said = root, said
        self.sent: dict[str, str] = {}
        shutil.copytree(ROOT / "schema", root / "schema")
        framework = root / "schema/annex-a.yaml"
        head, *requirements = re.split(
            r"(?m)^(?=  - id: \"?(?:[1-6]\.\d|[a-z-]+)\"?$\n    (?:number|group):)", framework.read_text("utf-8")
        )
        kept = [
            each
            for each in requirements
            if re.match(r'  - id: "(.*)"', each) and re.match(r'  - id: "(.*)"', each)[1] in ASKED
        ]
        framework.write_text(head + "".join(kept), encoding="utf-8")
        self.write("evidence/library.yaml", LIBRARY)
        self.write("evidence/people.yaml", PEOPLE)
        self.write("evidence/glossary.yaml", "terms: {}\n")
        self.write(".gitignore", "build/\n/sent/\n")
        for item, title in (
            ("1.1", "Structure of the partnership"),
            ("1.2", "Assessment of needs"),
            ("3.4", "Destinations"),
        ):
            self.word(item, title, "What the partnership knows of it, as of 14 September 2026.")
            self.item(item, f"documents:\n  - {{file: {item}.docx, title: {title}, kind: other, dated: 2026-09-14}}\n")
        self.git("init", "-q")
        self.commit()

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def item(self, id: str, rest: str) -> None:
        """Writes an item.yaml, in place of the one before."""
        head = f'requirement: "{id}"\nlead: lead\naccountable: accountable\nsummary: What it shows.\n'
        self.write(f"evidence/{id}-item/item.yaml", head + rest)

    def word(self, id: str, *added: str) -> None:
        """Writes a short Word document that the check has nothing against, in place of the one before."""
        title = TITLES[id]
        document: Word = docx.Document()
        document.core_properties.title, document.core_properties.language = title, "en-GB"
        document.add_heading(title, 0)
        for paragraph in ("What the partnership knows of it, as of 14 September 2026.", *added):
            document.add_paragraph(paragraph)
        path = self.root / f"evidence/{id}-item/{id}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        document.save(str(path))

    def git(self, *arguments: str) -> None:
        who = ("-c", "user.name=Tests", "-c", "user.email=tests@example.invalid", "-c", "init.defaultBranch=main")
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(
            ["git", *who, *arguments], cwd=self.root, env=os.environ | quiet, capture_output=True, check=True
        )

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")

    def run(self, *arguments: str, code: int = 0, keeps: bool = False) -> str:
        """Runs a command that must end with this code; nothing that is kept may change, except by one that keeps."""
        got = main.run(["--library", str(self.root), *arguments])
        said = self._said()
        assert got == code, (arguments, got, said)
        kept = self.root / "sent"
        now = {each.relative_to(kept).as_posix(): sha256_of(each) for each in kept.rglob("*") if each.is_file()}
        assert now == self.sent if not keeps else self.sent.items() < now.items(), arguments
        self.sent = now
        return " ".join(said.split())

    def sign(self, *items: str) -> None:
        """Every stage, in order, as three people do."""
        for role in ("lead", "accountable", "director"):
            self.run("sign-off", *items, "--role", role)
        self.commit()

    def states(self, at: str) -> dict[str, str]:
        """What the status says of each requirement at a moment."""
        got = main.run(["--library", str(self.root), "status", "--json", "--at", at])
        rows = json.loads(self._said())["requirements"]
        assert got == 0
        return {row["id"]: row["state"] for row in rows}

    @contextmanager
    def spoilt(self, path: Path, old: bytes = b"", new: bytes = b"") -> Iterator[None]:
        """A file with other bytes in it, or with one byte changed, for as long as it takes to be refused."""
        before = path.read_bytes()
        changed = before.replace(old, new, 1) if old else before[:-9] + bytes([before[-9] ^ 1]) + before[-8:]
        assert changed != before
        path.write_bytes(changed)
        try:
            yield
        finally:
            path.write_bytes(before)

    def bundle(self, folder: str) -> Path:
        """The PDF of a bundle, in build/ or in sent/."""
        (path,) = (self.root / folder).glob("*.pdf")
        return path


@pytest.fixture
def day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Day:
    def said() -> str:
        got = capsys.readouterr()
        return got.out + got.err

    return Day(tmp_path / "project", said)


def test_from_the_call_to_the_last_correction(day: Day) -> None:
    item = day.root / "evidence/1.1-item"

    # The call, and where everything stands.
    assert "Write year, month and day" in day.run("notify", "2nd November", code=2)
    assert "with the inspectors" in day.run("notify", CALL, "--time", "09:40", "--at", f"{CALL} 09:45")
    waits, missing = "awaiting sign-off", "not started"
    assert day.states(f"{CALL} 10:00") == {"1.1": waits, "1.2": waits, "1.3": missing, "3.2": missing, "3.4": waits}
    said = day.run("check", code=1)
    assert "Requirement 1.3, “Self-evaluation” (day-2), has no item" in said and "(day-5), has no item" in said
    assert said.count("annexa new") == 1, "the remedy is said at the first"
    said = day.run("bundle", "day-2", code=1)
    assert "so no bundle is built: evidence/library.yaml: Requirement 1.3" in said and "--draft" in said

    # Day 2 has a gap, which is explained; of day 5 one item is missing and one cannot be read.
    day.item("1.3", GAP)
    day.write("evidence/3.4-item/item.yaml", "requirement: '3.4'\nlead: [lead\n")
    day.commit()
    assert "it follows by 15 January 2027; the bundle explains why" in day.run("check", "1.1", "1.2", "1.3")
    said = day.run("sign-off", "1.1", "--role", "director", code=1)
    assert "1.1: ‘Evidence lead’ comes before ‘Director’ and is not signed." in said
    assert "annexa sign-off 1.1 --stage evidence-lead --role lead" in said
    said = day.run("bundle", "day-2", code=1)
    assert "3 items are not signed off" in said and "1.3 Self-evaluation: ‘Evidence lead’ is not signed" in said
    said = day.run("sign-off", "3.4", "--role", "lead", code=2)
    assert "The library has no item for 3.4 that can be read." in said
    day.sign("1.1", "1.2", "1.3")

    # What was signed is what is built.
    with day.spoilt(item / "1.1.docx"):
        said = day.run("bundle", "day-2", code=1)
        assert "evidence/1.1-item/1.1.docx" in said
    with day.spoilt(item / "item.yaml", b"What it shows.", b"What it said."):
        assert "‘Evidence lead’ no longer holds: summary" in day.run("bundle", "day-2", code=1)
    said = day.run("bundle", "day-2")
    assert "3 items, 2 documents" in said and "Explained on page 8: “Nothing to submit”, item 1.3" in said
    assert "2 errors stand against day-5, which this does not touch: evidence/3.4-item/item.yaml" in said

    # What was built is what is packed, and what was packed is what is recorded.
    built = day.root / "build/bundles/day-2"
    assert "day-2 was not packed" in day.run("bundle", "day-2", "--freeze", *TOLD, code=2)
    with day.spoilt(day.bundle("build/bundles/day-2")):
        assert day.bundle("build/bundles/day-2").name in day.run("package", "day-2", code=2)
    day.run("package", "day-2")
    (receipt,) = built.glob("package/* receipt.txt")
    said = receipt.read_text("utf-8")
    assert "to follow by 15 January 2027: explained on page 8" in said and "court" not in said.lower()
    (packed,) = built.glob("package/*/data/originals/1.1/1.1.docx")
    with day.spoilt(packed):
        assert "data/originals/1.1/1.1.docx" in day.run("bundle", "day-2", "--freeze", *TOLD, code=2)
    assert "‘3.11.’ is not a date" in day.run("bundle", "day-2", "--freeze", "--sent", "3.11.", code=2)
    day.run("bundle", "day-2", "--freeze", *TOLD, keeps=True)
    assert "says that already: nothing has changed" in day.run("bundle", "day-2", "--freeze", *TOLD)
    said = day.run("bundle", "day-2", "--freeze", "--sent", "2026-11-03 11:40", code=2)
    assert "day-2 is recorded already: sent on 3 November 2026 at 11:20 by lano to the inspectors' folder" in said
    said = day.run("bundle", "day-2", "--freeze", "--again", *TOLD[:1], "2026-10-03 11:20", *TOLD[2:])
    assert "3 October 2026 is before the notification call of 2 November 2026. Put a wrong day right" in said
    day.run("bundle", "day-2", "--freeze", "--again", *TOLD)
    day.commit()
    shutil.rmtree(day.root / "build")

    # A late replacement, first as a supplement, then put into the bundle that inspectors hold.
    assert "Nothing has changed since it was sent." in day.run("bundle", "day-2", "--supplement")
    day.word("1.1", "A board was added.")
    said = day.run("bundle", "day-2", "--supplement", code=1)
    assert "so no supplement of day-2 is built" in said and "the file 1.1.docx has changed" in said
    assert "--draft" not in said, "there is no draft of a supplement"
    day.sign("1.1")
    assert "replaced: 1.1 Structure of the partnership" in day.run("bundle", "day-2", "--supplement")
    assert "was not packed" in day.run("bundle", "day-2", "--supplement", "--freeze", code=2)
    day.run("package", "day-2-supplement-1")
    day.run("bundle", "day-2", "--supplement", "--freeze", "--sent", "2026-11-04", keeps=True)
    assert "This is a rebuild beside it" in day.run("bundle", "day-2")
    assert "day-2 was sent on 3 November 2026" in day.run("package", "day-2-rebuilt", code=2)
    day.word("1.2", "A need was added.")
    day.sign("1.2")
    day.run("bundle", "day-2", "--supplement", "--insert")
    day.run("package", "day-2-supplement-2")
    day.run("bundle", "day-2", "--supplement", "--freeze", "--sent", "2026-11-05", keeps=True)
    shutil.rmtree(day.root / "build")
    pages = pypdf.PdfReader(day.bundle("sent/day-2-supplement-2"))
    assert "WITH INSERTIONS – SEE PAGE 2A" in pages.pages[0].extract_text()
    assert pages.metadata is not None and str(pages.metadata.title).endswith("with insertions 2")
    assert [label for label in pages.page_labels if not label.isdecimal()] == ["2A", "6A"]

    # Everything that was sent proves itself, and says what would not be it.
    day.run("verify", str(day.root / "sent/day-2-supplement-2"))
    for folder in ("day-2", "day-2-supplement-1", "day-2-supplement-2"):
        said = day.run("verify", str(day.root / "sent" / folder / "package"))
        assert "Every byte is as it was packed." in said and "evidence/submissions/day-2.yaml" in said
    with day.spoilt(next(day.root.glob("sent/day-2/package/*/data/index.xlsx"))):
        got = main.run(["--library", str(day.root), "verify", str(day.root / "sent/day-2/package")])
        assert got == 1 and "data/index.xlsx" in day._said()
    theirs = day.root.parent / "theirs"
    shutil.copytree(next(day.root.glob("sent/day-2/package/*/data")), theirs)
    (theirs / "index.xlsx").unlink()
    (theirs / "index.html").write_text("Another index", encoding="utf-8")
    said = day.run("verify", str(day.root / "sent/day-2/package"), "--against", str(theirs), code=1)
    assert "MISSING index.xlsx" in said and "CHANGED index.html" in said
    kept = {"1.1": "sent", "1.2": "sent", "1.3": "sent"}
    assert day.states("2026-11-05 13:00") == kept | {"3.2": missing, "3.4": "fails checks"}
