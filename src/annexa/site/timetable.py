"""The timetable of the fieldwork as a page that staff read on phones, and as a Word document to print."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from annexa.inspection.calendar import long_date
from annexa.inspection.meetings import ALL, MeetingRow, calendars, rows_on
from annexa.model.meetings import Meetings
from annexa.model.words import day_in_words
from annexa.site import word
from annexa.site.book import Book
from annexa.site.phrases import plain

NONE: Final = (
    "There is no timetable yet. The inspection team and the inspectors agree it in week two; it is shown here from "
    "then on."
)


def plan_of(book: Book) -> Meetings | None:
    """The timetable of the library, where it has one."""
    return book.library.timetable.plan if book.library and book.library.timetable else None


def titles(book: Book) -> dict[str, str]:
    """Titles of roles by id."""
    return {id: role.title for id, role in book.library.people.roles.items()} if book.library else {}


def timetable_page(book: Book) -> str:
    """Every day with its meetings, drawn as a line as the calendar is, so that it reads on a narrow screen."""
    plan = plan_of(book)
    if plan is None or not plan.meetings:
        return NONE
    return "\n".join(line for day in plan.days for line in _day(plan, book, day))


def _day(plan: Meetings, book: Book, day: date) -> Iterator[str]:
    yield from (f"### {long_date(day)} {{ #day-{day} }}", "", '<ol class="timeline" markdown="block">', "")
    for row in rows_on(plan, day, titles(book)):
        yield from _meeting(row)
    yield from ("</ol>", "")


def _meeting(row: MeetingRow) -> Iterator[str]:
    yield '<li class="timeline__event timeline__event--meeting" markdown="block">'
    yield f'<p class="timeline__when">{row.hours}</p>'
    yield from ("", f"**{plain(row.title)}**{f', {plain(row.place)}' if row.place else ''}", "")
    facts = (
        ("Inspectors: ", "; ".join(row.inspectors)),
        ("Attend: ", "; ".join(row.attend)),
        ("Debriefed afterwards by ", row.debrief),
    )
    said = [f"{name}{plain(words)}." for name, words in facts if words]
    said += [plain(row.note)] if row.note else []
    if said:
        yield from (" ".join(said), "")
    yield from ("</li>", "")


def checklists_page(book: Book) -> str:
    """The check-lists with what is done, who does what and by when."""
    plan = plan_of(book)
    names = titles(book)
    lines: list[str] = []
    for id, points in plan.checklists.items() if plan else ():
        lines += [f"### {plain(points.title)} {{ #list-{id} }}", ""]
        lines += ["| What | Who | By | State |", "| --- | --- | --- | --- |"]
        for point in points.points:
            who = plain(names.get(point.by, point.by)) if point.by else ""
            due = day_in_words(point.due) if point.due else ""
            lines.append(f"| {plain(point.what)} | {who} | {due} | {'**Done**' if point.done else 'Open'} |")
        lines.append("")
    return "\n".join(lines)


def calendar_files(book: Book) -> dict[str, str]:
    """The calendar files by their name below downloads/, in the order of people.yaml; none without a timetable."""
    plan = plan_of(book)
    if plan is None or not plan.meetings:
        return {}
    return {file_of(name): text for name, text in calendars(plan, titles(book), book.area).items()}


def file_of(name: str) -> str:
    """What the calendar of a role, or of all, is called."""
    return f"timetable-{name}.ics"


def calendars_page(book: Book) -> str:
    """Links to the calendar files."""
    names = titles(book) | {ALL: "All meetings"}
    known = {file_of(name): title for name, title in names.items()}
    return "\n".join(f"- [{plain(known.get(file, file))}](/downloads/{file})" for file in calendar_files(book))


def timetable_word(book: Book, edition: date) -> bytes:
    """The timetable to print: a table a day, then the check-lists with boxes. Empty of meetings where there is none."""
    plan = plan_of(book) or Meetings()
    names = titles(book)
    footer = "Official. Meetings move: the newest timetable is on the guidance site."
    document = word.document("Timetable of the inspection", book, edition, footer)
    for day in plan.days:
        document.add_heading(long_date(day), level=2)
        rows = [
            (row.hours, f"{row.title}\n{row.place}".strip(), "; ".join((*row.inspectors, *row.attend)), row.debrief)
            for row in rows_on(plan, day, names)
        ]
        header = ("When", "What and where", "Who", "Debriefed by")
        word.grid(document, f"Meetings on {long_date(day)}", rows, header=header, widths=(2.9, 5.2, 5.4, 3.0))
    for points in plan.checklists.values():
        document.add_heading(points.title, level=2)
        listed = [
            (
                "☒" if point.done else "☐",
                point.what,
                names.get(point.by, point.by) if point.by else "",
                day_in_words(point.due) if point.due else "",
            )
            for point in points.points
        ]
        header = ("Done", "What", "Who", "By")
        word.grid(document, points.title, listed, header=header, widths=(1.4, 8.0, 4.1, 3.0))
    return word.saved(document)
