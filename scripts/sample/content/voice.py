"""2.1 Engagement plans and impact."""

from .. import pictures
from ..area import FORUM
from ..make import deck, impact, outcome, written
from ..model import Document, Item
from ..slides import Slide
from .kit import Figure, b, h, h2, lines, n, quote, table

_ASKED = Figure(
    "Children, young people and parents heard, by year",
    "Column chart with two series. Children and young people heard rise from 214 in 2024 to 388 in 2025 and 561 in 2026; parents and carers from 402 to 633 and 871.",
    pictures.columns(("2024", "2025", "2026"), (("Children and young people", (214.0, 388.0, 561.0)), ("Parents and carers", (402.0, 633.0, 871.0)))), "asked", 14,
)  # fmt: skip
_SAID = lines("""
    Review meetings feel rushed and grown-ups talk over us | Young Shapers | 90 minutes for reviews of transitions; a film opens the training of chairs | 76% felt listened to, up from 58%
    I had to tell my story again and again | Survey of parents | Joint first meetings of education, health and care | 412 in the year; 47% told it once, up from 31%
    Leisure centres are too loud | Little Shapers | Quiet hours in six centres, checked by children | 1,940 visits in quiet hours
    We do not know how long we must wait | Forum | Letters name the wait and three things to try meanwhile | Calls asking how long fell from 46 to 19 a week
    College open days are for others | Growing Up Group | Small open days with tutors, sign and pictures | 64 came; 41 applied
    Therapy clashes with school | Forum | Saturday sessions in two localities | Attendance from 61% to 88%
    Transport staff change without notice | Parents' panel | Card with name and photograph of the assistant | Complaints in September fell from 58 to 21
    Nobody asks those of us who do not speak | Young Shapers | Talking mats and eye-gaze in reviews; two advocates trained | 37 young people gave their own view
    The local offer is hard to search | Survey of parents | New words, chosen with parents; one search box | Half as many give up before the third page
    We want to know what you did with what we said | All groups | An answer to each within eight weeks, published | 14 of 17 requests done, three declined with reasons
""")


def item() -> Item:
    return Item(
        folder="2.1-engagement", requirement="2.1", lead="area-participation-lead", accountable="partnership-accountable-lead",
        parts={"engagement-strategy.docx": (1,), "impact-of-engagement.docx": (2,), "my-views-form.docx": (1,), "young-shapers-to-the-board.pptx": (1, 2)},
        summary="How children, young people and families plan and judge services with us, what came of it, and the form with which views are gathered before a review.",
        documents=(_strategy(), _impact(), _form(), _deck()),
    )  # fmt: skip


