"""The fictional local area of Westmere: names and figures that every document shares.

No council of England bears this name. Places, schools and services are invented; figures are made to agree with one
another, not with any real area. Persons appear as roles only.
"""

import random
from dataclasses import dataclass
from datetime import date
from functools import cache

AREA = "Westmere"
COUNCIL = "Westmere Council"
BOARD = "SEND Partnership Board"
ICB_NAME = "NHS Westmere and Wray Integrated Care Board"
COMMUNITY_TRUST = "Wrayside Community Health NHS Trust"
HOSPITAL_TRUST = "Westmere Hospitals NHS Trust"
MENTAL_HEALTH_TRUST = "Saltwick and Wray Mental Health NHS Trust"
FORUM = "Westmere Parent Carer Forum"
PARTNERSHIP = "Westmere SEND Local Area Partnership"

NOTIFICATION = date(2026, 11, 2)

LOCALITIES = ("Marlbeck", "Castle Tarn", "Saltwick Coast", "Wray Valley", "Northgale")
LOCALITY_WEIGHTS = (31, 22, 19, 16, 12)

POPULATION_0_25 = 118_400
PUPILS = 61_250
PLANS = {2022: 2_612, 2023: 2_871, 2024: 3_118, 2025: 3_364, 2026: 3_587}
"""Plans maintained in January of each year."""
SUPPORT = {2022: 7_690, 2023: 7_905, 2024: 8_088, 2025: 8_246, 2026: 8_410}
"""Pupils on SEN support, January school census."""

NEEDS = {
    "Autistic spectrum": 1_198,
    "Social, emotional and mental health": 742,
    "Speech, language and communication": 689,
    "Moderate learning difficulty": 301,
    "Severe learning difficulty": 214,
    "Specific learning difficulty": 121,
    "Physical disability": 118,
    "Hearing impairment": 62,
    "Visual impairment": 41,
    "Profound and multiple learning difficulty": 63,
    "Multi-sensory impairment": 8,
    "Other or not recorded": 30,
}
"""Primary need of the plans maintained in January 2026; adds up to PLANS[2026]."""

AGES = {"Under 5": 151, "5 to 10": 1_187, "11 to 15": 1_314, "16 to 19": 742, "20 to 25": 193}
"""Age groups of the plans maintained in January 2026."""

PLACES = {
    "Mainstream school": 1_402,
    "Resourced provision in a mainstream school": 187,
    "Maintained or academy special school": 908,
    "Independent or non-maintained special school": 246,
    "Further education": 489,
    "Alternative provision": 61,
    "Early years setting": 92,
    "Elective home education": 74,
    "Not in education, employment or training": 83,
    "Awaiting a place or educated otherwise": 45,
}
"""Where the children and young people with plans of January 2026 learn."""

QUARTERS = ("July to September 2025", "October to December 2025", "January to March 2026", "April to June 2026")
ON_TIME = (61.4, 64.9, 69.2, 73.8)
"""Per cent of new plans issued within 20 weeks, exceptions left out, by quarter."""
NEW_PLANS = (112, 131, 127, 138)
REQUESTS = (171, 204, 196, 187)

VILLAGES = (
    "Alderwick", "Ashmarl", "Birkhaddle", "Brackenholt", "Burrowmere", "Calderstow", "Clayhaddle", "Copperwray",
    "Crosshaddle", "Dunmarl", "Eastmarl", "Elderwray", "Fennickby", "Foxhaddle", "Galewick", "Great Haddle",
    "Harbourmarl", "Hazelwray", "Holmetarn", "Ivelwick", "Kingsmarl", "Kirkhaddle", "Lambwray", "Larkmarl",
    "Linwick", "Little Haddle", "Longtarn", "Lower Wray", "Marlbeck", "Meadowtarn", "Millhaddle", "Moorwick",
    "Netherwray", "Northgale", "Oakmarl", "Orrinby", "Otterwick", "Penmarl", "Quarrytarn", "Ravenhaddle",
    "Redwray", "Rushmarl", "Saltwick", "Sandhaddle", "Shellwick", "Silverwray", "Southgale", "Starling Wray",
    "Stonemarl", "Swanwray", "Tarnfoot", "Thornhaddle", "Tidewick", "Upper Wray", "Wellmarl", "West Haddle",
    "Whitewray", "Willowtarn", "Windgale", "Yarrowmarl",
)  # fmt: skip
"""Invented place names."""

