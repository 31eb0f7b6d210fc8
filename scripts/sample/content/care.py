"""4.1 to 4.3: social care.

Long because it is prose, and each paper stands whole.
"""

from datetime import date

from .. import pictures
from ..area import LOCALITIES, draw, share
from ..make import deck, outcome, workbook, written
from ..model import Block, Item, Leads, Para
from ..sheets import Sheet
from ..slides import Slide
from .kit import Figure, Landscape, NewPage, b, h, lines, n, quote, table
from .needs import by_locality
from .plans import MONTHS

_LEADS: Leads = {"lead": "care-evidence-lead", "accountable": "care-accountable-lead"}
_TEAMS = lines("""
    Front door and early help hub | First contact for all families; joint with health and police | 14 | 11,420 contacts, 2,310 about children with SEND
    Five locality early help teams | Family support, parenting, attendance, lead professionals | 62 | 1,140 families, 498 with a child with SEND
    Disabled children's team, north | Children with substantial needs in Marlbeck, Northgale, Wray Valley | 17 | 214 children
    Disabled children's team, south | Children with substantial needs in Castle Tarn, Saltwick Coast | 13 | 163 children
    Children in need and protection | Five teams; link worker for disability in each | 71 | 350 children with SEND
    Looked-after and care leavers' service | Children in care, care leavers to 25 | 44 | 189 children, 83 care leavers with SEND
    Fostering and short breaks | Foster carers, contract carers for breaks | 26 | 41 families of carers for breaks
    Occupational therapy, social care | Equipment and adaptations at home | 9 | 388 assessments in the year
    Transitions team | With adult services, 14 to 25 | 11 | 148 young people
    Youth justice service | Court orders and prevention, therapist two days a week | 23 | 41 young people with SEND
""")
_VOLUNTARY = lines("""
    Saltwick Play Inclusion | Holiday and weekend clubs | £186,000 | 164 | March 2027
    Marlbeck Autism Families | Parents' courses, drop-in while waiting | £62,000 | 310 | March 2027
    Wray Valley Rural Link | Bus, online group, weekend breaks | £58,000 | 37 | September 2027
    Northgale Youth Inclusion | Clubs for 11 to 19 | £74,000 | 96 | March 2027
    Step Forward Westmere | Travel training, first flat, first job | £128,000 | 71 | March 2028
    Westmere SEND information, advice and support service | Impartial advice | £214,000 | 1,126 | March 2028
    Siblings Club | Groups for brothers and sisters | £24,000 | 83 | March 2027
    Advocacy for Children | Independent advocates, also for those who do not speak | £91,000 | 124 | September 2027
    Steps and Wheels | Sport, wheelchairs skills, swimming | £39,000 | 71 | March 2027
    Hearing Hands | Sign language courses for families | £18,000 | 44 | March 2027
""")
_CHART = Figure(
    "Social care services for children and young people with SEND",
    "Organisation chart in three rows: Director of Children's Services; below, Head of Services for Disabled Children, Head of Early Help, Head of Safeguarding and Care; below, disabled children's teams, short breaks, locality teams, children in need and protection, looked-after children, transitions.",
    pictures.tree((("Director of Children's Services",), ("Head of Services for Disabled Children", "Head of Early Help", "Head of Safeguarding and Care"),
                   ("Disabled children's teams", "Short breaks", "Locality teams", "Need and protection", "Looked-after children", "Transitions"))), "chart",
)  # fmt: skip


