from samples import BlockKind, cell, document, heading, part

FULL = "An education, health and care plan (EHC plan) names the school."
TERMS = {"terms": {"EHC plan": {"full": "education, health and care plan"}}, "allow": ["NHS"]}

PASSES = {
    "spelled out first": document(FULL, "Each EHC plan is reviewed."),
    "in a heading": document(heading("EHC plans"), FULL),
    "in a header": document(part("EHC team", BlockKind.HEADER), FULL),
    "in the contents": document(part("EHC plans 4", BlockKind.TABLE_OF_CONTENTS), FULL),
    "in a line of capitals": document("OUR EHC TEAM AND ITS WORK", FULL),
    "the other way round": document("SEN (special educational needs) and the SEN team"),
    "allowed": document("The NHS pays.", "The national health service (NHS) pays.", glossary=TERMS),
    "a table of terms first": document(
        cell("ICB", "A1", None), cell("Integrated care board", "B1", None), "The ICB met."
    ),
    "part of a code": document("Form EHC-12 and EHC2024.", FULL),
}
FAILS = {
    "used first": (
        document("Each EHC plan is reviewed.", FULL),
        "write ‘education, health and care plan (EHC plan)’ on page 2",
    ),
    "the plural": (document("Both ICBs met.", "An integrated care board (ICB) pays."), "ICB is used before"),
    "the possessive": (
        document("The ICB’s plan.", "An integrated care board (ICB) pays."),
        "integrated care board (ICB)",
    ),
    "from the glossary": (
        document("The EHC team.", FULL, glossary=TERMS),
        "education, health and care plan (EHC plan)",
    ),
    "a table of terms at the end": (
        document("The ICB met.", cell("ICB", "A1", None), cell("Integrated care board", "B1", None)),
        "ICB is used before",
    ),
}
