"""A tree becomes a record of the model, or faults in plain words with the nearest right word."""

import re
import typing
from enum import Enum
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from annexa.load.dates import misread_date
from annexa.load.nodes import Fault, FieldPath, MapNode, Node, Scalar, place_of
from annexa.model.described import described
from annexa.model.framework import Record
from annexa.model.near import guess, nearest
from annexa.model.words import count

R = TypeVar("R", bound=Record)

_MOST_FAULTS = 200
"""Faults of one file that are named; more help nobody, and a hostile file holds 20,000."""
_LONGEST = 1_500
_QUOTED = re.compile(r"'([^']*)'")


def build(model: type[R], root: Node | None) -> tuple[R | None, tuple[Fault, ...]]:
    """The record that a tree holds, and every fault in it.

    Where the faults can be cut out (an unknown field, a whole document of an item), the record of the
    rest is given as well, so that everything else is still checked.
    """
    if root is None or (isinstance(root, Scalar) and root.plain is None):
        return None, (_empty(model),)
    plain = root.plain
    try:
        return model.model_validate(plain), ()
    except ValidationError as error:
        details = _without_echoes(error.errors(include_url=False))
    faults = tuple(_fault(model, root, detail) for detail in details[:_MOST_FAULTS])
    if len(details) > _MOST_FAULTS:
        faults += (_further(len(details) - _MOST_FAULTS),)
    return _rest(model, plain, [detail["loc"] for detail in details]), faults


def _without_echoes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """The errors that a person made; a list that is too short only because its entries are faulty is an echo,
    and so is a field that is missing only because its name is misspelt."""
    misspelt: dict[tuple[int | str, ...], list[str]] = {}
    for detail in details:
        if detail["type"] == "extra_forbidden":
            misspelt.setdefault(detail["loc"][:-1], []).append(str(detail["loc"][-1]))

    def is_echo(detail: ErrorDetails) -> bool:
        loc = detail["loc"]
        if detail["type"] == "too_short":
            return any(other["loc"][: len(loc)] == loc and other is not detail for other in details)
        if detail["type"] == "missing":
            return any(nearest(name, [str(loc[-1])]) for name in misspelt.get(loc[:-1], ()))
        return False

    return [detail for detail in details if not is_echo(detail)]


def _further(number: int) -> Fault:
    return Fault(
        rule="metadata-value",
        message=f"{count(number, 'further fault')} {'is' if number == 1 else 'are'} in this file",
        remedy="Put right what is named first, and run the command again for the others.",
    )


def _empty(model: type[Record]) -> Fault:
    needed = ", ".join(name for name, info in model.model_fields.items() if info.is_required())
    return Fault(
        rule="metadata-missing-field",
        message="The file is empty",
        remedy=f"Write at least these fields: {needed}.",
    )


def _rest(model: type[R], plain: Any, faulty: list[FieldPath]) -> R | None:
    """The record without its faulty parts, or None where it cannot stand without them."""
    if not isinstance(plain, dict):
        return None
    kept = dict(plain)
    documents = kept.get("documents")
    if isinstance(documents, list):
        bad = {loc[1] for loc in faulty if len(loc) > 1 and loc[0] == "documents"}
        kept["documents"] = [entry for index, entry in enumerate(documents) if index not in bad]
    for loc in faulty:
        if len(loc) == 1:
            kept.pop(str(loc[0]), None)
    try:
        return model.model_validate(kept)
    except ValidationError:
        return None


def _fault(model: type[Record], root: Node, detail: ErrorDetails) -> Fault:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    kind, name = detail["type"], str(path[-1]) if path else "the file"
    line, column = place_of(root, path)
    dotted = ".".join(str(step) for step in path)
    if kind == "missing":
        rule, message, remedy = _missing(model, path, name)
    elif kind == "extra_forbidden":
        line, column = _key_place(root, path)
        rule, message, remedy = _unknown(model, path, name)
    else:
        rule = "metadata-value"
        message, remedy = _value(model, path, name, detail)
    return Fault(rule=rule, message=_bounded(message), remedy=_bounded(remedy), line=line, column=column, field=dotted)


def _bounded(sentence: str) -> str:
    """A name or a value in it may be as long as the file; a list of all fields is under a thousand characters."""
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"


def _missing(model: type[Record], path: FieldPath, name: str) -> tuple[str, str, str]:
    owner = _owner(model, path)
    about = described(owner, name) if owner and name in owner.model_fields else ""
    values = _values(owner.model_fields[name].annotation) if owner and name in owner.model_fields else []
    hint = f" One of: {', '.join(values)}." if values else ""
    return (
        "metadata-missing-field",
        f"‘{name}’ is missing",
        f"Add a line ‘{name}: …’ here.{' ' + about.splitlines()[0] if about else ''}{hint}",
    )


