"""All that the pages are made from, and the questions that they ask of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from annexa.model.findings import Level
from annexa.model.framework import Checklist, ChecklistPoint, Framework, Requirement
from annexa.model.library import Item, Library, Term
from annexa.model.profile import Profile
from annexa.model.working_days import bank_holidays, is_working_day, working_days
from annexa.rules import GROUPS, RULES
from annexa.rules.page import Page, page_of
from annexa.site.guidance import Guidance, HandWritten


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """A rule as the site shows it."""

    id: str
    group: str
    level: Level
    page: Page


@dataclass(frozen=True, kw_only=True)
class Book:
    """The records of the site. The library gives names, roles, terms and the notification date, and nothing else."""

    framework: Framework
    checklist: Checklist
    library: Library | None
    guidance: Guidance
    profiles: tuple[Profile, ...] = ()
    """What finished bundles can be judged by."""
    has_checker: bool = False
    """Whether the page that checks documents is part of the site."""

    @cached_property
    def rules(self) -> tuple[RulePage, ...]:
        """Every rule of the registry with its page; read when they are shown: a site that is left alone shows none."""
        return tuple(
            RulePage(id=name, group=group, level=RULES[name].LEVEL, page=page_of(RULES[name]))
            for group, rules in GROUPS.items()
            for name in rules
        )

    @property
    def area(self) -> str:
        """The local area's name."""
        return self.guidance.local.area or (self.library.meta.area if self.library else "the local area")

    @property
    def partnership(self) -> str:
        """The partnership's full name."""
        return self.guidance.local.partnership or (
            self.library.meta.partnership if self.library else "the local area partnership"
        )

    @property
    def language(self) -> str:
        """The language of the pages, such as "en-GB"."""
        return self.library.meta.language if self.library else "en-GB"

    @property
    def terms(self) -> dict[str, Term]:
        """Acronyms and what they stand for, from the library's glossary."""
        return self.library.glossary.terms if self.library else {}

    @cached_property
    def closed(self) -> frozenset[date]:
        """Days on which nobody works, besides weekends and the usual bank holidays."""
        own = self.library.meta.bank_holidays if self.library else ()
        return frozenset(own) | frozenset(self.guidance.local.closed_days)

    def days_off(self, years: Iterable[int]) -> list[date]:
        """The weekdays of some years that are no working days, and all that are closed here, in order."""
        holidays = (day for year in years for day in bank_holidays(year) if day.weekday() < 5)
        return sorted({*self.closed, *holidays})

    @property
    def notification(self) -> date | None:
        """The day of the call, where it is known and a working day; a date that cannot be is left to `validate`."""
        day = self.library.meta.notification if self.library else None
        return day if day is not None and is_working_day(day, self.closed) else None

    @cached_property
    def dates(self) -> dict[int, date]:
        """The real date of each working day, or nothing while the day of the call is not known."""
        return working_days(self.notification, self.closed) if self.notification else {}

    def item(self, requirement: Requirement) -> Item | None:
        """The item that answers a requirement, or None."""
        items = self.library.items if self.library else ()
        return next((item for item in items if item.meta.requirement == requirement.id), None)

    def lead(self, requirement: Requirement) -> str:
        """The title of the evidence lead's role."""
        item = self.item(requirement)
        return (item and self._title(item.meta.lead)) or self.guidance.local.leads.get(
            requirement.group, "Evidence lead"
        )

    def accountable(self, requirement: Requirement) -> str:
        """The title of the accountable lead's role."""
        item = self.item(requirement)
        return (item and self._title(item.meta.accountable)) or f"Accountable lead, {self.group(requirement).lower()}"

    def group(self, requirement: Requirement) -> str:
        """The heading that a requirement stands under."""
        return next((g.title for g in self.framework.groups if g.id == requirement.group), requirement.group)

    def submission_title(self, requirement: Requirement) -> str:
        """The title of the submission that a requirement belongs to."""
        found = self.framework.submission(requirement.submission)
        return found.title if found else requirement.submission

    def rule(self, id: str) -> RulePage | None:
        """The rule of that name, or None."""
        return next((rule for rule in self.rules if rule.id == id), None)

    def points_of(self, rule: str) -> tuple[ChecklistPoint, ...]:
        """The points of the checklist that a rule judges."""
        return tuple(point for point in self.checklist.points if rule in point.rules)

    def explained_by(self, requirement: Requirement) -> tuple[HandWritten, ...]:
        """The hand-written pages about a requirement."""
        return tuple(page for page in self.guidance.pages if requirement.id in page.meta.about)

    def _title(self, role: str) -> str:
        found = self.library.people.roles.get(role) if self.library else None
        return found.title if found else ""


def label(requirement: Requirement) -> str:
    """Number and title, such as "3.4 Destinations"."""
    return f"{requirement.number} {requirement.title}" if requirement.number else requirement.title
