from samples import document

PASSES = {"text": document("Text", format="pdf")}
FAILS = {
    "one page": (document(format="pdf", scanned_pages=[3]), "page 3 is a picture"),
    "all": (document(format="pdf", scanned_pages=[1, 2, 3], front=False), "3 pages, from page 1 on, are pictures"),
}