def _unknown(model: type[Record], path: FieldPath, name: str) -> tuple[str, str, str]:
    owner = _owner(model, path)
    fields = list(owner.model_fields) if owner else []
    near = nearest(name, fields)
    message = f"There is no field ‘{name}’ here" + guess(near)
    remedy = f"Rename it to ‘{near}’." if near else f"Remove it, or use one of: {', '.join(fields)}."
    return "metadata-unknown-field", message, remedy


def _value(model: type[Record], path: FieldPath, name: str, detail: ErrorDetails) -> tuple[str, str]:
    given, kind, ctx = detail.get("input"), detail["type"], detail.get("ctx", {})
    shown = _shown(given)
    if kind in {"enum", "literal_error"}:
        values = _QUOTED.findall(str(ctx.get("expected", "")))
        near = nearest(str(given), values)
        return f"{shown} is not a value of ‘{name}’{guess(near)}", f"Use one of: {', '.join(values)}."
    if kind.startswith("date") or kind == "iso_date":
        return misread_date(str(given)[:60], f" for ‘{name}’")
    if kind.startswith("time"):
        return f"{shown} is not a time of day for ‘{name}’", 'Write hours and minutes in quotes, such as "09:40".'
    if kind in {"model_type", "dict_type", "model_attributes_type", "mapping_type"}:
        return (
            f"‘{name}’ must hold fields of its own, not {_what(given)}",
            "Write its fields on the lines below, indented.",
        )
    if kind in {"tuple_type", "list_type"}:
        return f"‘{name}’ must be a list, not {_what(given)}", "Start each entry on a line of its own with a hyphen."
    if kind == "string_type":
        what = "nothing" if given is None else _what(given)
        return (
            f"‘{name}’ must be text, but holds {what}",
            "Write the text on the same line, in double quotes if it holds a colon.",
        )
    if kind == "string_pattern_mismatch":
        return f"{shown} is not a valid ‘{name}’", _pattern_remedy(str(ctx.get("pattern", "")))
    if kind in {"string_too_short", "too_short"}:
        return f"‘{name}’ is too short", f"Write at least {ctx.get('min_length')}."
    if kind in {"string_too_long", "too_long"}:
        return f"‘{name}’ is too long", f"Keep to at most {ctx.get('max_length')} characters."
    text = detail["msg"][:1].lower() + detail["msg"][1:]
    return f"{shown} does not fit ‘{name}’: {text}", f"Correct the value of ‘{name}’."


def _pattern_remedy(pattern: str) -> str:
    if "0-9a-f" in pattern:
        return "Write the 64 characters of the SHA-256 as the command gave it."
    if "[1-9]" in pattern:
        return "Write the first and the last page, such as 4-9, or one page, such as 12."
    return "Use lower-case letters, digits, hyphens and dots only, such as education-evidence-lead or 3.4."


def _shown(given: Any) -> str:
    text = str(given)
    return f"‘{text[:60]}{'…' if len(text) > 60 else ''}’" if not isinstance(given, dict | list) else _what(given)


def _what(given: Any) -> str:
    if isinstance(given, dict):
        return "a group of fields"
    if isinstance(given, list):
        return "a list"
    return "nothing" if given is None else _shown(given)


def _key_place(root: Node, path: FieldPath) -> tuple[int, int]:
    """Line and column of a field's name rather than of its value."""
    node = root
    for step in path[:-1]:
        if isinstance(node, MapNode):
            node = node.entries.get(str(step), node)
        elif not isinstance(node, Scalar) and isinstance(step, int):
            node = node.items[step]
    if isinstance(node, MapNode) and str(path[-1]) in node.keys:
        key = node.keys[str(path[-1])]
        return key.line, key.column
    return node.line, node.column


def _owner(model: type[Record], path: FieldPath) -> type[BaseModel] | None:
    """The model that the last step of a path is a field of."""
    owner: Any = model
    for step in path[:-1]:
        if isinstance(owner, type) and issubclass(owner, BaseModel) and step in owner.model_fields:
            owner = owner.model_fields[str(step)].annotation
        inner = _inner(owner)
        owner = inner if inner is not None else owner
    return owner if isinstance(owner, type) and issubclass(owner, BaseModel) else None


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `tuple[Model, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in typing.get_args(annotation) if (found := _inner(arg)) is not None), None)


def _values(annotation: Any) -> list[str]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    return []
