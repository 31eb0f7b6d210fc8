from samples import document

PASSES = {"pages that show it": document("Text", format="pdf")}
FAILS = {
    "a form for Adobe's programs": (document("Please wait...", format="pdf", elsewhere="form"), "XFA form"),
    "a portfolio": (document("Cover", format="pdf", elsewhere="portfolio"), "portfolio"),
}
