"""Every fault of the metadata gets its own sentence, its place and what would be right."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annexa.load import project
from annexa.load.nodes import MapNode, places
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.findings import Finding

Make = Callable[..., Path]


def faults(root: Path) -> tuple[Finding, ...]:
    return project(root).findings


def only(root: Path) -> Finding:
    (finding,) = faults(root)
    return finding


def test_a_right_item_has_no_findings(make_library: Make) -> None:
    loaded = project(make_library())
    assert loaded.findings == ()
    assert loaded.library is not None
    assert [item.meta.requirement for item in loaded.library.items] == ["3.4"]


@pytest.mark.parametrize(
    ("old", "new", "rule", "place", "message", "remedy"),
    [
        ("accountable:", "acountable:", "metadata-unknown-field", "line 3, column 1", "did you mean ‘accountable’", "Rename"),
        ("kind: other", "kind: perfomance-report", "metadata-value", "line 8, column 11", "‘performance-report’", "policy"),
        ("2026-09-14", "31/02/2026", "metadata-value", "line 9, column 12", "February 2026 has 28 days", "Correct the day"),
        ("2026-09-14", "14/09/2026", "metadata-value", "line 9, column 12", "not written as year", "Write 2026-09-14"),
        ("2026-09-14", "20260914", "metadata-value", "line 9, column 12", "not written as year", "Write 2026-09-14"),
        ("2026-09-14", "14 September 2026", "metadata-value", "line 9, column 12", "not written as year", "Write 2026-09-14"),
        ("2026-09-14", "2026-09", "metadata-value", "line 9, column 12", "‘2026-09’ is not a date", "2026-09-14"),
        ("2026-09-14", "soon", "metadata-value", "line 9, column 12", "‘soon’ is not a date", "2026-09-14"),
        ('"3.4"', '"3.9"', "metadata-value", "line 1, column 14", "‘3.9’ is not a requirement", "Use"),
        ("lead: education-evidence-lead", "lead: education-evidence-led", "metadata-value", "line 2, column 7", "did you mean", "Use"),
        ("lead: education-evidence-lead", "lead: Jo Example", "metadata-value", "line 2, column 7", "not a valid ‘lead’", "lower-case"),
        ("lead: education-evidence-lead", "lead: [a, b]", "metadata-value", "line 2, column 7", "must be text, but holds a list", "line"),
        ("    kind: other\n", "", "metadata-missing-field", "line 6, column 5", "‘kind’ is missing", "policy"),
        ("lead: education-evidence-lead", "lead:", "metadata-value", "line 2, column 6", "holds nothing", "Write the text"),
        ("    kind: other", "    kind: other\n    kind: data", "metadata-duplicate-key", "line 9, column 5", "line 8 already", "Keep one"),
        ("destinations.docx", "../../etc/passwd", "metadata-unsafe-path", "line 6, column 11", "leads out", "name alone"),
        ("destinations.docx", "/etc/passwd", "metadata-unsafe-path", "line 6, column 11", "top of a disk", "name alone"),
        ("destinations.docx", "C:\\evidence.docx", "metadata-unsafe-path", "line 6, column 11", "top of a disk", "name alone"),
        ("  - file:", "    file:", "metadata-value", "line 6, column 5", "must be a list", "hyphen"),
        ("summary: Where", "summary: Note: where", "metadata-syntax", "line 4, column 14", "A colon followed by a space", "double quotes"),
        ("summary: Where", "summary: !!python/name:os.system Where", "metadata-syntax", "line 4, column 10", "tag", "Remove the tag"),
        ("summary: Where", "summary: *nothing # Where", "metadata-syntax", "line 4, column 10", "names nothing", "in full"),
        ("summary: Where", "summary: \x07 Where", "metadata-syntax", "line 4, column 10", "a character that YAML does not", "UTF-8"),
    ],
)  # fmt: skip
def test_one_fault_gives_one_finding(
    make_library: Make, item_yaml: str, old: str, new: str, rule: str, place: str, message: str, remedy: str
) -> None:
    assert old in item_yaml
    finding = only(make_library(item_yaml.replace(old, new)))
    assert finding.rule == rule
    assert str(finding.place).startswith(place)
    assert message in finding.message
    assert remedy in finding.remedy
    assert finding.file == "evidence/3.4-destinations/item.yaml"


def test_a_part_that_the_requirement_does_not_have_is_named_where_it_stands(make_library: Make, item_yaml: str) -> None:
    finding = only(make_library(item_yaml + "    parts: [1, 2, 3]\n"))
    assert (finding.rule, finding.field, str(finding.place)) == (
        "metadata-value",
        "documents.0.parts.2",
        "line 10, column 19",
    )
    assert "2 Young people who are not in education" in finding.remedy


def test_parts_of_a_requirement_that_is_answered_as_a_whole(make_library: Make, item_yaml: str) -> None:
    finding = only(make_library(item_yaml.replace('"3.4"', '"3.1"') + "    parts:\n      - 1\n"))
    assert (finding.field, str(finding.place)) == ("documents.0.parts.0", "line 11, column 9")


@pytest.mark.parametrize("parts", ["[1]", "[2, 1]", "[]"])
def test_parts_that_are_there_are_no_fault(make_library: Make, item_yaml: str, parts: str) -> None:
    assert faults(make_library(item_yaml + f"    parts: {parts}\n")) == ()


@pytest.mark.parametrize("parts", ["[0]", "[-1]", "[one]", "all", "[1.5]", "[100]"])
def test_parts_are_numbers_from_one(make_library: Make, item_yaml: str, parts: str) -> None:
    found = faults(make_library(item_yaml + f"    parts: {parts}\n"))
    assert [(finding.rule, finding.place.line) for finding in found] == [("metadata-value", 10)]


def test_every_fault_is_found_in_one_run(make_library: Make, item_yaml: str) -> None:
    spoilt = (
        item_yaml.replace("accountable:", "acountable:").replace("2026-09-14", "31/02/2026").replace("other", "odd")
    )
    assert [f.rule for f in faults(make_library(spoilt))] == [
        "metadata-unknown-field",
        "metadata-value",
        "metadata-value",
    ]


def test_an_unquoted_number_that_other_readers_would_change_is_named(make_library: Make, item_yaml: str) -> None:
    found = {f.rule: f.message for f in faults(make_library(item_yaml.replace('"3.4"', "3.10")))}
    assert "3.10 as the number 3.1" in found["unquoted-number"]
    assert "‘3.10’ is not a requirement" in found["metadata-value"]


def test_an_unquoted_number_that_stays_itself_is_fine(make_library: Make, item_yaml: str) -> None:
    assert faults(make_library(item_yaml.replace('"3.4"', "3.4"))) == ()


def test_the_words_no_and_yes_stay_words(make_library: Make, item_yaml: str) -> None:
    loaded = project(make_library(item_yaml.replace("summary: Where", "summary: no")))
    assert loaded.library is not None
    assert loaded.library.items[0].meta.summary.startswith("no")


def test_an_empty_file_says_what_it_needs(make_library: Make) -> None:
    finding = only(make_library(""))
    assert (finding.rule, finding.message) == ("metadata-missing-field", "The file is empty")
    assert "requirement" in finding.remedy


def test_bytes_that_are_not_utf_8_are_placed(make_library: Make, item_yaml: str) -> None:
    finding = only(make_library(item_yaml.replace("Where", "Où").encode("latin-1")))
    assert finding.rule == "metadata-syntax"
    assert str(finding.place) == "line 4, column 11"


def test_an_alias_bomb_is_answered_at_once(make_library: Make) -> None:
    levels = ['a0: &a0 ["x", "x", "x", "x", "x", "x", "x", "x", "x", "x"]']
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    finding = only(make_library("\n".join(levels)))
    assert finding.rule == "metadata-syntax"
    assert "more than 20,000 values" in finding.message


def test_an_alias_of_itself_is_refused(make_library: Make) -> None:
    assert "names nothing that was written before" in only(make_library("a: &a [*a]")).message


def test_deep_nesting_is_refused(make_library: Make) -> None:
    assert "nested more than" in only(make_library("[" * 5000)).message


def test_a_huge_file_is_refused(make_library: Make) -> None:
    assert "far more than metadata needs" in only(make_library("#" * 1_100_000)).message


def test_a_link_out_of_the_library_is_refused(make_library: Make, tmp_path: Path) -> None:
    root = make_library()
    (tmp_path / "secret.docx").write_bytes(b"secret")
    (root / "evidence/3.4-destinations/destinations.docx").symlink_to(tmp_path / "secret.docx")
    assert "a link that leads out" in only(root).message


def test_a_faulty_document_leaves_the_others_to_be_checked(make_library: Make, item_yaml: str) -> None:
    second = "  - file: second.docx\n    title: Second document\n    kind: other\n    dated: 2026-09-15\n"
    loaded = project(make_library(item_yaml.replace("2026-09-14", "31/02/2026") + second))
    assert loaded.library is not None
    (item,) = loaded.library.items
    assert [document.file for document in item.meta.documents] == ["second.docx"]
    assert item.lines["documents.0.file"] == (10, 11)
    assert item.named == ("destinations.docx", "second.docx")


def test_a_missing_library_yaml_is_a_finding_not_a_crash(make_library: Make) -> None:
    root = make_library()
    (root / "evidence/library.yaml").unlink()
    loaded = project(root)
    assert loaded.library is None
    assert loaded.findings[0].message == "evidence/library.yaml is missing"


def test_a_broken_framework_stops_with_one_sentence(make_library: Make) -> None:
    root = make_library()
    (root / "schema/annex-a.yaml").write_text("id: annex-a\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"schema/annex-a\.yaml cannot be used"):
        project(root)


WITHOUT_CONTENT = re.compile(r"\ufeff*(?:%.*|(?:---|\.\.\.)?[ \t]*(?:#.*)?)")
"""A line that says nothing: blank, a comment, a directive or a mark between documents, whatever ends it."""


@given(
    st.binary(max_size=300) | st.text(alphabet="ab:-[]{}&*!#|>'\" \r\n\t,?%@`\x85\u2028", max_size=300).map(str.encode)
)
@example(b"\r")
@example(b"\xef\xbb\xbf# a comment\r\n\xc2\x85...\n")
def test_bytes_are_a_tree_or_a_fault_unless_they_say_nothing(data: bytes) -> None:
    tree, found = parse(data)
    if tree is None and not found:
        assert all(WITHOUT_CONTENT.fullmatch(line) for line in data.decode("utf-8-sig").splitlines())


keys = st.text(alphabet="abcdefghij", min_size=1, max_size=8)
trees = st.recursive(
    st.text(alphabet="abc 1.0", min_size=1, max_size=8).map(str.strip).filter(bool),
    lambda inner: st.dictionaries(keys, inner, min_size=1, max_size=4) | st.lists(inner, min_size=1, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(keys, trees, min_size=1, max_size=4))
def test_what_is_written_is_read_back_as_text_with_its_place(data: dict[str, object]) -> None:
    import yaml

    text = yaml.safe_dump(data, default_style='"')
    tree, found = parse(text.encode())
    assert found == ()
    assert isinstance(tree, MapNode)
    assert tree.plain == data
    lines = text.splitlines()
    for path, (line, column) in places(tree).items():
        value: object = data
        for step in path.split("."):
            value = value[int(step)] if isinstance(value, list) else value[step]
        if isinstance(value, str):
            assert lines[line - 1][column - 1 :].startswith(f'"{value}"')
