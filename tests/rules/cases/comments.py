from samples import ON_PAGE_2, document

from annexa.documents.facts import Comment

PASSES = {"clean": document("Text")}
FAILS = {
    "a comment": (document(comments=[Comment(place=ON_PAGE_2, text="Is this right?")]), "Comment left"),
    "a resolved one": (document(comments=[Comment(place=ON_PAGE_2, resolved=True)]), "Resolved comment"),
    "many": (document(comments=[Comment(place=ON_PAGE_2)] * 12), "2 more, making 12 comments"),
}
