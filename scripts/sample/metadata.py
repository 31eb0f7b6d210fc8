"""Writes item.yaml as a careful person would: one field a line, long texts folded, remarks where they help."""

import re
import textwrap
from datetime import date

from .model import Document, Item

WIDTH = 112
_PLAIN = re.compile(r"[A-Za-z0-9£][^#:\n{}\[\]\"`]*")
_WORDS_YAML_TAKES = {"yes", "no", "on", "off", "true", "false", "null", "~"}


def item_yaml(item: Item, digests: dict[str, str]) -> str:
    """The text of item.yaml; `digests` holds the SHA-256 of each document by file name."""
    lines = ["# yaml-language-server: $schema=../../schema/item.schema.json"]
    lines += remark(item.comment, 0)
    lines += field("requirement", item.requirement, 0, quoted=True)
    lines += field("lead", item.lead, 0)
    lines += field("accountable", item.accountable, 0)
    lines += field("summary", item.summary, 0)
    lines.append("documents:")
    for i, document in enumerate(item.documents):
        if i:
            lines.append("")
        lines += _document(document, digests[document.file], item.parts.get(document.file, ()))
    return "\n".join(lines) + "\n"


def _document(document: Document, digest: str, parts: tuple[int, ...]) -> list[str]:
    lines = field("file", document.file, 4)
    lines += field("title", document.title, 4)
    lines += field("kind", document.kind, 4)
    lines += field("dated", document.dated, 4)
    if parts:
        lines.append(f"    parts: [{', '.join(str(number) for number in parts)}]")
    if document.valid_until:
        lines += field("valid_until", document.valid_until, 4)
    lines += field("status", "final", 4)
    lines += field("sensitivity", document.sensitivity, 4)
    if document.summary:
        lines += field("summary", document.summary, 4)
    for name, block in document.extra.items():
        lines.append(f"    {name}:")
        for key, value in block.items():
            lines += field(key, value, 6)
    if document.attest:
        lines.append("    attest:")
        for answer in document.attest:
            lines.append(f"      {answer.point}:")
            for key in ("answer", "by", "on", "note"):
                lines += field(key, getattr(answer, key), 8, quoted=False)
            lines += field("sha256", digest, 8)
    if document.waive:
        lines.append("    waive:")
    for waiver in document.waive:
        first = len(lines)
        for key in ("rule", "reason", "approved_by", "until"):
            lines += field(key, getattr(waiver, key), 8)
        lines += field("sha256", digest, 8)
        lines[first] = "      - " + lines[first].lstrip()
    lines[0] = "  - " + lines[0].lstrip()
    return remark(document.comment, 2) + lines


def field(name: str, value: object, indent: int, *, quoted: bool | None = None) -> list[str]:
    """One field: plain where YAML reads it as meant, quoted where not, folded where it is long."""
    lead = " " * indent + name + ":"
    if isinstance(value, (list, tuple)):
        words = ", ".join(scalar(str(part)) for part in value)
        if not any("," in str(part) for part in value) and len(lead) + len(words) + 3 <= WIDTH:
            return [f"{lead} [{words}]"]
        return [lead, *(f"{' ' * indent}  - {scalar(str(part))}" for part in value)]
    text = value.isoformat() if isinstance(value, date) else str(value)
    if quoted:
        return [f'{lead} "{text}"']
    if quoted is False or isinstance(value, date):
        short = text if quoted is False and text in _WORDS_YAML_TAKES else ("" if len(text) > 60 else text)
        if short and _PLAIN.fullmatch(short):
            return [f"{lead} {short}"]
    if len(lead) + 1 + len(scalar(text)) <= WIDTH:
        return [f"{lead} {scalar(text)}"]
    pad = " " * (indent + 2)
    folded = textwrap.wrap(text, WIDTH - len(pad), break_long_words=False, break_on_hyphens=False)
    return [f"{lead} >-", *(pad + line for line in folded)]


def scalar(text: str) -> str:
    """The text as one YAML scalar on one line."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _WORDS_YAML_TAKES
    looks_number = re.fullmatch(r"[\d.,:_ -]+", text) and not re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    if plain and not looks_number:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def remark(text: str, indent: int) -> list[str]:
    """A comment, wrapped."""
    pad = " " * indent + "# "
    return [pad + line for line in textwrap.wrap(text, WIDTH - len(pad))]