def overview() -> Item:
    dated = "2026-08-26"
    paper = written(
        "care-services-overview.docx", "Overview of care services for children and young people with SEND", "structure", dated, "Head of Services for Disabled Children",
        h("In one page"),
        "Social care in Westmere reaches about 1,600 children and young people with SEND in a year: most through early help, 377 through the disabled children's teams, and others through the teams that work with children in need, in protection and in care. Ten voluntary organisations provide services by contract or grant worth £894,000.",
        _CHART,
        h("Teams"),
        table("Teams, what they do and whom they reach", "Team | What it does | Staff, full time | Reached in 2025 to 2026", _TEAMS, widths=(0.24, 0.38, 0.12, 0.26)),
        h("How a family finds the right door"),
        n("Any call comes to the early help hub. A worker rings back on the same day.", "A conversation finds out what would help; a form is filled in by the worker, not by the family.", "Early help begins within ten working days; a short break of the core offer needs no assessment.",
          "Where needs are substantial, the disabled children's team assesses within 45 working days, with health and school.", "A child who may be at risk is seen on the same or next day."),
        h("The designated social care officer"),
        "The DSCO sits between social care and the SEND service: one role that reads each request for advice, trains teams, holds a clinic each week for plan officers and reports to the board. Since the role began in 2024, advice in time has risen from 61 to 88 per cent.",
        h("Services commissioned from the community and voluntary sector"),
        table("Contracts and grants, 2026 to 2027", "Organisation | Service | Yearly value | Children or families | Ends", _VOLUNTARY, widths=(0.28, 0.3, 0.14, 0.15, 0.13), key="contracts"),
        "Every contract in {@contracts} was specified with parents. Each is visited twice a year, once together with a parent; grants up to £40,000 are reported on two pages.",
        h("Care leavers and transition to adult services"),
        b("The transitions team knows each young person from 14; 148 are active.", "An assessment before 18 is under way for 58 young people, 39 a year ago.", "Personal advisers of care leavers have had training in learning disability and autism.", "Housing joins at the review in year 11."),
        h("Workforce"),
        table("Workforce, July in each year", "Measure | 2024 | 2025 | 2026", lines("""
            Social workers in post, disabled children's teams | 82% | 88% | 95%
            Agency staff | 19% | 13% | 6%
            Children per social worker | 17.8 | 16.1 | 14.2
            Supervision in time | 79% | 88% | 94%
            Trained in communication without speech | 31% | 55% | 78%
        """), widths=(0.52, 0.16, 0.16, 0.16)),
        h("How good is it?"),
        "Of 48 audited cases of disabled children, 36 were good or better. Visits are frequent and warm; plans are clearer than a year ago. What is weaker: chronologies, and the voice of children who do not speak in reports to conferences; both are themes of the autumn.",
        numbered=True, version="3.1",
    )  # fmt: skip
    slides = deck(
        "care-services-for-new-staff.pptx", "Care services at a glance: slides for new staff and partners", "structure", dated, "Head of Early Help", "Used in the induction of all three services",
        Slide("One door", ("A call to the early help hub", "A call back on the same day", "The worker fills in the form", "Core short breaks need no assessment")),
        Slide("Who does what", figure=_CHART),
        Slide("When to call whom", table=table("When to call whom", "What you see | Whom to call | By when", lines("""
            A family is tired | Early help hub | This week
            Needs are substantial and lasting | Disabled children's team | This week
            Advice for a plan is asked for | Designated social care officer | Within five days
            A child may be at risk | Hub or police | Now
        """), widths=(0.4, 0.4, 0.2))),
        Slide("What families tell us they value", ("You rang when you said you would", "You spoke to my son first", "You wrote down what I said", "You told me what you could not do")),
    )  # fmt: skip
    annex = written(
        "commissioned-services-register.odt", "Register of care services commissioned from the voluntary sector", "structure", dated, "Strategic Commissioning Manager",
        h("About this register"),
        "The register holds one entry for each service that the partnership commissions from a community or voluntary organisation for children and young people with SEND. It is kept by the commissioning team and looked at each quarter with the voluntary sector alliance.",
        *(block for row in _VOLUNTARY for block in _entry(*row)),
    )  # fmt: skip
    return Item(
        folder="4.1-care-services",
        requirement="4.1",
        summary="The structure of care services, their teams and what they reach, with all services commissioned from the community and voluntary sector.",
        documents=(paper, slides, annex),
        **_LEADS,
    )


