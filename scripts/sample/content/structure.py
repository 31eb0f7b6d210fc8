"""1.1 Local area partnership structure, and 1.5 Representative and support groups.

Long because it is prose, and each paper stands whole.
"""

from datetime import date

from .. import pictures
from ..area import BOARD, COMMUNITY_TRUST, COUNCIL, FORUM, HOSPITAL_TRUST, ICB_NAME, MENTAL_HEALTH_TRUST, draw
from ..make import impact, meeting, picture, workbook, written
from ..model import Block, Document, Item
from ..sheets import Sheet
from .kit import Figure, b, h, h2, lines, n, quote, table

_CHART = pictures.tree((
    ("SEND Partnership Board",),
    ("Joint commissioning group", "Performance and quality group", "Preparing for adulthood group", "Voice and participation group"),
    ("Inclusion in schools", "Health services", "Social care", "Data and finance"),
))  # fmt: skip
_ALT = (
    "Organisation chart in three rows. At the top the SEND Partnership Board. Below it four groups: joint commissioning, performance "
    "and quality, preparing for adulthood, voice and participation. Below these four workstreams: inclusion in schools, health "
    "services, social care, data and finance."
)
_WHO = lines("""
    Westmere Council, education | Statutory assessment, school places, transport, educational psychology, alternative provision | Director of Children's Services
    Westmere Council, social care | Disabled children's teams, short breaks, early help, care leavers | Director of Children's Services
    Westmere Council, adult services | Transition, care assessments from 18, supported living | Director of Adult Services
    Westmere Council, public health | Needs assessment, health visiting and school nursing | Director of Public Health
    Integrated care board | Planning and paying for health services, continuing care, designated clinical officer | Executive lead for SEND
    Community health trust | Therapies, community paediatrics, special school nursing, health visiting by contract | Director of Children's Services, community trust
    Hospital trust | Outpatients, audiology, neonatal follow-up | Divisional Director, Women and Children
    Mental health trust | Child and adolescent mental health, neurodevelopmental team, crisis team | Operational Director, Children
    Schools and colleges | Teaching, SEN support, delivery of plans, first point of contact | Headteacher representatives
    Westmere Parent Carer Forum | Voice of parents and carers in all groups, co-chairs the voice group | Co-chair of the forum
    Westmere Young Shapers | Voice of children and young people, reports to each board meeting | Area participation lead
    Voluntary sector alliance | Short breaks, advice, family support by grant and contract | Alliance coordinator
""")


def partnership() -> Item:
    return Item(
        folder="1.1-partnership-structure", requirement="1.1", lead="partnership-evidence-lead",
        accountable="partnership-accountable-lead",
        summary="Who belongs to the partnership, how it decides and who delivers what, with the terms of reference, the signed "
        "memorandum of understanding and the latest minutes of the board.",
        documents=(_structure(), _chart(), _terms(), _memorandum(), _minutes()),
    )  # fmt: skip


def _chart() -> Document:
    return picture(
        "organisation-chart.png", "Organisation chart of the partnership", "structure", "2026-09-01", _CHART,
        summary="The board, its four groups and their workstreams. The same chart stands, described, in the paper on the structure.",
    )  # fmt: skip


