from samples import document

from annexa.documents.facts import Damaged

PASSES = {"whole": document("Text", format="pdf")}
FAILS = {
    "content": (document("Text", format="pdf", damaged=[Damaged(page=2, what="content")]), "cannot be unpacked"),
    "a picture": (document(format="pdf", damaged=[Damaged(page=3, what="picture")]), "A picture on the page"),
    "letters": (document(format="pdf", damaged=[Damaged(page=1, what="letters")]), "letters of a font"),
    "many": (document(format="pdf", damaged=[Damaged(page=n, what="content") for n in range(1, 15)]), "4 more"),
}
