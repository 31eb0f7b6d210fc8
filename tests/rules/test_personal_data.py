"""Personal data where a careful reader or a search finds it: tables of every layout, and every place of a file.

Long because it is mostly tables of layouts.
"""

from pathlib import Path
from typing import Any

import pytest
from samples import ON_PAGE_2, Block, BlockKind, DocumentSubject, Place, Properties, cell, document, sheet, table

from annexa.documents.facts import (
    Active,
    ActiveKind,
    Carried,
    CarriedKind,
    Comment,
    Embedded,
    Facts,
    Hidden,
    HiddenKind,
    Link,
    LinkOrigin,
    Picture,
    Revision,
    Signature,
)
from annexa.model.findings import Level
from annexa.rules import RULES
from annexa.rules.base import Fault

NHS, OTHER_NHS, UPN = "943 476 5919", "401 023 2137", "B801200005001"


def faults_of(subject: DocumentSubject) -> list[Fault]:
    return list(RULES["personal-data"].check(subject))  # type: ignore[attr-defined]


def kinds_of(subject: DocumentSubject) -> list[str]:
    """The first words of each error: "An NHS number", "2 dates of birth"."""
    return [
        fault.message.split(" stand")[0] for fault in faults_of(subject) if (fault.level or Level.ERROR) is Level.ERROR
    ]


def rows(*texts: tuple[str, ...], part: str | None = "table 1", **place: Any) -> list[Block]:
    """A table of Word: each cell a block."""
    return [
        Block(
            text=text,
            kind=BlockKind.CELL,
            place=Place(cell=f"{chr(65 + column)}{number}", part=part, paragraph=10 * number + column, **place),
        )
        for number, row in enumerate(texts, 1)
        for column, text in enumerate(row)
        if text
    ]


BIRTH, BIRTHS = "A date of birth", "2 dates of birth"
TABLES: list[tuple[str, list[tuple[str, ...]], list[str]]] = [
    ("first column", [("DOB", "Name"), ("03/04/2012", "JE"), ("05/06/2013", "SS")], [BIRTHS]),
    ("middle", [("Name", "DOB", "School"), ("Jane Example", "03/04/2012", "Oak"), ("SS", "5.6.13", "Elm")], [BIRTHS]),
    ("format in the heading", [("Name", "Date of Birth (DD/MM/YYYY)"), ("JE", "03/04/2012")], [BIRTH]),
    ("another date beside it", [("Name", "D.O.B.", "Date joined"), ("JE", "03/04/2012", "01/09/2023")], [BIRTH]),
    ("title row", [("Pupil details",), ("Initials", "NHS no", "School"), ("JE", NHS, "Oak")], ["An NHS number"]),
    ("two title rows", [("Pupils",), ("Autumn",), ("Name", "Child's DOB"), ("JE", "3 Apr 2012")], [BIRTH]),
    ("a form", [("Name", "JE"), ("Date of birth", "3 April 2012"), ("School", "Oak")], [BIRTH]),
    ("a form, far to the right", [("NHS number", "(10 digits)", "", "", NHS)], ["An NHS number"]),
    ("one digit a cell", [("NHS number", *"9434765919")], ["An NHS number"]),
    ("one digit a cell, below", [("NHS number",), tuple("9434765919")], ["An NHS number"]),
    ("three cells", [("DOB", "03", "04", "2012")], [BIRTH]),
    ("two headings", [("DOB", "UPN"), ("03/04/2012", UPN)], [BIRTH, "A unique pupil number"]),
    ("NI without suffix", [("Name", "NI No."), ("JE", "AB 12 34 56")], ["A National Insurance number"]),
    ("ULN", [("Learner ref", "Course"), ("1000000043", "Maths")], ["A unique learner number"]),
    ("in capitals", [("NAME", "DATE OF BIRTH"), ("JE", "03/04/2012")], [BIRTH]),
    ("serial numbers", [("Name", "DOB"), ("JE", "41002")], [BIRTH]),
    ("a heading again further down", [("DOB",), ("03/04/2012",), ("Date of review",), ("05/06/2026",)], [BIRTH]),
    ("dates of other kinds", [("Name", "Date joined", "Review"), ("JE", "01/09/2023", "02/10/2026")], []),
    ("the check of a date of birth", [("Name", "DOB verified"), ("JE", "01/09/2023")], []),
    ("years", [("Name", "Born"), ("JE", "2012")], []),
    ("blank", [("Name", "DOB"), ("JE", ""), ("SS", "not known")], []),
    ("counts", [("Age", "NHS referrals"), ("5", "4010232137")], []),
    ("invoices", [("Invoice number", "Paid"), ("9434765919", "yes")], []),
    ("telephone numbers of NHS sites", [("NHS site", "Telephone"), ("Oak", "943 476 5919")], []),
    ("two forms side by side", [("DOB", "not given", "Date of review", "03/04/2026")], []),
    ("part numbers", [("Part number", "Price"), ("AB123456C", "12")], []),
]


