"""5.1 to 5.3: health.

Long because it is prose, and each paper stands whole.
"""

from dataclasses import dataclass
from datetime import date

from .. import pictures
from ..area import COMMUNITY_TRUST, HOSPITAL_TRUST, ICB_NAME, LOCALITIES, MENTAL_HEALTH_TRUST, draw, share
from ..make import impact, link_sheet, outcome, workbook, written
from ..model import Block, Item, Leads, Para
from ..sheets import Sheet, Value
from .kit import Figure, Landscape, NewPage, b, h, h2, lines, n, quote, table

_LEADS: Leads = {"lead": "health-evidence-lead", "accountable": "health-accountable-lead"}
_COUNCIL_HEALTH = "Public health, Westmere Council"
_ICB = "Integrated care board"


@dataclass(frozen=True, slots=True)
class Service:
    """A commissioned health service, with the figures that its documents share."""

    name: str
    buyer: str
    provider: str
    ages: str
    aim: str
    does: tuple[str, ...]
    older: str
    changes: str
    waiting: int
    weeks: tuple[int, int]
    """Median wait a year ago and now."""
    standard: int
    seen: int
    outcome: str


SERVICES = (
    Service("Health visiting", _COUNCIL_HEALTH, COMMUNITY_TRUST, "0 to 5", "Every family is seen at five points before school, and those who need more are seen more often.",
            ("Five mandated contacts, each with questions on development and on parents' health", "Language screening at two to two and a half years", "Early notification to the council", "Named health visitor for each child with a disability"), "Not applicable; hand-over to school nursing at five.",
            "A second team base in Northgale opens in January 2027.", 0, (2, 1), 2, 24_100, "At two and a half, 83.0% at the expected level in communication, 81.2% a year ago"),
    Service("School nursing", _COUNCIL_HEALTH, COMMUNITY_TRUST, "5 to 19", "Children are healthy enough to learn, and schools know what to do where they are not.",
            ("Health reviews on entry and in year 6", "Health care plans with schools", "Drop-in in each secondary school", "Text line for young people"), "Text line and drop-in are open to 19; hand-over letters to general practice at 18.",
            "Work with home-educated children from April 2027.", 96, (5, 4), 6, 6_812, "98% of children with a health care plan have one reviewed within the year, 91% a year ago"),
    Service("Community paediatrics", _ICB, COMMUNITY_TRUST, "0 to 18", "Children with delayed development or complex conditions are assessed by one doctor who knows them.",
            ("Developmental assessment", "Medical advice for plans", "Initial health assessments of looked-after children", "Clinics in special schools"), "Transition clinic with adult services from 16; letter of transfer written with the young person.",
            "Two posts are filled by joint appointments with Wray Marches.", 412, (19, 17), 18, 3_104, "Advice for plans within six weeks: 91%, 78% a year ago"),
    Service("Speech and language therapy", _ICB, COMMUNITY_TRUST, "0 to 25", "Children understand and are understood where they live, play and learn.",
            ("Drop-in and early language line", "Therapy for settings: 14 nurseries, 22 schools", "Direct therapy by need", "Feeding and swallowing clinic", "Communication aids with the regional hub"), "Open to 25 for young people with plans; two therapists in colleges.",
            "Therapy for all nurseries in Northgale from January 2027.", 486, (22, 14), 18, 5_920, "71% of children in settings with a therapist at the expected level, 58% elsewhere"),
    Service("Occupational therapy", _ICB, COMMUNITY_TRUST, "0 to 18", "Children do what they need and want to do each day.",
            ("Advice line and workshops", "Sensory and motor assessment", "Equipment and seating", "Training in schools"), "From 16 in joint clinics with adult therapy; from 18 by adult services.",
            "Recovery plan: two posts vacant from October 2025 to August 2026 are filled; assistants and group assessments bring the wait to 14 weeks by December.", 388, (17, 21), 18, 2_260, "82% of goals set with families reached or exceeded"),
    Service("Physiotherapy", _ICB, COMMUNITY_TRUST, "0 to 18", "Children move as well as they can, without pain, and take part.",
            ("Assessment and therapy", "Posture management in special schools", "Hydrotherapy", "Training of families and assistants"), "Transition passport from 14; adult service attends the last two reviews.",
            "None planned.", 141, (9, 8), 18, 1_804, "88% of goals set with families reached or exceeded"),
    Service("Mental health services for children and young people", _ICB, MENTAL_HEALTH_TRUST, "0 to 25", "Children, young people and families get help for their mental health early, nearby and without gaps at 18.",
            ("Single point of access with a call within two days", "Mental health support teams in 84 schools", "Community teams with pathways for anxiety, eating, trauma", "Crisis team day and night", "Team for learning disability"), "One service to 25 since 2024; young people choose at 17 where they wish to be seen.",
            "Support teams in all schools by September 2027.", 703, (11, 11), 12, 6_355, "62% of young people show reliable improvement, 57% a year ago"),
    Service("Neurodevelopmental team", _ICB, MENTAL_HEALTH_TRUST, "0 to 18", "Children and families understand how the child's mind works, and are helped while they wait.",
            ("Support from the day of referral, without a diagnosis", "Assessment of autism and attention needs", "Advice after diagnosis", "Drop-in for parents in each locality"), "Adult pathway from 17; joint clinic with the adult team each month.",
            "Recovery plan: two more clinicians from October 2026, assessment in five localities; aim 40 weeks by March 2027.", 1_064, (66, 61), 18, 742, "7 families in 10 say that support while waiting helped at home"),
    Service("Children's continuing care and special school nursing", _ICB, COMMUNITY_TRUST, "0 to 18", "Children with the most complex health needs live at home and go to school.",
            ("Assessment and packages of care", "Nursing in six special schools", "Training and sign-off of carers", "Care at the end of life with the hospice"), "Adult continuing healthcare screens at 14 and 16 and decides in principle by 17.",
            "Contract of the night-care agency is let again in 2027, with parents.", 6, (6, 4), 6, 118, "No unplanned admission because a carer was missing since January 2026"),
    Service("Audiology", _ICB, HOSPITAL_TRUST, "0 to 18", "Deafness is found within weeks, and aids are worn because they help.",
            ("Newborn screening and follow-up", "Hearing tests in community clinics", "Hearing aids and implants with the regional centre", "Clinic for glue ear"), "Adult clinic at 18, with a joint visit at 17.",
            "Second clinic in Castle Tarn since May 2026.", 204, (8, 6), 6, 4_018, "97% of deaf babies identified within five weeks"),
    Service("Wheelchairs and posture", _ICB, COMMUNITY_TRUST, "0 to 25", "Children have the chair that fits their body and their day.",
            ("Assessment and supply", "Personal wheelchair budgets", "Repairs in one working day", "Special seating clinic"), "No change at 18; one record through life.",
            "Equipment panel of council and health since April 2026.", 57, (16, 10), 18, 610, "90% of chairs within 18 weeks, 72% a year ago"),
    Service("Learning disability health checks and liaison", _ICB, "General practice and " + HOSPITAL_TRUST, "14 and over", "Young people with a learning disability are as healthy as others.",
            ("Annual health check and action plan", "Liaison nurses in hospital", "Hospital passport", "Training for practices"), "From 14 through adult life.",
            "Recall in easy read in all 38 practices.", 0, (0, 0), 0, 688, "78% had a check in the year, 61% two years ago"),
)  # fmt: skip


