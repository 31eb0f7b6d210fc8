"""`evidence/timetable.yaml`: every fault with its line and column, as a warning that stops nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annexa.load import project
from annexa.model.findings import Level

RIGHT = """\
meetings:
  - id: leaders
    title: Leaders of education
    kind: interview
    on: 2026-11-17
    start: "09:00"
    end: "10:00"
    place: County Hall
    attend: [lano]
    debrief: director
travel:
  - {between: [County Hall, County Hall], minutes: 5}
checklists:
  logistics:
    title: Logistics
    points:
      - {id: parking, what: Parking permits, by: lano, due: 2026-11-13, done: {by: lano, on: 2026-11-12}}
"""

WRONG = [
    ("attend: [lano]", "attend: [lnao]", 9, 14, "meetings.0.attend.0", "lano"),
    ("debrief: director", "debrief: nobody", 10, 14, "meetings.0.debrief", "director"),
    ('end: "10:00"', 'end: "08:00"', 7, 10, "meetings.0.end", "later"),
    ("kind: interview", "kind: intervew", 4, 11, "meetings.0.kind", "interview"),
    ("on: 2026-11-17", "on: 17.11.26", 5, 9, "meetings.0.on", "2026-11-17"),
    ('start: "09:00"', "start: nine", 6, 12, "meetings.0.start", "09:40"),
    ("    place: County Hall\n", "    plaice: County Hall\n", 8, 5, "meetings.0.plaice", "place"),
    ("[County Hall, County Hall]", "[County Hall, Conty Hall]", 12, 29, "travel.0.between.1", "County Hall"),
    ("by: lano, due", "by: lnao, due", 17, 50, "checklists.logistics.points.0.by", "lano"),
]


@pytest.fixture
def faults(make_library: Callable[..., Path]) -> Callable[[str], list[object]]:
    def of(text: str) -> list[object]:
        root = make_library()
        (root / "evidence/timetable.yaml").write_text(text, encoding="utf-8")
        return [each for each in project(root).findings if each.file == "evidence/timetable.yaml"]

    return of


def test_a_right_one_is_loaded(make_library: Callable[..., Path]) -> None:
    root = make_library()
    (root / "evidence/timetable.yaml").write_text(RIGHT, encoding="utf-8")
    loaded = project(root)
    assert loaded.library is not None and loaded.library.timetable is not None
    assert not [each for each in loaded.findings if each.file.endswith("timetable.yaml")]
    assert [each.id for each in loaded.library.timetable.plan.meetings] == ["leaders"]
    assert loaded.library.timetable.lines["meetings.0.start"] == (6, 12)


@pytest.mark.parametrize(("right", "wrong", "line", "column", "field", "remedy"), WRONG)
def test_a_fault_is_told_with_its_place(
    faults: Callable[[str], list[object]], right: str, wrong: str, line: int, column: int, field: str, remedy: str
) -> None:
    assert right in RIGHT
    [found, *rest] = faults(RIGHT.replace(right, wrong))
    assert not rest or wrong.lstrip().startswith("plaice")
    assert (found.place.line, found.place.column, found.field) == (line, column, field)  # type: ignore[attr-defined]
    assert remedy in found.remedy + found.message  # type: ignore[attr-defined]
    assert found.level is Level.WARNING  # type: ignore[attr-defined]


def test_ids_that_stand_twice_are_told(faults: Callable[[str], list[object]]) -> None:
    start = RIGHT.index("  - id: leaders")
    entry = RIGHT[start : RIGHT.index("travel:")]
    [found] = faults(RIGHT.replace(entry, entry * 2))
    assert found.field == "meetings.1.id"  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["", "meetings", "[1, 2]", "meetings: {a: 1}", "\0", "meetings:\n - {"])
def test_what_is_none_is_told_and_nothing_breaks(faults: Callable[[str], list[object]], text: str) -> None:
    assert all(each.level is Level.WARNING for each in faults(text))  # type: ignore[attr-defined]
    assert faults(text)
