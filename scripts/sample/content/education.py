"""3.1 to 3.6: education.

Long because it is prose, and each paper stands whole.
"""

from .. import pictures
from ..area import LOCALITIES, PLACES, PLANS, SPECIAL_SCHOOLS, draw, percent, schools, share
from ..make import impact, outcome, picture, table_text, workbook, written
from ..model import Item, Leads
from ..sheets import Sheet
from .kit import Figure, Landscape, b, h, h2, lines, n, quote, table
from .needs import by_locality

_LEADS: Leads = {"lead": "education-evidence-lead", "accountable": "education-accountable-lead"}
_SYSTEM = pictures.tree((
    ("Director of Children's Services",),
    ("Head of Education and Skills", "Head of SEND and Inclusion", "Virtual school head"),
    ("School places", "Early years", "Post-16", "SEND service", "Inclusion and sensory", "Psychology"),
))  # fmt: skip


def system() -> Item:
    dated = "2026-09-18"
    overview = written(
        "education-system-overview.docx", "The local education system", "structure", dated, "Head of Education and Skills",
        h("In one page"),
        "Westmere has 131 mainstream schools, six special schools, two pupil referral units, two colleges and 46 group settings for the early years. 61,250 pupils are on roll; 8,410 of them are on SEN support. 3,587 children and young people have an EHC plan, of whom 44 per cent learn in mainstream schools.",
        Figure("Who leads education services in the council", "Organisation chart in three rows: Director of Children's Services; below, Head of Education and Skills, Head of SEND and Inclusion, Virtual school head; below, six services: school places, early years, post-16, SEND service, inclusion and sensory, psychology.", _SYSTEM, "chart"),
        h("Schools and settings"),
        table("Schools and settings by kind", "Kind | Number | Pupils or places | With a plan | On SEN support", (
            ("Primary schools", 112, 33_900, 842, 5_104), ("Secondary schools", 19, 26_442, 747, 3_306), ("Special schools", 6, 908, 908, 0), ("All schools", 137, 61_250, 2_497, 8_410)), widths=(0.3, 0.15, 0.2, 0.17, 0.18), total=True),
        "84 of the 137 schools are academies in nine trusts; 53 are maintained by the council. All take part in the same inclusion charter, and all share attendance data each day but for three.",
        table("Special schools", "School | Designation | Ages | Commissioned places", SPECIAL_SCHOOLS, widths=(0.26, 0.42, 0.14, 0.18)),
        h("Where children and young people with plans learn"),
        table("Places of learning, January 2026", "Place | Number | Share", [(k, v, percent(v, PLANS[2026])) for k, v in PLACES.items()], widths=(0.6, 0.2, 0.2), key="places"),
        Figure("Share of children and young people with plans in mainstream schools", "Line chart: the share in mainstream schools, resourced provision included, rises from 41.2 per cent in 2022 to 44.3 per cent in 2026.",
               pictures.lines(("2022", "2023", "2024", "2025", "2026"), (("Mainstream", (41.2, 41.8, 42.5, 43.4, 44.3)),), unit="%", low=30), width=13.5),
        h("Services to schools and settings"),
        table("Services, what they offer, and how they are reached", "Service | Offer | Reached by", lines("""
            Inclusion team | Visit before a request for assessment, advice on classroom practice, training | Duty line, ten working days
            Educational psychology | Consultation, assessment, training, critical incidents | Planning meeting each term
            Sensory service | Teachers of the deaf and of children with a visual impairment, equipment | Referral by anyone
            Early years inclusion | Link worker, inclusion funding, portage | Setting or family
            Primary outreach | Six weeks in school from the primary centre | Attendance panel
            Autism outreach | From Silverwray School, one day a week for each locality | Inclusion team
            Virtual school | Advice for looked-after and previously looked-after children | Any school
            Attendance and missed education | Named officer, panel each fortnight | Daily data
            Careers and post-16 | Adviser at each year 9 review where wished | School
        """), widths=(0.24, 0.5, 0.26)),
        h("Funding"),
        table("High needs block, 2026 to 2027, in thousands of pounds", "Use | Amount", (("Special school places", 19_820), ("Top-up in mainstream and resourced provision", 12_460), ("Independent and non-maintained schools", 9_870), ("Further education", 4_110), ("Alternative provision", 3_240), ("Inclusion, sensory and outreach services", 2_800), ("All", 52_300)), total=True, widths=(0.7, 0.3)),
        h("How schools, trusts and council work together"),
        b("The schools forum and its inclusion group set the rules of funding.", "Headteachers of each locality meet each half-term with health and social care.", "The inclusion charter has twelve promises; pupils check three of them each year.", "Trust leaders meet the Director of Children's Services each term; suspensions and part-time timetables are always on the agenda."),
        h("How good is it?"),
        "89 per cent of schools were good or better at their last inspection with an overall grade; all special schools were. Pupils on SEN support reach the expected standard at the end of primary school in 28 per cent of cases, pupils with plans in 11 per cent. 86.8 per cent attendance of pupils with plans is 1.7 points higher than a year ago.",
        h("Schools one by one"),
        Landscape((h2("Mainstream schools"), table("Mainstream schools, January 2026", "School | Phase | Locality | On roll | With a plan | On SEN support | Resourced provision", [(s.name, s.phase, s.locality, s.roll, s.plans, s.support, s.provision) for s in schools()], widths=(0.32, 0.1, 0.14, 0.08, 0.08, 0.08, 0.2)))),
        version="2.3", chapters=False, numbered=True,
    )  # fmt: skip
    chart = picture(
        "education-services-chart.jpg",
        "Education services of the council",
        "structure",
        dated,
        _SYSTEM,
        summary="Chart of services; described in the overview.",
    )
    return Item(
        folder="3.1-education-system",
        requirement="3.1",
        summary="The schools, settings and services of the area, who leads them, and how they are paid for.",
        documents=(overview, chart),
        **_LEADS,
    )


