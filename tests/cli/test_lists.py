"""`annexa lists check`: lists of children as files, judged by columns and rows, with no value of a cell shown.

Long because each form of a list has its own faults.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook
from tests.conftest import ROOT

from annexa.cli import main
from annexa.documents import tables
from annexa.documents.faults import Unreadable
from annexa.inspection import list_runs
from annexa.inspection.rehearsal import overdue
from annexa.load import project
from annexa.model.words import Step
from annexa.pipeline.lists import check_lists
from annexa.rules.support.person_level import newest_template

TEMPLATE = newest_template(ROOT)
assert TEMPLATE is not None
TITLES = {one.id: [TEMPLATE.title_of(column) for column in one.columns] for one in TEMPLATE.lists}
CHILD: dict[str, object] = {
    "Unique ID": "ZZMARKER1", "UPN": "Q801200005002", "Date of birth": date(2016, 5, 1), "Gender": "F",
    "Ethnicity": "WBRI", "Date initial EHC plan issued": date(2022, 1, 31), "SEN primary need": "ASD",
    "Main education establishment – URN": "123456", "Main education establishment – phase": "Primary",
    "Subsidiary education establishment – phase (dual registration)": "Primary",
    "Does the child or young person have a disability?": "Yes",
}  # fmt: skip
OTHER = {**CHILD, "Unique ID": "ZZMARKER2", "UPN": "", "ULN": "UN4"}
Table = list[list[object]]


def table(*children: dict[str, object], of: str = "list-1", headings: Sequence[str] = ()) -> Table:
    titles = TITLES[of]
    return [list(headings or titles), *([child.get(title, "") for title in titles] for child in children)]


def write(path: Path, rows: Table) -> Path:
    if path.suffix == ".csv":
        text = io.StringIO()
        written = [[f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row] for row in rows]
        csv.writer(text, delimiter=";").writerows(written)
        path.write_bytes(text.getvalue().encode("cp1252"))
    elif path.suffix == ".ods":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", ods(rows))
    else:
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    return path


def ods(rows: Table) -> str:
    def cell(value: object) -> str:
        if isinstance(value, date):
            kind = f' office:value-type="date" office:date-value="{value}"'
            return f"<table:table-cell{kind}><text:p>{value:%d %b}</text:p></table:table-cell>"
        words = f"<text:p>{escape(str(value))}</text:p>" if value else ""
        return f"<table:table-cell>{words}</table:table-cell>"

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    return f'<office:document {names}><table:table table:name="List">{body}</table:table></office:document>'


@pytest.fixture
def check(
    make_library: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, list[dict[str, object]]]]:
    """Runs the command on files; the exit code, and the faults of all lists. Nothing may show a value."""
    root = make_library()

    def run(*files: Path, settings: Path | None = None) -> tuple[int, list[dict[str, object]]]:
        more = ["--settings", str(settings)] if settings else []
        line = ["--library", str(root), "lists", "check", *map(str, files), *more]
        code = main.run([*line, "--json"])
        said = capsys.readouterr()
        assert main.run(line) == code
        words = capsys.readouterr()
        everything = said.out + said.err + words.out + words.err
        assert not [value for value in ("ZZMARKER", "Q801200005002", "WBRI", "2016") if value in everything]
        answer = json.loads(said.out) if said.out else {"lists": []}
        return code, [fault for one in answer["lists"] for fault in one["faults"]]

    return run


Check = Callable[..., tuple[int, list[dict[str, object]]]]


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_every_format_gives_the_same_faults_with_row_and_column(check: Check, tmp_path: Path, ending: str) -> None:
    wrong = {**OTHER, "Gender": "", "Date of birth": date(2031, 5, 1)}
    code, faults = check(write(tmp_path / f"list.{ending}", table(CHILD, wrong, CHILD)))
    assert code == 1
    assert {(str(fault["message"]), tuple(fault["columns"]), tuple(fault["rows"])) for fault in faults} == {  # type: ignore[arg-type]
        ("“Gender” is missing", ("E",), (3,)),
        ("“Date of birth” lies in the future", ("D",), (3,)),
        ("The same UPN stands more than once", ("B",), (2, 4)),
    }


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_a_list_that_is_right_has_no_fault(check: Check, tmp_path: Path, ending: str) -> None:
    assert check(write(tmp_path / f"list.{ending}", table(CHILD, OTHER))) == (0, [])


def test_a_column_that_is_missing_is_named_with_the_one_that_may_be_it(check: Check, tmp_path: Path) -> None:
    headings = ["Ethnicity code" if title == "Ethnicity" else title for title in TITLES["list-1"]]
    code, faults = check(write(tmp_path / "list.xlsx", table(CHILD, headings=headings)))
    assert code == 1
    assert [(fault["level"], "“Ethnicity” (column F may be it)" in str(fault["message"])) for fault in faults] == [
        ("error", True),
        ("warning", False),
    ]
    assert all(TEMPLATE is not None and TEMPLATE.said in str(fault["message"]) for fault in faults)


def separated(rows: Table, separator: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().replace("2016-05-01", "01/05/2016")


ABOVE = "Children and young people, with plans, of Testshire, as at the day, of the call\r\n"
SPELLINGS = [
    pytest.param(separated(table(CHILD), ",").encode("utf-16-le"), id="UTF-16 without its mark"),
    pytest.param(separated(table(CHILD), ",").encode("utf-16-be"), id="the other way round"),
    pytest.param((ABOVE + separated(table(CHILD), ";")).encode(), id="a title with commas above semicolons"),
    pytest.param(("\ufeffsep=;\r\n" + separated(table(CHILD), ";")).encode(), id="what Excel writes for itself"),
]


@pytest.mark.parametrize("data", SPELLINGS)
def test_a_list_is_read_however_it_was_saved(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "list.csv").write_bytes(data)
    rows = list(tables.read(tmp_path / "list.csv")[None].values())
    assert rows[-1]["A"] == "ZZMARKER1" and rows[-1]["D"] == "01/05/2016"


def test_what_looks_right_and_was_not_filled_in_is_said(check: Check, tmp_path: Path) -> None:
    code, [fault] = check(write(tmp_path / "headings.csv", table()))
    assert code == 1 and fault["message"] == "No row stands below the headings"
    twice = [[*row, more] for row, more in zip(table(CHILD), ("Gender", "X"), strict=True)]
    code, [fault] = check(write(tmp_path / "twice.xlsx", twice))
    assert code == 1 and str(fault["message"]).endswith("“Gender” (V)")
    broken = table({**CHILD, "SEN primary need": "#N/A"}, {**CHILD, "UPN": "", "ULN": "UN4"})
    code, [fault] = check(write(tmp_path / "broken.xlsx", broken))
    assert (code, fault["columns"], fault["rows"]) == (1, ["J"], [2])


def test_a_child_in_both_lists_is_named_in_each(check: Check, tmp_path: Path) -> None:
    first = write(tmp_path / "one.xlsx", table(CHILD, OTHER))
    second = write(tmp_path / "two.csv", table({**OTHER, "Unique ID": "ZZMARKER3"}, CHILD, of="list-2"))
    code, faults = check(first, second)
    assert code == 1
    assert [(fault["columns"], fault["rows"]) for fault in faults] == [
        (["B"], [2]), (["A"], [2]), (["B"], [3]), (["A"], [3]),
    ]  # fmt: skip


def test_an_establishment_that_the_list_of_settings_lacks_is_named(check: Check, tmp_path: Path) -> None:
    children = write(tmp_path / "list.xlsx", table(CHILD, {**OTHER, "Main education establishment – URN": "654321"}))
    settings = write(tmp_path / "settings.csv", [["Settings of the area"], ["Name", "URN"], ["A school", "123456"]])
    code, faults = check(children, settings=settings)
    assert code == 0
    assert [(fault["level"], fault["columns"], fault["rows"]) for fault in faults] == [("warning", ["K"], [3])]
    assert check(children, settings=children)[0] == 2, "a list of children is no list of settings"


def test_what_the_library_holds_is_compared_and_what_it_lacks_is_said(
    make_library: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_library()
    children = write(tmp_path / "list.csv", table(CHILD, {**OTHER, "Elective home education": "Yes"}))
    line = ["--library", str(root), "lists", "check", str(children), "--json"]

    def answer(*more: str) -> dict[str, list[dict[str, object]]]:
        main.run([*line, *more])
        found: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
        return found

    alone = answer()
    assert (len(alone["notes"]), alone["settings"], alone["figures"]) == (2, [], [])
    numbers = write(tmp_path / "numbers.xlsx", [["Home educated, with a plan", "74"]])
    assert len(answer("--numbers", str(numbers))["figures"]) == 1
    for item, file, rows in (
        ("providers-and-settings", "settings.csv", [["Name", "Ages", "URN"], ["A school", "16 to 25", "123456"]]),
        ("2.5", "groups.xlsx", [["Group", "2026"], ["Home educated, with a plan", "74"]]),
    ):
        folder = root / "evidence" / item
        folder.mkdir()
        write(folder / file, rows)
        (folder / "item.yaml").write_text(
            f'requirement: "{item}"\nlead: education-evidence-lead\naccountable: education-accountable-lead\nsummary: What it is.\n'
            f"documents:\n  - {{file: {file}, title: Data, kind: data, dated: 2026-09-14}}\n"
        )
    found = answer()
    assert (found["notes"], [one["file"] for one in found["settings"]]) == ([], ["settings.csv"])
    assert len(found["figures"]) == 1 and "groups.xlsx" in str(found["figures"][0])
    [of_list] = found["lists"]
    assert [fault["columns"] for fault in of_list["faults"]] == [["K", "D"]]  # type: ignore[attr-defined]


def test_it_is_told_which_list_is_read_and_which_is_checked(make_library: Callable[..., Path], tmp_path: Path) -> None:
    files = [write(tmp_path / f"{name}.csv", table(CHILD)) for name in ("one", "two")]
    told: list[str] = []
    check_lists(project(make_library()), files, as_of=date(2026, 11, 2), advance=told.append)
    steps = [(each.number, each.total) for each in told if isinstance(each, Step)]
    assert steps == [(1, 2), (2, 2), (1, 2), (2, 2)]


def test_allowed_values_are_data_of_the_template(make_library: Callable[..., Path], tmp_path: Path) -> None:
    root = make_library()
    text = (root / "schema/person-level-2025.yaml").read_text(encoding="utf-8")
    newer = text.replace('edition: "2025"', 'edition: "2031"')
    newer = newer.replace("title: Ethnicity}", "title: Ethnicity, values: [WBRI, WIRI]}")
    (root / "schema/person-level-2031.yaml").write_text(newer, encoding="utf-8")
    for value, code in (("wbri", 0), ("ZZZZ", 1)):
        file = write(tmp_path / f"{value}.xlsx", table({**CHILD, "Ethnicity": value}))
        assert main.run(["--library", str(root), "lists", "check", str(file)]) == code


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.csv", b"", 1),
        ("other.csv", b"Name;URN\nA school;123456\n", 1),
        ("broken.xlsx", b"PK\x03\x04 and no more", 2),
        ("broken.ods", b"no archive", 2),
        ("list.pdf", b"%PDF-1.7", 2),
    ],
)
def test_what_holds_no_list_never_passes(check: Check, tmp_path: Path, name: str, data: bytes, code: int) -> None:
    (tmp_path / name).write_bytes(data)
    assert check(tmp_path / name) == (code, [])


def test_cells_without_places_and_rows_that_repeat_are_read_where_they_stand(tmp_path: Path) -> None:
    text = ods([["a", "b"], ["c", ""]]).replace(
        "<table:table-row><table:table-cell><text:p>c",
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"><text:p>c',
    )
    with zipfile.ZipFile(tmp_path / "list.ods", "w") as archive:
        archive.writestr("content.xml", text)
    assert tables.read(tmp_path / "list.ods") == {
        "List": {1: {"A": "a", "B": "b"}, 2: {"A": "c", "B": "c"}, 3: {"A": "c", "B": "c"}}
    }


def test_more_cells_than_any_list_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MOST_CELLS", 3)
    with pytest.raises(Unreadable):
        tables.read(write(tmp_path / "list.csv", [["a", "b"], ["c", "d"]]))


def test_a_run_is_noted_and_the_status_says_which_list_was_not_run_for_three_months(
    make_library: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_library()
    line = ["--library", str(root), "lists", "log", "list-1", "--minutes", "40", "--by", "lano", "--at"]
    assert main.run([*line, "2026-06-01"]) == 0
    assert main.run([*line, "2026-09-14"]) == 0
    assert main.run([*line[:4], "list-9", *line[5:], "2026-09-14"]) == 2
    runs = list_runs.read(root)
    assert [(run.list, run.on, run.minutes, run.by) for run in runs] == [
        ("list-1", date(2026, 6, 1), 40, "lano"),
        ("list-1", date(2026, 9, 14), 40, "lano"),
    ]
    titles = {"list-1": "List 1", "list-2": "List 2"}
    for today, said in ((date(2026, 12, 14), ["List 2"]), (date(2026, 12, 15), ["List 1", "List 2"])):
        assert [sentence.partition(":")[0] for sentence in overdue(runs, titles, today)] == said
    capsys.readouterr()
    main.run(["--library", str(root), "status", "--json", "--at", "2026-12-15"])
    says = json.loads(capsys.readouterr().out)["says"]
    assert sum("annexa lists log" in sentence for sentence in says) == 2


def test_a_run_is_noted_once(make_library: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    line = ["--library", str(make_library()), "lists", "log", "list-1", "--minutes", "9", "--by", "lano"]
    assert main.run([*line, "--at", "2026-11-01"]) == 0
    assert main.run([*line, "--at", "2026-11-01"]) == 2 and "noted already" in capsys.readouterr().err
    assert main.run([*line, "--at", "2026-11-02"]) == 0


def test_a_faulty_file_of_runs_stops_no_status_and_is_said(
    make_library: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_library()
    (root / list_runs.FILE).write_text("runs:\n  - {list: list-1, on: yesterday, minutes: 4, by: lano}\n")
    assert main.run(["--library", str(root), "status", "--json"]) == 0
    assert any("list-runs.yaml, line 2" in sentence for sentence in json.loads(capsys.readouterr().out)["says"])