def _structure() -> Document:
    return written(
        "partnership-structure.docx", "Structure of the local area partnership", "structure", "2026-09-01", "Head of SEND and Inclusion",
        h("Purpose"),
        "This paper describes the organisations that make up the Westmere SEND Local Area Partnership, how they take decisions "
        "together and which of them is responsible for delivering what. It is read by new members of the board, by staff who want to know "
        "where a decision is taken, and by inspectors.",
        h("The area"),
        "Westmere has 118,400 residents aged 0 to 25. In January 2026, 61,250 pupils attended its schools; 8,410 of them were on SEN "
        "support and the partnership maintained 3,587 EHC plans. The area is divided into five localities: Marlbeck, Castle Tarn, Saltwick "
        "Coast, Wray Valley and Northgale. Council, health trusts and schools use the same localities, so that one team around a school "
        "meets the same colleagues each month.",
        h("Organisations and what they deliver", key="organisations"),
        f"{{@who}} lists the partners. {ICB_NAME} covers Westmere and the neighbouring area of Wray Marches; its place "
        "committee for Westmere takes decisions on local health services.",
        table("Partners, what they deliver and who answers for it", "Partner | Delivers | Answers for it", _WHO, widths=(0.25, 0.47, 0.28), key="who"),
        h("How decisions are taken", key="decisions"),
        Figure("The board, its groups and workstreams", _ALT, _CHART, "chart", 16),
        h2("SEND Partnership Board"),
        f"The {BOARD} sets the strategy, agrees the joint budget and holds every partner to account. It meets every two months and is chaired in "
        "turn by the Director of Children's Services and the executive lead for SEND of the integrated care board. It reports to the Health and "
        "Wellbeing Board twice a year and to the council's scrutiny committee once a year.",
        h2("Joint commissioning group"),
        "Decides what is bought jointly: therapies in schools, short breaks for children with complex health needs, equipment, and the "
        "neurodevelopmental pathway. It works to a pooled budget of £6.2 million under a formal agreement between council and board, and may "
        "commit up to £250,000 for a single contract without coming back to the board.",
        h2("Performance and quality group"),
        "Reads the monthly dashboard, the results of audits and the complaints of families together. It decides which theme is audited next, "
        "and follows each learning point until a second audit shows that practice has changed.",
        h2("Preparing for adulthood group"),
        "Brings together colleges, adult services, employers and young people. It owns the protocol by which adult services join planning from "
        "the review in year 9.",
        h2("Voice and participation group"),
        f"Co-chaired by {FORUM} and the area participation lead. No strategy or specification goes to the board without a note from this group on "
        "who was asked, what they said and what changed.",
        h("Who may decide what"),
        table("Scheme of delegation", "Decision | Taken by | Reported to | How often", lines("""
            Strategy, joint budget, risk appetite | SEND Partnership Board | Health and Wellbeing Board | Each year
            Contract up to £250,000 | Joint commissioning group | SEND Partnership Board | Each meeting
            Contract above £250,000 | SEND Partnership Board, then each partner's own committee | Cabinet, place committee | As needed
            Assessment, plan, placement of one child | SEND panel, weekly | Performance and quality group | Numbers each month
            Placement above £100,000 a year | Joint resource panel, fortnightly | Joint commissioning group | Each quarter
            Continuing care package | Continuing care panel | Joint commissioning group | Each quarter
            Audit themes and learning | Performance and quality group | SEND Partnership Board | Each quarter
            Wording of guidance for families | Voice and participation group | SEND Partnership Board | For information
            Response to a serious incident | Chair of the board with the safeguarding partnership | SEND Partnership Board | At once
        """), widths=(0.32, 0.3, 0.23, 0.15)),
        h("How partners hold each other to account"),
        b("Each board meeting opens with one child's journey, told by the family or by the practitioner who knows the child best.",
          "Every measure on the dashboard has one owner by role, and a line that says what is being done where it is off course.",
          "A partner that cannot deliver an action says so before the due date and proposes a new one; slippage of more than a month is "
          "discussed by the chairs.",
          "The independent scrutineer of the safeguarding partnership attends once a year and writes to the chairs."),
        h("What has changed in the past year"),
        table("Changes to the structure since September 2025", "Change | Why | Difference made", lines("""
            Locality teams of council and health share one boundary | Families told us that they had to repeat their story | 412 joint first meetings in the year, where there had been two separate ones
            Joint resource panel every two weeks instead of monthly | Placements were delayed by up to five weeks | Median time from request to decision fell from 31 to 12 days
            Young Shapers report to each board | Young people saw no answer to what they said | 14 of 17 requests of the year are done, with a reply to each
            Adult services joined the board | Planning for adulthood began too late | Adult services attended 71 per cent of year 9 reviews that needed them, up from 38
            One dashboard for all partners | Each partner brought its own figures | The board spends its time on causes; the number of measures fell from 112 to 34
        """), widths=(0.3, 0.3, 0.4)),
        h("Further reading"),
        "The duties on which this structure rests are those of the [Children and Families Act 2014](https://www.legislation.gov.uk/ukpga/2014/6/contents) "
        "and of the [SEND code of practice](https://www.gov.uk/government/publications/send-code-of-practice-0-to-25).^[Part 3 of the Act; chapters 3 and 4 of "
        "the code on working together and the local offer.] How the board works from day to day stands in its terms of reference, which are part of this "
        "evidence; decisions are explained above under “{@decisions}”.",
        version="3.2", numbered=True, subtitle="Organisations, decisions and responsibilities",
    )  # fmt: skip