_RESIDENTIAL = (
    ("R1", "Autism and severe learning difficulties", 52, 9, 4, "112"), ("R2", "Social, emotional and mental health", 38, 7, 2, "74"), ("R3", "Deaf, signing", 38, 3, 0, "96"),
    ("R4", "Complex medical needs", 52, 5, 5, "61"), ("R5", "Visual impairment", 38, 2, 0, "128"), ("R6", "Autism, 16 to 19", 44, 8, 3, "88"),
)  # fmt: skip


def residential() -> Item:
    dated = "2026-07-06"
    policy = written(
        "commissioning-residential-placements.docx", "Commissioning and oversight of residential special school placements", "policy", dated, "Strategic Commissioning Manager",
        h("Who is placed, and why"),
        "34 children and young people live in six residential special schools, six fewer than two years ago. 14 of them are looked after or receive accommodation. A residential place is right where a child needs the same approach through day and night, or a curriculum that no day school within reach can give; it is not a remedy for want of short breaks.",
        table("Placements by kind of school, July 2026", "School | Designation | Weeks a year | Placed | of these looked after | Miles from home, median", _RESIDENTIAL, widths=(0.1, 0.36, 0.14, 0.12, 0.14, 0.14)),
        h("How a place is commissioned"),
        n("The panel asks first what would let the child live at home, and offers it.", "Education, health and social care write one specification with the family and the child.", "At least two schools are visited; one visit is without notice and at bedtime.", "Inspection reports, notifications and staff turnover are read before an offer is accepted.", "One contract says outcomes, ratios, therapies, home contact, price and notice.", "The joint resource panel decides who pays which part, in ten working days."),
        h("How placements are overseen", key="oversight"),
        table("Oversight in a year", "What | By whom | How often | Done in 2025 to 2026", lines("""
            Visit by the placing officer, child seen alone | SEND service | Each term | 99 of 102
            Visit without notice | Council and health together | Once a year for each school | 6 of 6
            Review of the plan | SEND service with all services | Each year | 34 of 34
            Visit by social worker | Social care | Every six weeks where looked after | 118 of 121
            Notice to the area in which the school lies | SEND service | At start and change | 34 of 34
            Independent advocate offered | Commissioned service | At start and each year | 34 offered, 21 taken up
            Read-out of incidents and restraint | Quality officer | Each month | 72 of 72
            Health check and medicines review | Designated clinical officer | Each year | 33 of 34
        """), widths=(0.36, 0.22, 0.22, 0.2)),
        h("When something is wrong"),
        "A concern is rung through on the same day. The placing officer and the designated officer of the host area speak within 24 hours. New placements stop until a visit has been made. In the year this happened once: two points on records were put right within three weeks and seen on a second visit.",
        h("What children say"),
        quote("“I can cook now. I show my mum on Sundays.”"),
        b("21 children used an advocate; 17 things were asked for, 14 were done.", "Six children asked to be nearer home; four have a plan for it, one has moved, one changed her mind."),
        h("Coming home"),
        "Each review asks what would have to be there for the child to live nearer home. Nine came back in two years. The satellite in Saltwick Coast and two more short-breaks beds could let up to seven more return from 2027. We follow the national guidance on [children with severe complex needs](https://www.nice.org.uk/guidance/ng213).",
        version="2.0", numbered=True,
    )  # fmt: skip
    by_quarter = [
        (f"Q{i % 4 + 1} of {2024 + i // 4}", p, a, v, c)
        for i, (p, a, v, c) in enumerate(
            (
                (40, 16, 24, 2.31),
                (39, 16, 25, 2.29),
                (38, 15, 25, 2.26),
                (37, 15, 25, 2.21),
                (37, 15, 24, 2.2),
                (36, 15, 26, 2.17),
                (35, 14, 25, 2.14),
                (34, 14, 25, 2.09),
            )
        )
    ]
    data = workbook(
        "residential-placements-data.xlsx", "Residential special school placements: data", dated, "Strategic Commissioning Manager",
        (("Purpose", "Numbers, oversight visits and cost of residential placements."), ("Source", "Placement register, July 2026."), ("Small numbers", "Schools are named by code; no child can be recognised."),
         ("Analysis and effect", "Comparing distance with contact showed that children over 90 miles away saw their families half as often; travel for families is now paid, and contact rose from 1.1 to 1.9 visits a month.")),
        Sheet(name="By school", header=("School", "Designation", "Weeks a year", "Placed", "Looked after", "Miles, median"), rows=tuple((*r[:5], int(r[5])) for r in _RESIDENTIAL)),
        Sheet(name="By quarter", header=("Quarter", "Placed", "Looked after", "Visits made", "Cost, millions a year"), rows=tuple(by_quarter)),
        attest=(outcome("education-evidence-lead", dated, "The first sheet says what comparing distance with contact changed for families."),),
    )  # fmt: skip
    return Item(
        folder="3.2-residential-special-schools",
        requirement="3.2",
        summary="How places in residential special schools are commissioned and overseen, and how many there are.",
        documents=(policy, data),
        **_LEADS,
    )


