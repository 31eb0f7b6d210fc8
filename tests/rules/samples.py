"""Builds what rules look at, in a line: `document("Some text", kind="minutes", comments=[…])`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.sample_place import SAMPLE

from annexa.documents.facts import Block, BlockKind, Facts, Properties, ReadFault, ReadFaultKind, Table
from annexa.load import project
from annexa.model.findings import Finding, Level, Place
from annexa.model.library import DocumentMeta, Glossary, Item, ItemMeta, Library, LibraryMeta, People
from annexa.rules.base import DocumentSubject, ItemSubject, JudgedSubject, LibrarySubject, Surroundings

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 2)
SHA = "a" * 64
OTHER_SHA = "b" * 64
ON_PAGE_2 = Place(page=2, paragraph=7)

_FACTS = {name for name in Facts.__struct_fields__ if name not in ("blocks", "format")}
_META = set(DocumentMeta.model_fields) - {"file"}
_LIBRARY = set(LibraryMeta.model_fields)

_LOADED = project(SAMPLE)
"""The framework and the checklist that the product ships."""


@dataclass(frozen=True)
class Yaml:
    """A sample for a rule about metadata: the text of item.yaml, and what else lies in the item's folder."""

    text: str
    beside: Mapping[str, str] = field(default_factory=dict)


def title(text: str = "Destinations after leaving school") -> Block:
    return Block(text=text, kind=BlockKind.TITLE, place=Place(page=1, paragraph=1))


def heading(text: str, level: int = 1) -> Block:
    return Block(text=text, kind=BlockKind.HEADING, level=level, place=Place(page=1, paragraph=3))


def cell(text: str, ref: str = "A1", sheet: str | None = "Data") -> Block:
    return Block(text=text, kind=BlockKind.CELL, place=Place(sheet=sheet, cell=ref))


def part(text: str, kind: BlockKind, page: int | None = 2) -> Block:
    name = str(kind) if kind in (BlockKind.HEADER, BlockKind.FOOTER) else None
    return Block(text=text, kind=kind, place=Place(page=None if name else page, part=name))


def table(*rows: Sequence[str], header_row: bool = True) -> Table:
    cells = tuple(tuple(row) for row in rows)
    return Table(
        place=ON_PAGE_2, rows=len(rows), columns=len(rows[0]), header_row=header_row, header=cells[0], cells=cells
    )


def sheet(rows: Sequence[Sequence[str]], name: str = "List 1") -> tuple[Block, ...]:
    """The cells of a sheet, as the reader of workbooks gives them: empty ones are not there."""
    return tuple(
        cell(text, f"{_letters(column)}{number}", name)
        for number, row in enumerate(rows, 1)
        for column, text in enumerate(row, 1)
        if text
    )


def grid(*rows: Sequence[str], name: str = "table 1", page: int = 1) -> tuple[Block, ...]:
    """The cells of a table in a text, as the readers give them among the blocks."""
    return tuple(
        Block(text=text, kind=BlockKind.CELL, place=Place(page=page, part=name, cell=f"{_letters(column)}{number}"))
        for number, row in enumerate(rows, 1)
        for column, text in enumerate(row, 1)
        if text
    )


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def around(*, items: tuple[Item, ...] = (), root: Path = ROOT, glossary: Any = None, **library: Any) -> Surroundings:
    meta = LibraryMeta.model_validate(
        {"area": "Testshire", "partnership": "Testshire partnership", "notification": "2026-11-02"} | library
    )
    people = People.model_validate({"roles": {"lead": {"title": "Evidence lead"}}})
    return Surroundings(
        library=Library(
            root=root, meta=meta, people=people, glossary=Glossary.model_validate(glossary or {}), items=items
        ),
        framework=_LOADED.framework,
        checklist=_LOADED.checklist,
        as_of=AS_OF,
    )


def item(*documents: dict[str, Any], requirement: str = "3.4", folder: str = "3.4-destinations") -> Item:
    listed = [
        {"title": "Destinations after leaving school", "kind": "other", "dated": "2026-09-14"} | document
        for document in documents or ({"file": "destinations.docx"},)
    ]
    meta = {"requirement": requirement, "lead": "lead", "accountable": "lead", "summary": "x", "documents": listed}
    return Item(
        meta=ItemMeta.model_validate(meta),
        folder=ROOT / "evidence" / folder,
        yaml=f"evidence/{folder}/item.yaml",
    )


