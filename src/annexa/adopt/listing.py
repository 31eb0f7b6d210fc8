"""Files that a person names for a requirement: copied where they lie elsewhere, and listed in its item."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from annexa.adopt.entries import FIELDS
from annexa.adopt.found import Found, found_file
from annexa.adopt.guesses import Guesses
from annexa.adopt.items import CannotPut, Put, put_into_item
from annexa.adopt.plan import Placing, Reader, plan_each
from annexa.load import Loaded
from annexa.model.errors import UsageError
from annexa.model.framework import Requirement
from annexa.model.library import Kind, Library


def guessed_for(
    files: Sequence[Path],
    requirement: Requirement,
    loaded: Loaded,
    library: Library,
    *,
    today: date,
    read: Reader,
    told: Mapping[str, str],
) -> tuple[Placing, ...]:
    """What would be written of some files. `told`: title, dated or kind as a person says them.

    Raises UsageError, with the reasons, where one of them cannot be taken.
    """
    found = [_found(path) for path in files]
    listed = _listed(found, library)
    decisions = plan_each(found, requirement, loaded, library, today=today, read=read)
    refused = [f"{each.name} {each.reason}" for each in decisions if each.placing is None]
    if listed or refused:
        lines = [*(f"{name} is listed in {where} already" for name, where in listed.items()), *refused]
        raise UsageError(
            "Nothing was written, because of:\n  " + "\n  ".join(lines),
            remedy="Put that right, or name the other files alone.",
        )
    return tuple(
        replace(each.placing, guesses=_with(each.placing.guesses, told))
        for each in decisions
        if each.placing is not None
    )


def list_files(
    placings: Sequence[Placing], requirement: Requirement, loaded: Loaded, library: Library
) -> tuple[Put, ...]:
    """Writes them into the item that answers the requirement, which may be new. Raises UsageError and OSError."""
    try:
        return put_into_item(requirement, placings, loaded, library, {})
    except CannotPut as reason:
        raise UsageError(f"{placings[0].found.name} {reason}", remedy="Then run the command again.") from None


def _found(path: Path) -> Found:
    one = found_file(path.resolve(), PurePosixPath(path.name))
    if not isinstance(one, Found):
        raise UsageError(f"{path} {one.reason}", remedy="Name a document that can be opened.")
    return one


def _listed(found: Sequence[Found], library: Library) -> Mapping[str, str]:
    """The files that an item names already, with its item.yaml."""
    places = {(item.folder / name).resolve(): item.yaml for item in library.items for name in item.named}
    return {str(one.name): places[one.path] for one in found if one.path in places}


def _with(guesses: Guesses, told: Mapping[str, str]) -> Guesses:
    return replace(
        guesses,
        title=told.get("title", guesses.title),
        dated=date.fromisoformat(told["dated"]) if "dated" in told else guesses.dated,
        kind=Kind(told.get("kind", guesses.kind)),
        dated_by="what you say" if "dated" in told else guesses.dated_by,
        told=frozenset(told) & frozenset(FIELDS),
    )
