"""A fault in the evidence, and the place where it stands."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import msgspec

from annexa.model.words import count


class Level(StrEnum):
    """How much a finding weighs: only an error rejects an item."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info: sorts the heaviest first."""
        return list(Level).index(self)


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Where in a file; all numbers count from 1, and what does not apply is None.

    `line` and `column` place a fault in a text file. `page` is a page of a PDF, or of the PDF that a
    document converts to; it is true, or not given. `part` says which part of an Office file holds the text when it is
    not the body: "header", "footer", "footnote", "endnote", "comment", "notes", "text box", "properties" …
    `heading` is the nearest heading above in a text document, and `begins` holds words of the paragraph that the Find
    of Word and LibreOffice finds; neither is set for sensitive documents.
    """

    line: int | None = None
    column: int | None = None
    page: int | None = None
    slide: int | None = None
    sheet: str | None = None
    cell: str | None = None
    part: str | None = None
    paragraph: int | None = None
    heading: str | None = None
    begins: str | None = None

    def __str__(self) -> str:
        """Plain words, such as "line 3, column 5" or "sheet Summary, cell B4"; empty if nothing is known."""
        words = (
            ("line", self.line),
            ("column", self.column),
            ("page", self.page),
            ("slide", self.slide),
            ("sheet", self.sheet),
            ("cell", self.cell),
            ("", self.part),
            ("section", f"“{self.heading}”" if self.heading is not None else None),
            # Nobody can count paragraphs in Word; the number stands only where nothing better is known.
            ("paragraph", self.paragraph if self.begins is None else None),
            ("paragraph", f"“{self.begins}”" if self.begins is not None else None),
        )
        return ", ".join(f"{name} {value}".strip() for name, value in words if value is not None)


HOLDS_BACK: Final = frozenset({"guess-unconfirmed"})
"""Rules whose warnings do so as well: drafts are made with guesses, but nobody signs or sends what nobody read."""


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fault that a rule found.

    `file` is a POSIX path relative to the project folder (the one that holds `evidence/`).
    `message` is one plain sentence; `remedy` is what to do about it, in the words of the program that
    the author uses. `excerpt` is a short piece of the text, never set for sensitive documents.
    `item` is the id of the requirement, or the name of a folder that answers none; None for the library as a whole.
    """

    rule: str
    level: Level
    message: str
    remedy: str
    file: str
    place: Place = Place()
    item: str | None = None
    document: str | None = None
    field: str | None = None
    excerpt: str | None = None
    waived_until: str | None = None
    number: int | None = None
    """Set for sensitive documents alone: their number in item.yaml, by which they are called wherever a finding is
    shown."""

    @property
    def shown(self) -> "Finding":
        """As it is shown: a sensitive document by its number alone, in place of its name and its file."""
        if self.number is None:
            return self
        folder = "/".join(self.file.split("/")[:2])
        return msgspec.structs.replace(self, file=f"{folder}/item.yaml", document=f"document {self.number}")

    @property
    def about(self) -> str:
        """The file that it is about, as it is shown, with the number of a sensitive document."""
        shown = self.shown
        return f"{shown.file}, {shown.document}" if self.number else shown.file

    @property
    def at(self) -> str:
        """The place in words, with the number of a sensitive document in front; empty where neither is known."""
        document = f"document {self.number}" if self.number and self.place.line is None else ""
        return ", ".join(filter(None, (document, str(self.place))))

    @property
    def stops(self) -> bool:
        """Whether it keeps what it touches (`annexa.model.against`) from being signed and submitted."""
        return (self.level is Level.ERROR and not self.waived_until) or self.rule in HOLDS_BACK

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Orders findings by file, the heaviest first; those of a text file by line. What is equal keeps its order,
        which is that of the rules, and within a rule the one in which it names things."""
        return self.file, self.level.rank, self.place.line or 0, self.place.column or 0


def counted(findings: Sequence[Finding]) -> str:
    """How many findings stop what they touch, in words: "2 errors and 3 guesses"."""
    errors = sum(finding.level is Level.ERROR for finding in findings)
    guesses = len(findings) - errors
    told = [count(errors, "error")] if errors or not guesses else []
    return " and ".join([*told, *([count(guesses, "guess", "guesses")] if guesses else [])])
