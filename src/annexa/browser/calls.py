"""What the page's worker calls: JSON in, JSON out. The page writes a file, then calls; nothing is kept in between."""

import json
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from annexa.browser import item, one
from annexa.browser.words import without_commands
from annexa.documents.facts import Facts
from annexa.documents.reader import read
from annexa.inspection.edit import CannotEdit
from annexa.load import Loaded, project
from annexa.rules import RULES
from annexa.rules.page import page_of


@cache
def _loaded(library: str) -> Loaded:
    """What the page was built with: framework, checklist, settings, roles and glossary; no items."""
    return project(Path(library))


def look(library: str, document: str, today: str) -> str:
    """What a document seems to be: `{format, pages, words, partial, guesses}`, or `{fault}` where it cannot be read."""
    path = Path(document)
    facts = read(path)
    if not isinstance(facts, Facts):
        return json.dumps({"fault": {"message": facts.message, "remedy": without_commands(facts.remedy)}})
    seen = one.guess(path, facts, _loaded(library), date.fromisoformat(today))
    guesses = {
        "title": seen.title or path.stem,
        "kind": seen.kind,
        "dated": seen.dated,
        "sensitivity": seen.sensitivity,
    }
    return json.dumps(
        {
            "format": seen.format,
            "pages": seen.pages,
            "words": seen.words,
            "partial": facts.partial,
            "guesses": guesses,
        }
    )


def check(library: str, document: str, said: str, today: str) -> str:
    """An Outcome, with the titles of the rules that were left out; `said` is a Said without its day."""
    asked = {name: value for name, value in json.loads(said).items() if value}
    with tempfile.TemporaryDirectory() as root:
        path = Path(root) / "evidence" / "dropped" / Path(document).name
        path.parent.mkdir(parents=True)
        shutil.copy(document, path)
        outcome = one.check(path, _loaded(library), msgspec.convert(asked | {"today": today}, one.Said))
    answer: dict[str, Any] = msgspec.to_builtins(outcome)
    answer["left_out"] = [] if outcome.described or asked.get("dated") else [page_of(RULES[id]).title for id in _DATED]
    return json.dumps(answer)


_DATED = ("date-mismatch", "out-of-date")
"""Rules that need the date on the document."""


def validate(library: str, text: str) -> str:
    """Every fault of an item.yaml, with line and column."""
    with tempfile.TemporaryDirectory() as root:
        return msgspec.json.encode(one.validate(text, _loaded(library), Path(root) / "evidence" / "dropped")).decode()


def write(library: str, filled: str) -> str:
    """`{text}` of an item.yaml with a document more, or `{lines}` to paste where its layout is odd.

    `filled` is `{"text", "item", "document"}`: the text so far, its first fields where it has none, and a document.
    """
    asked: dict[str, Any] = json.loads(filled)
    text = asked.get("text") or item.new(asked.get("item") or {})
    if not asked.get("document"):
        return json.dumps({"text": text})
    try:
        return json.dumps({"text": item.with_document(text, asked["document"])})
    except CannotEdit:
        return json.dumps({"lines": "\n".join(item.entry(asked["document"]))})