@pytest.mark.parametrize(("texts", "kinds"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_tables_of_word(texts: list[tuple[str, ...]], kinds: list[str]) -> None:
    assert kinds_of(document(*rows(*texts))) == kinds


@pytest.mark.parametrize(("texts", "kinds"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
@pytest.mark.parametrize("format", ["xlsx", "ods", "csv"])
def test_the_same_in_sheets(format: str, texts: list[tuple[str, ...]], kinds: list[str]) -> None:
    assert kinds_of(document(*sheet(texts), format=format)) == kinds


@pytest.mark.parametrize(("texts", "kinds"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_the_same_on_slides(texts: list[tuple[str, ...]], kinds: list[str]) -> None:
    assert kinds_of(document(*rows(*texts, slide=3), format="pptx")) == kinds


@pytest.mark.parametrize(("texts", "kinds"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_the_same_in_tables_that_a_pdf_marks(texts: list[tuple[str, ...]], kinds: list[str]) -> None:
    width = max(map(len, texts))
    even = [(*row, *[""] * (width - len(row))) for row in texts]
    found = kinds_of(document("Words", tables=[table(*even)], format="pdf"))
    assert found == kinds


def test_one_finding_lists_the_rows_of_a_column() -> None:
    texts = [("Name", "DOB"), *[(f"P{n}", f"{n:02}/04/2012") for n in range(1, 8)], ("", ""), ("P9", "09/04/2012")]
    (fault,) = faults_of(document(*sheet(texts), format="xlsx"))
    assert fault.message == "8 dates of birth stand in this column, in rows 2 to 8 and 10"
    assert (fault.place.sheet, fault.place.cell) == ("List 1", "B2")


def lines(*texts: str) -> Block:
    """Lines of a page that were joined to one paragraph."""
    breaks = [sum(len(text) + 1 for text in texts[:number]) for number in range(1, len(texts))]
    return Block(text=" ".join(texts), place=Place(page=1), breaks=tuple(breaks))


PAGES: list[tuple[str, list[Block], list[str]]] = [
    ("a heading and rows", [lines("Name DOB School", "Jane 03/04/2012 Oak", "Sam 05/06/2013 Elm")], [BIRTHS]),
    ("joined with what stands before", [lines("Version 2, 14 September 2026", "Name DOB", "JE 3/4/2012")], [BIRTH]),
    ("rows in another paragraph", [lines("Name DOB School"), lines("Jane 03/04/2012 Oak")], [BIRTH]),
    (
        "a label on the line before",
        [lines("A study of 14 September 2026", "NHS number"), lines(NHS)],
        ["An NHS number"],
    ),
    ("a column of NHS numbers", [lines("Initials NHS number", f"JE {NHS}", f"SS {OTHER_NHS}")], ["2 NHS numbers"]),
    ("a number over two lines", [lines("Her NHS number is 943 476", "5919 and")], ["An NHS number"]),
    ("values alone below their label", [lines("Date of birth", "03/04/2012", "05/06/2013")], [BIRTHS]),
    ("a heading of a section", [lines("Date of birth"), lines("We ask for it from 1 September 2026 on the form.")], []),
    ("a list below a label", [lines("Date of birth"), lines("1 May 2026 panel"), lines("2 May 2026 review")], []),
    ("prose ends the table", [lines("Name DOB", "The plan was agreed on 3 April 2026."), lines("5 May 2026")], []),
    ("prose about it", [lines("We check the date of birth and the school", "14 September 2026")], []),
    (
        "a sentence for a heading",
        [lines("Name DOB School NHS no.", f"JE 03/04/2012 Oak {NHS}")],
        ["An NHS number", BIRTH],
    ),
    (
        "a heading over two lines",
        [lines("Surname Date of Birth"), lines("Date joined Notes"), lines("Vell 3/4/2012 x")],
        [BIRTH],
    ),
    (
        "wrapped cells",
        [lines("Name DOB Notes", "JE 3/4/2012", "moved from", "the town"), lines("SS 5/6/2013")],
        [BIRTHS],
    ),
    ("one digit a line", [lines("NHS", "num", "ber"), *(lines(digit) for digit in "9434765919")], ["An NHS number"]),
    ("a date in pieces", [lines("Date of", "birth", "03", "04", "2012")], [BIRTH]),
    ("other columns", [lines("Name Date joined", "JE 03/04/2012")], []),
]


@pytest.mark.parametrize(("blocks", "kinds"), [case[1:] for case in PAGES], ids=[case[0] for case in PAGES])
def test_pages_whose_tables_are_only_lines(blocks: list[Block], kinds: list[str]) -> None:
    assert kinds_of(document(*blocks, format="pdf", front=False)) == kinds


PARAGRAPHS: list[tuple[str, list[str], list[str]]] = [
    ("a label and its value", ["Date of birth:", "3 April 2012"], [BIRTH]),
    ("a label and a number", ["NHS number", NHS], ["An NHS number"]),
    ("b. for born", ["b. 3 April 2012"], [BIRTH]),
    ("b. of a list", ["a. 1 March 2012", "b. 3 April 2012", "c. 5 May 2012"], []),
    ("a label and prose", ["Date of birth:", "It is kept from 3 April 2012."], []),
    ("a label and something else", ["Date of birth:", "Oak School", "3 April 2012"], []),
]


@pytest.mark.parametrize(("texts", "kinds"), [case[1:] for case in PARAGRAPHS], ids=[case[0] for case in PARAGRAPHS])
def test_paragraphs(texts: list[str], kinds: list[str]) -> None:
    assert kinds_of(document(*texts)) == kinds


HERE = Place(page=3)
INNER = Facts(format="xlsx", blocks=sheet([("NHS number",), (NHS,)], "Pupils"))
PLACES: dict[str, dict[str, Any]] = {
    "in a tracked deletion": {"revisions": [Revision(kind="deletion", place=HERE, excerpt=f"NHS number {NHS}")]},
    "in a comment": {"comments": [Comment(place=HERE, text=f"NHS number {NHS}")]},
    "in hidden text": {"hidden": [Hidden(kind=HiddenKind.TEXT, place=HERE, excerpt=f"NHS number {NHS}")]},
    "in speaker notes": {"hidden": [Hidden(kind=HiddenKind.SPEAKER_NOTES, place=HERE, excerpt=f"NHS number {NHS}")]},
    "in the description of a picture": {"pictures": [Picture(place=HERE, alt=f"NHS number {NHS}")]},
    "in the name of a picture": {"pictures": [Picture(place=HERE, name=f"NHS number {NHS}")]},
    "in the address of a link": {
        "links": [Link(target="https://x.example/?nhs_number=9434765919", place=HERE, origin=LinkOrigin.RELATIONSHIP)]
    },
    "in a property of the file": {"properties": Properties(keywords=f"NHS number {NHS}")},
    "in the name of a file inside": {
        "active": [Active(kind=ActiveKind.EMBEDDED_FILE, place=HERE, name=f"nhs-number-{NHS}.docx")]
    },
    "in a watermark": {"watermarks": [f"NHS number {NHS}"]},
    "in a signature": {"signatures": [Signature(kind="digital", place=HERE, signer=f"NHS number {NHS}")]},
    "in a file inside": {"embedded": [Embedded(name="book.xlsx", place=Place(slide=2, part="embedded"), facts=INNER)]},
    **{
        f"in {where}": {"carried": [Carried(kind=kind, place=HERE, text=NHS, label="childNhsNo")]}
        for kind, where in {
            CarriedKind.FIELD: "a form field",
            CarriedKind.CHOICES: "a list of choices",
            CarriedKind.BOOKMARK: "a bookmark",
            CarriedKind.SHEET_NAME: "the name of a sheet",
            CarriedKind.DEFINED_NAME: "a defined name",
            CarriedKind.CHART: "the data of a chart",
            CarriedKind.LAYOUT: "a slide layout",
            CarriedKind.DESCRIPTION: "a description",
            CarriedKind.DATA: "a data part of the file",
        }.items()
    },
}


def test_every_kind_of_carried_words_is_tried() -> None:
    assert {one["carried"][0].kind for one in PLACES.values() if "carried" in one} | {CarriedKind.PROPERTY} == set(
        CarriedKind
    )


@pytest.mark.parametrize("where", list(PLACES))
def test_every_place_is_searched(where: str) -> None:
    (fault,) = faults_of(document("Words", **PLACES[where]))
    assert fault.message.endswith(f", {where}") and fault.level is None
    assert where.startswith(("in a property", "in a watermark", "in a file")) or fault.place == HERE


@pytest.mark.parametrize("where", list(PLACES))
def test_names_of_the_list_are_found_in_every_place(where: str, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("Tamsin Vell\n", encoding="utf-8")
    listed = {"secure_folder": str(tmp_path), "name_lists": ["names.txt"]}
    facts = {key: renamed(value) for key, value in PLACES[where].items()}
    (fault,) = faults_of(document("Words", **facts, **listed))
    assert fault.message == f"A name from a list of the library stands here, {where}"


def renamed(value: Any) -> Any:
    """The same facts with a child's name in place of the number."""
    import msgspec

    text = msgspec.json.encode(value).decode()
    for number in (f"NHS number {NHS}", f"nhs-number-{NHS}", "?nhs_number=9434765919", NHS):
        text = text.replace(number, "tamsin-vell" if "https" in text or "nhs-" in text else "Tamsin Vell")
    kind = list[type(value[0])] if isinstance(value, list) else type(value)  # type: ignore[misc]
    return msgspec.json.decode(text, type=kind)


def test_what_stands_twice_in_a_file_is_named_once() -> None:
    subject = document(
        *sheet([("UPN",), (UPN,)]),
        hidden=[Hidden(kind=HiddenKind.ROW, place=Place(sheet="List 1"), name="2:2", excerpt=UPN)],
        carried=[Carried(kind=CarriedKind.CHART, place=HERE, text=UPN)],
        format="xlsx",
    )
    assert [fault.place.cell for fault in faults_of(subject)] == ["A2"]


def test_the_place_in_a_file_inside_is_the_slide_and_the_cell() -> None:
    (fault,) = faults_of(document("Words", **PLACES["in a file inside"]))
    assert (fault.place.slide, fault.place.sheet, fault.place.cell, fault.place.part) == (2, "Pupils", "A2", "embedded")


def listed(folder: Path, data: bytes = b"Tamsin Vell\n") -> dict[str, Any]:
    (folder / "names.txt").write_bytes(data)
    return {"secure_folder": str(folder), "name_lists": ["names.txt"]}


def test_names_in_two_columns(tmp_path: Path) -> None:
    texts = [("Surname", "Year", "Forename"), ("Vell", "4", "Tamsin"), ("Vell", "5", "Robin")]
    (fault,) = faults_of(document(*sheet(texts), format="xlsx", **listed(tmp_path)))
    assert fault.message.startswith("A name") and fault.place.cell == "A2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    found = faults_of(document("Zoe Fernandez spoke", **listed(tmp_path, "Zoë Fernández\r\n".encode(encoding))))
    assert [fault.message for fault in found] == ["A name from a list of the library stands here"]


CONTACTS = [
    (["Child's name: JE", "Home address: 12 Oak Street, Testtown TE5 7ST"], ["A home address"]),
    (["Name of pupil: JE", "Mobile: 07700 900123"], ["A mobile number"]),
    ([f"NHS number {NHS}, jane.example@gmail.com"], ["A private e-mail address"]),
    (["Pupil: JE", "lives at 3 Elm Close, Testtown"], ["A home address"]),
    (["Child: JE", "+44 7700 900 123"], ["A mobile number"]),
    (["Home address: 12 Oak Street, Testtown TE5 7ST"], []),
    (["Child's name: JE", "School: Oak Primary, TE5 7ST"], []),
    (["Child's name: JE", "Telephone 01632 960123"], []),
    (["Child's name: JE", "write to office@testshire.example"], []),
    (["Child's name: JE", "x", "x", "x", "x", "x", "Mobile: 07700 900123"], []),
    (["Team manager: 07700 900123, a.b@gmail.com"], []),
]


@pytest.mark.parametrize(("texts", "kinds"), CONTACTS)
def test_contacts_beside_a_childs_name_are_a_note(texts: list[str], kinds: list[str]) -> None:
    notes = [fault for fault in faults_of(document(*texts)) if fault.level is Level.INFO]
    assert [fault.message.split(" beside")[0] for fault in notes] == kinds


def test_contacts_in_the_rows_of_a_list_of_children() -> None:
    texts = [("Child's name", "Postcode", "Mobile"), ("JE", "TE5 7ST", "07700 900123"), ("SS", "TE5 8ST", "")]
    assert [(fault.message, fault.level) for fault in faults_of(document(*sheet(texts), format="xlsx"))] == [
        ("2 home addresses beside a child's name stand in this column, in rows 2 and 3", Level.INFO),
        ("A mobile number beside a child's name stands here", Level.INFO),
    ]


def test_the_title_in_the_metadata_is_looked_at() -> None:
    (fault,) = faults_of(document("Words", title=f"Plan for {UPN}"))
    assert fault.field == "documents.0.title"


def test_nothing_found_is_ever_quoted() -> None:
    texts = [cell("NHS number"), cell("9434765919", "A2"), Block(text="born 03-Apr-2012", place=ON_PAGE_2)]
    for fault in faults_of(document(*texts, **PLACES["in a comment"])):
        shown = f"{fault.message} {fault.remedy} {fault.excerpt} {fault.place}"
        assert "5919" not in shown and "2012" not in shown


def test_the_name_of_a_field_is_searched_too() -> None:
    field = Carried(kind=CarriedKind.FIELD, place=ON_PAGE_2, text="Pupil", label=f"UPN {UPN}")
    assert kinds_of(document("Families take a break.", carried=[field])) == ["A unique pupil number"]
