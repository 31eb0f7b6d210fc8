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
from annexa.rules.support.labels import Says, says, says_field


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


NHS, UPN, ULN, NI, BIRTH = (
    "NHS number",
    "unique pupil number",
    "unique learner number",
    "National Insurance number",
    "date of birth",
)
TEXTS = [
    # NHS numbers in every grouping, with every separator
    ("NHS number: 943 476 5919", "", [NHS]),
    ("NHS No 943-476-5919", "", [NHS]),
    ("NHS number: 943.476.5919", "", [NHS]),
    ("NHS number: 943\u2009476\u20095919", "", [NHS]),
    ("NHS number: 943\u00a0\u200d476\u00a0\u200d5919", "", [NHS]),
    ("NHS number: 943\u2011476\u20115919", "", [NHS]),
    ("NHS number: 943–476–5919", "", [NHS]),
    ("NHS number: 943\t476\t5919", "", [NHS]),
    ("NHS number: 943/476/5919", "", [NHS]),
    ("NHS number: 9434 765 919", "", [NHS]),
    ("NHS number: 943 4765 919", "", [NHS]),
    ("NHS number: 94347 65919", "", [NHS]),
    ("NHS number: 94 34 76 59 19", "", [NHS]),
    ("NHS number: 9 4 3 4 7 6 5 9 1 9", "", [NHS]),
    ("NHS number: 943\u00ad476\u00ad5919", "", [NHS]),
    ("NHS number: ９４３ ４７６ ５９１９", "", [NHS]),
    ("N.H.S. number: 9434765919", "", [NHS]),
    ("NHS # 9434765919", "", [NHS]),
    ("NHS ID: 9434765919", "", [NHS]),
    ("Her NHS no. is 9434765919.", "", [NHS]),
    ("nhs_number=9434765919", "", [NHS]),
    ("NHS 943 476 5919", "", [NHS]),
    ("943 476 5919 is her NHS number", "", [NHS]),
    ("NHS numbers 943 476 5919 and 401 023 2137", "", [NHS, NHS]),
    ("9434765919", "NHS number", [NHS]),
    ("9434765919", "NHS", [NHS]),
    ("9434765919", "NHS No. (10 digits)", [NHS]),
    ("9434765919", "Reference", []),
    ("The NHS trust's reference is 9434765919.", "", []),
    ("The invoice 9434765919 was paid by the NHS", "", []),
    ("Invoice 9434765919, not an NHS number", "", []),
    ("Call NHS 111 and quote 9434765919", "", []),
    ("The NHS no longer uses 9434765919", "", []),
    ("NHS number 9434765919123", "", []),
    ("NHS number 943.4765919", "", []),
    ("NHS number 943 476 5918", "", []),
    ("Tel. 0300 123 4043 (NHS number line)", "", []),
    ("Tel: 0943 476 5919 for the NHS helpdesk", "", []),
    ("NHS number line: +44 943 476 5919", "", []),
    ("NHS number of places: 12, 34, 56, 78, 90", "", []),
    ("order 9434765919 for the NHS", "", []),
    # learners
    ("ULN 1000000043", "", [ULN]),
    ("ULN: 100 000 0043", "", [ULN]),
    ("unique learner number 1000 000 043", "", [ULN]),
    ("1000000043", "ULN", [ULN]),
    ("1000000043", "Learner ref", [ULN]),
    ("1000000043", "", []),
    ("ULN 1000000042", "", []),
    # pupils
    ("UPN: B801200005001", "", [UPN]),
    ("the pupil B801200005001,", "", [UPN]),
    ("upn_B801200005001", "", [UPN]),
    ("UPN: B 801 2000 05001", "", [UPN]),
    ("UPN B801-2000-05001", "", [UPN]),
    ("b801200005001", "Unique Pupil Number", [UPN]),
    ("B 8012 0000 5001", "UPN", [UPN]),
    ("UPN A80120000501A (temporary)", "", [UPN]),
    ("UPN: B801200\u200b005001", "", [UPN]),
    ("order B801200005002", "", []),
    ("Order B801200005001 was paid", "", []),
    ("serial no. B801200005001", "", []),
    ("serial XB801200005001Y", "", []),
    ("a 123 456 789 012 and a B 801 2000 05001", "", []),
    ("code X-B801200005001-7", "", []),
    # National Insurance
    ("NI number AB 12 34 56 C", "", [NI]),
    ("NI number: AB-12-34-56-C", "", [NI]),
    ("NI number: AB123456", "", [NI]),
    ("National Insurance: AB 12 34 56", "", [NI]),
    ("NINO ab123456c", "", [NI]),
    ("AB123456", "NI No.", [NI]),
    ("AB123456C", "", [NI]),
    ("AB123456", "", []),
    ("room AB 12 34 56 C", "", []),
    ("Part no. AB123456C of the tender", "", []),
    ("model AB123456C", "", []),
    ("AB123456C", "Order number", []),
    ("NI number QQ123456C", "", []),
    # birth, in a line
    ("DOB: 03/04/2012", "", [BIRTH]),
    ("D.O.B. 3.4.12", "", [BIRTH]),
    ("DoB - 2012-04-03", "", [BIRTH]),
    ("date of birth: 03 04 2012", "", [BIRTH]),
    ("Date of Birth (DD/MM/YYYY): 03/04/2012", "", [BIRTH]),
    ("dob 3rd Apr '12", "", [BIRTH]),
    ("born 03-Apr-2012", "", [BIRTH]),
    ("She was born on 3 April 2012.", "", [BIRTH]),
    ("Tamsin, born 3rd of April 2012, moved", "", [BIRTH]),
    ("born on Tuesday 3 April 2012", "", [BIRTH]),
    ("He was born in Testtown on 3 April 2012", "", [BIRTH]),
    ("born at St Example’s Hospital on 3 April 2012", "", [BIRTH]),
    ("b. 3 April 2012", "", [BIRTH]),
    ("Tamsin (b. 3/4/2012) moved", "", [BIRTH]),
    ("BORN: 3 APRIL 2012", "", [BIRTH]),
    ("Their birthday is 3 April 2012", "", [BIRTH]),
    ("born 3\u00a0April\u00a02012", "", [BIRTH]),
    ("born in April 2012", "", []),
    ("The charity was born in 1998", "", []),
    ("The strategy was born on 3 April 2012", "", []),
    ("Our partnership was born on 1 April 2023", "", []),
    ("Ofsted was born on 1 September 1992", "", []),
    ("Children born between 1 September 2010 and 31 August 2011", "", []),
    ("children born on or after 1 September 2012", "", []),
    ("born out of the review of 3 April 2012", "", []),
    ("Date of birth is recorded. Meeting of 3 April 2012.", "", []),
    ("Date of birth and the review of 3 April 2012", "", []),
    ("a. 1 March 2024 b. 3 April 2024 c. 5 May 2024", "", []),
    ("b. 3 April 2012 meeting with parents", "", []),
    ("appendix b 3 April 2012", "", []),
    ("stillborn", "", []),
    # birth, below a heading
    ("03/04/2012", "Date of birth", [BIRTH]),
    ("03/04/2012", "DOB", [BIRTH]),
    ("2012-04-03", "D.O.B.", [BIRTH]),
    ("03042012", "DOB", [BIRTH]),
    ("41002", "Date of birth", [BIRTH]),
    ("04/23/2012", "DOB", [BIRTH]),
    ("3 Apr 12 (aged 14)", "Child's DOB", [BIRTH]),
    ("3.4.2012", "Born", [BIRTH]),
    ("03/04/2012", "Date of birth of the strategy group", []),
    ("03/04/2012", "DOB check completed", []),
    ("01/09/2010 - 31/08/2011", "Date of birth range", []),
    ("03/04/2012", "Date joined", []),
    ("99/99/2012", "DOB", []),
    ("unknown", "DOB", []),
    ("no digits at all", "NHS number", []),
]


