"""1.2 Assessment of needs, 1.3 Self-evaluation and 1.4 Strategic planning.

Long because it is prose, and each paper stands whole.
"""

from .. import pictures
from ..area import (
    AGES,
    LOCALITIES,
    LOCALITY_WEIGHTS,
    NEEDS,
    NEW_PLANS,
    ON_TIME,
    PLACES,
    PLANS,
    POPULATION_0_25,
    PUPILS,
    QUARTERS,
    REQUESTS,
    SUPPORT,
    draw,
    number,
    percent,
    schools,
    share,
)  # fmt: skip
from ..make import deck, impact, outcome, workbook, written
from ..model import Block, Document, Item
from ..sheets import Sheet
from ..slides import Slide
from .kit import Figure, Landscape, NewPage, b, h, h2, lines, n, quote, table

YEARS = ("2022", "2023", "2024", "2025", "2026")
_WEIGHTS = tuple(float(w) for w in LOCALITY_WEIGHTS)

PLANS_CHART = Figure(
    "Plans maintained in January of each year",
    "Column chart. Plans maintained rise every year: 2,612 in 2022, 2,871 in 2023, 3,118 in 2024, 3,364 in 2025 and 3,587 in 2026.",
    pictures.columns(YEARS, (("Plans", tuple(float(v) for v in PLANS.values())),)), "plans-chart", 15,
)  # fmt: skip
NEEDS_CHART = Figure(
    "Primary need of children and young people with plans, January 2026",
    "Bar chart of plans by primary need. Autistic spectrum is largest with 1,198, then social, emotional and mental health with 742 and speech, language "
    "and communication with 689. All other needs are below 310.",
    pictures.bars(tuple(NEEDS), tuple(float(v) for v in NEEDS.values())), "needs-chart", 15.5,
)  # fmt: skip
TIME_CHART = Figure(
    "New plans issued within 20 weeks, by quarter",
    "Line chart. The share of new plans issued within 20 weeks rises from 61.4 per cent in July to September 2025 to 73.8 per cent in April to June 2026. "
    "The national share is shown as level at about half.",
    pictures.lines(("Jul-Sep 2025", "Oct-Dec 2025", "Jan-Mar 2026", "Apr-Jun 2026"), (("Westmere", ON_TIME), ("National", (50.3, 50.3, 50.3, 50.3))), unit="%", low=40),
    "time-chart", 15,
)  # fmt: skip


def by_locality(total: int, name: str, stray: float = 0.12) -> tuple[int, ...]:
    """A total over the five localities."""
    return share(total, _WEIGHTS, stray=stray, name=name)


def need_by_locality() -> list[tuple[str | int, ...]]:
    """Plans by need and locality, with totals."""
    rows: list[tuple[str | int, ...]] = []
    sums = [0] * (len(LOCALITIES) + 1)
    for need, total in NEEDS.items():
        values = (*by_locality(total, f"need {need}"), total)
        sums = [a + v for a, v in zip(sums, values, strict=True)]
        rows.append((need, *values))
    return [*rows, ("All", *sums)]


def need_by_age() -> list[tuple[str | int, ...]]:
    """Plans by need and age group; both margins agree with the area's figures."""
    left = list(AGES.values())
    rows: list[tuple[str | int, ...]] = []
    needs = list(NEEDS.items())
    for need, total in needs[:-1]:
        values = list(share(total, tuple(float(v) for v in AGES.values()), stray=0.25, name=f"age {need}"))
        left = [a - v for a, v in zip(left, values, strict=True)]
        rows.append((need, *values, total))
    # What rounding and chance left over is settled in the largest need, so that rows and columns both add up.
    first = [int(value) for value in rows[0][1:6]]
    target = share(needs[-1][1], tuple(float(v) for v in AGES.values()), name="age other")
    first = [a + over - goal for a, over, goal in zip(first, left, target, strict=True)]
    rows[0] = (rows[0][0], *first, sum(first))
    rows.append((needs[-1][0], *target, needs[-1][1]))
    return [*rows, ("All", *AGES.values(), PLANS[2026])]


def assessment() -> Item:
    return Item(
        folder="1.2-assessment-of-needs", requirement="1.2", lead="partnership-evidence-lead", accountable="partnership-accountable-lead",
        summary="The joint strategic needs assessment for children and young people with SEND, its data, and the summary that was put to the board.",
        documents=(_assessment(), _data(), _slides()),
    )  # fmt: skip


