"""What `annexa sign-off` and `annexa withdraw` share: which items, which stage, which role."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annexa.cli import names, options
from annexa.cli.free_text import TEXT
from annexa.model.errors import UsageError

if TYPE_CHECKING:
    from annexa.load import Loaded
    from annexa.model.library import Item, Library
    from annexa.plan.signing import Without

_OPTIONS = (
    click.argument("items", nargs=-1, metavar="[ITEM]...", type=names.ItemOrPath()),
    click.option("--group", metavar="ID", type=names.Group(), help="Every item of a group, such as health."),
    click.option("--submission", metavar="ID", type=names.Submission(), help="Every item of a submission."),
    click.option("--all", "every", is_flag=True, help="Every item of the library."),
    click.option(
        "--stage",
        metavar="STAGE",
        type=names.Stage(),
        help="Which stage; may be left out where the role has one alone.",
    ),
    click.option("--role", metavar="ROLE", type=names.Role(), help="Who signs: a role in people.yaml."),
    click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing."),
    click.option("-y", "--yes", is_flag=True, help="Do not ask first on a terminal."),
)


def without(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of whoever must send what is not signed off."""
    command = click.option("--reason", metavar="TEXT", type=TEXT, help="With --without-sign-off: why it cannot wait.")(
        command
    )
    return click.option(
        "--without-sign-off",
        metavar="ROLE",
        type=names.Role(),
        help="Build it although items are not signed off: the role that answers for that; receipts say so.",
    )(command)


def without_of(role: str | None, reason: str | None, library: "Library", *, needless: bool) -> "Without | None":
    """Who answers for sending what is not signed off, or None. Raises UsageError."""
    from annexa.cli.attest import note_of

    if role is None:
        if reason is not None:
            raise UsageError("--reason says why something is sent unsigned", remedy="Use it with --without-sign-off.")
        return None
    if needless:
        raise UsageError("A draft, and what was sent already, need no sign-off", remedy="Leave --without-sign-off out.")
    from annexa.plan.signing import Without

    who = names.role_of(role, library, "--without-sign-off")
    why = "Say why it cannot wait for the signature: the receipt will say so."
    return Without(role=who, reason=note_of(reason, why, "--reason"))


def choosing(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of both commands."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def chosen(
    loaded: "Loaded",
    library: "Library",
    items: tuple[Path | str, ...],
    *,
    group: str | None,
    submission: str | None,
    every: bool,
) -> tuple["Item", ...]:
    """The items asked for, in the framework's order. Raises UsageError where none is named, or one is not there."""
    if not (items or group or submission or every):
        raise UsageError(
            "Say which items",
            remedy="Such as: annexa sign-off 3.4 3.5, or --group education, --submission day-2, --all.",
        )
    if sum(map(bool, (items, group or submission, every))) > 1:
        raise UsageError(
            "Items, --group or --submission, and --all are said one at a time", remedy="Leave all but one."
        )
    if items:
        folders = options.items_in(loaded, items)
        return tuple(item for item in library.items if folders is None or options.folder_of(item.yaml) in folders)
    if group and group not in (known := [each.id for each in loaded.framework.groups]):
        raise names.unknown("group", group, known)
    if submission:
        names.submission_of(submission, loaded.framework)
    wanted = {
        each.id
        for each in loaded.framework.requirements
        if group in (None, each.group) and submission in (None, each.submission)
    }
    return tuple(item for item in library.items if item.meta.requirement in wanted)


def stage_of(given: str | None, role: str, loaded: "Loaded", library: "Library") -> str:
    """The stage asked for, or the only one that the role may sign. Raises UsageError."""
    known = [stage.id for stage in loaded.framework.stages]
    if not known:
        raise UsageError(
            f"{loaded.framework.title} has no stages of sign-off",
            remedy="‘stages’ in its framework file would name them.",
        )
    if given is not None and given not in known:
        raise names.unknown("stage", given, known)
    own = [stage for stage in known if stage in library.people.roles[role].stages]
    if given is None and len(own) != 1:
        what = f"may sign {', '.join(own)}" if own else "may sign no stage"
        raise UsageError(f"Say which stage: --stage STAGE; {role} {what}", remedy=f"Use one of: {', '.join(known)}.")
    return given or own[0]


def heading(item: "Item", loaded: "Loaded") -> str:
    """An item as people call it: "3.4 Destinations"."""
    requirement = loaded.framework.requirement(item.meta.requirement)
    return requirement.heading if requirement else item.meta.requirement


def agreed(question: str, *, yes: bool) -> bool:
    """Whether somebody at a terminal says yes; without a terminal nobody is asked."""
    return yes or not sys.stdin.isatty() or click.confirm(question, err=True)