def system() -> Item:
    dated = "2026-09-11"
    overview = written(
        "health-system-overview.docx", "The local health system for children and young people with special educational needs", "structure", dated, "Executive lead for SEND",
        h("In one page"),
        f"{ICB_NAME} plans and pays for most health services for children and young people in Westmere; public health in the council commissions health visiting and school nursing. Three trusts provide most of them: {COMMUNITY_TRUST}, {MENTAL_HEALTH_TRUST} and {HOSPITAL_TRUST}. There are 38 general practices in seven networks.",
        Figure("Who plans and who provides", "Organisation chart in three rows. Top: place committee for Westmere. Middle: integrated care board, public health in the council, pooled budget for joint services. Bottom: community trust, mental health trust, hospital trust, general practice, voluntary sector.",
               pictures.tree((("Place committee for Westmere",), ("Integrated care board", "Public health, council", "Pooled budget"), ("Community trust", "Mental health trust", "Hospital trust", "General practice", "Voluntary sector"))), "chart"),
        h("Leadership"),
        b("The executive lead for SEND is a member of the board of the ICB, chairs the partnership board in even months and signs the health evidence.", "The DCO has 1.6 posts for Westmere, sees every request for advice, and reports to the executive lead.", "Each trust has a lead for SEND at director level and one in each service.", "The commissioner for children holds monthly contract meetings; a parent sits in each second one."),
        Landscape((
            h("Who commissions and who provides"),
            table("Health services: commissioner, provider, ages and numbers", "Service | Commissioned by | Provided by | Ages | Seen in the year | Waiting, August 2026", [(s.name, s.buyer, s.provider, s.ages, s.seen, s.waiting) for s in SERVICES], widths=(0.26, 0.18, 0.26, 0.1, 0.1, 0.1), key="who"),
        )),
        h("Young people aged 16 to 25"),
        table("What happens at 16 and after", "Service | From 16 to 25", [(s.name, s.older) for s in SERVICES], widths=(0.32, 0.68)),
        h("Planned changes"),
        table("Significant changes, next twelve months", "Service | Change", [(s.name, s.changes) for s in SERVICES if not s.changes.startswith(("None", "Recovery"))], widths=(0.32, 0.68)),
        h("Services with a recovery plan"),
        "Two services have a recovery plan that the place committee reads each month: occupational therapy and the neurodevelopmental team.",
        table("Recovery plans", "Service | Cause | What is done | Aim | Now", lines("""
            Occupational therapy | Two posts vacant for ten months | Posts filled, assistants, group assessment, advice line | 14 weeks by December 2026 | 21 weeks in June, 17 in August
            Neurodevelopmental team | Referrals doubled in four years | Two clinicians, five localities, support from the day of referral | 40 weeks by March 2027 | 61 weeks in June, 58 in August
        """), widths=(0.18, 0.2, 0.3, 0.16, 0.16)),
        h("Spending"),
        table("Spending on community services for children, in thousands of pounds", "Service group | 2024 to 2025 | 2025 to 2026 | 2026 to 2027", (("Health visiting and school nursing", 7_940, 8_210, 8_460), ("Therapies", 5_180, 5_560, 6_120), ("Community paediatrics", 3_410, 3_520, 3_700), ("Mental health and neurodevelopmental", 11_200, 12_350, 13_480), ("Continuing care and nursing", 4_630, 4_910, 5_080), ("Other", 2_140, 2_230, 2_310), ("All", 34_500, 36_780, 39_150)), widths=(0.43, 0.19, 0.19, 0.19), total=True),
        numbered=True, version="2.0", subtitle="Commissioners, providers and planned changes",
        comment="The template of the Care Quality Commission arrives with the notification; this paper holds what it asks for.",
    )  # fmt: skip
    specs: list[Block] = []
    for i, s in enumerate(SERVICES):
        specs += ([NewPage()] if i else []) + list(_specification(s))
    book = written(
        "service-specifications.docx", "Specifications of health services for children and young people", "agreement", "2026-04-01", "Strategic Commissioning Manager",
        h("How to read the specifications"),
        "This book holds the agreed core of each specification: aim, whom it serves, what it does, standards, what happens from 16 to 25, and changes. All are written in the same order. Full contracts with prices are held by the commissioner. Each was looked at by parents before it was agreed, and holds from the date above until a new edition replaces it.",
        h("Specifications"),
        *specs,
        h("Signatures"),
        table("Agreed by", "Role and organisation | Signed | Date", lines("""
            Strategic Commissioning Manager, integrated care board | Signed | 1 April 2026
            Director of Public Health, Westmere Council | Signed | 1 April 2026
            Director of Children's Services, community trust | Signed | 1 April 2026
            Operational Director, Children, mental health trust | Signed | 1 April 2026
            Divisional Director, Women and Children, hospital trust | Signed | 1 April 2026
        """), widths=(0.6, 0.18, 0.22)),
        approved="Joint commissioning group", version="3.0", chapters=True,
        extra={"agreement": {"signed_by": ("Strategic Commissioning Manager, integrated care board", "Director of Public Health, Westmere Council", "Director of Children's Services, community trust", "Operational Director, Children, mental health trust", "Divisional Director, Women and Children, hospital trust"), "signed_on": date(2026, 4, 1)}},
        valid_until="2028-03-31",
    )  # fmt: skip
    return Item(
        folder="5.1-health-system",
        requirement="5.1",
        summary="Who commissions and who provides health services, from birth to 25, planned changes and recovery plans, with the specifications.",
        documents=(overview, book),
        comment="Day 5 for inspectors; the health template is due inside the partnership on Tuesday at 9am.",
        **_LEADS,
    )


