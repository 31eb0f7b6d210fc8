"""What a finding may say of a sensitive document: its item, its number, and places by number.

Nothing that the file or its metadata says is repeated: no name, title, sheet, heading, address, keyword or note. Where
a rule's own words would, the sentence of its page stands in their place.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from annexa.documents.facts import CarriedKind, Facts
from annexa.model.findings import Finding, Place
from annexa.model.framework import Framework
from annexa.model.library import Library, is_sensitive
from annexa.rules import RULES
from annexa.rules.base import Rule
from annexa.rules.page import page_of

SAYS_NOTHING: Final = frozenset(
    {"attestation-missing", "comments", "personal-data", "scanned-page", "table-without-header", "workbook-long"}
)
"""Rules of which no message holds anything of a document but numbers."""
_PART: Final = re.compile(
    r"(header|footer|footnotes?|endnotes?|comments?|notes?|text box|properties|chart|table|picture|shape|list)( \d+)?"
)
_CELL: Final = re.compile(r"\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?")
_QUOTED: Final = re.compile(r"[“‘][^”’]*[”’]")


def of_document(finding: Finding, rule: Rule, *, number: int, facts: Facts, format: str) -> Finding:
    """A finding about a sensitive document without anything of it."""
    page = page_of(rule)
    if rule.ID in SAYS_NOTHING and not _QUOTED.search(finding.message):
        message, remedy = finding.message, finding.remedy
    else:
        message, remedy = page.title.rstrip("."), page.remedy("yaml" if finding.field else format)
    return msgspec.structs.replace(
        finding, message=message, remedy=remedy, excerpt=None, place=by_number(finding.place, facts), number=number
    )


def by_number(place: Place, facts: Facts) -> Place:
    """The place by numbers: a sheet by its position, where that is known."""
    names = [one.text for one in facts.carried if one.kind is CarriedKind.SHEET_NAME]
    number = str(names.index(place.sheet) + 1) if place.sheet in names else None
    return msgspec.structs.replace(
        place,
        sheet=number,
        cell=place.cell if place.cell and _CELL.fullmatch(place.cell) else None,
        part=place.part if place.part and _PART.fullmatch(place.part) else None,
        heading=None,
        begins=None,
    )


class Discretion:
    """Takes the names of sensitive documents out of what is found about items and the library."""

    def __init__(self, library: Library, framework: Framework) -> None:
        self._items = {item.yaml.rpartition("/")[0]: item for item in library.items}
        self._secret = {
            (item.meta.requirement, index)
            for item in library.items
            for index, meta in enumerate(item.meta.documents)
            if is_sensitive(framework.requirement(item.meta.requirement), meta)
        }
        self._folders = {
            folder
            for folder, item in self._items.items()
            if (requirement := framework.requirement(item.meta.requirement)) is not None and requirement.sensitive
        }
        self._names = sorted(_names(library, self._secret), key=lambda pair: -len(pair[0]))

    def of(self, finding: Finding) -> Finding:
        """A finding about an item or the library without anything of a sensitive document."""
        number = self._number(finding)
        message, remedy = self._scrubbed(finding.message), self._scrubbed(finding.remedy)
        folder = "/".join(finding.file.split("/")[:2])
        is_file = folder in self._folders and finding.file != self._items[folder].yaml and finding.file != folder
        secret = number is not None or is_file
        if secret and (is_file or _QUOTED.search(message)) and finding.rule in RULES:
            page = page_of(RULES[finding.rule])
            message, remedy = page.title.rstrip("."), page.remedy("yaml")
        file = folder if is_file and number is None and finding.document is None else finding.file
        return msgspec.structs.replace(finding, message=message, remedy=remedy, file=file, number=number)

    def _number(self, finding: Finding) -> int | None:
        """The number of the sensitive document that a finding is about, by its field or its file."""
        item = self._items.get("/".join(finding.file.split("/")[:2]))
        if item is None:
            return None
        match = re.match(r"documents\.(\d+)", finding.field or "")
        indexes = [int(match[1])] if match else []
        own = finding.file.removeprefix(f"{item.yaml.rpartition('/')[0]}/")
        indexes += [index for index, meta in enumerate(item.meta.documents) if meta.file == own]
        return next((index + 1 for index in indexes if (item.meta.requirement, index) in self._secret), None)

    def _scrubbed(self, text: str) -> str:
        for name, instead in self._names:
            text = text.replace(name, instead)
        return text


def _names(library: Library, secret: set[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """What each sensitive document is called, and what it is called instead."""
    for item in library.items:
        folder = item.yaml.rpartition("/")[0]
        for index, meta in enumerate(item.meta.documents):
            if (item.meta.requirement, index) not in secret:
                continue
            instead = f"document {index + 1} of {item.meta.requirement}"
            for file in filter(None, (meta.file, meta.secure.path if meta.secure else None)):
                yield f"{folder}/{file}", instead
                yield f"“{file}”", instead
                yield f"‘{file}’", instead
                yield file, instead
            yield f"“{meta.title}”", instead
            yield f"‘{meta.title}’", instead
