"""Additional information about children and young people selected for tracking: six synthetic dossiers."""

from dataclasses import dataclass
from datetime import date

from ..make import meeting, written
from ..model import Block, Document, Item, Para
from .kit import b, h, h2, lines, n, quote, table

DATED = "2026-10-20"


@dataclass(frozen=True, slots=True)
class Child:
    """A child who does not exist: letters instead of names, ages instead of dates of birth."""

    letter: str
    age: int
    place: str
    need: str
    portrait: tuple[str, ...]
    wish: str
    chronology: str
    support: str
    worked: tuple[str, ...]
    learning: tuple[str, ...]
    plans: str
    discussion: str


_CHILDREN = (
    Child(
        "A", 4, "a nursery class in Northgale", "speech, language and communication needs and delayed development",
        ("Child A is four, laughs easily and loves water, drums and her older brother. She uses about sixty words and a book of pictures. Strangers understand one word in three, her family nearly all of them.",
         "She is tired by noise and leaves the room when there are too many people in it. When an adult kneels down and waits, she tells what she wants."),
        "To talk with other children, and to go to the same school as her brother.",
        """
            November 2024 | Health visitor notifies the early years service at the age of two | Home visit within eight working days
            January 2025 | Place in the nursery class with inclusion funding | Start delayed by one week for training of staff
            March 2025 | Speech and language therapist works in the nursery | Picture book made with the family
            July 2025 | Review: 20 words, better sleep | Portage support ends, hub group begins
            October 2025 | Hearing test: mild loss in one ear | Grommets considered, wait and see
            February 2026 | Request for an assessment by the parents with the nursery | Agreed in four weeks
            July 2026 | Final plan issued in week 19 | School named as the family wished
            September 2026 | Starts in the reception class with her brother's school | Key adult met her twice in the summer
        """,
        """
            Nursery, then school | Small group each day, picture book in all rooms, key adult | Sixty words; plays beside others for ten minutes
            Speech and language therapy | Weekly in the setting, parents' course | Understood by family nine times in ten, was six
            Health visiting | Sleep and feeding plan | Sleeps through five nights in seven, was one
            Audiology | Test each half year | Aid not needed so far
            Early help | Worker for six months | Parents go to a group; no longer needed
        """,
        ("Help began before the assessment.", "One meeting instead of three before the plan was written.", "The school knew the picture book on the first day."),
        ("The hearing test came late: screening at two now asks about hearing again.", "Transport for the first week was confirmed two days before term; the service now confirms by 21 August."),
        """
            EHC plan | July 2026 | SEND service
            Speech and language programme | September 2026 | Community trust
            Early help assessment, closed | June 2025 | Family hub, Northgale
        """,
        "The team around the child met in September. All agreed that she has settled; the therapist showed the class how to wait before speaking. Hearing is tested again in December.",
    ),
    Child(
        "B", 9, "a mainstream primary school in Marlbeck", "autism and anxiety",
        ("Child B is nine and knows every bus route in the county. He reads far above his age and writes as little as he can. He has two friends, both from the chess club.",
         "Last winter he stopped going to school. He says that the corridor was too loud and that nobody could tell him when it would stop."),
        "To drive a bus, and to be left alone at lunch.",
        """
            December 2024 | School notes distress at changes of routine | Support plan, sensory check of the classroom
            May 2025 | Referral to the neurodevelopmental team | Support before diagnosis begins in June
            September 2025 | New teacher, attendance falls to 71 per cent | Attendance meeting with parents
            December 2025 | Stops attending | Parents ring the duty line; outreach asked for
            January 2026 | Tuition at home, three hours a week | Read as too little by the panel; raised to ten
            February 2026 | Plan of three weeks back into school with outreach | Back for mornings in week two
            April 2026 | Full days | Quiet room, own door, lunch in the library
            August 2026 | Diagnosis of autism after 58 weeks | Family hears it with an adviser present
        """,
        """
            School | Own door, quiet room, timetable with times | Attendance 97 per cent since April
            Outreach from the primary centre | Two mornings a week for six weeks | Teacher's confidence from 3 to 8 out of 10
            Educational psychology | Consultation with school and parents | Plan for worry written with him
            Mental health support team | Eight meetings | Says that the worry is “size of a bus, not of a depot”
            Parents' drop-in | Four sessions | Parents feel less alone
        """,
        ("Everyone used one plan of three weeks.", "He was asked what would have to be different, and it was done."),
        ("Ten weeks passed before outreach began: the panel now acts at 15 missed sessions.", "The wait for diagnosis added nothing; support before it did."),
        """
            SEN support plan | September 2026 | School
            EHC plan, draft after assessment | October 2026 | SEND service
            Attendance plan, closed | June 2026 | School with outreach
        """,
        "School, outreach and mental health team met in June. He came for the first ten minutes with a list of four points; three are done, the fourth is the hand dryer, which is being moved.",
    ),
    Child(
        "C", 13, "alternative provision and a secondary school in Castle Tarn", "social, emotional and mental health needs",
        ("Young person C is thirteen. He is good with engines, with younger children and with jokes that go slightly too far. He has been suspended nine times, the last time in March.",
         "He lives with his grandmother. He does not like to be asked why; he answers when he is doing something with his hands."),
        "To be a mechanic, to stay with his gran, and to have one person who does not change.",
        """
            October 2024 | Moves to secondary school | Information from primary arrives after half-term
            January 2025 | Three suspensions | Support plan; mentor
            June 2025 | Speech and language screening finds difficulty in understanding | First recorded at the age of 12
            October 2025 | Fifth suspension | Multi-agency meeting; early help
            January 2026 | Two days a week at a vocational setting | Named, checked provider; agreement signed
            March 2026 | Last suspension | Restorative meeting
            May 2026 | EHC plan issued in week 22 | Psychology advice late
            September 2026 | Four days in school, one at the setting | Review each half-term
        """,
        """
            Secondary school | Mentor, shorter instructions, exit card | No suspension since March
            Vocational setting | Two days, now one, engines and maths | Attendance 94 per cent; certificate at level 1
            Speech and language therapy | Staff training, six meetings | Asks when he does not understand
            Early help | Support for the grandmother | Respite once a month
            Mental health service | Consultation only | He did not wish to attend; the worker met him at the setting
        """,
        ("The right placement was checked and written down before it started.", "One mentor stayed with him through all changes."),
        ("Language needs were found at twelve: they are now screened at the first suspension.", "Primary information came late: transfer now happens in June, in a meeting."),
        """
            EHC plan | May 2026 | SEND service
            Individual intervention plan | September 2026 | Setting and school
            Early help assessment | November 2025 | Family hub, Castle Tarn
            Commissioning agreement with the setting | September 2026 | Council
        """,
        "The review of September was held at the setting, beside a gearbox. The aim is full time in school with a weekly visit from January, if he agrees.",
    ),
    Child(
        "D", 16, "Windgale School, sixth form", "physical disability and complex health needs",
        ("Young person D is sixteen, uses a powered chair and speaks with a device that follows her eyes. She writes stories and corrects grown-ups who speak to her mother instead of her.",
         "She has care at night and nursing at school. Three stays in hospital in two years have each cost her a month of lessons."),
        "To go to college, to have a flat with friends, and to choose who washes her.",
        """
            November 2024 | Hospital stay of three weeks | Lessons by the hospital teacher
            February 2025 | New communication device | Funded jointly in six weeks
            June 2025 | Year 10 review with adult services and a nurse | Transition plan begins
            October 2025 | Continuing care package reviewed | Two more nights a month
            January 2026 | Hospital passport written by herself | Used in March
            March 2026 | Hospital stay of nine days | Discharge meeting before she left
            July 2026 | Visits two colleges | Chooses the one with a lift that works
            September 2026 | Personal budget for two hours a day | Employs her first assistant with her mother
        """,
        """
            Special school | Sixth form, post-16 course in creative writing | Level 2 expected in June 2027
            Continuing care | Nights and nursing in school | No unplanned admission for night care
            Occupational therapy and wheelchairs | New seat, bathroom adapted | Independent for 40 minutes
            Short breaks | Two nights a month | She calls it “the hotel”
            Adult services | Assessment begun at 16 | Named worker since June 2025
        """,
        ("Adult services came early and stayed.", "She wrote the passport herself, and wards used it."),
        ("The bathroom took eleven months: one equipment budget now decides in five days.", "Lessons in hospital began late once; the school now sends work on day two."),
        """
            EHC plan, reviewed | June 2026 | SEND service
            Health care plan | September 2026 | Special school nursing
            Continuing care plan | October 2025 | Integrated care board
            Assessment by adult services | August 2026 | Council
        """,
        "In October the transition group agreed who pays for what at eighteen, in one letter that she received first.",
    ),
    Child(
        "E", 11, "a residential special school outside the area", "severe learning difficulties and autism; looked after by the council",
        ("Child E is eleven. He hums when he is well, likes swings and warm bread, and signs twenty words. He came into care at eight, when his mother became ill; he sees her every second Sunday.",
         "He has been at a residential school for two years. He has learned to sleep, to eat with others and to wait."),
        "He shows that he is happy on the swing, in the kitchen and when his mother's car arrives.",
        """
            October 2024 | Place at the residential school, 34 weeks | Joint decision of three services
            January 2025 | Restraint recorded twice in a month | Visit by the placing officer within three days; plan changed
            May 2025 | Review: sleeps six hours | Medicine reduced
            November 2025 | Visit without notice by council and health | Found well; two points on records
            March 2026 | Review with mother present through an advocate | Contact each second Sunday
            June 2026 | Works with the cook once a week | Twenty signs
            September 2026 | Joint review: option of a place nearer home from 2027 | Family asked first
        """,
        """
            Residential school | Signing, routine, swimming, kitchen | No restraint since February 2025
            Social care | Visits every six weeks, advocate | Mother takes part in all reviews
            Virtual school | Personal education plan each term | Targets seen as his own in last two terms
            Mental health service for learning disability | Positive behaviour support | Distress from daily to weekly
            Nursing and dentistry | Health assessment, dental care under sedation | Pain found and treated
        """,
        ("Visits without notice, by health and care together.", "Reduced medicine, watched by one doctor."),
        ("Dental pain may have gone unseen for months: the health assessment now asks about it each time.", "A place nearer home was looked for late; each review now asks the question."),
        """
            EHC plan, reviewed | March 2026 | SEND service
            Care plan | June 2026 | Social care
            Personal education plan | July 2026 | Virtual school
            Health assessment | May 2026 | Community paediatrics
        """,
        "The joint review of September asked whether the satellite in Saltwick Coast could be right for him from 2027. His mother will visit it first.",
    ),
    Child(
        "F", 19, "Westmere College, supported internship", "moderate learning difficulty and epilepsy",
        ("Young person F is nineteen and works three days a week in the stores of the hospital. She is early every day. She manages her epilepsy with an alarm and a friend who knows what to do.",
         "She wants to live with her cousin. She reads slowly and checks numbers twice, which the stores like."),
        "A job with a contract, a driving licence if the doctor allows it, and a dog.",
        """
            January 2025 | Review in year 13 | Wishes film made with a tutor
            June 2025 | Travel training | Takes two buses alone by August
            September 2025 | College, preparation for work | Seizure plan shared with her consent
            November 2025 | Annual health check | Medicine changed; blood test by the practice nurse
            April 2026 | Trial at the hospital | Job coach for six weeks
            September 2026 | Supported internship begins | Coach once a week
            October 2026 | Adult services and housing meet | Shared flat from spring is possible
        """,
        """
            College | Internship, maths for stores | Entry level 3 passed, level 1 begun
            Employer | Buddy, picture stock list | Error rate below the team's average
            Job coach | Weekly, now fortnightly | She asks for help herself
            General practice and neurology | Health check, seizure plan | No seizure since February
            Adult services | Needs assessment | Eligible; two hours of support a week
        """,
        ("Travel training came before the job.", "The employer changed a list, not a person."),
        ("The move to adult neurology had no date: the transition clinic now gives one at seventeen.", "Housing joined late; it is now asked at the year 11 review."),
        """
            EHC plan, reviewed | May 2026 | SEND service
            Vocational profile | September 2026 | College
            Health action plan | November 2025 | General practice
            Assessment by adult services | October 2026 | Council
        """,
        "In October college, employer, housing and adult services met with her. She chaired. The plan ends when she has a contract and is content with it.",
    ),
)  # fmt: skip