def out_of_area() -> Item:
    dated = "2026-07-13"
    chance = draw("out of area")
    kinds = (
        "Special school of a neighbouring area",
        "Mainstream school of a neighbouring area",
        "Independent day special school",
        "Non-maintained special school",
        "College of a neighbouring area",
    )
    counts = (88, 61, 97, 31, 54)
    rows: list[tuple[str, str, str, int, int, str, str, str]] = []
    for i in range(1, 49):
        kind = chance.choices(kinds, counts)[0]
        rows.append((f"Setting {i:02d}", kind, chance.choice(("Wray Marches", "East Vale", "Northern Fells", "Port Harle")), chance.randint(3, 14), chance.randint(8, 41), chance.choices(("Good", "Outstanding", "Requires improvement"), (72, 20, 8))[0],
                     chance.choice(("October 2025", "January 2026", "March 2026", "May 2026", "June 2026")), chance.choice(("None", "None", "None", "Records of therapy", "Attendance data late", "Review report late"))))  # fmt: skip
    placed = share(331, tuple(float(row[3]) for row in rows), name="placed")
    rows = [(*row[:3], count, *row[4:]) for row, count in zip(rows, placed, strict=True)]
    by_kind = [(kind, sum(r[3] for r in rows if r[1] == kind), sum(1 for r in rows if r[1] == kind)) for kind in kinds]
    report = written(
        "out-of-area-placements.docx", "Education outside the area: commissioning and oversight", "performance-report", dated, "SEND Service Manager",
        h("Headlines"),
        "331 children and young people with an EHC plan who live in Westmere learn in 48 settings outside the area; residential placements are described under requirement 3.2. Most go to a school that is nearer than our own; 112 go because no place with us meets their needs.",
        table("Placements by kind of setting, July 2026", "Kind | Children and young people | Settings", [*by_kind, ("All", 331, 48)], widths=(0.56, 0.26, 0.18), total=True),
        h("How places are commissioned"),
        n("The family's wish and the child's needs come first; our own schools are consulted at the same time.", "The setting shows how it will meet each need in section F, in writing.", "Quality is read before the placement: inspection, safeguarding, staffing, a visit.", "Independent settings sign the contract of the regional framework; prices are compared with eight other areas.", "The host area is told before the first day."),
        h("How they are overseen"),
        table("Standards of oversight and how far they are met", "Standard | Met in 2024 to 2025 | Met in 2025 to 2026", lines("""
            Each independent setting visited in the year, child seen | 81% | 98%
            Annual review attended by an officer where the setting is independent | 74% | 93%
            Annual review in time | 66% | 84%
            Attendance received each week | 22% | 71%
            Response to an inspection below good within five working days | 100% | 100%
            Parents called once a year outside the review | Not done | 64%
        """), widths=(0.56, 0.22, 0.22)),
        Landscape((h("Settings"), table("Settings outside the area", "Setting | Kind | Host area | Placed | Miles | Last inspection | Last visit | Point from the visit", rows, widths=(0.1, 0.24, 0.14, 0.07, 0.07, 0.14, 0.11, 0.13)))),
        h("What oversight found, and what difference it made"),
        b("In one setting the therapy in section F was not given. It was put right in three weeks, and the hours missed were made up for all five children.",
          "Weekly attendance showed nine children below 80 per cent whom nobody had noticed. Seven attend regularly now, one has moved nearer home, one is ill and taught at home.",
          "Two settings fell below good. Every family was rung on the day; three children moved at their wish, the others stayed with a monthly visit until the setting was good again."),
        "What a placement costs is read with what it achieves: 68 per cent of outcomes due in the year were reached in independent settings, 71 per cent in our own special schools.",
        approved="Joint commissioning group",
        attest=(outcome("education-evidence-lead", dated, "The last section says what visits and weekly attendance changed, and for how many children."),),
    )  # fmt: skip
    data = workbook(
        "out-of-area-data.xlsx", "Education outside the area: data", dated, "Performance Analyst, SEND",
        (("Purpose", "One line for each setting outside the area."), ("Source", "Placement register and visit log, July 2026; settings are named by number."),
         ("Analysis and effect", "Weekly attendance pointed to nine children; seven of them attend regularly now.")),
        Sheet(name="Settings", header=("Setting", "Kind", "Host area", "Placed", "Miles", "Last inspection", "Last visit", "Point from the visit"), rows=tuple(rows)),
        Sheet(name="By need", header=("Primary need", "Placed"), rows=tuple(zip(("Autistic spectrum", "Social, emotional and mental health", "Speech, language and communication", "Learning difficulties", "Sensory and physical", "Other"), share(331, (45, 24, 11, 9, 8, 3)), strict=True))),
        attest=(outcome("performance-analyst", dated, "The first sheet says what weekly attendance showed and what followed for nine children."),),
    )  # fmt: skip
    return Item(
        folder="3.3-out-of-area-placements",
        requirement="3.3",
        summary="Who learns in settings outside the area, how these places are chosen and watched, and what came of it.",
        documents=(report, data),
        **_LEADS,
    )


