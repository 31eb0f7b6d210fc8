"""What keeps a metadata file from being read, in plain words: the parser's own are for those who write parsers.

What is said is found by the parser's words and by the text at the place. LibYAML and the parser in Python, which a web
page has, tell different words and the same places.
"""

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import yaml

_QUOTE: Final = "Put the whole text in double quotes."
_FIELD: Final = re.compile(r"^[\s-]*[\w-]+:\s")


_TAB: Final = (
    "A tab stands here, where YAML takes spaces alone",
    "Delete it and type spaces, as many as the lines around it begin with.",
)


class Unread(NamedTuple):
    """What is wrong, where (counted from 1), and what to do."""

    message: str
    remedy: str
    line: int
    column: int


class _Place(NamedTuple):
    """Where the parser stopped, or where that began at which it stopped."""

    lines: list[str]
    line: int
    column: int

    @property
    def before(self) -> str:
        return self.lines[self.line][: self.column] if self.line < len(self.lines) else ""

    @property
    def here(self) -> str:
        """The character at the place; empty at the end of a line."""
        return self.lines[self.line][self.column : self.column + 1] if self.line < len(self.lines) else ""

    @property
    def above(self) -> str:
        """The line above, of those that are not empty."""
        return next((line for line in reversed(self.lines[: self.line]) if line.strip()), "")


_Told = tuple[str, str]
"""A message and its remedy."""


def in_words(error: yaml.MarkedYAMLError, text: str) -> Unread:
    """What a parser's fault means for whoever wrote the text."""
    lines = re.split(r"\r\n|[\r\n\x85\u2028\u2029]", text)
    problem, context = error.problem or "", error.context or ""
    stopped, begun = _place(error.problem_mark, lines), _place(error.context_mark, lines)
    for pattern, words, is_where_it_began in _KINDS:
        if re.search(pattern, f"{context}: {problem}"):
            place = (begun if is_where_it_began else stopped) or stopped or begun or _Place(lines, 0, 0)
            message, remedy = words if isinstance(words, tuple) else words(place)
            return _at(place, message, remedy)
    place = stopped or begun or _Place(lines, 0, 0)
    return _at(
        place,
        f"This cannot be read as YAML ({problem.strip() or 'no reason is told'})",
        "Look at this line and the one above it: check the indentation, and put text in double quotes that holds a "
        "colon followed by a space, or begins with a sign.",
    )


def _place(mark: Any, lines: list[str]) -> _Place | None:
    return None if mark is None else _Place(lines, mark.line, mark.column)


def _at(place: _Place, message: str, remedy: str) -> Unread:
    count = len(place.lines) - 1 if len(place.lines) > 1 and not place.lines[-1] else len(place.lines)
    return Unread(message, remedy, min(place.line + 1, count), place.column + 1)  # it may name the line after the end


def _colon(place: _Place) -> _Told:
    if _FIELD.match(place.before):
        return (
            "A colon followed by a space stands within this text, as if another field began there",
            'Put the whole text in double quotes, such as ‘title: "Plan: what we do"’.',
        )
    if not _FIELD.match(f"{place.above} "):
        return (
            "The line above this one holds no field: its name has no colon with a space behind it",
            "Write it as ‘name: text’; where it is the rest of a text, indent it further than the field's name.",
        )
    return (
        "A field begins here further to the right than the one above, which has a text already",
        "Begin it under the first letter of the field above; where it is the rest of that text, put all of the text in "
        "double quotes.",
    )


def _group(place: _Place) -> _Told:
    if place.before.rstrip().endswith(("'", '"', "]", "}")):
        return (
            "The text goes on behind the quotation mark or bracket that closes it",
            "Put the whole text in double quotes, and write quotation marks within it as ‘ and ’.",
        )
    return (
        "This line does not begin where the lines that it belongs to begin",
        "Begin each field under the first letter of the field above, and each entry of a list with a hyphen and a "
        "space, under the other hyphens.",
    )


def _sign(place: _Place) -> _Told:
    if place.here == "\t":
        return _TAB
    if not place.here:
        return ("A text is missing here", "Write it, or delete the sign before it.")
    return f"A text cannot begin with the sign ‘{place.here}’", _QUOTE


_KINDS: Final[tuple[tuple[str, _Told | Callable[[_Place], _Told], bool], ...]] = (
    (
        r"quoted scalar: .*(end of stream|document (indicator|separator))",
        (
            "A quotation mark is opened here and never closed",
            "Write the same mark at the end of the text; one that begins with an apostrophe stands in double quotes.",
        ),
        True,
    ),
    (
        r"escape|hexdecimal|invalid Unicode character",
        (
            "A backslash within double quotes is a sign of its own, and what stands behind it is none that it knows",
            "Write the backslash twice, or put the text in single quotes.",
        ),
        False,
    ),
    (r"tab character", _TAB, False),
    (r"mapping values are not allowed", _colon, False),
    (
        r"could not find expected ':'",
        (
            "A colon and a space are missing behind the name of a field",
            "Write it as ‘name: text’; where the line is the rest of a text, indent it further than the field's name.",
        ),
        True,
    ),
    (
        r"',' or '[\]}]'",
        (
            "A bracket is opened here and not closed as it should be",
            "Close it on the same line, with a comma between its entries; where it belongs to the text, put the whole "
            "text in double quotes.",
        ),
        True,
    ),
    (
        r"sequence entries are not allowed",
        (
            "A hyphen with a space behind it begins a list, which cannot stand here",
            "Write the list below the field, an entry a line; where it is text, put it in double quotes.",
        ),
        False,
    ),
    (
        r"block scalar",
        (
            "The sign ‘|’ or ‘>’ at the beginning of a text means that it follows on the next lines",
            "Write the text on the next lines, indented; where the sign belongs to it, put the whole text in double "
            "quotes.",
        ),
        True,
    ),
    (r"cannot start any token|node content|mapping keys are not allowed", _sign, False),
    (r"scanning an? (alias|anchor)|tag", _sign, True),
    (
        r"YAML document|directive|version number",
        ("A line of metadata cannot begin with ‘%’", "Delete the line; where it is text, put it in double quotes."),
        False,
    ),
    (
        r"document start",
        ("This stands behind the end of the metadata", "Keep one document a file: delete the line with ‘...’ or ‘%’."),
        False,
    ),
    (r"block (mapping|collection|sequence)", _group, False),
)  # fmt: skip
"""By words of the parser: what is said, and whether at the place where that began at which it stopped."""
