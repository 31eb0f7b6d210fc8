"""Each party of an agreement signs: what counts as a signature, and what is only a place for one."""

from typing import Any

import pytest
from samples import Block, BlockKind, DocumentSubject, Level, Place, document, grid, table, title

from annexa.documents.facts import Picture, Signature, Table
from annexa.rules import unsigned

SIGNED = {"signed_by": ["director"], "signed_on": "2026-07-02"}


def agreement(*lines: str | Block, **more: Any) -> DocumentSubject:
    """Lines of an agreement, each a paragraph of its own, from paragraph 11 on."""
    blocks = (
        Block(text=one, place=Place(paragraph=11 + number)) if isinstance(one, str) else one
        for number, one in enumerate(lines)
    )
    return document(title(), *blocks, kind="agreement", front=False, **more)


def missing(subject: DocumentSubject) -> int:
    """How many errors the rule finds."""
    return sum((fault.level or unsigned.LEVEL) is Level.ERROR for fault in unsigned.check(subject))


COUNCIL, BOARD = "Westmere Borough Council", "Westmere Integrated Care Board"

LINES: list[tuple[int, list[str]]] = [
    # signed
    (0, ["Signed: Director of Education, 2 July 2026"]),
    (0, ["Signed: J. Example"]),
    (0, ["Signed by: Jane Example, Director"]),
    (0, ["Signed: J Example    Date: 2 July 2026", "Signed: J Sample    Date: 3 July 2026"]),
    (0, ["Signature: J. Example", "Name: Jane Example", "Date: 02/07/2026"]),
    (0, ["Electronically signed by Jane Example, Director of Children’s Services, on 2 July 2026"]),
    (0, ["Digitally signed by Jane Example", "Date: 2026.07.02 10:14:00 +01'00'"]),
    (0, ["DocuSigned by:", "Jane Example", "2 July 2026"]),
    (0, ["e-signed by Jane Example on 2 July 2026"]),
    (0, ["Signed electronically via DocuSign by Jane Example, 2 July 2026"]),
    (0, ["/s/ Jane Example"]),
    (0, ["Agreed on behalf of the Council: Jane Example, Director, 2 July 2026"]),
    (0, [f"Signed for and on behalf of {COUNCIL} by Jane Example, 2 July 2026"]),
    (0, [f"Signed for and on behalf of {COUNCIL}", "J. Example", "Name: Jane Example", "Date: 2 July 2026"]),
    (0, [f"For and on behalf of {COUNCIL}", "Signed: J. Example", "Date: 2 July 2026"]),
    (0, ["Signed: J. Example", f"For and on behalf of {COUNCIL}", "Date: 2 July 2026"]),
    (0, [f"For and on behalf of {COUNCIL}", "Jane Example, Director", "2 July 2026"]),
    (0, ["Signed:", "Jane Example", "Director of Education", "2 July 2026"]),
    (0, ["Authorised signatory: Jane Example", "Date: 2 July 2026"]),
    (0, ["Executed by: Jane Example", "Dated: 2 July 2026"]),
    (0, ["Signed: J. Example, 2 July 2026", "Witnessed by: ____________"]),
    # not signed
    (1, ["Signed: ____________ Date: ________"]),
    (1, ["Signed", "Name: Jane Example", "Date:"]),
    (1, ["Signature: ……………………", "Name: Jane Example", "Date: 2 July 2026"]),
    (1, ["Signature:", "Name: Jane Example", "Position: Director", "Date:"]),
    (1, ["[signature to follow]", "Signature: [signature to follow]"]),
    (1, ["Signed: to follow"]),
    (1, ["Signature to be added following Board approval"]),
    (1, ["(unsigned copy)"]),
    (1, ["Awaiting signature by the Integrated Care Board"]),
    (0, ["Signed: J. Example, 2 July 2026", "Signatures to be kept for six years"]),
    (1, ["Signed: TBC"]),
    (1, ["Signed: [name]"]),
    (1, ["Signed by: ____________________"]),
    (1, ["Authorised signatory .........................."]),
    (1, [f"Signed for and on behalf of {COUNCIL}"]),
    (1, [f"For and on behalf of {COUNCIL}"]),
    (1, [f"For and on behalf of {COUNCIL}", "Jane Example", "Director"]),
    (1, [f"Signed for and on behalf of {COUNCIL}: ________"]),
    (1, ["Agreed on behalf of the Council: ____________________"]),
    (1, ["Agreed on behalf of the Council: Jane Example"]),
    (1, ["Signed: J. Example, 2 July 2026", "Signed: ____________ (Integrated Care Board)  Date: ________"]),
    (1, ["Signed: J. Example, 2 July 2026", f"Signed for and on behalf of {BOARD}", "Name: John Sample", "Date:"]),
    (2, [f"Signed for and on behalf of {COUNCIL}", "Name: Jane Example", "Date:", f"Signed for and on behalf of {BOARD}", "Name: John Sample", "Date:"]),
    (2, ["Signed: ________   Name: ________   Date: ________", "Signed: ________   Name: ________   Date: ________"]),
    # nothing that shows it
    (1, ["The parties will work together."]),
    (1, ["Signed copies are kept by the lead."]),
    (1, ["Agreed actions are listed below."]),
    (1, ["Name of the service: Short breaks", "Date: 2 July 2026"]),
]  # fmt: skip


