"""A formula of Office (OMML) written in one line, as people type it: (a+b)/2, x^2, √(y), Σ from i=1 to n."""

from typing import Final

from annexa.documents.markup import Element, local

_DEEPEST: Final = 40
_ACCENTS: Final = frozenset({"acc", "bar", "box", "borderBox", "groupChr", "phant"})


def in_a_line(node: Element, depth: int = 0) -> str:
    """The text of a formula, or of a part of one."""
    if depth > _DEEPEST:
        return ""
    name = local(node) if isinstance(node.tag, str) else ""
    if name == "t":
        return node.text or ""
    if name.endswith("Pr") or name in ("", "ctrlPr"):
        return ""
    parts = {local(child): in_a_line(child, depth + 1) for child in node if isinstance(child.tag, str)}
    written = _written(name, node, parts, depth)
    return "".join(in_a_line(child, depth + 1) for child in node) if written is None else written


def _written(name: str, node: Element, parts: dict[str, str], depth: int) -> str | None:
    """A part that is more than the row of its own parts; None for any other."""
    base = parts.get("e", "")
    match name:
        case "f":
            return f"{_whole(parts.get('num', ''))}/{_whole(parts.get('den', ''))}"
        case "sSup" | "sSub" | "sSubSup" | "sPre":
            return f"{_whole(base)}{_raised('_', parts.get('sub', ''))}{_raised('^', parts.get('sup', ''))}"
        case "rad":
            return f"{parts.get('deg', '')}√{_whole(base)}"
        case "nary":
            sign = _mark(node, "chr", "∫")
            return f"{sign}{_raised('_', parts.get('sub', ''))}{_raised('^', parts.get('sup', ''))} {base}"
        case "d":
            inside = [in_a_line(child, depth + 1) for child in node if local(child) == "e"]
            between = _mark(node, "sepChr", "|")
            return f"{_mark(node, 'begChr', '(')}{between.join(inside)}{_mark(node, 'endChr', ')')}"
        case "func":
            return f"{parts.get('fName', '')} {base}"
        case "limLow" | "limUpp":
            return f"{base} ({parts.get('lim', '')})"
        case "m" if any(local(child) == "mr" for child in node):
            rows = [child for child in node if local(child) == "mr"]
            return "; ".join(", ".join(in_a_line(cell, depth + 1) for cell in row) for row in rows)
        case "eqArr":
            return "; ".join(in_a_line(child, depth + 1) for child in node if local(child) == "e")
    return base if name in _ACCENTS else None


def _mark(node: Element, name: str, otherwise: str) -> str:
    """A sign that a part's properties name."""
    for child in node.iter():
        if isinstance(child.tag, str) and local(child) == name:
            return next((str(value) for key, value in child.attrib.items() if str(key).rpartition("}")[2] == "val"), "")
    return otherwise


def _whole(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _raised(sign: str, text: str) -> str:
    return f"{sign}{_whole(text)}" if text else ""
