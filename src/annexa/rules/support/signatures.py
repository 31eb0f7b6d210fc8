"""The signature blocks of an agreement: one for each party, and whether it is filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import msgspec

from annexa.documents.columns import column_name
from annexa.documents.facts import Block, BlockKind, Facts, Table
from annexa.model.findings import Place
from annexa.rules.support.dates import find_dates
from annexa.rules.support.signature_words import Field, Part, fields_of, has_line, is_blank, is_name

_REACH: Final = 7
"""Lines that a signature block runs on after its first."""
_HEADED: Final = re.compile(r"\b(?:signature|signed)\b", re.IGNORECASE)
_PARTY: Final = re.compile(
    r"\b(?:party|parties|organisation|agency|partner|for|on\s+behalf|name|body|who)\b", re.IGNORECASE
)
_BESIDE: Final = re.compile(r"\(([^()]*[^\W\d_]{2,}[^()]*)\)")
_HEAD_ROWS: Final = 2
_TITLE: Final = 60
_LINE: Final = 120
_UNSIGNED: Final = re.compile(
    r"\bsignatures?\s+(?:(?:is|are|still|yet)\s+)*(?:to\s+(?:follow|be\s+\w+)|pending|awaited|outstanding)\b|"
    r"\b(?:awaiting|pending)\s+(?:final\s+)?signatures?\b|^\W*(?:this\s+(?:copy|version)\s+is\s+)?unsigned(?:\s+(?:copy|version))?\W*$|"
    r"^\W*(?:this\s+(?:copy|version|document|agreement|memorandum)\s+(?:is|has)\s+)?not\s+(?:yet\s+)?(?:been\s+)?signed\W*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class SignatureBlock:
    """Where one party signs."""

    place: Place
    party: str = ""
    """As written; empty where the block does not say."""
    fields: dict[Part, str] = field(default_factory=dict)
    """What stands after each label; empty where nothing does."""
    loose: str = ""
    """A name without a label."""
    has_picture: bool = False

    @property
    def who(self) -> str:
        """The party, also where it stands in brackets beside the line to sign on; empty where nothing says it."""
        beside = _BESIDE.search(self.fields.get(Part.SIGNATURE, ""))
        return self.party or (beside[1].strip() if beside else "")

    @property
    def is_real(self) -> bool:
        """Whether it asks for a signature, and is not a name and a date of something else."""
        return Part.SIGNATURE in self.fields or Part.ELECTRONIC in self.fields or bool(self.party)

    @property
    def is_signed(self) -> bool:
        """A picture, a typed or electronic signature; without a line to sign on, a name with its date."""
        if self.has_picture or not is_blank(self.fields.get(Part.ELECTRONIC, "")):
            return True
        name, day = self.fields.get(Part.NAME) or self.loose, self.fields.get(Part.DATE, "")
        signature = self.fields.get(Part.SIGNATURE)
        if signature is not None:
            return not is_blank(signature) and not (has_line(signature) and not find_dates(signature))
        return not is_blank(name) and bool(find_dates(day))


def signature_blocks(facts: Facts) -> list[SignatureBlock]:
    """Every signature block of the document, in order; the tables' after those in lines."""
    handled: set[str] = set()
    found: list[SignatureBlock] = []
    for table in facts.tables:
        rows = _in_table(table)
        if rows is not None:
            found += rows
            handled.add(_key(table.place))
    lines = [block for block in facts.blocks if not block.place.cell or _key(block.place) not in handled]
    blocks = [*_in_lines(lines), *found]
    if facts.format == "pdf" and not facts.tables:
        blocks += _in_rows_of_lines(lines)
    for block in blocks:
        block.has_picture = block.has_picture or _has_picture(block, blocks, facts)
    return [block for block in blocks if block.is_real]


def place_of_no_signature(facts: Facts) -> Place | None:
    """Where a short line says that the document is not signed: "(unsigned copy)"; None where none says so."""
    for block in facts.blocks:
        if len(block.text) <= _LINE and _UNSIGNED.search(block.text):
            return block.place
    return None


def _key(place: Place) -> str:
    return f"{place.sheet}/{place.slide}/{place.part}"


# lines


