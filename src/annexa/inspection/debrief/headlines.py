"""The headlines of a day's debriefings for the keep-in-touch meeting: risks, red first, and what follows from them.

Everything passes the veil here: no name of an interviewee, nor what reaches them, stands in the headlines. Where the
words of a form cannot be placed they are kept, under a heading of their own.
"""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from annexa.inspection.calendar import long_date
from annexa.inspection.debrief.debriefing import Debriefing
from annexa.inspection.debrief.documents import spoken_of, wanted
from annexa.inspection.debrief.form import Field
from annexa.inspection.debrief.rating import Colour
from annexa.inspection.debrief.themes import themes_of
from annexa.inspection.debrief.veil import Veil
from annexa.model.words import count, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A point, with what stands below it."""

    mark: str = ""
    """A word before it that weighs, such as "Red"."""
    words: str
    below: tuple[str, ...] = ()
    command: str = ""
    """What opens the request that it proposes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its points; none says so in words."""

    title: str
    entries: tuple[Entry, ...]
    empty: str = ""
    """What stands there where there is no point; without it, the section is left out then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines:
    """The draft for one day."""

    title: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A meeting of which nobody has been debriefed yet."""

    words: str
    """When and what, in words."""
    who: str
    """Who debriefs; empty where nobody is named."""


ORDER: Final[tuple[Colour | None, ...]] = (Colour.RED, Colour.AMBER, None, Colour.GREEN)
"""The worst first; one without a colour is looked at before one that went well."""


def headlines(
    day: date,
    debriefings: Sequence[Debriefing],
    *,
    veil: Veil,
    undebriefed: Sequence[Open],
    has_timetable: bool,
    unread: Sequence[str],
    others: Sequence[str] = (),
    through: str = "lano",
) -> Headlines:
    """The draft of a day; `unread` are sentences about files that could not be used, `others` about those left aside.

    `through`: the role that requests are noted as coming through.
    """
    page = _Page(day, sorted(debriefings, key=_weight), veil, through)
    sections = (
        Section(title="Risks, red first", entries=tuple(page.risks()), empty="No debriefing is red or amber."),
        Section(
            title="Handed over to inspectors: tell the LANO at once", entries=tuple(page.documents(handed_over=True))
        ),
        Section(title="Documents asked for", entries=tuple(page.documents(handed_over=False)), empty="None."),
        Section(title="Themes", entries=tuple(page.themes()), empty="No form says what the focus was."),
        Section(title="Unexpected questions", entries=tuple(page.of("unexpected")), empty="None."),
        Section(title="What others who will be interviewed should know", entries=tuple(page.of("others"))),
        Section(title="Evidence that was drawn on", entries=tuple(page.of("evidence"))),
        Section(title="Went well", entries=tuple(page.went_well())),
        _not_debriefed(undebriefed, has_timetable),
        Section(title="Written beside the questions", entries=tuple(page.loose())),
        Section(
            title="How the forms were read", entries=(*page.notes(), *(Entry(words=w) for w in (*unread, *others)))
        ),
    )
    return Headlines(
        title=f"Keep-in-touch headlines, {long_date(day)}",
        opening=(page.tally(), "A draft: read it through before it goes to anybody. It names no interviewee."),
        sections=tuple(section for section in sections if section.entries or section.empty),
    )


def _weight(one: Debriefing) -> tuple[int, str, str]:
    return ORDER.index(one.rating.worst), one.service.casefold(), one.file.casefold()


def _not_debriefed(undebriefed: Sequence[Open], has_timetable: bool) -> Section:
    entries = tuple(
        Entry(words=each.words, below=(f"To be debriefed by {each.who}" if each.who else "Nobody is named to debrief",))
        for each in undebriefed
    )
    empty = (
        "Every meeting of the day that was to be debriefed has a form."
        if has_timetable
        else "Not known: there is no timetable. ‘annexa timetable new’ begins one."
    )
    return Section(title="Not debriefed yet", entries=entries, empty=empty)


@dataclass(frozen=True, slots=True)
class _Page:
    """The debriefings of the day, the gravest first, and how their words are shown."""

    day: date
    debriefings: Sequence[Debriefing]
    veil: Veil
    through: str

    def tally(self) -> str:
        said = [
            f"{number} {colour or 'without a colour'}"
            for colour in ORDER
            if (number := sum(one.rating.worst is colour for one in self.debriefings))
        ]
        return f"{count(len(self.debriefings), 'debriefing')}{f': {listed(said)}' if said else ''}."

    def who(self, one: Debriefing) -> str:
        """What a debriefing is called: its meeting or service, and the initials of whoever held it."""
        about = [self.veil.hide(words) for words in (one.meeting, one.service) if words]
        return f"{'; '.join(about) or 'Meeting not said'} ({one.initials or 'initials missing'})"

    def risks(self) -> Iterator[Entry]:
        for one in self.debriefings:
            if one.rating.worst is Colour.GREEN:
                continue
            why = [*one.answer("summary"), *one.answer("rating"), *one.answer("others"), *one.answer("unexpected")]
            mark = str(one.rating).capitalize()
            yield Entry(mark=mark, words=self.who(one), below=self._hidden(why) or ("The form does not say why.",))

    def went_well(self) -> Iterator[Entry]:
        for one in self.debriefings:
            said = [*one.answer("summary"), *one.answer("rating")]
            if one.rating.worst is Colour.GREEN and said:
                yield Entry(words=self.who(one), below=self._hidden(said))

    def documents(self, *, handed_over: bool) -> Iterator[Entry]:
        for one in self.debriefings:
            for each in spoken_of(one.answer("documents")):
                if each.handed_over == handed_over:
                    words = self.veil.hide(each.words)
                    yield Entry(words=words, below=(self.who(one),), command=self._command(words, one))

    def _command(self, words: str, one: Debriefing) -> str:
        inspector = "; ".join(one.inspectors) or f"Inspector, role not said, at: {self.who(one)}"
        asked = ["--asked", wanted(words)[:1000], "--inspector", inspector, "--through", self.through]
        asked += ["--about-child"] if one.about_child else []
        return f"annexa request open {shlex.join(asked)}"

    def themes(self) -> Iterator[Entry]:
        spoken = [(*one.answer("focus"), *one.answer("unexpected"), *one.answer("others")) for one in self.debriefings]
        shared = themes_of([self._hidden(bullets) for bullets in spoken])
        if shared:
            words = ", ".join(f"{theme} ({number})" for theme, number in shared)
            yield Entry(mark="In more than one debriefing", words=words)
        yield from self.of("focus")

    def of(self, name: Field) -> Iterator[Entry]:
        for one in self.debriefings:
            if one.answer(name):
                yield Entry(words=self.who(one), below=self._hidden(one.answer(name)))

    def loose(self) -> Iterator[Entry]:
        for one in self.debriefings:
            if one.loose:
                yield Entry(words=self.who(one), below=self._hidden(one.loose))

    def notes(self) -> Iterator[Entry]:
        for one in self.debriefings:
            if one.notes:
                yield Entry(words=self.who(one), below=one.notes)

    def _hidden(self, bullets: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self.veil.hide, bullets)))
