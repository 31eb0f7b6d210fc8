"""The call: recorded in library.yaml without touching the rest, doubted where it cannot be right."""

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import LIBRARY_YAML

from annexa.inspection import edit, written
from annexa.inspection.notification import Call, change, doubt, new_call, recorded, refuse_while_running
from annexa.load import project
from annexa.model.errors import UsageError
from annexa.model.library import Library

CALL = Call(day=date(2026, 11, 30), at=time(9, 40))

LAYOUTS = {
    "recorded": ("notification: 2026-11-02", 'notification: 2026-11-30\nnotified_at: "09:40"'),
    "with a comment": ("notification: 2026-11-02  # Monday", 'notification: 2026-11-30  # Monday\nnotified_at: "09:40"'),
    "in quotes": ('notification: "2026-11-02"', 'notification: 2026-11-30\nnotified_at: "09:40"'),
    "empty": ("notification:\nlanguage: en-GB", 'notification: 2026-11-30\nnotified_at: "09:40"\nlanguage: en-GB'),
    "with a time": (
        'notified_at: "10:00"\nnotification: 2026-11-02',
        'notified_at: "09:40"\nnotification: 2026-11-30',
    ),
    "not there": ("framework: annex-a\n# notes\nlanguage: en-GB", 'framework: annex-a\nnotification: 2026-11-30\nnotified_at: "09:40"\n# notes\nlanguage: en-GB'),
    "last": ("language: en-GB", 'language: en-GB\nnotification: 2026-11-30\nnotified_at: "09:40"'),
}  # fmt: skip


def library(root: Path, text: str) -> Library:
    (root / "evidence/library.yaml").write_bytes(text.encode())
    loaded = project(root).library
    assert loaded is not None
    return loaded


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_written_and_all_else_stays(make_library, layout: str, ends: str) -> None:
    root = make_library()
    old, new = LAYOUTS[layout]
    frame = "# Our settings\narea: Testshire\npartnership: Testshire partnership\n{}\n# The end\n"
    change(library(root, frame.format(old).replace("\n", ends)), CALL)
    written = (root / "evidence/library.yaml").read_bytes().decode()
    assert written == frame.format(new).replace("\n", ends)
    after = project(root).library
    assert after is not None and recorded(after) == CALL


@pytest.mark.parametrize("layout", ["recorded", "with a comment", "in quotes", "with a time"])
def test_taken_out_it_leaves_nothing(make_library, layout: str) -> None:
    root = make_library()
    change(library(root, f"area: A\npartnership: B\n{LAYOUTS[layout][0]}\nlanguage: en-GB\n"), None)
    assert (root / "evidence/library.yaml").read_text() == "area: A\npartnership: B\nlanguage: en-GB\n"


def test_a_file_in_braces_is_changed_too(make_library) -> None:
    root = make_library()
    change(library(root, "{area: A, partnership: B}\n"), CALL)
    after = project(root).library
    assert after is not None and recorded(after) == CALL
    change(after, None)
    assert (root / "evidence/library.yaml").read_text() == "{area: A, partnership: B}\n"


def test_nothing_is_written_on_a_dry_run_or_where_all_is_recorded(make_library) -> None:
    root = make_library()
    before = LIBRARY_YAML.replace("2026-11-02", '"2026-11-02"')
    change(library(root, before), CALL, dry_run=True)
    change(library(root, before), Call(day=date(2026, 11, 2)))
    assert (root / "evidence/library.yaml").read_text() == before


@pytest.mark.parametrize("day", [date(2026, 11, 28), date(2026, 12, 25), date(2026, 12, 1)])
def test_no_call_comes_on_a_day_off(make_library, day: date) -> None:
    root = make_library()
    known = library(root, LIBRARY_YAML)
    with pytest.raises(UsageError, match="not a working day"):
        change(known, Call(day=day), closed=[date(2026, 12, 1)])
    assert (root / "evidence/library.yaml").read_text() == LIBRARY_YAML


