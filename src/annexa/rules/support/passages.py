"""The one list of places where personal data may stand: each stretch of words with what its labels say of it.

A reader sees the text, tables, headers and notes; whoever clicks or searches finds comments, deleted and hidden text,
descriptions, fields, names and properties; and a file inside the file holds all of these again.

Long because it is one list: of a place that stood in another file nobody would know here whether it was looked at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from string import ascii_uppercase, digits
from typing import Final
from urllib.parse import unquote

import msgspec

from annexa.documents.facts import Block, BlockKind, CarriedKind, Embedded, Facts, LinkOrigin
from annexa.model.findings import Place
from annexa.rules.support.labels import NOTHING, Says, is_label_alone, says, says_field


class Passage(msgspec.Struct, frozen=True, kw_only=True, gc=False):  # a quarter of a dataclass's time, for thousands
    """Words at one place."""

    text: str
    place: Place
    says: frozenset[Says] = NOTHING
    """What the heading of the column, the label beside it or the name of the field says that it holds."""
    where: str = ""
    """Where it stands if not in the text, as the end of a phrase: "in a comment"; empty for the text itself."""
    cells: tuple[str, ...] = ()
    """Of a row of a table: its cells; its text then only serves to find what runs over several of them."""
    again: bool = False
    """The same words are a passage of their own already; what is found in both counts once."""
    is_name: bool = False
    """An address or the name of a file, in which capitals say nothing and words run together."""


_PIECE: Final = re.compile(r"\W*\d{1,4}\W*|\W*[A-Za-z]\W*")
"""A piece of a number that is spread over cells."""
_LEAST_PIECES: Final = 3
_DIGIT: Final = re.compile(r"\d")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_PROSE: Final = re.compile(
    r"\b(?:the|we|is|are|was|were|has|have|had|will|must|should|that|this|to|from|by|with|for|if|when|be|been|our|it)\b",
    re.IGNORECASE,
)
_ROW_LENGTH: Final = 140
"""Characters of a line that may be a row of a table whose lines are all that is known of it."""
_LIST_MARK: Final = re.compile(r"\s*\(?b[.)]\s", re.IGNORECASE)
_MARK_BEFORE: Final = re.compile(r"\s*\(?a[.)]\s", re.IGNORECASE)
_OF_PROPERTIES: Final = ("title", "subject", "keywords", "author", "last_modified_by", "company", "manager", "status")


def passages(facts: Facts) -> Iterator[Passage]:
    """Every passage of a document, in reading order, then what stands beside the text, then the files inside."""
    yield from _tables_and_text(facts)
    if facts.format == "pdf":
        yield from _marked_tables(facts)
    yield from _beside(facts)
    for revision in facts.revisions:
        yield Passage(text=revision.excerpt, place=revision.place, where=f"in a tracked {revision.kind}", again=True)
    for comment in facts.comments:
        yield Passage(text=comment.text, place=comment.place, where="in a comment")
    for link in facts.links:
        if link.origin is not LinkOrigin.TEXT:
            yield Passage(text=unquote(link.target), place=link.place, where="in the address of a link", is_name=True)
    for inner in facts.embedded:
        yield from _inside(inner)
    for hidden in facts.hidden:
        text = f"{hidden.name}\n{hidden.excerpt}"
        yield Passage(text=text, place=hidden.place, where=f"in {hidden.kind}", again=True)


def _inside(inner: Embedded) -> Iterator[Passage]:
    """The passages of a file inside; its changes, comments, links and hidden content are the document's own facts."""
    outer = inner.place
    own = msgspec.structs.replace(inner.facts, revisions=(), comments=(), links=(), hidden=())
    yield Passage(text=inner.name, place=outer, where="in the name of a file inside", is_name=True)
    for passage in passages(own):
        at = passage.place
        place = msgspec.structs.replace(at, slide=outer.slide or at.slide, page=outer.page or at.page, part=outer.part)
        yield msgspec.structs.replace(passage, place=place, where=passage.where or "in a file inside")


# text and tables


def _tables_and_text(facts: Facts) -> Iterator[Passage]:
    text = _Lines()
    for key, group in groupby(facts.blocks, key=_table_of):
        if key is None:
            for block in group:
                yield from text.read(block)
        else:
            table = text.tables.setdefault(key, _Columns())
            for _, row in groupby(group, key=_row_of):
                yield from table.read(tuple(row))
    yield from text.end()


def _table_of(block: Block) -> tuple[object, ...] | None:
    place = block.place
    if place.cell is None or not place.cell[-1:].isdigit():
        return None
    return place.sheet, place.slide, place.part


