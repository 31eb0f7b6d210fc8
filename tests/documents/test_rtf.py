"""Rich Text Format."""

from collections.abc import Callable

import pytest

from annexa.documents import Facts, ReadFault
from annexa.documents.facts import ActiveKind, BlockKind, HiddenKind

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\*\revtbl{Unknown;}{Lead;}}"


@pytest.fixture
def rtf(read_as: Callable[[str, bytes], Facts]) -> Callable[[str], Facts]:
    return lambda body: read_as("a.rtf", (HEAD + body + "}").encode("cp1252"))


Rtf = Callable[[str], Facts]


def test_paragraphs_and_characters(rtf: Rtf) -> None:
    facts = rtf(r"Caf\'e9 \u8364?5 a\emdash b\~c\par {\b Bold} next\par")
    assert [(b.text, b.place.paragraph) for b in facts.blocks] == [("Café €5 a—b\u00a0c", 1), ("Bold next", 2)]


def test_tracked_changes(rtf: Rtf) -> None:
    stamp = (2026 - 1900) << 20 | 10 << 16 | 1 << 11 | 9 << 6 | 30
    facts = rtf(rf"kept {{\revised\revauth1\revdttm{stamp} new}}{{\deleted\revauthdel1 old}}\par")
    assert [(r.kind, r.author, r.excerpt) for r in facts.revisions] == [
        ("insertion", "Lead", "new"),
        ("deletion", "Lead", "old"),
    ]
    assert facts.revisions[0].date == "2026-10-01T09:30:00"
    assert facts.text == "kept new"


def test_formatting_changes_and_tracking(rtf: Rtf) -> None:
    facts = rtf(r"\revisions{\crauth1 words}\par")
    assert [r.kind for r in facts.revisions] == ["formatting change"]
    assert facts.tracking_on


def test_comments(rtf: Rtf) -> None:
    facts = rtf(r"words{\*\atnid L}{\*\atnauthor Lead}{\*\annotation{\*\atnref 1}Why?} more\par")
    assert [(c.author, c.text) for c in facts.comments] == [("Lead", "Why?")]
    assert facts.text == "words more"


def test_links(rtf: Rtf) -> None:
    facts = rtf(
        r'{\field{\*\fldinst{HYPERLINK "https://example.org/a"}}{\fldrslt{report}}} '
        r"{\*\bkmkstart here}{\*\bkmkend here}{\field{\*\fldinst REF here}{\fldrslt x}}{\field{\*\fldinst REF gone}{\fldrslt y}}\par"
    )
    assert [(x.target, x.text, x.resolved) for x in facts.links] == [
        ("https://example.org/a", "report", True),
        ("here", "x", True),
        ("gone", "y", False),
    ]
    assert facts.text == "report xy"


def test_headings_lists_tables_and_stories(rtf: Rtf) -> None:
    facts = rtf(
        r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 Title;}}{\header Head\par}{\footnote Note\par}"
        r"\pard\s2 Name\par\pard\s1 Part\par\pard\outlinelevel1 Sub\par\pard\ls1 point\par"
        r"\trowd\trhdr\pard\intbl Who\cell When\cell\row\trowd\pard\intbl Lead\cell May\cell\row\pard After\par"
    )
    assert [(b.text, b.kind, b.level) for b in facts.blocks] == [
        ("Head", BlockKind.HEADER, None),
        ("Note", BlockKind.NOTE, None),
        ("Name", BlockKind.TITLE, None),
        ("Part", BlockKind.HEADING, 1),
        ("Sub", BlockKind.HEADING, 2),
        ("point", BlockKind.LIST_ITEM, None),
        ("Who", BlockKind.CELL, None),
        ("When", BlockKind.CELL, None),
        ("Lead", BlockKind.CELL, None),
        ("May", BlockKind.CELL, None),
        ("After", BlockKind.PARAGRAPH, None),
    ]
    (table,) = facts.tables
    assert (table.header_row, table.cells) == (True, (("Who", "When"), ("Lead", "May")))


def test_hidden_text_objects_and_properties(rtf: Rtf) -> None:
    facts = rtf(r"{\info{\title Destinations}{\author Lead}}seen{\v secret}{\object{\*\objdata 0105}{\result x}}\par")
    assert [(h.kind, h.excerpt) for h in facts.hidden] == [(HiddenKind.TEXT, "secret")]
    assert [a.kind for a in facts.active] == [ActiveKind.EMBEDDED_OBJECT]
    assert (facts.properties.title, facts.properties.author) == ("Destinations", "Lead")


def test_unknown_destinations_and_pictures_are_no_text(rtf: Rtf) -> None:
    facts = rtf(r"{\*\unheardof words}{\pict\pngblip 89504e47}seen\par")
    assert facts.text == "seen"
    assert len(facts.pictures) == 1


def test_a_file_that_breaks_off(fault_of: Callable[[str, bytes], ReadFault]) -> None:
    assert fault_of("a.rtf", (HEAD + "words").encode()).kind == "corrupt"


def test_an_unknown_code_page(read_as: Callable[[str, bytes], Facts]) -> None:
    assert read_as("a.rtf", rb"{\rtf1\ansicpg9999 words\par}").text == "words"
