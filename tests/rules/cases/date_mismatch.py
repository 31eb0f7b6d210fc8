from samples import BlockKind, Level, cell, document, part, title

T = title()

PASSES = {
    "the same day": document(),
    "the same month": document(T, "Version 2, September 2026", front=False),
    "one of two": document(T, "Approved by the Board on 3 June 2026", "Version 2, 14 September 2026", front=False),
    "a date without a word beside one with it": document(T, "Version 1, 3 June 2026", "14 September 2026", front=False),
    "the next review": document(T, "Version 2, 14 September 2026. Next review: September 2027", front=False),
    "a period": document(T, "1 September 2025 to 31 August 2026", front=False),
    "an Act": document("The Equality Act 2010 applies."),
    "the year alone": document(T, "Published 2026", front=False),
    "a date in the rows of a workbook": document(cell("Date"), cell("2013-12-13", "A2"), format="xlsx", front=False),
}
FAILS = {
    "another day": (document(T, "Last reviewed 3 June 2025", front=False), "says 3 June 2025 (“Last reviewed”)"),
    "another month": (document(T, "Version 8, April 2023", front=False), "April 2023"),
    "another footer": (
        document(part("Version 1, May 2025", BlockKind.FOOTER)),
        "The footer says May 2025",
        Level.WARNING,
    ),
    "no cue": (document(T, "12/03/2024", front=False), "12 March 2024", Level.WARNING),
    "another year": (document(T, "Published 2025", front=False), "says 2025", Level.WARNING),
    "the date of the next review": (
        document(T, "Approved 3 June 2026", "Next review: 14 September 2026", front=False),
        "which is that of “Next review”",
    ),
    "nothing but a next review": (
        document(T, "Next review: 14 September 2026", front=False),
        "not the document's date",
    ),
    "further on": (
        document(T, *["A long story without a date."] * 80, "Last reviewed 3 June 2025", front=False),
        "Further on, the document says 3 June 2025",
        Level.WARNING,
    ),
    "still to come": (
        document(T, "Version 2, 14 September 2062", front=False, dated="2062-09-14"),
        "still to come",
        Level.WARNING,
    ),
    "sensitive": (
        document(T, "Last reviewed 3 June 2025", front=False, sensitivity="personal"),
        "says 3 June 2025, the",
    ),
}