def _specification(s: Service) -> tuple[Block, ...]:
    chance = draw(f"specification {s.name}")
    return (
        h2(s.name),
        Para(f"**Aim.** {s.aim}"),
        Para(f"**Commissioned by** {s.buyer[0].lower() + s.buyer[1:] if s.buyer == _ICB else s.buyer}, **provided by** {s.provider}, **for ages** {s.ages}. In 2025 to 2026 the service saw {s.seen:,} children and young people."),
        Para("**What it does**"), b(*s.does),
        Para(f"**From 16 to 25.** {s.older}"),
        table(f"{s.name}: standards", "Standard | Aim | Last year | Measured", (
            ("First appointment within the standard", "92%", f"{chance.randint(64, 99) if s.weeks[1] <= s.standard else chance.randint(38, 58)}%", "Monthly"),
            ("Advice for plans within six weeks", "95%", f"{chance.randint(84, 98)}%", "Monthly"),
            ("Families who had a say in goals", "90%", f"{chance.randint(82, 97)}%", "Each quarter"),
            ("Missed appointments followed up as “was not brought”", "100%", f"{chance.randint(93, 100)}%", "Each quarter"),
            ("Reasonable adjustments recorded", "95%", f"{chance.randint(76, 96)}%", "Each quarter"),
            ("Children handed over to school nursing with a summary", "95%", "97%", "Twice a year") if s.ages == "0 to 5" else
            ("Young people over 14 with a transition plan", "90%", f"{chance.randint(68, 93)}%", "Twice a year")), widths=(0.5, 0.14, 0.16, 0.2)),
        table(f"{s.name}: terms of the service", "Term | What is agreed", (
            ("How to refer", chance.choice(("Anyone may refer, parents included; one form for all services", "Parents, schools, general practice; telephone or form", "Any professional with the consent of the family; parents through the advice line"))),
            ("Where", chance.choice(("Clinics in all five localities, schools and homes", "Three clinics, special schools, video where wished", "Schools and nurseries first, clinics where equipment is needed"))),
            ("When", chance.choice(("Weekdays 8am to 6pm, Saturdays in two localities", "Weekdays 8.30am to 5pm, evenings by agreement", "Every day for children with complex needs"))),
            ("Language", "Interpreters and signed appointments on request; letters in plain English"),
            ("Safeguarding", "Policy of the safeguarding partnership; supervision each quarter"),
            ("Voice", "Survey after each episode; parents in the contract meeting every second month"),
            ("Outcome shown", s.outcome),
            ("Changes", s.changes)), widths=(0.2, 0.8)),
    )  # fmt: skip


