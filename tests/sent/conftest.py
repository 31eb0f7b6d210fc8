"""A small project whose documents are PDFs already, so that it builds without LibreOffice."""

import shutil
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from tests.signing import leave_stages_out
from tests.typeset import typeset

from annexa.bundle import build
from annexa.bundle.finish import verifies
from annexa.load import Loaded, project
from annexa.load.places import locate
from annexa.load.sent import path_of
from annexa.plan.arrange import Rendering
from annexa.plan.records import Built
from annexa.sent.recording import Said, prepare, record_all
from annexa.sent.sending import SupplementInput
from annexa.tools.files import sha256_of

DAY = date(2026, 11, 3)
SCHEMA = Path(__file__).parents[2] / "schema"

LIBRARY = """
area: Westmere
partnership: Westmere SEND Local Area Partnership
notification: 2026-11-02
"""
PEOPLE = """
roles:
  lano: {title: Local area nominated officer, organisation: Westmere Council, stages: [lano]}
  lead: {title: Evidence lead, stages: [evidence-lead]}
  accountable: {title: Accountable lead, stages: [accountable-lead]}
"""


def write_pdf(path: Path, text: str, pages: int = 1, dated: str = "Version 1, 14 September 2026") -> None:
    """A tagged PDF of a few pages; without a date it does not pass the check."""
    body = "#pagebreak()\n".join(
        f"= {text}\nPage {page} of it. #lorem(40)\n\n{dated}\n" for page in range(1, pages + 1)
    )
    source = f'#set document(title: "{text}", date: none)\n#set text(lang: "en", region: "GB")\n{body}'
    path.write_bytes(typeset(source, "ua-1"))


class Project:
    """A project folder, and the verbs that tests need."""

    def __init__(self, root: Path) -> None:
        self.root = root
        evidence = root / "evidence"
        evidence.mkdir(parents=True)
        shutil.copytree(SCHEMA, root / "schema")
        leave_stages_out(root / "schema")
        (evidence / "library.yaml").write_text(LIBRARY)
        (evidence / "people.yaml").write_text(PEOPLE)
        (evidence / "glossary.yaml").write_text("terms: {}\n")
        self.documents: dict[str, list[tuple[str, str]]] = {}

    def add(self, item: str, file: str, title: str, pages: int = 1) -> None:
        """Adds a document to an item, which is made if need be."""
        folder = self.root / "evidence" / item
        folder.mkdir(exist_ok=True)
        write_pdf(folder / file, title, pages)
        self.documents.setdefault(item, []).append((file, title))
        self._write(item)

    def change(self, item: str, file: str, text: str, pages: int = 1) -> None:
        """Puts other content under a document's name."""
        write_pdf(self.root / "evidence" / item / file, text, pages)

    def remove(self, item: str, file: str) -> None:
        """Takes a document out of its item."""
        (self.root / "evidence" / item / file).unlink()
        self.documents[item] = [entry for entry in self.documents[item] if entry[0] != file]
        self._write(item)

    def _write(self, item: str) -> None:
        rows = "".join(
            f"  - {{file: {file}, title: {title}, kind: policy, dated: 2026-09-14}}\n"
            for file, title in self.documents[item]
        )
        head = f'requirement: "{item}"\nlead: lead\naccountable: accountable\nsummary: What it shows.\ndocuments:\n'
        (self.root / "evidence" / item / "item.yaml").write_text(head + rows)

    def loaded(self) -> Loaded:
        loaded = project(self.root)
        assert loaded.findings == (), loaded.findings
        return loaded

    def rendered(self, loaded: Loaded) -> dict[str, Any]:
        """What `build` needs to know of each document."""
        from pypdf import PdfReader

        assert loaded.library is not None
        paths = [
            path
            for item in loaded.library.items
            for document in item.meta.documents
            if isinstance(path := locate(loaded.library, item, document), Path)
        ]
        renderings = {
            path: Rendering(pdf=path, pages=len(PdfReader(path).pages), size=path.stat().st_size) for path in paths
        }
        return {"renderings": renderings, "digests": {path: sha256_of(path) for path in paths}}

    def build(self, **options: Any) -> Built:
        loaded = self.loaded()
        assert loaded.library is not None
        built = build(
            loaded.library,
            loaded.framework,
            "day-2",
            out=self.root / "build" / "bundles",
            finishers=(verifies(loaded.library.meta.limits),),
            sent=path_of(self.root, "day-2", options.get("package", "shared")).is_file(),
            **self.rendered(loaded),
            **options,
        )
        assert built is not None
        return built

    def record(self, folder: Path | None = None, *, sent: date = DAY, commit: str = "", packed: bool = False) -> Path:
        """Records that a built folder was sent, the bundle of day 2 unless another is named; returns the record."""
        loaded = self.loaded()
        assert loaded.library is not None
        said = Said(sent=sent, sent_at=time(11, 20), by="lano")
        now = (date(2026, 11, 4), time(9))
        given = prepare(folder or self.folder, loaded.library, said, now=now, commit=commit, unpacked=not packed)
        (recorded,) = record_all([given])
        return recorded.path

    def supplement(self, loaded: Loaded, **options: Any) -> SupplementInput:
        """What a supplement of day 2 is built from."""
        assert loaded.library is not None
        return SupplementInput(
            library=loaded.library,
            framework=loaded.framework,
            submission="day-2",
            out=self.root / "build" / "bundles",
            kept=self.root / "sent",
            sent=date(2026, 11, 5),
            **{"finishers": (verifies(loaded.library.meta.limits),), **self.rendered(loaded), **options},
        )

    @property
    def folder(self) -> Path:
        """Where the bundle of day 2 lies."""
        return self.root / "build" / "bundles" / "day-2"

    @property
    def kept(self) -> Path:
        """Where the bundle of day 2 lies once it was sent."""
        return self.root / "sent" / "day-2"

    def sent_files(self) -> dict[str, str]:
        """The SHA-256 of everything that is kept, by its path."""
        kept = self.root / "sent"
        return {p.relative_to(kept).as_posix(): sha256_of(p) for p in sorted(kept.rglob("*")) if p.is_file()}


@pytest.fixture
def sample(tmp_path: Path) -> Project:
    made = Project(tmp_path / "project")
    made.add("1.1", "structure.pdf", "Structure of the partnership", 2)
    made.add("1.3", "self-evaluation.pdf", "Self-evaluation", 3)
    made.add("1.3", "peer-review.pdf", "Findings of the peer review")
    return made


@pytest.fixture
def run(sample: Project, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Runs annexa in the sample project; returns the exit code and everything that it said."""
    from annexa.cli import main

    def run(*arguments: str) -> tuple[int, str]:
        code = main.run(["--library", str(sample.root), *arguments])
        said = capsys.readouterr()
        return int(code), said.out + said.err

    return run


@pytest.fixture(autouse=True)
def no_helpers(helpers_here: None) -> None:
    """A build is looked at here, not its helpers."""
