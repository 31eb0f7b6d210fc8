"""2.2 Approach to plans, 2.3 personal budgets, 2.4 tribunals, 2.5 numbers of children in particular groups.

Long because it is prose, and each paper stands whole.
"""

from datetime import date

from .. import pictures
from ..area import LOCALITIES, ON_TIME, QUARTERS, draw, percent, share
from ..make import link_sheet, meeting, outcome, workbook, written
from ..model import Document, Item, Waive
from ..sheets import Sheet
from .kit import Figure, Landscape, b, h, h2, lines, n, quote, table
from .needs import by_locality

_WEEKS = (
    ("Request received", "Day 1: a plan officer rings the family within two working days"),
    ("Decision to assess", "By week 6: weekly panel with health, care, schools and a parent"),
    ("Advice gathered", "By week 12: school, psychology, health, social care, the family's and the child's own views"),
    ("Joint first meeting", "Week 11 or 12: those who advise meet the family once, together"),
    ("Decision to issue", "By week 14: panel decides, reasons are written the same day"),
    ("Draft plan", "By week 16: sent with a call; the family has 15 days and may ask for a meeting"),
    ("Final plan", "By week 20: setting named, support starts, date of the first review set"),
)
_FLOW = Figure(
    "The twenty weeks of an assessment",
    "Flow diagram with seven steps from top to bottom: request received on day 1, decision to assess by week 6, advice gathered by week 12, joint first meeting in week 11 or 12, "
    "decision to issue by week 14, draft plan by week 16, final plan by week 20.",
    pictures.flow(_WEEKS), "weeks", 15.5,
)  # fmt: skip


def plans() -> Item:
    return Item(
        folder="2.2-ehc-plans", requirement="2.2", lead="partnership-evidence-lead", accountable="partnership-accountable-lead",
        summary="How plans are made, overseen and checked for quality: the procedure, the quality framework, the latest audit, the minutes of the panel that reads it, and the code of practice.",
        documents=(_procedure(), _framework(), _audit(), _panel(), _code()),
    )  # fmt: skip