def _entry(name: str, service: str, value: str, reach: str, ends: str) -> tuple[Block, ...]:
    chance = draw(f"voluntary {name}")
    found = chance.choice(
        (
            "Records of consent were completed after the visit.",
            "Nothing to put right.",
            "One risk assessment was renewed on the day.",
            "More places for those aged 11 to 14 were agreed.",
        )
    )
    return (
        h(name), Para(f"{service}. The contract or grant is worth {value} a year and ends in {ends}. In the year to March 2026 the service reached {reach} children, young people or families."),
        table(f"{name}: standards", "Standard | Aim | Last year", (
            ("First contact within five working days", "95%", f"{chance.randint(88, 100)}%"), ("Families who would recommend it", "90%", f"{chance.randint(86, 99)}%"),
            ("Staff checked and trained before they start", "100%", "100%"), ("Places used", "85%", f"{chance.randint(79, 97)}%")), widths=(0.6, 0.2, 0.2)),
        Para(f"Last visit with a parent: {chance.choice(('April', 'May', 'June', 'July'))} 2026. {found}"),
    )  # fmt: skip


def breaks() -> Item:
    dated = "2026-04-01"
    offers = lines("""
        Holiday clubs with support | 5 to 17 | Core, no assessment | All localities | 214
        Saturday clubs | 5 to 17 | Core, no assessment | Marlbeck, Castle Tarn, Saltwick Coast | 131
        Youth clubs | 11 to 19 | Core, no assessment | Marlbeck, Northgale | 96
        Swimming, riding, sport | 5 to 25 | Core, no assessment | Four centres | 118
        Stay and play, under 5 | 0 to 4 | Core, no assessment | Family hubs | 87
        Befriending | 8 to 25 | Targeted, short talk | All localities | 52
        Personal assistant at home | 0 to 17 | Targeted, assessment | All localities | 109
        Weekend bus in Wray Valley | 6 to 16 | Targeted, short talk | Wray Valley | 23
        Breaks with foster families | 0 to 17 | Specialist, assessment | All localities | 41
        Nights at Lambwray House | 8 to 17 | Specialist, assessment | Marlbeck | 38
        Nights at Quarrytarn Lodge | 5 to 17 | Specialist, joint with health | Castle Tarn | 29
        Nursing care at home | 0 to 17 | Specialist, continuing care | All localities | 18
    """)
    statement = written(
        "short-breaks-statement.pdf", "Short breaks statement for Westmere", "policy", dated, "Head of Services for Disabled Children",
        h("What a short break is"),
        "A short break gives a disabled child time to enjoy something away from parents, and gives those who care for the child time to rest, to be with other children or to do something else. It may last an hour or a weekend. This statement says what there is, who can use it and how. It is written under the [regulations on breaks for carers of disabled children](https://www.legislation.gov.uk/uksi/2011/707/contents).",
        h("Who it is for"),
        "For children and young people up to their eighteenth birthday with a disability as the law defines it, who live in Westmere; some clubs are open to 25. There is no test of income. Children may have a plan, be on SEN support, or have neither.",
        h("Three levels of offer"),
        n("**Core.** Clubs and activities that need no assessment. Ring or book online.", "**Targeted.** A short talk finds out what would help: a befriender, a personal assistant, a weekend.", "**Specialist.** After an assessment: nights away, breaks with a foster family, nursing at home."),
        h("What there is"),
        table("Short breaks on offer", "Break | Ages | How to get it | Where | Children in 2025 to 2026", offers, widths=(0.28, 0.1, 0.24, 0.24, 0.14), key="offer"),
        "A child may use more than one offer in {@offer}; 611 children in all had a short break in the year.",
        h("How we decide"),
        b("We ask the child what is fun.", "We ask parents what keeps them awake.", "The level follows need, not diagnosis.", "Decisions are written with reasons in ten working days; a family may ask for a second look.", "Direct payments are offered wherever an assessment has been made."),
        h("How this statement was made"),
        "Two hundred and six parents and 48 children helped to write it: in four evenings, in clubs, and in a game with stickers that children won. They asked for Saturdays, for one booking page and for brothers and sisters to be welcome. All three stand in the statement.",
        h("Contact"),
        b("Early help hub: 01632 960 555, weekdays from 8am to 6pm", "Booking of core breaks: through the local offer or any family hub", "Impartial advice: SENDIASS"),
        version="9.0", comment="Published as a tagged PDF; the scan beside it is the agreement for one of the houses.",
    )  # fmt: skip
    uptake = written(
        "short-breaks-uptake.docx", "Short breaks: provision and uptake", "performance-report", "2026-07-01", "Head of Services for Disabled Children",
        h("Headlines"),
        "611 children and young people had a short break in 2025 to 2026, 58 more than the year before. 81 per cent of places were used. The offer grew most in holiday clubs and in the south; Wray Valley remains behind.",
        Figure("Children with a short break, by level and year", "Stacked column chart. Core rises from 341 to 402, targeted from 118 to 134, specialist from 71 to 75 over three years; in all 530, 553 and 611.",
               pictures.columns(("2023/24", "2024/25", "2025/26"), (("Core only", (341.0, 355.0, 402.0)), ("Targeted", (118.0, 126.0, 134.0)), ("Specialist", (71.0, 72.0, 75.0))), stacked=True), "levels", 14.5),
        table("Uptake by locality, 2025 to 2026", "Locality | Children | Per 100 children with a plan | Places used", [(p, c, r, u) for p, c, r, u in zip(LOCALITIES, share(611, (33, 24, 20, 9, 14)), ("18.1", "18.6", "17.9", "9.6", "19.9"), ("84%", "82%", "80%", "66%", "83%"), strict=True)] + [("All", 611, "17.0", "81%")], widths=(0.36, 0.2, 0.26, 0.18), total=True),
        table("Uptake by kind of break", "Break | Ages | How to get it | Where | Children", offers, widths=(0.3, 0.12, 0.24, 0.22, 0.12)),
        h("What parents and children say"),
        table("Answers of 288 parents", "Question | 2024 | 2025 | 2026", lines("""
            My child enjoyed it | 93% | 94% | 96%
            I could rest or do something else | 84% | 85% | 89%
            It was easy to book | 51% | 66% | 82%
            It is near enough | 62% | 65% | 70%
            I know what else there is | 48% | 57% | 68%
        """), widths=(0.52, 0.16, 0.16, 0.16)),
        h("What figures changed, and what difference it made"),
        b("Booking took four telephone calls. One page brought it to one; 82 per cent find it easy, 51 two years ago.", "Uptake in Wray Valley was half of that elsewhere. The bus began in March: 23 children so far; 40 is the aim for February 2027.",
          "Families who used a break before asking for nights asked for fewer nights: 75 children used specialist breaks although 49 more were known to the teams.", "Of 31 families near crisis in 2024, 26 had not come back to the front door a year after breaks began."),
        quote("“He came home wet, muddy and loud. It was the best day of the holidays, for both of us.”"),
        approved="Joint commissioning group",
        attest=(outcome("care-evidence-lead", "2026-07-01", "The last section follows four findings to the change made and to the difference for children and parents."),),
    )  # fmt: skip
    data = workbook(
        "short-breaks-data.xlsx", "Short breaks: data on provision and uptake", "2026-07-01", "Performance Analyst, SEND",
        (("Purpose", "Children, hours and nights by month, locality, age and need."), ("Source", "Booking system and contract returns, year to March 2026."), ("Analysis and effect", "Monthly places showed clubs full in August and half empty in May; moving sessions gave 71 more children a place in summer.")),
        Sheet(name="By month", header=("Month", "Children", "Hours of clubs", "Nights", "Places used"), rows=tuple((m, draw(m).randint(240, 420), draw(m + "h").randint(1900, 6400), draw(m + "n").randint(118, 171), draw(m + "p").randint(68, 94) / 100) for m in MONTHS), share=(4,)),
        Sheet(name="By locality", header=("Locality", "Children"), rows=tuple(zip(LOCALITIES, share(611, (33, 24, 20, 9, 14)), strict=True))),
        Sheet(name="By age", header=("Age", "Children"), rows=tuple(zip(("Under 5", "5 to 10", "11 to 15", "16 to 25"), share(611, (9, 39, 36, 16)), strict=True))),
        Sheet(name="By need", header=("Primary need", "Children"), rows=tuple(zip(("Autistic spectrum", "Severe or profound learning difficulty", "Physical disability", "Sensory", "Other"), share(611, (44, 27, 13, 6, 10)), strict=True))),
        attest=(outcome("care-evidence-lead", "2026-07-01", "The first sheet says what the monthly figures changed and how many more children had a place."),),
    )  # fmt: skip
    signed = (
        "Head of Services for Disabled Children, Westmere Council",
        "Director of Children's Services, community trust",
    )
    agreement = written(
        "quarrytarn-lodge-agreement-scan.pdf", "Agreement on nursing at Quarrytarn Lodge", "agreement", "2026-03-25", "Head of Services for Disabled Children",
        h("Between whom and for what"),
        "Westmere Council runs Quarrytarn Lodge, a house with six beds for short breaks of children with complex health needs. The community trust provides the nursing. This agreement says how many nurses are there, who trains whom, and who answers for what.",
        h("What is agreed"),
        n("One nurse on each night on which a child with a continuing care package stays, two where the plan of a child says so.", "The trust trains and signs off each carer for each child, before the first stay and each year.", "Medicines are checked in and out by two people.",
          "Concerns are rung through at once to the registered manager and to the nurse in charge.", "The council pays 40 and the trust, from the pooled budget, 60 per cent of nursing costs."),
        h("Duration"),
        "Two years from the date of signature. Both parties meet every quarter with a parent.",
        h("Signatures"),
        table("Signed", "Role and organisation | Signed | Date", tuple((role, "Signed", "25 March 2026") for role in signed), widths=(0.56, 0.2, 0.24)),
        NewPage(),
        h("Annex: training and sign-off of carers"),
        table("Skills, training and sign-off", "Skill | Training | Signed off by | Again after", lines("""
            Feeding by tube | Half a day, three feeds under supervision | Nurse in charge | One year
            Suction | Half a day, five times under supervision | Nurse in charge | Six months
            Medicines | One day and a written test | Pharmacist of the trust | One year
            Seizures and rescue medicine | Half a day | Epilepsy nurse | One year
            Moving and handling | One day, each child's own plan | Physiotherapist | One year
            Oxygen | Two hours, each child's own equipment | Nurse in charge | Six months
        """), widths=(0.26, 0.34, 0.24, 0.16)),
        "A carer whose sign-off has run out does not look after the child on that night. The registered manager keeps the list and shows it to the nurse at each hand-over.",
        cover=False, approved="Joint commissioning group",
        extra={"agreement": {"signed_by": signed, "signed_on": date(2026, 3, 25)}},
        summary="Signed paper copy, scanned; the pages are pictures.",
        comment="A scan: its text cannot be searched until a text layer has been added.",
    )  # fmt: skip
    return Item(
        folder="4.2-short-breaks",
        requirement="4.2",
        parts={
            "short-breaks-statement.pdf": (1,),
            "short-breaks-uptake.docx": (2, 3),
            "short-breaks-data.xlsx": (2, 3),
            "quarrytarn-lodge-agreement-scan.pdf": (2,),
        },
        summary="The short breaks statement as published, current provision and uptake, and the signed agreement on nursing in one of the houses.",
        documents=(statement, uptake, data, agreement),
        **_LEADS,
    )


