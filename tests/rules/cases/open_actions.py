from samples import Level, document, heading, part, table

from annexa.documents.facts import BlockKind

HEAD = ("Action", "Owner", "Due", "Status")
DONE = ("Write to schools", "Head of SEND", "June", "Complete, 3 June 2026")
OPEN = ("Write to families", "Head of SEND", "July", "In progress")
YES, NO = {"actions_complete": "yes"}, {"actions_complete": "no"}


def entry(text: str) -> object:
    return part(text, BlockKind.LIST_ITEM)


PASSES = {
    "all complete": document(kind="minutes", minutes=YES, tables=[table(HEAD, DONE)]),
    "closed, with a word that sounds open": document(
        kind="minutes", minutes=YES, tables=[table(HEAD, (*DONE[:3], "Closed, no further action outstanding"))]
    ),
    "another table": document(kind="minutes", minutes=YES, tables=[table(("Name", "Apologies"), ("Director", "no"))]),
    "a list": document(heading("Actions"), entry("Write to schools (complete)"), kind="minutes", minutes=YES),
    "open windows": document("The window was open.", kind="minutes", minutes=YES),
    "not minutes": document(tables=[table(HEAD, OPEN)]),
}
FAILS = {
    "nothing said": (document("Text", kind="minutes"), "does not say whether"),
    "in progress": (
        document(kind="minutes", minutes=YES, tables=[table(HEAD, DONE, OPEN)]),
        "“Write to families” is open (“in progress”)",
    ),
    "not complete": (
        document(kind="minutes", minutes=YES, tables=[table(HEAD, (*DONE[:3], "Not complete"))]),
        "is open (“not complete”)",
    ),
    "no status": (
        document(kind="minutes", minutes=YES, tables=[table(HEAD, (*DONE[:3], ""))]),
        "nothing says that it is complete",
    ),
    "no column": (
        document(kind="minutes", minutes=YES, tables=[table(HEAD[:3], DONE[:3])]),
        "has no column that says",
    ),
    "a list": (
        document(heading("Actions"), entry("Write to schools (outstanding)"), kind="minutes", minutes=YES),
        "“outstanding”",
    ),
    "a line": (document("Action: write to schools – ongoing", kind="minutes", minutes=YES), "“ongoing”"),
    "sensitive": (
        document(kind="minutes", minutes=YES, tables=[table(HEAD, OPEN)], sensitivity="personal"),
        "in row 2 of the table is open",
    ),
    "open as the metadata says": (
        document(kind="minutes", minutes=NO, tables=[table(HEAD, OPEN)]),
        "is open",
        Level.WARNING,
    ),
    "said to be open": (document(kind="minutes", minutes=NO), "not every action is complete", Level.WARNING),
}