def _procedure() -> Document:
    return written(
        "procedure-for-ehc-plans.docx", "Procedure for assessments, plans and reviews", "policy", "2026-03-30", "SEND Service Manager",
        h("Purpose and scope"),
        "This procedure says how the partnership decides whether a child or young person needs an EHC plan, how the plan is written, and how it is kept alive until it is no longer needed. It is for plan officers, for all who give advice, for settings, and for families who want to know what to expect.",
        "It follows part 3 of the [Children and Families Act 2014](https://www.legislation.gov.uk/ukpga/2014/6/contents) and the [SEND regulations of 2014](https://www.legislation.gov.uk/uksi/2014/1530/contents).^[Where this procedure and the law differ, the law holds.]",
        h("Principles"),
        b("The child comes first: officers meet or see the child before they write.", "Support does not wait for a plan.", "Families hear reasons, by telephone and then in writing.", "Advice says what is needed, not what is available.", "A plan can be read by those who must carry it out.", "Every plan is owned by one officer by role, and a deputy."),
        h("Before a request"),
        "Most children's needs are met by what settings ordinarily provide. The inclusion team visits a setting that thinks of a request, within ten working days, and agrees what to try. A family may ask for an assessment at any time; nobody is told to wait.",
        h("The twenty weeks", key="weeks-section"),
        _FLOW,
        h2("Request and decision to assess"),
        n("The request is logged on the day that it comes. A plan officer rings the family within two working days, explains the steps and asks how they wish to be told of decisions.",
          "The setting, health and social care are asked what they know of the child; nobody is asked twice.",
          "The panel meets each week. It holds a headteacher, the DCO or a deputy, the DSCO or a deputy, an educational psychologist, the SEND Service Manager and a parent representative.",
          "The test is the one in law: the child has or may have special educational needs, and it may be necessary for provision to be made through a plan.",
          "The officer rings the family on the day of the panel. The letter follows within two working days and names the right of appeal, mediation and SENDIASS."),
        h2("Advice"),
        table("Who gives advice", "Advice | Given by | Within | Checked for", lines("""
            The child's or young person's views | Child, with a person of their choice | 6 weeks | Own words or film; how they were gathered
            Parents' views | Parents or carers | 6 weeks | Their outcomes and worries in their own words
            Education | Setting | 6 weeks | Support tried, and what it achieved
            Educational psychology | Educational psychologist | 6 weeks | Needs, outcomes, provision that can be counted
            Health | Paediatrician or therapist, through the designated clinical officer | 6 weeks | Every need with a provision or a reason
            Social care | Social worker or early help, through the designated social care officer | 6 weeks | Not “not known”, but what was asked and found
            Preparing for adulthood, from year 9 | Setting, careers adviser, adult services where likely | 6 weeks | Work, home, health, friends
            Others whom parents ask for, within reason | As named | 6 weeks | As above
        """), widths=(0.27, 0.28, 0.11, 0.34), key="advice"),
        "Every piece of advice in {@advice} uses the same template. Advice that is late by one week is raised with the manager of the service, by two weeks with the head of service, by three with the chairs of the board.",
        h2("Joint first meeting"),
        "In week 11 or 12 those who have advised meet the family once, together, in person or by video as the family prefers. They agree the outcomes. The officer writes them down and reads them out.",
        h2("Writing the plan"),
        table("Sections of a plan, and what good looks like", "Section | What it holds | What good looks like", lines("""
            A | Views, interests, aspirations, history | The reader would know the child in the street
            B | Special educational needs | Every need that advice names, strengths first
            C | Health needs related to them | Written by health, understood by a teacher
            D | Social care needs related to them | Also where there are none, with what was asked
            E | Outcomes | What the child will be able to do, by when, why it matters to the child
            F | Special educational provision | Who does what, how often, how long, with what training
            G | Health provision | Agreed by the board's commissioner; named service
            H1 and H2 | Social care provision | With the law under which it is made
            I | Placement | Named only in the final plan
            J | Personal budget | Amount, outcome, how it is managed
            K | Advice | Listed with author's role and date
        """), widths=(0.14, 0.36, 0.5)),
        h2("Draft and final"),
        "The draft goes out with a call. The family has fifteen days to comment and may ask for a meeting. Settings are consulted at the same time and answer in fifteen days. The final plan is read once more by a second officer before it is issued.",
        h("Phase transfers"),
        "Plans of children who change phase are reviewed in the autumn before. Final plans are issued by 15 February for schools and by 31 March for colleges. A list with a date for each child is kept from September.",
        h("Annual reviews"),
        n("The setting invites everybody six weeks ahead and sends the form for the child's views.", "Reports go out two weeks before the meeting.", "The meeting lasts as long as it needs; reviews of transitions have 90 minutes.",
          "The setting sends its report within two weeks; the officer writes the decision within four weeks of the meeting.", "Where the plan is changed, the final plan follows within twelve weeks of the meeting."),
        "Officers attend all reviews in years 5, 9, 11 and 13, all reviews of looked-after children, all reviews in residential and independent settings, and every review that a family or setting asks them to attend.",
        h("From year 9 to adulthood"),
        b("Adult services join where they are likely to be needed; the list is agreed each June.", "The four strands of preparing for adulthood have outcomes from year 9.", "Young people over 16 are asked first; their parents with their agreement.", "A plan ends when outcomes have been reached and the young person agrees or has been heard; never because of age alone before 25."),
        h("Oversight"),
        table("How plans are overseen", "Level | Who | What is read | How often", lines("""
            Officer and manager | SEND Service Manager | Each open case, dates ahead | Every two weeks
            Panel | Partnership | Decisions and reasons | Each week
            Quality panel | Partnership with parents | Audits, themes, learning | Every month
            Performance and quality group | Partnership | Timeliness, quality, complaints, appeals together | Every month
            Board | Partnership | Dashboard, one child's journey | Every two months
        """), widths=(0.2, 0.26, 0.36, 0.18)),
        h("When things go wrong"),
        "A family that is unhappy speaks to the officer, then to the manager, who rings back in two working days. Mediation and appeal are open at all times, and nobody is treated differently for using them. What is learned goes to the quality panel.",
        h("Records"),
        "All contacts are recorded on the case management system on the day. Families can see their record in the parents' portal. Information is shared under the information sharing agreement.",
        version="5.0", numbered=True, chapters=False, subtitle="From the first request to the end of a plan",
    )  # fmt: skip