def thresholds() -> Item:
    dated = "2026-02-18"
    guide = written(
        "thresholds-guide.docx", "The right help: thresholds for children with special educational needs and disabilities", "policy", dated, "Head of Early Help",
        h("What this guide is for"),
        "This guide helps everybody who works with children to find the right help at the right time. It is agreed by the safeguarding partnership and follows [Working together to safeguard children](https://www.gov.uk/government/publications/working-together-to-safeguard-children--2). Disability is never a reason to expect less, and never a reason to explain away a sign of harm.",
        h("Four levels"),
        table("Levels of need and help", "Level | What a child's life may look like | Help | Lead", lines("""
            1. Universal | Needs are met at home, in school and by health services for all | Ordinary provision, health visitor, school nurse, clubs | Family
            2. Early help | Needs need more than one service, or parents are tired | Family hub, core short breaks, SEN support, parenting course | Lead professional whom the family chooses
            3. Substantial | Lasting, substantial disability; family life is limited; or child in need | Assessment, targeted and specialist breaks, equipment, plan | Social worker or disabled children's team
            4. Protection and care | A child is harmed or likely to be | Enquiry, conference, care | Social worker with police and health
        """), widths=(0.14, 0.36, 0.32, 0.18), key="levels"),
        "Levels in {@levels} are not steps: a child may need help of more than one level at once, and goes straight to the one that is needed.",
        h("Signs that are easily missed in disabled children"),
        b("Changes of behaviour put down to the disability.", "Injuries explained by equipment or by self-injury.", "A child who is always spoken for.", "Many carers, none of whom sees the whole.", "Missed appointments: the child was not brought.", "Medicine or food given or kept back in ways nobody has prescribed."),
        h("Assessments"),
        table("Assessments, who makes them and by when", "Assessment | For whom | Made by | Time | Done in time, 2025 to 2026", lines("""
            Early help | Level 2 | Lead professional with the family | 10 working days | 91%
            Child and family | Level 3 and 4 | Social worker | 45 working days | 87%
            Disabled child's | Level 3 | Disabled children's team with health and school | 45 working days | 89%
            Parent carer's needs | Any parent of a disabled child who asks | Team that knows the family | 45 working days | 78%
            Young carer's | Brothers and sisters who care | Early help | 30 working days | 84%
            Social care advice for a plan | Each child in assessment | Social worker or early help | 6 weeks | 88%
            Occupational therapy | Equipment and adaptations | Occupational therapist, social care | 8 weeks | 82%
            Transition to adult care | From 16, where likely to be eligible | Transitions team | Before 18 | 94%
        """), widths=(0.2, 0.24, 0.26, 0.15, 0.15)),
        h("How we decide who has services of the disabled children's teams"),
        "The teams work with children whose disability has a substantial and long-term effect on daily life. Six areas are looked at: communication, movement, learning, behaviour and safety, personal care, health. A child with substantial effects in two areas or a profound effect in one is eligible. A diagnosis is not needed. Who is not eligible is put in touch with someone who can help, not sent away.",
        table("Examples", "Child | Areas | Decision", lines("""
            Six, autistic, no sense of danger, awake at night | Behaviour profound, communication substantial | Eligible: targeted breaks, sleep service
            Eleven, dyslexia, anxious in school | Learning some | Early help with school, not the team
            Three, life-limiting condition | Health profound | Eligible: joint plan with continuing care
            Fifteen, deaf, thriving | Communication substantial | Sensory service and core breaks; parents may ask again
            Nine, cerebral palsy, walks with a frame | Movement and personal care substantial | Eligible: equipment, personal assistant
        """), widths=(0.36, 0.32, 0.32)),
        h("Safeguarding disabled children"),
        n("See the child alone, in the way in which the child communicates.", "Ask somebody who knows the child, other than a carer.", "Bring the school nurse or paediatrician into strategy meetings.", "Write down what the child showed, not only what was said.", "Ask at each conference whether the plan fits the disability."),
        h("When professionals disagree"),
        "The child's help goes on. Workers talk to each other on the same day, managers in two working days, heads of service in five. The record shows how it was settled.",
        version="4.2", numbered=True, approved="Safeguarding partnership",
    )  # fmt: skip
    form = written(
        "early-help-conversation-form.docx", "Early help conversation: form for family and lead professional", "form", dated, "Head of Early Help",
        h("Before you begin"),
        "This form is a conversation. The worker writes, the family reads, and nothing is sent until the family agrees.",
        h("Our family"),
        table("Our family", "Question | What we said", lines("""
            Who is in our family, and who else matters? | Write here
            What is going well? | Write here
            What worries us most? | Write here
            What does each child say? | Write here
            What helps already? | Write here
        """), widths=(0.46, 0.54)),
        h("What we would like to change"),
        table("What we would like to change", "What | Who does what | By when | How we will know", lines("""
            First wish | Write here | Write here | Write here
            Second wish | Write here | Write here | Write here
            Third wish | Write here | Write here | Write here
        """), widths=(0.22, 0.3, 0.18, 0.3)),
        h("Consent"),
        "We agree that these services may share what stands in this form: school, health visitor or school nurse, family hub, others whom we name. We may change our mind at any time.",
        cover=False, approved="Safeguarding partnership",
        extra={"form": {
            "completed_by": "The lead professional, in the words of the family, who read it before it is used.", "when": "At the start of early help, and again every three months.",
            "distributed_by": "Family hubs, schools and health visitors hold it; it opens in the early help system.", "collected_by": "The early help hub, through the system.",
            "used_for": "It becomes the family's plan; themes are counted each quarter by the early help board.", "action_plan": "Quarterly themes lead to actions in the early help plan; in 2026 these are sleep, school attendance and parents' health.",
        }},
    )  # fmt: skip
    chance = draw("assessments")
    report_date = "2026-07-08"
    report = written(
        "assessments-and-provision.docx", "Assessments and provision in early help and social care", "performance-report", report_date, "Head of Services for Disabled Children",
        h("Headlines"),
        "Early help reached 498 families of children with SEND, 96 more than a year before. 377 children have services of the disabled children's teams. Nine assessments of ten were made in time.^[Times are those of the thresholds guide; a child counts once for each kind of assessment.]",
        Figure("Children with SEND in early help and in the disabled children's teams", "Line chart with two series by quarter. Early help rises from 402 to 498 families, the disabled children's teams from 341 to 377 children.",
               pictures.lines(("Jul-Sep 2025", "Oct-Dec 2025", "Jan-Mar 2026", "Apr-Jun 2026"), (("Early help, families", (402.0, 431.0, 466.0, 498.0)), ("Disabled children's teams", (341.0, 352.0, 368.0, 377.0))), low=200), "reach", 14.5),
        Landscape((
            h("Assessments by kind and locality"),
            table("Assessments finished in 2025 to 2026", "Assessment | " + " | ".join(LOCALITIES) + " | All | In time", [(name, *by_locality(total, name), total, f"{chance.randint(78, 94)}%") for name, total in (("Early help", 498), ("Child and family, child with SEND", 412), ("Disabled child's", 186), ("Parent carer's needs", 141), ("Young carer's", 77), ("Advice for a plan", 508), ("Occupational therapy", 388), ("Transition to adult care", 58))], widths=(0.28, 0.11, 0.11, 0.12, 0.11, 0.09, 0.09, 0.09)),
        )),
        h("What happened after an assessment"),
        table("Provision after a disabled child's assessment", "Provision | Children | Share", lines("""
            Direct payment or personal assistant | 74 | 39.8%
            Specialist break | 31 | 16.7%
            Equipment or adaptation | 42 | 22.6%
            Early help with core breaks | 29 | 15.6%
            Advice only | 10 | 5.4%
            All | 186 | 100.0%
        """), widths=(0.6, 0.2, 0.2), total=True),
        h("What analysis changed, and what difference it made"),
        b("Parent carers' assessments were offered only to those who asked. They are offered to all now: 141 were made, 58 a year before; 63 parents had a break, a course or help with their own health.",
          "Children known to early help and to the SEND service had two plans. 212 families now have one; they say that it is clearer (81 per cent).", "Time from call to first visit was 16 days in Castle Tarn and 7 elsewhere. A second worker brought it to 8."),
        approved="Early help board",
        attest=(outcome("care-evidence-lead", report_date, "The last section names three analyses, what changed and for how many families."),),
    )  # fmt: skip
    return Item(
        folder="4.3-thresholds",
        requirement="4.3",
        summary="Thresholds for help, which assessments are made and in what time, and what children and families receive, early help included.",
        documents=(guide, form, report),
        **_LEADS,
    )
