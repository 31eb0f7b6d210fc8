"""Documents put into items: copied, listed and recorded, item by item, so that nothing is ever half there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annexa.adopt.entries import document_lines, document_meta, item_text, summary_of
from annexa.adopt.file_names import safe_name
from annexa.adopt.found import Found
from annexa.adopt.numbers import without_number
from annexa.adopt.plan import Placing
from annexa.adopt.roles import Field, role_for
from annexa.inspection import edit
from annexa.inspection.rewrite import Rewritten, rewritten
from annexa.load import Loaded
from annexa.load.project import ITEM_FILE
from annexa.model.errors import UsageError
from annexa.model.framework import Requirement
from annexa.model.library import DocumentMeta, Item, ItemMeta, Library
from annexa.tools.files import copy_whole, sha256_of

Given = Mapping[str, Mapping[str, str]]
"""Lead, accountable and note of requirements, by id, as a list of the coordinator gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A document as it is to be in the library."""

    placing: Placing
    target: Path
    """Absolute."""
    meta: DocumentMeta


class CannotPut(Exception):
    """An item cannot take documents; the message says why, in words that follow the document's name."""


def put_into_item(
    requirement: Requirement, placings: Sequence[Placing], loaded: Loaded, library: Library, given: Given
) -> tuple[Put, ...]:
    """Copies documents into the item that answers a requirement and lists them in its item.yaml, which may be new.

    Files are there before anything names them. Raises CannotPut, and then nothing was written; raises OSError.
    """
    item = next((each for each in library.items if each.meta.requirement == requirement.id), None)
    folder = item.folder if item is not None else _new_folder(requirement, placings, loaded, library)
    taken = {name.casefold() for name in item.named} if item is not None else set()
    puts: list[Put] = []
    for placing in placings:
        name = _free_name(placing.found, folder, taken, loaded)
        taken.add(name.casefold())
        meta = document_meta(name, placing.guesses, by_words=placing.is_by_words)
        puts.append(Put(placing=placing, target=folder / name, meta=meta))
    metas = [put.meta for put in puts]
    text = _listed(item, metas) if item is not None else _new_item(requirement, metas, loaded, library, given, folder)
    for put in puts:
        _copy(put)
    text.write()
    return tuple(puts)


def _new_folder(requirement: Requirement, placings: Sequence[Placing], loaded: Loaded, library: Library) -> Path:
    if requirement.id in library.unread:
        raise CannotPut(f"answers {requirement.id}, whose item.yaml cannot be read: put it right (annexa validate)")
    evidence = loaded.root / "evidence"
    theirs = {_folder_in(evidence, placing.found.path) for placing in placings}
    if len(theirs) == 1 and (own := theirs.pop()) is not None and not (own / ITEM_FILE).exists():
        return own  # somebody has made the folder, and put the files there
    title = safe_name(requirement.title, "")
    name = requirement.id if requirement.number is None else f"{requirement.id}-{title}"
    return evidence / name[:60].rstrip("-")


def _folder_in(evidence: Path, path: Path) -> Path | None:
    """The folder of an item in which a file lies; None for one that lies elsewhere."""
    parts = path.relative_to(evidence).parts if path.is_relative_to(evidence) else ()
    return evidence / parts[0] if len(parts) > 1 else None


def _free_name(found: Found, folder: Path, taken: set[str], loaded: Loaded) -> str:
    """A safe name that no other document has; a file of that name that is there with the same bytes is used, and one
    that lies in the item's folder keeps its name."""
    if found.path.is_relative_to(folder):
        return found.path.relative_to(folder).as_posix()
    stem = Path(safe_name(without_number(found.said.words, loaded.framework), "")).name
    suffix = found.path.suffix
    for number in range(1, 1000):
        name = safe_name(stem if number == 1 else f"{stem}-{number}", suffix)
        path = folder / name
        if name.casefold() not in taken and (not path.exists() or _is_same(path, found.sha256)):
            return name
    raise CannotPut("has a name that a thousand others have")


def _is_same(path: Path, sha256: str) -> bool:
    try:
        return path.is_file() and sha256_of(path) == sha256
    except OSError:
        return False


def _listed(item: Item, metas: list[DocumentMeta]) -> Rewritten:
    """item.yaml with the documents below those that it lists."""
    wanted = item.meta.model_copy(update={"documents": (*item.meta.documents, *metas)})
    try:
        return rewritten(
            item.folder / ITEM_FILE,
            item.yaml,
            item.meta,
            wanted,
            lambda text: edit.add_documents(text, [document_lines(meta) for meta in metas]),
            by_hand="",
        )
    except UsageError as error:
        raise CannotPut(f"answers {item.meta.requirement}, but {error.message}: annexa validate") from None


def _new_item(
    requirement: Requirement, metas: list[DocumentMeta], loaded: Loaded, library: Library, given: Given, folder: Path
) -> Rewritten:
    told = given.get(requirement.id, {})
    fields: tuple[Field, ...] = ("lead", "accountable")
    roles = {name: told.get(name) or role_for(name, requirement, library, loaded.framework) for name in fields}
    meta = ItemMeta(
        requirement=requirement.id,
        lead=roles["lead"],
        accountable=roles["accountable"],
        summary=summary_of(requirement, [each.title for each in metas]),
        note=told.get("note", ""),
        guessed=(*(name for name in fields if not told.get(name)), "summary"),
        documents=tuple(metas),
    )
    return Rewritten(folder / ITEM_FILE, item_text(meta, loaded.root).encode())


def _copy(put: Put) -> None:
    found = put.placing.found
    if _is_same(put.target, found.sha256):
        return
    if copy_whole(found.path, put.target) != found.sha256:
        put.target.unlink()
        raise CannotPut("was changed while it was read: run the command again")


def by_requirement(placings: Iterable[Placing]) -> Iterator[tuple[Requirement, list[Placing]]]:
    """What is to be placed, by what it answers."""
    groups: dict[str, list[Placing]] = {}
    for placing in placings:
        groups.setdefault(placing.requirement.id, []).append(placing)
    for _, group in sorted(groups.items()):
        yield group[0].requirement, group
