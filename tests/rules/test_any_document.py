"""Rules judge whatever a file may hold: no text makes one stumble, and none quotes what must not be quoted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import ON_PAGE_2, Block, BlockKind, DocumentSubject, Place, Properties, cell, document

from annexa.documents.facts import (
    Active,
    ActiveKind,
    Comment,
    Hidden,
    HiddenKind,
    Link,
    LinkOrigin,
    Picture,
    Revision,
    Table,
)
from annexa.rules import RULES, rules_about
from annexa.rules.base import Fault, is_waivable

WORDS = st.sampled_from(
    [
        "EHC plan",
        "(SEN)",
        "12/03/2024",
        "NHS number",
        "9434765919",
        "draft",
        "Signed",
        "____",
        "Action",
        "open",
        "ICB",
        "’s",
        "(",
    ]
)
TEXT = st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=8).map(" ".join)
PLACES = st.builds(Place, page=st.one_of(st.none(), st.integers(1, 9)), cell=st.sampled_from([None, "A1", "ZZ9", "?"]))
BLOCKS = st.builds(
    Block,
    text=TEXT,
    place=PLACES,
    kind=st.sampled_from(list(BlockKind)),
    level=st.one_of(st.none(), st.integers(1, 9)),
    size=st.one_of(st.none(), st.floats(1, 90)),
)
TABLES = st.builds(
    lambda rows: Table(place=ON_PAGE_2, rows=len(rows), columns=3, header_row=False, header=rows[0], cells=tuple(rows)),
    st.lists(st.lists(TEXT, max_size=4).map(tuple), min_size=1, max_size=4),
)
KINDS = ["minutes", "agreement", "data", "form", "policy", "performance-report"]


def faults_of(subject: DocumentSubject) -> Iterator[Fault]:
    for rule in (*rules_about("file"), *rules_about("document")):
        yield from rule.check(subject)


@settings(max_examples=120)
@given(
    st.lists(BLOCKS, max_size=8),
    st.lists(TABLES, max_size=2),
    TEXT,
    st.sampled_from(KINDS),
    st.sampled_from(["official", "personal", "child-level"]),
    st.sampled_from(["docx", "xlsx", "pptx", "pdf", "csv", "png", "txt"]),
)
def test_no_content_makes_a_rule_stumble(
    blocks: list[Block], tables: list[Table], text: str, kind: str, sensitivity: str, format: str
) -> None:
    subject = document(
        *blocks,
        tables=tables,
        properties=Properties(title=text, author=text),
        watermarks=[text],
        pictures=[Picture(place=Place(), alt=text)],
        comments=[Comment(place=Place(), text=text)],
        kind=kind,
        sensitivity=sensitivity,
        format=format,
        front=False,
    )
    for fault in faults_of(subject):
        assert fault.message.strip()


SECRET = "Zebedee"


def full_of_secrets(sensitivity: str) -> DocumentSubject:
    """A document that holds the same name wherever a file can hold words."""
    place = Place(page=1)
    name = f"{SECRET} Draft"
    return document(
        Block(text=name, kind=BlockKind.TITLE, place=place),
        Block(
            text=f"{SECRET} was born on 3 April 2012, NHS number 943 476 5919; DfE met {SECRET.upper()}.", place=place
        ),
        Block(text=f"{name} header", kind=BlockKind.HEADER, place=Place(part="header")),
        cell("Action"),
        revisions=[Revision(kind="deletion", place=place, author=SECRET, excerpt=SECRET)],
        comments=[Comment(place=place, author=SECRET, text=SECRET)],
        hidden=[Hidden(kind=HiddenKind.SHEET, place=place, name=SECRET, excerpt=SECRET)],
        active=[Active(kind=ActiveKind.LINKED_IMAGE, place=place, target=SECRET)],
        pictures=[Picture(place=place, name=SECRET)],
        links=[
            Link(
                target=f"https://area.sharepoint.com/{SECRET}",
                text=SECRET,
                place=place,
                origin=LinkOrigin.RELATIONSHIP,
            ),
            Link(target=SECRET, text=SECRET, place=place, origin=LinkOrigin.INTERNAL, resolved=False),
        ],
        properties=Properties(title=f"{SECRET} and {SECRET}", author=SECRET, last_modified_by=SECRET),
        watermarks=[f"DRAFT {SECRET}"],
        sensitivity=sensitivity,
        front=False,
    )


@pytest.mark.parametrize("sensitivity", ["personal", "child-level"])
def test_no_message_quotes_a_sensitive_document(sensitivity: str) -> None:
    found = list(faults_of(full_of_secrets(sensitivity)))
    assert len(found) > 5
    for fault in found:
        assert SECRET.lower() not in f"{fault.message} {fault.remedy} {fault.place}".lower()


def test_a_message_never_quotes_personal_data() -> None:
    subject = full_of_secrets("official")
    found = list(RULES["personal-data"].check(subject))  # type: ignore[attr-defined]
    assert {fault.message for fault in found} == {"A date of birth stands here", "An NHS number stands here"}
    assert not any(fault.excerpt for fault in found)


HOSTILE = [
    "(" * 5000,
    "(AB) " * 3000,
    " " * 50_000 + "x",
    "Reviewed by " * 2000 + "12 March 2024",
    "AB " * 10_000,
    "1 " * 20_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=["brackets", "pairs", "spaces", "cues", "capitals", "digits"])
def test_hostile_text_costs_little(text: str) -> None:
    """Would take minutes if a pattern could wander back and forth in it."""
    block = Block(text=text, place=Place(page=1), kind=BlockKind.TITLE)
    list(
        faults_of(
            document(block, pictures=[Picture(place=Place(), alt=text)], properties=Properties(title=text), front=False)
        )
    )


def test_names_of_the_library_are_found_and_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("# pupils\nRobin Example\n", encoding="utf-8")
    subject = document("Then robin example came.", secure_folder=str(tmp_path), name_lists=["names.txt"])
    (fault,) = RULES["personal-data"].check(subject)  # type: ignore[attr-defined]
    assert fault.message == "A name from a list of the library stands here"


def test_what_is_about_the_library_or_its_metadata_cannot_be_waived() -> None:
    for rule in RULES.values():
        if rule.ABOUT in {"metadata", "library", "item", "findings"}:
            assert not is_waivable(rule), rule.ID
