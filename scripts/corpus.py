"""Reads every document of a labelled corpus and says where the readers and the labels disagree.

Run it with `nox -s corpus`. It prints a table, and ends with 1 where a tracked change or comment is missed or
invented, a link is missed or invented, a reader crashed, or a file took too long.

Long because it looks for links in its own ways, so that no reader is judged by itself.
"""

import argparse
import html
import io
import json
import logging
import re
import sys
import time
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from annexa.documents.facts import Facts, LinkOrigin, ReadFault, ReadFaultKind
from annexa.documents.faults import DOWN
from annexa.documents.guarded import read_many
from annexa.documents.reader import read

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "office"

_MACROS = "its content is a workbook with macros, which Excel refuses to open under the name xlsx"
DISPUTED = {
    "apache+poi/test-data/integration/stress002.xlsx": _MACROS,
    "apache+poi/test-data/integration/stress024.xlsx": _MACROS,
    "mozilla+pdf.js/test/pdfs/pr6531_2.pdf": "every viewer asks for its password; a library may open it as its owner, "
    "whose password is empty",
}
"""Files that we read differently from their label, with the reason."""


@dataclass
class Tally:
    """What was found in the files of one format."""

    files: int = 0
    read: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    crashes: int = 0
    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)


@dataclass
class Outcome:
    """The whole run; each list holds one line a fault."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    crashes: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    links_compared: int = 0
    unlabelled_read: list[str] = field(default_factory=list)
    labelled_unread: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Nothing crashed, was late, was missed or was invented."""
        return not (self.crashes or self.late or self.disagreements or self.links)


def run(corpus: Path, *, workers: int = 2, timeout: float = 20.0) -> Outcome:
    """Reads every file behind the guard, and compares markup with the labels and links with a raw reading."""
    rows = {corpus / row["file"]: row for row in json.loads((corpus / "index.json").read_text("utf-8"))}
    outcome = Outcome()
    for path, result in read_many(rows, workers=workers, timeout=timeout):
        row = rows[path]
        tally = outcome.tallies[row["format"]]
        tally.files += 1
        if isinstance(result, ReadFault):
            _note_fault(row, result, tally, outcome)
        else:
            tally.read += 1
            _compare_markup(row, result, tally, outcome)
            _compare_links(path, row, result, outcome)
    return outcome


def _note_fault(row: dict[str, Any], fault: ReadFault, tally: Tally, outcome: Outcome) -> None:
    tally.faults[fault.kind] += 1
    if fault.message.startswith(DOWN):
        tally.crashes += 1
        outcome.crashes.append(f"{row['file']}: {fault.message}")
    if fault.kind is ReadFaultKind.TIMEOUT:
        outcome.late.append(row["file"])
    if fault.kind is ReadFaultKind.NEEDS_TOOL:
        return
    if row["comments"] is not None:
        outcome.labelled_unread.append(f"{row['file']}: {fault.message}")
    for label in ("tracked_changes", "comments"):
        if row[label]:
            _disagree(row, f"{label} labelled, but {fault.kind}: {fault.message}", outcome)
            tally.missed[label] += 1


def _compare_markup(row: dict[str, Any], facts: Facts, tally: Tally, outcome: Outcome) -> None:
    for label, seen in (("tracked_changes", facts.revisions), ("comments", facts.comments)):
        wanted = row[label]
        if wanted is None:
            if row["file"] not in outcome.unlabelled_read:
                outcome.unlabelled_read.append(row["file"])
            continue
        if wanted and seen:
            tally.found[label] += 1
        elif wanted:
            tally.missed[label] += 1
            _disagree(row, f"{label} missed", outcome)
        elif seen:
            tally.invented[label] += 1
            _disagree(row, f"{label} found, though labelled clean: {seen[0]}", outcome)


def _disagree(row: dict[str, Any], what: str, outcome: Outcome) -> None:
    reason = DISPUTED.get(row["file"])
    if reason:
        outcome.disputed.append(f"{row['file']}: {what} ({reason})")
    else:
        outcome.disagreements.append(f"{row['file']}: {what}")


