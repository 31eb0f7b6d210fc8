from samples import Block, BlockKind, Level, Place, Properties, cell, document, heading, part, title


def only(*blocks: object, **more: object) -> object:
    return document(*blocks, front=False, **more)


PASSES = {
    "three that agree": document(),
    "a heading": only(heading("Destinations after leaving school, 2025 to 2026")),
    "a large first line": only(Block(text="Destinations after leaving school", size=24, place=Place(page=1))),
    "a plain line that says it": only("Testshire County Council", "Destinations after leaving school"),
    "a longer name": document(properties=Properties(title="Destinations after leaving school 2025-26, Testshire")),
    "in the header": only(part("Destinations after leaving school", BlockKind.HEADER), "14 September 2026"),
    "in a text box": only(*["Text."] * 20, part("Destinations after leaving school", BlockKind.TEXT_BOX, page=1)),
    "another one of the item": document(others=({"file": "b.docx", "title": "Destinations, the figures"},)),
    "a workbook": only(cell("Year"), format="xlsx", properties=Properties()),
    "an image": only(format="png", properties=Properties()),
}
FAILS = {
    "a vague title": (document(title="Final report v2"), "says nothing"),
    "a placeholder": (document(title="Document1"), "says nothing"),
    "a file name": (document(title="destinations-2025.docx"), "says nothing"),
    "no title on the page": (
        only("Where do young people go when they leave us?", title="Annual data return"),
        "no title",
    ),
    "a name in the header": (
        only(part("School", BlockKind.HEADER), "Where do young people go when they leave us?"),
        "no title",
    ),
    "only in the footer": (
        only(part("Destinations after leaving school", BlockKind.FOOTER), "Where do they go?"),
        "no title",
    ),
    "the same title three times": (
        document(others=({"file": "b.docx"}, {"file": "c.docx", "title": "Destinations  after leaving school."})),
        "3 documents of this item have the title “Destinations after leaving school”: destinations.docx, b.docx, c.docx",
        Level.WARNING,
    ),
    "a template's title": (only(title("[NAME OF COMPANY]")), "“[NAME OF COMPANY]”"),
    "another title": (only(title("Short breaks statement")), "“Short breaks statement”", Level.WARNING),
    "a program's property": (
        document(properties=Properties(title="Microsoft Word - x.docx")),
        "own title",
        Level.WARNING,
    ),
    "another property": (document(properties=Properties(title="Short breaks statement")), "own title", Level.WARNING),
    "sensitive": (only(title("Short breaks statement"), sensitivity="personal"), "shows another title", Level.WARNING),
}
