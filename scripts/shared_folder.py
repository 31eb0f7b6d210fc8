"""A folder of documents as councils keep them, and how much of it `annexa adopt` places, names and dates rightly.

Usage: python scripts/shared_folder.py [FOLDER], which is made; without it a temporary one is used, adopted into a new
library and scored.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: how it is made, and what is to become of it."""

    path: str
    outcome: str = "placed"
    requirement: str = ""
    title: str = ""
    """What the document is called; "" where it is not asked."""
    dated: str = ""
    kind: str = ""
    shown: str | None = None
    """The title that stands in it; None: `title`."""
    lines: tuple[str, ...] = ()
    like: str = ""
    """The path of another file whose bytes it has."""

    @property
    def is_numbered(self) -> bool:
        """Whether the path gives the number of a requirement."""
        return any(part[:1].isdigit() and part[1:2] in "._-" for part in self.path.split("/")) or "Annex A" in self.path


FILES = (
    File(path="1.1 Structure/Partnership structure v1.docx", outcome="older version", title="Partnership structure",
         lines=("Version 1, 3 March 2025",)),
    File(path="1.1 Structure/Partnership structure v3 FINAL.docx", requirement="1.1", kind="structure",
         title="Structure of the Ashby local area partnership", dated="2026-09-01",
         lines=("Version 3, 1 September 2026",)),
    File(path="1.1 Structure/Partnership structure v3 FINAL (2).docx", outcome="duplicate",
         like="1.1 Structure/Partnership structure v3 FINAL.docx"),
    File(path="1.1 Structure/Board ToR - Copy.docx", requirement="1.1", kind="structure",
         title="SEND partnership board: terms of reference", dated="2026-03-18",
         lines=("Agreed by the board on 18 March 2026",)),
    File(path="1.1 Structure/Board minutes/Minutes 2026-07-08.docx", requirement="1.1", kind="minutes",
         title="Minutes of the SEND partnership board", dated="2026-07-08", lines=("Date of meeting: 8 July 2026",)),
    File(path="1.1 Structure/Board minutes/Minutes 2026-09-09.docx", requirement="1.1", kind="minutes",
         title="Minutes of the SEND partnership board, September", dated="2026-09-09",
         lines=("Date of meeting: 9 September 2026",)),
    File(path="1.1 Structure/Board minutes/~$nutes 2026-09-09.docx", outcome="skipped"),
    File(path="1.1 Structure/Thumbs.db", outcome="skipped"),
    File(path="1_2 JSNA/JSNA SEND chapter 2026.docx", requirement="1.2", kind="research",
         title="Joint strategic needs assessment: children with SEND", dated="2026-06-24",
         lines=("Published 24 June 2026",)),
    File(path="1_2 JSNA/Data/needs data.xlsx", requirement="1.2", kind="data", title="Needs of children with SEND",
         dated="2026-08-31", lines=("Data as at 31 August 2026",)),
    File(path="1.3 SEF/SEF v2 draft.docx", outcome="older version", title="Self-evaluation",
         lines=("Version 2, 2 May 2026",)),
    File(path="1.3 SEF/SEF v4.docx", requirement="1.3", kind="performance-report",
         title="Self-evaluation of the partnership",
         dated="2026-10-02", lines=("Version 4", "Last reviewed: 2 October 2026", "Next review: April 2027")),
    File(path="1.4 Strategy/SEND strategy 2025-28.docx", requirement="1.4", kind="strategy",
         title="SEND and inclusion strategy 2025 to 2028", dated="2026-01-28",
         lines=("Version 2.0", "Date: 28 January 2026")),
    File(path="1.4 Strategy/Old/SEND strategy 2022-25.docx", requirement="1.4", kind="strategy",
         title="SEND strategy 2022 to 2025", dated="2022-04-04", lines=("Approved 4 April 2022",)),
    File(path="1.4 Strategy/.DS_Store", outcome="skipped"),
    File(path="Annex A 2.1 Engagement/Coproduction charter.docx", requirement="2.1", kind="agreement",
         title="Agreement on working together with parents and carers", dated="2026-04-30", lines=("30 April 2026",)),
    File(path="Annex A 2.1 Engagement/impact of engagement Sept 26.docx", requirement="2.1", kind="performance-report",
         title="Impact of engagement", dated="2026-09-14", lines=("Report of 14 September 2026",)),
    File(path="2.2 EHC plans/Quality/EHCP audit summer 2026.docx", requirement="2.2", kind="performance-report",
         title="Audit of education, health and care plans", dated="2026-08-20", lines=("Date: 20 August 2026",)),
    File(path="2.2 EHC plans/2.2.1 Procedure.docx", requirement="2.2", kind="policy",
         title="Procedure for education, health and care plans", dated="2026-02-11",
         lines=("Version 5, 11 February 2026",)),
    File(path="2.2 EHC plans/scan0012.docx", requirement="2.2", kind="policy", shown="Guidance for annual reviews",
         title="Guidance for annual reviews", dated="2026-05-06", lines=("Issued 6 May 2026",)),
    File(path="2.3/personal budgets.xlsx", requirement="2.3", kind="data", title="Personal budgets by type",
         dated="2026-09-30", lines=("Data as at 30 September 2026",)),
    File(path="2.4 Tribunals/Tribunals & SRR report.docx", requirement="2.4", kind="performance-report",
         title="Appeals and mediation: annual report", dated="2026-07-29", lines=("Published 29 July 2026",)),
    File(path="2.5 Groups/Numbers in groups.csv", requirement="2.5", kind="data", title="Numbers in groups",
         lines=("Group,Number", "Looked after,81")),
    File(path="3 Education/3.1 Overview/Education overview.docx", requirement="3.1", kind="performance-report",
         title="Overview of the education system", dated="2026-09-18", lines=("Version 2, 18 September 2026",)),
    File(path="3 Education/Leavers/Destinations 2026.docx", requirement="3.4", kind="performance-report",
         title="Destinations after leaving school: report", dated="2026-09-14",
         lines=("Version 1, 14 September 2026",)),
    File(path="3 Education/3.5/Part-time timetables policy.docx", requirement="3.5", kind="policy",
         title="Policy on part-time timetables", dated="2026-06-01", lines=("In force from 1 June 2026",)),
    File(path="3 Education/3.6 Transport/Home to school travel policy FINAL v2.docx", requirement="3.6", kind="policy",
         title="Home-to-school travel policy", dated="2026-05-20", lines=("Approved 20 May 2026",)),
    File(path="3 Education/3.6 Transport/Home to school travel policy draft v1.docx", outcome="older version",
         title="Home-to-school travel policy", lines=("Draft of 2 February 2026",)),
    File(path="4.1 Care/Care services overview.docx", requirement="4.1", kind="performance-report",
         title="Overview of care services", dated="2026-10-01", lines=("1 October 2026",)),
    File(path="4.2 Short breaks/Short breaks statement.docx", requirement="4.2", kind="policy",
         title="Short breaks services statement", dated="2026-04-01", lines=("Date: 1 April 2026",)),
    File(path="4.2 Short breaks/short breaks uptake.xlsx", requirement="4.2", kind="data",
         title="Uptake of short breaks",
         dated="2026-09-30", lines=("Data as at 30 September 2026",)),
    File(path="4.3 Thresholds/Early help form.docx", requirement="4.3", kind="form",
         title="Early help conversation form", dated="2026-02-18", lines=("Version 3, 18 February 2026",)),
    File(path="5.1 Health system/5.1 ICB overview.docx", requirement="5.1", kind="performance-report",
         title="Overview of the health system", dated="2026-09-02", lines=("Version 1, 2 September 2026",)),
    File(path="Evidence 5.2 - performance/dashboard.xlsx", requirement="5.2", kind="data",
         title="Health performance dashboard", dated="2026-08-31", lines=("Data as at 31 August 2026",)),
    File(path="5.3 Pathways/autism pathway.docx", requirement="5.3", kind="policy", title="Pathway for autism",
         dated="2026-03-09", lines=("Version 6, 9 March 2026",)),
    File(path="6-1 AP strategy/Alternative provision strategy.docx", requirement="6.1", kind="strategy",
         title="Alternative provision strategy", dated="2026-02-26", lines=("Approved 26 February 2026",)),
    File(path="6.4 Monitoring/QA framework.docx", requirement="6.4", kind="policy",
         title="Quality assurance framework for alternative provision", dated="2026-04-15",
         lines=("Version 1, 15 April 2026",)),
    File(path="Child level data/List 1.xlsx", outcome="kept back", title="List 1", lines=("Children",)),
    File(path="misc/Parent carer forum leaflet.docx", requirement="1.5", kind="other",
         title="Parent carer forum: support groups and representative groups", dated="2026-01-12",
         lines=("12 January 2026",)),
    File(path="misc/Christmas party.docx", outcome="not placed", title="Christmas party", lines=("Bring a cake.",)),
    File(path="misc/export.zip", outcome="skipped"),
    File(path="desktop.ini", outcome="skipped"),
)  # fmt: skip