def _terms() -> Document:
    return written(
        "board-terms-of-reference.docx", "Terms of reference of the SEND Partnership Board", "policy", "2026-03-18", "Head of SEND and Inclusion",
        h("Purpose of the board"),
        f"The {BOARD} brings together those who plan, pay for, deliver and use services for children and young people with SEND in Westmere. It exists so "
        "that they have one strategy, one view of how well it works, and one place where partners answer to each other and to families.",
        h("Responsibilities"),
        n("Agree the SEND strategy and its delivery plan, and read progress at each meeting.",
          "Agree the joint assessment of needs each year and use it to decide what is commissioned.",
          "Agree and publish the self-evaluation twice a year.",
          "Hold each partner to account for its part of the delivery plan, on evidence.",
          "Hear children, young people, parents and carers at every meeting, and show what came of what they said.",
          "Oversee the pooled budget and the arrangements for joint commissioning.",
          "Own the register of risks, and decide which risks are put to the partners' own boards.",
          "Prepare for inspection, and act on its outcome."),
        h("Membership"),
        table("Members", "Member | Organisation | Vote", lines(f"""
            Director of Children's Services, chair in odd months | {COUNCIL} | Yes
            Executive lead for SEND, chair in even months | Integrated care board | Yes
            Director of Adult Services | {COUNCIL} | Yes
            Director of Public Health | {COUNCIL} | Yes
            Head of SEND and Inclusion | {COUNCIL} | Yes
            Designated clinical officer | Integrated care board | Yes
            Designated social care officer | {COUNCIL} | Yes
            Director of Children's Services, community trust | {COMMUNITY_TRUST} | Yes
            Operational Director, Children | {MENTAL_HEALTH_TRUST} | Yes
            Divisional Director, Women and Children | {HOSPITAL_TRUST} | Yes
            Two co-chairs | {FORUM} | Yes, one each
            Two young people | Westmere Young Shapers | Yes, one each
            Primary, secondary and special headteacher | Schools forum | Yes, one each
            Principal | Westmere College | Yes
            Coordinator | Voluntary sector alliance | Yes
            Lead member for children | {COUNCIL} | No
            Manager of the information, advice and support service | SENDIASS, by contract | No
        """), widths=(0.46, 0.36, 0.18)),
        h("How the board works"),
        h2("Meetings"),
        "The board meets every second month, in person, at times that suit parents and young people; papers go out six working days before. "
        "A meeting may decide when at least eight members with a vote are there, among them one from education, one from care, one from health and one who "
        "represents families.",
        h2("Decisions"),
        "The board seeks agreement. Where there is none, members vote; a decision needs a majority that holds at least one vote of council, health and "
        "families. Disagreement is minuted with its reason. Partners whose own rules require another body to decide say so before the vote.",
        h2("Papers"),
        b("Every paper opens with the decision that it asks for and the difference it will make.",
          "Figures carry their source, their date and a comparison.",
          "Terms are written in full at first use; no paper is longer than eight pages without an appendix.",
          "A version in plain English goes to the forum and to Young Shapers at the same time as to all others."),
        h2("Conflicts of interest"),
        "Members state interests at the start of a meeting. A member whose organisation would receive a contract leaves the room while it is discussed.",
        h("Groups that report to the board"),
        table("Groups", "Group | Chair | Meets | Reports", lines("""
            Joint commissioning group | Strategic Commissioning Manager | Monthly | Decisions and spending at each board
            Performance and quality group | Director of Public Health | Monthly | Dashboard and audit at each board
            Preparing for adulthood group | Director of Adult Services | Every two months | Progress each quarter
            Voice and participation group | Forum co-chair and area participation lead | Monthly | What was said and done at each board
        """), widths=(0.3, 0.28, 0.17, 0.25)),
        h("Reporting and review"),
        "Minutes are published on the local offer within ten working days. These terms are looked at by the board each March; the version above was agreed "
        "on the date that it bears.",
        version="4.0", numbered=True,
    )  # fmt: skip


