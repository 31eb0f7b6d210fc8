from samples import BlockKind, Level, Place, Properties, document, part, title

from annexa.documents.facts import Marked

ANSWER = {"answer": "yes", "by": "lead", "on": "2026-10-01", "note": "The quality manager read it on 1 October."}

PASSES = {
    "final": document("The draft plan is sent to the family within six weeks."),
    "a draft EHC plan": document(title("Draft EHC plans: how long they take"), front=False),
    "drafting in the name": document(name="drafting-guide.docx"),
    "version 2": document("Version 2.0"),
    "a footer about drafts": document(part("How we share draft EHC plans with parents", BlockKind.FOOTER)),
    "an answer to a draft": document(name="response-to-draft-strategy.docx"),
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
    "not yet approved": (document(watermarks=["NOT YET APPROVED"]), "a watermark"),
    "minutes that nobody confirmed": (document(title("Minutes of the group (unconfirmed)"), front=False), "the title"),
    "for approval": (document(title(), "For approval", front=False), "says “For approval”", Level.WARNING),
    "the file's own status": (document(properties=Properties(status="Draft")), "own status", Level.WARNING),
    "a placeholder": (document("Owner: TBC"), "filled in: “TBC”", Level.WARNING),
    "a placeholder on the first page": (document(title(), "[insert date]", front=False), "“[insert date]”"),
    "brackets marked in yellow": (
        document("by [the Board]", marked=[Marked(place=Place(page=2, paragraph=7), text="[the Board]")]),
        "“[the Board]”",
        Level.WARNING,
    ),
    "version 0.9 in the footer": (
        document(part("Short breaks statement v0.9", BlockKind.FOOTER)),
        "the footer says v0.9",
        Level.WARNING,
    ),
    "version 0.3": (document(title(), "Version 0.3", front=False), "version 0.3", Level.WARNING),
}
