"""A document that was adopted earlier, as it is in the library now: replaced or taken out, where no person wrote it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annexa.adopt.guesses import Guesses
from annexa.adopt.state import Entry
from annexa.inspection import edit
from annexa.inspection.rewrite import Rewritten, rewritten
from annexa.load.project import ITEM_FILE
from annexa.model.errors import UsageError
from annexa.model.library import DocumentMeta, Item, Library
from annexa.tools.files import copy_whole, sha256_of

MARKS: Final = ("title", "dated", "kind")


class LeftAlone(Exception):
    """A person has had a hand in it, so it stays; the message says in words that follow a semicolon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A document of the library that came from a folder."""

    item: Item
    index: int
    path: Path
    """Absolute."""
    entry: Entry
    """What was recorded when it was written."""

    @property
    def meta(self) -> DocumentMeta:
        """Its entry in item.yaml."""
        return self.item.meta.documents[self.index]

    @property
    def is_as_written(self) -> bool:
        """Whether nobody has confirmed or changed a word of its entry, nor its bytes."""
        meta = self.meta
        plain = DocumentMeta(file=meta.file, title=meta.title, kind=meta.kind, dated=meta.dated, guessed=meta.guessed)
        told = {"title": meta.title, "dated": str(meta.dated), "kind": str(meta.kind)}
        return meta == plain and set(MARKS) <= set(meta.guessed) and told == self.entry.written and self.is_same

    @property
    def is_same(self) -> bool:
        """Whether its bytes are those that were copied."""
        try:
            return sha256_of(self.path) == self.entry.target_sha256
        except OSError:
            return False


def find_placed(entry: Entry, library: Library) -> Placed | None:
    """The document that an entry speaks of; None where no item names it any more."""
    for item in library.items:
        folder = item.yaml.rpartition("/")[0]
        for index, meta in enumerate(item.meta.documents):
            if meta.file is not None and f"{folder}/{meta.file}" == entry.target:
                return Placed(item=item, index=index, path=item.folder / meta.file, entry=entry)
    return None


def replaced(placed: Placed, source: Path, guesses: Guesses) -> tuple[str, dict[str, str]]:
    """Puts newer bytes in its place; guesses that nobody has confirmed follow them, everything else stays.

    Answers with the SHA-256 and the values as they are written now. Raises LeftAlone, and then nothing is written.
    """
    if not placed.is_same:
        raise LeftAlone("it was changed in the library too, so the library's stays")
    told = {"title": guesses.title, "dated": str(guesses.dated), "kind": str(guesses.kind)}
    new: dict[str, str] = {name: told[name] for name in MARKS if name in placed.meta.guessed}
    text = _with_values(
        placed, {name: value for name, value in new.items() if str(getattr(placed.meta, name)) != value}
    )
    digest = copy_whole(source, placed.path)
    if text is not None:
        text.write()
    return digest, {**placed.entry.written, **new}


def _with_values(placed: Placed, values: dict[str, str]) -> Rewritten | None:
    if not values:
        return None
    meta = DocumentMeta.model_validate({**placed.meta.model_dump(), **values})

    def change(text: str) -> str:
        for name, value in values.items():
            text = edit.set_document_field(text, placed.index, name, value)
        return text

    return _rewritten(placed, meta, change)


def taken_out(placed: Placed) -> None:
    """Takes it out of its item, and the item with it where annexa wrote all of that. Raises LeftAlone."""
    if not placed.is_as_written:
        raise LeftAlone("somebody has confirmed or changed it in the library, so it stays there")
    item = placed.item
    if len(item.meta.documents) > 1:
        _rewritten(placed, None, lambda text: edit.remove_document(text, placed.index)).write()
        placed.path.unlink()
        return
    if not {"lead", "accountable", "summary"} & set(item.meta.guessed) or item.sign_offs:
        raise LeftAlone("it is the only document of its item, so it stays there")
    (item.folder / ITEM_FILE).unlink()
    placed.path.unlink()
    if not any(item.folder.iterdir()):
        item.folder.rmdir()


def _rewritten(placed: Placed, meta: DocumentMeta | None, change: Callable[[str], str]) -> Rewritten:
    """item.yaml with another entry in the document's place, or none."""
    documents = list(placed.item.meta.documents)
    documents[placed.index : placed.index + 1] = [meta] if meta is not None else []
    wanted = placed.item.meta.model_copy(update={"documents": tuple(documents)})
    try:
        return rewritten(placed.item.folder / ITEM_FILE, placed.item.yaml, placed.item.meta, wanted, change, by_hand="")
    except UsageError as error:
        raise LeftAlone(error.message) from None