_THEMES: tuple[tuple[str, str, str, str, str], ...] = (
    ("Autism and neurodevelopment", "1,198 plans name autism as the primary need, 33 per cent of all; five years ago it was 26 per cent. 1,064 children and young people wait for a "
     "neurodevelopmental assessment, 38 per cent of them girls, up from 29 per cent three years ago.",
     "The wait is longest for those aged 11 to 15, and families in Wray Valley travel furthest. Schools that use the support offered before diagnosis ask for fewer plans: 3.1 per 1,000 pupils against 5.4.",
     "Support without a diagnosis should be open to every family from the day of referral; assessment teams should work in all five localities.",
     "Neurodevelopmental"),
    ("Social, emotional and mental health", "742 plans, and 2,104 pupils on SEN support, name this need. Suspensions of pupils with it fell from 31 to 24 per 100 pupils in two years, but remain six times those of other pupils.",
     "Need shows late: two in five plans for it are asked for in years 7 to 9. Pupils who change school in that time are over-represented in alternative provision.",
     "Help should start in primary school. Outreach from the primary centre and mental health support teams should cover every school by September 2027; they now reach 64 per cent.",
     "Wellbeing"),
    ("Speech, language and communication", "689 plans and 1,918 pupils on SEN support. At the check at two and a half years, 17 per cent of children were below the expected level in communication, against 14 per cent before 2020.",
     "In Northgale one child in four is below the level. Where health visitors and nurseries use the same screening, referral comes eight months earlier.",
     "Screening at two should be the same everywhere; therapy should be commissioned for settings, not only for single children.",
     "Communication"),
    ("Learning difficulties", "578 plans name a moderate, severe or profound learning difficulty. Numbers are steady, but children with profound difficulties live longer with more complex health needs: 29 need nursing through the school day, up from 18.",
     "Special school places in the south of the area are full; 46 children travel more than 45 minutes.",
     "A satellite of 24 places is planned in Saltwick Coast. Annual health checks from 14 reach 78 per cent of those on general practice registers; the aim is 90.",
     "Learning"),
    ("Sensory and physical needs", "229 plans name a hearing, visual, multi-sensory or physical need; the sensory service supports 486 children in all, three in four without a plan.",
     "Newborn hearing screening finds most deaf children within five weeks. Equipment is late in one case in five, mostly where two budgets meet.",
     "One equipment budget, decided in five working days, was agreed in April 2026.",
     "Sensory"),
    ("Early years", "151 children under 5 have a plan; 412 receive inclusion funding in 188 settings. Notifications by health services of children under school age have doubled since one form replaced three.",
     "Children notified before the age of two start school with support in place in nine cases of ten; of those notified after three, in six of ten.",
     "Every setting should have a link from the inclusion team, and each locality a monthly meeting of health visitors and settings.",
     "Early"),
    ("Preparing for adulthood", "935 young people over 16 have plans. 83 of all with plans are neither in education nor in training or work. 64 per cent of young people with a learning disability known to adult services who want work have none.",
     "Young people who had a work placement before 18 are twice as likely to be in paid work at 22.",
     "Supported internships are to grow from 28 to 42 places, and travel training is to be offered in year 10.",
     "Adulthood"),
    ("Children who are looked after, in need or in care of the youth justice service", "Of 402 looked-after children, 118 have a plan and 71 are on SEN support. Of 74 young people known to youth justice, 29 have a plan.",
     "Half of the young people known to youth justice had a communication need that was first recorded there.",
     "Screening for communication needs should take place at the first suspension, not at the first offence.",
     "Vulnerable"),
)  # fmt: skip


def _theme(title: str, what: str, why: str, so: str, name: str) -> tuple[Block, ...]:
    chance = draw(f"theme {name}")
    base = chance.randint(120, 420)
    rows = []
    for year in range(2022, 2027):
        base = round(base * chance.uniform(1.03, 1.11))
        rows.append((str(year), base, round(base * chance.uniform(0.26, 0.4)), f"{chance.uniform(58, 84):.1f}%"))
    years = tuple(str(row[0]) for row in rows)
    seen = tuple(float(row[1]) for row in rows)
    chart = Figure(
        f"{title}: new referrals by year",
        f"Column chart. New referrals rise each year, from {rows[0][1]} in 2022 to {rows[-1][1]} in 2026.",
        pictures.columns(years, (("New referrals", seen),)),
        width=13,
    )
    return (
        *(() if name == "Neurodevelopmental" else (NewPage(),)), h2(title), *(block for block in _paras(what, why)),
        table(f"{title}: children seen for the first time, by year", "Year | New referrals | From schools and settings | Seen within the standard", rows, widths=(0.2, 0.25, 0.25, 0.3)),
        chart, *_paras(f"**What should follow.** {so}"),
    )  # fmt: skip


def _profile(place: str, i: int) -> tuple[Block, ...]:
    """One locality on a page: its children, its needs, and what the locality team has agreed to do."""
    plans = by_locality(PLANS[2026], "profile plans", 0.05)[i]
    needs = sorted(NEEDS, key=NEEDS.__getitem__, reverse=True)[:6]
    rows = [
        (need, by_locality(NEEDS[need], f"need {need}")[i], f"{draw(f'{place}{need}').uniform(4, 19):.1f}")
        for need in needs
    ]
    what, why, plan = _PROFILES[i]
    return (
        *((NewPage(),) if i else ()),
        h2(place),
        *_paras(what, why),
        table(
            f"{place}: six most frequent needs among plans",
            "Primary need | Plans | Per 1,000 residents aged 0 to 25",
            rows,
            widths=(0.5, 0.2, 0.3),
        ),
        Figure(
            f"{place}: plans by need",
            f"Bar chart of the six most frequent needs among plans in {place}; {needs[0].lower()} is the largest.",
            pictures.bars(tuple(row[0] for row in rows), tuple(float(row[1]) for row in rows)),
            width=13.5,
        ),
        *_paras(f"About {plans:,} plans are maintained for residents of {place}. The locality team has agreed to:"),
        b(*plan),
    )


_PROFILES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("The largest town, with three in ten of the area's children, two special schools and most specialist clinics.", "Families move in for housing and for provision; one child in eight with a plan has moved from another area within three years.",
     ("Meet new families within two weeks of the move", "Open a second drop-in on Saturdays", "Share one waiting list for playgroup therapy")),
    ("An old market town with a ring of new estates. Schools are growing, and classes are full.", "Suspensions for social, emotional and mental health needs are the highest in the area, though falling.",
     ("Outreach from the primary centre in six schools", "A nurture group in each of the three largest schools", "A parents' course on anxiety each term")),
    ("A string of small towns along the estuary, with seasonal work and little public transport in winter.", "There is no special school; 46 children travel more than 45 minutes.",
     ("The satellite school in September 2027", "Short breaks at the sailing base", "A therapist two days a week at the health centre")),
    ("Villages and farms, the smallest schools of the area, and the longest journeys.", "Families use clinics, short breaks and groups half as often as others; home education has risen by a third.",
     ("Neurodevelopmental clinics twice a month", "A weekend break from a converted bus", "An online group for parents, hosted by the forum")),
    ("The youngest and poorest locality: almost a third of children live in households with low income.", "One child in four is behind in communication at two and a half years.",
     ("Therapists in every nursery by January 2027", "Health visitors and hubs share one home visit", "Free books and a talking walk each week")),
)  # fmt: skip


def _paras(*texts: str) -> tuple[Block, ...]:
    from ..model import Para

    return tuple(Para(text) for text in texts)


