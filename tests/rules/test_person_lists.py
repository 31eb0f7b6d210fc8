"""Every check of lists of children, with a row that is right and rows that are wrong: which columns, and how heavy."""

from collections.abc import Mapping
from datetime import date

import pytest
from tests.conftest import ROOT

from annexa.rules.support.person_across import Figures, at_settings, compared, figures_in
from annexa.rules.support.person_checks import faults_of
from annexa.rules.support.person_level import PersonList, lists_of, newest_template
from annexa.rules.support.settings_list import Ages, ages_in, served, settings_faults, settings_in, settings_template

DAY = date(2026, 11, 30)
TEMPLATE = newest_template(ROOT)
assert TEMPLATE is not None
SETTINGS = settings_template(ROOT)
assert SETTINGS is not None
CHILD = {
    "unique-id": "C1", "upn": "B801200005001", "uln": "1000000027", "date-of-birth": "01/05/2016", "gender": "F",
    "ethnicity": "WBRI", "plan-issued": "31/01/2022", "plan-updated": "31/01/2024", "plan-reviewed": "31/01/2026",
    "primary-need": "ASD", "main-urn": "123456", "main-phase": "Primary", "subsidiary-phase": "Primary",
    "disability": "Yes",
}  # fmt: skip
OTHER = {**CHILD, "unique-id": "C2", "upn": "UN1"}


def listed(*children: Mapping[str, str], of: str = "list-1") -> PersonList:
    """A list as a workbook holds it: headings in row 1."""
    assert TEMPLATE is not None
    columns = next(each.columns for each in TEMPLATE.lists if each.id == of)
    letters = [chr(ord("A") + place) for place in range(len(columns))]
    rows = {1: dict(zip(letters, map(TEMPLATE.title_of, columns), strict=True))}
    for at, child in enumerate(children, start=2):
        rows[at] = {letter: child[id] for letter, id in zip(letters, columns, strict=True) if child.get(id)}
    (found,) = lists_of({"List": rows}, TEMPLATE)
    return found


def found(*children: Mapping[str, str], of: str = "list-1") -> set[tuple[str, tuple[str, ...], tuple[int, ...]]]:
    """Level, columns and rows of every fault."""
    assert TEMPLATE is not None
    return {(each.level.value, each.columns, each.rows) for each in faults_of(listed(*children, of=of), TEMPLATE, DAY)}


PLANS = ("plan-issued", "plan-updated", "plan-reviewed")
PLACES = ("main-urn", "main-phase", "subsidiary-phase")
NO_NUMBER = {"upn": "", "uln": ""}
NOWHERE = {"main-phase": "", "main-urn": "", "subsidiary-phase": ""}
PHASE = ("warning", ("main-phase", "date-of-birth"))
CASES: list[tuple[dict[str, str], set[tuple[str, tuple[str, ...]]]]] = [
    ({}, set()),
    ({"date-of-birth": ""}, {("error", ("date-of-birth",))}),
    ({"gender": ""}, {("error", ("gender",))}),
    ({"ethnicity": ""}, {("error", ("ethnicity",))}),
    ({"primary-need": ""}, {("error", ("primary-need",))}),
    ({"disability": ""}, {("error", ("disability",))}),
    ({"date-of-birth": "30/11/2001", **NOWHERE}, {("warning", ("date-of-birth",))}),  # 25 on the day
    ({"date-of-birth": "01/12/2001", **NOWHERE}, set()),  # 24
    ({"date-of-birth": "30/11/2000", **NOWHERE}, {("error", ("date-of-birth",))}),  # 26
    ({"date-of-birth": "01/12/2026"}, {("error", ("date-of-birth",))}),  # still to come
    ({"date-of-birth": "30/11/2020", **NO_NUMBER}, {("error", ("upn", "uln"))}),  # 6 on the day
    ({"date-of-birth": "01/12/2020", **NO_NUMBER}, set()),  # 5
    ({"date-of-birth": "30/11/2020", "upn": "UN3", "uln": ""}, set()),
    ({"date-of-birth": "30/11/2020", "upn": ""}, set()),  # the ULN counts
    (NOWHERE, {("error", PLACES)}),
    ({**NOWHERE, "date-of-birth": "01/12/2021"}, set()),  # 4: need not be at school
    ({**NOWHERE, "date-of-birth": "30/11/2009"}, set()),  # 17: no longer
    ({"subsidiary-phase": ""}, {("info", PLACES)}),
    ({"main-urn": "", "main-phase": ""}, {("info", PLACES)}),
    ({"plan-reviewed": "01/12/2026"}, {("error", PLANS)}),
    ({"plan-issued": "01/02/2024"}, {("error", PLANS)}),  # after the update
    ({"plan-updated": "", "plan-issued": "01/02/2026"}, {("error", PLANS)}),  # after the review
    ({"plan-updated": "", "plan-reviewed": ""}, set()),
    ({"upn": "A801200005001"}, {("error", ("upn",))}),  # its check letter
    ({"upn": "B80120000500"}, {("error", ("upn",))}),  # 12 characters
    ({"upn": "A80120000501A"}, set()),  # a temporary one
    ({"uln": "1000000028"}, {("error", ("uln",))}),  # its check digit
    ({"uln": "100000002"}, {("error", ("uln",))}),
    ({"main-urn": "12345"}, {("error", ("main-urn",))}),
    ({"date-of-birth": "2016-05-01"}, set()),
    ({"date-of-birth": "spring 2016"}, {("error", ("date-of-birth",))}),
    ({"main-phase": "Secondary"}, set()),  # 10, with its year of grace
    ({"main-phase": "SECONDARY", "date-of-birth": "01/12/2016"}, {PHASE}),  # 9
    ({"main-phase": "Early years"}, {PHASE}),
    ({"main-phase": "Further education", "date-of-birth": "01/05/2008"}, set()),
    ({"main-phase": "Special"}, set()),
]


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_a_row_is_judged_by_its_columns(change: dict[str, str], expected: set[tuple[str, tuple[str, ...]]]) -> None:
    assert found(OTHER, {**CHILD, **change}) == {(level, columns, (3,)) for level, columns in expected}