def make(folder: Path) -> None:
    """Writes the files below a folder, which may be new."""
    for file in FILES:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.like:
            path.write_bytes((folder / file.like).read_bytes())
        elif path.suffix == ".docx" and not path.name.startswith("~"):
            _document(path, file)
        elif path.suffix == ".xlsx":
            _workbook(path, file)
        else:
            path.write_text("\n".join(file.lines) or "nothing", encoding="utf-8")


def _document(path: Path, file: File) -> None:
    import docx

    document = docx.Document()
    document.add_heading(file.shown or file.title, 0)
    for line in file.lines:
        document.add_paragraph(line)
    document.add_paragraph(f"This is what the partnership says: {file.title.lower()}.")
    document.save(str(path))


def _workbook(path: Path, file: File) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    for row in ((file.title,), *((line,) for line in file.lines), ("Year", "Number"), ("2026", 12)):
        sheet.append(row)
    book.properties.title = ""
    book.save(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many of the files that were asked about are right, and which are not."""

    name: str
    right: int
    asked: int
    wrong: tuple[str, ...]

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.right / self.asked

    def __str__(self) -> str:
        lines = [f"{self.name:<32} {self.right} of {self.asked}, {self.share:.0%}"]
        return "\n".join([*lines, *(f"    {each}" for each in self.wrong)])


def scores(answers: dict[str, dict[str, Any]]) -> Iterator[Score]:
    """How far the answers of `annexa adopt --json`, by name, are what was to become of the files."""
    placed = [file for file in FILES if file.outcome == "placed"]
    yield _score("what becomes of each file", FILES, answers, "outcome")
    yield _score("place, with a number in the path", [f for f in placed if f.is_numbered], answers, "requirement")
    yield _score("place, without a number", [f for f in placed if not f.is_numbered], answers, "requirement")
    for name in ("title", "dated", "kind"):
        yield _score(name, [file for file in placed if getattr(file, name)], answers, name)


def _score(name: str, files: Any, answers: dict[str, dict[str, Any]], field: str) -> Score:
    told = {file: answers.get(file.path, {}).get(field) for file in files}
    wrong = [f"{file.path}: {answer}, not {getattr(file, field)}" for file, answer in told.items()
             if answer != getattr(file, field)]  # fmt: skip
    return Score(name=name, right=len(told) - len(wrong), asked=len(told), wrong=tuple(wrong))


def adopt_all(work: Path) -> dict[str, dict[str, Any]]:
    """Makes folder and library below a work folder, adopts, and answers with what became of each file."""
    import json
    import subprocess

    make(work / "folder")
    annexa = [sys.executable, "-m", "annexa"]
    subprocess.run([*annexa, "init", str(work / "library"), "--area", "Ashby", "--quiet"], check=True)
    run = [*annexa, "adopt", str(work / "folder"), "--into", str(work / "library"), "--json"]
    answer = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
    return {each["name"]: each for each in answer["files"]}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        make(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as work:
            print("\n".join(map(str, scores(adopt_all(Path(work))))))
