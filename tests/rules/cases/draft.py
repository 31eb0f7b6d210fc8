from samples import BlockKind, Level, document, part, title

ANSWER = {"answer": "yes", "by": "lead", "on": "2026-10-01", "note": "The quality manager read it on 1 October."}

PASSES = {
    "final": document("The draft plan is sent to the family within six weeks."),
    "a draft EHC plan": document(title("Draft EHC plans: how long they take"), front=False),
    "drafting in the name": document(name="drafting-guide.docx"),
    "version 2": document("Version 2.0"),
}
FAILS = {
    "a draft": (document(status="draft"), "nobody has said"),
    "a draft that was assured": (
        document(status="draft", attest={"draft-assured": ANSWER}),
        "lead has assured",
        Level.INFO,
    ),
    "a watermark": (document(watermarks=["DRAFT"]), "a watermark"),
    "a header": (document(part("Draft, not for circulation", BlockKind.HEADER)), "the header"),
    "a title": (document(title("Draft short breaks statement"), front=False), "the title"),
    "a file name": (document(name="destinations_draft_v2.docx"), "its file name"),
    "a line on the first page": (document(title(), "Status: Draft", front=False), "the first page"),
    "version 0.3": (document(title(), "Version 0.3", front=False), "version 0.3", Level.WARNING),
}