def _framework() -> Document:
    return written(
        "quality-framework.docx", "Quality assurance framework for plans", "policy", "2026-01-21", "SEND quality assurance and audit manager",
        h("What quality means here"),
        "A plan is good when the child would recognise it, when those who read it know what to do on Monday, and when it changes. The framework says how we find out.",
        h("Four ways of looking"),
        table("Ways of looking", "Way | What is done | How many | By whom", lines("""
            Before issue | Second reading of each final plan against ten points | All | A second officer
            Multi-agency audit | Whole case, with a call to the family | 60 a quarter | Pairs from two services
            Parents' reading | Sections A and E, for sense and warmth | 40 a year | Trained parent reviewers
            Themed audit | One question across services | 4 a year | Chosen by the quality panel
        """), widths=(0.2, 0.42, 0.18, 0.2)),
        h("Grades"),
        table("What each grade means", "Grade | Views | Needs and outcomes | Provision", lines("""
            Outstanding | In the child's own way; shape the whole plan | Outcomes are the child's, measurable, joined across services | Clear, counted, flexible where it should be
            Good | Clear and current | Every need has an outcome; most are the child's own | Who, what, how often is always stated
            Requires improvement | Present, not used | Some outcomes are targets of a service | Some provision reads “access to” or “as required”
            Inadequate | Missing or copied | Needs missing | Cannot be held to account
        """), widths=(0.16, 0.24, 0.32, 0.28)),
        h("From finding to change"),
        n("Auditors agree the grade, and ring the family before they do.", "What must be put right is put right in two weeks.", "Themes go to the quality panel with numbers.", "Each theme has an owner, a change and a date for a second audit.", "A theme is closed only when the second audit shows the change."),
        h("Standards of advice"),
        b("Health advice names each need, the outcome and the provision, or says why there is none.", "Social care advice says what was asked and found.", "Psychology advice counts hours and says who is trained by whom.", "School advice shows what was tried and what it achieved."),
        h("Training"),
        "All new officers spend two weeks with families, schools and therapists before they write. Everyone who writes advice takes half a day of training each year with parents as trainers; 312 have done so since September.",
        version="3.1", numbered=True,
    )  # fmt: skip


_AUDIT = (
    ("Autumn 2025", 58.0, 64.0, 33.0),
    ("Winter 2026", 63.0, 70.0, 24.0),
    ("Spring 2026", 68.0, 77.0, 15.0),
    ("Summer 2026", 71.0, 82.0, 11.0),
)


def _audit() -> Document:
    dated = "2026-08-12"
    chance = draw("audit services")
    return written(
        "audit-of-plans-summer-2026.docx", "Audit of plans, summer 2026", "performance-report", dated, "SEND quality assurance and audit manager",
        h("What was audited"),
        "In the school year 214 plans were audited by pairs of practitioners from different services; 58 of them in the summer term. Auditors read the whole case, rang the family and, where it was possible, saw the child. Forty plans were also read by parent reviewers.",
        h("Results"),
        Figure("Plans audited as good or better, and plans with the child's own words", "Line chart. Plans graded good or better rise from 58 per cent in autumn 2025 to 71 per cent in summer 2026; plans with the child's own words from 64 to 82 per cent.",
               pictures.lines(tuple(row[0] for row in _AUDIT), (("Good or better", tuple(row[1] for row in _AUDIT)), ("Child's own words", tuple(row[2] for row in _AUDIT))), unit="%", low=40), "audit", 14.5),
        table("Results by term", "Term | Good or better | Child's own words | Social care advice missing", [(t, f"{a:.0f}%", f"{c:.0f}%", f"{d:.0f}%") for t, a, c, d in _AUDIT], widths=(0.28, 0.22, 0.24, 0.26)),
        table("Grades by section, summer 2026, in per cent of 58 plans", "Section | Outstanding | Good | Requires improvement | Inadequate", [
            (section, *share(100, weights, stray=0.2, name=section)) for section, weights in (
                ("Views and aspirations", (24.0, 58.0, 16.0, 2.0)), ("Needs", (14.0, 62.0, 22.0, 2.0)), ("Outcomes", (10.0, 57.0, 29.0, 4.0)), ("Education provision", (14.0, 60.0, 23.0, 3.0)),
                ("Health needs and provision", (10.0, 56.0, 29.0, 5.0)), ("Social care needs and provision", (9.0, 55.0, 30.0, 6.0)), ("Preparing for adulthood", (12.0, 48.0, 34.0, 6.0)))], widths=(0.36, 0.16, 0.14, 0.2, 0.14)),
        h("What families said"),
        table("Calls to 51 families", "Question | Yes | Partly | No", [(q, *share(51, w, name=q)) for q, w in (
            ("Is this your child?", (38.0, 10.0, 3.0)), ("Do you know who does what?", (33.0, 13.0, 5.0)), ("Has it made a difference?", (31.0, 14.0, 6.0)), ("Were you listened to?", (37.0, 9.0, 5.0)))], widths=(0.52, 0.16, 0.16, 0.16)),
        quote("“It says he is funny. Nobody had written that before.”"),
        h("How findings changed practice, and the difference that made"),
        table("Themes and second audits", "Theme | Change | Second audit | Difference for the child", lines("""
            Social care advice missing | Template and weekly clinic with the designated officer | From 33% to 11% | 19 families were offered short breaks that nobody had mentioned
            Provision not counted | Workshop; second reader sends back “access to” | From 41% to 17% | Hours are stated; 12 schools changed rotas at once
            Outcomes are targets of a service | Parents train officers | 13 to 17 of 24 plans | Children's own wishes in outcomes: friends, travel, a job
            Reviews late from colleges | Calendar and one link officer per college | From 54% to 81% in time | 46 young people knew their next step by May
        """), widths=(0.22, 0.3, 0.18, 0.3), key="themes"),
        "{@themes} holds only themes that have been audited twice. Health provision and preparing for adulthood are the themes of the autumn.",
        h("Quality of advice by service"),
        table("Advice graded good or better, and in time, summer 2026", "Service | Pieces read | Good or better | Within six weeks", [
            (s, chance.randint(34, 58), f"{chance.uniform(66, 92):.0f}%", f"{chance.uniform(71, 97):.0f}%") for s in ("Schools and settings", "Educational psychology", "Community paediatrics", "Speech and language therapy", "Occupational therapy", "Physiotherapy", "Mental health services", "Social care", "Early help")], widths=(0.4, 0.18, 0.2, 0.22)),
        version="1.0", approved="Quality panel",
        attest=(outcome("send-qa-manager", dated, "The section on how findings changed practice follows four themes from finding to second audit and to the difference for children."),),
    )  # fmt: skip