def _assessment() -> Document:
    dated = "2026-06-24"
    return written(
        "joint-strategic-needs-assessment.docx", "Joint strategic needs assessment: children and young people with SEND", "research", dated, "Director of Public Health",
        h("Summary", key="summary"),
        f"This is the SEND chapter of the JSNA. It describes the needs of {number(POPULATION_0_25)} residents aged 0 to 25, of whom about 12,000 are known to have special educational needs or a disability. It was written by public "
        "health with the council, the ICB, schools and parents, and read in full by Young Shapers before it went to the board.",
        b(f"EHC plans have risen by {percent(PLANS[2026] - PLANS[2022], PLANS[2022])} in four years, from {number(PLANS[2022])} to {number(PLANS[2026])}; SEN support has risen by "
          f"{percent(SUPPORT[2026] - SUPPORT[2022], SUPPORT[2022])}.",
          "Autism, social, emotional and mental health, and speech, language and communication make up 73 per cent of plans.",
          "Need is not spread evenly: Northgale has the most young children with delayed communication, Wray Valley the longest journeys, Marlbeck the most plans.",
          "Support that starts without a diagnosis or plan works: schools that use it ask for fewer plans, and their pupils are suspended less.",
          "Four gaps stand out: neurodevelopmental waits, therapies in the early years, local special places in the south, and work for young adults."),
        h("Population"),
        table("Residents aged 0 to 25 by locality, mid-2025", "Locality | 0 to 4 | 5 to 10 | 11 to 15 | 16 to 25 | All", _population(), widths=(0.28, 0.14, 0.14, 0.14, 0.15, 0.15), total=True, key="population"),
        "The number of children under 5 has fallen by 6 per cent in five years; the number aged 11 to 15 will peak in 2028. {@population} gives the figures by locality. A fifth of children live in households with low income; "
        "in Northgale it is almost a third.^[Households below 60 per cent of the median, before housing costs.]",
        h("Children and young people with plans and on SEN support"),
        PLANS_CHART,
        f"In January 2026, {percent(SUPPORT[2026], PUPILS)} of pupils were on SEN support. {{@plans-chart}} shows the growth in plans; {{@needs-chart}} shows what they are for.",
        NEEDS_CHART,
        table("Plans by primary need and age, January 2026", "Primary need | Under 5 | 5 to 10 | 11 to 15 | 16 to 19 | 20 to 25 | All", need_by_age(),
              widths=(0.34, 0.11, 0.11, 0.11, 0.11, 0.11, 0.11), total=True),
        table("Where children and young people with plans learn, January 2026", "Place | Number | Share", [(place, v, percent(v, PLANS[2026])) for place, v in PLACES.items()] + [("All", PLANS[2026], "100.0%")],
              widths=(0.6, 0.2, 0.2), total=True),
        Landscape((
            h("Need by locality"),
            table("Plans by primary need and locality, January 2026", "Primary need | " + " | ".join(LOCALITIES) + " | All", need_by_locality(), widths=(0.3, 0.12, 0.12, 0.14, 0.12, 0.1, 0.1), total=True, key="localities"),
            *_paras("Rates differ more than numbers. Marlbeck has 31 per cent of plans and 30 per cent of residents; Saltwick Coast has fewer plans than its population suggests, which the assessment team is looking into with its schools."),
        )),
        h("Themes"),
        *_paras("Each theme follows the same order: what is known, why it is so, and what should follow. Figures are for the school year 2024 to 2025 where nothing else is said."),
        *(block for theme in _THEMES for block in _theme(*theme)),
        h("Localities"),
        *(block for i, place in enumerate(LOCALITIES) for block in _profile(place, i)),
        h("What families and young people say"),
        *_paras("Public health asked 418 parents and 163 young people, with the forum and with schools. Three questions were the same as in 2023, so that change can be seen."),
        table("Answers of parents and young people", "Question | 2023 | 2026", lines("""
            My child gets the right help at school (parents, agree) | 54% | 61%
            I had to tell my story only once (parents, agree) | 31% | 47%
            I know who to ask (parents, agree) | 58% | 69%
            I am asked what I think (young people, agree) | 63% | 72%
            I have friends where I learn (young people, agree) | 70% | 71%
            I know what I want to do after school (young people aged 14 and over, agree) | 49% | 57%
        """), widths=(0.66, 0.17, 0.17)),
        quote("“The best thing was that they asked before they wrote it down.”"),
        h("What was done with the last assessment"),
        table("Recommendations of 2023 and what came of them", "Recommendation | What was done | Difference for children and families", lines("""
            One form for early notification | In use since January 2024 in all health services | Notifications rose from 96 to 201 a year; median age fell from 31 to 23 months
            Therapy in settings | 14 nurseries have a weekly therapist | 71% of children there reached the expected level in language, 58% elsewhere
            Emotional health in schools | Mental health support teams in 84 schools | Suspensions down by 23% in those schools, by 6% in the others
            Places near home | 64 resourced places opened in six schools | 41 children moved from placements more than 20 miles away
            Health checks from 14 | Recall letters in easy read | 78% had a check, up from 61%
        """), widths=(0.24, 0.34, 0.42), key="done"),
        h("Recommendations"),
        n("Open support before diagnosis to every family on the neurodevelopmental pathway by March 2027.",
          "Commission speech and language therapy for settings in all localities, with Northgale first.",
          "Open the special school satellite in Saltwick Coast in September 2027.",
          "Extend mental health support teams to every school by September 2027.",
          "Grow supported internships to 42 places and employer partners to 30.",
          "Screen communication at the first suspension.",
          "Repeat the survey of families each spring with the same questions."),
        h("Sources and method"),
        *_paras("Figures come from the school census, the case management system, the community services data set and local surveys. National figures are those published in "
                "[Education, health and care plans](https://explore-education-statistics.service.gov.uk/find-statistics/education-health-and-care-plans). Groups below five are combined or left out."),
        version="3.0", numbered=True, approved="Health and Wellbeing Board", chapters=True, subtitle="The needs of the area and what should follow from them",
        attest=(impact("partnership-evidence-lead", dated, "Section 8 says what the last assessment led to and the difference for children, families and services; section 9 what follows from this one."),),
        summary="The SEND chapter of the joint strategic needs assessment, with what became of the recommendations of 2023.",
    )  # fmt: skip


def _population() -> list[tuple[str | int, ...]]:
    ages = (24_100, 30_400, 26_900, 37_000)
    columns = [by_locality(total, f"population {i}", 0.06) for i, total in enumerate(ages)]
    rows: list[tuple[str | int, ...]] = [
        (place, *(c[i] for c in columns), sum(c[i] for c in columns)) for i, place in enumerate(LOCALITIES)
    ]
    return [*rows, ("All", *ages, sum(ages))]


