"""Each deadline, role, mailbox and count of the source stands on the page where a reader looks for it.

A row is: words of the source, the page, and what the page must say (a regular expression). Where the source is at hand,
the words are looked up in it, so that no row can claim what the source does not say.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

MAIL = "@hertfordshire.gov.uk"
NOTICE, INDEX, REQUESTS = "inspection/notification.md", "evidence/index.md", "evidence/requests.md"
CHILDREN, DATA, HEALTH = "evidence/tracked-children.md", "evidence/child-level-data.md", "evidence/health-template.md"

FACTS = [
    # scope and method
    ("section 20 of the Children Act 2004", "inspection/index.md", r"section 20 of the Children Act 2004"),
    ("Children and Families Act 2014", "inspection/index.md", r"Children and Families Act 2014"),
    ("Equality Act 2010", "inspection/index.md", r"Equality Act 2010.*Public Sector Equality Duty"),
    ("Human Rights Act 1998", "inspection/index.md", r"Human Rights Act 1998"),
    ("aged 0 to 25", "inspection/index.md", r"aged 0 to 25"),
    ("The inspection will last 3 weeks", "inspection/index.md", r"lasts three weeks"),
    ("10 working days before the fieldwork starts", "inspection/index.md", r"10 working days"),
    ("10 working days before the fieldwork starts", NOTICE, r"10 working days"),
    ("alternative provision arrangements", "inspection/index.md", r"alternative provision.*commissions and oversees"),
    # notification
    ("on a Monday morning", NOTICE, r"Monday morning"),
    ("notified by telephone", NOTICE, r"telephones the Director of Children's Services"),
    ("later in the afternoon", NOTICE, r"afternoon the lead inspector and the LANO"),
    ("attend a meeting at 11am", NOTICE, r"11am on day 1 at Farnham House"),
    ("strongly encouraged to attend at Farnham House", NOTICE, r"come in person if you can"),
    ("within the next 3 weeks", NOTICE, r"meetings of the next three weeks"),
    ("Chairs of the Schools Forums", NOTICE, r"chairs of the schools forums"),
    ("HCC Chief Executive, Leader of the Council", NOTICE, r"Leader of the Council and the Executive Members"),
    ("CS Extended Board, HSCP Executive members", NOTICE, r"Extended Board, the executive members of the"),
    ("All Children’s Services staff", NOTICE, r"All staff of Children's Services"),
    ("Inspection Preparation Delivery Board and SEND", NOTICE, r"Delivery Board and the SEND and Inclusion Strategic"),
    ("agree the frequency of KIT meetings", NOTICE, r"how often the keep-in-touch meetings are held"),
    ("which managers will be based at which sites", NOTICE, r"which managers work from which site"),
    ("produce further briefings for", NOTICE, r"briefings for the chief executive and members"),
    # the two submissions and every internal deadline
    ("Midday Tuesday (day 2)", INDEX, r"With the inspectors Tuesday noon \(day 2\) Friday 5pm \(day 5\)"),
    (
        "submit the documentation by 5pm on Monday",
        INDEX,
        r"Evidence lead .*Monday 5pm \(day 1\) Thursday 5pm \(day 4\)",
    ),
    ("by **5pm on Thursday** (day 4)", INDEX, r"Thursday 5pm \(day 4\)"),
    ("on the morning of day 2", INDEX, r"On Tuesday morning \(day 2\)"),
    ("sign off all evidence by **midday on Friday**", INDEX, r"Friday noon \(day 5\)"),
    ("upload by **5pm on Friday** (day 5)", INDEX, r"between Friday noon and 5pm \(day 5\)"),
    ("submit evidence directly to the Accountable Lead", INDEX, r"send them to your accountable lead"),
    ("the same for those within HCC and those in partner", INDEX, r"whichever organisation you work for"),
    ("Where there are multiple Accountable Leads", INDEX, r"several accountable leads, they agree beforehand"),
    ("Head of Improvement and Transformation", INDEX, r"the Head of Improvement and Transformation"),
    ("Inspectorate SharePoint", INDEX, r"the inspectorates' SharePoint site"),
    ("a full list of evidence requiring submission", INDEX, r"29 requirements"),
    ("Midday Tuesday (day 2)", NOTICE, r"Child-level data Tuesday noon \(day 2\)"),
    ("Friday 5pm (day 5)", NOTICE, r"tracked children Friday 5pm \(day 5\)"),
    ("to the inspectors by 5pm on Tuesday", "reference/contradictions.md", r"11am.*midday.*5pm.*Taken: Tuesday noon"),
    ("11am: Local partnership shares", "reference/contradictions.md", r"due at 11am in the table of week one"),
    ("have to be submitted by Tuesday at 5pm", "evidence/providers-and-settings.md", r"Tuesday 5pm in one place"),
    ("In addition to the evidence in Appendix A", "reference/contradictions.md", r"Appendix A.*where D is meant"),
    ("evidence requirement 1.7", "reference/contradictions.md", r"the requirement 1\.7 ?; Appendix D numbers it 5\.1"),
    # child-level data and tracked children
    (
        "Lists of all children in Hertfordshire with an EHCP",
        DATA,
        r"in Hertfordshire with an education, health and care",
    ),
    ("all children receiving SEN support", DATA, r"who receives SEN support"),
    ("at least 6 children", CHILDREN, r"at least six children and young people at 5pm on Tuesday \(day 2\)"),
    ("5pm: Inspectors select cases to be tracked", CHILDREN, r"5pm on Tuesday \(day 2\)"),
    ("by 5pm on Friday (day 5)", CHILDREN, r"Friday 5pm \(day 5\)"),
    ("A multi-agency audit of the child", CHILDREN, r"1\. A multi-agency audit"),
    ("a chronology of significant events in the 2 years", CHILDREN, r"2\. A chronology .* two years before"),
    ("a pen portrait of the child", CHILDREN, r"3\. A pen portrait, with needs, aspirations and support"),
    (
        "the most recent assessments, including an early help",
        CHILDREN,
        r"4\. The most recent assessments, .*early help",
    ),
    ("the most recent plans including an EHC plan", CHILDREN, r"5\. The most recent plans, .*personal education plan"),
    ("notes of any multi-agency discussions", CHILDREN, r"6\. Notes of multi-agency discussions"),
    ("The current commissioning agreement", CHILDREN, r"7\. The current commissioning agreement"),
    ("reviewed by the LANO prior to being sent", CHILDREN, r"LANO reviews all of it before it goes"),
    ("SEND QA and Audit Manager", CHILDREN, r" 1 Find out which practitioners .* SEND QA and Audit Manager"),
    ("8. Liaise with the LANO and logistics team", CHILDREN, r" 8 Have a tracking meeting with the practitioners"),
    ("coordinate briefing meetings for those professionals", CHILDREN, r"briefing meetings for the professionals"),
    # health
    (
        "the CQC should provide a template",
        HEALTH,
        r"On notification the Care Quality Commission should give a template",
    ),
    ("by 9am on the Tuesday (Day 2)", HEALTH, r"by 9am on Tuesday \(day 2\)"),
    ("signed off by the ICB Exec Lead for SEND", HEALTH, r"executive lead for SEND signs it off"),
    ("final sign off by Lead Evidence Officer", HEALTH, r"Lead Evidence Officer gives the last sign-off"),
    ("Whoever receives the template should email it", HEALTH, r"Whoever receives it e-mails it to the health contacts"),
    # surveys
    (
        "children and young people with SEND, parents and carers",
        "inspection/surveys.md",
        r"parents and carers.*practitioners",
    ),
    ("using pre-prepared distribution lists", "inspection/surveys.md", r"distribution lists ready beforehand"),
    # requests: nine steps
    ("1. Documents, data or audits should not be shared", REQUESTS, r"1\. Everyone hands nothing over"),
    ("2. Any member of staff receiving a request", REQUESTS, r"2\. Whoever is asked makes a note"),
    ("3. The member of staff should email", REQUESTS, rf"3\. .*SENDInspection\.Comms{MAIL}"),
    ("4. The inbox will be monitored regularly", REQUESTS, r"4\. Inspection team watches the mailbox"),
    (
        "5. The preparation team will inform the LANO",
        REQUESTS,
        rf"5\. Inspection team passes it on .*SEND\.evidence{MAIL}",
    ),
    ("if the LANO receives the evidence request", REQUESTS, r"If inspectors asked the LANO, the LANO does this"),
    ("6. The Head of Service or identified partner", REQUESTS, r"6\. Head of service or partner's lead judges at once"),
    ("7. The evidence or explanation", REQUESTS, r"7\. .*an explanation why there is none"),
    ("8. The Inspection Team will then submit this", REQUESTS, r"8\. Accountable lead signs off"),
    ("9. The LANO will send the evidence", REQUESTS, r"9\. LANO sends it"),
    # weeks two and three
    ("Multi-agency Tracking meetings start", "inspection/week-2.md", r"Multi-agency tracking meetings start"),
    (
        "Timetable for fieldwork week discussed and agreed",
        "inspection/week-2.md",
        r"discussed with the inspectors and agreed",
    ),
    ("Opening meeting with leaders", "inspection/week-3.md", r"day 11.*Opening meeting with leaders"),
    (
        "Sampling visits to providers and settings",
        "inspection/week-3.md",
        r"days 12 to 14.*Sampling visits to providers",
    ),
    ("Feedback meeting", "inspection/week-3.md", r"day 15.*Feedback meeting"),
    ("Keep in Touch meetings with leaders and LANO", "meetings/keep-in-touch.md", r"with leaders and the LANO"),
    ("Monday – Day 11", "meetings/opening.md", r"Monday, day 11"),
    (
        "Executive Director of Children's Services and Chief",
        "meetings/opening.md",
        r"Executive Director of Children's Services",
    ),
    ("representatives of the Parent Carer Forum", "meetings/opening.md", r"representatives of the Parent Carer Forum"),
    ("elected members with specific responsibilities", "meetings/opening.md", r"elected members with specific"),
    (
        "parking permits, passes and refreshment stations",
        "meetings/logistics.md",
        r"parking permits - passes - refreshments",
    ),
    ("corridor or canteen conversations", "meetings/logistics.md", r"corridors, in the canteen"),
    ("track which cases inspectors are browsing", "meetings/logistics.md", r"keeps track of which cases"),
    # daily meeting, interviews, debriefing
    ("(c.1730-1830)", "meetings/keep-in-touch.md", r"about 5\.30pm to 6\.30pm"),
    ("a representative should attend on their behalf", "meetings/keep-in-touch.md", r"somebody attends for you"),
    (
        "make sure everyone is aware of the meetings",
        "meetings/keep-in-touch.md",
        r"everyone knows the next day's meetings",
    ),
    ("familiar with screen sharing via MS Teams", "meetings/interviews.md", r"sharing your screen on Microsoft Teams"),
    ("how you got on and are feeling", "meetings/interviews.md", r"how it went and how you are"),
    (
        "If no one contacts you after your slot",
        "meetings/interviews.md",
        rf"If nobody does, e-mail SENDInspection\.Comms{MAIL}",
    ),
    ("date, your initials, Summary", "meetings/debriefing.md", r"the date, your initials, and the word Summary"),
    (
        "email the relevant Director and copy in",
        "meetings/debriefing.md",
        rf"director concerned, with a copy to .*Comms{MAIL}",
    ),
    ("<b>GREEN:</b> Interview is judged", "meetings/debriefing.md", r"Green It went well"),
    ("<b>AMBER:</b>", "meetings/debriefing.md", r"Amber Adequate"),
    ("<b>RED:</b>", "meetings/debriefing.md", r"Red There is concern"),
    # mailboxes
    (
        "SENDInspection.Comms@",
        "communications.md",
        rf"SENDInspection\.Comms{MAIL} All questions about the inspection, except",
    ),
    ("csinspectionlogistics@", "communications.md", rf"csinspectionlogistics{MAIL} .*online survey"),
    ("SEND.evidence@", "communications.md", rf"SEND\.evidence{MAIL} Evidence and audit reports"),
    (
        "A bulletin will be circulated to all staff",
        "communications.md",
        r"bulletin goes to all staff across the partnership",
    ),
    # roles
    ("Director of Inclusion and Skills", "roles/accountable-officer.md", r"Director of Inclusion and Skills"),
    ("Director of Nursing &amp; Quality", "roles/accountable-officer.md", r"Director of Nursing and Quality"),
    ("Deputy Director of Operations CYP", "roles/accountable-officer.md", r"Deputy Director of Operations"),
    ("Be physically present in office each day", "roles/accountable-officer.md", r"in person on every day"),
    ("a deputy / back-up is available", "roles/accountable-officer.md", r"Name a deputy"),
    ("single point of contact with inspectors", "roles/lano.md", r"single point of contact with the inspectors"),
    (
        "Service Manager for Performance and Development",
        "roles/lano.md",
        r"Service Manager for Performance and Development",
    ),
    ("Develop welcome pack for inspectors", "roles/inspection-team.md", r"welcome pack"),
    ("Risk escalation", "roles/inspection-team.md", r"Escalate risks"),
    ("Uploading of documentation", "roles/inspection-team.md", r"Upload everything else: 2\.1 to 6\.4"),
    ("developing key headlines for presentation", "roles/inspection-team.md", r"Develop the key headlines"),
    ("IT, logins and support", "roles/inspection-team.md", r"information technology, log-ins and support"),
    ("Overseeing management of <b>all</b> case files", "roles/head-of-service.md", r"Oversee all case files"),
    ("Timely responses to requests for information", "roles/head-of-service.md", r"within the time given"),
    ("Sending notification emails", "roles/directorate.md", r"Send the notification e-mails"),
    ("room bookings across main sites", "roles/directorate.md", r"rooms at the main sites, and a link for video"),
    ("Be aware of key messages about SEND provision", "roles/practitioner.md", r"Know the key messages"),
    ("Attend timetable inspector slots in a timely manner", "roles/practitioner.md", r"Be on time for your slot"),
    ("debriefing", "roles/practitioner.md", r"Tell your manager how it went"),
    # glossary
    ("The senior support officers", "reference/glossary.md", r"Directorate : The senior support officers"),
    (
        "Performance and Development Team (previously",
        "reference/glossary.md",
        r"Performance and Development Team \(P&D\)",
    ),
]


@pytest.mark.parametrize(("quote", "page", "says"), FACTS, ids=[f"{page}: {quote[:40]}" for quote, page, _ in FACTS])
def test_a_fact_of_the_source_stands_on_its_page(
    county_pages: dict[str, str], words_of: Callable[[str], str], quote: str, page: str, says: str
) -> None:
    words = words_of(county_pages[page])
    assert re.search(says, words), f"{page} does not say {says!r}"


def test_every_row_rests_on_words_of_the_source(shared: Path) -> None:
    source = (shared / "source" / "send-inspection-guidance-v8.md").read_text(encoding="utf-8")
    text = " ".join(source.split()).casefold()
    missing = [quote for quote, _, _ in FACTS if " ".join(quote.split()).casefold() not in text]
    assert not missing


def test_every_time_of_day_in_the_source_is_in_a_row(shared: Path) -> None:
    source = (shared / "source" / "send-inspection-guidance-v8.md").read_text(encoding="utf-8")
    times = set(re.findall(r"\b(?:\d{1,2}(?:am|pm)|12 noon|midday|\d{4}-\d{4})\b", source.casefold()))
    rows = " ".join(quote.casefold() for quote, _, _ in FACTS)
    known = {"12 noon"}  # Appendix D says it on each row; test_framework_data.py holds all 29 of them
    assert {time for time in times if time not in rows} <= known, sorted(times)


def test_the_18_points_and_29_requirements_are_all_there(pages: dict[str, str]) -> None:
    assert len(re.findall(r"^### .*\{ #", pages["checklist/index.md"], re.MULTILINE)) == 18
    assert len(re.findall(r"^\| \[.*\]\([\w.-]+\.md\)", pages["requirements/index.md"], re.MULTILINE)) == 29


def test_no_person_of_the_source_is_named(pages: dict[str, str], county_pages: dict[str, str]) -> None:
    for text in (*pages.values(), *county_pages.values()):
        assert not re.search(r"\b(Jon|Ruth)\b", text)


def test_another_area_changes_one_file(county_pages: dict[str, str]) -> None:
    left = [page for page, text in county_pages.items() if "westmere" in text.casefold()]
    assert not left