def test_a_child_stands_once_in_a_list_of_either_kind() -> None:
    for of in ("list-1", "list-2"):
        assert found(CHILD, OTHER, {**CHILD, "unique-id": "C3"}, of=of) == {("error", ("upn",), (2, 4))}
    assert found(OTHER, {**OTHER, "unique-id": "C3"}) == set(), "codes repeat"


def test_list_2_asks_for_no_plan_and_names_columns_that_it_lacks() -> None:
    assert TEMPLATE is not None
    assert found(CHILD, of="list-2") == set()
    rows = {1: {"A": "Unique ID", "B": "UPN", "C": "ULN", "D": "Date of birth", "E": "Ethnicity code", "F": "Gender",
                "G": "SEN primary need", "H": "Main education establishment – URN", "I": "Suspensions",
                "J": "Permanent exclusions", "K": "Absence", "L": "Pupil Premium"}}  # fmt: skip
    (short,) = lists_of({None: rows}, TEMPLATE)
    missing, unknown, _ = list(faults_of(short, TEMPLATE, DAY))
    assert "“Ethnicity” (column E may be it)" in missing.message and "(E)" in unknown.message
    for fault in (missing, unknown):
        assert all(part in fault.message for part in ("edition 2025", "April 2025", "June 2025"))


# -- with other lists -------------------------------------------------------------------------------------


def test_establishments_are_known_and_serve_the_age_of_the_child() -> None:
    children = [
        CHILD,
        {**OTHER, "main-urn": "654321"},
        {**OTHER, "date-of-birth": "01/12/2013"},  # 12: a year of grace
        {**OTHER, "date-of-birth": "30/11/2013"},  # 13
        {**OTHER, "main-urn": "222222", "date-of-birth": "30/11/2013"},  # whose ages nobody says
        {**OTHER, "main-urn": "12"},
    ]
    faults = at_settings(listed(*children), {"123456": Ages(4, 11), "222222": None}, DAY)
    assert [(each.level.value, each.columns, each.rows) for each in faults] == [
        ("warning", ("main-urn",), (3,)),
        ("warning", ("main-urn", "date-of-birth"), (5,)),
    ]


@pytest.mark.parametrize(
    ("text", "ages"),
    [("4 to 11", Ages(4, 11)), ("4-11", Ages(4, 11)), ("0 – 25 years", Ages(0, 25)), ("11 to 4", None), ("all", None)],
)
def test_ages_as_people_write_them(text: str, ages: Ages | None) -> None:
    assert ages_in(text) == ages


def test_the_list_of_settings_is_judged_by_its_own_template() -> None:
    assert SETTINGS is not None
    head = {"A": "Establishment name", "B": "Type", "C": "Adress", "D": "Age range", "E": "Contact role", "F": "URN"}
    right = {"A": "A school", "B": "Primary", "C": "1 High Street", "D": "4 to 11", "E": "SENCO", "F": "123456"}
    nameless = {letter: text for letter, text in right.items() if letter != "A"}
    sheets = {
        "Schools": {1: {"A": "Settings"}, 3: head, 4: right, 5: {**right, "D": "juniors", "F": "12345"}, 6: nameless}
    }
    (sheet,) = settings_in(sheets, SETTINGS)
    faults = list(settings_faults(sheet, SETTINGS))
    assert "“Address” (column C may be it)" in faults[0].message and "edition 2026" in faults[0].message
    assert [(each.level.value, each.letters(sheet), each.rows) for each in faults[1:]] == [
        ("warning", "A", (6,)),
        ("error", "D", (5,)),
        ("error", "F", (5,)),
        ("warning", "F", (4, 6)),
    ]
    assert served(sheet, SETTINGS) == {"123456": Ages(4, 11), "12345": None}
    assert list(settings_in({"Notes": {1: {"A": "What", "B": "Detail"}}}, SETTINGS)) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"A": "Home educated, with a plan", "B": "1", "C": "2"}, False),  # one of its figures is the count
        ({"A": "Electively home educated with a plan", "B": "1,074"}, True),
        ({"A": "Electively home educated", "B": "74"}, False),  # another group
        ({"A": "Home educated, with a plan", "B": "fewer than five"}, False),  # no figure
    ],
)
def test_counts_are_compared_with_what_another_requirement_says(row: dict[str, str], said: bool) -> None:
    assert TEMPLATE is not None
    children = [{**OTHER, "home-education": "Yes"}, {**OTHER, "home-education": "Y"}, OTHER]
    figures = {"2.5": list(figures_in("numbers.xlsx", {"Three years": {2: row}}))}
    sentences = list(compared([listed(*children)], TEMPLATE, figures))
    assert bool(sentences) is said
    assert not said or all(part in sentences[0] for part in ("1,074", "numbers.xlsx", "row 2", "fewer than 5", "2.5"))


def test_a_count_over_both_lists_waits_for_both() -> None:
    assert TEMPLATE is not None
    figures = {"2.5": [Figures(label="Attending alternative provision", numbers=(9,), where="here")]}
    one, two = listed(*[{**OTHER, "main-phase": "PRU"}] * 6), listed({**OTHER, "main-phase": "PRU"}, of="list-2")
    assert list(compared([one], TEMPLATE, figures)) == []
    (sentence,) = compared([one, two], TEMPLATE, figures)
    assert "7" in sentence and "9" in sentence