def _memorandum() -> Document:
    signed = ("Director of Children's Services, Westmere Council", "Executive lead for SEND, integrated care board",
              "Director of Children's Services, community trust", "Co-chair, Westmere Parent Carer Forum")  # fmt: skip
    return written(
        "memorandum-of-understanding.docx", "Memorandum of understanding between the partners", "agreement", "2026-04-15", "Head of SEND and Inclusion",
        h("Between whom"),
        f"This memorandum is made between {COUNCIL}, {ICB_NAME}, {COMMUNITY_TRUST}, {MENTAL_HEALTH_TRUST}, {HOSPITAL_TRUST} and {FORUM}. It says how they work "
        "together for children and young people with SEND and how they settle differences. It creates no legal duty beyond those that the law lays on each of them.",
        h("What we agree to do"),
        n("Plan services from one assessment of needs, and commission jointly where a child's needs cross our boundaries.",
          "Give advice for assessments within six weeks of being asked, and say at once if that cannot be done.",
          "Share information that a child's support depends on, lawfully and without delay, under the information sharing agreement of the partnership.",
          "Name a role in each organisation that families can turn to, and answer within five working days.",
          "Take part in audits, bring cases, and act on the learning.",
          "Give parents, carers and young people a seat wherever their services are shaped, and pay them for their time.",
          "Tell each other of a change to a service at least twelve weeks before it takes effect, with its effect on children with SEND."),
        h("Money"),
        "The pooled budget is governed by the formal agreement between council and integrated care board. Costs of a placement are shared by need, not by argument: "
        "the joint resource panel decides within ten working days, and the child's support begins at once under the rule that the first asked pays until the panel has decided.",
        table("Contributions to the pooled budget, 2026 to 2027", "Partner | Contribution | Share", lines("""
            Westmere Council, high needs block | £2,480,000 | 40.0%
            Westmere Council, social care | £1,054,000 | 17.0%
            Integrated care board | £2,418,000 | 39.0%
            Public health | £248,000 | 4.0%
            All | £6,200,000 | 100.0%
        """), total=True, widths=(0.5, 0.28, 0.22)),
        h("When we disagree"),
        n("Practitioners talk to each other on the same day.", "Their managers meet within three working days.",
          "Heads of service decide within ten working days, in writing, with reasons.",
          "The chairs of the board decide within a further ten working days. The child's support continues meanwhile."),
        h("Duration"),
        "The memorandum holds for two years from the date of signature. The board looks at it each April. A partner that wishes to leave gives six months' notice in writing.",
        h("Signatures"),
        table("Signed on behalf of the partners", "Role and organisation | Signed | Date", tuple((role, "Signed", "15 April 2026") for role in signed),
              widths=(0.56, 0.2, 0.24)),
        version="2.0", cover=False,
        extra={"agreement": {"signed_by": signed, "signed_on": date(2026, 4, 15)}},
        valid_until="2028-04-14",
        summary="Signed by council, health and the parent carer forum; the signed original is held by the board's secretary.",
    )  # fmt: skip