def performance() -> Item:
    dated = "2026-09-21"
    waits = [s for s in SERVICES if s.standard]
    report = written(
        "health-performance-report.docx", "Performance of health services, September 2025 to August 2026", "performance-report", dated, "Commissioner for children, integrated care board",
        h("Headlines"),
        b("Four of the five mandated health visiting contacts meet their aim^[Aims are those of the specification: 80 per cent before birth, 90 per cent after.]; the check at two and a half reached 91 per cent.", "The wait for speech and language therapy fell from 22 to 14 weeks.", "Occupational therapy rose to 21 weeks in June and is falling again.", "Mental health waits are level at 11 weeks; 62 per cent of young people improve reliably.", "Neurodevelopmental assessment takes 61 weeks; support starts on the day of referral."),
        h("Healthy child programme"),
        table("Early years: mandated contacts, twelve months to August 2026", "Contact | Due | Done | Share | A year before", lines("""
            Antenatal | 4,212 | 3,454 | 82% | 74%
            New birth, by day 14 | 4,118 | 3,830 | 93% | 90%
            Six to eight weeks | 4,096 | 3,727 | 91% | 88%
            One year, by twelve months | 4,301 | 3,785 | 88% | 83%
            Two to two and a half years | 4,478 | 4,075 | 91% | 86%
        """), widths=(0.36, 0.14, 0.14, 0.16, 0.2)),
        table("School-age children, school year 2025 to 2026", "Part of the programme | Due | Done | Share | A year before", lines("""
            Review on school entry | 5,014 | 4,663 | 93% | 89%
            Vision and hearing screening | 5,014 | 4,814 | 96% | 94%
            Weighing and measuring, reception and year 6 | 10,230 | 9,616 | 94% | 93%
            Health care plans reviewed | 1,482 | 1,452 | 98% | 91%
            Questionnaire in year 6 and year 9 | 9,871 | 7,107 | 72% | 55%
        """), widths=(0.42, 0.13, 0.13, 0.14, 0.18)),
        "The programme follows the national [guidance on commissioning health visiting and school nursing](https://www.gov.uk/government/publications/healthy-child-programme-0-to-19-health-visitor-and-school-nurse-commissioning).",
        h("Waiting times"),
        Figure("Median wait for a first appointment, in weeks", "Column chart comparing a year ago with now for six services: community paediatrics 19 and 17, speech and language 22 and 14, occupational therapy 17 and 21, physiotherapy 9 and 8, mental health 11 and 11, neurodevelopmental 66 and 61.",
               pictures.columns(("Paediatrics", "Speech", "Occupational", "Physio", "Mental health", "Neurodev."), (("August 2025", (19.0, 22.0, 17.0, 9.0, 11.0, 66.0)), ("June 2026", (17.0, 14.0, 21.0, 8.0, 11.0, 61.0)))), "waits"),
        table("Waiting, end of August 2026", "Service | Standard, weeks | Median a year ago | Median, June | Children waiting | Longest wait, weeks", [(s.name, s.standard, s.weeks[0], s.weeks[1], s.waiting, round(s.weeks[1] * 1.9) + 2) for s in waits], widths=(0.36, 0.12, 0.14, 0.12, 0.13, 0.13), key="waiting"),
        Landscape((
            h("Month by month"),
            table("Median wait in weeks, by month", "Service | " + " | ".join(m.split()[0][:3] for m in _YEAR), [(s.name, *_series(s)) for s in waits], widths=(0.28, *(0.06 for _ in _YEAR))),
            Para("Months run from September 2025 to August 2026."),
        )),
        h("Mental health, 0 to 25"),
        table("Mental health services", "Measure | A year before | Now", lines("""
            Call back within two working days | 81% | 94%
            First appointment, median weeks | 11 | 11
            Second appointment within four weeks of the first | 58% | 71%
            Young people with reliable improvement | 57% | 62%
            Urgent eating disorder, seen within one week | 92% | 96%
            Crisis: seen within four hours | 83% | 90%
            Schools with a support team | 52% | 64%
            Aged 18 to 25 who stay with the team that they know | 49% | 73%
        """), widths=(0.56, 0.22, 0.22)),
        h("Therapies"),
        table("Therapies: goals and contacts", "Service | Contacts | Goals set with families | Reached or exceeded | Families who would recommend", lines("""
            Speech and language therapy | 31,420 | 88% | 79% | 93%
            Occupational therapy | 11,860 | 91% | 82% | 90%
            Physiotherapy | 14,705 | 93% | 88% | 95%
        """), widths=(0.28, 0.14, 0.2, 0.18, 0.2)),
        h("What the figures changed, and what difference it made", key="difference"),
        table("From figures to difference", "What the figures showed | What changed | Difference for children and families", lines("""
            One therapy appointment in five was missed, most in school hours | Saturday clinics, texts, lifts in Wray Valley | Missed from 19% to 9%; wait from 22 to 14 weeks
            Children in Northgale reach therapy late | Therapists in nurseries | 71% at the expected level, 58% elsewhere
            Two vacancies made a list of 388 | Advice line on the first day, groups, assistants | 164 families had what they needed from the advice line alone
            Referrals doubled, assessment did not | Support before diagnosis | 310 families; fewer requests for plans from schools that use it
            Young people left at 18 | One service to 25 | 73% stay with their team, 49% a year before
        """), widths=(0.32, 0.3, 0.38)),
        "{@waiting} and {@waits} are read each month by the joint commissioning group with a parent in the room; what they led to stands in the table above.",
        numbered=True, approved="Place committee for Westmere", version="1.0",
        attest=(outcome("health-evidence-lead", dated, "Section 7 goes from the figures to the change and to the difference for children and families."),),
    )  # fmt: skip
    tabs = (
        Sheet(name="Waits by month", header=("Service", *_YEAR), rows=tuple((s.name, *_series(s)) for s in waits)),
        Sheet(name="Waiting lists", header=("Service", "Commissioner", "Provider", "Ages", "Standard, weeks", "Median, weeks", "Children waiting", *(f"Waiting, {p}" for p in LOCALITIES), "0 to 6 weeks", "6 to 12 weeks", "12 to 18 weeks", "18 to 26 weeks", "26 to 52 weeks", "Over 52 weeks", "With a plan", "Looked after", "Longest wait, weeks"), rows=tuple(_list(s) for s in waits)),
        Sheet(name="Healthy child programme", header=("Contact", *_YEAR), rows=tuple((name, *(draw(name + m).randint(low, low + 9) / 100 for m in _YEAR)) for name, low in (("Antenatal", 77), ("New birth, by day 14", 89), ("Six to eight weeks", 87), ("One year", 83), ("Two to two and a half years", 86))), share=tuple(range(1, 13))),
        Sheet(name="Referrals", header=("Service", *_YEAR), rows=tuple((s.name, *(max(1, round(s.seen / 14 * draw(s.name + m).uniform(0.8, 1.2))) for m in _YEAR)) for s in waits)),
    )  # fmt: skip
    data = workbook(
        "health-performance-data.xlsx", "Performance of health services: data by month", dated, "Commissioner for children, integrated care board",
        (("Purpose", "Waiting times, waiting lists, healthy child programme and referrals by month."), ("Period", "September 2025 to August 2026."), ("Source", "Returns of the three trusts, checked against the community services data set."),
         ("Analysis and effect", "Waits by locality showed that children in Wray Valley waited four weeks longer for therapy; a clinic twice a month brought it to one.")),
        *tabs,
        attest=(outcome("health-evidence-lead", dated, "The first sheet says what waits by locality changed for children in one locality."),),
    )  # fmt: skip
    return Item(
        folder="5.2-performance",
        requirement="5.2",
        parts={"health-performance-report.docx": (1, 2, 3, 4, 5), "health-performance-data.xlsx": (1, 2, 3, 4, 5)},
        summary="Performance and waiting times: healthy child programme, mental health from 0 to 25, and therapies.",
        documents=(report, data),
        **_LEADS,
    )


