"""Small changes to the text of a metadata file: one field, answer or waiver put in, replaced or taken out.

YAML writers lose comments and layout, so the text itself is cut at the places that the parser reports. Whoever calls
this reads the result again and compares (see `annexa.inspection.rewrite`).
"""

from collections.abc import Sequence
from typing import Any

import yaml

from annexa.inspection.written import (
    CannotEdit,
    Fields,
    cut_flow,
    flow_of,
    in_flow,
    indented,
    insert_lines,
    last_line,
    lines_of,
    replace_lines,
    scalar,
)

Place = tuple[str | int, ...]
"""An entry by the names and the places from 0 that lead to it, such as ("documents", 2)."""


def set_field(text: str, name: str, value: str, *, after: str = "") -> str:
    """The text with a field of the file's own in place of an older one; a new one stands below `after`, or last.

    A comment behind the old value stays.
    """
    return _set_field(text, _root(text), name, value, after)


def set_document_field(text: str, index: int, name: str, value: str) -> str:
    """The text with a field of document `index` in place of an older one; a new one stands last."""
    return _set_field(text, _document(text, index), name, value, "")


def remove_document_field(text: str, index: int, name: str) -> str:
    """The text without a field of document `index`."""
    return _remove_field(text, _document(text, index), name)


def set_fields(text: str, place: Place, name: str, fields: Fields) -> str:
    """The text with a field of an entry that holds fields of its own, in braces, in place of an older one."""
    entry = _entry(text, place)
    written = f"{name}: {flow_of(fields)}"
    if _value(entry, name) is not None:
        text = _remove_field(text, entry, name)
        entry = _entry(text, place)
    return _append(text, entry, [written], written)


def remove_entry_field(text: str, place: Place, name: str) -> str:
    """The text without a field of an entry."""
    return _remove_field(text, _entry(text, place), name)


def add_documents(text: str, entries: Sequence[Sequence[str]], among: str = "documents") -> str:
    """The text with new documents, or entries of another list, below the old ones, each as the lines of its fields."""
    documents = _value(_root(text), among)
    if not isinstance(documents, yaml.SequenceNode) or documents.flow_style or not documents.value:
        raise CannotEdit
    column = documents.start_mark.column
    blocks = [["", f"- {first}", *indented(list(rest), 2)] for first, *rest in entries]
    new = [line and " " * column + line for block in blocks for line in block]
    return insert_lines(text, last_line(documents, text), new)


def remove_document(text: str, index: int, among: str = "documents") -> str:
    """The text without document `index`, which is not the only one, and without the empty line before it; or without
    an entry of another list."""
    document = _entry(text, (among, index))
    if document.flow_style or len(_value(_root(text), among).value) == 1:
        raise CannotEdit
    first = document.start_mark.line
    lines = text.splitlines()
    blank = 1 if index and first and not lines[first - 1].strip() else 0
    return replace_lines(text, first - blank, last_line(document, text), [])


def _set_field(text: str, root: yaml.MappingNode, name: str, value: str, after: str) -> str:
    old = _value(root, name)
    written = scalar(value, flow=bool(root.flow_style))
    if old is not None:
        if not isinstance(old, yaml.ScalarNode) or old.style in ("|", ">"):
            raise CannotEdit
        start = old.start_mark.index
        space = "" if text[start - 1 : start].isspace() else " "
        return text[:start] + space + written + text[old.end_mark.index :]
    if root.flow_style:
        return in_flow(text, root, f"{name}: {written}", None)
    above = _value(root, after)
    line = indented([f"{name}: {written}"], root.start_mark.column)
    return insert_lines(text, last_line(above if above is not None else root, text), line)


def has_field(text: str, name: str) -> bool:
    """Whether the file names a field of its own, with or without a value."""
    return _value(_root(text), name) is not None


def remove_field(text: str, name: str) -> str:
    """The text without a field of the file's own."""
    return _remove_field(text, _root(text), name)


def _remove_field(text: str, root: yaml.MappingNode, name: str) -> str:
    pair = next((pair for pair in root.value if pair[0].value == name), None)
    if pair is None:
        raise CannotEdit
    key, value = pair
    if root.flow_style:
        return cut_flow(text, key.start_mark.index, value.end_mark.index)
    return replace_lines(text, key.start_mark.line, last_line(value, text), [])


def set_answer(text: str, index: int, point: str, fields: Fields) -> str:
    """The text with the answer to one point of document `index`; an older answer is replaced."""
    return set_part(text, ("documents", index), "attest", point, fields)


def set_part(text: str, place: Place, group: str, name: str, fields: Fields, *, one_line: bool = False) -> str:
    """The text with the fields of `name` in a group of an entry, such as an answer below `attest`; older ones are
    replaced. With `one_line` they stand behind the name, in braces."""
    entry = _entry(text, place)
    parent = _value(entry, group)
    block = [f"{name}: {flow_of(fields)}"] if one_line else [f"{name}:", *lines_of(fields, 2)]
    if parent is None:
        return _append(text, entry, [f"{group}:", *indented(block, 2)], f"{group}: {{{name}: {flow_of(fields)}}}")
    if not isinstance(parent, yaml.MappingNode) or (parent.value == [] and not parent.flow_style):
        raise CannotEdit
    old = next((pair for pair in parent.value if pair[0].value == name), None)
    if parent.flow_style:
        span = (old[0].start_mark.index, old[1].end_mark.index) if old else None
        return in_flow(text, parent, f"{name}: {flow_of(fields)}", span)
    new = indented(block, parent.start_mark.column)
    if old:
        return replace_lines(text, old[0].start_mark.line, last_line(old[1], text), new)
    return insert_lines(text, last_line(parent, text), new)