def _panel() -> Document:
    dated = "2026-09-02"
    return written(
        "quality-panel-minutes-september-2026.docx", "Minutes of the quality panel, September 2026", "minutes", dated, "SEND quality assurance and audit manager",
        h("Present"),
        b("SEND quality assurance and audit manager, in the chair", "SEND Service Manager", "Designated clinical officer", "Designated social care officer", "Principal Educational Psychologist", "Two parent reviewers", "SENCO of a secondary school", "Manager of an early help team"),
        h("Actions of July"),
        "All seven actions were complete. The second audit of social care advice was read: missing in 11 per cent of plans, down from 33. The panel closed the theme and asked for a last look in spring.",
        h("Audit of the summer term"),
        "The panel read the report. **Outcomes** were discussed at length: parents asked that outcomes say why they matter to the child. **Health advice** for children of primary age was good or better in three pieces of four; that for young people over 16 in one of two, because "
        "children's services no longer know them and adult services do not yet. **Social care** advice was praised for its tone. **Annual review** reports from colleges now come in time.",
        h("Voice of the child"),
        "Parent reviewers read 12 plans. In nine of them the child could be recognised. The panel heard one film of a young person's views.",
        h("Timeliness"),
        f"{ON_TIME[3]} per cent of new plans in the last quarter were in time. The panel looked at the eleven slowest: seven waited for psychology, two for health, one for a setting and one at the family's request.",
        h("Actions"),
        table("Actions", "Number | Action | Owner | Status", lines("""
            1 | Add “why it matters to me” to the outcomes template | SEND Service Manager | Complete: in use
            2 | Agree who gives health advice after the age of 16 | Designated clinical officer | Complete: protocol with adult services
            3 | Choose the themes of the autumn | Chair | Complete: health provision, preparing for adulthood
            4 | Thank colleges for reviews in time | SEND Service Manager | Complete
        """), widths=(0.1, 0.42, 0.24, 0.24)),
        cover=False, about_date="Date of meeting", approved="Performance and quality group",
        extra={"minutes": {"actions_complete": "yes", "multi_agency": "yes", "keywords": ("outcomes", "health advice", "social care", "annual review", "voice of the child")}},
        attest=meeting("send-qa-manager", dated, "Health advice after the age of 16; a protocol is agreed and its effect will be audited in the autumn."),
    )  # fmt: skip


def _code() -> Document:
    dated, url = "2026-09-28", "https://www.gov.uk/government/publications/send-code-of-practice-0-to-25"
    return link_sheet(
        "link-send-code-of-practice.docx", "SEND code of practice: 0 to 25 years", "Requirement 2.2: Approach to EHC Plans", dated, url,
        "The statutory guidance on which the procedure for plans rests; chapters 9 and 11 on assessments, plans and disagreements are used most.",
        "It is a public page of the government's website and needs no account.", "partnership-evidence-lead", "Evidence lead, local area partnership",
        waive=(Waive("acronym-undefined", "EHC stands in the title of the requirement, which is quoted as inspectors print it.", "partnership-accountable-lead", date(2027, 1, 31)),),
    )  # fmt: skip