def destinations() -> Item:
    dated = "2026-09-14"
    years = ("2022", "2023", "2024", "2025", "2026")
    kept = lines("""
        Sixth form, mainstream | 61 | 66 | 71
        Sixth form, special school | 58 | 62 | 64
        Further education college | 231 | 244 | 262
        Independent specialist college | 17 | 15 | 14
        Apprenticeship | 19 | 24 | 31
        Supported internship or traineeship | 9 | 14 | 21
        Employment with training | 11 | 12 | 13
        Not in education, employment or training | 31 | 27 | 22
        Not known | 9 | 5 | 2
    """)
    went: list[tuple[str | int, ...]] = [(r[0], *(int(v) for v in r[1:])) for r in kept]
    went.append(("All", 446, 469, 500))
    report = written(
        "destinations-2025-26.docx", "Destinations after leaving school, 2025 to 2026", "performance-report", dated, "Head of Preparing for Adulthood",
        h("Headlines"),
        "Of 500 young people with EHC plans who left year 11, 12, 13 or 14 in summer 2025, 476 were in learning or work in March 2026, 95.2 per cent. 22 were NEET and two could not be reached. Among young people on SEN support, 93.1 per cent of those aged 16 and 17 were in learning or work.^[Aged 16 and 17 on 31 August 2025; mean of December, January and February.]",
        Figure("Aged 16 and 17 not in education, employment or training", "Line chart with two series over five years. Young people with plans: 9.6, 9.1, 8.8, 8.1 and 6.6 per cent. Young people on SEN support: 6.9, 6.8, 6.6, 6.2 and 5.8 per cent.",
               pictures.lines(years, (("With a plan", (9.6, 9.1, 8.8, 8.1, 6.6)), ("On SEN support", (6.9, 6.8, 6.6, 6.2, 5.8))), unit="%", low=0), "neet", 14.5),
        h("Where young people with plans went"),
        table("Destinations in March of the year after leaving", "Destination | Left in 2023 | Left in 2024 | Left in 2025", went, widths=(0.46, 0.18, 0.18, 0.18), total=True, key="dest"),
        table("Destinations in learning or work by primary need, left in 2025", "Primary need | Young people | In learning or work | Share", [
            ("Autistic spectrum", 158, 149, percent(149, 158)), ("Social, emotional and mental health", 109, 98, percent(98, 109)), ("Speech, language and communication", 81, 79, percent(79, 81)), ("Learning difficulties", 98, 97, percent(97, 98)),
            ("Sensory and physical", 34, 34, percent(34, 34)), ("Other", 20, 19, percent(19, 20)), ("All", 500, 476, percent(476, 500))], widths=(0.42, 0.2, 0.22, 0.16), total=True),
        h("Young people not in education, employment or training"),
        "The 22 young people of {@dest} are known by name to an adviser. Twelve have social, emotional and mental health needs; nine left alternative provision; seven live in Castle Tarn. Anxiety was the reason given most often, then a course that turned out wrong.",
        table("Young people without a place, by time", "Time | March 2025 | March 2026", (("Up to 3 months", 8, 10), ("3 to 6 months", 7, 7), ("6 to 12 months", 8, 4), ("Over 12 months", 4, 1), ("All", 27, 22)), total=True, widths=(0.5, 0.25, 0.25)),
        h("What changed, for whom, and with what result", key="changed"),
        table("From analysis to difference", "What the data showed | What we did | Difference", lines("""
            Nine of 22 had left alternative provision | Each leaver has an adviser from January of year 11 until March after leaving | In the group that left in 2026, 91% had a place on 1 September, 79% a year before
            Courses turned out wrong by October | Taster weeks in June; change of course without loss until half-term | Leaving by Christmas fell from 41 to 23
            Young people with anxiety did not enrol | Small open days; first week in small groups; tutor visits at home | 46 enrolled through this route, 40 still attend
            Employers asked for a coach, not money | Job coaches at the hospital, the council and two supermarkets | 17 of 28 interns in paid work after six months
        """), widths=(0.28, 0.38, 0.34)),
        h("Longer destinations"),
        table("Young people with plans who left at 18 or later, followed for three years", "Where they are | Left in 2021 | Left in 2022 | Left in 2023", (("Paid work, 16 hours or more", 38, 44, 53), ("Paid work, fewer hours", 19, 21, 26), ("Further learning", 31, 34, 33), ("Voluntary work or day service", 29, 28, 24), ("None of these", 23, 18, 12), ("All", 140, 145, 148)), total=True, widths=(0.46, 0.18, 0.18, 0.18)),
        quote("“They did not ask what I could not do. They asked when I could start.”"),
        h("Next steps"),
        b("42 places in supported internships from January 2027.", "Adviser for each young person at the end of college.", "Talk with schools in Castle Tarn in October on anxiety and first weeks."),
        approved="Preparing for adulthood group", numbered=True, version="1.1",
        attest=(outcome("education-evidence-lead", dated, "Section 4 says what the data showed, what changed and what difference it made for young people."),),
        summary="Where young people with plans and on SEN support went, who has no place, and what was done about it.",
    )  # fmt: skip
    by_school = [
        (s.name, draw(s.name).randint(9, 46), f"{draw(s.name + 'd').uniform(90, 99):.1f}%")
        for s in schools()
        if s.phase == "Secondary"
    ]
    data = workbook(
        "destinations-data.xlsx", "Destinations after leaving school: data", dated, "Performance Analyst, SEND",
        (("Purpose", "Figures behind the report on destinations."), ("Source", "Activity survey of March 2026 and the September guarantee."), ("Terms", "NEET stands for its full term in the sheet of destinations."),
         ("Analysis and effect", "The sheet by month showed that young people leave courses in October; taster weeks and a change of course without loss brought leaving by Christmas from 41 to 23.")),
        Sheet(name="Destinations", header=("Destination", "Left in 2023", "Left in 2024", "Left in 2025"), rows=tuple((r[0], *(int(v) for v in r[1:])) for r in kept)),
        Sheet(name="By secondary school", header=("School", "Leavers with SEND, 2025", "In learning or work"), rows=tuple(by_school)),
        Sheet(name="By month", header=("Month", "Not in education, employment or training, with a plan", "On SEN support"), rows=tuple((m, a, c) for m, a, c in zip(("September 2025", "October 2025", "November 2025", "December 2025", "January 2026", "February 2026", "March 2026"), (31, 38, 34, 30, 27, 24, 22), (88, 97, 91, 86, 81, 77, 74), strict=True))),
        attest=(outcome("performance-analyst", dated, "The first sheet says what the monthly figures changed and by how much."),),
    )  # fmt: skip
    return Item(
        folder="3.4-destinations",
        requirement="3.4",
        summary="Where young people go after school, and how many are not in education, employment or training.",
        documents=(report, data),
        **_LEADS,
    )


