"""What a debriefing form asks, in our words and in those that people write in their place.

The questions and the traffic light are those of the debriefing template in the county's guidance (Appendix E); forms
that were made from it, and forms of which the wording was shortened, are read as well as our own.
"""

import re
from typing import Final, Literal

Field = Literal[
    "interviewee", "debriefer", "meeting", "service", "date",
    "focus", "evidence", "documents", "unexpected", "others", "rating", "summary",
]  # fmt: skip
QUESTION_FIELDS: Final[tuple[Field, ...]] = ("focus", "evidence", "documents", "unexpected", "others")
"""What the five questions are about, in their order."""

INTERVIEWEE: Final = "Interviewee or focus group: name, job title, contact details"
DEBRIEFER: Final = "Debriefer: your name"
MEETING: Final = "Meeting with inspectors"
SERVICE: Final = "Service area"
DATE: Final = "Date"
HEAD: Final = (INTERVIEWEE, DEBRIEFER, MEETING, SERVICE, DATE)
"""Labels of the first table, in order."""

QUESTIONS: Final = (
    "What would you say was the main focus of your interview? Which one or two topics did it concentrate on?",
    "Which evidence and examples did you use to support what you said?",
    "Did you give the inspector any document, or were you asked for any? Which?",
    "Were you asked anything unexpected? What was it, and how did you answer?",
    "Is there anything that others who will be interviewed should know, such as information to have ready or a concern "
    "that inspectors look into?",
)
RATING: Final = "How do you feel that it went?"
SUMMARY: Final = "Overall summary"
RATINGS: Final = (
    ("Green", "It went well: no unexpected question, no concern over the answers"),
    ("Amber", "It was adequate: some unexpected questions, no serious concern"),
    ("Red", "There is concern over the focus of the interview, the questions or the answers"),
)
CHOSEN: Final = "The colour that was chosen"
UNCHOSEN: Final = "Choose a colour"
"""What the list of colours shows until one is chosen."""

WORDINGS: Final[tuple[tuple[Field, str], ...]] = (
    ("interviewee", INTERVIEWEE),
    ("interviewee", "Name of interviewee/focus group: (Name/Job Title/Contact Details)"),
    ("interviewee", "Name of interviewee/focus group"),
    ("debriefer", DEBRIEFER),
    ("debriefer", "De-briefer: (Your Name)"),
    *zip(QUESTION_FIELDS, QUESTIONS, strict=True),
    ("focus", "What would you say was the main focus of your interview?"),
    (
        "focus",
        "What would you say was the main focus of your interview? In your opinion, what key topics or issues (e.g. 1 "
        "or 2) did the interview concentrate on?",
    ),
    ("focus", "In your opinion, what key topics or issues did the interview concentrate on?"),
    ("evidence", "What key evidence and examples did you draw upon to support your arguments during the interview?"),
    ("documents", "Did you provide any documents and/or did they request any?"),
    ("documents", "Did you give the inspector any document, or were you asked for any?"),
    (
        "unexpected",
        "Were you asked any unexpected or unforeseen questions during the interview? If so, what were they, and how "
        "did you answer them?",
    ),
    ("unexpected", "Were you asked any unexpected or unforeseen questions during the interview?"),
    ("unexpected", "Were you asked any unexpected questions?"),
    (
        "others",
        "Is there anything that others being interviewed during the inspection should be made aware of? (e.g. making "
        "information available to others, exploring areas of concern in more detail)",
    ),
    ("others", "Is there anything that others being interviewed should be made aware of?"),
    (
        "rating",
        "Finally, it would be useful for us to understand how well interviewees feel their interview process has gone. "
        "Please ask the interviewee(s) to assign a traffic light monitor to the interview using the following guide "
        "criteria",
    ),
    ("rating", RATING),
)
"""Whole labels and questions, each with what it asks for."""