def item() -> Item:
    return Item(
        folder="tracked-children", requirement="tracked-children", lead="send-qa-manager", accountable="partnership-accountable-lead",
        summary="For each of six selected children and young people: pen portrait, chronology of two years, multi-agency summary with impact and learning, latest plans and notes of multi-agency discussion.",
        documents=(*(_dossier(child) for child in _CHILDREN), _meeting(), _agreement()),
        comment="Synthetic: no child of this description exists. In a real library all of these lie in the secure folder and are named with `secure:` in place of `file:`.",
    )  # fmt: skip


def _dossier(child: Child) -> Document:
    title = f"{'Child' if child.age < 13 else 'Young person'} {child.letter}: information for tracking"
    portrait: tuple[Block, ...] = tuple(Para(text) for text in child.portrait)
    return written(
        f"tracked-{child.letter.lower()}.docx", title, "other", DATED, "SEND quality assurance and audit manager",
        h("Pen portrait"), *portrait,
        f"**Age and place.** {child.age} years; {child.place}. **Needs.** {child.need[0].upper() + child.need[1:]}.",
        quote(f"Wishes: {child.wish}"),
        h("Chronology of significant events in two years"),
        table("Chronology", "When | Event | What followed", lines(child.chronology), widths=(0.18, 0.44, 0.38)),
        h("Multi-agency summary"),
        h2("Programme and support, and what difference they make"),
        table("Support and its impact", "Service | What it does | Impact", lines(child.support), widths=(0.25, 0.39, 0.36)),
        h2("What worked"), b(*child.worked),
        h2("Learning for providers and services"), b(*child.learning),
        h("Latest assessments and plans"),
        table("Plans in force", "Plan | Date | Held by", lines(child.plans), widths=(0.5, 0.2, 0.3)),
        "Copies of these plans are sent by the secure route together with this summary.",
        h("Notes of multi-agency discussion"), child.discussion,
        cover=False, approved="Local area nominated officer", sensitivity="child-level", subtitle="Synthetic record, prepared for the sample library",
        summary="Pen portrait, chronology, multi-agency summary, plans and notes of discussion; synthetic.",
    )  # fmt: skip