def part_time() -> Item:
    dated = "2026-09-25"
    rows: list[tuple[str | int | float, ...]] = [
        (
            "Setting group",
            "Timescale in weeks",
            "With a plan",
            "In alternative provision without a plan",
            "Hours a week, median",
        )
    ]
    for group, spread in (
        ("Primary schools", (9, 7, 4, 1)),
        ("Secondary schools", (14, 11, 9, 3)),
        ("Special schools", (3, 2, 2, 1)),
        ("Alternative provision", (12, 10, 11, 6)),
        ("Independent schools", (2, 2, 1, 0)),
    ):
        for weeks, count in zip(("0 to 3", "3 to 6", "6 to 12", "over 12"), spread, strict=True):
            own = count if group != "Alternative provision" else count // 2
            rows.append((group, weeks, own, count - own, 12.5 if weeks == "0 to 3" else 15.0))
    total = sum(int(r[2]) + int(r[3]) for r in rows[1:])
    long = sum(int(r[2]) + int(r[3]) for r in rows[1:] if r[1] in ("6 to 12", "over 12"))
    report = written(
        "part-time-timetables.docx", "Part-time timetables: numbers, timescales and what we do about them", "performance-report", dated, "Head of Inclusion and Alternative Provision",
        h("Headlines"),
        f"In July 2026, {total} children and young people who have an EHC plan or are in alternative provision had a part-time timetable; {long} of them for more than six weeks. A year before there were 171, of whom 74 for more than six weeks.",
        table("Part-time timetables by setting and timescale, July 2026", "Setting | 0 to 3 weeks | 3 to 6 weeks | 6 to 12 weeks | Over 12 weeks | All", [
            (g, *v, sum(v)) for g, v in (("Primary schools", (9, 7, 4, 1)), ("Secondary schools", (14, 11, 9, 3)), ("Special schools", (3, 2, 2, 1)), ("Alternative provision", (12, 10, 11, 6)), ("Independent schools", (2, 2, 1, 0)))] + [("All", 40, 32, 27, 11, 110)], widths=(0.3, 0.14, 0.14, 0.14, 0.14, 0.14), total=True),
        Figure("Part-time timetables of more than six weeks, by month", "Line chart from September 2025 to July 2026: 74, 71, 69, 66, 60, 57, 52, 48, 45, 41 and 38.",
               pictures.lines(("Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"), (("Over six weeks", (74.0, 71.0, 69.0, 66.0, 60.0, 57.0, 52.0, 48.0, 45.0, 41.0, 38.0)),), low=0), "trend", 15),
        h("Rules"),
        n("A part-time timetable is a last resort, agreed with parents in writing, for a reason that the child understands.", "It has a plan, an aim and an end date within six weeks.", "The school tells the council on the form within two days, and again when it ends.",
          "The attendance panel reads every one each month; over six weeks the officer visits.", "It is never used to manage behaviour or to wait for a place.", "Work is set and marked for the hours at home; the child is seen each week."),
        "The rules follow the national guidance on [school attendance](https://www.gov.uk/government/publications/working-together-to-improve-school-attendance).",
        h("Reasons"),
        table("Reasons given, July 2026", "Reason | Number | Share", (("Return after anxiety-based absence", 42, "38.2%"), ("Medical needs", 27, "24.5%"), ("Start in a new setting", 22, "20.0%"), ("Return after suspension", 11, "10.0%"), ("Place in alternative provision is part-time, school provides the rest", 8, "7.3%"), ("All", 110, "100.0%")), total=True, widths=(0.6, 0.2, 0.2)),
        h("What the figures changed, and what difference it made"),
        b("Two schools accounted for a fifth of all timetables. Both worked with outreach from the primary centre; one has none now, the other three.",
          "Timetables without an end date stayed three times as long. None is accepted without one: the median fell from nine to four weeks.",
          "Of 36 pupils whose timetable had lasted over six weeks in January, 31 are back full time; two have moved setting, three are ill and taught at home."),
        approved="Performance and quality group",
        attest=(outcome("education-evidence-lead", dated, "The last section names three findings, what changed and how many pupils are back full time."),),
    )  # fmt: skip
    data = table_text("part-time-timetables-data.csv", "Part-time timetables: data for July 2026", dated, tuple(rows), summary="Counts by setting, timescale and group in July 2026, as comma-separated values.",
                      attest=(outcome("performance-analyst", dated, "The report beside it says what the counts showed, what changed and that 31 of 36 pupils are back full time."),))  # fmt: skip
    form = written(
        "part-time-timetable-form.docx", "Notice of a part-time timetable: form for schools and settings", "form", "2026-02-02", "Head of Inclusion and Alternative Provision",
        h("Before you fill this in"),
        "Have you tried everything else? Ring the duty line of the inclusion team; a visit can often be arranged within the week. Fill in the form with the child and the parents.",
        h("The pupil and the setting"),
        table("Pupil and setting", "Question | Answer", lines("""
            Pupil's reference (not the name) | Write here
            Setting | Write here
            Year group | Write here
            SEN support, plan, or in alternative provision | Write here
            Known to social care, and who has been told | Write here
        """), widths=(0.5, 0.5)),
        h("The timetable"),
        table("Timetable", "Question | Answer", lines("""
            Reason | Write here
            Hours now, and hours each week until full time | Write here
            First day, and end date within six weeks | Write here
            What the school does to make full time possible | Write here
            Work at home: who sets it, who marks it | Write here
            Who sees the child each week | Write here
            What the child says | Write here
            What the parents say, and that they agree | Write here
        """), widths=(0.5, 0.5)),
        h("Send it"),
        "Send the form through the schools' portal within two days, and the second page when the timetable ends.",
        cover=False, approved="Attendance panel",
        extra={"form": {
            "completed_by": "The headteacher or a senior leader, together with the pupil and the parents.", "when": "Within two days of the start of a part-time timetable, and again when it ends.",
            "distributed_by": "The attendance service, through the schools' portal.", "collected_by": "The attendance service, through the same portal.",
            "used_for": "Each form is read by the attendance panel; over six weeks an officer visits. Numbers go to the performance and quality group each month.",
            "action_plan": "Schools with more than five open timetables agree a plan with the inclusion team; area-wide actions stand in the improvement plan under Inclusion.",
        }},
    )  # fmt: skip
    return Item(
        folder="3.5-part-time-timetables",
        requirement="3.5",
        summary="How many children with plans or in alternative provision are on part-time timetables, for how long, and what is done about it.",
        documents=(report, data, form),
        **_LEADS,
    )