_YEAR = (
    "September 2025",
    "October 2025",
    "November 2025",
    "December 2025",
    "January 2026",
    "February 2026",
    "March 2026",
    "April 2026",
    "May 2026",
    "June 2026",
    "July 2026",
    "August 2026",
)


def _series(s: Service) -> tuple[int, ...]:
    """Median waits over twelve months, from a year ago to June, then on by trend."""
    start, june = s.weeks
    chance = draw(f"series {s.name}")
    path = [round(start + (june - start) * i / 9 + chance.uniform(-0.4, 0.4)) for i in range(10)]
    path[0], path[9] = start, june
    last = {"Occupational therapy": (19, 17), "Neurodevelopmental team": (60, 58)}.get(s.name, (june, june))
    return (*path, *last)


def _list(s: Service) -> tuple[Value, ...]:
    bands = share(
        s.waiting,
        (26.0, 22.0, 19.0, 15.0, 12.0, 6.0) if s.weeks[1] > 15 else (48.0, 34.0, 16.0, 2.0, 0.0, 0.0),
        name=s.name,
    )
    places = share(s.waiting, (31.0, 22.0, 19.0, 16.0, 12.0), stray=0.15, name=s.name)
    return (
        s.name,
        s.buyer,
        s.provider,
        s.ages,
        s.standard,
        s.weeks[1],
        s.waiting,
        *places,
        *bands,
        round(s.waiting * 0.21),
        round(s.waiting * 0.03),
        round(s.weeks[1] * 1.9) + 2,
    )


