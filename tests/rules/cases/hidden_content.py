from samples import Level, Place, document

from annexa.documents.facts import Hidden, HiddenKind


def hidden(kind: HiddenKind, name: str = "", *, how: str = "", is_empty: bool = False) -> object:
    return document(hidden=[Hidden(kind=kind, place=Place(sheet="Data"), name=name, how=how, is_empty=is_empty)])


PASSES = {"nothing hidden": document("Text"), "a rule of its own": hidden(HiddenKind.COVERED_TEXT)}
FAILS = {
    "a sheet": (hidden(HiddenKind.SHEET), "hidden sheet"),
    "a sheet with nothing on it": (hidden(HiddenKind.SHEET, is_empty=True), "nothing on it", Level.INFO),
    "white on white": (hidden(HiddenKind.TEXT, how="in the colour of its cell"), "in the colour of its cell"),
    "a very hidden sheet": (hidden(HiddenKind.VERY_HIDDEN_SHEET), "very hidden sheet"),
    "rows": (hidden(HiddenKind.ROW, "5:9"), "hidden rows 5:9"),
    "columns": (hidden(HiddenKind.COLUMN, "C:F"), "hidden columns C:F"),
    "text": (hidden(HiddenKind.TEXT), "hidden text"),
    "a slide": (hidden(HiddenKind.SLIDE), "hidden slide"),
    "notes": (hidden(HiddenKind.SPEAKER_NOTES), "speaker notes", Level.WARNING),
}