def _minutes() -> Document:
    dated = "2026-09-09"
    return written(
        "board-minutes-september-2026.docx", "Minutes of the SEND Partnership Board, September 2026", "minutes", dated, "Secretary to the SEND Partnership Board",
        h("Present"),
        table("Attendance", "Role | Organisation | Present", lines(f"""
            Executive lead for SEND, in the chair | Integrated care board | Yes
            Director of Children's Services | {COUNCIL} | Yes
            Director of Adult Services | {COUNCIL} | Yes
            Director of Public Health | {COUNCIL} | Yes
            Head of SEND and Inclusion | {COUNCIL} | Yes
            Designated clinical officer | Integrated care board | Yes
            Designated social care officer | {COUNCIL} | Yes
            Director of Children's Services, community trust | {COMMUNITY_TRUST} | Yes
            Operational Director, Children | {MENTAL_HEALTH_TRUST} | Deputy
            Two co-chairs | {FORUM} | Yes
            Two young people | Westmere Young Shapers | Yes
            Primary and special headteachers | Schools forum | Yes
            Principal | Westmere College | Apologies
        """), widths=(0.48, 0.36, 0.16)),
        h("A child's journey"),
        "A parent told the board about her son's move from nursery to school. Three services had met once, together, before the plan was written; the school knew "
        "his communication book on the first day. What went wrong was transport, confirmed only two days before term. The board thanked the family. The Head of "
        "SEND and Inclusion undertook to report on confirmation dates (action 1).",
        h("Minutes and actions of the last meeting"),
        "The minutes of July were agreed. All nine actions were complete; the board read the update on each.",
        h("Performance"),
        "The dashboard to the end of June was presented. 73.8 per cent of new plans were issued within 20 weeks, up from 61.4 per cent in the first quarter of the year. "
        "The board asked about the children still waiting longest: 19 assessments were over 26 weeks, 14 of them waiting for educational psychology advice. "
        "Two associate psychologists have started; the list is expected to clear in November (action 2).",
        "Waiting times for **speech and language therapy** stand at a median of 14 weeks, down from 22. **Mental health** waits are level at 11 weeks for a first "
        "appointment. The **neurodevelopmental pathway** remains the largest concern at 61 weeks; see the next item.",
        h("Neurodevelopmental pathway"),
        "The operational director's deputy set out the recovery plan: two more clinicians from October, support offered from the day of referral without a diagnosis, and a "
        "drop-in for parents in each locality. The forum's co-chairs welcomed the support and asked that letters say plainly how long the wait is. The board "
        "agreed the plan and asked for monthly figures (action 3).",
        h("Alternative provision and attendance"),
        "In July, 237 places were in use in alternative provision, 61 of them by pupils with a plan. The number on part-time timetables for more than six weeks has "
        "fallen from 74 to 38. The board asked for the view of the young people concerned, which Young Shapers will gather (action 4).",
        h("Preparing for adulthood"),
        "Adult services attended 71 per cent of the year 9 reviews at which they were needed. Supported internships will have 42 places from January (action 5).",
        h("Safeguarding"),
        "The designated social care officer reported on the audit of disabled children with a child protection plan: communication needs were recorded in 27 of 30 cases, up from 18 of "
        "30. The three cases were put right within the week.",
        h("Voice of children, young people, parents and carers"),
        "Young Shapers reported that review meetings feel rushed, and showed a film of one minute about what a good review looks like. The board agreed that it will open each training "
        "course for those who chair reviews (action 6).",
        h("Risks"),
        "The risk about psychology capacity was lowered from 16 to 12. A new risk was opened about the lease of one short-breaks house, with the Head of Services for Disabled Children as owner.",
        h("Actions"),
        table("Actions agreed at this meeting", "Number | Action | Owner | Status", lines("""
            1 | Report on the date by which transport is confirmed for each starter | Head of SEND and Inclusion | Complete: reported to the chairs, all confirmed by 21 August from next year
            2 | Clear assessments over 26 weeks | Principal Educational Psychologist | Complete: plan with a date for each child sent to the board
            3 | Monthly figures on the neurodevelopmental pathway | Operational Director, Children | Complete: first figures circulated
            4 | Gather the views of young people on part-time timetables | Area participation lead | Complete: 21 young people heard, note circulated
            5 | Publish how to apply for a supported internship | Principal, Westmere College | Complete: page on the local offer
            6 | Open review training with the film of Young Shapers | Head of SEND and Inclusion | Complete: in use since the September course
        """), widths=(0.09, 0.36, 0.25, 0.3)),
        h("Next meeting"),
        "The next meeting is in November, chaired by the Director of Children's Services.",
        cover=False, about_date="Date of meeting",
        extra={"minutes": {"actions_complete": "yes", "multi_agency": "yes",
                           "keywords": ("speech and language therapy", "mental health", "alternative provision", "safeguarding", "preparing for adulthood")}},
        attest=meeting("partnership-evidence-lead", dated, "Waits on the neurodevelopmental pathway (61 weeks) and the lease of one short-breaks house; both are on the "
                       "register of risks with an owner and a plan."),
    )  # fmt: skip