def budgets() -> Item:
    dated = "2026-07-22"
    years = (
        ("2022 to 2023", 88, 61, 47, 38),
        ("2023 to 2024", 104, 76, 58, 50),
        ("2024 to 2025", 131, 98, 77, 69),
        ("2025 to 2026", 167, 131, 106, 97),
    )
    reasons = lines("""
        Provision can be arranged directly, at the same cost | 10 | 11
        Service under block contract; share cannot be set free yet | 9 | 9
        Withdrawn by the family | 6 | 8
        Not linked to an outcome of the plan | 5 | 5
        Unsafe arrangement; another was offered | 3 | 3
    """)
    by_place = [
        (place, a, d)
        for place, a, d in zip(
            LOCALITIES,
            share(167, (31, 22, 19, 16, 12), stray=0.2, name="pb"),
            share(131, (31, 22, 19, 16, 12), stray=0.2, name="pb"),
            strict=True,
        )
    ]
    report = written(
        "personal-budgets-report.docx", "Personal budgets: applications and decisions", "performance-report", dated, "Performance Analyst, SEND",
        h("Headlines"),
        "Applications for a personal budget rose from 131 to 167 in a year; 131 were accepted, 78 per cent. Of these 106 are direct payments. At the end of March 2026, 97 families were still using theirs.",
        Figure("Applications and acceptances by year", "Column chart with two series. Applications: 88, 104, 131, 167 over four years; accepted: 61, 76, 98, 131.",
               pictures.columns(tuple(y[0].replace(" to 20", "/") for y in years), (("Applications", tuple(float(y[1]) for y in years)), ("Accepted", tuple(float(y[2]) for y in years)))), "pb", 14),
        table("Personal budgets by year", "Year | Applications | Accepted | Share accepted | As direct payment | In use at year end", [(y, a, c, percent(c, a), d, u) for y, a, c, d, u in years], widths=(0.2, 0.16, 0.14, 0.17, 0.17, 0.16)),
        table("What budgets were accepted for, 2025 to 2026", "Part of the plan | Applications | Accepted | Median yearly amount", lines("""
            Education: tuition, therapy beyond the core offer, mentoring | 52 | 34 | £4,180
            Social care: short breaks, personal assistants | 91 | 79 | £5,640
            Health: continuing care, wheelchairs | 24 | 18 | £11,900
            All | 167 | 131 | £5,720
        """), widths=(0.46, 0.18, 0.16, 0.2), total=True),
        h("Who applies"),
        table("Applications and acceptances by locality, 2025 to 2026", "Locality | Applications | Accepted", by_place, widths=(0.5, 0.25, 0.25)),
        "Families in Northgale apply least often for the number of plans. A worker of SENDIASS now holds a session in the hub each month.",
        h("Why 36 were not accepted"),
        table("Reasons, 2024 to 2025 and 2025 to 2026", "Reason | 2024 to 2025 | 2025 to 2026", reasons, widths=(0.6, 0.2, 0.2)),
        h("What analysis changed, and what difference it made"),
        b("Nine refusals came from block contracts. The therapy contract of April 2026 lets a share be taken out; five of the nine families have since been offered a budget.",
          "Payment took 34 days from decision. Prepaid cards brought it to 9; families no longer lend money to the council.",
          "Of 64 families asked, 51 say that their child does something now that was not possible before: football, a choir, an evening out with a friend, a night's sleep."),
        quote("“We chose her. That is the whole difference.”"),
        cover=False, approved="Joint commissioning group",
        attest=(outcome("performance-analyst", dated, "The last section says what the analysis of refusals and delays changed and what 64 families report."),),
    )  # fmt: skip
    data = workbook(
        "personal-budgets-data.xlsx", "Personal budgets: data", dated, "Performance Analyst, SEND",
        (("Purpose", "Numbers of applications and acceptances behind the report."), ("Source", "Case management system, financial year to 31 March 2026."),
         ("Analysis and effect", "Refusals were read one by one; block contracts were opened, and five families have been offered a budget since.")),
        Sheet(name="By year", header=("Year", "Applications", "Accepted", "Direct payments", "In use at year end"), rows=years),
        Sheet(name="By month", header=("Month", "Applications", "Accepted", "Refused", "Withdrawn"), rows=_budget_months()),
        Sheet(name="By locality", header=("Locality", "Applications", "Accepted"), rows=tuple(by_place)),
        attest=(outcome("performance-analyst", dated, "The first sheet says what reading the refusals changed and for how many families."),),
    )  # fmt: skip
    return Item(
        folder="2.3-personal-budgets", requirement="2.3", lead="performance-analyst", accountable="partnership-accountable-lead",
        summary="Numbers of applications for personal budgets and of acceptances over four years, with reasons and effect.", documents=(report, data),
    )  # fmt: skip


MONTHS = (
    "April 2025",
    "May 2025",
    "June 2025",
    "July 2025",
    "August 2025",
    "September 2025",
    "October 2025",
    "November 2025",
    "December 2025",
    "January 2026",
    "February 2026",
    "March 2026",
)


def _budget_months() -> tuple[tuple[str | int, ...], ...]:
    flat = tuple(1.0 for _ in MONTHS)
    asked = share(167, flat, stray=0.4, name="pb months")
    accepted = share(131, tuple(float(v) for v in asked), name="pb accepted")
    gone = share(8, flat, stray=0.9, name="pb gone")
    return tuple(
        (m, a, min(c, a), max(a - c - g, 0), g) for m, a, c, g in zip(MONTHS, asked, accepted, gone, strict=True)
    )