def transport() -> Item:
    dated = "2026-06-17"
    modes = (
        ("School bus or service bus pass", 612),
        ("Shared minibus", 538),
        ("Shared taxi", 341),
        ("Taxi alone", 96),
        ("Mileage paid to parents", 148),
        ("Personal travel budget", 61),
        ("Independent travel after training", 39),
    )
    policy = written(
        "travel-policy.docx", "Home-to-school travel policy for children with special educational needs", "policy", "2026-05-27", "Transport Manager",
        h("What this policy is for"),
        "Most children travel to school like everybody else. Some cannot, because of need, distance or route. This policy says who is entitled to help, what help there is, and how a decision can be looked at again. It was written with parents and adopted after the consultation that is described in a separate report. It follows the "
        "[national guidance on travel to school](https://www.gov.uk/government/publications/home-to-school-travel-and-transport-guidance).",
        h("Who is entitled"),
        table("Entitlement for children of statutory school age", "Ground | Test | Evidence", lines("""
            Distance | Nearest suitable school over 2 miles under the age of 8, over 3 miles from 8 | Measured by the council
            Need | Cannot reasonably be expected to walk because of need, disability or mobility, accompanied where necessary | Plan, advice, talk with the family
            Route | Route is unsafe for a child accompanied as necessary | Assessment by the road safety team
            Low income | Extended rights by distance and choice of school | Benefit check
        """), widths=(0.16, 0.54, 0.3)),
        "Young people of sixth form age and adult learners with plans have rules of their own in the yearly statement. A child under five is helped where the need in the plan requires it.",
        h("What help there is"),
        n("Training to travel alone, where the young person wants it.", "A personal travel budget or mileage.", "A pass for a bus, with a companion where needed.", "A place in a minibus.", "A shared taxi.", "A taxi alone, with an assistant where the risk assessment says so."),
        "The least restrictive help that is safe comes first. What suits a child is agreed with the family and looked at each year, at the review of the plan.",
        h("How to ask"),
        b("Online, by telephone or with help from SENDIASS.", "Decision within ten working days; for new starters asked by 31 May, by 21 August with name of operator and a card with the photograph of the assistant.", "Changes of address or need: ring; five working days."),
        h("Journeys that children can manage"),
        table("Standards", "Standard | Aim | Met in spring 2026", lines("""
            Journey time, primary | Up to 45 minutes | 94%
            Journey time, secondary | Up to 75 minutes | 97%
            Arrival 5 to 15 minutes before lessons | 95% | 93%
            Same assistant for at least a term | 90% | 86%
            Assistant trained in the child's health care plan | 100% | 100%
            Family told before a change | 100% | 92%
        """), widths=(0.46, 0.27, 0.27)),
        h("Looking at a decision again"),
        n("First stage: a senior officer looks at the case within 20 working days.", "Second stage: an independent panel hears the family within 40 working days.", "The ombudsman."),
        h("Safety"),
        "Operators, drivers and assistants are checked before they start. Each vehicle has a plan for an emergency of the children in it. Concerns are rung through to the duty line, which is open from 6.30am to 6pm.",
        version="4.0", numbered=True, approved="Cabinet of Westmere Council",
    )  # fmt: skip
    consult = written(
        "travel-consultation.docx", "Consultation on the travel policy: what was said and what was decided", "research", "2026-05-13", "Transport Manager",
        h("Whom we asked"),
        "From January to March 2026 we asked everybody whom the policy concerns: 641 people answered, 388 of them parents of children who travel with help, 74 children and young people, 61 schools and 118 others. Six meetings took place, two of them online and one in a bus.",
        h("What was proposed, and what was said"),
        table("Proposals and answers", "Proposal | In favour | Against | Decision", lines("""
            Travel training offered to all from year 10 | 81% | 9% | Adopted; always voluntary
            Personal travel budgets at the cost of a shared seat | 67% | 21% | Adopted; topped up where an escort is needed
            Pick-up points for secondary pupils up to half a mile | 34% | 58% | Not adopted for pupils with plans
            Confirmation by 21 August | 97% | 1% | Adopted
            Card with the photograph of the assistant | 94% | 2% | Adopted
            Charge for sixth form students raised to £840 | 18% | 74% | Not raised; stays at £660, none on low income
        """), widths=(0.46, 0.14, 0.14, 0.26), key="answers"),
        h("What children said"),
        b("“I want to know who comes.”", "“The radio is too loud.”", "“I would like to sit with my friend.”"),
        h("Impact of what was said"),
        "Two of six proposals in {@answers} were dropped because of what families said. The wish of children to sit with a friend is now asked on the form; 212 wrote a name, and 171 got the seat. For the service, confirmation in August means fewer calls in September: 640 in 2025, to be compared with 2026.",
        cover=False, approved="Cabinet of Westmere Council",
        attest=(impact("education-evidence-lead", "2026-05-13", "The section on impact says which proposals were dropped and what changed for children and for the service."),),
    )  # fmt: skip
    data = workbook(
        "travel-data.xlsx", "Home-to-school travel: numbers supported and requests", dated, "Performance Analyst, SEND",
        (("Purpose", "Who is supported, who asked, and with what result."), ("Source", "Transport system, school year 2025 to 2026."),
         ("Analysis and effect", "Single taxis were read one by one: 41 of 137 children could share after a visit together beforehand; they say that they like the company, and £312,000 a year goes to short breaks.")),
        Sheet(name="By mode", header=("Mode", "Children and young people"), rows=(*modes, ("All", 1_835)), total=True),
        Sheet(name="Requests", header=("Who asked", "Requests", "Agreed", "Declined", "Looked at again", "Changed on second look"), rows=(
            ("Child has a plan, under 16", 412, 371, 41, 22, 9), ("Child has a plan, 16 to 19", 168, 131, 37, 19, 7), ("On SEN support or medical need", 97, 52, 45, 17, 6), ("Temporary need", 64, 58, 6, 1, 1), ("All", 741, 612, 129, 59, 23)), total=True),
        Sheet(name="By locality", header=("Locality", "Supported", "Requests"), rows=tuple((p, a, c) for p, a, c in zip(LOCALITIES, by_locality(1_835, "travel"), by_locality(741, "asked"), strict=True))),
        Sheet(name="By need", header=("Primary need", "Supported"), rows=tuple(zip(("Autistic spectrum", "Severe and profound learning difficulties", "Social, emotional and mental health", "Physical and sensory", "Moderate learning difficulty", "Other"), share(1_835, (38, 16, 20, 9, 11, 6)), strict=True))),
        attest=(outcome("education-evidence-lead", dated, "The first sheet says what reading single taxis changed for children and for spending."),),
    )  # fmt: skip
    return Item(
        folder="3.6-home-to-school-transport",
        requirement="3.6",
        parts={"travel-policy.docx": (1,), "travel-consultation.docx": (2,), "travel-data.xlsx": (3, 4)},
        summary="The travel policy, the consultation on it, and who is supported and who asked.",
        documents=(policy, consult, data),
        **_LEADS,
    )
