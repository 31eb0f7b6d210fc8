from samples import Level, Place, document

from annexa.documents.facts import Hidden, HiddenKind


def hidden(kind: HiddenKind, name: str = "") -> object:
    return document(hidden=[Hidden(kind=kind, place=Place(sheet="Data"), name=name)])


PASSES = {"nothing hidden": document("Text"), "a rule of its own": hidden(HiddenKind.COVERED_TEXT)}
FAILS = {
    "a sheet": (hidden(HiddenKind.SHEET), "hidden sheet"),
    "a very hidden sheet": (hidden(HiddenKind.VERY_HIDDEN_SHEET), "very hidden sheet"),
    "rows": (hidden(HiddenKind.ROW, "5:9"), "hidden rows 5:9"),
    "columns": (hidden(HiddenKind.COLUMN, "C:F"), "hidden columns C:F"),
    "text": (hidden(HiddenKind.TEXT), "hidden text"),
    "a slide": (hidden(HiddenKind.SLIDE), "hidden slide"),
    "notes": (hidden(HiddenKind.SPEAKER_NOTES), "speaker notes", Level.WARNING),
}