_GROUPS = lines("""
    Westmere Parent Carer Forum | Parents and carers of children with SEND, all needs | Whole area | 642 members
    Westmere Young Shapers | Young people aged 11 to 25 with SEND | Whole area | 38 members
    Little Shapers | Children aged 7 to 11 with SEND, through six schools | Whole area | 54 members
    Marlbeck Autism Families | Parents of autistic children, weekly coffee and talk | Marlbeck | 120 families
    Castle Tarn Together | Parents of children with learning disabilities | Castle Tarn | 64 families
    Saltwick Coast Carers | Parents, grandparents and foster carers | Saltwick Coast | 48 families
    Wray Valley Rural Link | Families in villages, meets online and in a bus | Wray Valley | 37 families
    Northgale Mums and Dads | Parents of children under 5 with additional needs | Northgale | 41 families
    Westmere Deaf Children's Group | Families of deaf children, sign and speech | Whole area | 56 families
    Sight Together | Families of children with a visual impairment | Whole area | 29 families
    Twenty-one Plus | Families of children with Down syndrome | Whole area | 33 families
    Steps and Wheels | Children with physical disabilities, sports and advice | Whole area | 71 families
    Talk and Play | Children with speech and language needs, under 8 | Marlbeck, Northgale | 88 families
    Quiet Minds | Young people with anxiety, and their parents | Castle Tarn | 52 members
    Attention Please | Parents of children with attention difficulties | Whole area | 97 families
    Dads' Saturday Club | Fathers and male carers | Marlbeck | 26 members
    Siblings Club | Brothers and sisters aged 6 to 16 | Five locations | 83 children
    Home Educators with Additional Needs | Families who educate at home | Wray Valley | 31 families
    Fostering Plus | Foster carers of children with SEND | Whole area | 44 carers
    Growing Up Group | Parents of young people aged 14 to 25 | Whole area | 69 families
    Rare and Undiagnosed | Families of children with rare conditions | Whole area, online | 22 families
    Multilingual Parents' Circle | Parents who speak little English, with interpreters | Marlbeck | 35 families
    Ability Choir | Young people who sing, sign and perform | Saltwick Coast | 40 members
    Westmere SEND information, advice and support service | Impartial advice, by contract, at arm's length | Whole area | 1,126 families in the year
""")


def groups() -> Item:
    directory = "2026-08-20"
    return Item(
        folder="1.5-representative-groups", requirement="1.5", lead="area-participation-lead", accountable="partnership-accountable-lead",
        summary="Established groups of children and young people and of parents and carers, how to reach them, and what the forum did in the year.",
        documents=(_directory(directory), _contacts(directory), _forum_report()),
    )  # fmt: skip


def _directory(dated: str) -> Document:
    chance = draw("groups")
    parts: list[Block | str] = []
    for name, who, where, size in _GROUPS:
        when = chance.choice(("First Tuesday of the month, 10am to noon", "Every second Saturday, 2pm to 4pm", "Thursdays in term time, 6pm to 8pm",
                              "Last Wednesday of the month, online, 7pm", "Mondays in term time, 9.30am to 11am"))  # fmt: skip
        place = chance.choice(
            (
                "a family centre",
                "a library",
                "a school hall after lessons",
                "a community hall with step-free access",
                "a sports centre",
            )
        )
        parts += [h2(name), f"{who}. Reaches {where[0].lower() + where[1:] if where.startswith('Whole') else where}: {size}. Meets: {when}, in {place}. "
                  f"{chance.choice(('New members may come without notice.', 'Ring the contact role before the first visit.', 'A volunteer meets newcomers at the door.'))} "
                  f"{chance.choice(('Sign language interpreters on request.', 'Travel costs are paid back.', 'Brothers and sisters are welcome.', 'Meetings are recorded in plain English.'))}"]  # fmt: skip
    return written(
        "directory-of-groups.docx", "Directory of representative and support groups", "other", dated, "Area participation lead",
        h("How to use this directory"),
        "These are the groups with which the partnership works: those that represent children, young people, parents and carers, and those that support them. "
        "Contact is through roles; telephone numbers and mailboxes stand in the workbook beside this directory and are checked each term. Every group has agreed to be listed.",
        h("Overview"),
        table("Groups at a glance", "Group | For whom | Where | Size", _GROUPS, widths=(0.28, 0.38, 0.18, 0.16)),
        h("Groups one by one"),
        *parts,
        h("How groups shape decisions"),
        b("The forum holds two votes on the SEND Partnership Board, Young Shapers two.",
          "Each group may put one topic a term to the voice and participation group and receives a written answer.",
          "Groups that host a consultation are paid £150 and told within eight weeks what came of it."),
        version="5.1",
    )  # fmt: skip


