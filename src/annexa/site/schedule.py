"""What happens when, as Markdown: timelines, the calendar, the three weeks at a glance, tables of deadlines."""

from annexa.inspection.calendar import CalendarEvent, clock, internal_deadlines, long_date
from annexa.model.framework import InternalDeadline, Moment, Requirement, Submission
from annexa.site.book import Book
from annexa.site.phrases import day_name, moment_words, plain

KIND_WORDS = {
    "call": "",
    "deadline": "Deadline with the inspectors",
    "internal": "Internal deadline",
    "meeting": "",
    "visit": "",
    "work": "",
}


def dated(book: Book, day: int) -> str:
    """A working day in words, with its date where that is known; a script can put another date in."""
    name = long_date(book.dates[day]).rsplit(" ", 1)[0] if day in book.dates else day_name(day)
    return f'<span data-day="{day}">{name}</span>'


def when(event: CalendarEvent) -> str:
    """The hour of an event, or the part of the day."""
    if event.at is None:
        return event.part
    about = "About " if event.until and event.kind == "meeting" else ""
    return about + clock(event.at) if about else clock(event.at).capitalize()


def timeline(book: Book, first: int, last: int) -> str:
    """The events that begin on these days, in order, as a list that is drawn as a line."""
    events = [event for event in book.guidance.events if first <= event.day <= last]
    return "\n".join(
        [
            '<ol class="timeline" markdown="block">',
            "",
            *(_on_line(book, event, spans=last > first) for event in events),
            "</ol>",
        ]
    )


def _on_line(book: Book, event: CalendarEvent, *, spans: bool) -> str:
    moment = when(event)
    if spans and event.until and event.until != event.day:
        days = f"{day_name(event.day)} to {day_name(event.until)}"
        moment = days if moment in {"All day", "All week", ""} else f"{days}, {moment[:1].lower()}{moment[1:]}"
    elif event.until and event.until != event.day:
        moment = f"{moment}, until day {event.until}"
    kind = KIND_WORDS[event.kind]
    return "\n".join(
        [
            f'<li class="timeline__event timeline__event--{event.kind}" markdown="block">',
            f'<p class="timeline__when">{moment}</p>',
            "",
            f"**[{plain(event.title)}](/{event.page})**{f' *{kind}*' if kind else ''}",
            "",
            plain(event.text),
            "",
            f'<p class="timeline__who" markdown="span">{_who(book, event)}</p>',
            "</li>",
            "",
        ]
    )


def _who(book: Book, event: CalendarEvent) -> str:
    titles = {role.id: role.title for role in book.guidance.roles}
    return ", ".join(f"[{titles[role]}](/roles/{role}.md)" for role in event.who)


def calendar(book: Book, first: int, last: int) -> str:
    """A table of the events of these days: what has its day in order, then what lasts several days."""
    events = [event for event in book.guidance.events if event.day <= last and event.last_day >= first]
    rows = ["| Day | When | What | Who |", "| --- | --- | --- | --- |"]
    for event in sorted(events, key=lambda event: event.last_day != event.day):
        mark = KIND_WORDS[event.kind]
        what = f"[{plain(event.title)}](/{event.page}){f'<br>**{mark}**' if mark else ''}"
        days = _days(book, max(event.day, first), min(event.last_day, last))
        rows.append(f"| {days} | {when(event)} | {what} | {_who(book, event)} |")
    return "\n".join(rows)


def _days(book: Book, first: int, last: int) -> str:
    if first == last:
        return f"**Day {first}**<br>{dated(book, first)}"
    return f"**Days {first} to {last}**<br>{dated(book, first)} to {dated(book, last)}"


def glance(book: Book) -> str:
    """The three weeks as fifteen days with the titles of what begins on each, drawn as a grid where there is room."""
    lines = ['<ol class="glance" markdown="block">', ""]
    for day in range(1, 16):
        own = [event for event in book.guidance.events if event.day <= day <= event.last_day and event.id != DAILY]
        marked = " glance__day--deadline" if any(event.kind == "deadline" for event in own) else ""
        lines += [
            f'<li class="glance__day{marked}" markdown="block">',
            f'<p class="glance__name"><strong>Day {day}</strong> {dated(book, day)}</p>',
            "",
            *(f"- {_at(event, day)}[{plain(event.title)}](/{event.page})" for event in own if event.kind in SHOWN),
            "",
            "</li>",
            "",
        ]
    return "\n".join([*lines, "</ol>"])