def _meeting() -> Document:
    return written(
        "multi-agency-audit-meeting.docx", "Minutes of the multi-agency audit meeting", "minutes", DATED, "SEND quality assurance and audit manager",
        h("Who was there"),
        b("SEND quality assurance and audit manager, in the chair", "Designated clinical officer", "Designated social care officer", "Head of Inclusion and Alternative Provision", "Virtual school head", "Parent representative, trained as a reviewer"),
        h("What was done"),
        "The meeting read six summaries line by line and compared each with the case records of education, health and social care, which were open on the screen. It asked of each: is it true, is it complete, what difference did we make, what have we learned?",
        h("What was found"),
        table("Findings", "Summary | Complete | Impact shown | What was added", lines("""
            A | Yes | Yes | Result of the hearing test
            B | Yes | Yes | Reason for ten weeks without outreach
            C | Yes | Partly, now yes | Attendance at the setting; safeguarding check of the provider
            D | Yes | Yes | Letter on who pays at eighteen
            E | Yes | Yes | Dates of visits without notice
            F | Yes | Yes | Consent to share the seizure plan
        """), widths=(0.14, 0.16, 0.2, 0.5)),
        "Safeguarding was considered for each child. Early help, education, health and social care were all heard. The voice of the child stands in each summary; for Child E it was gathered through an advocate and by watching.",
        h("Actions"),
        table("Actions", "Number | Action | Owner | Status", lines("""
            1 | Add the result of the hearing test | Designated clinical officer | Complete
            2 | Add attendance and safeguarding check | Head of Inclusion and Alternative Provision | Complete
            3 | Send summaries to families and ask whether they are right | SEND quality assurance and audit manager | Complete: all six answered, two corrections made
        """), widths=(0.1, 0.44, 0.28, 0.18)),
        cover=False, about_date="Date of meeting", sensitivity="child-level", approved="Local area nominated officer",
        extra={"minutes": {"actions_complete": "yes", "multi_agency": "yes", "keywords": ("safeguarding", "voice of the child", "early help", "health", "social care")}},
        attest=meeting("send-qa-manager", DATED, "One: the ten weeks without outreach in one case; the rule on 15 missed sessions answers it.",
                       "The quality assurance manager opened all six case records in education, health and care during the meeting; all were up to date."),
    )  # fmt: skip