GAP = {"reason": "The service starts in January 2027, so there is no report yet.", "by": "lead", "on": "2026-11-02"}


def nothing(**changes: Any) -> ItemSubject:
    """An item with nothing to submit, and why."""
    meta = {"requirement": "3.4", "lead": "lead", "accountable": "lead", "summary": "x"}
    record = ItemMeta.model_validate(meta | {"nothing_to_submit": GAP | changes})
    return ItemSubject(item=item().model_copy(update={"meta": record}), around=around(), files=())


def later(**changes: Any) -> ItemSubject:
    """An item with one document and one that is to follow."""
    return ItemSubject(item=item({"file": "a.docx"}, {"to_follow": GAP | changes}), around=around(), files=())


def document(
    *blocks: Block | str,
    format: str = "docx",
    name: str | None = None,
    fault: ReadFaultKind | None = None,
    others: tuple[dict[str, Any], ...] = (),
    requirement: str = "3.4",
    sha256: str = SHA,
    root: Path = ROOT,
    glossary: Any = None,
    front: bool = True,
    answers: Any = None,
    **more: Any,
) -> DocumentSubject:
    """A document with a title and a date on page 1 and the given text on page 2, or all on page 1 without `front`.

    Other words go to its facts, its metadata or the library's settings.
    """
    unknown = set(more) - _FACTS - _META - _LIBRARY - {"doc_title"}
    assert not unknown, unknown
    file = name or f"destinations.{format}"
    meta = {key: value for key, value in more.items() if key in _META}
    own = item({"file": file} | meta, *others, requirement=requirement)
    library = {key: value for key, value in more.items() if key in _LIBRARY - _META - _FACTS}
    surroundings = around(items=(own,), root=root, glossary=glossary, **library)
    if answers:
        surroundings = Surroundings(
            library=surroundings.library,
            framework=surroundings.framework,
            checklist=surroundings.checklist,
            as_of=AS_OF,
            answers=answers,
        )
    return DocumentSubject(
        item=own,
        meta=own.meta.documents[0],
        index=0,
        path=own.folder / file,
        sha256=sha256,
        facts=_facts(blocks, format, front, more),
        fault=ReadFault(kind=fault, message="It cannot be read.", remedy="Save it again.") if fault else None,
        around=surroundings,
    )


def _facts(blocks: tuple[Block | str, ...], format: str, front: bool, more: dict[str, Any]) -> Facts:
    lead = (title(), Block(text="Version 2, 14 September 2026", place=Place(page=1, paragraph=2))) if front else ()
    place = ON_PAGE_2 if front else Place(page=1, paragraph=7)
    body = (Block(text=one, place=place) if isinstance(one, str) else one for one in blocks)
    facts = {key: tuple(v) if isinstance(v, list) else v for key, v in more.items() if key in _FACTS}
    facts.setdefault("properties", Properties(title="Destinations after leaving school", language="en-GB"))
    return Facts(format=format, blocks=(*lead, *body), **facts)


def files(subject_item: Item, *names: str) -> ItemSubject:
    """An item with these files in its folder."""
    return ItemSubject(item=subject_item, around=around(), files=tuple(subject_item.folder / name for name in names))


def library(*items: Item, digests: dict[str, str] | None = None, root: Path = ROOT) -> LibrarySubject:
    return LibrarySubject(around=around(items=items, root=root), digests=digests or {})


def judged(subject: DocumentSubject, *rules: str) -> JudgedSubject:
    """A document in which these rules found something."""
    found = tuple(
        Finding(rule=rule, level=Level.ERROR, message="x", remedy="x", file="evidence/x", document=subject.meta.name)
        for rule in rules
    )
    return JudgedSubject(document=subject, findings=found)


ITEM_YAML = """\
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Where young people go after school.
documents:
  - file: destinations.docx
    title: Destinations after leaving school
    kind: other
    dated: 2026-09-14
"""


def item_yaml(old: str = "", new: str = "") -> Yaml:
    """A right item.yaml, with one piece of it replaced."""
    assert not old or old in ITEM_YAML
    return Yaml(ITEM_YAML.replace(old, new, 1) if old else ITEM_YAML)
