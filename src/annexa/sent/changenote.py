"""The change note: what was added, replaced and withdrawn since a bundle was sent, as a tagged PDF."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annexa.model.sent import Frozen
from annexa.model.words import count, day_in_words
from annexa.plan.planned import Plan
from annexa.sent.freeze import WITHHELD
from annexa.sent.supplement import Change, SupplementPlan
from annexa.tools import typst

NOTE = "change-note"
"""The item that the note about a supplement or about insertions is."""
TEMPLATE = Path(__file__).with_name("changenote.typ")
APART = (
    "Page numbers of the bundle stay as they are: this supplement is numbered from {}, and a page of the bundle that is"
    " replaced here can still be found under its number."
)
INSERTED = (
    "Every page that was sent stays where it was, under the number that it had. New pages stand behind the ones that"
    " they replace or follow, and carry a letter: 57A stands behind 57."
)


def change_note(
    record: Frozen,
    changes: SupplementPlan,
    whole: Plan,
    *,
    inserted: Mapping[str, str] | None = None,
    first: int = 1,
) -> bytes:
    """The change note as tagged PDF. `inserted` says which pages each document has, by its key; otherwise the pages are
    numbered from `first`. Raises ToolFailed."""
    language, _, region = whole.language.partition("-")
    data = {
        "title": f"What has changed: {'supplement' if inserted is None else 'insertions'} {changes.number}",
        "language": language.lower(),
        "region": region.upper() or None,
        "columns": ["Item", "Document"],
        "lead": [
            f"{was_sent(record)} {counts(changes)} since then.",
            INSERTED if inserted is not None else APART.format(first),
        ],
        "groups": [
            group for kind in ("added", "replaced", "withdrawn") if (group := _group(kind, changes, whole, inserted))
        ],
    }
    return typst.compile_pdf(TEMPLATE, data)


def was_sent(record: Frozen) -> str:
    """What was sent last, in a sentence: what has changed has changed since then."""
    bundle = f"The bundle “{record.title}” was sent on {day_in_words(record.sent)}"
    if not record.supplements:
        return f"{bundle}."
    last = record.supplements[-1]
    what = "insertions" if last.inserted == "yes" else "supplement"
    return f"{bundle}, and {what} {last.number} on {day_in_words(last.sent)}."


def counts(changes: SupplementPlan) -> str:
    """In words: "1 document added, 2 documents replaced"."""
    kinds = [change.kind for change in changes.changes]
    words = [
        f"{count(kinds.count(kind), 'document')} {kind}" for kind in ("added", "replaced", "withdrawn") if kind in kinds
    ]
    return ", ".join(words)


def _group(
    kind: str, changes: SupplementPlan, whole: Plan, inserted: Mapping[str, str] | None
) -> dict[str, Any] | None:
    rows = [_row(change, whole, inserted) for change in changes.changes if change.kind == kind]
    headings = {"added": "Where", "replaced": "Replaces", "withdrawn": "No longer holds"}
    return {"title": kind.capitalize(), "heading": headings[kind], "rows": rows} if rows else None


def _row(change: Change, whole: Plan, inserted: Mapping[str, str] | None) -> dict[str, str]:
    numbers = {item.id: item.number or item.title for item in whole.items}
    here = inserted.get(change.now.key, "") if inserted is not None and change.now else ""
    where = change.replaces or here or "in this supplement"
    if change.replaces and here:
        where = f"{change.replaces}, by {here}"
    title = change.title if change.title != WITHHELD else "A document of child-level material"
    return {
        "item": numbers.get(change.item, change.item),
        "title": title,
        "pages": where[:1].upper() + where[1:],
    }
