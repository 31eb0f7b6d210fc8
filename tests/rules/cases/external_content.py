from samples import Level, Place, document

from annexa.documents.facts import Active, ActiveKind


def active(kind: ActiveKind) -> object:
    return document(active=[Active(kind=kind, place=Place(part="document"), target="https://example.com/x")])


PASSES = {"none": document("Text"), "another rule's": active(ActiveKind.MACRO)}
FAILS = {
    "a linked picture": (active(ActiveKind.LINKED_IMAGE), "picture is linked"),
    "a linked object": (active(ActiveKind.LINKED_OBJECT), "object is linked"),
    "a template": (active(ActiveKind.EXTERNAL_TEMPLATE), "template", Level.WARNING),
    "a connection": (active(ActiveKind.EXTERNAL_DATA), "data outside", Level.WARNING),
}