def _contacts(dated: str) -> Document:
    rows = tuple(
        (name, who, where, size, "Coordinator" if i > 2 else "Area participation lead" if i else "Co-chair", f"01632 960 {100 + 7 * i:03d}",
         f"{name.lower().replace(' ', '-').replace(chr(39), '')[:22].strip('-')}@westmere.example", "Yes" if i % 3 else "By request")
        for i, (name, who, where, size) in enumerate(_GROUPS)
    )  # fmt: skip
    return workbook(
        "contacts-of-groups.xlsx", "Contacts of representative and support groups", dated, "Area participation lead",
        (
            ("Purpose", "How inspectors and families reach the groups of the directory; roles only, no names of persons."),
            ("Numbers", "Telephone numbers are of the range kept for fiction; mailboxes end in a name that cannot exist."),
            ("Checked", "Every contact was tried in August 2026; two mailboxes were changed."),
            ("Analysis and effect", "Two localities had no group for parents of children under 5. One opened in Northgale in April 2026 and now has 41 families."),
        ),
        Sheet(name="Contacts", header=("Group", "For whom", "Where", "Size", "Contact role", "Telephone", "Mailbox", "Interpreter"), rows=rows,
              widths=(34, 44, 22, 22, 22, 16, 42, 13)),
        kind="other",
    )  # fmt: skip


def _forum_report() -> Document:
    dated = "2026-06-30"
    return written(
        "parent-carer-forum-annual-report.odt", "Annual report of the parent carer forum", "research", dated, f"Co-chairs, {FORUM}",
        h("From the co-chairs"),
        "This was the year in which parents stopped being asked at the end. Six specifications were written with us from the first page, and in two of them the first page changed. "
        "We say below what we heard, what was done, and where we are still waiting.",
        h("Who we are"),
        table("Members by locality and age of the child", "Locality | Under 5 | 5 to 10 | 11 to 15 | 16 to 25 | All", (
            ("Marlbeck", 31, 74, 62, 29, 196), ("Castle Tarn", 22, 51, 47, 24, 144), ("Saltwick Coast", 17, 44, 39, 22, 122), ("Wray Valley", 12, 36, 33, 18, 99),
            ("Northgale", 16, 30, 22, 13, 81), ("All", 98, 235, 203, 106, 642)), widths=(0.3, 0.14, 0.14, 0.14, 0.14, 0.14), total=True, key="members"),
        "{@members} shows that we reach fewer parents of young people over 16 than we should. The Growing Up Group began in January to change that.",
        h("What parents told us"),
        b("**Communication** was the theme of 41 per cent of contacts: letters without a name to answer to, calls that were not returned.",
          "**Waiting** for therapies and for a neurodevelopmental assessment was the theme of 27 per cent.",
          "**Transport** took 12 per cent, most of it in August.", "**Good practice** took 11 per cent: parents want to praise people, and now can, through a card in every centre."),
        quote("“I had one meeting instead of three. I said it once. I cried once. It was the first time I felt they had talked to each other before they talked to me.”"),
        h("What came of it"),
        table("What was said, what was done, what difference it made", "What was said | What was done | Difference", lines("""
            Nobody rings back | Each caseworker has a duty line with a promise of two working days | Contacts about calls fell from 212 to 87 in a year
            Letters are hard to read | 23 letters rewritten with parents and tested with the multilingual circle | 84% of 190 parents asked found the new letters clear
            Waiting without help | Support from the day of referral, without a diagnosis | 310 families used the drop-in; 7 in 10 said that it helped at home
            Reviews feel rushed | Reviews of transitions have 90 minutes; views are gathered before | 76% felt listened to, up from 58%
            Transport confirmed late | Confirmation by 21 August, with a name and a photograph card of the assistant | To be measured in September 2026
        """), widths=(0.26, 0.4, 0.34)),
        h("Impact on children, families and services"),
        "Where parents helped to write the speech and language specification, drop-in sessions were moved to Saturday mornings in two localities; attendance rose from 61 to 88 per cent, and fewer children lost their "
        "place on the list. Services tell us that complaints which reach the second stage have halved.",
        h("Next year"),
        n("Reach parents of young people aged 16 to 25 in colleges.", "Train ten parents as peer reviewers of plans.", "Hold one open evening in each locality with the heads of all services."),
        attest=(impact("area-participation-lead", dated, "The sections “What came of it” and “Impact on children, families and services” note what changed and for whom."),),
        summary="What parents said in the year and what came of it, written by the forum.",
    )  # fmt: skip