def _row_of(block: Block) -> str:
    return (block.place.cell or "").lstrip(ascii_uppercase)


def _column_of(block: Block) -> str:
    return (block.place.cell or "").rstrip(digits)


@dataclass(slots=True)
class _Columns:
    """What the headings of a table's columns say, as far as it was read."""

    above: dict[str, frozenset[Says]] = field(default_factory=dict)

    def read(self, row: tuple[Block, ...]) -> Iterator[Passage]:
        """The passages of a row: each paragraph of each cell, numbers spread over cells, and the row as a whole."""
        cells = {column: tuple(blocks) for column, blocks in groupby(row, key=_column_of)}
        texts = {column: "\n".join(block.text for block in blocks) for column, blocks in cells.items()}
        if self._is_heading(texts):
            self.above |= {column: says(text) for column, text in texts.items()}
        left: frozenset[Says] = NOTHING
        said: dict[str, frozenset[Says]] = {}
        for column, blocks in cells.items():
            said[column] = left | self.above.get(column, NOTHING)
            for block in blocks:
                yield Passage(text=block.text, place=block.place, says=said[column])
                said[column] |= says(block.text)
            left = says(texts[column]) or left
        yield from _pieces(texts, said, cells)
        if len(texts) > 1:
            yield Passage(
                text="\t".join(texts.values()), place=row[0].place, cells=tuple(texts.values()), says=self.said(texts)
            )

    def said(self, texts: dict[str, str]) -> frozenset[Says]:
        """All that the headings over a row say."""
        return frozenset(what for column in texts for what in self.above.get(column, NOTHING))

    @staticmethod
    def _is_heading(texts: dict[str, str]) -> bool:
        """Whether a row holds headings: words only, and one of them says something."""
        return not any(_DIGIT.search(_bare(text)) for text in texts.values()) and any(map(says, texts.values()))


def _pieces(
    texts: dict[str, str], said: dict[str, frozenset[Says]], cells: dict[str, tuple[Block, ...]]
) -> Iterator[Passage]:
    """Numbers and dates of which each cell holds a piece, such as one digit."""
    run: list[str] = []
    for column in (*texts, None):
        if column is not None and _PIECE.fullmatch(texts[column]):
            run.append(column)
            continue
        if len(run) >= _LEAST_PIECES:
            whole = " ".join(texts[one].strip() for one in run)
            yield Passage(text=whole, place=cells[run[0]][0].place, says=said[run[0]])
        run = []


@dataclass(slots=True)
class _Lines:
    """Text outside tables, where a line may be a label, or the headings of rows that are only lines."""

    tables: dict[tuple[object, ...], _Columns] = field(default_factory=dict)
    heading: frozenset[Says] = NOTHING
    is_alone: bool = False
    """Whether the heading is a label by itself, so that only the value after it belongs to it."""
    is_open: bool = False
    """Whether no row has followed the heading yet, so that the next line may still be part of it."""
    before: str = ""
    pieces: list[Passage] = field(default_factory=list)
    """Lines so far that may be pieces of one number, such as one digit each."""

    def read(self, block: Block) -> Iterator[Passage]:
        """The passages of a block: as a whole, and each of its lines where a heading above says something of it."""
        lines = block.lines
        text = block.text
        if _LIST_MARK.match(text) and (_MARK_BEFORE.match(self.before) or block.kind is BlockKind.LIST_ITEM):
            text = " " + text.lstrip()[2:]  # an entry of a list, not "b." for born
        whole = self._said(lines[0][1]) if len(lines) == 1 else NOTHING
        yield Passage(text=text, place=block.place, says=whole)
        for _, line in lines:
            said = self._said(line)
            if said and len(lines) > 1:
                yield Passage(text=line, place=block.place, says=said, again=True)
            yield from self._piece(Passage(text=line, place=block.place, says=said, again=True))
            self._note(line)
        for label in (block.text, "".join(line.strip() for _, line in lines)) if len(lines) > 1 else ():
            if is_label_alone(label):
                self._note(label)  # in a narrow column
        self.before = block.text

    def end(self) -> Iterator[Passage]:
        """What is left at the end of the text."""
        yield from self._piece(Passage(text="", place=Place()))

    def _piece(self, line: Passage) -> Iterator[Passage]:
        """Keeps pieces of a number, and gives them out as one when another line ends them."""
        if _PIECE.fullmatch(line.text):
            self.pieces.append(line)
            return
        if len(self.pieces) >= _LEAST_PIECES:
            yield msgspec.structs.replace(self.pieces[0], text=" ".join(piece.text.strip() for piece in self.pieces))
        self.pieces = []

    def _said(self, line: str) -> frozenset[Says]:
        if not self.heading or len(line) > _ROW_LENGTH or _PROSE.search(line):
            return NOTHING
        if self.is_alone and not _VALUE.fullmatch(_bare(line)):
            return self.heading - {Says.BIRTH}  # a date among other words may be that of anything
        return self.heading

    def _note(self, line: str) -> None:
        """Takes a heading from the line, or ends the one above where the line is no row below it."""
        words = line.strip()
        bare = _bare(words)
        has_digits = bool(_DIGIT.search(bare))
        is_heading = words and words[-1] not in ";," and not has_digits and not _FILLED.search(bare)
        found = says(words) if is_heading and not _PROSE.search(words) else NOTHING
        if found:
            joins = self.heading and self.is_open and not self.is_alone
            self.is_alone = not joins and is_label_alone(words)
            self.heading = found | self.heading if joins else found
            self.is_open = True
        elif (self.is_alone and not _VALUE.fullmatch(bare)) or (not self._said(line) and not _is_wrapped(words)):
            self.heading = NOTHING
        self.is_open &= not has_digits


