"""Debriefing forms: made in a folder of their own, and a day's forms read into headlines.

The forms name persons. They lie in debriefs/ beside evidence/, or where `debriefs_folder` of library.yaml says: nothing
there is evidence, so it reaches no bundle, no package, no site and no search, and the folder tells git to leave all of
it out. Names of interviewees stay there: `annexa.inspection.debrief.headlines` takes them out of what it drafts.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from annexa.check.reading import read_paths
from annexa.check.store import FactsStore
from annexa.documents.facts import Facts, ReadFault
from annexa.documents.faults import Unreadable
from annexa.documents.limits import Limits
from annexa.documents.word.shades import shades
from annexa.inspection.debrief.debriefing import Debriefing
from annexa.inspection.debrief.headlines import Headlines, Open, headlines
from annexa.inspection.debrief.named import Named, name_of, read_name
from annexa.inspection.debrief.rating import Rating, shown_rating
from annexa.inspection.debrief.reading import debriefings, text_of
from annexa.inspection.debrief.veil import Veil
from annexa.inspection.meetings import in_words, meeting_named, meeting_of, named_in, rows_on
from annexa.inspection.requests import sending
from annexa.load import Loaded
from annexa.load.places import own_folder
from annexa.load.sent import DEBRIEFS_REMEDY
from annexa.model.errors import UsageError
from annexa.model.library import Library
from annexa.model.meetings import Meetings
from annexa.model.words import count, day_in_words, listed
from annexa.pipeline import cache_of, library_of
from annexa.report.headlines import markdown, text
from annexa.rules.support.name_lists import listed_names
from annexa.site.build import book_of, edition_of
from annexa.site.forms import Known, debriefing_form
from annexa.site.headlines import headlines_word
from annexa.tools.files import sha256_of, write_whole

_OURS: Final = frozenset({".gitignore", ".ds_store", "thumbs.db", "desktop.ini"})
"""What lies among forms and is none."""
_IGNORE: Final = "# Debriefing forms name persons: nothing in this folder belongs in git.\n*\n"
_AS_FORM: Final = (
    "Open it, see that the questions of the form stand in it, and save it as Word; or tell the meeting by hand."
)


def folder_of(library: Library) -> Path:
    """Where the forms lie, absolute, whether or not it is there. Raises UsageError where none can lie there."""
    setting = library.meta.debriefs_folder
    folder, reason = own_folder(library.root, setting)
    if reason:
        raise UsageError(f"Debriefing forms cannot lie in “{setting}”: it {reason}", remedy=DEBRIEFS_REMEDY)
    return folder


def keep_out_of_git(library: Library, folder: Path) -> None:
    """Has git leave the folder out, where it lies in the project. Raises OSError."""
    inside = Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(library.root))
    if inside and folder.is_dir() and not (folder / ".gitignore").exists():
        write_whole(folder / ".gitignore", _IGNORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A form to be filled in."""

    path: Path
    day: date
    doubt: str = ""
    """Why the meeting may not be the one that was meant; empty where the timetable has it, or where there is none."""


def new_form(loaded: Loaded, day: date | None, *, today: date, initials: str, meeting: str, service: str) -> Made:
    """A form for one talk, named as the source asks; a second one of that day and those initials is numbered.

    Without a day it is that of the meeting, where the timetable has it, or else `today`.
    """
    library = library_of(loaded)
    folder, book = folder_of(library), book_of(loaded)
    plan = library.timetable.plan if library.timetable is not None else None
    found = meeting_named(plan, meeting, day) if plan and meeting else None
    when = day or (found.on if found else today)
    folder.mkdir(parents=True, exist_ok=True)
    keep_out_of_git(library, folder)
    taken = {path.stem.casefold() for path in folder.iterdir()}
    number = next(n for n in range(1, 10_000) if name_of(when, initials, n).casefold() not in taken)
    path = folder / f"{name_of(when, initials, number)}.docx"
    known = Known(initials=initials, meeting=found.title if found else meeting, service=service, day=when)
    write_whole(path, debriefing_form(book, edition_of(book), known))
    doubt = ""
    if plan and meeting and found is None:
        where = f" on {day_in_words(day)}" if day else ""
        doubt = f"The timetable has no meeting ‘{meeting}’{where}; it stands in the form as written."
    return Made(path=path, day=when, doubt=doubt)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """All forms of the folder."""

    debriefings: tuple[Debriefing, ...]
    faults: tuple[tuple[str, str, str], ...]
    """Files that could not be used: name, what is wrong, what to do."""
    files: int