SPECIAL_SCHOOLS = (
    ("Holmetarn School", "Severe and profound learning difficulties", "3 to 19", 164),
    ("Ravenhaddle School", "Moderate and complex learning difficulties", "4 to 16", 186),
    ("Silverwray School", "Autism", "4 to 19", 172),
    ("Tidewick School", "Social, emotional and mental health", "7 to 16", 98),
    ("Oakmarl School", "Autism with learning difficulties", "4 to 19", 148),
    ("Windgale School", "Physical disability and complex health needs", "2 to 19", 140),
)
"""Name, designation, ages and commissioned places; places add up to 908."""

AP_SETTINGS = (
    ("Northgale Learning Centre", "Pupil referral unit, secondary", 74, "Good"),
    ("Foxhaddle Centre", "Pupil referral unit, primary", 22, "Good"),
    ("Wrayside Hospital and Home Tuition", "Medical tuition", 41, "Outstanding"),
    ("Copperwray Skills Yard", "Vocational: construction, motor vehicle", 28, "Not inspected: unregistered, part-time"),
    ("Tarnfoot Farm Learning", "Land-based and therapeutic", 19, "Not inspected: unregistered, part-time"),
    ("Saltwick Sailing and Outdoors", "Outdoor and water-based", 16, "Not inspected: unregistered, part-time"),
    ("Marlbeck Creative Studio", "Music, media and design", 14, "Not inspected: unregistered, part-time"),
    ("Digital Haddle", "Online tuition with a mentor", 23, "Accredited online provider"),
)
"""Name, kind, places in use in July 2026, and judgement; places in use add up to 237."""


def draw(name: str) -> random.Random:
    """A source of chance of its own for each purpose, the same in every run."""
    return random.Random(f"westmere:{name}")


def share(total: int, weights: tuple[float, ...], *, stray: float = 0.0, name: str = "") -> tuple[int, ...]:
    """Whole numbers that add up to the total, in the proportion of the weights, each weight moved by up to `stray`."""
    chance = draw(name)
    moved = [weight * (1 + chance.uniform(-stray, stray)) for weight in weights]
    exact = [total * weight / sum(moved) for weight in moved]
    floors = [int(value) for value in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for i in by_rest[: total - sum(floors)]:
        floors[i] += 1
    return tuple(floors)


def percent(part: float, whole: float) -> str:
    """A share in per cent with one decimal."""
    return f"{100 * part / whole:.1f}%"


def number(value: int) -> str:
    """A whole number with thousands separated."""
    return f"{value:,}"


def pounds(value: int) -> str:
    """An amount of money."""
    return f"£{value:,}"


@dataclass(frozen=True, slots=True)
class School:
    """A mainstream school of the area; its unique reference number begins with 99, which is not issued."""

    name: str
    phase: str
    urn: int
    locality: str
    roll: int
    plans: int
    support: int
    provision: str


_PROVISIONS = {
    "Primary": {
        3: "Communication and interaction, 16 places",
        11: "Hearing impairment, 10 places",
        17: "Autism, 20 places",
        40: "Communication and interaction, 12 places",
        66: "Autism, 16 places",
        90: "Physical disability, 12 places",
    },
    "Secondary": {
        3: "Communication and interaction, 16 places",
        11: "Hearing impairment, 10 places",
        17: "Autism, 20 places",
    },
}
"""Resourced provision by phase, for the school at that place in the list by name."""


@cache
def schools() -> tuple[School, ...]:
    """112 primary and 19 secondary schools; rolls, plans and support add up to the figures of the area."""
    primary = [f"{place} Primary School" for place in VILLAGES]
    primary += [f"{place} Church of England Primary Academy" for place in VILLAGES[4:56]]
    kinds = ("High School", "Academy") * 10
    secondary = [f"{place} {kind}" for place, kind in zip(VILLAGES[1::3], kinds, strict=True)][:19]
    return (
        *_phase("Primary", primary, 33_900, 842, 5_104, 990_100),
        *_phase("Secondary", secondary, 26_442, 747, 3_306, 990_400),
    )


def _phase(phase: str, names: list[str], roll: int, plans: int, support: int, first: int) -> list[School]:
    ones = tuple(1.0 for _ in names)
    rolls = share(roll, ones, stray=0.45, name=f"{phase} rolls")
    weights = tuple(float(value) for value in rolls)
    with_plans = share(plans, weights, stray=0.5, name=f"{phase} plans")
    with_support = share(support, weights, stray=0.25, name=f"{phase} support")
    chance = draw(f"{phase} places")
    return [
        School(
            name, phase, first + i, chance.choices(LOCALITIES, LOCALITY_WEIGHTS)[0], rolls[i], with_plans[i],
            with_support[i], _PROVISIONS[phase].get(i, "None"),
        )
        for i, name in enumerate(sorted(names))
    ]  # fmt: skip
