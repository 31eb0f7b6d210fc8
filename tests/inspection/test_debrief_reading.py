"""Debriefing forms as people fill them in: what is read from each, and that nothing on it is lost.

Long because it is mostly forms as people fill them in.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annexa.documents.facts import Block, Facts
from annexa.inspection.debrief.debriefing import Debriefing
from annexa.inspection.debrief.form import QUESTIONS
from annexa.inspection.debrief.named import read_name
from annexa.inspection.debrief.rating import Rating, shown_rating
from annexa.inspection.debrief.reading import debriefings, text_of
from annexa.model.findings import Place

DAY = date(2026, 12, 15)

TIDY = """\
Interviewee or focus group: name, job title, contact details
Robin Quillfeather, Senior educational psychologist
Debriefer: your name
LP
Meeting with inspectors
leaders-education
Service area
Educational psychology
Date
Tuesday 15 December 2026
1. What would you say was the main focus of your interview? Which one or two topics did it concentrate on?
• Waiting times for assessment
• Quality of advice
2. Which evidence and examples did you use to support what you said?
The recovery plan
3. Did you give the inspector any document, or were you asked for any? Which?
Asked for the waiting list by month
4. Were you asked anything unexpected? What was it, and how did you answer?
How do we know that advice is used?
5. Is there anything that others who will be interviewed should know, such as information to have ready or a concern that inspectors look into?
They look at annual reviews
6. How do you feel that it went?
The interviewee chooses one: in the list on a screen, with a tick on paper.
The colour that was chosen
Amber
Rating
Choose it when
Tick
Green
It went well: no unexpected question, no concern over the answers
☐
Amber
It was adequate: some unexpected questions, no serious concern
☐
Red
There is concern over the focus of the interview, the questions or the answers
☐
Overall summary
Steady, but waits will come up again.
Save this sheet as the date, your initials and the word Summary, such as 15.09.26 AB Summary. Inspectors may ask for it.
"""

SOURCE = """\
De-briefing Forms
Name of interviewee/focus group:
(Name/Job Title/Contact Details)
Robin Quillfeather, SENCO, Oak School
De-briefer:
(Your Name)
Lee Parrish
Service Area: Schools
Date: 15.12.26
1. What would you say was the main focus of your interview? In your opinion, what key topics or issues (e.g. 1 or 2) did the interview concentrate on?
Waiting times
2. a) What key evidence and examples did you draw upon to support your arguments during the interview?
The recovery plan
3. Did you provide any documents and/or did they request any?
Asked for the waiting list
4. Were you asked any unexpected or unforeseen questions during the interview? If so, what were they, and how did you answer them?
Why so few mediation cases
5. Is there anything that others being interviewed during the inspection should be made aware of? (e.g. making information available to others, exploring areas of concern in more detail)
They look at annual reviews
5. Finally, it would be useful for us to understand how well interviewees feel their interview process has gone. Please ask the interviewee(s) to assign a traffic light monitor to the interview using the following guide criteria:
Rating
Please tick ✓
GREEN: Interview is judged to have gone well, with no unexpected questions or concerns over answers provided
AMBER: Interview judged adequate, with some unexpected or unanticipated questions asked but no serious concerns
✓
RED: Concerns raised over focus of interview, questions asked or answers provided during interview
Overall Summary:
Steady
"""

SHORT = """\
Interviewee: Robin Quillfeather
Debriefed by: LP
Date: 15/12
Focus - waiting times
Evidence: the recovery plan
Documents requested: the waiting list
Unexpected questions? Why so few mediation cases
Concerns: annual reviews
RAG: A
Summary: Steady
"""

ABOVE = """\
Date: 15.12.26
Service area: Schools
Waiting times
What would you say was the main focus of your interview?
The recovery plan
What key evidence and examples did you draw upon to support your arguments during the interview?
They asked for the waiting list
Did you provide any documents and/or did they request any?
Mediation
Were you asked any unexpected questions?
Annual reviews
Is there anything that others being interviewed should be made aware of?
Rating: amber
"""

OTHER_ORDER = """\
Overall summary: Steady
Rating: amber
Unexpected questions: Mediation
Documents: The waiting list
Main focus: Waiting times
Evidence: The recovery plan
Date: 15 December
"""


def only(text: str, name: str = "15.12.26 LP Summary") -> Debriefing:
    [found] = debriefings(text, f"{name}.docx", read_name(name, DAY), DAY)
    return found


@pytest.mark.parametrize("text", [TIDY, SOURCE, SHORT], ids=["ours", "the source's", "short labels"])
def test_each_answer_goes_to_its_question(text: str) -> None:
    found = only(text)
    assert found.day == DAY and found.initials == "LP"
    assert "Quillfeather" in found.interviewees
    assert "aiting times" in found.answer("focus")[0]
    assert "recovery plan" in found.answer("evidence")[0]
    assert "waiting list" in found.answer("documents")[0]
    assert len(found.answer("unexpected")) == 1
    assert "nnual reviews" in found.answer("others")[0]
    assert str(found.rating) == "amber"
    assert found.answer("summary")[0].startswith("Steady")
    assert found.loose == ()


def test_the_head_of_our_form_is_read() -> None:
    found = only(TIDY)
    assert (found.meeting, found.service) == ("leaders-education", "Educational psychology")
    assert found.answer("focus") == ("Waiting times for assessment", "Quality of advice")


def test_answers_above_their_questions_go_to_them() -> None:
    found = only(ABOVE)
    assert found.answer("focus") == ("Waiting times",)
    assert found.answer("documents") == ("They asked for the waiting list",)
    assert found.answer("others") == ("Annual reviews",)
    assert found.loose == ()


def test_a_note_before_the_form_whose_last_question_is_empty_shifts_nothing() -> None:
    text = "Rang at 4pm\n" + TIDY.replace("They look at annual reviews\n", "")
    found = only(text)
    assert found.answer("focus") == ("Waiting times for assessment", "Quality of advice")
    assert found.answer("others") == () and found.loose == ("Rang at 4pm",)
    doubtful = only(text.replace("Asked for the waiting list by month", "Waiting list by month"))
    assert doubtful.answer("focus") == found.answer("focus")
    assert any("above their questions" in note for note in doubtful.notes)


def test_a_label_inside_an_answer_begins_no_other_debriefing() -> None:
    found = only(TIDY.replace("• Quality of advice", "Focus: quality of advice"))
    assert found.answer("focus") == ("Waiting times for assessment", "quality of advice")
    assert str(found.rating) == "amber"


def test_another_order_is_read_as_well() -> None:
    found = only(OTHER_ORDER)
    assert found.day == DAY and str(found.rating) == "amber"
    assert found.answer("summary") == ("Steady",) and found.answer("focus") == ("Waiting times",)


def test_what_stands_outside_every_question_is_kept() -> None:
    text = TIDY.replace("Service area\nEducational psychology\n", "Service area\nEducational psychology\nRang at 4pm\n")
    found = only("She was shaken by it\n" + text)
    assert set(found.loose) == {"She was shaken by it", "Rang at 4pm"}


def test_numbers_stand_in_for_questions_that_were_deleted() -> None:
    found = only("Date: 15.12.26\nQ1 Waiting times\nQ2. The plan\nQ3: none\nQ4) Mediation\nQ5 Reviews\nRAG: red")
    assert found.answer("focus") == ("Waiting times",) and found.answer("documents") == ()
    assert found.answer("unexpected") == ("Mediation",) and found.answer("others") == ("Reviews",)


def test_two_people_in_one_form_are_two_debriefings() -> None:
    second = SHORT.replace("Robin Quillfeather", "Ash Marlowe").replace("RAG: A", "RAG: R").replace("Date: 15/12\n", "")
    one, two = debriefings(SHORT + second, "15.12.26 LP Summary.docx", read_name("15.12.26 LP Summary", DAY), DAY)
    assert ("Quillfeather" in one.interviewees, "Marlowe" in two.interviewees) == (True, True)
    assert (str(one.rating), str(two.rating)) == ("amber", "red")
    assert one.day == two.day == DAY
    assert two.answer("summary") == ("Steady",)


def test_two_people_in_one_field_are_one_debriefing() -> None:
    found = only(SHORT.replace("Robin Quillfeather", "Robin Quillfeather and Ash Marlowe"))
    assert "Marlowe" in found.interviewees


@pytest.mark.parametrize("text", ["", "Dear all, please find the minutes.", "Date: 15.12.26\nService area: Schools"])
def test_a_file_that_is_no_form_is_not_taken_for_one(text: str) -> None:
    assert debriefings(text, "a.docx", read_name("a", DAY), DAY) == ()


ANSWERED = {
    "Robin Quillfeather, Senior educational psychologist", "LP", "leaders-education", "Educational psychology",
    "Tuesday 15 December 2026", "• Waiting times for assessment", "• Quality of advice", "The recovery plan",
    "Asked for the waiting list by month", "How do we know that advice is used?", "They look at annual reviews",
    "Steady, but waits will come up again.",
}  # fmt: skip


def test_the_empty_form_answers_nothing() -> None:
    empty = TIDY.replace("chosen\nAmber", "chosen\nChoose a colour")
    found = only("\n".join(line for line in empty.split("\n") if line not in ANSWERED))
    assert found.answers == {} and found.rating == Rating(()) and found.loose == ()


@pytest.mark.parametrize(
    ("chosen", "mark", "read"),
    [
        ("Red", "☐", "red"),
        ("Choose a colour", "☒", "amber"),
        ("", "☒", "amber"),
        ("Green", "☒", "green"),
        ("", "☐", "no rating"),
        ("Green", "☐", "green"),
    ],
)
def test_the_colour_that_was_chosen_wins_over_a_tick_and_a_tick_over_none(chosen: str, mark: str, read: str) -> None:
    text = TIDY.replace("chosen\nAmber", f"chosen\n{chosen}").replace("concern\n☐\nRed", f"concern\n{mark}\nRed")
    found = only(text)
    assert str(found.rating) == read and found.answer("rating") == ()


AS_PDF = """\
Westmere SEND Local Area Partnership
Debriefing after a meeting with inspectors
Who and when
Interviewee or focus group: Robin Quillfeather, Senior educational psychologist
name, job title, contact details
Debriefer: your name LP
Meeting with inspectors leaders-education
Service area Educational psychology
Date Tuesday 15 December 2026
"""


def test_values_beside_their_labels_are_read_as_a_pdf_has_them() -> None:
    found = only(AS_PDF + TIDY[TIDY.index("1. What") :].replace("chosen\nAmber", "chosen Amber"))
    assert (found.day, found.initials, found.meeting) == (DAY, "LP", "leaders-education")
    assert found.service == "Educational psychology" and "Quillfeather" in found.interviewees
    assert str(found.rating) == "amber" and len(found.answer("focus")) == 2


@pytest.mark.parametrize("name", ["Zadie", "Zadie Okonjo", "Zadie Okonjo-Hart, SENCO of Oak School"])
def test_a_name_inside_its_label_is_not_lost(name: str) -> None:
    found = only(f"Interviewee or focus group: {name}\nname, job title, contact details\nMain focus: Waits")
    assert name.split()[0] in found.interviewees


RATINGS = [
    ("Amber", "amber"),
    ("RED", "red"),
    ("Green!", "green"),
    ("amber/red", "amber to red"),
    ("Green to amber", "green to amber"),
    ("Amber, not red", "amber"),
    ("not green", "no rating"),
    ("A", "amber"),
    ("A/R", "amber to red"),
    ("🔴", "red"),
    ("🟢 all fine", "green"),
    ("yellow", "amber"),
    ("Orange really", "amber"),
    ("It went quite well", "no rating"),
    ("", "no rating"),
    ("We felt it was a good meeting, red tape came up", "red"),
]


@pytest.mark.parametrize(("given", "read"), RATINGS)
def test_a_colour_is_read_as_people_give_it(given: str, read: str) -> None:
    assert str(only(f"Main focus: Waits\nTraffic light: {given}\nSummary: x").rating) == read


def rows(*marks: str) -> str:
    guide = SOURCE[SOURCE.index("5. Finally") : SOURCE.index("GREEN")]
    words = [line for line in SOURCE.split("\n") if line.startswith(("GREEN", "AMBER", "RED"))]
    return "Main focus: Waits\n" + guide + "\n".join(f"{line}\n{mark}" for line, mark in zip(words, marks, strict=True))


@pytest.mark.parametrize(
    ("marks", "read"),
    [
        (("✓", "", ""), "green"),
        (("", "x", ""), "amber"),
        (("", "", "X"), "red"),
        (("☐", "☒", "☐"), "amber"),
        (("", "✔", "✔"), "amber to red"),
        (("", "yes", ""), "amber"),
        (("", "2 people", ""), "amber"),
        (("", "", ""), "no rating"),
        (("☐", "☐", "☐\nAmber I think"), "amber"),
    ],
)
def test_a_tick_is_read_in_whatever_form(marks: tuple[str, ...], read: str) -> None:
    assert str(only(rows(*marks)).rating) == read


def test_the_one_row_that_was_left_is_the_rating() -> None:
    text = "\n".join(line for line in rows("", "", "").split("\n") if not line.startswith(("GREEN", "RED")))
    assert str(only(text).rating) == "amber"


def test_what_is_said_beside_a_colour_is_kept() -> None:
    found = only("Main focus: Waits\nTraffic light: red, because the figures did not match\nSummary: x")
    assert found.answer("rating") == ("red, because the figures did not match",)


def test_a_colour_in_the_summary_counts_where_no_other_is_given() -> None:
    assert str(only("Main focus: Waits\nOverall summary: Red. The figures did not match").rating) == "red"
    assert str(only("Main focus: Waits\nOverall summary: The red book was shown").rating) == "no rating"


def test_a_name_and_a_form_that_disagree_are_of_both_days() -> None:
    found = only(SHORT, "14.12.26 LP Summary")
    assert found.is_of(DAY) and found.is_of(date(2026, 12, 14)) and not found.is_of(date(2026, 12, 16))
    assert any("14.12.26" in note for note in found.notes)


def test_without_a_colour_the_form_is_said_to_need_one() -> None:
    assert any("colour" in note for note in only("Main focus: Waits").notes)


SHOWN = [
    ([("", "FF0000", True)], "red"),
    ([("", "FFC000", True)], "amber"),
    ([("", "FFFF00", True)], "amber"),
    ([("x", "92D050", True)], "green"),
    ([("Amber", "FFFF00", False)], "amber"),
    ([("Green", "FFFF00", True)], "green"),
    ([("RED: Concerns raised over focus of interview, questions asked or answers provided during interview", "FFFF00", False)], "red"),
    ([("Green", "00B050", True), ("Amber", "FFC000", True), ("Red", "FF0000", True)], "no rating"),
    ([("we said so three times", "FFFF00", False)], "no rating"),
    ([("Service area", "E8EEF1", True), ("", "D9D9D9", True)], "no rating"),
    ([("", "0070C0", True)], "no rating"),
    ([("", "FFC000", True), ("", "FF0000", True)], "amber to red"),
    ([], "no rating"),
]  # fmt: skip


@pytest.mark.parametrize(("shades", "read"), SHOWN)
def test_a_colour_without_a_word_counts(shades: list[tuple[str, str, bool]], read: str) -> None:
    assert str(shown_rating(shades)) == read


def test_a_word_wins_over_a_colour_that_is_only_shown() -> None:
    named = read_name("15.12.26 LP Summary", DAY)
    for text, read in ((SHORT, "amber"), (SHORT.replace("RAG: A", "RAG:"), "green")):
        [found] = debriefings(text, "a.docx", named, DAY, shown=shown_rating([("", "00B050", True)]))
        assert str(found.rating) == read


LABELS = {
    "focus": [QUESTIONS[0], "What would you say was the main focus of your interview?", "Main focus:", "Key topics:"],
    "evidence": [QUESTIONS[1], "2. a) What key evidence and examples did you draw upon to support your arguments during the interview?", "Evidence used:"],
    "documents": [QUESTIONS[2], "3) Did you provide any documents and/or did they request any?", "Documents requested:", "DOCUMENTS"],
    "unexpected": [QUESTIONS[3], "Were you asked any unexpected questions?", "Unexpected questions:"],
    "others": [QUESTIONS[4], "5. Is there anything that others being interviewed should be made aware of?", "Concerns:"],
}  # fmt: skip
ANSWER = st.lists(st.text("bdfklmz", min_size=3, max_size=9), min_size=1, max_size=6).map(" ".join)
FORMS = st.permutations(list(LABELS)).flatmap(
    lambda order: st.tuples(*(st.tuples(st.just(name), st.sampled_from(LABELS[name]), ANSWER, st.sampled_from(["\n", "\n• ", " "])) for name in order))
)  # fmt: skip


@settings(max_examples=30)
@given(FORMS)
def test_whatever_order_and_wording_each_answer_goes_to_its_question(
    parts: tuple[tuple[str, str, str, str], ...],
) -> None:
    lines = [
        f"{label}{between if label.endswith((':', '?')) else chr(10)}{answer}" for _, label, answer, between in parts
    ]
    found = only("\n".join(["Date: 15.12.26", *lines, "Traffic light: red"]))
    assert {name: " ".join(found.answer(name)) for name in LABELS} == {name: answer for name, _, answer, _ in parts}  # type: ignore[arg-type]
    assert str(found.rating) == "red" and found.loose == ()


def test_headers_of_a_pdf_are_left_out_and_answers_that_stand_twice_are_not() -> None:
    def block(text: str, page: int) -> Block:
        return Block(text=text, place=Place(page=page))

    pages = [
        ["Oak partnership", "Main focus:", "Waiting times", "Evidence:", "The plan", "Page of Oak"],
        ["Oak partnership", "Unexpected questions:", "Concerns:", "Waiting times", "RAG: red", "Page of Oak"],
    ]
    blocks = tuple(block(text, number) for number, texts in enumerate(pages, 1) for text in texts)
    found = only(text_of(Facts(format="pdf", blocks=blocks)))
    assert found.answer("focus") == ("Waiting times",) and found.answer("others") == ("Waiting times",)
    assert found.loose == () and str(found.rating) == "red" and "rating" not in found.answers
