"""What leaves the forms' folder: names of files, names of persons, documents, themes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexa.inspection.debrief.documents import spoken_of
from annexa.inspection.debrief.named import day_in, name_of, read_name
from annexa.inspection.debrief.themes import themes_of
from annexa.inspection.debrief.veil import Veil, names_of

DAY = date(2026, 12, 15)
LETTERS = st.text("ABCDEFGHJKLMNOPQRSTUVWXYZ", min_size=2, max_size=3).filter(
    lambda word: word not in {"OF", "THE", "AND", "NEW", "ST", "ND", "RD", "TH", "KIT", "NHS", "ICB", "CQC", "EHC", "DCS", "HMI", "DOC", "PDF"}
    and word.title() not in {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
    and word.title() not in {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
)  # fmt: skip


@given(st.dates(date(2020, 1, 1), date(2050, 1, 1)), LETTERS, st.integers(1, 40))
def test_a_name_that_we_make_is_read_back(day: date, initials: str, number: int) -> None:
    read = read_name(name_of(day, initials, number), day)
    assert (read.day, read.initials, read.is_tidy) == (day, initials, True)


@given(st.text(max_size=60))
def test_any_name_can_be_read(name: str) -> None:
    read = read_name(name, DAY)
    assert read.day is None or isinstance(read.day, date)
    assert read.initials == read.initials.upper()


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("15.12.26 LP Summary", "LP"),
        ("15.12.26 LP Summary (2)", "LP"),
        ("15-12-2026 LP summary", "LP"),
        ("2026-12-15 LP", "LP"),
        ("151226 LP Summary", "LP"),
        ("15122026 LP Summary", "LP"),
        ("20261215_LP_Summary", "LP"),
        ("15_12_26_lp_summary", "LP"),
        ("15.12 LP Summary", "LP"),
        ("12.15.26 LP Summary", "LP"),
        ("LP Summary 15th Dec 26", "LP"),
        ("15 December LP", "LP"),
        ("Tues 15 Dec 2026 lp", "LP"),
        ("15.12.26LP Summary", "LP"),
        ("Summary 15.12.26", ""),
        ("15.12.26 Summary", ""),
        ("15.12.26 Debrief form KIT", ""),
    ],
)
def test_day_and_initials_are_found_in_names_that_people_write(name: str, initials: str) -> None:
    read = read_name(name, DAY)
    assert (read.day, read.initials) == (DAY, initials)


@pytest.mark.parametrize("name", ["LP Summary", "Summary final v2", "32.13.26 LP", "Room 12"])
def test_a_name_without_a_day_has_none(name: str) -> None:
    assert read_name(name, DAY).day is None


def test_a_day_without_a_year_is_the_nearest() -> None:
    assert day_in("3/1", date(2026, 12, 15)) == date(2027, 1, 3)


NAMES = [
    (
        "Robin Quillfeather, Senior educational psychologist, r.quill@oak.example, 01992 555 555",
        {("Robin", "Quillfeather")},
    ),
    ("SENCO Jo Vale, Oak School", {("Jo", "Vale"), ("Oak",)}),
    ("Mrs J. Vale and Dr Ash Marlowe-Penn (paediatrics)", {("J", "Vale"), ("Ash", "Marlowe-Penn")}),
    ("Head of Service", set()),
    ("Parents' focus group", set()),
    ("jo vale", {("jo", "vale")}),
    ("Siân O’Neill; Amir", {("Siân", "O’Neill"), ("Amir",)}),
    ("", set()),
]


@pytest.mark.parametrize(("written", "names"), NAMES)
def test_names_are_told_from_job_titles(written: str, names: set[tuple[str, ...]]) -> None:
    assert names <= names_of(written)
    assert bool(names) == bool(names_of(written))


HIDDEN = [
    "Robin Quillfeather was asked for the plan",
    "Quillfeather, Robin said so",
    "R. Quillfeather and r quillfeather",
    "ROBIN QUILLFEATHER",
    "robin quillfeather’s team",
    "Ask Mrs Quillfeather or Robin",
    "robin_quillfeather",
    "Ring 01992 555 555 or 07700 900123 or write to rq@oak.example",
]


@pytest.mark.parametrize("words", HIDDEN)
def test_an_interviewee_is_not_named_in_any_form(words: str) -> None:
    shown = Veil.over(["Robin Quillfeather, SENCO"]).hide(words).casefold()
    assert not any(part in shown for part in ("quillfeather", "555", "900123", "rq@"))
    assert "robin" not in shown


def test_ordinary_words_stay_where_they_are_no_name() -> None:
    veil = Veil.over(["Grace May, SENCO"])
    assert veil.hide("This may take a grace period") == "This may take a grace period"
    assert "Grace" not in veil.hide("Grace was asked about May")


def test_the_area_is_no_name() -> None:
    assert Veil.over(["Westmere Forum"], {"westmere"}).hide("Westmere has waits") == "Westmere has waits"


@given(
    st.text(max_size=80),
    st.lists(st.sampled_from(["Robin Quillfeather", "Ash Marlowe", "Zadie Okonjo-Hart"]), min_size=1),
)
def test_the_names_of_the_form_never_leave(before: str, names: list[str]) -> None:
    shown = Veil.over([", SENCO\n".join(names)]).hide(f"{before} {' and '.join(names)} {before}").casefold()
    assert not any(name.casefold() in shown for name in names)


DOCUMENTS = [
    (("Asked for the waiting list by month",), [("Asked for the waiting list by month", False)]),
    (("Gave them the leaflet",), [("Gave them the leaflet", True)]),
    (("I handed over the panel's minutes. They want the terms of reference",), [("I handed over the panel's minutes", True), ("They want the terms of reference", False)]),
    (("None",), []),
    (("No documents were requested or provided",), []),
    (("They did not ask for any",), []),
    (("No", "not at all"), [("Not at all", False)]),
    (("Requested: SEF", "Audit tool"), [("SEF", False), ("Audit tool", False)]),
    (("Asked for the audit to be sent by Friday",), [("Asked for the audit to be sent by Friday", False)]),
    (("We did not hand anything over but they asked for the dashboard",), [("We did not hand anything over but they asked for the dashboard", False)]),
]  # fmt: skip


@pytest.mark.parametrize(("bullets", "spoken"), DOCUMENTS)
def test_documents_are_asked_for_or_were_handed_over(bullets: tuple[str, ...], spoken: list[tuple[str, bool]]) -> None:
    assert [(each.words, each.handed_over) for each in spoken_of(bullets)] == spoken


def test_themes_are_what_more_than_one_debriefing_speaks_of() -> None:
    found = dict(
        themes_of(
            [
                ["Waiting times for autism"],
                ["Long waiting times; annual reviews"],
                ["Annual review quality", "Annual reviews"],
            ]
        )
    )
    assert found == {"waiting times": 2, "annual reviews": 2}
