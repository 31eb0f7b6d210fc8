"""`annexa timetable`: begun, shown, written for calendars, ticked; and what the headlines and the status know from it."""

import json
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import icalendar
import pytest
from tests.cli.test_debrief import odt
from tests.conftest import ROOT
from tests.inspection.test_debrief_reading import SHORT
from tests.load.test_timetable import RIGHT

from annexa.cli import main
from annexa.load import project

pytestmark = pytest.mark.usefixtures("helpers_here")

MORE = """\
  - id: visit-oak
    title: Visit to Oak School
    kind: visit
    on: 2026-11-17
    start: "09:30"
    end: "11:00"
    place: Oak School
    inspectors: ["Ofsted inspector, education"]
    attend: [lano, director]
    others: [SENCO]
    debrief: education-accountable-lead
  - id: tracking-3
    title: Tracking meeting 3
    kind: tracking
    on: 2026-11-18
    start: "13:00"
    end: "14:00"
    online: yes
    attend: [education-evidence-lead]
    debrief: education-accountable-lead
travel:
"""
TIMETABLE = RIGHT.replace("travel:\n", MORE).replace(
    "done: {by: lano, on: 2026-11-12}}",
    "done: {by: lano, on: 2026-11-12}}\n      - {id: passes, what: Passes, by: lano, due: 2026-11-13}  # all sites",
)


@pytest.fixture
def root(make_library: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make_library()
    (made / "guidance").mkdir()
    shutil.copy(ROOT / "guidance/local.yaml", made / "guidance")
    (made / "evidence/timetable.yaml").write_text(TIMETABLE, encoding="utf-8")
    monkeypatch.chdir(made)
    return made


def run(line: str) -> int:
    return int(main.run(["timetable", *line.split()]))


def test_the_first_one_is_right_and_clashes_with_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "evidence/timetable.yaml").unlink()
    assert run("new") == 0
    loaded = project(root)
    assert loaded.library is not None and loaded.library.timetable is not None
    plan = loaded.library.timetable.plan
    assert {meeting.id: meeting.on for meeting in plan.meetings}["opening"] == date(2026, 11, 16)
    assert {"logistics", "opening-presentation", "welcome-pack"} == set(plan.checklists)
    assert main.run(["validate"]) == 0, capsys.readouterr().out
    assert run("new") == 2, "it is there already"


def test_it_is_not_begun_before_the_call(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "evidence/timetable.yaml").unlink()
    settings = root / "evidence/library.yaml"
    settings.write_text("\n".join(line for line in settings.read_text().splitlines() if "notification" not in line))
    assert run("new") == 2 and "annexa notify" in capsys.readouterr().err
    assert run("show") == 2 and "annexa timetable new" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "there", "not_there"),
    [
        ("show --at 2026-11-17", ("Leaders of education", "Visit to Oak School", "(today)"), ("Tracking meeting 3",)),
        ("show --at 2026-11-14", ("Tuesday 17 November 2026",), ("(today)",)),
        ("show 2026-11-18 --at 2026-11-16", ("Tracking meeting 3", "by video"), ("Parking permits",)),
        ("show --all --at 2026-11-10", ("Tracking meeting 3", "Visit to Oak School"), ("Not debriefed",)),
        ("show --all --role director --at 2026-11-10", ("Visit to Oak School", "Leaders"), ("Tracking meeting 3",)),
        ("show --at 2026-11-16", ("cannot be in two meetings", "Logistics: Passes", "late"), ("Parking permits",)),
        ("show --at 2026-11-18", ("Not debriefed yet", "Visit to Oak School"), ()),
        (
            "show --role education-evidence-lead --at 2026-11-10",
            ("Wednesday 18", "Tracking meeting 3"),
            ("Tuesday 17",),
        ),
        ("show 2026-12-24 --at 2026-11-16", ("Nothing is on",), ()),
    ],
)
def test_it_shows_what_is_asked_for(
    root: Path, capsys: pytest.CaptureFixture[str], line: str, there: tuple[str, ...], not_there: tuple[str, ...]
) -> None:
    assert run(line) == 0
    said = capsys.readouterr().out
    assert not [words for words in there if words not in said], said
    assert not [words for words in not_there if words in said], said