DAILY = "internal-meeting"
"""The meeting that takes place every day says nothing at a glance."""
SHOWN = {"call", "deadline", "internal", "visit", "meeting"}


def _at(event: CalendarEvent, day: int) -> str:
    return f"{clock(event.at)}: ".capitalize() if event.at and event.day == day else ""


def calendar_note(book: Book) -> str:
    """Whether the dates are real, in a sentence."""
    if book.notification is None:
        return "The day of the call is not known, so days are named by the usual weekday. Choose a day to see dates."
    return (
        f"The call came on **{long_date(book.notification)}**, so the dates are real. Weekends, bank holidays and days "
        "on which nobody works here are not counted."
    )


def deadlines_table(book: Book) -> str:
    """Every internal deadline of each submission, side by side, and the one of the inspectors below."""
    submissions = book.framework.submissions
    steps = [
        step for step in book.framework.steps if any(_own(book, submission, step.id) for submission in submissions)
    ]
    rows = [
        "| Who | " + " | ".join(plain(submission.title.split(",")[0]) for submission in submissions) + " |",
        "| --- " * (len(submissions) + 1) + "|",
    ]
    for step in steps:
        cells = [_cell(_own(book, submission, step.id), submission) for submission in submissions]
        rows.append(f"| **{plain(step.who)}** {plain(step.what)} | {' | '.join(cells)} |")
    rows.append(f"| **With the inspectors** | {' | '.join(f'**{moment_words(s.due)}**' for s in submissions)} |")
    return "\n".join(rows)


def _own(book: Book, submission: Submission, step: str) -> InternalDeadline | None:
    """The deadline of a step in a submission; a step of single requirements alone is shown where its day is."""
    usual = [(each.id, deadline) for each in book.framework.submissions for deadline in each.internal]
    if any(deadline.step == step for _, deadline in usual):
        return next((each for id, each in usual if (id, each.step) == (submission.id, step)), None)
    own = [deadline for r in book.framework.requirements for deadline in r.internal if deadline.step == step]
    return next((deadline for deadline in own if deadline.due.day == submission.due.day), None)


def _cell(deadline: InternalDeadline | None, submission: Submission) -> str:
    return "–" if deadline is None else inside_words(deadline.due, submission.due)


def inside_words(inside: Moment, outside: Moment) -> str:
    """An internal deadline in words; one that ends with the inspectors' own is "before" it."""
    if (inside.day, inside.time) != (outside.day, outside.time):
        return moment_words(inside)
    return f"{day_name(inside.day)}, before {clock(inside.time)} (day {inside.day})"


def first_inside(book: Book, requirement: Requirement) -> str:
    """When the evidence lead must have handed over, in words; the outside deadline where there is none inside."""
    own = internal_deadlines(book.framework, requirement)
    lead = next((deadline.due for deadline in own if deadline.step == book.framework.handover), requirement.due)
    return inside_words(lead, requirement.due)


def due_table(book: Book, requirement: Requirement) -> str:
    """The deadlines of one requirement, inside and outside, with real dates where they are known."""
    rows = ["| By | What |", "| --- | --- |"]
    for deadline in internal_deadlines(book.framework, requirement):
        step = book.framework.step(deadline.step)
        words = _with_date(book, inside_words(deadline.due, requirement.due), deadline.due)
        note = f"<br>{plain(deadline.note)}" if deadline.note else ""
        rows.append(f"| {words} | **{plain(step.who)}** {plain(step.what)}.{note} |")
    due = _with_date(book, moment_words(requirement.due), requirement.due)
    rows.append(f"| **{due}** | **Deadline with the inspectors.** The inspection team uploads. |")
    return "\n".join(rows)


def _with_date(book: Book, words: str, moment: Moment) -> str:
    return f"{words}<br>{long_date(book.dates[moment.day])}" if moment.day in book.dates else words
