"""Personal data as it stands in a document: each number, date, name or contact at its place, and none twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final

from annexa.documents.facts import Facts
from annexa.model.findings import Level, Place
from annexa.model.folded import fold
from annexa.rules.support.contacts import contacts_in, names_a_child
from annexa.rules.support.identifiers import identifiers_in
from annexa.rules.support.labels import Says, words_of
from annexa.rules.support.passages import Passage, passages
from annexa.rules.support.person_names import Match, NameList, names_in, pairs_in


@dataclass(frozen=True, slots=True)
class Kind:
    """What was seen, in words."""

    one: str
    many: str
    level: Level | None = None
    """Where it differs from the rule's."""
    remedy: str = ""
    """Of such a kind."""


def _plain(name: str) -> Kind:
    article = "an" if name.startswith("NHS") else "a"
    return Kind(f"{article} {name}", "dates of birth" if name == "date of birth" else f"{name}s")


_NUMBERS: Final = {
    name: _plain(name)
    for name in (
        "NHS number", "unique pupil number", "unique learner number", "National Insurance number", "date of birth"
    )
}  # fmt: skip
_LISTED: Final = {
    Match.NAME: Kind("a name from a list of the library", "names from a list of the library"),
    Match.MAYBE: Kind(
        "what may be a name from a list of the library (an initial and the surname)",
        "possible names from a list of the library",
        Level.WARNING,
        "Look whether it is a child of the list: then delete or replace the name; if it is someone else, leave it.",
    ),
}
_CONTACTS: Final = {
    f"{article} {contact}": Kind(
        f"{article} {contact} beside a child's name",
        f"{contact}{plural} beside a child's name",
        Level.INFO,
        "Leave out where children live and how they are reached, unless the reader needs it and it is agreed.",
    )
    for article, contact, plural in (
        ("a", "home address", "es"),
        ("a", "mobile number", "s"),
        ("a", "private e-mail address", "es"),
    )
}
_NEAR: Final = 3
"""How many lines or rows away from a child's name a contact counts as standing beside it."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing seen at one place; what it reads is not kept, so that no report can quote it."""

    kind: Kind
    place: Place
    where: str = ""


def in_name(name: str, names: NameList | None) -> Iterator[Kind]:
    """What a file's name, or a title, holds; each kind once."""
    said = {identifier.kind: _NUMBERS[identifier.kind] for identifier in identifiers_in(words_of(name))}
    yield from said.values()
    if names:
        yield from dict.fromkeys(_LISTED[hit.match] for hit in names_in(name, names, is_file_name=True))


def sightings(facts: Facts, names: NameList | None) -> Iterator[Sighting]:
    """Everything in a document, in reading order; contacts come last."""
    seen: set[tuple[Kind, str]] = set()
    beside = _Beside()
    for passage in passages(facts):
        named = False
        for kind, words in _in_passage(passage, names):
            named = True
            key = kind, "".join(fold(words).text.split())
            if not (passage.again and key in seen):
                seen.add(key)
                yield Sighting(kind, passage.place, passage.where)
        beside.note(passage, named)
    yield from beside.contacts()


def _in_passage(passage: Passage, names: NameList | None) -> Iterator[tuple[Kind, str]]:
    """Each kind with the words that were seen, which only serve to tell what was seen already."""
    if passage.cells:
        for forename, surname in pairs_in(passage.cells, names) if names else ():
            yield _LISTED[Match.NAME], forename + surname
        return
    text = passage.text
    for identifier in identifiers_in(text, says=passage.says):
        yield _NUMBERS[identifier.kind], text[identifier.start : identifier.end]
    for hit in names_in(text, names, is_file_name=passage.is_name) if names else ():
        yield _LISTED[hit.match], text[hit.start : hit.end]


class _Unit:
    """A line of text or a row of a table."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._holds_child = False

    def add(self, passage: Passage, named: bool) -> None:
        """Takes in a passage; `named` is whether a name or number of a person was seen in it."""
        if not passage.cells:
            self._texts.append(passage.text)
        self._holds_child |= named or Says.CHILD in passage.says

    def holds_child(self) -> bool:
        """Whether a child was seen in it, or its words say that a child's name stands there."""
        self._holds_child = self._holds_child or any(map(names_a_child, self._texts))
        self._texts.clear()
        return self._holds_child


class _Beside:
    """Which contacts stand near a child's name, in text and in the rows of tables."""

    def __init__(self) -> None:
        self._units: list[_Unit] = []
        self._contacts: list[tuple[int, Sighting]] = []
        self._row: tuple[object, ...] = ()

    def note(self, passage: Passage, named: bool) -> None:
        """Takes in one passage of the text."""
        if passage.where or passage.again:
            return
        place = passage.place
        row = place.sheet, place.slide, place.part, (place.cell or "").lstrip(ascii_uppercase)
        if place.cell is None or row != self._row:
            self._units.append(_Unit())
        self._row = row
        self._units[-1].add(passage, named)
        for contact in () if passage.cells else contacts_in(passage.text, passage.says):
            self._contacts.append((len(self._units) - 1, Sighting(_CONTACTS[contact], place)))

    def contacts(self) -> Iterator[Sighting]:
        """Those near enough to a child."""
        for unit, sighting in self._contacts:
            near = self._units[max(0, unit - _NEAR) : unit + _NEAR + 1]
            if any(one.holds_child() for one in near):
                yield sighting
