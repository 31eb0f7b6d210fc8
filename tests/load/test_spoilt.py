"""What spoils a metadata file before YAML sees it is named at its own line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexa.load.nodes import MapNode
from annexa.load.tree import parse

NBSP = "\u00a0"


def fault_of(text: str) -> tuple[str, int, int]:
    tree, found = parse(text.encode())
    assert tree is None
    (fault,) = found
    return fault.rule, fault.line, fault.column


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (f"documents:\n{NBSP}{NBSP}- file: a.docx\n", 2, 1),
        (f"documents:\n  - file: a.docx\n{NBSP * 4}title: A\n", 3, 1),
        (f"documents:\n  - file: a.docx\n  {NBSP} title: A\n", 3, 3),
        (f"documents:\n  -{NBSP}file: a.docx\n", 2, 4),
        (f"title:{NBSP}A title\n", 1, 7),
        ("documents:\n\u2003- file: a.docx\n", 2, 1),
        ("documents:\n\u3000- file: a.docx\n", 2, 1),
        ("a: b\n\u200bc: d\n", 2, 1),
        (f'documents:\n{NBSP}{NBSP}"file": a.docx\n', 2, 1),
        ("a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> theirs\n", 2, 1),
        ("<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n", 1, 1),
        ("a: b\n<<<<<<<\nc: d\n=======\n", 2, 1),
        ("a: |\n  text\n<<<<<<< HEAD\n", 3, 1),
    ],
)
def test_its_place(text: str, line: int, column: int) -> None:
    assert fault_of(text) == ("metadata-syntax", line, column)


@pytest.mark.parametrize(
    "text",
    [
        f"title: A{NBSP}title\n",
        f"title: A title{NBSP}\n",
        f'title: "{NBSP}A"\n',
        f"summary: |\n  one\n  {NBSP}two words\n",
        f"summary: >\n  one{NBSP}two\n",
        "title: a <<<<<<< b\n",
        "summary: |\n  =======\n",
        f"# {NBSP} a comment\na: b\n",
    ],
)
def test_what_spoils_nothing(text: str) -> None:
    tree, found = parse(text.encode())
    assert isinstance(tree, MapNode)
    assert found == ()


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("title: Notes #2\n", 1, 14),
        ("title:\n  Notes on\n  places #2\n", 3, 10),
        ("- Notes #2\n- more\n", 1, 9),
        ("a: b\ntitle: #2 Notes\n", 2, 8),
        ("title: Notes\t#2\n", 1, 14),
        ("title: &Notes on places\n", 1, 8),
        ("a: b\r\ntitle: Notes #2\r\n", 2, 14),
        ("title: Bücher für alle #2\n", 1, 24),
    ],
)
def test_half_a_text_that_is_lost(text: str, line: int, column: int) -> None:
    tree, found = parse(text.encode())
    assert tree is not None
    assert [(fault.rule, fault.line, fault.column, fault.is_light) for fault in found] == [
        ("text-cut-off", line, column, True)
    ]


@given(st.text(alphabet=" ab:-#&*\n\u00a0<=>", max_size=60))
def test_a_place_is_one_of_the_file(text: str) -> None:
    _, found = parse(text.encode())
    lines = text.split("\n")
    assert all(1 <= fault.line <= len(lines) and fault.column >= 1 for fault in found)
