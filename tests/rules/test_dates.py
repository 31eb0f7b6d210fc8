"""Dates as they stand in British documents, with the traps that general parsers fall into."""

from datetime import date

import pytest

from annexa.model.words import day_in_words
from annexa.rules.support.dates import Role, add_months, find_dates, find_in_file_name, stored_day

MEETING, ISSUED, APPROVED, REVIEWED, EFFECTIVE = Role.MEETING, Role.ISSUED, Role.APPROVED, Role.REVIEWED, Role.EFFECTIVE
FUTURE, PERIOD, BIRTH, BARE, EVENT = Role.FUTURE, Role.PERIOD, Role.BIRTH, Role.BARE, Role.EVENT
FIRST, SUPERSEDED = Role.FIRST, Role.SUPERSEDED

PHRASES: list[tuple[str, list[tuple[str, Role]]]] = [
    # day, month in words, year
    ("12 March 2024", [("12 March 2024", BARE)]),
    ("12th March 2024", [("12 March 2024", BARE)]),
    ("the 1st of September 2025", [("1 September 2025", BARE)]),
    ("22nd day of May 2025", [("22 May 2025", BARE)]),
    ("3rd Oct. 2025", [("3 October 2025", BARE)]),
    ("Tuesday 14 January 2025", [("14 January 2025", BARE)]),
    ("Weds 5 Feb 2025, 10am", [("5 February 2025", BARE)]),
    ("Thurs, 6 Nov 2025", [("6 November 2025", BARE)]),
    ("12-Mar-2024", [("12 March 2024", BARE)]),
    ("12 Mar 24", [("12 March 2024", BARE)]),
    ("12 Sept ’25", [("12 September 2025", BARE)]),
    ("March 12, 2024", [("12 March 2024", BARE)]),
    ("12\u00a0March\u00a02024", [("12 March 2024", BARE)]),
    ("28 February 2025 and 1 April 2025", [("28 February 2025", PERIOD), ("1 April 2025", PERIOD)]),
    # figures: the day comes first
    ("12/03/2024", [("12 March 2024", BARE)]),
    ("1/9/2026", [("1 September 2026", BARE)]),
    ("12.03.2024", [("12 March 2024", BARE)]),
    ("12-03-2024", [("12 March 2024", BARE)]),
    ("31/12/25", [("31 December 2025", BARE)]),
    ("2024-03-15", [("15 March 2024", BARE)]),
    ("2024-03-15T10:00:00Z", [("15 March 2024", BARE)]),
    ("Date: 12.03.24", [("12 March 2024", ISSUED)]),
    ("Dated 04-05-26", [("4 May 2026", ISSUED)]),
    # a month and a year
    ("April 2023", [("April 2023", BARE)]),
    ("Sept 2025", [("September 2025", BARE)]),
    ("April, 2023", [("April 2023", BARE)]),
    ("Autumn review, November 2025", [("November 2025", BARE)]),
    ("Issued: 09/2026", [("September 2026", ISSUED)]),
    # cues that make it the document's date
    ("Version 8, April 2023", [("April 2023", ISSUED)]),
    ("Version 8 April 2023", [("April 2023", ISSUED)]),
    ("Version 2.1 – 14 September 2026", [("14 September 2026", ISSUED)]),
    ("v3.0, 1 June 2026", [("1 June 2026", ISSUED)]),
    ("Version 1.0 | 14 September 2026", [("14 September 2026", ISSUED)]),
    ("Date of meeting: 12 March 2024", [("12 March 2024", MEETING)]),
    ("Meeting held on Tuesday 12 March 2024 at 10.30am", [("12 March 2024", MEETING)]),
    ("Minutes of the SEND Partnership Board, 12 March 2024", [("12 March 2024", MEETING)]),
    ("Minutes – SEND Executive – 12 March 2024", [("12 March 2024", MEETING)]),
    ("Last reviewed: June 2026", [("June 2026", REVIEWED)]),
    ("Last updated 3 June 2026", [("3 June 2026", REVIEWED)]),
    ("Date of last review 01/06/2026", [("1 June 2026", REVIEWED)]),
    ("Approved by the Partnership Board on 3 July 2026", [("3 July 2026", APPROVED)]),
    ("Published in May 2025", [("May 2025", ISSUED)]),
    ("Issue date: 01/02/2026", [("1 February 2026", ISSUED)]),
    ("Data as at 31 August 2026", [("31 August 2026", ISSUED)]),
    ("Signed: Director, 2 July 2026", [("2 July 2026", BARE)]),
    ("Effective from 1 April 2026", [("1 April 2026", EFFECTIVE)]),
    ("Published 2024", [("2024", ISSUED)]),
    ("Agreed 7 May 2026", [("7 May 2026", APPROVED)]),
    # other ways to write a day
    ("30 / 09 / 2025", [("30 September 2025", BARE)]),
    ("30–09–2025", [("30 September 2025", BARE)]),
    ("30\u201109\u20112025", [("30 September 2025", BARE)]),
    ("30\u201309\u20132025 v2", [("30 September 2025", BARE)]),
    ("2025 / 09 / 30", [("30 September 2025", BARE)]),
    ("30September2025", [("30 September 2025", BARE)]),
    ("30th September2025", [("30 September 2025", BARE)]),
    ("30-Sep-25", [("30 September 2025", BARE)]),
    ("30 – Sept – 2025", [("30 September 2025", BARE)]),
    ("Policy_30Sep2025_v2", [("30 September 2025", BARE)]),
    ("the 16th day of September, 2025", [("16 September 2025", BARE)]),
    ("the sixteenth day of September 2025", [("16 September 2025", BARE)]),
    ("Twenty-first of May 2026", [("21 May 2026", BARE)]),
    ("30ᵗʰ September 2025", [("30 September 2025", BARE)]),
    ("30 Sept 25 – Board", [("30 September 2025", BARE)]),
    # a month and two digits of the year
    ("Oct-25", [("October 2025", BARE)]),
    ("Inclusion strategy Oct-25", [("October 2025", BARE)]),
    ("Strategy_Oct2025", [("October 2025", BARE)]),
    ("Sept 25", [("September 2025", BARE)]),
    ("Reviewed Sept 25", [("September 2025", REVIEWED)]),
    ("Reviewed Sept 25 by the Board", [("September 2025", REVIEWED)]),
    ("Sep’25", [("September 2025", BARE)]),
    ("Ratified: 09/25", [("September 2025", APPROVED)]),
    ("Issued 9/2025", [("September 2025", ISSUED)]),
    ("Version date 09.2025", [("September 2025", ISSUED)]),
    ("Review: annually (next: Sep 26). Issued: Sep 25", [("September 2026", FUTURE), ("September 2025", ISSUED)]),
    ("Monday Sept 25", []),
    ("On Sept 25 pupils came", []),
    ("on Sept 25, 14 pupils came", []),
    ("Sept 25 10am", []),
    ("09/25", []),
    ("page 09/25", []),
    ("Score: 09/25", []),
    ("09.2025", []),
    ("Ref: 12/03/2024", []),
    ("Minute no 12/03/2024", []),
    # ranges
    ("12–13 March 2024", [("12 March 2024 to 13 March 2024", BARE)]),
    ("3rd and 4th June 2026", [("3 June 2026 to 4 June 2026", BARE)]),
    ("28 September – 2 October 2025", [("28 September 2025 to 2 October 2025", BARE)]),
    ("September/October 2025", [("September 2025 to October 2025", BARE)]),
    ("Week commencing 29 September 2025", [("29 September 2025 to 5 October 2025", BARE)]),
    ("w/e 5/10/2025", [("29 September 2025 to 5 October 2025", BARE)]),
    ("September 2025 - 31 August 2026", [("September 2025", PERIOD), ("31 August 2026", PERIOD)]),
    ("2 September 2025 to date", [("2 September 2025", PERIOD)]),
    ("April 2025 onwards", [("April 2025", PERIOD)]),
    ("September 2025/26", []),
    # agreements and meetings
    ("THIS AGREEMENT is made the 14th day of October 2025", [("14 October 2025", ISSUED)]),
    ("This Memorandum is made on 14 October 2025 between", [("14 October 2025", ISSUED)]),
    ("is made and entered into as of October 14, 2025", [("14 October 2025", ISSUED)]),
    ("was entered into on 14 October 2025", [("14 October 2025", ISSUED)]),
    ("executed on 14 October 2025", [("14 October 2025", ISSUED)]),
    ("executed this 14th day of October 2025", [("14 October 2025", ISSUED)]),
    ("Dated this 14 October 2025", [("14 October 2025", ISSUED)]),
    ("Meeting of the Improvement Board, 14 October 2025", [("14 October 2025", MEETING)]),
    ("Agenda for the panel on 14 October 2025", [("14 October 2025", MEETING)]),
    # what has become of it
    ("First published: March 2019", [("March 2019", FIRST)]),
    ("Originally approved 3 March 2019", [("3 March 2019", FIRST)]),
    ("Previous version: 3 March 2019", [("3 March 2019", SUPERSEDED)]),
    ("Previously reviewed 3 March 2019", [("3 March 2019", SUPERSEDED)]),
    ("Supersedes the policy of 3 March 2019", [("3 March 2019", SUPERSEDED)]),
    ("This policy replaces version 2 (May 2024)", [("May 2024", SUPERSEDED)]),
    ("Date of previous meeting: 3 March 2019", [("3 March 2019", SUPERSEDED)]),
    # events
    ("Last inspected on 3 March 2024.", [("3 March 2024", EVENT)]),
    ("Ofsted visit: 3 March 2024", [("3 March 2024", EVENT)]),
    ("The hub opened in May 2024", [("May 2024", EVENT)]),
    ("Printed on 3 March 2024", [("3 March 2024", EVENT)]),
    ("Consultation closed 3 March 2024", [("3 March 2024", EVENT)]),
    # workbooks
    ("Report run: 30/09/2025", [("30 September 2025", ISSUED)]),
    ("Data extracted on 30/09/2025", [("30 September 2025", ISSUED)]),
    ("Position at 30 September 2025", [("30 September 2025", ISSUED)]),
    ("Last refreshed 30/09/2025 07:15", [("30 September 2025", REVIEWED)]),
    # cues that look forward
    ("To be approved by Cabinet on 5 May 2026", [("5 May 2026", FUTURE)]),
    ("Proposed issue date: May 2026", [("May 2026", FUTURE)]),
    ("Comments by 30 October 2026", [("30 October 2026", FUTURE)]),
    ("Issued May 2026 | Review May 2027", [("May 2026", ISSUED), ("May 2027", FUTURE)]),
    ("Review September 2027", [("September 2027", FUTURE)]),
    ("Date: 30 /9/ 25", [("30 September 2025", ISSUED)]),
    ("Issued 30 / 09 / 25", [("30 September 2025", ISSUED)]),
    ("Rooms 3 / 9 / 25", []),
    ("The agreement takes effect from 30 September 2025", [("30 September 2025", EFFECTIVE)]),
    ("Board held at County Hall and by video on 30 September 2025", [("30 September 2025", MEETING)]),
    ("A fair was held at the school on 3 March 2024", [("3 March 2024", BARE)]),
    ("Annual review, March 2024", [("March 2024", BARE)]),
    ("SEND review March 2024", [("March 2024", BARE)]),
    ("Review by: Sept 2027", [("September 2027", FUTURE)]),
    ("Date of review: May 2027", [("May 2027", FUTURE)]),
    ("Next review: September 2027", [("September 2027", FUTURE)]),
    ("Next review due 1 September 2027", [("1 September 2027", FUTURE)]),
    ("Review date: 1 April 2027", [("1 April 2027", FUTURE)]),
    ("Valid until 31 March 2028", [("31 March 2028", FUTURE)]),
    ("Expires on 31/03/2028", [("31 March 2028", FUTURE)]),
    ("Date of next meeting: 12 May 2026", [("12 May 2026", FUTURE)]),
    ("To be completed by 30 June 2026", [("30 June 2026", FUTURE)]),
    ("Deadline 5 May 2026", [("5 May 2026", FUTURE)]),
    (
        "Version 2, 14 September 2026. Next review September 2027",
        [("14 September 2026", ISSUED), ("September 2027", FUTURE)],
    ),
    # births
    ("Date of birth: 03/04/2012", [("3 April 2012", BIRTH)]),
    ("DOB 03/04/2012", [("3 April 2012", BIRTH)]),
    ("born on 3 April 2012", [("3 April 2012", BIRTH)]),
    # periods
    ("September 2025 to August 2026", [("September 2025", PERIOD), ("August 2026", PERIOD)]),
    ("1 April 2025 – 31 March 2026", [("1 April 2025", PERIOD), ("31 March 2026", PERIOD)]),
    ("Published between May 2025 and July 2025", [("May 2025", PERIOD), ("July 2025", PERIOD)]),
    # years and ranges of years are not dates
    ("Academic year 2023/24", []),
    ("2023-24", []),
    ("2023–2024", []),
    ("Strategy 2024 to 2027", []),
    ("SEND strategy 2026–2029", []),
    ("Published 2023/24", []),
    ("In 2024 the partnership grew", []),
    # Acts
    ("Children Act 1989", []),
    ("the Children and Families Act 2014 and the Equality Act 2010", []),
    ("Special Educational Needs and Disability Regulations 2014", []),
    ("approved the Care Act 2014", []),
    # telephone numbers, counts and other figures
    ("Call 01992 555 2010", []),
    ("Tel 020 7946 2019", []),
    ("0300 123 4043", []),
    ("2,024 pupils and 2019 plans", []),
    ("a budget of £2024", []),
    ("section 12.03.24", []),
    ("sort code 12-03-24", []),
    ("Minute 04/2023", []),
    ("regulation 2016/679", []),
    ("24/7/365", []),
    ("1.2.10", []),
    ("Room 12/03", []),
    # months that are words, days that are not there
    ("children may need support", []),
    ("They may 12 times", []),
    ("A march to 2 schools", []),
    ("31 April 2025", []),
    ("30/02/2025", []),
    ("03/25/2024", []),
    ("on 12 March 24 pupils came", []),
    ("12 March 10.30am", []),
    ("Meeting at 14:00, room 2020", []),
    ("Section 12 April", []),
    ("item 4 May be deferred", []),
    ("", []),
]


