"""What the formula of a cell says, in any spreadsheet."""

import re
from collections.abc import Iterator
from itertools import islice

from annexa.documents.cells import is_number
from annexa.documents.columns import column_name, column_number

_MOST_FORMULA, _MOST_NESTED = 8_192, 64
"""What Excel allows: characters of a formula, and calls inside each other."""
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
_CALL = re.compile(r"\bHYPERLINK\s*\(", re.IGNORECASE)
_TEXT = re.compile(r'"[^"]*"')
_TODAY = re.compile(r"(?<![\w.])(?:TODAY|NOW)\s*\(\s*\)", re.IGNORECASE)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
_MOVING = re.compile(r'("[^"]*")|(?<![A-Za-z0-9_.$])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_(.])')


def changes_daily(formula: str | None) -> bool:
    """Whether a formula gives the day on which it is worked out: TODAY() or NOW(), also as part of a text."""
    return bool(formula and _TODAY.search(_TEXT.sub("", formula)))


def moved(formula: str, start: str, end: str) -> str:
    """The formula of cell `start` as it reads in cell `end`: references without a dollar sign move along."""
    origin, goal = _CELL.match(start), _CELL.match(end)
    if origin is None or goal is None:
        return formula
    across = column_number(goal.group(1)) - column_number(origin.group(1))
    down = int(goal.group(2)) - int(origin.group(2))

    def shift(match: re.Match[str]) -> str:
        if match.group(1) is not None:  # a text in quotes
            return match.group()
        fixed_column, column, fixed_row, row = match.group(2, 3, 4, 5)
        column = column if fixed_column else column_name(max(1, column_number(column) + across))
        return f"{fixed_column}{column}{fixed_row}{row if fixed_row else max(1, int(row) + down)}"

    return _MOVING.sub(shift, formula)


def hyperlinks_in(formula: str, cells: dict[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Yields (target, words shown) of each HYPERLINK call, nested ones too.

    The target may be put together from texts and cells of the same sheet; where it cannot be worked out,
    the expression itself stands for it, with an equals sign in front.
    """
    formula = formula[:_MOST_FORMULA]
    for match in islice(_CALL.finditer(formula), _MOST_NESTED):
        arguments = _arguments(formula, match.end())
        if arguments:
            target = _evaluate(arguments[0], cells or {})
            words = _evaluate(arguments[1], cells or {}) if len(arguments) > 1 else ""
            yield (target if target is not None else f"={arguments[0].strip()}"), words or ""


def _arguments(formula: str, start: int) -> list[str]:
    """The arguments of the call whose bracket opens before `start`."""
    arguments: list[str] = []
    depth, quoted, begin = 0, False, start
    for index in range(start, len(formula)):
        character = formula[index]
        if character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character in "({":
            depth += 1
        elif character in ")}":
            if depth == 0:
                return [*arguments, formula[begin:index]]
            depth -= 1
        elif character in ",;" and depth == 0:
            arguments.append(formula[begin:index])
            begin = index + 1
    return [*arguments, formula[begin:]]


def _evaluate(expression: str, cells: dict[str, str]) -> str | None:
    """The value of texts and cells joined with `&`, or None where there is more to it."""
    pieces: list[str] = []
    for part in re.findall(r'(?:"(?:[^"]|"")*"|[^&"])+', expression):
        part = part.strip()
        if len(part) >= 2 and part[0] == part[-1] == '"':
            pieces.append(part[1:-1].replace('""', '"'))
        elif match := _REFERENCE.match(part):
            value = cells.get(f"{match.group(1)}{match.group(2)}")
            if value is None:
                return None
            pieces.append(value)
        elif is_number(part):
            pieces.append(part)
        else:
            return None
    return "".join(pieces)


def is_reference(text: str) -> bool:
    """Whether it is a cell or a range, such as B4 or $A$1:C9."""
    return all(_REFERENCE.match(part) for part in text.upper().split(":"))
