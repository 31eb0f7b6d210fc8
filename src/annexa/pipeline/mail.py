"""Drafts of e-mails for a library, written as files: who is told of the call, and who is reminded of what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from pathlib import Path
from typing import Final

from annexa.inspection.notification import recorded
from annexa.inspection.reminders import Reminder, reminders
from annexa.inspection.requests import row_of, sending
from annexa.inspection.status import Status
from annexa.load import Loaded
from annexa.load.unfinished import is_mark
from annexa.mail import chase as chasing
from annexa.mail import notification as notifying
from annexa.mail import request as asking
from annexa.mail.letter import Letter, address
from annexa.mail.render import Templates
from annexa.model.errors import UsageError
from annexa.model.library import Library
from annexa.model.request import Request
from annexa.model.words import Advance, silent
from annexa.pipeline.days import days_off, local_of, timetable
from annexa.pipeline.status import status as status_now
from annexa.site.guidance import LOCAL
from annexa.site.records import Local, Told
from annexa.tools.files import replace_folder, work_folder, write_whole

NOTIFY: Final = Path("build/mail/notify")
CHASE: Final = Path("build/mail/chase")
REQUESTS: Final = Path("build/mail/requests")
FORMS: Final = ("eml", "text")
_PEOPLE: Final = "evidence/people.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chased:
    """Who has to be reminded, and the drafts for them, in the same order."""

    status: Status
    reminders: tuple[Reminder, ...]
    letters: tuple[Letter, ...]


def notification_letters(loaded: Loaded, library: Library, *, at: datetime) -> tuple[Letter, ...]:
    """A draft for each group that is told of the recorded call.

    Raises UsageError where no call is recorded, where the local facts name no group, or where a template is faulty.
    """
    call, local = recorded(library), local_of(loaded)
    shown = timetable(loaded)
    groups = ((local.core_group,) if local.core_group else ()) + local.told if local else ()
    if local is None or call is None or not groups:
        raise UsageError(
            f"{LOCAL} names nobody to be told of the call",
            remedy="List the groups under ‘told:’, each with ‘group:’ and, where they have one, ‘to:’ an address.",
        )
    mailboxes = {name: mailbox.address for name, mailbox in local.mailboxes.items()}
    area = notifying.Area(
        area=local.area or library.meta.area,
        partnership=local.partnership or library.meta.partnership,
        names=local.names,
        venues=local.venues,
        mailboxes=mailboxes,
    )
    return notifying.letters(
        [_group(each) for each in groups],
        shown,
        call,
        area,
        Templates(loaded.root),
        sender=_director(library) or _mailbox(local, "comms"),
        reply_to=_mailbox(local, "comms"),
        at=at,
    )


def chase(
    loaded: Loaded,
    library: Library,
    *,
    at: datetime,
    roles: Iterable[str] = (),
    submissions: Iterable[str] = (),
    advance: Advance = silent,
) -> Chased:
    """Checks the library and drafts a reminder for each role that has something to do, or for some of them.

    Raises UsageError where a mailbox or a template is faulty.
    """
    status = status_now(loaded, at=at, advance=advance).only(submission=submissions)
    wanted = frozenset(roles)
    found = tuple(each for each in reminders(status, library) if not wanted or each.role.id in wanted)
    local = local_of(loaded)
    addresses = {
        each.role.id: address(each.mailbox, each.role.title, where=_PEOPLE) for each in found if is_known(each.mailbox)
    }
    sender = _mailbox(local, "evidence") if local else None
    evidence = local.mailboxes["evidence"].address if local and "evidence" in local.mailboxes else ""
    letters = chasing.letters(found, status, addresses, Templates(loaded.root), sender=sender, evidence=evidence)
    return Chased(status=status, reminders=found, letters=letters)


def request_letters(loaded: Loaded, library: Library, request: Request, *, at: datetime) -> tuple[Letter, ...]:
    """The drafts of a request for the steps that it has come to. Raises UsageError for a faulty mailbox or template."""
    people, local = library.people, local_of(loaded)
    row = row_of(request, loaded.framework, library, at=at, closed=days_off(loaded).days)

    def of_role(id: str) -> Address | None:
        role = people.roles.get(id)
        return address(role.mailbox, role.title, where=_PEOPLE) if role and is_known(role.mailbox) else None

    boxes = asking.Boxes(
        comms=_mailbox(local, "comms") if local else None,
        evidence=_mailbox(local, "evidence") if local else None,
        lano=next(filter(None, map(of_role, sending(people))), None),
        holder=of_role(request.assigned.to) if request.assigned else None,
    )
    titles = {id: role.title for id, role in people.roles.items()}
    return asking.letters(request, row, titles, Templates(loaded.root), boxes, at=at)


def write_drafts(letters: Iterable[Letter], folder: Path, forms: Iterable[str] = FORMS, *, ours: bool) -> list[Path]:
    """Writes the drafts; in a folder of `ours`, older drafts go. Answers the first file of each. Raises OSError."""
    if ours:
        with work_folder(folder) as work:
            written = _write(letters, work, tuple(forms))
            replace_folder(work, folder)
        return [folder / path.name for path in written]
    return _write(letters, folder, tuple(forms))


def _write(letters: Iterable[Letter], folder: Path, forms: tuple[str, ...]) -> list[Path]:
    written = []
    for letter in letters:
        contents = {"eml": letter.eml(), "text": letter.text().encode()}
        files = [folder / f"{letter.id}.{'txt' if form == 'text' else form}" for form in forms]
        for form, file in zip(forms, files, strict=True):
            write_whole(file, contents[form])
        written.append(files[0])
    return written


def _group(told: Told) -> notifying.Group:
    to = tuple(address(each, "", where=LOCAL) for each in told.to)
    return notifying.Group(words=told.group, to=to, template=told.template)


def _director(library: Library) -> Address | None:
    """The mailbox of the director's office, which tells people."""
    found = (role for role in library.people.roles.values() if "director" in role.stages and is_known(role.mailbox))
    role = next(found, None)
    return address(role.mailbox, role.title, where=_PEOPLE) if role else None


def _mailbox(local: Local, name: str) -> Address | None:
    mailbox = local.mailboxes.get(name)
    return address(mailbox.address, "", where=LOCAL) if mailbox and is_known(mailbox.address) else None


def is_known(mailbox: str) -> bool:
    """Whether an address is there: one that is still to be filled in is none."""
    return bool(mailbox) and not is_mark(mailbox)
