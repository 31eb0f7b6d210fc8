from samples import ON_PAGE_2, Level, document

from annexa.documents.facts import Revision

CHANGE = Revision(kind="deletion", place=ON_PAGE_2, author="A role", excerpt="not")

PASSES = {"clean": document("Text")}
FAILS = {
    "a deletion": (document(revisions=[CHANGE]), "deletion"),
    "many": (document(revisions=[CHANGE] * 25), "15 more, making 25 tracked changes"),
    "recording is on": (document(tracking_on=True), "switched on", Level.WARNING),
}
