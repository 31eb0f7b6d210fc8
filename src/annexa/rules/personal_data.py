"""A document that many people will see holds personal data.

Why it matters: The shared bundle goes to inspectors and stays on many screens. A child's number or date of birth in
it is a data breach.

Fails when: A document that is not marked `child-level` holds an NHS number, a unique pupil number, a unique learner
number, a National Insurance number or a date of birth, each known by its check digits and by the words around it;
or a name from the lists that library.yaml gives. What was found is never quoted.

To put right:
- Word: Go to the place given and delete or replace what names the person; search the rest of the document for more.
- Excel: Delete the column or rows, also hidden ones, and save under a new name; a filter or white text does not
  remove anything.
- PowerPoint: Go to the slide given and delete what names the person, also in the speaker notes.
- LibreOffice: Go to the place given and delete or replace what names the person.
- PDF: Correct the file that the PDF was made from; or redact for good: in Acrobat, Redact > Mark, then Apply.
- Metadata: If the document is meant to hold such data, write `sensitivity: child-level`, so that it never reaches
  the shared bundle.
- Everywhere: Delete what names the person, or write `sensitivity: child-level` in item.yaml.

Passes: "One young person (aged 14) moved school twice."

Fails: "NHS number 943 476 5919, born on 3 April 2012"
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from annexa.documents.facts import Block, BlockKind, Facts
from annexa.load.places import Unsafe, in_secure_folder
from annexa.model.findings import Level, Place
from annexa.model.library import Library, Sensitivity
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few
from annexa.rules.support.front import row_of
from annexa.rules.support.identifiers import identifiers_in
from annexa.rules.support.names import NameList, names_in

ID = "personal-data"
LEVEL = Level.ERROR
ABOUT = "document"
WAIVABLE = False

_LABEL = 40
"""Characters of a heading or label."""
_HEADING_ROWS = 15
"""Rows of a sheet among which the headings of its columns may stand."""
_SEPARATORS = re.compile(r"[_.-]+")
_DIGIT = re.compile(r"\d")


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.meta.sensitivity is Sensitivity.CHILD_LEVEL:
        return
    names, missing = _names(subject.around.library)
    if missing:
        yield Fault(
            message=f"Names were not searched for: {', '.join(missing)} cannot be read here",
            remedy="Run annexa where the secure folder is, before the submission is built.",
            level=Level.INFO,
        )
    for identifier in identifiers_in(_SEPARATORS.sub(" ", subject.path.stem)):
        yield Fault(message=f"The file's name holds a {identifier.kind}")
    by_kind: dict[str, list[Place]] = {}
    for kind, place in _found(subject.facts, names):
        by_kind.setdefault(kind, []).append(place)
    for kind, places in by_kind.items():
        article = "An" if kind[0] in "AN" and kind.startswith("NHS") else "A"
        faults = [Fault(message=f"{article} {kind} stands here", place=place) for place in places]
        yield from first_few(faults, f"places with a {kind}")


def _found(facts: Facts, names: NameList | None) -> Iterator[tuple[str, Place]]:
    for block, label in _labelled(facts):
        for identifier in identifiers_in(block.text, label=label):
            yield identifier.kind, block.place
        if names and names_in(block.text, names):
            yield "name from a list of the library", block.place
    for hidden in facts.hidden:
        for identifier in identifiers_in(hidden.excerpt):
            yield f"{identifier.kind} in {hidden.kind}", hidden.place
    for comment in facts.comments:
        for identifier in identifiers_in(comment.text):
            yield f"{identifier.kind} in a comment", comment.place


def _labelled(facts: Facts) -> Iterator[tuple[Block, str]]:
    """Each block with the words over or before it that may say what it is: a column's heading, a label."""
    headings: dict[tuple[str | None, str], str] = {}
    columns = {table.place: " ".join(table.header) for table in facts.tables}
    before = ""
    for block in facts.blocks:
        text, place = block.text, block.place
        label = before
        before = text if len(text) <= _LABEL and not _DIGIT.search(text) else ""
        if place.cell:
            column = (place.sheet, place.cell.rstrip("0123456789"))
            if before and row_of(block) <= _HEADING_ROWS:
                headings[column] = text
            label = f"{headings.get(column, '')}\n{label}"
        elif block.kind is BlockKind.CELL and place in columns:
            label = f"{label}\n{columns[place]}"
        yield block, label


def _names(library: Library) -> tuple[NameList | None, list[str]]:
    """All names that must not appear, and the lists that cannot be read on this machine."""
    if not library.meta.name_lists:
        return None, []
    names: set[str] = set()
    missing: list[str] = []
    for file in library.meta.name_lists:
        listed = _listed(in_secure_folder(library, file))
        names |= listed or frozenset()
        if listed is None:
            missing.append(file)
    return (NameList.of(frozenset(names)) if names else None), missing


def _listed(place: Path | Unsafe) -> frozenset[str] | None:
    """The names in a list; None where it cannot be read on this machine."""
    try:
        return None if isinstance(place, Unsafe) else _read(place, place.stat().st_mtime_ns)
    except OSError:
        return None


@lru_cache(maxsize=8)
def _read(path: Path, stamp: int) -> frozenset[str]:
    lines = path.read_text("utf-8", errors="replace").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