def _strategy() -> Document:
    return written(
        "engagement-strategy.docx", "Engagement strategy: with you, not about you", "strategy", "2026-02-25", "Area participation lead",
        h("Why we engage"),
        "People who use a service know things about it that those who run it cannot know. Parents know what happens between appointments. Children know what it is like to be helped in front of others. This strategy says how the partnership asks, listens, decides and answers.",
        h("What we promise"),
        n("We ask before we decide, and say what can be changed and what cannot.", "We ask in ways that suit the people we ask: film, talking mats, sign, easy read, languages, a walk.", "We pay parents and young people for their time and their travel.",
          "We answer within eight weeks, also when the answer is no.", "We ask afterwards whether it made a difference."),
        h("Levels of engagement"),
        table("Levels, with examples and owners", "Level | What it means | Example | Owner", lines("""
            One child | The child's views shape the plan | Views gathered before each review | Plan officer, key adult
            One setting | Pupils and parents shape how the school helps | Termly coffee with the coordinator | Headteacher
            One service | Users help to write the specification and to choose the provider | Speech and language therapy | Strategic Commissioning Manager
            The whole area | Families vote on strategy and money | SEND Partnership Board | Chairs of the board
        """), widths=(0.15, 0.32, 0.33, 0.2)),
        h("Whom we reach, and whom we do not reach yet"),
        _ASKED,
        "{@asked} counts people, not events; who came twice counts once. We reach too few young people over 19, too few parents who speak little English, too few families in Wray Valley, and too few children who are looked after. Each has an action in the plan below.",
        h("Ways in which we listen"),
        h2("Westmere Young Shapers"),
        "Thirty-eight young people aged 11 to 25 meet every fortnight, choose their own topics and send two members to each board meeting. A worker prepares papers with them; a summary in pictures goes to everyone who cannot come.",
        h2("Little Shapers"),
        "Fifty-four children aged 7 to 11, in six schools, test things: playgrounds, corridors, letters, waiting rooms. They give stickers, and services must say what they did with them.",
        h2("Parent carer forum"),
        f"{FORUM} has 642 members and a seat in every group. It chooses which three topics of the year it wants to lead; this year letters, waiting and growing up.",
        h2("Surveys"),
        "One survey of parents each spring with the same twelve questions, one of young people each autumn with eight. Results go to the board and back to those who answered, in the same month.",
        h2("Complaints and compliments"),
        "Complaints are read for themes each month, with parents at the table; a compliment is sent to the person whom it concerns on the same day.",
        h("Plan for the year"),
        table("Actions", "Action | Owner | By | How we will know", lines("""
            Visit each college once a term | Area participation lead | July 2026 | 60 young people over 16 heard
            Multilingual circle reads every new letter | Area participation lead | From April 2026 | 84 per cent find them clear
            Bus of the forum in Wray Valley | Forum co-chairs | From May 2026 | 40 families
            Children in care council joins Young Shapers twice a year | Virtual school head | November 2026 | Ten children
            Advocates for those who do not speak | Strategic Commissioning Manager | September 2026 | 30 young people
            Peer reviewers of plans | SEND quality assurance and audit manager | December 2026 | 40 plans read by parents
        """), widths=(0.4, 0.25, 0.15, 0.2)),
        version="3.0", numbered=True, subtitle="How children, young people and families plan and judge services",
    )  # fmt: skip


def _impact() -> Document:
    dated = "2026-09-23"
    return written(
        "impact-of-engagement.docx", "What you said, what we did, what difference it made", "research", dated, "Area participation lead",
        h("In short"),
        "Between September 2025 and August 2026 we heard 561 children and young people and 871 parents and carers. This report follows ten things that they said to what was done and to the difference that it made. It was checked by the forum and by Young Shapers, who struck out two lines that they did not believe.",
        _ASKED,
        h("Ten things that you said"),
        table("From what was said to what changed", "What you said | Who said it | What we did | Difference", _SAID, widths=(0.27, 0.16, 0.32, 0.25), key="ten"),
        h("Three stories"),
        h2("The hand dryer"),
        "A boy of nine stayed at home for ten weeks. When at last somebody asked him, he drew the corridor and, in the corner, a hand dryer. The school moved it. Young Shapers then asked every school where the loudest place was; 41 schools answered, and 26 changed something that week.",
        h2("Saturday"),
        "Parents who wrote the therapy specification with us asked for Saturdays. The trust doubted that anybody would come. Attendance rose from 61 to 88 per cent, and fewer children lost their place on the list.",
        h2("No"),
        "Young people asked for free swimming for everybody with a plan. The council declined, and gave the reason: the cost was £180,000 a year. Together they found another way: quiet hours at half price, which 312 young people use.",
        h("Survey results"),
        table("Parents and carers who agree", "Statement | 2024 | 2025 | 2026", lines("""
            I am listened to as someone who knows my child | 55% | 62% | 70%
            I had to tell my story only once | 31% | 41% | 47%
            I know who to ask | 58% | 63% | 69%
            My child gets the right help at school | 54% | 58% | 61%
            My child gets the right help from health services | 44% | 47% | 52%
            Letters are clear | 39% | 61% | 72%
            I can say what is wrong without fear | 57% | 63% | 71%
            What I said made a difference | 28% | 37% | 46%
        """), widths=(0.58, 0.14, 0.14, 0.14), key="survey"),
        quote("“I was asked a question and the answer was used. I am still surprised.”"),
        h("Impact on children, young people, families and services"),
        b("**Children:** 37 young people who do not speak gave their own view in a review; attendance of Child-led review pupils rose by three points.".replace("Child-led review pupils", "pupils with child-led reviews"),
          "**Families:** calls that ask how long the wait is fell from 46 to 19 a week; complaints in September about transport fell from 58 to 21.",
          "**Services:** complaints at the second stage halved, which set free about 30 hours a month for casework."),
        h("What we will do differently"),
        "{@survey} shows that fewer than half feel that what they said made a difference. From October each answer names the person by role who decided, and why.",
        version="1.1", approved="Voice and participation group",
        attest=(impact("area-participation-lead", dated, "Table 1 gives the difference of each of ten changes; the section on impact sums it up for children, families and services."),),
    )  # fmt: skip


