"""Guesses that wait for a person: which there are, and the end of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Final

from annexa.inspection import edit
from annexa.inspection.rewrite import Rewritten, rewritten
from annexa.load.project import ITEM_FILE
from annexa.model.library import DocumentMeta, Item

WORDS: Final = {
    "requirement": "answers",
    "title": "title",
    "dated": "dated",
    "kind": "kind",
    "lead": "lead",
    "accountable": "accountable lead",
    "summary": "summary",
}
"""What a guessed field is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What was guessed for an item, or for one of its documents, and nobody has looked at."""

    item: Item
    index: int | None
    """The document's place in the item's list, from 0; None for the item itself."""

    @property
    def document(self) -> DocumentMeta | None:
        """The document, where it is about one."""
        return None if self.index is None else self.item.meta.documents[self.index]

    @property
    def about(self) -> str:
        """The document's name, or what the item says of itself."""
        return self.document.name if self.document else "item.yaml"

    @property
    def values(self) -> Mapping[str, str]:
        """The guessed fields, in words, with what was guessed."""
        meta, document = self.item.meta, self.document
        if document is None:
            return {WORDS[name]: str(getattr(meta, name)) for name in meta.guessed}
        held = {"requirement": meta.requirement}
        return {WORDS[name]: held.get(name) or str(getattr(document, name)) for name in document.guessed}


def waiting(items: Iterable[Item]) -> tuple[Waiting, ...]:
    """Every guess, in the order of the items: first what is about an item, then its documents."""
    found: list[Waiting] = []
    for item in items:
        if item.meta.guessed:
            found.append(Waiting(item=item, index=None))
        found += [Waiting(item=item, index=i) for i, document in enumerate(item.meta.documents) if document.guessed]
    return tuple(found)


def confirm(chosen: Iterable[Waiting]) -> tuple[str, ...]:
    """Takes the marks of what was looked at out of item.yaml, and answers with the files.

    Raises UsageError where a file is laid out in a way that cannot be changed safely; then nothing is written.
    """
    by_item: dict[str, list[Waiting]] = {}
    for one in chosen:
        by_item.setdefault(one.item.yaml, []).append(one)
    files = [_without_marks(group) for group in by_item.values()]
    for file in files:
        file.write()
    return tuple(by_item)


def _without_marks(group: list[Waiting]) -> Rewritten:
    item = group[0].item
    documents = list(item.meta.documents)
    changes: list[Callable[[str], str]] = []
    update: dict[str, object] = {}
    for one in group:
        if one.index is None:
            update["guessed"] = ()
            changes.append(lambda text: edit.remove_field(text, "guessed"))
        else:
            documents[one.index] = documents[one.index].model_copy(update={"guessed": ()})
            changes.append(_removal(one.index))
    wanted = item.meta.model_copy(update={**update, "documents": tuple(documents)})
    return rewritten(
        item.folder / ITEM_FILE,
        item.yaml,
        item.meta,
        wanted,
        lambda text: reduce(lambda before, change: change(before), changes, text),
        by_hand="Delete the lines ‘guessed:’ by hand.",
    )


def _removal(index: int) -> Callable[[str], str]:
    return lambda text: edit.remove_document_field(text, index, "guessed")


def corrected(item: Item, index: int, values: Mapping[str, str]) -> Rewritten:
    """item.yaml with other values for a document, by field, whose mark goes.

    Raises UsageError as `confirm` does, and ValidationError where a value does not fit its field.
    """
    before = item.meta.documents[index]
    documents = list(item.meta.documents)
    documents[index] = DocumentMeta.model_validate({**before.model_dump(), **values, "guessed": ()})

    def change(text: str) -> str:
        for name, value in values.items():
            text = edit.set_document_field(text, index, name, value)
        return edit.remove_document_field(text, index, "guessed") if before.guessed else text

    return rewritten(
        item.folder / ITEM_FILE,
        item.yaml,
        item.meta,
        item.meta.model_copy(update={"documents": tuple(documents)}),
        change,
        by_hand="Correct the values and delete the line ‘guessed:’ by hand.",
    )