def test_clashes_are_warnings_of_validate_with_their_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["validate", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    [clash] = [each for each in found if each["rule"] == "timetable-clash"]
    assert clash["level"] == "warning" and clash["file"] == "evidence/timetable.yaml"
    line = (root / "evidence/timetable.yaml").read_text().splitlines()[clash["place"]["line"] - 1]
    assert line.strip() == 'start: "09:30"'


def test_calendars_are_read_back_by_another_program(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("calendars --output ics") == 0
    files = sorted(path.name for path in (root / "ics").iterdir())
    assert files == [
        "all-meetings.ics",
        "director.ics",
        "education-accountable-lead.ics",
        "education-evidence-lead.ics",
        "lano.ics",
    ]
    everything = events(root / "ics/all-meetings.ics")
    assert {str(event["SUMMARY"]) for event in everything} == {
        "Leaders of education",
        "Visit to Oak School",
        "Tracking meeting 3",
    }
    london = ZoneInfo("Europe/London")
    visit = next(event for event in everything if "Oak" in event["SUMMARY"])
    assert visit["DTSTART"].dt == datetime(2026, 11, 17, 9, 30, tzinfo=london)
    assert visit["DTEND"].dt == datetime(2026, 11, 17, 11, tzinfo=london)
    assert (visit["LOCATION"], "SENCO" in visit["DESCRIPTION"]) == ("Oak School", True)
    talks = [str(event["SUMMARY"]) for event in events(root / "ics/education-accountable-lead.ics")]
    assert talks == ["Debrief after: Visit to Oak School", "Debrief after: Tracking meeting 3"]
    assert len(events(root / "ics/lano.ics")) == 2


def events(path: Path) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_a_meeting_that_moves_keeps_its_identity(root: Path) -> None:
    assert run("calendars --output before") == 0
    path = root / "evidence/timetable.yaml"
    path.write_text(path.read_text().replace('"13:00"', '"12:00"'), encoding="utf-8")
    assert run("calendars --output after") == 0
    before, after = (
        {str(event["UID"]): event["DTSTART"].dt for event in events(root / folder / "all-meetings.ics")}
        for folder in ("before", "after")
    )
    assert before.keys() == after.keys() and sum(before[uid] != after[uid] for uid in before) == 1


def test_a_point_is_ticked_and_taken_back(root: Path) -> None:
    path = root / "evidence/timetable.yaml"
    before = path.read_text()
    assert run("done logistics passes --by lano --at 2026-11-12") == 0
    ticked = path.read_text()
    assert "what: Passes, by: lano, due: 2026-11-13, done: {by: lano, on: 2026-11-12}}  # all sites" in ticked
    assert run("done logistics passes --by director --at 2026-11-13") == 2, "who saw to it is not written over"
    assert path.read_text() == ticked
    assert run("done logistics passes --undo") == 0
    assert path.read_text() == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("done logistics pases --by lano", "passes"),
        ("done logistic passes --by lano", "logistics"),
        ("done logistics passes", "--by"),
        ("done logistics passes --by lano --undo", "still open"),
        ("calendars --role nobody", "nobody"),
        ("show --role lnao", "lano"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(
    root: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    assert run(line) == 2
    assert said in capsys.readouterr().err


def test_it_is_printed_a_table_a_day(root: Path) -> None:
    assert run("print --output t.docx") == 0
    document = docx.Document(str(root / "t.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "9.30am to 11am" in cells and "Visit to Oak School\nOak School" in cells
    assert cells.count("☒") == 1 and cells.count("☐") == 1


def test_headlines_say_who_has_not_been_debriefed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "debriefs").mkdir()
    form = SHORT.replace("15/12", "17/11").replace("Focus", "Meeting: visit oak\nFocus")
    odt(root / "debriefs/17.11.26 LP Summary.odt", form)
    odt(root / "debriefs/18.11.26 LP Summary.odt", form.replace("visit oak", "tracking-3").replace("17/11", "18/11"))
    assert main.run(["debrief", "collate", "2026-11-17"]) == 0
    said = capsys.readouterr().out
    missing = said[said.index("NOT DEBRIEFED YET") : said.index("HOW THE FORMS")]
    assert "Leaders of education" in missing and "Director" in missing and "Oak" not in missing
    assert "AMBER: Visit to Oak School" in said and "--about-child" not in said
    assert main.run(["debrief", "collate", "2026-11-18"]) == 0
    said = capsys.readouterr().out
    assert "--about-child" in said and "Every meeting of the day" in said


def test_a_form_that_only_bears_the_title_of_a_meeting_is_of_that_meeting(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "debriefs").mkdir()
    text = SHORT.replace("15/12", "17/11").replace("Interviewee: Robin Quillfeather\n", "Visit to Oak School\n")
    (root / "debriefs/17.11.26 LP Summary.txt").write_text(text, encoding="utf-8")
    assert main.run(["debrief", "collate", "2026-11-17"]) == 0
    said = capsys.readouterr().out
    assert "AMBER: Visit to Oak School" in said and "--inspector 'Ofsted inspector, education'" in said


FORMATS = [
    ("text", "not debriefed: Leaders of education"),
    ("markdown", "**not debriefed: Leaders"),
    ("html", "not debriefed: Leaders"),
]


@pytest.mark.parametrize(("form", "words"), FORMATS)
def test_status_says_what_is_next_who_waits_and_what_is_late(
    root: Path, capsys: pytest.CaptureFixture[str], form: str, words: str
) -> None:
    assert main.run(["status", "--at", "2026-11-17 12:00", "--format", form]) == 0
    said = " ".join(capsys.readouterr().out.replace("\\", "").split())
    assert words in said and "1 clash" in said and "late: Logistics: Passes" in said
    assert "Wed 18 Nov, 1pm to 2pm, Tracking meeting 3" in said and "Parking permits" not in said


def test_status_stays_short_where_much_is_late(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    meetings = "".join(
        f"  - {{id: talk-{n}, title: Talk {n}, kind: interview, on: 2026-11-16, start: '09:{n}0', end: '09:{n}5',"
        " attend: [lano], debrief: director}\n"
        for n in range(6)
    )
    points = "".join(f"      - {{id: p{n}, what: Point {n}, due: 2026-11-13}}\n" for n in range(6))
    timetable = root / "evidence/timetable.yaml"
    text = TIMETABLE.replace("meetings:\n", f"meetings:\n{meetings}").replace("    points:\n", f"    points:\n{points}")
    timetable.write_text(text, encoding="utf-8")
    assert main.run(["status", "--at", "2026-11-16 12:00"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("not debriefed: Talk") == 3 and "and 3 more not debriefed: ‘annexa timetable show’" in said
    assert said.count("Logistics: Point") == 3 and "and 4 more: ‘annexa timetable show’" in said


def test_status_knows_who_was_debriefed_and_what_a_role_has_to_do(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "debriefs").mkdir()
    odt(
        root / "debriefs/17.11.26 LP Summary.odt",
        SHORT.replace("15/12", "17/11").replace("Focus", "Meeting: leaders\nFocus"),
    )
    assert main.run(["status", "--at", "2026-11-17 12:00", "--format", "json"]) == 0
    ahead = json.loads(capsys.readouterr().out)["timetable"]
    assert [row["id"] for row in ahead["undebriefed"]] == ["visit-oak"] and ahead["unread"] == 0
    assert [row["id"] for row in ahead["next"]] == ["tracking-3"]
    assert (
        main.run(["status", "--at", "2026-11-17 12:00", "--format", "json", "--role", "education-evidence-lead"]) == 0
    )
    ahead = json.loads(capsys.readouterr().out)["timetable"]
    assert (ahead["undebriefed"], ahead["points"]) == ([], []) and len(ahead["next"]) == 1


def test_status_stands_though_a_form_or_its_folder_cannot_be_read(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "debriefs").mkdir()
    (root / "debriefs/17.11.26 LP Summary.docx").write_bytes(b"PK broken")
    (root / "debriefs/17.11.26 AB Summary.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert main.run(["status", "--at", "2026-11-17 12:00"]) == 0
    assert "2 forms could not be read" in capsys.readouterr().out
    settings = root / "evidence/library.yaml"
    settings.write_text(f"{settings.read_text()}debriefs_folder: evidence\n")
    assert main.run(["status", "--at", "2026-11-17 12:00"]) == 0


def test_a_form_takes_day_and_title_from_the_timetable(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["debrief", "new", "--initials", "LP", "--meeting", "visit-oak"]) == 0
    assert "17.11.26 LP Summary.docx" in capsys.readouterr().out
    cells = docx.Document(str(root / "debriefs/17.11.26 LP Summary.docx")).tables[0].column_cells(1)
    assert [cell.text for cell in cells][2::2] == ["Visit to Oak School", "Tuesday 17 November 2026"]
    assert main.run(["debrief", "new", "--initials", "LP", "--date", "2026-11-18", "--meeting", "visit-oak"]) == 0
    assert "‘visit-oak’ on 18 November 2026" in capsys.readouterr().err