def _data() -> Document:
    dated = "2026-06-24"
    wide = (
        "School",
        "Phase",
        "Locality",
        "Pupils on roll",
        "With EHC plan",
        "On SEN support",
        "Share with either",
        "Resourced provision",
    )
    rows = tuple(
        (s.name, s.phase, s.locality, s.roll, s.plans, s.support, round((s.plans + s.support) / s.roll, 4), s.provision)
        for s in schools()
    )
    trend = tuple((year, PLANS[int(year)], SUPPORT[int(year)], round(SUPPORT[int(year)] / PUPILS, 4)) for year in YEARS)
    return workbook(
        "needs-assessment-data.xlsx", "Data of the joint strategic needs assessment", dated, "Performance Analyst, SEND",
        (
            ("Purpose", "The figures behind the assessment, so that readers can work with them."),
            ("Source", "School census and case management system, January 2026; all schools and persons are fictional."),
            ("Small numbers", "Schools show totals only; no group of children can be recognised."),
            ("Analysis and effect", "The sheet by school showed 14 schools that ask for far more plans than others like them. Each had an inclusion visit; requests from them fell "
             "by a fifth while their SEN support rose, and parents there report more help (59 to 68 per cent agree)."),
        ),
        Sheet(name="Trend", header=("Year", "EHC plans", "Pupils on SEN support", "SEN support, share of pupils"), rows=trend, share=(3,)),
        Sheet(name="Need by age", header=("Primary need", *AGES, "All"), rows=tuple(need_by_age()), total=True),
        Sheet(name="Need by locality", header=("Primary need", *LOCALITIES, "All"), rows=tuple(need_by_locality()), total=True),
        Sheet(name="By school", header=wide, rows=rows, share=(6,)),
        attest=(outcome("performance-analyst", dated, "The first sheet says which schools the data pointed to, what was done with them and what parents there report."),),
    )  # fmt: skip


def _slides() -> Document:
    return deck(
        "needs-assessment-summary.pptx", "What our children and young people need: summary for the board", "performance-report", "2026-07-08", "Director of Public Health",
        "Joint strategic needs assessment, presented to the SEND Partnership Board",
        Slide("More children have plans every year", ("EHC plans: 3,587 in January 2026, up 37% in four years", "SEN support: 8,410 pupils, up 9%", "Growth is fastest between 11 and 15"), figure=PLANS_CHART),
        Slide("Three needs make up most of the growth", ("Autism: one plan in three", "Mental health needs show late", "Language needs show early, if we look"), figure=NEEDS_CHART),
        Slide("What works already", ("Early notification: median age fell from 31 to 23 months", "Therapists in nurseries: 71% reach the expected level, 58% elsewhere",
                                    "Support teams in schools: suspensions down 23%", "Resourced places: 41 children came back to schools near home")),
        Slide("Where the gaps are", table=table("Four gaps, and what closes them", "Gap | Who feels it | What closes it", lines("""
            Neurodevelopmental waits | 1,064 children and their families | Support from the day of referral; two more clinicians
            Therapy before school | Under-fives in Northgale and Marlbeck | Therapy commissioned for settings
            Special places in the south | 46 children with long journeys | Satellite of 24 places in Saltwick Coast
            Work for young adults | 83 young people without a place | 42 supported internships
        """), widths=(0.25, 0.35, 0.4))),
        Slide("What we ask the board to decide", ("Agree the seven recommendations", "Give each one an owner and a date", "Read the measures each quarter", "Tell families in September what was decided")),
        summary="Five slides put to the board in July 2026.",
        attest=(outcome("partnership-evidence-lead", "2026-07-08", "Slide 4 shows what earlier changes did for children; slide 6 the decisions that follow."),),
    )  # fmt: skip


def self_evaluation() -> Item:
    return Item(
        folder="1.3-self-evaluation", requirement="1.3", lead="partnership-evidence-lead", accountable="partnership-accountable-lead",
        summary="How well the partnership improves the experiences and outcomes of children and young people with SEND, in its own judgement, with the plan that follows and an outside view.",
        documents=(_evaluation(), _plan(), _peer()),
    )  # fmt: skip