def _bare(text: str) -> str:
    """The text without what stands in brackets."""
    return _IN_BRACKETS.sub("", text) if "(" in text else text


def _is_wrapped(words: str) -> bool:
    """Whether a line of prose is so short that it is part of a cell of a row."""
    return len(words) <= _WRAPPED and not (words.endswith(".") and len(words) > _WRAPPED // 2)


_WRAPPED: Final = 45
_FILLED: Final = re.compile(r":\s*\w")
"""A label with its value on the same line."""
_VALUE: Final = re.compile(r"[\d\s/.,\-–]+|\W*\d{1,2}\w{0,2}\W+\w+\W+\d{2,4}\W*")
"""A line that is nothing but a number or a date."""


def _marked_tables(facts: Facts) -> Iterator[Passage]:
    """Tables that a PDF marks as such; their cells are lines of the text too."""
    for table in facts.tables:
        columns = _Columns()
        for number, cells in enumerate(table.cells, 1):
            row = tuple(
                Block(text=text, place=Place(cell=f"{chr(65 + index % 26)}{number}"))
                for index, text in enumerate(cells[:26])
                if text.strip()
            )
            for passage in columns.read(row) if row else ():
                yield msgspec.structs.replace(passage, place=table.place, again=True)


# beside the text


def _beside(facts: Facts) -> Iterator[Passage]:
    properties = Place(part="properties")
    for name in _OF_PROPERTIES:
        text = getattr(facts.properties, name, "")
        if text:
            yield Passage(text=text, place=properties, where=f"in {_IN[CarriedKind.PROPERTY]}", is_name=name == "title")
    for one in facts.carried:
        yield Passage(
            text=one.text,
            place=one.place,
            says=says_field(one.label),
            where=f"in {_IN[one.kind]}",
            again=True,
            is_name=one.kind in _NAMED,
        )
        if one.label:
            where = f"in the name of {_IN[one.kind]}"
            yield Passage(text=one.label, place=one.place, where=where, again=True, is_name=True)
    for picture in facts.pictures:
        yield Passage(text=picture.alt or "", place=picture.place, where="in the description of a picture")
        yield Passage(text=picture.name, place=picture.place, where="in the name of a picture", is_name=True)
    for active in facts.active:
        text = f"{active.name}\n{unquote(active.target)}"
        yield Passage(text=text, place=active.place, where="in the name of a file inside", is_name=True)
    for words in facts.watermarks:
        yield Passage(text=words, place=Place(), where="in a watermark")
    for signature in facts.signatures:
        yield Passage(text=signature.signer, place=signature.place, where="in a signature")


_IN: Final = {
    CarriedKind.FIELD: "a form field",
    CarriedKind.CHOICES: "a list of choices",
    CarriedKind.BOOKMARK: "a bookmark",
    CarriedKind.SHEET_NAME: "the name of a sheet",
    CarriedKind.DEFINED_NAME: "a defined name",
    CarriedKind.PROPERTY: "a property of the file",
    CarriedKind.CHART: "the data of a chart",
    CarriedKind.LAYOUT: "a slide layout",
    CarriedKind.DESCRIPTION: "a description",
    CarriedKind.DATA: "a data part of the file",
}
_NAMED: Final = frozenset({CarriedKind.BOOKMARK, CarriedKind.SHEET_NAME, CarriedKind.DEFINED_NAME})