@pytest.mark.parametrize(("phrase", "wanted"), PHRASES, ids=[p[0] or "empty" for p in PHRASES])
def test_dates_in_phrases(phrase: str, wanted: list[tuple[str, Role]]) -> None:
    assert [(str(one), one.role) for one in find_dates(phrase)] == wanted


NAMES = [
    ("minutes_20240315.docx", ["15 March 2024"]),
    ("board minutes 15.03.2024.pdf", ["15 March 2024"]),
    ("board-15-03-2024.pdf", ["15 March 2024"]),
    ("2024-03-15 minutes.docx", ["15 March 2024"]),
    ("strategy-sept-2026.docx", ["September 2026"]),
    ("strategy_12th_May_2026.docx", ["12 May 2026"]),
    ("dashboard-2026-09.xlsx", ["September 2026"]),
    ("destinations-2025-26.docx", []),
    ("plan 2010-11.docx", []),
    ("SEND_strategy_Oct2025.docx", ["October 2025"]),
    ("SEND strategy Oct-25.docx", ["October 2025"]),
    ("board 30-09-25.docx", ["30 September 2025"]),
    ("minutes 12‑03‑2024.docx", ["12 March 2024"]),
    ("march 2 schools.docx", []),
    ("report-v2.docx", []),
    ("scan-20249999.pdf", []),
    ("IMG_2024031512345.jpg", []),
]


@pytest.mark.parametrize(("name", "wanted"), NAMES)
def test_dates_in_file_names(name: str, wanted: list[str]) -> None:
    assert [str(one) for one in find_in_file_name(name)] == wanted


@pytest.mark.parametrize(
    ("stored", "day"),
    [
        ("2024-03-15T09:30:00Z", date(2024, 3, 15)),
        ("D:20240315093000Z00'00'", date(2024, 3, 15)),
        ("", None),
        ("yesterday", None),
        ("2024-13-45", None),
    ],
)
def test_dates_in_properties(stored: str, day: date | None) -> None:
    assert stored_day(stored) == day


def test_a_month_holds_its_days() -> None:
    (april,) = find_dates("Version 8, April 2023")
    assert april.holds(date(2023, 4, 1)) and april.holds(date(2023, 4, 30))
    assert not april.holds(date(2023, 5, 1))


def test_months_are_added_to_the_last_day_where_the_month_is_shorter() -> None:
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert add_months(date(2025, 12, 1), 12) == date(2026, 12, 1)
    assert day_in_words(date(2026, 9, 4)) == "4 September 2026"
