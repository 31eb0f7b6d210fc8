"""6.1 to 6.4: alternative provision.

Long because it is prose, and each paper stands whole.
"""

from datetime import date

from .. import pictures
from ..area import AP_SETTINGS, LOCALITIES, draw, share
from ..make import link_sheet, meeting, outcome, workbook, written
from ..model import Block, Item, Leads, Para
from ..sheets import Sheet, Value
from .kit import Figure, NewPage, b, h, h2, lines, n, table
from .needs import by_locality

_LEADS: Leads = {"lead": "alternative-provision-evidence-lead", "accountable": "alternative-provision-accountable-lead"}
_HEAD = "Head of Inclusion and Alternative Provision"
_YEARS = ("2022", "2023", "2024", "2025", "2026")
_IN_USE = (268, 259, 251, 262, 237)


def strategy() -> Item:
    paper = written(
        "alternative-provision-strategy.docx", "Alternative provision: strategy and commissioning", "strategy", "2026-03-11", _HEAD,
        h("What alternative provision is for"),
        "Alternative provision is education for children who, because of exclusion, illness or other reasons, would not receive suitable education without it, and for pupils whom schools send elsewhere for a time to learn to behave better. In Westmere it has three tasks: to keep children in their school, to teach them well for a time elsewhere, and to bring them back or on.",
        Figure("Children and young people in alternative provision, July of each year", "Column chart: 268 in 2022, 259 in 2023, 251 in 2024, 262 in 2025 and 237 in 2026.", pictures.columns(_YEARS, (("In alternative provision", tuple(float(v) for v in _IN_USE)),)), "trend", 14),
        h("Principles"),
        n("The child stays on roll and belongs to a school.", "Nobody is placed without an aim, a plan and a date on which it is looked at.", "Only providers that have been checked and visited are used.", "Children learn English, mathematics and something that they love.", "Education is full time unless health requires otherwise.", "Children and parents are heard before, during and after.", "Quality counts more than price; both are looked at."),
        h("Three tiers"),
        table("Tiers of support", "Tier | For whom | What | Places a year", lines("""
            1. In school | Pupils at risk of suspension, often with needs not yet found | Outreach, screening of communication, mentors, nurture groups | 420 pupils
            2. Time-limited | Pupils who need up to two terms elsewhere | Primary centre, learning centre, part-time vocational with school | 160 places
            3. Longer | Pupils excluded, in medical tuition, or with a plan that names it | Pupil referral units, hospital and home tuition, online with mentor | 110 places
        """), widths=(0.14, 0.3, 0.38, 0.18), key="tiers"),
        h("Duties"),
        b("Full-time education from the sixth day of a permanent exclusion: 34 of 34 children in the school year 2025 to 2026.^[Counted in school days from the first day of the exclusion.]", "Education for children who cannot attend because of health: from the fifteenth day at the latest; median was day nine.", "Oversight of placements that schools arrange themselves: all 41 were notified and checked."),
        h("How places are commissioned"),
        table("From need to place", "Step | What happens | Who | Time", lines("""
            Forecast | Numbers by year group, need and locality | Performance Analyst, SEND | Each February
            Framework | Providers apply, are checked and visited, sign the agreement | Commissioning with headteachers and a parent | Every three years, open each term
            Request | School or council says aim, needs, days | Headteacher | At any time
            Panel | Agrees tier and provider; asks what would keep the child in school | Inclusion panel | Weekly
            Plan | Individual intervention plan with child and parents | Provider and school | Before the first day
            Review | Aim reached? Back, on, or change | Provider, school, council, family | Each half-term
            End | Meeting in the next place, six weeks of contact after | Mentor | Always
        """), widths=(0.13, 0.43, 0.28, 0.16)),
        h("Money"),
        table("Spending on alternative provision, in thousands of pounds", "Use | 2025 to 2026 | 2026 to 2027", (("Pupil referral units, places and top-up", 1_890, 1_820), ("Medical tuition", 420, 430), ("Framework providers", 610, 560), ("Outreach and support in school", 250, 430), ("All", 3_170, 3_240)), widths=(0.5, 0.25, 0.25), total=True),
        "Money moves from places to support in school, as {@tiers} asks. Schools that keep a child through tier 1 keep the funding.",
        h("Aims to 2028"),
        b("Fewer than 200 places in use in July 2028.", "Permanent exclusions below 25 a year, from 34.", "Half of pupils in tier 2 back in mainstream school within two terms; 44 per cent now.", "95 per cent of leavers of year 11 in learning or work; 91 per cent now.", "No child with a plan placed without it having been reviewed first."),
        approved="Cabinet of Westmere Council", numbered=True, version="2.0",
    )  # fmt: skip
    signed = (
        f"{_HEAD}, Westmere Council",
        *(f"{'Headteacher' if i < 3 else 'Centre manager'}, {name}" for i, (name, *_) in enumerate(AP_SETTINGS)),
    )
    framework = written(
        "framework-agreement.docx", "Framework agreement for alternative provision", "agreement", "2026-08-28", _HEAD,
        h("Parties and term"),
        "Westmere Council and the eight providers named at the end agree the terms on which children and young people may be placed. The agreement holds for three school years from the date of signature; new providers may join each term after the same checks.",
        h("What each provider promises"),
        n("Safeguarding: checks of all who work with children; a trained lead on site; concerns rung through on the same day.", "Attendance: reported by 10am; first call by 10.30am; home visit on the third day.", "Learning: baseline within ten days, English and mathematics, an accredited course where the child is in key stage 4.",
          "Plan: an individual intervention plan before the first day, looked at each half-term.", "Needs: plans and health care plans are read by every adult who teaches the child.", "Behaviour: no physical intervention without training; each is reported within 24 hours.", "Hours: not more than is registered for; unregistered settings only part-time, at most 18 hours a week in all.", "Visits: at any time, without notice."),
        h("What the council promises"),
        n("Full information before a place is offered.", "A named officer by role.", "Payment within 20 days.", "Training together with schools.", "A visit each term, with written findings in five days."),
        h("Prices"),
        table("Prices by provider", "Provider | Kind | Price for a day | Most days a week", [(name, kind, f"£{draw(name).randint(62, 118)}", "5" if i < 3 or i == 7 else "3") for i, (name, kind, *_) in enumerate(AP_SETTINGS)], widths=(0.32, 0.36, 0.16, 0.16)),
        h("When standards are not met"),
        "The officer and the provider agree what must change and by when. New placements stop meanwhile where a child could be at risk. After two visits without change the agreement ends, and each child has another place first.",
        h("Signatures"),
        table("Signed", "Role and organisation | Signed | Date", tuple((role, "Signed", "28 August 2026") for role in signed), widths=(0.6, 0.18, 0.22)),
        approved="Inclusion panel", extra={"agreement": {"signed_by": signed, "signed_on": date(2026, 8, 28)}}, valid_until="2029-08-27",
    )  # fmt: skip
    link = link_sheet(
        "link-alternative-provision-guidance.docx", "Statutory guidance on alternative provision", "Requirement 6.1: Strategy and commissioning arrangements", "2026-09-07", "https://www.gov.uk/government/publications/alternative-provision",
        "The statutory guidance on which the strategy and the framework agreement rest.", "It is a public page of the government's website and needs no account.", "alternative-provision-evidence-lead", "Evidence lead, alternative provision",
    )  # fmt: skip
    return Item(
        folder="6.1-alternative-provision-strategy",
        requirement="6.1",
        summary="The strategy for alternative provision, how it is commissioned, and the signed framework agreement.",
        documents=(paper, framework, link),
        **_LEADS,
    )