def tribunals() -> Item:
    dated = "2026-07-29"
    rows = lines("""
        Appeals registered | 71 | 84 | 93 | 82
        of these: refusal to assess | 22 | 27 | 29 | 21
        of these: refusal to issue a plan | 9 | 10 | 12 | 9
        of these: content of a plan | 31 | 36 | 41 | 40
        of these: placement only | 9 | 11 | 11 | 12
        Closed in the year | 64 | 79 | 88 | 91
        Conceded or agreed before hearing | 41 | 54 | 63 | 70
        Withdrawn by the family | 8 | 9 | 8 | 8
        Decided at hearing | 15 | 16 | 17 | 13
        of these: for the family, wholly or in part | 13 | 14 | 14 | 9
    """)
    report = written(
        "appeals-report.docx", "Appeals, mediation and the single route of redress", "performance-report", dated, "SEND Service Manager",
        h("Headlines"),
        "In 2025 to 2026, 82 appeals were registered with the First-tier Tribunal, 11 fewer than a year before, while the number of decisions that can be appealed rose by 9 per cent. Of 91 appeals closed, 70 were settled before the hearing. Eleven appeals used the single route of redress, which lets the tribunal make "
        "recommendations on health and social care.",
        table("Appeals by year", "Appeals | 2022 to 2023 | 2023 to 2024 | 2024 to 2025 | 2025 to 2026", rows, widths=(0.4, 0.15, 0.15, 0.15, 0.15), key="appeals"),
        Figure("How appeals were closed, by year", "Stacked column chart of closed appeals: settled before hearing rise from 41 to 70 over four years; withdrawn stay at about 8; decided at hearing fall from 15 to 13.",
               pictures.columns(("2022/23", "2023/24", "2024/25", "2025/26"), (("Settled before hearing", (41.0, 54.0, 63.0, 70.0)), ("Withdrawn", (8.0, 9.0, 8.0, 8.0)), ("Decided at hearing", (15.0, 16.0, 17.0, 13.0))), stacked=True), "closed", 14),
        h("Rate of appeal"),
        "Appeals per 100 decisions that can be appealed^[Decisions on assessment, issue, content and placement, and on ceasing a plan.] fell from 3.4 to 2.7. The rate is highest for refusal to assess and lowest for placement.",
        h("Single route of redress"),
        table("Appeals with health or social care matters", "Matter | 2023 to 2024 | 2024 to 2025 | 2025 to 2026 | Outcome in 2025 to 2026", lines("""
            Health only | 3 | 4 | 3 | All agreed before hearing
            Social care only | 4 | 5 | 5 | Four agreed, one recommendation, accepted
            Both | 2 | 4 | 3 | Two agreed, one recommendation, accepted
            All | 9 | 13 | 11 | Nine agreed, two recommendations, both accepted within five weeks
        """), widths=(0.2, 0.15, 0.15, 0.15, 0.35), total=True),
        h("Mediation"),
        table("Mediation by year", "Year | Certificates | Mediations held | Agreement reached | Then appealed", lines("""
            2023 to 2024 | 166 | 74 | 51 | 19
            2024 to 2025 | 178 | 92 | 68 | 18
            2025 to 2026 | 171 | 104 | 83 | 14
        """), widths=(0.24, 0.18, 0.2, 0.2, 0.18)),
        h("What we learned, what changed, and what difference it made"),
        table("Learning", "What appeals showed | What changed | Difference", lines("""
            Refusals to assess were conceded in three cases of four | Panel reads the parents' evidence first; call on the day of decision | Appeals against refusal to assess fell from 29 to 21
            Section F did not say how much | Second reader sends back what is not counted | Appeals about content settled on average seven weeks sooner
            Families heard from a lawyer first | Officer meets the family within a week of the appeal | 70 of 91 settled; 31 of 40 families asked felt treated fairly
            Children waited for the hearing without support | Interim support agreed in writing in two weeks | 26 children had interim support, 9 a year before
        """), widths=(0.32, 0.36, 0.32)),
        "How to appeal is explained to families on the local offer and by the [tribunal itself](https://www.gov.uk/courts-tribunals/first-tier-tribunal-special-educational-needs-and-disability).",
        approved="Performance and quality group",
        attest=(outcome("partnership-evidence-lead", dated, "The last section and its table go from what appeals showed to what changed and the difference to families."),),
    )  # fmt: skip
    detail = Sheet(
        name="Closed appeals", header=("Case", "Quarter closed", "Ground", "Single route of redress", "Age group", "How closed", "Weeks open", "Outcome"),
        rows=_cases(), widths=(9, 28, 24, 16, 12, 28, 11, 34),
    )  # fmt: skip
    data = workbook(
        "appeals-data.xlsx", "Appeals and mediation: data", dated, "Performance Analyst, SEND",
        (("Purpose", "Figures behind the report; one line for each closed appeal, without anything that could identify a family."), ("Source", "Tribunal log, financial year to 31 March 2026; case numbers are running numbers."),
         ("Analysis and effect", "Reading grounds against outcomes showed that refusals to assess were mostly conceded; the panel changed its practice and such appeals fell from 29 to 21.")),
        Sheet(name="By year", header=("Appeals", "2022 to 2023", "2023 to 2024", "2024 to 2025", "2025 to 2026"), rows=tuple((r[0], *(int(v) for v in r[1:])) for r in rows)),
        detail,
        attest=(outcome("performance-analyst", dated, "The first sheet says what the data showed and what changed."),),
    )  # fmt: skip
    return Item(
        folder="2.4-tribunals", requirement="2.4", lead="partnership-evidence-lead", accountable="partnership-accountable-lead",
        summary="Appeals to the tribunal, cases settled before a hearing, mediation, and appeals through the single route of redress.", documents=(report, data),
    )  # fmt: skip