_PATHWAYS: tuple[tuple[str, str, tuple[tuple[str, str], ...], str, str], ...] = (
    ("Mental health", "For children and young people from 0 to 25 whose feelings or behaviour worry them or others.", (
        ("Worry is shared", "Young person, parent, school or general practice calls or writes to the single point of access"), ("Call back", "Within two working days; urgent on the same day"), ("Right first step", "School team, group, community team, crisis team or another service"),
        ("First appointment", "Standard 12 weeks; now 11"), ("Goals agreed", "In the young person's words, looked at every six weeks"), ("Ending or moving on", "Letter written with the young person; way back without a new referral")),
     "62% show reliable improvement; 71% have their second appointment within four weeks.", "Young people with autism improved less often (48%). Therapists were trained in adapted therapy; in the last half-year it was 56%."),
    ("Neurodevelopmental", "For children and young people up to 18 who may be autistic or have attention needs.", (
        ("Needs are noticed", "By family, nursery or school; one form, filled in together"), ("Support begins", "On the day of referral: drop-in, course, school visit"), ("Reading of the referral", "Within four weeks by two disciplines, with a call to the family"),
        ("Assessment", "One day where possible; standard 18 weeks, now 61"), ("Feedback", "Within two weeks, with school if the family wishes"), ("After diagnosis", "Course for parents, group for young people, plan with school")),
     "310 families used support while waiting; 7 in 10 say that it helped at home.", "Girls waited to be referred until eleven. Schools learned what to look for; the share of girls among referrals rose from 29 to 38 per cent."),
    ("Speech and language", "For children and young people from 0 to 25 with needs in speech, language, communication or swallowing.", (
        ("Early language line", "Anyone may call; advice on the day"), ("Screening", "Same tool in clinics and nurseries"), ("First session", "Drop-in or setting; standard 18 weeks, now 14"), ("Therapy where the child is", "Block of sessions, training of adults"), ("Goals looked at", "With the family, each term"), ("Next step", "Pause with open door, more therapy, or aid")),
     "79% of goals reached or exceeded; 71% of children in settings with a therapist at the expected level.", "Families who paused did not know how to come back. A card with the line's number brought 118 back without a new referral."),
    ("Occupational therapy", "For children up to 18 who find everyday tasks, movement or senses hard.", (
        ("Advice line and workshop", "Within two weeks of the call"), ("Request", "By anyone, with examples of the day"), ("Assessment", "Group or single; standard 18 weeks, now 21 falling"), ("Plan of action", "Three goals of the child"), ("Practice", "At home and in school, six to twelve weeks"), ("Look back", "Goals scored by the family")),
     "82% of goals reached or exceeded; 164 families needed nothing more after the advice line.", "Schools asked for assessments of handwriting. A film with exercises made 70 of 92 unnecessary."),
    ("Physiotherapy", "For children up to 18 with delayed or changed movement, pain or a physical disability.", (
        ("Referral", "Paediatrician, general practice, school or family"), ("Reading", "Urgent within two days, others within a week"), ("Assessment", "Standard 18 weeks, now 8"), ("Programme", "At home, in school, in water"), ("Equipment", "One panel decides in five working days"), ("Review", "By need; posture each half-year")),
     "88% of goals reached or exceeded; hip surveillance complete for 96% of children with cerebral palsy.", "Equipment came late in one case of five. One budget and one panel brought it to one in twenty."),
    ("Child development centres", "For children under five with delay in more than one area, or a condition known from birth.", (
        ("Referral", "Health visitor, hospital, general practice, nursery, family"), ("Call and keyworker", "Within five working days"), ("Play visit", "At home with nursery nurse and therapist"), ("Team assessment", "Standard 18 weeks, now 15; two mornings"), ("One plan", "Written with the family; early notification to the council"), ("Start of nursery or school", "Meeting in the setting six weeks before")),
     "94% of families have one plan; 87% of children start school with support in place.", "Families met seven people in three months. Now one keyworker comes to all meetings; 91 per cent say that they told their story once."),
)  # fmt: skip