_AREAS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], str], ...] = (
    ("Children's and young people's needs are identified accurately and assessed in time", "Improving, not yet good enough",
     ("73.8 per cent of new plans were issued within 20 weeks in the last quarter, up from 61.4 per cent a year before.",
      "Health visitors complete 91 per cent of checks at two and a half years; the same language screening is used in clinics and nurseries.",
      "Early notifications doubled in two years, and their median age fell from 31 to 23 months."),
     ("Children wait 61 weeks for a neurodevelopmental assessment.", "19 assessments were open for more than 26 weeks at the end of June.",
      "Needs of girls are found later than those of boys."),
     "A mother in Castle Tarn rang the early language line in March when her daughter was two. The therapist visited the playgroup the following week; by July the child used forty words and needed no referral."),
    ("Children, young people and families take part in decisions about their plans and support", "Good",
     ("82 per cent of 214 audited plans hold the child's own words, up from 64 per cent.", "The forum and Young Shapers vote on the board.",
      "Families chose the provider in two of the three contracts let this year."),
     ("38 per cent of parents of young people over 16 say that they do not know who to ask.", "Fewer than half of young people had an adviser of their own at the year 9 review."),
     "A young man who does not speak made a film for his review. The panel watched it first; the plan now opens with what he showed."),
    ("Children and young people receive the right help at the right time", "Improving",
     ("The wait for speech and language therapy fell from 22 to 14 weeks.", "64 new resourced places let 41 children return to schools near home.",
      "Support before diagnosis reached 310 families in nine months."),
     ("Occupational therapy waits rose to 21 weeks after two vacancies.", "38 pupils are still on part-time timetables of more than six weeks."),
     "A boy of nine who had been at home for four months came back to school through a plan of three weeks with outreach from the primary centre. He has missed two days since."),
    ("Children and young people are well prepared for their next steps and achieve strong outcomes", "Improving",
     ("93.4 per cent of 16 and 17-year-olds with plans are in learning or training.", "Adult services attended 71 per cent of the year 9 reviews that needed them, up from 38 per cent.",
      "28 young people completed a supported internship; 17 are in paid work."),
     ("83 children and young people with plans of all ages are without a place in learning or work.", "Annual health checks reach 78 per cent; the aim is 90."),
     "Three interns of last year now train the next group at the hospital's stores."),
    ("Children and young people are valued, visible and included in their communities", "Good",
     ("611 children had a short break in the year, 58 more than before.", "Six leisure centres have quiet hours, asked for and checked by young people.", "The rate of suspension of pupils with SEND fell by 14 per cent."),
     ("Only 44 per cent of youth clubs say that they could welcome a young person who uses a wheelchair.", "Families in Wray Valley use short breaks half as often as others."),
     "The Ability Choir opened the Saltwick music week; the hall was full, and nobody called it inclusive."),
    ("Leaders are ambitious and work as one partnership", "Good",
     ("A pooled budget of £6.2 million and one dashboard.", "Joint panel decisions within 12 days, down from 31.", "Complaints that reach the second stage halved."),
     ("Data from independent settings is late.", "Workforce gaps in psychology and occupational therapy depend on a national shortage."),
     "When a special school's boiler failed in January, the partnership moved 40 children and their nursing to a college within one day, together."),
    ("Leaders commission services that meet need", "Improving",
     ("Six specifications were written with parents this year.", "Equipment is decided in five working days from one budget."),
     ("The neurodevelopmental contract did not foresee the growth in referrals.", "Short breaks for young people with complex health needs rely on two houses."),
     "Parents who helped to write the therapy specification asked for Saturdays; attendance there rose from 61 to 88 per cent."),
    ("Leaders evaluate services and make improvements", "Good",
     ("214 plans were audited by practitioners from all three services, with parents reading 40 of them.", "Each learning point is followed until a second audit shows the change."),
     ("Outcomes of alternative provision are followed for one year only.",),
     "An audit in autumn found that social care advice was missing in one plan of three. By spring it was one in nine."),
    ("Leaders create an environment in which good practice can flourish", "Improving",
     ("1,140 practitioners took part in joint training.", "Caseloads of plan officers fell from 212 to 165."),
     ("One plan officer in five left within the year.",),
     "New officers now spend their first two weeks with families, schools and therapists before they write a word."),
)  # fmt: skip


def _evaluation() -> Document:
    dated = "2026-09-16"
    blocks: list[Block] = []
    for title, judgement, strengths, gaps, story in _AREAS:
        blocks += [
            h2(title),
            *_paras(f"**Our judgement: {judgement[0].lower() + judgement[1:]}.**"),
            *_paras("What supports this:"),
            b(*strengths),
            *_paras("What is not good enough yet:"),
            b(*gaps),
            quote(story),
        ]
    return written(
        "self-evaluation.docx", "Self-evaluation of the local area partnership", "performance-report", dated, "Head of SEND and Inclusion",
        h("In one page", key="one-page"),
        "Westmere's children and young people with SEND are increasingly seen, heard and helped early. Plans are issued in time more often than a year ago and more often than in most areas; families take part in decisions; and partners act as one. "
        "Three things are not good enough, and we say so first: the wait for a neurodevelopmental assessment, places near home in the south, and what happens after the age of 19.",
        table("Judgements by area", "Area | Judgement | Since last year", [(title, judgement, "Better" if i not in (4, 8) else "Same") for i, (title, judgement, *_) in enumerate(_AREAS)], widths=(0.58, 0.24, 0.18), key="judgements"),
        h("How we know"),
        "This evaluation rests on five kinds of evidence, read together by the performance and quality group: the dashboard, audits of practice, the voice of families and young people, the experience of practitioners, and the view of outsiders. "
        "No judgement rests on one of them alone. The board tested each judgement in July 2026 with headteachers, parents and young people in the room; two were lowered.",
        h("Progress at a glance"),
        TIME_CHART,
        table("Timeliness and demand by quarter", "Quarter | Requests for assessment | New plans | Within 20 weeks", [(q, r, p, f"{t}%") for q, r, p, t in zip(QUARTERS, REQUESTS, NEW_PLANS, ON_TIME, strict=True)], widths=(0.37, 0.23, 0.18, 0.22)),
        table("Measures that the board watches", "Measure | A year ago | Now | Aim for March 2027", lines("""
            New plans within 20 weeks, exceptions left out | 61.4% | 73.8% | 85.0%
            Annual reviews completed in time | 68.2% | 79.5% | 90.0%
            Plans audited as good or better | 58.0% | 71.0% | 80.0%
            Wait for speech and language therapy, median weeks | 22 | 14 | 12
            Wait for occupational therapy, median weeks | 17 | 21 | 14
            Wait for a neurodevelopmental assessment, median weeks | 66 | 61 | 40
            Wait for a first mental health appointment, median weeks | 11 | 11 | 8
            Suspensions per 100 pupils with SEND | 16.9 | 14.5 | 12.0
            Attendance of pupils with plans | 85.1% | 86.8% | 89.0%
            Aged 16 and 17 with plans in learning | 91.9% | 93.4% | 95.0%
            Children with a short break in the year | 553 | 611 | 650
            Parents who had to tell their story only once | 41% | 47% | 60%
        """), widths=(0.5, 0.16, 0.16, 0.18), key="measures"),
        h("Area by area"),
        *blocks,
        h("How analysis changed services, and what difference it made", key="difference"),
        table("From data to difference", "What the data showed | What changed | Difference for children and families", lines("""
            Psychology advice caused two late plans of three | Four associates, advice by video for phase transfers | 12.4 points more plans in time; 96 children had their plan on average seven weeks earlier
            Part-time timetables had no end date | Every one needs a plan and an end date, read by a panel each month | From 74 to 38 in a year; 31 of 36 pupils are back full time
            Parents rang three numbers | One duty line with a promise of two working days | Contacts about unanswered calls fell from 212 to 87
            Placements were decided monthly | Joint panel every two weeks | Median decision from 31 to 12 days
            Social care advice was missing in a third of plans | Template with the designated officer, clinic each week | Missing in one plan of nine
        """), widths=(0.28, 0.32, 0.4)),
        h("What we will do next"),
        "The improvement plan beside this evaluation holds 24 actions, each with an owner, a date and a measure. {@one-page} names the three that matter most; they come first in the plan. Progress is read by the board at every meeting and shown to families each term. "
        "We measured ourselves against the [area SEND inspection framework](https://www.gov.uk/government/publications/area-send-framework-and-handbook) and will do so again in March.",
        version="6.0", numbered=True, subtitle="Experiences, outcomes and leadership",
        attest=(outcome("partnership-evidence-lead", dated, "Section 5 goes from what the data showed to what changed and what difference it made for children and families."),),
    )  # fmt: skip


