from samples import document

PASSES = {"read as a whole": document("Text")}
FAILS = {
    "an old format": (document("Text", partial="read through LibreOffice"), "only in part: read through LibreOffice")
}
