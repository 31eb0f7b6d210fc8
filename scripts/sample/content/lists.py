"""Child-level data, and the list of providers and settings.

Long because it is prose, and each paper stands whole.
"""

from datetime import date, timedelta

from ..area import AP_SETTINGS, LOCALITIES, SPECIAL_SCHOOLS, VILLAGES, draw, schools
from ..make import outcome, workbook, written
from ..model import Document, Item
from ..sheets import Sheet, Value
from .kit import b, h, lines, n, table

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_LIST_1 = (
    "Unique ID", "Unique pupil number (UPN)", "Unique learner number (ULN)", "Date of birth", "Gender", "Ethnicity",
    "Date initial EHC plan issued", "Date updated EHC plan issued", "Date EHC plan last reviewed", "SEN primary need",
    "Main education establishment: unique reference number (URN)", "Main education establishment: phase",
    "Subsidiary education establishment: phase (dual registration)", "Elective home education", "Suspensions",
    "Permanent exclusions", "Absence", "Pupil Premium", "Known to children's social care?",
    "Which children's social care team?", "Does the child or young person have a disability?",
)  # fmt: skip
_WITHOUT = {6, 7, 8, 13}
_NEEDS = (("ASD", 34), ("SEMH", 21), ("SLCN", 19), ("MLD", 9), ("SLD", 6), ("SPLD", 4), ("PD", 4), ("HI", 2), ("VI", 1))
_FULL_NEED = {
    "ASD": "Autistic spectrum", "SEMH": "Social, emotional and mental health", "SLCN": "Speech, language and communication",
    "MLD": "Moderate learning difficulty", "SLD": "Severe learning difficulty", "SPLD": "Specific learning difficulty",
    "PD": "Physical disability", "HI": "Hearing impairment", "VI": "Visual impairment",
}  # fmt: skip
_ETHNICITY = (
    "White British",
    "White other",
    "Asian or Asian British",
    "Black or Black British",
    "Mixed",
    "Information not obtained",
)


def synthetic_pupil_number(serial: int) -> str:
    """A unique pupil number that is well formed and cannot be real: no local authority has the code 000."""
    digits = f"000{serial:09d}"
    return _LETTERS[sum(int(digit) * weight for weight, digit in enumerate(digits, 2)) % 23] + digits