def pathways() -> Item:
    dated = "2026-05-06"
    blocks: list[Block] = []
    for title, who, steps, result, learned in _PATHWAYS:
        blocks += [
            h(title), Para(who),
            Figure(f"{title}: steps of the pathway", f"Flow diagram of the pathway with {len(steps)} steps from top to bottom: " + ", ".join(step.lower() for step, _ in steps) + ".", pictures.flow(steps), width=15),
            table(f"{title}: steps and standards", "Step | What happens", steps, widths=(0.3, 0.7)),
            h2(f"Outcomes of the pathway: {title.lower()}"), Para(result),
            h2(f"Learning and its effect: {title.lower()}"), Para(learned),
        ]  # fmt: skip
    book = written(
        "referral-pathways.docx", "Pathways for referral to health services", "policy", dated, "Designated clinical officer",
        h("How to use these pathways"),
        "Six pathways are described in the same way: for whom, steps, standards, outcomes and learning. Parents and young people may start each of them. No pathway asks for a plan or a diagnosis first, and no child is sent back without a call. General practice and schools find the same pages on the local offer.",
        *blocks,
        h("When a child is on more than one pathway"),
        "A child on three or more pathways has a keyworker, who brings appointments together and speaks for the family. 214 children have one. The keyworker is a role, not a new service: whoever knows the family best takes it on.",
        h("Medical needs in school"),
        "Children with medical needs have a health care plan under the [national guidance](https://www.gov.uk/government/publications/supporting-pupils-at-school-with-medical-conditions--3). School nursing writes it with family and school within four weeks of being asked.",
        chapters=True, numbered=False, version="2.1",
    )  # fmt: skip
    report_date = "2026-08-19"
    chance = draw("pathway outcomes")
    outcomes = written(
        "pathway-outcomes.docx", "Outcomes of health pathways", "performance-report", report_date, "Designated clinical officer",
        h("What is measured"),
        "Each pathway measures three things: whether the child's own goals were reached, what family and young person say, and what changed in daily life. Measures are taken at the start and at the end, and for children with long-term needs each year.",
        table("Outcomes by pathway, twelve months to July 2026", "Pathway | Children finished | Goals reached | Families satisfied | Change in daily life", [(title, chance.randint(280, 2100), f"{chance.randint(62, 88)}%", f"{chance.randint(84, 95)}%", f"{chance.randint(58, 83)}%") for title, *_ in _PATHWAYS], widths=(0.28, 0.18, 0.17, 0.18, 0.19), key="outcomes"),
        table("Time through the pathway, median weeks", "Pathway | Referral to first contact | To assessment | To start of help", [(title, chance.randint(1, 4), w, max(1, w - chance.randint(0, 5))) for (title, *_), w in zip(_PATHWAYS, (11, 61, 14, 21, 8, 15), strict=True)], widths=(0.34, 0.24, 0.2, 0.22)),
        h("By locality and group"),
        table("Goals reached, by locality", "Locality | Mental health | Therapies | Child development", [(p, f"{chance.randint(58, 68)}%", f"{chance.randint(76, 88)}%", f"{chance.randint(80, 92)}%") for p in LOCALITIES], widths=(0.34, 0.22, 0.22, 0.22)),
        "{@outcomes} hides differences: young people with autism, children who are looked after and families with little English do less well in three of six pathways.",
        h("What analysis changed, and what difference it made"),
        b(*(f"**{title}.** {learned}" for title, _, _, _, learned in _PATHWAYS)),
        h("What is next"),
        n("Measure change in daily life at college.", "Publish outcomes by pathway on the local offer.", "Look again in February at the three groups that do less well."),
        approved="Performance and quality group",
        attest=(outcome("health-evidence-lead", report_date, "The section on what analysis changed names one finding, change and difference for each pathway."),),
    )  # fmt: skip
    guide_date = "2026-04-22"
    guide = written(
        "waiting-well-evaluation.odt", "Waiting well: evaluation of support before diagnosis", "research", guide_date, "Strategic Commissioning Manager",
        h("The question"),
        "Families wait more than a year for a neurodevelopmental assessment. Does support that starts on the day of referral, without a diagnosis, make a difference to children, to families and to schools?",
        h("What was offered"),
        table("Support and use, July 2025 to March 2026", "Support | Families | Sessions | Would recommend", lines("""
            Drop-in for parents | 310 | 96 | 94%
            Course on sleep and routines | 141 | 24 | 91%
            School visit by autism outreach | 122 | 122 | 88%
            Young people's group | 46 | 30 | 86%
        """), widths=(0.46, 0.16, 0.18, 0.2)),
        h("How it was looked at"),
        "118 families answered the same questions at the start and after six months; 22 parents and nine young people were heard at length; attendance and suspensions of 122 pupils were compared with 122 others on the waiting list who had no visit yet.",
        h("What was found"),
        Figure("Parents who can manage difficult times, before and after", "Column chart: share of parents who say they can manage difficult times rises from 38 to 67 per cent; who sleep enough from 29 to 47; who know whom to ask from 34 to 81.",
               pictures.columns(("Can manage", "Sleep enough", "Know whom to ask"), (("At the start", (38.0, 29.0, 34.0)), ("After six months", (67.0, 47.0, 81.0))), unit="%"), "found", 14),
        table("Pupils after six months", "Measure | With a visit | Without", lines("""
            Attendance | 91.8% | 88.1%
            Suspended at least once | 6 of 122 | 15 of 122
            Request for a plan | 11 of 122 | 24 of 122
        """), widths=(0.46, 0.27, 0.27)),
        quote("“The list is as long as before. But I am not on my own in it.”"),
        h("Impact, and what was decided"),
        "For children: better attendance and fewer suspensions. For families: {@found} shows that twice as many know whom to ask. For services: fewer requests for plans. The joint commissioning group made the support permanent in April 2026, in all five localities.",
        attest=(impact("health-evidence-lead", guide_date, "The last section names the impact for children, families and services and the decision that followed."),),
    )  # fmt: skip
    link = link_sheet(
        "link-guideline-autism.docx", "Autism spectrum disorder in under 19s: recognition, referral and diagnosis", "Requirement 5.3: Pathways", "2026-05-06", "https://www.nice.org.uk/guidance/cg128",
        "The national guideline that the neurodevelopmental pathway follows for recognition, referral and diagnosis.", "It is a public page of NICE and needs no account.", "health-evidence-lead", "Evidence lead, health",
    )  # fmt: skip
    return Item(
        folder="5.3-pathways",
        requirement="5.3",
        parts={
            "referral-pathways.docx": (1, 2, 3),
            "pathway-outcomes.docx": (4,),
            "waiting-well-evaluation.odt": (1, 4),
            "link-guideline-autism.docx": (1,),
        },
        summary="Pathways for referral and assessment, what outcomes they reach, and an evaluation of support while families wait.",
        documents=(book, outcomes, guide, link),
        **_LEADS,
    )
