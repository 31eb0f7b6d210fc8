from samples import document, heading

PASSES = {
    "in steps": document(heading("A", 1), heading("B", 2), heading("C", 3), heading("D", 2), heading("E", 1)),
    "level 2 below the title": document(heading("A", 2), heading("B", 3)),
}
FAILS = {
    "from 1 to 3": (document(heading("A", 1), heading("B", 3)), "level 3 follows a heading of level 1"),
    "level 3 first": (document(heading("A", 3), front=False), "level 3 is the first"),
}