def _agreement() -> Document:
    signed = ("Head of Inclusion and Alternative Provision, Westmere Council", "Centre manager, Copperwray Skills Yard")
    return written(
        "commissioning-agreement-c.docx", "Commissioning agreement for one placement in alternative provision", "agreement", "2026-09-03", "Head of Inclusion and Alternative Provision",
        h("Parties and placement"),
        "Westmere Council places Young person C with Copperwray Skills Yard for one day a week in term time, from September to December 2026, on roll of his secondary school. The school stays responsible for safeguarding, attendance and learning.",
        h("What is agreed"),
        n("Aim: full time in school from January 2027, with a level 1 certificate in motor vehicle.", "Hours: 9.30am to 3pm on Thursdays; attendance reported by 10am.", "Learning: engines in the morning, functional maths in the afternoon, planned with the school.",
          "Safeguarding: checks of all staff seen by the council in August; concerns rung through on the same day.", "Review: each half-term with the young person, his grandmother, the school and the council.", "Cost: £92 a day, paid by the council."),
        h("Signatures"),
        table("Signed", "Role and organisation | Signed | Date", tuple((role, "Signed", "3 September 2026") for role in signed), widths=(0.6, 0.18, 0.22)),
        cover=False, sensitivity="child-level",
        extra={"agreement": {"signed_by": signed, "signed_on": date(2026, 9, 3)}},
    )  # fmt: skip
