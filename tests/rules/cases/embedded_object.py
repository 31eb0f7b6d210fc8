from samples import Place, document

from annexa.documents.facts import Active, ActiveKind


def active(kind: ActiveKind) -> object:
    return document(active=[Active(kind=kind, place=Place(part="document"), target="https://example.com/x")])


PASSES = {"none": document("Text"), "another rule's": active(ActiveKind.MACRO)}
FAILS = {
    "a workbook": (active(ActiveKind.EMBEDDED_OBJECT), "embedded"),
    "an attachment": (active(ActiveKind.EMBEDDED_FILE), "attached"),
    "a film": (active(ActiveKind.RECORDING), "film"),
}
