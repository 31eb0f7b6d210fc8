"""Answers to the checklist, waivers and requests made in the page: the bytes that the commands would have written."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.browser.papers import TEXTS, a_document
from tests.sample_place import SAMPLE

from annexa.browser import answers, calls, item
from annexa.cli.main import run
from annexa.inspection.calendar import ZONE
from annexa.load import Loaded, project
from annexa.load.record import build
from annexa.load.requests import read
from annexa.load.tree import parse
from annexa.model.library import ItemMeta
from annexa.tools.files import sha256_of

TODAY = date(2026, 11, 27)
NOTE = "Section 4 says what changed and for whom."
ITEM = """\
# Ours
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Where young people go after school.
documents:
  - file: destinations.docx  # the first
    title: Destinations after leaving school
    kind: performance-report
    dated: 2026-09-14
"""


@cache
def _loaded() -> Loaded:
    return project(SAMPLE)


@pytest.fixture
def loaded() -> Loaded:
    return _loaded()


@pytest.fixture
def library(make_library: Callable[..., Path]) -> Path:
    """A project whose only item is ITEM."""
    root = make_library(ITEM)
    a_document(root / "evidence/3.4-destinations/destinations.docx")
    return root


def record_of(text: str) -> ItemMeta:
    tree, faults = parse(text.encode())
    record, more = build(ItemMeta, tree) if tree is not None else (None, ())
    assert record is not None and not faults and not more, (faults, more, text)
    return record


ANSWER = {"answer": "yes", "by": "education-evidence-lead", "on": "2026-11-20", "note": NOTE}
WAIVER = {"approved_by": "lano", "until": "2027-01-31", "reason": "The next census is in January."}


def test_an_answer_and_a_waiver_are_what_the_commands_write(library: Path, loaded: Loaded) -> None:
    document = library / "evidence/3.4-destinations/destinations.docx"
    digest = {"sha256": sha256_of(document)}
    text = answers.answered(ITEM, document.name, "outcome-focused", ANSWER | digest, loaded)
    soon = (date.today() + timedelta(days=30)).isoformat()
    text = answers.waived(text, document.name, "out-of-date", WAIVER | digest | {"until": soon}, date.today())
    place = ["--library", str(library)]
    attest = ["attest", str(document), "outcome-focused", "--by", ANSWER["by"], "--on", ANSWER["on"], "--note", NOTE]
    waive = ["waive", str(document), "out-of-date", "--by", "lano", "--until", soon, "--reason", WAIVER["reason"]]
    assert run([*place, *attest]) == run([*place, *waive]) == 0
    assert (library / "evidence/3.4-destinations/item.yaml").read_text(encoding="utf-8") == text


REQUEST = {
    "number": "1",
    "asked": "Minutes of the panel: # no, 3.10",
    "inspector": "Ofsted inspector, education",
    "through": "lano",
    "item": "3.4",
}


def test_a_request_is_what_the_command_writes(library: Path, loaded: Loaded) -> None:
    came, wanted = datetime(2026, 11, 25, 10, 5, tzinfo=ZONE), datetime(2026, 11, 27, 12, tzinfo=ZONE)
    filled = REQUEST | {"received": came.isoformat(), "wanted": wanted.isoformat()}
    name, text, faults = answers.requested(filled, loaded)
    options = [f"--{key}={REQUEST[key]}" for key in ("asked", "inspector", "through", "item")]
    times = ["--at", "2026-11-25 10:05", "--wanted", "2026-11-27 12:00"]
    assert run(["--library", str(library), "request", "open", *options, *times]) == 0
    assert (name, faults) == ("001.yaml", ())
    assert (library / "evidence/requests/001.yaml").read_text(encoding="utf-8") == text


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a note that says nothing": ({"point": "outcome-focused", "filled": ANSWER | {"note": "see above"}}, "too little"),
    "nobody answers": ({"point": "outcome-focused", "filled": ANSWER | {"by": ""}}, "by"),
    "no day": ({"point": "outcome-focused", "filled": ANSWER | {"on": "31.12."}}, "day"),
    "a point of other kinds": ({"point": "feedback-impact", "filled": ANSWER}, "research"),
    "a point that a rule judges": ({"point": "form-explained", "filled": ANSWER}, "form-explained"),
    "no point": ({"point": "", "filled": ANSWER}, "point"),
    "a fault that stays a fault": ({"rule": "unreadable", "filled": WAIVER}, "cannot be waived"),
    "a waiver that is over": ({"rule": "out-of-date", "filled": WAIVER | {"until": "2026-01-01"}}, "over"),
    "a waiver for ever": ({"rule": "out-of-date", "filled": WAIVER | {"until": "2036-01-01"}}, "2027-11-28"),
    "an item.yaml with faults": (
        {"text": ITEM.replace("kind", "sort"), "point": "outcome-focused", "filled": ANSWER},
        "has faults",
    ),
    "no item.yaml": ({"text": "- a list\n", "point": "outcome-focused", "filled": ANSWER}, "another way"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_commands_refuse_is_refused_with_its_words(name: str, small: Path) -> None:
    asked, said = REFUSED[name]
    asked = {"text": ITEM, "document": {"file": "destinations.docx"}, **asked}
    asked["filled"] = asked["filled"] | {"sha256": "0" * 64}
    answer = json.loads(calls.answer(str(small), json.dumps(asked), TODAY.isoformat()))
    assert said in " ".join(answer["fault"].values()) and answer["text"] == asked["text"]


def test_a_document_that_is_not_in_it_yet_is_added_first(small: Path) -> None:
    document = {"file": "b.docx", "title": "More", "kind": "data", "dated": "2026-10-01"}
    asked = {
        "text": ITEM,
        "document": document,
        "point": "outcome-focused",
        "filled": ANSWER | {"sha256": "0" * 64},
    }
    record = record_of(json.loads(calls.answer(str(small), json.dumps(asked), TODAY.isoformat()))["text"])
    assert [(each.file, list(each.attest)) for each in record.documents] == [
        ("destinations.docx", []),
        ("b.docx", ["outcome-focused"]),
    ]


SENTENCES = TEXTS.map(lambda text: f"{text} is what section 4 says {text}")


@given(title=TEXTS.filter(lambda text: len(text) >= 3), note=SENTENCES, again=SENTENCES, reason=SENTENCES)
def test_whatever_is_typed_is_read_back_equal(title: str, note: str, again: str, reason: str) -> None:
    """As the command keeps it: on one line."""
    loaded = _loaded()
    text = item.new({"requirement": "3.4", "lead": "a", "accountable": "b", "summary": title})
    text = item.with_document(text, {"file": "a.docx", "title": title, "kind": "data", "dated": "2026-01-01"})
    for each in (note, again):
        text = answers.answered(text, "a.docx", "outcome-focused", {**ANSWER, "note": each, "sha256": "0" * 64}, loaded)
    text = answers.waived(text, "a.docx", "out-of-date", {**WAIVER, "reason": reason, "sha256": "0" * 64}, TODAY)
    (document,) = record_of(text).documents
    assert document.attest["outcome-focused"].note == " ".join(again.split())
    assert [each.reason for each in document.waive] == [" ".join(reason.split())]


@given(asked=TEXTS, inspector=TEXTS)
def test_whatever_inspectors_ask_is_read_back_equal(asked: str, inspector: str) -> None:
    filled = REQUEST | {"asked": asked, "inspector": inspector, "received": "2026-11-25T10:05:00+00:00"}
    name, text, faults = answers.requested(filled, _loaded())
    assert not faults
    request, more = read(text.encode(), name, None)
    assert request is not None and not more
    assert (request.asked, request.inspector) == (asked, inspector)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"through": "nobody"}, "nobody"),
        ({"received": ""}, "received"),
        ({"received": "yesterday"}, "received"),
        ({"asked": " "}, "asked"),
        ({"number": "none"}, "number"),
        ({"number": "0"}, "number"),
    ],
)
def test_faults_of_a_request_are_those_of_validate(wrong: dict[str, str], field: str, loaded: Loaded) -> None:
    filled = REQUEST | {"received": "2026-11-25T10:05:00+00:00"} | wrong
    _, text, faults = answers.requested(filled, loaded)
    assert faults and any(field in one.message for one in faults), faults
    assert all(0 < one.line <= text.count("\n") + 1 for one in faults)


def test_a_request_that_skips_a_step_says_what_to_do_without_the_command(small: Path) -> None:
    text = answers.requested(REQUEST | {"received": "2026-11-25T10:05:00+00:00"}, _loaded())[1]
    skipped = text + "answered: {by: lano, at: '2026-11-26T10:05:00Z', explanation: There are none.}\n"
    assert json.loads(calls.validate(str(small), text, "001.yaml")) == []
    (fault,) = json.loads(calls.validate(str(small), skipped, "001.yaml"))
    assert "never ‘assessed’" in fault["message"] and "ask your coordinator" in fault["remedy"] and fault["line"] > 7
