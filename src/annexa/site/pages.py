"""Every page of the site as plain Markdown with front matter: `{path: text}`, made from records alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import jinja2
from jinja2.exceptions import SecurityError

from annexa.inspection.calendar import long_date
from annexa.model.framework import Framework, Requirement
from annexa.model.profile import Profile
from annexa.model.words import day_in_words
from annexa.site import lists, schedule, timetable
from annexa.site.book import Book, RulePage, label
from annexa.site.downloads import Download
from annexa.site.filled import BLANK_LINES, acronyms, explained, faulty_page, with_roles
from annexa.site.guidance import HandWritten
from annexa.site.menu import rule_title, titles
from annexa.site.phrases import day_name, moment_words, plain, quoted, relative_links, with_code
from annexa.site.records import GuidanceRole, Local, PageMeta
from annexa.tools.deadline import TimeUp, within
from annexa.tools.sandbox import Sandbox

PHASES: Final = {
    "before": "Before the call",
    "day-1": "Day 1: the call",
    "week-1": "Week one: days 2 to 5",
    "week-2": "Week two: days 6 to 10",
    "week-3": "Week three: days 11 to 15",
    "throughout": "Throughout",
}
WEEKS: Final = ((1, 1, 5), (2, 6, 10), (3, 11, 15))

_MARKDOWN: Final[dict[str, Any]] = {
    "undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True,
}  # fmt: skip
PAGE_SECONDS: Final = 5.0
"""Of the processor's time, for one page of the guidance; the longest takes a hundredth of that."""
_LINK: Final = re.compile(r"\[(?P<words>[^][]*)\]\(/(?P<page>[^)#\s]+\.md)(?:#(?P<at>[\w.-]+))?\)")
_WORD = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page's own words: its front matter, its opening, and its end."""

    title: str
    description: str
    owner: str
    reviewed: date
    next_review: date
    do: str = ""
    by: str = ""
    ask: str = ""
    """Markdown: whom to ask."""
    related: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    boost: float = 1
    eyebrow: str = ""
    """A word above the heading: where the page belongs."""
    start: bool = False
    """The start page has a design of its own: no heading, no opening and no end are added."""


def all_pages(book: Book, downloads: Sequence[Download]) -> dict[str, str]:
    """Every page by its path, such as "requirements/3.4.md". Raises jinja2.TemplateError where guidance is faulty."""
    press = _Press(book, downloads)
    pages = {page.path: press.hand_written(page) for page in book.guidance.pages}
    pages |= {f"roles/{role.id}.md": press.role(role) for role in book.guidance.roles}
    pages |= {f"requirements/{r.id}.md": press.requirement(r) for r in book.framework.requirements}
    pages |= {f"rules/{rule.id}.md": press.rule(rule) for rule in book.rules}
    pages |= {f"profiles/{profile.id}.md": press.profile(profile) for profile in book.profiles}
    return pages


def _as_text(local: Local, book: Book) -> Local:
    """The facts of the area as Markdown that shows just these words: whoever may write them writes no markup."""
    named = {
        field: {name: plain(value) for name, value in getattr(local, field).items()}
        for field in ("names", "venues", "roles", "leads")
    }
    return local.model_copy(update={"area": plain(book.area), "partnership": plain(book.partnership), **named})


