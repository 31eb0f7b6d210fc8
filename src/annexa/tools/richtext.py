"""The words of rich text as form fields keep it (ISO 32000-2, 12.7.4.5: a few tags of XHTML), without its tags."""

import html
import re

_LINE_ENDS = re.compile(r"</(?:p|div|li)\s*>|<br\b[^>]*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")


def plain(text: str) -> str:
    """Its words, a line for each paragraph; text that is no XHTML stays as it is."""
    if not text.lstrip().startswith("<"):
        return text
    words = _TAGS.sub("", _LINE_ENDS.sub("\n", " ".join(text.split())))
    return html.unescape("\n".join(line.strip() for line in words.split("\n"))).strip()