PRINTED_LINES: Final = (
    "Debriefing after a meeting with inspectors",
    "What cannot wait goes to the director concerned at once, with a copy to",
)
"""Of these, what follows on the line is printed too: an edition, an address."""
PRINTED: Final = (
    "Go through this form with each person or focus group as soon as they have met an inspector. Note headlines in "
    "short bullets. Bring them to the keep-in-touch meeting at the end of the day.",
    "Nothing is handed to inspectors directly.",
    *PRINTED_LINES,
    "The interviewee chooses one: in the list on a screen, with a tick on paper.",
    "What each colour means:",
    "Choose it when",
    "Save this sheet as the date, your initials and the word Summary, such as 15.09.26 AB Summary. Inspectors may ask "
    "for it.",
    "Ofsted inspection debriefing information",
    "how the inspection is going",
    "themes inspectors are pursuing",
    "any documents requested or follow up actions",
    "To ensure we have a real time understanding of",
    "If possible, make contact with those being interviewed by inspectors beforehand to confirm arrangements/ times "
    "for debriefing and provide reassurance",
    "Following their interviews contact the individual and run through the debrief template noting any key headlines "
    "using concise bullets",
    "Save summary sheet using this format; date, your initials, Summary",
    "The sheet may be requested as part of a follow-up",
    "Key headlines from your debriefing discussions should be combined and shared at the end of day KIT meeting",
    "Click or tap here to enter text",
    "Click or tap to enter a date",
)
"""What stands on forms and is nobody's answer."""

BESIDE: Final[tuple[tuple[Field, str], ...]] = (
    ("interviewee", "Interviewee or focus group"),
    ("debriefer", DEBRIEFER),
    ("meeting", MEETING),
    ("service", SERVICE),
)
"""Labels of the first table beside which, in a PDF, what was filled in follows without any mark."""

_HEADINGS: Final = (
    "Who and when", "What happened", "De-briefing Forms", "Debriefing form", "Debriefing", "Debrief", "Rating", "Tick",
    "Please tick", "Please tick ✓", "Rating Choose it when Tick", "Rating Please tick ✓", "Purpose", "Process",
    "any areas of concern", "Things to remember",
)  # fmt: skip
HEADINGS: Final = frozenset(words.casefold() for words in _HEADINGS)
"""Whole lines that are nobody's answer either."""

GUIDE: Final[tuple[tuple[str, str], ...]] = (
    *((colour.lower(), words) for colour, words in RATINGS),
    ("green", "Interview is judged to have gone well, with no unexpected questions or concerns over answers provided"),
    (
        "amber",
        "Interview judged adequate, with some unexpected or unanticipated questions asked but no serious concerns",
    ),
    ("red", "Concerns raised over focus of interview, questions asked or answers provided during interview"),
)
"""What the form says of each colour."""

_DE: Final = r"de[\s-]?brief"
_SHORT: Final[tuple[tuple[Field, str], ...]] = (
    ("interviewee", r"(?:names? of )?(?:the )?interviewees?(?:\(s\))?(?: ?(?:/|or) ?focus groups?)?(?: names?)?"),
    ("interviewee", r"who was interviewed|interviewed"),
    ("interviewee", r"names? ?/ ?(?:job title|role)[^:\n]{0,30}|focus group|person interviewed|staff member"),
    ("debriefer", rf"{_DE}er|{_DE}(?:ed|ing)? by|(?:form )?completed by|your (?:name|initials)"),
    ("service", r"service(?: area)?|team|department"),
    ("date", rf"date(?: of (?:the )?(?:interview|meeting|{_DE}(?:ing)?))?|interview date"),
    ("meeting", r"(?:which )?meeting(?: with inspectors?| attended)?|interview ?/ ?meeting|session"),
    ("focus", r"main focus(?: of (?:the )?interview)?|focus|key topics?(?: (?:and|or|/) issues)?|topics?|themes?"),
    ("evidence", r"(?:key )?evidence(?: (?:and|&) examples?)?(?: used)?|examples(?: used)?"),
    (
        "documents",
        r"documents?(?: or evidence)?(?:[ /,&]+(?:and|or|provided|given|handed|shared|requested|asked|for|over))*",
    ),
    ("unexpected", r"(?:any )?(?:unexpected|unforeseen|surprise)(?: or unforeseen)? questions?"),
    (
        "others",
        r"(?:for|to share with|tell) others|(?:what|anything) others should (?:know|be aware of)[^:\n]{0,20}",
    ),
    ("others", r"(?:any )?(?:other )?(?:concerns?|risks?|issues)(?: (?:and|or|/|&) (?:concerns?|risks?|issues))?"),
    ("rating", r"(?:overall )?(?:rag|traffic[ -]?lights?)(?: (?:rating|monitor|status))?|(?:overall )?rating"),
    ("rating", r"how (?:did it go|it went)"),
    ("summary", r"(?:overall )?summary|overall"),
)
SHORT: Final = tuple((field, re.compile(pattern, re.IGNORECASE)) for field, pattern in _SHORT)
"""Short labels that people write; one counts at the beginning of a line, with a colon or alone on it."""