def _record(serial: int, *, plan: bool) -> tuple[Value, ...]:
    chance = draw(f"record:{plan}:{serial}")
    age = chance.randint(3, 22) if plan else chance.randint(4, 17)
    born = date(2026, 8, 31) - timedelta(days=365 * age + age // 4 + chance.randint(20, 340))
    first = date(2026, 6, 30) - timedelta(days=chance.randint(200, min(365 * max(age - 2, 1), 2600)))
    updated = first + timedelta(days=chance.randint(100, max((date(2026, 7, 1) - first).days, 101)))
    updated = min(updated, date(2026, 7, 20))
    reviewed = max(updated, date(2026, 7, 20) - timedelta(days=chance.randint(0, 300)))
    need = _FULL_NEED[chance.choices([need for need, _ in _NEEDS], [weight for _, weight in _NEEDS])[0]]
    every = [s for s in schools() if s.phase == ("Primary" if age < 11 else "Secondary")]
    at_home = plan and chance.random() < 0.03
    school = chance.choice(every)
    phase = school.phase if 4 <= age < 17 else ("Early years" if age < 4 else "Further education")
    cared = chance.random() < 0.18
    values: tuple[Value, ...] = (
        f"{'P' if plan else 'S'}-{serial:03d}", synthetic_pupil_number((100 if plan else 400_000) + serial * 37), "",
        born, chance.choice(("Female", "Male", "Male")), chance.choices(_ETHNICITY, (71, 7, 8, 4, 7, 3))[0],
        first, updated, reviewed, need,
        "" if at_home or not 4 <= age < 17 else str(school.urn),
        "Elective home education" if at_home else phase,
        "Alternative provision" if age > 10 and chance.random() < 0.06 else "",
        "Yes" if at_home else "No", chance.choices((0, 1, 2, 4), (88, 7, 3, 2))[0], chance.choices((0, 1), (99, 1))[0],
        chance.choices((4, 7, 11, 18, 34, 52), (40, 25, 15, 10, 7, 3))[0] / 100, chance.choice(("Yes", "No", "No")),
        "Yes" if cared else "No", chance.choice(("Children with disabilities", "Family support", "Looked after")) if cared else "",
        chance.choice(("Yes", "Yes", "No")),
    )  # fmt: skip
    return values if plan else tuple(value for i, value in enumerate(values) if i not in _WITHOUT)


def child_level() -> Item:
    dated = "2026-10-05"
    header_2 = tuple(title for i, title in enumerate(_LIST_1) if i not in _WITHOUT)
    wide = (13, 17, 17, 12, 9, 17, 12, 12, 12, 22, 15, 15, 17, 11, 13, 12, 10, 10, 11, 17, 12)
    book = workbook(
        "child-level-lists.xlsx", "Child-level lists of children and young people with SEND", dated, "Performance Analyst, SEND",
        (
            ("Purpose", "Lists from which inspectors choose children and young people to track."),
            ("Records", "Synthetic. No record describes a real child: pupil numbers use a local authority code that does not "
             "exist, and all other values are drawn by chance."),
            ("List 1", "60 children and young people with an EHC plan, a sample in place of the 3,587 that a complete list would hold."),
            ("List 2", "40 pupils on SEN support, a sample in place of 8,410."),
            ("Unique learner numbers", "Left empty where there is a pupil number; nobody in the sample has only a learner number."),
            ("Absence", "Share of possible sessions missed in the school year 2025 to 2026."),
            ("Source", "Case management system and school census, as they stood on 30 September 2026."),
            ("Analysis and effect", "Reading the lists against the missed-education register found 11 children whose setting "
             "was not recorded; each was contacted, and 9 were back in full-time education by half-term."),
        ),
        Sheet(name="List 1 plans", header=_LIST_1, rows=tuple(_record(i, plan=True) for i in range(1, 61)), widths=wide, share=(16,)),
        Sheet(
            name="List 2 SEN support", header=header_2, rows=tuple(_record(i, plan=False) for i in range(1, 41)), share=(12,),
            widths=tuple(width for i, width in enumerate(wide) if i not in _WITHOUT),
        ),
        summary="Two lists in the national layout: 21 columns for plans, 17 for SEN support. All records are synthetic.",
        sensitivity="child-level",
        attest=(
            outcome("data-custodian", dated, "The first sheet says what reading the lists against the missed-education register "
                    "found, and that 9 of 11 children were back in full-time education."),
        ),
        comment="In a real library this entry has `secure:` (path, sha256, rows, custodian) in place of `file:`.",
    )  # fmt: skip
    return Item(
        folder="child-level-data", requirement="child-level-data", lead="performance-analyst",
        accountable="partnership-accountable-lead",
        summary="Lists of children and young people with an education, health and care plan and on SEN support, with a note on "
        "how complete and how sound the data is.",
        documents=(book, _data_note()),
        comment="Day 2. Real lists of children stay in the secure folder, outside this repository.",
    )  # fmt: skip


def _data_note() -> Document:
    dated = "2026-10-05"
    return written(
        "data-quality-note.docx", "Quality of the child-level data", "performance-report", dated, "Performance Analyst, SEND",
        h("What this note is for"),
        "Inspectors choose children and young people to track from two lists. This note says where each column comes from, "
        "how complete it is, which checks were run before the lists were released and what is known to be weak. It holds no "
        "information about any child.",
        h("Where the data comes from"),
        table("Sources of the columns", "Columns | Source | Refreshed", lines("""
            Identity, dates of birth, ethnicity | School census, matched to the case management system | Each term
            Plan dates and reviews | Case management system, SEND service | Every night
            Primary need | Case management system for plans, school census for SEN support | Every night, each term
            Establishment and phase | Case management system, checked against the register of schools | Every week
            Suspensions, exclusions, absence | School census and the attendance feed from 128 of 131 schools | Every day
            Social care involvement | Children's social care system, matched on pupil number and date of birth | Every week
            Disability | Children's social care system and the register of disabled children | Every month
        """), widths=(0.34, 0.46, 0.2), key="sources"),
        h("How complete it is"),
        "{@complete} shows the share of records in which each group of columns is filled in. The two figures below 95 per cent are "
        "explained after the table.",
        table("Completeness of the lists, October 2026", "Column | EHC plans | SEN support | A year before, EHC plans", lines("""
            Unique pupil number or learner number | 99.4% | 100.0% | 98.1%
            Date of birth | 100.0% | 100.0% | 100.0%
            Gender | 100.0% | 100.0% | 100.0%
            Ethnicity | 97.2% | 98.8% | 94.6%
            Initial plan date | 99.9% | Not applicable | 99.2%
            Last review date | 96.8% | Not applicable | 91.3%
            Primary need | 99.2% | 99.6% | 97.9%
            Main establishment | 98.7% | 100.0% | 96.4%
            Absence | 93.1% | 97.7% | 88.0%
            Social care involvement | 99.0% | 94.2% | 98.2%
        """), widths=(0.4, 0.18, 0.18, 0.24), key="complete"),
        b("Absence is missing for young people in colleges and independent settings, which do not send a daily feed. From "
          "November 2026 placements in independent schools carry a contract term that asks for it each week.",
          "Social care involvement for SEN support rests on a match by name and date of birth; 5.8 per cent of pupils could "
          "not be matched with confidence and are marked as not known."),
        h("Checks before release"),
        n("Dates are in order: an initial plan comes before its updates and reviews, and no date lies in the future.",
          "No pupil number stands twice; where a child has had two plans, only the latest is listed.",
          "Everybody aged 6 or over has a pupil number, a learner number or a code that says why not.",
          "Everybody aged 5 to 16 has a main or a subsidiary establishment, or a reason on the missed-education register.",
          "Nobody is aged 26 or over; records of young people aged 25 are read one by one.",
          "Pupil numbers have a valid check letter, reference numbers of schools have six digits."),
        table("Findings of the checks, three releases", "Check | October 2025 | April 2026 | October 2026", lines("""
            Dates out of order | 41 | 12 | 3
            Duplicate pupil numbers | 9 | 2 | 0
            No number and no reason | 23 | 8 | 4
            Aged 5 to 16 without an establishment | 34 | 19 | 11
            Invalid check letter | 6 | 1 | 0
            Aged 26 or over | 5 | 1 | 0
        """), widths=(0.46, 0.18, 0.18, 0.18), total=False),
        h("What changed because of it"),
        "The eleven children of statutory school age without an establishment were read one by one by the missed-education panel "
        "in the same week. Nine are back in full-time education; two have a place that starts after half-term and receive "
        "tuition at home until then. The fall from 34 to 11 in a year follows the weekly match with the register of schools, "
        "which the panel asked for in January 2026.",
        h("Who to ask"),
        "Questions about the lists go to the custodian of child-level data through the local area nominated officer. The lists are "
        "sent by the secure route agreed at the set-up call, never by ordinary e-mail.",
        cover=False,
        summary="Sources, completeness and checks of the two lists; holds no information about any child.",
        attest=(outcome("performance-analyst", dated, "The section “What changed because of it” says which children were found "
                        "through the checks and that nine are back in full-time education."),),
    )  # fmt: skip


_HEALTH_SITES = lines("""
    Marlbeck Child Development Centre | Assessment of children under 5
    Castle Tarn Child Development Centre | Assessment of children under 5
    Saltwick Therapy Centre | Speech and language, occupational and physiotherapy
    Wray Valley Clinic | Health visiting and school nursing
    Northgale Clinic | Health visiting and school nursing
    Marlbeck Children's Therapy Base | Speech and language therapy
    Haddle House | Child and adolescent mental health, community team
    Tarnside Unit | Child and adolescent mental health, crisis team
    Westmere General Hospital, Children's Outpatients | Community paediatrics
    Westmere Hearing Clinic | Audiology
    Wrayside Wheelchair Centre | Wheelchairs and posture
    Continuing Care Hub | Children's continuing care and special school nursing
""")
_CARE_SITES = lines("""
    Lambwray House | Overnight short breaks, 8 beds
    Quarrytarn Lodge | Overnight short breaks, 6 beds, complex health needs
    Saltwick Play Inclusion | Holiday and weekend short breaks
    Marlbeck Family Centre | Family hub with early help
    Castle Tarn Family Centre | Family hub with early help
    Wray Valley Family Centre | Family hub with early help
    Fostering for Breaks | Short breaks with foster families
    Northgale Youth Inclusion | Youth clubs for disabled young people
    Redwray Children's Home | Residential care, 5 beds, learning disability
    Step Forward Westmere | Supported living, 16 to 25
""")
_LIST = (
    "Reference", "Name", "Kind", "Sector", "Locality", "Unique reference number (URN)", "Ages", "Roll or places", "With EHC plan",
    "On SEN support", "Specialist provision", "Commissioned by", "Last inspected", "Outcome", "Inspectorate", "Open on visit days",
    "Step-free access", "Parking", "Contact role", "Note for visits",
)  # fmt: skip


def _row(code: str, name: str, kind: str, sector: str, urn: Value, ages: str, roll: Value, plans: Value, support: Value, special: str,
         buyer: str, contact: str) -> tuple[Value, ...]:  # fmt: skip
    chance = draw(f"provider:{code}")
    locality = chance.choices(LOCALITIES, (31, 22, 19, 16, 12))[0]
    inspected = f"{chance.choice(('March', 'May', 'November', 'February', 'October'))} {chance.choice((2022, 2023, 2024, 2025))}"
    outcome_ = chance.choices(("Good", "Outstanding", "Requires improvement"), (74, 14, 12))[0]
    by = "Care Quality Commission" if kind.startswith("Health") else "Ofsted"
    note = chance.choice(
        ("Report to reception", "Ring before arrival", "Report to reception", "Site visit book at the gate")
    )
    return (
        code, name, kind, sector, locality, urn, ages, roll, plans, support, special, buyer, inspected, outcome_, by, "Yes",
        chance.choices(("Yes", "Ground floor only"), (85, 15))[0], chance.choice(("On site", "Street", "On site")), contact, note,
    )  # fmt: skip


def _schools() -> tuple[tuple[Value, ...], ...]:
    chance = draw("sector")
    return tuple(
        _row(
            f"S{i:03d}", s.name, f"{s.phase} school", chance.choice(("Academy", "Maintained", "Academy")), str(s.urn),
            "4 to 11" if s.phase == "Primary" else "11 to 18" if i % 3 else "11 to 16", s.roll, s.plans, s.support, s.provision,
            "Schools forum", "Special educational needs coordinator",
        )
        for i, s in enumerate(schools(), 1)
    )  # fmt: skip


def _specialist() -> tuple[tuple[Value, ...], ...]:
    special = [
        _row(f"P{i:02d}", name, "Special school", "Academy" if i % 2 else "Maintained", str(990_500 + i), ages, places, places, 0, what,
             "Westmere Council", "Headteacher")
        for i, (name, what, ages, places) in enumerate(SPECIAL_SCHOOLS, 1)
    ]  # fmt: skip
    alternative = [
        _row(f"A{i:02d}", name, "Alternative provision", "Maintained" if i < 4 else "Independent", str(990_600 + i) if i < 4 else "",
             "5 to 11" if i == 2 else "11 to 16", places, "", "", what, "Westmere Council", "Centre manager")
        for i, (name, what, places, _) in enumerate(AP_SETTINGS, 1)
    ]  # fmt: skip
    colleges = [
        _row(f"C{i:02d}", name, "Further education", "College", str(990_700 + i), "16 to 25", roll, plans, "", what, "Westmere Council",
             "Head of inclusive learning")
        for i, (name, roll, plans, what) in enumerate(
            (("Westmere College", 5_420, 311, "Supported internships, foundation learning"),
             ("Wray Land-based College", 1_180, 178, "Life skills, horticulture")), 1)
    ]  # fmt: skip
    return (*special, *alternative, *colleges)


def _early() -> tuple[tuple[Value, ...], ...]:
    chance = draw("early")
    return tuple(
        _row(f"E{i:02d}", f"{place} {chance.choice(('Nursery', 'Playgroup', 'Pre-school', 'Day Nursery'))}", "Early years setting",
             chance.choice(("Private", "Voluntary", "Maintained")), str(991_000 + i), "0 to 4", chance.randint(18, 74), chance.randint(0, 4),
             chance.randint(1, 9), "None", "Westmere Council", "Manager")
        for i, place in enumerate(VILLAGES[6:52], 1)
    )  # fmt: skip


def _health_and_care() -> tuple[tuple[Value, ...], ...]:
    health = [_row(f"H{i:02d}", name, "Health service", "NHS", "", "0 to 18", "", "", "", what, "Integrated care board", "Service manager")
              for i, (name, what) in enumerate(_HEALTH_SITES, 1)]  # fmt: skip
    care = [_row(f"K{i:02d}", name, "Care service", "Voluntary" if i % 3 == 0 else "Council", "", "0 to 25", "", "", "", what,
                 "Westmere Council", "Registered manager") for i, (name, what) in enumerate(_CARE_SITES, 1)]  # fmt: skip
    return (*health, *care)


def providers() -> Item:
    dated = "2026-10-12"
    widths = (11, 31, 17, 13, 15, 12, 9, 9, 9, 10, 26, 16, 14, 15, 16, 10, 11, 10, 22, 20)
    tabs = tuple(
        Sheet(name=name, header=_LIST, rows=rows, widths=widths)
        for name, rows in (
            ("Mainstream schools", _schools()), ("Specialist and post-16", _specialist()), ("Early years", _early()),
            ("Health and care", _health_and_care()),
        )
    )  # fmt: skip
    book = workbook(
        "providers-and-settings.xlsx", "Providers and settings in Westmere", dated, "Performance Analyst, SEND",
        (
            ("Purpose", "The list from which inspectors choose providers and settings for sampling visits."),
            ("Columns", "Plan means an EHC plan that is maintained; SEN support is counted in the January census."),
            ("Coverage", "131 mainstream schools, 6 special schools, 8 alternative provision settings, 2 colleges, 46 early years "
             "settings, 12 health services and 10 care services."),
            ("Source", "Register of schools, contracts registers of the council and the integrated care board, October 2026."),
            ("Reference numbers", "Invented for this sample: numbers that begin with 99 are not issued to schools."),
            ("Analysis and effect", "Checking step-free access with every provider moved three review meetings to other sites and "
             "led to a ramp at one early years setting, so that two families now use their nearest place."),
        ),
        *tabs,
        summary="Every provider and setting with sector, locality, numbers, inspection outcome and what a visitor must know.",
        attest=(outcome("performance-analyst", dated, "The first sheet says what the access check changed and for whom."),),
    )  # fmt: skip
    guide = written(
        "guide-to-the-list.docx", "Guide to the list of providers and settings", "other", dated, "Strategic Commissioning Manager",
        h("How the list is arranged"),
        "The workbook has one sheet for each part of the system. All sheets share the same twenty columns, so that they can be "
        "sorted and put together. Every provider that a child or young person from Westmere used in the school year 2025 to "
        "2026 and that lies inside the area is listed; settings outside the area are in the evidence for requirement 3.3.",
        table("What each column holds", "Column | What it holds", lines("""
            Reference | A letter for the kind of provider and a number; it stays the same from one edition to the next
            Kind and sector | What the provider is and who runs it
            Locality | One of the five localities of the partnership
            Roll or places | Pupils on roll in the January census, or places that are commissioned
            With EHC plan, on SEN support | Numbers in the January census; empty where the service is not a school
            Specialist provision | Resourced provision, designation or service
            Commissioned by | Who pays for most of the places or contacts
            Last inspected, outcome, inspectorate | Month of the last full inspection; the overall outcome or, for later inspections, the lowest grade
            Open on visit days | Whether the provider is open in the week in which visits are expected
            Step-free access, parking | For planning visits and meetings with families
            Contact role | The role to ask for; no names are held
        """), widths=(0.32, 0.68)),
        h("Numbers by sheet"),
        table("Providers by kind", "Kind | Number", (
            ("Mainstream schools", 131), ("Special schools", 6), ("Alternative provision", 8), ("Colleges", 2),
            ("Early years settings", 46), ("Health services", 12), ("Care services", 10), ("All", 215)), total=True, widths=(0.7, 0.3)),
        h("How a visit is arranged"),
        n("Inspectors name the providers that they wish to visit at the planning meeting in week 2.",
          "The local area nominated officer tells each provider on the same day and agrees who will be there.",
          "The provider receives a one-page note: who comes, for how long, what they may ask to see, and that no preparation "
          "beyond the usual records is expected.",
          "Families whose children are to be met are asked first, by the person who knows them best.",
          "After the visit the provider's lead speaks to the inspection team on the same day."),
        h("Known gaps"),
        b("Childminders are not listed one by one; 214 are registered, 31 of them look after a child with a plan or on SEN support.",
          "General practice is not listed; 38 practices hold registers of patients aged 14 and over with a learning disability.",
          "Two early years settings opened in September 2026 and have no inspection outcome of their own yet."),
        cover=False,
    )  # fmt: skip
    return Item(
        folder="providers-and-settings", requirement="providers-and-settings", lead="partnership-evidence-lead",
        accountable="partnership-accountable-lead",
        summary="All providers and settings in the area, for choosing sampling visits, with a guide to the columns.",
        documents=(book, guide),
        comment="Day 2.",
    )  # fmt: skip
