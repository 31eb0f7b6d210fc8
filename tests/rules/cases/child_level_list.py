from samples import Level, document, sheet

HEADINGS = (
    "Unique ID", "UPN", "ULN", "Date of birth", "Gender", "Ethnicity", "Date initial EHC plan issued",
    "Date updated EHC plan issued", "Date EHC plan last reviewed", "SEN primary need", "Main education establishment – URN",
    "Main education establishment – phase", "Subsidiary education establishment – phase (dual registration)",
    "Elective home education", "Suspensions", "Permanent exclusions", "Absence", "Pupil Premium",
    "Known to children's social care?", "Which children's social care team?",
    "Does the child or young person have a disability?",
)  # fmt: skip
CHILD = (
    "P-1", "B801200005001", "", "03/04/2013", "Female", "White British", "01/05/2021", "01/06/2023", "02/06/2026",
    "Autistic spectrum disorder", "123456", "Secondary", "Secondary", "No", "0", "0", "2%", "No", "No", "", "Yes",
)  # fmt: skip


def listed(*changes: dict[str, str], headings: tuple[str, ...] = HEADINGS, **more: object) -> object:
    """A list with one child a row, each with some cells changed, by heading."""
    rows = [tuple(change.get(name, value) for name, value in zip(HEADINGS, CHILD, strict=True)) for change in changes]
    settings = {
        "kind": "data",
        "sensitivity": "child-level",
        "requirement": "child-level-data",
        "format": "xlsx",
    } | more
    return document(*sheet([headings, *rows]), front=False, **settings)


LIST_2 = tuple(n for n in HEADINGS if "EHC" not in n and n != "Elective home education")

PASSES = {
    "list 1": listed({}),
    "list 2": document(
        *sheet([LIST_2, tuple(v for n, v in zip(HEADINGS, CHILD, strict=True) if n in LIST_2)]),
        kind="data", sensitivity="child-level", requirement="child-level-data", format="xlsx", front=False,
    ),
    "real dates": listed({"Date of birth": "2013-04-03"}),
    "a temporary number": listed({"UPN": "A80120000501A"}),
    "no number, and a code that says why": listed({"UPN": "UN1"}),
    "not a list of children": listed({"Date of birth": ""}, sensitivity="official"),
}  # fmt: skip
FAILS = {
    "no date of birth": (listed({}, {"Date of birth": "", "UPN": ""}), "“Date of birth” is missing: row 3"),
    "no disability status": (listed({HEADINGS[-1]: ""}), "have a disability?” is missing"),
    "not a date": (listed({"Date of birth": "spring"}), "is not a date"),
    "born in the future": (listed({"Date of birth": "01/01/2030"}), "lies in the future"),
    "aged 25": (listed({"Date of birth": "03/04/2001"}), "Aged 25", Level.WARNING),
    "aged 26": (listed({"Date of birth": "03/04/2000"}), "Aged 26 or over"),
    "no number": (listed({"UPN": ""}), "without UPN, ULN"),
    "no school": (listed({HEADINGS[10]: "", HEADINGS[11]: "", HEADINGS[12]: ""}), "without an establishment"),
    "the same child twice": (listed({}, {}), "more than once: rows 2, 3"),
    "a wrong UPN": (listed({"UPN": "A801200005001"}), "“UPN” cannot be right"),
    "a wrong ULN": (listed({"ULN": "1000000044"}), "“ULN” cannot be right"),
    "a wrong URN": (listed({HEADINGS[10]: "12345"}), "six digits"),
    "a plan in the future": (listed({HEADINGS[8]: "01/01/2027"}), "EHC plan lies in the future"),
    "plans in the wrong order": (listed({HEADINGS[6]: "01/01/2026"}), "dated after its update"),
    "a column missing": (listed({}, headings=(*HEADINGS[:4], "Sex (old)", *HEADINGS[5:])), "missing “Gender”"),
    "no list at all": (listed(headings=("Year", "Number")), "No sheet holds", Level.WARNING),
}