_NEED = (
    ("Social, emotional and mental health", 131),
    ("Anxiety and medical needs", 38),
    ("Autism", 29),
    ("Speech, language and communication", 21),
    ("Learning difficulties", 11),
    ("None identified", 7),
)


def needs() -> Item:
    dated = "2026-07-20"
    years = [
        ("Year 1 to 4", 9),
        ("Year 5 and 6", 13),
        ("Year 7", 14),
        ("Year 8", 27),
        ("Year 9", 47),
        ("Year 10", 58),
        ("Year 11", 69),
    ]
    report = written(
        "needs-in-alternative-provision.docx", "Needs of children and young people in alternative provision, and future places", "performance-report", dated, _HEAD,
        h("Headlines"),
        "237 children and young people were in alternative provision in July 2026. 61 have an EHC plan and 143 are on SEN support; seven have no need identified, 31 two years ago. Two in three are boys. Half live in Marlbeck and Castle Tarn.",
        Figure("Children and young people in alternative provision by primary need", "Bar chart: social, emotional and mental health 131, anxiety and medical needs 38, autism 29, speech, language and communication 21, learning difficulties 11, none identified 7.", pictures.bars(tuple(k for k, _ in _NEED), tuple(float(v) for _, v in _NEED)), "needs", 14),
        table("By need and status, July 2026", "Primary need | With a plan | SEN support | Neither | All", (("Social, emotional and mental health", 28, 91, 12, 131), ("Anxiety and medical needs", 6, 20, 12, 38), ("Autism", 17, 11, 1, 29), ("Speech, language and communication", 4, 16, 1, 21), ("Learning difficulties", 6, 5, 0, 11), ("None identified", 0, 0, 7, 7), ("All", 61, 143, 33, 237)), widths=(0.4, 0.15, 0.15, 0.15, 0.15), total=True),
        table("By year group, July 2024 and July 2026", "Year group | July 2024 | July 2026", [(y, a, v) for (y, v), a in zip(years, (17, 19, 18, 31, 46, 55, 65), strict=True)] + [("All", 251, 237)], widths=(0.4, 0.3, 0.3), total=True),
        table("By circumstance, July 2026", "Circumstance | Number | Share", [(k, v, f"{100 * v / 237:.1f}%") for k, v in (("Permanently excluded at some time", 52), ("Known to social care", 96), ("Looked after", 17), ("Known to youth justice", 23), ("Eligible for free school meals", 139), ("Suspended five times or more before the placement", 88))], widths=(0.6, 0.2, 0.2)),
        h("What lies behind the needs"),
        b("Of 160 young people screened on arrival, 74 had a language difficulty that no school had recorded.", "Anxiety grew fastest: 38 children, 19 two years ago.", "54 had changed school at least twice outside the usual times.", "Girls come later and stay longer."),
        h("How future need is watched"),
        n("Each week: new requests, suspensions of five days or more, attendance below 50 per cent.", "Each term: places in use and free by tier, locality and year group.", "Each February: a forecast over three years, tested with headteachers and providers.", "Each summer: forecast against what happened."),
        table("Forecast of places needed, September of each year", "Tier | 2025, actual | 2026 | 2027 | 2028", (("1. In school, pupils", 310, 420, 480, 520), ("2. Time-limited, places", 168, 160, 140, 120), ("3. Longer, places", 118, 110, 98, 88), ("Tiers 2 and 3", 286, 270, 238, 208)), widths=(0.36, 0.16, 0.16, 0.16, 0.16), total=True, key="forecast"),
        "Last year's forecast for September 2025 was 281; 286 were needed. The forecast of {@forecast} assumes that outreach grows as planned and that exclusions fall by a quarter; without it 290 places would be needed in 2028.",
        h("Sufficiency"),
        table("Places by tier and locality, September 2026", "Locality | Tier 2 | Tier 3 | Needed | Difference", [(p, a, c, a + c - d, f"{d:+d}") for p, a, c, d in zip(LOCALITIES, (48, 36, 30, 22, 24), (36, 26, 20, 14, 14), (3, -4, 2, -3, 2), strict=True)], widths=(0.32, 0.17, 0.17, 0.17, 0.17)),
        "Two localities are short of seven places together; the learning centre opens a base in Castle Tarn in January 2027, and lifts take pupils from Wray Valley until then.",
        h("What analysis changed, and what difference it made"),
        b("Screening on arrival led to screening at the first suspension in nine schools. In these, repeat suspensions fell by 31 per cent.", "Anxiety led to a small group with a therapist at medical tuition: 14 of 19 are back in school for at least half the week.", "Children without an identified need fell from 31 to seven; they have a plan that fits."),
        approved="Inclusion panel", numbered=True,
        attest=(outcome("alternative-provision-evidence-lead", dated, "Section 6 says what the analysis changed and what difference it made for pupils."),),
    )  # fmt: skip
    data = workbook(
        "alternative-provision-forecast.xlsx", "Alternative provision: needs and forecast of places", dated, "Performance Analyst, SEND",
        (("Purpose", "Numbers in alternative provision, and places needed over three years."), ("Source", "Census of alternative provision, July 2026; panel log."), ("Method", "Three-year mean of entries by year group, changed by exclusions and outreach."),
         ("Analysis and effect", "The forecast by locality led to a base in Castle Tarn; 12 pupils will travel 35 minutes less each way.")),
        Sheet(name="By need", header=("Primary need", "All"), rows=_NEED),
        Sheet(name="By year group", header=("Year group", "July 2026"), rows=tuple(years)),
        Sheet(name="By locality", header=("Locality", "July 2026"), rows=tuple(zip(LOCALITIES, by_locality(237, "alternative"), strict=True))),
        Sheet(name="Forecast", header=("Tier", "2025, actual", "2026", "2027", "2028"), rows=(("1. In school, pupils", 310, 420, 480, 520), ("2. Time-limited, places", 168, 160, 140, 120), ("3. Longer, places", 118, 110, 98, 88))),
        Sheet(name="Entries by month", header=("Month", "Entries", "Returns to school", "In use at month end"), rows=tuple((m, draw(m + "e").randint(8, 29), draw(m + "r").randint(6, 26), v) for m, v in zip(("September 2025", "October 2025", "November 2025", "December 2025", "January 2026", "February 2026", "March 2026", "April 2026", "May 2026", "June 2026", "July 2026"), (211, 226, 241, 246, 252, 258, 261, 257, 251, 243, 237), strict=True))),
        attest=(outcome("performance-analyst", dated, "The first sheet says what the forecast by locality led to and for how many pupils."),),
    )  # fmt: skip
    return Item(
        folder="6.2-needs",
        requirement="6.2",
        summary="Needs of children and young people in alternative provision, how future need is watched, and whether there are enough places.",
        documents=(report, data),
        **_LEADS,
    )


