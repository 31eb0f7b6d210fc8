from pathlib import Path

from samples import BlockKind, Level, Place, cell, document, part

from annexa.documents.facts import Comment, Hidden, HiddenKind


def listed(folder: Path, *names: str) -> dict[str, object]:
    """A list of names in the secure folder."""
    (folder / "names.txt").write_text("\n".join(names), encoding="utf-8")
    return {"secure_folder": str(folder), "name_lists": ["names.txt"]}


PASSES = {
    "an age": document("One young person (aged 14) moved school twice."),
    "ten digits without the word": document("Reference 9434765919 was closed."),
    "the NHS, and a number that cannot be one": document("NHS number 943 476 5918"),
    "the NHS, and money": document("The NHS spent £9434765919 on it."),
    "a telephone number of the NHS": document("NHS tel. 0300 123 4043, call 943 476 5919"),
    "a date that is not a birth": document("Born out of a review on 3 ideas; the meeting of 3 April 2012."),
    "the heading of a column alone": document(cell("Date of birth"), format="xlsx"),
    "a date in another column": document(
        cell("Date of birth"), cell("Reviewed", "B1"), cell("2012-04-03", "B2"), format="xlsx"
    ),
    "a UPN with the wrong letter": document("UPN A801200005001"),
    "marked as child-level": document("NHS number 943 476 5919", sensitivity="child-level"),
    "a code that looks like a National Insurance number": document("Order QQ 12 34 56 C and part AB 12 34 56 C"),
}
FAILS = {
    "an NHS number": (document("NHS number: 943 476 5919"), "An NHS number"),
    "an NHS number in one piece": (document("Her NHS no. is 9434765919."), "An NHS number"),
    "a UPN": (document("Pupil B801200005001 moved."), "A unique pupil number"),
    "a ULN": (document("ULN 1000000043"), "A unique learner number"),
    "a National Insurance number": (document("National Insurance: AB 12 34 56 C"), "A National Insurance number"),
    "a date of birth": (document("She was born on 3 April 2012."), "A date of birth"),
    "a column of births": (
        document(cell("Date of birth"), cell("2012-04-03", "A2"), cell("2013-04-03", "A3"), format="xlsx"),
        "2 dates of birth stand in this column, in rows 2 and 3",
    ),
    "a column of NHS numbers": (document(cell("NHS number"), cell("9434765919", "A2"), format="xlsx"), "An NHS number"),
    "beside its label": (document(cell("DOB", "A1", None), cell("03/04/2012", "B1", None)), "A date of birth"),
    "in a footer": (document(part("NHS number 943 476 5919", BlockKind.FOOTER)), "An NHS number"),
    "in the file name": (document("Text", name="plan_B801200005001_final.docx"), "The file's name holds"),
    "in a comment": (document(comments=[Comment(place=Place(), text="DOB 3/4/2012")]), "in a comment"),
    "in a hidden row": (
        document(hidden=[Hidden(kind=HiddenKind.ROW, place=Place(), excerpt="B801200005001")]),
        "in hidden rows",
    ),
    "in the title": (document("Text", title="Plan for UPN B801200005001"), "The title in the metadata holds"),
    "an address beside a child": (
        document("Child's name: see above. Home address: 12 Oak Street, Testtown, TE5 7ST"),
        "A home address beside a child's name",
        Level.INFO,
    ),
    "an initial and a surname of the list": (
        lambda folder: document("T. Vell moved.", **listed(folder, "Tamsin Vell")),
        "What may be a name from a list",
        Level.WARNING,
    ),
    "a name of the list": (
        lambda folder: document("Vell, Tamsin", **listed(folder, "Tamsin Vell")),
        "A name from a list of the library stands here",
    ),
    "a name in the file's name": (
        lambda folder: document("Text", name="tamsin-vell.docx", **listed(folder, "Tamsin Vell")),
        "The file's name holds a name from a list of the library",
    ),
    "a list that cannot be read": (
        document("Text", name_lists=["names.txt"]),
        "Names were not searched for",
        Level.INFO,
    ),
}
