"""What keeps a metadata file from being read is said in plain words, and alike by either parser."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from annexa.load import tree
from annexa.load.unread import in_words

COLON = "A colon followed by a space stands within this text"
NO_COLON = "A colon and a space are missing behind the name of a field"
NOT_A_FIELD = "The line above this one holds no field"
TOO_FAR = "A field begins here further to the right"
QUOTE = "A quotation mark is opened here and never closed"
BEHIND = "The text goes on behind the quotation mark or bracket that closes it"
BRACKET = "A bracket is opened here and not closed"
NOT_BELOW = "This line does not begin where the lines that it belongs to begin"
TAB = "A tab stands here"
BACKSLASH = "A backslash within double quotes"
HYPHEN = "A hyphen with a space behind it begins a list"
SIGN = "A text cannot begin with the sign ‘{}’"
NEXT_LINES = "The sign ‘|’ or ‘>’ at the beginning of a text"

CASES = (
    ("title: Plan: for 2026", 1, 12, COLON, "double quotes"),
    ("documents:\n  - file: a.docx\n    title: Plan: for 2026", 3, 16, COLON, "double quotes"),
    ("title: a\nsummary\nlead: b", 2, 1, NO_COLON, "‘name: text’"),
    ("title: a\nlead:b\nkind: c", 2, 1, NO_COLON, "‘name: text’"),
    ("title = a\nlead: b", 2, 5, NOT_A_FIELD, "‘name: text’"),
    ("title: a\n  lead: b", 2, 7, TOO_FAR, "under the first letter"),
    ('title: "Plan\nlead: b', 1, 8, QUOTE, "same mark"),
    ("title: 'Plan\n---\nlead: b", 1, 8, QUOTE, "same mark"),
    ("title: 'Children's plan'", 1, 18, BEHIND, "double quotes"),
    ("title: [draft] Plan", 1, 16, BEHIND, "double quotes"),
    ("themes: [a, b\nlead: b", 1, 9, BRACKET, "Close it"),
    ("themes: {a: b\nlead: b", 1, 9, BRACKET, "Close it"),
    ("documents:\n  - file: a\n   title: b", 3, 4, NOT_BELOW, "hyphen"),
    ("documents:\n  - file: a\n  title: b", 3, 3, NOT_BELOW, "hyphen"),
    ("documents:\n\t- file: a", 2, 1, TAB, "type spaces"),
    ("a:\n  b: c\n\td: e", 3, 1, TAB, "type spaces"),
    ("summary: |\n\ttext", 2, 1, TAB, "type spaces"),
    ('title: "C:\\Users"', 1, 13, BACKSLASH, "twice"),
    ("title: - a", 1, 8, HYPHEN, "below the field"),
    *((f"title: {sign}{rest}", 1, 8, SIGN.format(sign), "double quotes") for sign, rest in
      (("@", "home"), ("`", "x`"), ("%", "50"), ("*", "bold*"), ("&", " more"), (",", " a"), ("]", ""), ("!", "x!y z"))),
    ("summary: | text", 1, 10, NEXT_LINES, "next lines"),
    ("summary: >5x", 1, 10, NEXT_LINES, "next lines"),
    ("%YAML 3.0\n---\na: b", 1, 1, "A line of metadata cannot begin with ‘%’", "Delete"),
    ("a: b\n...\nc: d", 3, 1, "This stands behind the end of the metadata", "Keep one document"),
)  # fmt: skip


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize(("text", "line", "column", "message", "remedy"), CASES)
def test_what_is_wrong_where_and_what_to_do(monkeypatch, loader, text, line, column, message, remedy):
    monkeypatch.setattr(tree, "_LOADER", loader)
    root, (fault,) = tree.parse(f"{text}\n".encode())
    assert root is None
    assert (fault.rule, fault.line, fault.column) == ("metadata-syntax", line, column)
    assert fault.message.startswith(message)
    assert remedy in fault.remedy


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
@given(text=some.text(alphabet="ab:- \n\t\"'[]{},|>*&!%@`#?.\\\r\u2028é", max_size=30))
def test_whatever_is_wrong_has_a_place_in_the_text(loader, text):
    try:
        list(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        told = in_words(error, text)
        assert 1 <= told.line <= text.count("\n") + text.count("\r") + text.count("\u2028") + 1
        assert told.column >= 1
        assert told.message
        assert told.remedy.endswith(".")
        assert "cannot be read as YAML" not in told.message