def settings() -> Item:
    dated = "2026-10-07"
    blocks: list[Block] = []
    for i, (name, kind, places, judged) in enumerate(AP_SETTINGS):
        blocks += ([NewPage()] if i else []) + list(_profile(name, kind, places, judged))
    part = [(name, p, q, p - q) for (name, _, p, _), q in zip(AP_SETTINGS, (61, 20, 0, 0, 0, 0, 0, 14), strict=True)]
    paper = written(
        "settings-and-attendees.docx", "Alternative provision settings and the children who attend", "structure", dated, _HEAD,
        h("Overview"),
        "The council uses eight settings. In July 2026 they taught 237 children and young people, 61 of them with an EHC plan. Medical tuition and vocational settings are part-time; the rest of the week is taught by the school or at home, so that every child has a full offer unless health prevents it.",
        table("Settings and attendance, July 2026", "Setting | Kind | Places in use | Last judgement", AP_SETTINGS, widths=(0.28, 0.32, 0.12, 0.28), key="settings"),
        table("Full-time and part-time places", "Setting | Places in use | Full time | Part time", [*part, ("All", 237, 95, 142)], widths=(0.46, 0.18, 0.18, 0.18), total=True),
        Figure("Places in use by setting", "Bar chart of places in use by setting; Northgale Learning Centre is largest with 74, then Wrayside Hospital and Home Tuition with 41.", pictures.bars(tuple(a[0] for a in AP_SETTINGS), tuple(float(a[2]) for a in AP_SETTINGS)), "places", 14),
        h("Individual intervention plans"),
        "Every child has an individual intervention plan; 237 of 237 are in date. The record of all plans is kept as a workbook with one line for each plan. Because it tells of single children, it goes with the child-level material and not into the shared bundle.",
        table("Plans by age of the last look", "Time since the last look | Plans | Share", (("Up to 6 weeks", 171, "72.2%"), ("6 to 8 weeks", 58, "24.5%"), ("Over 8 weeks", 8, "3.4%"), ("All", 237, "100.0%")), widths=(0.5, 0.25, 0.25), total=True),
        h("Setting by setting"),
        *blocks,
        approved="Inclusion panel", version="4.0", chapters=True,
    )  # fmt: skip
    rows = _plans()
    record = workbook(
        "intervention-plans-record.xlsx", "Record of individual intervention plans in alternative provision", dated, _HEAD,
        (("Purpose", "One line for each individual intervention plan, as requirement 6.3 asks."), ("Records", "Synthetic, 40 lines in place of 237; references are running numbers."), ("Source", "Plans held by settings, as of 30 September 2026."),
         ("Analysis and effect", "Eight plans had not been looked at for over eight weeks; all were, within the week, and three children moved to more days in school.")),
        Sheet(name="Plans", header=("Plan reference", "Setting", "Year group", "SEN status", "Days a week", "Hours a week", "Full or part time", "Start", "Aim", "Last look", "Next look", "Attendance", "Progress towards the aim"), rows=rows, share=(11,), widths=(11, 28, 9, 14, 9, 9, 11, 13, 34, 12, 12, 12, 18)),
        sensitivity="child-level",
        attest=(outcome("alternative-provision-evidence-lead", dated, "The first sheet says what the record showed and what changed for three children."),),
        comment="Sensitive although the requirement as a whole is not: it holds a line for each child. In a real library it stands outside this repository, named with `secure:`.",
    )  # fmt: skip
    return Item(
        folder="6.3-settings-and-attendees",
        requirement="6.3",
        summary="The settings that the council uses, who attends and for how much of the week, and the record of individual intervention plans.",
        documents=(paper, record),
        **_LEADS,
    )


