"""Text of YAML: lines put in or taken out at a place, and values written so that they are read back as they are."""

import re
from collections.abc import Mapping
from typing import Any, Final

import yaml

from annexa.model.quoted import quoted

Fields = Mapping[str, str | tuple[str, ...]]


class CannotEdit(Exception):
    """The text is laid out in a way that this module does not dare to change."""


_PLAIN: Final = re.compile(r"[A-Za-z(][\w .,;()/’‘“”£%&+?!–—'-]*[\w.)?!%]")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_DIGITS: Final = re.compile(r"[0-9a-f]{64}")


def last_line(node: Any, text: str) -> int:
    """The line, from 0, on which a node's own text ends; what follows (blank lines, comments) is not part of it."""
    if isinstance(node, yaml.ScalarNode):
        if node.style in ("|", ">"):
            lines = text.split("\n")
            line = min(node.end_mark.line, len(lines)) - 1
            while line > node.start_mark.line and not lines[line].strip():
                line -= 1
            return int(line)
        return int(node.end_mark.line)
    if node.flow_style or not node.value:
        return int(node.end_mark.line)
    last = node.value[-1]
    return last_line(last[1] if isinstance(node, yaml.MappingNode) else last, text)


def insert_lines(text: str, after: int, new: list[str]) -> str:
    """Puts whole lines behind a line."""
    return replace_lines(text, after + 1, after, new)


def replace_lines(text: str, first: int, last: int, new: list[str]) -> str:
    """Puts whole lines in the place of the lines `first` to `last`, with the line ends of the file."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    return "".join([*lines[:first], *(line + end for line in new), *lines[last + 1 :]])


def in_flow(text: str, node: Any, entry: str, span: tuple[int, int] | None) -> str:
    """Puts an entry into braces or brackets, in place of an older one where `span` is given."""
    if span is not None:
        return text[: span[0]] + entry + text[span[1] :]
    close = node.end_mark.index - 1
    start = len(text[:close].rstrip())
    comma = "" if not node.value or text[:start].endswith(",") else ", "
    return text[:start] + comma + entry + text[close:]


def cut_flow(text: str, start: int, end: int) -> str:
    """Takes an entry out of braces or brackets, with the comma after it or before it."""
    after = re.match(r"\s*,\s*", text[end:])
    if after:
        return text[:start] + text[end + after.end() :]
    before = re.search(r"\s*,\s*$", text[:start])
    return text[: before.start() if before else start] + text[end:]


def lines_of(fields: Fields, indent: int) -> list[str]:
    """Fields as lines of a mapping."""
    return [f"{' ' * indent}{name}: {written(value, flow=False)}" for name, value in fields.items()]


def indented(lines: list[str], indent: int) -> list[str]:
    """The lines, further in."""
    return [" " * indent + line for line in lines]


def flow_of(fields: Fields) -> str:
    """Fields as a mapping in braces."""
    return "{" + ", ".join(f"{name}: {written(value, flow=True)}" for name, value in fields.items()) + "}"


def written(value: str | tuple[str, ...], *, flow: bool) -> str:
    """A text, or several as a list in brackets."""
    if isinstance(value, tuple):
        return f"[{', '.join(scalar(each, flow=True) for each in value)}]"
    return scalar(value, flow=flow)


def scalar(value: str, *, flow: bool = False) -> str:
    """A value as YAML writes it on one line: plain where that is safe for every reader, else in double quotes."""
    if value.lower() == "null":
        return quoted(value)
    plain = _PLAIN.fullmatch(value) and not (flow and re.search(r"[,?]", value)) and ": " not in value
    if plain or _DATE.fullmatch(value) or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or _DIGITS.fullmatch(value):
        return value
    return quoted(value)
