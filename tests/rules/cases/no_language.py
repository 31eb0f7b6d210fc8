from samples import Properties, cell, document

PASSES = {
    "English": document(),
    "a workbook, which has none": document(cell("Year"), format="xlsx", properties=Properties()),
}
FAILS = {"none": (document("Text", format="pdf", properties=Properties()), "does not say its language")}