def _profile(name: str, kind: str, places: int, judged: str) -> tuple[Block, ...]:
    chance = draw(f"setting {name}")
    plan, support = share(places, (26.0, 60.0, 14.0), stray=0.3, name=name)[:2]
    offer = {
        "Northgale Learning Centre": "Full curriculum in groups of eight, GCSE in five subjects, counselling, a therapist on three days",
        "Foxhaddle Centre": "Nurture classes for up to two terms, dual roll with the school, outreach to 31 schools",
        "Wrayside Hospital and Home Tuition": "Teachers on the children's ward, at home and in a small group for anxious learners",
        "Copperwray Skills Yard": "Construction and motor vehicle at entry level and level 1, functional mathematics",
        "Tarnfoot Farm Learning": "Animals, gardening, cooking; land-based award; quiet mornings",
        "Saltwick Sailing and Outdoors": "Sailing, boat building, first aid; team awards",
        "Marlbeck Creative Studio": "Music technology, film, photography; arts award",
        "Digital Haddle": "Live lessons in English, mathematics and science with a mentor who visits weekly",
    }[name]  # fmt: skip
    return (
        h2(name), Para(f"{kind}. {offer}. In July 2026 {places} children and young people attended, {plan} of them with a plan and {support} on SEN support."),
        table(f"{name}: key figures", "Measure | 2024 to 2025 | 2025 to 2026", (
            ("Attendance", f"{chance.uniform(68, 80):.1f}%", f"{chance.uniform(78, 89):.1f}%"), ("Returned to school or moved on as planned", f"{chance.randint(38, 55)}%", f"{chance.randint(52, 71)}%"),
            ("Progress in reading or functional English, share on course", f"{chance.randint(48, 62)}%", f"{chance.randint(60, 79)}%"), ("Accreditation at the end of year 11", f"{chance.randint(70, 86)}%" if "Foxhaddle" not in name else "Not applicable", f"{chance.randint(82, 97)}%" if "Foxhaddle" not in name else "Not applicable"),
            ("Suspensions per 100 pupils", str(chance.randint(14, 31)), str(chance.randint(4, 13))), ("Young people who feel safe", f"{chance.randint(80, 90)}%", f"{chance.randint(89, 98)}%")), widths=(0.56, 0.22, 0.22)),
        table(f"{name}: places by days a week", "Days a week | Children and young people", tuple(zip(("Five", "Three or four", "One or two"), share(places, (82.0, 14.0, 4.0) if "Learning Centre" in name or "Foxhaddle" in name else (45.0, 40.0, 15.0) if "Digital" in name else (0.0, 38.0, 62.0), name=name + "d"), strict=True)), widths=(0.5, 0.5)),
        Para(f"**Last judgement.** {judged}. **Last visit of the council.** {chance.choice(('June', 'July', 'September'))} 2026, {chance.choice(('without notice', 'with a parent', 'with a headteacher'))}. **What was found.** {chance.choice(('Calm, warm, clear routines; the register was marked late on one day.', 'Pupils are proud of their work; mathematics needs harder tasks for some.', 'Adults know each child; next steps in plans could be smaller.', 'Strong relationships; the risk assessment for one activity was renewed on the spot.'))}"),
        Para("**What young people say.** " + chance.choice(("“They say good morning and mean it.”", "“I can do things here that I could not do at school.”", "“I want to go back for science.”", "“It is small. Small is good.”"))),
    )  # fmt: skip


