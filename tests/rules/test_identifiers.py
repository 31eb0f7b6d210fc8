"""Numbers that name a person: valid, invalid and look-alike ones. All are made up; none belongs to anyone."""

import random

import pytest

from annexa.rules.support.identifiers import (
    identifiers_in,
    is_national_insurance_number,
    is_nhs_number,
    is_uln,
    is_upn,
)
from annexa.rules.support.names import NameList, names_in


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("9434765919", True),  # the example of the NHS data dictionary
        ("9434765870", True),
        ("9434765918", False),
        ("4010232137", True),
        ("0000000000", False),
        ("943476591", False),
        ("943476591X", False),
        ("1000000010", False),  # a check of 10: no such number is given out
    ],
)
def test_nhs_numbers(number: str, valid: bool) -> None:
    assert is_nhs_number(number) is valid


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("B801200005001", True),
        ("A801200005001", False),
        ("b801200005001", True),
        ("A80120000501A", True),  # temporary
        ("B80120000501A", False),
        ("I801200005001", False),  # letters I, O and S are not used
        ("B80120000500", False),
        ("1801200005001", False),
    ],
)
def test_upns(number: str, valid: bool) -> None:
    assert is_upn(number) is valid


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("1000000043", True),
        ("1000000042", False),
        ("1000000063", False),  # a remainder of 0: no such number is given out
        ("9999999999", False),  # the code for "not known"
        ("0000000042", False),
        ("100000004", False),
    ],
)
def test_ulns(number: str, valid: bool) -> None:
    assert is_uln(number) is valid


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("AB123456C", True),
        ("AB 12 34 56 C", True),
        ("QQ123456C", False),  # the example on every form
        ("AO123456C", False),
        ("GB123456A", False),
        ("AB123456E", False),
        ("AB12345C", False),
    ],
)
def test_national_insurance_numbers(number: str, valid: bool) -> None:
    assert is_national_insurance_number(number) is valid


TEXTS = [
    ("NHS number: 943 476 5919", "", ["NHS number"]),
    ("NHS No 943-476-5919", "", ["NHS number"]),
    ("9434765919", "NHS number", ["NHS number"]),
    ("9434765919", "Reference", []),
    ("The NHS trust's reference is 9434765919.", "", []),
    ("9434765919", "NHS", ["NHS number"]),
    ("The invoice 9434765919 was paid by the NHS", "", []),
    ("Call NHS 111 and quote 9434765919", "", []),
    ("The NHS no longer uses 9434765919", "", []),
    ("NHS number 9434765919123", "", []),
    ("NHS number 943.4765919", "", []),
    ("ULN 1000000043", "", ["unique learner number"]),
    ("1000000043", "ULN", ["unique learner number"]),
    ("1000000043", "", []),
    ("UPN: B801200005001", "", ["unique pupil number"]),
    ("the pupil B801200005001,", "", ["unique pupil number"]),
    ("order B801200005002", "", []),
    ("serial XB801200005001Y", "", []),
    ("NI number AB 12 34 56 C", "", ["National Insurance number"]),
    ("AB123456C", "", ["National Insurance number"]),
    ("room AB 12 34 56 C", "", []),
    ("DOB: 03/04/2012", "", ["date of birth"]),
    ("03/04/2012", "Date of birth", ["date of birth"]),
    ("03/04/2012", "Date of birth of the strategy group", []),
    ("born in April 2012", "", []),
    ("Date of birth is recorded. Meeting of 3 April 2012.", "", []),
    ("Tel. 0300 123 4043 (NHS number line)", "", []),
    ("no digits at all", "NHS number", []),
]


@pytest.mark.parametrize(("text", "label", "kinds"), TEXTS)
def test_numbers_count_only_in_context(text: str, label: str, kinds: list[str]) -> None:
    assert [found.kind for found in identifiers_in(text, label=label)] == kinds


def test_random_digits_pass_the_check_one_time_in_eleven_so_context_counts() -> None:
    generator = random.Random(1)
    numbers = ["".join(generator.choices("0123456789", k=10)) for _ in range(5000)]
    assert 0.08 < sum(map(is_nhs_number, numbers)) / len(numbers) < 0.1
    assert not any(list(identifiers_in(f"Invoice {number} was paid.")) for number in numbers)


def test_an_identifier_does_not_hold_the_number() -> None:
    (found,) = identifiers_in("NHS number 943 476 5919")
    assert "943" not in repr(found)


def test_names_are_whole_words_and_single_words_keep_their_capitals() -> None:
    names = NameList.of(frozenset({"Robin Example-Smith", "Rose"}))
    assert names_in("Then ROBIN EXAMPLE-SMITH came.", names) == 1
    assert names_in("Robin Example came, and Robins Example-Smith.", names) == 0
    assert names_in("Numbers rose; Rose agreed.", names) == 1
