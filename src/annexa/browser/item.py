"""The text of an item.yaml, made from what somebody filled in; comments of an older text stay."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

from annexa.inspection.written import CannotEdit
from annexa.model.quoted import quoted

Filled = Mapping[str, Any]
"""What was filled in by field: texts, lists of texts, or the same by field again. What is empty is left out."""

_PLAIN: Final = frozenset({"lead", "accountable", "kind", "dated", "status", "sensitivity", "signed_on"}) | {
    "looked_at", "looked_at_by", "actions_complete"
}  # fmt: skip
"""Fields whose values are names and days of known shape; all else is put in quotes, whatever it is."""
_HEAD: Final = ("requirement", "lead", "accountable", "summary")


def new(filled: Filled) -> str:
    """An item.yaml without documents."""
    return "".join(f"{line}\n" for line in _lines({name: filled.get(name, "") for name in _HEAD}, keep_empty=True))


def entry(document: Filled) -> list[str]:
    """The lines of one document in the list, the first with its dash."""
    lines = list(_lines(document))
    return [f"{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)]


def with_document(text: str, document: Filled) -> str:
    """The text with one more document; one of the same file is replaced. Raises CannotEdit where its layout is odd."""
    root = _root(text)
    documents = next((value for key, value in root.value if key.value == "documents"), None)
    if documents is None:
        return text.rstrip("\n") + "\n" * bool(text) + "documents:\n" + _block(document, 2)
    if not isinstance(documents, yaml.SequenceNode) or documents.flow_style or not documents.value:
        raise CannotEdit
    lines = text.splitlines(keepends=True)
    indent = _dash(lines, documents.value[0])
    old = next((node for node in documents.value if _file_of(node) == document.get("file")), None)
    first, last = (_end(lines, documents),) * 2 if old is None else (old.start_mark.line, _end(lines, old))
    before = "".join(lines[:first])
    return before + "\n" * bool(before and not before.endswith("\n")) + _block(document, indent) + "".join(lines[last:])


def names(text: str, file: str) -> bool:
    """Whether the text has a document of that file. Raises CannotEdit where it is no item.yaml."""
    documents = next((value for key, value in _root(text).value if key.value == "documents"), None)
    return any(
        (_file_of(node) or "").rpartition("/")[2] == file for node in (documents.value if documents is not None else ())
    )


def _lines(filled: Filled, *, keep_empty: bool = False) -> Iterator[str]:
    for name, value in filled.items():
        if isinstance(value, Mapping):
            below = list(_lines(value))
            yield from [f"{name}:", *(f"  {line}" for line in below)] if below else []
        elif isinstance(value, list):
            told = [quoted(each) for each in value if each]
            yield from [f"{name}: [{', '.join(told)}]"] if told else []
        elif value or keep_empty:
            yield f"{name}: {_scalar(name, str(value))}".rstrip()


def _scalar(name: str, value: str) -> str:
    is_plain = name in _PLAIN and value.replace("-", "").isalnum() and value.isascii() and value not in ("yes", "no")
    return value if is_plain else quoted(value) if value else ""


def _block(document: Filled, indent: int) -> str:
    return "".join(f"{' ' * indent}{line}\n" for line in entry(document))


def _root(text: str) -> yaml.MappingNode:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        raise CannotEdit from None
    if root is None:
        return yaml.MappingNode("", [])
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise CannotEdit
    return root


def _dash(lines: list[str], node: yaml.Node) -> int:
    line = lines[node.start_mark.line]
    if not line.lstrip().startswith("- "):
        raise CannotEdit
    return len(line) - len(line.lstrip())


def _end(lines: list[str], node: yaml.Node) -> int:
    """The line after the last one of a node; comments and empty lines behind it belong to what follows."""
    mark = node.end_mark  # where what follows begins, or where the text ends
    end = mark.line + (mark.line < len(lines) and bool(lines[mark.line][: mark.column].strip()))
    while end > node.start_mark.line + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _file_of(node: yaml.Node) -> str | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value.value for key, value in pairs if key.value == "file"), None)