def _plans() -> tuple[tuple[Value, ...], ...]:
    chance = draw("plans")
    aims = (
        "Back to school full time",
        "Two more days in school",
        "Level 1 certificate and college",
        "Attendance above 90 per cent",
        "Read for pleasure; catch up by one year",
        "Ready for an assessment of needs",
    )
    out: list[tuple[Value, ...]] = []
    for i in range(1, 41):
        at = chance.choices(range(len(AP_SETTINGS)), [a[2] for a in AP_SETTINGS])[0]
        whole = at in (0, 1) and chance.random() < 0.85
        days = 5 if whole else chance.randint(1, 3)
        look = date(2026, 9, chance.randint(1, 29))
        out.append(
            (
                f"I{i:03d}",
                AP_SETTINGS[at][0],
                f"Year {chance.randint(3, 6) if at == 1 else chance.randint(7, 11)}",
                chance.choice(("SEN support", "SEN support", "EHC plan", "None")),
                days,
                days * 5,
                "Full" if whole else "Part",
                chance.choice(("September 2025", "January 2026", "April 2026", "September 2026")),
                chance.choice(aims),
                look,
                date(2026, 11, max(2, look.day - 1)),
                chance.randint(62, 99) / 100,
                chance.choice(("On course", "On course", "Reached", "Slow: plan changed")),
            )
        )
    return tuple(out)