_ACTIONS = lines("""
    Neurodevelopmental pathway | Recruit two clinicians and open assessment in Wray Valley | Operational Director, Children | December 2026 | Median wait below 50 weeks by March 2027
    Neurodevelopmental pathway | Offer support from the day of referral in every locality | Strategic Commissioning Manager | January 2027 | 500 families reached in a year
    Neurodevelopmental pathway | Rewrite letters so that they say the wait and what to do meanwhile | Co-chair of the forum | November 2026 | 80 per cent of parents find them clear
    Places near home | Open the satellite in Saltwick Coast, 24 places | Head of School Places | September 2027 | No child in the south travels over 45 minutes
    Places near home | Two more resourced provisions for autism | Head of School Places | September 2027 | 32 places filled by local children
    Places near home | Outreach from each special school, one day a week | Headteacher representative | January 2027 | 40 schools used it
    After 19 | Name an adviser for each young person at the end of college | Head of Preparing for Adulthood | February 2027 | Nobody leaves without a named next step
    After 19 | Grow supported internships to 42 places | Principal, Westmere College | January 2027 | 25 in paid work within six months
    After 19 | Travel training from year 10 | Transport Manager | April 2027 | 45 young people travel alone
    Timeliness | Clear all assessments over 26 weeks | Principal Educational Psychologist | November 2026 | None open
    Timeliness | Health advice within six weeks | Designated clinical officer | December 2026 | 95 per cent
    Timeliness | Social care advice within six weeks | Designated social care officer | December 2026 | 95 per cent
    Quality of plans | Outcomes written with young people | SEND quality assurance and audit manager | March 2027 | 80 per cent good or better
    Quality of plans | Parents read plans in each audit round | Area participation lead | December 2026 | 60 plans a year
    Quality of plans | Reviews sent within four weeks of the meeting | SEND Service Manager | March 2027 | 90 per cent
    Inclusion | Mental health support teams in every school | Executive lead for SEND | September 2027 | Suspensions below 12 per 100
    Inclusion | Part-time timetables end within six weeks | Head of Inclusion and Alternative Provision | December 2026 | Fewer than ten longer ones
    Inclusion | Screening of communication at the first suspension | Speech and language lead | January 2027 | Nine in ten screened
    Therapies | Fill two occupational therapy posts, use of assistants | Director of Children's Services, community trust | December 2026 | Median wait 14 weeks
    Therapies | Therapy for settings in Northgale | Strategic Commissioning Manager | January 2027 | Two in three children at the expected level
    Short breaks | Weekend offer in Wray Valley | Head of Services for Disabled Children | February 2027 | 40 more children
    Short breaks | Secure the lease or a new house | Head of Services for Disabled Children | March 2027 | No night lost
    Workforce | Keep plan officers: smaller caseloads, supervision, a career path | SEND Service Manager | March 2027 | Fewer than one in ten leave
    Data | Weekly attendance from independent settings | Performance Analyst, SEND | November 2026 | All 31 settings send it
""")


def _plan() -> Document:
    return written(
        "improvement-plan.docx", "Improvement plan that follows the self-evaluation", "strategy", "2026-09-16", "Head of SEND and Inclusion",
        h("How to read this plan"),
        "Twenty-four actions follow from the self-evaluation. Each has one owner by role, a date and a measure that says what will be different for children and families. The performance and quality group reads progress each month; an action that "
        "slips by more than a month is discussed by the chairs of the board.",
        h("How actions were chosen"),
        n("Read the self-evaluation and mark what is not good enough yet.", "Ask families and young people which of these they feel most.", "Keep what partners can change within a year.",
          "Write the measure before the action.", "Drop what has no owner."),
        Landscape((
            h("Actions"),
            table("Actions, owners, dates and measures", "Theme | Action | Owner | By | What will be different", _ACTIONS, widths=(0.15, 0.32, 0.2, 0.11, 0.22)),
        )),
        h("Risks to the plan"),
        table("Risks", "Risk | Likelihood | Effect | What we do", lines("""
            Clinicians cannot be recruited | Likely | High | Joint posts with Wray Marches; assistants under supervision
            Growth in requests outruns support in schools | Possible | High | Inclusion visits to 14 schools; funding without a plan
            Satellite is built late | Possible | Medium | Two classrooms at Oakmarl School held until it opens
            Lease of a short-breaks house ends | Possible | High | Search for a house; agreement with Wray Marches for nights
            Budget pressure on the high needs block | Likely | High | Monthly forecast to the board; places near home before places far away
        """), widths=(0.3, 0.13, 0.12, 0.45)),
        version="1.2", numbered=True,
    )  # fmt: skip