def _cases() -> tuple[tuple[str | int, ...], ...]:
    chance = draw("cases")
    ends = ["Agreed before hearing"] * 70 + ["Withdrawn"] * 8 + ["Decided at hearing"] * 13
    chance.shuffle(ends)
    out: list[tuple[str | int, ...]] = []
    for i, end in enumerate(ends, 1):
        ground = chance.choices(
            ("Refusal to assess", "Refusal to issue", "Content of the plan", "Placement only"), (26, 11, 48, 15)
        )[0]
        result = {"Withdrawn": "None"}.get(
            end,
            chance.choice(
                ("Assessment agreed", "Plan issued")
                if ground.startswith("Refusal")
                else ("Section F changed", "Placement named", "Sections B and F changed")
            ),
        )
        out.append(
            (
                f"T{i:03d}",
                chance.choice(QUARTERS[:3]),
                ground,
                "Yes" if i in (4, 11, 19, 27, 33, 41, 52, 60, 66, 78, 85) else "No",
                chance.choice(("Under 5", "5 to 10", "11 to 15", "16 to 25")),
                end,
                chance.randint(9, 47),
                result,
            )
        )
    return tuple(out)


_GROUPS = (
    ("Not attending an education setting, all", 132, 118, 104, 61), ("of these: electively home educated with a plan", 58, 66, 74, 74), ("Electively home educated, on SEN support before", 188, 204, 211, 0),
    ("Children in need with SEND", 402, 418, 431, 247), ("Children with a child protection plan and SEND", 88, 79, 81, 36), ("Looked-after children with SEND", 178, 184, 189, 118), ("Care leavers aged 18 to 25 with SEND", 71, 76, 83, 61),
    ("Attending alternative provision", 251, 262, 237, 61), ("Known to youth justice services with SEND", 48, 43, 41, 29), ("Aged 18 to 25 eligible for adult care services", 196, 211, 224, 173), ("Receiving SEN support in placements outside the area", 94, 101, 97, 0),
)  # fmt: skip


