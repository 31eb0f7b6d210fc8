"""A rule's page: its docstring, parsed into the parts that `annexa explain`, findings and the site show.

The layout is fixed, so that a page can be shown anywhere:

    The fault as a sentence.

    Why it matters: …

    Fails when: …

    To put right:
    - Word: …
    - PDF: …

    Passes: …

    Fails: …
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from annexa.rules.base import Fault, Rule

PROGRAMS: Final = ("Word", "Excel", "PowerPoint", "LibreOffice", "PDF", "Metadata", "Everywhere")

PROGRAM_OF: Final = {
    "docx": "Word",
    "docm": "Word",
    "dotx": "Word",
    "dotm": "Word",
    "doc": "Word",
    "rtf": "Word",
    "txt": "Word",
    "xlsx": "Excel",
    "xlsm": "Excel",
    "xltx": "Excel",
    "xls": "Excel",
    "csv": "Excel",
    "pptx": "PowerPoint",
    "pptm": "PowerPoint",
    "potx": "PowerPoint",
    "ppsx": "PowerPoint",
    "ppt": "PowerPoint",
    "odt": "LibreOffice",
    "ods": "LibreOffice",
    "odp": "LibreOffice",
    "odg": "LibreOffice",
    "pdf": "PDF",
    "yaml": "Metadata",
}
"""The program in which the author of a file of this format puts it right."""

_SECTIONS: Final = ("Why it matters", "Fails when", "To put right", "Passes", "Fails")
_SECTION = re.compile(rf"^({'|'.join(_SECTIONS)}):[ \t]*", re.MULTILINE)
_REMEDY = re.compile(rf"^- ({'|'.join(PROGRAMS)}): *", re.MULTILINE)


class PageError(ValueError):
    """A rule's docstring does not follow the layout: a fault of ours, found by a test."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is said of a rule; every text is plain, on one line, with `code` in backticks."""

    id: str
    title: str
    """The fault as a sentence, with its full stop."""
    why: str
    fails_when: str
    remedies: dict[str, str]
    """What to do, by program, in the order of the docstring; the keys are among PROGRAMS."""
    passes: str
    fails: str

    def remedy(self, format: str) -> str:
        """What to do in the program that a file of this format is written with, or the nearest thing to it."""
        wanted = (PROGRAM_OF.get(format.lower(), "Everywhere"), "Everywhere", "Metadata")
        found = next((self.remedies[name] for name in wanted if name in self.remedies), None)
        return found or next(iter(self.remedies.values()))


def parse(docstring: str, *, id: str) -> Page:
    """The parts of a rule's docstring; PageError says which part is missing."""
    pieces = _SECTION.split(docstring)
    title, sections = _line(pieces[0]), dict(zip(pieces[1::2], pieces[2::2], strict=True))
    missing = [name for name in _SECTIONS if not sections.get(name, "").strip()]
    if not title or missing:
        raise PageError(f"{id}: the docstring has no {', '.join(missing) or 'first line'}")
    if tuple(sections) != _SECTIONS:
        raise PageError(f"{id}: the docstring's parts stand in another order than {', '.join(_SECTIONS)}")
    return Page(
        id=id,
        title=title,
        why=_line(sections["Why it matters"]),
        fails_when=_line(sections["Fails when"]),
        remedies=_remedies(sections["To put right"], id),
        passes=_line(sections["Passes"]),
        fails=_line(sections["Fails"]),
    )


def _remedies(text: str, id: str) -> dict[str, str]:
    pieces = _REMEDY.split(text)
    if pieces[0].strip() or len(pieces) < 3:
        raise PageError(f"{id}: 'To put right' is not a list of '- Program: what to do' ({', '.join(PROGRAMS)})")
    return {name: _line(words) for name, words in zip(pieces[1::2], pieces[2::2], strict=True)}


def _line(text: str) -> str:
    return " ".join(text.split())


@cache
def _parsed(docstring: str, id: str) -> Page:
    return parse(docstring, id=id)


def page_of(rule: Rule) -> Page:
    """The page of a rule module; parsed once."""
    return _parsed(rule.__doc__ or "", rule.ID)


def remedy_for(rule: Rule, fault: Fault, format: str) -> str:
    """One line: what to do about a fault, in the words of the place where its cause is.

    A fault of a metadata field is put right in the metadata, where the rule says how; any other in the program that a
    file of this format ("docx", "pdf", "yaml" …) is written with.
    """
    return fault.remedy or page_of(rule).remedy("yaml" if fault.field else format)
