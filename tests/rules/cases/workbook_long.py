from samples import cell, document

from annexa.documents.facts import Hidden, HiddenKind, PrintArea
from annexa.model.findings import Place

LONG = cell("6000", "B6000", "All")
AREA = PrintArea(sheet="All", area="A1:D20")
UNSEEN = Hidden(kind=HiddenKind.SHEET, place=Place(sheet="All"), name="All")

PASSES = {
    "60 pages": document(cell("last", "A3000"), format="xlsx", front=False),
    "many rows in a Word table": document(LONG, format="docx"),
    "handed in as it is": document(LONG, format="xlsx", front=False, present="native"),
    "all pages are wanted": document(LONG, format="xlsx", front=False, present="pages"),
    "a print area": document(LONG, format="xlsx", front=False, print_areas=[AREA]),
    "a hidden sheet": document(LONG, format="xlsx", front=False, hidden=[UNSEEN]),
    "another limit": document(LONG, format="xlsx", front=False, limits={"workbook_pages": 120}),
}
FAILS = {
    "61 pages": (document(cell("last", "A3001"), format="xlsx", front=False), "about 61 pages"),
    "two sheets": (
        document(cell("a", "A1600", "One"), cell("b", "A1600", "Two"), format="ods", front=False),
        "about 64 pages",
    ),
    "a csv": (document(cell("a", "C6000", None), format="csv", front=False), "about 120 pages"),
}
