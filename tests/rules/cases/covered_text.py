from samples import Place, document

from annexa.documents.facts import Hidden, HiddenKind

COVERED = Hidden(kind=HiddenKind.COVERED_TEXT, place=Place(page=4), excerpt="Jo Bloggs")

PASSES = {"nothing covered": document("Text", format="pdf")}
FAILS = {"a name below a box": (document(format="pdf", hidden=[COVERED]), "can still be copied")}