def read_forms(library: Library, near: date, *, old: bool = True) -> Read:
    """Every form of the folder; dates without a year are taken for those nearest to `near`.

    With `old` off, files that need LibreOffice are not opened, and said to be unread.
    """
    paths = tuple(_files(folder_of(library)))
    modern = [path for path in paths if old or path.suffix.lower() not in {".doc", ".dot"}]
    digests = {path: digest for path in modern if (digest := _digest(path))}
    store = FactsStore(cache_of(library.root))
    facts = dict(read_paths(digests, store, workers=1, private=frozenset(modern)))
    found: list[Debriefing] = []
    faults: list[tuple[str, str, str]] = []
    for path in paths:
        read = facts.get(path)
        named = read_name(path.stem, near)
        if read is None:
            faults.append(
                (path.name, "is of before 2007 and was not opened here", "‘annexa debrief collate’ reads it.")
            )
        elif isinstance(read, ReadFault):
            faults.append((path.name, f"could not be read: {read.message}", read.remedy))
        elif of_file := _debriefings(path, read, named, near):
            found += of_file
        else:
            faults.append((path.name, "holds none of the questions of the form", _AS_FORM))
    return Read(debriefings=tuple(found), faults=tuple(faults), files=len(paths))


def _digest(path: Path) -> str:
    """The SHA-256 of a file; empty where it cannot be opened."""
    try:
        return sha256_of(path)
    except OSError:
        return ""


