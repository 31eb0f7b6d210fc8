"""What the page's worker calls: JSON in, JSON out. The page writes a file, then calls.

Of what a file says, only that of the last one is kept, since a check follows each look, and another each change.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import msgspec

from annexa.browser import answers, item, one
from annexa.browser.remedies import without_commands
from annexa.documents.facts import Facts, ReadFault
from annexa.documents.reader import read
from annexa.inspection.written import CannotEdit
from annexa.load import Loaded, project
from annexa.model.errors import UsageError
from annexa.model.library import BundleLimits
from annexa.rules import RULES
from annexa.rules.page import page_of
from annexa.tools.files import sha256_of

_OF_PDF: Final = ("pikepdf", "pypdf", "pypdfium2", "annexa.documents.pdf", "annexa.browser.finished")


class _Lacking(MetaPathFinder):
    """Notes that the part for PDFs was asked for and is not here: a PDF may lie inside another file."""

    is_asked = False

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Never a module: whatever comes here was found nowhere."""
        self.is_asked |= fullname in _OF_PDF
        return None


_LACKING = _Lacking()


def begin() -> None:
    """What the worker calls first."""
    sys.meta_path.append(_LACKING)


def lacks_pdf() -> bool:
    """Whether the last answer has to be asked for again, with the part for PDFs; said once."""
    told, _LACKING.is_asked = _LACKING.is_asked, False
    return told


@cache
def _loaded(library: str) -> Loaded:
    """What the page was built with: framework, checklist, settings, roles and glossary; no items."""
    return project(Path(library))


@lru_cache(maxsize=1)
def _read(path: Path, _digest: str) -> Facts | ReadFault:
    return read(path)


def _facts(path: Path) -> Facts | ReadFault:
    """What the document says; it is read again where its name or one byte is another one."""
    return _read(path, sha256_of(path))


def look(library: str, document: str, today: str) -> str:
    """What a document seems to be: `{format, pages, words, partial, guesses}`, or `{fault}` where it cannot be read."""
    path = Path(document)
    facts = _facts(path)
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
    known = msgspec.convert(asked | {"today": today}, one.Said)
    with tempfile.TemporaryDirectory() as root:
        path = Path(root) / "evidence" / "dropped" / Path(document).name
        path.parent.mkdir(parents=True)
        shutil.copy(document, path)
        outcome = one.check(path, _loaded(library), known, _facts(Path(document)))
    answer: dict[str, Any] = msgspec.to_builtins(outcome)
    answer["left_out"] = [] if outcome.described or asked.get("dated") else [page_of(RULES[id]).title for id in _DATED]
    return json.dumps(answer)


_DATED = ("date-mismatch", "out-of-date")
"""Rules that need the date on the document."""


def sort(library: str, document: str) -> str:
    """Whether a PDF seems to be a finished bundle: `{is_bundle, profile, first, profiles}`."""
    from annexa.browser import finished
    from annexa.load.profiles import profiles

    titles = [[id, profile.title] for id, profile in profiles(Path(library)).items()]
    return json.dumps({**msgspec.to_builtins(finished.guess(Path(document))), "profiles": titles})


def judge(library: str, document: str, asked: str, told: Callable[[str, int], None]) -> str:
    """A Judged; `asked` is `{profile, first}`, and `told` gets what is being read and how many pages have been."""
    from annexa.browser import finished
    from annexa.load.profiles import profile

    said = json.loads(asked)
    chosen = profile(said["profile"], Path(library))
    loaded = _loaded(library).library
    limits = loaded.meta.limits if loaded is not None else BundleLimits()
    first = int(said["first"]) if str(said["first"]).isdecimal() else 1
    return msgspec.json.encode(finished.judge(Path(document), chosen, first, limits, told)).decode()


def validate(library: str, text: str, name: str) -> str:
    """Every fault of an item.yaml, or of a request by its name such as "001.yaml", with line and column."""
    if name[:1].isdecimal():
        return msgspec.json.encode(answers.faults_of_request(text, name, _loaded(library))).decode()
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


def answer(library: str, asked: str, today: str) -> str:
    """`{text}` of an item.yaml with an answer to the checklist or a waiver more, or `{text, fault}` without.

    `asked` is `{"text", "item", "document"}` as for `write`, and either `point` or `rule`, with the fields of
    that record as `filled`. A document that the text does not name yet is added first.
    """
    said: dict[str, Any] = json.loads(asked)
    loaded, file = _loaded(library), said["document"]["file"]
    text = said.get("text") or item.new(said.get("item") or {})
    try:
        if not item.names(text, file):
            text = item.with_document(text, said["document"])
        if "point" in said:
            text = answers.answered(text, file, said["point"], said["filled"], loaded)
        else:
            text = answers.waived(text, file, said["rule"], said["filled"], date.fromisoformat(today))
    except CannotEdit:
        lines = "\n".join(item.entry(said["document"]))
        return _refused(text, "This item.yaml is laid out in another way", f"Paste these lines into its list:\n{lines}")
    except UsageError as error:
        return _refused(text, str(error), error.remedy)
    except ValueError:
        return _refused(text, "A day, a role or a text of this form cannot be used", "Look at its fields again.")
    return json.dumps({"text": text})


def _refused(text: str, message: str, remedy: str) -> str:
    return json.dumps({"text": text, "fault": {"message": message, "remedy": without_commands(remedy)}})


def request(library: str, filled: str) -> str:
    """`{name, text, faults}` of a request that inspectors made."""
    name, text, faults = answers.requested(json.loads(filled), _loaded(library))
    return json.dumps({"name": name, "text": text, "faults": msgspec.to_builtins(faults)})
