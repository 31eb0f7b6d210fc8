from samples import Block, BlockKind, Place, document, heading

NO_LEVEL = Block(text="A", kind=BlockKind.HEADING, place=Place(page=1, paragraph=3))
ENTRY = Block(text="An entry", kind=BlockKind.LIST_ITEM, level=5, place=Place(page=1, paragraph=4))

PASSES = {
    "in steps": document(heading("A", 1), heading("B", 2), heading("C", 3), heading("D", 2), heading("E", 1)),
    "level 2 below the title": document(heading("A", 2), heading("B", 3)),
    "a heading of no level": document(heading("A", 1), NO_LEVEL, heading("B", 2)),
    "a deep entry of a list": document(heading("A", 1), ENTRY, heading("B", 2)),
}
FAILS = {
    "from 1 to 3": (document(heading("A", 1), heading("B", 3)), "level 3 follows a heading of level 1"),
    "level 3 first": (document(heading("A", 3), front=False), "level 3 is the first"),
    "level 3 below the title": (document(heading("A", 3)), "level 3 follows a heading of level 1"),
}