def _peer() -> Document:
    dated = "2026-05-20"
    return written(
        "peer-review-findings.docx", "Findings of the peer review and what we did with them", "research", dated, "Head of SEND and Inclusion",
        h("What was looked at"),
        "A team of five from three other areas, among them a designated clinical officer and a parent, spent three days in Westmere in March 2026. They read 24 plans, visited six settings and spoke with 71 practitioners, 34 parents and 22 young people. The question that we put to them was "
        "whether children who wait are helped while they wait.",
        h("What the team found"),
        table("Strengths and points for improvement", "Finding | Kind | Seen in", lines("""
            Practitioners know families well and speak of them with warmth | Strength | All six settings
            Early language support starts within two weeks | Strength | Northgale, Marlbeck
            Leaders know the gaps and say them | Strength | All meetings
            Help while waiting depends on the locality | To improve | Wray Valley, Saltwick Coast
            Letters do not say how long the wait is | To improve | 18 of 24 files
            Young people over 19 fall between services | To improve | College, adult services
            Outcomes in plans are often targets of a service | To improve | 11 of 24 plans
        """), widths=(0.56, 0.18, 0.26)),
        h("What parents and young people told the team"),
        b("“They ring now. They did not use to.”", "“I was told to wait, but not what to do while I wait.”", "“My tutor knows. The job centre does not.”"),
        h("What we did, and what came of it"),
        table("Response to the findings", "Finding | What we did | What came of it", lines("""
            Help depends on the locality | Drop-in opened in Wray Valley and Saltwick Coast in April | 74 families came in the first six weeks; 52 say it helped at home
            Letters | New letter names the wait and three things to try meanwhile | Calls that ask “how long” fell from 46 to 19 a week
            After 19 | One adviser post moved from 16 to 19 to 19 to 25 | 31 young people have a named adviser; 12 are back in learning
            Outcomes in plans | Workshop for all plan officers, led by two parents | Re-audit: 17 of 24 plans with outcomes of the child's own, up from 13
        """), widths=(0.22, 0.38, 0.4), key="response"),
        "{@response} was shown to the review team in May, who asked to see the same table again in a year.",
        cover=False, approved="Performance and quality group",
        attest=(impact("partnership-evidence-lead", dated, "Table 2 names the impact of each response on children, families and services."),),
    )  # fmt: skip


def strategy() -> Item:
    return Item(
        folder="1.4-strategic-planning", requirement="1.4", lead="partnership-evidence-lead", accountable="partnership-accountable-lead",
        summary="The SEND strategy as published, the delivery plan, and the parts of the joint health and wellbeing strategy that concern children and young people with SEND.",
        documents=(_strategy(), _delivery(), _wellbeing()),
    )  # fmt: skip


_AIMS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("Seen early", "Every child's needs are noticed by the people who already know the child, and help starts at once, with or without a diagnosis.",
     ("The same language screening at two in every clinic and nursery", "Notification of children under school age on one form", "A link from the inclusion team for every early years setting", "Support from the day of referral on every pathway"),
     "Median age at first notification below 20 months by 2028"),
    ("Heard always", "Children, young people and families shape their own support, and the services that all use.",
     ("Views gathered before, not at, the meeting", "Advocates for young people who do not speak", "Votes on the board for families and young people", "An answer to everything that is asked, within eight weeks"),
     "Two in three parents had to tell their story only once by 2028"),
    ("Helped near home", "Children learn, play and are cared for in their own community, with specialist help that comes to them.",
     ("160 resourced places by 2028", "A satellite special school in Saltwick Coast", "Outreach from each special school", "Therapy commissioned for settings"),
     "No child travels more than 45 minutes unless the family prefers it"),
    ("Well and safe", "Health and care needs are met alongside learning; no family reaches crisis for want of a break.",
     ("Waits for therapies below 12 weeks", "Neurodevelopmental assessment within 40 weeks", "Short breaks in every locality", "Annual health checks for nine in ten from the age of 14"),
     "Median wait for therapies at or below 12 weeks by 2027"),
    ("Ready for what comes next", "Each move, from nursery to school to college to work, is planned early and feels safe.",
     ("Transition plan one year ahead of each move", "Adult services at every year 9 review that needs them", "42 supported internships", "Travel training from year 10"),
     "Fewer than 50 young people with plans without a place by 2028"),
)  # fmt: skip


def _strategy() -> Document:
    blocks: list[Block] = []
    for title, aim, steps, measure in _AIMS:
        blocks += [
            h2(title),
            *_paras(aim, "By the end of the strategy there will be:"),
            b(*steps),
            *_paras(f"**How we will know.** {measure}."),
        ]
    return written(
        "send-strategy.pdf", "SEND strategy for Westmere", "strategy", "2026-01-28", "SEND Partnership Board",
        h("Foreword"),
        "This strategy was written around a long table. Parents, young people, headteachers, therapists, social workers and commissioners sat at it for five evenings, and the first of those evenings belonged to young people. What they asked for is simple to say and hard to do: see us early, hear us, help us near home, keep us well, and get us ready. "
        "Those are the five aims.",
        h("What we heard"),
        table("What people asked for, and where it stands in this strategy", "Who | What they asked for | Aim", lines("""
            Young people | Ask us first, and in a way in which we can answer | Heard always
            Parents of young children | Do not wait for a label before you help | Seen early
            Parents of teenagers | Tell us what comes next while there is time to choose | Ready for what comes next
            Headteachers | Bring the specialist to the classroom, not the child to the clinic | Helped near home
            Therapists | Let us work with the adults who are there all week | Helped near home
            General practice | One place to turn to when a family is at the end of its strength | Well and safe
            Employers | Send a coach, not a leaflet | Ready for what comes next
        """), widths=(0.22, 0.52, 0.26)),
        h("Where we start from"),
        f"Westmere has {number(POPULATION_0_25)} residents aged 0 to 25. {number(PLANS[2025])} EHC plans were maintained in January 2025 and {number(PLANS[2026])} a year later. The JSNA shows that autism, mental health needs and language needs account for almost three quarters of plans, that support without a diagnosis works, and that need is highest where services are thinnest.",
        PLANS_CHART,
        "{@plans-chart} shows the growth. If nothing changed, there would be about 4,400 plans in 2029. The strategy does not set out to refuse plans. It sets out to help earlier, so that fewer children need one in order to be helped.",
        h("Our aims"),
        *blocks,
        h("How we will pay for it"),
        table("Planned spending on the aims, in thousands of pounds", "Aim | 2025 to 2026 | 2026 to 2027 | 2027 to 2028", (
            ("Seen early", 1_420, 1_610, 1_780), ("Heard always", 310, 330, 340), ("Helped near home", 2_950, 4_380, 3_120), ("Well and safe", 3_640, 3_810, 3_990),
            ("Ready for what comes next", 880, 1_060, 1_190), ("All", 9_200, 11_190, 10_420)), widths=(0.4, 0.2, 0.2, 0.2), total=True, key="money"),
        "{@money} holds new and redirected money of council, ICB and schools. The rise in the middle year is the building of the satellite school. The high needs budget as a whole is £52.3 million.",
        h("Risks that we have thought about"),
        b("Growth may outrun places. The satellite is planned in two steps, and resourced provision opens each September.",
          "Therapists are hard to find. Assistants, joint posts and work in settings make scarce skills go further.",
          "Money is short. Every saving from a place far away is shown to the board, and half of it goes to help in early years.",
          "Families may not see the difference. The survey asks the same twelve questions each spring, and the answers are published."),
        h("How we will work"),
        n("One plan: the delivery plan holds every action, owner, date and measure.", "One dashboard: partners read the same figures.", "One table: the board meets every two months and families vote.",
          "One answer: what families ask is answered, and the answer is published."),
        h("Links to other strategies"),
        "The aims “Seen early” and “Well and safe” stand, in the same words, in the joint health and wellbeing strategy. The strategy takes account of the [SEND code of practice](https://www.gov.uk/government/publications/send-code-of-practice-0-to-25) and of the duties under the "
        "[Equality Act 2010](https://www.legislation.gov.uk/ukpga/2010/15/contents).^[In particular the public sector equality duty in section 149.]",
        h("Review"),
        "The board publishes what has been done each September, and looks at the aims again with families in the third year.",
        version="2.0", subtitle="Five aims, 2025 to 2028",
        comment="Published as a tagged PDF by the communications team.",
    )  # fmt: skip


