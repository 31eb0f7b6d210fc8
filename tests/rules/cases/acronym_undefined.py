from samples import cell, document, heading

TERMS = {"terms": {"ICB": {"full": "integrated care board"}}, "allow": ["NHS", "SEND"]}

PASSES = {
    "spelled out": document("The integrated care board (ICB) met. The ICB agreed."),
    "spelled out in the plural": document("Integrated care boards (ICBs) met. One ICB agreed."),
    "allowed": document("The NHS and SEND teams met.", glossary=TERMS),
    "a heading": document(heading("ICB"), "Text"),
    "Roman numerals": document("Part II and Part XIV of Schedule III."),
    "postcodes": document("Write to County Hall, AB1 2CD."),
    "units": document("A file of 4 MB, 12 GB in all, at 9 GMT."),
    "codes": document("Form ABC-12, ref XYZ/2024, 2024/QR and room B12."),
    "a line of capitals": document("OFFICIAL SENSITIVE UNTIL PUBLISHED"),
    "words for weight": document("You MUST NOT do that, and you must say so; DO it NOW."),
    "addresses": document("Write to SEND@westmere.example or see WWW.WESTMERE.GOV.UK/LOCALOFFER and ABC.docx"),
    "names in mixed letters": document("We use PowerPoint, YouTube and SharePoint."),
    "a workbook's codes": document(cell("LAEstab"), cell("ABCD", "B2"), format="xlsx"),
    "sensitive": document("JONES met the team.", sensitivity="child-level"),
    "in brackets after words that no rule can align": document(
        "The parents’ forum of the county (XQF) met. XQF agreed."
    ),
}
FAILS = {
    "known to the glossary": (
        document("The ICB met.", glossary=TERMS),
        "write ‘integrated care board (ICB)’ on page 2",
    ),
    "unknown": (
        document("The QSB met twice. The QSB agreed."),
        "QSB is never spelled out, though it stands here 2 times",
    ),
    "known, in a workbook": (document(cell("Paid by ICB"), format="xlsx", glossary=TERMS), "integrated care board"),
    "mixed letters": (document("The DfE wrote to us."), "DfE"),
    "with an ampersand": (document("The R&D team met."), "R&D"),
}
