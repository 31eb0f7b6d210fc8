"""The forms of the status: what each must show, and that no text of a library can break out of it."""

import json
from datetime import timedelta

import pytest
from lxml import html

from annexa.inspection.rows import State
from annexa.report.status import write

from .conftest import HOSTILE
from .statuses import AT, every_state, hostile, status


def text_of(form: str) -> str:
    answer = write(every_state(), form)
    assert isinstance(answer, str)
    return answer


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_every_form_shows_state_turn_holes_and_what_is_to_be_known_first(form: str) -> None:
    shown = " ".join(text_of(form).split())
    for words in (*(state.value for state in State), "Director", "Waiting times", "There was no such service.",
                  "Ask on Thursday.", "report-1.docx has changed", "still to come"):  # fmt: skip
        assert words in shown, words


def test_text_holds_no_command_of_a_terminal() -> None:
    shown = write(hostile(HOSTILE), "text")
    assert isinstance(shown, str)
    assert "\x1b" not in shown and "\x00" not in shown and "\u202e" not in shown


def test_text_has_colour_only_where_it_is_asked_for() -> None:
    coloured = write(every_state(), "text", colour=True)
    assert isinstance(coloured, str) and "\x1b[1;31m" in coloured
    assert "\x1b" not in text_of("text")


def test_json_is_what_the_records_say() -> None:
    found = json.loads(write(hostile(HOSTILE), "json"))
    assert found["requirements"][0]["title"] == HOSTILE
    rows = {row["id"]: row for row in json.loads(text_of("json"))["requirements"]}
    assert (rows["1.1"]["left"], rows["1.1"]["seconds_left"]) == ("overdue by 23 h 20 min", -84000)
    assert rows["1.2"]["seconds_left"] is None


def test_html_escapes_every_text() -> None:
    page = write(hostile(HOSTILE), "html")
    assert isinstance(page, str)
    tree = html.fromstring(page)
    assert len(tree.findall(".//script")) == 1
    assert not [a for a in tree.iter("a") if not (a.get("href") or "").startswith("#")]
    assert "<script>alert" not in page


def test_html_of_nothing_says_so() -> None:
    page = write(status(), "html")
    assert isinstance(page, str)
    tree = html.fromstring(page)
    assert tree.find_class("empty") and not tree.xpath("//form | //table")


def test_html_says_what_it_is_about_by_the_clock() -> None:
    page = write(status(at=AT + timedelta(hours=1)), "html")
    assert isinstance(page, str)
    assert 'data-at="2026-11-03T12:20:00+00:00"' in page
