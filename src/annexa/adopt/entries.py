"""The lines of item.yaml for documents and items that annexa guessed."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import yaml

from annexa.adopt.guesses import Guesses
from annexa.inspection.written import scalar
from annexa.model.framework import Requirement
from annexa.model.library import DocumentGuess, DocumentMeta, ItemMeta
from annexa.model.quoted import quoted

FIELDS: Final[tuple[DocumentGuess, ...]] = ("title", "dated", "kind")
"""What is guessed of every document."""


def document_meta(file: str, guesses: Guesses, *, by_words: bool) -> DocumentMeta:
    """The entry of a document, every guess marked."""
    guessed: tuple[DocumentGuess, ...] = ("requirement",) if by_words else ()
    guessed = (*guessed, *(name for name in FIELDS if name not in guesses.told))
    return DocumentMeta(file=file, title=guesses.title, kind=guesses.kind, dated=guesses.dated, guessed=guessed)


def document_lines(meta: DocumentMeta) -> list[str]:
    """The entry as lines, the first of which stands behind the hyphen."""
    fields = [f"file: {as_text(meta.file or '')}", f"title: {as_text(meta.title)}", f"kind: {meta.kind}"]
    fields.append(f"dated: {meta.dated}")
    return [*fields, f"guessed: [{', '.join(meta.guessed)}]"] if meta.guessed else fields


def item_text(meta: ItemMeta, root: Path) -> str:
    """A whole item.yaml. Editors complete it where the library, or annexa beside it, brings the schema."""
    lines = [f"requirement: {as_text(meta.requirement)}", f"lead: {meta.lead}"]
    lines += [f"accountable: {meta.accountable}", f"summary: {as_text(meta.summary)}"]
    lines += [f"note: {as_text(meta.note)}"] if meta.note else []
    lines += [f"guessed: [{', '.join(meta.guessed)}]"] if meta.guessed else []
    lines.append("documents:")
    for index, document in enumerate(meta.documents):
        first, *rest = document_lines(document)
        lines += [*([""] if index else []), f"  - {first}", *(f"    {line}" for line in rest)]
    schema = "schema/item.schema.json"
    head = [f"# yaml-language-server: $schema=../../{schema}"] if (root / schema).is_file() else []
    return "\n".join([*head, *lines, ""])


def as_text(text: str) -> str:
    """Text that no program takes for a number, a date, yes or nothing: 3.10 is not 3.1."""
    return scalar(text) if isinstance(yaml.safe_load(scalar(text)), str) else quoted(text)


def summary_of(requirement: Requirement, titles: Sequence[str]) -> str:
    """What the item holds, as a beginning that its lead puts right."""
    listed = "; ".join(titles)
    text = f"{requirement.title}: {listed}." if titles else f"{requirement.title}."
    return text if len(text) <= 1000 else f"{requirement.title}: {len(titles)} documents."


def pasted(documents: Iterable[DocumentMeta]) -> str:
    """Entries as they stand below `documents:`, to be pasted."""
    blocks = (document_lines(meta) for meta in documents)
    return "\n".join("\n".join([f"  - {first}", *(f"    {line}" for line in rest)]) for first, *rest in blocks)
