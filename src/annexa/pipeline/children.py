"""The register of children selected for tracking, begun and kept: each change is written so that comments stay."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from annexa.inspection import edit, written
from annexa.inspection.children import Change, applied
from annexa.inspection.matrix import Matrix, matrix
from annexa.inspection.rewrite import rewrite
from annexa.inspection.turns import WHOLE
from annexa.load import Loaded
from annexa.model.children import FILE, Child, Register
from annexa.model.errors import UsageError
from annexa.model.framework import Tracking
from annexa.model.library import Item, Library
from annexa.model.words import listed
from annexa.pipeline.days import deadlines_of
from annexa.rules.support.name_lists import listed_names
from annexa.rules.support.pseudonyms import is_listed, looks_like_name
from annexa.tools.files import write_whole

HEAD: Final = (
    "# yaml-language-server: $schema=../../schema/register.schema.json\n"
    "# Children selected for tracking, kept by ‘annexa children’. Pseudonyms and roles: never a name.\n"
)
_LONGEST: Final = 40
_BY_HAND: Final = f"Change {FILE} by hand."


def tracking_of(loaded: Loaded) -> Tracking:
    """What the framework says of children who are followed. Raises UsageError where it follows nobody."""
    if loaded.framework.tracking is None:
        raise UsageError(
            f"Inspectors who work by “{loaded.framework.title}” follow no single children",
            remedy="A list of requirements says so under ‘tracking’.",
        )
    return loaded.framework.tracking


def register_of(library: Library) -> Register:
    """The register. Raises UsageError where there is none, or one with faults."""
    if library.tracked is not None:
        return library.tracked
    if (library.root / FILE).exists():
        raise UsageError(f"{FILE} has faults", remedy="‘annexa validate’ names them: put them right first.")
    raise UsageError(
        "No child is in the register yet",
        remedy='Begin it with the pseudonyms that inspectors use: annexa children new "Child A" "Child B"',
    )


def standing(loaded: Loaded, library: Library, at: datetime) -> Matrix:
    """Where every child stands. Raises UsageError where there is no register."""
    tracking_of(loaded)
    register_of(library)
    found = matrix(library, loaded.framework, deadlines_of(loaded), at)
    if found is None:
        raise UsageError(
            "The list of requirements does not say which of them children who are followed belong to",
            remedy="Correct ‘tracking: requirement’ in the list of requirements.",
        )
    return found


def item_of(library: Library, tracking: Tracking) -> Item | None:
    """The item that holds what is collected about these children."""
    return next((item for item in library.items if item.meta.requirement == tracking.requirement), None)


def begin(
    loaded: Loaded, library: Library, pseudonyms: Sequence[str], *, lead: str | None, reviewer: str | None
) -> tuple[str, ...]:
    """Puts children into the register, and begins it where there is none; what could not be looked at, in sentences.

    Raises UsageError for a name, a pseudonym that is there already, and where nobody is named who leads or reviews.
    """
    tracking = tracking_of(loaded)
    given = [" ".join(each.split()) for each in pseudonyms]
    unknown = _refuse_names(library, given)
    old = library.tracked or (register_of(library) if (library.root / FILE).exists() else None)
    _refuse_twice(given, old)
    new = tuple(Child(pseudonym=each) for each in given)
    if old is not None:
        if lead or reviewer:
            raise UsageError("The register has its lead and its reviewer already", remedy=f"Change them in {FILE}.")
        entries = [[f"pseudonym: {written.scalar(each)}"] for each in given]
        wanted = old.model_copy(update={"children": (*old.children, *new)})
        _rewrite(library, old, wanted, lambda text: edit.add_documents(text, entries, "children"))
        return unknown
    item, people = item_of(library, tracking), library.people.roles
    leading = lead or (item.meta.lead if item else None)
    reviewing = reviewer or next((id for id, role in people.items() if WHOLE in role.stages), None)
    if leading is None or reviewing is None:
        option = "--reviewer" if leading else "--lead"
        raise UsageError(f"Say who: {option} ROLE", remedy=f"The roles of people.yaml are: {', '.join(people)}.")
    lines = "".join(f"  - pseudonym: {written.scalar(each)}\n" for each in given)
    (library.root / FILE).parent.mkdir(parents=True, exist_ok=True)
    write_whole(library.root / FILE, f"{HEAD}lead: {leading}\nreviewer: {reviewing}\nchildren:\n{lines}")
    return unknown


def _refuse_names(library: Library, pseudonyms: Sequence[str]) -> tuple[str, ...]:
    names, missing = listed_names(library)
    for number, each in enumerate(pseudonyms, start=1):
        if not 0 < len(each) <= _LONGEST:
            raise UsageError(
                f"Pseudonym {number} is {'empty' if not each else 'too long'}",
                remedy=f"Write between 1 and {_LONGEST} characters.",
            )
        if (names is not None and is_listed(each, names)) or looks_like_name(each):
            raise UsageError(
                f"Pseudonym {number} is a name, or looks like one",
                remedy="Write the reference that inspectors use, such as “Child A” or “YP-03”: many people see it.",
            )
    if not missing:
        return ()
    return (f"Pseudonyms were not compared with all lists of names: {listed(missing)} cannot be read here.",)


def _refuse_twice(pseudonyms: Sequence[str], old: Register | None) -> None:
    taken = {child.pseudonym.casefold() for child in (old.children if old else ())}
    for number, each in enumerate(pseudonyms, start=1):
        if each.casefold() in taken:
            raise UsageError(
                f"Pseudonym {number} is in the register already, or was given twice",
                remedy="Give each child one of its own: ‘annexa children’ shows those that are there.",
            )
        taken.add(each.casefold())


def drop(library: Library, index: int) -> None:
    """Takes a child, with all that is noted of it, out of the register. Raises UsageError for the only one."""
    old = register_of(library)
    if len(old.children) == 1:
        raise UsageError("It is the only child in the register", remedy=f"Delete {FILE}, or put in another one first.")
    kept = tuple(child for at, child in enumerate(old.children) if at != index)
    wanted = old.model_copy(update={"children": kept})
    _rewrite(library, old, wanted, lambda text: edit.remove_document(text, index, "children"))


def save(library: Library, changes: Sequence[Change]) -> None:
    """Writes changes into the register. Raises UsageError where it was changed meanwhile, or cannot be edited."""
    old = register_of(library)
    wanted = applied(old, changes)
    if wanted != old:
        _rewrite(library, old, wanted, lambda text: _edited(text, old, changes))


def _edited(text: str, old: Register, changes: Sequence[Change]) -> str:
    for change in changes:
        place = ("children", change.index)
        if change.record is not None:
            text = edit.set_part(text, place, change.group, change.name, change.fields, one_line=True)
        elif change.name in getattr(old.children[change.index], change.group):
            text = edit.remove_part(text, place, change.group, change.name)
    return text


def _rewrite(library: Library, old: Register, wanted: Register, change: Callable[[str], str]) -> None:
    rewrite(library.root / FILE, FILE, old, wanted, change, by_hand=_BY_HAND)


def documents_of(library: Library, tracking: Tracking, given: Sequence[str]) -> tuple[str, ...]:
    """Documents of the item by their number, file or path, as item.yaml writes them. Raises UsageError."""
    item = item_of(library, tracking)
    documents = item.meta.documents if item else ()
    names = [document.secure.path if document.secure else document.file or "" for document in documents]
    found = []
    for number, each in enumerate(given, start=1):
        if each.isdecimal() and 0 < int(each) <= len(names) and names[int(each) - 1]:
            found.append(names[int(each) - 1])
            continue
        match = next((name for name in names if name and (name == each or Path(name).name == Path(each).name)), None)
        if match is None:
            raise UsageError(
                f"{tracking.requirement} has no document of that name or number: --document, number {number} of those"
                " given",
                remedy=f"It has {len(names)}, counted as item.yaml lists them. A new one goes in first: annexa new"
                f" {tracking.requirement} FILE, or annexa secure add FILE --item {tracking.requirement}.",
            )
        found.append(match)
    return tuple(dict.fromkeys(found))