@pytest.mark.parametrize(("number", "lines"), LINES, ids=[one[1][-1][:60] for one in LINES])
def test_blocks_in_lines(number: int, lines: list[str]) -> None:
    assert missing(agreement("Families take a break.", *lines)) == number


HEAD = ("Organisation", "Name", "Signature", "Date")
TABLES: list[tuple[int, list[tuple[str, ...]]]] = [
    (0, [HEAD, (COUNCIL, "Jane Example", "J. Example", "02/07/2026"), (BOARD, "John Sample", "J Sample", "03/07/2026")]),
    (1, [HEAD, (COUNCIL, "Jane Example", "J. Example", "02/07/2026"), (BOARD, "John Sample", "", "")]),
    (1, [HEAD, (COUNCIL, "Jane Example", "J. Example", "02/07/2026"), (BOARD, "John Sample", "________", "03/07/2026")]),
    (2, [HEAD, (COUNCIL, "", "", ""), (BOARD, "", "", "")]),
    (0, [HEAD, (COUNCIL, "Jane Example", "J. Example", "02/07/2026"), ("", "", "", "")]),
    (1, [HEAD, (COUNCIL, "Jane Example", "[signature to follow]", "")]),
    (0, [("Signature", "J. Example"), ("Name", "Jane Example"), ("Date", "2 July 2026")]),
    (1, [("Signature", ""), ("Name", "Jane Example"), ("Date", "")]),
    (1, [("", COUNCIL, BOARD), ("Signature", "J. Example", ""), ("Name", "Jane Example", "John Sample")]),
    (0, [("", COUNCIL, BOARD), ("Signature", "J. Example", "J. Sample"), ("Date", "2/7/26", "3/7/26")]),
    (2, [("Signed", ""), ("Name", "Jane Example"), ("Signed", ""), ("Name", "John Sample")]),
    (0, [("Signed by", "Role", "Signed on"), ("Jane Example", "Director", "2 July 2026")]),
]  # fmt: skip


@pytest.mark.parametrize(("number", "rows"), TABLES, ids=[f"{n}: {rows[-1]}" for n, rows in TABLES])
def test_tables(number: int, rows: list[tuple[str, ...]]) -> None:
    cells = grid(*rows)
    whole = table(*rows)
    here = Table(
        place=Place(page=1, part="table 1"), rows=len(rows), columns=len(rows[0]), header_row=False,
        header=whole.header, cells=whole.cells,
    )  # fmt: skip
    assert missing(agreement(*cells, tables=[here])) == number


