"""The page of the timetable, its calendars, and what is there while there is none."""

import re
from dataclasses import replace
from pathlib import Path

import icalendar
import pytest
from tests.sample_place import SAMPLE

from annexa.load import Loaded, project
from annexa.model.meetings import Meetings, Timetabled
from annexa.site import unchanged
from annexa.site.book import Book
from annexa.site.build import book_of, make_quick
from annexa.site.downloads import planned
from annexa.site.pages import all_pages
from annexa.site.timetable import calendar_files, timetable_page

PAGE = "meetings/timetable.md"


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return project(SAMPLE)


@pytest.fixture(scope="module")
def book(loaded: Loaded) -> Book:
    return book_of(loaded)


def with_plan(book: Book, plan: Meetings | None) -> Book:
    assert book.library is not None
    timetable = Timetabled(plan=plan) if plan else None
    return replace(book, library=book.library.model_copy(update={"timetable": timetable}))


def test_every_meeting_stands_under_its_day_in_order(book: Book) -> None:
    page = timetable_page(book)
    day = page[page.index("Tuesday 17 November 2026") : page.index("Wednesday 18 November 2026")]
    hours = re.findall(r"timeline__when\">([^<]+)", day)
    assert hours == ["9.30am to 10.45am", "11am to 12.15pm", "1.30pm to 3pm", "4.30pm to 5.15pm"]
    assert "**Leaders of education**, Mere House" in day and "Debriefed afterwards by Head of SEND" in day


def test_words_of_the_timetable_stay_words(book: Book) -> None:
    plan = Meetings.model_validate(
        {
            "meetings": [
                {
                    "id": "a",
                    "title": "<script>x</script> {{ book }}",
                    "kind": "other",
                    "on": "2026-11-17",
                    "start": "09:00",
                    "end": "10:00",
                }
            ]
        }
    )
    page = all_pages(with_plan(book, plan), ())[PAGE]
    assert "<script>" not in page and "book" in page


def test_each_calendar_that_the_page_links_is_made(book: Book) -> None:
    page = all_pages(book, planned(book))[PAGE]
    linked = set(re.findall(r"downloads/([\w.-]+)", page))
    made = make_quick(book)
    assert linked <= made.keys() and len(linked) > 5
    everything = icalendar.Calendar.from_ical(made["timetable-all-meetings.ics"])
    assert book.library is not None and book.library.timetable is not None
    assert len(list(everything.walk("VEVENT"))) == len(book.library.timetable.plan.meetings)


def test_without_a_timetable_the_page_says_so_and_links_nothing(book: Book) -> None:
    bare = with_plan(book, None)
    page = all_pages(bare, planned(bare))[PAGE]
    assert "There is no timetable yet" in page and "downloads/" not in page and "## What is to be arranged" not in page
    assert calendar_files(bare) == {} and "timetable.docx" not in make_quick(bare)


def test_the_site_is_made_again_when_a_meeting_moves(loaded: Loaded, tmp_path: Path) -> None:
    assert loaded.library is not None and loaded.library.timetable is not None
    plan = loaded.library.timetable.plan
    moved = plan.model_copy(update={"meetings": plan.meetings[1:]})
    other = loaded.library.model_copy(update={"timetable": Timetabled(plan=moved)})
    assert unchanged.key_of(loaded, None) == unchanged.key_of(loaded, None)
    assert unchanged.key_of(replace(loaded, library=other), None) != unchanged.key_of(loaded, None)