def test_a_layout_that_cannot_be_changed_safely_is_left_alone(make_library) -> None:
    root = make_library()
    folded = LIBRARY_YAML.replace("2026-11-02", ">-\n  2026-11-02")
    with pytest.raises(UsageError, match="cannot be changed safely") as caught:
        change(library(root, folded), CALL)
    assert 'notified_at: "09:40"' in caught.value.remedy
    assert (root / "evidence/library.yaml").read_text() == folded


def test_a_file_changed_in_between_is_left_alone(make_library) -> None:
    root = make_library()
    known = library(root, LIBRARY_YAML)
    other = LIBRARY_YAML.replace("area: Testshire", "area: Elsewhere")
    (root / "evidence/library.yaml").write_text(other)
    with pytest.raises(UsageError, match="was changed while this command ran"):
        change(known, CALL)
    assert (root / "evidence/library.yaml").read_text() == other


@given(st.text(alphabet="ab \n#:'\"-[]{},>|&*é", max_size=30), st.sampled_from(["", "notification: 2026-11-02\n"]))
def test_a_field_set_in_any_text_is_read_back_or_refused(rest: str, first: str) -> None:
    """Whoever calls compares records; surgery itself must never fail in another way than by its two exceptions."""
    import yaml

    try:
        text = edit.set_field(f"{first}area: a\n{rest}", "notification", "2026-11-30")
    except (written.CannotEdit, yaml.YAMLError):
        return
    assert "notification: 2026-11-30" in text


@pytest.mark.parametrize(
    ("today", "says"),
    [
        ("2026-11-29", "still to come"),
        ("2026-11-30", ""),
        ("2026-12-04", ""),
        ("2026-12-18", ""),  # day 15
        ("2026-12-19", "ended on Friday 18 December 2026"),
        ("2028-01-01", "ended on Friday 18 December 2026"),
    ],
)
def test_a_date_that_is_over_or_to_come_is_doubted(today: str, says: str) -> None:
    said = doubt(date(2026, 11, 30), date.fromisoformat(today))
    assert says in said if says else said == ""


def test_a_date_on_which_no_call_can_come_is_doubted() -> None:
    assert "not a working day" in doubt(date(2026, 11, 29), date(2026, 11, 30))
    assert "not a working day" in doubt(date(2026, 12, 1), date(2026, 12, 1), closed=[date(2026, 12, 1)])


BEFORE = Call(day=date(2026, 11, 30), at=time(9, 40))


@pytest.mark.parametrize(
    ("before", "call", "today", "refused"),
    [
        (BEFORE, Call(day=date(2026, 12, 1)), "2026-12-01", True),
        (BEFORE, Call(day=date(2026, 11, 30), at=time(10)), "2026-12-18", True),
        (BEFORE, BEFORE, "2026-12-01", False),
        (Call(day=BEFORE.day), BEFORE, "2026-12-01", False),  # the time is added
        (BEFORE, Call(day=date(2026, 12, 21)), "2026-12-19", False),  # the inspection is over
        (BEFORE, Call(day=date(2026, 11, 27)), "2026-11-27", False),  # it was still to come
        (Call(day=date(2026, 11, 29)), BEFORE, "2026-11-30", False),  # a Sunday is put right
        (None, BEFORE, "2026-11-30", False),
    ],
)
def test_the_call_of_an_inspection_under_way_is_not_replaced_by_mistake(
    before: Call | None, call: Call, today: str, refused: bool
) -> None:
    try:
        refuse_while_running(before, call, date.fromisoformat(today))
    except UsageError as error:
        assert refused and "--again" in error.remedy and "Monday 30 November 2026" in error.message
    else:
        assert not refused


def test_day_or_time_may_be_told_alone() -> None:
    assert new_call(None, time(10), Call(day=CALL.day)) == Call(day=CALL.day, at=time(10))
    assert new_call(CALL.day, None, CALL) == CALL
    assert new_call(date(2027, 1, 4), None, CALL) == Call(day=date(2027, 1, 4))
    with pytest.raises(UsageError, match="No call is recorded"):
        new_call(None, time(10), None)