def _form() -> Document:
    return written(
        "my-views-form.docx", "My views before my review: form for children and young people", "form", "2026-03-04", "Area participation lead",
        h("How to use this form"),
        "This form is for you. You can write, draw, record or film. Somebody you trust can help you, but the words should be yours. You can leave out what you do not want to answer. Bring it, or ask somebody to bring it, to your review.",
        h("About me"),
        table("Questions about me", "Question | My answer", lines("""
            What do people like about me? | Write or draw here
            What makes a good day? | Write or draw here
            What makes a hard day? | Write or draw here
            Who helps me, and how? | Write or draw here
            How do I tell people what I want? | Write or draw here
        """), widths=(0.45, 0.55)),
        h("About my plan"),
        table("Questions about my plan", "Question | My answer", lines("""
            What has gone well since last time? | Write or draw here
            What should stop? | Write or draw here
            What should start? | Write or draw here
            What do I want to learn next? | Write or draw here
            What do I want to do when I am grown up? | Write or draw here
            Who should be at my meeting? | Write or draw here
        """), widths=(0.45, 0.55)),
        h("How I feel about it"),
        table("Tick one box in each row", "Statement | Yes | Sometimes | No", lines("""
            I feel safe where I learn | ☐ | ☐ | ☐
            I have friends | ☐ | ☐ | ☐
            Grown-ups listen to me | ☐ | ☐ | ☐
            I get help when I need it | ☐ | ☐ | ☐
            I know what my plan says | ☐ | ☐ | ☐
        """), widths=(0.55, 0.15, 0.15, 0.15)),
        h("For the adult who helped"),
        "Say how the views were gathered, over how many meetings, and what you saw that the child did not say. Send the form to the chair of the review five working days before the meeting.",
        cover=False, approved="Voice and participation group",
        extra={"form": {
            "completed_by": "The child or young person, with an adult of their choice where they want help.",
            "when": "In the three weeks before each annual review.",
            "distributed_by": "The SEN coordinator of the setting, with the invitation to the review.",
            "collected_by": "The chair of the review, five working days before the meeting.",
            "used_for": "Views open the review, are written into section A of the plan, and are read for themes by the participation lead each term.",
            "action_plan": "Themes go into the yearly plan of the engagement strategy; actions and answers are published in the report on what was said and done.",
        }},
    )  # fmt: skip


def _deck() -> Document:
    return deck(
        "young-shapers-to-the-board.pptx", "Young Shapers: our report to the board", "performance-report", "2026-09-09", "Area participation lead",
        "Presented to the SEND Partnership Board by two members of Westmere Young Shapers",
        Slide("What we did this year", ("38 of us met 21 times", "We read 9 papers for the board and sent 4 back", "We made a film about good reviews", "We visited 12 schools and 3 clinics")),
        Slide("More of us were heard", ("561 children and young people", "37 who do not speak gave their own view", "Still missing: college and care"), figure=_ASKED),
        Slide("What changed because of us", table=table("Asked and done", "We asked | They did", lines("""
            More time in reviews | 90 minutes when we move school
            Quiet hours | Six leisure centres
            Tell us how long we wait | New letters
            Ask those who do not speak | Talking mats, two advocates
        """), widths=(0.5, 0.5))),
        Slide("What we ask for next", ("One person who does not change", "Lunch with friends, not beside an adult", "Work experience that is real", "An answer, even if it is no")),
        attest=(outcome("area-participation-lead", "2026-09-09", "Slides 3 and 4 show what changed and for how many young people."),),
    )  # fmt: skip