def numbers() -> Item:
    dated = "2026-09-30"
    report = written(
        "numbers-in-particular-groups.docx", "Children and young people with SEND in particular groups", "performance-report", dated, "Performance Analyst, SEND",
        h("Headlines"),
        "This report gives the numbers of children and young people with SEND who are out of sight of ordinary services more easily than others. Numbers are those of the end of July in each year. Nobody appears by name; groups below five are not shown.",
        table("Numbers by group", "Group | July 2024 | July 2025 | July 2026 | of these with a plan, 2026", _GROUPS, widths=(0.44, 0.13, 0.13, 0.13, 0.17), key="groups"),
        "A child may stand in more than one line of {@groups}. The July figure for those not attending a setting counts every child of statutory school age who is on the missed-education register or educated at home with a plan.",
        Figure("Children not attending a setting, by reason, July 2026", "Bar chart of 104 children not attending a setting: electively home educated with a plan 74, awaiting a place with tuition 12, medical needs 9, education otherwise than at school 6, moved in and not placed 3.",
               pictures.bars(("Home educated with a plan", "Awaiting a place, with tuition", "Medical needs", "Education otherwise than at school", "Moved in, not yet placed"), (74.0, 12.0, 9.0, 6.0, 3.0))),
        h("Not attending, and home education"),
        "Every child on the missed-education register has a named officer by role and is discussed each fortnight. Home education is reviewed each year for children with a plan; 69 of 74 reviews took place in time. Guidance to families follows the national [guidance on elective home education](https://www.gov.uk/government/publications/elective-home-education).",
        table("How long children were without a full-time place, July 2025 and July 2026", "Time without a full-time place | July 2025 | July 2026", (("Up to 4 weeks", 9, 8), ("4 to 12 weeks", 17, 11), ("12 to 26 weeks", 16, 8), ("Over 26 weeks", 10, 3), ("All", 52, 30)), total=True, widths=(0.5, 0.25, 0.25)),
        h("Children in need, child protection and looked-after children"),
        table("Children with SEND known to social care, July 2026", "Group | On SEN support | With a plan | All with SEND | Share of all in the group", (
            ("Children in need", 184, 247, 431, "38.6%"), ("Child protection plan", 45, 36, 81, "31.2%"), ("Looked after", 71, 118, 189, "47.0%"), ("Care leavers aged 18 to 25", 22, 61, 83, "36.9%")), widths=(0.3, 0.17, 0.16, 0.17, 0.2)),
        "The plan of a looked-after child is reviewed together with the care plan and the PEP; this happened in 106 of 118 cases.",
        h("Alternative provision"),
        "237 places were in use in July 2026, 25 fewer than a year before; 61 pupils there have a plan and 143 are on SEN support. Details stand under requirements 6.2 and 6.3.",
        h("Youth justice"),
        "41 of 74 young people known to youth justice have SEND. A speech and language therapist works in the service for two days a week and screens everybody within ten days.",
        h("Adult care"),
        "224 young people aged 18 to 25 are eligible for adult care. 173 have a plan. 58 aged 16 and 17 have an assessment under way before their eighteenth birthday, 39 a year before.",
        h("SEN support outside the area"),
        "97 pupils who live in Westmere receive SEN support in schools of neighbouring areas. Their schools have the same link officer as ours.",
        Landscape((
            h("By locality"),
            table("Numbers by group and locality, July 2026", "Group | " + " | ".join(LOCALITIES) + " | All", [(g, *by_locality(v, g), v) for g, _, _, v, _ in _GROUPS], widths=(0.38, 0.12, 0.12, 0.13, 0.12, 0.11, 0.1)),
        )),
        h("What analysis changed, and what difference it made"),
        b("Reading time without a place week by week showed that most delay came before the first meeting. A first meeting within five days brought the number waiting over 12 weeks from 26 to 11.",
          "Matching plans with child protection lists found 14 children whose communication needs were not known to their social worker. All have a profile now; conferences use it.",
          "Screening in youth justice found needs in 19 young people; five have gone back to school with a plan for them."),
        approved="Performance and quality group",
        attest=(outcome("performance-analyst", dated, "The last section says what three analyses changed and for how many children."),),
    )  # fmt: skip
    data = workbook(
        "numbers-in-groups-data.xlsx", "Numbers in particular groups: data", dated, "Performance Analyst, SEND",
        (("Purpose", "Figures for each group of requirement 2.5 over three years, by locality, age and month."), ("Source", "Case management, social care, youth justice and adult care systems, matched at the end of each month."), ("Small numbers", "Figures below five are shown as 0 to 4 in words, not as numbers."),
         ("Analysis and effect", "The monthly sheet showed that the number without a full-time place peaks in October; places for movers are now kept free each autumn, and the peak fell from 71 to 44.")),
        Sheet(name="Three years", header=("Group", "July 2024", "July 2025", "July 2026", "With a plan, 2026"), rows=_GROUPS),
        Sheet(name="By locality", header=("Group", *LOCALITIES, "All"), rows=tuple((g, *by_locality(v, g), v) for g, _, _, v, _ in _GROUPS)),
        Sheet(name="By month", header=("Group", *(m for m in MONTHS)), rows=tuple((g, *_drift(v, g)) for g, _, v, _, _ in _GROUPS), widths=(44, *(12 for _ in MONTHS))),
        attest=(outcome("performance-analyst", dated, "The first sheet says what the monthly figures changed."),),
    )  # fmt: skip
    return Item(
        folder="2.5-numbers-in-groups", requirement="2.5", lead="performance-analyst", accountable="partnership-accountable-lead",
        parts={"numbers-in-particular-groups.docx": (1, 2, 3, 4, 5, 6, 7, 8), "numbers-in-groups-data.xlsx": (1, 2, 3, 4, 5, 6, 7, 8)},
        summary="Numbers of children and young people with SEND who are out of education, known to social care, in alternative provision, known to youth justice, eligible for adult care, or supported outside the area.", documents=(report, data),
    )  # fmt: skip


def _drift(value: int, name: str) -> tuple[int, ...]:
    chance = draw(f"drift {name}")
    return tuple(max(5, round(value * chance.uniform(0.93, 1.07))) for _ in MONTHS)