def _files(folder: Path) -> Iterator[Path]:
    """The files that may be forms, in the order of their names; what programs leave lying about is none."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not path.is_symlink() and not hidden and path.name.casefold() not in _OURS:
            yield path


def _debriefings(path: Path, read: Facts, named: Named, near: date) -> tuple[Debriefing, ...]:
    notes = []
    if read.revisions:
        notes.append("It holds tracked changes; it was read as if they were accepted.")
    if read.comments:
        notes.append(f"It holds {count(len(read.comments), 'comment')}, which are not part of the headlines.")
    if not named.is_tidy:
        notes.append("Its name is not date, initials and Summary, such as 15.09.26 AB Summary.")
    return debriefings(text_of(read), path.name, named, near, shown=_shown(path), notes=notes)


def _shown(path: Path) -> Rating | None:
    if path.suffix.lower() not in {".docx", ".docm", ".dotx"}:
        return None
    with suppress(Unreadable, OSError):
        return shown_rating(shades(path, Limits()))
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collated:
    """The headlines of a day, and what whoever drafts them must see besides."""

    headlines: Headlines
    used: int
    """Forms of that day."""
    unread: tuple[str, ...]
    """A sentence for each file that could not be used, with the remedy. It holds the file's name, which may name
    somebody: it is said, and not part of the headlines."""


def collate(loaded: Loaded, day: date) -> Collated:
    """Drafts the headlines of a day from all forms that say it. Raises UsageError where there is none at all."""
    library = library_of(loaded)
    folder = folder_of(library)
    keep_out_of_git(library, folder)
    read = read_forms(library, day)
    if not read.files:
        raise UsageError(
            f"There is no form in {folder}",
            remedy="‘annexa debrief new --initials AB’ makes one; put filled-in forms there, or set ‘debriefs_folder’.",
        )
    plan = library.timetable.plan if library.timetable is not None else None
    found = [one for one in read.debriefings if one.is_of(day)]
    own = [_with_meeting(one, plan, day) for one in _once(found)]
    names, missing = listed_names(library)
    veil = Veil.over((one.interviewees for one in read.debriefings), _public(loaded, library), names)
    unread = [f"{name} {what}. {remedy}" for name, what, remedy in read.faults]
    unread += [
        f"{one.file} does not say its day, in its name or inside. Rename it to date, initials and Summary, such as "
        f"{name_of(day, one.initials or 'AB')}{Path(one.file).suffix}."
        for one in read.debriefings
        if one.day is None
    ]
    unread += [f"The list of names {name} cannot be read here, so its names are not hidden." for name in missing]
    page = headlines(
        day,
        own,
        veil=veil,
        undebriefed=_undebriefed(plan, library, day, read.debriefings) if plan else (),
        has_timetable=plan is not None,
        unread=[f"{count(len(unread), 'file was', 'files were')} not used; the command names each."] if unread else [],
        others=[*_of_other_days(read.debriefings, day), *_twice(len(found) - len(own))],
        through=_lano(library),
    )
    return Collated(headlines=page, used=len(own), unread=tuple(unread))


FORMS: Final = {".txt": "text", ".md": "markdown", ".docx": "word"}
"""The form of the headlines that the ending of a file asks for."""


def written(loaded: Loaded, page: Headlines, day: date, form: str) -> str | bytes:
    """The headlines of a day in one of FORMS."""
    if form == "word":
        return headlines_word(page, book_of(loaded), day)
    return markdown(page) if form == "markdown" else text(page)


def _once(found: Sequence[Debriefing]) -> list[Debriefing]:
    """Each talk once: people save a form again as a PDF, or leave a copy."""
    known: dict[str, Debriefing] = {}
    for one in found:
        known.setdefault(repr((one.initials, one.interviewees, one.rating, sorted(one.answers.items()))), one)
    return list(known.values())


def _twice(number: int) -> list[str]:
    """That as many forms were left aside, in a sentence; none where there are none."""
    verb = "counts" if number == 1 else "count"
    return [f"{count(number, 'form says', 'forms say')} what another says, and {verb} once."] if number else []


def _with_meeting(one: Debriefing, plan: Meetings | None, day: date) -> Debriefing:
    """The debriefing with what the timetable says of the meeting that it names."""
    meeting = (meeting_of(plan, one, day) or meeting_of(plan, one, one.day)) if plan else None
    if meeting is None:
        return one
    about_child = meeting.kind == "tracking"
    note = ("It is about a child who is tracked: see that nothing in it tells who.",) if about_child else ()
    return replace(
        one,
        meeting=meeting.title,
        inspectors=meeting.inspectors,
        about_child=about_child,
        loose=tuple(line for line in one.loose if line.casefold() != meeting.title.casefold()),
        notes=(*one.notes, *note),
    )


def _undebriefed(plan: Meetings, library: Library, day: date, forms: Sequence[Debriefing]) -> list[Open]:
    """Meetings of the day after which somebody was to be debriefed, and that no form names."""
    names, named = {id: role.title for id, role in library.people.roles.items()}, named_in(plan, forms)
    rows = [row for row in rows_on(plan, day, names) if row.is_debriefed and row.id not in named]
    return [Open(words=in_words(row), who=row.debrief) for row in rows]


def _of_other_days(found: Sequence[Debriefing], day: date) -> list[str]:
    other = [one for one in found if one.day is not None and not one.is_of(day)]
    days = listed([day_in_words(each) for each in sorted({one.day for one in other if one.day})])
    return [f"Of other days and left aside: {count(len(other), 'debriefing')} ({days})."] if other else []


def _public(loaded: Loaded, library: Library) -> frozenset[str]:
    """Words that are no names of persons: those of the area, the partnership, and the roles."""
    roles = library.people.roles.values()
    words = (library.meta.area, library.meta.partnership, *(f"{role.title} {role.organisation}" for role in roles))
    terms = library.glossary.terms
    return frozenset(word.casefold() for text in (*words, *terms) for word in text.split())


def _lano(library: Library) -> str:
    """The role that requests come through: the LANO's, where people.yaml has one."""
    return next(iter(sending(library.people)), "ROLE")