def _delivery() -> Document:
    chance = draw("delivery")
    rows = []
    owners = (
        "Strategic Commissioning Manager",
        "Head of School Places",
        "Designated clinical officer",
        "SEND Service Manager",
        "Head of Preparing for Adulthood",
        "Area participation lead",
        "Head of Services for Disabled Children",
        "Principal Educational Psychologist",
    )
    verbs = (
        "Agree the specification with families",
        "Pilot in two localities",
        "Recruit and train",
        "Open in all localities",
        "Evaluate with families and adjust",
    )
    whens = ("March 2026", "July 2026", "November 2026", "March 2027", "September 2027")
    for aim, (title, _, steps, _measure) in enumerate(_AIMS, 1):
        for step, what in enumerate(steps, 1):
            owner = chance.choice(owners)
            first = chance.randint(0, 2)
            for k in range(first, first + 3):
                status = "Done" if k < 2 else ("On course" if chance.random() < 0.8 else "Behind: new date agreed")
                rows.append(
                    (
                        f"{aim}.{step}.{k - first + 1}",
                        title,
                        f"{what}: {verbs[k][0].lower() + verbs[k][1:]}",
                        owner,
                        whens[k],
                        status,
                    )
                )
    done = sum(row[5] == "Done" for row in rows)
    late = sum(row[5].startswith("Behind") for row in rows)
    return written(
        "delivery-plan.docx", "Delivery plan of the SEND strategy", "strategy", "2026-07-15", "Head of SEND and Inclusion",
        h("Where we stand"),
        f"The delivery plan turns the twenty commitments of the strategy into {len(rows)} milestones. In mid-July 2026, {done} are done, {len(rows) - done - late} are on course and {late} are behind with a new date that the board has agreed.",
        table("Milestones by aim", "Aim | Milestones | Done | On course | Behind", [
            (title, sum(r[1] == title for r in rows), sum(r[1] == title and r[5] == "Done" for r in rows), sum(r[1] == title and r[5] == "On course" for r in rows), sum(r[1] == title and r[5].startswith("Behind") for r in rows))
            for title, *_ in _AIMS] + [("All", len(rows), done, len(rows) - done - late, late)], widths=(0.4, 0.15, 0.15, 0.15, 0.15), total=True),
        Landscape((h("Milestones"), table("Milestones with owners and dates", "Number | Aim | Milestone | Owner | By | Status", rows, widths=(0.07, 0.15, 0.36, 0.19, 0.1, 0.13)))),
        h("What is behind, and why"),
        b("Advocates for young people who do not speak: the first tender had no bidder; a grant to two voluntary organisations replaces it.",
          "Outreach from special schools: two schools start a term later, after their own recruitment.",
          "Each new date was agreed by the board with the reason and the effect on families; none moves by more than a term."),
        version="7.0", numbered=True,
    )  # fmt: skip


def _wellbeing() -> Document:
    return written(
        "health-and-wellbeing-strategy-extract.docx", "Joint health and wellbeing strategy: what it says about SEND", "strategy", "2026-02-11", "Director of Public Health",
        h("Why this extract"),
        "The joint health and wellbeing strategy of Westmere has four priorities. Two of them, Best start and Living well with a disability, carry commitments for children and young people with SEND. They stand here together, with the part of the SEND strategy that each one serves.",
        h("Best start"),
        table("Commitments under Best start", "Commitment | Led by | Serves the aim", lines("""
            Nine in ten children have their check at two and a half years | Public health | Seen early
            The same language screening in clinics and nurseries | Public health, community trust | Seen early
            Parents' emotional health asked about at each early visit | Public health, mental health trust | Well and safe
            Family hubs in all five localities hold a session for children with additional needs | Council | Helped near home
            Breastfeeding and feeding support for babies with complex needs | Hospital trust | Well and safe
        """), widths=(0.55, 0.25, 0.2)),
        h("Living well with a disability"),
        table("Commitments under Living well with a disability", "Commitment | Led by | Serves the aim", lines("""
            Annual health checks for nine in ten people with a learning disability aged 14 and over | Integrated care board | Well and safe
            Reasonable adjustments shown on the summary care record | Integrated care board | Heard always
            Hospital passports written with families before planned stays | Hospital trust | Heard always
            Short breaks for carers in every locality | Council | Well and safe
            Supported employment for 120 adults under 30 | Council, employers | Ready for what comes next
        """), widths=(0.55, 0.25, 0.2)),
        h("How the two boards work together"),
        b("The chairs of both boards meet twice a year.", "The SEND Partnership Board reports on these commitments each spring and autumn.", "The needs assessment is shared; it is written once."),
        cover=False, approved="Health and Wellbeing Board",
    )  # fmt: skip