@pytest.mark.parametrize(("text", "label", "kinds"), TEXTS)
def test_numbers_and_dates_count_only_in_context(text: str, label: str, kinds: list[str]) -> None:
    found = list(identifiers_in(text, says=says(label)))
    assert [one.kind for one in found] == kinds
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] for one in found)


@pytest.mark.parametrize(
    ("label", "what"),
    [
        ("DOB", Says.BIRTH),
        ("D.O.B.", Says.BIRTH),
        ("d o b", Says.BIRTH),
        ("DoB*", Says.BIRTH),
        ("Date of Birth (DD/MM/YYYY)", Says.BIRTH),
        ("Date\nof\nBirth", Says.BIRTH),
        ("Child’s DOB", Says.BIRTH),
        ("Pupil date of birth", Says.BIRTH),
        ("Birth date", Says.BIRTH),
        ("Birthdate", Says.BIRTH),
        ("Born", Says.BIRTH),
        ("Born on", Says.BIRTH),
        ("Date of birth / age", Says.BIRTH),
        ("childDOB", Says.BIRTH),
        ("date_of_birth", Says.BIRTH),
        ("nhs_number", Says.NHS),
        ("childNhsNo", Says.NHS),
        ("N.H.S. No", Says.NHS),
        ("upn", Says.UPN),
        ("Pupil no.", Says.UPN),
        ("ni_no", Says.NI),
        ("Child's name", Says.CHILD),
        ("Date joined", Says.OTHER),
        ("Telephone", Says.OTHER),
        ("Invoice number", Says.OTHER),
        ("Date of birth verified", Says.OTHER),
    ],
)
def test_what_labels_and_names_of_fields_say(label: str, what: Says) -> None:
    assert what in says_field(label)


@pytest.mark.parametrize(
    "label",
    [
        "Children born in the area",
        "Stillborn",
        "School",
        "Numbers",
        "3 April 2012",
        "We keep the DOB of every child " * 3,
    ],
)
def test_what_says_nothing_of_a_birth(label: str) -> None:
    assert Says.BIRTH not in says(label)


def test_random_digits_pass_the_check_one_time_in_eleven_so_context_counts() -> None:
    generator = random.Random(1)
    numbers = ["".join(generator.choices("0123456789", k=10)) for _ in range(5000)]
    assert 0.08 < sum(map(is_nhs_number, numbers)) / len(numbers) < 0.1
    assert not any(list(identifiers_in(f"Invoice {number} was paid.")) for number in numbers)


def test_an_identifier_does_not_hold_the_number() -> None:
    (found,) = identifiers_in("NHS number 943 476 5919")
    assert "943" not in repr(found)