def set_waiver(text: str, index: int, rule: str, fields: Fields) -> str:
    """The text with a waiver for one rule on document `index`; an older one for the same rule is replaced."""
    document = _document(text, index)
    parent = _value(document, "waive")
    entry = [f"- rule: {rule}", *lines_of(fields, 2)]
    if parent is None:
        flow = f"waive: [{flow_of({'rule': rule, **fields})}]"
        return _append(text, document, ["waive:", *indented(entry, 2)], flow)
    if not isinstance(parent, yaml.SequenceNode):
        raise CannotEdit
    old = next((node for node in parent.value if _rule_of(node) == rule), None)
    if parent.flow_style:
        span = (old.start_mark.index, old.end_mark.index) if old else None
        return in_flow(text, parent, flow_of({"rule": rule, **fields}), span)
    new = indented(entry, parent.start_mark.column)
    if old:
        return replace_lines(text, old.start_mark.line, last_line(old, text), new)
    return insert_lines(text, last_line(parent, text), new)


def set_secure(text: str, index: int, fields: Fields) -> str:
    """The text with `secure` in the place of the field `file` of document `index`."""
    document = _document(text, index)
    value = _value(document, "file")
    if value is None:
        raise CannotEdit
    start, end = _key(document, "file").start_mark.index, value.end_mark.index
    return f"{text[:start]}secure: {flow_of(fields)}{text[end:]}"


def add_document(text: str, fields: Fields, secure: Fields) -> str:
    """The text with a document kept in the secure folder as the last one of the item."""
    documents = _value(_root(text), "documents")
    if not isinstance(documents, yaml.SequenceNode) or documents.flow_style or not documents.value:
        raise CannotEdit
    last = documents.value[-1]
    entry = [f"- secure: {flow_of(secure)}", *lines_of(fields, 2)]
    return insert_lines(text, last_line(last, text), indented(entry, last.start_mark.column - 2))


def remove_answer(text: str, index: int, point: str) -> str:
    """The text without the answer to one point; without the field `attest` where it was the only one."""
    return remove_part(text, ("documents", index), "attest", point)


def remove_part(text: str, place: Place, group: str, name: str) -> str:
    """The text without `name` in a group of an entry; without the group where it was the only one."""
    entry = _entry(text, place)
    parent = _value(entry, group)
    old = next((pair for pair in parent.value if pair[0].value == name), None) if parent is not None else None
    if parent is None or old is None:
        raise CannotEdit
    return _remove(text, entry, group, parent, old[0], old[1])


def remove_waiver(text: str, index: int, rule: str) -> str:
    """The text without the waiver for one rule; without the field `waive` where it was the only one."""
    document = _document(text, index)
    parent = _value(document, "waive")
    old = next((node for node in parent.value if _rule_of(node) == rule), None) if parent is not None else None
    if parent is None or old is None:
        raise CannotEdit
    return _remove(text, document, "waive", parent, old, old)


def _root(text: str) -> yaml.MappingNode:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode) or not root.value:
        raise CannotEdit
    return root


def _document(text: str, index: int) -> yaml.MappingNode:
    return _entry(text, ("documents", index))


def _entry(text: str, place: Place) -> yaml.MappingNode:
    found: Any = _root(text)
    for step in place:
        if isinstance(step, str) and isinstance(found, yaml.MappingNode):
            found = _value(found, step)
        elif isinstance(step, int) and isinstance(found, yaml.SequenceNode) and 0 <= step < len(found.value):
            found = found.value[step]
        else:
            raise CannotEdit
    if not isinstance(found, yaml.MappingNode) or not found.value:
        raise CannotEdit
    return found


def _value(node: yaml.MappingNode, name: str) -> Any:
    return next((value for key, value in node.value if key.value == name), None)


def _key(node: yaml.MappingNode, name: str) -> Any:
    return next(key for key, _ in node.value if key.value == name)


def _rule_of(node: Any) -> str | None:
    value = _value(node, "rule") if isinstance(node, yaml.MappingNode) else None
    return value.value if value is not None else None


def _append(text: str, document: yaml.MappingNode, block: list[str], flow: str) -> str:
    """A new field at the end of a document's entry."""
    if document.flow_style:
        return in_flow(text, document, flow, None)
    return insert_lines(text, last_line(document, text), indented(block, document.start_mark.column))


def _remove(text: str, document: yaml.MappingNode, name: str, parent: Any, first: Any, last: Any) -> str:
    if len(parent.value) == 1:
        first, last = _key(document, name), parent
        if document.flow_style:
            return cut_flow(text, first.start_mark.index, last.end_mark.index)
    elif parent.flow_style:
        return cut_flow(text, first.start_mark.index, last.end_mark.index)
    return replace_lines(text, first.start_mark.line, last_line(last, text), [])