def _in_lines(lines: list[Block]) -> Iterator[SignatureBlock]:
    now: SignatureBlock | None = None
    left = 0
    for line in lines:
        if line.kind in {BlockKind.HEADER, BlockKind.FOOTER, BlockKind.TABLE_OF_CONTENTS}:
            continue
        for text in line.text.splitlines():
            fields, left = fields_of(text), left - 1
            if now is not None and (left < 0 or line.kind in {BlockKind.HEADING, BlockKind.TITLE}):
                yield now
                now = None
            for one in fields:
                if now is None or _begins_another(now, one):
                    if now is not None:
                        yield now
                    now = SignatureBlock(place=line.place)
                _take(now, one)
                left = _REACH if one.part in (Part.SIGNATURE, Part.PARTY, Part.ELECTRONIC) else left
            if now is not None and not fields:
                _take_line(now, text)
    if now is not None:
        yield now


def _begins_another(now: SignatureBlock, one: Field) -> bool:
    """Whether a field is of the next party's block, because this one has it already."""
    if one.part is Part.PARTY:
        return bool(now.party) or not is_blank(now.fields.get(Part.DATE, "")) or Part.ELECTRONIC in now.fields
    if one.part in (Part.SIGNATURE, Part.ELECTRONIC):
        return Part.SIGNATURE in now.fields or Part.ELECTRONIC in now.fields
    return one.part is Part.NAME and Part.NAME in now.fields


def _take(now: SignatureBlock, one: Field) -> None:
    if one.part is Part.PARTY:
        party, _, rest = _split_party(one.value)
        now.party = party or one.label
        if rest:
            _take_rest(now, rest)
    elif one.part is Part.WITNESS or one.part is Part.OTHER:
        return
    else:
        now.fields.setdefault(one.part, one.value)
        if one.part in (Part.SIGNATURE, Part.ELECTRONIC) and find_dates(one.value):
            now.fields.setdefault(Part.DATE, one.value)


def _split_party(value: str) -> tuple[str, str, str]:
    """The party, and what stands after it in the line: "the Council: Jane Example, 2 July" or "the Council by …"."""
    match = re.search(r"\s*:\s*|\s+by\s+|\s*(?=_{2,}|\.{4,}|…{2,})|\t+|\s{2,}", value)
    return (value[: match.start()], match.group(), value[match.end() :]) if match else (value, "", "")


def _take_rest(now: SignatureBlock, rest: str) -> None:
    """What stands after the party in its line: a line to sign on, or a name with a date."""
    if has_line(rest) or is_blank(rest):
        now.fields.setdefault(Part.SIGNATURE, rest)
    elif find_dates(rest):
        now.fields.setdefault(Part.NAME, rest)
        now.fields.setdefault(Part.DATE, rest)
    else:
        now.fields.setdefault(Part.NAME, rest)


def _take_line(now: SignatureBlock, text: str) -> None:
    """A line without a label: a line to sign on, a day, or a name where one is still missing."""
    if has_line(text) and is_blank(text):
        if is_blank(now.fields.get(Part.SIGNATURE, "")):
            now.fields[Part.SIGNATURE] = text
    elif find_dates(text) and len(text) <= _TITLE:
        now.fields.setdefault(Part.DATE, text)
        if now.fields.get(Part.SIGNATURE) == "":
            now.fields[Part.SIGNATURE] = text
    elif is_name(text):
        if now.fields.get(Part.SIGNATURE) == "":
            now.fields[Part.SIGNATURE] = text
        now.loose = now.loose or text


def _has_picture(block: SignatureBlock, blocks: list[SignatureBlock], facts: Facts) -> bool:
    """Whether a picture stands between the block's first line and the next block's."""
    here = block.place
    if here.cell:
        return any((p.place.cell, _key(p.place)) == (here.cell, _key(here)) for p in facts.pictures)
    if here.paragraph is None:
        return False
    later = [b.place.paragraph for b in blocks if b.place.paragraph and b.place.paragraph > here.paragraph]
    end = min([here.paragraph + _REACH, *later])
    return any(
        picture.place.part == here.part and here.paragraph <= (picture.place.paragraph or 0) < end
        for picture in facts.pictures
    )


_ROW_HEAD: Final = re.compile(r"(?=.*\bsign(?:ature|ed)\b)(?=.*\bdate\b)[\w\s/()]{8,70}", re.IGNORECASE)


