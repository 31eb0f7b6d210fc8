"""Lists of requirements by name or file: those of a library, those that annexa brings, and others to compare with."""

from pathlib import Path

from annexa.load import shipped
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.framework import Framework
from annexa.model.near import guess, nearest


def known(root: Path) -> dict[str, Path]:
    """The lists that can be named, those of the library first where both have one; by name."""
    files = shipped.listed(root, "schema", "*.yaml")
    return {path.stem: path for path in files.values() if b"\nrequirements:" in path.read_bytes()}


def read_framework(given: str, root: Path) -> Framework:
    """The list of that name, or in that file. Raises UsageError with file, line and remedy where it cannot be used."""
    path = Path(given)
    names = known(root)
    if not path.is_file():
        if given not in names:
            near = nearest(given, names)
            raise UsageError(
                f"There is no list of requirements ‘{given}’{guess(near)}",
                remedy=f"Name a file, or one of: {', '.join(names)}.",
            )
        path = names[given]
    tree, faults = parse(path.read_bytes())
    record, more = build(Framework, tree) if not faults else (None, ())
    for fault in (*faults, *more):
        raise UsageError(f"{path}, line {fault.line}: {fault.message}", remedy=fault.remedy)
    assert record is not None  # noqa: S101 - without a fault there is a record
    for words in _unknown_names(record):
        raise UsageError(f"{path}: {words}", remedy="Write a name that the same file defines.")
    return record


def _unknown_names(framework: Framework) -> list[str]:
    """Names in a list that nothing in it defines, and entries that stand twice, in words."""
    submissions = {each.id for each in framework.submissions}
    groups = {each.id for each in framework.groups}
    ids = [each.id for each in framework.requirements]
    twice = [f"‘{id}’ stands twice among the requirements" for id in dict.fromkeys(ids) if ids.count(id) > 1]
    return twice + [
        f"requirement ‘{each.id}’ names the {what} ‘{name}’, which is not defined"
        for each in framework.requirements
        for what, name, defined in (
            ("submission", each.submission, submissions),
            ("group", each.group, groups),
        )
        if name not in defined
    ]
