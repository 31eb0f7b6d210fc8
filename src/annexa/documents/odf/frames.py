"""What a frame or shape of an OpenDocument says of itself."""

from annexa.documents.markup import Element
from annexa.documents.odf.names import SVG, XLINK


def description(node: Element) -> str | None:
    """Alternative text: title and description."""
    texts = [node.findtext(f"{SVG}title"), node.findtext(f"{SVG}desc")]
    known = [text for text in texts if text is not None]
    return " ".join(text for text in known if text) if known else None


def is_preview(image: Element) -> bool:
    """An image that only stands in for an object beside it."""
    href = image.get(f"{XLINK}href") or ""
    return "ObjectReplacements" in href


def is_off(node: Element) -> bool:
    """Whether a shape is switched off; LibreOffice says so in a namespace of its own as well."""
    return any(str(key).rpartition("}")[2] == "display" and value == "none" for key, value in node.items())
