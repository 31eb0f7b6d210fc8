from samples import Place, document

from annexa.documents.facts import Hidden, HiddenKind


def covered(how: str = "under a drawn shape", **place: object) -> Hidden:
    return Hidden(kind=HiddenKind.COVERED_TEXT, place=Place(**(place or {"page": 4})), excerpt="Jo Bloggs", how=how)


PASSES = {
    "nothing covered": document("Text", format="pdf"),
    "hidden text, a rule of its own": document(
        hidden=[Hidden(kind=HiddenKind.TEXT, place=Place(page=1), excerpt="Jo")]
    ),
}
FAILS = {
    "a name below a box": (document(format="pdf", hidden=[covered()]), "under a drawn shape"),
    "marked and never carried out": (document(format="pdf", hidden=[covered("marked for redaction")]), "marked"),
    "blackened in Word": (document(hidden=[covered("under black highlighting", paragraph=3)]), "highlighting"),
    "below a shape on a slide": (document(format="pptx", hidden=[covered("under a shape", slide=2)]), "shape"),
    "in a child-level list": (document(format="xlsx", sensitivity="child-level", hidden=[covered()]), "can be copied"),
}