def test_blocks_side_by_side_in_cells() -> None:
    left = f"Signed for and on behalf of {COUNCIL}\nJ. Example\nDate: 2 July 2026"
    right = f"Signed for and on behalf of {BOARD}\n\nDate:"
    rows = [(left, right)]
    subject = agreement(*grid(*rows), tables=[table(*rows)])
    assert missing(subject) == 1


def test_a_picture_of_a_signature_counts_where_it_stands() -> None:
    lines = [f"Signed for and on behalf of {COUNCIL}", "Name: Jane Example", f"Signed for and on behalf of {BOARD}"]
    assert missing(agreement(*lines)) == 2
    first = Picture(place=Place(paragraph=12), alt="Signature")
    assert missing(agreement(*lines, pictures=[first])) == 1
    logo = Picture(place=Place(paragraph=1), alt="Logo")
    assert missing(agreement(*lines, pictures=[logo])) == 2
    rows = [HEAD, (COUNCIL, "Jane Example", "", "02/07/2026")]
    here = table(*rows)
    whole = Table(
        place=Place(part="table 1"), rows=2, columns=4, header_row=False, header=here.header, cells=here.cells
    )
    inked = Picture(place=Place(part="table 1", cell="C2", paragraph=20), alt=None)
    assert missing(agreement(*grid(*rows, page=None), tables=[whole], pictures=[inked])) == 0


def test_digital_signatures_stand_for_as_many_blocks_as_there_are() -> None:
    blank = "Signed: ____________ Date: ________"
    digital = Signature(kind="digital", place=Place(part="signatures"))
    assert missing(agreement("Terms", signatures=[digital])) == 0
    assert missing(agreement(blank, signatures=[digital])) == 0
    assert missing(agreement(blank, blank, signatures=[digital])) == 1
    line = Signature(kind="signature line", place=Place(paragraph=30))
    assert missing(agreement("Terms", signatures=[line])) == 1
    assert missing(agreement("Terms", signatures=[line, digital])) == 0


def test_fewer_signatures_than_parties() -> None:
    parties = f"This agreement is made on 2 July 2026 between (1) {COUNCIL} of High Street and (2) {BOARD}"
    one, two = "Signed: J. Example, 2 July 2026", "Signed: J. Sample, 3 July 2026"
    assert missing(agreement(parties, one)) == 1
    assert list(unsigned.check(agreement(parties, one, two))) == []
    (fault,) = unsigned.check(agreement(f"An understanding between {COUNCIL} and {BOARD}", one))
    assert fault.level is Level.WARNING
    assert list(unsigned.check(agreement("Joint work between April and July", one))) != []


def test_the_metadata_makes_it_a_warning_and_stands_alone_where_no_block_is() -> None:
    (fault,) = unsigned.check(agreement("Signed: ____________", agreement=SIGNED))
    assert fault.level is Level.WARNING
    assert list(unsigned.check(agreement("Terms", agreement=SIGNED))) == []


def test_each_missing_signature_has_its_party_and_its_place() -> None:
    lines = ["Signed: J. Example, 2 July 2026", "Signed: ____________ (Integrated Care Board)  Date: ________"]
    (fault,) = unsigned.check(agreement(*lines))
    assert fault.place == Place(paragraph=12) and "Integrated Care Board" in fault.message
    (secret,) = unsigned.check(agreement(*lines, sensitivity="personal"))
    assert "Board" not in secret.message


def test_headers_and_contents_hold_no_signature_block() -> None:
    blocks = [
        Block(text="Signed: ________", kind=kind, place=Place())
        for kind in (BlockKind.HEADER, BlockKind.TABLE_OF_CONTENTS)
    ]
    assert missing(agreement(*blocks, "Signed: J. Example, 2 July 2026")) == 0


def test_a_filled_table_of_a_pdf_without_tags() -> None:
    lines = ["Organisation Name Signature Date", "Westmere Borough", "Council", "Jane Example J. Example 02/07/2026"]
    blocks = [Block(text=line, place=Place(page=3)) for line in lines]
    assert missing(agreement(*blocks, format="pdf")) == 0
    assert missing(agreement(*blocks[:3], format="pdf")) == 1