class _Press:
    """Puts pages together; one for a whole site, so that templates are read once."""

    def __init__(self, book: Book, downloads: Sequence[Download]) -> None:
        self.book = book
        self.titles = titles(book)
        self.env = jinja2.Environment(
            loader=jinja2.PackageLoader("annexa.site", "templates"),
            autoescape=False,  # noqa: S701 (it makes Markdown; text of records goes through `plain`)
            **_MARKDOWN,
        )
        self.env.filters |= {"plain": plain, "with_code": with_code}
        words = self._words(downloads)
        self.env.globals |= words
        self.sandbox = Sandbox(autoescape=False, lent=(Framework.requirement,), **_MARKDOWN)
        """For the pages of a library: whoever writes one must not be able to run a program where the site is built."""
        self.sandbox.filters |= {"plain": plain, "with_code": with_code}
        self.sandbox.globals |= {name: value for name, value in words.items() if name != "book"}
        self.sandbox.globals["book"] = {"has_checker": book.has_checker}
        self.defaults = self._newest_review()

    def _words(self, downloads: Sequence[Download]) -> dict[str, Any]:
        book = self.book
        local = book.guidance.local
        self.roles = [
            role.model_copy(update={"holders": tuple(with_roles(holder, local.roles) for holder in role.holders)})
            for role in book.guidance.roles
        ]
        return {
            "book": book,
            "local": _as_text(local, book),
            "framework": book.framework,
            "notification": book.notification,
            "roles": self.roles,
            "weeks": WEEKS,
            "phases": PHASES,
            "label": label,
            "day_name": day_name,
            "moment": moment_words,
            "mail": lambda name: lists.mail(book, name),
            "point_link": lambda point: lists.point_link(book, point),
            "timeline": lambda first, last: schedule.timeline(book, first, last),
            "calendar": lambda first, last: schedule.calendar(book, first, last),
            "glance": lambda: schedule.glance(book),
            "calendar_note": lambda: schedule.calendar_note(book),
            "calendar_years": lambda: f"{self.years[0]} {self.years[-2]}",
            "closed_days": lambda: " ".join(day.isoformat() for day in book.days_off(self.years)),
            "deadlines_table": lambda: schedule.deadlines_table(book),
            "due_table": lambda requirement: schedule.due_table(book, requirement),
            "mailbox_table": lambda: lists.mailbox_table(book),
            "checklist_table": lambda: lists.checklist_table(book),
            "checklist_points": lambda: lists.checklist_points(book),
            "requirements_tables": lambda: lists.requirements_tables(book),
            "rules_tables": lambda: lists.rules_tables(book),
            "profiles_table": lambda: lists.profiles_table(book),
            "glossary_list": lambda: lists.glossary_list(book),
            "has_timetable": lambda: bool(timetable.calendar_files(book)),
            "timetable_page": lambda: timetable.timetable_page(book),
            "timetable_calendars": lambda: timetable.calendars_page(book),
            "timetable_checklists": lambda: timetable.checklists_page(book),
            "downloads_table": lambda: lists.downloads_table(downloads),
        }

    @property
    def years(self) -> range:
        """The years whose bank holidays the calendar page knows; a call in the last of them would run beyond it."""
        edition = self._newest_review().reviewed.year
        return range(edition - 1, edition + 11)

    def _newest_review(self) -> PageMeta:
        """Generated pages are reviewed with the guidance: they carry the dates of its most recent page."""
        return max((page.meta for page in self.book.guidance.pages), key=lambda meta: meta.reviewed)

    def hand_written(self, page: HandWritten) -> str:
        """A page of the guidance, with its placeholders filled in."""
        meta = page.meta
        frame = Frame(
            title=meta.title,
            description=meta.description,
            owner=meta.owner,
            reviewed=meta.reviewed,
            next_review=meta.next_review,
            do=meta.do,
            by=meta.by,
            ask=lists.mail(self.book, meta.ask) if meta.ask else "",
            related=meta.related,
            hide=meta.hide,
            boost=meta.search_boost,
            start=meta.layout == "start",
        )
        return self._page(page.path, frame, self._filled(page))

    def _filled(self, page: HandWritten) -> str:
        try:
            with within(PAGE_SECONDS, of_work=True):
                return self.sandbox.from_string(page.body).render()
        except SecurityError as error:
            raise faulty_page(page, f"it may not do this: {error.message}") from None
        except TimeUp:
            raise faulty_page(page, f"it takes longer than {PAGE_SECONDS:.0f} seconds") from None
        except (TypeError, ValueError, ArithmeticError, LookupError, MemoryError, RecursionError) as error:
            raise faulty_page(page, f"{type(error).__name__}: {error}"[:200]) from None

    def role(self, role: GuidanceRole) -> str:
        """The page of a role: its tasks and no others, in the order in which they come."""
        mine = [task for task in self.book.guidance.tasks if role.id in task.roles]
        phases = {name: [task for task in mine if task.phase == id] for id, name in PHASES.items()}
        pages = tuple(dict.fromkeys(task.page for task in mine if task.page != "roles/index.md"))
        frame = self._generated(
            title=role.title,
            eyebrow="Role",
            description=role.short,
            do=role.do,
            by=role.by,
            ask=lists.mail(self.book, "comms"),
            related=pages[:6],
            boost=1.3,
        )
        filled = next(known for known in self.roles if known.id == role.id)
        text = self.env.get_template("role.md.jinja").render(role=filled, tasks=phases, titles=self.titles)
        return self._page(f"roles/{role.id}.md", frame, text)

    def requirement(self, requirement: Requirement) -> str:
        """The page of a requirement: what is asked, when it is due, who leads, how to prepare it."""
        book = self.book
        order = list(book.framework.requirements)
        at = order.index(requirement)
        inside = schedule.first_inside(book, requirement)
        frame = self._generated(
            title=label(requirement),
            eyebrow=f"{book.group(requirement)} · {book.submission_title(requirement)}",
            description=requirement.asks,
            do=f"Send the evidence to your accountable lead: {plain(book.accountable(requirement))}.",
            by=f"Internal deadline {inside}; {moment_words(requirement.due)} with the inspectors.",
            ask=f"{plain(book.lead(requirement))}; {lists.mail(book, 'evidence')}",
            related=(
                *(page.path for page in book.explained_by(requirement)),
                "evidence/index.md",
                "checklist/index.md",
                "requirements/index.md",
            ),
            boost=1.2,
        )
        text = self.env.get_template("requirement.md.jinja").render(
            requirement=requirement,
            item=book.item(requirement),
            before=order[at - 1] if at else None,
            after=order[at + 1] if at + 1 < len(order) else None,
        )
        return self._page(f"requirements/{requirement.id}.md", frame, text)

    def rule(self, rule: RulePage) -> str:
        """The page of a rule: why it matters, when it fails, how to put it right."""
        frame = self._generated(
            title=rule_title(rule),
            eyebrow=f"Rule · {rule.group}",
            description=rule.page.title,
            related=("rules.md", "checklist/index.md"),
            boost=0.6,
        )
        text = self.env.get_template("rule.md.jinja").render(rule=rule, points=self.book.points_of(rule.id))
        return self._page(f"rules/{rule.id}.md", frame, text)

    def profile(self, profile: Profile) -> str:
        """The page of a profile: what it rests on, what it asks, and what it does not judge."""
        frame = self._generated(
            title=profile.title,
            eyebrow="Standard for bundles",
            description=f"What annexa verify --profile {profile.id} asks of a finished bundle.",
            related=("reference/standards.md",),
            boost=0.6,
        )
        text = self.env.get_template("profile.md.jinja").render(profile=profile)
        return self._page(f"profiles/{profile.id}.md", frame, text)

    def _generated(self, **parts: Any) -> Frame:
        meta = self.defaults
        return Frame(owner=meta.owner, reviewed=meta.reviewed, next_review=meta.next_review, **parts)

    def _page(self, path: str, frame: Frame, body: str) -> str:
        text = self.env.get_template("page.md.jinja").render(
            frame=frame,
            body=body.strip("\n"),
            related=[(page, self.titles[page]) for page in frame.related if page != path and self._is_there(page)],
            quoted=quoted,
            long_date=long_date,
            short_date=day_in_words,
        )
        words = acronyms(text, {name: explained(term.full, term.meaning) for name, term in self.book.terms.items()})
        linked = _LINK.sub(self._link, text)
        return BLANK_LINES.sub("\n\n", relative_links(linked, path)).rstrip("\n") + "\n" + words

    def _link(self, found: re.Match[str]) -> str:
        """A link as it is, without a place that is not there, or its words alone: the guidance serves several lists."""
        if not self._is_there(found["page"]):
            return found["words"]
        submissions = [submission.id for submission in self.book.framework.submissions]
        if found["page"] == "requirements/index.md" and found["at"] and found["at"] not in submissions:
            return f"[{found['words']}](/{found['page']})"
        return found[0]

    def _is_there(self, page: str) -> bool:
        """False for requirements that this framework does not have, and for pages about them."""
        elsewhere = page.startswith("requirements/") or page in self.book.guidance.left_out
        return page in self.titles or not elsewhere
