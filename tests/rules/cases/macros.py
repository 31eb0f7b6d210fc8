from samples import Place, document

from annexa.documents.facts import Active, ActiveKind


def active(kind: ActiveKind) -> object:
    return document(active=[Active(kind=kind, place=Place(part="document"), target="https://example.com/x")])


PASSES = {"none": document("Text"), "another rule's": active(ActiveKind.LINKED_IMAGE)}
FAILS = {
    "a macro": (active(ActiveKind.MACRO), "a macro"),
    "JavaScript": (active(ActiveKind.JAVASCRIPT), "JavaScript"),
    "a program": (active(ActiveKind.LAUNCH), "starts a program"),
    "a form": (active(ActiveKind.FORM_SUBMIT), "a form"),
}