# links, read a second time in another way


def _compare_links(path: Path, row: dict[str, Any], facts: Facts, outcome: Outcome) -> None:
    raw = raw_links(path)
    if raw is None:
        return
    outcome.links_compared += 1
    ours = {_plain(link.target) for link in facts.links if link.origin is not LinkOrigin.TEXT}
    clickable = {
        _plain(link.target)
        for link in facts.links
        if link.origin not in (LinkOrigin.TEXT, LinkOrigin.INTERNAL)
        and not (link.place.part or "").startswith("embedded")
    }
    for target in sorted(raw - ours):
        if not any(known.startswith(f"{target}#") or target.startswith(f"{known}#") for known in ours):
            outcome.links.append(f"{row['file']}: missed {target!r}")
    for target in sorted(clickable - raw):
        if not any(target.startswith(f"{known}#") for known in raw):
            outcome.links.append(f"{row['file']}: invented {target!r}")


def _plain(target: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", "", target).strip().lstrip("#").strip()


def raw_links(path: Path) -> set[str] | None:
    """Targets of clickable links, read naively; None where this second reading cannot open the file."""
    try:
        if path.suffix.lower() == ".pdf":
            return _raw_pdf(path)
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                return _raw_odf(archive)
            return _raw_ooxml(archive)
    except Exception:  # the second reading is naive on purpose; what it cannot open it does not judge
        return None


def _raw_ooxml(archive: zipfile.ZipFile) -> set[str]:
    targets: set[str] = set()
    for name in archive.namelist():
        if name.endswith(".rels"):
            targets |= _raw_relationships(archive.read(name))
        elif name.startswith("word/") and name.endswith(".xml") and "/glossary/" not in name:
            targets |= _raw_fields(archive.read(name))
        elif "/worksheets/" in name and name.endswith(".xml"):
            targets |= _raw_formulas(archive.read(name))
    return {_plain(target) for target in targets if _plain(target)}


def _raw_relationships(data: bytes) -> set[str]:
    root = ElementTree.fromstring(data)  # noqa: S314
    return {
        node.get("Target", "")
        for node in root
        if node.get("Type", "").endswith("/hyperlink") and node.get("TargetMode") == "External"
    }


def _raw_fields(data: bytes) -> set[str]:
    """Instructions between `begin` and `separate` or `end`, joined; and those of simple fields."""
    targets: set[str] = set()
    if b"instr" not in data:
        return targets
    open_fields: list[list[str]] = []
    for node in ElementTree.fromstring(data).iter():  # noqa: S314
        name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        attributes = {key.rpartition("}")[2]: value for key, value in node.attrib.items()}
        if name == "fldSimple":
            targets |= _instruction_targets(attributes.get("instr", ""))
        elif name == "fldChar" and attributes.get("fldCharType") == "begin":
            open_fields.append([])
        elif name == "instrText" and open_fields:
            open_fields[-1].append(node.text or "")
        elif name == "fldChar" and attributes.get("fldCharType") == "end" and open_fields:
            targets |= _instruction_targets("".join(open_fields.pop()))
    return targets


def _instruction_targets(instruction: str) -> set[str]:
    match = re.match(r'\s*(?:HYPERLINK|INCLUDEPICTURE)\s+"([^"]+)"', instruction)
    return {match.group(1).replace("\\\\", "\\")} if match else set()


def _raw_formulas(data: bytes) -> set[str]:
    formulas = re.findall(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)</", data)
    texts = (html.unescape(formula.decode("utf-8", "replace")) for formula in formulas)
    return {target for text in texts for target in re.findall(r'HYPERLINK\(\s*"([^"&]+)"\s*[,)]', text)}


def _raw_odf(archive: zipfile.ZipFile) -> set[str]:
    targets: set[str] = set()
    for name in ("content.xml", "styles.xml"):
        if name in archive.namelist():
            text = archive.read(name).decode("utf-8", "replace")
            for tag in re.findall(r"<(?:text|draw):a\s[^>]*>", text):
                href = re.search(r'xlink:href="([^"]*)"', tag)
                if href:
                    targets.add(_plain(html.unescape(href.group(1))))
    return {target for target in targets if target}


def _raw_pdf(path: Path) -> set[str]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every damaged file at length
    targets: set[str] = set()
    for page in PdfReader(io.BytesIO(path.read_bytes())).pages:
        for reference in page.get("/Annots") or []:
            action = reference.get_object().get("/A")
            action = action.get_object() if action is not None else {}
            if action.get("/S") == "/URI":
                targets.add(_plain(str(action.get("/URI"))))
    return {target for target in targets if target}


# speed


@dataclass
class Pace:
    """Files read and processor seconds taken."""

    files: int = 0
    seconds: float = 0.0

    @property
    def per_hundred(self) -> float:
        return self.seconds / self.files * 100 if self.files else 0.0


def measure(corpus: Path) -> dict[str, Pace]:
    """The pace of each format in this one process, without cache or guard, start-up of the readers included."""
    paces: dict[str, Pace] = defaultdict(Pace)
    for row in json.loads((corpus / "index.json").read_text("utf-8")):
        start = time.process_time()
        read(corpus / row["file"])
        pace = paces[row["format"]]
        pace.files += 1
        pace.seconds += time.process_time() - start
    return paces


# printing


def report(outcome: Outcome, paces: dict[str, Pace] | None = None) -> str:
    """The table, then every list that is not empty."""
    paces = paces or {}
    lines = [
        f"{'':36}tracked changes        comments               seconds",
        f"{'format':8}{'files':>6}{'read':>6}{'late':>6}{'crash':>6}    "
        f"{'found/missed/invented':23}{'found/missed/invented':23}{'per 100':9}faults",
    ]
    lines += [_line(name, tally, paces.get(name)) for name, tally in sorted(outcome.tallies.items())]
    if paces:
        whole = Pace(sum(pace.files for pace in paces.values()), sum(pace.seconds for pace in paces.values()))
        lines.append(f"{'all':8}{whole.files:6}{'':66}{whole.per_hundred:.2f}")
    lines.append(f"Links of {outcome.links_compared} files were compared with a second, naive reading.")
    for title, entries in (
        ("Crashed", outcome.crashes),
        ("Over the time limit", outcome.late),
        ("Disagrees with its label", outcome.disagreements),
        ("Disagrees with its label, for a reason", outcome.disputed),
        ("Links missed or invented", outcome.links),
        ("Read, though labelled unreadable", outcome.unlabelled_read),
        ("Not read, though labelled readable", outcome.labelled_unread),
    ):
        if entries:
            lines += ["", f"{title} ({len(entries)}):", *(f"  {entry}" for entry in entries)]
    return "\n".join(lines)


def _line(name: str, tally: Tally, pace: Pace | None) -> str:
    markup = "".join(
        f"{tally.found[label]}/{tally.missed[label]}/{tally.invented[label]}".ljust(23)
        for label in ("tracked_changes", "comments")
    )
    late = tally.faults[ReadFaultKind.TIMEOUT]
    faults = ", ".join(f"{kind} {count}" for kind, count in sorted(tally.faults.items()))
    seconds = f"{pace.per_hundred:.2f}" if pace else "-"
    return f"{name:8}{tally.files:6}{tally.read:6}{late:6}{tally.crashes:6}    {markup}{seconds:9}{faults}"


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; 0 where all is well, 1 where not. Without a corpus it says so and ends with 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--no-speed", action="store_true", help="leave out the measurement in one process")
    options = parser.parse_args(arguments)
    if not (options.corpus / "index.json").exists():
        print(f"Skipped: there is no corpus at {options.corpus}.")
        return 0
    paces = {} if options.no_speed else measure(options.corpus)
    outcome = run(options.corpus)
    print(report(outcome, paces))
    return 0 if outcome.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