def _in_rows_of_lines(lines: list[Block]) -> Iterator[SignatureBlock]:
    """Rows of a table that a PDF without tags holds as lines: a day below "Name Signature Date" shows them filled."""
    left = 0
    for line in lines:
        if _ROW_HEAD.fullmatch(line.text) and not find_dates(line.text):
            left = _REACH
        elif left > 0 and find_dates(line.text) and not has_line(line.text):
            yield SignatureBlock(place=line.place, fields={Part.SIGNATURE: line.text})
        left -= 1


# tables


def _in_table(table: Table) -> list[SignatureBlock] | None:
    """The blocks of a table that has a column or a row of signatures; None for any other table."""
    for number, row in enumerate(table.cells[:_HEAD_ROWS]):
        filled = [cell for cell in row if cell.strip()]
        signed = [column for column, cell in enumerate(row) if len(cell) <= _TITLE and _HEADED.search(cell)]
        is_head = len(filled) > 1 and all(len(cell) <= _TITLE and not has_line(cell) for cell in filled)
        if signed and is_head and len(table.cells) > number + 1 and not _is_label_row(row):
            return _rows(table, number, signed[0])
    labels = [row[0] if row else "" for row in table.cells]
    if any(_HEADED.fullmatch(label.strip(" :")) for label in labels):
        return _columns(table, labels)
    return None


def _is_label_row(row: tuple[str, ...]) -> bool:
    """Whether the row is a label and its value: "Signature" | "J. Example"."""
    return bool(_HEADED.fullmatch(row[0].strip(" :")))


def _rows(table: Table, head: int, column: int) -> list[SignatureBlock]:
    """A row for each party, below headings."""
    titles = table.cells[head]
    found = []
    for number, row in enumerate(table.cells[head + 1 :], head + 2):
        cells = [cell.strip() for cell in row] + [""] * (len(titles) - len(row))
        if any(cells):
            named = (cells[c] for c, title in enumerate(titles) if c != column and _PARTY.search(title))
            party = next((name for name in named if name), "")
            found.append(_cell_of(table, column, number, party or cells[0], cells[column]))
    return found


def _columns(table: Table, labels: list[str]) -> list[SignatureBlock]:
    """A column for each party, beside labels; several labels "Signature" below each other are as many parties."""
    found = []
    for number, (label, row) in enumerate(zip(labels, table.cells, strict=True), 1):
        for column in range(1, max(len(row), 2)) if _HEADED.fullmatch(label.strip(" :")) else ():
            value = row[column].strip() if column < len(row) else ""
            first = table.cells[0]
            party = first[column].strip() if number > 1 and column < len(first) and table.columns > 2 else ""
            found.append(_cell_of(table, column, number, party, value))
    return found


def _cell_of(table: Table, column: int, number: int, party: str, value: str) -> SignatureBlock:
    place = msgspec.structs.replace(table.place, cell=f"{column_name(column + 1)}{number}", paragraph=None)
    return SignatureBlock(place=place, party=party, fields={Part.SIGNATURE: value})


# parties

_NUMBERED: Final = re.compile(r"\(\s*(\d{1,2})\s*\)\s*([^()\d][^()]{2,80})")
_BETWEEN: Final = re.compile(
    r"\b(?:between|parties\s+(?:are|to))\b:?\s+(.{3,160}?)\s+(?:and|&)\s+(.{3,80}?)(?:\s*[(“\".,;]|$)",
    re.IGNORECASE | re.DOTALL,
)
_FRONT: Final = 40


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties that an agreement names at its start."""

    names: tuple[str, ...] = ()
    """As written."""
    are_listed: bool = False
    """Whether they are numbered, "(1) … and (2) …": then there is no doubt how many there are."""


def parties_of(facts: Facts) -> Parties:
    """The parties of "between (1) … and (2) …" or "between … and …"; none where the agreement does not name them so."""
    words = [block.text for block in facts.blocks[:_FRONT] if block.kind not in {BlockKind.HEADER, BlockKind.FOOTER}]
    between = [text for text in words if "between" in text.lower() or "parties" in text.lower()]
    for text in between:
        numbered = [" ".join(name.split()).rstrip(" ,;") for _, name in _NUMBERED.findall(text)]
        if len(numbered) > 1:
            return Parties(tuple(numbered), are_listed=True)
    match = next((found for text in between if (found := _BETWEEN.search(text))), None)
    names = (*re.split(r",\s+", match[1]), match[2]) if match else ()
    return Parties(tuple(name.strip(" ,;") for name in names if name.strip(" ,;")))