def monitoring() -> Item:
    dated = "2026-09-02"
    chance = draw("monitoring")
    report = written(
        "quality-and-outcomes.docx", "Quality and outcomes of alternative provision, 2025 to 2026", "performance-report", dated, _HEAD,
        h("Headlines"),
        b("All eight settings were visited each term; all were good or better in the council's judgement at the last visit.", "Attendance rose from 74.2 to 82.6 per cent.", "91 per cent of leavers of year 11 had a place on 1 September 2026; 79 per cent a year before.", "44 per cent of pupils in tier 2 were back in school within two terms; 36 per cent a year before."),
        h("Quality of settings"),
        table("Judgement of the council at the last visit", "Setting | Safeguarding | Teaching | Behaviour and attitudes | Plans | Leadership", [(name, "Met", *(chance.choice(("Good", "Good", "Strong")) for _ in range(4))) for name, *_ in AP_SETTINGS], widths=(0.3, 0.14, 0.14, 0.16, 0.12, 0.14), key="quality"),
        h("Outcomes"),
        Figure("Destinations of leavers of year 11 on 1 September", "Column chart with two series, 2025 and 2026, in per cent: college 51 and 57, apprenticeship or work with training 17 and 21, sixth form or special school 11 and 13, no place 21 and 9.",
               pictures.columns(("College", "Apprenticeship", "Sixth form", "No place"), (("2025", (51.0, 17.0, 11.0, 21.0)), ("2026", (57.0, 21.0, 13.0, 9.0))), unit="%"), "dest", 14),
        table("Outcomes by setting, 2025 to 2026", "Setting | Attendance | Back or on as planned | English on course | Leavers with a place", [(name, f"{chance.uniform(78, 90):.1f}%", f"{chance.randint(52, 71)}%", f"{chance.randint(60, 79)}%", "Not applicable" if "Foxhaddle" in name else f"{chance.randint(86, 97)}%") for name, *_ in AP_SETTINGS], widths=(0.34, 0.15, 0.19, 0.16, 0.16)),
        table("Qualifications of leavers of year 11", "Qualification | 2024 | 2025 | 2026", lines("""
            Five or more GCSE passes, English and mathematics among them | 12% | 15% | 21%
            GCSE or functional skills in English and mathematics | 48% | 57% | 68%
            Vocational certificate | 61% | 66% | 74%
            Any accreditation | 81% | 88% | 95%
        """), widths=(0.58, 0.14, 0.14, 0.14)),
        table("Where leavers of 2024 were after each year", "Destination | After 6 months | After 12 months | After 24 months", lines("""
            Learning or training | 72% | 66% | 58%
            Work | 9% | 14% | 25%
            Neither, known to an adviser | 16% | 17% | 14%
            Not known | 3% | 3% | 3%
        """), widths=(0.4, 0.2, 0.2, 0.2)),
        h("What monitoring found, what changed, and what difference it made"),
        table("From finding to difference", "Finding | Change | Difference", lines("""
            Leavers lost contact in the summer | Mentor from January until March after leaving | 91% with a place on 1 September, 79% a year before
            Part-time places drifted | Aim, plan and date for each; panel reads all | 142 part-time places all have the rest of the week taught; 38 did not in 2025
            Mathematics was weak in vocational settings | Teacher of the learning centre one day a week in each | Share on course from 41% to 63%
            Language needs were missed | Screening on arrival | 74 young people have support that fits
            Two activities without a current risk assessment | Renewed on the spot; checked at each visit | None since February
        """), widths=(0.3, 0.36, 0.34)),
        h("Complaints, incidents and exclusions"),
        table("Year by year", "Measure | 2024 to 2025 | 2025 to 2026", (("Complaints", 11, 6), ("of these upheld", 5, 2), ("Physical interventions", 47, 22), ("Safeguarding concerns passed on", 83, 96), ("Placements ended early", 21, 12)), widths=(0.5, 0.25, 0.25)),
        "More safeguarding concerns are a good sign: settings were trained in what to pass on. {@quality} and {@dest} are read by the panel each term.",
        approved="Inclusion panel", numbered=True,
        attest=(outcome("alternative-provision-evidence-lead", dated, "Section 4 follows five findings to the change and to the difference for young people."),),
    )  # fmt: skip
    frame = written(
        "quality-assurance-framework.docx", "Quality assurance framework for alternative provision", "policy", "2026-01-14", _HEAD,
        h("Why and how"),
        "Every child in alternative provision is a child of whom we have asked a great deal. The framework says what we look for, how often, who looks, and what follows. It applies to registered and unregistered settings alike.",
        h("Standards"),
        *(block for title, rows in _STANDARDS for block in (h2(title), b(*rows))),
        h("Cycle"),
        table("What happens when", "When | What | Who", lines("""
            Before the first child | Application, checks, two visits, references, agreement | Commissioning, safeguarding, a headteacher
            Each day | Attendance by 10am | Setting
            Each half-term | Review of each child | Setting, school, family
            Each term | Visit, half of them without notice | Quality officer with a partner
            Each year | Self-review, survey of young people and parents, full report | Setting, quality officer
            At any time | Concern, complaint, notification | Safeguarding, same day
        """), widths=(0.2, 0.48, 0.32)),
        h("Judgements and what follows"),
        table("Judgements", "Judgement | What it means | What follows", lines("""
            Strong | All standards met, others can learn from it | Visit each term, shared practice
            Good | All standards met | Visit each term
            Needs to improve | A standard is not met, children are safe | Plan in a week, visit each month
            Not safe or not suitable | Children could be at risk | Placements stop, children move, report to the regulator
        """), widths=(0.22, 0.4, 0.38)),
        numbered=True, approved="Inclusion panel", version="3.0",
    )  # fmt: skip
    meeting_date = "2026-10-06"
    minutes = written(
        "monitoring-panel-minutes.docx", "Minutes of the alternative provision monitoring panel, October 2026", "minutes", meeting_date, _HEAD,
        h("Present"),
        b(f"{_HEAD}, in the chair", "Quality officer", "Headteacher of a secondary school", "Manager of the exploitation team", "School nursing lead", "Youth justice manager", "Parent representative"),
        h("Actions of July"),
        "All five actions were complete. The last look at part-time places was read: each has the rest of the week taught.",
        h("Reports on settings"),
        "The panel read eight reports. **Attendance** is above 78 per cent everywhere. **Safeguarding** standards are met in all settings; the training of September reached 94 adults. **Destinations**: nine per cent of leavers have no place; an adviser sees each one weekly. **Part-time** places fell by eleven. The **voice of young people** was heard through a film from the creative studio.",
        h("Exploitation and health"),
        "The exploitation team knows 14 young people who attend; a worker is in the learning centre twice a week. School nursing opened a drop-in at two settings.",
        h("Actions"),
        table("Actions", "Number | Action | Owner | Status", lines("""
            1 | Harder tasks in mathematics for five pupils at the sailing base | Quality officer | Complete: teacher visits on Tuesdays
            2 | Offer the nurse's drop-in at the farm | School nursing lead | Complete: first session held
            3 | Show the film to headteachers | Chair | Complete
        """), widths=(0.1, 0.44, 0.22, 0.24)),
        cover=False, about_date="Date of meeting", approved="Inclusion panel",
        extra={"minutes": {"actions_complete": "yes", "multi_agency": "yes", "keywords": ("attendance", "safeguarding", "destinations", "part-time", "voice of young people")}},
        attest=meeting("alternative-provision-evidence-lead", meeting_date, "Nine per cent of leavers without a place; each has an adviser who sees them weekly."),
    )  # fmt: skip
    form = written(
        "visit-record-form.rtf", "Record of a visit to a setting: form for quality officers", "form", "2026-01-14", _HEAD,
        h("How to use this form"),
        "Fill in one form for each visit, in the setting, and read it out before you leave. Send it within five working days.",
        h("The visit"),
        table("The visit", "Question | Answer", lines("""
            Setting | Write here
            With or without notice, and who came | Write here
            Children seen and heard, number only | Write here
            Lessons or sessions seen | Write here
            Plans read | Write here
        """), widths=(0.5, 0.5)),
        h("Standards"),
        table("Standards", "Standard | Met, or what was seen | What must change, by when", lines("""
            Safeguarding | Write here | Write here
            Teaching and learning | Write here | Write here
            Behaviour and attitudes | Write here | Write here
            Plans and special educational needs | Write here | Write here
            Attendance and hours | Write here | Write here
            Leadership | Write here | Write here
        """), widths=(0.3, 0.4, 0.3)),
        h("What children said"),
        "Write here in their words.",
        extra={"form": {
            "completed_by": "The quality officer, together with the partner who visits.", "when": "At each visit, once a term for every setting.", "distributed_by": "The inclusion service; it is part of the quality framework.", "collected_by": "The inclusion service, within five working days.",
            "used_for": "Findings go to the setting in writing and to the monitoring panel each term.", "action_plan": "Where a standard is not met, the setting writes an action plan in a week, which the quality officer checks each month.",
        }},
        comment="Exported by the visit system as RTF.",
    )  # fmt: skip
    return Item(
        folder="6.4-monitoring",
        requirement="6.4",
        summary="Quality and outcomes of alternative provision, destinations among them, and how the council assures its quality.",
        documents=(report, frame, minutes, form),
        **_LEADS,
    )


_STANDARDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Safeguarding and health", ("All adults checked; register seen on site.", "A trained lead is present whenever children are.", "Risk assessments for each activity, place and child.", "Health care plans known; medicines kept safely.", "First aid on site.")),
    ("Teaching and learning", ("Baseline within ten days.", "English and mathematics each week, at the right level.", "Accreditation that leads somewhere.", "Books, tools and screens that work.", "Progress shown in the work, not only in numbers.")),
    ("Behaviour and attitudes", ("Calm routines; adults greet and listen.", "No child is isolated as a punishment.", "Physical intervention only by trained adults, written down on the day.", "Bullying is noticed and dealt with.", "Young people feel safe.")),
    ("Special educational needs", ("Plans are read by every adult.", "Provision in section F is given, or its absence reported.", "Communication is screened on arrival.", "Annual reviews are held in time with the school.")),
    ("Attendance and hours", ("Register by 10am, call by 10.30am.", "Hours add up to full time with school.", "Part-time places have an aim, a plan and a date.", "Lifts where buses do not run.")),
    ("Leadership", ("The setting knows its strengths and gaps.", "Staff are supervised.", "Complaints are welcomed and answered.", "Leaders share what they learn.")),
)  # fmt: skip
