"""Names that people type: found, answered with the nearest right one, and completed by the shell.

Submissions, requirements, rules, roles, checklist points and commands are all asked for by name, and every one that is
unknown is answered in the same words.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from annexa.model.errors import AnnexaError, UsageError
from annexa.model.near import guess, nearest

if TYPE_CHECKING:  # the models take a while to import, and not every command needs them
    from annexa.model.framework import Framework, Requirement
    from annexa.model.library import Library

ROLES_SHOWN = 40
"""A remedy that lists more names than these is no longer read."""


def unknown(what: str, given: str, known: Iterable[str], *, remedy: str = "") -> UsageError:
    """The error for a name that is not there: "There is no rule ‘comment’; did you mean ‘comments’?".

    `what` is the kind of thing, in the singular. Without a remedy of its own, the error lists what is known.
    """
    names = list(known)
    near = nearest(given, names)
    listed = f"Use one of: {', '.join(names[:ROLES_SHOWN])}." if names else "There are none yet."
    return UsageError(f"There is no {what} ‘{given}’{guess(near)}", remedy=remedy or listed)


def submission_of(given: str, framework: "Framework") -> str:
    """The id of a submission. Raises UsageError."""
    known = [each.id for each in framework.submissions]
    if given not in known:
        raise unknown("submission", given, known)
    return given


def submissions_of(given: str, framework: "Framework") -> list[str]:
    """The ids of the submissions asked for, all of them for "all", in the framework's order. Raises UsageError."""
    known = [each.id for each in framework.submissions]
    if given == "all":
        return known
    if given not in known:
        raise unknown("submission", given, [*known, "all"])
    return [given]


def requirement_of(given: str, framework: "Framework") -> "Requirement":
    """The requirement with that id. Raises UsageError."""
    found = framework.requirement(given)
    if found is None:
        known = [each.id for each in framework.requirements]
        raise unknown("requirement", given, known, remedy="‘annexa requirements’ lists them all.")
    return found


def refuse_other_submission(given: str, submissions: Iterable[str], framework: "Framework") -> None:
    """Raises UsageError where an item is no requirement, or belongs to none of the submissions asked for."""
    requirement = requirement_of(given, framework)
    asked = list(submissions)
    if requirement.submission not in asked:
        raise UsageError(
            f"{given} belongs to {requirement.submission}, not to {' or '.join(asked)}",
            remedy=f"Write: annexa bundle {requirement.submission} --item {given}",
        )


def rule_of(given: str) -> str:
    """A rule's name as it is registered, whatever its case and joints. Raises UsageError."""
    from annexa.rules import RULES

    name = given.strip().lower().replace("_", "-").replace(" ", "-")
    if name in RULES:
        return name
    by_word = {word: rule for rule in reversed(list(RULES)) for word in rule.split("-")}
    near = nearest(name, RULES) or nearest(name, by_word)
    near = by_word.get(near, near) if near else None
    told = f"‘annexa explain {near}’ tells about it, " if near else ""
    raise UsageError(f"There is no rule ‘{given}’{guess(near)}", remedy=f"{told}‘annexa rules’ lists them all.")


def role_of(given: str | None, library: "Library", option: str) -> str:
    """A role that people.yaml names. Raises UsageError, also where none was given."""
    roles = library.people.roles
    if given is None:
        raise UsageError(f"Say who: {option} ROLE", remedy=f"The roles of people.yaml are: {', '.join(roles)}.")
    if given not in roles:
        raise unknown("role in people.yaml called", given, roles)
    return given


# -- completion -------------------------------------------------------------------------------------------


def _root(ctx: click.Context) -> Path:
    """The project folder, while the shell completes: `--library` is read but no command has run."""
    from annexa.tools.root import find_root

    top = ctx.find_root()
    start = top.obj or top.params.get("start") or Path()
    return find_root(Path(start))


def _completions(names: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name, help=words) for name, words in names if name.startswith(incomplete)]


class Submission(click.ParamType[Any]):
    """A submission's id, completed by the shell."""

    name = "submission"

    def __init__(self, *more: str) -> None:
        self.more = more

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The submissions of the framework, and the words that this command takes besides."""
        from annexa.load import project

        with suppress(AnnexaError, OSError):
            known = [(each.id, each.title) for each in project(_root(ctx)).framework.submissions]
            return _completions([*known, *((word, "") for word in self.more)], incomplete)
        return []


class Group(click.ParamType[Any]):
    """The id of a group of requirements, completed by the shell."""

    name = "group"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The groups of the framework, with their titles."""
        from annexa.load import project

        with suppress(AnnexaError, OSError):
            return _completions([(each.id, each.title) for each in project(_root(ctx)).framework.groups], incomplete)
        return []


class Stage(click.ParamType[Any]):
    """The id of a stage of sign-off, completed by the shell."""

    name = "stage"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The stages of the framework, with their titles."""
        from annexa.load import project

        with suppress(AnnexaError, OSError):
            return _completions([(each.id, each.title) for each in project(_root(ctx)).framework.stages], incomplete)
        return []


class Rule(click.ParamType[Any]):
    """A rule's name, completed by the shell."""

    name = "rule"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The registered rules."""
        from annexa.rules import RULES

        return _completions([(name, "") for name in RULES], incomplete)


class Role(click.ParamType[Any]):
    """A role of people.yaml, completed by the shell."""

    name = "role"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The roles, with their titles."""
        from annexa.load import project

        with suppress(AnnexaError, OSError):
            library = project(_root(ctx)).library
            roles = library.people.roles if library is not None else {}
            return _completions([(name, role.title) for name, role in roles.items()], incomplete)
        return []


class ItemId(click.ParamType[Any]):
    """A requirement's id, completed by the shell."""

    name = "item"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The requirements of the framework, with their titles."""
        return _completions(_requirements(ctx), incomplete)


def _requirements(ctx: click.Context) -> list[tuple[str, str]]:
    from annexa.load import project

    with suppress(AnnexaError, OSError):
        return [(each.id, each.title) for each in project(_root(ctx)).framework.requirements]
    return []


class ItemOrPath(click.Path):
    """An item's number, or a file or folder: beside the caller, or in the project that `--library` names."""

    name = "item or path"

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A path that is there, or the text as it is where it may be an item's number."""
        given = os.fspath(value)
        if ctx is not None:
            with suppress(AnnexaError):
                root = _root(ctx)
                if (root / given).exists() and not Path(given).resolve().is_relative_to(root):
                    return super().convert(root / given, param, ctx)
        return super().convert(value, param, ctx) if Path(given).exists() else given

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Items by their number; the shell itself completes paths where none fits."""
        return _completions(_requirements(ctx), incomplete) or super().shell_complete(ctx, param, incomplete)
