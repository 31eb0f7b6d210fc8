"""One document as the page checks it: what it seems to be, what is found, and what is left out without an item.yaml."""

from datetime import date
from pathlib import Path

import docx
import pytest

from annexa.browser.one import Said, check, guess, validate
from annexa.browser.remedies import without_commands
from annexa.cli.main import COMMANDS
from annexa.documents.facts import Facts
from annexa.documents.reader import read
from annexa.load import Loaded, project
from annexa.model.library import Kind
from annexa.rules import RULES
from annexa.rules.base import needs_metadata
from annexa.rules.page import page_of
from annexa.rules.support import attested

ITEM = """\
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Where young people go after school.
documents:
  - file: notes.docx
    title: Minutes of the SEND partnership board
    kind: minutes
    dated: 2026-09-14
    minutes: {actions_complete: yes}
"""


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return project(Path(__file__).resolve().parents[2])


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A document that says its title and its date, and is a draft."""
    document = docx.Document()
    document.add_heading("Minutes of the SEND partnership board", 0)
    document.add_paragraph("Date of meeting: 14 September 2026")
    document.add_paragraph("DRAFT")
    path = tmp_path / "evidence" / "dropped" / "notes.docx"
    path.parent.mkdir(parents=True)
    document.save(str(path))
    return path


def said(**more: object) -> Said:
    return Said(today="2026-11-27", **more)  # type: ignore[arg-type]


def test_a_document_says_what_it_is(notes: Path, loaded: Loaded) -> None:
    facts = read(notes)
    assert isinstance(facts, Facts)
    found = guess(notes, facts, loaded, date(2026, 11, 27))
    assert (found.title, found.kind, found.dated) == ("Minutes of the SEND partnership board", "minutes", "2026-09-14")
    assert (found.sensitivity, found.readable, found.words) == ("official", True, 13)


def test_a_file_that_cannot_be_read_is_said_to_be_so(notes: Path, loaded: Loaded) -> None:
    notes.write_bytes(b"PK\x03\x04 torn off")
    assert not guess(notes, read(notes), loaded, date(2026, 11, 27)).readable
    outcome = check(notes, loaded, said())
    assert not outcome.whole
    assert [(one.rule, one.level) for one in outcome.findings] == [("unreadable", "error")]


def test_rules_that_need_an_item_yaml_are_left_out_and_named(notes: Path, loaded: Loaded) -> None:
    outcome = check(notes, loaded, said(kind=Kind.MINUTES, dated="2026-09-14"))
    rules = {one.rule for one in outcome.findings}
    assert "draft" in rules
    assert not rules & set(outcome.not_judged)
    assert {"attestation-missing", "waiver-expired", "outcome-focused"} <= set(outcome.not_judged)
    assert not outcome.described


def test_an_item_yaml_that_names_the_file_is_believed(notes: Path, loaded: Loaded) -> None:
    outcome = check(notes, loaded, said(item=ITEM))
    assert outcome.described
    assert outcome.not_judged == ()
    assert "attestation-missing" in {one.rule for one in outcome.findings}


def test_one_that_names_another_file_is_not(notes: Path, loaded: Loaded) -> None:
    assert not check(notes, loaded, said(item=ITEM.replace("notes.docx", "other.docx"))).described


@pytest.mark.parametrize(
    ("dated", "expected"),
    [("2026-09-14", False), ("2026-01-31", True), ("", False)],
    ids=["right", "wrong", "not said"],
)
def test_dates_are_compared_where_somebody_said_one(notes: Path, loaded: Loaded, dated: str, expected: bool) -> None:
    outcome = check(notes, loaded, said(dated=dated))
    assert ("date-mismatch" in {one.rule for one in outcome.findings}) is expected


def test_no_line_is_named_of_an_item_yaml_that_is_not_there(notes: Path, loaded: Loaded) -> None:
    findings = check(notes, loaded, said(dated="2020-01-31")).findings
    assert [one.place for one in findings if one.rule == "out-of-date"] == [""]
    item = ITEM.replace("2026-09-14", "2020-01-31")
    assert [one.place for one in check(notes, loaded, said(item=item)).findings if one.rule == "out-of-date"] == [
        "line 9, column 12"
    ]


def test_a_title_that_nobody_gave_is_no_fault_of_the_document(notes: Path, loaded: Loaded) -> None:
    notes.with_suffix(".csv").write_text("area,number\nNorth,3\n", encoding="utf-8")
    rules = [one.rule for one in check(notes.with_suffix(".csv"), loaded, said()).findings]
    assert "unclear-title" not in rules
    given = check(notes.with_suffix(".csv"), loaded, said(title="Report")).findings
    assert [one.rule for one in given if "“Report”" in one.message] == ["unclear-title"]


def test_metadata_faults_have_line_and_column(loaded: Loaded, tmp_path: Path) -> None:
    text = ITEM.replace("kind: minutes", "kind: minuets").replace("lead: education-evidence-lead", "lead: nobody")
    faults = validate(text, loaded, tmp_path / "evidence" / "x")
    assert [(one.rule, one.line, one.column) for one in faults] == [
        ("metadata-value", 2, 7),
        ("metadata-value", 8, 11),
    ]
    assert "minutes" in faults[1].remedy or "minutes" in faults[1].message


def test_a_right_item_yaml_has_no_faults(loaded: Loaded, tmp_path: Path) -> None:
    assert validate(ITEM, loaded, tmp_path / "evidence" / "x") == ()


def test_each_command_in_a_remedy_has_words_for_people_who_have_none() -> None:
    remedies = [remedy for rule in RULES.values() for remedy in page_of(rule).remedies.values()]
    named = [remedy for remedy in remedies if any(f"annexa {name}" in remedy for name in COMMANDS)]
    assert len(named) > 10
    assert [remedy for remedy in named if without_commands(remedy) == remedy] == []


def test_rules_that_need_metadata_look_at_documents() -> None:
    assert {rule.ABOUT for rule in RULES.values() if needs_metadata(rule)} <= {"file", "document", "findings"}


def test_rules_of_documents_that_look_for_answers_need_metadata() -> None:
    asking = [
        rule
        for rule in RULES.values()
        if rule.ABOUT != "item"
        and any(getattr(each, "__module__", "") == attested.__name__ for each in vars(rule).values())
    ]
    assert len(asking) > 3 and [rule.ID for rule in asking if not needs_metadata(rule)] == []
